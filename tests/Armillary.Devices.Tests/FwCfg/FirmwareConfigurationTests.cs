using System.Buffers.Binary;
using System.Text;
using Armillary.Core.Memory;
using Armillary.Devices.FwCfg;

namespace Armillary.Devices.Tests.FwCfg;

public sealed class FirmwareConfigurationTests : IDisposable
{
    private const ulong Ram = 0x4000_0000;

    private readonly GuestMemory memory = new(new PhysicalAddress(Ram), 0x1_0000);
    private readonly AddressSpace bus = new();
    private readonly FirmwareConfiguration device;

    public FirmwareConfigurationTests()
    {
        bus.Map(memory);
        device = new FirmwareConfiguration(bus);
        device.SetFile("etc/second", "contents"u8);
        device.SetFile("etc/first", "abc"u8);
    }

    public void Dispose() => memory.Dispose();

    private Span<byte> At(ulong offset, int length)
    {
        Assert.True(memory.TryGetSpan(new(Ram + offset), (ulong)length, out Span<byte> span));
        return span;
    }

    private void Select(ushort item) => Assert.True(device.TryWrite(8, 2, BinaryPrimitives.ReverseEndianness(item)));

    private uint Dma(uint control, uint length, ulong address)
    {
        BinaryPrimitives.WriteUInt32BigEndian(At(0, 4), control);
        BinaryPrimitives.WriteUInt32BigEndian(At(4, 4), length);
        BinaryPrimitives.WriteUInt64BigEndian(At(8, 8), address);
        device.Write32(16, 0);
        device.Write32(20, BinaryPrimitives.ReverseEndianness((uint)Ram));
        return BinaryPrimitives.ReadUInt32BigEndian(At(0, 4));
    }

    [Fact]
    public void The_signature_and_the_data_register_keep_the_order_of_bytes()
    {
        Select(0);
        Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian("QEMU"u8), device.Read32(0));
        Select(0);
        Assert.Equal((ulong)'Q', device.Read(0, 1));
        Assert.Equal((ulong)'E', device.Read(0, 1));
        Assert.Equal(BinaryPrimitives.ReadUInt64LittleEndian("QEMU CFG"u8), device.Read(16, 8));
    }

    [Fact]
    public void DMA_reads_the_directory_and_the_files_it_names()
    {
        Assert.Equal(0U, Dma((0x19 << 16) | 8 | 2, 4 + 128, Ram + 0x100));
        Assert.Equal(2, BinaryPrimitives.ReadInt32BigEndian(At(0x100, 4)));
        Span<byte> entry = At(0x104, 64);
        Assert.Equal(3, BinaryPrimitives.ReadInt32BigEndian(entry));
        Assert.Equal("etc/first", Encoding.ASCII.GetString(entry[8..]).TrimEnd('\0'));
        uint number = BinaryPrimitives.ReadUInt16BigEndian(entry[4..]);
        At(0x200, 8).Fill(9);
        Assert.Equal(0U, Dma((number << 16) | 8 | 2, 8, Ram + 0x200));
        Assert.Equal("abc\0\0\0\0\0"u8.ToArray(), At(0x200, 8).ToArray());
    }

    [Fact]
    public void DMA_skips_refuses_writes_and_survives_bad_addresses()
    {
        Assert.Equal(0U, Dma((0x20 << 16) | 8 | 4, 3, 0));
        Assert.Equal((ulong)'t', device.Read(0, 1));
        Assert.Equal(1U, Dma((0x20 << 16) | 8 | 16, 4, Ram));
        Assert.Equal(1U, Dma((0x20 << 16) | 8 | 2, 0xFFFF_FFFF, Ram));
        Assert.Equal(1U, Dma((0x20 << 16) | 8 | 2, 8, ulong.MaxValue - 3));
        Assert.True(device.TryWrite(16, 8, ulong.MaxValue));
        for (int i = 0; i < 10; i++)
        {
            Dma(4, uint.MaxValue, 0);
        }

        Assert.Equal(0UL, device.Read(0, 8));
    }
}
