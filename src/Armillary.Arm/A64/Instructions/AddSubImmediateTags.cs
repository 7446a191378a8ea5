using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Add/subtract (immediate, with tags), and the data-processing (2 source) instructions on tags: FEAT_MTE2.</summary>
public sealed partial class A64Translator
{
    /// <summary>ADDG.</summary>
    [A64("1 00 100011 0 uimm6:6 00 uimm4:4 Rn:5 Rd:5", "ADDG <Xd|SP>, <Xn|SP>, #<uimm6 << 4>, #<uimm4>", Feature = "MTE2")]
    private void ADDG_64_addsub_immtags(int uimm6, int uimm4, int Rn, int Rd) => AddTags(uimm6 << GranuleLog2, uimm4, Rn, Rd);

    /// <summary>SUBG.</summary>
    [A64("1 10 100011 0 uimm6:6 00 uimm4:4 Rn:5 Rd:5", "SUBG <Xd|SP>, <Xn|SP>, #<uimm6 << 4>, #<uimm4>", Feature = "MTE2")]
    private void SUBG_64_addsub_immtags(int uimm6, int uimm4, int Rn, int Rd) => AddTags(-(uimm6 << GranuleLog2), uimm4, Rn, Rd);

    /// <summary>SUBP.</summary>
    [A64("1 00 11010110 Rm:5 000000 Rn:5 Rd:5", "SUBP <Xd>, <Xn|SP>, <Xm|SP>", Feature = "MTE2")]
    private void SUBP_64S_dp_2src(int Rm, int Rn, int Rd) => X[Rd, 64] = PointerBits(Rn) - PointerBits(Rm);

    /// <summary>SUBPS.</summary>
    [A64("1 01 11010110 Rm:5 000000 Rn:5 Rd:5", "SUBPS <Xd>, <Xn|SP>, <Xm|SP>", Feature = "MTE2")]
    [A64Alias("CMPP <Xn|SP>, <Xm|SP>", When = "Rd == 31")]
    private void SUBPS_64S_dp_2src(int Rm, int Rn, int Rd)
    {
        Value first = PointerBits(Rn), second = PointerBits(Rm);
        X[Rd, 64] = first - second;
        NZCV = SubFlags(first, second);
    }

    /// <summary>IRG.</summary>
    [A64("1 00 11010110 Rm:5 000100 Rn:5 Rd:5", "IRG <Xd|SP>, <Xn|SP>{?Rm != 31:, <Xm>}", Feature = "MTE2")]
    private void IRG_64I_dp_2src(int Rm, int Rn, int Rd)
    {
        Value address = XSP[Rn, 64];
        XSP[Rd, 64] = WithTag(address, Block.Call(Helpers.InsertRandomTag, CallFlags.None, X[Rm, 64]));
    }

    /// <summary>GMI.</summary>
    [A64("1 00 11010110 Rm:5 000101 Rn:5 Rd:5", "GMI <Xd>, <Xn|SP>, <Xm>", Feature = "MTE2")]
    private void GMI_64G_dp_2src(int Rm, int Rn, int Rd)
        => X[Rd, 64] = X[Rm, 64] | Block.Binary(Op.Shl, Imm(1, 64), (XSP[Rn, 64] >>> 56) & 15);

    private Value PointerBits(int n) => Block.Append(Op.ExtractFieldSigned, IrType.I64, 56, XSP[n, 64].Number);

    private void AddTags(int offset, int tagOffset, int Rn, int Rd)
    {
        Value address = XSP[Rn, 64];
        Value tag = Block.Call(Helpers.AddTag, CallFlags.None, address, Imm(tagOffset, 64));
        XSP[Rd, 64] = WithTag(address + offset, tag);
    }
}
