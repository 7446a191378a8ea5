using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Rotate right into flags, evaluate into flags, and the flag formats (FEAT_FlagM, FEAT_FlagM2).</summary>
public sealed partial class A64Translator
{
    /// <summary>RMIF.</summary>
    [A64("1 01 11010000 imm6:6 00001 Rn:5 0 mask:4", "RMIF <Xn>, #<imm6>, #<mask>", Feature = "FlagM")]
    private void RMIF_only_rmif(int imm6, int Rn, int mask)
    {
        Value moved = Block.Binary(Op.Ror, X[Rn, 64], Imm(imm6, 64)) << 28;
        SetNzcvBits((PackedFlags() & ~((long)mask << 28)) | (moved & ((long)mask << 28)));
    }

    /// <summary>SETF8, SETF16.</summary>
    [A64("0 01 11010000 000000 sz:1 0010 Rn:5 0 1101", "SETF<8 + 8 * sz> <Wn>", Feature = "FlagM")]
    private void SETF_only_setf(int sz, int Rn)
    {
        int msb = 7 + (8 * sz);
        Value value = X[Rn, 64];
        Value n = (value >>> msb & 1) << 31;
        Value v = ((value >>> (msb + 1)) ^ (value >>> msb) & 1) & 1;
        Value z = Block.Append(Op.SelectZero, IrType.I64, 0, (value & ((2L << msb) - 1)).Number, Imm(1L << 30, 64).Number, Imm(0, 64).Number);
        SetNzcvBits(n | z | (PackedFlags() & (1L << 29)) | (v << 28));
    }

    /// <summary>CFINV.</summary>
    [A64("1101010100 0 00 000 0100 (0)(0)(0)(0) 000 11111", "CFINV", Feature = "FlagM")]
    private void CFINV_M_pstate() => SetNzcvBits(PackedFlags() ^ Imm(1L << 29, 64));

    /// <summary>XAFLAG.</summary>
    [A64("1101010100 0 00 000 0100 (0)(0)(0)(0) 001 11111", "XAFLAG", Feature = "FlagM2")]
    private void XAFLAG_M_pstate()
    {
        Value flags = PackedFlags();
        Value z = flags >>> 30 & 1, c = flags >>> 29 & 1;
        Value notC = c ^ Imm(1, 64), notZ = z ^ Imm(1, 64);
        SetNzcvBits(((notC & notZ) << 31) | ((z & c) << 30) | ((c | z) << 29) | ((notC & z) << 28));
    }

    /// <summary>AXFLAG.</summary>
    [A64("1101010100 0 00 000 0100 (0)(0)(0)(0) 010 11111", "AXFLAG", Feature = "FlagM2")]
    private void AXFLAG_M_pstate()
    {
        Value flags = PackedFlags();
        Value z = flags >>> 30 & 1, c = flags >>> 29 & 1, v = flags >>> 28 & 1;
        SetNzcvBits(((z | v) << 30) | (Block.Binary(Op.AndNot, c, v) << 29));
    }

    /// <summary>NZCV as MRS reads it: bits 31:28.</summary>
    private Value PackedFlags() => Block.Append(Op.FlagsToNzcv, IrType.I64, a: NZCV.Number);

    private void SetNzcvBits(Value packed) => NZCV = Block.Append(Op.FlagsFromNzcv, IrType.Flags, a: packed.Number);
}
