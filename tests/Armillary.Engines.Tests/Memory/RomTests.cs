using Armillary.Engines.Tests.Jit;
using Armillary.Engines.Tests.Vcpus;
using Xunit;
using static Armillary.Engines.Tests.Vcpus.HypervisorGuest;

namespace Armillary.Engines.Tests.Memory;

/// <summary>ROM that stage 1 calls Normal memory: stores to it are lost, and it is read as RAM is, at any alignment.</summary>
public sealed class RomTests
{
    private const ulong Table = Ram + 0x5000;
    private const uint StoreByte = 0x3900_0060, LoadUnaligned = 0xF840_1062; // STRB W0, [X3]; LDUR X2, [X3, #1]

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void An_unaligned_load_behind_a_store_that_was_lost_reads_it(string name)
    {
        using var guest = new HypervisorGuest(name);
        (guest.RomWord(Rom), guest.RomWord(Rom + 8)) = (0x8877_6655_4433_2211, 0x99);
        guest.Word(Table + 8) = Ram | 0x701;
        guest.Put(Lower, LoadUnaligned, StoreByte, LoadUnaligned, A64.Hvc);
        (guest.X(0), guest.X(3), guest.X(9)) = (0xFF, Rom, 100);
        List<string> taken = guest.Run(
            [(Op(3, 0, 10, 2, 0), 0xFF), (Op(3, 0, 2, 0, 2), 25 | (25UL << 16) | (2UL << 30) | (5UL << 32)), (Op(3, 0, 2, 0, 0), Table), (Op(3, 0, 1, 0, 0), 0x30D0_0801)], Lower, EL1h);
        Assert.Equal(["HVC"], taken);
        Assert.Equal(0x9988_7766_5544_3322, guest.X(2));
        Assert.Equal(0x8877_6655_4433_2211, guest.RomWord(Rom));
    }
}
