using Armillary.Arm.Exceptions;

namespace Armillary.Arm.Tests.Exceptions;

public class InterruptTests
{
    [Theory]
    [InlineData(InterruptKind.IRQ, 7, 0x480)]
    [InlineData(InterruptKind.FIQ, 6, 0x500)]
    [InlineData(InterruptKind.SError, 8, 0x580)]
    public void A_mask_holds_its_interrupt_back_until_cleared(InterruptKind kind, int bit, ulong offset)
    {
        using var m = new TestMachine();
        m.Enter(0, extra: 1UL << bit);
        m.Cpu.Native.Words.Attention = 0;
        m.Cpu.SetInterruptLine(kind, true);
        Assert.Equal(1, m.Cpu.Native.Words.Attention);
        m.Cpu.Native.Words.Attention = 0;
        Assert.False(m.Cpu.CheckInterrupts());
        Assert.True(m.Cpu.HasPendingInterrupt);
        m.Cpu.SCTLR_EL1 |= 1 << 9; // UMA
        Assert.True(m.Cpu.TryWriteProcessState(0b011_111, 0xF)); // DAIFClr
        Assert.Equal(1, m.Cpu.Native.Words.Attention);
        m.Cpu.PC = 0x4000_0010;
        Assert.True(m.Cpu.CheckInterrupts());
        Assert.Equal(offset, m.Cpu.PC);
        Assert.Equal(0x4000_0010UL, m.Cpu.ELR(1));
        Assert.False(m.Cpu.CheckInterrupts());
    }

    [Fact]
    public void IRQ_leaves_the_syndrome_alone()
    {
        using var m = new TestMachine();
        m.Cpu.ESR(1) = 0x1234;
        m.Enter(0);
        m.Cpu.SetIrq(true);
        Assert.True(m.Cpu.CheckInterrupts());
        Assert.Equal(0x1234UL, m.Cpu.ESR(1));
        Assert.Equal(1UL << 7, m.Mrs("ISR_EL1"));
        m.Cpu.SetIrq(false);
        Assert.Equal(0UL, m.Mrs("ISR_EL1"));
    }

    [Fact]
    public void Return_to_an_unmasked_state_asks_for_attention()
    {
        using var m = new TestMachine();
        m.Cpu.SetIrq(true);
        m.Cpu.Native.Words.Attention = 0;
        m.Enter(0);
        Assert.Equal(1, m.Cpu.Native.Words.Attention);
    }

    [Fact]
    public void WFI_waits_only_while_nothing_is_pending()
    {
        using var m = new TestMachine();
        m.Cpu.PC = 0x4000_0000;
        m.Cpu.WaitForInterrupt();
        Assert.Contains("wfi", m.Calls);
        m.Calls.Clear();
        m.Cpu.SetIrq(true); // masked: it ends WFI all the same
        m.Cpu.WaitForInterrupt();
        Assert.DoesNotContain("wfi", m.Calls);
        Assert.Equal(0x4000_0008UL, m.Cpu.PC);
    }

    [Fact]
    public void WFI_at_EL0_traps_unless_nTWI()
    {
        using var m = new TestMachine();
        m.Msr("SCTLR_EL1", 0);
        m.Enter(0);
        m.Cpu.WaitForInterrupt();
        Assert.Equal(0x01u, m.EC);
        Assert.Equal(0x1E0_0000u, m.ISS);
        Assert.Equal(0x4000_0000UL, m.Cpu.ELR(1));
    }

    [Fact]
    public void WFE_consumes_an_event_and_waits_for_the_event_stream()
    {
        using var m = new TestMachine();
        m.Cpu.SetEvent();
        m.Cpu.WaitForEvent();
        Assert.DoesNotContain(m.Calls, c => c.StartsWith("wfe", StringComparison.Ordinal));
        m.Msr("CNTKCTL_EL1", (4 << 4) | 4); // EVNTEN, rising edges of bit 4
        m.Cpu.WaitForEvent();
        Assert.Contains($"wfe {16 * 16}", m.Calls);
    }

    [Fact]
    public void A_host_at_EL2_waits_for_the_event_stream_of_its_own_counter()
    {
        using var m = new TestMachine(el2: true);
        m.Msr("CNTVOFF_EL2", 5);
        m.Msr("HCR_EL2", (1UL << 34) | (1 << 27));
        m.Msr("CNTKCTL_EL1", (4 << 4) | 4); // CNTHCTL_EL2's
        m.Cpu.WaitForEvent();
        Assert.Contains($"wfe {16 * 16}", m.Calls);
        m.Msr("CNTKCTL_EL1", 0);
        m.Msr("CNTKCTL_EL12", (4 << 4) | 4);
        m.Cpu.WaitForEvent();
        Assert.Equal("wfe -1", m.Calls[^1]);
        m.Msr("HCR_EL2", 0);
        m.Cpu.WaitForEvent();
        Assert.NotEqual("wfe -1", m.Calls[^1]);
    }

    [Fact]
    public void Interrupts_routed_above_cannot_be_masked_below()
    {
        using var m = new TestMachine(el2: true, el3: true);
        m.Cpu.SCR_EL3 = 1 | 2; // NS, IRQ
        m.Enter(1, true, extra: 0x3C0);
        m.Cpu.SetIrq(true);
        Assert.True(m.Cpu.CheckInterrupts());
        Assert.Equal(3, m.Cpu.PSTATE.EL);
    }
}
