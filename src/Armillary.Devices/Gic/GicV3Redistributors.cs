using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>The GICR_* registers of every vCPU, one after the other (IHI 0069, 12.10 and 12.11), as Secure or
/// Non-secure accesses see them.</summary>
internal sealed class GicV3Redistributors(GicState state, bool secure) : IMmioTarget
{
    private const ulong FrameSize = 0x1_0000;
    private const ulong CTLR = 0x0000;
    private const ulong IIDR = 0x0004;
    private const ulong TYPER = 0x0008;
    private const ulong TYPERHigh = 0x000C;
    private const ulong WAKER = 0x0014;

    private const ulong PROPBASER = 0x0070;
    private const ulong PENDBASER = 0x0078;
    private const ulong INVLPIR = 0x00A0;
    private const ulong INVALLR = 0x00B0;

    private const uint CTLR_EnableLPIs = 1 << 0;

    /// <summary>EnableLPIs can be cleared; there are registers that read LPI configurations again.</summary>
    private const uint CTLR_CES = 1 << 1;
    private const uint CTLR_IR = 1 << 2;

    private const uint WAKER_ProcessorSleep = 1 << 1;
    private const uint WAKER_ChildrenAsleep = 1 << 2;
    private const uint TYPER_PLPIS = 1 << 0;
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
                : IsPrivate(inFrames - FrameSize) ? BankRegisters.Read(state.Private[cpu], inFrames - FrameSize, size, state.ViewOf(secure)) : 0;
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
            if (inFrames < FrameSize && state.Cpus[cpu].Lpis is { } lpis && WriteLpiRegister(lpis, inFrames, size, value))
            {
                state.Cpus[cpu].Refresh();
            }
            else if (inFrames == WAKER && size == 4)
            {
                if (!ReachesWaker)
                {
                    return true;
                }

                state.Cpus[cpu].Awake = (value & WAKER_ProcessorSleep) == 0;
                state.ChooseAnyCpu();
                state.Cpus[cpu].Refresh();
            }
            else if (inFrames >= FrameSize && IsPrivate(inFrames - FrameSize))
            {
                BankRegisters.Write(state.Private[cpu], inFrames - FrameSize, size, (uint)(value & uint.MaxValue), GicState.SgiMask, view: state.ViewOf(secure));
                state.Cpus[cpu].Refresh();
            }
        }

        return true;
    }

    /// <summary>Power is Secure software's affair.</summary>
    private bool ReachesWaker => state.DS || secure;

    private static bool IsPrivate(ulong offset) => BankRegisters.FirstInterrupt(offset) is >= 0 and < GicState.PrivateInterrupts;

    private ulong ReadControl(int cpu, ulong offset, int size)
    {
        ulong typer = ((ulong)GicV3.Affinity(cpu) << 32) | ((ulong)cpu << 8) | (cpu == state.Cpus.Length - 1 ? TYPER_Last : 0);
        LpiState? lpis = state.Cpus[cpu].Lpis;
        if (lpis is not null)
        {
            typer |= TYPER_PLPIS;
            if ((offset & ~7UL) is PROPBASER or PENDBASER)
            {
                ulong value = (offset & ~7UL) == PROPBASER ? lpis.PROPBASER : lpis.PENDBASER;
                return size == 8 && offset % 8 == 0 ? value : size == 4 && offset % 4 == 0 ? (value >> (int)((offset & 4) * 8)) & uint.MaxValue : 0;
            }
        }

        if (size == 8)
        {
            return offset == TYPER ? typer : 0;
        }

        return size != 4 ? 0 : offset switch
        {
            CTLR => lpis is null ? 0 : CTLR_CES | CTLR_IR | (lpis.Enabled ? CTLR_EnableLPIs : 0),
            IIDR => GicIdentification.IIDR,
            TYPER => typer & uint.MaxValue,
            TYPERHigh => typer >> 32,
            WAKER => state.Cpus[cpu].Awake || !ReachesWaker ? 0 : WAKER_ProcessorSleep | WAKER_ChildrenAsleep,
            _ => GicIdentification.Read(offset, architecture: 3),
        };
    }

    /// <summary>GICR_SYNCR reads as zero: what these registers ask for is done at once.</summary>
    private static bool WriteLpiRegister(LpiState lpis, ulong offset, int size, ulong value)
    {
        ulong low = value & uint.MaxValue;
        switch (offset, size)
        {
            case (CTLR, 4): lpis.SetEnabled((value & CTLR_EnableLPIs) != 0); return true;
            case (PROPBASER, 8): lpis.SetPROPBASER(value); return true;
            case (PROPBASER, 4): lpis.SetPROPBASER((lpis.PROPBASER & ~(ulong)uint.MaxValue) | low); return true;
            case (PROPBASER + 4, 4): lpis.SetPROPBASER((lpis.PROPBASER & uint.MaxValue) | (low << 32)); return true;
            case (PENDBASER, 8): lpis.SetPENDBASER(value); return true;
            case (PENDBASER, 4): lpis.SetPENDBASER((lpis.PENDBASER & ~(ulong)uint.MaxValue) | low); return true;
            case (PENDBASER + 4, 4): lpis.SetPENDBASER((lpis.PENDBASER & uint.MaxValue) | (low << 32)); return true;
            case (INVLPIR, 4 or 8): lpis.Invalidate((int)Math.Min(low, int.MaxValue)); return true;
            case (INVALLR, 4 or 8): lpis.InvalidateAll(); return true;
            default: return false;
        }
    }
}
