namespace Armillary.Engines;

/// <summary>What an engine counts. Sums over all vCPUs; read at any time, exact once they have stopped.</summary>
public sealed class EngineStatistics
{
    /// <summary>Guest instructions executed, if counting was asked for, else 0.</summary>
    public ulong GuestInstructions { get; internal set; }

    /// <summary>Blocks translated.</summary>
    public long Translations { get; internal set; }

    /// <summary>Guest instructions translated.</summary>
    public long TranslatedInstructions { get; internal set; }

    /// <summary>Nanoseconds spent in translation, everything included.</summary>
    public long TranslationNanoseconds { get; internal set; }

    /// <summary>Blocks and regions that came from a former run.</summary>
    public long SavedBlocksLoaded { get; internal set; }

    /// <summary>Nanoseconds spent on loading them.</summary>
    public long SavedLoadNanoseconds { get; internal set; }

    /// <summary>Blocks and regions written for later runs; all of them once the engine's own threads have ended.</summary>
    public long SavedBlocksWritten { get; internal set; }

    /// <summary>Files of saved code, and groups in them, that were not as they had been written, or of another build or host.</summary>
    public long SavedRejected { get; internal set; }

    /// <summary>Bytes of host code made.</summary>
    public long CodeBytes { get; internal set; }

    /// <summary>Regions compiled (tier 2).</summary>
    public long Regions { get; internal set; }

    /// <summary>Guest instructions in them.</summary>
    public long RegionInstructions { get; internal set; }

    /// <summary>Nanoseconds spent on regions, those not compiled included; mostly beside the guest.</summary>
    public long RegionNanoseconds { get; internal set; }

    /// <summary>Hot blocks that no region was compiled for: there is no loop around them in their page.</summary>
    public long LooplessBlocks { get; internal set; }

    /// <summary>Times a vCPU was asked which block it is in.</summary>
    public long Samples { get; internal set; }

    /// <summary>How many of them found it at a region.</summary>
    public long RegionSamples { get; internal set; }

    /// <summary>How many of them found it at a hot block that no region is made of.</summary>
    public long LooplessSamples { get; internal set; }

    /// <summary>Times the whole code cache was dropped.</summary>
    public long CodeFlushes { get; internal set; }

    /// <summary>When generated code was entered for the first time, as <see cref="System.Diagnostics.Stopwatch"/> counts; 0: not yet, or not this engine.</summary>
    public long FirstGuestCode { get; internal set; }

    /// <summary>Data accesses that missed the software TLB and were refilled by a walk.</summary>
    public long TlbMisses { get; internal set; }

    /// <summary>Pages that the mirrors of address spaces were given.</summary>
    public long MirroredPages { get; internal set; }

    /// <summary>Accesses that went to a device.</summary>
    public long DeviceAccesses { get; internal set; }

    /// <summary>Slow-path calls from generated code (TLB misses, devices, rare arithmetic).</summary>
    public long SlowPathCalls { get; internal set; }

    /// <summary>Look-ups of a block by PC outside generated code.</summary>
    public long Lookups { get; internal set; }

    /// <summary>Calls of helpers.</summary>
    public long HelperCalls { get; internal set; }

    /// <summary>Interrupts taken.</summary>
    public long Interrupts { get; internal set; }

    /// <summary>WFI and WFE that slept.</summary>
    public long Sleeps { get; internal set; }
}
