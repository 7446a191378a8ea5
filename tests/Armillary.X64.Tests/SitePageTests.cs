using Armillary.Ir;
using Xunit;

namespace Armillary.X64.Tests;

public sealed unsafe class SitePageTests
{
    private const int ReadWritePage = 0, OtherPage = 1, ReadOnlyPage = 3;

    [Fact]
    public void A_load_finds_its_last_page_without_the_TLB()
    {
        using TestMachine machine = New(write: false);
        Assert.Equal(1, SlowPaths(machine, ReadWritePage));
        Assert.Equal(0, SlowPaths(machine, ReadWritePage));
        machine.ClearTlbOnly();
        Assert.Equal(0, SlowPaths(machine, ReadWritePage, 4088));
        Assert.Equal(1, SlowPaths(machine, ReadWritePage, 4089));
        Assert.Equal(1, SlowPaths(machine, OtherPage));
    }

    [Fact]
    public void A_load_that_was_slow_takes_its_page_from_the_TLB_next_time()
    {
        using TestMachine machine = New(write: false);
        Assert.Equal(1, SlowPaths(machine, ReadWritePage));
        Assert.Equal(1, SlowPaths(machine, OtherPage));
        Assert.Equal(0, SlowPaths(machine, ReadWritePage));
        Assert.Equal(0, SlowPaths(machine, OtherPage));
    }

    [Theory]
    [InlineData(SitePageArea.Unprivileged)]
    [InlineData(SitePageArea.Privileged)]
    public void Clear_empties_the_area_that_it_names(SitePageArea area)
    {
        using TestMachine machine = New(write: true, area);
        SlowPaths(machine, ReadWritePage);
        SlowPaths(machine, ReadWritePage);
        machine.ClearTlbOnly();
        SitePages.Clear(machine.Context.Pointer, area == SitePageArea.Privileged ? SitePageArea.Unprivileged : SitePageArea.Privileged);
        Assert.Equal(0, SlowPaths(machine, ReadWritePage));
        SitePages.Clear(machine.Context.Pointer, area);
        Assert.Equal(1, SlowPaths(machine, ReadWritePage));
    }

    [Fact]
    public void ClearRange_empties_what_has_a_page_in_the_range()
    {
        using TestMachine machine = New(write: true);
        for (int round = 0; round < 3; round++)
        {
            SlowPaths(machine, OtherPage);
            SlowPaths(machine, OtherPage);
            machine.ClearTlbOnly();
            SitePages.ClearRange(machine.Context.Pointer, SitePageArea.Privileged, TestMemory.Base, 1);
            SitePages.ClearRange(machine.Context.Pointer, SitePageArea.Privileged, TestMemory.Base + 0x2000, 100);
            Assert.Equal(0, SlowPaths(machine, OtherPage));
            SitePages.ClearRange(machine.Context.Pointer, SitePageArea.Privileged, TestMemory.Base + 0xFFF, 2);
            Assert.Equal(1, SlowPaths(machine, OtherPage));
        }
    }

    [Fact]
    public void A_store_finds_no_page_that_only_loads_may_hit()
    {
        using TestMachine machine = New(write: true);
        Assert.Equal(1, SlowPaths(machine, ReadOnlyPage));
        Assert.Equal(1, SlowPaths(machine, ReadOnlyPage));
    }

    private static TestMachine New(bool write, SitePageArea area = SitePageArea.Privileged)
    {
        var block = new Block();
        block.Append(Op.GuestInstruction, IrType.Void, imm: 0);
        Value address = block.GetSlot(1, IrType.I64);
        if (write)
        {
            block.Append(Op.Store, IrType.Void, (int)MemoryAccess.Size8, address.Number, block.GetSlot(0, IrType.I64).Number);
        }
        else
        {
            block.SetSlot(0, block.Append(Op.Load, IrType.I64, (int)MemoryAccess.Size8, address.Number));
        }

        block.Append(Op.Goto, IrType.Void, imm: 4);
        var machine = new TestMachine();
        machine.Compiler.SitePageArea = area;
        machine.Compile(block);
        return machine;
    }

    private static int SlowPaths(TestMachine machine, int page, int offset = 0)
    {
        machine.Context.Integer(1) = TestMemory.Base + ((ulong)page << 12) + (ulong)offset;
        machine.Run();
        return machine.SlowPaths;
    }
}
