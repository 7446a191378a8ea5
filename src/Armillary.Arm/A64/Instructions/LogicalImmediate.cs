using Armillary.Arm.A64.Disassembly;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Logical (immediate).</summary>
public sealed partial class A64Translator
{
    /// <summary>AND (immediate).</summary>
    [A64("sf:1 00 100100 N:1 immr:6 imms:6 Rn:5 Rd:5", "AND <Rd|SP>, <Rn>, #<BitMask(N, imms, immr, 32 << sf)>", When = "IsBitMask(N, imms, immr, sf)")]
    private void AND_log_imm(int sf, int N, int immr, int imms, int Rn, int Rd)
        => XSP[Rd, 32 << sf] = X[Rn, 32 << sf] & BitMask(sf, N, imms, immr);

    /// <summary>ORR (immediate).</summary>
    [A64("sf:1 01 100100 N:1 immr:6 imms:6 Rn:5 Rd:5", "ORR <Rd|SP>, <Rn>, #<BitMask(N, imms, immr, 32 << sf)>", When = "IsBitMask(N, imms, immr, sf)")]
    [A64Alias("MOV <Rd|SP>, #<BitMask(N, imms, immr, 32 << sf)>", When = "Rn == 31 && !MoveWidePreferred(sf, N, imms, immr)")]
    private void ORR_log_imm(int sf, int N, int immr, int imms, int Rn, int Rd)
        => XSP[Rd, 32 << sf] = X[Rn, 32 << sf] | BitMask(sf, N, imms, immr);

    /// <summary>EOR (immediate).</summary>
    [A64("sf:1 10 100100 N:1 immr:6 imms:6 Rn:5 Rd:5", "EOR <Rd|SP>, <Rn>, #<BitMask(N, imms, immr, 32 << sf)>", When = "IsBitMask(N, imms, immr, sf)")]
    private void EOR_log_imm(int sf, int N, int immr, int imms, int Rn, int Rd)
        => XSP[Rd, 32 << sf] = X[Rn, 32 << sf] ^ BitMask(sf, N, imms, immr);

    /// <summary>ANDS (immediate).</summary>
    [A64("sf:1 11 100100 N:1 immr:6 imms:6 Rn:5 Rd:5", "ANDS <Rd>, <Rn>, #<BitMask(N, imms, immr, 32 << sf)>", When = "IsBitMask(N, imms, immr, sf)")]
    [A64Alias("TST <Rn>, #<BitMask(N, imms, immr, 32 << sf)>", When = "Rd == 31")]
    private void ANDS_log_imm(int sf, int N, int immr, int imms, int Rn, int Rd)
    {
        Value result = X[Rn, 32 << sf] & BitMask(sf, N, imms, immr);
        NZCV = LogicFlags(result);
        X[Rd, 32 << sf] = result;
    }

    private Value BitMask(int sf, int N, int imms, int immr)
    {
        Operands.TryDecodeBitMask(N, imms, immr, 32 << sf, out ulong mask);
        return Imm((long)mask, 32 << sf);
    }
}
