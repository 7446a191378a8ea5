namespace Armillary.Ir;

/// <summary>128 bits of an IR value of any type; what a smaller type does not use is zero.</summary>
/// <param name="Low">Bits 63:0.</param>
/// <param name="High">Bits 127:64.</param>
public readonly record struct Bits128(ulong Low, ulong High = 0);
