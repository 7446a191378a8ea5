using Armillary.Core.Time;

namespace Armillary.Machine;

/// <summary>Passes on what the machine says about its guest, but no more than a few lines a second: the guest chooses how often it errs.</summary>
internal sealed class DiagnosticLog(Action<string>? sink, IClock clock)
{
    private const int LinesPerSecond = 10;

    private readonly Lock gate = new();
    private long second;
    private int lines;
    private int suppressed;

    public void Write(int cpu, string message)
    {
        if (sink is null)
        {
            return;
        }

        int omitted;
        lock (gate)
        {
            long now = clock.Nanoseconds / 1_000_000_000;
            if (now != second)
            {
                (second, lines) = (now, 0);
            }

            if (++lines > LinesPerSecond)
            {
                suppressed = Math.Min(suppressed + 1, int.MaxValue - 1);
                return;
            }

            (omitted, suppressed) = (suppressed, 0);
        }

        if (omitted != 0)
        {
            sink($"({omitted} more lines like these)");
        }

        sink($"cpu {cpu}: {message}");
    }
}
