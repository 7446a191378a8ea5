namespace Armillary.Images.Initramfs;

/// <summary>The files that this project puts into guests, kept as text in its folder <c>Guest</c>.</summary>
internal static class GuestScript
{
    /// <summary>A file's bytes.</summary>
    /// <param name="name">Its path below <c>Guest</c>.</param>
    public static byte[] Read(string name)
    {
        using Stream stream = typeof(GuestScript).Assembly.GetManifestResourceStream($"Guest/{name}")
            ?? throw new ArgumentException($"no guest file {name}", nameof(name));
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
