using Armillary.Arm;
using Armillary.X64;

namespace Armillary.Engines;

/// <summary>A way to run guest code. One instance runs all vCPUs of one machine.</summary>
public interface IEngine : IDisposable
{
    /// <summary>What the CPUs ask of the engine: give it to every <see cref="Cpu"/>.</summary>
    ICpuHost CpuHost { get; }

    /// <summary>What was counted so far.</summary>
    EngineStatistics Statistics { get; }

    /// <summary>Makes the runner of one CPU. The CPU's index must be the number of vCPUs created before.</summary>
    IVcpu CreateVcpu(Cpu cpu);

    /// <summary>Ends the engine's own threads, which read guest memory: call it before that goes. No vCPU may be running.</summary>
    void EndWork();
}

/// <summary>Runs one CPU. <see cref="Run"/> is called on the vCPU's own thread; everything else from any thread.</summary>
public interface IVcpu
{
    /// <summary>The CPU it runs.</summary>
    Cpu Cpu { get; }

    /// <summary>Runs the CPU from its PC until <see cref="RequestExit"/>. Returns with precise state.</summary>
    void Run();

    /// <summary>Makes <see cref="Run"/> return soon: at the next block edge, from sleep, or at once when it is next called.</summary>
    void RequestExit();

    /// <summary>Withdraws a request to exit that was not taken. Call before <see cref="Run"/> after a stop.</summary>
    void ClearExitRequest();

    /// <summary>An interrupt line or other state that the vCPU looks at between blocks has changed.</summary>
    void Kick();
}

/// <summary>What an engine asks of the machine around it.</summary>
public interface IMachineServices
{
    /// <summary>HVC (or SMC) to the board's own firmware. False: not served, UNDEFINED.</summary>
    bool FirmwareCall(Cpu cpu, bool smc);

    /// <summary>The system register bank that the interrupt controller gives to a CPU, or null.</summary>
    Core.State.ISystemRegisterBank? Bank(int cpu);

    /// <summary>The guest did something that only a log should hear of.</summary>
    void Diagnose(int cpu, string message);
}

/// <summary>Which guest code is compiled block by block (tier 1), which as regions (tier 2).</summary>
public enum TierChoice
{
    /// <summary>Blocks first; what samples find to be hot becomes a region.</summary>
    ByHeat,

    /// <summary>Blocks only.</summary>
    BlocksOnly,

    /// <summary>Regions, at the first use of each entry that none has yet. To test them: most of it is never worth the time.</summary>
    RegionsOnly,
}

/// <summary>Which loads and stores of generated code remember the page that they touched last.</summary>
public enum SitePageChoice
{
    /// <summary>Those of regions.</summary>
    InRegions,

    /// <summary>All, to test them.</summary>
    Everywhere,

    /// <summary>None.</summary>
    Nowhere,
}

/// <summary>Which loads and stores of generated code find their page in the mirror of the address space.</summary>
public enum MirrorChoice
{
    /// <summary>Those of regions whose pages change often.</summary>
    ByMisses,

    /// <summary>All, to test them.</summary>
    Everywhere,

    /// <summary>None.</summary>
    Nowhere,
}

/// <summary>How an engine is to run.</summary>
public sealed record EngineOptions
{
    /// <summary>The size of the translated-code cache in bytes; null: what suits <see cref="Tiers"/>.</summary>
    public int? CodeCacheSize { get; init; }

    /// <summary>Count guest instructions (costs a few percent).</summary>
    public bool CountInstructions { get; init; }

    /// <summary>The largest number of guest instructions in one block.</summary>
    public int MaxBlockInstructions { get; init; } = 64;

    /// <summary>Which code is compiled how.</summary>
    public TierChoice Tiers { get; init; }

    /// <summary>The shortest time between two samples of a vCPU.</summary>
    public TimeSpan SamplePause { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>How many samples make a block hot. One stands for a millisecond, which is more than compiling a region takes.</summary>
    public int HotSamples { get; init; } = 2;

    /// <summary>Which loads and stores have pages of their own.</summary>
    public SitePageChoice SitePages { get; init; }

    /// <summary>There will never be more than one vCPU, so that its atomic operations need no bus lock. Generated code depends on it.</summary>
    public bool OneProcessor { get; init; }

    /// <summary>Where generated code is kept for the next run; null: nowhere.</summary>
    public SavedCodeOptions? SavedCode { get; init; }

    /// <summary>Which loads and stores use mirrors.</summary>
    public MirrorChoice Mirrors { get; init; }

    /// <summary>What generated code may use of the host's processor; null: all that it has.</summary>
    public HostFeatures? HostFeatures { get; init; }

    /// <summary>Write <c>/tmp/perf-PID.map</c>, from which Linux <c>perf</c> names generated code.</summary>
    public bool PerfMap { get; init; }
}
