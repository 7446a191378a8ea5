namespace Armillary.Ir.Numerics;

/// <summary>
/// What a floating-point operation reads and writes besides its operands: the control word (FPCR) and the cumulative
/// status (FPSR), both in the architecture's layout (DDI 0487, C5.2.8 and C5.2.10). FPCR.AH, NEP and FIZ are zero and exceptions do not trap.
/// </summary>
/// <param name="fpcr">The control word.</param>
/// <param name="fpsr">The status so far.</param>
public struct FPContext(uint fpcr, uint fpsr = 0)
{
    /// <summary>FPSR.IOC: invalid operation.</summary>
    public const uint IOC = 1 << 0;

    /// <summary>FPSR.DZC: division by zero.</summary>
    public const uint DZC = 1 << 1;

    /// <summary>FPSR.OFC: overflow.</summary>
    public const uint OFC = 1 << 2;

    /// <summary>FPSR.UFC: underflow.</summary>
    public const uint UFC = 1 << 3;

    /// <summary>FPSR.IXC: inexact.</summary>
    public const uint IXC = 1 << 4;

    /// <summary>FPSR.IDC: a denormal operand was flushed.</summary>
    public const uint IDC = 1 << 7;

    /// <summary>FPSR.QC: an integer operation saturated.</summary>
    public const uint QC = 1 << 27;

    /// <summary>The control word.</summary>
    public uint FPCR = fpcr;

    /// <summary>The cumulative status.</summary>
    public uint FPSR = fpsr;

    /// <summary>FPCR.AHP: the alternative half-precision format (conversions only).</summary>
    public readonly bool AHP => (FPCR & (1 << 26)) != 0;

    /// <summary>FPCR.DN: every NaN result is the default NaN.</summary>
    public readonly bool DN => (FPCR & (1 << 25)) != 0;

    /// <summary>FPCR.FZ: single and double denormals are zeros.</summary>
    public readonly bool FZ => (FPCR & (1 << 24)) != 0;

    /// <summary>FPCR.FZ16: half-precision denormals are zeros (not in conversions).</summary>
    public readonly bool FZ16 => (FPCR & (1 << 19)) != 0;

    /// <summary>FPCR.RMode.</summary>
    public readonly FPRounding RMode => (FPRounding)((FPCR >> 22) & 3);

    /// <summary>Sets cumulative flags.</summary>
    public void Raise(uint flags) => FPSR |= flags;

    /// <summary>Whether denormals of the format with <paramref name="N"/> bits are flushed.</summary>
    internal readonly bool Flushes(int N) => N == 16 ? FZ16 : FZ;
}
