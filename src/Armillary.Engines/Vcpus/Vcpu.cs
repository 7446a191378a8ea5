using Armillary.Arm;
using Armillary.Arm.State;
using Armillary.Core.Interrupts;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.Ir;
using Armillary.Ir.Interpretation;
using Armillary.Ir.Numerics;

namespace Armillary.Engines.Vcpus;

/// <summary>
/// What every way of running a CPU has in common: its translations, requests from other threads, sleep, and calls into the architecture.
/// </summary>
internal abstract partial class Vcpu : IVcpu, IInterpreterHost, IDisposable
{
    private FPContext floatingPoint;
    private int exitRequested;
    private int sleepWanted;
    private int sampleWanted;

    protected Vcpu(Engine engine, Cpu cpu)
    {
        Engine = engine;
        Cpu = cpu;
        Spaces = new TranslationSpaces(cpu.Native);
        Requests = new VcpuRequests(Spaces.ClearAll);
    }

    public Engine Engine { get; }

    public Cpu Cpu { get; }

    public TranslationSpaces Spaces { get; }

    public VcpuRequests Requests { get; }

    public SleepGate Gate { get; } = new();

    public NativeContext Context => Cpu.Native;

    public ref FPContext FloatingPoint => ref floatingPoint;

    public VcpuCounters Counters { get; } = new();

    protected bool ExitRequested => Volatile.Read(ref exitRequested) != 0;

    public abstract void Run();

    /// <summary>
    /// Makes the vCPU leave guest code soon, if it is there, and do what was asked for. One that sleeps goes on to sleep: it does that before it runs guest code again.
    /// </summary>
    public void Nudge() => Volatile.Write(ref Context.Words.Attention, 1);

    public void RequestExit()
    {
        Volatile.Write(ref exitRequested, 1);
        Kick();
    }

    public void ClearExitRequest() => Volatile.Write(ref exitRequested, 0);

    public void Kick()
    {
        Volatile.Write(ref Context.Words.Attention, 1);
        Gate.Wake();
    }

    /// <summary>Makes the vCPU leave guest code soon to tell where it was. From any thread.</summary>
    public void RequestSample()
    {
        Volatile.Write(ref sampleWanted, 1);
        Volatile.Write(ref Context.Words.Attention, 1);
    }

    /// <summary>Whether a sample is asked for; the answer after it is no.</summary>
    protected bool TakeSampleRequest()
    {
        if (Volatile.Read(ref sampleWanted) == 0)
        {
            return false;
        }

        Volatile.Write(ref sampleWanted, 0);
        return true;
    }

    /// <summary>The address space or what blocks depend on changed: selects the TLBs and the jump cache again.</summary>
    /// <param name="translation">A translation register was written.</param>
    public abstract void ContextChanged(bool translation);

    /// <summary>All code translated from somewhere may be stale: forgets where blocks are.</summary>
    public void ForgetBlocks() => Spaces.ClearJumpCaches();

    public ulong CallHelper(int helper, ulong a, ulong b, ulong c)
    {
        Counters.HelperCalls++;
        if (helper == Helpers.CompareAndSwapPair && TryCompareAndSwapPair(a, (uint)b))
        {
            Context.Words.Leave = 0;
            return 0;
        }

        if (helper == Helpers.CheckTags)
        {
            Context.Words.Leave = 0;
            if (TryCheckTags(a, (int)b))
            {
                return 0;
            }
        }

        return Helpers.Table[helper]!(Cpu, a, b, c);
    }

    /// <summary>Between blocks: does what other threads asked for, sleeps if the guest waits, and takes a pending interrupt. False: <see cref="Run"/> must return.</summary>
    protected bool Attend()
    {
        ref GuestContext words = ref Context.Words;
        while (true)
        {
            Interlocked.Exchange(ref words.Attention, 0);
            Requests.Drain();
            int milliseconds = sleepWanted;
            sleepWanted = 0;
            if (ExitRequested)
            {
                return false;
            }

            if (milliseconds == 0)
            {
                break;
            }

            while (!Cpu.HasPendingInterrupt && Volatile.Read(ref words.Attention) == 0)
            {
                Counters.Sleeps++;
                Rest(milliseconds);
                if (milliseconds > 0)
                {
                    break;
                }
            }
        }

        if (Cpu.CheckInterrupts())
        {
            Counters.Interrupts++;
        }

        words.Leave = 0;
        return true;
    }

    /// <summary>
    /// WFI and WFE: the thread sleeps until it is woken or for so many milliseconds (-1: no limit), once it is out of guest code. Not before: a sleeper
    /// does not count as being in guest code, and the code that it would return to may be gone when it wakes.
    /// </summary>
    public void SleepNext(int milliseconds)
    {
        sleepWanted = milliseconds;
        Volatile.Write(ref Context.Words.Attention, 1);
    }

    /// <summary>Marks the thread as in guest code, doing first what is asked for.</summary>
    public void EnterGuest()
    {
        while (true)
        {
            Engine.WaitWhileExclusive();
            if (Requests.TryEnterGuest())
            {
                if (!Engine.ExclusivePending)
                {
                    return;
                }

                Requests.LeaveGuest();
            }
            else
            {
                Requests.Drain();
            }
        }
    }

    public virtual void Dispose()
    {
        Spaces.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What one vCPU counts; only its thread writes.</summary>
#pragma warning disable CS0649 // Some are counted by one engine only.
internal sealed class VcpuCounters
{
    public long TlbMisses;
    public long MirroredPages;
    public long DeviceAccesses;
    public long SlowPathCalls;
    public long Lookups;
    public long HelperCalls;
    public long Interrupts;
    public long Sleeps;
    public long Samples;
    public long RegionSamples;
    public long LooplessSamples;
    public ulong InterpretedInstructions;
}
