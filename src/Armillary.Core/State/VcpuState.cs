namespace Armillary.Core.State;

/// <summary>What of a vCPU's state decides what an access to a register of a bank means, and whether it traps.</summary>
/// <param name="EL">PSTATE.EL, 0 to 3.</param>
/// <param name="Secure">Secure state (SCR_EL3.NS is 0, or EL3 itself); false where EL3 is not implemented.</param>
/// <param name="SecureBelowEL3">SCR_EL3.NS is 0: at EL3 it selects which copy of a banked register an access names.</param>
/// <param name="EL2Enabled">EL2 is implemented and enabled in this security state.</param>
/// <param name="VirtualIrq">HCR_EL2.IMO, with EL2 enabled: at EL1, ICC_* registers of Group 1 are ICV_*.</param>
/// <param name="VirtualFiq">HCR_EL2.FMO, with EL2 enabled: at EL1, ICC_* registers of Group 0 are ICV_*.</param>
/// <param name="IrqToEL3">SCR_EL3.IRQ.</param>
/// <param name="FiqToEL3">SCR_EL3.FIQ.</param>
public readonly record struct VcpuState(
    int EL, bool Secure, bool SecureBelowEL3, bool EL2Enabled, bool VirtualIrq, bool VirtualFiq, bool IrqToEL3, bool FiqToEL3);

/// <summary>What became of an access to a register of a bank.</summary>
public enum BankOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>Trapped to EL1 (EC 0x18).</summary>
    TrapEL1,

    /// <summary>Trapped to EL2 (EC 0x18).</summary>
    TrapEL2,

    /// <summary>Trapped to EL3 (EC 0x18).</summary>
    TrapEL3,

    /// <summary>UNDEFINED: there is no such register for this access.</summary>
    Undefined,
}
