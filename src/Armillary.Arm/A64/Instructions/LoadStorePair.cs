using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Load/store pair, all indexing modes, and no-allocate pair, general-purpose registers.</summary>
public sealed partial class A64Translator
{
    /// <summary>STNP.</summary>
    [A64("sf:1 0 101 0 000 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STNP <Rt>, <Rt2>, [<Xn|SP>{, #<Signed(imm7, 7) << (2 + sf)>}]")]
    private void STNP_ldstnapair_offs(int sf, int imm7, int Rt2, int Rn, int Rt) => StorePair(Rn, PairOffset(imm7, sf), Rt, Rt2, PairSize(sf), false, false);

    /// <summary>LDNP.</summary>
    [A64("sf:1 0 101 0 000 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDNP <Rt>, <Rt2>, [<Xn|SP>{, #<Signed(imm7, 7) << (2 + sf)>}]")]
    private void LDNP_ldstnapair_offs(int sf, int imm7, int Rt2, int Rn, int Rt) => LoadPair(Rn, PairOffset(imm7, sf), Rt, Rt2, PairSize(sf), false, false);

    /// <summary>STP, post-indexed.</summary>
    [A64("sf:1 0 101 0 001 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STP <Rt>, <Rt2>, [<Xn|SP>], #<Signed(imm7, 7) << (2 + sf)>")]
    private void STP_ldstpair_post(int sf, int imm7, int Rt2, int Rn, int Rt) => StorePair(Rn, PairOffset(imm7, sf), Rt, Rt2, PairSize(sf), true, true);

    /// <summary>LDP, post-indexed.</summary>
    [A64("sf:1 0 101 0 001 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDP <Rt>, <Rt2>, [<Xn|SP>], #<Signed(imm7, 7) << (2 + sf)>")]
    private void LDP_ldstpair_post(int sf, int imm7, int Rt2, int Rn, int Rt) => LoadPair(Rn, PairOffset(imm7, sf), Rt, Rt2, PairSize(sf), true, true);

    /// <summary>STP, signed offset.</summary>
    [A64("sf:1 0 101 0 010 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STP <Rt>, <Rt2>, [<Xn|SP>{, #<Signed(imm7, 7) << (2 + sf)>}]")]
    private void STP_ldstpair_off(int sf, int imm7, int Rt2, int Rn, int Rt) => StorePair(Rn, PairOffset(imm7, sf), Rt, Rt2, PairSize(sf), false, false);

    /// <summary>LDP, signed offset.</summary>
    [A64("sf:1 0 101 0 010 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDP <Rt>, <Rt2>, [<Xn|SP>{, #<Signed(imm7, 7) << (2 + sf)>}]")]
    private void LDP_ldstpair_off(int sf, int imm7, int Rt2, int Rn, int Rt) => LoadPair(Rn, PairOffset(imm7, sf), Rt, Rt2, PairSize(sf), false, false);

    /// <summary>STP, pre-indexed.</summary>
    [A64("sf:1 0 101 0 011 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STP <Rt>, <Rt2>, [<Xn|SP>, #<Signed(imm7, 7) << (2 + sf)>]!")]
    private void STP_ldstpair_pre(int sf, int imm7, int Rt2, int Rn, int Rt) => StorePair(Rn, PairOffset(imm7, sf), Rt, Rt2, PairSize(sf), true, false);

    /// <summary>LDP, pre-indexed.</summary>
    [A64("sf:1 0 101 0 011 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDP <Rt>, <Rt2>, [<Xn|SP>, #<Signed(imm7, 7) << (2 + sf)>]!")]
    private void LDP_ldstpair_pre(int sf, int imm7, int Rt2, int Rn, int Rt) => LoadPair(Rn, PairOffset(imm7, sf), Rt, Rt2, PairSize(sf), true, false);

    /// <summary>LDPSW, post-indexed.</summary>
    [A64("01 101 0 001 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDPSW <Xt>, <Xt2>, [<Xn|SP>], #<Signed(imm7, 7) << 2>")]
    private void LDPSW_64_ldstpair_post(int imm7, int Rt2, int Rn, int Rt)
        => LoadPair(Rn, PairOffset(imm7, 0), Rt, Rt2, MemoryAccess.Size4 | MemoryAccess.Signed, true, true);

    /// <summary>LDPSW, signed offset.</summary>
    [A64("01 101 0 010 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDPSW <Xt>, <Xt2>, [<Xn|SP>{, #<Signed(imm7, 7) << 2>}]")]
    private void LDPSW_64_ldstpair_off(int imm7, int Rt2, int Rn, int Rt)
        => LoadPair(Rn, PairOffset(imm7, 0), Rt, Rt2, MemoryAccess.Size4 | MemoryAccess.Signed, false, false);

    /// <summary>LDPSW, pre-indexed.</summary>
    [A64("01 101 0 011 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDPSW <Xt>, <Xt2>, [<Xn|SP>, #<Signed(imm7, 7) << 2>]!")]
    private void LDPSW_64_ldstpair_pre(int imm7, int Rt2, int Rn, int Rt)
        => LoadPair(Rn, PairOffset(imm7, 0), Rt, Rt2, MemoryAccess.Size4 | MemoryAccess.Signed, true, false);

    private static int PairOffset(int imm7, int sf) => imm7 << 25 >> 25 << (2 + sf);

    private static MemoryAccess PairSize(int sf) => sf == 1 ? MemoryAccess.Size8 : MemoryAccess.Size4;

    private void LoadPair(int Rn, int offset, int Rt, int Rt2, MemoryAccess access, bool wback, bool postindex)
    {
        Value start = BaseAddress(Rn), moved = start + offset;
        (Value first, Value second) = LoadMemoryPair(postindex ? start : moved, access, IrType.I64);
        if (wback)
        {
            XSP[Rn, 64] = moved;
        }

        X[Rt, 64] = first;
        X[Rt2, 64] = second;
    }

    private void StorePair(int Rn, int offset, int Rt, int Rt2, MemoryAccess access, bool wback, bool postindex)
    {
        Value start = BaseAddress(Rn), moved = start + offset;
        StoreMemoryPair(postindex ? start : moved, access, X[Rt, 64], X[Rt2, 64]);
        if (wback)
        {
            XSP[Rn, 64] = moved;
        }
    }
}
