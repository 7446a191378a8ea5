using Armillary.Engines.Tests.Jit;
using Armillary.Engines.Tests.Vcpus;
using Xunit;
using static Armillary.Engines.Tests.Vcpus.HypervisorGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>
/// Memory that only stage 2 makes Device: misaligned accesses and DC ZVA are Alignment faults of stage 2, which EL2 takes (AArch64.S2HasAlignmentFault), before its permissions are asked. What stage 1 makes
/// Device is EL1's.
/// </summary>
public sealed class StageTwoAlignmentTests
{
    private const ulong DeviceAlias = 1UL << 30, ReadOnlyDeviceAlias = 2UL << 30, Table = Ram + 0x5000, Loop = Lower + 0x100;
    private const ulong Write = 1 << 6, Valid = 1, AccessFlag = 1 << 10, Reads = 1 << 6, Writes = 1 << 7, NormalMemory = 0xF << 2;
    private const ulong Abort = (0x24UL << 26) | (1UL << 25) | 0x21, ISV = 1UL << 24, SF = 1UL << 15;
    private static readonly uint VTCR = Op(3, 4, 2, 1, 2), VTTBR = Op(3, 4, 2, 1, 0), HCR = Op(3, 4, 1, 1, 0), HPFAR = Op(3, 4, 6, 0, 4);

    // LDR X1, [X3]; STR X1, [X3]; LDP X1, X2, [X3]; LDADD X1, X2, [X3]; CASP W10, W11, W12, W13, [X3]; DC ZVA, X3
    private const uint Load = 0xF940_0061, Store = 0xF900_0061, LoadPair = 0xA940_0861, LoadAdd = 0xF821_0062, CompareAndSwapPair = 0x082A_7C6C, Zero = 0xD50B_7423;

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void EL2_takes_what_it_made_Device(string name)
    {
        using HypervisorGuest guest = New(name);
        guest.Put(Lower, Load, Store, LoadPair, LoadAdd, CompareAndSwapPair, Zero, A64.Hvc);
        const ulong access = ISV | SF | (3UL << 22) | (1UL << 16); // 64 bits, X1
        foreach (ulong alias in (ulong[])[DeviceAlias, ReadOnlyDeviceAlias])
        {
            Assert.Equal(
                [
                    Text(Abort | access, Lower), Text(Abort | access | Write, Lower + 4), Text(Abort, Lower + 8), Text(Abort, Lower + 12), Text(Abort, Lower + 16),
                    Text(Abort | Write, Lower + 20), "HVC",
                ],
                Run(guest, Data + alias + 1));
            Assert.Equal(Data + alias + 1, guest.Peek("FAR_EL2"));
            Assert.Equal(0x50UL, guest.Peek("HPFAR_EL2")); // as it was
        }

        // Hot, and with the page in the TLB: an aligned access first.
        guest.Put(Loop, 0xF840_0060 | (0x1FFU << 12), Load, A64.SubOne(8), A64.Cbnz(8, -12), A64.Hvc); // LDUR X0, [X3, #-1]
        guest.X(8) = 3;
        Assert.Equal([.. Enumerable.Repeat(Text(Abort | access, Loop + 4), 3), "HVC"], Run(guest, Data + DeviceAlias + 1, pc: Loop));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void EL2_takes_nothing_of_aligned_accesses_and_of_Normal_memory(string name)
    {
        using HypervisorGuest guest = New(name);
        guest.Put(Lower, Load, Store, LoadPair, LoadAdd, A64.Hvc);
        Assert.Equal(["HVC"], Run(guest, Data + DeviceAlias));
        Assert.Equal(["HVC"], Run(guest, Data + 1));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void EL1_takes_what_is_Device_to_it(string name)
    {
        using HypervisorGuest guest = New(name);
        guest.Put(Lower, Load, A64.Hvc);
        guest.Put(EL1Vectors + 0x200, Mrs(Op(3, 0, 5, 2, 0), 20), A64.Hvc);

        // Without HCR_EL2.DC memory is Device while EL1's stage 1 is off.
        Assert.Equal(["HVC"], Run(guest, Data + DeviceAlias + 1, defaultCacheable: false));
        Assert.Equal((0x25UL << 26) | (1UL << 25) | 0x21, guest.X(20));
    }

    // Stage 1 off and HCR_EL2.DC, so that all is Normal for it; stage 2 has RAM three times: as it is, as a device, and as a device that may not be accessed.
    private static HypervisorGuest New(string name)
    {
        var guest = new HypervisorGuest(name);
        guest.Word(Table + 8) = Ram | Valid | AccessFlag | Reads | Writes | NormalMemory;
        guest.Word(Table + 16) = Ram | Valid | AccessFlag | Reads | Writes;
        guest.Word(Table + 24) = Ram | Valid | AccessFlag;
        return guest;
    }

    private static List<string> Run(HypervisorGuest guest, ulong address, bool defaultCacheable = true, ulong pc = Lower)
    {
        const ulong RW = 1UL << 31, DC = 1UL << 12, VM = 1;
        (guest.X(3), guest.X(9)) = (address, 1000);
        (guest.X(10), guest.X(11), guest.X(12), guest.X(13)) = (0, 0, 0, 0);
        return guest.Run([(VTCR, (1UL << 31) | (1UL << 6) | 25 | (2 << 16)), (VTTBR, Table), (HPFAR, 0x50), (HCR, RW | VM | (defaultCacheable ? DC : 0))], pc, EL1h);
    }
}
