using Armillary.Arm.A64.Disassembly;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: loads of structures and of whole registers, non-temporal loads. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>LDNT1B.</summary>
    [A64("1010010 00 00 Rm:5 110 Pg:3 Rn:5 Zt:5", "LDNT1B {{<Z(Zt, 0)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LDNT1B_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(0, 0, signed: false, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LDNT1B.</summary>
    [A64("1010010 00 000 imm4:4 111 Pg:3 Rn:5 Zt:5", "LDNT1B {{<Z(Zt, 0)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNT1B_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.Load(0, 0, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.VL)));

    /// <summary>LD2B.</summary>
    [A64("1010010 00 01 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD2B <ZList(Zt, 2, 0)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD2B_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(0, 2, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LD2B.</summary>
    [A64("1010010 00 01 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD2B <ZList(Zt, 2, 0)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 2>, MUL VL}]", Feature = "SVE")]
    private void LD2B_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(0, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 2 * z.VL)));

    /// <summary>LD3B.</summary>
    [A64("1010010 00 10 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD3B <ZList(Zt, 3, 0)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD3B_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(0, 3, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LD3B.</summary>
    [A64("1010010 00 10 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD3B <ZList(Zt, 3, 0)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 3>, MUL VL}]", Feature = "SVE")]
    private void LD3B_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(0, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 3 * z.VL)));

    /// <summary>LD4B.</summary>
    [A64("1010010 00 11 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD4B <ZList(Zt, 4, 0)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void LD4B_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(0, 4, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>LD4B.</summary>
    [A64("1010010 00 11 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD4B <ZList(Zt, 4, 0)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 4>, MUL VL}]", Feature = "SVE")]
    private void LD4B_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(0, 4, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 4 * z.VL)));

    /// <summary>LDNT1H.</summary>
    [A64("1010010 01 00 Rm:5 110 Pg:3 Rn:5 Zt:5", "LDNT1H {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LDNT1H_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(1, 1, signed: false, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LDNT1H.</summary>
    [A64("1010010 01 000 imm4:4 111 Pg:3 Rn:5 Zt:5", "LDNT1H {{<Z(Zt, 1)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNT1H_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.Load(1, 1, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.VL)));

    /// <summary>LD2H.</summary>
    [A64("1010010 01 01 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD2H <ZList(Zt, 2, 1)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LD2H_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(1, 2, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LD2H.</summary>
    [A64("1010010 01 01 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD2H <ZList(Zt, 2, 1)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 2>, MUL VL}]", Feature = "SVE")]
    private void LD2H_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(1, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 2 * z.VL)));

    /// <summary>LD3H.</summary>
    [A64("1010010 01 10 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD3H <ZList(Zt, 3, 1)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LD3H_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(1, 3, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LD3H.</summary>
    [A64("1010010 01 10 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD3H <ZList(Zt, 3, 1)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 3>, MUL VL}]", Feature = "SVE")]
    private void LD3H_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(1, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 3 * z.VL)));

    /// <summary>LD4H.</summary>
    [A64("1010010 01 11 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD4H <ZList(Zt, 4, 1)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void LD4H_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(1, 4, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>LD4H.</summary>
    [A64("1010010 01 11 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD4H <ZList(Zt, 4, 1)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 4>, MUL VL}]", Feature = "SVE")]
    private void LD4H_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(1, 4, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 4 * z.VL)));

    /// <summary>LDNT1W.</summary>
    [A64("1010010 10 00 Rm:5 110 Pg:3 Rn:5 Zt:5", "LDNT1W {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void LDNT1W_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 2, signed: false, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>LDNT1W.</summary>
    [A64("1010010 10 000 imm4:4 111 Pg:3 Rn:5 Zt:5", "LDNT1W {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNT1W_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.Load(2, 2, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.VL)));

    /// <summary>LD2W.</summary>
    [A64("1010010 10 01 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD2W <ZList(Zt, 2, 2)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void LD2W_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(2, 2, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>LD2W.</summary>
    [A64("1010010 10 01 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD2W <ZList(Zt, 2, 2)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 2>, MUL VL}]", Feature = "SVE")]
    private void LD2W_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(2, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 2 * z.VL)));

    /// <summary>LD3W.</summary>
    [A64("1010010 10 10 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD3W <ZList(Zt, 3, 2)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void LD3W_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(2, 3, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>LD3W.</summary>
    [A64("1010010 10 10 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD3W <ZList(Zt, 3, 2)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 3>, MUL VL}]", Feature = "SVE")]
    private void LD3W_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(2, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 3 * z.VL)));

    /// <summary>LD4W.</summary>
    [A64("1010010 10 11 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD4W <ZList(Zt, 4, 2)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void LD4W_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(2, 4, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>LD4W.</summary>
    [A64("1010010 10 11 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD4W <ZList(Zt, 4, 2)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 4>, MUL VL}]", Feature = "SVE")]
    private void LD4W_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(2, 4, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 4 * z.VL)));

    /// <summary>LDNT1D.</summary>
    [A64("1010010 11 00 Rm:5 110 Pg:3 Rn:5 Zt:5", "LDNT1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void LDNT1D_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 3, signed: false, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>LDNT1D.</summary>
    [A64("1010010 11 000 imm4:4 111 Pg:3 Rn:5 Zt:5", "LDNT1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void LDNT1D_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.Load(3, 3, signed: false, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.VL)));

    /// <summary>LD2D.</summary>
    [A64("1010010 11 01 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD2D <ZList(Zt, 2, 3)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void LD2D_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(3, 2, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>LD2D.</summary>
    [A64("1010010 11 01 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD2D <ZList(Zt, 2, 3)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 2>, MUL VL}]", Feature = "SVE")]
    private void LD2D_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(3, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 2 * z.VL)));

    /// <summary>LD3D.</summary>
    [A64("1010010 11 10 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD3D <ZList(Zt, 3, 3)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void LD3D_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(3, 3, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>LD3D.</summary>
    [A64("1010010 11 10 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD3D <ZList(Zt, 3, 3)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 3>, MUL VL}]", Feature = "SVE")]
    private void LD3D_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(3, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 3 * z.VL)));

    /// <summary>LD4D.</summary>
    [A64("1010010 11 11 Rm:5 110 Pg:3 Rn:5 Zt:5", "LD4D <ZList(Zt, 4, 3)>, <P(Pg)>/Z, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void LD4D_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(3, 4, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>LD4D.</summary>
    [A64("1010010 11 11 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "LD4D <ZList(Zt, 4, 3)>, <P(Pg)>/Z, [<Xn|SP>{, #<Signed(imm4, 4) * 4>, MUL VL}]", Feature = "SVE")]
    private void LD4D_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.LoadStructures(3, 4, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 4 * z.VL)));

    /// <summary>LDR.</summary>
    [A64("1000010 110 imm9h:6 000 imm9l:3 Rn:5 0 Pt:4", "LDR <P(Pt)>, [<Xn|SP>{, #<Signed((imm9h << 3) | imm9l, 9)>, MUL VL}]", Feature = "SVE")]
    private void LDR_p_bi(int imm9h, int imm9l, int Rn, int Pt) => Sve(z => z.LoadPredicate(Pt, Rn, Operands.Signed((imm9h << 3) | imm9l, 9)));

    /// <summary>LDR.</summary>
    [A64("1000010 110 imm9h:6 010 imm9l:3 Rn:5 Zt:5", "LDR <Numbered('Z', Zt)>, [<Xn|SP>{, #<Signed((imm9h << 3) | imm9l, 9)>, MUL VL}]", Feature = "SVE")]
    private void LDR_z_bi(int imm9h, int imm9l, int Rn, int Zt) => Sve(z => z.LoadRegister(Zt, Rn, Operands.Signed((imm9h << 3) | imm9l, 9)));
}
