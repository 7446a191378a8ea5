using Armillary.Ir;
using Armillary.Ir.Numerics;

namespace Armillary.Arm.A64;

/// <summary>Conversion between floating-point and integer: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>FCVTNS (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 00 000 000000 Rn:5 Rd:5", "FCVTNS <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 00 000 000000 Rn:5 Rd:5", "FCVTNS <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTNS_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, false, FPRounding.TIEEVEN, sf);

    /// <summary>FCVTNU (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 00 001 000000 Rn:5 Rd:5", "FCVTNU <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 00 001 000000 Rn:5 Rd:5", "FCVTNU <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTNU_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, true, FPRounding.TIEEVEN, sf);

    /// <summary>FCVTPS (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 01 000 000000 Rn:5 Rd:5", "FCVTPS <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 01 000 000000 Rn:5 Rd:5", "FCVTPS <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTPS_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, false, FPRounding.POSINF, sf);

    /// <summary>FCVTPU (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 01 001 000000 Rn:5 Rd:5", "FCVTPU <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 01 001 000000 Rn:5 Rd:5", "FCVTPU <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTPU_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, true, FPRounding.POSINF, sf);

    /// <summary>FCVTMS (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 10 000 000000 Rn:5 Rd:5", "FCVTMS <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 10 000 000000 Rn:5 Rd:5", "FCVTMS <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTMS_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, false, FPRounding.NEGINF, sf);

    /// <summary>FCVTMU (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 10 001 000000 Rn:5 Rd:5", "FCVTMU <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 10 001 000000 Rn:5 Rd:5", "FCVTMU <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTMU_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, true, FPRounding.NEGINF, sf);

    /// <summary>FCVTZS (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 11 000 000000 Rn:5 Rd:5", "FCVTZS <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 11 000 000000 Rn:5 Rd:5", "FCVTZS <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTZS_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, false, FPRounding.ZERO, sf);

    /// <summary>FCVTZU (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 11 001 000000 Rn:5 Rd:5", "FCVTZU <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 11 001 000000 Rn:5 Rd:5", "FCVTZU <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTZU_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, true, FPRounding.ZERO, sf);

    /// <summary>FCVTAS (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 00 100 000000 Rn:5 Rd:5", "FCVTAS <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 00 100 000000 Rn:5 Rd:5", "FCVTAS <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTAS_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, false, FPRounding.TIEAWAY, sf);

    /// <summary>FCVTAU (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 00 101 000000 Rn:5 Rd:5", "FCVTAU <Rd>, <Fp(ftype, Rn)>")]
    [A64("sf:1 00 11110 11 1 00 101 000000 Rn:5 Rd:5", "FCVTAU <Rd>, <Fp(ftype, Rn)>", Feature = "FP16")]
    private void FCVTAU_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 0, true, FPRounding.TIEAWAY, sf);

    /// <summary>SCVTF (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 00 010 000000 Rn:5 Rd:5", "SCVTF <Fp(ftype, Rd)>, <Rn>")]
    [A64("sf:1 00 11110 11 1 00 010 000000 Rn:5 Rd:5", "SCVTF <Fp(ftype, Rd)>, <Rn>", Feature = "FP16")]
    private void SCVTF_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => V[Rd] = FixedToFP(Rn, ftype, 0, false, sf);

    /// <summary>UCVTF (scalar, integer).</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 00 011 000000 Rn:5 Rd:5", "UCVTF <Fp(ftype, Rd)>, <Rn>")]
    [A64("sf:1 00 11110 11 1 00 011 000000 Rn:5 Rd:5", "UCVTF <Fp(ftype, Rd)>, <Rn>", Feature = "FP16")]
    private void UCVTF_float_int(int sf, int Rn, int Rd, int ftype = 3)
        => V[Rd] = FixedToFP(Rn, ftype, 0, true, sf);

    /// <summary>FCVTZS (scalar, fixed-point).</summary>
    [A64("sf:1 00 11110 0 ftype:1 0 11 000 scale:6 Rn:5 Rd:5", "FCVTZS <Rd>, <Fp(ftype, Rn)>, #<64 - scale>", When = "sf == 1 || scale >= 32")]
    [A64("sf:1 00 11110 11 0 11 000 scale:6 Rn:5 Rd:5", "FCVTZS <Rd>, <Fp(ftype, Rn)>, #<64 - scale>", Feature = "FP16", When = "sf == 1 || scale >= 32")]
    private void FCVTZS_float_fix(int sf, int scale, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 64 - scale, false, FPRounding.ZERO, sf);

    /// <summary>SCVTF (scalar, fixed-point).</summary>
    [A64("sf:1 00 11110 0 ftype:1 0 00 010 scale:6 Rn:5 Rd:5", "SCVTF <Fp(ftype, Rd)>, <Rn>, #<64 - scale>", When = "sf == 1 || scale >= 32")]
    [A64("sf:1 00 11110 11 0 00 010 scale:6 Rn:5 Rd:5", "SCVTF <Fp(ftype, Rd)>, <Rn>, #<64 - scale>", Feature = "FP16", When = "sf == 1 || scale >= 32")]
    private void SCVTF_float_fix(int sf, int scale, int Rn, int Rd, int ftype = 3)
        => V[Rd] = FixedToFP(Rn, ftype, 64 - scale, false, sf);

    /// <summary>FCVTZU (scalar, fixed-point).</summary>
    [A64("sf:1 00 11110 0 ftype:1 0 11 001 scale:6 Rn:5 Rd:5", "FCVTZU <Rd>, <Fp(ftype, Rn)>, #<64 - scale>", When = "sf == 1 || scale >= 32")]
    [A64("sf:1 00 11110 11 0 11 001 scale:6 Rn:5 Rd:5", "FCVTZU <Rd>, <Fp(ftype, Rn)>, #<64 - scale>", Feature = "FP16", When = "sf == 1 || scale >= 32")]
    private void FCVTZU_float_fix(int sf, int scale, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = FPToFixed(Rn, ftype, 64 - scale, true, FPRounding.ZERO, sf);

    /// <summary>UCVTF (scalar, fixed-point).</summary>
    [A64("sf:1 00 11110 0 ftype:1 0 00 011 scale:6 Rn:5 Rd:5", "UCVTF <Fp(ftype, Rd)>, <Rn>, #<64 - scale>", When = "sf == 1 || scale >= 32")]
    [A64("sf:1 00 11110 11 0 00 011 scale:6 Rn:5 Rd:5", "UCVTF <Fp(ftype, Rd)>, <Rn>, #<64 - scale>", Feature = "FP16", When = "sf == 1 || scale >= 32")]
    private void UCVTF_float_fix(int sf, int scale, int Rn, int Rd, int ftype = 3)
        => V[Rd] = FixedToFP(Rn, ftype, 64 - scale, true, sf);

    /// <summary>FMOV (general), to a general-purpose register.</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 00 110 000000 Rn:5 Rd:5", "FMOV <Rd>, <Fp(ftype, Rn)>", When = "sf == ftype")]
    [A64("sf:1 00 11110 11 1 00 110 000000 Rn:5 Rd:5", "FMOV <Rd>, <Hn>", Feature = "FP16")]
    private void FMOV_float_gen_to(int sf, int Rn, int Rd, int ftype = 3)
        => X[Rd, 32 << sf] = Block.Append(Op.VExtract, TypeOf(32 << sf), Esize(ftype), V[Rn].Number);

    /// <summary>FMOV (general), from a general-purpose register.</summary>
    [A64("sf:1 00 11110 0 ftype:1 1 00 111 000000 Rn:5 Rd:5", "FMOV <Fp(ftype, Rd)>, <Rn>", When = "sf == ftype")]
    [A64("sf:1 00 11110 11 1 00 111 000000 Rn:5 Rd:5", "FMOV <Hd>, <Rn>", Feature = "FP16")]
    private void FMOV_float_gen_from(int sf, int Rn, int Rd, int ftype = 3)
        => V[Rd] = Block.Append(Op.VFromInt, IrType.V128, Esize(ftype), X[Rn, 32 << sf].Number);

    /// <summary>FMOV (general), the upper half to a general-purpose register.</summary>
    [A64("1 00 11110 10 1 01 110 000000 Rn:5 Rd:5", "FMOV <Xd>, <Vn>.D[1]")]
    private void FMOV_float_gen_to_upper(int Rn, int Rd)
        => X[Rd, 64] = Block.Append(Op.VExtract, IrType.I64, 64, V[Rn].Number, imm: 1);

    /// <summary>FMOV (general), the upper half from a general-purpose register.</summary>
    [A64("1 00 11110 10 1 01 111 000000 Rn:5 Rd:5", "FMOV <Vd>.D[1], <Xn>")]
    private void FMOV_float_gen_from_upper(int Rn, int Rd)
        => V[Rd] = Block.Append(Op.VInsert, IrType.V128, 64, V[Rd].Number, X[Rn, 64].Number, imm: 1);

    /// <summary>FJCVTZS.</summary>
    [A64("0 00 11110 01 1 11 110 000000 Rn:5 Rd:5", "FJCVTZS <Wd>, <Dn>", Feature = "JSCVT")]
    private void FJCVTZS_float_int(int Rn, int Rd)
    {
        Value result = Block.Append(Op.FToIntJs, IrType.I64, 64, V[Rn].Number);
        X[Rd, 32] = ZeroExtend(result, 32);
        NZCV = Block.Append(Op.FlagsFromNzcv, IrType.Flags, a: ((result >>> 2) & (1L << 30)).Number);
    }

    private Value FPToFixed(int Rn, int ftype, int fbits, bool unsigned, FPRounding rounding, int sf)
        => Block.Append(
            Op.FToInt, TypeOf(32 << sf), Esize(ftype), V[Rn].Number, imm: (long)rounding | (unsigned ? 16u : 0) | ((long)fbits << 8));

    private Value FixedToFP(int Rn, int ftype, int fbits, bool unsigned, int sf)
        => Block.Append(
            Op.IntToF, IrType.V128, Esize(ftype), X[Rn, 32 << sf].Number, imm: (unsigned ? 16u : 0) | (sf == 0 ? 32u : 0) | ((long)fbits << 8));
}
