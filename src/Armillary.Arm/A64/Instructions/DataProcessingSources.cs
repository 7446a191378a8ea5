using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Data-processing (1 source), (2 source), (3 source).</summary>
public sealed partial class A64Translator
{
    /// <summary>RBIT.</summary>
    [A64("sf:1 10 11010110 00000 000000 Rn:5 Rd:5", "RBIT <Rd>, <Rn>")]
    private void RBIT_dp_1src(int sf, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Unary(Op.ReverseBits, X[Rn, 32 << sf]);

    /// <summary>REV16.</summary>
    [A64("sf:1 10 11010110 00000 000001 Rn:5 Rd:5", "REV16 <Rd>, <Rn>")]
    private void REV16_dp_1src(int sf, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Unary(Op.ReverseBytes16, X[Rn, 32 << sf]);

    /// <summary>REV, 32 bits.</summary>
    [A64("0 10 11010110 00000 000010 Rn:5 Rd:5", "REV <Wd>, <Wn>")]
    private void REV_32_dp_1src(int Rn, int Rd) => X[Rd, 32] = Block.Unary(Op.ReverseBytes, X[Rn, 32]);

    /// <summary>REV32.</summary>
    [A64("1 10 11010110 00000 000010 Rn:5 Rd:5", "REV32 <Xd>, <Xn>")]
    private void REV32_64_dp_1src(int Rn, int Rd) => X[Rd, 64] = Block.Unary(Op.ReverseBytes32, X[Rn, 64]);

    /// <summary>REV, 64 bits.</summary>
    [A64("1 10 11010110 00000 000011 Rn:5 Rd:5", "REV <Xd>, <Xn>")]
    private void REV_64_dp_1src(int Rn, int Rd) => X[Rd, 64] = Block.Unary(Op.ReverseBytes, X[Rn, 64]);

    /// <summary>CLZ.</summary>
    [A64("sf:1 10 11010110 00000 000100 Rn:5 Rd:5", "CLZ <Rd>, <Rn>")]
    private void CLZ_dp_1src(int sf, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Unary(Op.CountLeadingZeros, X[Rn, 32 << sf]);

    /// <summary>CLS.</summary>
    [A64("sf:1 10 11010110 00000 000101 Rn:5 Rd:5", "CLS <Rd>, <Rn>")]
    private void CLS_dp_1src(int sf, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Unary(Op.CountLeadingSigns, X[Rn, 32 << sf]);

    /// <summary>UDIV.</summary>
    [A64("sf:1 00 11010110 Rm:5 000010 Rn:5 Rd:5", "UDIV <Rd>, <Rn>, <Rm>")]
    private void UDIV_dp_2src(int sf, int Rm, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Binary(Op.DivUnsigned, X[Rn, 32 << sf], X[Rm, 32 << sf]);

    /// <summary>SDIV.</summary>
    [A64("sf:1 00 11010110 Rm:5 000011 Rn:5 Rd:5", "SDIV <Rd>, <Rn>, <Rm>")]
    private void SDIV_dp_2src(int sf, int Rm, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Binary(Op.DivSigned, X[Rn, 32 << sf], X[Rm, 32 << sf]);

    /// <summary>LSLV.</summary>
    [A64("sf:1 00 11010110 Rm:5 001000 Rn:5 Rd:5", "LSL <Rd>, <Rn>, <Rm>")]
    private void LSLV_dp_2src(int sf, int Rm, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Binary(Op.Shl, X[Rn, 32 << sf], X[Rm, 32 << sf]);

    /// <summary>LSRV.</summary>
    [A64("sf:1 00 11010110 Rm:5 001001 Rn:5 Rd:5", "LSR <Rd>, <Rn>, <Rm>")]
    private void LSRV_dp_2src(int sf, int Rm, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Binary(Op.Shr, X[Rn, 32 << sf], X[Rm, 32 << sf]);

    /// <summary>ASRV.</summary>
    [A64("sf:1 00 11010110 Rm:5 001010 Rn:5 Rd:5", "ASR <Rd>, <Rn>, <Rm>")]
    private void ASRV_dp_2src(int sf, int Rm, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Binary(Op.Sar, X[Rn, 32 << sf], X[Rm, 32 << sf]);

    /// <summary>RORV.</summary>
    [A64("sf:1 00 11010110 Rm:5 001011 Rn:5 Rd:5", "ROR <Rd>, <Rn>, <Rm>")]
    private void RORV_dp_2src(int sf, int Rm, int Rn, int Rd) => X[Rd, 32 << sf] = Block.Binary(Op.Ror, X[Rn, 32 << sf], X[Rm, 32 << sf]);

    /// <summary>CRC32B, CRC32H, CRC32W, CRC32X.</summary>
    [A64("sf:1 00 11010110 Rm:5 0100 sz:2 Rn:5 Rd:5", "CRC32<CrcSize(sz)> <Wd>, <Wn>, <Register(Rm, sz / 3)>", Feature = "CRC32", When = "sf == sz / 3")]
    private void CRC32_dp_2src(int sf, int Rm, int sz, int Rn, int Rd) => Crc(Op.Crc32, Rm, sz, Rn, Rd);

    /// <summary>CRC32CB, CRC32CH, CRC32CW, CRC32CX.</summary>
    [A64("sf:1 00 11010110 Rm:5 0101 sz:2 Rn:5 Rd:5", "CRC32C<CrcSize(sz)> <Wd>, <Wn>, <Register(Rm, sz / 3)>", Feature = "CRC32", When = "sf == sz / 3")]
    private void CRC32C_dp_2src(int sf, int Rm, int sz, int Rn, int Rd) => Crc(Op.Crc32C, Rm, sz, Rn, Rd);

    private void Crc(Op op, int Rm, int sz, int Rn, int Rd)
        => X[Rd, 32] = Block.Append(op, IrType.I32, 8 << sz, X[Rn, 32].Number, X[Rm, sz == 3 ? 64 : 32].Number);

    /// <summary>MADD.</summary>
    [A64("sf:1 00 11011 000 Rm:5 0 Ra:5 Rn:5 Rd:5", "MADD <Rd>, <Rn>, <Rm>, <Ra>")]
    [A64Alias("MUL <Rd>, <Rn>, <Rm>", When = "Ra == 31")]
    private void MADD_dp_3src(int sf, int Rm, int Ra, int Rn, int Rd)
    {
        Value product = X[Rn, 32 << sf] * X[Rm, 32 << sf];
        X[Rd, 32 << sf] = Ra == 31 ? product : X[Ra, 32 << sf] + product;
    }

    /// <summary>MSUB.</summary>
    [A64("sf:1 00 11011 000 Rm:5 1 Ra:5 Rn:5 Rd:5", "MSUB <Rd>, <Rn>, <Rm>, <Ra>")]
    [A64Alias("MNEG <Rd>, <Rn>, <Rm>", When = "Ra == 31")]
    private void MSUB_dp_3src(int sf, int Rm, int Ra, int Rn, int Rd)
        => X[Rd, 32 << sf] = X[Ra, 32 << sf] - (X[Rn, 32 << sf] * X[Rm, 32 << sf]);

    /// <summary>SMADDL.</summary>
    [A64("1 00 11011 001 Rm:5 0 Ra:5 Rn:5 Rd:5", "SMADDL <Xd>, <Wn>, <Wm>, <Xa>")]
    [A64Alias("SMULL <Xd>, <Wn>, <Wm>", When = "Ra == 31")]
    private void SMADDL_64WA_dp_3src(int Rm, int Ra, int Rn, int Rd) => MultiplyLong(true, false, Rm, Ra, Rn, Rd);

    /// <summary>SMSUBL.</summary>
    [A64("1 00 11011 001 Rm:5 1 Ra:5 Rn:5 Rd:5", "SMSUBL <Xd>, <Wn>, <Wm>, <Xa>")]
    [A64Alias("SMNEGL <Xd>, <Wn>, <Wm>", When = "Ra == 31")]
    private void SMSUBL_64WA_dp_3src(int Rm, int Ra, int Rn, int Rd) => MultiplyLong(true, true, Rm, Ra, Rn, Rd);

    /// <summary>UMADDL.</summary>
    [A64("1 00 11011 101 Rm:5 0 Ra:5 Rn:5 Rd:5", "UMADDL <Xd>, <Wn>, <Wm>, <Xa>")]
    [A64Alias("UMULL <Xd>, <Wn>, <Wm>", When = "Ra == 31")]
    private void UMADDL_64WA_dp_3src(int Rm, int Ra, int Rn, int Rd) => MultiplyLong(false, false, Rm, Ra, Rn, Rd);

    /// <summary>UMSUBL.</summary>
    [A64("1 00 11011 101 Rm:5 1 Ra:5 Rn:5 Rd:5", "UMSUBL <Xd>, <Wn>, <Wm>, <Xa>")]
    [A64Alias("UMNEGL <Xd>, <Wn>, <Wm>", When = "Ra == 31")]
    private void UMSUBL_64WA_dp_3src(int Rm, int Ra, int Rn, int Rd) => MultiplyLong(false, true, Rm, Ra, Rn, Rd);

    /// <summary>SMULH.</summary>
    [A64("1 00 11011 010 Rm:5 0 (1)(1)(1)(1)(1) Rn:5 Rd:5", "SMULH <Xd>, <Xn>, <Xm>")]
    private void SMULH_64_dp_3src(int Rm, int Rn, int Rd) => X[Rd, 64] = Block.Binary(Op.MulHighSigned, X[Rn, 64], X[Rm, 64]);

    /// <summary>UMULH.</summary>
    [A64("1 00 11011 110 Rm:5 0 (1)(1)(1)(1)(1) Rn:5 Rd:5", "UMULH <Xd>, <Xn>, <Xm>")]
    private void UMULH_64_dp_3src(int Rm, int Rn, int Rd) => X[Rd, 64] = Block.Binary(Op.MulHighUnsigned, X[Rn, 64], X[Rm, 64]);

    private void MultiplyLong(bool signed, bool subtract, int Rm, int Ra, int Rn, int Rd)
    {
        Value a = X[Rn, 64], b = X[Rm, 64];
        Value product = signed
            ? Block.SignExtend(a, 32, IrType.I64) * Block.SignExtend(b, 32, IrType.I64)
            : Block.ZeroExtend(a, 32, IrType.I64) * Block.ZeroExtend(b, 32, IrType.I64);
        X[Rd, 64] = subtract ? X[Ra, 64] - product : Ra == 31 ? product : X[Ra, 64] + product;
    }
}
