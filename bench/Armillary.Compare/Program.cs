using Armillary.Compare;
using Armillary.Images;
using Armillary.Images.Archive;
using Armillary.Images.Debian;
using Armillary.Images.Host;
using Armillary.Images.Kernel;

const string Usage = """
    usage: bench/compare programs [OPTION...]     the C programs of bench/programs, in the small guest
           bench/compare boot [OPTION...]         the small guest to its init
           bench/compare login [OPTION...]        Debian to its login prompt
           bench/compare debian [OPTION...]       Debian's own programs
           bench/compare scaling [OPTION...]      two busy vCPUs against one
           bench/compare kvm [--rounds N] [...]   a machine that KVM runs inside (tests/guests/kvm and its options)
           bench/compare all [OPTION...]          all of these, and the goals of all
           bench/compare translation [OPTION...]  what it costs Armillary to translate a guest instruction, cold and warm
           bench/compare guest                    makes the small guest and prints where it is
           bench/compare image NAME [PACKAGE...]  makes a Debian image with qemu-system-aarch64
           bench/compare kernel 4k|16k            fetches Debian's kernel and prints where its Image and its modules are
           bench/compare initrd FILE 4k|16k [MODULE...]   makes the small guest's initramfs with modules of that kernel
           bench/compare packages NAME...         fetches Debian's arm64 packages with all that they depend on and prints the files' paths
           bench/compare source NAME              the same for what the package NAME is built from
    options: --rounds N --cpus N --memory SIZE --only NAME,... --engines armillary,qemu,native --clock cpu|wall --armillary FILE --against FILE --extra "OPTION..." --limit SECONDS
    """;

using var interrupt = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupt.Cancel();
};
var cache = CacheDirectory.ForUser();
string step = "";
try
{
    switch (args)
    {
        case ["guest"]:
            SmallGuest guest = Small();
            Console.WriteLine($"{guest.Kernel}\n{guest.Initrd}\n{guest.InitrdWithModules}");
            return 0;
        case ["image", var name, .. var packages]:
            Console.WriteLine(Build(new DebianImageOptions { Name = name, ExtraPackages = packages }).Folder);
            return 0;
        case ["kernel", "4k" or "16k"]:
            DebianKernel kernel = Kernel(args[1]);
            Console.WriteLine($"{kernel.Image}\n{kernel.ModuleFolder}");
            return 0;
        case ["initrd", var file, "4k" or "16k", .. var modules]:
            Small().WriteInitrd(file, new KernelModules(Kernel(args[2]).ModuleFolder, interrupt.Token).Closure(modules));
            return 0;
        case ["packages", _, ..]:
            using (cache.Lock("archive", "the package cache"))
            {
                DebianArchive archive = Archive();
                IReadOnlyList<DebianPackageFile> files = archive.Resolve(args[1..], interrupt.Token);
                archive.Download(files, Show, interrupt.Token);
                Console.WriteLine(string.Join('\n', files.Select(file => file.Path)));
            }

            return 0;
        case ["source", var package]:
            using (cache.Lock("archive", "the package cache"))
            {
                var archive = new DebianArchive(cache, DebianMirror.FromHost(), sources: true);
                archive.Refresh(Show, interrupt.Token);
                IReadOnlyList<DebianPackageFile> files = archive.ResolveSource(package, interrupt.Token);
                archive.Download(files, Show, interrupt.Token);
                Console.WriteLine(string.Join('\n', files.Select(file => file.Path)));
            }

            return 0;
        case ["translation", ..]:
            return new TranslationCost(Options.Parse(args.AsSpan(1)), Small(), interrupt.Token).Run() ? 0 : 1;
        case ["programs" or "boot" or "login" or "debian" or "scaling" or "all", ..]:
            return Compare(args[0], Options.Parse(args.AsSpan(1))) ? 0 : 1;
        default:
            Console.Error.WriteLine(Usage);
            return 2;
    }
}
catch (ImageException e)
{
    Console.Error.WriteLine($"compare: {e.Message}");
    return 2;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine(interrupt.IsCancellationRequested ? "compare: interrupted" : "compare: a run took longer than --limit allows");
    return 1;
}

bool Compare(string what, Options options)
{
    bool sound = true;
    var goals = new Goals();
    if (what is "boot" or "all")
    {
        sound &= new BootComparison(options, cache, goals, interrupt.Token).Small(Small());
    }

    if (what is "programs" or "all")
    {
        Separate();
        sound &= new ProgramComparison(options, Small(), cache, goals, interrupt.Token).Run();
    }

    if (what is "login" or "all")
    {
        Separate();
        MachineImage image = new ImageStore(cache).Find("debian") ?? Build(new DebianImageOptions());
        sound &= new BootComparison(options, cache, goals, interrupt.Token).Debian(image);
    }

    if (what is "debian" or "all")
    {
        Separate();
        var comparison = new DebianComparison(options, cache, goals, interrupt.Token);
        sound &= comparison.Run(comparison.Prepare(Show));
    }

    if (what is "scaling" or "all")
    {
        Separate();
        sound &= new ScalingComparison(options, Small(), cache, goals, interrupt.Token).Run();
    }

    Console.WriteLine();
    goals.Print(Console.Out);
    return sound;

    void Separate()
    {
        if (what == "all")
        {
            Console.WriteLine();
        }
    }
}

DebianArchive Archive()
{
    var archive = new DebianArchive(cache, DebianMirror.FromHost());
    archive.Refresh(Show, interrupt.Token);
    return archive;
}

DebianKernel Kernel(string pages)
{
    using IDisposable held = cache.Lock("archive", "the package cache");
    return DebianKernel.Fetch(cache, Archive(), Show, interrupt.Token, pages == "16k" ? DebianKernel.MetaPackage16K : DebianKernel.MetaPackage);
}

SmallGuest Small() => SmallGuest.Prepare(cache, Show, interrupt.Token);

MachineImage Build(DebianImageOptions options) => new DebianImageBuilder(cache, new QemuGuestRunner(), Show).Build(options, interrupt.Token);

void Show(ImageProgress progress)
{
    if (progress.Step != step)
    {
        step = progress.Step;
        Console.Error.WriteLine(step);
    }
}
