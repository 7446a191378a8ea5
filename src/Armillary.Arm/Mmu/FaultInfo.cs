namespace Armillary.Arm.Mmu;

/// <summary>Why a translation failed, as a fault status code (ESR_ELx.ISS.DFSC and IFSC; DDI 0487, D19.2.40).</summary>
public struct FaultInfo
{
    /// <summary>The six bits of DFSC or IFSC.</summary>
    public byte Status;

    /// <summary>Stage 2 made the fault.</summary>
    public bool Stage2;

    /// <summary>Stage 2 made it on a stage 1 table walk.</summary>
    public bool OnStage1Walk;

    /// <summary>The walk was to update the table.</summary>
    public bool WalkWrites;

    /// <summary>The intermediate address, where stage 2 made it.</summary>
    public ulong IntermediateAddress;

    /// <summary>The intermediate address is in the Non-secure space of Secure state.</summary>
    public bool NonSecureIntermediate;

    /// <summary>Address size fault; add the level.</summary>
    public const byte AddressSize = 0x00;

    /// <summary>Translation fault; add the level.</summary>
    public const byte TranslationFault = 0x04;

    /// <summary>Access flag fault; add the level.</summary>
    public const byte AccessFlag = 0x08;

    /// <summary>Permission fault; add the level.</summary>
    public const byte Permission = 0x0C;

    /// <summary>Synchronous tag check fault.</summary>
    public const byte TagCheck = 0x11;

    /// <summary>Synchronous external abort, not on a walk.</summary>
    public const byte ExternalAbort = 0x10;

    /// <summary>Synchronous external abort on a walk; add the level.</summary>
    public const byte ExternalAbortOnWalk = 0x14;

    /// <summary>Alignment fault.</summary>
    public const byte Alignment = 0x21;

    /// <summary>Unsupported atomic hardware update (HA or HD on tables that are not RAM).</summary>
    public const byte UnsupportedAtomicUpdate = 0x31;

    /// <summary>Exclusive or atomic access to memory that does not support it.</summary>
    public const byte UnsupportedExclusive = 0x35;

    /// <summary>Whether it is a synchronous external abort, on a walk or not.</summary>
    public readonly bool IsExternalAbort => Status == ExternalAbort || (Status & 0x3C) == ExternalAbortOnWalk;

    /// <summary>A fault of stage 1, or of no stage.</summary>
    public static FaultInfo Of(int status) => new() { Status = (byte)status };
}
