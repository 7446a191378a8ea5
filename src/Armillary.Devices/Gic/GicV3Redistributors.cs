using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>The GICR_* registers of every vCPU, one after the other (IHI 0069, 12.10 and 12.11). No LPIs: their registers are RES0.</summary>
internal sealed class GicV3Redistributors(GicState state) : IMmioTarget
{
    private const ulong FrameSize = 0x1_0000;
    private const ulong IIDR = 0x0004;
    private const ulong TYPER = 0x0008;
    private const ulong TYPERHigh = 0x000C;
    private const ulong WAKER = 0x0014;

    private const uint WAKER_ProcessorSleep = 1 << 1;
    private const uint WAKER_ChildrenAsleep = 1 << 2;
    private const uint TYPER_Last = 1 << 4;

    public bool TryRead(ulong offset, int size, out ulong value)
    {
        int cpu = (int)(offset / GicV3.RedistributorStride);
        if (cpu >= state.Cpus.Length)
        {
            value = 0;
            return false;
        }

        ulong inFrames = offset % GicV3.RedistributorStride;
        lock (state.Gate)
        {
            value = inFrames < FrameSize
                ? ReadControl(cpu, inFrames, size)
                : IsPrivate(inFrames - FrameSize) ? BankRegisters.Read(state.Private[cpu], inFrames - FrameSize, size) : 0;
        }

        return true;
    }

    public bool TryWrite(ulong offset, int size, ulong value)
    {
        int cpu = (int)(offset / GicV3.RedistributorStride);
        if (cpu >= state.Cpus.Length)
        {
            return false;
        }

        ulong inFrames = offset % GicV3.RedistributorStride;
        lock (state.Gate)
        {
            if (inFrames == WAKER && size == 4)
            {
                state.Cpus[cpu].Awake = (value & WAKER_ProcessorSleep) == 0;
                state.Cpus[cpu].Refresh();
            }
            else if (inFrames >= FrameSize && IsPrivate(inFrames - FrameSize))
            {
                BankRegisters.Write(state.Private[cpu], inFrames - FrameSize, size, (uint)(value & uint.MaxValue), GicState.SgiMask);
                state.Cpus[cpu].Refresh();
            }
        }

        return true;
    }

    /// <summary>
    /// After reset every CPU is awake. The architecture has GICR_WAKER.ProcessorSleep set then (IHI 0069, 12.11), for secure firmware to clear before
    /// anything else runs; with one security state there is none, and what starts here (EDK2) relies on it.
    /// </summary>
    public void Reset()
    {
        foreach (CpuInterface cpu in state.Cpus)
        {
            cpu.Awake = true;
            cpu.Refresh();
        }
    }

    private static bool IsPrivate(ulong offset) => BankRegisters.FirstInterrupt(offset) is >= 0 and < GicState.PrivateInterrupts;

    private ulong ReadControl(int cpu, ulong offset, int size)
    {
        ulong typer = ((ulong)GicV3.Affinity(cpu) << 32) | ((ulong)cpu << 8) | (cpu == state.Cpus.Length - 1 ? TYPER_Last : 0);
        if (size == 8)
        {
            return offset == TYPER ? typer : 0;
        }

        return size != 4 ? 0 : offset switch
        {
            IIDR => GicIdentification.IIDR,
            TYPER => typer & uint.MaxValue,
            TYPERHigh => typer >> 32,
            WAKER => state.Cpus[cpu].Awake ? 0 : WAKER_ProcessorSleep | WAKER_ChildrenAsleep,
            _ => GicIdentification.Read(offset, architecture: 3),
        };
    }
}
