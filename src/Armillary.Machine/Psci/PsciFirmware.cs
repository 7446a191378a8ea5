using Armillary.Core.Memory;

namespace Armillary.Machine.Psci;

/// <summary>What PSCI asks of the machine. Called by the thread of the vCPU that made the call.</summary>
internal interface IPowerController
{
    /// <summary>How many vCPUs there are.</summary>
    int CpuCount { get; }

    /// <summary>The affinity fields (Aff3 in 39:32, Aff2 to Aff0 in 23:0) of a vCPU's MPIDR_EL1.</summary>
    ulong Affinity(int cpu);

    /// <summary>Whether an address is RAM, where a vCPU could start.</summary>
    bool IsMemory(PhysicalAddress address);

    /// <summary>Starts a vCPU that is off; the state it was in before decides the result.</summary>
    PowerState TurnOn(int cpu, PhysicalAddress entry, ulong context);

    /// <summary>The calling vCPU stops until another turns it on.</summary>
    void TurnOff(int cpu);

    /// <summary>The state of a vCPU.</summary>
    PowerState State(int cpu);

    /// <summary>The calling vCPU sleeps until an interrupt is pending.</summary>
    void Suspend(int cpu);

    /// <summary>The machine turns off.</summary>
    void SystemOff();

    /// <summary>The machine restarts.</summary>
    void SystemReset();

    /// <summary>Random bits for the guest.</summary>
    void FillRandom(Span<byte> destination);
}

/// <summary>The states that AFFINITY_INFO tells (DEN0022, 5.7).</summary>
internal enum PowerState
{
    /// <summary>Running.</summary>
    On = 0,

    /// <summary>Off.</summary>
    Off = 1,

    /// <summary>Turned on, not running yet.</summary>
    OnPending = 2,
}

/// <summary>
/// The firmware that the board has in place of an EL3: PSCI 1.1 (DEN0022), SMC Calling Convention 1.1 (DEN0028) and its true
/// random number generator (DEN0098). What it does not know it answers with NOT_SUPPORTED, as the convention asks.
/// </summary>
internal sealed class PsciFirmware(IPowerController machine)
{
    private const int SUCCESS = 0;
    private const int NOT_SUPPORTED = -1;
    private const int INVALID_PARAMETERS = -2;
    private const int ALREADY_ON = -4;
    private const int ON_PENDING = -5;
    private const int INVALID_ADDRESS = -9;

    /// <summary>Function identifiers. Bit 30 (64-bit arguments) is clear here.</summary>
    private const uint SMCCC_VERSION = 0x8000_0000;
    private const uint SMCCC_ARCH_FEATURES = 0x8000_0001;
    private const uint SMCCC_ARCH_WORKAROUND_1 = 0x8000_8000;
    private const uint SMCCC_ARCH_WORKAROUND_2 = 0x8000_7FFF;
    private const uint SMCCC_ARCH_WORKAROUND_3 = 0x8000_3FFF;
    private const uint PSCI_VERSION = 0x8400_0000;
    private const uint CPU_SUSPEND = 0x8400_0001;
    private const uint CPU_OFF = 0x8400_0002;
    private const uint CPU_ON = 0x8400_0003;
    private const uint AFFINITY_INFO = 0x8400_0004;
    private const uint MIGRATE_INFO_TYPE = 0x8400_0006;
    private const uint SYSTEM_OFF = 0x8400_0008;
    private const uint SYSTEM_RESET = 0x8400_0009;
    private const uint PSCI_FEATURES = 0x8400_000A;
    private const uint SYSTEM_RESET2 = 0x8400_0012;
    private const uint TRNG_VERSION = 0x8400_0050;
    private const uint TRNG_FEATURES = 0x8400_0051;
    private const uint TRNG_GET_UUID = 0x8400_0052;
    private const uint TRNG_RND = 0x8400_0053;
    private const uint Convention64 = 1 << 30;

    /// <summary>The device tree's <c>cpu_on</c> and its siblings, for PSCI 0.1 guests (Linux: arm/psci.yaml).</summary>
    public const uint CPU_ON64 = CPU_ON | Convention64;

    /// <summary>CPU_SUSPEND with 64-bit arguments.</summary>
    public const uint CPU_SUSPEND64 = CPU_SUSPEND | Convention64;

    /// <summary>CPU_OFF.</summary>
    public const uint CPU_OFF32 = CPU_OFF;

    /// <summary>
    /// Serves the call of vCPU <paramref name="cpu"/> whose registers X0 to X17 are <paramref name="x"/>; results go to X0 to X3.
    /// </summary>
    public void Call(int cpu, Span<ulong> x)
    {
        uint function = (uint)(x[0] & uint.MaxValue);
        bool wide = (function & Convention64) != 0;
        Span<ulong> arguments = stackalloc ulong[4];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = wide ? x[i] : x[i] & uint.MaxValue;
        }

        uint id = function & ~Convention64;
        if (!Exists(function))
        {
            x[0] = unchecked((ulong)NOT_SUPPORTED);
        }
        else if (!TryTrng(id, wide, arguments[1], x))
        {
            x[0] = unchecked((ulong)Serve(cpu, id, arguments));
        }
    }

    /// <summary>Which functions there are, and whether in the 32-bit or in both conventions.</summary>
    private static bool Exists(uint function) => (function & Convention64) == 0
        ? function is SMCCC_VERSION or SMCCC_ARCH_FEATURES or SMCCC_ARCH_WORKAROUND_1 or SMCCC_ARCH_WORKAROUND_2 or SMCCC_ARCH_WORKAROUND_3
            or PSCI_VERSION or CPU_SUSPEND or CPU_OFF or CPU_ON or AFFINITY_INFO or MIGRATE_INFO_TYPE or SYSTEM_OFF or SYSTEM_RESET
            or PSCI_FEATURES or SYSTEM_RESET2 or TRNG_VERSION or TRNG_FEATURES or TRNG_GET_UUID or TRNG_RND
        : (function & ~Convention64) is CPU_SUSPEND or CPU_ON or AFFINITY_INFO or SYSTEM_RESET2 or TRNG_RND;

    private long Serve(int cpu, uint id, ReadOnlySpan<ulong> x)
    {
        switch (id)
        {
            case SMCCC_VERSION:
                return 0x1_0001;
            case SMCCC_ARCH_FEATURES:
                return ArchFeatures((uint)(x[1] & uint.MaxValue));
            case SMCCC_ARCH_WORKAROUND_1 or SMCCC_ARCH_WORKAROUND_2 or SMCCC_ARCH_WORKAROUND_3:
                return SUCCESS;
            case PSCI_VERSION:
                return 0x1_0001;
            case PSCI_FEATURES:
                uint queried = (uint)(x[1] & uint.MaxValue);
                bool known = queried == SMCCC_VERSION || ((queried & 0x3FFF_FF00) == 0x0400_0000 && queried is not (>= TRNG_VERSION and <= TRNG_RND) && Exists(queried));
                return known ? SUCCESS : NOT_SUPPORTED;
            case CPU_SUSPEND:
                // DEN0022, 5.4.2: the original format; its reserved bits must be zero. A power-down state may be downgraded to standby.
                if ((x[1] & 0xFCFE_0000) != 0)
                {
                    return INVALID_PARAMETERS;
                }

                machine.Suspend(cpu);
                return SUCCESS;
            case CPU_OFF:
                machine.TurnOff(cpu);
                return SUCCESS;
            case CPU_ON:
                return CpuOn(x[1], new PhysicalAddress(x[2]), x[3]);
            case AFFINITY_INFO:
                return x[2] != 0 || Find(x[1]) is not int target ? INVALID_PARAMETERS : (int)machine.State(target);
            case MIGRATE_INFO_TYPE:
                // 2: no Trusted OS, so nothing to migrate.
                return 2;
            case SYSTEM_OFF:
                machine.SystemOff();
                return SUCCESS;
            case SYSTEM_RESET2 when x[1] != 0:
                return INVALID_PARAMETERS;
            default:
                machine.SystemReset();
                return SUCCESS;
        }
    }

    /// <summary>DEN0028, 7.3 and 7.5 to 7.7: the modelled CPUs do not speculate, so no workaround is needed.</summary>
    private static int ArchFeatures(uint function) => function switch
    {
        SMCCC_VERSION or SMCCC_ARCH_FEATURES => SUCCESS,
        SMCCC_ARCH_WORKAROUND_1 or SMCCC_ARCH_WORKAROUND_3 => 1,
        SMCCC_ARCH_WORKAROUND_2 => -2,
        _ => NOT_SUPPORTED,
    };

    private int CpuOn(ulong affinity, PhysicalAddress entry, ulong context)
    {
        if (Find(affinity) is not int target)
        {
            return INVALID_PARAMETERS;
        }

        if (!machine.IsMemory(entry))
        {
            return INVALID_ADDRESS;
        }

        return machine.TurnOn(target, entry, context) switch
        {
            PowerState.Off => SUCCESS,
            PowerState.OnPending => ON_PENDING,
            _ => ALREADY_ON,
        };
    }

    private int? Find(ulong affinity)
    {
        for (int cpu = 0; cpu < machine.CpuCount; cpu++)
        {
            if (machine.Affinity(cpu) == affinity)
            {
                return cpu;
            }
        }

        return null;
    }

    /// <summary>DEN0098: these return more than X0.</summary>
    private bool TryTrng(uint id, bool wide, ulong argument, Span<ulong> x)
    {
        switch (id)
        {
            case TRNG_VERSION:
                x[0] = 0x1_0000;
                return true;
            case TRNG_FEATURES:
                x[0] = unchecked((ulong)(argument is TRNG_VERSION or TRNG_FEATURES or TRNG_GET_UUID or TRNG_RND or (TRNG_RND | Convention64) ? SUCCESS : NOT_SUPPORTED));
                return true;
            case TRNG_GET_UUID:
                // 8d2f5a34-61c0-4e0b-9b8e-5a1f0c7d3e26, least significant byte first in each word (DEN0028, 5.3).
                (x[0], x[1], x[2], x[3]) = (0x345A_2F8D, 0x0B4E_C061, 0x1F5A_8E9B, 0x263E_7D0C);
                return true;
            case TRNG_RND:
                Random(wide ? 64 : 32, argument, x);
                return true;
            default:
                return false;
        }
    }

    private void Random(int registerBits, ulong bits, Span<ulong> x)
    {
        if (bits == 0 || bits > (ulong)(3 * registerBits))
        {
            x[0] = unchecked((ulong)INVALID_PARAMETERS);
            return;
        }

        // The lowest bits go to X3, the next to X2; unrequested bits are zero (DEN0098, 2.5).
        Span<byte> random = stackalloc byte[8];
        int left = (int)bits;
        for (int register = 3; register >= 1; register--)
        {
            int here = Math.Clamp(left, 0, registerBits);
            machine.FillRandom(random);
            x[register] = here == 0 ? 0 : BitConverter.ToUInt64(random) >> (64 - here);
            left -= registerBits;
        }

        x[0] = SUCCESS;
    }
}
