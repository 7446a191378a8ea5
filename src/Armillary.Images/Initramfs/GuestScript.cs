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

    /// <summary>The files below a folder.</summary>
    /// <param name="folder">The folder below <c>Guest</c>, with a slash at its end.</param>
    public static IEnumerable<string> Names(string folder) =>
        typeof(GuestScript).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("Guest/" + folder, StringComparison.Ordinal))
            .Select(name => name["Guest/".Length..])
            .Order(StringComparer.Ordinal);
}
