using System.Buffers.Binary;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Devices.Gic;

namespace Armillary.Devices.Tests.Gic;

/// <summary>The interrupt translation service and LPIs, with their tables in 16 MiB of guest memory.</summary>
public sealed class ItsTests : IDisposable
{
    private const uint Spurious = 1023;
    private const ulong Ram = 0x4000_0000;
    private const ulong Queue = Ram + 0x10_0000, DeviceTable = Ram + 0x20_0000, CollectionTable = Ram + 0x30_0000;
    private const ulong Properties = Ram + 0x40_0000, PendingTables = Ram + 0x50_0000, Itt = Ram + 0x60_0000, SecondLevel = Ram + 0x70_0000;
    private const ulong Its = 0x0808_0000;
    private const ulong Valid = 1UL << 63;
    private static readonly VcpuState EL1 = new(1, false, false, false, false, false, false, false);

    private readonly VcpuInputs[] vcpus = [new(), new()];
    private readonly AddressSpace memory = new();
    private readonly GuestMemory ram = new(new PhysicalAddress(Ram), 16 << 20);
    private readonly GicV3 gic;
    private readonly GicV3Its its;
    private ulong written;

    public ItsTests()
    {
        memory.Map(ram);
        gic = new GicV3(vcpus, new GicOptions { Memory = memory, Its = new PhysicalAddress(Its) });
        its = gic.Its!;
        gic.Distributor.Write32(0, 0x13);
        for (int cpu = 0; cpu < vcpus.Length; cpu++)
        {
            Write(cpu, PMR, 0xF8);
            Write(cpu, IGRPEN1, 1);
            EnableLpis(cpu);
        }

        Configure(its, indirect: false);
    }

    private static uint PMR => SystemRegister.Encode(3, 0, 4, 6, 0);
    private static uint IAR1 => SystemRegister.Encode(3, 0, 12, 12, 0);
    private static uint EOIR1 => SystemRegister.Encode(3, 0, 12, 12, 1);
    private static uint RPR => SystemRegister.Encode(3, 0, 12, 11, 3);
    private static uint IGRPEN1 => SystemRegister.Encode(3, 0, 12, 12, 7);

    public void Dispose() => ram.Dispose();

    private void EnableLpis(int cpu, ulong flags = 0)
    {
        ulong frame = (ulong)cpu * GicV3.RedistributorStride;
        Assert.True(gic.Redistributors.TryWrite(frame + 0x70, 8, Properties | 15));
        Assert.True(gic.Redistributors.TryWrite(frame + 0x78, 8, (PendingTables + (0x1_0000 * (ulong)cpu)) | flags));
        gic.Redistributors.Write32(frame, 1);
    }

    private static void Configure(GicV3Its its, bool indirect)
    {
        its.Write32(0, 0);
        Assert.True(its.TryWrite(0x100, 8, Valid | DeviceTable | (indirect ? 1UL << 62 : 0) | (indirect ? 0 : 127UL)));
        Assert.True(its.TryWrite(0x108, 8, Valid | CollectionTable));
        Assert.True(its.TryWrite(0x80, 8, Valid | Queue));
        its.Write32(0, 1);
    }

    private uint Read(int cpu, uint register)
    {
        Assert.Equal(BankOutcome.Done, gic.CpuInterface(cpu).Read(register, in EL1, out ulong value));
        return (uint)value;
    }

    private void Write(int cpu, uint register, ulong value) => Assert.Equal(BankOutcome.Done, gic.CpuInterface(cpu).Write(register, in EL1, value));

    private Span<byte> Bytes(ulong address, int length)
    {
        Assert.True(ram.TryGetSpan(new PhysicalAddress(address), (ulong)length, out Span<byte> bytes));
        return bytes;
    }

    private void Configuration(int intid, byte value) => Bytes(Properties + (ulong)(intid - 8192), 1)[0] = value;

    private void Command(ulong first, ulong second = 0, ulong third = 0, ulong fourth = 0)
    {
        ulong[] words = [first, second, third, fourth];
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(Bytes(Queue + written + (8 * (ulong)i), 8), words[i]);
        }

        written = (written + 32) % 0x1000;
        Assert.True(its.TryWrite(0x88, 8, written));
        Assert.Equal(written, its.Read(0x90, 8));
    }

    private void MapDevice(uint device, int bits = 8) => Command(0x08 | ((ulong)device << 32), (ulong)(bits - 1), Valid | (Itt + (0x1000 * (ulong)(device & 15))));

    private void MapCollection(uint collection, int cpu) => Command(0x09, 0, Valid | ((ulong)cpu << 16) | collection);

    private void MapEvent(uint device, uint eventId, uint intid, uint collection)
        => Command(0x0A | ((ulong)device << 32), eventId | ((ulong)intid << 32), collection);

    private void Message(uint device, uint eventId) => its.Write(new PhysicalAddress(Its + 0x1_0040), eventId, device);

    private void MapOne(int cpu = 0)
    {
        Configuration(8200, 0xA1);
        MapDevice(3);
        MapCollection(5, cpu);
        MapEvent(3, 7, 8200, 5);
    }

    [Fact]
    public void A_message_becomes_the_LPI_that_its_event_is_mapped_to()
    {
        MapOne(cpu: 1);
        Message(3, 7);
        Assert.True(vcpus[1].Irq);
        Assert.False(vcpus[0].Irq);
        Assert.Equal(8200U, Read(1, IAR1));
        Assert.Equal(0xA0U, Read(1, RPR));
        Assert.False(vcpus[1].Irq);
        Write(1, EOIR1, 8200);
        Assert.Equal(0xFFU, Read(1, RPR));
        Assert.Equal(Spurious, Read(1, IAR1));
    }

    [Fact]
    public void An_LPI_has_no_active_state_and_can_be_pending_again_before_its_EOI()
    {
        MapOne();
        Message(3, 7);
        Assert.Equal(8200U, Read(0, IAR1));
        Message(3, 7);
        Message(3, 7);
        Write(0, EOIR1, 8200);
        Assert.Equal(8200U, Read(0, IAR1));
        Write(0, EOIR1, 8200);
        Assert.False(vcpus[0].Irq);
    }

    [Fact]
    public void What_is_not_mapped_or_another_address_is_no_interrupt()
    {
        MapOne();
        Message(3, 8);
        Message(4, 7);
        Message(3, 256);
        Message(0x1_0003, 7);
        its.Write(new PhysicalAddress(Its + 0x1_0044), 7, 3);
        Assert.False(vcpus[0].Irq);
        its.Write32(0, 0);
        Message(3, 7);
        Assert.False(vcpus[0].Irq);
    }

    [Fact]
    public void A_changed_configuration_is_seen_after_INV()
    {
        MapOne();
        Configuration(8200, 0);
        Message(3, 7);
        Assert.False(vcpus[0].Irq);
        Configuration(8200, 0xA1);
        Command(0x0C | (3UL << 32), 7);
        Assert.True(vcpus[0].Irq);
        Configuration(8200, 0xA0);
        Command(0x0D, 0, 5);
        Assert.False(vcpus[0].Irq);
        Configuration(8200, 0xA1);
        gic.Redistributors.Write32(0xA0, 8200);
        Assert.True(vcpus[0].Irq);
    }

    [Fact]
    public void INT_CLEAR_and_DISCARD_change_the_pending_state()
    {
        MapOne();
        Command(0x03 | (3UL << 32), 7);
        Assert.True(vcpus[0].Irq);
        Command(0x04 | (3UL << 32), 7);
        Assert.False(vcpus[0].Irq);
        Command(0x03 | (3UL << 32), 7);
        Command(0x0F | (3UL << 32), 7);
        Assert.False(vcpus[0].Irq);
        Message(3, 7);
        Assert.False(vcpus[0].Irq);
    }

    [Fact]
    public void MOVI_and_MOVALL_take_pending_LPIs_along()
    {
        MapOne();
        MapCollection(6, 1);
        Message(3, 7);
        Command(0x01 | (3UL << 32), 7, 6);
        Assert.False(vcpus[0].Irq);
        Assert.True(vcpus[1].Irq);
        Command(0x0E, 0, 1UL << 16, 0);
        Assert.True(vcpus[0].Irq);
        Assert.False(vcpus[1].Irq);
        Assert.Equal(8200U, Read(0, IAR1));
        Message(3, 7);
        Assert.True(vcpus[1].Irq);
    }

    [Fact]
    public void MAPI_maps_an_event_to_the_LPI_of_its_own_number()
    {
        Configuration(8205, 0x81);
        MapDevice(2, 16);
        MapCollection(0, 0);
        Command(0x0B | (2UL << 32), 8205, 0);
        Message(2, 8205);
        Assert.Equal(8205U, Read(0, IAR1));
    }

    [Fact]
    public void A_device_table_of_two_levels_has_the_devices_whose_page_is_there()
    {
        Configure(its, indirect: true);
        written = 0;
        BinaryPrimitives.WriteUInt64LittleEndian(Bytes(DeviceTable + 16, 8), Valid | SecondLevel);
        Configuration(8200, 0x81);
        MapCollection(1, 0);
        MapDevice(0x412);
        MapEvent(0x412, 0, 8200, 1);
        MapDevice(0x12);
        MapEvent(0x12, 0, 8200, 1);
        Message(0x12, 0);
        Assert.False(vcpus[0].Irq);
        Message(0x412, 0);
        Assert.True(vcpus[0].Irq);
    }

    [Fact]
    public void The_highest_priority_then_the_lowest_INTID_comes_first_among_SPIs_and_LPIs()
    {
        MapOne();
        Configuration(9000, 0x41);
        MapEvent(3, 8, 9000, 5);
        Configuration(8999, 0x41);
        MapEvent(3, 9, 8999, 5);
        Message(3, 7);
        Message(3, 8);
        Message(3, 9);
        Assert.Equal(8999U, Read(0, IAR1));
        Write(0, EOIR1, 8999);
        Assert.Equal(9000U, Read(0, IAR1));
        Write(0, EOIR1, 9000);
        Assert.Equal(8200U, Read(0, IAR1));
    }

    [Fact]
    public void Pending_LPIs_go_to_the_table_when_they_are_disabled_and_come_back_from_it()
    {
        MapOne();
        Message(3, 7);
        gic.Redistributors.Write32(0, 0);
        Assert.False(vcpus[0].Irq);
        Assert.Equal(1 << (8200 % 8), Bytes(PendingTables + (8200 / 8), 1)[0]);
        EnableLpis(0);
        Assert.True(vcpus[0].Irq);
        gic.Redistributors.Write32(0, 0);
        EnableLpis(0, flags: 1UL << 62);
        Assert.False(vcpus[0].Irq);
    }

    [Fact]
    public void A_queue_that_lies_in_no_memory_stalls_until_it_is_told_to_retry()
    {
        its.Write32(0, 0);
        Assert.True(its.TryWrite(0x80, 8, Valid | 0x1000));
        its.Write32(0, 1);
        Assert.True(its.TryWrite(0x88, 8, 0x40));
        Assert.Equal(1UL, its.Read(0x90, 8));
        Assert.True(its.TryWrite(0x88, 8, 0x41));
        Assert.Equal(1UL, its.Read(0x90, 8));
    }

    [Fact]
    public void An_erroneous_command_is_passed_over()
    {
        MapOne();
        Command(0x08 | (3UL << 32), 16, Valid | Itt);       // Size
        Command(0x08 | (0x1_0003UL << 32), 7, Valid | Itt); // DeviceID
        Command(0x09, 0, Valid | (2UL << 16) | 5);          // a CPU that is not there
        MapEvent(3, 7, 8191, 5);
        MapEvent(3, 7, 0x1_0000, 5);
        MapEvent(3, 0x100, 8200, 5);
        Command(0x55);
        Command(0x0E, 0, ulong.MaxValue, ulong.MaxValue);
        Message(3, 7);
        Assert.Equal(8200U, Read(0, IAR1));
    }

    [Fact]
    public void Any_tables_and_commands_are_borne()
    {
        var random = new Random(8);
        for (int round = 0; round < 40; round++)
        {
            random.NextBytes(Bytes(Queue, 0x4_0000));
            random.NextBytes(Bytes(DeviceTable, 0x1_0000));
            random.NextBytes(Bytes(CollectionTable, 0x1_0000));
            random.NextBytes(Bytes(Itt, 0x1_0000));
            for (int i = 0; i < 0x1000; i += 32)
            {
                // Known commands for small devices, mostly.
                Bytes(Queue + (ulong)i, 1)[0] = (byte)random.Next(16);
                Bytes(Queue + (ulong)i + 4, 4).Clear();
            }

            its.Write32(0, 0);
            for (ulong register = 0x80; register <= 0x108; register += 8)
            {
                ulong value = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
                Assert.True(its.TryWrite(register, 8, random.Next(4) == 0 ? value : (value & 0xC000_0000_0000_03FF) | Valid | (Ram + ((ulong)random.Next(0x80) << 16))));
            }

            its.Write32(0, 1);
            Assert.True(its.TryWrite(0x88, 8, (ulong)random.Next(0x10_0000)));
            for (uint i = 0; i < 50; i++)
            {
                Message((uint)random.Next(32), (uint)random.Next(32));
                uint intid = Read((int)(i & 1), IAR1);
                Write((int)(i & 1), EOIR1, intid);
                _ = its.Read(0x90, 8);
                gic.Redistributors.Write32(0xA0, (uint)random.Next());
                gic.Redistributors.Write32(random.Next(4) == 0 ? 0 : 0x70UL, (uint)random.Next());
            }
        }
    }
}
