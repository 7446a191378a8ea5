using System.Globalization;
using System.Text;
using Armillary.Images.Archive;
using Armillary.Images.Host;
using Armillary.Images.Initramfs;
using Armillary.Images.Kernel;

namespace Armillary.Images.Debian;

/// <summary>
/// Makes a Debian machine: fetches the packages, unpacks them into a folder, makes an ext4 disk of it, and has the guest itself configure
/// them. It needs no root on the host and runs nothing of the guest there.
/// </summary>
public sealed class DebianImageBuilder(CacheDirectory cache, IGuestRunner runner, Action<ImageProgress>? progress)
{
    private const string Configuring = "Configuring packages in the guest";

    // Debian's list without what it does not set up (selinux, smack, tomoyo, ipe) and without bpf, for which systemd would load a program at
    // each boot, that no unit of Debian's uses: the kernel's check of it takes longer than mounting the disk.
    private const string SecurityModules = "lsm=landlock,lockdown,yama,loadpin,safesetid,integrity,apparmor";

    private static readonly string[] BasePackages =
    [
        "?essential", "apt", "ca-certificates", "dbus", "debian-archive-keyring", "e2fsprogs", "iproute2", "iputils-ping", "kmod", "less",
        "login", "netbase", "passwd", "procps", "systemd", "systemd-sysv", "tzdata", "udev",
    ];

    /// <summary>Makes the image, or makes it anew. What was downloaded stays in the cache, so that a build can be taken up again.</summary>
    /// <param name="options">What it is to be.</param>
    /// <param name="cancellation">Stops the build; nothing is left of the image.</param>
    /// <exception cref="ImageException">It could not be made.</exception>
    public MachineImage Build(DebianImageOptions options, CancellationToken cancellation)
    {
        HostTool mke2fs = HostTool.Find("mke2fs", "e2fsprogs");
        var archive = new DebianArchive(cache, DebianMirror.FromHost());
        using (cache.Lock("archive", "the package cache"))
        {
            archive.Refresh(progress, cancellation);
            DebianKernel kernel = DebianKernel.Fetch(cache, archive, progress, cancellation);
            byte[] busybox = Busybox.Fetch(archive, progress, cancellation);
            IReadOnlyList<DebianPackageFile> packages = archive.Resolve([.. BasePackages, .. options.ExtraPackages], cancellation);
            archive.Download(packages, progress, cancellation);
            return new ImageStore(cache).Create(options.Name, folder => CacheDirectory.Guard(folder, () =>
                Make(options, folder, mke2fs, archive, kernel, busybox, packages, cancellation)));
        }
    }

    private MachineImage Make(
        DebianImageOptions options, string folder, HostTool mke2fs, DebianArchive archive, DebianKernel kernel, byte[] busybox,
        IReadOnlyList<DebianPackageFile> packages, CancellationToken cancellation)
    {
        var image = new MachineImage(
            options.Name, $"Debian 13 ({DebianArchive.Release}) arm64, Linux {kernel.Version}", "kernel", "initrd", "disk.raw", "raw",
            $"console=ttyAMA0 quiet {SecurityModules}", [.. packages.Select(package => package.FileName)]);
        string staging = Path.Combine(folder, "staging");
        var root = new RootFileSystem(Path.Combine(staging, "root"));
        DpkgDatabase database = Unpack(root, packages, cancellation);
        progress?.Invoke(new ImageProgress("Adding the kernel's modules", kernel.Version));
        new ModuleTree(kernel.ModuleFolder, Path.Combine(root.Folder, "usr/lib/modules", kernel.Version)).Fill(cancellation);
        AddOwnFiles(root, archive.Mirror);

        progress?.Invoke(new ImageProgress("Making the disk"));
        File.Copy(kernel.Image, Path.Combine(folder, image.Kernel!));
        IReadOnlyList<(string Name, byte[] File)> modules =
            new KernelModules(kernel.ModuleFolder, cancellation).Closure(["virtio_mmio", "virtio_blk", "crc32c_generic", "ext4"]);
        var initramfs = new InitramfsBuilder(busybox, GuestScript.Read("root-init.sh"));
        initramfs.AddModules(modules);
        initramfs.Write(Path.Combine(folder, image.Initrd!));
        string disk = Path.Combine(folder, image.Disk);
        MakeDisk(mke2fs, disk, options.DiskSize, root.Folder, cancellation);

        var stage = new InitramfsBuilder(busybox, GuestScript.Read("stage-init.sh"));
        stage.AddModules(modules);
        stage.Add("stage/owners", Encoding.UTF8.GetBytes(root.OwnerList));
        stage.Add("stage/packages", Encoding.UTF8.GetBytes(database.PackageList));
        stage.Add("stage/configure.sh", GuestScript.Read("configure.sh"));
        string stageInitrd = Path.Combine(staging, "initrd");
        stage.Write(stageInitrd);
        Configure(new GuestRun(Path.Combine(folder, image.Kernel!), stageInitrd, disk, "console=ttyAMA0 quiet panic=-1", options.ConfigureTimeout), packages.Count, cancellation);
        Directory.Delete(staging, recursive: true);
        return image;
    }

    private DpkgDatabase Unpack(RootFileSystem root, IReadOnlyList<DebianPackageFile> packages, CancellationToken cancellation)
    {
        var database = new DpkgDatabase(root);
        for (int index = 0; index < packages.Count; index++)
        {
            progress?.Invoke(new ImageProgress("Unpacking packages", packages[index].Name, (double)index / packages.Count));
            var package = new DebianPackage(packages[index].Path, cancellation);
            database.Add(package, root.Unpack(package, cancellation));
        }

        database.Write();
        return database;
    }

    private static void AddOwnFiles(RootFileSystem root, DebianMirror mirror)
    {
        foreach (string name in GuestScript.Names("root/"))
        {
            string path = name["root/".Length..];
            root.Write(path, GuestScript.Read(name), executable: path.StartsWith("usr/lib/armillary/", StringComparison.Ordinal));
        }

        root.Write("etc/apt/sources.list.d/debian.sources", mirror.SourceList(DebianArchive.Release, null, "/usr/share/keyrings/debian-archive-keyring.pgp"));

        // The maintainer scripts expect some user and group data, and an awk, before the packages that bring them are configured.
        foreach (string name in new[] { "passwd", "group" })
        {
            string master = Path.Combine(root.Folder, "usr/share/base-passwd", name + ".master");
            root.Write($"etc/{name}", File.ReadAllBytes(master));
        }

        string awk = Path.Combine(root.Folder, "usr/bin/awk");
        if (!File.Exists(awk))
        {
            File.CreateSymbolicLink(awk, "mawk");
        }
    }

    private static void MakeDisk(HostTool mke2fs, string disk, long size, string root, CancellationToken cancellation)
    {
        using (FileStream file = File.Create(disk))
        {
            file.SetLength(size);
        }

        // Inode tables are left to the guest's kernel, which knows them to be zero.
        (int status, IReadOnlyList<string> errors) = mke2fs.Run(
            ["-q", "-F", "-t", "ext4", "-L", "armillary", "-m", "1", "-E", "lazy_itable_init=1,lazy_journal_init=1,root_owner=0:0", "-d", root, disk],
            null, cancellation);
        if (status != 0)
        {
            throw mke2fs.Failure(status, errors);
        }
    }

    private void Configure(GuestRun run, int packages, CancellationToken cancellation)
    {
        var last = new Queue<string>();
        bool configured = false;
        string? failure = null;
        int done = 0;
        progress?.Invoke(new ImageProgress(Configuring, "", 0));
        int status = runner.Run(run, Hear, cancellation);
        if (status != 0 || !configured)
        {
            string reason = failure ?? (status == 124 ? string.Create(CultureInfo.InvariantCulture, $"it did not end in {run.Timeout.TotalMinutes:0} minutes") : "it ended early");
            throw new ImageException($"the guest could not configure the packages: {reason}: {string.Join(" / ", last)}");
        }

        void Hear(string line)
        {
            line = line.TrimEnd('\r', ' ');
            if (line.StartsWith("Setting up ", StringComparison.Ordinal))
            {
                done++;
                progress?.Invoke(new ImageProgress(Configuring, line.Split(' ')[2], Math.Min(1, (double)done / packages)));
            }
            else if (line.StartsWith("armillary: step ", StringComparison.Ordinal))
            {
                progress?.Invoke(new ImageProgress(Configuring, line["armillary: step ".Length..], Math.Min(1, (double)done / packages)));
            }
            else if (line == "armillary: configured")
            {
                configured = true;
            }
            else if (line.StartsWith("armillary: failed: ", StringComparison.Ordinal))
            {
                failure = line["armillary: failed: ".Length..];
            }
            else if (line.Length > 0)
            {
                last.Enqueue(line);
                if (last.Count > 5)
                {
                    last.Dequeue();
                }
            }
        }
    }
}
