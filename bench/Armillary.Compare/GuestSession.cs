using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Armillary.Images;

namespace Armillary.Compare;

/// <summary>A moment in a run: wall time since the process was started, and the host CPU time that it had used by then.</summary>
/// <param name="Wall">Wall time.</param>
/// <param name="Cpu">CPU time of the process and of its children that have ended.</param>
internal readonly record struct Moment(TimeSpan Wall, TimeSpan Cpu);

/// <summary>One run of a guest, whose console is read as it is written.</summary>
internal sealed class GuestSession : IDisposable
{
    private readonly Process process;
    private readonly Stopwatch watch;
    private readonly CancellationTokenSource limit;
    private readonly CancellationTokenRegistration registration;
    private readonly StringBuilder text = new();
    private readonly List<(int End, Moment At)> marks = [];
    private Moment last;
    private int position;

    /// <summary>Starts the guest.</summary>
    /// <param name="emulator">What runs it.</param>
    /// <param name="machine">The guest.</param>
    /// <param name="timeout">How long it may run.</param>
    /// <param name="cancellation">Stops it.</param>
    public GuestSession(Emulator emulator, GuestMachine machine, TimeSpan timeout, CancellationToken cancellation)
    {
        Name = emulator.Name;
        var start = new ProcessStartInfo(emulator.Command) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in emulator.Arguments(machine))
        {
            start.ArgumentList.Add(argument);
        }

        watch = Stopwatch.StartNew();
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ImageException($"{emulator.Command} cannot be started: {e.Message}", e);
        }

        process.ErrorDataReceived += (_, line) => Errors = line.Data is { Length: > 0 } error ? error : Errors;
        process.BeginErrorReadLine();
        limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        registration = limit.Token.Register(Kill);
    }

    /// <summary>The emulator's name.</summary>
    public string Name { get; }

    /// <summary>All that the console has shown.</summary>
    public string Console => text.ToString();

    /// <summary>The last line that the emulator wrote to its standard error.</summary>
    public string Errors { get; private set; } = "";

    /// <summary>Waits for a text on the console, after what the last wait ended with.</summary>
    /// <param name="expected">The text.</param>
    /// <returns>When it came.</returns>
    /// <exception cref="ImageException">The guest ended before.</exception>
    public Moment Expect(string expected)
    {
        while (true)
        {
            // The console is short (kilobytes), so that searching it again costs nothing that matters.
            int at = Console.IndexOf(expected, position, StringComparison.Ordinal);
            if (at >= 0)
            {
                position = at + expected.Length;
                return last;
            }

            if (!Read())
            {
                string tail = Console.Length > 200 ? Console[^200..] : Console;
                throw new ImageException($"{Name} ended before the guest printed \"{expected}\": {Errors} {tail.ReplaceLineEndings(" / ")}");
            }
        }
    }

    /// <summary>When a place of the console's text had been written.</summary>
    /// <param name="offset">The place.</param>
    public Moment At(int offset) => marks.First(mark => mark.End > offset).At;

    /// <summary>Types on the console.</summary>
    /// <param name="line">The text.</param>
    public void Type(string line)
    {
        process.StandardInput.Write(line);
        process.StandardInput.Flush();
    }

    /// <summary>Reads the console to its end.</summary>
    /// <returns>When the process ended; its CPU time is that of its last output.</returns>
    public Moment Finish()
    {
        while (Read())
        {
        }

        process.WaitForExit();
        return new Moment(watch.Elapsed, last.Cpu);
    }

    /// <summary>Asks the emulator to end, and waits until it has: it keeps what is to be kept.</summary>
    public void End()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        while (Read())
        {
        }

        process.WaitForExit();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        process.WaitForExit();
        registration.Dispose();
        limit.Dispose();
        process.Dispose();
    }

    private bool Read()
    {
        byte[] buffer = new byte[65536];
        int count = process.StandardOutput.BaseStream.Read(buffer);
        if (count == 0)
        {
            limit.Token.ThrowIfCancellationRequested();
            return false;
        }

        last = new Moment(watch.Elapsed, CpuTime());
        text.Append(Encoding.Latin1.GetString(buffer, 0, count));
        marks.Add((text.Length, last));
        return true;
    }

    // proc_pid_stat(5): cutime and cstime are fields 16 and 17, in ticks of 1/100 s.
    private TimeSpan CpuTime()
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{process.Id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            TimeSpan children = TimeSpan.FromMilliseconds(10 * fields[13..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)));
            return ProcessClock.Read(process.Id) is { } own ? own + children : last.Cpu;
        }
        catch (IOException)
        {
            return last.Cpu;
        }
    }

    private void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }
}
