using Armillary.Arm.A64.Disassembly;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: stores and scatters. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>ST2B.</summary>
    [A64("1110010 00 01 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST2B <ZList(Zt, 2, 0)>, <P(Pg)>, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void ST2B_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(0, 2, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>ST2B.</summary>
    [A64("1110010 00 01 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST2B <ZList(Zt, 2, 0)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 2>, MUL VL}]", Feature = "SVE")]
    private void ST2B_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(0, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 2 * z.VL)));

    /// <summary>ST3B.</summary>
    [A64("1110010 00 10 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST3B <ZList(Zt, 3, 0)>, <P(Pg)>, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void ST3B_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(0, 3, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>ST3B.</summary>
    [A64("1110010 00 10 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST3B <ZList(Zt, 3, 0)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 3>, MUL VL}]", Feature = "SVE")]
    private void ST3B_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(0, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 3 * z.VL)));

    /// <summary>ST4B.</summary>
    [A64("1110010 00 11 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST4B <ZList(Zt, 4, 0)>, <P(Pg)>, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void ST4B_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(0, 4, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>ST4B.</summary>
    [A64("1110010 00 11 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST4B <ZList(Zt, 4, 0)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 4>, MUL VL}]", Feature = "SVE")]
    private void ST4B_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(0, 4, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 4 * z.VL)));

    /// <summary>STNT1B.</summary>
    [A64("1110010 00 00 Rm:5 011 Pg:3 Rn:5 Zt:5", "STNT1B {{<Z(Zt, 0)>}}, <P(Pg)>, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void STNT1B_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Store(0, 0, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>STNT1B.</summary>
    [A64("1110010 00 001 imm4:4 111 Pg:3 Rn:5 Zt:5", "STNT1B {{<Z(Zt, 0)>}}, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void STNT1B_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.Store(0, 0, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.VL)));

    /// <summary>ST1B.</summary>
    [A64("1110010 00 size:2 Rm:5 010 Pg:3 Rn:5 Zt:5", "ST1B {{<Z(Zt, size)>}}, <P(Pg)>, [<Xn|SP>, <Xm>]", When = "Rm != 31 && size >= 0", Feature = "SVE")]
    private void ST1B_z_p_br(int size, int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Store(size, 0, Zt, Pg, Rn, z.X(Rm) << 0));

    /// <summary>ST1B.</summary>
    [A64("1110010 00 size:2 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST1B {{<Z(Zt, size)>}}, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", When = "size >= 0", Feature = "SVE")]
    private void ST1B_z_p_bi(int size, int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Store(size, 0, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(size) << 0)));

    /// <summary>ST1B.</summary>
    [A64("1110010 00 10 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1B {{<Z(Zt, 2)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void ST1B_z_p_bz_s_unscaled(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(2, 0, Zt, Pg, Rn, Zm, Extend(sx), 0));

    /// <summary>ST1B.</summary>
    [A64("1110010 00 11 imm5:5 101 Pg:3 Zn:5 Zt:5", "ST1B {{<Z(Zt, 2)>}}, <P(Pg)>, [<Z(Zn, 2)>{, #<imm5 << 0>}]", Feature = "SVE")]
    private void ST1B_z_p_ai_s(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.ScatterVector(2, 0, Zt, Pg, Zn, imm5));

    /// <summary>ST1B.</summary>
    [A64("1110010 00 00 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1B {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void ST1B_z_p_bz_d_unpacked(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 0, Zt, Pg, Rn, Zm, Extend(sx), 0));

    /// <summary>ST1B.</summary>
    [A64("1110010 00 00 Zm:5 101 Pg:3 Rn:5 Zt:5", "ST1B {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void ST1B_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 0, Zt, Pg, Rn, Zm, Extend(2), 0));

    /// <summary>ST1B.</summary>
    [A64("1110010 00 10 imm5:5 101 Pg:3 Zn:5 Zt:5", "ST1B {{<Z(Zt, 3)>}}, <P(Pg)>, [<Z(Zn, 3)>{, #<imm5 << 0>}]", Feature = "SVE")]
    private void ST1B_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.ScatterVector(3, 0, Zt, Pg, Zn, imm5));

    /// <summary>ST2H.</summary>
    [A64("1110010 01 01 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST2H <ZList(Zt, 2, 1)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void ST2H_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(1, 2, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>ST2H.</summary>
    [A64("1110010 01 01 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST2H <ZList(Zt, 2, 1)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 2>, MUL VL}]", Feature = "SVE")]
    private void ST2H_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(1, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 2 * z.VL)));

    /// <summary>ST3H.</summary>
    [A64("1110010 01 10 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST3H <ZList(Zt, 3, 1)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void ST3H_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(1, 3, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>ST3H.</summary>
    [A64("1110010 01 10 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST3H <ZList(Zt, 3, 1)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 3>, MUL VL}]", Feature = "SVE")]
    private void ST3H_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(1, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 3 * z.VL)));

    /// <summary>ST4H.</summary>
    [A64("1110010 01 11 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST4H <ZList(Zt, 4, 1)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void ST4H_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(1, 4, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>ST4H.</summary>
    [A64("1110010 01 11 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST4H <ZList(Zt, 4, 1)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 4>, MUL VL}]", Feature = "SVE")]
    private void ST4H_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(1, 4, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 4 * z.VL)));

    /// <summary>STNT1H.</summary>
    [A64("1110010 01 00 Rm:5 011 Pg:3 Rn:5 Zt:5", "STNT1H {{<Z(Zt, 1)>}}, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void STNT1H_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Store(1, 1, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>STNT1H.</summary>
    [A64("1110010 01 001 imm4:4 111 Pg:3 Rn:5 Zt:5", "STNT1H {{<Z(Zt, 1)>}}, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void STNT1H_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.Store(1, 1, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.VL)));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 size:2 Rm:5 010 Pg:3 Rn:5 Zt:5", "ST1H {{<Z(Zt, size)>}}, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31 && size >= 1", Feature = "SVE")]
    private void ST1H_z_p_br(int size, int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Store(size, 1, Zt, Pg, Rn, z.X(Rm) << 1));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 size:2 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST1H {{<Z(Zt, size)>}}, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", When = "size >= 1", Feature = "SVE")]
    private void ST1H_z_p_bi(int size, int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Store(size, 1, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(size) << 1)));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 10 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1H {{<Z(Zt, 2)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void ST1H_z_p_bz_s_unscaled(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(2, 1, Zt, Pg, Rn, Zm, Extend(sx), 0));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 11 imm5:5 101 Pg:3 Zn:5 Zt:5", "ST1H {{<Z(Zt, 2)>}}, <P(Pg)>, [<Z(Zn, 2)>{, #<imm5 << 1>}]", Feature = "SVE")]
    private void ST1H_z_p_ai_s(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.ScatterVector(2, 1, Zt, Pg, Zn, imm5));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 11 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1H {{<Z(Zt, 2)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #1]", Feature = "SVE")]
    private void ST1H_z_p_bz_s_scaled(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(2, 1, Zt, Pg, Rn, Zm, Extend(sx), 1));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 00 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1H {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void ST1H_z_p_bz_d_unpacked(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 1, Zt, Pg, Rn, Zm, Extend(sx), 0));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 00 Zm:5 101 Pg:3 Rn:5 Zt:5", "ST1H {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void ST1H_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 1, Zt, Pg, Rn, Zm, Extend(2), 0));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 10 imm5:5 101 Pg:3 Zn:5 Zt:5", "ST1H {{<Z(Zt, 3)>}}, <P(Pg)>, [<Z(Zn, 3)>{, #<imm5 << 1>}]", Feature = "SVE")]
    private void ST1H_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.ScatterVector(3, 1, Zt, Pg, Zn, imm5));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 01 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1H {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #1]", Feature = "SVE")]
    private void ST1H_z_p_bz_d_unpacked_scaled(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 1, Zt, Pg, Rn, Zm, Extend(sx), 1));

    /// <summary>ST1H.</summary>
    [A64("1110010 01 01 Zm:5 101 Pg:3 Rn:5 Zt:5", "ST1H {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, LSL #1]", Feature = "SVE")]
    private void ST1H_z_p_bz_d_64_scaled(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 1, Zt, Pg, Rn, Zm, Extend(2), 1));

    /// <summary>ST2W.</summary>
    [A64("1110010 10 01 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST2W <ZList(Zt, 2, 2)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void ST2W_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(2, 2, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>ST2W.</summary>
    [A64("1110010 10 01 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST2W <ZList(Zt, 2, 2)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 2>, MUL VL}]", Feature = "SVE")]
    private void ST2W_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(2, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 2 * z.VL)));

    /// <summary>ST3W.</summary>
    [A64("1110010 10 10 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST3W <ZList(Zt, 3, 2)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void ST3W_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(2, 3, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>ST3W.</summary>
    [A64("1110010 10 10 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST3W <ZList(Zt, 3, 2)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 3>, MUL VL}]", Feature = "SVE")]
    private void ST3W_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(2, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 3 * z.VL)));

    /// <summary>ST4W.</summary>
    [A64("1110010 10 11 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST4W <ZList(Zt, 4, 2)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void ST4W_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(2, 4, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>ST4W.</summary>
    [A64("1110010 10 11 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST4W <ZList(Zt, 4, 2)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 4>, MUL VL}]", Feature = "SVE")]
    private void ST4W_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(2, 4, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 4 * z.VL)));

    /// <summary>STNT1W.</summary>
    [A64("1110010 10 00 Rm:5 011 Pg:3 Rn:5 Zt:5", "STNT1W {{<Z(Zt, 2)>}}, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void STNT1W_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Store(2, 2, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>STNT1W.</summary>
    [A64("1110010 10 001 imm4:4 111 Pg:3 Rn:5 Zt:5", "STNT1W {{<Z(Zt, 2)>}}, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void STNT1W_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.Store(2, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.VL)));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 size:2 Rm:5 010 Pg:3 Rn:5 Zt:5", "ST1W {{<Z(Zt, size)>}}, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31 && size >= 2", Feature = "SVE")]
    private void ST1W_z_p_br(int size, int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Store(size, 2, Zt, Pg, Rn, z.X(Rm) << 2));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 size:2 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST1W {{<Z(Zt, size)>}}, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", When = "size >= 2", Feature = "SVE")]
    private void ST1W_z_p_bi(int size, int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Store(size, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(size) << 2)));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 10 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1W {{<Z(Zt, 2)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void ST1W_z_p_bz_s_unscaled(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(2, 2, Zt, Pg, Rn, Zm, Extend(sx), 0));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 11 imm5:5 101 Pg:3 Zn:5 Zt:5", "ST1W {{<Z(Zt, 2)>}}, <P(Pg)>, [<Z(Zn, 2)>{, #<imm5 << 2>}]", Feature = "SVE")]
    private void ST1W_z_p_ai_s(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.ScatterVector(2, 2, Zt, Pg, Zn, imm5));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 11 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1W {{<Z(Zt, 2)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #2]", Feature = "SVE")]
    private void ST1W_z_p_bz_s_scaled(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(2, 2, Zt, Pg, Rn, Zm, Extend(sx), 2));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 00 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1W {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void ST1W_z_p_bz_d_unpacked(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 2, Zt, Pg, Rn, Zm, Extend(sx), 0));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 00 Zm:5 101 Pg:3 Rn:5 Zt:5", "ST1W {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void ST1W_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 2, Zt, Pg, Rn, Zm, Extend(2), 0));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 10 imm5:5 101 Pg:3 Zn:5 Zt:5", "ST1W {{<Z(Zt, 3)>}}, <P(Pg)>, [<Z(Zn, 3)>{, #<imm5 << 2>}]", Feature = "SVE")]
    private void ST1W_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.ScatterVector(3, 2, Zt, Pg, Zn, imm5));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 01 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1W {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #2]", Feature = "SVE")]
    private void ST1W_z_p_bz_d_unpacked_scaled(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 2, Zt, Pg, Rn, Zm, Extend(sx), 2));

    /// <summary>ST1W.</summary>
    [A64("1110010 10 01 Zm:5 101 Pg:3 Rn:5 Zt:5", "ST1W {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, LSL #2]", Feature = "SVE")]
    private void ST1W_z_p_bz_d_64_scaled(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 2, Zt, Pg, Rn, Zm, Extend(2), 2));

    /// <summary>ST2D.</summary>
    [A64("1110010 11 01 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST2D <ZList(Zt, 2, 3)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void ST2D_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(3, 2, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>ST2D.</summary>
    [A64("1110010 11 01 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST2D <ZList(Zt, 2, 3)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 2>, MUL VL}]", Feature = "SVE")]
    private void ST2D_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(3, 2, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 2 * z.VL)));

    /// <summary>ST3D.</summary>
    [A64("1110010 11 10 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST3D <ZList(Zt, 3, 3)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void ST3D_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(3, 3, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>ST3D.</summary>
    [A64("1110010 11 10 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST3D <ZList(Zt, 3, 3)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 3>, MUL VL}]", Feature = "SVE")]
    private void ST3D_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(3, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 3 * z.VL)));

    /// <summary>ST4D.</summary>
    [A64("1110010 11 11 Rm:5 011 Pg:3 Rn:5 Zt:5", "ST4D <ZList(Zt, 4, 3)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void ST4D_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(3, 4, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>ST4D.</summary>
    [A64("1110010 11 11 1 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST4D <ZList(Zt, 4, 3)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4) * 4>, MUL VL}]", Feature = "SVE")]
    private void ST4D_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.StoreStructures(3, 4, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * 4 * z.VL)));

    /// <summary>STNT1D.</summary>
    [A64("1110010 11 00 Rm:5 011 Pg:3 Rn:5 Zt:5", "STNT1D {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void STNT1D_z_p_br(int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Store(3, 3, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>STNT1D.</summary>
    [A64("1110010 11 001 imm4:4 111 Pg:3 Rn:5 Zt:5", "STNT1D {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", Feature = "SVE")]
    private void STNT1D_z_p_bi(int imm4, int Pg, int Rn, int Zt) => Sve(z => z.Store(3, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.VL)));

    /// <summary>ST1D.</summary>
    [A64("1110010 11 size:2 Rm:5 010 Pg:3 Rn:5 Zt:5", "ST1D {{<Z(Zt, size)>}}, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31 && size >= 3", Feature = "SVE")]
    private void ST1D_z_p_br(int size, int Rm, int Pg, int Rn, int Zt) => Sve(z => z.Store(size, 3, Zt, Pg, Rn, z.X(Rm) << 3));

    /// <summary>ST1D.</summary>
    [A64("1110010 11 size:2 0 imm4:4 111 Pg:3 Rn:5 Zt:5", "ST1D {{<Z(Zt, size)>}}, <P(Pg)>, [<Xn|SP>{, #<Signed(imm4, 4)>, MUL VL}]", When = "size >= 3", Feature = "SVE")]
    private void ST1D_z_p_bi(int size, int imm4, int Pg, int Rn, int Zt)
        => Sve(z => z.Store(size, 3, Zt, Pg, Rn, (ulong)(long)(Operands.Signed(imm4, 4) * z.Elements(size) << 3)));

    /// <summary>ST1D.</summary>
    [A64("1110010 11 00 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1D {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void ST1D_z_p_bz_d_unpacked(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 3, Zt, Pg, Rn, Zm, Extend(sx), 0));

    /// <summary>ST1D.</summary>
    [A64("1110010 11 00 Zm:5 101 Pg:3 Rn:5 Zt:5", "ST1D {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void ST1D_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 3, Zt, Pg, Rn, Zm, Extend(2), 0));

    /// <summary>ST1D.</summary>
    [A64("1110010 11 10 imm5:5 101 Pg:3 Zn:5 Zt:5", "ST1D {{<Z(Zt, 3)>}}, <P(Pg)>, [<Z(Zn, 3)>{, #<imm5 << 3>}]", Feature = "SVE")]
    private void ST1D_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.ScatterVector(3, 3, Zt, Pg, Zn, imm5));

    /// <summary>ST1D.</summary>
    [A64("1110010 11 01 Zm:5 1 sx:1 0 Pg:3 Rn:5 Zt:5", "ST1D {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #3]", Feature = "SVE")]
    private void ST1D_z_p_bz_d_unpacked_scaled(int Zm, int sx, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 3, Zt, Pg, Rn, Zm, Extend(sx), 3));

    /// <summary>ST1D.</summary>
    [A64("1110010 11 01 Zm:5 101 Pg:3 Rn:5 Zt:5", "ST1D {{<Z(Zt, 3)>}}, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, LSL #3]", Feature = "SVE")]
    private void ST1D_z_p_bz_d_64_scaled(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Scatter(3, 3, Zt, Pg, Rn, Zm, Extend(2), 3));

    /// <summary>STR.</summary>
    [A64("1110010 110 imm9h:6 000 imm9l:3 Rn:5 0 Pt:4", "STR <P(Pt)>, [<Xn|SP>{, #<Signed((imm9h << 3) | imm9l, 9)>, MUL VL}]", Feature = "SVE")]
    private void STR_p_bi(int imm9h, int imm9l, int Rn, int Pt) => Sve(z => z.StorePredicate(Pt, Rn, Operands.Signed((imm9h << 3) | imm9l, 9)));

    /// <summary>STR.</summary>
    [A64("1110010 110 imm9h:6 010 imm9l:3 Rn:5 Zt:5", "STR <Numbered('Z', Zt)>, [<Xn|SP>{, #<Signed((imm9h << 3) | imm9l, 9)>, MUL VL}]", Feature = "SVE")]
    private void STR_z_bi(int imm9h, int imm9l, int Rn, int Zt) => Sve(z => z.StoreRegister(Zt, Rn, Operands.Signed((imm9h << 3) | imm9l, 9)));
}
