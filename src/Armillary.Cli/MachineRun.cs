using System.Runtime.InteropServices;
using Armillary.Cli.Options;
using Armillary.Engines;
using Armillary.Machine;

namespace Armillary.Cli;

using Machine = Armillary.Machine.Machine;

/// <summary>Runs a machine from the command line: from its start to the exit status.</summary>
internal static class MachineRun
{
    /// <summary>Runs a machine until it stops, its time is up, or the user quits.</summary>
    public static int Run(MachineConfig config, BackendOptions backends, TimeSpan? timeout, bool stats)
    {
        using var machine = new Machine(config);
        backends.Quit += machine.Stop;

        // Asked to end, it ends as if the power failed; the terminal is then restored on the way out.
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, c => StopOn(c, machine));
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, c => StopOn(c, machine));
        using PosixSignalRegistration hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, c => StopOn(c, machine));
        machine.Start();
        MachineExit? exit = machine.WaitForExit(timeout);
        bool timedOut = exit is null;
        if (timedOut)
        {
            machine.Stop();
            exit = machine.WaitForExit();
        }

        machine.EndWork();

        // Read while there is an engine, shown when all that the guest printed is out.
        EngineStatistics statistics = machine.Statistics;
        TimeSpan lifetime = TimeSpan.FromTicks(machine.Clock.Nanoseconds / 100);
        machine.Dispose();
        if (stats)
        {
            StatisticsText.Write(Console.Error, statistics, lifetime);
        }

        if (config.TrapProfile)
        {
            TrapProfileText.Write(Console.Error, machine.TrapProfile);
        }

        if (timedOut)
        {
            Console.Error.WriteLine($"armillary: stopped after {timeout!.Value.TotalSeconds:0.###} seconds (--timeout)");
            return ExitStatus.TimedOut;
        }

        if (exit!.Message.Length != 0)
        {
            Console.Error.WriteLine($"armillary: {exit.Message}");
        }

        return exit.Reason is ExitReason.PoweredOff or ExitReason.Stopped ? ExitStatus.Success : ExitStatus.GuestFailed;
    }

    private static void StopOn(PosixSignalContext signal, Machine machine)
    {
        signal.Cancel = true;
        machine.Stop();
    }
}
