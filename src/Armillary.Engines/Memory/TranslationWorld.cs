using Armillary.Arm;
using Armillary.Arm.Mmu;

namespace Armillary.Engines.Memory;

/// <summary>
/// One setting of the registers that translations depend on (a kernel's, a hypervisor's, a virtual machine's). Going from one to another and back finds its
/// translations still there, as in a TLB whose entries are tagged with regime and VMID.
/// </summary>
internal sealed class TranslationWorld(byte number)
{
    /// <summary>What tells its spaces from others'.</summary>
    public byte Number { get; } = number;

    // Read at every TLBI, for each space: no copies.
    private TranslationControls controls;

    /// <summary>TTBR0 with its ASID when it was current last.</summary>
    public ulong Table { get; set; }

    public bool Valid { get; private set; }

    public long LastUse { get; set; }

    /// <summary>Whether a TLBI is about its translations.</summary>
    public bool IsNamedBy(in TlbInvalidation invalidation)
        => invalidation.Regime == controls.Regime && invalidation.Secure == controls.Secure && (!invalidation.HasVmid || invalidation.Vmid == controls.Vmid);

    /// <summary>Whether it is the world of some controls.</summary>
    public bool Is(in TranslationControls other) => Valid && controls == other;

    /// <summary>Becomes the world of other controls; its spaces have been forgotten.</summary>
    public void Become(in TranslationControls other)
    {
        controls = other;
        Table = 0;
        Valid = true;
    }
}
