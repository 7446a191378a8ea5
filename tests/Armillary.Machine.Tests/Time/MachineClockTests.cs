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
}
