using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Load/store register (SIMD and FP) with immediate, unscaled, register and literal addresses: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>LDR (immediate, SIMD and FP), unsigned offset.</summary>
    [A64("size:2 111 1 01 opc1:1 1 imm12:12 Rn:5 Rt:5", "LDR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>{, #<imm12 << (opc1 * 4 + size)>}]", When = "opc1 == 0 || size == 0")]
    private void LDR_imm_fpsimd(int size, int opc1, int imm12, int Rn, int Rt)
    {
        int scale = (opc1 * 4) + size;
        LoadSimd(BaseAddress(Rn) + ((long)imm12 << scale), scale, Rt);
    }

    /// <summary>LDR (immediate, SIMD and FP), post-index.</summary>
    [A64("size:2 111 1 00 opc1:1 1 0 imm9:9 01 Rn:5 Rt:5", "LDR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>], #<Signed(imm9, 9)>", When = "opc1 == 0 || size == 0")]
    private void LDR_imm_fpsimd_post(int size, int opc1, int imm9, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn);
        Value next = address + (long)SignedField(imm9, 9);
        LoadSimd(address, (opc1 * 4) + size, Rt);
        XSP[Rn, 64] = next;
    }

    /// <summary>LDR (immediate, SIMD and FP), pre-index.</summary>
    [A64("size:2 111 1 00 opc1:1 1 0 imm9:9 11 Rn:5 Rt:5", "LDR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>, #<Signed(imm9, 9)>]!", When = "opc1 == 0 || size == 0")]
    private void LDR_imm_fpsimd_pre(int size, int opc1, int imm9, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn);
        Value next = address + (long)SignedField(imm9, 9);
        LoadSimd(next, (opc1 * 4) + size, Rt);
        XSP[Rn, 64] = next;
    }

    /// <summary>LDUR (SIMD and FP).</summary>
    [A64("size:2 111 1 00 opc1:1 1 0 imm9:9 00 Rn:5 Rt:5", "LDUR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>{, #<Signed(imm9, 9)>}]", When = "opc1 == 0 || size == 0")]
    private void LDUR_fpsimd(int size, int opc1, int imm9, int Rn, int Rt)
        => LoadSimd(BaseAddress(Rn) + (long)SignedField(imm9, 9), (opc1 * 4) + size, Rt);

    /// <summary>LDR (register, SIMD and FP).</summary>
    [A64("size:2 111 1 00 opc1:1 1 1 Rm:5 option:3 S:1 10 Rn:5 Rt:5", "LDR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>, <Register(Rm, option & 1)><RegisterOffset(option, S, opc1 * 4 + size)>]", When = "(opc1 == 0 || size == 0) && (option & 2) != 0")]
    private void LDR_reg_fpsimd(int size, int opc1, int Rm, int option, int S, int Rn, int Rt)
    {
        int scale = (opc1 * 4) + size;
        Value address = BaseAddress(Rn);
        LoadSimd(address + SimdOffset(Rm, option, S == 0 ? 0 : scale), scale, Rt);
    }

    /// <summary>STR (immediate, SIMD and FP), unsigned offset.</summary>
    [A64("size:2 111 1 01 opc1:1 0 imm12:12 Rn:5 Rt:5", "STR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>{, #<imm12 << (opc1 * 4 + size)>}]", When = "opc1 == 0 || size == 0")]
    private void STR_imm_fpsimd(int size, int opc1, int imm12, int Rn, int Rt)
    {
        int scale = (opc1 * 4) + size;
        StoreSimd(BaseAddress(Rn) + ((long)imm12 << scale), scale, Rt);
    }

    /// <summary>STR (immediate, SIMD and FP), post-index.</summary>
    [A64("size:2 111 1 00 opc1:1 0 0 imm9:9 01 Rn:5 Rt:5", "STR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>], #<Signed(imm9, 9)>", When = "opc1 == 0 || size == 0")]
    private void STR_imm_fpsimd_post(int size, int opc1, int imm9, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn);
        Value next = address + (long)SignedField(imm9, 9);
        StoreSimd(address, (opc1 * 4) + size, Rt);
        XSP[Rn, 64] = next;
    }

    /// <summary>STR (immediate, SIMD and FP), pre-index.</summary>
    [A64("size:2 111 1 00 opc1:1 0 0 imm9:9 11 Rn:5 Rt:5", "STR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>, #<Signed(imm9, 9)>]!", When = "opc1 == 0 || size == 0")]
    private void STR_imm_fpsimd_pre(int size, int opc1, int imm9, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn);
        Value next = address + (long)SignedField(imm9, 9);
        StoreSimd(next, (opc1 * 4) + size, Rt);
        XSP[Rn, 64] = next;
    }

    /// <summary>STUR (SIMD and FP).</summary>
    [A64("size:2 111 1 00 opc1:1 0 0 imm9:9 00 Rn:5 Rt:5", "STUR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>{, #<Signed(imm9, 9)>}]", When = "opc1 == 0 || size == 0")]
    private void STUR_fpsimd(int size, int opc1, int imm9, int Rn, int Rt)
        => StoreSimd(BaseAddress(Rn) + (long)SignedField(imm9, 9), (opc1 * 4) + size, Rt);

    /// <summary>STR (register, SIMD and FP).</summary>
    [A64("size:2 111 1 00 opc1:1 0 1 Rm:5 option:3 S:1 10 Rn:5 Rt:5", "STR <Scalar(opc1 * 4 + size, Rt)>, [<Xn|SP>, <Register(Rm, option & 1)><RegisterOffset(option, S, opc1 * 4 + size)>]", When = "(opc1 == 0 || size == 0) && (option & 2) != 0")]
    private void STR_reg_fpsimd(int size, int opc1, int Rm, int option, int S, int Rn, int Rt)
    {
        int scale = (opc1 * 4) + size;
        Value address = BaseAddress(Rn);
        StoreSimd(address + SimdOffset(Rm, option, S == 0 ? 0 : scale), scale, Rt);
    }

    /// <summary>LDR (literal, SIMD and FP).</summary>
    [A64("opc:2 011 1 00 imm19:19 Rt:5", "LDR <Scalar(2 + opc, Rt)>, <Label(pc, Signed(imm19, 19) * 4L)>", When = "opc != 3")]
    private void LDR_lit_fpsimd(int opc, int imm19, int Rt)
        => LoadSimd(PcRelative(SignedField(imm19, 19) * 4L), 2 + opc, Rt);

    private static int SignedField(int value, int bits) => value << (32 - bits) >> (32 - bits);

    /// <summary>The extended and shifted index register of a register offset.</summary>
    private Value SimdOffset(int Rm, int option, int shift)
    {
        Value index = option switch
        {
            2 => ZeroExtend(X[Rm, 32], 64),
            6 => SignExtend(X[Rm, 32], 64),
            _ => X[Rm, 64],
        };
        return index << shift;
    }

    private void LoadSimd(Value address, int scale, int Rt) => V[Rt] = LoadMemory(address, (MemoryAccess)scale, IrType.V128);

    private void StoreSimd(Value address, int scale, int Rt) => StoreMemory(address, (MemoryAccess)scale, V[Rt]);
}
