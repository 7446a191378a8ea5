using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>A frame of registers of a GICv2's virtual interface: words, banked by the vCPU that accesses them, under the lock of the interrupt controller.</summary>
internal abstract class GicV2VirtualFrame(GicState state, GicV2Distributor distributor) : IMmioTarget
{
    public bool TryRead(ulong offset, int size, out ulong value)
    {
        value = 0;
        if (size == 4)
        {
            lock (state.Gate)
            {
                value = Read(state.Cpus[distributor.Accessor].Virtual!, offset);
            }
        }

        return true;
    }

    public bool TryWrite(ulong offset, int size, ulong value)
    {
        if (size == 4)
        {
            lock (state.Gate)
            {
                Write(state.Cpus[distributor.Accessor].Virtual!, offset, (uint)(value & uint.MaxValue));
            }
        }

        return true;
    }

    /// <summary>What a register of a vCPU reads as. Under the lock.</summary>
    protected abstract uint Read(VirtualCpuInterface cpu, ulong offset);

    /// <summary>Writes a register of a vCPU. Under the lock.</summary>
    protected abstract void Write(VirtualCpuInterface cpu, ulong offset, uint value);
}
