using Armillary.Backends.Block;
using Armillary.Images.Host;
using Armillary.Machine;

namespace Armillary.Cli;

/// <summary>The disk of one run: an overlay of an image's disk, whose file is gone as soon as it is open, however the run ends.</summary>
/// <param name="cache">Where the file is made.</param>
/// <param name="basePath">The image's disk.</param>
/// <param name="size">The disk's size in bytes; null: the image's.</param>
internal sealed class TemporaryOverlay(CacheDirectory cache, string basePath, long? size) : IDisposable
{
    private readonly string path = Path.Combine(cache.Folder("overlays"), $"{Environment.ProcessId}.overlay");

    /// <summary>Makes and opens it.</summary>
    public IBlockBackend Open()
    {
        try
        {
            // Left over from a process of the same number that was killed.
            File.Delete(path);
            IBlockBackend disk = OverlayDisk.Create(path, basePath, size);
            File.Delete(path);
            return disk;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"cannot make the machine's disk '{path}': {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(path);
}
