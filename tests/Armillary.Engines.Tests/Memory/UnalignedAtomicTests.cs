using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Xunit;

namespace Armillary.Engines.Tests.Memory;

/// <summary>FEAT_LSE2: atomics and exclusives within 16 bytes (DDI 0487, B2.2.1).</summary>
public sealed class UnalignedAtomicTests
{
    private const ulong Va = 0x3000;
    private const int DataAbort = 0x25;
    private const uint Ldadd = 0xF821_0040, Cas = 0xC8A3_7C44, Casp32 = 0x0828_7C4A;

    // LDAXR X5, [X2]; ADD X5, X5, #1; STLXR W6, X5, [X2]
    private static readonly uint[] Exclusives = [0xC85F_FC45, 0x9100_04A5, 0xC806_FC45];

    [Theory]
    [InlineData(TierChoice.BlocksOnly)]
    [InlineData(TierChoice.RegionsOnly)]
    public void Atomics_and_exclusives_work_at_any_address_within_16_bytes(TierChoice tiers)
    {
        using PagedGuest guest = new(new EngineOptions { Tiers = tiers });
        guest.Map(0, Va, PagedGuest.Frame(0) | PagedGuest.Valid);
        Span<byte> bytes = MemoryMarshal.AsBytes(guest.FrameData(0));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[5..], 100);
        guest.X(1) = 7;
        guest.X(2) = Va + 5;
        guest.X(3) = 107;
        guest.X(4) = 200;
        Assert.Equal(-1, guest.Run(guest.Code([Ldadd, Cas, .. Exclusives, PagedGuest.Hvc])));
        Assert.Equal((100UL, 107UL, 0UL), (guest.X(0), guest.X(3), guest.X(6)));
        Assert.Equal(201UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes[5..]));

        guest.X(8) = 201;
        guest.X(9) = 0;
        guest.X(10) = 3;
        guest.X(11) = 4;
        Assert.Equal(-1, guest.Run(guest.Code(Casp32, PagedGuest.Hvc)));
        Assert.Equal(0x4_0000_0003UL, BinaryPrimitives.ReadUInt64LittleEndian(bytes[5..]));
    }

    [Theory]
    [InlineData(Ldadd)]
    [InlineData(Cas)]
    [InlineData(Casp32)]
    [InlineData(0xC85F_FC45)]
    public void They_fault_across_16_bytes(uint instruction)
    {
        using PagedGuest guest = new(new EngineOptions { Tiers = TierChoice.BlocksOnly });
        guest.Map(0, Va, PagedGuest.Frame(0) | PagedGuest.Valid);
        guest.X(2) = Va + 9;
        Assert.Equal(DataAbort, guest.Run(guest.Code(instruction, PagedGuest.Hvc)));
    }
}
