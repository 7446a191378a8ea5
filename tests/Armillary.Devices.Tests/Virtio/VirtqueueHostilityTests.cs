using System.Buffers.Binary;
using System.Security.Cryptography;
using Armillary.Backends.Block;
using Armillary.Backends.Char;
using Armillary.Backends.Net;
using Armillary.Devices.Virtio;

namespace Armillary.Devices.Tests.Virtio;

public sealed class VirtqueueHostilityTests
{
    private const ulong INDIRECT = 1 << 28;

    private static GuestDriver Block() => new(new VirtioBlock(new MemoryDisk(1 << 16)));

    private static void AssertNeedsReset(GuestDriver guest)
    {
        GuestDriver.Eventually(() => (guest.Status & 0x40) != 0);
        GuestDriver.Eventually(() => (guest.Slot.Read32(0x60) & 2) != 0);
        guest.Slot.Write32(0x70, 0);
        Assert.Equal(0U, guest.Status);
    }

    [Fact]
    public void A_chain_that_loops_needs_a_reset()
    {
        using GuestDriver guest = Block().Start(0, 0);
        guest.Queue(0).Describe(0, 0x8000, 16, 1, 1);
        guest.Queue(0).Describe(1, 0x8000, 16, 1, 0);
        guest.Queue(0).Offer(0);
        AssertNeedsReset(guest);
    }

    [Theory]
    [InlineData(0x8000_0000UL, 16U, 0)]
    [InlineData(0x8_0000UL, 0xFFFF_FFFFU, 0)]
    [InlineData(0xFFFF_FFFF_BFFF_FFFFUL, 16U, 0)]
    [InlineData(0x8000UL, 16U, 1)]
    [InlineData(0x8000UL, 16U, 4)]
    public void A_buffer_outside_RAM_or_a_bad_next_or_flag_needs_a_reset(ulong offset, uint length, ushort flags)
    {
        using GuestDriver guest = Block().Start(INDIRECT, 0);
        GuestDriver.Ring ring = guest.Queue(0);
        ring.DescribeAt(ring.Descriptors, unchecked(GuestDriver.Ram + offset), length, flags, 99);
        if (flags == 4)
        {
            ring.DescribeAt(offset, GuestDriver.Ram, 16, 4, 0);
        }

        ring.Offer(0);
        AssertNeedsReset(guest);
    }

    [Fact]
    public void A_head_past_the_table_and_an_index_that_jumps_need_a_reset()
    {
        using GuestDriver guest = Block().Start(0, 0);
        guest.Queue(0).Offer(999);
        AssertNeedsReset(guest);
        guest.Start(0, 0);
        guest.Queue(0).SetAvailable(500);
        guest.Queue(0).Notify();
        AssertNeedsReset(guest);
    }

    [Fact]
    public void A_request_without_a_status_byte_is_completed_and_needs_a_reset()
    {
        using GuestDriver guest = Block().Start(0, 0);
        guest.Queue(0).Describe(0, 0x8000, 16, 0);
        guest.Queue(0).Offer(0);
        AssertNeedsReset(guest);
    }

    [Fact]
    public void A_short_header_is_an_IO_error()
    {
        using GuestDriver guest = Block().Start(0, 0);
        guest.Queue(0).Describe(0, 0x8000, 8, 1, 1);
        guest.Queue(0).Describe(1, 0x9000, 1, 2);
        guest.Queue(0).Offer(0);
        Assert.Equal(0, guest.Queue(0).Take().Head);
        Assert.Equal(1, guest.At(0x9000, 1)[0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_rings_never_hang_or_kill_the_device(int kind)
    {
        using GuestDriver guest = new(kind switch
        {
            1 => new VirtioNet(new NoNetwork(), new byte[6]),
            2 => new VirtioBlock(new MemoryDisk(1 << 16)),
            3 => new VirtioConsole(new NullChar()),
            _ => new VirtioEntropy(RandomNumberGenerator.Create()),
        });
        var random = new Random(kind);
        int[] queues = kind is 1 or 3 ? [0, 1] : [0];
        for (int round = 0; round < 150; round++)
        {
            guest.Start(INDIRECT, queues);
            foreach (int index in queues)
            {
                Scramble(guest, guest.Queue(index), random);
                guest.Queue(index).Notify();
            }

            guest.Slot.Write32(0x50, (uint)random.Next(5));
            guest.Slot.Write32(0x70, 0);
        }

        guest.Start(INDIRECT, queues);
        Assert.Equal(15U, guest.Status);
    }

    private static void Scramble(GuestDriver guest, GuestDriver.Ring ring, Random random)
    {
        for (int i = 0; i < GuestDriver.Ring.Size; i++)
        {
            ulong address = random.Next(4) == 0 ? (ulong)random.NextInt64() : GuestDriver.Ram + (ulong)random.Next(0x8000, 0x10_0000);
            uint length = random.Next(5) == 0 ? (uint)random.Next() : (uint)random.Next(0x2000);
            ring.DescribeAt(ring.Descriptors + (16 * (ulong)i), address, length, (ushort)random.Next(8), (ushort)random.Next(18));
            BinaryPrimitives.WriteUInt16LittleEndian(guest.At(ring.Avail + 4 + (2 * (ulong)i), 2), (ushort)random.Next(18));
        }

        for (ulong at = 0x8000; at < 0x9000; at += 4)
        {
            BinaryPrimitives.WriteInt32LittleEndian(guest.At(at, 4), random.Next(20));
        }

        ring.SetAvailable((ushort)random.Next(20));
    }
}
