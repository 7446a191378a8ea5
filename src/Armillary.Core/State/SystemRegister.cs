namespace Armillary.Core.State;

/// <summary>The number of a system register as MRS and MSR encode it (DDI 0487, C5.3).</summary>
public static class SystemRegister
{
    /// <summary>Packs the five fields of the encoding into 16 bits, op0 uppermost.</summary>
    public static uint Encode(uint op0, uint op1, uint CRn, uint CRm, uint op2)
        => (op0 << 14) | (op1 << 11) | (CRn << 7) | (CRm << 3) | op2;

    /// <summary>The generic name of an encoding, <c>S3_0_C12_C12_0</c>.</summary>
    public static string GenericName(uint encoding)
        => $"S{(encoding >> 14) & 3}_{(encoding >> 11) & 7}_C{(encoding >> 7) & 15}_C{(encoding >> 3) & 15}_{encoding & 7}";
}
