using Armillary.Backends.Block;
using Armillary.Core.Memory;
using Armillary.Devices.Virtio;

namespace Armillary.Devices.Tests.Virtio;

public sealed class VirtioMmioTests : IDisposable
{
    private readonly GuestDriver guest = new(new VirtioBlock(new MemoryDisk(1 << 20)));

    public void Dispose() => guest.Dispose();

    [Fact]
    public void The_identification_is_a_modern_block_device()
    {
        Assert.Equal(0x74726976U, guest.Slot.Read32(0));
        Assert.Equal(2U, guest.Slot.Read32(4));
        Assert.Equal(2U, guest.Slot.Read32(8));
        guest.Slot.Write32(0x14, 1);
        Assert.Equal(1U, guest.Slot.Read32(0x10));
        Assert.Equal(2048U, guest.Slot.Read32(0x100));
        Assert.Equal(2048UL, guest.Slot.Read(0x100, 2));
        Assert.Equal(0UL, guest.Slot.Read(0x1F8, 8));
    }

    [Fact]
    public void A_slot_without_a_device_says_so()
    {
        using VirtioMmio empty = new(new Wire().Line, new AddressSpace(), null);
        Assert.Equal(0x74726976U, empty.Read32(0));
        Assert.Equal(0U, empty.Read32(8));
        empty.Write32(0x70, 0xF);
        empty.Write32(0x50, 0);
        empty.Write32(0x44, 1);
        empty.Write32(0x70, 0);
    }

    [Fact]
    public void Features_that_were_not_offered_are_refused()
    {
        guest.Slot.Write32(0x70, 3);
        guest.Slot.Write32(0x24, 0);
        guest.Slot.Write32(0x20, 1 << 20);
        guest.Slot.Write32(0x24, 1);
        guest.Slot.Write32(0x20, 1);
        guest.Slot.Write32(0x70, 11);
        Assert.Equal(3U, guest.Status);
    }

    [Fact]
    public void A_driver_without_VERSION_1_is_refused()
    {
        guest.Slot.Write32(0x70, 11);
        Assert.Equal(3U, guest.Status);
    }

    [Theory]
    [InlineData(0U, 0x4000_0000U)]
    [InlineData(17U, 0x4000_0000U)]
    [InlineData(512U, 0x4000_0000U)]
    [InlineData(16U, 0x0000_0000U)]
    [InlineData(16U, 0x400F_FFF0U)]
    [InlineData(16U, 0xFFFF_FFF0U)]
    [InlineData(16U, 0x4000_0008U)]
    public void A_queue_of_an_impossible_size_or_place_stays_disabled(uint size, uint address)
    {
        guest.Slot.Write32(0x30, 0);
        guest.Slot.Write32(0x38, size);
        guest.Slot.Write32(0x80, address);
        guest.Slot.Write32(0x90, 0x4000_0400);
        guest.Slot.Write32(0xA0, 0x4000_0800);
        guest.Slot.Write32(0x44, 1);
        Assert.Equal(0U, guest.Slot.Read32(0x44));
        Assert.Equal(0x40U, guest.Status & 0x40);
    }

    [Fact]
    public void A_reset_clears_status_queues_and_interrupts()
    {
        guest.Start(0, 0);
        guest.Slot.Write32(0x70, 0);
        Assert.Equal(0U, guest.Status);
        Assert.Equal(0U, guest.Slot.Read32(0x44));
        Assert.Equal(0U, guest.Slot.Read32(0x60));
        Assert.False(guest.Irq.Level);
    }
}
