using Armillary.Backends.Char;
using Armillary.Cli.Options;
using Armillary.Machine;

namespace Armillary.Cli;

/// <summary>Runs one command in a machine image, with this process's input and output, and exits with its status.</summary>
internal static class CommandRun
{
    /// <summary>How many lines of the guest's console are shown when the command could not be run.</summary>
    private const int ConsoleLines = 10;

    public static int Run(MachineConfig config, string[] command, TimeSpan? timeout, bool stats)
    {
        using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput(), error = Console.OpenStandardError();
        using var console = new MemoryChar();
        var link = new CommandLink(command, input, output, error);
        using var owned = new BackendOptions();

        // The disk is gone after the run, so nothing is lost by not waiting for the guest's shutdown, which it may never come to: when the host's disk is full, every write fails.
        link.Ended += owned.RequestQuit;
        int status = MachineRun.Run(
            config with { CommandLine = config.CommandLine + " armillary.command quiet", Console = console, VirtioConsoles = [link] }, owned, timeout, stats);
        if (link.Status is { } own)
        {
            return own;
        }

        if (status == ExitStatus.TimedOut)
        {
            return status;
        }

        Console.Error.WriteLine($"armillary: the guest did not run the command{(link.Violation is { } sent ? $": it sent {sent}" : "")}; its console ended with:");
        foreach (string line in console.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(ConsoleLines))
        {
            Console.Error.WriteLine("  " + line);
        }

        return ExitStatus.GuestFailed;
    }
}
