using Armillary.Arm.Mmu;
using static Armillary.Arm.Tests.Mmu.TableBuilder;

namespace Armillary.Arm.Tests.Mmu;

public class Stage1Tests
{
    private const ulong Va = 0x12_3456_7000, Pa = TestMachine.RamBase;

    [Theory]
    [InlineData(12, 48, 3, 12)]
    [InlineData(12, 48, 2, 21)]
    [InlineData(12, 48, 1, 30)]
    [InlineData(12, 39, 3, 12)]
    [InlineData(12, 39, 1, 30)]
    [InlineData(12, 42, 3, 12)]
    [InlineData(14, 48, 3, 14)]
    [InlineData(14, 47, 2, 25)]
    [InlineData(14, 36, 3, 14)]
    [InlineData(16, 48, 3, 16)]
    [InlineData(16, 48, 2, 29)]
    [InlineData(16, 42, 3, 16)]
    public void Each_granule_and_block_size_translates(int granule, int bits, int level, int sizeLog2)
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m, granule, bits);
        ulong size = 1UL << sizeLog2;
        ulong va = 0x0_5B5A_5678_9000 & ((1UL << bits) - 1), pa = 0x7_0000_0000UL & ~(size - 1);
        ulong high = va | ~((1UL << bits) - 1);
        t.Map(va, pa, AF, level);
        t.Map(high, pa + size, AF | NotGlobal, level);
        Assert.True(m.Cpu.TryTranslate(va, AccessKind.Read, out Translation low, out _));
        Assert.Equal(pa + (va & (size - 1) & ~0xFFFUL), low.Page.Value);
        Assert.Equal(sizeLog2, low.BlockSizeLog2);
        Assert.True(low.Global);
        Assert.False(low.IsDevice);
        Assert.Equal(0xFF, low.Attributes);
        Assert.True(m.Cpu.TryTranslate(high, AccessKind.Read, out Translation top, out _));
        Assert.Equal(pa + size + (va & (size - 1) & ~0xFFFUL), top.Page.Value);
        Assert.False(top.Global);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_missing_entry_faults_at_its_level(int level)
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Set(Va, level, 0);
        Fails(m, Va, AccessKind.Read, 0x04 + level);
    }

    [Theory]
    [InlineData(12, 0, 1)] // no block at level 0
    [InlineData(12, 3, 1)] // a block entry at level 3 is reserved
    [InlineData(16, 1, 1)] // 64K: no block at level 1
    [InlineData(14, 1, 1)] // 16K: no block at level 1
    public void Reserved_entries_are_translation_faults(int granule, int level, ulong type)
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m, granule);
        t.Set(Va, level, Pa | AF | type);
        Fails(m, Va, AccessKind.Read, 0x04 + level);
    }

    [Fact]
    public void Addresses_outside_the_halves_fault_at_level_0()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m, 12, 39);
        t.Map(0x1000, Pa);
        Fails(m, 1UL << 39, AccessKind.Read, 0x04);
        Fails(m, 0xFFFF_FF00_0000_0000, AccessKind.Read, 0x04);
        Fails(m, 0x0100_0000_0000_1000, AccessKind.Read, 0x04);
        t.On(tcr: 1UL << 37); // TBI0
        Assert.True(m.Cpu.TryTranslate(0xAB00_0000_0000_1000, AccessKind.Read, out _, out _));
        Fails(m, 0xAB01_0000_0000_1000, AccessKind.Read, 0x04);
        t.On(tcr: (1UL << 37) | (1UL << 51)); // and TBID0: not for fetches
        Fails(m, 0xAB00_0000_0000_1000, AccessKind.Execute, 0x04);
        Assert.True(m.Cpu.TryTranslate(0xAB00_0000_0000_1000, AccessKind.Read, out _, out _));
    }

    [Theory]
    [InlineData(1UL << 7, 0x1000UL)] // EPD0
    [InlineData(1UL << 23, 0xFFFF_FFFF_FFFF_1000UL)] // EPD1
    public void Disabled_walks_fault_at_level_0(ulong tcr, ulong va)
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(va, Pa);
        Assert.True(m.Cpu.TryTranslate(va, AccessKind.Read, out _, out _));
        t.On(tcr);
        Fails(m, va, AccessKind.Read, 0x04);
    }

    [Fact]
    public void E0PD_hides_a_half_from_EL0_only()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(0x1000, Pa, AF | UserAccess);
        t.On(tcr: 1UL << 55);
        Assert.True(m.Cpu.TryTranslate(0x1000, AccessKind.Read, out _, out _));
        Fails(m, 0x1000, AccessKind.Read | AccessKind.Unprivileged, 0x04);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Output_addresses_beyond_IPS_are_address_size_faults(int level)
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, 1UL << 40, AF, level);
        Assert.True(m.Cpu.TryTranslate(Va, AccessKind.Read, out _, out _));
        t.Tcr = (t.Tcr & ~(7UL << 32)) | (2UL << 32);
        t.On();
        Fails(m, Va, AccessKind.Read, level);
        m.Msr("TTBR0_EL1", 1UL << 44);
        Fails(m, Va, AccessKind.Read, 0);
    }

    [Fact]
    public void Tables_outside_RAM_are_external_aborts_on_the_walk()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Set(Va, 1, 0x1_0000_0000 | 3);
        Fails(m, Va, AccessKind.Read, 0x16);
        m.Msr("TTBR0_EL1", 0x2_0000_0000);
        Fails(m, Va, AccessKind.Read, 0x14);
    }

    [Fact]
    public void The_access_flag_faults_or_is_set_by_hardware()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa, 0);
        Fails(m, Va, AccessKind.Read, 0x0B);
        t.On(tcr: 1UL << 39);
        Assert.True(m.Cpu.TryTranslate(Va, AccessKind.Read | AccessKind.AddressTranslation, out _, out _));
        Assert.Equal(0UL, m.Words(t.Entry(Va, 3), 1)[0] & AF);
        Assert.True(m.Cpu.TryTranslate(Va, AccessKind.Read, out _, out _));
        Assert.Equal(AF, m.Words(t.Entry(Va, 3), 1)[0] & AF);
    }

    [Fact]
    public void A_store_makes_a_DBM_page_dirty_and_a_load_does_not()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa, AF | ReadOnly | DBM);
        Fails(m, Va, AccessKind.Write, 0x0F);
        t.On(tcr: 3UL << 39);
        Assert.True(m.Cpu.TryTranslate(Va, AccessKind.Read, out Translation clean, out _));
        Assert.Equal(PagePermissions.None, clean.Permissions & PagePermissions.PrivilegedWrite);
        Assert.NotEqual(0UL, m.Words(t.Entry(Va, 3), 1)[0] & ReadOnly);
        Assert.True(m.Cpu.TryTranslate(Va, AccessKind.Write, out Translation dirty, out _));
        Assert.NotEqual(PagePermissions.None, dirty.Permissions & PagePermissions.PrivilegedWrite);
        Assert.Equal(0UL, m.Words(t.Entry(Va, 3), 1)[0] & ReadOnly);
    }

    [Theory]
    // AP, UXN, PXN as attributes; what EL1 and EL0 may do
    [InlineData(0UL, "rwx", "--x")]
    [InlineData(UserAccess, "rw-", "rwx")] // EL0 may write: never executable at EL1
    [InlineData(ReadOnly, "r-x", "--x")]
    [InlineData(ReadOnly | UserAccess, "r-x", "r-x")]
    [InlineData(ReadOnly | UserAccess | PXN, "r--", "r-x")]
    [InlineData(ReadOnly | UserAccess | UXN, "r-x", "r--")]
    [InlineData(ReadOnly | PXN | UXN, "r--", "---")]
    public void Permissions_follow_AP_and_XN(ulong attributes, string el1, string el0)
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa, AF | attributes);
        Check(m, el1, 0);
        Check(m, el0, AccessKind.Unprivileged);
    }

    [Fact]
    public void WXN_takes_execution_from_what_is_writable()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.On(sctlr: 1 << 19);
        t.Map(Va, Pa, AF);
        Check(m, "rw-", 0);
        t.Map(Va, Pa, AF | UserAccess);
        Check(m, "rw-", AccessKind.Unprivileged);
    }

    [Fact]
    public void PAN_takes_what_EL0_may_read_from_EL1()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa, AF | UserAccess | PXN);
        m.Cpu.TryWriteProcessState(0b000_100, 1);
        Check(m, "---", 0);
        Check(m, "rwx", AccessKind.Unprivileged);
        Assert.True(m.Cpu.TryTranslate(Va, AccessKind.Read | AccessKind.AddressTranslation, out _, out _));
        Fails(m, Va, AccessKind.Read | AccessKind.AddressTranslation | AccessKind.WithPAN, 0x0F);
        t.Map(Va, Pa, AF | ReadOnly | PXN); // executable at EL0 only
        Check(m, "r--", 0);
        t.On(sctlr: 1UL << 57); // EPAN
        Check(m, "---", 0);
    }

    [Theory]
    [InlineData(1UL << 61, "rwx", "--x")] // APTable: no access at EL0
    [InlineData(1UL << 62, "r-x", "r-x")] // read-only
    [InlineData(1UL << 60, "rw-", "rw-")] // UXNTable
    [InlineData(1UL << 59, "rw-", "rwx")] // PXNTable
    public void Table_entries_limit_what_lies_below_unless_HPD(ulong limit, string el1, string el0)
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa, AF | UserAccess);
        m.Words(t.Entry(Va, 2), 1)[0] |= limit;
        Check(m, el1, 0);
        Check(m, el0, AccessKind.Unprivileged);
        t.On(tcr: 1UL << 41);
        Check(m, "rw-", 0);
        Check(m, "rwx", AccessKind.Unprivileged);
    }

    [Fact]
    public void Attributes_come_from_MAIR()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, 0x0900_0000, AF | Device | GP);
        Assert.True(m.Cpu.TryTranslate(Va, AccessKind.Read, out Translation page, out _));
        Assert.True(page.IsDevice);
        Assert.True(page.Guarded);
        Assert.Equal(0x04, page.Attributes);
    }

    [Theory]
    [InlineData(0UL, 0x12)]
    [InlineData(1UL << 36, 0xAB12)]
    [InlineData((1UL << 36) | (1UL << 22), 0xCD34)]
    public void The_ASID_is_of_the_register_and_size_that_TCR_says(ulong tcr, int asid)
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.On(tcr);
        m.Msr("TTBR0_EL1", t.Low | (0xAB12UL << 48));
        m.Msr("TTBR1_EL1", t.High | (0xCD34UL << 48));
        Assert.Equal(asid, m.Cpu.Asid);
    }

    [Fact]
    public void Big_endian_tables_are_read_and_updated_so()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m, 12, 30); // one level of tables above the pages
        ulong entry2 = t.Entry(0x1000, 2), entry3 = t.Entry(0x1000, 3);
        m.Words(entry2, 1)[0] = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(m.Words(entry2, 1)[0]);
        m.Words(entry3, 1)[0] = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(Pa | 3UL);
        t.On(tcr: 1UL << 39, sctlr: 1 << 25);
        Assert.True(m.Cpu.TryTranslate(0x1000, AccessKind.Read, out Translation page, out _));
        Assert.Equal(Pa, page.Page.Value);
        Assert.Equal(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(Pa | AF | 3UL), m.Words(entry3, 1)[0]);
    }

    [Fact]
    public void With_stage_1_off_addresses_are_physical_and_device()
    {
        using var m = new TestMachine();
        Assert.True(m.Cpu.TryTranslate(0x4000_0123, AccessKind.Write, out Translation page, out _));
        Assert.Equal(0x4000_0000UL, page.Page.Value);
        Assert.True(page.IsDevice);
        Fails(m, 1UL << 48, AccessKind.Read, 0);
        Assert.True(m.Cpu.TryTranslate(0x4000_0123, AccessKind.Execute, out page, out _));
        Assert.False(page.IsDevice);
    }

    [Fact]
    public void Models_without_16K_do_not_walk_it()
    {
        using var m = new TestMachine(CpuModel.CortexA72);
        Assert.Equal(0UL, (m.Mrs("ID_AA64MMFR0_EL1") >> 20) & 15);
        Assert.Equal(4UL, m.Mrs("ID_AA64MMFR0_EL1") & 15);
    }

    [Fact]
    public void AT_reports_in_PAR()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa, AF | ReadOnly | (3 << 8));
        At(m, 0);
        Assert.Equal((0xFFUL << 56) | Pa | (1 << 11) | (3 << 7) | (1 << 9), m.Mrs("PAR_EL1"));
        At(m, 1);
        Assert.Equal(1UL | (0x0FUL << 1) | (1 << 11), m.Mrs("PAR_EL1"));
        At(m, 2);
        Assert.Equal(1UL | (0x0FUL << 1) | (1 << 11), m.Mrs("PAR_EL1"));

        static void At(TestMachine m, uint op2)
            => Assert.True(m.Cpu.TrySystemInstruction(Core.State.SystemRegister.Encode(1, 0, 7, 8, op2), 0, Va + 0x123));
    }

    [Fact]
    public void DC_ZVA_zeroes_a_block_and_faults_as_a_store()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa);
        m.Words(Pa, 24).Fill(ulong.MaxValue);
        Assert.True(m.Cpu.TryZeroBlock(Va + 0x7F, 0));
        Assert.Equal(ulong.MaxValue, m.Words(Pa, 24)[7]);
        Assert.All(m.Words(Pa, 24)[8..16].ToArray(), w => Assert.Equal(0UL, w));
        Assert.Equal(ulong.MaxValue, m.Words(Pa, 24)[16]);
        Assert.False(m.Cpu.TryZeroBlock(Va + 0x1000, 0));
        Assert.Equal((0x25u, 0x47u), (m.EC, m.ISS));
        Assert.Equal(Va + 0x1000, m.Cpu.FAR(1));
    }

    [Fact]
    public void Maintenance_by_address_faults_with_CM()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa);
        uint ivau = Core.State.SystemRegister.Encode(1, 3, 7, 5, 1);
        Assert.True(m.Cpu.TrySystemInstruction(ivau, 0, Va + 0x47));
        Assert.Equal((Pa, 2048UL), (m.InstructionInvalidations[0].Address.Value, m.InstructionInvalidations[0].Length));
        Assert.False(m.Cpu.TrySystemInstruction(ivau, 0, Va + 0x1000));
        Assert.Equal((0x25u, 0x147u), (m.EC, m.ISS));
    }

    [Theory]
    [InlineData(false, 0x0F)] // may not even read: a read
    [InlineData(true, 0x4F)]
    public void An_atomic_faults_as_a_read_where_it_may_not_read(bool readable, uint iss)
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa, AF | (readable ? UserAccess | ReadOnly : 0));
        m.Enter(0);
        Assert.False(m.Cpu.TryTranslate(Va, AccessKind.Atomic, out _, out FaultInfo fault));
        m.Cpu.RaiseDataAbort(Va, AccessKind.Atomic, in fault);
        Assert.Equal(iss, m.ISS);
    }

    [Fact]
    public void CASP_swaps_both_registers_or_neither()
    {
        using var m = new TestMachine();
        var t = new TableBuilder(m);
        t.Map(Va, Pa);
        (m.Words(Pa, 2)[0], m.Words(Pa, 2)[1]) = (1, 2);
        (m.Cpu.X(0), m.Cpu.X(1), m.Cpu.X(2), m.Cpu.X(3)) = (1, 3, 5, 6);
        Assert.True(m.Cpu.TryCompareAndSwapPair(Va, 0, 2, 64));
        Assert.Equal((1UL, 2UL), (m.Words(Pa, 2)[0], m.Words(Pa, 2)[1]));
        Assert.Equal((1UL, 2UL), (m.Cpu.X(0), m.Cpu.X(1)));
        Assert.True(m.Cpu.TryCompareAndSwapPair(Va, 0, 2, 64));
        Assert.Equal((5UL, 6UL), (m.Words(Pa, 2)[0], m.Words(Pa, 2)[1]));
        (m.Cpu.X(0), m.Cpu.X(1), m.Cpu.X(2), m.Cpu.X(3)) = (5, 0, 7, 8);
        Assert.True(m.Cpu.TryCompareAndSwapPair(Va, 0, 2, 32));
        Assert.Equal(7UL | (8UL << 32), m.Words(Pa, 1)[0]);
        Assert.False(m.Cpu.TryCompareAndSwapPair(Va + 8, 0, 2, 64));
        Assert.Equal(0x21u, m.ISS);
    }

    private static void Fails(TestMachine m, ulong va, AccessKind kind, int status)
    {
        Assert.False(m.Cpu.TryTranslate(va, kind, out _, out FaultInfo fault));
        Assert.Equal(status, fault.Status);
    }

    private static void Check(TestMachine m, string rwx, AccessKind flag)
    {
        (char, AccessKind)[] kinds = [('r', AccessKind.Read), ('w', AccessKind.Write), ('x', AccessKind.Execute)];
        foreach ((char letter, AccessKind kind) in kinds)
        {
            bool expected = rwx.Contains(letter, StringComparison.Ordinal);
            Assert.True(expected == m.Cpu.TryTranslate(Va, kind | flag, out Translation page, out FaultInfo fault), $"{letter} of {rwx}");
            Assert.Equal(expected ? 0 : 0x0F, fault.Status);
            if (expected)
            {
                foreach ((char other, AccessKind wanted) in kinds)
                {
                    Assert.Equal(rwx.Contains(other, StringComparison.Ordinal), Stage1Permissions.Allow(page.Permissions, wanted | flag));
                }
            }
        }
    }
}
