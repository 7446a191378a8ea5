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

    public RegionBuilderTests() => Array.Fill(page, A64.Ret);

    private (int Offset, int Length)[] Build(int entry)
        => [.. builder.Build(MemoryMarshal.AsBytes<uint>(page), entry, Context, CpuModel.Max.Features, 64).Blocks.Select(static b => (b.Offset, b.Length))];

    private void Put(int offset, params ReadOnlySpan<uint> words) => words.CopyTo(page.AsSpan(offset / 4));

    [Fact]
    public void A_loop_of_one_block_is_that_block()
    {
        Put(0x100, A64.AddOne(1), A64.Cbnz(0, -4));
        Assert.Equal([(0, 8)], Build(0x100));
        Assert.True(builder.HasLoop);
        Assert.Equal((0x100, 0x108), (builder.Start, builder.End));
        Assert.Equal(2, builder.GuestInstructions);
    }

    [Fact]
    public void Where_ways_meet_a_block_begins_and_what_leads_out_of_the_loop_is_an_exit()
    {
        Put(0x200, A64.Cbz(0, 12), A64.AddOne(1), A64.B(8), A64.AddOne(2), A64.AddOne(3), A64.Cbnz(3, -20), A64.AddOne(4), A64.Ret);
        Assert.Equal([(0, 12), (12, 4), (16, 8)], Build(0x200).Order());
        Assert.Equal((0x200, 0x218), (builder.Start, builder.End));
        Assert.Equal(6, builder.GuestInstructions);
    }

    [Fact]
    public void A_loop_that_is_entered_in_its_middle_is_one_block_and_the_way_in_another()
    {
        Put(0x200, A64.B(8), A64.AddOne(1), A64.AddOne(2), A64.Cbnz(0, -8));
        Assert.Equal([(0, 4), (4, 12), (8, 8)], Build(0x200).Order());
        Assert.Equal((0x200, 0x210), (builder.Start, builder.End));
    }

    [Fact]
    public void No_instruction_is_in_two_blocks_and_every_block_ends_where_one_goes_on()
    {
        Put(0x200, A64.Cbz(0, 12), A64.AddOne(1), A64.B(8), A64.AddOne(2), A64.AddOne(3), A64.Cbnz(3, -20));
        Region region = builder.Build(MemoryMarshal.AsBytes<uint>(page), 0x200, Context, CpuModel.Max.Features, 64);
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
        Assert.Equal((0x300, 0x310), (builder.Start, builder.End));
    }

    [Fact]
    public void Blocks_of_another_page_are_exits()
    {
        Put(0xFF0, A64.AddOne(1), A64.Cbz(2, 0x20), A64.Cbnz(0, -8), A64.AddOne(1));
        Assert.Equal([(0, 12)], Build(0xFF0));
        Put(0, A64.AddOne(1), A64.Cbz(2, -8), A64.Cbnz(0, -8));
        Assert.Equal([(0, 8), (8, 4)], Build(0).Order());
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
        builder.Build(MemoryMarshal.AsBytes<uint>(page), 0, Context, CpuModel.Max.Features, 64, 10);
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
            Assert.All(blocks, b => Assert.InRange(entry + b.Offset, builder.Start, builder.End - b.Length));
            Assert.InRange(builder.End, builder.Start + 4, 0x1000);
            Assert.InRange(builder.Start, 0, entry);
        }
    }
}
