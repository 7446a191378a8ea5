using Armillary.Arm.Mmu;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Core.Time;
using Armillary.Ir;

namespace Armillary.Arm.Tests;

/// <summary>A CPU with 16 MiB of RAM at 0x40000000, with EL3 also 64 KiB at 0x0E000000 that only Secure state has, and a host that records what it is asked.</summary>
internal sealed class TestMachine : ICpuHost, IDisposable
{
    public const ulong RamBase = 0x4000_0000, SecureRamBase = 0x0E00_0000;

    private readonly GuestMemory secureRam = new(new PhysicalAddress(SecureRamBase | PhysicalAddress.SecureBit), 64 << 10);

    public TestMachine(CpuModel? model = null, bool el2 = false, bool el3 = false, int index = 0)
    {
        Ram = new GuestMemory(new PhysicalAddress(RamBase), 16 << 20);
        Bus.Map(Ram);
        if (el3)
        {
            Bus = new AddressSpace(Bus);
            Bus.Map(secureRam);
        }

        Cpu = new Cpu(model ?? CpuModel.Max, index, this, el2, el3);
    }

    public Cpu Cpu { get; }

    public GuestMemory Ram { get; }

    public AddressSpace Bus { get; } = new();

    public ManualClock ManualClock { get; } = new();

    public IClock Clock => ManualClock;

    public List<TlbInvalidation> TlbInvalidations { get; } = [];

    public List<(PhysicalAddress Address, ulong Length)> InstructionInvalidations { get; } = [];

    public List<string> Calls { get; } = [];

    public Dictionary<uint, ulong> BankRegisters { get; } = [];

    public ulong HostFpStatus { get; set; }

    public bool ServesFirmware { get; set; }

    /// <summary>MRS from C#: the value, or null if an exception was taken.</summary>
    public ulong? Mrs(string name)
        => Cpu.TryReadSystemRegister(EncodingOf(name), 3, out ulong value) ? value : null;

    /// <summary>MSR from C#: false if an exception was taken.</summary>
    public bool Msr(string name, ulong value) => Cpu.TryWriteSystemRegister(EncodingOf(name), 3, value);

    public static uint EncodingOf(string name)
        => name.StartsWith("S3_", StringComparison.Ordinal) || name.StartsWith("S2_", StringComparison.Ordinal) ? Generic(name)
            : Armillary.Arm.SystemRegisters.SystemRegisterTable.Rows.Single(r => r.Name == name).Encoding;

    private static uint Generic(string name)
    {
        string[] parts = name[1..].Replace("C", "", StringComparison.Ordinal).Split('_');
        return SystemRegister.Encode(uint.Parse(parts[0]), uint.Parse(parts[1]), uint.Parse(parts[2]), uint.Parse(parts[3]), uint.Parse(parts[4]));
    }

    /// <summary>Drops to EL0 or another level at an address, interrupts unmasked.</summary>
    public void Enter(int el, bool sp = false, ulong pc = RamBase, ulong extra = 0)
    {
        Cpu.SPSR(Cpu.PSTATE.EL) = ((ulong)el << 2) | (sp ? 1UL : 0) | extra;
        Cpu.ExceptionReturn(pc);
    }

    public uint EC => (uint)(Cpu.ESR(Cpu.PSTATE.EL) >> 26);

    public uint ISS => (uint)Cpu.ESR(Cpu.PSTATE.EL) & 0x1FF_FFFF;

    public Span<ulong> Words(ulong address, int count)
    {
        PhysicalAddress at = Bus.InSecure(new PhysicalAddress(address));
        Assert.True((at.IsSecure ? secureRam : Ram).TryGetSpan(at, (ulong)count * 8, out Span<byte> bytes));
        return System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(bytes);
    }

    public void ContextChanged(Cpu cpu, bool translation) => Calls.Add(translation ? "translation" : "context");

    public void Wake(Cpu cpu) => Calls.Add("wake");

    public void FpControlChanged(Cpu cpu) => Calls.Add("fpcr");

    public ulong ReadFpStatus(Cpu cpu) => HostFpStatus;

    public void ClearFpStatus(Cpu cpu) => HostFpStatus = 0;

    public Bits128 CompareExchange(Cpu cpu, PhysicalAddress address, Bits128 expected, Bits128 replacement)
    {
        Span<ulong> words = Words(address.Value, 2);
        var old = new Bits128(words[0], words[1]);
        if (old == expected)
        {
            (words[0], words[1]) = (replacement.Low, replacement.High);
        }

        return old;
    }

    public void InvalidateTlb(Cpu cpu, in TlbInvalidation invalidation, Shareability shareability) => TlbInvalidations.Add(invalidation);

    public void InvalidateInstructions(Cpu cpu, PhysicalAddress address, ulong length, Shareability shareability)
        => InstructionInvalidations.Add((address, length));

    public void DataSynchronizationBarrier(Cpu cpu) => Calls.Add("dsb");

    public void WaitForInterrupt(Cpu cpu, long deadlineNanoseconds) => Calls.Add("wfi");

    public void WaitForEvent(Cpu cpu, long deadlineNanoseconds) => Calls.Add($"wfe {deadlineNanoseconds}");

    public void Yield(Cpu cpu) => Calls.Add("yield");

    public void SendEvent(Cpu cpu) => Calls.Add("sev");

    public bool FirmwareCall(Cpu cpu, bool smc)
    {
        Calls.Add(smc ? "smc" : "hvc");
        return ServesFirmware;
    }

    public BankOutcome ReadBank(Cpu cpu, uint encoding, in VcpuState state, out ulong value)
        => BankRegisters.TryGetValue(encoding, out value) ? BankOutcome.Done : BankOutcome.Undefined;

    public BankOutcome WriteBank(Cpu cpu, uint encoding, in VcpuState state, ulong value)
    {
        if (!BankRegisters.ContainsKey(encoding))
        {
            return BankOutcome.Undefined;
        }

        BankRegisters[encoding] = value;
        return BankOutcome.Done;
    }

    public void BankStateChanged(Cpu cpu, in VcpuState state) => Calls.Add($"state {state.EL}");

    public void Diagnose(Cpu cpu, string message) => Calls.Add(message);

    public void Dispose()
    {
        Cpu.Dispose();
        Ram.Dispose();
        secureRam.Dispose();
    }
}
