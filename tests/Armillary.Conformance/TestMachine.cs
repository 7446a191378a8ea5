using System.Runtime.InteropServices;
using Armillary.Arm;
using Armillary.Arm.Mmu;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Core.Time;
using Armillary.Engines;
using Armillary.Ir;
using Armillary.Tests;

namespace Armillary.Conformance;

/// <summary>
/// One CPU, or more, at EL1, each with data at <see cref="DataArea.Data"/> and code at <see cref="DataArea.Code"/>, mapped as Normal memory at the same
/// addresses, and the data's first pages once more at <see cref="DataArea.Window"/>, where tests may map them otherwise; code is in a guarded page where that is asked for. Every exception ends the test: the vectors are HVC, which the machine serves by stopping.
/// </summary>
public sealed unsafe class TestMachine : IMachineServices, IDisposable
{
    private readonly GuestMemory code;
    private readonly IEngine engine;
    private readonly TestCpu[] cpus;

    public TestMachine(Func<AddressSpace, IClock, IMachineServices, EngineOptions, IEngine> newEngine, int slots, CpuModel? model = null, bool guarded = false, int cpuCount = 1)
    {
        var bus = new AddressSpace();
        Slots = slots;
        code = new GuestMemory(new PhysicalAddress(DataArea.Code), ((ulong)(slots + 1) * DataArea.SlotSize + 0xFFFF) & ~0xFFFFUL);
        bus.Map(code, "code");
        new Span<uint>(code.HostBase, (int)(code.Size / 4)).Fill(DataArea.Breakpoint);
        engine = newEngine(bus, new StoppedClock(() => cpus?[0].Kick()), this, new EngineOptions { CodeCacheSize = 32 << 20, OneProcessor = cpuCount == 1 });
        cpus = [.. Enumerable.Range(0, cpuCount).Select(number => new TestCpu(engine, bus, number, model ?? Model, guarded))];
    }

    /// <summary>The model with all that is optional.</summary>
    public static CpuModel Model { get; } = CpuModel.Max.WithMemoryTagging();

    /// <summary>The CPUs.</summary>
    public IReadOnlyList<TestCpu> Cpus => cpus;

    /// <summary>How many regions its engine has compiled.</summary>
    public long Regions => engine.Statistics.Regions;

    /// <summary>How many tests fit side by side.</summary>
    public int Slots { get; }

    /// <summary>How long a test may run before it is stopped, with the signal <see cref="EndSignal.Alarm"/>.</summary>
    public TimeSpan Patience
    {
        get => cpus[0].Patience;
        set => Array.ForEach(cpus, cpu => cpu.Patience = value);
    }

    /// <summary>Puts a test's words into a slot of the code area.</summary>
    public void Place(int slot, in TestCase test)
    {
        var words = new Span<uint>(code.HostBase + (slot * DataArea.SlotSize), 12);
        words.Fill(DataArea.Breakpoint);
        for (int i = 0; i < 12 && test.Words[i] != 0; i++)
        {
            words[i] = test.Words[i];
        }

        engine.CpuHost.InvalidateInstructions(cpus[0].Cpu, new PhysicalAddress(DataArea.Code + (ulong)(slot * DataArea.SlotSize)), DataArea.SlotSize, Shareability.Local);
    }

    /// <summary>Puts a program anywhere into the code area, breakpoints around it.</summary>
    /// <param name="offset">Where its first word goes, in bytes.</param>
    /// <param name="words">The program.</param>
    /// <param name="beside">Whether what is there already stays.</param>
    public void PlaceProgram(int offset, ReadOnlySpan<uint> words, bool beside = false)
    {
        var all = new Span<uint>(code.HostBase, (int)(code.Size / 4));
        if (!beside)
        {
            all.Fill(DataArea.Breakpoint);
        }

        words.CopyTo(all[(offset / 4)..]);
        engine.CpuHost.InvalidateInstructions(cpus[0].Cpu, new PhysicalAddress(DataArea.Code), code.Size, Shareability.InnerShareable);
    }

    /// <summary>Runs the test placed in a slot.</summary>
    public TestResult Run(int slot, in TestCase test) => Run(DataArea.Code + (ulong)(slot * DataArea.SlotSize), test.State);

    /// <summary>Runs the first CPU from an address to the first exception.</summary>
    public TestResult Run(ulong start, in GuestState state) => cpus[0].Run(start, state);

    /// <inheritdoc/>
    public bool FirmwareCall(Cpu cpu, bool smc)
    {
        cpus[cpu.Index].End();
        return true;
    }

    /// <inheritdoc/>
    public ISystemRegisterBank? Bank(int cpu) => null;

    /// <inheritdoc/>
    public void Diagnose(int cpu, string message)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        engine.Dispose();
        Array.ForEach(cpus, cpu => cpu.Dispose());
        code.Dispose();
    }
}
