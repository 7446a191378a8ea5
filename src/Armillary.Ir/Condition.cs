namespace Armillary.Ir;

/// <summary>A condition on flags, numbered as in the Arm manual's <c>ConditionHolds</c> (DDI 0487, C1.2.4).</summary>
public enum Condition : byte
{
    /// <summary>Z set.</summary>
    EQ,

    /// <summary>Z clear.</summary>
    NE,

    /// <summary>C set (unsigned higher or same).</summary>
    HS,

    /// <summary>C clear (unsigned lower).</summary>
    LO,

    /// <summary>N set.</summary>
    MI,

    /// <summary>N clear.</summary>
    PL,

    /// <summary>V set.</summary>
    VS,

    /// <summary>V clear.</summary>
    VC,

    /// <summary>C set and Z clear (unsigned higher).</summary>
    HI,

    /// <summary>C clear or Z set (unsigned lower or same).</summary>
    LS,

    /// <summary>N equals V.</summary>
    GE,

    /// <summary>N differs from V.</summary>
    LT,

    /// <summary>Z clear and N equals V.</summary>
    GT,

    /// <summary>Z set or N differs from V.</summary>
    LE,

    /// <summary>Always.</summary>
    AL,

    /// <summary>Always (the encoding 1111).</summary>
    NV,
}
