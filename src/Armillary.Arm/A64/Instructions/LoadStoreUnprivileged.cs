using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Load/store register (unprivileged), general-purpose registers.</summary>
public sealed partial class A64Translator
{
    /// <summary>STTRB, 32 bits.</summary>
    [A64("00 111 0 00 00 0 imm9:9 10 Rn:5 Rt:5", "STTRB <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void STTRB_32_ldst_unpriv(int imm9, int Rn, int Rt)
        => Store(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size1));

    /// <summary>LDTRB, 32 bits.</summary>
    [A64("00 111 0 00 01 0 imm9:9 10 Rn:5 Rt:5", "LDTRB <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDTRB_32_ldst_unpriv(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size1), 32);

    /// <summary>LDTRSB, 64 bits.</summary>
    [A64("00 111 0 00 10 0 imm9:9 10 Rn:5 Rt:5", "LDTRSB <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDTRSB_64_ldst_unpriv(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size1 | MemoryAccess.Signed), 64);

    /// <summary>LDTRSB, 32 bits.</summary>
    [A64("00 111 0 00 11 0 imm9:9 10 Rn:5 Rt:5", "LDTRSB <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDTRSB_32_ldst_unpriv(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size1 | MemoryAccess.Signed), 32);

    /// <summary>STTRH, 32 bits.</summary>
    [A64("01 111 0 00 00 0 imm9:9 10 Rn:5 Rt:5", "STTRH <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void STTRH_32_ldst_unpriv(int imm9, int Rn, int Rt)
        => Store(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size2));

    /// <summary>LDTRH, 32 bits.</summary>
    [A64("01 111 0 00 01 0 imm9:9 10 Rn:5 Rt:5", "LDTRH <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDTRH_32_ldst_unpriv(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size2), 32);

    /// <summary>LDTRSH, 64 bits.</summary>
    [A64("01 111 0 00 10 0 imm9:9 10 Rn:5 Rt:5", "LDTRSH <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDTRSH_64_ldst_unpriv(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size2 | MemoryAccess.Signed), 64);

    /// <summary>LDTRSH, 32 bits.</summary>
    [A64("01 111 0 00 11 0 imm9:9 10 Rn:5 Rt:5", "LDTRSH <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDTRSH_32_ldst_unpriv(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size2 | MemoryAccess.Signed), 32);

    /// <summary>STTR, 32 bits.</summary>
    [A64("10 111 0 00 00 0 imm9:9 10 Rn:5 Rt:5", "STTR <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void STTR_32_ldst_unpriv(int imm9, int Rn, int Rt)
        => Store(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size4));

    /// <summary>LDTR, 32 bits.</summary>
    [A64("10 111 0 00 01 0 imm9:9 10 Rn:5 Rt:5", "LDTR <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDTR_32_ldst_unpriv(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size4), 32);

    /// <summary>LDTRSW, 64 bits.</summary>
    [A64("10 111 0 00 10 0 imm9:9 10 Rn:5 Rt:5", "LDTRSW <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDTRSW_64_ldst_unpriv(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size4 | MemoryAccess.Signed), 64);

    /// <summary>STTR, 64 bits.</summary>
    [A64("11 111 0 00 00 0 imm9:9 10 Rn:5 Rt:5", "STTR <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void STTR_64_ldst_unpriv(int imm9, int Rn, int Rt)
        => Store(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size8));

    /// <summary>LDTR, 64 bits.</summary>
    [A64("11 111 0 00 01 0 imm9:9 10 Rn:5 Rt:5", "LDTR <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDTR_64_ldst_unpriv(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, Unprivileged(MemoryAccess.Size8), 64);
}
