using System.Buffers.Binary;
using System.Text;
using Armillary.Backends.Block;
using Armillary.Devices.Virtio;

namespace Armillary.Devices.Tests.Virtio;

public sealed class VirtioBlockTests : IDisposable
{
    private const ulong Header = 0x8000, Data = 0x10000, Status = 0xF000;
    private const ulong FLUSH = 1 << 9, DISCARD = 1 << 13, WRITE_ZEROES = 1 << 14, INDIRECT = 1 << 28, EVENT_IDX = 1 << 29;

    private readonly byte[] contents = new byte[1 << 20];
    private readonly FailingDisk disk;
    private readonly GuestDriver guest;
    private readonly List<string> told = [];

    public VirtioBlockTests()
    {
        new Random(3).NextBytes(contents);
        disk = new FailingDisk(new MemoryDisk(contents));
        guest = new GuestDriver(new VirtioBlock(disk, "serial-of-20-and-more-bytes", told.Add));
    }

    public void Dispose() => guest.Dispose();

    private byte Request(uint type, ulong sector, int length, bool deviceWrites, out int written)
    {
        Span<byte> header = guest.At(Header, 16);
        BinaryPrimitives.WriteUInt32LittleEndian(header, type);
        BinaryPrimitives.WriteUInt64LittleEndian(header[8..], sector);
        guest.At(Status, 1)[0] = 0xEE;
        GuestDriver.Ring ring = guest.Queue(0);
        ring.Describe(0, Header, 16, 1, 1);
        if (length > 0)
        {
            ring.Describe(1, Data, length, (ushort)(deviceWrites ? 3 : 1), 2);
        }
        else
        {
            ring.Describe(0, Header, 16, 1, 2);
        }

        ring.Describe(2, Status, 1, 2);
        ring.Offer(0);
        written = ring.Take().Written;
        return guest.At(Status, 1)[0];
    }

    [Fact]
    public void A_read_returns_the_disks_bytes_and_raises_the_interrupt()
    {
        guest.Start(FLUSH, 0);
        Assert.Equal(0, Request(0, 7, 8192, true, out int written));
        Assert.Equal(8193, written);
        Assert.True(guest.At(Data, 8192).SequenceEqual(contents.AsSpan(7 * 512, 8192)));
        GuestDriver.Eventually(() => guest.Irq.Level);
        Assert.Equal(1U, guest.Slot.Read32(0x60));
        guest.Slot.Write32(0x64, 1);
        Assert.False(guest.Irq.Level);
    }

    [Fact]
    public void A_write_changes_the_disk_and_without_FLUSH_is_durable_at_once()
    {
        guest.Start(0, 0);
        guest.At(Data, 512).Fill(0x5A);
        Assert.Equal(0, Request(1, 3, 512, false, out _));
        Assert.All(contents.AsSpan(3 * 512, 512).ToArray(), b => Assert.Equal(0x5A, b));
        Assert.Equal(1, disk.Flushes);
    }

    [Fact]
    public void Flush_GET_ID_and_unknown_types()
    {
        guest.Start(FLUSH, 0);
        Assert.Equal(0, Request(4, 0, 0, false, out _));
        Assert.Equal(1, disk.Flushes);
        Assert.Equal(0, Request(8, 0, 20, true, out _));
        Assert.Equal("serial-of-20-and-mor", Encoding.UTF8.GetString(guest.At(Data, 20)));
        Assert.Equal(2, Request(99, 0, 0, false, out _));
        Assert.Equal(2, Request(11, 0, 16, false, out _));
    }

    [Fact]
    public void Discard_and_write_zeroes_take_ranges()
    {
        guest.Start(FLUSH | DISCARD | WRITE_ZEROES, 0);
        Range(2, 4, 0);
        Assert.Equal(0, Request(13, 0, 16, false, out _));
        Assert.True(contents.AsSpan(2 * 512, 4 * 512).IndexOfAnyExcept((byte)0) < 0);
        Range(8, 1, 1);
        Assert.Equal(2, Request(11, 0, 16, false, out _));
        Range(8, 1, 0);
        Assert.Equal(0, Request(11, 0, 16, false, out _));
        Range(2048, 1, 0);
        Assert.Equal(1, Request(13, 0, 16, false, out _));
        Range(ulong.MaxValue, uint.MaxValue, 0);
        Assert.Equal(1, Request(13, 0, 16, false, out _));
        Assert.Equal(1, Request(13, 0, 15, false, out _));
    }

    [Theory]
    [InlineData(2048UL, 512)]
    [InlineData(2047UL, 1024)]
    [InlineData(0UL, 511)]
    [InlineData(ulong.MaxValue, 512)]
    [InlineData(ulong.MaxValue / 512, 512)]
    public void A_request_past_the_end_or_of_part_of_a_sector_is_an_error(ulong sector, int length)
    {
        guest.Start(FLUSH, 0);
        Assert.Equal(1, Request(0, sector, length, true, out _));
        Assert.Equal(1, Request(1, sector, length, false, out _));
    }

    [Fact]
    public void A_failure_of_the_host_is_an_IO_error_told_once_and_the_device_lives_on()
    {
        guest.Start(FLUSH, 0);
        disk.Failing = true;
        Assert.Equal(1, Request(0, 0, 512, true, out int written));
        Assert.Equal(1, written);
        Assert.Equal(1, Request(4, 0, 0, false, out _));
        disk.Failing = false;
        Assert.Equal(0, Request(0, 0, 512, true, out _));
        Assert.Equal(["no space left on device"], told);
    }

    [Fact]
    public void Indirect_descriptors_and_event_indices_serve_many_requests()
    {
        guest.Start(FLUSH | INDIRECT | EVENT_IDX, 0);
        GuestDriver.Ring ring = guest.Queue(0);
        for (int round = 0; round < 5000; round++)
        {
            ulong sector = (ulong)(round % 2000);
            Span<byte> header = guest.At(Header, 16);
            header.Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], sector);
            ring.DescribeAt(0x9000, GuestDriver.Ram + Header, 16, 1, 1);
            ring.DescribeAt(0x9010, GuestDriver.Ram + Data, 256, 3, 3);
            ring.DescribeAt(0x9030, GuestDriver.Ram + Data + 512, 256, 3, 2);
            ring.DescribeAt(0x9020, GuestDriver.Ram + Status, 1, 2, 0);
            ring.Describe(5, 0x9000, 64, 4);
            ring.Offer(5);
            Assert.Equal((5, 513), ring.Take());
            Assert.True(guest.At(Data + 512, 256).SequenceEqual(contents.AsSpan((int)(sector * 512) + 256, 256)));
        }
    }

    [Fact]
    public void A_reset_during_a_slow_request_waits_for_it_and_the_device_can_be_started_again()
    {
        guest.Start(FLUSH, 0);
        disk.Hold.Reset();
        GuestDriver.Ring ring = guest.Queue(0);
        guest.At(Header, 16).Clear();
        ring.Describe(0, Header, 16, 1, 1);
        ring.Describe(1, Data, 512, 3, 2);
        ring.Describe(2, Status, 1, 2);
        ring.Offer(0);
        GuestDriver.Eventually(() => disk.Waiting > 0);
        Thread reset = new(() => guest.Slot.Write32(0x70, 0));
        reset.Start();
        Assert.False(reset.Join(50));
        disk.Hold.Set();
        Assert.True(reset.Join(5000));
        Assert.False(ring.HasUsed);
        guest.Start(FLUSH, 0);
        Assert.Equal(0, Request(0, 0, 512, true, out _));
    }

    private void Range(ulong sector, uint sectors, uint flags)
    {
        Span<byte> range = guest.At(Data, 16);
        BinaryPrimitives.WriteUInt64LittleEndian(range, sector);
        BinaryPrimitives.WriteUInt32LittleEndian(range[8..], sectors);
        BinaryPrimitives.WriteUInt32LittleEndian(range[12..], flags);
    }

    private sealed class FailingDisk(IBlockBackend below) : IBlockBackend
    {
        private int waiting;

        public bool Failing { get; set; }

        public ManualResetEventSlim Hold { get; } = new(true);

        public int Waiting => waiting;

        public int Flushes { get; private set; }

        public long Length => below.Length;

        public bool ReadOnly => false;

        public void Read(long offset, Span<byte> buffer)
        {
            Interlocked.Increment(ref waiting);
            Hold.Wait();
            Check();
            below.Read(offset, buffer);
        }

        public void Write(long offset, ReadOnlySpan<byte> data)
        {
            Check();
            below.Write(offset, data);
        }

        public void Flush()
        {
            Check();
            Flushes++;
        }

        public void WriteZeroes(long offset, long length, bool mayUnmap) => below.WriteZeroes(offset, length, mayUnmap);

        public void Discard(long offset, long length) => below.Discard(offset, length);

        public void Dispose() => below.Dispose();

        private void Check()
        {
            if (Failing)
            {
                throw new IOException("no space left on device");
            }
        }
    }
}
