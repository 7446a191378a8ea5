using System.Globalization;

namespace Armillary.Engines.Jit;

/// <summary>Tells Linux <c>perf</c> what lies where in the code cache: <c>/tmp/perf-PID.map</c>, which it reads when it reports. Used under the engine's lock.</summary>
internal sealed class PerfMap : IDisposable
{
    private readonly StreamWriter writer = new($"/tmp/perf-{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}.map");

    /// <summary>Adds a block's or a region's code, named after a guest PC that it was first used at.</summary>
    public void Add(TranslatedBlock block, ulong pc)
        => writer.Write(string.Create(CultureInfo.InvariantCulture, $"{block.Code:x} {block.CodeLength:x} guest:0x{pc:x}:t{(block.IsRegion ? 2 : 1)}\n"));

    /// <summary>Adds other code.</summary>
    public void Add(nint code, int length, string name)
        => writer.Write(string.Create(CultureInfo.InvariantCulture, $"{code:x} {length:x} {name}\n"));

    /// <summary>Writes what is still to be written.</summary>
    public void Dispose() => writer.Dispose();
}
