using Armillary.Arm.SystemRegisters;
using Armillary.Core.Interrupts;
using Armillary.Core.Time;

namespace Armillary.Arm.Pmu;

/// <summary>
/// A CPU's performance monitors (DDI 0487, D11: PMUv3): a cycle counter and six event counters. Nothing is counted as it happens but exceptions: what has
/// passed is added up when a register is used, when the level changes, and when a counter that interrupts may have overflowed. A cycle is a
/// nanosecond of the machine's clock, also while the CPU waits. Used by the CPU's own thread; the alarm comes on the clock's.
/// </summary>
public sealed partial class PerformanceMonitors : IDisposable
{
    /// <summary>How many event counters there are.</summary>
    public const int Counters = 6;

    /// <summary>The cycle counter's number: its bit in the registers that have one for each counter.</summary>
    internal const int CycleCounter = 31;

    internal const uint SW_INCR = 0x00, INST_RETIRED = 0x08, EXC_TAKEN = 0x09, EXC_RETURN = 0x0A, CPU_CYCLES = 0x11, CHAIN = 0x1E;

    private const ulong All = (1UL << CycleCounter) | ((1UL << Counters) - 1);

    // How often a counter is looked at that may interrupt. One of instructions: as if four were done in a nanosecond.
    private const long ShortestLook = 20_000, LongestLook = 5_000_000;

    private readonly Cpu cpu;
    private readonly IClock clock;
    private readonly IClockTimer alarm;
    private readonly ulong[] values = new ulong[32];
    private readonly ulong[] types = new ulong[32];
    private InterruptLine? line;
    private ulong enabled, overflowed, interrupting, running;
    private long lastTime;
    private ulong lastRetired;
    private int due;

    internal PerformanceMonitors(Cpu cpu)
    {
        this.cpu = cpu;
        clock = cpu.Host.Clock;
        alarm = clock.CreateTimer(Ring);
    }

    /// <summary>Whether any counter counts: changes of level are then told.</summary>
    internal bool Active => running != 0;

    /// <summary>Connects the overflow interrupt.</summary>
    public void Connect(InterruptLine output) => line = output;

    /// <inheritdoc/>
    public void Dispose() => alarm.Dispose();

    /// <summary>Nothing enabled, all zero.</summary>
    internal void Reset()
    {
        Array.Clear(values);
        Array.Clear(types);
        enabled = overflowed = interrupting = running = control = selected = 0;
        UserEnable = 0;
        alarm.Disarm();
        line?.Set(false);
    }

    /// <summary>Whether code of a level has to count its instructions.</summary>
    internal bool CountsInstructionsAt(int el)
    {
        for (int n = 0; n < Counters; n++)
        {
            if (IsRunning(n) && EventOf(n) == INST_RETIRED && CountsAt(n, el))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The current level ends, by an exception or a return from one.</summary>
    internal void LevelChanges(uint why)
    {
        Sync();
        Count(why);
    }

    /// <summary>If a counter may have overflowed, looks. By the CPU's thread, between blocks.</summary>
    internal void Attend()
    {
        if (Volatile.Read(ref due) != 0)
        {
            Volatile.Write(ref due, 0);
            Sync();
            Arm();
        }
    }

    /// <summary>Adds what has passed since the last time to the counters that count at the current level.</summary>
    internal void Sync()
    {
        if (running == 0)
        {
            return;
        }

        long now = clock.Nanoseconds;
        ulong retired = cpu.Host.RetiredInstructions(cpu);
        ulong cycles = (ulong)(now - lastTime), instructions = retired - lastRetired;
        (lastTime, lastRetired) = (now, retired);
        if (IsRunning(CycleCounter) && CountsAt(CycleCounter, cpu.PSTATE.EL))
        {
            Advance(CycleCounter, cycles);
        }

        for (int n = 0; n < Counters; n++)
        {
            uint kind = EventOf(n);
            if (kind is CPU_CYCLES or INST_RETIRED && IsRunning(n) && CountsAt(n, cpu.PSTATE.EL))
            {
                Advance(n, kind == CPU_CYCLES ? cycles : instructions);
            }
        }

        UpdateLine();
    }

    /// <summary>The controls changed, after <see cref="Sync"/>: which counters run from now on.</summary>
    internal void ControlsChanged()
    {
        int own = OwnCounters;
        ulong first = (1UL << own) - 1;
        bool hyp = cpu.HaveEL2 && (cpu.MDCR_EL2 & MDCR.HPME) != 0;
        ulong counting = ((control & PMCR_E) != 0 ? first | (1UL << CycleCounter) : 0) | (hyp ? All & ~first & ~(1UL << CycleCounter) : 0);
        running = enabled & counting;
        (lastTime, lastRetired) = (clock.Nanoseconds, cpu.Host.RetiredInstructions(cpu));
        UpdateLine();
        Arm();
    }

    private bool IsRunning(int n) => ((running >> n) & 1) != 0;

    private uint EventOf(int n) => (uint)types[n] & 0xFFFF;

    /// <summary>How many counters belong to EL1 and EL0 (MDCR_EL2.HPMN); the others are EL2's.</summary>
    private int OwnCounters => cpu.HaveEL2 ? (int)Math.Min(cpu.MDCR_EL2 & MDCR.HPMN, Counters) : Counters;

    /// <summary>Whether a counter counts at a level, by its filter and by what is prohibited there (D11.5.3, D11.6).</summary>
    private bool CountsAt(int n, int el)
    {
        ulong filter = types[n];
        bool P = (filter & (1UL << 31)) != 0, U = (filter & (1UL << 30)) != 0;
        bool NSK = (filter & (1UL << 29)) != 0, NSU = (filter & (1UL << 28)) != 0, NSH = (filter & (1UL << 27)) != 0, M = (filter & (1UL << 26)) != 0, SH = (filter & (1UL << 24)) != 0;
        bool secure = cpu.SecureBelowEL3;
        bool wanted = el switch
        {
            0 => secure || !cpu.HaveEL3 ? !U : U == NSU,
            1 => secure || !cpu.HaveEL3 ? !P : P == NSK,
            2 => NSH != (secure && SH),
            _ => P == M,
        };
        if (!wanted)
        {
            return false;
        }

        bool prohibited = (cpu.HaveEL3 && (secure || el == 3) && (cpu.MDCR_EL3 & MDCR.SPME) == 0)
            || (el == 2 && (cpu.MDCR_EL2 & MDCR.HPMD) != 0 && n < OwnCounters);
        if (n == CycleCounter)
        {
            // The cycle counter goes on where events may not be counted, unless PMCR_EL0.DP says otherwise.
            prohibited = (control & PMCR_DP) != 0 && (prohibited || (el == 2 && (cpu.MDCR_EL2 & MDCR.HPMD) != 0));
        }

        return !prohibited;
    }

    /// <summary>One event happened at the current level.</summary>
    private void Count(uint what)
    {
        for (int n = 0; n < Counters; n++)
        {
            if (IsRunning(n) && EventOf(n) == what && CountsAt(n, cpu.PSTATE.EL))
            {
                Advance(n, 1);
                UpdateLine();
            }
        }
    }

    private void Advance(int n, ulong amount)
    {
        ulong before = values[n], sum = before + amount;
        if (n == CycleCounter)
        {
            values[n] = sum;
            if ((control & PMCR_LC) != 0 ? sum < before : before >> 32 != sum >> 32)
            {
                overflowed |= 1UL << n;
            }

            return;
        }

        values[n] = sum & uint.MaxValue;
        if (sum >> 32 == 0)
        {
            return;
        }

        overflowed |= 1UL << n;
        if ((n & 1) == 0 && IsRunning(n + 1) && EventOf(n + 1) == CHAIN && CountsAt(n + 1, cpu.PSTATE.EL))
        {
            Advance(n + 1, sum >> 32);
        }
    }

    private void UpdateLine()
    {
        int own = OwnCounters;
        ulong first = ((1UL << own) - 1) | (1UL << CycleCounter);
        bool hyp = cpu.HaveEL2 && (cpu.MDCR_EL2 & MDCR.HPME) != 0;
        ulong allowed = ((control & PMCR_E) != 0 ? first : 0) | (hyp ? All & ~first : 0);
        line?.Set((overflowed & interrupting & allowed) != 0);
    }

    /// <summary>Sets the alarm for the first overflow that could come, if the counters counted at every level.</summary>
    private void Arm()
    {
        long soonest = long.MaxValue;
        for (int n = 0; n <= CycleCounter; n++)
        {
            if (IsRunning(n) && ((interrupting >> n) & 1) != 0)
            {
                // One that is about to overflow but counts at another level must not ring all the time.
                soonest = Math.Min(soonest, Math.Max(TimeToOverflow(n), CountsAt(n, cpu.PSTATE.EL) ? 0 : ShortestLook));
            }
        }

        if (soonest == long.MaxValue)
        {
            alarm.Disarm();
        }
        else
        {
            alarm.Arm(clock.Nanoseconds + soonest);
        }
    }

    private long TimeToOverflow(int n)
    {
        if (n == CycleCounter)
        {
            return Bounded((control & PMCR_LC) != 0 ? 0 - values[n] - 1 : uint.MaxValue - (values[n] & uint.MaxValue));
        }

        ulong left = uint.MaxValue - values[n];
        uint kind = EventOf(n);
        if (kind == CHAIN && (n & 1) != 0)
        {
            left = (left << 32) | (uint.MaxValue - values[n - 1]);
            kind = EventOf(n - 1);
        }

        return kind switch
        {
            CPU_CYCLES => Bounded(left),
            INST_RETIRED => Math.Clamp(Bounded(left) / 4, ShortestLook, LongestLook),
            _ => long.MaxValue,
        };
    }

    // A century is long enough for any alarm.
    private static long Bounded(ulong nanoseconds) => (long)Math.Min(nanoseconds, 1UL << 61) + 1;

    /// <summary>On the clock's thread: the CPU's own has to look.</summary>
    private void Ring()
    {
        Volatile.Write(ref due, 1);
        Volatile.Write(ref cpu.Native.Words.Attention, 1);
        cpu.Host.Wake(cpu);
    }
}
