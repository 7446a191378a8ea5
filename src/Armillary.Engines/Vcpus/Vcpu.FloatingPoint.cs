using Armillary.Arm.State;
using Armillary.Ir.Numerics;
using Armillary.X64;

namespace Armillary.Engines.Vcpus;

/// <summary>
/// Floating-point control and status. While guest code runs, the host's MXCSR holds the rounding mode and gathers status; operations that
/// are evaluated in software gather theirs in the <see cref="FPContext"/>. FPSR is the sum of both and of the register's slot.
/// </summary>
internal abstract partial class Vcpu
{
    private const uint MxcsrDefault = 0x1F80;
    private const uint MxcsrStatus = 0x3F;

    // SAFETY: the word is the engine's part of the context.
    private unsafe ref uint Saturation => ref *(uint*)((byte*)Context.Pointer + EngineArea.SaturationStatus);

    /// <summary>Brings rounding mode and context in line with FPCR.</summary>
    public void FpControlChanged()
    {
        uint fpcr = (uint)Context.Integer(Slots.FPCR);
        floatingPoint.FPCR = fpcr;
        uint mode = (fpcr >> 22) & 3; // 0 nearest, 1 up, 2 down, 3 zero; MXCSR.RC has 1 and 2 the other way round
        uint rc = mode is 1 or 2 ? 3 - mode : mode;
        Context.Words.HostFpControl = MxcsrDefault | rc << 13 | (Context.Words.HostFpControl & MxcsrStatus);
    }

    /// <summary>The cumulative status gathered since <see cref="ClearFpStatus"/>, as FPSR has it.</summary>
    public uint ReadFpStatus()
    {
        uint mxcsr = Context.Words.HostFpControl;
        uint status = (mxcsr & 1)              // IE -> IOC
            | ((mxcsr >> 1) & 0b11110);        // ZE, OE, UE, PE -> DZC, OFC, UFC, IXC; DE has no counterpart while FPCR.FZ is 0
        return status | floatingPoint.FPSR | Saturation;
    }

    /// <summary>Forgets the gathered status.</summary>
    public void ClearFpStatus()
    {
        floatingPoint.FPSR = 0;
        Saturation = 0;
        Context.Words.HostFpControl &= ~MxcsrStatus;
    }
}
