using Armillary.Backends.Net;
using Armillary.Devices.Virtio;

namespace Armillary.Devices.Tests.Virtio;

public sealed class VirtioNetTests : IDisposable
{
    private const ulong CSUM = 1, GUEST_CSUM = 2, MRG_RXBUF = 1 << 15, EVENT_IDX = 1 << 29;

    private readonly Cable cable = new();
    private readonly VirtioNet card;
    private readonly GuestDriver guest;

    public VirtioNetTests()
    {
        card = new VirtioNet(cable, [0x52, 0x54, 0, 1, 2, 3]);
        guest = new GuestDriver(card);
    }

    public void Dispose() => guest.Dispose();

    [Fact]
    public void The_configuration_shows_the_address_and_the_link()
    {
        Assert.Equal(0x0100_5452U, guest.Slot.Read32(0x100));
        Assert.Equal(1UL, guest.Slot.Read(0x106, 2));
    }

    [Fact]
    public void A_sent_frame_arrives_without_its_header()
    {
        guest.Start(0, 0, 1);
        guest.At(0x8000, 100).Fill(7);
        guest.At(0x8000, 12).Clear();
        guest.Queue(1).Describe(0, 0x8000, 12, 1, 1);
        guest.Queue(1).Describe(1, 0x800C, 60, 0);
        guest.Queue(1).Offer(0);
        Assert.Equal((0, 0), guest.Queue(1).Take());
        Assert.Equal(Enumerable.Repeat((byte)7, 60), Assert.Single(cable.Sent));
    }

    [Fact]
    public void The_checksum_that_the_guest_left_out_is_filled_in()
    {
        guest.Start(CSUM, 0, 1);
        Span<byte> bytes = guest.At(0x8000, 12 + 37);
        for (int i = 12; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(i * 37);
        }

        bytes[..12].Clear();
        bytes[0] = 1;
        bytes[6] = 10;
        bytes[8] = 4;
        guest.Queue(1).Describe(0, 0x8000, 12 + 37, 0);
        byte[] before = bytes[12..].ToArray();
        guest.Queue(1).Offer(0);
        guest.Queue(1).Take();
        byte[] sent = Assert.Single(cable.Sent);
        uint sum = 0;
        for (int i = 10; i < before.Length; i++)
        {
            sum += (i - 10) % 2 == 0 ? (uint)before[i] << 8 : before[i];
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        Assert.Equal((ushort)~sum, (ushort)((sent[14] << 8) | sent[15]));
    }

    [Fact]
    public void A_received_frame_waits_for_a_buffer()
    {
        guest.Start(GUEST_CSUM | EVENT_IDX, 0, 1);
        Assert.True(card.Receive(new byte[] { 1, 2, 3, 4 }));
        guest.Queue(0).Describe(0, 0x8000, 1526, 2);
        guest.Queue(0).Offer(0);
        Assert.Equal((0, 16), guest.Queue(0).Take());
        Assert.Equal([2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 2, 3, 4], guest.At(0x8000, 16).ToArray());
    }

    [Fact]
    public void Mergeable_buffers_share_a_long_frame()
    {
        guest.Start(MRG_RXBUF, 0, 1);
        for (int i = 0; i < 4; i++)
        {
            guest.Queue(0).Describe(i, 0x8000 + (0x1000 * (ulong)i), 512, 2);
            guest.Queue(0).Offer(i);
        }

        byte[] frame = new byte[1400];
        new Random(5).NextBytes(frame);
        Assert.True(card.Receive(frame));
        Assert.Equal((0, 512), guest.Queue(0).Take());
        Assert.Equal((1, 512), guest.Queue(0).Take());
        Assert.Equal((2, 388), guest.Queue(0).Take());
        Assert.Equal(3, guest.At(0x800A, 1)[0]);
        byte[] received = [.. guest.At(0x800C, 500), .. guest.At(0x9000, 512), .. guest.At(0xA000, 388)];
        Assert.Equal(frame, received);
    }

    [Fact]
    public void A_frame_longer_than_the_only_buffer_is_dropped_and_the_buffer_kept()
    {
        guest.Start(0, 0, 1);
        guest.Queue(0).Describe(0, 0x8000, 100, 2);
        guest.Queue(0).Offer(0);
        Assert.True(card.Receive(new byte[200]));
        Assert.False(guest.Queue(0).HasUsed);
        Assert.True(card.Receive(new byte[60]));
        Assert.Equal((0, 72), guest.Queue(0).Take());
    }

    [Fact]
    public void Frames_beyond_the_waiting_room_and_before_the_driver_are_dropped()
    {
        Assert.False(card.Receive(new byte[60]));
        guest.Start(0, 0, 1);
        int taken = 0;
        while (card.Receive(new byte[60]) && taken < 100_000)
        {
            taken++;
        }

        Assert.InRange(taken, 100, 10_000);
    }

    private sealed class Cable : INetBackend
    {
        public List<byte[]> Sent { get; } = [];

        public void Attach(INetFrontend device)
        {
        }

        public void Send(ReadOnlySpan<byte> frame) => Sent.Add(frame.ToArray());

        public void Dispose()
        {
        }
    }
}
