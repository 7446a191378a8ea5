using Armillary.Arm.A64.Disassembly;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: loads that replicate an element or a quadword. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>LD1RB.</summary>
    [A64("1000010 00 1 imm6:6 1 00 Pg:3 Rn:5 Zt:5", "LD1RB {{<Z(Zt, 0)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 0>}]", Feature = "SVE")]
    private void LD1RB_z_p_bi_b(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(0, 0, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RB.</summary>
    [A64("1000010 00 1 imm6:6 1 01 Pg:3 Rn:5 Zt:5", "LD1RB {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 0>}]", Feature = "SVE")]
    private void LD1RB_z_p_bi_h(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(1, 0, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RB.</summary>
    [A64("1000010 00 1 imm6:6 1 10 Pg:3 Rn:5 Zt:5", "LD1RB {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 0>}]", Feature = "SVE")]
    private void LD1RB_z_p_bi_s(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(2, 0, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RB.</summary>
    [A64("1000010 00 1 imm6:6 1 11 Pg:3 Rn:5 Zt:5", "LD1RB {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 0>}]", Feature = "SVE")]
    private void LD1RB_z_p_bi_d(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(3, 0, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RSW.</summary>
    [A64("1000010 01 1 imm6:6 1 00 Pg:3 Rn:5 Zt:5", "LD1RSW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 2>}]", Feature = "SVE")]
    private void LD1RSW_z_p_bi_d(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(3, 2, signed: true, Zt, Pg, Rn, imm6));

    /// <summary>LD1RH.</summary>
    [A64("1000010 01 1 imm6:6 1 01 Pg:3 Rn:5 Zt:5", "LD1RH {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 1>}]", Feature = "SVE")]
    private void LD1RH_z_p_bi_h(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(1, 1, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RH.</summary>
    [A64("1000010 01 1 imm6:6 1 10 Pg:3 Rn:5 Zt:5", "LD1RH {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 1>}]", Feature = "SVE")]
    private void LD1RH_z_p_bi_s(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(2, 1, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RH.</summary>
    [A64("1000010 01 1 imm6:6 1 11 Pg:3 Rn:5 Zt:5", "LD1RH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 1>}]", Feature = "SVE")]
    private void LD1RH_z_p_bi_d(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(3, 1, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RSH.</summary>
    [A64("1000010 10 1 imm6:6 1 00 Pg:3 Rn:5 Zt:5", "LD1RSH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 1>}]", Feature = "SVE")]
    private void LD1RSH_z_p_bi_d(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(3, 1, signed: true, Zt, Pg, Rn, imm6));

    /// <summary>LD1RSH.</summary>
    [A64("1000010 10 1 imm6:6 1 01 Pg:3 Rn:5 Zt:5", "LD1RSH {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 1>}]", Feature = "SVE")]
    private void LD1RSH_z_p_bi_s(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(2, 1, signed: true, Zt, Pg, Rn, imm6));

    /// <summary>LD1RW.</summary>
    [A64("1000010 10 1 imm6:6 1 10 Pg:3 Rn:5 Zt:5", "LD1RW {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 2>}]", Feature = "SVE")]
    private void LD1RW_z_p_bi_s(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(2, 2, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RW.</summary>
    [A64("1000010 10 1 imm6:6 1 11 Pg:3 Rn:5 Zt:5", "LD1RW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 2>}]", Feature = "SVE")]
    private void LD1RW_z_p_bi_d(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(3, 2, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RSB.</summary>
    [A64("1000010 11 1 imm6:6 1 00 Pg:3 Rn:5 Zt:5", "LD1RSB {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 0>}]", Feature = "SVE")]
    private void LD1RSB_z_p_bi_d(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(3, 0, signed: true, Zt, Pg, Rn, imm6));

    /// <summary>LD1RSB.</summary>
    [A64("1000010 11 1 imm6:6 1 01 Pg:3 Rn:5 Zt:5", "LD1RSB {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 0>}]", Feature = "SVE")]
    private void LD1RSB_z_p_bi_s(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(2, 0, signed: true, Zt, Pg, Rn, imm6));

    /// <summary>LD1RSB.</summary>
    [A64("1000010 11 1 imm6:6 1 10 Pg:3 Rn:5 Zt:5", "LD1RSB {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 0>}]", Feature = "SVE")]
    private void LD1RSB_z_p_bi_h(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(1, 0, signed: true, Zt, Pg, Rn, imm6));

    /// <summary>LD1RD.</summary>
    [A64("1000010 11 1 imm6:6 1 11 Pg:3 Rn:5 Zt:5", "LD1RD {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<imm6 << 3>}]", Feature = "SVE")]
    private void LD1RD_z_p_bi_d(int imm6, int Pg, int Rn, int Zt) => Sve(z => z.LoadAndReplicate(3, 3, signed: false, Zt, Pg, Rn, imm6));

    /// <summary>LD1RQB.</summary>
    [A64("1010010 00 00 Rm:5 000 Pg:3 Rn:5 Zt:5", "LD1RQB {{<Z(Zt, 0)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD1RQB_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadQuadword(0, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LD1RQB.</summary>
    [A64("1010010 00 000 imm4:4 001 Pg:3 Rn:5 Zt:5", "LD1RQB {{<Z(Zt, 0)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 16>}]", Feature = "SVE")]
    private void LD1RQB_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadQuadword(0, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 16)));

    /// <summary>LD1RQH.</summary>
    [A64("1010010 01 00 Rm:5 000 Pg:3 Rn:5 Zt:5", "LD1RQH {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LD1RQH_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadQuadword(1, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LD1RQH.</summary>
    [A64("1010010 01 000 imm4:4 001 Pg:3 Rn:5 Zt:5", "LD1RQH {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 16>}]", Feature = "SVE")]
    private void LD1RQH_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadQuadword(1, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 16)));

    /// <summary>LD1RQW.</summary>
    [A64("1010010 10 00 Rm:5 000 Pg:3 Rn:5 Zt:5", "LD1RQW {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void LD1RQW_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadQuadword(2, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>LD1RQW.</summary>
    [A64("1010010 10 000 imm4:4 001 Pg:3 Rn:5 Zt:5", "LD1RQW {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 16>}]", Feature = "SVE")]
    private void LD1RQW_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadQuadword(2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 16)));

    /// <summary>LD1RQD.</summary>
    [A64("1010010 11 00 Rm:5 000 Pg:3 Rn:5 Zt:5", "LD1RQD {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void LD1RQD_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadQuadword(3, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>LD1RQD.</summary>
    [A64("1010010 11 000 imm4:4 001 Pg:3 Rn:5 Zt:5", "LD1RQD {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 16>}]", Feature = "SVE")]
    private void LD1RQD_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadQuadword(3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 16)));
}
