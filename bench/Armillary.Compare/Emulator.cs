using Armillary.Images;

namespace Armillary.Compare;

/// <summary>The parts of a guest machine that both emulators are given.</summary>
/// <param name="Kernel">The Image.</param>
/// <param name="Initrd">The initramfs.</param>
/// <param name="Append">The kernel command line.</param>
/// <param name="Disk">A raw disk; null for none.</param>
/// <param name="Network">Whether it has user-mode networking.</param>
internal sealed record GuestMachine(string Kernel, string Initrd, string Append, string? Disk = null, bool Network = false);

/// <summary>A command that runs guests, with the guest's console on its standard input and output.</summary>
/// <param name="Name">The name in tables.</param>
/// <param name="Command">The program.</param>
/// <param name="Arguments">Its arguments for a machine.</param>
internal sealed record Emulator(string Name, string Command, Func<GuestMachine, IReadOnlyList<string>> Arguments)
{
    /// <summary>The name in tables of our command when it has the code of a former run.</summary>
    public const string Again = "armillary again";

    /// <summary>The name in tables of our command of another build.</summary>
    public const string Against = "against";

    private const string CodeCache = "--code-cache";

    /// <summary>The emulators that the options ask for. Ours keeps no code, so that no run depends on a former one.</summary>
    /// <param name="options">The options.</param>
    public static IReadOnlyList<Emulator> All(Options options) =>
        [.. options.Emulators.Select(name => name == "qemu" ? Qemu(options) : Armillary(options, "off", name))];

    /// <summary>The same with ours twice: a run that keeps its code, and one after it that has it.</summary>
    /// <param name="options">The options.</param>
    /// <param name="code">The folder for the code, empty before the first of them.</param>
    public static IReadOnlyList<Emulator> Twice(Options options, string code) =>
    [
        .. options.Emulators.SelectMany(name => name == "qemu" ? (Emulator[])[Qemu(options)] : name == Against ? [Armillary(options, "off", Against)]
            : [Armillary(options, code, "armillary"), Armillary(options, code, Again)]),
    ];

    /// <summary>Empties the folder for code.</summary>
    /// <param name="code">The folder.</param>
    public static void Forget(string code)
    {
        if (Directory.Exists(code))
        {
            Directory.Delete(code, recursive: true);
        }
    }

    private static Emulator Qemu(Options options) => new("qemu", "qemu-system-aarch64", machine =>
    {
        var run = new GuestRun(machine.Kernel, machine.Initrd, machine.Disk, machine.Append, options.Limit);
        List<string> arguments = [.. QemuGuestRunner.Arguments(run, options.Memory, options.Cpus)];
        if (machine.Network)
        {
            arguments.AddRange(["-netdev", "user,id=net", "-device", "virtio-net-device,netdev=net"]);
        }

        return arguments;
    });

    private static Emulator Armillary(Options options, string code, string name) => new(name, name == Against ? options.Against! : options.Armillary, machine =>
    {
        List<string> arguments =
        [
            "boot", "--kernel", machine.Kernel, "--initrd", machine.Initrd, "--append", machine.Append, "--cpus", $"{options.Cpus}",
            "--memory", options.Memory, "--net", machine.Network ? "user" : "none",
        ];
        if (machine.Disk is not null)
        {
            arguments.AddRange(["--disk", $"{machine.Disk},format=raw"]);
        }

        if (!options.Extra.Contains(CodeCache))
        {
            arguments.AddRange([CodeCache, code]);
        }

        arguments.AddRange(options.Extra);
        return arguments;
    });
}
