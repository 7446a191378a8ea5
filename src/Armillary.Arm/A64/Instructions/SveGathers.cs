using Armillary.Arm.Sve;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: gathers. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>LD1B.</summary>
    [A64("1000010 00 sx:1 0 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1B_z_p_bz_s_unscaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(2, 0, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1B.</summary>
    [A64("1000010 00 01 imm5:5 1 1 0 Pg:3 Zn:5 Zt:5", "LD1B {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Z(Zn, 2)>{, #<imm5 << 0>}]", Feature = "SVE")]
    private void LD1B_z_p_ai_s(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(2, 0, signed: false, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1B.</summary>
    [A64("1100010 00 sx:1 0 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1B_z_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 0, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1B.</summary>
    [A64("1100010 00 10 Zm:5 1 1 0 Pg:3 Rn:5 Zt:5", "LD1B {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void LD1B_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 0, signed: false, Zt, Pg, Rn, Zm, Extend(2), 0, SveFaulting.Normal));

    /// <summary>LD1B.</summary>
    [A64("1100010 00 01 imm5:5 1 1 0 Pg:3 Zn:5 Zt:5", "LD1B {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Z(Zn, 3)>{, #<imm5 << 0>}]", Feature = "SVE")]
    private void LD1B_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(3, 0, signed: false, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1SB.</summary>
    [A64("1000010 00 sx:1 0 Zm:5 0 0 0 Pg:3 Rn:5 Zt:5", "LD1SB {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1SB_z_p_bz_s_unscaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(2, 0, signed: true, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1SB.</summary>
    [A64("1000010 00 01 imm5:5 1 0 0 Pg:3 Zn:5 Zt:5", "LD1SB {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Z(Zn, 2)>{, #<imm5 << 0>}]", Feature = "SVE")]
    private void LD1SB_z_p_ai_s(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(2, 0, signed: true, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1SB.</summary>
    [A64("1100010 00 sx:1 0 Zm:5 0 0 0 Pg:3 Rn:5 Zt:5", "LD1SB {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1SB_z_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 0, signed: true, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1SB.</summary>
    [A64("1100010 00 10 Zm:5 1 0 0 Pg:3 Rn:5 Zt:5", "LD1SB {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void LD1SB_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 0, signed: true, Zt, Pg, Rn, Zm, Extend(2), 0, SveFaulting.Normal));

    /// <summary>LD1SB.</summary>
    [A64("1100010 00 01 imm5:5 1 0 0 Pg:3 Zn:5 Zt:5", "LD1SB {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Z(Zn, 3)>{, #<imm5 << 0>}]", Feature = "SVE")]
    private void LD1SB_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(3, 0, signed: true, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1H.</summary>
    [A64("1000010 01 sx:1 0 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1H_z_p_bz_s_unscaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(2, 1, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1H.</summary>
    [A64("1000010 01 sx:1 1 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #1]", Feature = "SVE")]
    private void LD1H_z_p_bz_s_scaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(2, 1, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 1, SveFaulting.Normal));

    /// <summary>LD1H.</summary>
    [A64("1000010 01 01 imm5:5 1 1 0 Pg:3 Zn:5 Zt:5", "LD1H {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Z(Zn, 2)>{, #<imm5 << 1>}]", Feature = "SVE")]
    private void LD1H_z_p_ai_s(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(2, 1, signed: false, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1H.</summary>
    [A64("1100010 01 sx:1 0 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1H_z_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 1, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1H.</summary>
    [A64("1100010 01 10 Zm:5 1 1 0 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void LD1H_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 1, signed: false, Zt, Pg, Rn, Zm, Extend(2), 0, SveFaulting.Normal));

    /// <summary>LD1H.</summary>
    [A64("1100010 01 01 imm5:5 1 1 0 Pg:3 Zn:5 Zt:5", "LD1H {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Z(Zn, 3)>{, #<imm5 << 1>}]", Feature = "SVE")]
    private void LD1H_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(3, 1, signed: false, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1H.</summary>
    [A64("1100010 01 sx:1 1 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #1]", Feature = "SVE")]
    private void LD1H_z_p_bz_d_unpacked_scaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 1, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 1, SveFaulting.Normal));

    /// <summary>LD1H.</summary>
    [A64("1100010 01 11 Zm:5 1 1 0 Pg:3 Rn:5 Zt:5", "LD1H {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, LSL #1]", Feature = "SVE")]
    private void LD1H_z_p_bz_d_64_scaled(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 1, signed: false, Zt, Pg, Rn, Zm, Extend(2), 1, SveFaulting.Normal));

    /// <summary>LD1SH.</summary>
    [A64("1000010 01 sx:1 0 Zm:5 0 0 0 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1SH_z_p_bz_s_unscaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(2, 1, signed: true, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1SH.</summary>
    [A64("1000010 01 sx:1 1 Zm:5 0 0 0 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #1]", Feature = "SVE")]
    private void LD1SH_z_p_bz_s_scaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(2, 1, signed: true, Zt, Pg, Rn, Zm, Extend(sx), 1, SveFaulting.Normal));

    /// <summary>LD1SH.</summary>
    [A64("1000010 01 01 imm5:5 1 0 0 Pg:3 Zn:5 Zt:5", "LD1SH {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Z(Zn, 2)>{, #<imm5 << 1>}]", Feature = "SVE")]
    private void LD1SH_z_p_ai_s(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(2, 1, signed: true, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1SH.</summary>
    [A64("1100010 01 sx:1 0 Zm:5 0 0 0 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1SH_z_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 1, signed: true, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1SH.</summary>
    [A64("1100010 01 10 Zm:5 1 0 0 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void LD1SH_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 1, signed: true, Zt, Pg, Rn, Zm, Extend(2), 0, SveFaulting.Normal));

    /// <summary>LD1SH.</summary>
    [A64("1100010 01 01 imm5:5 1 0 0 Pg:3 Zn:5 Zt:5", "LD1SH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Z(Zn, 3)>{, #<imm5 << 1>}]", Feature = "SVE")]
    private void LD1SH_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(3, 1, signed: true, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1SH.</summary>
    [A64("1100010 01 sx:1 1 Zm:5 0 0 0 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #1]", Feature = "SVE")]
    private void LD1SH_z_p_bz_d_unpacked_scaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 1, signed: true, Zt, Pg, Rn, Zm, Extend(sx), 1, SveFaulting.Normal));

    /// <summary>LD1SH.</summary>
    [A64("1100010 01 11 Zm:5 1 0 0 Pg:3 Rn:5 Zt:5", "LD1SH {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, LSL #1]", Feature = "SVE")]
    private void LD1SH_z_p_bz_d_64_scaled(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 1, signed: true, Zt, Pg, Rn, Zm, Extend(2), 1, SveFaulting.Normal));

    /// <summary>LD1W.</summary>
    [A64("1000010 10 sx:1 0 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1W_z_p_bz_s_unscaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(2, 2, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1W.</summary>
    [A64("1000010 10 sx:1 1 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #2]", Feature = "SVE")]
    private void LD1W_z_p_bz_s_scaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(2, 2, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 2, SveFaulting.Normal));

    /// <summary>LD1W.</summary>
    [A64("1000010 10 01 imm5:5 1 1 0 Pg:3 Zn:5 Zt:5", "LD1W {{<Z(Zt, 2)>}}, <P(Pg)>/Z, [<Z(Zn, 2)>{, #<imm5 << 2>}]", Feature = "SVE")]
    private void LD1W_z_p_ai_s(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(2, 2, signed: false, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1W.</summary>
    [A64("1100010 10 sx:1 0 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1W_z_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 2, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1W.</summary>
    [A64("1100010 10 10 Zm:5 1 1 0 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void LD1W_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 2, signed: false, Zt, Pg, Rn, Zm, Extend(2), 0, SveFaulting.Normal));

    /// <summary>LD1W.</summary>
    [A64("1100010 10 01 imm5:5 1 1 0 Pg:3 Zn:5 Zt:5", "LD1W {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Z(Zn, 3)>{, #<imm5 << 2>}]", Feature = "SVE")]
    private void LD1W_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(3, 2, signed: false, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1W.</summary>
    [A64("1100010 10 sx:1 1 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #2]", Feature = "SVE")]
    private void LD1W_z_p_bz_d_unpacked_scaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 2, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 2, SveFaulting.Normal));

    /// <summary>LD1W.</summary>
    [A64("1100010 10 11 Zm:5 1 1 0 Pg:3 Rn:5 Zt:5", "LD1W {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, LSL #2]", Feature = "SVE")]
    private void LD1W_z_p_bz_d_64_scaled(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 2, signed: false, Zt, Pg, Rn, Zm, Extend(2), 2, SveFaulting.Normal));

    /// <summary>LD1SW.</summary>
    [A64("1100010 10 sx:1 0 Zm:5 0 0 0 Pg:3 Rn:5 Zt:5", "LD1SW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1SW_z_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 2, signed: true, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1SW.</summary>
    [A64("1100010 10 10 Zm:5 1 0 0 Pg:3 Rn:5 Zt:5", "LD1SW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void LD1SW_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 2, signed: true, Zt, Pg, Rn, Zm, Extend(2), 0, SveFaulting.Normal));

    /// <summary>LD1SW.</summary>
    [A64("1100010 10 01 imm5:5 1 0 0 Pg:3 Zn:5 Zt:5", "LD1SW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Z(Zn, 3)>{, #<imm5 << 2>}]", Feature = "SVE")]
    private void LD1SW_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(3, 2, signed: true, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1SW.</summary>
    [A64("1100010 10 sx:1 1 Zm:5 0 0 0 Pg:3 Rn:5 Zt:5", "LD1SW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #2]", Feature = "SVE")]
    private void LD1SW_z_p_bz_d_unpacked_scaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 2, signed: true, Zt, Pg, Rn, Zm, Extend(sx), 2, SveFaulting.Normal));

    /// <summary>LD1SW.</summary>
    [A64("1100010 10 11 Zm:5 1 0 0 Pg:3 Rn:5 Zt:5", "LD1SW {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, LSL #2]", Feature = "SVE")]
    private void LD1SW_z_p_bz_d_64_scaled(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 2, signed: true, Zt, Pg, Rn, Zm, Extend(2), 2, SveFaulting.Normal));

    /// <summary>LD1D.</summary>
    [A64("1100010 11 sx:1 0 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void LD1D_z_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 3, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 0, SveFaulting.Normal));

    /// <summary>LD1D.</summary>
    [A64("1100010 11 10 Zm:5 1 1 0 Pg:3 Rn:5 Zt:5", "LD1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void LD1D_z_p_bz_d_64(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 3, signed: false, Zt, Pg, Rn, Zm, Extend(2), 0, SveFaulting.Normal));

    /// <summary>LD1D.</summary>
    [A64("1100010 11 01 imm5:5 1 1 0 Pg:3 Zn:5 Zt:5", "LD1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Z(Zn, 3)>{, #<imm5 << 3>}]", Feature = "SVE")]
    private void LD1D_z_p_ai_d(int imm5, int Pg, int Zn, int Zt) => Sve(z => z.GatherVector(3, 3, signed: false, Zt, Pg, Zn, imm5, SveFaulting.Normal));

    /// <summary>LD1D.</summary>
    [A64("1100010 11 sx:1 1 Zm:5 0 1 0 Pg:3 Rn:5 Zt:5", "LD1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #3]", Feature = "SVE")]
    private void LD1D_z_p_bz_d_unpacked_scaled(int sx, int Zm, int Pg, int Rn, int Zt)
        => Sve(z => z.Gather(3, 3, signed: false, Zt, Pg, Rn, Zm, Extend(sx), 3, SveFaulting.Normal));

    /// <summary>LD1D.</summary>
    [A64("1100010 11 11 Zm:5 1 1 0 Pg:3 Rn:5 Zt:5", "LD1D {{<Z(Zt, 3)>}}, <P(Pg)>/Z, [<Xn|SP>, <Z(Zm, 3)>, LSL #3]", Feature = "SVE")]
    private void LD1D_z_p_bz_d_64_scaled(int Zm, int Pg, int Rn, int Zt) => Sve(z => z.Gather(3, 3, signed: false, Zt, Pg, Rn, Zm, Extend(2), 3, SveFaulting.Normal));
}
