using Armillary.Arm.State;

namespace Armillary.Arm.Tests.Debug;

public sealed class BreakpointTests : IDisposable
{
    private const ulong MDE = 1 << 15, KDE = 1 << 13;
    private const ulong AtEL0 = 2 << 1, AtEL1 = 1 << 1, Enable = 1;
    private const ulong Loads = 1 << 3, Stores = 2 << 3;
    private const ulong Where = TestMachine.RamBase + 0x100, Data = TestMachine.RamBase + 0x2000;

    private readonly TestMachine machine = new();

    public BreakpointTests()
    {
        machine.Msr("OSLAR_EL1", 0);
        machine.Msr("MDSCR_EL1", MDE);
    }

    private Cpu Cpu => machine.Cpu;

    public void Dispose() => machine.Dispose();

    private bool Has(TranslationContext flag) => (Cpu.TranslationContext & flag) != 0;

    /// <summary>Whether the instruction at an address at EL0 hits a breakpoint.</summary>
    private bool Hits(ulong address)
    {
        machine.Enter(0, pc: address);
        Cpu.CheckBreakpoints();
        return Cpu.PSTATE.EL == 1;
    }

    /// <summary>Whether an access at EL0 hits a watchpoint.</summary>
    private bool Hits(ulong address, int size, bool store = false)
    {
        machine.Enter(0, pc: Where);
        Cpu.CheckWatchpoints(address, size | (store ? Cpu.AccessWrites : Cpu.AccessReads));
        return Cpu.PSTATE.EL == 1;
    }

    private void Watch(ulong address, ulong bas, ulong kind = Loads | Stores, ulong mask = 0)
    {
        machine.Msr("DBGWVR1_EL1", address);
        machine.Msr("DBGWCR1_EL1", Enable | AtEL0 | kind | (bas << 5) | (mask << 24));
    }

    [Fact]
    public void Six_breakpoints_and_four_watchpoints_are_announced()
    {
        ulong features = machine.Mrs("ID_AA64DFR0_EL1")!.Value;
        Assert.Equal(5UL, (features >> 12) & 15);
        Assert.Equal(3UL, (features >> 20) & 15);
        Assert.Equal(1UL, (features >> 28) & 15);
    }

    [Fact]
    public void A_breakpoint_is_taken_at_its_address_and_level()
    {
        machine.Msr("DBGBVR2_EL1", Where);
        machine.Msr("DBGBCR2_EL1", Enable | AtEL0 | (15 << 5));
        Assert.False(Has(TranslationContext.Breakpoints));
        Assert.False(Hits(Where + 4));
        Assert.True(Has(TranslationContext.Breakpoints));
        Cpu.TakeUndefined();
        Assert.True(Hits(Where));
        Assert.Equal(0x30U, machine.EC);
        Assert.Equal(0x22U, machine.ISS);
        Assert.Equal(Where, Cpu.ELR(1));
    }

    [Fact]
    public void At_the_debuggers_own_level_KDE_and_PSTATE_D_decide()
    {
        machine.Msr("DBGBVR0_EL1", Where);
        machine.Msr("DBGBCR0_EL1", Enable | AtEL1);
        Assert.False(Has(TranslationContext.Breakpoints));
        machine.Msr("MDSCR_EL1", MDE | KDE);
        Assert.True(Has(TranslationContext.Breakpoints));
        Cpu.PC = Where;
        Cpu.CheckBreakpoints();
        Assert.Equal(Where, Cpu.PC);
        machine.Enter(1, sp: true, pc: Where);
        Cpu.CheckBreakpoints();
        Assert.Equal(0x31U, machine.EC);
    }

    [Fact]
    public void The_OS_lock_and_MDE_turn_everything_off()
    {
        machine.Msr("DBGBVR0_EL1", Where);
        machine.Msr("DBGBCR0_EL1", Enable | AtEL0);
        machine.Msr("OSLAR_EL1", 1);
        Assert.False(Hits(Where));
        Assert.False(Has(TranslationContext.Breakpoints));
        Cpu.TakeUndefined();
        machine.Msr("OSLAR_EL1", 0);
        machine.Msr("MDSCR_EL1", 0);
        machine.Enter(0, pc: Where);
        Assert.False(Has(TranslationContext.Breakpoints));
    }

    [Fact]
    public void A_linked_breakpoint_needs_the_context_of_the_other()
    {
        machine.Msr("DBGBVR5_EL1", 0x1234);
        machine.Msr("DBGBCR5_EL1", Enable | AtEL0 | (3UL << 20));
        machine.Msr("DBGBVR1_EL1", Where);
        machine.Msr("DBGBCR1_EL1", Enable | AtEL0 | (1UL << 20) | (5UL << 16));
        Assert.False(Hits(Where));
        Cpu.TakeUndefined();
        machine.Msr("CONTEXTIDR_EL1", 0x1234);
        Assert.True(Hits(Where));
        machine.Msr("DBGBCR1_EL1", Enable | AtEL0 | (1UL << 20) | (2UL << 16));
        Assert.False(Hits(Where));
    }

    [Theory]
    [InlineData(0x00, 4, 0x01, true, 0)]
    [InlineData(0x01, 1, 0x01, false, 0)]
    [InlineData(0x04, 4, 0x10, true, 4)]
    [InlineData(0x00, 8, 0xC0, true, 6)]
    [InlineData(0x08, 8, 0xFF, false, 0)]
    [InlineData(0xFFFF_FFFF_FFFF_FFFC, 8, 0x01, true, 0)]
    [InlineData(0xFFFF_FFFF_FFFF_FFF8, 8, 0xFF, false, 0)]
    public void A_watchpoint_is_on_the_bytes_that_BAS_selects(ulong offset, int size, ulong bas, bool hit, ulong fault)
    {
        Watch(Data, bas);
        Assert.Equal(hit, Hits(unchecked(Data + offset), size));
        if (hit)
        {
            Assert.Equal(0x34U, machine.EC);
            Assert.Equal(Data + fault, Cpu.FAR(1));
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(31)]
    public void A_mask_watches_a_block(int mask)
    {
        ulong block = 1UL << mask, start = Data & ~(block - 1);
        Watch(start, 0xFF, mask: (ulong)mask);
        Assert.True(Hits(start, 1));
        Assert.True(Hits(start + block - 1, 1));
        Assert.False(Hits(start + block, 8));
    }

    [Fact]
    public void Loads_and_stores_are_told_apart()
    {
        Watch(Data, 0xFF, Stores);
        Assert.False(Hits(Data, 8));
        Cpu.TakeUndefined();
        Assert.True(Hits(Data, 8, store: true));
        Assert.Equal(0x62U, machine.ISS);
        Watch(Data, 0xFF, Loads);
        Assert.True(Hits(Data, 8));
        Assert.Equal(0x22U, machine.ISS);
    }

    [Fact]
    public void A_kernel_asks_before_accesses_with_the_permissions_of_EL0()
    {
        Watch(Data, 0xFF);
        Assert.True(Has(TranslationContext.UnprivilegedWatchpoints) || (machine.Mrs("MDSCR_EL1") & KDE) == 0);
        machine.Msr("MDSCR_EL1", MDE | KDE);
        Assert.True(Has(TranslationContext.UnprivilegedWatchpoints));
        Assert.False(Has(TranslationContext.Watchpoints));
        machine.Enter(1, sp: true, pc: Where);
        Cpu.CheckWatchpoints(Data, 8 | Cpu.AccessWrites | Cpu.AccessUnprivileged);
        Assert.Equal(0x35U, machine.EC);
    }
}
