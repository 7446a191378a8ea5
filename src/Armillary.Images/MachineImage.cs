using System.Text.Json;
using System.Text.Json.Serialization;

namespace Armillary.Images;

/// <summary>A machine image as it is stored: a folder with these files and its description, <c>image.json</c>.</summary>
/// <param name="Name">The image's name.</param>
/// <param name="Release">What is in it, in words.</param>
/// <param name="Kernel">The kernel's file name in the folder; null for an image that boots by firmware.</param>
/// <param name="Initrd">The initramfs' file name in the folder; null for none.</param>
/// <param name="Disk">The disk's file name in the folder.</param>
/// <param name="DiskFormat"><c>raw</c> or <c>qcow2</c>.</param>
/// <param name="Append">The kernel command line.</param>
/// <param name="Packages">The names of the package files it was made of.</param>
public sealed record MachineImage(
    string Name, string Release, string? Kernel, string? Initrd, string Disk, string DiskFormat, string Append, IReadOnlyList<string> Packages)
{
    /// <summary>The file with the description.</summary>
    public const string Description = "image.json";

    /// <summary>The folder that the image is in.</summary>
    [JsonIgnore]
    public string Folder { get; init; } = "";

    /// <summary>The kernel's path.</summary>
    [JsonIgnore]
    public string? KernelPath => Kernel is null ? null : Path.Combine(Folder, Kernel);

    /// <summary>The initramfs' path.</summary>
    [JsonIgnore]
    public string? InitrdPath => Initrd is null ? null : Path.Combine(Folder, Initrd);

    /// <summary>The disk's path. Start a machine on an overlay of it: the image itself stays as it was made.</summary>
    [JsonIgnore]
    public string DiskPath => Path.Combine(Folder, Disk);

    /// <summary>
    /// Words for the kernel command line that tell the guest how large the terminal at its serial console is (systemd(1)). Without them systemd
    /// asks the terminal itself, and waits for an answer that a pipe does not give.
    /// </summary>
    /// <param name="rows">Lines on the terminal.</param>
    /// <param name="columns">Characters in a line.</param>
    /// <param name="term">The terminal's type, as in the variable TERM; <c>dumb</c> where there is none.</param>
    public static string TerminalWords(int rows, int columns, string term)
    {
        string type = term.Length > 0 && term.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '+' or '_') ? term : "vt220";
        return string.Join(' ', new[] { "console", "ttyAMA0" }.Select(tty =>
            $"systemd.tty.term.{tty}={type} systemd.tty.rows.{tty}={rows} systemd.tty.columns.{tty}={columns}"));
    }

    /// <summary>Reads the image in a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="ImageException">Its description is missing or damaged, or a file that it names is missing.</exception>
    public static MachineImage Read(string folder)
    {
        string path = Path.Combine(folder, Description);
        MachineImage? image = Host.CacheDirectory.Guard(path, () =>
        {
            try
            {
                return JsonSerializer.Deserialize(File.ReadAllBytes(path), MachineImageJson.Default.MachineImage);
            }
            catch (JsonException e)
            {
                throw new ImageException($"{path}: damaged: line {e.LineNumber + 1}", e);
            }
        });
        if (image is not { Name: not null, Disk: not null, DiskFormat: not null, Append: not null })
        {
            throw new ImageException($"{path}: damaged: it names no disk");
        }

        image = image with { Folder = folder };
        foreach (string? file in new[] { image.KernelPath, image.InitrdPath, image.DiskPath })
        {
            if (file is not null && !File.Exists(file))
            {
                throw new ImageException($"{path}: the image is damaged: {file} is missing");
            }
        }

        return image;
    }

    /// <summary>Writes the description into a folder.</summary>
    /// <param name="folder">The folder.</param>
    public void Write(string folder) =>
        File.WriteAllBytes(Path.Combine(folder, Description), JsonSerializer.SerializeToUtf8Bytes(this, MachineImageJson.Default.MachineImage));
}

/// <summary>The JSON form of a description.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(MachineImage))]
internal sealed partial class MachineImageJson : JsonSerializerContext;
