using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Floating-point data-processing (2 source): DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>FMUL (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 0000 10 Rn:5 Rd:5", "FMUL <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 0000 10 Rn:5 Rd:5", "FMUL <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FMUL_float(int Rm, int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FMul, Esize(ftype), V[Rn], V[Rm]);

    /// <summary>FDIV (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 0001 10 Rn:5 Rd:5", "FDIV <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 0001 10 Rn:5 Rd:5", "FDIV <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FDIV_float(int Rm, int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FDiv, Esize(ftype), V[Rn], V[Rm]);

    /// <summary>FADD (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 0010 10 Rn:5 Rd:5", "FADD <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 0010 10 Rn:5 Rd:5", "FADD <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FADD_float(int Rm, int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FAdd, Esize(ftype), V[Rn], V[Rm]);

    /// <summary>FSUB (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 0011 10 Rn:5 Rd:5", "FSUB <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 0011 10 Rn:5 Rd:5", "FSUB <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FSUB_float(int Rm, int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FSub, Esize(ftype), V[Rn], V[Rm]);

    /// <summary>FMAX (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 0100 10 Rn:5 Rd:5", "FMAX <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 0100 10 Rn:5 Rd:5", "FMAX <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FMAX_float(int Rm, int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FMax, Esize(ftype), V[Rn], V[Rm]);

    /// <summary>FMIN (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 0101 10 Rn:5 Rd:5", "FMIN <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 0101 10 Rn:5 Rd:5", "FMIN <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FMIN_float(int Rm, int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FMin, Esize(ftype), V[Rn], V[Rm]);

    /// <summary>FMAXNM (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 0110 10 Rn:5 Rd:5", "FMAXNM <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 0110 10 Rn:5 Rd:5", "FMAXNM <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FMAXNM_float(int Rm, int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FMaxNum, Esize(ftype), V[Rn], V[Rm]);

    /// <summary>FMINNM (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 0111 10 Rn:5 Rd:5", "FMINNM <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 0111 10 Rn:5 Rd:5", "FMINNM <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FMINNM_float(int Rm, int Rn, int Rd, int ftype = 3)
        => V[Rd] = Scalar(Op.FMinNum, Esize(ftype), V[Rn], V[Rm]);

    /// <summary>FNMUL (scalar).</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 1000 10 Rn:5 Rd:5", "FNMUL <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 1000 10 Rn:5 Rd:5", "FNMUL <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FNMUL_float(int Rm, int Rn, int Rd, int ftype = 3)
    {
        int esize = Esize(ftype);
        V[Rd] = Scalar(Op.FNeg, esize, Scalar(Op.FMul, esize, V[Rn], V[Rm]));
    }
}
