using Armillary.Arm;
using Armillary.Core.Host;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Core.Time;
using Armillary.Engines.Memory;
using Armillary.Engines.Vcpus;
using Armillary.Ir;

namespace Armillary.Engines;

/// <summary>What the engines have in common: maintenance broadcast between vCPUs, sleep, and the way to the machine's services.</summary>
public abstract partial class Engine : IEngine, ICpuHost
{
    private readonly List<Vcpu> vcpus = [];
    private readonly object exclusiveGate = new();
    private int exclusivePending;

    /// <summary>An engine over a bus.</summary>
    protected Engine(AddressSpace bus, IClock clock, IMachineServices services, EngineOptions options)
    {
        Bus = bus;
        Clock = clock;
        Services = services;
        Options = options;
    }

    /// <inheritdoc/>
    public AddressSpace Bus { get; }

    /// <inheritdoc/>
    public IClock Clock { get; }

    /// <inheritdoc/>
    public ICpuHost CpuHost => this;

    /// <summary>The machine around the engine.</summary>
    public IMachineServices Services { get; }

    /// <summary>Whom to ask for large pages of the host.</summary>
    internal LargePages LargePages { get; } = new();

    /// <summary>How to run.</summary>
    public EngineOptions Options { get; }

    /// <inheritdoc/>
    public virtual EngineStatistics Statistics
    {
        get
        {
            EngineStatistics sum = new();
            foreach (Vcpu vcpu in vcpus)
            {
                VcpuCounters counters = vcpu.Counters;
                sum.TlbMisses += counters.TlbMisses;
                sum.MirroredPages += counters.MirroredPages;
                sum.DeviceAccesses += counters.DeviceAccesses;
                sum.SlowPathCalls += counters.SlowPathCalls;
                sum.Lookups += counters.Lookups;
                sum.HelperCalls += counters.HelperCalls;
                sum.Interrupts += counters.Interrupts;
                sum.Sleeps += counters.Sleeps;
                sum.Samples += counters.Samples;
                sum.RegionSamples += counters.RegionSamples;
                sum.LooplessSamples += counters.LooplessSamples;
                sum.GuestInstructions += counters.InterpretedInstructions + vcpu.Context.Words.InstructionCount;
            }

            return sum;
        }
    }

    /// <summary>The vCPUs by index.</summary>
    private protected IReadOnlyList<Vcpu> Vcpus => vcpus;

    /// <summary>Whether some thread wants all vCPUs out of guest code.</summary>
    internal bool ExclusivePending => Volatile.Read(ref exclusivePending) != 0;

    /// <inheritdoc/>
    public IVcpu CreateVcpu(Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        ArgumentOutOfRangeException.ThrowIfNotEqual(cpu.Index, vcpus.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(Options.OneProcessor && vcpus.Count != 0, false, nameof(cpu));
        Vcpu vcpu = NewVcpu(cpu);
        vcpus.Add(vcpu);
        return vcpu;
    }

    private protected abstract Vcpu NewVcpu(Cpu cpu);

    /// <summary>Guest code at physical addresses may have changed (length 0: anywhere): forgets what was translated from there.</summary>
    private protected abstract void DropTranslations(PhysicalAddress address, ulong length);

    internal void WaitWhileExclusive()
    {
        if (ExclusivePending)
        {
            lock (exclusiveGate)
            {
                while (ExclusivePending)
                {
                    Monitor.Wait(exclusiveGate);
                }
            }
        }
    }

    /// <summary>Runs an action while no vCPU is in guest code. The caller must not be in guest code itself.</summary>
    internal void RunExclusive(Action action)
    {
        lock (exclusiveGate)
        {
            while (ExclusivePending)
            {
                Monitor.Wait(exclusiveGate);
            }

            Interlocked.Exchange(ref exclusivePending, 1);
        }

        try
        {
            foreach (Vcpu vcpu in vcpus)
            {
                SpinWait spin = default;
                while (vcpu.Requests.InGuest)
                {
                    Volatile.Write(ref vcpu.Context.Words.Attention, 1);
                    spin.SpinOnce();
                }
            }

            action();
        }
        finally
        {
            lock (exclusiveGate)
            {
                Interlocked.Exchange(ref exclusivePending, 0);
                Monitor.PulseAll(exclusiveGate);
            }
        }
    }

    /// <inheritdoc/>
    public void ContextChanged(Cpu cpu, bool translation)
    {
        ArgumentNullException.ThrowIfNull(cpu);

        // A CPU resets itself while it is constructed, before it has a vCPU.
        if (cpu.Index < vcpus.Count)
        {
            vcpus[cpu.Index].ContextChanged(translation);
        }
    }

    /// <inheritdoc/>
    public bool KeepLevel(Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return cpu.Index < vcpus.Count && vcpus[cpu.Index].KeepLevel();
    }

    /// <inheritdoc/>
    public void Wake(Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        if (cpu.Index < vcpus.Count)
        {
            vcpus[cpu.Index].Kick();
        }
    }

    /// <inheritdoc/>
    public void FpControlChanged(Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        if (cpu.Index < vcpus.Count)
        {
            vcpus[cpu.Index].FpControlChanged();
        }
    }

    /// <inheritdoc/>
    public bool TryLoad(Cpu cpu, ulong va, int size, out ulong value)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return vcpus[cpu.Index].TryLoad(va, size, out value);
    }

    /// <inheritdoc/>
    public bool TryStore(Cpu cpu, ulong va, int size, ulong value)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return vcpus[cpu.Index].TryStore(va, size, value);
    }

    /// <inheritdoc/>
    public bool TryProbe(Cpu cpu, ulong va, int size, out ulong value)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return vcpus[cpu.Index].TryProbe(va, size, out value);
    }

    /// <inheritdoc/>
    public bool TryCopyFrom(Cpu cpu, ulong va, Span<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return vcpus[cpu.Index].TryCopyFrom(va, bytes);
    }

    /// <inheritdoc/>
    public bool TryCopyTo(Cpu cpu, ulong va, ReadOnlySpan<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return vcpus[cpu.Index].TryCopyTo(va, bytes);
    }

    /// <inheritdoc/>
    public ulong ReadFpStatus(Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return cpu.Index < vcpus.Count ? vcpus[cpu.Index].ReadFpStatus() : 0;
    }

    /// <inheritdoc/>
    public void ClearFpStatus(Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        if (cpu.Index < vcpus.Count)
        {
            vcpus[cpu.Index].ClearFpStatus();
        }
    }

    /// <inheritdoc/>
    public unsafe Bits128 CompareExchange(Cpu cpu, PhysicalAddress address, Bits128 expected, Bits128 replacement)
    {
        if (Bus.FindMemory(address, 16, out _) is not { } memory || (address.Value & 15) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(address), "not 16 aligned bytes of RAM");
        }

        // SAFETY: the 16 bytes were just checked to be RAM.
        Atomic128.CompareExchange(memory.HostBase + (address - memory.Start), ref expected, replacement);
        return expected;
    }

    /// <inheritdoc/>
    public void InvalidateInstructions(Cpu cpu, PhysicalAddress address, ulong length, Shareability shareability)
        => DropTranslations(address, length);

    /// <inheritdoc/>
    public ulong RetiredInstructions(Cpu cpu)
    {
        ArgumentNullException.ThrowIfNull(cpu);

        // A CPU asks before it has a vCPU: when it is made.
        return cpu.Native.Words.InstructionCount + (cpu.Index < vcpus.Count ? vcpus[cpu.Index].Counters.InterpretedInstructions : 0);
    }

    /// <inheritdoc/>
    public bool FirmwareCall(Cpu cpu, bool smc) => Services.FirmwareCall(cpu, smc);

    /// <inheritdoc/>
    public BankOutcome ReadBank(Cpu cpu, uint encoding, in VcpuState state, out ulong value)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        if (Services.Bank(cpu.Index) is { } bank)
        {
            return bank.Read(encoding, in state, out value);
        }

        value = 0;
        return BankOutcome.Undefined;
    }

    /// <inheritdoc/>
    public BankOutcome WriteBank(Cpu cpu, uint encoding, in VcpuState state, ulong value)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        return Services.Bank(cpu.Index)?.Write(encoding, in state, value) ?? BankOutcome.Undefined;
    }

    /// <inheritdoc/>
    public void BankStateChanged(Cpu cpu, in VcpuState state)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        Services.Bank(cpu.Index)?.StateChanged(in state);
    }

    /// <inheritdoc/>
    public void Diagnose(Cpu cpu, string message)
    {
        ArgumentNullException.ThrowIfNull(cpu);
        Services.Diagnose(cpu.Index, message);
    }

    /// <inheritdoc/>
    public virtual void EndWork() => LargePages.Dispose();

    /// <inheritdoc/>
    public void Dispose()
    {
        EndWork();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees host memory. No vCPU may be running.</summary>
    protected virtual void Dispose(bool disposing)
    {
        foreach (Vcpu vcpu in vcpus)
        {
            vcpu.Dispose();
        }
    }
}
