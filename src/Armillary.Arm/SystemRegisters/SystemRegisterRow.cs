namespace Armillary.Arm.SystemRegisters;

/// <summary>Where a CPU keeps a register.</summary>
internal delegate ref ulong RegisterStorage(Cpu cpu);

/// <summary>What follows from a write.</summary>
internal enum RegisterEffect : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A control register that translated code depends on.</summary>
    Context,

    /// <summary>The same, and the host hears that translation changed; interrupt routing may have.</summary>
    Translation,

    /// <summary>HCR_EL2: what runs depends on it only where it changes which registers the current level uses.</summary>
    Hypervisor,

    /// <summary>A table's base or the ASID: only the host hears of it.</summary>
    Tables,

    /// <summary>A field of PSTATE: it may unmask an interrupt.</summary>
    ProcessState,
}

/// <summary>
/// One system register: its encoding, its name, who may access it, where it is kept and what is in it. The access rules are
/// the row's; a register that a lower level may use only with permission has a <see cref="Check"/>.
/// </summary>
internal sealed record SystemRegisterRow(string Name, uint Encoding)
{
    /// <summary>No level may do it.</summary>
    public const int Never = 4;

    /// <summary>The lowest level that may read.</summary>
    public int ReadEL { get; init; } = 1;

    /// <summary>The lowest level that may write.</summary>
    public int WriteEL { get; init; } = 1;

    /// <summary>Where it is kept; null if it is computed or constant.</summary>
    public RegisterStorage? Storage { get; init; }

    /// <summary>The value after reset.</summary>
    public ulong Reset { get; init; }

    /// <summary>The writable bits; the others keep <see cref="Ones"/>.</summary>
    public ulong Mask { get; init; } = ulong.MaxValue;

    /// <summary>RES1 bits.</summary>
    public ulong Ones { get; init; }

    /// <summary>A computed read.</summary>
    public Func<Cpu, ulong>? Read { get; init; }

    /// <summary>A write that does more than store.</summary>
    public Action<Cpu, ulong>? Write { get; init; }

    /// <summary>The bits of HCR_EL2 that make EL2 take a read at EL1 (and at EL0, where that may), if one is set.</summary>
    public ulong HcrRead { get; init; }

    /// <summary>The bits of HCR_EL2 that make EL2 take a write at EL1 (and at EL0, where that may), if one is set.</summary>
    public ulong HcrWrite { get; init; }

    /// <summary>The bit of HFGRTR_EL2 that makes EL2 take a read at EL1 (and at EL0, where that may).</summary>
    public ulong HfgRead { get; init; }

    /// <summary>The bit of HFGWTR_EL2 that makes EL2 take a write at EL1 (and at EL0, where that may).</summary>
    public ulong HfgWrite { get; init; }

    /// <summary>The bit of HDFGRTR_EL2 that makes EL2 take a read at EL1 (and at EL0, where that may).</summary>
    public ulong HdfgRead { get; init; }

    /// <summary>The bit of HDFGWTR_EL2 that makes EL2 take a write at EL1 (and at EL0, where that may).</summary>
    public ulong HdfgWrite { get; init; }

    /// <summary>The bits of SCR_EL3 that make EL3 take an access below, if one is set.</summary>
    public ulong ScrTrap { get; init; }

    /// <summary>The encoding of the register that the name means at EL2 while HCR_EL2.E2H is set; 0: the same.</summary>
    public uint InHost { get; init; }

    /// <summary>The same in Secure state; 0: the same register.</summary>
    public uint InSecureHost { get; init; }

    /// <summary>It belongs to the EL1&amp;0 regime: while a higher level runs, nothing that runs depends on it.</summary>
    public bool OfEL1 { get; init; }

    /// <summary>Traps beyond the levels and HCR_EL2's: 0 to go on, the level that takes the trap, or -1 for UNDEFINED. The flag: a write.</summary>
    public Func<Cpu, bool, int>? Check { get; init; }

    /// <summary>Another name of a register that has a row of its own.</summary>
    public bool IsAlias { get; init; }

    /// <summary>The features that must be announced for the register to exist.</summary>
    public Features Requires { get; init; }

    /// <summary>What follows from a write.</summary>
    public RegisterEffect Effect { get; init; }

    /// <summary>What MRS gives.</summary>
    public ulong Get(Cpu cpu) => Read is { } read ? read(cpu) : Storage is { } storage ? storage(cpu) : Reset;

    /// <summary>What MSR does.</summary>
    public void Set(Cpu cpu, ulong value)
    {
        if (Write is { } write)
        {
            write(cpu, value);
        }
        else if (Storage is { } storage)
        {
            storage(cpu) = (value & Mask) | Ones;
        }
    }
}
