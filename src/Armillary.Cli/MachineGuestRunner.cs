using System.Text;
using Armillary.Backends.Block;
using Armillary.Backends.Char;
using Armillary.Images;
using Armillary.Machine;

namespace Armillary.Cli;

using Machine = Armillary.Machine.Machine;

/// <summary>Runs the guest of an image build on our own machine.</summary>
internal sealed class MachineGuestRunner : IGuestRunner
{
    private const ulong Memory = 1UL << 30;

    public int Run(GuestRun run, Action<string> onConsoleLine, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        string? disk = null;
        using var machine = new Machine(new MachineConfig
        {
            Memory = Memory,
            Cpus = Math.Clamp(Environment.ProcessorCount, 1, 4),
            Kernel = run.Kernel,
            Initrd = run.Initrd,
            CommandLine = run.Append,
            Console = new LineConsole(onConsoleLine),
            Disks = run.Disk is null ? [] : [new Disk(new RawDisk(run.Disk))],
            ExitOnReset = true,
            Diagnostics = line => disk ??= line.StartsWith("disk ", StringComparison.Ordinal) ? line : null,
        });
        machine.Start();
        MachineExit? exit;
        using (cancellation.Register(machine.Stop))
        {
            exit = machine.WaitForExit(run.Timeout);
        }

        cancellation.ThrowIfCancellationRequested();
        if (disk is not null)
        {
            throw new ImageException($"the machine that was to configure the packages could not use its {disk}");
        }

        if (exit is { Message.Length: > 0 })
        {
            onConsoleLine(exit.Message);
        }

        return exit is null ? ExitStatus.TimedOut : exit.Reason == ExitReason.PoweredOff ? ExitStatus.Success : ExitStatus.GuestFailed;
    }

    /// <summary>A console that is read by lines. Nothing is typed.</summary>
    private sealed class LineConsole(Action<string> line) : ICharBackend
    {
        /// <summary>The guest chooses how long a line is; a longer one is cut.</summary>
        private const int Longest = 4096;

        private readonly List<byte> bytes = [];

        public void Attach(ICharFrontend device)
        {
        }

        public int Write(ReadOnlySpan<byte> data)
        {
            foreach (byte b in data)
            {
                if (b == '\n')
                {
                    line(Encoding.UTF8.GetString([.. bytes]).TrimEnd('\r'));
                    bytes.Clear();
                }
                else if (bytes.Count < Longest)
                {
                    bytes.Add(b);
                }
            }

            return data.Length;
        }

        public void InputReady()
        {
        }

        public void Dispose()
        {
        }
    }
}
