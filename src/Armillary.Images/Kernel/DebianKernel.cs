using System.Formats.Tar;
using Armillary.Images.Archive;
using Armillary.Images.Host;

namespace Armillary.Images.Kernel;

/// <summary>Debian's arm64 kernel, unpacked into the cache: the Image, and its modules as the package has them.</summary>
/// <param name="Version">The version as <c>uname -r</c> prints it.</param>
/// <param name="Image">The arm64 Image.</param>
/// <param name="ModuleFolder">The folder with the modules, which is <c>/lib/modules/VERSION</c> in a guest.</param>
public sealed record DebianKernel(string Version, string Image, string ModuleFolder)
{
    /// <summary>The package that depends on the kernel of the day with 4 KiB pages.</summary>
    public const string MetaPackage = "linux-image-arm64";

    /// <summary>The same for the kernel with 16 KiB pages.</summary>
    public const string MetaPackage16K = "linux-image-arm64-16k";

    /// <summary>Fetches the newest kernel of the release, or takes the one in the cache.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="archive">The archive, refreshed.</param>
    /// <param name="progress">Hears where it stands.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="package">Which of the empty packages that depend on a kernel.</param>
    public static DebianKernel Fetch(
        CacheDirectory cache, DebianArchive archive, Action<ImageProgress>? progress, CancellationToken cancellation, string package = MetaPackage)
    {
        DebianPackageFile file = archive.Resolve([package], cancellation)
            .FirstOrDefault(candidate => candidate.Name.StartsWith("linux-image-", StringComparison.Ordinal) && candidate.Name != package)
            ?? throw new ImageException($"the mirror's {package} depends on no kernel");
        string folder = Path.Combine(cache.Folder("kernels"), Path.GetFileNameWithoutExtension(file.FileName));
        if (!Directory.Exists(folder))
        {
            archive.Download([file], progress, cancellation);
            progress?.Invoke(new ImageProgress("Unpacking the kernel", file.Name));
            Unpack(file, folder, cancellation);
        }

        string version = Path.GetFileName(Directory.EnumerateDirectories(Path.Combine(folder, "modules")).Single());
        return new DebianKernel(version, Path.Combine(folder, "Image"), Path.Combine(folder, "modules", version));
    }

    private static void Unpack(DebianPackageFile file, string folder, CancellationToken cancellation)
    {
        string temporary = folder + ".part";
        const string Modules = "usr/lib/modules/";
        try
        {
            DeleteFolder(temporary);
            CacheDirectory.Guard(temporary, () => Directory.CreateDirectory(temporary));
            new DebianPackage(file.Path, cancellation).ReadTree(entry => CacheDirectory.Guard(temporary, () => Take(entry)), cancellation);
            if (!File.Exists(Path.Combine(temporary, "Image")) || !Directory.Exists(Path.Combine(temporary, "modules")))
            {
                throw new ImageException($"{file.FileName}: it holds no kernel or no modules");
            }

            CacheDirectory.Guard(folder, () =>
            {
                Directory.Move(temporary, folder);
                return folder;
            });
        }
        catch
        {
            DeleteFolder(temporary);
            throw;
        }

        bool Take(TarEntry entry)
        {
            string name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
            if (entry.EntryType != TarEntryType.RegularFile || entry.DataStream is null || name.Split('/').Contains(".."))
            {
                return false;
            }

            if (name.StartsWith("boot/vmlinuz-", StringComparison.Ordinal))
            {
                using var content = new MemoryStream();
                entry.DataStream.CopyTo(content);
                File.WriteAllBytes(Path.Combine(temporary, "Image"), KernelImage.Extract(content.ToArray(), name, cancellation));
            }
            else if (name.StartsWith(Modules, StringComparison.Ordinal) || name.StartsWith("lib/modules/", StringComparison.Ordinal))
            {
                string path = Path.Combine(temporary, "modules", name[(name.IndexOf("modules/", StringComparison.Ordinal) + "modules/".Length)..]);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using FileStream target = File.Create(path);
                entry.DataStream.CopyTo(target);
            }

            return true;
        }
    }

    private static void DeleteFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
