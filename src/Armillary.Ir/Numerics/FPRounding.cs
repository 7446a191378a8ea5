namespace Armillary.Ir.Numerics;

/// <summary>How to round (the manual's <c>FPRounding</c>); the first four are numbered as FPCR.RMode.</summary>
public enum FPRounding : byte
{
    /// <summary>To nearest, ties to even.</summary>
    TIEEVEN,

    /// <summary>Towards plus infinity.</summary>
    POSINF,

    /// <summary>Towards minus infinity.</summary>
    NEGINF,

    /// <summary>Towards zero.</summary>
    ZERO,

    /// <summary>To nearest, ties away from zero.</summary>
    TIEAWAY,

    /// <summary>Towards zero with the lowest bit set if inexact.</summary>
    ODD,

    /// <summary>What FPCR.RMode says when the operation runs.</summary>
    Current,
}
