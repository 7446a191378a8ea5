using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Bitfield, and extract.</summary>
public sealed partial class A64Translator
{
    /// <summary>SBFM.</summary>
    [A64("sf:1 00 100110 N:1 immr:6 imms:6 Rn:5 Rd:5", "SBFM <Rd>, <Rn>, #<immr>, #<imms>", When = "N == sf && (sf == 1 || (immr < 32 && imms < 32))")]
    [A64Alias("ASR <Rd>, <Rn>, #<immr>", When = "imms == (32 << sf) - 1")]
    [A64Alias("SBFIZ <Rd>, <Rn>, #<(32 << sf) - immr>, #<imms + 1>", When = "imms < immr")]
    [A64Alias("SBFX <Rd>, <Rn>, #<immr>, #<imms - immr + 1>", When = "BFXPreferred(sf, 0, imms, immr)")]
    [A64Alias("SXTB <Rd>, <Wn>", When = "imms == 7")]
    [A64Alias("SXTH <Rd>, <Wn>", When = "imms == 15")]
    [A64Alias("SXTW <Rd>, <Wn>", When = "imms == 31")]
    private void SBFM_bitfield(int sf, int N, int immr, int imms, int Rn, int Rd)
    {
        int datasize = 32 << sf;
        Value value = X[Rn, datasize];
        if (imms >= immr)
        {
            X[Rd, datasize] = imms == datasize - 1 ? value >> immr
                : immr == 0 && imms is 7 or 15 or 31 ? Block.SignExtend(value, imms + 1, TypeOf(datasize))
                : ExtractSigned(value, immr, imms - immr + 1);
            return;
        }

        int width = imms + 1;
        Value field = width is 8 or 16 or 32 ? Block.SignExtend(value, width, TypeOf(datasize)) : ExtractSigned(value, 0, width);
        X[Rd, datasize] = field << (datasize - immr);
    }

    /// <summary>BFM.</summary>
    [A64("sf:1 01 100110 N:1 immr:6 imms:6 Rn:5 Rd:5", "BFM <Rd>, <Rn>, #<immr>, #<imms>", When = "N == sf && (sf == 1 || (immr < 32 && imms < 32))")]
    [A64Alias("BFC <Rd>, #<(-immr) & (31 | sf << 5)>, #<imms + 1>", When = "Rn == 31 && imms < immr")]
    [A64Alias("BFI <Rd>, <Rn>, #<(32 << sf) - immr>, #<imms + 1>", When = "imms < immr")]
    [A64Alias("BFXIL <Rd>, <Rn>, #<immr>, #<imms - immr + 1>")]
    private void BFM_bitfield(int sf, int N, int immr, int imms, int Rn, int Rd)
    {
        int datasize = 32 << sf;
        Value source = X[Rn, datasize], target = X[Rd, datasize];
        int width, lsb;
        if (imms >= immr)
        {
            width = imms - immr + 1;
            lsb = 0;
            source >>>= immr;
        }
        else
        {
            width = imms + 1;
            lsb = datasize - immr;
        }

        X[Rd, datasize] = width == datasize
            ? source
            : Block.Append(Op.InsertField, TypeOf(datasize), width, target.Number, source.Number, imm: lsb);
    }

    /// <summary>UBFM.</summary>
    [A64("sf:1 10 100110 N:1 immr:6 imms:6 Rn:5 Rd:5", "UBFM <Rd>, <Rn>, #<immr>, #<imms>", When = "N == sf && (sf == 1 || (immr < 32 && imms < 32))")]
    [A64Alias("LSL <Rd>, <Rn>, #<(32 << sf) - 1 - imms>", When = "imms != (32 << sf) - 1 && imms + 1 == immr")]
    [A64Alias("LSR <Rd>, <Rn>, #<immr>", When = "imms == (32 << sf) - 1")]
    [A64Alias("UBFIZ <Rd>, <Rn>, #<(32 << sf) - immr>, #<imms + 1>", When = "imms < immr")]
    [A64Alias("UBFX <Rd>, <Rn>, #<immr>, #<imms - immr + 1>", When = "BFXPreferred(sf, 1, imms, immr)")]
    [A64Alias("UXTB <Rd>, <Wn>", When = "imms == 7")]
    [A64Alias("UXTH <Rd>, <Wn>", When = "imms == 15")]
    private void UBFM_bitfield(int sf, int N, int immr, int imms, int Rn, int Rd)
    {
        int datasize = 32 << sf;
        Value value = X[Rn, datasize];
        if (imms >= immr)
        {
            X[Rd, datasize] = imms == datasize - 1 ? value >>> immr : ExtractUnsigned(value, immr, imms - immr + 1);
            return;
        }

        Value field = imms + 1 == immr ? value : ExtractUnsigned(value, 0, imms + 1);
        X[Rd, datasize] = field << (datasize - immr);
    }

    /// <summary>EXTR.</summary>
    [A64("sf:1 00 100111 N:1 0 Rm:5 imms:6 Rn:5 Rd:5", "EXTR <Rd>, <Rn>, <Rm>, #<imms>", When = "N == sf && (sf == 1 || imms < 32)")]
    [A64Alias("ROR <Rd>, <Rn>, #<imms>", When = "Rn == Rm")]
    private void EXTR_extract(int sf, int N, int Rm, int imms, int Rn, int Rd)
    {
        int datasize = 32 << sf;
        Value low = X[Rm, datasize];
        X[Rd, datasize] = imms == 0 ? low
            : Rn == Rm ? Block.Binary(Op.Ror, low, Imm(imms, datasize))
            : Block.Append(Op.ExtractPair, TypeOf(datasize), 0, X[Rn, datasize].Number, low.Number, imm: imms);
    }

    private Value ExtractUnsigned(Value value, int lsb, int width)
        => lsb == 0 && width is 8 or 16 or 32
            ? Block.ZeroExtend(value, width, value.Type)
            : value.IsConst(out long known)
                ? Block.Const(value.Type, (long)(((ulong)known >> lsb) & ((1UL << width) - 1)))
                : Block.Append(Op.ExtractField, value.Type, width, value.Number, imm: lsb);

    private Value ExtractSigned(Value value, int lsb, int width)
        => value.IsConst(out long known)
            ? Block.Const(value.Type, known << (64 - width - lsb) >> (64 - width))
            : Block.Append(Op.ExtractFieldSigned, value.Type, width, value.Number, imm: lsb);
}
