using Armillary.Arm;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Interpretation;
using Armillary.Engines.Jit;
using Armillary.Engines.Tests.Jit;
using Armillary.Tests;
using Xunit;

namespace Armillary.Engines.Tests.Vcpus;

/// <summary>
/// Fine-grained traps of what generated code does by itself: the same code runs without them until it is hot, then with one after the other, then without. EL2 notes ESR_EL2 and ELR_EL2 of what it
/// takes and goes on after the instruction.
/// </summary>
public sealed unsafe class FineGrainedTrapTests : IMachineServices, IDisposable
{
    private const ulong Ram = 0x4000_0000, Lower = Ram + 0x1000, EL2Vectors = Ram + 0x2000, EL1Vectors = Ram + 0x3000, User = Ram + 0x4000, Records = Ram + 0x8_0000, Zeros = Ram + 0x9_0000;
    private const uint Smc = 0xD400_0003, Eret = 0xD69F_03E0, Nop = 0xD503_201F;
    private const ulong EL1h = 0x3C5, EL0t = 0x3C0;

    // HFGRTR_EL2's bits of registers, and the registers.
    private static readonly (int Bit, uint Register)[] Registers =
    [
        (35, Op(3, 3, 13, 0, 2)), (34, Op(3, 3, 13, 0, 3)), (33, Op(3, 0, 13, 0, 4)), (17, Op(3, 0, 6, 0, 0)), (16, Op(3, 0, 5, 2, 0)), (36, Op(3, 0, 2, 0, 0)), (37, Op(3, 0, 2, 0, 1)),
        (32, Op(3, 0, 2, 0, 2)), (7, Op(3, 0, 2, 1, 0)), (8, Op(3, 0, 2, 1, 3)), (4, Op(3, 0, 2, 2, 0)), (11, Op(3, 0, 13, 0, 1)), (27, Op(3, 0, 7, 4, 0)),
    ];

    private static readonly (int Bit, uint Register)[] ReadOnly = [(14, Op(3, 3, 0, 0, 1)), (15, Op(3, 3, 0, 0, 7)), (25, Op(3, 0, 0, 0, 0)), (18, Op(3, 0, 12, 1, 0))];

    private readonly GuestMemory memory = new(new PhysicalAddress(Ram), 1 << 20);
    private readonly AddressSpace bus = new();
    private Engine? engine;
    private Cpu? cpu;
    private IVcpu? vcpu;

    public static TheoryData<string> Engines => ["interpreter", "blocks", "regions"];

    [Theory]
    [MemberData(nameof(Engines))]
    public void Hot_code_at_EL1_traps_when_EL2_says_so(string name)
    {
        Start(name);
        var traps = new List<(int Register, int Bit, uint Word, uint Syndrome)>();
        foreach ((int bit, uint register) in Registers)
        {
            traps.Add((0, bit, Mrs(register, 2), Trap(register, 2, read: true)));
            traps.Add((1, bit, Msr(register, 2), Trap(register, 2, read: false)));
        }

        foreach ((int bit, uint register) in ReadOnly)
        {
            traps.Add((0, bit, Mrs(register, 2), Trap(register, 2, read: true)));
        }

        traps.Add((2, 11, Sys(Op(1, 3, 7, 4, 1), 3), Trap(Op(1, 3, 7, 4, 1), 3, read: false))); // DC ZVA: to Device memory, so that EL1 takes a fault otherwise
        traps.Add((2, 2, Sys(Op(1, 3, 7, 5, 1), 3), Trap(Op(1, 3, 7, 5, 1), 3, read: false))); // IC IVAU
        traps.Add((2, 53, 0xD400_00E1, (0x15 << 26) | (1 << 25) | 7)); // SVC #7
        int direct = traps.Count;
        uint[] before = [.. traps.Select(t => t.Word), Nop, Msr(Op(3, 0, 4, 0, 0), 7)]; // EL1's handler goes on after the instruction that follows SVC
        traps.Add((2, 51, Eret, (0x1A << 26) | (1 << 25)));
        traps.Add((2, 51, 0xD69F_0BFF, (0x1A << 26) | (1 << 25) | 2)); // ERETAA
        traps.Add((2, 51, 0xD69F_0FFF, (0x1A << 26) | (1 << 25) | 3)); // ERETAB
        uint[] code = [.. before, .. traps[direct..].SelectMany(t => (uint[])[0x1000_0066, Msr(Op(3, 0, 4, 0, 1), 6), t.Word])]; // ADR X6, past it; MSR ELR_EL1, X6
        ulong Address(int trap) => Lower + (4 * (ulong)(trap < direct ? trap : before.Length + (3 * (trap - direct)) + 2));
        Put(Lower, [.. code, A64.SubOne(8), A64.Cbnz(8, -4 * (code.Length + 1)), A64.Hvc]);
        Put(EL1Vectors + 0x200, Mrs(Op(3, 0, 4, 0, 1), 4), A64.Add(4, 4), Msr(Op(3, 0, 4, 0, 1), 4), Eret);

        // All of HFGITR_EL2's at once: EL1's handler returns too.
        const ulong instructions = (1UL << 11) | (1UL << 2) | (1UL << 53) | (1UL << 51);
        Assert.Equal(["HVC"], Run(0, 0, 0, Lower, EL1h, loops: 300));
        foreach ((int register, ulong value) in traps.Select(t => (t.Register, t.Register == 2 ? instructions : 1UL << t.Bit)).Distinct())
        {
            IEnumerable<string> expected = traps.Select((t, i) => (t.Register, t.Bit, Text: Text(t.Syndrome, Address(i))))
                .Where(t => t.Register == register && ((value >> t.Bit) & 1) != 0).Select(t => t.Text).Append("HVC");
            Assert.Equal(expected, Run(register == 0 ? value : 0, register == 1 ? value : 0, register == 2 ? value : 0, Lower, EL1h, loops: 1));
        }

        Assert.Equal(["HVC"], Run(0, 0, 0, Lower, EL1h, loops: 2));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Hot_calls_and_returns_trap_when_EL2_says_so(string name)
    {
        Start(name);
        uint thread = Op(3, 3, 13, 0, 2), readOnly = Op(3, 3, 13, 0, 3), cache = Op(3, 3, 0, 0, 1);

        // EL1 goes to EL0, which reads and writes and calls, over and over; EL1 comes back until X8 is 0.
        Put(Lower, Msr(Op(3, 0, 4, 0, 1), 6), Msr(Op(3, 0, 4, 0, 0), 7), Eret, A64.Hvc);
        Put(User, Mrs(thread, 2), Msr(thread, 2), Mrs(readOnly, 2), Mrs(cache, 2), 0xD400_00A1, A64.B(-20)); // SVC #5
        Put(EL1Vectors + 0x400, A64.SubOne(8), A64.Cbz(8, 8), Eret, A64.Hvc);

        Assert.Equal(["HVC"], Run(0, 0, 0, Lower, EL1h, loops: 300, User, EL0t));
        Assert.Equal([Text((0x15 << 26) | (1 << 25) | 5, User + 16), Text((0x15 << 26) | (1 << 25) | 5, User + 16)], Run(0, 0, 1UL << 52, Lower, EL1h, loops: 300, User, EL0t, limit: 2));
        Assert.Equal([Text((0x1A << 26) | (1 << 25), Lower + 8), "HVC"], Run(0, 0, 1UL << 51, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal(["HVC"], Run(0, 0, 1UL << 53, Lower, EL1h, loops: 30, User, EL0t)); // SVC at EL1
        Assert.Equal([Text(Trap(thread, 2, read: true), User), "HVC"], Run(1UL << 35, 0, 0, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal([Text(Trap(thread, 2, read: false), User + 4), "HVC"], Run(0, 1UL << 35, 0, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal([Text(Trap(readOnly, 2, read: true), User + 8), "HVC"], Run(1UL << 34, 0, 0, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal([Text(Trap(cache, 2, read: true), User + 12), "HVC"], Run(1UL << 14, 0, 0, Lower, EL1h, loops: 1, User, EL0t));
        Assert.Equal(["HVC"], Run(0, 0, 0, Lower, EL1h, loops: 300, User, EL0t));
    }

    bool IMachineServices.FirmwareCall(Cpu cpu, bool smc)
    {
        vcpu!.RequestExit();
        return true;
    }

    ISystemRegisterBank? IMachineServices.Bank(int cpu) => null;

    void IMachineServices.Diagnose(int cpu, string message)
    {
    }

    public void Dispose()
    {
        engine?.Dispose();
        cpu?.Dispose();
        memory.Dispose();
    }

    private void Start(string name)
    {
        bus.Map(memory, "memory");
        var options = new EngineOptions { CodeCacheSize = 16 << 20, Tiers = name == "regions" ? TierChoice.RegionsOnly : TierChoice.BlocksOnly };
        engine = name == "interpreter" ? new InterpreterEngine(bus, new StoppedClock(), this, options) : new JitEngine(bus, new StoppedClock(), this, options);
        cpu = new Cpu(CpuModel.Max, 0, engine.CpuHost, el2: true);
        vcpu = engine.CreateVcpu(cpu);

        uint noteESR = Mrs(Op(3, 4, 5, 2, 0), 0), noteELR = Mrs(Op(3, 4, 4, 0, 1), 1), setELR = Msr(Op(3, 4, 4, 0, 1), 1);
        Put(
            Ram, Msr(Op(3, 4, 1, 1, 0), 19), Msr(Op(3, 4, 12, 0, 0), 26), Msr(Op(3, 0, 12, 0, 0), 27), Msr(Op(3, 0, 1, 0, 0), 28), Msr(Op(3, 4, 1, 1, 4), 20), Msr(Op(3, 4, 1, 1, 5), 21),
            Msr(Op(3, 4, 1, 1, 6), 22), Msr(Op(3, 4, 4, 0, 1), 23), Msr(Op(3, 4, 4, 0, 0), 24), A64.Isb, Eret);

        // STP X0, X1, [X25], #16; SMC if it was HVC or X9 becomes 0; on after the instruction.
        Put(EL2Vectors + 0x400, noteESR, noteELR, 0xA881_0720, 0xD35A_FC00, 0xF100_581F, 0x5400_00C0, A64.SubOne(9), A64.Cbz(9, 16), A64.Add(1, 4), setELR, Eret, Smc);
    }

    /// <summary>Runs from EL2 with the three registers, and tells what EL2 took.</summary>
    private List<string> Run(ulong hfgrtr, ulong hfgwtr, ulong hfgitr, ulong pc, ulong spsr, ulong loops, ulong lowerPc = 0, ulong lowerSpsr = EL1h, ulong limit = 1000)
    {
        const ulong RW = 1UL << 31, APK = 1UL << 40, API = 1UL << 41, UCT = 1 << 15, DZE = 1 << 14, UCI = 1 << 26;
        (ulong, int)[] values =
        [
            (RW | APK | API, 19), (EL2Vectors, 26), (EL1Vectors, 27), (UCT | DZE | UCI, 28), (hfgrtr, 20), (hfgwtr, 21), (hfgitr, 22), (pc, 23), (spsr, 24), (Records, 25), (Zeros, 3),
            (lowerPc, 6), (lowerSpsr, 7), (loops, 8), (limit, 9),
        ];
        foreach ((ulong value, int register) in values)
        {
            cpu!.X(register) = value;
        }

        cpu!.PC = Ram;
        vcpu!.ClearExitRequest();
        using var watchdog = new Timer(_ => vcpu.RequestExit(), null, 60_000, -1);
        vcpu.Run();
        var taken = new List<string>();
        for (ulong* record = (ulong*)(memory.HostBase + (Records - Ram)); record < (ulong*)(memory.HostBase + (cpu.X(25) - Ram)); record += 2)
        {
            taken.Add(record[0] >> 26 == 0x16 ? "HVC" : Text(record[0], record[1]));
        }

        return taken;
    }

    private void Put(ulong address, params ReadOnlySpan<uint> words) => words.CopyTo(new Span<uint>(memory.HostBase + (address - Ram), words.Length));

    private static string Text(ulong esr, ulong elr) => $"{esr:X} at {elr:X}";

    private static uint Op(uint op0, uint op1, uint CRn, uint CRm, uint op2) => (op0 << 19) | (op1 << 16) | (CRn << 12) | (CRm << 8) | (op2 << 5);

    private static uint Msr(uint register, uint t) => 0xD500_0000 | register | t;

    private static uint Mrs(uint register, uint t) => 0xD520_0000 | register | t;

    private static uint Sys(uint register, uint t) => 0xD500_0000 | register | t;

    private static uint Trap(uint register, uint t, bool read)
        => (0x18u << 26) | (1 << 25) | ((register >> 19) << 20) | (((register >> 5) & 7) << 17) | (((register >> 16) & 7) << 14) | (((register >> 12) & 15) << 10) | (t << 5)
            | (((register >> 8) & 15) << 1) | (read ? 1u : 0);
}
