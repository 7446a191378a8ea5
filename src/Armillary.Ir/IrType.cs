namespace Armillary.Ir;

/// <summary>The type of an IR value.</summary>
public enum IrType : byte
{
    /// <summary>No result.</summary>
    Void,

    /// <summary>32 bits. The upper half of a host register that holds one is not defined (a truncation costs nothing; a back end knows which operations cleared it).</summary>
    I32,

    /// <summary>64 bits.</summary>
    I64,

    /// <summary>128 bits: a vector register. Scalars are in the low lane, the lanes above are zero.</summary>
    V128,

    /// <summary>The condition flags N, Z, C, V; C is Arm's (set where a subtraction does not borrow). In memory: see <see cref="FlagsWord"/>.</summary>
    Flags,
}
