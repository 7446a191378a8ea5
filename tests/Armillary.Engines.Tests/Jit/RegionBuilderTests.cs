using System.Runtime.InteropServices;
using Armillary.Arm;
using Armillary.Arm.State;
using Armillary.Engines.Jit.Regions;
using Armillary.Ir;
using Xunit;

namespace Armillary.Engines.Tests.Jit;

public class RegionBuilderTests
{
    private const TranslationContext Context = (TranslationContext)1 | TranslationContext.MmuOn;

    private readonly RegionBuilder builder = new();
    private readonly uint[] page = new uint[1024];

    private readonly Code code;

    public RegionBuilderTests()
    {
        Array.Fill(page, A64.Ret);
        code = new Code { Pages = { [0] = page } };
    }

    private (int Offset, int Length)[] Build(int entry)
        => [.. builder.Build(code, entry, Context, CpuModel.Max.Features, 64).Blocks.Select(static b => (b.Offset, b.Length))];

    private void Put(int offset, params ReadOnlySpan<uint> words) => words.CopyTo(code.Pages[offset >> 12].AsSpan((offset & 0xFFF) / 4));

    // The page's number, begin and end of the only part.
    private (int Start, int End) Part => (Assert.Single(builder.Parts).Start, Assert.Single(builder.Parts).End);

    private sealed class Code : ICodeSource
    {
        public Dictionary<int, uint[]> Pages { get; } = [];

        public HashSet<int> Unwanted { get; } = [];

        public Dictionary<int, int[]> Targets { get; } = [];

        public bool TryPage(int number, Span<byte> bytes) => Pages.TryGetValue(number, out uint[]? words) && MemoryMarshal.AsBytes<uint>(words).TryCopyTo(bytes);

        public bool IsWanted(int place) => !Unwanted.Contains(place);

        public void AddTargets(int place, BranchKind kind, List<int> targets) => targets.AddRange(Targets.GetValueOrDefault(place, []));
    }

    [Fact]
    public void A_loop_of_one_block_is_that_block()
    {
        Put(0x100, A64.AddOne(1), A64.Cbnz(0, -4));
        Assert.Equal([(0, 8)], Build(0x100));
        Assert.True(builder.HasLoop);
        Assert.Equal((0x100, 0x108), Part);
        Assert.Equal(2, builder.GuestInstructions);
    }

    [Fact]
    public void A_loop_inside_a_loop_is_deeper_also_where_one_block_is_the_way_into_both()
    {
        // 0x200 is where both begin: the inner one goes round by itself, the outer one by 0x218
        Put(0x200, A64.AddOne(1), A64.AddOne(1), A64.Cbz(2, 16), A64.AddOne(3), A64.Cbnz(0, -16), A64.Ret);
        Put(0x218, A64.AddOne(4), A64.AddOne(4), A64.AddOne(4), A64.AddOne(4), A64.AddOne(4), A64.AddOne(4), A64.Cbnz(5, -48), A64.AddOne(6), A64.Ret);
        Region region = builder.Build(code, 0x200, Context, CpuModel.Max.Features, 64);
        int[] depths = new RegionGraph(region).LoopDepths(3);
        Assert.Equal([(0, 2), (24, 1)], region.Blocks.Select((block, i) => (block.Offset, depths[i])).Order());
        Assert.All(new RegionGraph(region).LoopDepths(1), depth => Assert.Equal(1, depth));
    }

    [Fact]
    public void Where_ways_meet_a_block_begins_and_what_leads_out_of_the_loop_is_an_exit()
    {
        Put(0x200, A64.Cbz(0, 12), A64.AddOne(1), A64.B(8), A64.AddOne(2), A64.AddOne(3), A64.Cbnz(3, -20), A64.AddOne(4), A64.Ret);
        Assert.Equal([(0, 12), (12, 4), (16, 8)], Build(0x200).Order());
        Assert.Equal((0x200, 0x218), Part);
        Assert.Equal(6, builder.GuestInstructions);
    }

    [Fact]
    public void A_loop_that_is_entered_in_its_middle_is_one_block_and_the_way_in_another()
    {
        Put(0x200, A64.B(8), A64.AddOne(1), A64.AddOne(2), A64.Cbnz(0, -8));
        Assert.Equal([(0, 4), (4, 12), (8, 8)], Build(0x200).Order());
        Assert.Equal((0x200, 0x210), Part);
    }

    [Fact]
    public void No_instruction_is_in_two_blocks_and_every_block_ends_where_one_goes_on()
    {
        Put(0x200, A64.Cbz(0, 12), A64.AddOne(1), A64.B(8), A64.AddOne(2), A64.AddOne(3), A64.Cbnz(3, -20));
        Region region = builder.Build(code, 0x200, Context, CpuModel.Max.Features, 64);
        var covered = new HashSet<int>();
        foreach (RegionBlock block in region.Blocks)
        {
            Assert.Equal(block.Length / 4, block.Ir.GuestInstructions);
            Assert.Contains(block.Ir[block.Ir.Count - 1].Op, new[] { Op.Goto, Op.GotoIndirect, Op.Leave });
            for (int i = 0; i < block.Length; i += 4)
            {
                Assert.True(covered.Add(block.Offset + i));
            }
        }
    }

    [Fact]
    public void A_region_may_begin_before_its_entry()
    {
        Put(0x300, A64.AddOne(1), A64.AddOne(2), A64.AddOne(3), A64.Cbnz(0, -12));
        Assert.Equal([(-8, 16), (0, 8)], Build(0x308).Order());
        Assert.Equal((0x300, 0x310), Part);
    }

    [Fact]
    public void Blocks_of_a_page_that_is_not_known_are_exits()
    {
        Put(0xFF0, A64.AddOne(1), A64.Cbz(2, 0x20), A64.Cbnz(0, -8), A64.AddOne(1));
        Assert.Equal([(0, 12)], Build(0xFF0));
        Put(0, A64.AddOne(1), A64.Cbz(2, -8), A64.Cbnz(0, -8));
        Assert.Equal([(0, 8), (8, 4)], Build(0).Order());
    }

    [Fact]
    public void A_block_ends_with_its_page_and_goes_on_in_the_next()
    {
        code.Pages[1] = new uint[1024];
        Put(0xFF8, A64.AddOne(1), A64.AddOne(2));
        Put(0x1000, A64.AddOne(3), A64.Cbnz(0, -12));
        Assert.Equal([(0, 8), (8, 8)], Build(0xFF8).Order());
        Assert.True(builder.HasLoop);
        Assert.Equal([(0, 0xFF8, 0x1000), (1, 0, 8)], builder.Parts);
        Assert.Equal(MemoryMarshal.AsBytes<uint>([A64.AddOne(3), A64.Cbnz(0, -12)]), builder.Bytes(1, 0, 8));
    }

    [Fact]
    public void A_loop_around_a_call_of_another_page_has_what_it_calls_in_it()
    {
        code.Pages[2] = new uint[1024];
        code.Pages[-3] = new uint[1024];
        Put(0x500, A64.AddOne(1), A64.Bl(0x2000 - 4), A64.Cbnz(0, -8), A64.Hvc);
        Put(0x2500, A64.B(-0x5000));
        Put(-0x3000 + 0x500, A64.AddOne(2), A64.Ret);
        Assert.Equal([(-0x3000, 8), (0, 8), (8, 4), (0x2000, 4)], Build(0x500).Order());
        Assert.True(builder.HasLoop);
        Assert.Equal([-3, 0, 2], builder.Parts.Select(static part => part.Page).Order());
    }

    [Fact]
    public void What_never_ran_is_an_exit()
    {
        Put(0x200, A64.Cbz(0, 12), A64.AddOne(1), A64.B(8), A64.AddOne(2), A64.AddOne(3), A64.Cbnz(3, -20), A64.AddOne(4), A64.Ret);
        code.Unwanted.Add(0x20C);
        Assert.Equal([(0, 12), (16, 8)], Build(0x200).Order());
    }

    [Fact]
    public void Known_targets_of_an_indirect_branch_are_part_of_the_region()
    {
        const uint BrX1 = 0xD61F_0020;
        Put(0x300, A64.AddOne(1), BrX1);
        Put(0x400, A64.AddOne(2), A64.B(-0x104));
        Put(0x480, A64.AddOne(3), A64.B(-0x184));
        code.Targets[0x304] = [0x400, 0x480, 0x5000];
        Region region = builder.Build(code, 0x300, Context, CpuModel.Max.Features, 64);
        Assert.Equal([(0, 8), (0x100, 8), (0x180, 8)], region.Blocks.Select(static b => (b.Offset, b.Length)).Order());
        Assert.Equal([0x100, 0x180], region.Blocks[0].Targets);
        Assert.True(builder.HasLoop);
    }

    [Fact]
    public void A_return_leads_to_the_calls_of_its_own_function_only()
    {
        Put(0x500, A64.Bl(0x100), A64.Bl(0x1FC), A64.Cbnz(0, -8), A64.Hvc);
        Put(0x600, A64.AddOne(2), A64.Ret);
        Put(0x700, A64.AddOne(3), A64.Ret);
        Region region = builder.Build(code, 0x500, Context, CpuModel.Max.Features, 64);
        var graph = new RegionGraph(region);
        Assert.Equal(1UL << region.Find(4), graph.ReturnSites(region.Find(0x100)));
        Assert.Equal(1UL << region.Find(8), graph.ReturnSites(region.Find(0x200)));
    }

    [Fact]
    public void Without_a_loop_all_blocks_stay()
    {
        Put(0x400, A64.Cbz(0, 8), A64.Ret, A64.AddOne(1), A64.Ret);
        Assert.Equal([(0, 8), (8, 8)], Build(0x400).Order());
        Assert.False(builder.HasLoop);
    }

    [Fact]
    public void A_loop_around_a_call_of_the_same_page_has_what_it_calls_in_it()
    {
        Put(0x500, A64.AddOne(1), A64.Bl(0x100 - 4), A64.Cbnz(0, -8), A64.Hvc);
        Put(0x600, A64.AddOne(2), A64.Ret);
        Assert.Equal([(0, 8), (8, 4), (0x100, 8)], Build(0x500).Order());
        Assert.True(builder.HasLoop);
    }

    [Fact]
    public void What_a_call_of_another_page_returns_to_is_no_part_of_the_region()
    {
        Put(0x500, A64.AddOne(1), A64.Bl(0x2000), A64.AddOne(2), A64.Cbnz(0, -4), A64.Ret);
        Assert.Equal([(0, 8)], Build(0x500));
        Assert.False(builder.HasLoop);
    }

    [Fact]
    public void Regions_are_bounded()
    {
        for (int i = 0; i < 1023; i++)
        {
            page[i] = i % 4 == 0 ? A64.Cbz(0, 24) : A64.AddOne(1);
        }

        page[1023] = A64.B(-4 * 1023);
        Assert.InRange(Build(0).Length, 1, RegionBuilder.BlockLimit);
        Assert.InRange(builder.GuestInstructions, 1, RegionBuilder.InstructionLimit);
        builder.Build(code, 0, Context, CpuModel.Max.Features, 64, 10);
        Assert.InRange(builder.GuestInstructions, 1, 10);
    }

    [Fact]
    public void Any_bytes_make_a_region()
    {
        ulong seed = 88172645463325252;
        for (int round = 0; round < 200; round++)
        {
            for (int i = 0; i < page.Length; i++)
            {
                seed ^= seed << 13;
                seed ^= seed >> 7;
                seed ^= seed << 17;

                // Half of the words are branches, most of which stay in the page.
                page[i] = (seed & 1) != 0 ? (uint)(seed >> 32) : (seed & 2) != 0 ? 0x5400_0000 | ((uint)(seed >> 20) & 0x80_3FEF) : 0xB400_0000 | ((uint)(seed >> 20) & 0x80_3FFF);
            }

            int entry = (int)(seed >> 40) & 0xFFC;
            (int Offset, int Length)[] blocks = Build(entry);
            Assert.Equal(0, blocks[0].Offset);
            Assert.Equal(blocks.Length, blocks.Select(static b => b.Offset).Distinct().Count());
            Assert.All(blocks, b => Assert.InRange(entry + b.Offset, Part.Start, Part.End - b.Length));
            Assert.InRange(Part.End, Part.Start + 4, 0x1000);
            Assert.InRange(Part.Start, 0, entry);
        }
    }
}
