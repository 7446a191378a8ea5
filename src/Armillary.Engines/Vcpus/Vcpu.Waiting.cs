using System.Diagnostics;
using Armillary.Core.State;
using Armillary.Engines.Memory;

namespace Armillary.Engines.Vcpus;

/// <summary>
/// How a vCPU waits in WFE. A store by another CPU to what the exclusive monitor holds is an event (DDI 0487, D1.6.1 and B2.12.2): guests wait for locks
/// that way, for microseconds. No store tells, so who waits looks at the memory itself, for as long as a lock is held if its holder runs.
/// How it sleeps in WFI: where it was woken soon the last times, as one CPU of two that work for each other is, it waits a little first,
/// since to put a thread to sleep and to wake it costs more than that.
/// </summary>
internal abstract unsafe partial class Vcpu
{
    // Then the thread lets others run, as the holder may be one of them.
    private const long SpinMicroseconds = 20;

    // So many times, then it sleeps a little: WFE may end early, so the guest asks again.
    private const int Yields = 32;
    private const int PausesPerLook = 4;

    // Sleeps that are shorter than this are waited through, once so many of the last ones were; a longer one counts for two.
    private const long WatchMicroseconds = 50;
    private const int ShortSleeps = 4, MostShortSleeps = 8;

    private static readonly long WatchTicks = Stopwatch.Frequency * WatchMicroseconds / 1_000_000;
    private static readonly long SpinTicks = Stopwatch.Frequency * SpinMicroseconds / 1_000_000;

    // What the last WFE that ended without an event waited for.
    private ulong awaitedAddress;
    private ulong awaitedValue;
    private int eventlessWaits;

    // Of the last sleeps in WFI.
    private int shortSleeps;

    /// <summary>The event register of WFE and SEV.</summary>
    public int EventRegister;

    /// <summary>WFE: waits for an event, not for long.</summary>
    public void WaitForEvent()
    {
        ref GuestContext words = ref Context.Words;
        if (words.ExclusiveAddress != awaitedAddress || words.ExclusiveValue != awaitedValue)
        {
            awaitedAddress = words.ExclusiveAddress;
            awaitedValue = words.ExclusiveValue;
            eventlessWaits = 0;
        }

        if (AwaitEvent())
        {
            eventlessWaits = 0;
        }
        else if (++eventlessWaits < Yields)
        {
            Thread.Yield();
        }
        else
        {
            SleepNext(1);
        }
    }

    // Also ends, with an event or without, when other threads want something: the vCPU counts as in guest code here.
    private bool AwaitEvent()
    {
        ref GuestContext words = ref Context.Words;
        byte* host = HostOfMonitor();
        long start = Stopwatch.GetTimestamp();
        do
        {
            if (Interlocked.Exchange(ref EventRegister, 0) != 0 || Cpu.HasPendingInterrupt)
            {
                return true;
            }

            if (host == null)
            {
                return false;
            }

            if (!HoldsMonitored(host, words.ExclusiveSize))
            {
                return true;
            }

            Thread.SpinWait(PausesPerLook);
        }
        while (Volatile.Read(ref words.Attention) == 0 && Stopwatch.GetTimestamp() - start < SpinTicks);
        return false;
    }

    private bool HoldsMonitored(byte* host, int size)
    {
        ulong value = Context.Words.ExclusiveValue;

        // SAFETY: all bytes are guest RAM (HostOfMonitor), which stays mapped while the vCPU is in guest code.
        return size switch
        {
            1 => Volatile.Read(ref *host) == (byte)value,
            2 => Volatile.Read(ref *(ushort*)host) == (ushort)value,
            4 => Volatile.Read(ref *(uint*)host) == (uint)value,
            _ => Volatile.Read(ref *(ulong*)host) == value, // of a pair the low half: its other half is looked at when the guest looks
        };
    }

    // Where what the exclusive monitor holds lies in the host; null: nowhere that can be looked at at once.
    private byte* HostOfMonitor()
    {
        ulong va = Context.Words.ExclusiveAddress;
        if (va == ulong.MaxValue || (va & PageMask) + sizeof(ulong) > PageMask + 1)
        {
            return null;
        }

        // SAFETY: a read tag without SlowTag says that the whole page is guest RAM at Addend.
        TlbEntry* entry = DataSpace.Entry(va);
        return entry->ReadTag == (va & ~PageMask) ? (byte*)(entry->Addend + va) : null;
    }

    // WFI, or a WFE that nothing ends: outside guest code.
    private void Rest(int milliseconds)
    {
        if (milliseconds > 0)
        {
            Gate.Sleep(milliseconds);
            return;
        }

        // Who wakes sets what is looked at here first, and then the gate.
        Gate.Forget();
        long start = Stopwatch.GetTimestamp();
        do
        {
            if (Cpu.HasPendingInterrupt || Volatile.Read(ref Context.Words.Attention) != 0)
            {
                return;
            }

            Thread.SpinWait(PausesPerLook);
        }
        while (shortSleeps >= ShortSleeps && Stopwatch.GetTimestamp() - start < WatchTicks);
        Gate.Sleep(milliseconds);
        shortSleeps = Stopwatch.GetTimestamp() - start < WatchTicks * 2 ? Math.Min(shortSleeps + 1, MostShortSleeps) : Math.Max(shortSleeps - 2, 0);
    }
}
