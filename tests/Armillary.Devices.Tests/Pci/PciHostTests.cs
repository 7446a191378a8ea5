namespace Armillary.Devices.Tests.Pci;

public sealed class PciHostTests : IDisposable
{
    private readonly PciMachine machine = new();
    private readonly TestFunction function = new();

    public PciHostTests() => machine.Host.Add(function);

    public void Dispose() => machine.Dispose();

    [Fact]
    public void Configuration_of_what_is_not_there_reads_as_ones()
    {
        Assert.Equal(0x5678_1234U, machine.Read(0, 1, 0));
        Assert.Equal(uint.MaxValue, machine.Read(0, 2, 0));
        Assert.Equal(uint.MaxValue, machine.Read(3, 1, 0));
        Assert.Equal(0xFFUL, machine.Host.Read((1 << 15) | (3 << 12), 1));
        Assert.Equal(ulong.MaxValue, machine.Host.Read(9 << 20, 8));
    }

    [Fact]
    public void A_header_is_read_by_bytes_halves_words_and_doublewords()
    {
        Assert.Equal(0x34U, machine.Read(0, 1, 0, 1));
        Assert.Equal(0x5678U, machine.Read(0, 1, 2, 2));
        Assert.Equal(0xFF00_0000U, machine.Read(0, 1, 8));
        Assert.Equal(0x0010_0000_5678_1234UL, machine.Host.Read(1 << 15, 8));
    }

    [Fact]
    public void A_BAR_tells_its_size_when_ones_are_written()
    {
        machine.Write(0, 1, 0x10, uint.MaxValue);
        Assert.Equal(0xFFFF_F000U, machine.Read(0, 1, 0x10));
        machine.Write(0, 1, 0x14, uint.MaxValue);
        machine.Write(0, 1, 0x18, uint.MaxValue);
        Assert.Equal(0xFFF0_000CU, machine.Read(0, 1, 0x14));
        Assert.Equal(0xFFFF_FFFFU, machine.Read(0, 1, 0x18));
        machine.Write(0, 1, 0x20, uint.MaxValue);
        Assert.Equal(0xFFFF_FFE1U, machine.Read(0, 1, 0x20));
        machine.Write(0, 1, 0x24, uint.MaxValue);
        Assert.Equal(0U, machine.Read(0, 1, 0x24));
    }

    [Fact]
    public void A_range_answers_where_it_was_put_and_only_while_it_is_decoded()
    {
        machine.Write(0, 1, 0x10, 0x1000_5000);
        Assert.Equal(uint.MaxValue, machine.Low.Read32(0x5010));
        machine.Write(0, 1, 4, 2, 2);
        Assert.Equal(0x10U, machine.Low.Read32(0x5010));
        machine.Write(0, 1, 0x10, 0x1000_7000);
        Assert.Equal(uint.MaxValue, machine.Low.Read32(0x5010));
        Assert.Equal(0x20U, machine.Low.Read32(0x7020));
        machine.Low.Write32(0x7024, 1);
        Assert.Equal(0x24UL, function.Memory32.LastWrite);
        machine.Write(0, 1, 4, 0, 2);
        Assert.Equal(uint.MaxValue, machine.Low.Read32(0x7020));
    }

    [Fact]
    public void A_range_of_64_bits_answers_above_4_GiB()
    {
        machine.Write(0, 1, 0x14, 0x0010_0000);
        machine.Write(0, 1, 0x18, 0x80);
        machine.Write(0, 1, 4, 2, 2);
        Assert.Equal(0xF_FFF0U, machine.High.Read32(0x1F_FFF0));
        Assert.Equal(uint.MaxValue, machine.High.Read32(0x20_0000));
    }

    [Fact]
    public void Ports_answer_in_the_IO_window()
    {
        machine.Write(0, 1, 0x20, 0x1000);
        machine.Write(0, 1, 4, 1, 2);
        Assert.Equal(4U, machine.Io.Read32(0x1004));
        Assert.Equal(0xFFFFUL, machine.Io.Read(0x1020, 2));
    }

    [Fact]
    public void Of_ranges_that_overlap_the_first_answers_and_the_rest_of_the_other()
    {
        machine.Write(0, 1, 0x10, 0x1000_8000);
        machine.Write(0, 1, 0x14, 0x1000_0000);
        machine.Write(0, 1, 4, 2, 2);
        Assert.Equal(0x10U, machine.Low.Read32(0x8010));
        Assert.Equal(0x7FF0U, machine.Low.Read32(0x7FF0));
        Assert.Equal(0x9000U, machine.Low.Read32(0x9000));
        Assert.Equal(ulong.MaxValue, machine.Low.Read(0x8FFC, 8));
    }

    [Fact]
    public void A_range_outside_of_every_window_is_nowhere()
    {
        machine.Write(0, 1, 0x10, 0x4000_0000);
        machine.Write(0, 1, 0x14, 0xFFF0_0000);
        machine.Write(0, 1, 0x18, uint.MaxValue);
        machine.Write(0, 1, 4, 7, 2);
        Assert.Equal(uint.MaxValue, machine.Low.Read32(0));
        Assert.Equal(uint.MaxValue, machine.High.Read32(0));
    }

    [Fact]
    public void Pins_turn_with_the_device_number_and_are_shared()
    {
        TestFunction second = new(), fifth = new();
        machine.Host.Add(second);
        machine.Host.Add(new TestFunction());
        machine.Host.Add(new TestFunction());
        machine.Host.Add(fifth);
        second.Pull(true);
        Assert.True(machine.Pins[2].Level);
        function.Pull(true);
        fifth.Pull(true);
        Assert.True(machine.Pins[1].Level);
        function.Pull(false);
        Assert.True(machine.Pins[1].Level);
        fifth.Pull(false);
        Assert.False(machine.Pins[1].Level);
    }

    [Fact]
    public void Interrupt_Disable_silences_the_pin_and_Interrupt_Status_shows_it()
    {
        function.Pull(true);
        Assert.Equal(8U, machine.Read(0, 1, 6, 2) & 8);
        machine.Write(0, 1, 4, 0x400, 2);
        Assert.False(machine.Pins[1].Level);
        Assert.Equal(8U, machine.Read(0, 1, 6, 2) & 8);
        machine.Write(0, 1, 4, 0, 2);
        Assert.True(machine.Pins[1].Level);
    }

    [Fact]
    public void A_reset_forgets_where_ranges_were_put()
    {
        machine.Write(0, 1, 0x10, 0x1000_5000);
        machine.Write(0, 1, 4, 7, 2);
        function.Pull(true);
        machine.Host.Reset();
        Assert.Equal(0U, machine.Read(0, 1, 4, 2));
        Assert.Equal(0U, machine.Read(0, 1, 0x10));
        Assert.Equal(uint.MaxValue, machine.Low.Read32(0x5010));
        Assert.False(machine.Pins[1].Level);
    }

    [Fact]
    public void More_devices_than_a_bus_has_numbers_are_refused()
    {
        for (int i = 2; i < 32; i++)
        {
            machine.Host.Add(new TestFunction());
        }

        Assert.Throws<InvalidOperationException>(() => machine.Host.Add(new TestFunction()));
    }
}
