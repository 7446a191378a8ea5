using System.Diagnostics;
using Armillary.Arm;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Jit;
using Armillary.Tests;
using Xunit;

namespace Armillary.Engines.Tests.Jit;

/// <summary>CPUs at EL1 with the MMU off, and a mebibyte of memory. Each runs until its code executes HVC.</summary>
internal sealed unsafe class BareGuest : IMachineServices, IDisposable
{
    public const ulong Code = 0x4000_0000;
    public const ulong Data = 0x400A_0000;

    private readonly GuestMemory memory = new(new PhysicalAddress(Code), 1 << 20);
    private readonly IVcpu[] vcpus;
    private readonly List<Exception> failures = [];

    public BareGuest(int cpus, EngineOptions options)
    {
        var bus = new AddressSpace();
        bus.Map(memory, "memory");
        Engine = new JitEngine(bus, new StoppedClock(), this, options with { CodeCacheSize = options.CodeCacheSize ?? (16 << 20) });
        Cpus = [.. Enumerable.Range(0, cpus).Select(i => new Cpu(CpuModel.Max, i, Engine.CpuHost))];
        vcpus = [.. Cpus.Select(Engine.CreateVcpu)];
    }

    public JitEngine Engine { get; }

    public Cpu[] Cpus { get; }

    public ref ulong Word(ulong address) => ref *(ulong*)(memory.HostBase + (address - Code));

    public void Put(ulong address, params ReadOnlySpan<uint> words) => words.CopyTo(new Span<uint>(memory.HostBase + (address - Code), words.Length));

    /// <summary>Starts a CPU at an address, on a thread of its own.</summary>
    public Thread Start(int cpu, ulong pc)
    {
        Cpus[cpu].PC = pc;
        vcpus[cpu].ClearExitRequest();
        var thread = new Thread(() =>
        {
            try
            {
                vcpus[cpu].Run();
            }
            catch (Exception e)
            {
                lock (failures)
                {
                    failures.Add(e);
                }
            }
        });
        thread.Start();
        return thread;
    }

    /// <summary>Waits until the CPUs have executed HVC.</summary>
    public void Finish(params ReadOnlySpan<Thread> threads)
    {
        foreach (Thread thread in threads)
        {
            if (!thread.Join(TimeSpan.FromSeconds(60)))
            {
                foreach (IVcpu vcpu in vcpus)
                {
                    vcpu.RequestExit();
                }

                thread.Join();
                Assert.Fail("the guest did not end");
            }
        }

        Assert.Empty(failures);
    }

    public void Run(int cpu, ulong pc) => Finish(Start(cpu, pc));

    /// <summary>Waits, with patience for a slow host, until something is so.</summary>
    public static void Until(Func<bool> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "did not come to pass");
            Thread.Sleep(1);
        }
    }

    public bool FirmwareCall(Cpu cpu, bool smc)
    {
        vcpus[cpu.Index].RequestExit();
        return true;
    }

    public ISystemRegisterBank? Bank(int cpu) => null;

    public void Diagnose(int cpu, string message)
    {
    }

    public void Dispose()
    {
        Engine.Dispose();
        foreach (Cpu cpu in Cpus)
        {
            cpu.Dispose();
        }

        memory.Dispose();
    }
}
