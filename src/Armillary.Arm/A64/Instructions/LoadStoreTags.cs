using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Load/store memory tags, and store pair with tag: FEAT_MTE2.</summary>
public sealed partial class A64Translator
{
    private const int GranuleLog2 = 4;

    /// <summary>STG, post-indexed.</summary>
    [A64("11011001 00 1 imm9:9 01 Rn:5 Rt:5", "STG <Xt|SP>, [<Xn|SP>], #<Signed(imm9, 9) << 4>", Feature = "MTE2")]
    private void STG_64Spost_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.One, wback: true, postindex: true);

    /// <summary>STG, signed offset.</summary>
    [A64("11011001 00 1 imm9:9 10 Rn:5 Rt:5", "STG <Xt|SP>, [<Xn|SP>{, #<Signed(imm9, 9) << 4>}]", Feature = "MTE2")]
    private void STG_64Soffset_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.One, wback: false, postindex: false);

    /// <summary>STG, pre-indexed.</summary>
    [A64("11011001 00 1 imm9:9 11 Rn:5 Rt:5", "STG <Xt|SP>, [<Xn|SP>, #<Signed(imm9, 9) << 4>]!", Feature = "MTE2")]
    private void STG_64Spre_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.One, wback: true, postindex: false);

    /// <summary>STZG, post-indexed.</summary>
    [A64("11011001 01 1 imm9:9 01 Rn:5 Rt:5", "STZG <Xt|SP>, [<Xn|SP>], #<Signed(imm9, 9) << 4>", Feature = "MTE2")]
    private void STZG_64Spost_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.Zero, wback: true, postindex: true);

    /// <summary>STZG, signed offset.</summary>
    [A64("11011001 01 1 imm9:9 10 Rn:5 Rt:5", "STZG <Xt|SP>, [<Xn|SP>{, #<Signed(imm9, 9) << 4>}]", Feature = "MTE2")]
    private void STZG_64Soffset_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.Zero, wback: false, postindex: false);

    /// <summary>STZG, pre-indexed.</summary>
    [A64("11011001 01 1 imm9:9 11 Rn:5 Rt:5", "STZG <Xt|SP>, [<Xn|SP>, #<Signed(imm9, 9) << 4>]!", Feature = "MTE2")]
    private void STZG_64Spre_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.Zero, wback: true, postindex: false);

    /// <summary>ST2G, post-indexed.</summary>
    [A64("11011001 10 1 imm9:9 01 Rn:5 Rt:5", "ST2G <Xt|SP>, [<Xn|SP>], #<Signed(imm9, 9) << 4>", Feature = "MTE2")]
    private void ST2G_64Spost_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.Two, wback: true, postindex: true);

    /// <summary>ST2G, signed offset.</summary>
    [A64("11011001 10 1 imm9:9 10 Rn:5 Rt:5", "ST2G <Xt|SP>, [<Xn|SP>{, #<Signed(imm9, 9) << 4>}]", Feature = "MTE2")]
    private void ST2G_64Soffset_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.Two, wback: false, postindex: false);

    /// <summary>ST2G, pre-indexed.</summary>
    [A64("11011001 10 1 imm9:9 11 Rn:5 Rt:5", "ST2G <Xt|SP>, [<Xn|SP>, #<Signed(imm9, 9) << 4>]!", Feature = "MTE2")]
    private void ST2G_64Spre_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.Two, wback: true, postindex: false);

    /// <summary>STZ2G, post-indexed.</summary>
    [A64("11011001 11 1 imm9:9 01 Rn:5 Rt:5", "STZ2G <Xt|SP>, [<Xn|SP>], #<Signed(imm9, 9) << 4>", Feature = "MTE2")]
    private void STZ2G_64Spost_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.Two | StoreTagsKind.Zero, wback: true, postindex: true);

    /// <summary>STZ2G, signed offset.</summary>
    [A64("11011001 11 1 imm9:9 10 Rn:5 Rt:5", "STZ2G <Xt|SP>, [<Xn|SP>{, #<Signed(imm9, 9) << 4>}]", Feature = "MTE2")]
    private void STZ2G_64Soffset_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.Two | StoreTagsKind.Zero, wback: false, postindex: false);

    /// <summary>STZ2G, pre-indexed.</summary>
    [A64("11011001 11 1 imm9:9 11 Rn:5 Rt:5", "STZ2G <Xt|SP>, [<Xn|SP>, #<Signed(imm9, 9) << 4>]!", Feature = "MTE2")]
    private void STZ2G_64Spre_ldsttags(int imm9, int Rn, int Rt) => StoreTags(imm9, Rn, Rt, StoreTagsKind.Two | StoreTagsKind.Zero, wback: true, postindex: false);

    /// <summary>LDG.</summary>
    [A64("11011001 01 1 imm9:9 00 Rn:5 Rt:5", "LDG <Xt>, [<Xn|SP>{, #<Signed(imm9, 9) << 4>}]", Feature = "MTE2")]
    private void LDG_64Loffset_ldsttags(int imm9, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn) + (Signed9(imm9) << GranuleLog2);
        Value tag = Block.Call(Helpers.LoadTag, CallFlags.MayLeave, address);
        X[Rt, 64] = WithTag(X[Rt, 64], tag);
    }

    /// <summary>STZGM.</summary>
    [A64("11011001 00 1 000000000 00 Rn:5 Rt:5", "STZGM <Xt>, [<Xn|SP>]", Feature = "MTE2")]
    private void STZGM_64bulk_ldsttags(int Rn, int Rt) => StoreMultipleTags(Helpers.StoreZeroTagMultiple, Rn, Rt);

    /// <summary>STGM.</summary>
    [A64("11011001 10 1 000000000 00 Rn:5 Rt:5", "STGM <Xt>, [<Xn|SP>]", Feature = "MTE2")]
    private void STGM_64bulk_ldsttags(int Rn, int Rt) => StoreMultipleTags(Helpers.StoreTagMultiple, Rn, Rt);

    /// <summary>LDGM.</summary>
    [A64("11011001 11 1 000000000 00 Rn:5 Rt:5", "LDGM <Xt>, [<Xn|SP>]", Feature = "MTE2")]
    private void LDGM_64bulk_ldsttags(int Rn, int Rt)
    {
        if (EL == 0)
        {
            Undefined();
            return;
        }

        X[Rt, 64] = Block.Call(Helpers.LoadTagMultiple, CallFlags.MayLeave, BaseAddress(Rn));
    }

    /// <summary>STGP, post-indexed.</summary>
    [A64("01 101 0 001 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STGP <Xt>, <Xt2>, [<Xn|SP>], #<Signed(imm7, 7) << 4>", Feature = "MTE2")]
    private void STGP_64_ldstpair_post(int imm7, int Rt2, int Rn, int Rt) => StoreTagPair(imm7, Rt2, Rn, Rt, wback: true, postindex: true);

    /// <summary>STGP, signed offset.</summary>
    [A64("01 101 0 010 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STGP <Xt>, <Xt2>, [<Xn|SP>{, #<Signed(imm7, 7) << 4>}]", Feature = "MTE2")]
    private void STGP_64_ldstpair_off(int imm7, int Rt2, int Rn, int Rt) => StoreTagPair(imm7, Rt2, Rn, Rt, wback: false, postindex: false);

    /// <summary>STGP, pre-indexed.</summary>
    [A64("01 101 0 011 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STGP <Xt>, <Xt2>, [<Xn|SP>, #<Signed(imm7, 7) << 4>]!", Feature = "MTE2")]
    private void STGP_64_ldstpair_pre(int imm7, int Rt2, int Rn, int Rt) => StoreTagPair(imm7, Rt2, Rn, Rt, wback: true, postindex: false);

    private void StoreTags(int imm9, int Rn, int Rt, StoreTagsKind kind, bool wback, bool postindex)
    {
        Value start = BaseAddress(Rn), moved = start + (Signed9(imm9) << GranuleLog2), address = postindex ? start : moved;
        if ((kind & StoreTagsKind.Zero) != 0)
        {
            Watch((kind & StoreTagsKind.Two) != 0 ? Op.StorePair : Op.Store, MemoryAccess.Size16, address.Number, 0);
        }

        Block.Call(Helpers.StoreTags, CallFlags.MayLeave, address, XSP[Rt, 64], Imm((long)kind, 64));
        if (wback)
        {
            XSP[Rn, 64] = moved;
        }
    }

    // The tag first: it has to be aligned, and what faults for the data, which is not checked, faults for the tag of the same granule.
    private void StoreTagPair(int imm7, int Rt2, int Rn, int Rt, bool wback, bool postindex)
    {
        Value start = BaseAddress(Rn), moved = start + (imm7 << 25 >> 25 << GranuleLog2), address = postindex ? start : moved;
        Value first = X[Rt, 64], second = X[Rt2, 64];
        Block.Call(Helpers.StoreTags, CallFlags.MayLeave, address, address, Imm((long)StoreTagsKind.One, 64));
        tagUnchecked = true;
        StoreMemoryPair(address, MemoryAccess.Size8, first, second);
        if (wback)
        {
            XSP[Rn, 64] = moved;
        }
    }

    private void StoreMultipleTags(int helper, int Rn, int Rt)
    {
        if (EL == 0)
        {
            Undefined();
            return;
        }

        Block.Call(helper, CallFlags.MayLeave, BaseAddress(Rn), X[Rt, 64]);
    }

    private Value WithTag(Value address, Value tag) => (address & Imm(~(15L << 56), 64)) | tag;

    /// <summary>Which of STG, ST2G, STZG, STZ2G, as <see cref="Helpers.StoreTags"/> is told.</summary>
    [Flags]
    private enum StoreTagsKind
    {
        One = 0,
        Zero = 1,
        Two = 2,
    }
}
