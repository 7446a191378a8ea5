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
/// A CPU with EL2, a mebibyte of memory and one of ROM. Its hypervisor goes to EL1 or EL0, notes ESR_EL2 and ELR_EL2 of what it takes (BTYPE of all SPSR_EL2s in X22), and goes on after the instruction; HVC ends it, and so does X9 becoming 0.
/// </summary>
internal sealed unsafe class HypervisorGuest : IMachineServices, IDisposable
{
    public const ulong Ram = 0x4000_0000, Lower = Ram + 0x1000, EL1Vectors = Ram + 0x3000, Data = Ram + 0x9_0000, Rom = Ram + 0x20_0000;
    public const uint Eret = 0xD69F_03E0, Nop = 0xD503_201F;
    public const ulong EL1h = 0x3C5, EL0t = 0x3C0;
    private const ulong EL2Vectors = Ram + 0x2000, Registers = Ram + 0x7_0000, Records = Ram + 0x8_0000;
    private const ulong RW = 1UL << 31, APK = 1UL << 40, API = 1UL << 41, UCT = 1 << 15, DZE = 1 << 14, UCI = 1 << 26;
    private const uint Smc = 0xD400_0003;

    private readonly GuestMemory memory = new(new PhysicalAddress(Ram), 1 << 20);
    private readonly GuestMemory rom = new(new PhysicalAddress(Rom), 1 << 20);
    private readonly Engine engine;
    private readonly Cpu cpu;
    private readonly IVcpu vcpu;

    /// <param name="name">One of <see cref="Engines"/>.</param>
    /// <param name="model">The CPU; null: <see cref="CpuModel.Max"/>. With memory tagging the memory has tags.</param>
    public HypervisorGuest(string name, CpuModel? model = null)
    {
        model ??= CpuModel.Max;
        if (model.Has(Features.MTE2))
        {
            memory.AddTags();
        }

        var bus = new AddressSpace();
        bus.Map(memory, "memory");
        bus.Map(rom, "rom", readOnly: true);
        var options = new EngineOptions { CodeCacheSize = 16 << 20, Tiers = name == "regions" ? TierChoice.RegionsOnly : TierChoice.BlocksOnly };
        engine = name == "interpreter" ? new InterpreterEngine(bus, new StoppedClock(), this, options) : new JitEngine(bus, new StoppedClock(), this, options);
        cpu = new Cpu(model, 0, engine.CpuHost, el2: true);
        vcpu = engine.CreateVcpu(cpu);

        // STP X0, X1, [X25], #16; SMC if it was HVC or X9 becomes 0; X22 |= SPSR_EL2.BTYPE; on after the instruction.
        uint noteESR = Mrs(Op(3, 4, 5, 2, 0), 0), noteELR = Mrs(Op(3, 4, 4, 0, 1), 1), readSPSR = Mrs(Op(3, 4, 4, 0, 0), 0), setELR = Msr(Op(3, 4, 4, 0, 1), 1);
        Put(
            EL2Vectors + 0x400, noteESR, noteELR, 0xA881_0720, 0xD35A_FC00, 0xF100_581F, 0x5400_0120, readSPSR, 0x9276_0400, 0xAA00_02D6, A64.SubOne(9), A64.Cbz(9, 16), A64.Add(1, 4), setELR,
            Eret, Smc);
    }

    public static TheoryData<string> Engines => ["interpreter", "blocks", "regions"];

    public ref ulong X(int n) => ref cpu.X(n);

    public ref ulong Word(ulong address) => ref *(ulong*)(memory.HostBase + (address - Ram));

    public ref ulong RomWord(ulong address) => ref *(ulong*)(rom.HostBase + (address - Rom));

    public ulong? Peek(string register) => cpu.PeekSystemRegister(register);

    public void Put(ulong address, params ReadOnlySpan<uint> words) => words.CopyTo(new Span<uint>(memory.HostBase + (address - Ram), words.Length));

    /// <summary>Runs from EL2, which writes some registers first, and tells what EL2 took.</summary>
    public List<string> Run((uint Register, ulong Value)[] registers, ulong pc, ulong spsr)
    {
        (uint, ulong)[] all =
        [
            (Op(3, 4, 1, 1, 0), RW | APK | API), (Op(3, 4, 12, 0, 0), EL2Vectors), (Op(3, 0, 12, 0, 0), EL1Vectors), (Op(3, 0, 1, 0, 0), UCT | DZE | UCI), .. registers,
            (Op(3, 4, 4, 0, 1), pc), (Op(3, 4, 4, 0, 0), spsr),
        ];
        var code = new List<uint>();
        for (int i = 0; i < all.Length; i++)
        {
            (uint register, Word(Registers + (8 * (ulong)i))) = all[i];
            code.AddRange([A64.LdrAt(0, 24, 8 * i), Msr(register, 0)]);
        }

        Put(Ram, [.. code, A64.Isb, Eret]);
        (cpu.X(24), cpu.X(25), cpu.PC) = (Registers, Records, Ram);
        vcpu.ClearExitRequest();
        using var watchdog = new Timer(_ => vcpu.RequestExit(), null, 20_000, -1);
        vcpu.Run();
        var taken = new List<string>();
        for (ulong record = Records; record < cpu.X(25); record += 16)
        {
            taken.Add(Word(record) >> 26 == 0x16 ? "HVC" : Text(Word(record), Word(record + 8)));
        }

        return taken;
    }

    bool IMachineServices.FirmwareCall(Cpu cpu, bool smc)
    {
        vcpu.RequestExit();
        return true;
    }

    ISystemRegisterBank? IMachineServices.Bank(int cpu) => null;

    void IMachineServices.Diagnose(int cpu, string message)
    {
    }

    public void Dispose()
    {
        engine.Dispose();
        cpu.Dispose();
        memory.Dispose();
        rom.Dispose();
    }

    public static string Text(ulong esr, ulong elr) => $"{esr:X} at {elr:X}";

    /// <summary>A register or instruction, as it is in a word of MSR, MRS or SYS.</summary>
    public static uint Op(uint op0, uint op1, uint CRn, uint CRm, uint op2) => (op0 << 19) | (op1 << 16) | (CRn << 12) | (CRm << 8) | (op2 << 5);

    public static uint Msr(uint register, uint t) => 0xD500_0000 | register | t;

    public static uint Mrs(uint register, uint t) => 0xD520_0000 | register | t;

    public static uint Sys(uint register, uint t) => 0xD500_0000 | register | t;

    /// <summary>ESR_EL2 of a trap of MRS, MSR or SYS.</summary>
    public static uint Trap(uint register, uint t, bool read)
        => (0x18u << 26) | (1 << 25) | ((register >> 19) << 20) | (((register >> 5) & 7) << 17) | (((register >> 16) & 7) << 14) | (((register >> 12) & 15) << 10) | (t << 5)
            | (((register >> 8) & 15) << 1) | (read ? 1u : 0);
}
