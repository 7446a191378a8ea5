using System.CommandLine;
using System.Globalization;
using Armillary.Arm;
using Armillary.Cli.Options;
using Armillary.Machine;
using Armillary.Machine.Boards;
using Armillary.Machine.Firmware.Fdt;

namespace Armillary.Cli.Commands;

using Machine = Armillary.Machine.Machine;

/// <summary><c>armillary dump dtb|memory-map|cpu-features</c>: shows a machine without running it.</summary>
internal static class DumpCommand
{
    public static Command Create()
    {
        var command = new Command("dump", "Show a machine without running it");
        command.Subcommands.Add(Create("dtb", "The device tree: bytes into a file or pipe, source text on a terminal", DumpDeviceTree));
        command.Subcommands.Add(Create("memory-map", "What lies at each physical address, and its interrupt", DumpMemoryMap));
        command.Subcommands.Add(Create("cpu-features", "What the CPU model announces", DumpCpuFeatures));
        return command;
    }

    private static Command Create(string name, string description, Action<MachineConfig> dump)
    {
        var command = new Command(name, description);
        var options = new MachineOptions(command, new CommonOptions(command, running: false));
        command.SetAction(parsed =>
        {
            dump(options.Build(parsed));
            return ExitStatus.Success;
        });
        return command;
    }

    private static void DumpDeviceTree(MachineConfig config)
    {
        using var machine = new Machine(config);
        FdtNode tree = machine.DeviceTree();
        if (Console.IsOutputRedirected)
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(FdtBlob.Write(tree));
        }
        else
        {
            Console.Out.Write(FdtText.Write(tree));
        }
    }

    private static void DumpMemoryMap(MachineConfig config)
    {
        using var machine = new Machine(config);
        Dictionary<ulong, BoardRow> rows = machine.Board.Rows.ToDictionary(r => r.Start.Value);
        IEnumerable<(Core.Memory.PhysicalAddress Start, ulong Size, string Name)> regions = machine.Board.Bus.Regions;
        if (machine.Board.CpuBus != machine.Board.Bus)
        {
            regions = regions.Concat(machine.Board.CpuBus.Regions); // what is in the Secure physical address space alone
        }

        foreach ((Core.Memory.PhysicalAddress start, ulong size, string name) in regions)
        {
            string interrupt = rows.TryGetValue(start.Value, out BoardRow? row) ? row.Interrupt.ToString() : "", secure = start.IsSecure ? "  secure" : "";
            ulong first = start.Value & ~Core.Memory.PhysicalAddress.SecureBit;
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"0x{first:x10}-0x{first + (size - 1):x10}  {Size.Format(size),8}  {name,-12}  {interrupt}{secure}").TrimEnd());
        }
    }

    private static void DumpCpuFeatures(MachineConfig config)
    {
        CpuModel model = config.Model;
        Console.Out.WriteLine($"model {model.Name}");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"MIDR_EL1 0x{model.MIDR_EL1:x8}"));
        foreach (Features feature in Enum.GetValues<Features>().Distinct().Where(f => f != Features.None && model.Has(f)))
        {
            Console.Out.WriteLine($"FEAT_{feature}");
        }
    }
}
