namespace Armillary.Arm.Mmu;

/// <summary>What an access wants of a translation.</summary>
[Flags]
public enum AccessKind : ushort
{
    /// <summary>A load.</summary>
    Read = 1,

    /// <summary>A store.</summary>
    Write = 2,

    /// <summary>Both at once: an atomic. It faults as a load where it may not read.</summary>
    Atomic = Read | Write,

    /// <summary>An instruction fetch.</summary>
    Execute = 4,

    /// <summary>With EL0's permissions whatever the level (LDTR, STTR, AT S1E0).</summary>
    Unprivileged = 8,

    /// <summary>A cache maintenance instruction: ISS.CM and WnR are set, hardware does not change the dirty state.</summary>
    CacheMaintenance = 16,

    /// <summary>An AT instruction: nothing in the tables changes, PSTATE.PAN does not apply.</summary>
    AddressTranslation = 32,

    /// <summary>PSTATE.PAN applies although it is an AT instruction (AT S1E1RP, S1E1WP).</summary>
    WithPAN = 64,

    /// <summary>Of a stage 1 table's entry, at stage 2.</summary>
    TableWalk = 128,

    /// <summary>Device memory makes an Alignment fault of it: a misaligned access, or DC ZVA.</summary>
    Misaligned = 256,
}
