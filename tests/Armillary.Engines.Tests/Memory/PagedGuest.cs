using System.Runtime.InteropServices;
using Armillary.Arm;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Jit;
using Armillary.Tests;

namespace Armillary.Engines.Tests.Memory;

/// <summary>
/// CPUs at EL1 with two address spaces, whose first 2 MiB are 4 KiB pages that the test maps where it likes, and the next 2 MiB a block. Code and
/// tables are mapped in both at their physical address. The second one is the upper half of both, too.
/// The top byte of addresses in the lower half is ignored, and hardware sets the access flag and dirty state.
/// Every HVC, and so every exception, stops the CPU.
/// </summary>
internal sealed unsafe class PagedGuest : IMachineServices, IDisposable
{
    public const uint Hvc = 0xD400_0002, Svc = 0xD400_0001, DsbIsh = 0xD503_3B9F, Isb = 0xD503_3FDF;

    public const ulong Valid = 0x703, User = 1 << 6, ReadOnly = 1 << 7, NotGlobal = 1 << 11, Device = 1 << 2, Guarded = 1UL << 50, DirtyManaged = 1UL << 51, Accessed = 1 << 10;

    /// <summary>Where the upper half begins.</summary>
    public const ulong Upper = 0xFFFF_FF80_0000_0000;

    private const ulong Ram = 0x4000_0000, Tables = Ram + 0x10000, Frames = Ram + 0x40000;
    private const ulong PagedBytes = 0x10_0000;
    private const int FrameCount = 16;

    private readonly GuestMemory ram = new(new PhysicalAddress(Ram), 0x80_0000);
    private readonly JitEngine engine;
    private readonly Cpu[] cpus;
    private readonly IVcpu[] vcpus;
    private ulong codeUsed = Ram + 0x1000;

    public PagedGuest(EngineOptions options, int count = 1)
    {
        var bus = new AddressSpace();
        bus.Map(ram, "ram");
        engine = new JitEngine(bus, new StoppedClock(), this, options with { CodeCacheSize = 8 << 20 });
        cpus = new Cpu[count];
        vcpus = new IVcpu[count];

        // SAFETY: the vectors and the tables lie in the RAM just made.
        new Span<uint>(ram.HostBase, 0x200).Fill(Hvc);
        for (int space = 0; space < 2; space++)
        {
            *Table(space, 0) = Tables + Offset(space, 1) | 3;
            Table(space, 0)[1] = Tables + Offset(2, 0) | 3;
            *Table(space, 1) = Tables + Offset(space, 2) | 3;
        }

        *Table(2, 0) = Tables + Offset(2, 1) | 3;
        for (ulong page = 0; page < PagedBytes >> 12; page++)
        {
            Table(2, 1)[page] = (Ram + (page << 12)) | Valid;
        }

        EnterUser = Code(0xD518_4003, 0xD518_4024, 0xD69F_03E0);
        for (int i = 0; i < count; i++)
        {
            cpus[i] = new Cpu(CpuModel.Max, i, engine.CpuHost);
            vcpus[i] = engine.CreateVcpu(cpus[i]);
            Write(i, 3, 0, 12, 0, 0, Ram);
            Write(i, 3, 0, 10, 2, 0, 0x00FF);
            Write(i, 3, 0, 2, 0, 0, Root(0, asid: 1));
            Write(i, 3, 0, 2, 0, 1, Root(1, asid: 0));
            Write(i, 3, 0, 2, 0, 2, 25 | (1UL << 8) | (1UL << 10) | (3UL << 12) | (25UL << 16) | (2UL << 30) | (5UL << 32) | (1UL << 37) | (3UL << 39));
            Write(i, 3, 0, 1, 0, 2, 3UL << 20);
            Write(i, 3, 0, 1, 0, 0, 0x30D0_0801 | (1 << 2) | (1 << 12) | (1 << 23));
        }
    }

    /// <summary>Code that goes to X4 with X3 as PSTATE: <c>msr spsr_el1, x3; msr elr_el1, x4; eret</c>.</summary>
    public ulong EnterUser { get; }

    /// <summary>How many pages mirrors were given.</summary>
    public long MirroredPages => engine.Statistics.MirroredPages;

    /// <summary>How often generated code called the slow path.</summary>
    public long SlowPathCalls => engine.Statistics.SlowPathCalls;

    /// <summary>FAR_EL1.</summary>
    public ulong FaultAddress => Read(0, 3, 0, 6, 0, 0);

    /// <summary>How often CPUs slept.</summary>
    public long Sleeps => engine.Statistics.Sleeps;

    /// <summary>The low half of V0.</summary>
    public ulong Vector0 => cpus[0].Native.Vector(0)[0];

    /// <summary>What TTBR0_EL1 holds for an address space.</summary>
    public static ulong Root(int space, ushort asid) => Tables + Offset(space, 0) | (ulong)asid << 48;

    /// <summary>The physical address of a page for data.</summary>
    public static ulong Frame(int number) => Frames + ((ulong)(number % FrameCount) << 12);

    /// <summary>The guest address of the entry that maps a page.</summary>
    public static ulong EntryAddress(int space, ulong va) => Tables + Offset(space, 2) + (va >> 12 << 3);

    // SAFETY: frames lie in RAM.
    public Span<ulong> FrameData(int number) => new(ram.HostBase + (Frame(number) - Ram), 512);

    /// <summary>What a page's entry says.</summary>
    public ulong EntryOf(int space, ulong va) => Table(space, 2)[va >> 12];

    /// <summary>Writes a page's entry, and nothing else.</summary>
    public void Map(int space, ulong va, ulong entry) => Table(space, 2)[va >> 12] = entry;

    /// <summary>Maps the second 2 MiB, to one of three blocks of RAM.</summary>
    public void MapBlock(int space, int block, ulong attributes) => Table(space, 1)[1] = (Ram + ((ulong)(block + 1) << 21)) | (attributes & ~2UL);

    // SAFETY: the blocks lie in RAM.
    public Span<ulong> BlockData(int block) => new(ram.HostBase + ((block + 1) << 21), 1 << 18);

    /// <summary>Puts code into RAM; where it lies.</summary>
    public ulong Code(params uint[] words)
    {
        // SAFETY: no test has more code than the room in front of the tables.
        ulong at = codeUsed;
        words.CopyTo(new Span<uint>(ram.HostBase + (at - Ram), words.Length));
        codeUsed += ((ulong)(words.Length * 4) + 63) & ~63UL;
        return at;
    }

    /// <summary>Puts code into a frame.</summary>
    public void PutCode(int frame, int offset, params ReadOnlySpan<uint> words)
        => words.CopyTo(MemoryMarshal.Cast<ulong, uint>(FrameData(frame))[(offset / 4)..]);

    public ref ulong X(int register, int cpu = 0) => ref cpus[cpu].X(register);

    /// <summary>Runs from an address until HVC. The exception class of what was taken on the way, or -1.</summary>
    public int Run(ulong pc, int cpu = 0)
    {
        Write(cpu, 3, 0, 5, 2, 0, 0xFFFF_FFFF);
        cpus[cpu].PC = pc;
        vcpus[cpu].ClearExitRequest();
        vcpus[cpu].Run();
        uint esr = (uint)Read(cpu, 3, 0, 5, 2, 0);
        return esr == 0xFFFF_FFFF ? -1 : (int)(esr >> 26);
    }

    /// <summary>Code that empties the TLB of its CPU.</summary>
    public ulong FlushCode() => Code(0xD508_871F, DsbIsh, Isb, Hvc); // TLBI VMALLE1

    /// <summary>Wakes a CPU, as an interrupt would.</summary>
    public void Wake(int cpu) => vcpus[cpu].Kick();

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
        engine.Dispose();
        foreach (Cpu cpu in cpus)
        {
            cpu.Dispose();
        }

        ram.Dispose();
    }

    private static ulong Offset(int space, int level) => (ulong)((space * 3) + level) << 12;

    private ulong* Table(int space, int level) => (ulong*)(ram.HostBase + (Tables - Ram) + Offset(space, level));

    private void Write(int cpu, uint op0, uint op1, uint CRn, uint CRm, uint op2, ulong value)
        => cpus[cpu].TryWriteSystemRegister(SystemRegister.Encode(op0, op1, CRn, CRm, op2), 0, value);

    private ulong Read(int cpu, uint op0, uint op1, uint CRn, uint CRm, uint op2)
    {
        cpus[cpu].TryReadSystemRegister(SystemRegister.Encode(op0, op1, CRn, CRm, op2), 0, out ulong value);
        return value;
    }
}
