using Armillary.Images.Archive;

namespace Armillary.Images.Initramfs;

/// <summary>Debian's statically linked arm64 busybox.</summary>
public static class Busybox
{
    private const string Package = "busybox-static";

    /// <summary>Fetches the package, or takes it from the cache, and reads the program out of it.</summary>
    /// <param name="archive">The archive, refreshed.</param>
    /// <param name="progress">Hears where it stands.</param>
    /// <param name="cancellation">Stops it.</param>
    public static byte[] Fetch(DebianArchive archive, Action<ImageProgress>? progress, CancellationToken cancellation)
    {
        IReadOnlyList<DebianPackageFile> files = [.. archive.Resolve([Package], cancellation).Where(file => file.Name == Package)];
        archive.Download(files, progress, cancellation);
        byte[]? program = null;
        foreach (DebianPackageFile file in files)
        {
            new DebianPackage(file.Path, cancellation).ReadTree(entry =>
            {
                if (entry.DataStream is not null && entry.Name.EndsWith("/bin/busybox", StringComparison.Ordinal))
                {
                    using var content = new MemoryStream();
                    entry.DataStream.CopyTo(content);
                    program = content.ToArray();
                }
            }, cancellation);
        }

        return program ?? throw new ImageException($"the mirror's {Package} holds no busybox");
    }
}
