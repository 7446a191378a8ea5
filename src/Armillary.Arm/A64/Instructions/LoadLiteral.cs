using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Load register (literal) and prefetches.</summary>
public sealed partial class A64Translator
{
    /// <summary>LDR (literal), 32 bits.</summary>
    [A64("00 011 0 00 imm19:19 Rt:5", "LDR <Wt>, <Label(pc, Signed(imm19, 19) << 2)>")]
    private void LDR_32_loadlit(int imm19, int Rt) => Load(PcRelative(imm19 << 13 >> 11), Rt, MemoryAccess.Size4, 32);

    /// <summary>LDR (literal), 64 bits.</summary>
    [A64("01 011 0 00 imm19:19 Rt:5", "LDR <Xt>, <Label(pc, Signed(imm19, 19) << 2)>")]
    private void LDR_64_loadlit(int imm19, int Rt) => Load(PcRelative(imm19 << 13 >> 11), Rt, MemoryAccess.Size8, 64);

    /// <summary>LDRSW (literal).</summary>
    [A64("10 011 0 00 imm19:19 Rt:5", "LDRSW <Xt>, <Label(pc, Signed(imm19, 19) << 2)>")]
    private void LDRSW_64_loadlit(int imm19, int Rt) => Load(PcRelative(imm19 << 13 >> 11), Rt, MemoryAccess.Size4 | MemoryAccess.Signed, 64);

    /// <summary>PRFM (literal).</summary>
    [A64("11 011 0 00 imm19:19 Rt:5", "PRFM <Prefetch(Rt)>, <Label(pc, Signed(imm19, 19) << 2)>")]
    private void PRFM_P_loadlit(int imm19, int Rt)
    {
        // A prefetch has no architectural effect.
    }

    /// <summary>PRFM (immediate).</summary>
    [A64("11 111 0 01 10 imm12:12 Rn:5 Rt:5", "PRFM <Prefetch(Rt)>, [<Xn|SP>{, #<imm12 * 8>}]")]
    private void PRFM_P_ldst_pos(int imm12, int Rn, int Rt)
    {
        // A prefetch has no architectural effect.
    }

    /// <summary>PRFM (register).</summary>
    [A64("11 111 0 00 10 1 Rm:5 option:3 S:1 10 Rn:5 Rt:5", "PRFM <Prefetch(Rt)>, [<Xn|SP>, <OffsetRegister(Rm, option, S, 3)>]", When = "(option & 2) != 0")]
    private void PRFM_P_ldst_regoff(int Rm, int option, int S, int Rn, int Rt)
    {
        // A prefetch has no architectural effect.
    }

    /// <summary>PRFUM.</summary>
    [A64("11 111 0 00 10 0 imm9:9 00 Rn:5 Rt:5", "PRFUM <Prefetch(Rt)>, [<Xn|SP>{, #<Signed(imm9, 9)>}]")]
    private void PRFUM_P_ldst_unscaled(int imm9, int Rn, int Rt)
    {
        // A prefetch has no architectural effect.
    }
}
