namespace Armillary.Core.State;

/// <summary>
/// A group of system registers that a device gives to one vCPU, as an MMIO device gives registers to the address space.
/// There is one instance for each vCPU; it is called only by that vCPU's thread. Access rules (exception level, traps)
/// are the vCPU's; the bank sees only accesses that the architecture lets through.
/// </summary>
public interface ISystemRegisterBank
{
    /// <summary>MRS. False: this bank has no such readable register.</summary>
    /// <param name="encoding">The register, see <see cref="SystemRegister.Encode"/>.</param>
    /// <param name="value">What the register reads as; zero on false.</param>
    bool TryRead(uint encoding, out ulong value);

    /// <summary>MSR. False: this bank has no such writable register.</summary>
    /// <param name="encoding">The register, see <see cref="SystemRegister.Encode"/>.</param>
    /// <param name="value">The value to write.</param>
    bool TryWrite(uint encoding, ulong value);
}
