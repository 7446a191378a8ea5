using Armillary.Ir;
using Armillary.Ir.Numerics;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD shift by immediate and scalar shift by immediate: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>SSHR.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 00000 1 Rn:5 Rd:5", "SSHR <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 0 111110 immh:4 immb:3 00000 1 Rn:5 Rd:5", "SSHR <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh >= 8")]
    private void SSHR_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VSarImm, T, V[Rn], shift);
    }

    /// <summary>SSRA.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 00010 1 Rn:5 Rd:5", "SSRA <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 0 111110 immh:4 immb:3 00010 1 Rn:5 Rd:5", "SSRA <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh >= 8")]
    private void SSRA_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VAdd, T, V[Rd], Map(Op.VSarImm, T, V[Rn], shift));
    }

    /// <summary>SRSHR.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 00100 1 Rn:5 Rd:5", "SRSHR <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 0 111110 immh:4 immb:3 00100 1 Rn:5 Rd:5", "SRSHR <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh >= 8")]
    private void SRSHR_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = RoundingShiftRight(T, V[Rn], shift, unsigned: false);
    }

    /// <summary>SRSRA.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 00110 1 Rn:5 Rd:5", "SRSRA <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 0 111110 immh:4 immb:3 00110 1 Rn:5 Rd:5", "SRSRA <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh >= 8")]
    private void SRSRA_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VAdd, T, V[Rd], RoundingShiftRight(T, V[Rn], shift, unsigned: false));
    }

    /// <summary>SQSHL (immediate).</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 01110 1 Rn:5 Rd:5", "SQSHL <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftLeft(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 0 111110 immh:4 immb:3 01110 1 Rn:5 Rd:5", "SQSHL <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftLeft(immh, immb)>", When = "immh != 0")]
    private void SQSHL_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftLeft(immh, immb);
        V[Rd] = Map(Op.VShift, T, V[Rn], Replicate((ulong)shift, T), 4);
    }

    /// <summary>SCVTF (vector, fixed-point).</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 11100 1 Rn:5 Rd:5", "SCVTF <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh > 1 && (immh < 8 || Q == 1)")]
    [A64("01 0 111110 immh:4 immb:3 11100 1 Rn:5 Rd:5", "SCVTF <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh > 1")]
    private void SCVTF_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VIntToF, T, V[Rn], 0 | (shift << 8));
    }

    /// <summary>FCVTZS (vector, fixed-point).</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 11111 1 Rn:5 Rd:5", "FCVTZS <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh > 1 && (immh < 8 || Q == 1)")]
    [A64("01 0 111110 immh:4 immb:3 11111 1 Rn:5 Rd:5", "FCVTZS <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh > 1")]
    private void FCVTZS_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VFToInt, T, V[Rn], (int)FPRounding.ZERO | (shift << 8));
    }

    /// <summary>USHR.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 00000 1 Rn:5 Rd:5", "USHR <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 00000 1 Rn:5 Rd:5", "USHR <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh >= 8")]
    private void USHR_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VShrImm, T, V[Rn], shift);
    }

    /// <summary>USRA.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 00010 1 Rn:5 Rd:5", "USRA <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 00010 1 Rn:5 Rd:5", "USRA <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh >= 8")]
    private void USRA_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VAdd, T, V[Rd], Map(Op.VShrImm, T, V[Rn], shift));
    }

    /// <summary>URSHR.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 00100 1 Rn:5 Rd:5", "URSHR <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 00100 1 Rn:5 Rd:5", "URSHR <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh >= 8")]
    private void URSHR_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = RoundingShiftRight(T, V[Rn], shift, unsigned: true);
    }

    /// <summary>URSRA.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 00110 1 Rn:5 Rd:5", "URSRA <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 00110 1 Rn:5 Rd:5", "URSRA <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh >= 8")]
    private void URSRA_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VAdd, T, V[Rd], RoundingShiftRight(T, V[Rn], shift, unsigned: true));
    }

    /// <summary>UQSHL (immediate).</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 01110 1 Rn:5 Rd:5", "UQSHL <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftLeft(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 01110 1 Rn:5 Rd:5", "UQSHL <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftLeft(immh, immb)>", When = "immh != 0")]
    private void UQSHL_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftLeft(immh, immb);
        V[Rd] = Map(Op.VShift, T, V[Rn], Replicate((ulong)shift, T), 5);
    }

    /// <summary>UCVTF (vector, fixed-point).</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 11100 1 Rn:5 Rd:5", "UCVTF <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh > 1 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 11100 1 Rn:5 Rd:5", "UCVTF <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh > 1")]
    private void UCVTF_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VIntToF, T, V[Rn], 16 | (shift << 8));
    }

    /// <summary>FCVTZU (vector, fixed-point).</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 11111 1 Rn:5 Rd:5", "FCVTZU <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh > 1 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 11111 1 Rn:5 Rd:5", "FCVTZU <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh > 1")]
    private void FCVTZU_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VFToInt, T, V[Rn], (int)FPRounding.ZERO | 16 | (shift << 8));
    }

    /// <summary>SHL.</summary>
    [A64("0 Q:1 0 011110 immh:4 immb:3 01010 1 Rn:5 Rd:5", "SHL <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftLeft(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 0 111110 immh:4 immb:3 01010 1 Rn:5 Rd:5", "SHL <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftLeft(immh, immb)>", When = "immh >= 8")]
    private void SHL_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftLeft(immh, immb);
        V[Rd] = Map(Op.VShlImm, T, V[Rn], shift);
    }

    /// <summary>SQSHLU (immediate).</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 01100 1 Rn:5 Rd:5", "SQSHLU <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftLeft(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 01100 1 Rn:5 Rd:5", "SQSHLU <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftLeft(immh, immb)>", When = "immh != 0")]
    private void SQSHLU_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftLeft(immh, immb);
        V[Rd] = Map(Op.VShift, T, V[Rn], Replicate((ulong)shift, T), 8);
    }

    /// <summary>SLI.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 01010 1 Rn:5 Rd:5", "SLI <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftLeft(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 01010 1 Rn:5 Rd:5", "SLI <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftLeft(immh, immb)>", When = "immh >= 8")]
    private void SLI_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftLeft(immh, immb);
        V[Rd] = Map(Op.VOr, T, Map(Op.VShlImm, T, V[Rn], shift), Map(Op.VAnd, T, V[Rd], Replicate((1UL << shift) - 1, T)));
    }

    /// <summary>SRI.</summary>
    [A64("0 Q:1 1 011110 immh:4 immb:3 01000 1 Rn:5 Rd:5", "SRI <Vd>.<T(ShiftSize(immh), Q)>, <Vn>.<T(ShiftSize(immh), Q)>, #<ShiftRight(immh, immb)>", When = "immh != 0 && (immh < 8 || Q == 1)")]
    [A64("01 1 111110 immh:4 immb:3 01000 1 Rn:5 Rd:5", "SRI <Scalar(ShiftSize(immh), Rd)>, <Scalar(ShiftSize(immh), Rn)>, #<ShiftRight(immh, immb)>", When = "immh >= 8")]
    private void SRI_advsimd_imm(int immh, int immb, int Rn, int Rd, int Q = -1)
    {
        VectorShape T = Shape(Disassembly.Operands.ShiftSize(immh), Q);
        int shift = Disassembly.Operands.ShiftRight(immh, immb);
        V[Rd] = Map(Op.VOr, T, Map(Op.VShrImm, T, V[Rn], shift), Map(Op.VAnd, T, V[Rd], Replicate(ShiftedIn(T.Esize, shift), T)));
    }

    /// <summary>The bits that a right shift leaves empty.</summary>
    private static ulong ShiftedIn(int esize, int shift) => shift == 64 ? ulong.MaxValue : ~((ulong.MaxValue >> (64 - esize)) >> shift);
}
