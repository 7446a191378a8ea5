using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD shift by immediate, narrowing and widening: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>SHRN.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 10000 1 Rn:5 Rd:5", "SHRN{?Q == 1:2} <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh) + 1, 1)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    private void SHRN_advsimd(int Q, int immh, int immb, int Rn, int Rd)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftRight(immh, immb);
        VectorShape wide = new(2 * esize, 128);
        WriteHalf(Rd, Q, Map(Op.VNarrow, new(esize, 64), Map(Op.VShrImm, wide, V[Rn], shift)));
    }

    /// <summary>RSHRN.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 10001 1 Rn:5 Rd:5", "RSHRN{?Q == 1:2} <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh) + 1, 1)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    private void RSHRN_advsimd(int Q, int immh, int immb, int Rn, int Rd)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftRight(immh, immb);
        VectorShape wide = new(2 * esize, 128);
        WriteHalf(Rd, Q, Map(Op.VNarrow, new(esize, 64), RoundingShiftRight(wide, V[Rn], shift, unsigned: true)));
    }

    /// <summary>SQSHRN.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 10010 1 Rn:5 Rd:5", "SQSHRN{?Q == 1:2} <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh) + 1, 1)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    [A64("01 0 111110 immh:4 immb:3 10010 1 Rn:5 Rd:5", "SQSHRN <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh) + 1, Rn)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    private void SQSHRN_advsimd(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftRight(immh, immb);
        VectorShape wide = new(2 * esize, Q < 0 ? 64 : 128);
        WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VNarrowSaturateSigned, new(esize, Q < 0 ? esize : 64), Map(Op.VSarImm, wide, V[Rn], shift)));
    }

    /// <summary>SQRSHRN.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 10011 1 Rn:5 Rd:5", "SQRSHRN{?Q == 1:2} <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh) + 1, 1)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    [A64("01 0 111110 immh:4 immb:3 10011 1 Rn:5 Rd:5", "SQRSHRN <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh) + 1, Rn)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    private void SQRSHRN_advsimd(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftRight(immh, immb);
        VectorShape wide = new(2 * esize, Q < 0 ? 64 : 128);
        WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VNarrowSaturateSigned, new(esize, Q < 0 ? esize : 64), RoundingShiftRight(wide, V[Rn], shift, unsigned: false)));
    }

    /// <summary>SQSHRUN.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 10000 1 Rn:5 Rd:5", "SQSHRUN{?Q == 1:2} <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh) + 1, 1)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    [A64("01 1 111110 immh:4 immb:3 10000 1 Rn:5 Rd:5", "SQSHRUN <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh) + 1, Rn)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    private void SQSHRUN_advsimd(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftRight(immh, immb);
        VectorShape wide = new(2 * esize, Q < 0 ? 64 : 128);
        WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VNarrowSaturateSignedToUnsigned, new(esize, Q < 0 ? esize : 64), Map(Op.VSarImm, wide, V[Rn], shift)));
    }

    /// <summary>SQRSHRUN.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 10001 1 Rn:5 Rd:5", "SQRSHRUN{?Q == 1:2} <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh) + 1, 1)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    [A64("01 1 111110 immh:4 immb:3 10001 1 Rn:5 Rd:5", "SQRSHRUN <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh) + 1, Rn)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    private void SQRSHRUN_advsimd(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftRight(immh, immb);
        VectorShape wide = new(2 * esize, Q < 0 ? 64 : 128);
        WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VNarrowSaturateSignedToUnsigned, new(esize, Q < 0 ? esize : 64), RoundingShiftRight(wide, V[Rn], shift, unsigned: false)));
    }

    /// <summary>UQSHRN.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 10010 1 Rn:5 Rd:5", "UQSHRN{?Q == 1:2} <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh) + 1, 1)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    [A64("01 1 111110 immh:4 immb:3 10010 1 Rn:5 Rd:5", "UQSHRN <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh) + 1, Rn)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    private void UQSHRN_advsimd(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftRight(immh, immb);
        VectorShape wide = new(2 * esize, Q < 0 ? 64 : 128);
        WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VNarrowSaturateUnsigned, new(esize, Q < 0 ? esize : 64), Map(Op.VShrImm, wide, V[Rn], shift)));
    }

    /// <summary>UQRSHRN.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 10011 1 Rn:5 Rd:5", "UQRSHRN{?Q == 1:2} <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh) + 1, 1)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    [A64("01 1 111110 immh:4 immb:3 10011 1 Rn:5 Rd:5", "UQRSHRN <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh) + 1, Rn)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && immh < 8")]
    private void UQRSHRN_advsimd(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftRight(immh, immb);
        VectorShape wide = new(2 * esize, Q < 0 ? 64 : 128);
        WriteHalf(Rd, Math.Max(Q, 0), Map(Op.VNarrowSaturateUnsigned, new(esize, Q < 0 ? esize : 64), RoundingShiftRight(wide, V[Rn], shift, unsigned: true)));
    }

    /// <summary>SSHLL.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 10100 1 Rn:5 Rd:5", "SSHLL{?Q == 1:2} <Vd>.<T(ShiftSize(immh) + 1, 1)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftLeft(immh, immb)>", When = "immh != 0 && immh < 8")]
    [A64Alias("SXTL{?Q == 1:2} <Vd>.<T(ShiftSize(immh) + 1, 1)>, <Vn>.<T(ShiftSize(immh), Q)>", When = "ShiftLeft(immh, immb) == 0")]
    private void SSHLL_advsimd(int Q, int immh, int immb, int Rn, int Rd)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftLeft(immh, immb);
        Value wide = Widen(V[Rn], esize, Q, unsigned: false);
        V[Rd] = shift == 0 ? wide : Map(Op.VShlImm, new(2 * esize, 128), wide, shift);
    }

    /// <summary>USHLL.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 10100 1 Rn:5 Rd:5", "USHLL{?Q == 1:2} <Vd>.<T(ShiftSize(immh) + 1, 1)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftLeft(immh, immb)>", When = "immh != 0 && immh < 8")]
    [A64Alias("UXTL{?Q == 1:2} <Vd>.<T(ShiftSize(immh) + 1, 1)>, <Vn>.<T(ShiftSize(immh), Q)>", When = "ShiftLeft(immh, immb) == 0")]
    private void USHLL_advsimd(int Q, int immh, int immb, int Rn, int Rd)
    {
        int esize = 8 << Disassembly.Operands.ShiftSize(immh), shift = Disassembly.Operands.ShiftLeft(immh, immb);
        Value wide = Widen(V[Rn], esize, Q, unsigned: true);
        V[Rd] = shift == 0 ? wide : Map(Op.VShlImm, new(2 * esize, 128), wide, shift);
    }
}
