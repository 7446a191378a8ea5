using Armillary.Core.Interrupts;

namespace Armillary.Machine;

/// <summary>
/// The socket of a vCPU on the board: the interrupt controller is wired to it before there is a vCPU, and again after another was
/// plugged in.
/// </summary>
internal sealed class VcpuInputs : IVcpuInterrupts
{
    /// <summary>The vCPU in the socket; null: none yet.</summary>
    public IVcpuInterrupts? Vcpu { get; set; }

    public void SetIrq(bool level) => Vcpu?.SetIrq(level);

    public void SetFiq(bool level) => Vcpu?.SetFiq(level);

    public void SetVirtualIrq(bool level) => Vcpu?.SetVirtualIrq(level);

    public void SetVirtualFiq(bool level) => Vcpu?.SetVirtualFiq(level);
}
