using System.Buffers.Binary;
using Armillary.Core.Memory;
using Armillary.Devices.Pci;

namespace Armillary.Devices.Tests.Pci;

public sealed class MsiXTests : IDisposable
{
    private readonly PciMachine machine = new();
    private readonly TestFunction function = new();
    private readonly int control;

    public MsiXTests()
    {
        machine.Host.Add(function);
        control = machine.Capability(0, 1, 0x11) + 2;
        machine.Write(0, 1, 4, 6, 2);
    }

    private MsiX Table => function.MsiX!;

    public void Dispose() => machine.Dispose();

    private void Program(int vector, ulong address, uint data, uint mask = 0)
    {
        IMmioTarget table = Table;
        table.TryWrite((ulong)vector * 16, 8, address);
        table.Write32(((ulong)vector * 16) + 8, data);
        table.Write32(((ulong)vector * 16) + 12, mask);
    }

    [Fact]
    public void The_capability_tells_the_table()
    {
        Assert.Equal(1U, machine.Read(0, 1, control, 2));
        Assert.Equal(3U, machine.Read(0, 1, control + 2));
        Assert.Equal(0x803U, machine.Read(0, 1, control + 6));
        Assert.Equal(1U, Table.Read32(12));
    }

    [Fact]
    public void A_vector_is_a_store_of_its_data_by_its_function()
    {
        machine.Write(0, 1, control, 0x8000, 2);
        Program(1, 0x0802_0040, 77);
        Table.Raise(1);
        Assert.Equal([(0x0802_0040UL, 77U, 8U)], machine.Messages);
    }

    [Fact]
    public void A_masked_vector_is_pending_until_it_is_unmasked()
    {
        machine.Write(0, 1, control, 0x8000, 2);
        Program(0, 0x0802_0040, 5, mask: 1);
        Table.Raise(0);
        Table.Raise(0);
        Assert.Empty(machine.Messages);
        Assert.Equal(1U, Table.Read32(0x800));
        Table.Write32(12, 0);
        Assert.Single(machine.Messages);
        Assert.Equal(0U, Table.Read32(0x800));
    }

    [Fact]
    public void A_masked_function_keeps_all_vectors_pending()
    {
        machine.Write(0, 1, control, 0xC000, 2);
        Program(0, 0x0802_0040, 5);
        Program(1, 0x0802_0040, 6);
        Table.Raise(0);
        Table.Raise(1);
        Assert.Equal(3U, Table.Read32(0x800));
        machine.Write(0, 1, control, 0x8000, 2);
        Assert.Equal(2, machine.Messages.Count);
    }

    [Fact]
    public void Without_bus_mastering_no_message_is_sent()
    {
        machine.Write(0, 1, control, 0x8000, 2);
        machine.Write(0, 1, 4, 2, 2);
        Program(0, 0x0802_0040, 5);
        Table.Raise(0);
        Assert.Empty(machine.Messages);
    }

    [Fact]
    public void The_pin_is_silent_while_MSI_X_is_chosen()
    {
        function.Pull(true);
        Assert.True(machine.Pins[1].Level);
        machine.Write(0, 1, control, 0x8000, 2);
        Assert.False(machine.Pins[1].Level);
        machine.Write(0, 1, control, 0, 2);
        Assert.True(machine.Pins[1].Level);
    }

    [Fact]
    public void A_message_to_RAM_is_a_store_and_one_to_nowhere_is_lost()
    {
        machine.Write(0, 1, control, 0x8000, 2);
        Program(0, PciMachine.Ram + 0x100, 0xCAFE_F00D);
        Table.Raise(0);
        Assert.Equal(0xCAFE_F00DU, BinaryPrimitives.ReadUInt32LittleEndian(machine.At(0x100, 4)));
        Program(0, ulong.MaxValue - 1, 1);
        Table.Raise(0);
        Program(0, PciMachine.Ram + 0xF_FFFE, 1);
        Table.Raise(0);
        Table.Raise(2);
        Table.Raise(-1);
        Table.Raise(0xFFFF);
    }
}
