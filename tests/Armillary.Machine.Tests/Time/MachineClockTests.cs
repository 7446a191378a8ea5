using Armillary.Core.Time;
using Xunit;

namespace Armillary.Machine.Tests.Time;

public class MachineClockTests
{
    [Fact]
    public void A_timer_fires_once_and_not_before_its_deadline()
    {
        using var clock = new MachineClock();
        using var fired = new SemaphoreSlim(0);
        long at = 0;
        using IClockTimer timer = clock.CreateTimer(() =>
        {
            at = clock.Nanoseconds;
            fired.Release();
        });
        long deadline = clock.Nanoseconds + 2_000_000;
        timer.Arm(deadline);
        Assert.True(fired.Wait(5000));
        Assert.InRange(at, deadline, deadline + 1_000_000_000);
        Assert.False(fired.Wait(20));
    }

    [Fact]
    public void An_earlier_deadline_overtakes_a_later_one_and_a_disarmed_timer_stays_silent()
    {
        using var clock = new MachineClock();
        using var fired = new SemaphoreSlim(0);
        using IClockTimer silent = clock.CreateTimer(() => fired.Release(100));
        using IClockTimer timer = clock.CreateTimer(() => fired.Release());
        silent.Arm(clock.Nanoseconds + 5_000_000);
        timer.Arm(clock.Nanoseconds + 3_600_000_000_000);
        timer.Arm(clock.Nanoseconds + 1_000_000);
        silent.Disarm();
        Assert.True(fired.Wait(5000));
        Assert.False(fired.Wait(20));
    }

    [Fact]
    public void A_deadline_in_the_past_fires_at_once()
    {
        using var clock = new MachineClock();
        using var fired = new SemaphoreSlim(0);
        using IClockTimer timer = clock.CreateTimer(() => fired.Release());
        timer.Arm(0);
        Assert.True(fired.Wait(5000));
    }

    [Fact]
    public void A_timer_may_arm_itself_again_from_its_own_expiry()
    {
        using var clock = new MachineClock();
        using var done = new SemaphoreSlim(0);
        int count = 0;
        IClockTimer timer = null!;
        timer = clock.CreateTimer(() =>
        {
            if (++count < 5)
            {
                timer.Arm(clock.Nanoseconds + 100_000);
            }
            else
            {
                done.Release();
            }
        });
        timer.Arm(clock.Nanoseconds);
        Assert.True(done.Wait(5000));
        timer.Dispose();
    }

    [Theory]
    [InlineData(2_000_000)] // as expected
    [InlineData(1_999_500)] // a little earlier
    [InlineData(200_000)]
    [InlineData(7_000_000)]
    [InlineData(3_600_000_000_000)] // not in this test
    public void A_timer_that_is_expected_at_some_time_fires_when_it_is_armed_for(long distance)
    {
        using var clock = new MachineClock();
        using var fired = new SemaphoreSlim(0);
        using IClockTimer timer = clock.CreateTimer(() => fired.Release());
        long deadline = clock.Nanoseconds;
        for (int i = 0; i < 5; i++)
        {
            deadline += 2_000_000;
            timer.Arm(deadline);
            Assert.True(fired.Wait(5000));
        }

        timer.Arm(deadline + distance);
        Assert.Equal(distance < 1_000_000_000, fired.Wait(distance < 1_000_000_000 ? 5000 : 20));
        Assert.True(distance > 1_000_000_000 || clock.Nanoseconds >= deadline + distance);
        timer.Disarm();
        Assert.False(fired.Wait(10));
    }
}
