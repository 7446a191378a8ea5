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
    /// <summary>The emulators that the options ask for.</summary>
    /// <param name="options">The options.</param>
    public static IReadOnlyList<Emulator> All(Options options) =>
        [.. options.Emulators.Select(name => name == "qemu" ? Qemu(options) : Armillary(options))];

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

    private static Emulator Armillary(Options options) => new("armillary", options.Armillary, machine =>
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

        // A first run each time: what an earlier one has left would be translated already.
        if (!options.Extra.Contains("--code-cache"))
        {
            arguments.AddRange(["--code-cache", "off"]);
        }

        arguments.AddRange(options.Extra);
        return arguments;
    });
}
