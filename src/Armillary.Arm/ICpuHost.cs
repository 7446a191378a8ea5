using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Core.Time;

namespace Armillary.Arm;

/// <summary>Which processing elements a maintenance operation reaches.</summary>
public enum Shareability
{
    /// <summary>This one only.</summary>
    Local,

    /// <summary>All of the inner shareable domain: every vCPU.</summary>
    InnerShareable,
}

/// <summary>A TLB maintenance operation, decoded. The engine may always invalidate more.</summary>
/// <param name="Regime">Which translation regime.</param>
/// <param name="HasAddress">Only entries whose page or block (of any size) overlaps [<paramref name="Start"/>, +<paramref name="Length"/>).</param>
/// <param name="Start">First virtual address.</param>
/// <param name="Length">Bytes.</param>
/// <param name="HasAsid">Only entries of <paramref name="Asid"/> (and global ones where <paramref name="Global"/>).</param>
/// <param name="Asid">The ASID.</param>
/// <param name="Global">Global entries too.</param>
/// <param name="HasVmid">Only entries of <paramref name="Vmid"/>.</param>
/// <param name="Vmid">The virtual machine, for <see cref="Mmu.TranslationRegime.EL10"/> where EL2 is enabled.</param>
/// <param name="StageTwo">What is kept of stage 2 alone too.</param>
/// <param name="Secure">Of Secure state's regime, not Non-secure state's.</param>
public readonly record struct TlbInvalidation(
    Mmu.TranslationRegime Regime, bool HasAddress, ulong Start, ulong Length, bool HasAsid, ushort Asid, bool Global,
    bool HasVmid = false, ushort Vmid = 0, bool StageTwo = false, bool Secure = false);

/// <summary>What a CPU asks of the engine that runs it and of the machine around it.</summary>
public interface ICpuHost
{
    /// <summary>The memory bus.</summary>
    AddressSpace Bus { get; }

    /// <summary>The machine's time, for the generic timer.</summary>
    IClock Clock { get; }

    /// <summary>
    /// Something in <see cref="Cpu.TranslationContext"/>, PSTATE.PAN or the translation registers (TTBRs, TCR, MAIR, SCTLR, ASID) changed.
    /// <paramref name="translation"/>: a translation register did, so that what a software TLB holds may be of another table or ASID.
    /// </summary>
    void ContextChanged(Cpu cpu, bool translation);

    /// <summary>
    /// The CPU has just gone to EL0 by an exception return, or to EL1 by SVC from there: the host may keep what is current, so that generated code can go there by
    /// itself the next time (the IR's Leave with an operand). False: it does not.
    /// </summary>
    bool KeepLevel(Cpu cpu) => false;

    /// <summary>The CPU's attention word was set because of an interrupt: wakes it from WFI and WFE. Any thread.</summary>
    void Wake(Cpu cpu);

    /// <summary>FPCR was written: brings the host's floating-point control in line.</summary>
    void FpControlChanged(Cpu cpu);

    /// <summary>FPSR's cumulative bits (IOC, DZC, OFC, UFC, IXC, IDC) that the host's status has gathered since it was last cleared.</summary>
    ulong ReadFpStatus(Cpu cpu);

    /// <summary>Clears the host's gathered floating-point status.</summary>
    void ClearFpStatus(Cpu cpu);

    /// <summary>A 16-byte compare-and-swap on guest RAM (16-byte aligned), atomic against every vCPU. Returns what was there.</summary>
    Ir.Bits128 CompareExchange(Cpu cpu, PhysicalAddress address, Ir.Bits128 expected, Ir.Bits128 replacement);

    /// <summary>Reads up to eight bytes at a virtual address as a load of that size does. False: the fault is taken.</summary>
    bool TryLoad(Cpu cpu, ulong va, int size, out ulong value)
    {
        value = 0;
        return false;
    }

    /// <summary>Writes up to eight bytes at a virtual address as a store of that size does. False: the fault is taken.</summary>
    bool TryStore(Cpu cpu, ulong va, int size, ulong value) => false;

    /// <summary>Reads as a non-fault load does. False: there would be a fault, or the memory is a device's.</summary>
    bool TryProbe(Cpu cpu, ulong va, int size, out ulong value)
    {
        value = 0;
        return false;
    }

    /// <summary>Reads bytes that lie in one page of RAM, which may be read. False: they do not, and nothing is done.</summary>
    bool TryCopyFrom(Cpu cpu, ulong va, Span<byte> bytes) => false;

    /// <summary>Writes bytes that lie in one page of RAM, which may be written. False: they do not, and nothing is done.</summary>
    bool TryCopyTo(Cpu cpu, ulong va, ReadOnlySpan<byte> bytes) => false;

    /// <summary>How many instructions the CPU has run that were to be counted (<see cref="State.TranslationContext.CountInstructions"/>), blocks that have not ended left out.</summary>
    ulong RetiredInstructions(Cpu cpu) => cpu.Native.Words.InstructionCount;

    /// <summary>A TLBI instruction.</summary>
    void InvalidateTlb(Cpu cpu, in TlbInvalidation invalidation, Shareability shareability);

    /// <summary>IC IVAU (<paramref name="length"/> bytes at a physical address) or IC IALLU (length 0: everything): code there may have changed.</summary>
    void InvalidateInstructions(Cpu cpu, PhysicalAddress address, ulong length, Shareability shareability);

    /// <summary>DSB: waits until earlier broadcast maintenance is complete everywhere.</summary>
    void DataSynchronizationBarrier(Cpu cpu);

    /// <summary>WFI: sleeps until an interrupt is pending (masked or not) or something asks for attention. <paramref name="deadlineNanoseconds"/>: -1 for none.</summary>
    void WaitForInterrupt(Cpu cpu, long deadlineNanoseconds);

    /// <summary>WFE: sleeps until an event, an interrupt, or attention; clears the event register.</summary>
    void WaitForEvent(Cpu cpu, long deadlineNanoseconds);

    /// <summary>YIELD: the CPU waits for what another one does, and others may run in its place.</summary>
    void Yield(Cpu cpu)
    {
    }

    /// <summary>SEV: sets every CPU's event register.</summary>
    void SendEvent(Cpu cpu);

    /// <summary>HVC or SMC that the architecture does not route to an implemented EL2 or EL3: the board's own firmware (PSCI) may serve it. False: UNDEFINED.</summary>
    bool FirmwareCall(Cpu cpu, bool smc);

    /// <summary>Reads a system register that a bank outside the CPU may serve (GIC CPU interface).</summary>
    BankOutcome ReadBank(Cpu cpu, uint encoding, in VcpuState state, out ulong value);

    /// <summary>Writes a system register that a bank outside the CPU may serve.</summary>
    BankOutcome WriteBank(Cpu cpu, uint encoding, in VcpuState state, ulong value);

    /// <summary>The CPU went to or from EL3, or to the other security state.</summary>
    void BankStateChanged(Cpu cpu, in VcpuState state);

    /// <summary>The guest did something that it should hear of nowhere but in a log; rate-limited.</summary>
    void Diagnose(Cpu cpu, string message);
}
