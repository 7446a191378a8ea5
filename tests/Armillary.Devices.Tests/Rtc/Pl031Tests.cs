using Armillary.Devices.Rtc;

namespace Armillary.Devices.Tests.Rtc;

public sealed class Pl031Tests
{
    private readonly Wire irq = new();
    private readonly ManualClock clock = new();
    private readonly Pl031 rtc;

    public Pl031Tests() => rtc = new Pl031(irq.Line, clock);

    [Fact]
    public void RTCDR_counts_the_wall_clocks_seconds_from_what_RTCLR_loaded()
    {
        Assert.Equal(1_000_000U, rtc.Read32(0));
        rtc.Write32(8, 100);
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(105U, rtc.Read32(0));
    }

    [Fact]
    public void The_match_interrupts_when_it_is_reached_and_RTCICR_clears_it()
    {
        rtc.Write32(0x10, 1);
        rtc.Write32(4, 1_000_010);
        clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(irq.Level);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(irq.Level);
        rtc.Write32(0x1C, 1);
        Assert.False(irq.Level);
    }

    [Fact]
    public void It_is_enabled_and_cannot_be_disabled()
    {
        rtc.Write32(0xC, 0);
        Assert.Equal(1U, rtc.Read32(0xC));
        Assert.Equal(0x31U, rtc.Read32(0xFE0));
    }

    [Fact]
    public void Any_match_and_load_values_are_survived()
    {
        foreach (uint value in new[] { 0U, 1U, uint.MaxValue, 999_999U, 0x8000_0000U })
        {
            rtc.Write32(8, value);
            rtc.Write32(4, ~value);
            rtc.Write32(4, value - 1);
        }
    }
}
