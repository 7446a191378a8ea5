using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Floating-point data-processing (3 source): DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>FMADD.</summary>
    [A64("000 11111 0 ftype:1 0 Rm:5 0 Ra:5 Rn:5 Rd:5", "FMADD <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Fp(ftype, Ra)>")]
    [A64("000 11111 11 0 Rm:5 0 Ra:5 Rn:5 Rd:5", "FMADD <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Fp(ftype, Ra)>", Feature = "FP16")]
    private void FMADD_float(int Rm, int Ra, int Rn, int Rd, int ftype = 3)
    {
        int esize = Esize(ftype);
        V[Rd] = Scalar(Op.FMulAdd, esize, V[Ra], V[Rn], V[Rm]);
    }

    /// <summary>FMSUB.</summary>
    [A64("000 11111 0 ftype:1 0 Rm:5 1 Ra:5 Rn:5 Rd:5", "FMSUB <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Fp(ftype, Ra)>")]
    [A64("000 11111 11 0 Rm:5 1 Ra:5 Rn:5 Rd:5", "FMSUB <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Fp(ftype, Ra)>", Feature = "FP16")]
    private void FMSUB_float(int Rm, int Ra, int Rn, int Rd, int ftype = 3)
    {
        int esize = Esize(ftype);
        V[Rd] = Scalar(Op.FMulAdd, esize, V[Ra], Scalar(Op.FNeg, esize, V[Rn]), V[Rm]);
    }

    /// <summary>FNMADD.</summary>
    [A64("000 11111 0 ftype:1 1 Rm:5 0 Ra:5 Rn:5 Rd:5", "FNMADD <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Fp(ftype, Ra)>")]
    [A64("000 11111 11 1 Rm:5 0 Ra:5 Rn:5 Rd:5", "FNMADD <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Fp(ftype, Ra)>", Feature = "FP16")]
    private void FNMADD_float(int Rm, int Ra, int Rn, int Rd, int ftype = 3)
    {
        int esize = Esize(ftype);
        V[Rd] = Scalar(Op.FMulAdd, esize, Scalar(Op.FNeg, esize, V[Ra]), Scalar(Op.FNeg, esize, V[Rn]), V[Rm]);
    }

    /// <summary>FNMSUB.</summary>
    [A64("000 11111 0 ftype:1 1 Rm:5 1 Ra:5 Rn:5 Rd:5", "FNMSUB <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Fp(ftype, Ra)>")]
    [A64("000 11111 11 1 Rm:5 1 Ra:5 Rn:5 Rd:5", "FNMSUB <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Fp(ftype, Ra)>", Feature = "FP16")]
    private void FNMSUB_float(int Rm, int Ra, int Rn, int Rd, int ftype = 3)
    {
        int esize = Esize(ftype);
        V[Rd] = Scalar(Op.FMulAdd, esize, Scalar(Op.FNeg, esize, V[Ra]), V[Rn], V[Rm]);
    }
}
