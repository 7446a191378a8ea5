using Armillary.Core.Interrupts;
using Armillary.Core.Time;

namespace Armillary.Arm.Timer;

/// <summary>
/// One timer of the generic timer (DDI 0487, D11.2): a compare value and a control register over a counter view. Its registers are used
/// by the CPU's thread, its deadline comes on the clock's, so all of it is under one lock.
/// </summary>
public sealed class TimerChannel : IDisposable
{
    private const ulong ENABLE = 1, IMASK = 2, ISTATUS = 4;

    private readonly Lock gate = new();
    private readonly IClock clock;
    private readonly IClockTimer alarm;
    private InterruptLine? line;
    private ulong control, compare, offset;

    internal TimerChannel(IClock clock)
    {
        this.clock = clock;
        alarm = clock.CreateTimer(Update);
    }

    /// <summary>CNTx_CTL: ENABLE, IMASK and (read-only) ISTATUS.</summary>
    public ulong CTL
    {
        get
        {
            lock (gate)
            {
                return control | ((control & ENABLE) != 0 && ConditionMet(Count) ? ISTATUS : 0);
            }
        }

        set
        {
            lock (gate)
            {
                control = value & (ENABLE | IMASK);
                UpdateLocked();
            }
        }
    }

    /// <summary>CNTx_CVAL: the count at which the condition is met.</summary>
    public ulong CVAL
    {
        get
        {
            lock (gate)
            {
                return compare;
            }
        }

        set
        {
            lock (gate)
            {
                compare = value;
                UpdateLocked();
            }
        }
    }

    /// <summary>CNTx_TVAL: the signed 32-bit distance from the count to the compare value.</summary>
    public ulong TVAL
    {
        get
        {
            lock (gate)
            {
                return (uint)(compare - Count);
            }
        }

        set => CVAL = Count + (ulong)(int)(uint)value;
    }

    /// <summary>What is taken from the physical count to get this channel's (CNTVOFF_EL2 for the virtual timer).</summary>
    public ulong Offset
    {
        get
        {
            lock (gate)
            {
                return offset;
            }
        }

        set
        {
            lock (gate)
            {
                offset = value;
                UpdateLocked();
            }
        }
    }

    /// <summary>The counter view that the channel compares with.</summary>
    public ulong Count => GenericTimer.CountAt(clock.Nanoseconds) - offset;

    /// <summary>Connects the interrupt output.</summary>
    public void Connect(InterruptLine output)
    {
        lock (gate)
        {
            line = output;
            UpdateLocked();
        }
    }

    /// <summary>Disabled, unmasked, compare value and offset zero.</summary>
    public void Reset()
    {
        lock (gate)
        {
            control = compare = offset = 0;
            UpdateLocked();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => alarm.Dispose();

    private bool ConditionMet(ulong count) => count >= compare;

    private void Update()
    {
        lock (gate)
        {
            UpdateLocked();
        }
    }

    private void UpdateLocked()
    {
        bool met = ConditionMet(Count);
        line?.Set((control & (ENABLE | IMASK)) == ENABLE && met);
        if ((control & ENABLE) != 0 && !met)
        {
            // The physical count of the deadline; one that no clock of 63 bits of nanoseconds reaches needs no alarm.
            ulong deadline = compare + offset;
            if (deadline < long.MaxValue / GenericTimer.NanosecondsPerTick)
            {
                alarm.Arm((long)deadline * GenericTimer.NanosecondsPerTick);
                return;
            }
        }

        alarm.Disarm();
    }
}
