using Armillary.Ir;
using Armillary.Ir.Numerics;

namespace Armillary.Arm.A64;

/// <summary>Floating-point data-processing (1 source): DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>FMOV (register).</summary>
    [A64("000 11110 0 ftype:1 1 000000 10000 Rn:5 Rd:5", "FMOV <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 000000 10000 Rn:5 Rd:5", "FMOV <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FMOV_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Block.Append(Op.VZeroUpper, IrType.V128, Esize(ftype), V[Rn].Number);

    /// <summary>FABS (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 000001 10000 Rn:5 Rd:5", "FABS <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 000001 10000 Rn:5 Rd:5", "FABS <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FABS_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FAbs, Esize(ftype), V[Rn]);

    /// <summary>FNEG (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 000010 10000 Rn:5 Rd:5", "FNEG <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 000010 10000 Rn:5 Rd:5", "FNEG <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FNEG_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FNeg, Esize(ftype), V[Rn]);

    /// <summary>FSQRT (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 000011 10000 Rn:5 Rd:5", "FSQRT <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 000011 10000 Rn:5 Rd:5", "FSQRT <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FSQRT_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FSqrt, Esize(ftype), V[Rn]);

    /// <summary>FCVT.</summary>
    [A64("000 11110 ftype:2 1 0001 opc:2 10000 Rn:5 Rd:5", "FCVT <Fp(opc, Rd)>, <Fp(ftype, Rn)>", When = "ftype != opc && ftype != 2 && opc != 2")]
    private void FCVT_float(int ftype, int opc, int Rn, int Rd)
        => V[Rd] = Scalar(Op.FConvert, Esize(opc), V[Rn], Esize(ftype));

    /// <summary>BFCVT.</summary>
    [A64("000 11110 01 1 000110 10000 Rn:5 Rd:5", "BFCVT <Hd>, <Sn>", Feature = "BF16")]
    private void BFCVT_float(int Rn, int Rd)
        => V[Rd] = Map(Op.VBfConvertNarrow, new(16, 16), V[Rn], (int)FPRounding.Current);

    /// <summary>FRINTN (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 001000 10000 Rn:5 Rd:5", "FRINTN <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 001000 10000 Rn:5 Rd:5", "FRINTN <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FRINTN_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FRoundInt, Esize(ftype), V[Rn], (int)FPRounding.TIEEVEN);

    /// <summary>FRINTP (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 001001 10000 Rn:5 Rd:5", "FRINTP <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 001001 10000 Rn:5 Rd:5", "FRINTP <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FRINTP_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FRoundInt, Esize(ftype), V[Rn], (int)FPRounding.POSINF);

    /// <summary>FRINTM (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 001010 10000 Rn:5 Rd:5", "FRINTM <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 001010 10000 Rn:5 Rd:5", "FRINTM <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FRINTM_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FRoundInt, Esize(ftype), V[Rn], (int)FPRounding.NEGINF);

    /// <summary>FRINTZ (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 001011 10000 Rn:5 Rd:5", "FRINTZ <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 001011 10000 Rn:5 Rd:5", "FRINTZ <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FRINTZ_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FRoundInt, Esize(ftype), V[Rn], (int)FPRounding.ZERO);

    /// <summary>FRINTA (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 001100 10000 Rn:5 Rd:5", "FRINTA <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 001100 10000 Rn:5 Rd:5", "FRINTA <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FRINTA_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FRoundInt, Esize(ftype), V[Rn], (int)FPRounding.TIEAWAY);

    /// <summary>FRINTX (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 001110 10000 Rn:5 Rd:5", "FRINTX <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 001110 10000 Rn:5 Rd:5", "FRINTX <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FRINTX_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FRoundInt, Esize(ftype), V[Rn], (int)FPRounding.Current | 8);

    /// <summary>FRINTI (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 001111 10000 Rn:5 Rd:5", "FRINTI <Fp(ftype, Rd)>, <Fp(ftype, Rn)>")]
    [A64("000 11110 11 1 001111 10000 Rn:5 Rd:5", "FRINTI <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FRINTI_float(int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FRoundInt, Esize(ftype), V[Rn], (int)FPRounding.Current);

    /// <summary>FRINT32Z (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 010000 10000 Rn:5 Rd:5", "FRINT32Z <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FRINTTS")]
    private void FRINT32Z_float(int ftype, int Rn, int Rd)
        => V[Rd] = Map(Op.VFRoundIntN, new(Esize(ftype), Esize(ftype)), V[Rn], (int)FPRounding.ZERO);

    /// <summary>FRINT32X (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 010001 10000 Rn:5 Rd:5", "FRINT32X <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FRINTTS")]
    private void FRINT32X_float(int ftype, int Rn, int Rd)
        => V[Rd] = Map(Op.VFRoundIntN, new(Esize(ftype), Esize(ftype)), V[Rn], (int)FPRounding.Current);

    /// <summary>FRINT64Z (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 010010 10000 Rn:5 Rd:5", "FRINT64Z <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FRINTTS")]
    private void FRINT64Z_float(int ftype, int Rn, int Rd)
        => V[Rd] = Map(Op.VFRoundIntN, new(Esize(ftype), Esize(ftype)), V[Rn], (int)FPRounding.ZERO | 8);

    /// <summary>FRINT64X (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 010011 10000 Rn:5 Rd:5", "FRINT64X <Fp(ftype, Rd)>, <Fp(ftype, Rn)>", Feature = "FRINTTS")]
    private void FRINT64X_float(int ftype, int Rn, int Rd)
        => V[Rd] = Map(Op.VFRoundIntN, new(Esize(ftype), Esize(ftype)), V[Rn], (int)FPRounding.Current | 8);
}
