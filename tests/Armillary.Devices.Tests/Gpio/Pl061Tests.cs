using Armillary.Devices.Gpio;

namespace Armillary.Devices.Tests.Gpio;

public sealed class Pl061Tests
{
    private readonly Wire irq = new();
    private readonly Pl061 gpio;

    public Pl061Tests() => gpio = new Pl061(irq.Line);

    [Fact]
    public void GPIODATA_shows_and_changes_only_the_pins_that_the_address_names()
    {
        gpio.Write32(0x400, 0xF0);
        gpio.Write32(0x3FC, 0xFF);
        gpio.SetInput(1, true);
        Assert.Equal(0xF2U, gpio.Read32(0x3FC));
        Assert.Equal(0x02U, gpio.Read32(0x02 << 2));
        gpio.Write32(0x10 << 2, 0);
        Assert.Equal(0xE2U, gpio.Read32(0x3FC));
    }

    [Fact]
    public void A_rising_edge_interrupts_until_GPIOIC()
    {
        gpio.Write32(0x40C, 8);
        gpio.Write32(0x410, 8);
        gpio.SetInput(3, true);
        Assert.True(irq.Level);
        Assert.Equal(8U, gpio.Read32(0x418));
        gpio.Write32(0x41C, 8);
        Assert.False(irq.Level);
        gpio.SetInput(3, false);
        Assert.False(irq.Level);
    }

    [Fact]
    public void Both_edges_and_levels()
    {
        gpio.Write32(0x410, 0xFF);
        gpio.Write32(0x408, 1);
        gpio.SetInput(0, true);
        gpio.Write32(0x41C, 1);
        gpio.SetInput(0, false);
        Assert.Equal(1U, gpio.Read32(0x414) & 1);
        gpio.Write32(0x404, 2);
        gpio.Write32(0x40C, 2);
        Assert.Equal(0U, gpio.Read32(0x414) & 2);
        gpio.SetInput(1, true);
        Assert.Equal(2U, gpio.Read32(0x414) & 2);
    }

    [Fact]
    public void The_power_button_comes_up_by_itself()
    {
        ManualClock clock = new();
        using PowerButton button = new(gpio, 3, clock);
        button.Press();
        Assert.Equal(8U, gpio.Read32(0x3FC));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0U, gpio.Read32(0x3FC));
    }
}
