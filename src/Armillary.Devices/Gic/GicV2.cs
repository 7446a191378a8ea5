using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Core.State;

namespace Armillary.Devices.Gic;

/// <summary>
/// A GICv2 for up to 8 vCPUs, with Security Extensions where there is EL3: a distributor and a memory-mapped CPU interface, both banked by the
/// vCPU that accesses them (<see cref="CurrentVcpu"/>). Specification: Arm IHI 0048.
/// </summary>
public sealed class GicV2
{
    /// <summary>The most vCPUs that the architecture's target bits can name.</summary>
    public const int MaximumCpus = 8;

    /// <summary>The size of the distributor's frame.</summary>
    public const ulong DistributorSize = 0x1_0000;

    /// <summary>The size of the CPU interface's frame; GICC_DIR lies in its second 4 KiB page.</summary>
    public const ulong CpuInterfaceSize = 0x1_0000;

    private readonly GicState state;
    private readonly GicV2Distributor distributor;

    /// <summary>A GIC for vCPUs 0 to <c>vcpus.Count - 1</c>.</summary>
    /// <param name="vcpus">The interrupt inputs of each vCPU, at most <see cref="MaximumCpus"/>.</param>
    /// <param name="options">How it is built; null: as usual.</param>
    public GicV2(IReadOnlyList<IVcpuInterrupts> vcpus, GicOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(vcpus);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vcpus.Count, MaximumCpus);
        options ??= new GicOptions();
        state = new GicState(vcpus, options.Spis, version: 2) { HasSecurity = options.El3, NonSecureAtReset = options.El3 && options.NonSecureAtReset };
        if (options.El2)
        {
            foreach (CpuInterface cpu in state.Cpus)
            {
                cpu.AddVirtual(version: 2);
            }
        }

        distributor = new GicV2Distributor(state);
        CpuInterface = new GicV2CpuInterface(state, distributor, secure: false);
        SecureCpuInterface = new GicV2CpuInterface(state, distributor, secure: true);
        if (options.El2)
        {
            HypervisorInterface = new GicV2HypervisorInterface(state, distributor);
            VirtualCpuInterface = new GicV2VirtualCpuInterface(state, distributor);
        }

        Reset();
    }

    /// <summary>How firmware tables name this device.</summary>
    public static FirmwareId Firmware { get; } = new(["arm,cortex-a15-gic", "arm,gic-400"]);

    /// <summary>The distributor's registers, <see cref="DistributorSize"/> bytes.</summary>
    public IMmioTarget Distributor => distributor.Frame;

    /// <summary>The distributor as Secure accesses see it. With one security state all see the same.</summary>
    public IMmioTarget SecureDistributor => distributor.SecureFrame;

    /// <summary>The CPU interface's registers, <see cref="CpuInterfaceSize"/> bytes.</summary>
    public IMmioTarget CpuInterface { get; }

    /// <summary>The CPU interface as Secure accesses see it.</summary>
    public IMmioTarget SecureCpuInterface { get; }

    /// <summary>The virtual interface's control registers (GICH_*), <see cref="CpuInterfaceSize"/> bytes; null without EL2.</summary>
    public IMmioTarget? HypervisorInterface { get; }

    /// <summary>What virtual machines have for a CPU interface (GICV_*), <see cref="CpuInterfaceSize"/> bytes; null without EL2.</summary>
    public IMmioTarget? VirtualCpuInterface { get; }

    /// <summary>A wire to shared peripheral interrupt <paramref name="number"/>, which is interrupt ID <c>32 + number</c>.</summary>
    public InterruptLine Spi(int number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)number, (uint)(state.InterruptCount - GicState.PrivateInterrupts));
        return new InterruptLine(new GicV3.Wires(state, 0), GicState.PrivateInterrupts + number);
    }

    /// <summary>A wire to a private peripheral interrupt of a vCPU, by its interrupt ID (16 to 31).</summary>
    public InterruptLine Ppi(int cpu, int intid)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intid, 16);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(intid, 31);
        return new InterruptLine(new GicV3.Wires(state, cpu), intid);
    }

    /// <summary>Returns every register to its state at power-on. The wires keep their levels.</summary>
    public void Reset()
    {
        lock (state.Gate)
        {
            state.Reset();
            distributor.Reset();
            foreach (CpuInterface cpu in state.Cpus)
            {
                // GICC_CTLR.FIQEn is clear: Group 0 goes to IRQ. So does Group 1, whatever the vCPU's state is.
                cpu.Group0IsFiq = false;
                cpu.Awake = true;
                cpu.SetState(secure: false, atEL3: false);
                if (state.NonSecureAtReset)
                {
                    // As firmware leaves it: else Non-secure state could not unmask anything.
                    cpu.SetPMR(0x80);
                }

                cpu.Signal();
            }
        }
    }
}
