using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Core.Time;

namespace Armillary.Devices.Rtc;

/// <summary>
/// PrimeCell real-time clock (PL031). Names: Arm DDI 0224, chapter 3. RTCDR counts the seconds of the Unix epoch and runs
/// from power-on, as firmware leaves it.
/// </summary>
public sealed partial class Pl031 : PrimeCell, IDisposable
{
    private readonly InterruptLine irq;
    private readonly IClock clock;
    private readonly IClockTimer alarm;
    private uint offset;
    private uint raw;

    /// <summary>A clock that signals on <paramref name="irq"/> (RTCINTR) and shows the wall clock of <paramref name="clock"/>.</summary>
    public Pl031(InterruptLine irq, IClock clock)
        : base(0x031, revision: 0)
    {
        this.irq = irq;
        this.clock = clock;
        alarm = clock.CreateTimer(Expire);
    }

    /// <inheritdoc/>
    public override FirmwareId Firmware { get; } = new(["arm,pl031", "arm,primecell"]);

    [Register(0x000)] private uint RTCDR => unchecked(HostSeconds + offset);
    [Register(0x004)] private uint RTCMR { get => match; set { match = value; ArmAlarm(); } }
    [Register(0x008)] private uint RTCLR { get => load; set { load = value; offset = unchecked(value - HostSeconds); ArmAlarm(); } }

    /// <summary>RTCCR: once enabled, writes have no effect until reset (3.3.4).</summary>
    [Register(0x00C)] private uint RTCCR { get => 1; set { } }
    [Register(0x010, Mask = 1)] private partial uint RTCIMSC { get; set; }
    [Register(0x014)] private uint RTCRIS => raw;
    [Register(0x018)] private uint RTCMIS => raw & RTCIMSC;
    [Register(0x01C)] private uint RTCICR { set => raw &= ~value; }

    private uint match;
    private uint load;

    private uint HostSeconds => unchecked((uint)clock.WallClock.ToUnixTimeSeconds());

    /// <inheritdoc/>
    public void Dispose() => alarm.Dispose();

    /// <inheritdoc/>
    protected override void Update() => irq.Set(RTCMIS != 0);

    /// <summary>The time of day survives a reset; the alarm does not.</summary>
    protected override void OnReset()
    {
        match = 0;
        raw = 0;
        alarm.Disarm();
    }

    private void ArmAlarm()
    {
        uint seconds = unchecked(match - RTCDR);
        if (seconds == 0)
        {
            raw = 1;
            alarm.Disarm();
            return;
        }

        alarm.Arm(unchecked(clock.Nanoseconds + (seconds * 1_000_000_000L)));
    }

    private void Expire()
    {
        lock (Gate)
        {
            raw = 1;
            Update();
        }
    }
}
