using Armillary.Backends.Block;
using Armillary.Devices.Flash;

namespace Armillary.Devices.Tests.Flash;

public sealed class CfiFlashTests
{
    private readonly byte[] stored = new byte[1 << 20];
    private readonly CfiFlash flash;

    public CfiFlashTests()
    {
        Array.Fill(stored, (byte)0xFF);
        flash = new CfiFlash(1 << 20, new MemoryDisk(stored));
    }

    [Fact]
    public void Programming_clears_bits_and_only_an_erase_sets_them()
    {
        flash.Write32(0, 0x0040_0040);
        flash.Write32(0x100, 0x1234_F0F0);
        Assert.Equal(0x0080_0080U, flash.Read32(0));
        flash.Write32(0, 0x0040_0040);
        flash.Write32(0x100, 0xFFFF_0FFF);
        flash.Write32(0, 0x00FF_00FF);
        Assert.Equal(0x1234_00F0U, flash.Read32(0x100));
        Assert.Equal([0xF0, 0x00, 0x34, 0x12], stored[0x100..0x104]);
        flash.Write32(0, 0x0020_0020);
        flash.Write32(0, 0x00D0_00D0);
        flash.Write32(0, 0x00FF_00FF);
        Assert.Equal(uint.MaxValue, flash.Read32(0x100));
        Assert.Equal(0xFF, stored[0x100]);
    }

    [Fact]
    public void A_buffer_is_programmed_when_it_is_confirmed()
    {
        flash.Write32(0x40000, 0x00E8_00E8);
        Assert.Equal(0x0080_0080U, flash.Read32(0x40000));
        flash.Write32(0x40000, 0x0001_0001);
        flash.Write32(0x40000, 0x1111_1111);
        flash.Write32(0x40004, 0x2222_2222);
        flash.Write32(0x40000, 0x00D0_00D0);
        flash.Write32(0x40000, 0x00FF_00FF);
        Assert.Equal(0x2222_2222_1111_1111UL, flash.Read(0x40000, 8));
        Assert.Equal(uint.MaxValue, flash.Read32(0x40008));
    }

    [Fact]
    public void The_query_table_describes_the_pair_of_chips()
    {
        flash.Write32(0x55 * 4, 0x0098_0098);
        Assert.Equal(0x0051_0051U, flash.Read32(0x10 * 4));
        Assert.Equal(0x0059_0059U, flash.Read32(0x12 * 4));
        Assert.Equal(19U, flash.Read32(0x27 * 4) & 0xFF);
        Assert.Equal(3U, flash.Read32(0x2D * 4) & 0xFF);
        flash.Write32(0, 0x0090_0090);
        Assert.Equal(0x0089_0089U, flash.Read32(0));
    }

    [Fact]
    public void Any_access_is_survived_and_contents_outlive_the_device()
    {
        flash.Write32(0, 0x0040_0040);
        flash.Write32(0xFFFFC, 0);
        Assert.Equal(0U, new CfiFlash(1 << 20, new MemoryDisk(stored)).Read32(0xFFFFC));
        var random = new Random(1);
        byte[] commands = [0x10, 0x20, 0x40, 0x50, 0x60, 0x70, 0x90, 0x98, 0xD0, 0xE8, 0xFF, 0x01];
        for (int i = 0; i < 100_000; i++)
        {
            ulong offset = (ulong)random.Next((1 << 20) + 16);
            ulong value = random.Next(4) == 0 ? (ulong)random.NextInt64() : commands[random.Next(commands.Length)] * 0x0001_0001UL;
            flash.TryWrite(offset, 1 << random.Next(4), value);
            flash.TryRead(offset, 1 << random.Next(4), out _);
        }
    }
}
