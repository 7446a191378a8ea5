using Armillary.Arm;
using Armillary.Arm.Mmu;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines;
using Armillary.Ir;

namespace Armillary.Conformance;

/// <summary>
/// One CPU of a <see cref="TestMachine"/>, with its own data, device, vectors and translation tables. All CPUs see theirs at the same virtual addresses, and share the code:
/// what is <see cref="DataArea.Data"/> to CPU n lies <c>n * 2 MiB</c> higher in physical memory, and so on.
/// </summary>
public sealed unsafe class TestCpu : IMmioTarget, IDisposable
{
    private const ulong Control = 0x3000_0000; // vectors, then the translation tables
    private const ulong Distance = 0x20_0000; // what a second-level block maps
    private readonly GuestMemory data, control;
    private readonly ulong distance;
    private readonly IEngine engine;
    private readonly IVcpu vcpu;
    private readonly Cpu cpu;
    private readonly Timer watchdog;
    private bool ended;
    private ulong accesses;

    /// <summary>A CPU.</summary>
    /// <param name="engine">What runs it.</param>
    /// <param name="bus">Where its memories go.</param>
    /// <param name="number">Its number.</param>
    /// <param name="model">Its model.</param>
    /// <param name="guarded">Whether the code is in guarded pages.</param>
    public TestCpu(IEngine engine, AddressSpace bus, int number, CpuModel model, bool guarded)
    {
        this.engine = engine;
        distance = (ulong)number * Distance;
        data = new GuestMemory(new PhysicalAddress(DataArea.Data + distance), DataArea.DataSize);
        control = new GuestMemory(new PhysicalAddress(Control + distance), 0x10000);
        bus.Map(data, "data");
        bus.Map(control, "control");
        bus.Map(new PhysicalAddress(DataArea.Device + distance), 0x1000, this, "device");
        watchdog = new Timer(_ => vcpu?.RequestExit());
        cpu = new Cpu(model, number, engine.CpuHost);
        vcpu = engine.CreateVcpu(cpu);
        new Span<uint>(control.HostBase, 0x200).Fill(0xD400_0002); // HVC #0
        DataArea.Pattern.CopyTo(Data);

        // One first-level block of 1 GiB: Normal, write-back, read-write at EL1, accessed. CPUs after the first have blocks of 2 MiB, of which those of their own are elsewhere.
        var table = new Span<ulong>(control.HostBase + 0x1000, 1024);
        ulong attributes = 0x701 | (guarded ? 1UL << 50 : 0);
        table[0] = number == 0 ? attributes : (Control + distance + 0x4000) | 3;
        var blocks = new Span<ulong>(control.HostBase + 0x4000, 512);
        for (int i = 0; i < blocks.Length; i++)
        {
            ulong address = (ulong)i * Distance;
            blocks[i] = (address + (address is DataArea.Data or DataArea.Device or Control ? distance : 0)) | attributes;
        }

        table[1] = (Control + distance + 0x2000) | 3;
        table[512] = (DataArea.WindowTable + distance) | 3;
        Write(3, 0, 12, 0, 0, Control);
        Write(3, 0, 10, 2, 0, 0xFF);
        Write(3, 0, 2, 0, 0, Control + distance + 0x1000);
        Write(3, 0, 2, 0, 2, 25 | (1UL << 8) | (1UL << 10) | (3UL << 12) | (1UL << 23) | (5UL << 32));
        Write(3, 0, 1, 0, 2, 3UL << 20);
        Write(3, 0, 1, 0, 0, 0x30D0_0801 | (1 << 2) | (1 << 12) | (1UL << 31) | (1 << 30) | (1 << 27) | (1 << 13)); // with pointer authentication
    }

    /// <summary>The CPU.</summary>
    public Cpu Cpu => cpu;

    /// <summary>How long a test may run before it is stopped, with the signal <see cref="EndSignal.Alarm"/>.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    private Span<ulong> Data => new(data.HostBase, DataArea.DataSize / 8);

    /// <summary>Runs from an address to the first exception.</summary>
    public TestResult Run(ulong start, in GuestState state)
    {
        for (int i = 0; i < 31; i++)
        {
            cpu.X(i) = state.X[i];
        }

        cpu.Native.Integer(31) = state.SP;
        cpu.Native.Integer(32) = FlagsWord.FromNzcv((uint)(state.NZCV >> 28));
        for (int i = 0; i < 32; i++)
        {
            cpu.Native.Vector(i)[0] = state.V[i * 2];
            cpu.Native.Vector(i)[1] = state.V[(i * 2) + 1];
        }

        Write(3, 3, 4, 4, 0, state.FPCR);
        Write(3, 3, 4, 4, 1, state.FPSR);
        Write(3, 3, 13, 0, 2, 0); // TPIDR_EL0
        Write(3, 0, 13, 0, 4, 0); // TPIDR_EL1
        cpu.Native.Words.ExclusiveAddress = ulong.MaxValue;
        cpu.PC = start;
        accesses = 0;
        ended = false;
        MapWindow();
        vcpu.ClearExitRequest();
        watchdog.Change(Patience, Timeout.InfiniteTimeSpan);
        vcpu.Run();
        watchdog.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        var result = new TestResult { Offset = (long)(Read(3, 0, 4, 0, 1) - start), Signal = (long)(ended ? SignalOf((uint)Read(3, 0, 5, 2, 0)) : EndSignal.Alarm), ExceptionClass = (long)(Read(3, 0, 5, 2, 0) >> 26) & 63 };
        for (int i = 0; i < 31; i++)
        {
            result.State.X[i] = cpu.X(i);
        }

        result.State.SP = cpu.Native.Integer(31);
        result.State.NZCV = Read(3, 0, 4, 0, 0) & 0xF000_0000;
        result.State.FPCR = Read(3, 3, 4, 4, 0);
        result.State.FPSR = Read(3, 3, 4, 4, 1);
        for (int i = 0; i < 32; i++)
        {
            result.State.V[i * 2] = cpu.Native.Vector(i)[0];
            result.State.V[(i * 2) + 1] = cpu.Native.Vector(i)[1];
        }

        result.Syndrome = Read(3, 0, 5, 2, 0);
        result.FaultAddress = (result.Syndrome >> 26) is 0x20 or 0x21 or 0x22 or 0x24 or 0x25 ? Read(3, 0, 6, 0, 0) : 0;
        result.Digest = accesses;
        FindChanges(ref result);
        return result;
    }

    /// <summary>The test is over.</summary>
    public void End()
    {
        ended = true;
        vcpu.RequestExit();
    }

    /// <summary>Has the vCPU look around.</summary>
    public void Kick() => vcpu.Kick();

    /// <inheritdoc/>
    public bool TryRead(ulong offset, int size, out ulong value)
    {
        // An access makes the vCPU look around at its next poll, as one of another CPU could at any time.
        value = Mix(++accesses ^ (offset << 48));
        vcpu.Kick();
        return (offset & 0xFF) != 0xF8;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong offset, int size, ulong value)
    {
        accesses = Mix(accesses ^ Mix(value ^ (offset << 48)) ^ (ulong)size);
        vcpu.Kick();
        return (offset & 0xFF) != 0xF8;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        watchdog.Dispose();
        cpu.Dispose();
        data.Dispose();
        control.Dispose();
    }

    // Every page of the window to a page of the data, as before each test.
    private void MapWindow()
    {
        var pages = new Span<ulong>(control.HostBase + (DataArea.WindowTable - Control), DataArea.WindowPages);
        bool changed = false;
        for (int i = 0; i < pages.Length; i++)
        {
            ulong descriptor = (DataArea.Data + distance + ((ulong)i << 12)) | 0x703;
            changed |= pages[i] != descriptor;
            pages[i] = descriptor;
        }

        if (changed)
        {
            var all = new TlbInvalidation(TranslationRegime.EL10, true, DataArea.Window, DataArea.WindowPages << 12, false, 0, true);
            engine.CpuHost.InvalidateTlb(cpu, all, Shareability.Local);
        }
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 31)) * 0x9E37_79B9_7F4A_7C15;
        return value ^ (value >> 29);
    }

    private static EndSignal SignalOf(uint esr) => (esr >> 26) switch
    {
        0x3C => EndSignal.Trap,
        0x00 => EndSignal.Illegal,
        0x24 or 0x25 when (esr & 0x3F) == 0x21 => EndSignal.Bus,
        0x26 or 0x22 => EndSignal.Bus,
        _ => EndSignal.Segmentation,
    };

    private void FindChanges(ref TestResult result)
    {
        Span<ulong> now = Data;
        ReadOnlySpan<ulong> before = DataArea.Pattern;
        int at = 0;
        while (at < now.Length)
        {
            int same = now[at..].CommonPrefixLength(before[at..]);
            at += same;
            if (at == now.Length)
            {
                break;
            }

            if (result.Changes < TestResult.ChangeLimit)
            {
                result.Change[result.Changes * 2] = (ulong)at * 8;
                result.Change[(result.Changes * 2) + 1] = now[at];
                result.Changes++;
            }

            result.Digest = Mix(result.Digest ^ now[at] ^ ((ulong)at << 40));
            now[at] = before[at];
            at++;
        }
    }

    private void Write(uint op0, uint op1, uint CRn, uint CRm, uint op2, ulong value)
        => cpu.TryWriteSystemRegister(SystemRegister.Encode(op0, op1, CRn, CRm, op2), 0, value);

    private ulong Read(uint op0, uint op1, uint CRn, uint CRm, uint op2)
    {
        cpu.TryReadSystemRegister(SystemRegister.Encode(op0, op1, CRn, CRm, op2), 0, out ulong value);
        return value;
    }
}
