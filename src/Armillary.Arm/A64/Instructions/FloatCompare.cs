using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Floating-point compare, conditional compare, conditional select, immediate: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>FCMP.</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 00 1000 Rn:5 00000", "FCMP <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 00 1000 Rn:5 00000", "FCMP <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FCMP_float(int Rm, int Rn, int ftype = 3)
        => NZCV = FPCompare(V[Rn], V[Rm], false, ftype);

    /// <summary>FCMP (zero).</summary>
    [A64("000 11110 0 ftype:1 1 (0)(0)(0)(0)(0) 00 1000 Rn:5 01000", "FCMP <Fp(ftype, Rn)>, #0.0")]
    [A64("000 11110 11 1 (0)(0)(0)(0)(0) 00 1000 Rn:5 01000", "FCMP <Fp(ftype, Rn)>, #0.0", Feature = "FP16")]
    private void FCMP_float_zero(int Rn, int ftype = 3)
        => NZCV = FPCompare(V[Rn], Block.VConst(0, 0), false, ftype);

    /// <summary>FCMPE.</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 00 1000 Rn:5 10000", "FCMPE <Fp(ftype, Rn)>, <Fp(ftype, Rm)>")]
    [A64("000 11110 11 1 Rm:5 00 1000 Rn:5 10000", "FCMPE <Fp(ftype, Rn)>, <Fp(ftype, Rm)>", Feature = "FP16")]
    private void FCMPE_float(int Rm, int Rn, int ftype = 3)
        => NZCV = FPCompare(V[Rn], V[Rm], true, ftype);

    /// <summary>FCMPE (zero).</summary>
    [A64("000 11110 0 ftype:1 1 (0)(0)(0)(0)(0) 00 1000 Rn:5 11000", "FCMPE <Fp(ftype, Rn)>, #0.0")]
    [A64("000 11110 11 1 (0)(0)(0)(0)(0) 00 1000 Rn:5 11000", "FCMPE <Fp(ftype, Rn)>, #0.0", Feature = "FP16")]
    private void FCMPE_float_zero(int Rn, int ftype = 3)
        => NZCV = FPCompare(V[Rn], Block.VConst(0, 0), true, ftype);

    /// <summary>FCCMP.</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 cond:4 01 Rn:5 0 nzcv:4", "FCCMP <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, #<nzcv>, <Condition(cond)>")]
    [A64("000 11110 11 1 Rm:5 cond:4 01 Rn:5 0 nzcv:4", "FCCMP <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, #<nzcv>, <Condition(cond)>", Feature = "FP16")]
    private void FCCMP_float(int Rm, int cond, int Rn, int nzcv, int ftype = 3)
        => FPConditionalCompare(Rm, cond, Rn, nzcv, false, ftype);

    /// <summary>FCCMPE.</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 cond:4 01 Rn:5 1 nzcv:4", "FCCMPE <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, #<nzcv>, <Condition(cond)>")]
    [A64("000 11110 11 1 Rm:5 cond:4 01 Rn:5 1 nzcv:4", "FCCMPE <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, #<nzcv>, <Condition(cond)>", Feature = "FP16")]
    private void FCCMPE_float(int Rm, int cond, int Rn, int nzcv, int ftype = 3)
        => FPConditionalCompare(Rm, cond, Rn, nzcv, true, ftype);

    /// <summary>FCSEL.</summary>
    [A64("000 11110 0 ftype:1 1 Rm:5 cond:4 11 Rn:5 Rd:5", "FCSEL <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Condition(cond)>")]
    [A64("000 11110 11 1 Rm:5 cond:4 11 Rn:5 Rd:5", "FCSEL <Fp(ftype, Rd)>, <Fp(ftype, Rn)>, <Fp(ftype, Rm)>, <Condition(cond)>", Feature = "FP16")]
    private void FCSEL_float(int Rm, int cond, int Rn, int Rd, int ftype = 3)
    {
        Value selected = cond >= 14 ? V[Rn] : Select((Condition)cond, NZCV, V[Rn], V[Rm]);
        V[Rd] = Block.Append(Op.VZeroUpper, IrType.V128, Esize(ftype), selected.Number);
    }

    /// <summary>FMOV (scalar, immediate).</summary>
    [A64("000 11110 0 ftype:1 1 imm8:8 100 00000 Rd:5", "FMOV <Fp(ftype, Rd)>, #<FloatImmediate(imm8)>")]
    [A64("000 11110 11 1 imm8:8 100 00000 Rd:5", "FMOV <Fp(ftype, Rd)>, #<FloatImmediate(imm8)>", Feature = "FP16")]
    private void FMOV_float_imm(int imm8, int Rd, int ftype = 3)
        => V[Rd] = Block.VConst(VFPExpandImm(imm8, Esize(ftype)), 0);

    private Value FPCompare(Value a, Value b, bool signalNaNs, int ftype)
        => Block.Append(Op.FCompare, IrType.Flags, Esize(ftype), a.Number, b.Number, imm: signalNaNs ? 1 : 0);

    /// <summary>Where the condition fails nothing is compared, so that no exception is told: zeros stand in for the operands.</summary>
    private void FPConditionalCompare(int Rm, int cond, int Rn, int nzcv, bool signalNaNs, int ftype)
    {
        if (cond >= 14)
        {
            NZCV = FPCompare(V[Rn], V[Rm], signalNaNs, ftype);
            return;
        }

        Value flags = NZCV, zero = Block.VConst(0, 0);
        Value a = Select((Condition)cond, flags, V[Rn], zero), b = Select((Condition)cond, flags, V[Rm], zero);
        Value compared = FPCompare(a, b, signalNaNs, ftype);
        NZCV = Block.Append(Op.SelectFlags, IrType.Flags, cond, flags.Number, compared.Number, imm: FlagsWord.FromNzcv((uint)nzcv));
    }
}
