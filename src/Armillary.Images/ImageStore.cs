using Armillary.Images.Host;

namespace Armillary.Images;

/// <summary>The machine images of a user: a folder each below <c>images</c> in the cache.</summary>
public sealed class ImageStore(CacheDirectory cache)
{
    private const string Images = "images";

    /// <summary>All images that are whole, by name.</summary>
    public IReadOnlyList<MachineImage> List() =>
        [.. Directory.EnumerateDirectories(cache.Folder(Images))
            .Where(folder => IsName(Path.GetFileName(folder)) && File.Exists(Path.Combine(folder, MachineImage.Description)))
            .Order(StringComparer.Ordinal)
            .Select(MachineImage.Read)];

    /// <summary>The image of a name; null where there is none.</summary>
    /// <param name="name">The image's name.</param>
    /// <exception cref="ImageException">The name cannot be an image's, or the image is damaged.</exception>
    public MachineImage? Find(string name)
    {
        string folder = FolderOf(name);
        return Directory.Exists(folder) ? MachineImage.Read(folder) : null;
    }

    /// <summary>Removes an image.</summary>
    /// <param name="name">The image's name.</param>
    /// <exception cref="ImageException">There is no such image.</exception>
    public void Remove(string name)
    {
        string folder = FolderOf(name);
        if (!Directory.Exists(folder))
        {
            throw new ImageException($"there is no image {name}");
        }

        Discard(folder);
    }

    /// <summary>Makes an image of a disk of the user's, which is copied. It boots by firmware.</summary>
    /// <param name="file">The disk.</param>
    /// <param name="name">The new image's name.</param>
    /// <exception cref="ImageException">The file cannot be read, or the name is taken.</exception>
    public MachineImage Import(string file, string name)
    {
        if (Directory.Exists(FolderOf(name)))
        {
            throw new ImageException($"there is an image {name} already (armillary image remove {name} removes it)");
        }

        string format = CacheDirectory.Guard(file, () =>
        {
            using FileStream stream = File.OpenRead(file);
            Span<byte> magic = stackalloc byte[4];
            stream.ReadAtLeast(magic, 4, throwOnEndOfStream: false);

            // QEMU's docs/interop/qcow2: "QFI" and 0xFB.
            return magic.SequenceEqual<byte>([(byte)'Q', (byte)'F', (byte)'I', 0xFB]) ? "qcow2" : "raw";
        });
        return Create(name, folder =>
        {
            string disk = $"disk.{format}";
            CacheDirectory.Guard(file, () =>
            {
                File.Copy(file, Path.Combine(folder, disk));
                return disk;
            });
            return new MachineImage(name, "imported", null, null, disk, format, "", []);
        });
    }

    /// <summary>Makes an image in a folder beside the others, and gives it its name when it is whole; on a failure nothing is left of it.</summary>
    /// <param name="name">The image's name; an image that has it is replaced.</param>
    /// <param name="make">Fills the folder and describes the image.</param>
    internal MachineImage Create(string name, Func<string, MachineImage> make)
    {
        string final = FolderOf(name);
        using IDisposable held = cache.Lock($"image-{name}", $"the image {name}");
        string building = Path.Combine(cache.Folder(Images), $".{name}.part");
        Discard(building);
        Discard(Old(final));
        try
        {
            CacheDirectory.Guard(building, () => Directory.CreateDirectory(building));
            MachineImage image = make(building);
            return CacheDirectory.Guard(final, () =>
            {
                image.Write(building);
                Discard(final);
                Directory.Move(building, final);
                return image with { Folder = final };
            });
        }
        catch
        {
            Discard(building);
            throw;
        }
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && name[0] is not '.' and not '-';

    // Under another name first, so that a folder with an image's name is always whole.
    private static void Discard(string folder)
    {
        if (Directory.Exists(folder))
        {
            CacheDirectory.Guard(folder, () =>
            {
                string old = Old(folder);
                if (folder != old)
                {
                    Discard(old);
                    Directory.Move(folder, old);
                }

                Directory.Delete(old, recursive: true);
                return folder;
            });
        }
    }

    private static string Old(string folder) =>
        folder.EndsWith(".old", StringComparison.Ordinal) && Path.GetFileName(folder).StartsWith('.')
            ? folder
            : Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder).TrimStart('.')}.old");

    private string FolderOf(string name) => IsName(name)
        ? Path.Combine(cache.Folder(Images), name)
        : throw new ImageException($"{name}: an image's name has letters, digits, dashes, underscores and dots");
}
