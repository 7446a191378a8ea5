using System.Globalization;

namespace Armillary.Compare;

/// <summary>Reads measurements off a guest's console: a line <c>class CLASS NAME</c> announces a program, a line <c>NAME CHECKSUM NANOSECONDS</c> is its result.</summary>
internal static class ConsoleResults
{
    /// <summary>The measurements.</summary>
    /// <param name="session">The guest.</param>
    /// <param name="cpuClock">Whether a program's time is the host CPU time that passed from one line to the other, rather than what the guest says.
    /// A program without a checksum tells a throughput, and is left its own time.</param>
    public static IEnumerable<Measurement> Read(GuestSession session, bool cpuClock)
    {
        string kind = "", program = "";
        int announced = 0, offset = 0;
        foreach (string line in session.Console.Split('\n'))
        {
            string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is ["class", var newKind, var newProgram])
            {
                (kind, program, announced) = (newKind, newProgram, offset);
            }
            else if (words is [var name, var checksum, var time] && name == program && program.Length > 0
                && double.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out double nanoseconds))
            {
                bool byCpu = cpuClock && checksum != "-";
                double cpu = (session.At(offset).Cpu - session.At(announced).Cpu).TotalSeconds;
                if (byCpu && cpu == 0)
                {
                    Console.Error.WriteLine($"compare: {name}: both of its lines came at once, so busy is the host; not counted");
                }
                else
                {
                    yield return new Measurement(kind, name, checksum, byCpu ? cpu : nanoseconds / 1e9);
                }
            }

            offset += line.Length + 1;
        }
    }
}
