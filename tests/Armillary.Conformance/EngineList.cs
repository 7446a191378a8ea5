using Armillary.Core.Memory;
using Armillary.Core.Time;
using Armillary.Engines;
using Armillary.Engines.Interpretation;
using Armillary.Engines.Jit;
using Armillary.X64;

namespace Armillary.Conformance;

/// <summary>The engines under test, by name.</summary>
public static class EngineList
{
    public static IReadOnlyDictionary<string, Func<AddressSpace, IClock, IMachineServices, EngineOptions, IEngine>> All { get; }
        = new Dictionary<string, Func<AddressSpace, IClock, IMachineServices, EngineOptions, IEngine>>
        {
            ["interpreter"] = (bus, clock, services, options) => new InterpreterEngine(bus, clock, services, options),
            ["jit"] = (bus, clock, services, options) => new JitEngine(bus, clock, services, options with { Tiers = TierChoice.BlocksOnly, OneProcessor = false }),
            ["regions"] = (bus, clock, services, options) => new JitEngine(bus, clock, services, options with { Tiers = TierChoice.RegionsOnly }),
            ["mirrors"] = (bus, clock, services, options)
                => new JitEngine(bus, clock, services, options with { Tiers = TierChoice.RegionsOnly, Mirrors = MirrorChoice.Everywhere }),
            ["plain host"] = (bus, clock, services, options) => new JitEngine(bus, clock, services, options with { Tiers = TierChoice.BlocksOnly, HostFeatures = new HostFeatures() }),
        };

    /// <summary>
    /// Blocks first, and regions of what is found to be hot, as in earnest; but any block is hot that a sample finds, and samples follow each other as fast as they can,
    /// so that regions come while a program of some milliseconds runs.
    /// </summary>
    public static IEngine ByHeat(AddressSpace bus, IClock clock, IMachineServices services, EngineOptions options) => new JitEngine(
        bus, clock, services, options with { Tiers = TierChoice.ByHeat, HotSamples = 1, SamplePause = TimeSpan.FromMicroseconds(10) });
}
