using Armillary.Images.Archive;
using Armillary.Images.Host;
using Armillary.Images.Initramfs;
using Armillary.Images.Kernel;

namespace Armillary.Images;

/// <summary>
/// A guest without a disk: Debian's kernel and an initramfs with busybox, which boots in a second or two. Tests and benchmarks use
/// it. Its init prints <c>armillary: init</c>; <c>armillary.run64=BASE64</c> on the kernel command line is a shell command to run
/// before it prints <c>armillary: exit STATUS</c> and powers off.
/// </summary>
/// <param name="Kernel">The arm64 Image.</param>
/// <param name="Initrd">The initramfs.</param>
/// <param name="InitrdWithModules">The same with the modules for virtio-mmio devices and ext4, which its init loads.</param>
/// <param name="Busybox">The guest's busybox, as a file of the host.</param>
public sealed record SmallGuest(string Kernel, string Initrd, string InitrdWithModules, string Busybox)
{
    /// <summary>
    /// The modules that virtio-mmio disks, networks and entropy need on Debian's kernel. crc32c_generic is the crypto algorithm that
    /// ext4 asks the kernel for by its name, which only modprobe could look up.
    /// </summary>
    public static IReadOnlyList<string> DeviceModules { get; } = ["virtio_mmio", "virtio_blk", "virtio_net", "virtio_rng", "crc32c_generic", "ext4"];

    /// <summary>Makes the guest below the cache's folder <c>small</c>, or takes what is there.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="progress">Hears where it stands.</param>
    /// <param name="cancellation">Stops it.</param>
    public static SmallGuest Prepare(CacheDirectory cache, Action<ImageProgress>? progress, CancellationToken cancellation)
    {
        string folder = cache.Folder("small");
        var guest = new SmallGuest(
            Path.Combine(folder, "Image"), Path.Combine(folder, "initrd.gz"), Path.Combine(folder, "initrd-modules.gz"), Path.Combine(folder, "busybox"));
        using IDisposable held = cache.Lock("small", "the small guest");
        string stamp = Path.Combine(folder, "made-by");
        string identity = typeof(SmallGuest).Assembly.ManifestModule.ModuleVersionId.ToString();
        if (File.Exists(stamp) && File.ReadAllText(stamp) == identity)
        {
            return guest;
        }

        var archive = new DebianArchive(cache, DebianMirror.FromHost());
        archive.Refresh(progress, cancellation);
        DebianKernel kernel = DebianKernel.Fetch(cache, archive, progress, cancellation);
        byte[] busybox = Initramfs.Busybox.Fetch(archive, progress, cancellation);
        progress?.Invoke(new ImageProgress("Making the initramfs"));
        CacheDirectory.WriteWhole(guest.Kernel, stream =>
        {
            using FileStream image = File.OpenRead(kernel.Image);
            image.CopyTo(stream);
        });
        CacheDirectory.WriteWhole(guest.Busybox, stream => stream.Write(busybox));
        var initramfs = new InitramfsBuilder(busybox, GuestScript.Read("small-init.sh"));
        initramfs.Write(guest.Initrd);
        initramfs.AddModules(new KernelModules(kernel.ModuleFolder, cancellation).Closure(DeviceModules));
        initramfs.Write(guest.InitrdWithModules);
        CacheDirectory.WriteWhole(stamp, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(identity)));
        return guest;
    }

    /// <summary>Writes an initramfs of this guest with further files; its init runs <c>/bench/run</c> where that is one of them.</summary>
    /// <param name="path">The initramfs.</param>
    /// <param name="files">Paths without a slash at the start, contents, and whether they can be executed.</param>
    public void WriteInitrd(string path, IEnumerable<(string Path, byte[] Content, bool Executable)> files)
    {
        var initramfs = new InitramfsBuilder(File.ReadAllBytes(Busybox), GuestScript.Read("small-init.sh"));
        foreach ((string name, byte[] content, bool executable) in files)
        {
            initramfs.Add(name, content, executable);
        }

        initramfs.Write(path);
    }

    /// <summary>Writes an initramfs of this guest with modules, which its init loads, of whichever kernel it is to boot with.</summary>
    /// <param name="path">The initramfs.</param>
    /// <param name="modules">Names and ELF files, first to load first.</param>
    public void WriteInitrd(string path, IReadOnlyList<(string Name, byte[] File)> modules)
    {
        var initramfs = new InitramfsBuilder(File.ReadAllBytes(Busybox), GuestScript.Read("small-init.sh"));
        initramfs.AddModules(modules);
        initramfs.Write(path);
    }
}
