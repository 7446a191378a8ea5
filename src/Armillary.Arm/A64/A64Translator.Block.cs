using System.Buffers.Binary;
using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>
/// The driver: from instruction words to a block. Targets of Goto and ExitIf are deltas from the block's first instruction and may lie
/// anywhere; the engine links one where it stays in the same 4 KiB page (or knows that the mapping is the same) and looks the others up.
/// </summary>
public sealed partial class A64Translator
{
    /// <summary>How many instructions a block has at most.</summary>
    public const int DefaultInstructionLimit = 64;

    /// <summary>How many forward conditional branches a block goes on past.</summary>
    public const int SideExitLimit = 4;

    private bool undefined;
    private int sideExits;

    /// <summary>
    /// Translates from the start of <paramref name="code"/> to a branch, an exception, the end of the page or the limit, into
    /// <see cref="Block"/>, which always ends in a terminator. Where software step is active a block is one instruction; the engine
    /// runs it unlinked and clears PSTATE.SS after it, if the context had it and is otherwise still the same.
    /// </summary>
    /// <param name="code">The bytes from the block's first instruction to the end of its 4 KiB page; at least four.</param>
    /// <param name="context">What the block depends on.</param>
    /// <param name="features">What the CPU announces.</param>
    /// <param name="pageOffset">The offset of the first instruction in its page.</param>
    /// <param name="maxInstructions">The most instructions to translate.</param>
    /// <param name="into">The block to fill, which becomes <see cref="Block"/>; null: the one before, again.</param>
    /// <returns>How many bytes of <paramref name="code"/> the block depends on.</returns>
    public int TranslateBlock(
        ReadOnlySpan<byte> code,
        TranslationContext context,
        Features features,
        int pageOffset,
        int maxInstructions = DefaultInstructionLimit,
        Block? into = null)
    {
        Block = into ?? Block;
        Block.Clear();
        Block.CountGuest = (context & TranslationContext.CountInstructions) != 0;
        Block.BeforeAccess = (context & (Watched | TagChecked)) != 0 ? BeforeAccess : null;
        Context = context;
        Features = features;
        PageOffset = pageOffset;
        Offset = 0;
        Ended = false;
        sideExits = 0;
        knownAlignedSP = -1;
        if ((context & TranslationContext.SoftwareStep) != 0)
        {
            maxInstructions = 1;
        }

        int limit = Math.Min(code.Length & ~3, maxInstructions * 4);
        while (!Ended)
        {
            if (Offset >= limit)
            {
                Block.Append(Op.Goto, IrType.Void, imm: Offset);
                break;
            }

            uint word = BinaryPrimitives.ReadUInt32LittleEndian(code[(int)Offset..]);
            if (Block.CountGuest && Offset != 0 && LooksAtCount(word))
            {
                // What is counted so far is counted when a block ends.
                Block.Append(Op.Goto, IrType.Void, imm: Offset);
                break;
            }

            Block.Append(Op.GuestInstruction, IrType.Void, a: unchecked((int)word), imm: Offset);
            Block.GuestInstructions++;
            if (Offset != 0 || !StepIsPending())
            {
                if ((context & TranslationContext.Breakpoints) != 0)
                {
                    Block.Call(Helpers.CheckBreakpoints, CallFlags.MayLeave);
                }

                if (Offset != 0 || !FaultsBeforeFirst(word))
                {
                    Translate(word);
                }
            }

            Offset += 4;
        }

        return (int)Offset;
    }

    /// <summary>Appends the meaning of one instruction at <see cref="Offset"/>. False: the word is UNDEFINED, and the exception was appended.</summary>
    public bool Translate(uint word)
    {
        int row = A64Decoder.Find(word, Features);
        if (row < 0)
        {
            Undefined();
            return false;
        }

        undefined = false;
        tagUnchecked = (Context & TagChecked) != 0 && IsTagUnchecked(word);
        this.word = word;
        bool trap = (Context & TranslationContext.FpTrap) != 0 && (word & 0x0C00_0000) == 0x0C00_0000;
        int mark = Block.Count;
        Dispatch(row, word);
        if (trap && !undefined)
        {
            // UNDEFINED comes before the trap, so the method decides first; nothing of what it appended stays.
            Block.Rewind(mark);
            CallAndLeave(Helpers.FpAccessTrap);
        }

        return !undefined;
    }

    /// <summary>Whether an instruction reads or writes the performance monitors, or goes to another level.</summary>
    private static bool LooksAtCount(uint word)
    {
        if ((word & 0xFF00_0000) == 0xD400_0000 || (word & 0xFFFF_0000) == 0xD69F_0000)
        {
            return true; // SVC, HVC, SMC, BRK; ERET
        }

        // MRS and MSR of op1 3, CRn 9 or 14 (CRm 8 and up), and of PMINTENSET_EL1.
        uint op1 = (word >> 16) & 7, CRn = (word >> 12) & 15, CRm = (word >> 8) & 15;
        return (word & 0xFFD0_0000) == 0xD510_0000 && ((CRn == 9 && op1 is 0 or 3) || (CRn == 14 && op1 == 3 && CRm >= 8));
    }

    /// <summary>A conditional branch taken has been appended as a side exit to <paramref name="offset"/>: goes on past it, or ends the block.</summary>
    private void AfterSideExit(long offset)
    {
        if (offset <= 0 || ++sideExits > SideExitLimit)
        {
            BranchTo(4);
        }
    }

    // The order of what comes before the first instruction is looked at (DDI 0487, D1.3.5, synchronous exception prioritization): Software Step, then, at the fetch, PC alignment and Instruction
    // Aborts, Breakpoint, Illegal Execution State, Branch Target. Cpu.TryTakeBeforeBranchTarget has the same for a block that a branch comes to.
    private bool StepIsPending()
    {
        if ((Context & (TranslationContext.SoftwareStep | TranslationContext.SS)) == TranslationContext.SoftwareStep)
        {
            CallAndLeave(Helpers.SoftwareStep, Imm(0, 64));
            return true;
        }

        return false;
    }

    private bool FaultsBeforeFirst(uint word)
    {
        if ((Context & TranslationContext.IL) != 0)
        {
            CallAndLeave(Helpers.IllegalState);
            return true;
        }

        int btype = (int)(Context & TranslationContext.BTypeMask) >> 17;
        if (btype != 0 && !IsCompatibleTarget(word, btype))
        {
            CallAndLeave(Helpers.BranchTargetFault, Imm(btype, 64));
            return true;
        }

        return false;
    }

    /// <summary>Whether a guarded page's instruction may be the target of a branch with this BTYPE (DDI 0487, D8.4.5.1).</summary>
    private bool IsCompatibleTarget(uint word, int btype)
    {
        if ((word & 0xFFE0_001F) is 0xD420_0000 or 0xD440_0000)
        {
            return true; // BRK, HLT
        }

        if (word is 0xD503_233F or 0xD503_237F)
        {
            return btype != 3 || (Context & TranslationContext.BT) == 0; // PACIASP, PACIBSP
        }

        // BTI {c, j, jc}: bit 6 accepts calls, bit 7 accepts jumps; a jump through X16 or X17 passes either.
        if ((word & 0xFFFF_FF3F) != 0xD503_241F)
        {
            return false;
        }

        bool c = (word & 0x40) != 0, j = (word & 0x80) != 0;
        return btype switch
        {
            1 => c || j,
            2 => c,
            _ => j,
        };
    }
}
