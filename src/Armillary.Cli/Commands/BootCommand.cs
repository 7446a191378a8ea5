using System.CommandLine;
using Armillary.Cli.Options;
using Armillary.Machine;

namespace Armillary.Cli.Commands;

/// <summary><c>armillary boot</c>: a machine from its parts.</summary>
internal static class BootCommand
{
    public static Command Create()
    {
        var command = new Command("boot", "Boot a machine from its parts: a kernel, an initrd, disks. The guest's console is this terminal (Ctrl-A H helps)");
        var common = new CommonOptions(command, running: true);
        var machine = new MachineOptions(command, common);
        var serial = new Option<string>("--serial") { Description = "Where the serial console goes (default stdio)", HelpName = "stdio|none|file=PATH|unix=PATH" };
        var noReboot = new Option<bool>("--no-reboot") { Description = "End with exit status 1 when the guest restarts the machine" };
        command.Options.Add(serial);
        var trapProfile = new Option<bool>("--trap-profile") { Description = "At exit, tell which exceptions were taken, from and to which level, how often and how long" };
        command.Options.Add(noReboot);
        command.Options.Add(trapProfile);
        command.SetAction(parsed =>
        {
            MachineConfig config = machine.Build(parsed);
            TimeSpan? timeout = common.Timeout(parsed);
            using var owned = new BackendOptions();
            config = config with
            {
                ExitOnReset = parsed.GetValue(noReboot),
                TrapProfile = parsed.GetValue(trapProfile),
                Disks = owned.Disks(machine.Disks(parsed)),
                Networks = owned.Networks(machine.Networks(parsed)),
                Console = owned.Serial(parsed.GetValue(serial) ?? "stdio"),
            };
            return MachineRun.Run(config, owned, timeout, common.Stats(parsed));
        });
        return command;
    }
}
