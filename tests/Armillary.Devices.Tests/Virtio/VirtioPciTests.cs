using System.Buffers.Binary;
using Armillary.Backends.Block;
using Armillary.Core.Memory;
using Armillary.Devices.Tests.Pci;
using Armillary.Devices.Virtio;

namespace Armillary.Devices.Tests.Virtio;

public sealed class VirtioPciTests : IDisposable
{
    private const ulong Common = 0, Isr = 0x1000, Configuration = 0x2000, Notification = 0x3000;
    private const ulong Descriptors = 0, Avail = 0x400, Used = 0x800, Header = 0x2000, Data = 0x3000, Status = 0x4000;

    private readonly PciMachine machine = new();
    private readonly MemoryDisk disk = new(1 << 20);
    private readonly VirtioPci function;
    private ushort offered;

    public VirtioPciTests()
    {
        disk.Write(512, "a sector"u8);
        function = new VirtioPci(new VirtioBlock(disk));
        machine.Host.Add(function);
        machine.Write(0, 1, 0x14, 0x1000_0000);
        machine.Write(0, 1, 0x20, 0x0010_0000);
        machine.Write(0, 1, 0x24, 0x80);
        machine.Write(0, 1, 4, 6, 2);
    }

    private static ulong Base => 0x10_0000;

    public void Dispose() => machine.Dispose();

    private ulong Read(ulong offset, int size = 4) => machine.High.Read(Base + offset, size);

    private void Write(ulong offset, ulong value, int size = 4) => machine.High.TryWrite(Base + offset, size, value);

    /// <summary>Brings the disk up with a queue of 16.</summary>
    private void Start()
    {
        Write(Common + 0x14, 3, 1);
        Write(Common + 0x08, 1);
        Write(Common + 0x0C, 1);
        Write(Common + 0x14, 11, 1);
        Assert.Equal(11UL, Read(Common + 0x14, 1));
        machine.At(0, 0x1000).Clear();
        Write(Common + 0x16, 0, 2);
        Write(Common + 0x18, 16, 2);
        Write(Common + 0x20, PciMachine.Ram + Descriptors, 8);
        Write(Common + 0x28, PciMachine.Ram + Avail, 8);
        Write(Common + 0x30, PciMachine.Ram + Used, 8);
        Write(Common + 0x1C, 1, 2);
        Assert.Equal(1UL, Read(Common + 0x1C, 2));
        Write(Common + 0x14, 15, 1);
        offered = 0;
    }

    /// <summary>Reads sector 1.</summary>
    private void Request()
    {
        machine.At(Header, 16).Clear();
        machine.At(Header + 8, 1)[0] = 1;
        machine.At(Data, 512).Clear();
        machine.At(Status, 1)[0] = 0xFF;
        Describe(0, Header, 16, 1, 1);
        Describe(1, Data, 512, 3, 2);
        Describe(2, Status, 1, 2, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(machine.At(Avail + 4 + (2UL * (ulong)(offered % 16)), 2), 0);
        offered++;
        BinaryPrimitives.WriteUInt16LittleEndian(machine.At(Avail + 2, 2), offered);
        Write(Notification, 0, 2);
    }

    private void Describe(int descriptor, ulong offset, uint length, ushort flags, ushort next)
    {
        Span<byte> bytes = machine.At(Descriptors + (16 * (ulong)descriptor), 16);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, PciMachine.Ram + offset);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[12..], flags);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[14..], next);
    }

    private bool IsUsed => BinaryPrimitives.ReadUInt16LittleEndian(machine.At(Used + 2, 2)) == offered;

    [Fact]
    public void Its_header_and_capabilities_are_a_modern_block_device()
    {
        Assert.Equal(0x1042_1AF4U, machine.Read(0, 1, 0));
        Assert.Equal(1U, machine.Read(0, 1, 8, 1));
        byte[] types = [.. Enumerable.Range(0, 5).Select(i => (byte)machine.Read(0, 1, machine.Capability(0, 1, 9, i) + 3, 1))];
        Array.Sort(types);
        Assert.Equal(new byte[] { 1, 2, 3, 4, 5 }, types);
        Assert.NotEqual(0, machine.Capability(0, 1, 0x11));
        Assert.Equal(2048UL, Read(Configuration));
        Assert.Equal(2048UL, Read(Configuration, 8));
        Assert.Equal(1UL, Read(Common + 0x12, 2));
    }

    [Fact]
    public void A_request_is_served_and_the_pin_told_until_the_ISR_is_read()
    {
        Start();
        Request();
        GuestDriver.Eventually(() => machine.Pins[1].Level);
        Assert.True(IsUsed);
        Assert.Equal("a sector"u8.ToArray(), machine.At(Data, 8).ToArray());
        Assert.Equal(1UL, Read(Isr, 1));
        Assert.False(machine.Pins[1].Level);
        Assert.Equal(0UL, Read(Isr, 1));
    }

    [Fact]
    public void With_MSI_X_a_request_sends_its_queues_vector()
    {
        int msix = machine.Capability(0, 1, 0x11);
        machine.Write(0, 1, msix + 2, 0x8000, 2);
        machine.Low.TryWrite(16, 8, 0x0802_0040);
        machine.Low.Write32(24, 99);
        machine.Low.Write32(28, 0);
        Start();
        Write(Common + 0x1A, 1, 2);
        Assert.Equal(1UL, Read(Common + 0x1A, 2));
        Request();
        GuestDriver.Eventually(() => { lock (machine.Messages) { return machine.Messages.Count == 1; } });
        Assert.Equal((0x0802_0040UL, 99U, 8U), machine.Messages[0]);
        Assert.False(machine.Pins[1].Level);
        Assert.Equal(0UL, Read(Isr, 1));
    }

    [Fact]
    public void A_vector_that_does_not_exist_is_refused()
    {
        Write(Common + 0x1A, 2, 2);
        Assert.Equal(0xFFFFUL, Read(Common + 0x1A, 2));
        Write(Common + 0x10, 500, 2);
        Assert.Equal(0xFFFFUL, Read(Common + 0x10, 2));
        Write(Common + 0x10, 1, 2);
        Assert.Equal(1UL, Read(Common + 0x10, 2));
        Write(Common + 0x16, 9, 2);
        Assert.Equal(0UL, Read(Common + 0x18, 2));
        Assert.Equal(0xFFFFUL, Read(Common + 0x1A, 2));
    }

    [Fact]
    public void Requests_wait_while_the_device_may_not_use_memory()
    {
        Start();
        machine.Write(0, 1, 4, 2, 2);
        Request();
        Thread.Sleep(20);
        Assert.False(IsUsed);
        machine.Write(0, 1, 4, 6, 2);
        GuestDriver.Eventually(() => IsUsed);
    }

    [Fact]
    public void The_structures_can_be_reached_through_configuration_space()
    {
        int window = Enumerable.Range(0, 5).Select(i => machine.Capability(0, 1, 9, i)).Single(c => machine.Read(0, 1, c + 3, 1) == 5);
        machine.Write(0, 1, window + 4, 4, 1);
        machine.Write(0, 1, window + 8, 0x2000);
        machine.Write(0, 1, window + 12, 4);
        Assert.Equal(2048U, machine.Read(0, 1, window + 16));
        machine.Write(0, 1, window + 8, 0x14);
        machine.Write(0, 1, window + 12, 1);
        machine.Write(0, 1, window + 16, 3, 1);
        Assert.Equal(3UL, Read(Common + 0x14, 1));
        machine.Write(0, 1, window + 8, 0xFFFF_FFFE);
        machine.Write(0, 1, window + 12, 2);
        _ = machine.Read(0, 1, window + 16);
        machine.Write(0, 1, window + 12, 0);
        machine.Write(0, 1, window + 16, 0);
    }

    [Fact]
    public void A_function_level_reset_resets_device_and_function()
    {
        Start();
        int pcie = machine.Capability(0, 1, 0x10);
        machine.Write(0, 1, pcie + 8, 0x8000, 2);
        Assert.Equal(0U, machine.Read(0, 1, pcie + 8, 2) & 0x8000);
        Assert.Equal(0U, machine.Read(0, 1, 4, 2));
        Assert.Equal(0xFFFFFFFFUL, Read(Common));
        machine.Write(0, 1, 0x20, 0x0010_0000);
        machine.Write(0, 1, 0x24, 0x80);
        machine.Write(0, 1, 4, 6, 2);
        Assert.Equal(0UL, Read(Common + 0x14, 1));
    }
}
