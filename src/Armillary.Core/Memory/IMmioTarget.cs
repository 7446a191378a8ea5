namespace Armillary.Core.Memory;

/// <summary>What answers loads and stores in a range of device memory. Called by any vCPU thread at any time.</summary>
public interface IMmioTarget
{
    /// <summary>Reads <paramref name="size"/> (1, 2, 4 or 8) bytes at <paramref name="offset"/> from the region's start. False: no such register (external abort).</summary>
    bool TryRead(ulong offset, int size, out ulong value);

    /// <summary>Writes the low <paramref name="size"/> (1, 2, 4 or 8) bytes of <paramref name="value"/>. False: no such register (external abort).</summary>
    bool TryWrite(ulong offset, int size, ulong value);
}
