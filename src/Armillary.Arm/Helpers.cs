namespace Armillary.Arm;

/// <summary>
/// A routine that generated code calls: what is too large or too rare to be inline. On entry <see cref="Cpu.PC"/> is the address of the
/// guest instruction and all slots are in memory. A helper called by <c>CallAndLeave</c> must set the PC (to go on: PC + 4, or by an
/// exception); one called with <c>MayLeave</c> that takes an exception sets <c>Leave</c>, otherwise leaves the PC alone.
/// </summary>
/// <returns>The value of the IR's Call.</returns>
public delegate ulong Helper(Cpu cpu, ulong a, ulong b, ulong c);

/// <summary>The numbers of the helpers (the Sub parameter of the IR's Call and TrapIf) and their table.</summary>
public static partial class Helpers
{
    /// <summary>CallAndLeave: an UNDEFINED instruction. a: 0.</summary>
    public const int Undefined = 0;

    /// <summary>CallAndLeave: SVC. a: imm16.</summary>
    public const int SupervisorCall = 1;

    /// <summary>CallAndLeave: HVC. a: imm16.</summary>
    public const int HypervisorCall = 2;

    /// <summary>CallAndLeave: SMC. a: imm16.</summary>
    public const int SecureMonitorCall = 3;

    /// <summary>CallAndLeave: BRK. a: imm16.</summary>
    public const int Breakpoint = 4;

    /// <summary>CallAndLeave: HLT. a: imm16.</summary>
    public const int Halt = 5;

    /// <summary>MayLeave: MRS of a register that has no slot. a: encoding (op0 &lt;&lt; 14 | op1 &lt;&lt; 11 | CRn &lt;&lt; 7 | CRm &lt;&lt; 3 | op2), b: Rt, for the syndrome.</summary>
    public const int ReadSystemRegister = 6;

    /// <summary>CallAndLeave: MSR (register). a: encoding, b: value, c: Rt.</summary>
    public const int WriteSystemRegister = 7;

    /// <summary>CallAndLeave: MSR (immediate): a: op1 &lt;&lt; 3 | op2, b: CRm.</summary>
    public const int WriteProcessState = 8;

    /// <summary>CallAndLeave: SYS, SYSL (cache and TLB maintenance, AT). a: encoding, b: value, c: Rt.</summary>
    public const int SystemInstruction = 9;

    /// <summary>CallAndLeave: ERET, ERETAA, ERETAB. a: target address (already authenticated).</summary>
    public const int ExceptionReturn = 10;

    /// <summary>CallAndLeave: WFI.</summary>
    public const int WaitForInterrupt = 11;

    /// <summary>CallAndLeave: WFE.</summary>
    public const int WaitForEvent = 12;

    /// <summary>No leave: SEV (a: 0) and SEVL (a: 1).</summary>
    public const int SendEvent = 13;

    /// <summary>CallAndLeave: ISB.</summary>
    public const int InstructionSynchronizationBarrier = 14;

    /// <summary>TrapIf: DSB while <see cref="State.Slots.InterruptWatch"/> is not zero. Leaves at the next instruction.</summary>
    public const int DataSynchronizationBarrier = 15;

    /// <summary>CallAndLeave or TrapIf: SP is misaligned.</summary>
    public const int StackAlignmentFault = 16;

    /// <summary>CallAndLeave: PC is misaligned.</summary>
    public const int PCAlignmentFault = 17;

    /// <summary>CallAndLeave: an FP or SIMD instruction while it traps.</summary>
    public const int FpAccessTrap = 18;

    /// <summary>CallAndLeave: PSTATE.IL is set.</summary>
    public const int IllegalState = 19;

    /// <summary>CallAndLeave: Branch Target exception. a: BTYPE.</summary>
    public const int BranchTargetFault = 20;

    /// <summary>CallAndLeave or TrapIf: pointer authentication failure (FPAC). Imm/a: the key, 0 IA, 1 IB, 2 DA, 3 DB.</summary>
    public const int AuthenticationFailure = 21;

    /// <summary>MayLeave: DC ZVA. a: address, b: Rt, for the syndrome.</summary>
    public const int ZeroBlock = 22;

    /// <summary>CallAndLeave: Software Step exception. a: 1 if a load-exclusive was stepped.</summary>
    public const int SoftwareStep = 23;

    /// <summary>MayLeave: the 128-bit compare-and-swap CASP. a: address, b: Rs | Rt &lt;&lt; 8 | size in bits of each &lt;&lt; 16 | acquire &lt;&lt; 24 | release &lt;&lt; 25.</summary>
    public const int CompareAndSwapPair = 24;

    /// <summary>CallAndLeave: the fetch of an instruction aborts. a: address.</summary>
    public const int InstructionAbort = 25;

    /// <summary>MayLeave: MSR (register) of a register that seldom changes what code depends on. a: encoding, b: value, c: Rt. Leaves, at the next instruction, only if it did.</summary>
    public const int WriteSystemRegisterAndStay = 26;

    /// <summary>MayLeave: MSR DAIFSet and DAIFClr. a: op1 &lt;&lt; 3 | op2, b: CRm. Leaves, at the next instruction, only if code depends on what changed.</summary>
    public const int WriteInterruptMasks = 27;

    /// <summary>TrapIf: PSTATE.DAIF was written while <see cref="State.Slots.InterruptWatch"/> is not zero. Leaves at the next instruction.</summary>
    public const int InterruptMasksChanged = 28;

    /// <summary>TrapIf: ERET to ELR_ELx of the current level.</summary>
    public const int ExceptionReturnToLink = 29;

    /// <summary>TrapIf: pointer authentication with an enabled key, which EL2 or EL3 traps.</summary>
    public const int PointerAuthenticationTrap = 30;

    /// <summary>MayLeave: takes the exception of a breakpoint at PC.</summary>
    public const int CheckBreakpoints = 31;

    /// <summary>MayLeave: takes the exception of a watchpoint. a: address, b: size and kind of the access, see <see cref="Cpu.AccessReads"/>.</summary>
    public const int CheckWatchpoints = 32;

    /// <summary>TrapIf: ESB while <see cref="State.Slots.InterruptWatch"/> is not zero. Leaves at the next instruction.</summary>
    public const int ErrorSynchronizationBarrier = 33;

    /// <summary>MayLeave: before ERET, ERETAA and ERETAB where they may trap. a: ESR.ISS of the trap.</summary>
    public const int CheckExceptionReturnTrap = 34;

    /// <summary>MayLeave: checks the tags of an access: takes the exception, or notes the fault. a: address, b: size and kind of the access, see <see cref="Cpu.AccessReads"/>.</summary>
    public const int CheckTags = 35;

    /// <summary>MayLeave: STG and its like. a: address, b: an address with the tag, c: 1 to zero the bytes too, 2 for two granules.</summary>
    public const int StoreTags = 36;

    /// <summary>MayLeave: LDG: the tag in its place. a: address.</summary>
    public const int LoadTag = 37;

    /// <summary>MayLeave: STGM. a: address, b: the tags.</summary>
    public const int StoreTagMultiple = 38;

    /// <summary>MayLeave: LDGM: the tags. a: address.</summary>
    public const int LoadTagMultiple = 39;

    /// <summary>MayLeave: STZGM. a: address, b: the tag.</summary>
    public const int StoreZeroTagMultiple = 40;

    /// <summary>No leave: IRG: a tag in its place. a: the tags to leave out beside those of GCR_EL1.</summary>
    public const int InsertRandomTag = 41;

    /// <summary>No leave: ADDG and SUBG: the tag in its place. a: address, b: how many tags further.</summary>
    public const int AddTag = 42;

    /// <summary>No leave: YIELD.</summary>
    public const int Yield = 43;

    /// <summary>MayLeave: an instruction of the Scalable Vector Extension. a: the instruction.</summary>
    public const int ScalableVector = 48;

    /// <summary>The helpers by number; null where no such number is in use.</summary>
    public static Helper?[] Table { get; } = BuildTable();
}
