using System.CommandLine;
using System.Globalization;
using Armillary.Machine;

namespace Armillary.Cli.Options;

/// <summary>The options that describe a machine, the same for <c>boot</c> and <c>dump</c>, and the configuration that they make.</summary>
internal sealed class MachineOptions
{
    private readonly Option<string> kernel = new("--kernel") { Description = "An arm64 Linux Image; also compressed with gzip or as EFI zboot", HelpName = "FILE" };
    private readonly Option<string> initrd = new("--initrd") { Description = "The kernel's initial RAM disk", HelpName = "FILE" };
    private readonly Option<string[]> module = new("--module") { Description = "A file that --kernel, a hypervisor, is to start or to hand on (again for the next): kernel=FILE or ramdisk=FILE, with ,bootargs=TEXT at the end", HelpName = "kernel=FILE|ramdisk=FILE", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> append = new("--append") { Description = "The kernel's command line, such as 'console=ttyAMA0 root=/dev/vda'", HelpName = "TEXT" };
    private readonly Option<string> dtb = new("--dtb") { Description = "A device tree to use instead of the board's own", HelpName = "FILE" };
    private readonly Option<string> firmware = new("--firmware") { Description = "Firmware for the flash at address 0, which starts instead of the kernel", HelpName = "FILE" };
    private readonly Option<string[]> disk = new("--disk") { Description = "A disk (again for the next): FILE[,format=raw|qcow2][,ro][,serial=TEXT]", HelpName = "FILE[,...]", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> net = new("--net") { Description = "A network interface (again for the next): user, none or tap=IFACE[,mac=...]", HelpName = "user|none|tap=IFACE", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string> gic = new("--gic") { Description = "The interrupt controller's version (default 3)", HelpName = "2|3" };
    private readonly Option<bool> el2 = new("--el2") { Description = "Give the guest EL2, for hypervisors" };
    private readonly Option<bool> el3 = new("--el3") { Description = "Give the guest EL3, for secure firmware" };
    private readonly Option<string> cpu = new("--cpu") { Description = "The CPU model: cortex-a53, cortex-a72, neoverse-n1 or max (default)", HelpName = "MODEL" };
    private readonly CommonOptions common;

    /// <summary>Adds the options to a command.</summary>
    public MachineOptions(Command command, CommonOptions common)
    {
        this.common = common;
        foreach (Option option in (Option[])[kernel, initrd, module, append, dtb, firmware, disk, net, cpu, el2, el3, gic])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The machine without its back ends.</summary>
    /// <exception cref="ConfigurationException">An option is wrong.</exception>
    public MachineConfig Build(ParseResult parsed)
    {
        MachineConfig config = common.Build(parsed) with
        {
            Kernel = parsed.GetValue(kernel),
            Initrd = parsed.GetValue(initrd),
            Modules = [.. (parsed.GetValue(module) ?? []).Select(Module)],
            CommandLine = parsed.GetValue(append),
            DeviceTree = parsed.GetValue(dtb),
            Firmware = parsed.GetValue(firmware),
            Cpu = parsed.GetValue(cpu) ?? "max",
            El2 = parsed.GetValue(el2),
            El3 = parsed.GetValue(el3),
            Gic = CommonOptions.Integer("--gic", parsed.GetValue(gic) ?? "3", "2 or 3"),
        };
        config.Validate();
        return config;
    }

    // The command line, which may hold commas, is the rest of the text.
    private static BootModule Module(string text)
    {
        int arguments = text.IndexOf(",bootargs=", StringComparison.Ordinal);
        string file = arguments < 0 ? text : text[..arguments];
        int equals = file.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && file[..equals] is "kernel" or "ramdisk" && equals + 1 < file.Length
            ? new BootModule(file[..equals], file[(equals + 1)..], arguments < 0 ? null : text[(arguments + ",bootargs=".Length)..])
            : throw new ConfigurationException($"--module: expected kernel=FILE or ramdisk=FILE and then ,bootargs=TEXT, not '{text}'");
    }

    /// <summary>The values of <c>--disk</c>.</summary>
    public IReadOnlyList<string> Disks(ParseResult parsed) => parsed.GetValue(disk) ?? [];

    /// <summary>The values of <c>--net</c>.</summary>
    public IReadOnlyList<string> Networks(ParseResult parsed) => parsed.GetValue(net) ?? [];
}
