namespace Armillary.Arm.Exceptions;

/// <summary>ESR_ELx.EC (DDI 0487, D19.2.40). Where the manual has two values, this is the one for a lower level; taken at its own level it is one more.</summary>
#pragma warning disable CS1591 // The names are the manual's.
public enum ExceptionClass : byte
{
    Uncategorized = 0x00,
    WFxTrap = 0x01,
    AdvSIMDFPAccessTrap = 0x07,
    PACTrap = 0x09,
    BranchTarget = 0x0D,
    IllegalState = 0x0E,
    SupervisorCall = 0x15,
    HypervisorCall = 0x16,
    MonitorCall = 0x17,
    SystemRegisterTrap = 0x18,
    SVEAccessTrap = 0x19,
    ERetTrap = 0x1A,
    PACFail = 0x1C,
    InstructionAbort = 0x20,
    PCAlignment = 0x22,
    DataAbort = 0x24,
    SPAlignment = 0x26,
    SError = 0x2F,
    Breakpoint = 0x30,
    SoftwareStep = 0x32,
    Watchpoint = 0x34,
    SoftwareBreakpoint = 0x3C,
}
