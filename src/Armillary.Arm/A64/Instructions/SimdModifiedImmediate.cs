using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD modified immediate: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>MOVI, 32-bit, shifted.</summary>
    [A64("0 Q:1 0 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "MOVI <Vd>.<T(2, Q)>, #<Hex((abc << 5) | defgh)>{, LSL #<(cmode >> 1) * 8>}", When = "(cmode & 9) == 0")]
    private void MOVI_advsimd_s(int Q, int abc, int cmode, int defgh, int Rd)
        => MoveImmediate(Rd, Q, AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh));

    /// <summary>MOVI, 16-bit, shifted.</summary>
    [A64("0 Q:1 0 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "MOVI <Vd>.<T(1, Q)>, #<Hex((abc << 5) | defgh)>{, LSL #<((cmode >> 1) & 1) * 8>}", When = "(cmode & 13) == 8")]
    private void MOVI_advsimd_h(int Q, int abc, int cmode, int defgh, int Rd)
        => MoveImmediate(Rd, Q, AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh));

    /// <summary>MOVI, 32-bit, shifted ones.</summary>
    [A64("0 Q:1 0 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "MOVI <Vd>.<T(2, Q)>, #<Hex((abc << 5) | defgh)>, MSL #<((cmode & 1) + 1) * 8>", When = "(cmode & 14) == 12")]
    private void MOVI_advsimd_sones(int Q, int abc, int cmode, int defgh, int Rd)
        => MoveImmediate(Rd, Q, AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh));

    /// <summary>MVNI, 32-bit, shifted.</summary>
    [A64("0 Q:1 1 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "MVNI <Vd>.<T(2, Q)>, #<Hex((abc << 5) | defgh)>{, LSL #<(cmode >> 1) * 8>}", When = "(cmode & 9) == 0")]
    private void MVNI_advsimd_s(int Q, int abc, int cmode, int defgh, int Rd)
        => MoveImmediate(Rd, Q, ~AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh));

    /// <summary>MVNI, 16-bit, shifted.</summary>
    [A64("0 Q:1 1 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "MVNI <Vd>.<T(1, Q)>, #<Hex((abc << 5) | defgh)>{, LSL #<((cmode >> 1) & 1) * 8>}", When = "(cmode & 13) == 8")]
    private void MVNI_advsimd_h(int Q, int abc, int cmode, int defgh, int Rd)
        => MoveImmediate(Rd, Q, ~AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh));

    /// <summary>MVNI, 32-bit, shifted ones.</summary>
    [A64("0 Q:1 1 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "MVNI <Vd>.<T(2, Q)>, #<Hex((abc << 5) | defgh)>, MSL #<((cmode & 1) + 1) * 8>", When = "(cmode & 14) == 12")]
    private void MVNI_advsimd_sones(int Q, int abc, int cmode, int defgh, int Rd)
        => MoveImmediate(Rd, Q, ~AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh));

    /// <summary>ORR (vector, immediate), 32-bit.</summary>
    [A64("0 Q:1 0 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "ORR <Vd>.<T(2, Q)>, #<Hex((abc << 5) | defgh)>{, LSL #<(cmode >> 1) * 8>}", When = "(cmode & 9) == 1")]
    private void ORR_advsimd_imm_s(int Q, int abc, int cmode, int defgh, int Rd)
    {
        VectorShape T = new(64, 64 << Q);
        V[Rd] = Map(Op.VOr, T, V[Rd], Replicate(AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh), T));
    }

    /// <summary>ORR (vector, immediate), 16-bit.</summary>
    [A64("0 Q:1 0 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "ORR <Vd>.<T(1, Q)>, #<Hex((abc << 5) | defgh)>{, LSL #<((cmode >> 1) & 1) * 8>}", When = "(cmode & 13) == 9")]
    private void ORR_advsimd_imm_h(int Q, int abc, int cmode, int defgh, int Rd)
    {
        VectorShape T = new(64, 64 << Q);
        V[Rd] = Map(Op.VOr, T, V[Rd], Replicate(AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh), T));
    }

    /// <summary>BIC (vector, immediate), 32-bit.</summary>
    [A64("0 Q:1 1 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "BIC <Vd>.<T(2, Q)>, #<Hex((abc << 5) | defgh)>{, LSL #<(cmode >> 1) * 8>}", When = "(cmode & 9) == 1")]
    private void BIC_advsimd_imm_s(int Q, int abc, int cmode, int defgh, int Rd)
    {
        VectorShape T = new(64, 64 << Q);
        V[Rd] = Map(Op.VAndNot, T, V[Rd], Replicate(AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh), T));
    }

    /// <summary>BIC (vector, immediate), 16-bit.</summary>
    [A64("0 Q:1 1 0111100000 abc:3 cmode:4 0 1 defgh:5 Rd:5", "BIC <Vd>.<T(1, Q)>, #<Hex((abc << 5) | defgh)>{, LSL #<((cmode >> 1) & 1) * 8>}", When = "(cmode & 13) == 9")]
    private void BIC_advsimd_imm_h(int Q, int abc, int cmode, int defgh, int Rd)
    {
        VectorShape T = new(64, 64 << Q);
        V[Rd] = Map(Op.VAndNot, T, V[Rd], Replicate(AdvSIMDExpandImm(0, cmode, (abc << 5) | defgh), T));
    }

    /// <summary>MOVI, 8-bit.</summary>
    [A64("0 Q:1 0 0111100000 abc:3 1110 0 1 defgh:5 Rd:5", "MOVI <Vd>.<T(0, Q)>, #<Hex((abc << 5) | defgh)>")]
    private void MOVI_advsimd_b(int Q, int abc, int defgh, int Rd)
        => MoveImmediate(Rd, Q, AdvSIMDExpandImm(0, 14, (abc << 5) | defgh));

    /// <summary>MOVI, 64-bit.</summary>
    [A64("0 Q:1 1 0111100000 abc:3 1110 0 1 defgh:5 Rd:5", "MOVI {?Q == 1:<Vd>.2D}{?Q == 0:<Dd>}, #<HexBytes((abc << 5) | defgh)>")]
    private void MOVI_advsimd_d(int Q, int abc, int defgh, int Rd)
        => MoveImmediate(Rd, Q, AdvSIMDExpandImm(1, 14, (abc << 5) | defgh));

    /// <summary>FMOV (vector, immediate), single-precision.</summary>
    [A64("0 Q:1 0 0111100000 abc:3 1111 0 1 defgh:5 Rd:5", "FMOV <Vd>.<T(2, Q)>, #<FloatImmediate((abc << 5) | defgh)>")]
    private void FMOV_advsimd_s(int Q, int abc, int defgh, int Rd)
        => MoveImmediate(Rd, Q, AdvSIMDExpandImm(0, 15, (abc << 5) | defgh));

    /// <summary>FMOV (vector, immediate), half-precision.</summary>
    [A64("0 Q:1 0 0111100000 abc:3 1111 1 1 defgh:5 Rd:5", "FMOV <Vd>.<T(1, Q)>, #<FloatImmediate((abc << 5) | defgh)>", Feature = "FP16")]
    private void FMOV_advsimd_h(int Q, int abc, int defgh, int Rd)
        => V[Rd] = Replicate(VFPExpandImm((abc << 5) | defgh, 16), new(16, 64 << Q));

    /// <summary>FMOV (vector, immediate), double-precision.</summary>
    [A64("0 1 1 0111100000 abc:3 1111 0 1 defgh:5 Rd:5", "FMOV <Vd>.2D, #<FloatImmediate((abc << 5) | defgh)>")]
    private void FMOV_advsimd_d(int abc, int defgh, int Rd)
        => MoveImmediate(Rd, 1, AdvSIMDExpandImm(1, 15, (abc << 5) | defgh));

    private void MoveImmediate(int Rd, int Q, ulong imm64) => V[Rd] = Block.VConst(imm64, Q == 1 ? imm64 : 0);

    /// <summary>AdvSIMDExpandImm (DDI 0487, shared/functions/vector).</summary>
    private static ulong AdvSIMDExpandImm(int op, int cmode, int imm8)
    {
        ulong imm = (ulong)imm8;
        switch (cmode >> 1)
        {
            case <= 3:
                return (imm << (8 * (cmode >> 1))) * 0x0000_0001_0000_0001;
            case 4 or 5:
                return (imm << (8 * ((cmode >> 1) & 1))) * 0x0001_0001_0001_0001;
            case 6:
                return ((cmode & 1) == 0 ? (imm << 8) | 0xFF : (imm << 16) | 0xFFFF) * 0x0000_0001_0000_0001;
        }

        if (cmode == 15)
        {
            return op == 1 ? VFPExpandImm(imm8, 64) : VFPExpandImm(imm8, 32) * 0x0000_0001_0000_0001;
        }

        if (op == 0)
        {
            return imm * 0x0101_0101_0101_0101;
        }

        ulong bytes = 0;
        for (int i = 0; i < 8; i++)
        {
            bytes |= ((imm >> i) & 1) != 0 ? 0xFFUL << (8 * i) : 0;
        }

        return bytes;
    }
}
