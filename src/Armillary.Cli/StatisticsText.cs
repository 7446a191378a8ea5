using System.Diagnostics;
using System.Globalization;
using Armillary.Engines;

namespace Armillary.Cli;

/// <summary>What <c>--stats</c> prints.</summary>
internal static class StatisticsText
{
    public static void Write(TextWriter output, EngineStatistics s, TimeSpan lifetime)
    {
        using Process self = Process.GetCurrentProcess();
        double translation = s.TranslationNanoseconds / 1e6;
        Line(output, "host CPU time", $"{self.TotalProcessorTime.TotalSeconds:0.000} s (user {self.UserProcessorTime.TotalSeconds:0.000} s, kernel {self.PrivilegedProcessorTime.TotalSeconds:0.000} s)");
        Line(output, "host wall time", $"{lifetime.TotalSeconds:0.000} s");
        if (s.FirstGuestCode != 0)
        {
            TimeSpan start = DateTime.UtcNow - self.StartTime.ToUniversalTime() - Stopwatch.GetElapsedTime(s.FirstGuestCode);
            Line(output, "to first guest code", $"{start.TotalMilliseconds:0} ms from the start of the process");
        }

        Line(output, "host memory, peak", $"{self.PeakWorkingSet64 >> 20} MiB");
        Line(output, "guest instructions", $"{s.GuestInstructions:N0}");
        Line(output, "blocks translated", $"{s.Translations:N0} of {s.TranslatedInstructions:N0} guest instructions");
        Line(output, "time to translate", $"{translation:N1} ms, {(s.TranslatedInstructions == 0 ? 0 : (double)s.TranslationNanoseconds / s.TranslatedInstructions):N0} ns a guest instruction");
        Line(output, "code of former runs", $"{s.SavedBlocksLoaded:N0} blocks in {s.SavedLoadNanoseconds / 1e6:N1} ms; {s.SavedBlocksWritten:N0} kept for later ones, {s.SavedRejected:N0} parts not sound");
        Line(output, "regions compiled", $"{s.Regions:N0} of {s.RegionInstructions:N0} guest instructions in {s.RegionNanoseconds / 1e6:N1} ms; {s.LooplessBlocks:N0} hot blocks have no loop");
        Line(output, "samples", $"{s.Samples:N0}, {Percent(s.RegionSamples, s.Samples):0} % in regions, {Percent(s.LooplessSamples, s.Samples):0} % in hot blocks without a loop");
        Line(output, "host code", $"{s.CodeBytes >> 10:N0} KiB, dropped {s.CodeFlushes:N0} times");
        Line(output, "TLB misses", $"{s.TlbMisses:N0}");
        Line(output, "mirrored pages", $"{s.MirroredPages:N0}");
        Line(output, "exits to look up code", $"{s.Lookups:N0}");
        Line(output, "exits to helpers", $"{s.HelperCalls:N0}");
        Line(output, "exits to slow paths", $"{s.SlowPathCalls:N0}");
        Line(output, "exits to devices", $"{s.DeviceAccesses:N0}");
        Line(output, "interrupts taken", $"{s.Interrupts:N0}");
        Line(output, "sleeps", $"{s.Sleeps:N0}");
    }

    private static double Percent(long part, long whole) => whole == 0 ? 0 : 100.0 * part / whole;

    private static void Line(TextWriter output, string name, FormattableString value)
        => output.WriteLine($"  {name,-22} {value.ToString(CultureInfo.InvariantCulture)}");
}
