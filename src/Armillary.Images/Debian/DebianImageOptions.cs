namespace Armillary.Images.Debian;

/// <summary>What a Debian image is to be.</summary>
public sealed record DebianImageOptions
{
    /// <summary>The image's name.</summary>
    public string Name { get; init; } = "debian";

    /// <summary>Packages on top of those that every image has.</summary>
    public IReadOnlyList<string> ExtraPackages { get; init; } = [];

    /// <summary>The size of the disk in bytes; the file is sparse.</summary>
    public long DiskSize { get; init; } = 8L << 30;

    /// <summary>How long the guest may take to configure the packages.</summary>
    public TimeSpan ConfigureTimeout { get; init; } = TimeSpan.FromMinutes(30);
}
