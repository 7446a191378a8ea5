using Armillary.Arm;
using Armillary.Engines.Tests.Jit;
using Armillary.Engines.Tests.Vcpus;
using Xunit;
using static Armillary.Engines.Tests.Vcpus.HypervisorGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>
/// Loads and stores of the Scalable Vector Extension, with vectors of 256 bits, and CASP, where memory is not plain: big-endian data, watchpoints, allocation tags, devices (DDI 0487, the pseudocode of each
/// instruction, and AArch64.CheckTag after AArch64.CheckAlignment). The handler at EL1 keeps Z0, the FFR, ESR_EL1 and FAR_EL1.
/// </summary>
public sealed class VectorAccessTests
{
    private const ulong Table = Ram + 0x5000, Result = Data + 0x1000, FirstFault = Data + 0x1100, DeviceAlias = 1UL << 30;
    private const ulong Tag = 3UL << 56, EE = 1UL << 25, SyncTagFaults = 1UL << 40, ATA = 1UL << 43, TBI = 1UL << 37;
    private const uint DataAbort = 0x25, Watchpoint = 0x35, AlignmentFault = 0x21, TagFault = 0x11;
    private static readonly uint VTCR = Op(3, 4, 2, 1, 2), VTTBR = Op(3, 4, 2, 1, 0), HCR = Op(3, 4, 1, 1, 0), CPTR = Op(3, 4, 1, 1, 2), ZCR2 = Op(3, 4, 1, 2, 0), ZCR = Op(3, 0, 1, 2, 0);
    private static readonly uint CPACR = Op(3, 0, 1, 0, 2), SCTLR = Op(3, 0, 1, 0, 0), TCR = Op(3, 0, 2, 0, 2), MDSCR = Op(2, 0, 0, 2, 2), OSLAR = Op(2, 0, 1, 0, 4);
    private static readonly uint DBGWVR = Op(2, 0, 0, 0, 6), DBGWCR = Op(2, 0, 0, 0, 7);

    // MOV Z0.B, #0x77; SETFFR; PTRUE P0 of bytes, words, doublewords, the first two doublewords.
    private const uint Fill = 0x2538_CEE0, SetFfr = 0x252C_9000, AllBytes = 0x2518_E3E0, AllWords = 0x2598_E3E0, AllDoubles = 0x25D8_E3E0, TwoDoubles = 0x25D8_E040;

    // LD1W, LD1B, LD1D, LDFF1D, LDNF1D Z0, P0/Z, [X3]; LDR Z0, [X3] and [SP]; ST1W Z0.S, P0, [X4]; STR Z0, [X5]
    private const uint Ld1w = 0xA540_A060, Ld1b = 0xA400_A060, Ld1d = 0xA5E0_A060, Ldff1d = 0xA5FF_6060, Ldnf1d = 0xA5F0_A060;
    private const uint LdrZ = 0x8580_4060, LdrZOfSp = 0x8580_43E0, St1w = 0xE540_E080, StrZ = 0xE580_40A0;

    // RDFFR P1.B; STR P1, [X6]; STG X7, [X7]; CASP X10, X11, X12, X13, [X3]; MOV SP, X3
    private const uint ReadFfr = 0x2519_F001, StrP = 0xE580_00C1, Stg = 0xD920_08E7, Casp = 0x482A_7C6C, SetSp = 0x9100_007F;

    private const ulong Filled = 0x7777_7777_7777_7777;

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void Big_endian_elements_are_swapped_and_registers_of_bytes_are_not(string name)
    {
        using HypervisorGuest guest = New(name);
        ulong[] plain = Words(guest, Data);
        Assert.Equal("", Run(guest, Data, [AllWords, Ld1w], sctlr: EE));
        Assert.Equal([0x0405_0607_0001_0203UL, 0x0C0D_0E0F_0809_0A0B, 0x1415_1617_1011_1213, 0x1C1D_1E1F_1819_1A1B], Vector(guest));
        Assert.Equal("", Run(guest, Data, [AllDoubles, Ld1d], sctlr: EE));
        Assert.Equal([0x0001_0203_0405_0607UL, 0x0809_0A0B_0C0D_0E0F, 0x1011_1213_1415_1617, 0x1819_1A1B_1C1D_1E1F], Vector(guest));
        Assert.Equal("", Run(guest, Data, [AllBytes, Ld1b], sctlr: EE));
        Assert.Equal(plain, Vector(guest));
        Assert.Equal("", Run(guest, Data, [LdrZ], sctlr: EE));
        Assert.Equal(plain, Vector(guest));
        Assert.Equal("", Run(guest, Data, [AllWords, LdrZ, St1w], sctlr: EE));
        Assert.Equal(0x0405_0607_0001_0203UL, guest.Word(Data + 0x200));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void Watchpoints_stop_active_elements_alone(string name)
    {
        using HypervisorGuest guest = New(name);
        ulong[] untouched = [Filled, Filled, Filled, Filled];
        Assert.Equal($"{Watchpoint:X} {Data + 16:X}", Run(guest, Data, [AllDoubles, Ld1d], watched: Data + 16)[..11]);
        Assert.Equal(untouched, Vector(guest));
        Assert.Equal("", Run(guest, Data, [TwoDoubles, Ld1d], watched: Data + 16));
        Assert.Equal([guest.Word(Data), guest.Word(Data + 8), 0, 0], Vector(guest));

        // What does not load first ends before it; the first may be stopped, and where none may fault it is as if it did not exist.
        Assert.Equal("", Run(guest, Data, [AllDoubles, Ldff1d], watched: Data + 16));
        Assert.Equal(0xFFFFUL, guest.Word(FirstFault) & 0xFFFF_FFFF);
        Assert.Equal($"{Watchpoint:X} {Data:X}", Run(guest, Data, [AllDoubles, Ldff1d], watched: Data)[..11]);
        Assert.Equal("", Run(guest, Data, [AllDoubles, Ldnf1d], watched: Data));
        Assert.Equal(0UL, guest.Word(FirstFault) & 0xFFFF_FFFF);
        Assert.Equal($"{Watchpoint:X} {Data + 16:X}", Run(guest, Data, [LdrZ], watched: Data + 16)[..11]);
        Assert.Equal(untouched, Vector(guest));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void Tags_are_checked_of_each_active_element_and_not_off_the_stack_pointer(string name)
    {
        using HypervisorGuest guest = New(name, CpuModel.Max.WithMemoryTagging().WithSve(256));

        // The first granule has the address's tag, the second one has not.
        ulong address = Data | Tag;
        Assert.Equal($"{DataAbort:X} {address + 16:X} {TagFault:X}", Run(guest, address, [AllDoubles, Stg, Ld1d], sctlr: SyncTagFaults | ATA));
        Assert.Equal([Filled, Filled, Filled, Filled], Vector(guest));
        Assert.Equal("", Run(guest, address, [TwoDoubles, Stg, Ld1d], sctlr: SyncTagFaults | ATA));
        Assert.Equal("", Run(guest, address, [AllDoubles, Stg, Ldff1d], sctlr: SyncTagFaults | ATA));
        Assert.Equal(0xFFFFUL, guest.Word(FirstFault) & 0xFFFF_FFFF);
        Assert.Equal($"{DataAbort:X} {address + 16:X} {TagFault:X}", Run(guest, address, [Stg, LdrZ], sctlr: SyncTagFaults | ATA));
        Assert.Equal("", Run(guest, address, [Stg, SetSp, LdrZOfSp], sctlr: SyncTagFaults | ATA));
        Assert.Equal(Words(guest, Data), Vector(guest));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void A_pair_that_is_compared_and_swapped_has_its_alignment_checked_before_its_tag(string name)
    {
        using HypervisorGuest guest = New(name, CpuModel.Max.WithMemoryTagging().WithSve(256));
        // As reads: a load alone would have either fault.
        Assert.Equal($"{DataAbort:X} {Data | Tag | 8:X} {AlignmentFault:X}", Run(guest, Data | Tag | 8, [Casp], sctlr: SyncTagFaults | ATA));
        Assert.Equal($"{DataAbort:X} {Data | Tag:X} {TagFault:X}", Run(guest, Data | Tag, [Casp], sctlr: SyncTagFaults | ATA));
        Assert.Equal("", Run(guest, Data | Tag, [Stg, Casp], sctlr: SyncTagFaults | ATA));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void Device_memory_is_read_by_what_may_fault_alone(string name)
    {
        using HypervisorGuest guest = New(name);
        Assert.Equal("", Run(guest, Data + DeviceAlias, [AllDoubles, Ld1d]));
        Assert.Equal(Words(guest, Data), Vector(guest));
        Assert.Equal("", Run(guest, Data + DeviceAlias, [LdrZ]));
        Assert.Equal(Words(guest, Data), Vector(guest));
        Assert.Equal("", Run(guest, Data + DeviceAlias, [AllDoubles, Ldff1d]));
        Assert.Equal(0xFFUL, guest.Word(FirstFault) & 0xFFFF_FFFF);
        Assert.Equal(guest.Word(Data), guest.Word(Result));
        Assert.Equal("", Run(guest, Data + DeviceAlias, [AllDoubles, Ldnf1d]));
        Assert.Equal(0UL, guest.Word(FirstFault) & 0xFFFF_FFFF);
    }

    // Stage 1 off and HCR_EL2.DC, so that all is Normal, and tagged, for it; stage 2 has RAM twice: as it is, and as a device.
    private static HypervisorGuest New(string name, CpuModel? model = null)
    {
        var guest = new HypervisorGuest(name, model ?? CpuModel.Max.WithSve(256));
        const ulong valid = 1, accessed = 1 << 10, writable = 3 << 6, normal = 0xF << 2;
        guest.Word(Table + 8) = Ram | valid | accessed | writable | normal;
        guest.Word(Table + 16) = Ram | valid | accessed | writable;
        for (ulong n = 0; n < 4; n++)
        {
            guest.Word(Data + (n * 8)) = 0x0706_0504_0302_0100 + (n * 0x0808_0808_0808_0808);
        }

        guest.Put(EL1Vectors + 0x200, StrZ, ReadFfr, StrP, Mrs(Op(3, 0, 5, 2, 0), 20), Mrs(Op(3, 0, 6, 0, 0), 21), A64.Hvc);
        return guest;
    }

    private static ulong[] Vector(HypervisorGuest guest) => Words(guest, Result);

    private static ulong[] Words(HypervisorGuest guest, ulong address) => [guest.Word(address), guest.Word(address + 8), guest.Word(address + 16), guest.Word(address + 24)];

    /// <summary>Runs some code at EL1. The class, address and status of the exception that EL1 took, if it did.</summary>
    private static string Run(HypervisorGuest guest, ulong address, uint[] code, ulong sctlr = 0, ulong watched = 0)
    {
        // At a place of its own: what was translated before is not looked at again.
        ulong pc = Lower + (64 * ++guest.X(8));
        guest.Put(pc, [Fill, SetFfr, .. code, StrZ, ReadFfr, StrP, A64.Hvc]);
        (guest.X(3), guest.X(4), guest.X(5), guest.X(6), guest.X(7), guest.X(9)) = (address, Data + 0x200, Result, FirstFault, address, 1000);
        (guest.X(10), guest.X(11), guest.X(12), guest.X(13), guest.X(20)) = (1, 1, 1, 1, 0);
        const ulong RW = 1UL << 31, DC = 1UL << 12, VM = 1, HcrATA = 1UL << 56, DCT = 1UL << 57, DebugEnabled = (1 << 15) | (1 << 13), D = 1 << 9;
        List<string> taken = guest.Run(
            [
                (VTCR, (1UL << 31) | (1UL << 6) | 25 | (2 << 16)), (VTTBR, Table), (HCR, RW | VM | DC | HcrATA | DCT), (CPTR, 0x32FF), (ZCR2, 1), (ZCR, 1), (CPACR, (3UL << 20) | (3UL << 16)),
                (SCTLR, sctlr), (TCR, TBI), (OSLAR, 0), (DBGWVR, watched), (DBGWCR, watched == 0 ? 0 : (0xFFUL << 5) | (3 << 3) | (1 << 1) | 1), (MDSCR, watched == 0 ? 0 : DebugEnabled),
            ],
            pc, EL1h & ~D);
        Assert.Equal(["HVC"], taken);
        ulong esr = guest.X(20);
        return esr == 0 ? "" : $"{esr >> 26:X} {guest.X(21):X} {esr & 0x7F:X}";
    }
}
