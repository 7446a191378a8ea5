using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Core.State;

namespace Armillary.Devices.Gic;

/// <summary>
/// A GICv3 with one security state (GICD_CTLR.DS = 1), or with EL3 two, affinity routing always on: a distributor, a
/// redistributor frame pair for each vCPU, and for each vCPU the ICC_* system registers. Specification: Arm IHI 0069.
/// </summary>
public sealed class GicV3
{
    /// <summary>The size of the distributor's register frame.</summary>
    public const ulong DistributorSize = 0x1_0000;

    /// <summary>The size of one vCPU's two redistributor frames, RD_base and SGI_base.</summary>
    public const ulong RedistributorStride = 0x2_0000;

    private readonly GicState state;
    private readonly SharedRoutes routes;
    private readonly GicV3SystemRegisters[] banks;

    /// <summary>A GIC for vCPUs 0 to <c>vcpus.Count - 1</c>, whose affinities are <see cref="Affinity"/>.</summary>
    /// <param name="vcpus">The interrupt inputs of each vCPU.</param>
    /// <param name="options">How it is built; null: as usual.</param>
    public GicV3(IReadOnlyList<IVcpuInterrupts> vcpus, GicOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vcpus);
        options ??= new GicOptions();
        state = new GicState(vcpus, options.Spis, version: 3) { HasSecurity = options.El3, NonSecureAtReset = options.El3 && options.NonSecureAtReset };
        if (options.El2)
        {
            foreach (CpuInterface cpu in state.Cpus)
            {
                cpu.AddVirtual(version: 3);
            }
        }

        if (options.Memory is { } memory)
        {
            foreach (CpuInterface cpu in state.Cpus)
            {
                cpu.Lpis = new LpiState(memory);
            }

            Its = options.Its is { } start ? new GicV3Its(state, memory, start) : null;
        }

        routes = new SharedRoutes(state);
        Distributor = new GicV3Distributor(state, routes, secure: false);
        Redistributors = new GicV3Redistributors(state, secure: false);
        SecureDistributor = new GicV3Distributor(state, routes, secure: true);
        SecureRedistributors = new GicV3Redistributors(state, secure: true);
        banks = [.. state.Cpus.Select(cpu => new GicV3SystemRegisters(state, cpu))];
        Reset();
    }

    /// <summary>How firmware tables name this device.</summary>
    public static FirmwareId Firmware { get; } = new(["arm,gic-v3"]);

    /// <summary>The distributor's registers, <see cref="DistributorSize"/> bytes.</summary>
    public IMmioTarget Distributor { get; }

    /// <summary>The interrupt translation service; null: there is none.</summary>
    public GicV3Its? Its { get; }

    /// <summary>The redistributors' registers, <see cref="RedistributorsSize"/> bytes, in the order of the vCPUs.</summary>
    public IMmioTarget Redistributors { get; }

    /// <summary>The distributor as Secure accesses see it. With one security state all see the same.</summary>
    public IMmioTarget SecureDistributor { get; }

    /// <summary>The redistributors as Secure accesses see them.</summary>
    public IMmioTarget SecureRedistributors { get; }

    /// <summary>The size of <see cref="Redistributors"/> in bytes.</summary>
    public ulong RedistributorsSize => RedistributorStride * (ulong)banks.Length;

    /// <summary>
    /// The affinity of a vCPU as MPIDR_EL1 has it: Aff0 in bits [7:0], Aff1 in [15:8]. Clusters of 16, which is as many as
    /// an SGI's target list can name.
    /// </summary>
    public static uint Affinity(int cpu) => ((uint)(cpu >> 4) << 8) | ((uint)cpu & 15);

    /// <summary>The ICC_* system registers of a vCPU.</summary>
    public ISystemRegisterBank CpuInterface(int cpu) => banks[cpu];

    /// <summary>A wire to shared peripheral interrupt <paramref name="number"/>, which is INTID <c>32 + number</c>.</summary>
    public InterruptLine Spi(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)number, (uint)(state.InterruptCount - GicState.PrivateInterrupts));
        return new InterruptLine(new Wires(state, 0), GicState.PrivateInterrupts + number);
    }

    /// <summary>A wire to a private peripheral interrupt of a vCPU, by its INTID (16 to 31).</summary>
    public InterruptLine Ppi(int cpu, int intid)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intid, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(intid, 31);
        return new InterruptLine(new Wires(state, cpu), intid);
    }

    /// <summary>Returns every register to its state at power-on. The wires keep their levels.</summary>
    public void Reset()
    {
        lock (state.Gate)
        {
            state.Reset();
            routes.Reset();
            Its?.Reset();
        }
    }

    /// <summary>The inputs that a CPU's number selects.</summary>
    internal sealed class Wires(GicState state, int cpu) : IInterruptSink
    {
        public void SetLevel(int input, bool level) => state.SetLevel(cpu, input, level);
    }
}
