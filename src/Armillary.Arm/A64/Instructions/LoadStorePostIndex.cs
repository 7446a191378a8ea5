using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Load/store register (immediate post-indexed), general-purpose registers.</summary>
public sealed partial class A64Translator
{
    /// <summary>STRB, 32 bits.</summary>
    [A64("00 111 0 00 00 0 imm9:9 01 Rn:5 Rt:5", "STRB <Wt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void STRB_32_ldst_immpost(int imm9, int Rn, int Rt)
        => StorePostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size1);

    /// <summary>LDRB, 32 bits.</summary>
    [A64("00 111 0 00 01 0 imm9:9 01 Rn:5 Rt:5", "LDRB <Wt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void LDRB_32_ldst_immpost(int imm9, int Rn, int Rt)
        => LoadPostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size1, 32);

    /// <summary>LDRSB, 64 bits.</summary>
    [A64("00 111 0 00 10 0 imm9:9 01 Rn:5 Rt:5", "LDRSB <Xt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void LDRSB_64_ldst_immpost(int imm9, int Rn, int Rt)
        => LoadPostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size1 | MemoryAccess.Signed, 64);

    /// <summary>LDRSB, 32 bits.</summary>
    [A64("00 111 0 00 11 0 imm9:9 01 Rn:5 Rt:5", "LDRSB <Wt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void LDRSB_32_ldst_immpost(int imm9, int Rn, int Rt)
        => LoadPostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size1 | MemoryAccess.Signed, 32);

    /// <summary>STRH, 32 bits.</summary>
    [A64("01 111 0 00 00 0 imm9:9 01 Rn:5 Rt:5", "STRH <Wt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void STRH_32_ldst_immpost(int imm9, int Rn, int Rt)
        => StorePostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size2);

    /// <summary>LDRH, 32 bits.</summary>
    [A64("01 111 0 00 01 0 imm9:9 01 Rn:5 Rt:5", "LDRH <Wt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void LDRH_32_ldst_immpost(int imm9, int Rn, int Rt)
        => LoadPostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size2, 32);

    /// <summary>LDRSH, 64 bits.</summary>
    [A64("01 111 0 00 10 0 imm9:9 01 Rn:5 Rt:5", "LDRSH <Xt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void LDRSH_64_ldst_immpost(int imm9, int Rn, int Rt)
        => LoadPostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size2 | MemoryAccess.Signed, 64);

    /// <summary>LDRSH, 32 bits.</summary>
    [A64("01 111 0 00 11 0 imm9:9 01 Rn:5 Rt:5", "LDRSH <Wt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void LDRSH_32_ldst_immpost(int imm9, int Rn, int Rt)
        => LoadPostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size2 | MemoryAccess.Signed, 32);

    /// <summary>STR, 32 bits.</summary>
    [A64("10 111 0 00 00 0 imm9:9 01 Rn:5 Rt:5", "STR <Wt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void STR_32_ldst_immpost(int imm9, int Rn, int Rt)
        => StorePostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size4);

    /// <summary>LDR, 32 bits.</summary>
    [A64("10 111 0 00 01 0 imm9:9 01 Rn:5 Rt:5", "LDR <Wt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void LDR_32_ldst_immpost(int imm9, int Rn, int Rt)
        => LoadPostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size4, 32);

    /// <summary>LDRSW, 64 bits.</summary>
    [A64("10 111 0 00 10 0 imm9:9 01 Rn:5 Rt:5", "LDRSW <Xt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void LDRSW_64_ldst_immpost(int imm9, int Rn, int Rt)
        => LoadPostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size4 | MemoryAccess.Signed, 64);

    /// <summary>STR, 64 bits.</summary>
    [A64("11 111 0 00 00 0 imm9:9 01 Rn:5 Rt:5", "STR <Xt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void STR_64_ldst_immpost(int imm9, int Rn, int Rt)
        => StorePostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size8);

    /// <summary>LDR, 64 bits.</summary>
    [A64("11 111 0 00 01 0 imm9:9 01 Rn:5 Rt:5", "LDR <Xt>, [<Xn|SP>], #<Signed(imm9, 9)>")]
    private void LDR_64_ldst_immpost(int imm9, int Rn, int Rt)
        => LoadPostIndex(Rn, Signed9(imm9), Rt, MemoryAccess.Size8, 64);
}
