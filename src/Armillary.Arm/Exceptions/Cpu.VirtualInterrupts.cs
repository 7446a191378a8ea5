using Armillary.Arm.Exceptions;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>Virtual interrupts: what EL2 shows to EL1 and EL0 (DDI 0487, D1.3.7).</content>
public sealed partial class Cpu
{
    /// <summary>HCR_EL2 was written: VI, VF and VSE are inputs beside the lines.</summary>
    private void WatchVirtualInterrupts()
    {
        int now = ((HCR_EL2 & HCR.VI) != 0 ? VirtualIrq : 0) | ((HCR_EL2 & HCR.VF) != 0 ? VirtualFiq : 0) | ((HCR_EL2 & HCR.VSE) != 0 ? VirtualSError : 0);
        int clear = (VirtualIrq | VirtualFiq | VirtualSError) & ~now;
        if ((Volatile.Read(ref InterruptWatch) & clear) != 0)
        {
            Interlocked.And(ref InterruptWatch, ~clear);
        }

        if (now != 0)
        {
            Interlocked.Or(ref InterruptWatch, now);
        }
    }

    /// <summary>The virtual interrupts that EL1 and EL0 see now, as bits of ISR_EL1.</summary>
    private ulong PendingVirtualStatus()
    {
        int lines = Volatile.Read(ref InterruptWatch);
        return Bit(IsPendingVirtual(lines, InterruptKind.IRQ), 7) | Bit(IsPendingVirtual(lines, InterruptKind.FIQ), 6)
            | Bit(IsPendingVirtual(lines, InterruptKind.SError), 8);
    }

    // Masked or not; null where the current level sees none.
    private InterruptKind? PendingVirtual(int lines)
    {
        for (InterruptKind kind = InterruptKind.SError; kind >= InterruptKind.IRQ; kind--)
        {
            if (IsPendingVirtual(lines, kind))
            {
                return kind;
            }
        }

        return null;
    }

    private bool IsPendingVirtual(int lines, InterruptKind kind)
    {
        (int sources, ulong enable) = kind switch
        {
            InterruptKind.IRQ => (AnyVirtualIrq, HCR.IMO),
            InterruptKind.FIQ => (AnyVirtualFiq, HCR.FMO),
            _ => (VirtualSError, HCR.AMO),
        };
        return (lines & sources) != 0 && PSTATE.EL <= 1 && EL2Enabled && (HCR_EL2 & (enable | HCR.TGE)) == enable;
    }

    private bool FindVirtualInterrupt(out InterruptKind kind)
    {
        int lines = Volatile.Read(ref InterruptWatch) & (InputLines & ~PhysicalLines);
        if (lines != 0)
        {
            for (kind = InterruptKind.SError; kind >= InterruptKind.IRQ; kind--)
            {
                ulong mask = kind switch { InterruptKind.IRQ => 1UL << 7, InterruptKind.FIQ => 1UL << 6, _ => 1UL << 8 };
                if ((DAIF & mask) == 0 && IsPendingVirtual(lines, kind))
                {
                    return true;
                }
            }
        }

        kind = default;
        return false;
    }

    /// <summary>ESB (AArch64.ESBOperation, vESBOperation): defers a pending SError that PSTATE.A masks to DISR_EL1, or for a virtual one to VDISR_EL2.</summary>
    internal void SynchronizeErrors()
    {
        const int Physical = 1 << (int)InterruptKind.SError;
        const ulong Deferred = 1UL << 31;
        int lines = Volatile.Read(ref InterruptWatch);
        bool masked = (DAIF & (1UL << 8)) != 0;
        if ((lines & Physical) != 0 && masked && !Deliverable(InterruptKind.SError, out _))
        {
            Interlocked.And(ref InterruptWatch, ~Physical);
            DISR_EL1 = Deferred;
        }

        if (masked && IsPendingVirtual(lines, InterruptKind.SError))
        {
            HCR_EL2 &= ~HCR.VSE;
            WatchVirtualInterrupts();
            VDISR_EL2 = Deferred | (VSESR_EL2 & 0x1FF_FFFF);
        }

        RequestAttentionIfInterrupted();
    }

    private void TakeVirtualInterrupt(InterruptKind kind)
    {
        if (kind == InterruptKind.SError)
        {
            // Consumed by being taken; the hypervisor chose the syndrome.
            HCR_EL2 &= ~HCR.VSE;
            WatchVirtualInterrupts();
            ESR(1) = ((uint)ExceptionClass.SError << 26) | (1u << 25) | (Model.Has(Features.RAS) ? VSESR_EL2 & 0x1FF_FFFF : 0);
        }

        Profile?.TakeInterrupt(this, 1, kind, isVirtual: true);
        TakeException(1, PC, kind switch { InterruptKind.IRQ => 0x80, InterruptKind.FIQ => 0x100, _ => 0x180 });
    }
}
