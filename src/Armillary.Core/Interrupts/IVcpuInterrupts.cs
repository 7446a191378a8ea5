namespace Armillary.Core.Interrupts;

/// <summary>
/// A vCPU's own interrupt inputs, driven by its interrupt controller's CPU interface. Called from any thread, possibly
/// under the interrupt controller's lock: implementations only record the level and wake the vCPU.
/// </summary>
public interface IVcpuInterrupts
{
    /// <summary>The level of the vCPU's IRQ input changed.</summary>
    void SetIrq(bool level);

    /// <summary>The level of the vCPU's FIQ input changed.</summary>
    void SetFiq(bool level);

    /// <summary>The level of the vCPU's virtual IRQ input changed (the virtual CPU interface's).</summary>
    void SetVirtualIrq(bool level);

    /// <summary>The level of the vCPU's virtual FIQ input changed.</summary>
    void SetVirtualFiq(bool level);
}
