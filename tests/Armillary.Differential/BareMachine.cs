using System.Buffers.Binary;
using Armillary.Arm;
using Armillary.Arm.State;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Core.Time;
using Armillary.Engines;

namespace Armillary.Differential;

/// <summary>One CPU with 2 MiB of RAM at EL1, stage 1 on and flat: runs a sequence of instructions from given register values.</summary>
public sealed class BareMachine : IMachineServices, IDisposable
{
    private const ulong Ram = 0x4000_0000;
    private const ulong Vectors = Ram + 0x8000;
    private const ulong Code = Ram + 0x1_0000;
    private const ulong Scratch = Ram + 0x2_0000;
    private const ulong Tables = Ram + 0x3_0000;
    private const uint HVC = 0xD400_0002;

    private readonly GuestMemory memory = new(new PhysicalAddress(Ram), 0x20_0000);
    private readonly IEngine engine;
    private readonly IVcpu vcpu;
    private ulong codeOffset;
    private bool faulted;

    public BareMachine(Func<AddressSpace, IClock, IMachineServices, IEngine> makeEngine)
    {
        AddressSpace bus = new();
        bus.Map(memory);
        engine = makeEngine(bus, new StoppedClock(), this);
        Cpu = new Cpu(CpuModel.Max, 0, engine.CpuHost);
        vcpu = engine.CreateVcpu(Cpu);
        for (ulong vector = 0; vector < 0x800; vector += 0x80)
        {
            Write32(Vectors + vector, HVC);
        }

        // A 1 GiB block: valid, AF, inner shareable, attribute 0, EL1 read and write.
        Write64(Tables + (8 * (Ram >> 30)), Ram | 1 | 1 << 10 | 3 << 8);
        WriteSystemRegister(3, 0, 10, 2, 0, 0xFF);                                // MAIR_EL1
        WriteSystemRegister(3, 0, 2, 0, 2, 25 | 1 << 23 | 2UL << 32);             // TCR_EL1: 39 bits below, nothing above
        WriteSystemRegister(3, 0, 2, 0, 0, Tables);                               // TTBR0_EL1
        WriteSystemRegister(3, 0, 12, 0, 0, Vectors);                             // VBAR_EL1
        WriteSystemRegister(3, 0, 1, 0, 2, 3 << 20);                              // CPACR_EL1.FPEN
        WriteSystemRegister(3, 0, 1, 0, 0, 0x30D0_0800 | 0x1005);                 // SCTLR_EL1: M, C, I
    }

    public Cpu Cpu { get; }

    /// <summary>Runs the words; null if an exception was taken.</summary>
    public SequenceState? Run(ReadOnlySpan<uint> words, SequenceState before)
    {
        // Fresh code each time at a fresh place, until the area is used up: then the old translations go.
        if (codeOffset + (((ulong)words.Length + 1) * 4) > 0x8000)
        {
            codeOffset = 0;
            engine.CpuHost.InvalidateInstructions(Cpu, default, 0, Shareability.Local);
        }

        ulong code = Code + codeOffset;
        foreach (uint word in words)
        {
            Write32(Code + codeOffset, word);
            codeOffset += 4;
        }

        Write32(Code + codeOffset, HVC);
        codeOffset += 4;
        memory.TryGetSpan(new PhysicalAddress(Scratch), SequenceState.ScratchSize, out Span<byte> scratch);
        before.Scratch.CopyTo(scratch);
        for (int i = 0; i < 31; i++)
        {
            Cpu.X(i) = before.X[i];
        }

        Cpu.X(27) = Scratch + 0x1000;
        for (int i = 0; i < 32; i++)
        {
            Cpu.Native.Vector(i)[0] = before.V[2 * i];
            Cpu.Native.Vector(i)[1] = before.V[(2 * i) + 1];
        }

        Cpu.Native.Integer(Slots.NZCV) = Ir.FlagsWord.FromNzcv((uint)(before.Nzcv >> 28));
        Cpu.FPCR = before.Fpcr;
        Cpu.FPSR = before.Fpsr;
        Cpu.PC = code;
        faulted = false;
        vcpu.ClearExitRequest();
        vcpu.Run();
        if (faulted)
        {
            return null;
        }

        SequenceState after = new() { Nzcv = (ulong)Ir.FlagsWord.ToNzcv((uint)Cpu.Native.Integer(Slots.NZCV)) << 28, Fpcr = Cpu.FPCR, Fpsr = Cpu.FPSR };
        for (int i = 0; i < 31; i++)
        {
            after.X[i] = Cpu.X(i);
        }

        for (int i = 0; i < 32; i++)
        {
            Cpu.Native.Vector(i).CopyTo(after.V.AsSpan(2 * i, 2));
        }

        scratch.CopyTo(after.Scratch);
        return after;
    }

    public bool FirmwareCall(Cpu cpu, bool smc)
    {
        faulted = cpu.PC - Vectors < 0x800;
        vcpu.RequestExit();
        return true;
    }

    public ISystemRegisterBank? Bank(int cpu) => null;

    public void Diagnose(int cpu, string message)
    {
    }

    public void Dispose()
    {
        engine.Dispose();
        Cpu.Dispose();
        memory.Dispose();
    }

    private void WriteSystemRegister(uint op0, uint op1, uint crn, uint crm, uint op2, ulong value)
    {
        if (!Cpu.TryWriteSystemRegister(op0 << 14 | op1 << 11 | crn << 7 | crm << 3 | op2, 0, value))
        {
            throw new InvalidOperationException("a system register of the set-up cannot be written");
        }
    }

    private void Write32(ulong address, uint value)
    {
        memory.TryGetSpan(new PhysicalAddress(address), 4, out Span<byte> span);
        BinaryPrimitives.WriteUInt32LittleEndian(span, value);
    }

    private void Write64(ulong address, ulong value)
    {
        memory.TryGetSpan(new PhysicalAddress(address), 8, out Span<byte> span);
        BinaryPrimitives.WriteUInt64LittleEndian(span, value);
    }

    private sealed class StoppedClock : IClock
    {
        public long Nanoseconds => 0;

        public DateTimeOffset WallClock => DateTimeOffset.UnixEpoch;

        public IClockTimer CreateTimer(Action expired) => new StoppedTimer();
    }

    private sealed class StoppedTimer : IClockTimer
    {
        public void Arm(long deadline)
        {
        }

        public void Disarm()
        {
        }

        public void Dispose()
        {
        }
    }
}
