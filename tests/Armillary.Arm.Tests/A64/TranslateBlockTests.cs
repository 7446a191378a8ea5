using System.Buffers.Binary;
using Armillary.Arm.A64;
using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.Tests.A64;

public class TranslateBlockTests
{
    private const TranslationContext Normal = (TranslationContext)1 | TranslationContext.SPSel | TranslationContext.MmuOn;
    private const uint Nop = 0xD503_201F, BackwardBranch = 0x54FF_FFE0, ForwardBranch = 0x5400_0080, Fadd = 0x1E62_2820;

    private readonly A64Translator translator = new();

    [Fact]
    public void A_block_ends_at_the_end_of_the_page_with_a_jump_to_the_next()
    {
        Assert.Equal(8, Translate(Normal, 0xFF8, Nop, Nop));
        Assert.Equal((Op.Goto, 8L), (Last.Op, Last.Imm));
    }

    [Fact]
    public void A_block_ends_at_the_instruction_limit()
    {
        Assert.Equal(12, translator.TranslateBlock(Bytes(Nop, Nop, Nop, Nop), Normal, Features.None, 0, 3));
        Assert.Equal((Op.Goto, 12L), (Last.Op, Last.Imm));
    }

    [Fact]
    public void A_backward_conditional_branch_ends_the_block_with_both_exits()
    {
        Assert.Equal(8, Translate(Normal, 0, Nop, BackwardBranch, Nop));
        Assert.Equal((Op.Goto, 8L), (Last.Op, Last.Imm));
        Assert.Equal(0L, translator.Block[translator.Block.Count - 2].Imm);
    }

    [Fact]
    public void A_block_goes_on_past_a_limited_number_of_forward_branches()
    {
        uint[] words = [.. Enumerable.Repeat(ForwardBranch, 20)];
        Assert.Equal((A64Translator.SideExitLimit + 1) * 4, Translate(Normal, 0, words));
    }

    [Fact]
    public void Instructions_of_features_that_are_not_announced_are_undefined()
    {
        const uint Ldadd = 0xF820_0020;
        Translate(Normal, 0, Ldadd);
        Assert.Equal(Helpers.Undefined, Called);
        translator.TranslateBlock(Bytes(Ldadd, Nop), Normal, Features.LSE, 0);
        Assert.DoesNotContain(translator.Block.Instructions.ToArray(), i => i.Op == Op.Call);
    }

    [Theory]
    [InlineData(0xF940_0420U, 8L, 8 | 1 << 8)]              // LDR X0, [X1, #8]
    [InlineData(0xB900_1020U, 16L, 4 | 1 << 9)]             // STR W0, [X1, #16]
    [InlineData(0xA940_8C22U, 8L, 16 | 1 << 8)]             // LDP X2, X3, [X1, #8]
    [InlineData(0x3C81_0C20U, 16L, 16 | 1 << 9)]            // STR Q0, [X1, #16]!
    [InlineData(0xF820_0022U, 0L, 8 | 3 << 8)]              // LDADD X0, X2, [X1]
    public void Where_a_watchpoint_is_enabled_each_access_asks_with_its_address_size_and_kind(uint word, long displacement, int kind)
    {
        translator.TranslateBlock(Bytes(word, Nop), Normal | TranslationContext.Watchpoints, Features.LSE, 0);
        Instruction call = Assert.Single(translator.Block.Instructions.ToArray(), i => i.Op == Op.Call && i.Sub == Helpers.CheckWatchpoints);
        Instruction address = translator.Block[call.A];
        Assert.Equal(displacement, address.Op == Op.Add ? translator.Block[address.B].Imm : 0);
        Assert.Equal(kind, (int)translator.Block[call.B].Imm);
    }

    [Fact]
    public void Where_a_breakpoint_is_enabled_each_instruction_asks()
    {
        Translate(Normal | TranslationContext.Breakpoints, 0, Nop, Nop, Nop);
        Assert.Equal(3, translator.Block.Instructions.ToArray().Count(i => i.Op == Op.Call && i.Sub == Helpers.CheckBreakpoints));
    }

    [Fact]
    public void A_block_that_counts_ends_before_what_reads_the_count()
    {
        const uint ReadCycles = 0xD53B_9D00, Svc = 0xD400_0001;
        Assert.Equal(4, Translate(Normal | TranslationContext.CountInstructions, 0, Nop, ReadCycles));
        Assert.Equal(8, Translate(Normal | TranslationContext.CountInstructions, 0, Nop, Nop, Svc));
        Assert.True(translator.Block.CountGuest);
        Translate(Normal, 0, Nop, Svc);
        Assert.False(translator.Block.CountGuest);
    }

    [Fact]
    public void A_hint_of_a_feature_that_is_not_announced_does_nothing()
    {
        const uint Paciasp = 0xD503_233F;
        Assert.Equal(8, Translate(Normal | TranslationContext.EnIA, 0, Paciasp, Nop));
        Assert.DoesNotContain(translator.Block.Instructions.ToArray(), i => i.Op is Op.Mul or Op.Call);
    }

    [Fact]
    public void Floating_point_traps_only_where_the_word_is_allocated()
    {
        Translate(Normal | TranslationContext.FpTrap, 0, Fadd);
        Assert.Equal(Helpers.FpAccessTrap, Called);
        Assert.DoesNotContain(translator.Block.Instructions.ToArray(), i => i.Op == Op.FAdd);
        Translate(Normal | TranslationContext.FpTrap, 0, 0x1EA2_2820); // ftype 10
        Assert.Equal(Helpers.Undefined, Called);
    }

    [Fact]
    public void An_illegal_state_faults_before_the_instruction()
    {
        Assert.Equal(4, Translate(Normal | TranslationContext.IL, 0, Nop, Nop));
        Assert.Equal(Helpers.IllegalState, Called);
    }

    [Fact]
    public void A_stepped_block_is_one_instruction()
    {
        Assert.Equal(4, Translate(Normal | TranslationContext.SoftwareStep | TranslationContext.SS, 0, Nop, Nop));
        Assert.Equal(Op.Goto, Last.Op);
        Translate(Normal | TranslationContext.SoftwareStep, 0, Nop, Nop);
        Assert.Equal(Helpers.SoftwareStep, Called);
    }

    [Theory]
    [InlineData(1, 0xD503_241Fu, false)] // BTI
    [InlineData(1, 0xD503_245Fu, true)] // BTI C
    [InlineData(2, 0xD503_245Fu, true)]
    [InlineData(3, 0xD503_245Fu, false)]
    [InlineData(2, 0xD503_249Fu, false)] // BTI J
    [InlineData(3, 0xD503_249Fu, true)]
    [InlineData(3, 0xD503_24DFu, true)] // BTI JC
    [InlineData(3, 0xD503_233Fu, true)] // PACIASP
    [InlineData(1, Nop, false)]
    [InlineData(1, 0xD420_0000u, true)] // BRK
    public void A_branch_target_must_be_compatible_with_BTYPE(uint btype, uint word, bool compatible)
    {
        Translate(Normal | (TranslationContext)(btype << 17), 0, word, Nop);
        Assert.Equal(!compatible, CalledAny(Helpers.BranchTargetFault));
    }

    [Fact]
    public void SP_is_checked_once_while_it_moves_by_multiples_of_16()
    {
        const uint StpPre = 0xA9BF_7BFD, LdrSp = 0xF940_07E0, SubSp = 0xD100_83FF, SubSp8 = 0xD100_23FF;
        Translate(Normal | TranslationContext.SpAlignmentCheck, 0, StpPre, LdrSp, SubSp, LdrSp, LdrSp);
        Assert.Single(translator.Block.Instructions.ToArray(), i => i.Op == Op.TrapIf);
        Translate(Normal | TranslationContext.SpAlignmentCheck, 0, StpPre, SubSp8, LdrSp);
        Assert.Equal(2, translator.Block.Instructions.ToArray().Count(i => i.Op == Op.TrapIf));
    }

    [Fact]
    public void Data_must_be_aligned_where_the_context_says_so()
    {
        const uint Ldr = 0xF940_0020;
        foreach (TranslationContext context in new[] { Normal | TranslationContext.AlignmentCheck, Normal & ~TranslationContext.MmuOn })
        {
            Translate(context, 0, Ldr);
            Assert.Contains(translator.Block.Instructions.ToArray(), i => i.Op == Op.Load && ((MemoryAccess)i.Sub & MemoryAccess.Aligned) != 0);
        }

        Translate(Normal, 0, Ldr);
        Assert.Contains(translator.Block.Instructions.ToArray(), i => i.Op == Op.Load && ((MemoryAccess)i.Sub & MemoryAccess.Aligned) == 0);
    }

    [Fact]
    public void Every_word_gives_a_block_with_a_terminator()
    {
        ulong seed = 1;
        for (int i = 0; i < 20_000; i++)
        {
            seed = (seed * 6364136223846793005) + 1442695040888963407;
            translator.TranslateBlock(Bytes((uint)(seed >> 32)), (TranslationContext)((seed & 3) | (uint)(seed >> 8 & 0x3FF_FFFC)), CpuModel.Max.Features, (int)(seed >> 40 & 0xFFC));
            Assert.True(Last.Op is Op.Goto or Op.GotoIndirect or Op.Leave, $"{seed >> 32:X8}");
        }
    }

    private Instruction Last => translator.Block[translator.Block.Count - 1];

    private int Called => translator.Block.Instructions.ToArray().Last(i => i.Op == Op.Call).Sub;

    private bool CalledAny(int helper) => translator.Block.Instructions.ToArray().Any(i => i.Op == Op.Call && i.Sub == helper);

    private int Translate(TranslationContext context, int pageOffset, params uint[] words)
        => translator.TranslateBlock(Bytes(words), context, Features.BTI, pageOffset);

    private static byte[] Bytes(params uint[] words)
    {
        var bytes = new byte[words.Length * 4];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * 4), words[i]);
        }

        return bytes;
    }
}
