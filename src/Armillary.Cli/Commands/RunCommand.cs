using System.CommandLine;
using Armillary.Backends.Block;
using Armillary.Cli.Options;
using Armillary.Images;
using Armillary.Images.Host;
using Armillary.Machine;

namespace Armillary.Cli.Commands;

/// <summary><c>armillary run IMAGE [-- COMMAND ARG...]</c>: a named machine image on a disk of its own for this run.</summary>
internal static class RunCommand
{
    /// <param name="guestCommand">What stood after <c>--</c>; null: there was none.</param>
    public static Command Create(string[]? guestCommand)
    {
        var image = new Argument<string>("image") { Description = "The image's name: debian, or one of 'armillary image list'", HelpName = "IMAGE" };
        var disk = new Option<string>("--disk") { Description = "The size of the machine's disk, such as 20G (default: the image's)", HelpName = "SIZE" };
        var net = new Option<string>("--net") { Description = "The network: user (default; no root needed) or none", HelpName = "user|none" };
        var command = new Command(
            "run",
            "Run a machine image, prepared on first use. What it writes to its disk is gone afterwards.\n" +
            "With '-- COMMAND ARG...' it runs that as root, passes its input and output on, and exits with its status.")
        {
            image,
        };
        var common = new CommonOptions(command, running: true);
        command.Options.Add(disk);
        command.Options.Add(net);
        command.SetAction(parsed =>
        {
            if (guestCommand is { Length: 0 })
            {
                throw new ConfigurationException("no command after '--'; expected COMMAND ARG...");
            }

            MachineConfig config = common.Build(parsed, defaultMemory: "1G", defaultCpus: Math.Clamp(Environment.ProcessorCount, 1, 4));
            config.Validate();
            TimeSpan? timeout = common.Timeout(parsed);
            long? size = parsed.GetValue(disk) is { } text ? checked((long)Size.Parse("--disk", text)) : null;
            string network = parsed.GetValue(net) ?? "user";
            MachineImage machineImage = ImageCommand.Prepare(parsed.GetValue(image)!);
            if (machineImage.KernelPath is null)
            {
                throw new ConfigurationException($"the image '{machineImage.Name}' boots by firmware, which 'run' does not do; expected an image with a kernel of its own");
            }

            using var overlay = new TemporaryOverlay(CacheDirectory.ForUser(), machineImage.DiskPath, size);
            using var owned = new BackendOptions();
            config = config with
            {
                Kernel = machineImage.KernelPath,
                Initrd = machineImage.InitrdPath,
                CommandLine = machineImage.Append + (network == "none" ? "" : " armillary.network") + (size is null ? "" : " armillary.grow") + " " + TerminalWords(),
                Disks = [new Disk(overlay.Open())],
                Networks = owned.Networks([network]),
            };
            return guestCommand is null
                ? MachineRun.Run(config with { Console = owned.Serial("stdio") }, owned, timeout, common.Stats(parsed))
                : CommandRun.Run(config, guestCommand, timeout, common.Stats(parsed));
        });
        return command;
    }

    private static string TerminalWords() => Console.IsInputRedirected || Console.IsOutputRedirected
        ? MachineImage.TerminalWords(24, 80, "dumb")
        : MachineImage.TerminalWords(Console.WindowHeight, Console.WindowWidth, Environment.GetEnvironmentVariable("TERM") ?? "");
}
