using Armillary.Arm.A64.Disassembly;
using Armillary.Arm.Sve;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: contiguous loads, plain, first-fault and non-fault. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>LD1B.</summary>
    [A64("1010010 0000 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 0)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD1B_z_p_br_b(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(0, 0, signed: false, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LDFF1B.</summary>
    [A64("1010010 0000 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1B {{<Z(Zt, 0)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", Feature = "SVE")]
    private void LDFF1B_z_p_br_b(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(0, 0, signed: false, Zt, Pg, Rn, z.X(Rm) << 0, SveFaulting.First));

    /// <summary>LD1B.</summary>
    [A64("1010010 0000 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 0)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1B_z_p_bi_b(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(0, 0, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(0) << 0)));

    /// <summary>LDNF1B.</summary>
    [A64("1010010 0000 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1B {{<Z(Zt, 0)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1B_z_p_bi_b(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(0, 0, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(0) << 0), SveFaulting.None));

    /// <summary>LD1B.</summary>
    [A64("1010010 0001 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD1B_z_p_br_h(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(1, 0, signed: false, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LDFF1B.</summary>
    [A64("1010010 0001 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1B {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", Feature = "SVE")]
    private void LDFF1B_z_p_br_h(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(1, 0, signed: false, Zt, Pg, Rn, z.X(Rm) << 0, SveFaulting.First));

    /// <summary>LD1B.</summary>
    [A64("1010010 0001 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1B_z_p_bi_h(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(1, 0, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(1) << 0)));

    /// <summary>LDNF1B.</summary>
    [A64("1010010 0001 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1B {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1B_z_p_bi_h(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(1, 0, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(1) << 0), SveFaulting.None));

    /// <summary>LD1B.</summary>
    [A64("1010010 0010 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD1B_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 0, signed: false, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LDFF1B.</summary>
    [A64("1010010 0010 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1B {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", Feature = "SVE")]
    private void LDFF1B_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 0, signed: false, Zt, Pg, Rn, z.X(Rm) << 0, SveFaulting.First));

    /// <summary>LD1B.</summary>
    [A64("1010010 0010 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1B_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 0, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 0)));

    /// <summary>LDNF1B.</summary>
    [A64("1010010 0010 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1B {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1B_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 0, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 0), SveFaulting.None));

    /// <summary>LD1B.</summary>
    [A64("1010010 0011 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD1B_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 0, signed: false, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LDFF1B.</summary>
    [A64("1010010 0011 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1B {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", Feature = "SVE")]
    private void LDFF1B_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 0, signed: false, Zt, Pg, Rn, z.X(Rm) << 0, SveFaulting.First));

    /// <summary>LD1B.</summary>
    [A64("1010010 0011 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1B_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 0, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 0)));

    /// <summary>LDNF1B.</summary>
    [A64("1010010 0011 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1B {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1B_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 0, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 0), SveFaulting.None));

    /// <summary>LD1SW.</summary>
    [A64("1010010 0100 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1SW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void LD1SW_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 2, signed: true, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>LDFF1SW.</summary>
    [A64("1010010 0100 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1SW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", Feature = "SVE")]
    private void LDFF1SW_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 2, signed: true, Zt, Pg, Rn, z.X(Rm) << 2, SveFaulting.First));

    /// <summary>LD1SW.</summary>
    [A64("1010010 0100 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1SW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1SW_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 2, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 2)));

    /// <summary>LDNF1SW.</summary>
    [A64("1010010 0100 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1SW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1SW_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 2, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 2), SveFaulting.None));

    /// <summary>LD1H.</summary>
    [A64("1010010 0101 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LD1H_z_p_br_h(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(1, 1, signed: false, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LDFF1H.</summary>
    [A64("1010010 0101 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1H {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", Feature = "SVE")]
    private void LDFF1H_z_p_br_h(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(1, 1, signed: false, Zt, Pg, Rn, z.X(Rm) << 1, SveFaulting.First));

    /// <summary>LD1H.</summary>
    [A64("1010010 0101 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1H_z_p_bi_h(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(1, 1, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(1) << 1)));

    /// <summary>LDNF1H.</summary>
    [A64("1010010 0101 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1H {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1H_z_p_bi_h(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(1, 1, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(1) << 1), SveFaulting.None));

    /// <summary>LD1H.</summary>
    [A64("1010010 0110 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LD1H_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 1, signed: false, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LDFF1H.</summary>
    [A64("1010010 0110 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1H {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", Feature = "SVE")]
    private void LDFF1H_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 1, signed: false, Zt, Pg, Rn, z.X(Rm) << 1, SveFaulting.First));

    /// <summary>LD1H.</summary>
    [A64("1010010 0110 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1H_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 1, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 1)));

    /// <summary>LDNF1H.</summary>
    [A64("1010010 0110 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1H {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1H_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 1, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 1), SveFaulting.None));

    /// <summary>LD1H.</summary>
    [A64("1010010 0111 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LD1H_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 1, signed: false, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LDFF1H.</summary>
    [A64("1010010 0111 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1H {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", Feature = "SVE")]
    private void LDFF1H_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 1, signed: false, Zt, Pg, Rn, z.X(Rm) << 1, SveFaulting.First));

    /// <summary>LD1H.</summary>
    [A64("1010010 0111 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1H_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 1, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 1)));

    /// <summary>LDNF1H.</summary>
    [A64("1010010 0111 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1H {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1H_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 1, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 1), SveFaulting.None));

    /// <summary>LD1SH.</summary>
    [A64("1010010 1000 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LD1SH_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 1, signed: true, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LDFF1SH.</summary>
    [A64("1010010 1000 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1SH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", Feature = "SVE")]
    private void LDFF1SH_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 1, signed: true, Zt, Pg, Rn, z.X(Rm) << 1, SveFaulting.First));

    /// <summary>LD1SH.</summary>
    [A64("1010010 1000 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1SH_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 1, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 1)));

    /// <summary>LDNF1SH.</summary>
    [A64("1010010 1000 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1SH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1SH_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 1, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 1), SveFaulting.None));

    /// <summary>LD1SH.</summary>
    [A64("1010010 1001 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LD1SH_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 1, signed: true, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LDFF1SH.</summary>
    [A64("1010010 1001 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1SH {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", Feature = "SVE")]
    private void LDFF1SH_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 1, signed: true, Zt, Pg, Rn, z.X(Rm) << 1, SveFaulting.First));

    /// <summary>LD1SH.</summary>
    [A64("1010010 1001 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1SH_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 1, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 1)));

    /// <summary>LDNF1SH.</summary>
    [A64("1010010 1001 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1SH {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1SH_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 1, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 1), SveFaulting.None));

    /// <summary>LD1W.</summary>
    [A64("1010010 1010 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void LD1W_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 2, signed: false, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>LDFF1W.</summary>
    [A64("1010010 1010 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1W {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", Feature = "SVE")]
    private void LDFF1W_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 2, signed: false, Zt, Pg, Rn, z.X(Rm) << 2, SveFaulting.First));

    /// <summary>LD1W.</summary>
    [A64("1010010 1010 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1W_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 2, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 2)));

    /// <summary>LDNF1W.</summary>
    [A64("1010010 1010 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1W {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1W_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 2, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 2), SveFaulting.None));

    /// <summary>LD1W.</summary>
    [A64("1010010 1011 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void LD1W_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 2, signed: false, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>LDFF1W.</summary>
    [A64("1010010 1011 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1W {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", Feature = "SVE")]
    private void LDFF1W_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 2, signed: false, Zt, Pg, Rn, z.X(Rm) << 2, SveFaulting.First));

    /// <summary>LD1W.</summary>
    [A64("1010010 1011 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1W_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 2, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 2)));

    /// <summary>LDNF1W.</summary>
    [A64("1010010 1011 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1W {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1W_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 2, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 2), SveFaulting.None));

    /// <summary>LD1SB.</summary>
    [A64("1010010 1100 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1SB {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD1SB_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 0, signed: true, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LDFF1SB.</summary>
    [A64("1010010 1100 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1SB {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", Feature = "SVE")]
    private void LDFF1SB_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 0, signed: true, Zt, Pg, Rn, z.X(Rm) << 0, SveFaulting.First));

    /// <summary>LD1SB.</summary>
    [A64("1010010 1100 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1SB {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1SB_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 0, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 0)));

    /// <summary>LDNF1SB.</summary>
    [A64("1010010 1100 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1SB {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1SB_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 0, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 0), SveFaulting.None));

    /// <summary>LD1SB.</summary>
    [A64("1010010 1101 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1SB {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD1SB_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 0, signed: true, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LDFF1SB.</summary>
    [A64("1010010 1101 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1SB {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", Feature = "SVE")]
    private void LDFF1SB_z_p_br_s(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 0, signed: true, Zt, Pg, Rn, z.X(Rm) << 0, SveFaulting.First));

    /// <summary>LD1SB.</summary>
    [A64("1010010 1101 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1SB {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1SB_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 0, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 0)));

    /// <summary>LDNF1SB.</summary>
    [A64("1010010 1101 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1SB {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1SB_z_p_bi_s(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(2, 0, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(2) << 0), SveFaulting.None));

    /// <summary>LD1SB.</summary>
    [A64("1010010 1110 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1SB {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD1SB_z_p_br_h(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(1, 0, signed: true, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LDFF1SB.</summary>
    [A64("1010010 1110 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1SB {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", Feature = "SVE")]
    private void LDFF1SB_z_p_br_h(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(1, 0, signed: true, Zt, Pg, Rn, z.X(Rm) << 0, SveFaulting.First));

    /// <summary>LD1SB.</summary>
    [A64("1010010 1110 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1SB {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1SB_z_p_bi_h(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(1, 0, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(1) << 0)));

    /// <summary>LDNF1SB.</summary>
    [A64("1010010 1110 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1SB {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1SB_z_p_bi_h(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(1, 0, signed: true, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(1) << 0), SveFaulting.None));

    /// <summary>LD1D.</summary>
    [A64("1010010 1111 Rm:5 010 Pg:3 Rn:5 Zt:5", "LD1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void LD1D_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 3, signed: false, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>LDFF1D.</summary>
    [A64("1010010 1111 Rm:5 011 Pg:3 Rn:5 Zt:5", "LDFF1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #3]", Feature = "SVE")]
    private void LDFF1D_z_p_br_d(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 3, signed: false, Zt, Pg, Rn, z.X(Rm) << 3, SveFaulting.First));

    /// <summary>LD1D.</summary>
    [A64("1010010 1111 0 imm4:4 101 Pg:3 Rn:5 Zt:5", "LD1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LD1D_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 3, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 3)));

    /// <summary>LDNF1D.</summary>
    [A64("1010010 1111 1 imm4:4 101 Pg:3 Rn:5 Zt:5", "LDNF1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNF1D_z_p_bi_d(int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Load(3, 3, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(3) << 3), SveFaulting.None));
}
