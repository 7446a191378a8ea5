using Armillary.Arm.Exceptions;
using Armillary.Arm.Mmu;
using Armillary.Core.Memory;

namespace Armillary.Arm.Tests.Mmu;

/// <summary>Stage 2 in Secure state: two intermediate address spaces, each with tables of its own, over two physical ones.</summary>
public sealed class SecureStage2Tests : IDisposable
{
    private const ulong EEL2 = 1 << 18, SIF = 1 << 9, VM = 1;
    private const ulong SecureTable = TestMachine.RamBase + 0x1_0000, NonSecureTable = TestMachine.RamBase + 0x1_1000, HiddenTable = TestMachine.SecureRamBase;
    private const ulong Stage1 = TestMachine.RamBase + 0x2_0000;

    // A gigabyte of Normal memory, all allowed, by a block of level 1; stage 1's with AttrIndx 0 and Inner Shareable.
    private const ulong Block2 = 0x7FD, Block1 = 0x701, NS = 1 << 5, NSTable = 1UL << 63;

    // T0SZ 31: 33 bits, the first table at level 1 has eight entries.
    private const ulong Control = 31 | (1 << 6);

    private readonly TestMachine m = new(el2: true, el3: true);

    public SecureStage2Tests()
    {
        m.Msr("SCR_EL3", EEL2);
        m.Msr("VSTTBR_EL2", SecureTable);
        m.Msr("VTTBR_EL2", NonSecureTable);
        m.Msr("VSTCR_EL2", Control);
        m.Msr("VTCR_EL2", Control | (5 << 16));
        m.Msr("HCR_EL2", VM);
        m.Msr("MAIR_EL1", 0xFF);
        m.Msr("TTBR0_EL1", Stage1);
        m.Msr("TCR_EL1", 25 | (5UL << 32) | (1 << 23));
        foreach (ulong table in new[] { SecureTable, NonSecureTable, HiddenTable })
        {
            Span<ulong> entries = m.Words(table, 8);
            (entries[0], entries[1], entries[2]) = (Block2, TestMachine.RamBase | Block2, (table == NonSecureTable ? 0xC000_0000UL : 0x8000_0000UL) | Block2);
        }
    }

    public void Dispose() => m.Dispose();

    [Theory]
    [InlineData(0, 0, 0, 0, true, true)]
    [InlineData(0, 0, 0, 1, true, false)]
    [InlineData(0, 0, 1, 0, true, false)]
    [InlineData(0, 1, 0, 0, false, false)]
    [InlineData(1, 0, 0, 0, false, false)]
    public void What_a_stage_puts_out_is_Secure_as_SW_SA_NSW_and_NSA_say(int sw, int sa, int nsw, int nsa, bool fromSecure, bool fromNonSecure)
    {
        m.Msr("VSTCR_EL2", Control | ((ulong)sw << 29) | ((ulong)sa << 30));
        m.Msr("VTCR_EL2", Control | (5 << 16) | ((ulong)nsw << 29) | ((ulong)nsa << 30));
        StageOne(0x8000_0000 | Block1, 0x8000_0000 | Block1 | NS);
        m.Enter(1, true);
        Translation secure = Translate(0x8000_1000);
        Assert.Equal((0x8000_1000UL, fromSecure), (secure.Page.Value, secure.Secure));
        Translation nonSecure = Translate(0xC000_1000);
        Assert.Equal((0xC000_1000UL, fromNonSecure), (nonSecure.Page.Value, nonSecure.Secure));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Tables_are_in_the_space_that_SW_and_NSW_name(int nonSecure, bool found)
    {
        StageOne(0x8000_0000 | Block1, 0x8000_0000 | Block1 | NS);
        m.Msr("VSTTBR_EL2", HiddenTable);
        m.Msr("VSTCR_EL2", Control | ((ulong)nonSecure << 29));
        m.Enter(1, true);
        Assert.Equal(found, m.Cpu.TryTranslate(0x8000_0000, AccessKind.Read, out _, out FaultInfo fault));
        Assert.Equal(found ? 0 : FaultInfo.ExternalAbortOnWalk + 1, fault.Status);
        m.Cpu.VSTTBR_EL2 = SecureTable;
        m.Cpu.VSTCR_EL2 = Control;
        m.Cpu.VTTBR_EL2 = HiddenTable;
        m.Cpu.VTCR_EL2 |= (ulong)nonSecure << 29;
        Assert.Equal(found, m.Cpu.TryTranslate(0xC000_0000, AccessKind.Read, out _, out _));
    }

    [Fact]
    public void What_only_the_Secure_physical_space_has_is_reached_through_it_alone()
    {
        StageOne(Block1, 0x8000_0000 | Block1 | NS);
        m.Enter(1, true);
        Assert.True(Translate(0x8E00_0000).Page.IsSecure);
        m.Cpu.VSTCR_EL2 |= 1UL << 30; // SA
        Assert.False(Translate(0x8E00_0000).Page.IsSecure);
    }

    [Fact]
    public void NSTable_sends_the_tables_below_to_the_Non_secure_intermediate_space()
    {
        StageOne((Stage1 + 0x1000) | 3 | NSTable, 0);
        m.Words(Stage1 + 0x1000, 1)[0] = 0x8000_0000 | Block1;
        m.Enter(1, true);
        Translation page = Translate(0x8000_0000);
        Assert.Equal((0xC000_0000UL, false), (page.Page.Value, page.Global)); // by the Non-secure space's stage 2

        m.Words(NonSecureTable, 2)[1] = 0;
        Assert.False(m.Cpu.TryTranslate(0x8000_0000, AccessKind.Read, out _, out FaultInfo fault));
        Assert.True(fault is { Stage2: true, OnStage1Walk: true, NonSecureIntermediate: true });
    }

    [Fact]
    public void HPFAR_EL2_tells_which_space_an_address_was_in()
    {
        StageOne(0x1_0000_0000 | Block1, 0x1_0000_0000 | Block1 | NS);
        m.Enter(1, true);
        foreach ((ulong va, ulong ns) in new[] { (0x8000_2000UL, 0UL), (0xC000_2000UL, 1UL << 63) })
        {
            Assert.False(m.Cpu.TryTranslate(va, AccessKind.Read, out _, out FaultInfo fault));
            m.Cpu.RaiseDataAbort(va, AccessKind.Read, in fault);
            Assert.Equal((2, (uint)ExceptionClass.DataAbort), (m.Cpu.PSTATE.EL, m.EC));
            Assert.Equal(ns | (0x1_0000_2000UL >> 8), m.Mrs("HPFAR_EL2"));
            m.Enter(1, true);
        }
    }

    [Fact]
    public void SIF_keeps_Secure_state_from_executing_what_stage_1_marks_Non_secure()
    {
        StageOne(0x8000_0000 | Block1, 0x8000_0000 | Block1 | NS);
        m.Msr("SCR_EL3", EEL2 | SIF);
        TranslationControls with = m.Cpu.TranslationControls;
        m.Enter(1, true);
        Assert.True(m.Cpu.TryTranslate(0x8000_0000, AccessKind.Execute, out _, out _));
        Assert.False(m.Cpu.TryTranslate(0xC000_0000, AccessKind.Execute, out _, out FaultInfo fault));
        Assert.Equal((FaultInfo.Permission + 1, false), (fault.Status, fault.Stage2));
        Assert.Equal(0, (int)(Translate(0xC000_0000).Permissions & PagePermissions.PrivilegedExecute));
        m.Cpu.TakeSynchronousException(3, ExceptionClass.MonitorCall, 0, 0);
        m.Msr("SCR_EL3", EEL2);
        Assert.NotEqual(with, m.Cpu.TranslationControls);
    }

    [Fact]
    public void What_Secure_translations_depend_on_tells_them_apart()
    {
        m.Enter(1, true);
        var seen = new HashSet<TranslationControls> { m.Cpu.TranslationControls };
        Assert.True(m.Cpu.TranslationControls.Secure);
        m.Cpu.VSTTBR_EL2 = HiddenTable;
        Assert.True(seen.Add(m.Cpu.TranslationControls));
        foreach (ulong change in new ulong[] { 1, 1 << 6, 1 << 14, 1 << 15, 1 << 29, 1UL << 30 })
        {
            m.Cpu.VSTCR_EL2 ^= change;
            Assert.True(seen.Add(m.Cpu.TranslationControls));
        }
    }

    private void StageOne(ulong third, ulong fourth)
    {
        Span<ulong> entries = m.Words(Stage1, 4);
        (entries[1], entries[2], entries[3]) = (TestMachine.RamBase | Block1, third, fourth);
        m.Msr("SCTLR_EL1", 1 | (1 << 23));
    }

    private Translation Translate(ulong va)
    {
        Assert.True(m.Cpu.TryTranslate(va, AccessKind.Read, out Translation page, out FaultInfo fault), $"0x{fault.Status:X}");
        return page;
    }
}
