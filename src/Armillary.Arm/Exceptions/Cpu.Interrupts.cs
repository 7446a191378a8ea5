using System.Runtime.CompilerServices;
using Armillary.Arm.Exceptions;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;
using Armillary.Core.Interrupts;

namespace Armillary.Arm;

/// <content>Physical and virtual interrupts: the input lines, their routing and their masks (DDI 0487, D1.3.6 and D1.3.7).</content>
public sealed partial class Cpu : IVcpuInterrupts
{
    private const int PhysicalLines = 7;

    // HCR_EL2.VI, VF and VSE, beside the lines, whose bits are 1 << InterruptKind.
    private const int VirtualIrq = 1 << 5, VirtualFiq = 1 << 6, VirtualSError = 1 << 7;
    private const int AnyVirtualIrq = (1 << (int)InterruptKind.VirtualIRQ) | VirtualIrq;
    private const int AnyVirtualFiq = (1 << (int)InterruptKind.VirtualFIQ) | VirtualFiq;
    private const int InputLines = PhysicalLines | AnyVirtualIrq | AnyVirtualFiq | VirtualSError;
    private const int StepWatch = 1 << 8;

    // The low half of a slot, so that generated code can see at once that nothing waits.
    private ref int InterruptWatch => ref Unsafe.As<ulong, int>(ref Native.Integer(Slots.InterruptWatch));

    /// <summary>Whether an interrupt is pending that the current level can see, masked or not: what ends WFI. By the CPU's own thread.</summary>
    public bool HasPendingInterrupt
    {
        get
        {
            int lines = Volatile.Read(ref InterruptWatch) & InputLines;
            return (lines & PhysicalLines) != 0 || (lines != 0 && PendingVirtual(lines) is not null);
        }
    }

    /// <summary>The level of an input changed. Any thread; does not block.</summary>
    public void SetInterruptLine(InterruptKind kind, bool level)
    {
        int bit = 1 << (int)kind;
        if (!level)
        {
            Interlocked.And(ref InterruptWatch, ~bit);
            return;
        }

        Interlocked.Or(ref InterruptWatch, bit);
        Volatile.Write(ref Native.Words.Attention, 1);
        Host.Wake(this);
    }

    /// <inheritdoc/>
    public void SetIrq(bool level) => SetInterruptLine(InterruptKind.IRQ, level);

    /// <inheritdoc/>
    public void SetFiq(bool level) => SetInterruptLine(InterruptKind.FIQ, level);

    /// <inheritdoc/>
    public void SetVirtualIrq(bool level) => SetInterruptLine(InterruptKind.VirtualIRQ, level);

    /// <inheritdoc/>
    public void SetVirtualFiq(bool level) => SetInterruptLine(InterruptKind.VirtualFIQ, level);

    /// <summary>
    /// Takes the pending interrupt of the highest priority that PSTATE lets through; PC is the next instruction's address. The engine calls
    /// this after it has cleared the attention word; an interrupt that stays masked asks for attention again when it is unmasked.
    /// </summary>
    /// <returns>Whether an exception was taken.</returns>
    public bool CheckInterrupts()
    {
        Pmu.Attend();
        if (!FindInterrupt(out InterruptKind kind, out int target))
        {
            if (FindVirtualInterrupt(out kind))
            {
                TakeVirtualInterrupt(kind);
                return true;
            }

            return false;
        }

        if (kind == InterruptKind.SError)
        {
            // An edge in this model: it is consumed by being taken. IDS 0, AET 0, DFSC 0: uncategorized.
            Interlocked.And(ref InterruptWatch, ~(1 << (int)InterruptKind.SError));
            ESR(target) = ((uint)ExceptionClass.SError << 26) | (1u << 25);
        }

        Profile?.TakeInterrupt(this, target, kind, isVirtual: false);
        TakeException(target, PC, kind switch { InterruptKind.IRQ => 0x80, InterruptKind.FIQ => 0x100, _ => 0x180 });
        return true;
    }

    /// <summary>Sets the attention word if an interrupt could be taken now: after everything that may unmask one.</summary>
    internal void RequestAttentionIfInterrupted()
    {
        if ((Volatile.Read(ref InterruptWatch) & InputLines) != 0 && (FindInterrupt(out _, out _) || FindVirtualInterrupt(out _)))
        {
            Volatile.Write(ref Native.Words.Attention, 1);
        }
    }

    /// <summary>PSTATE.DAIF changed while something watches it: brings the context in line and asks for attention.</summary>
    internal void InterruptMasksChanged()
    {
        UpdateContext();
        RequestAttentionIfInterrupted();
    }

    // Software step depends on PSTATE.D.
    private void WatchSoftwareStep()
    {
        bool enabled = (MDSCR_EL1 & MDSCR.SS) != 0;
        if (enabled != ((Volatile.Read(ref InterruptWatch) & StepWatch) != 0))
        {
            _ = enabled ? Interlocked.Or(ref InterruptWatch, StepWatch) : Interlocked.And(ref InterruptWatch, ~StepWatch);
        }
    }

    private bool FindInterrupt(out InterruptKind kind, out int target)
    {
        int lines = Volatile.Read(ref InterruptWatch) & PhysicalLines;
        if (lines != 0)
        {
            // The order among them is IMPLEMENTATION DEFINED.
            for (kind = InterruptKind.SError; kind >= InterruptKind.IRQ; kind--)
            {
                if ((lines & (1 << (int)kind)) != 0 && Deliverable(kind, out target))
                {
                    return true;
                }
            }
        }

        kind = default;
        target = 0;
        return false;
    }

    private bool Deliverable(InterruptKind kind, out int target)
    {
        (ulong mask, ulong scr, ulong hcr) = kind switch
        {
            InterruptKind.IRQ => (1UL << 7, SCR.IRQ, HCR.IMO),
            InterruptKind.FIQ => (1UL << 6, SCR.FIQ, HCR.FMO),
            _ => (1UL << 8, SCR.EA, HCR.AMO),
        };
        int el = PSTATE.EL;
        target = HaveEL3 && (SCR_EL3 & scr) != 0 ? 3
            : EL2Enabled && (HCR_EL2 & (hcr | HCR.TGE)) != 0 ? 2
            : 1;
        if (target < el)
        {
            return false;
        }

        // An interrupt routed to EL2 or EL3 cannot be masked below; one for EL1 is masked at EL0 too, and so is the host's at EL0.
        bool maskable = target == el || target == 1 || (target == 2 && el == 0 && EL0InHost);
        return !maskable || (DAIF & mask) == 0;
    }
}
