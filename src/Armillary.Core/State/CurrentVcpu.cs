namespace Armillary.Core.State;

/// <summary>
/// Which vCPU the calling thread executes. The bus does not carry the requester of an access, but a few registers are
/// banked by it (GICv2: IHI 0048, 4.1.4). An engine sets <see cref="Index"/> once when a vCPU's thread starts, and again
/// whenever one thread changes to another vCPU; threads that run no vCPU read 0.
/// </summary>
public static class CurrentVcpu
{
    /// <summary>The index of the vCPU that this thread executes, from 0.</summary>
    [field: ThreadStatic]
    public static int Index { get; set; }
}
