using Armillary.Arm.Exceptions;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm.Tests.Exceptions;

public class VirtualInterruptTests
{
    private const ulong RW = 1UL << 31;

    private static TestMachine Guest(ulong hcr, ulong masks = 0)
    {
        var m = new TestMachine(el2: true);
        m.Msr("HCR_EL2", RW | hcr);
        m.Msr("VBAR_EL1", 0x4001_0000);
        m.Enter(1, true, extra: masks);
        return m;
    }

    [Theory]
    [InlineData(HCR.IMO | HCR.VI, 0x280)]
    [InlineData(HCR.FMO | HCR.VF, 0x300)]
    [InlineData(HCR.AMO | HCR.VSE, 0x380)]
    public void What_EL2_makes_pending_is_taken_at_EL1(ulong hcr, ulong vector)
    {
        using TestMachine m = Guest(hcr);
        Assert.True(m.Cpu.CheckInterrupts());
        Assert.Equal((1, 0x4001_0000 + vector), (m.Cpu.PSTATE.EL, m.Cpu.PC));
    }

    [Theory]
    [InlineData(HCR.VI, 0)] // not without IMO
    [InlineData(HCR.IMO | HCR.VI, 1 << 7)] // nor masked
    [InlineData(HCR.IMO | HCR.VI | HCR.TGE, 0)]
    public void It_is_not_taken_where_it_is_not_enabled(ulong hcr, ulong masks)
    {
        using TestMachine m = Guest(hcr, masks);
        Assert.False(m.Cpu.CheckInterrupts());
    }

    [Fact]
    public void A_line_of_the_virtual_interface_ends_WFI_at_EL1_and_not_at_EL2()
    {
        using TestMachine m = Guest(HCR.IMO, 0x3C0);
        m.Cpu.SetVirtualIrq(true);
        Assert.True(m.Cpu.HasPendingInterrupt);
        Assert.Equal(1UL << 7, m.Mrs("ISR_EL1"));
        m.Cpu.CallHypervisor(0);
        Assert.False(m.Cpu.HasPendingInterrupt);
        Assert.False(m.Cpu.CheckInterrupts());
    }

    [Fact]
    public void A_virtual_SError_is_consumed_and_has_the_hypervisors_syndrome()
    {
        using TestMachine m = Guest(HCR.AMO | HCR.VSE);
        m.Cpu.VSESR_EL2 = 0x123;
        Assert.True(m.Cpu.CheckInterrupts());
        Assert.Equal((0x2Fu, 0x123u), (m.EC, m.ISS));
        Assert.Equal(0UL, m.Cpu.HCR_EL2 & HCR.VSE);
        Assert.False(m.Cpu.CheckInterrupts());
    }

    [Fact]
    public void ESB_defers_a_masked_virtual_SError_to_VDISR_which_EL1_reads_as_DISR()
    {
        using TestMachine m = Guest(HCR.AMO | HCR.VSE, 0x3C0);
        m.Cpu.VSESR_EL2 = 0x42;
        m.Cpu.SynchronizeErrors();
        Assert.Equal(0UL, m.Cpu.HCR_EL2 & HCR.VSE);
        Assert.Equal((1UL << 31) | 0x42, m.Mrs("DISR_EL1"));
        Assert.True(m.Msr("DISR_EL1", 0));
        Assert.Equal(0UL, m.Cpu.VDISR_EL2);
    }

    [Fact]
    public void ESB_defers_a_masked_physical_SError_to_DISR()
    {
        using var m = new TestMachine();
        m.Enter(1, true, extra: 0x3C0);
        m.Cpu.SetInterruptLine(InterruptKind.SError, true);
        m.Cpu.SynchronizeErrors();
        Assert.Equal(1UL << 31, m.Mrs("DISR_EL1"));
        Assert.False(m.Cpu.HasPendingInterrupt);
    }

    [Fact]
    public void A_TLBI_of_EL1_names_its_virtual_machine_and_FB_makes_it_everyones()
    {
        using TestMachine m = Guest(HCR.VM | HCR.FB);
        m.Cpu.VTTBR_EL2 = 0x1234UL << 48;
        uint vmalle1 = Core.State.SystemRegister.Encode(1, 0, 8, 7, 0);
        Assert.True(m.Cpu.TrySystemInstruction(vmalle1, 31, 0));
        TlbInvalidation last = m.TlbInvalidations[^1];
        Assert.Equal((true, (ushort)0x34), (last.HasVmid, last.Vmid)); // VS is clear: eight bits
        m.Cpu.VTCR_EL2 |= VTCR.VS;
        Assert.True(m.Cpu.TrySystemInstruction(vmalle1, 31, 0));
        Assert.Equal((ushort)0x1234, m.TlbInvalidations[^1].Vmid);
        m.Cpu.CallHypervisor(0);
        Assert.True(m.Cpu.TrySystemInstruction(Core.State.SystemRegister.Encode(1, 4, 8, 7, 4), 31, 0)); // ALLE1
        Assert.False(m.TlbInvalidations[^1].HasVmid);
    }

    [Fact]
    public void EL1s_registers_are_put_aside_while_a_host_runs_at_EL2()
    {
        using var m = new TestMachine(el2: true);
        m.Msr("ELR_EL1", 0x1111);
        m.Msr("ELR_EL2", 0x2222);
        m.Msr("HCR_EL2", RW | HCR.E2H | HCR.TGE);
        Assert.Equal((0x2222UL, 0x2222UL, 0x1111UL), (m.Mrs("ELR_EL1"), m.Mrs("ELR_EL2"), m.Mrs("ELR_EL12")));
        Assert.Equal(0x2222UL, m.Cpu.Native.Integer(State.Slots.ELR_EL1));
        m.Msr("ELR_EL12", 0x3333);
        m.Msr("HCR_EL2", RW);
        Assert.Equal((0x3333UL, 0x2222UL), (m.Mrs("ELR_EL1"), m.Mrs("ELR_EL2")));
        Assert.Equal(0x3333UL, m.Cpu.Native.Integer(State.Slots.ELR_EL1));
    }

    [Fact]
    public void A_table_that_EL2_put_back_is_seen_when_EL1_writes_it_again()
    {
        using TestMachine m = Guest(0);
        m.Msr("TTBR1_EL1", 0x4100_0000);
        m.Cpu.CallHypervisor(0);
        m.Msr("TTBR1_EL1", 0x4200_0000);
        m.Cpu.SPSR_EL2 = 0x3C5;
        m.Cpu.ExceptionReturn(0x4000_0000);
        int version = m.Cpu.ControlsVersion;
        Assert.Equal(0x4200_0000UL, m.Cpu.TranslationControls.TTBR1);
        m.Msr("TTBR1_EL1", 0x4100_0000);
        Assert.NotEqual(version, m.Cpu.ControlsVersion);
    }

    [Fact]
    public void EL0_of_a_host_has_EL2s_timers()
    {
        using var m = new TestMachine(el2: true);
        m.Msr("HCR_EL2", RW | HCR.E2H | HCR.TGE);
        m.Msr("CNTHCTL_EL2", 0xF03);
        m.Enter(0);
        Assert.True(m.Msr("CNTP_CVAL_EL0", 0x1234));
        Assert.Equal((0x1234UL, 0UL), (m.Cpu.Timer.HypPhysical.CVAL, m.Cpu.Timer.Physical.CVAL));
    }

    [Fact]
    public void A_profile_counts_by_kind_levels_and_detail()
    {
        using TestMachine m = Guest(HCR.TWI);
        var profile = new TrapProfile();
        m.Cpu.Profile = profile;
        m.Cpu.X(0) = 0x8400_0000;
        m.Cpu.CallHypervisor(5);
        m.Cpu.SPSR_EL2 = 0x3C5;
        m.Cpu.ExceptionReturn(0x4000_0000);
        m.Cpu.WaitForInterrupt();
        IReadOnlyList<TrapProfileRow> rows = TrapProfile.Rows([profile]);
        Assert.Contains(rows, r => r is { Kind: "HVC", Detail: "#5, X0 = 0x84000000", Source: 1, Target: 2, Count: 1 } && r.Time > TimeSpan.Zero);
        Assert.Contains(rows, r => r is { Kind: "WFI, WFE", Detail: "WFI", Source: 1, Target: 2, Count: 1 });
    }

    [Fact]
    public void A_guest_that_calls_for_everything_does_not_fill_the_hosts_memory()
    {
        using TestMachine m = Guest(0);
        var profile = new TrapProfile();
        m.Cpu.Profile = profile;
        for (uint i = 0; i < 20_000; i++)
        {
            m.Cpu.X(0) = i;
            m.Cpu.CallHypervisor(0);
            m.Cpu.SPSR_EL2 = 0x3C5;
            m.Cpu.ExceptionReturn(0x4000_0000);
        }

        IReadOnlyList<TrapProfileRow> rows = TrapProfile.Rows([profile]);
        Assert.InRange(rows.Count, 16384, 16385);
        Assert.Contains(rows, r => r is { Kind: "HVC", Detail: "others", Count: 20_000 - 16384 });
        Assert.Equal(20_000, rows.Sum(r => r.Count));
    }

    [Fact]
    public void Only_Secure_state_reaches_what_is_Secure_alone()
    {
        var bus = new Core.Memory.AddressSpace();
        var both = new Core.Memory.AddressSpace(bus);
        using var ram = new Core.Memory.GuestMemory(new(0x4000_0000), 0x1_0000);
        using var secure = new Core.Memory.GuestMemory(new(0x0E00_0000 | Core.Memory.PhysicalAddress.SecureBit), 0x1_0000);
        bus.Map(ram);
        both.Map(secure);
        Assert.Same(ram, both.FindMemory(both.InSecure(new(0x4000_0000)), 8, out _));
        Assert.Same(secure, both.FindMemory(both.InSecure(new(0x0E00_0000)), 8, out _));
        Assert.Null(both.FindMemory(new(0x0E00_0000), 8, out _));

        // A device, whatever address the guest gives it.
        Assert.Null(bus.FindMemory(new(0x0E00_0000 | Core.Memory.PhysicalAddress.SecureBit), 8, out _));
    }
}
