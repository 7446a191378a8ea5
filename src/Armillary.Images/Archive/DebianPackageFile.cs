namespace Armillary.Images.Archive;

/// <summary>One package file that apt chose.</summary>
/// <param name="Uri">Where it is on the mirror.</param>
/// <param name="FileName">Its name in apt's archive folder: <c>NAME_VERSION_ARCH.deb</c>.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256 from the signed index, in lower-case hexadecimal.</param>
/// <param name="Path">The file on the host; there only after a download.</param>
public sealed record DebianPackageFile(string Uri, string FileName, long Size, string Sha256, string Path)
{
    /// <summary>The package's name.</summary>
    public string Name => FileName.Split('_')[0];
}
