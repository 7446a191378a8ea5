namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: prefetches, which do nothing. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>PRFB.</summary>
    [A64("1000010 111 imm6:6 0 00 Pg:3 Rn:5 0 prfop:4", "PRFB <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm6, 6)>, MUL VL}]", Feature = "SVE")]
    private void PRFB_i_p_bi(int imm6, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFB.</summary>
    [A64("1000010 00 00 Rm:5 110 Pg:3 Rn:5 0 prfop:4", "PRFB <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Xm>]", When = "Rm != 31", Feature = "SVE")]
    private void PRFB_i_p_br(int Rm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFB.</summary>
    [A64("1000010 00 sx:1 1 Zm:5 0 00 Pg:3 Rn:5 0 prfop:4", "PRFB <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void PRFB_i_p_bz_s(int sx, int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFB.</summary>
    [A64("1000010 00 00 imm5:5 111 Pg:3 Zn:5 0 prfop:4", "PRFB <SvePrefetch(prfop)>, <P(Pg)>, [<Z(Zn, 2)>{, #<imm5 << 0>}]", Feature = "SVE")]
    private void PRFB_i_p_ai_s(int imm5, int Pg, int Zn, int prfop) => Sve(static _ => { });

    /// <summary>PRFB.</summary>
    [A64("1100010 00 sx:1 1 Zm:5 0 00 Pg:3 Rn:5 0 prfop:4", "PRFB <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\">]", Feature = "SVE")]
    private void PRFB_i_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFB.</summary>
    [A64("1100010 00 11 Zm:5 1 00 Pg:3 Rn:5 0 prfop:4", "PRFB <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>]", Feature = "SVE")]
    private void PRFB_i_p_bz_d_64(int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFB.</summary>
    [A64("1100010 00 00 imm5:5 111 Pg:3 Zn:5 0 prfop:4", "PRFB <SvePrefetch(prfop)>, <P(Pg)>, [<Z(Zn, 3)>{, #<imm5 << 0>}]", Feature = "SVE")]
    private void PRFB_i_p_ai_d(int imm5, int Pg, int Zn, int prfop) => Sve(static _ => { });

    /// <summary>PRFH.</summary>
    [A64("1000010 111 imm6:6 0 01 Pg:3 Rn:5 0 prfop:4", "PRFH <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm6, 6)>, MUL VL}]", Feature = "SVE")]
    private void PRFH_i_p_bi(int imm6, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFH.</summary>
    [A64("1000010 01 00 Rm:5 110 Pg:3 Rn:5 0 prfop:4", "PRFH <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #1]", When = "Rm != 31", Feature = "SVE")]
    private void PRFH_i_p_br(int Rm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFH.</summary>
    [A64("1000010 00 sx:1 1 Zm:5 0 01 Pg:3 Rn:5 0 prfop:4", "PRFH <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #1]", Feature = "SVE")]
    private void PRFH_i_p_bz_s(int sx, int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFH.</summary>
    [A64("1000010 01 00 imm5:5 111 Pg:3 Zn:5 0 prfop:4", "PRFH <SvePrefetch(prfop)>, <P(Pg)>, [<Z(Zn, 2)>{, #<imm5 << 1>}]", Feature = "SVE")]
    private void PRFH_i_p_ai_s(int imm5, int Pg, int Zn, int prfop) => Sve(static _ => { });

    /// <summary>PRFH.</summary>
    [A64("1100010 00 sx:1 1 Zm:5 0 01 Pg:3 Rn:5 0 prfop:4", "PRFH <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #1]", Feature = "SVE")]
    private void PRFH_i_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFH.</summary>
    [A64("1100010 00 11 Zm:5 1 01 Pg:3 Rn:5 0 prfop:4", "PRFH <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, LSL #1]", Feature = "SVE")]
    private void PRFH_i_p_bz_d_64(int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFH.</summary>
    [A64("1100010 01 00 imm5:5 111 Pg:3 Zn:5 0 prfop:4", "PRFH <SvePrefetch(prfop)>, <P(Pg)>, [<Z(Zn, 3)>{, #<imm5 << 1>}]", Feature = "SVE")]
    private void PRFH_i_p_ai_d(int imm5, int Pg, int Zn, int prfop) => Sve(static _ => { });

    /// <summary>PRFW.</summary>
    [A64("1000010 111 imm6:6 0 10 Pg:3 Rn:5 0 prfop:4", "PRFW <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm6, 6)>, MUL VL}]", Feature = "SVE")]
    private void PRFW_i_p_bi(int imm6, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFW.</summary>
    [A64("1000010 10 00 Rm:5 110 Pg:3 Rn:5 0 prfop:4", "PRFW <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #2]", When = "Rm != 31", Feature = "SVE")]
    private void PRFW_i_p_br(int Rm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFW.</summary>
    [A64("1000010 00 sx:1 1 Zm:5 0 10 Pg:3 Rn:5 0 prfop:4", "PRFW <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #2]", Feature = "SVE")]
    private void PRFW_i_p_bz_s(int sx, int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFW.</summary>
    [A64("1000010 10 00 imm5:5 111 Pg:3 Zn:5 0 prfop:4", "PRFW <SvePrefetch(prfop)>, <P(Pg)>, [<Z(Zn, 2)>{, #<imm5 << 2>}]", Feature = "SVE")]
    private void PRFW_i_p_ai_s(int imm5, int Pg, int Zn, int prfop) => Sve(static _ => { });

    /// <summary>PRFW.</summary>
    [A64("1100010 00 sx:1 1 Zm:5 0 10 Pg:3 Rn:5 0 prfop:4", "PRFW <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #2]", Feature = "SVE")]
    private void PRFW_i_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFW.</summary>
    [A64("1100010 00 11 Zm:5 1 10 Pg:3 Rn:5 0 prfop:4", "PRFW <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, LSL #2]", Feature = "SVE")]
    private void PRFW_i_p_bz_d_64(int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFW.</summary>
    [A64("1100010 10 00 imm5:5 111 Pg:3 Zn:5 0 prfop:4", "PRFW <SvePrefetch(prfop)>, <P(Pg)>, [<Z(Zn, 3)>{, #<imm5 << 2>}]", Feature = "SVE")]
    private void PRFW_i_p_ai_d(int imm5, int Pg, int Zn, int prfop) => Sve(static _ => { });

    /// <summary>PRFD.</summary>
    [A64("1000010 111 imm6:6 0 11 Pg:3 Rn:5 0 prfop:4", "PRFD <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>{, #<Signed(imm6, 6)>, MUL VL}]", Feature = "SVE")]
    private void PRFD_i_p_bi(int imm6, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFD.</summary>
    [A64("1000010 11 00 Rm:5 110 Pg:3 Rn:5 0 prfop:4", "PRFD <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Xm>, LSL #3]", When = "Rm != 31", Feature = "SVE")]
    private void PRFD_i_p_br(int Rm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFD.</summary>
    [A64("1000010 00 sx:1 1 Zm:5 0 11 Pg:3 Rn:5 0 prfop:4", "PRFD <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 2)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #3]", Feature = "SVE")]
    private void PRFD_i_p_bz_s(int sx, int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFD.</summary>
    [A64("1000010 11 00 imm5:5 111 Pg:3 Zn:5 0 prfop:4", "PRFD <SvePrefetch(prfop)>, <P(Pg)>, [<Z(Zn, 2)>{, #<imm5 << 3>}]", Feature = "SVE")]
    private void PRFD_i_p_ai_s(int imm5, int Pg, int Zn, int prfop) => Sve(static _ => { });

    /// <summary>PRFD.</summary>
    [A64("1100010 00 sx:1 1 Zm:5 0 11 Pg:3 Rn:5 0 prfop:4", "PRFD <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, <sx == 1 ? \"SXTW\" : \"UXTW\"> #3]", Feature = "SVE")]
    private void PRFD_i_p_bz_d_unpacked(int sx, int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFD.</summary>
    [A64("1100010 00 11 Zm:5 1 11 Pg:3 Rn:5 0 prfop:4", "PRFD <SvePrefetch(prfop)>, <P(Pg)>, [<Xn|SP>, <Z(Zm, 3)>, LSL #3]", Feature = "SVE")]
    private void PRFD_i_p_bz_d_64(int Zm, int Pg, int Rn, int prfop) => Sve(static _ => { });

    /// <summary>PRFD.</summary>
    [A64("1100010 11 00 imm5:5 111 Pg:3 Zn:5 0 prfop:4", "PRFD <SvePrefetch(prfop)>, <P(Pg)>, [<Z(Zn, 3)>{, #<imm5 << 3>}]", Feature = "SVE")]
    private void PRFD_i_p_ai_d(int imm5, int Pg, int Zn, int prfop) => Sve(static _ => { });
}
