using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Cryptographic AES, SHA-1, SHA-256, SHA-512 and SHA-3 instructions: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>AESE.</summary>
    [A64("01001110 00 10100 00100 10 Rn:5 Rd:5", "AESE <Vd>.16B, <Vn>.16B", Feature = "AES")]
    private void AESE_advsimd(int Rn, int Rd)
        => V[Rd] = Map(Op.VAesEncrypt, new(8, 128), V[Rd], V[Rn]);

    /// <summary>AESD.</summary>
    [A64("01001110 00 10100 00101 10 Rn:5 Rd:5", "AESD <Vd>.16B, <Vn>.16B", Feature = "AES")]
    private void AESD_advsimd(int Rn, int Rd)
        => V[Rd] = Map(Op.VAesDecrypt, new(8, 128), V[Rd], V[Rn]);

    /// <summary>AESMC.</summary>
    [A64("01001110 00 10100 00110 10 Rn:5 Rd:5", "AESMC <Vd>.16B, <Vn>.16B", Feature = "AES")]
    private void AESMC_advsimd(int Rn, int Rd)
        => V[Rd] = Map(Op.VAesMixColumns, new(8, 128), V[Rn]);

    /// <summary>AESIMC.</summary>
    [A64("01001110 00 10100 00111 10 Rn:5 Rd:5", "AESIMC <Vd>.16B, <Vn>.16B", Feature = "AES")]
    private void AESIMC_advsimd(int Rn, int Rd)
        => V[Rd] = Map(Op.VAesInverseMixColumns, new(8, 128), V[Rn]);

    /// <summary>SHA1C.</summary>
    [A64("01011110 000 Rm:5 0 000 00 Rn:5 Rd:5", "SHA1C <Qd>, <Sn>, <Vm>.4S", Feature = "SHA1")]
    private void SHA1C_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha1C, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA1P.</summary>
    [A64("01011110 000 Rm:5 0 001 00 Rn:5 Rd:5", "SHA1P <Qd>, <Sn>, <Vm>.4S", Feature = "SHA1")]
    private void SHA1P_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha1P, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA1M.</summary>
    [A64("01011110 000 Rm:5 0 010 00 Rn:5 Rd:5", "SHA1M <Qd>, <Sn>, <Vm>.4S", Feature = "SHA1")]
    private void SHA1M_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha1M, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA1SU0.</summary>
    [A64("01011110 000 Rm:5 0 011 00 Rn:5 Rd:5", "SHA1SU0 <Vd>.4S, <Vn>.4S, <Vm>.4S", Feature = "SHA1")]
    private void SHA1SU0_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha1Su0, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA256H.</summary>
    [A64("01011110 000 Rm:5 0 100 00 Rn:5 Rd:5", "SHA256H <Qd>, <Qn>, <Vm>.4S", Feature = "SHA256")]
    private void SHA256H_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha256H, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA256H2.</summary>
    [A64("01011110 000 Rm:5 0 101 00 Rn:5 Rd:5", "SHA256H2 <Qd>, <Qn>, <Vm>.4S", Feature = "SHA256")]
    private void SHA256H2_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha256H2, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA256SU1.</summary>
    [A64("01011110 000 Rm:5 0 110 00 Rn:5 Rd:5", "SHA256SU1 <Vd>.4S, <Vn>.4S, <Vm>.4S", Feature = "SHA256")]
    private void SHA256SU1_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha256Su1, new(32, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA1H.</summary>
    [A64("01011110 00 10100 00000 10 Rn:5 Rd:5", "SHA1H <Sd>, <Sn>", Feature = "SHA1")]
    private void SHA1H_advsimd(int Rn, int Rd)
        => V[Rd] = Map(Op.VSha1H, new(32, 128), V[Rn]);

    /// <summary>SHA1SU1.</summary>
    [A64("01011110 00 10100 00001 10 Rn:5 Rd:5", "SHA1SU1 <Vd>.4S, <Vn>.4S", Feature = "SHA1")]
    private void SHA1SU1_advsimd(int Rn, int Rd)
        => V[Rd] = Map(Op.VSha1Su1, new(32, 128), V[Rd], V[Rn]);

    /// <summary>SHA256SU0.</summary>
    [A64("01011110 00 10100 00010 10 Rn:5 Rd:5", "SHA256SU0 <Vd>.4S, <Vn>.4S", Feature = "SHA256")]
    private void SHA256SU0_advsimd(int Rn, int Rd)
        => V[Rd] = Map(Op.VSha256Su0, new(32, 128), V[Rd], V[Rn]);

    /// <summary>SHA512H.</summary>
    [A64("11001110 011 Rm:5 100000 Rn:5 Rd:5", "SHA512H <Qd>, <Qn>, <Vm>.2D", Feature = "SHA512")]
    private void SHA512H_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha512H, new(64, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA512H2.</summary>
    [A64("11001110 011 Rm:5 100001 Rn:5 Rd:5", "SHA512H2 <Qd>, <Qn>, <Vm>.2D", Feature = "SHA512")]
    private void SHA512H2_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha512H2, new(64, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA512SU1.</summary>
    [A64("11001110 011 Rm:5 100010 Rn:5 Rd:5", "SHA512SU1 <Vd>.2D, <Vn>.2D, <Vm>.2D", Feature = "SHA512")]
    private void SHA512SU1_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VSha512Su1, new(64, 128), V[Rd], V[Rn], V[Rm]);

    /// <summary>SHA512SU0.</summary>
    [A64("11001110 11000000 100000 Rn:5 Rd:5", "SHA512SU0 <Vd>.2D, <Vn>.2D", Feature = "SHA512")]
    private void SHA512SU0_advsimd(int Rn, int Rd)
        => V[Rd] = Map(Op.VSha512Su0, new(64, 128), V[Rd], V[Rn]);

    /// <summary>EOR3.</summary>
    [A64("11001110 000 Rm:5 0 Ra:5 Rn:5 Rd:5", "EOR3 <Vd>.16B, <Vn>.16B, <Vm>.16B, <Va>.16B", Feature = "SHA3")]
    private void EOR3_advsimd(int Rm, int Ra, int Rn, int Rd)
    {
        VectorShape T = new(8, 128);
        V[Rd] = Map(Op.VXor, T, Map(Op.VXor, T, V[Rn], V[Rm]), V[Ra]);
    }

    /// <summary>BCAX.</summary>
    [A64("11001110 001 Rm:5 0 Ra:5 Rn:5 Rd:5", "BCAX <Vd>.16B, <Vn>.16B, <Vm>.16B, <Va>.16B", Feature = "SHA3")]
    private void BCAX_advsimd(int Rm, int Ra, int Rn, int Rd)
    {
        VectorShape T = new(8, 128);
        V[Rd] = Map(Op.VXor, T, V[Rn], Map(Op.VAndNot, T, V[Rm], V[Ra]));
    }

    /// <summary>RAX1.</summary>
    [A64("11001110 011 Rm:5 100011 Rn:5 Rd:5", "RAX1 <Vd>.2D, <Vn>.2D, <Vm>.2D", Feature = "SHA3")]
    private void RAX1_advsimd(int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VXor, new(64, 128), V[Rn], RotateRight64(V[Rm], 63));

    /// <summary>XAR.</summary>
    [A64("11001110 100 Rm:5 imm6:6 Rn:5 Rd:5", "XAR <Vd>.2D, <Vn>.2D, <Vm>.2D, #<imm6>", Feature = "SHA3")]
    private void XAR_advsimd(int Rm, int imm6, int Rn, int Rd)
        => V[Rd] = RotateRight64(Map(Op.VXor, new(64, 128), V[Rn], V[Rm]), imm6);

    private Value RotateRight64(Value a, int amount)
    {
        VectorShape T = new(64, 128);
        return amount == 0 ? a : Map(Op.VOr, T, Map(Op.VShrImm, T, a, amount), Map(Op.VShlImm, T, a, 64 - amount));
    }
}
