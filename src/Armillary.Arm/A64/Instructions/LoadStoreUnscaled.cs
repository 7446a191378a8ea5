using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Load/store register (unscaled immediate), general-purpose registers.</summary>
public sealed partial class A64Translator
{
    /// <summary>STURB, 32 bits.</summary>
    [A64("00 111 0 00 00 0 imm9:9 00 Rn:5 Rt:5", "STURB <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void STURB_32_ldst_unscaled(int imm9, int Rn, int Rt)
        => Store(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size1);

    /// <summary>LDURB, 32 bits.</summary>
    [A64("00 111 0 00 01 0 imm9:9 00 Rn:5 Rt:5", "LDURB <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDURB_32_ldst_unscaled(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size1, 32);

    /// <summary>LDURSB, 64 bits.</summary>
    [A64("00 111 0 00 10 0 imm9:9 00 Rn:5 Rt:5", "LDURSB <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDURSB_64_ldst_unscaled(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size1 | MemoryAccess.Signed, 64);

    /// <summary>LDURSB, 32 bits.</summary>
    [A64("00 111 0 00 11 0 imm9:9 00 Rn:5 Rt:5", "LDURSB <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDURSB_32_ldst_unscaled(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size1 | MemoryAccess.Signed, 32);

    /// <summary>STURH, 32 bits.</summary>
    [A64("01 111 0 00 00 0 imm9:9 00 Rn:5 Rt:5", "STURH <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void STURH_32_ldst_unscaled(int imm9, int Rn, int Rt)
        => Store(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size2);

    /// <summary>LDURH, 32 bits.</summary>
    [A64("01 111 0 00 01 0 imm9:9 00 Rn:5 Rt:5", "LDURH <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDURH_32_ldst_unscaled(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size2, 32);

    /// <summary>LDURSH, 64 bits.</summary>
    [A64("01 111 0 00 10 0 imm9:9 00 Rn:5 Rt:5", "LDURSH <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDURSH_64_ldst_unscaled(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size2 | MemoryAccess.Signed, 64);

    /// <summary>LDURSH, 32 bits.</summary>
    [A64("01 111 0 00 11 0 imm9:9 00 Rn:5 Rt:5", "LDURSH <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDURSH_32_ldst_unscaled(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size2 | MemoryAccess.Signed, 32);

    /// <summary>STUR, 32 bits.</summary>
    [A64("10 111 0 00 00 0 imm9:9 00 Rn:5 Rt:5", "STUR <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void STUR_32_ldst_unscaled(int imm9, int Rn, int Rt)
        => Store(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size4);

    /// <summary>LDUR, 32 bits.</summary>
    [A64("10 111 0 00 01 0 imm9:9 00 Rn:5 Rt:5", "LDUR <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDUR_32_ldst_unscaled(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size4, 32);

    /// <summary>LDURSW, 64 bits.</summary>
    [A64("10 111 0 00 10 0 imm9:9 00 Rn:5 Rt:5", "LDURSW <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDURSW_64_ldst_unscaled(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size4 | MemoryAccess.Signed, 64);

    /// <summary>STUR, 64 bits.</summary>
    [A64("11 111 0 00 00 0 imm9:9 00 Rn:5 Rt:5", "STUR <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void STUR_64_ldst_unscaled(int imm9, int Rn, int Rt)
        => Store(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size8);

    /// <summary>LDUR, 64 bits.</summary>
    [A64("11 111 0 00 01 0 imm9:9 00 Rn:5 Rt:5", "LDUR <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void LDUR_64_ldst_unscaled(int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, MemoryAccess.Size8, 64);
}
