namespace Armillary.Core.State;

/// <summary>
/// A group of system registers that a device gives to one vCPU, as an MMIO device gives registers to the address space.
/// There is one instance for each vCPU; it is called only by that vCPU's thread. That a register's level (op1) is not above
/// the vCPU's has been checked; all other rules, traps by the bank's own registers among them, are the bank's.
/// </summary>
public interface ISystemRegisterBank
{
    /// <summary>MRS.</summary>
    /// <param name="encoding">The register, see <see cref="SystemRegister.Encode"/>.</param>
    /// <param name="state">The vCPU's state.</param>
    /// <param name="value">What the register reads as; zero if it does not.</param>
    BankOutcome Read(uint encoding, in VcpuState state, out ulong value);

    /// <summary>MSR.</summary>
    /// <param name="encoding">The register, see <see cref="SystemRegister.Encode"/>.</param>
    /// <param name="state">The vCPU's state.</param>
    /// <param name="value">The value to write.</param>
    BankOutcome Write(uint encoding, in VcpuState state, ulong value);

    /// <summary>The vCPU went to or from EL3, or to the other security state, which may send interrupts to its other input. Only where EL3 is implemented.</summary>
    void StateChanged(in VcpuState state);
}
