using Armillary.Ir.Numerics;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: floating-point rounding and conversions. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>FRINTN.</summary>
    [A64("01100101 size:2 000 000 101 Pg:3 Zn:5 Zd:5", "FRINTN <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRINTN_z_p_z(int size, int Pg, int Zn, int Zd) => RoundInt(size, Zd, Pg, Zn, FPRounding.TIEEVEN, exact: false);

    /// <summary>FRINTP.</summary>
    [A64("01100101 size:2 000 001 101 Pg:3 Zn:5 Zd:5", "FRINTP <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRINTP_z_p_z(int size, int Pg, int Zn, int Zd) => RoundInt(size, Zd, Pg, Zn, FPRounding.POSINF, exact: false);

    /// <summary>FRINTM.</summary>
    [A64("01100101 size:2 000 010 101 Pg:3 Zn:5 Zd:5", "FRINTM <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRINTM_z_p_z(int size, int Pg, int Zn, int Zd) => RoundInt(size, Zd, Pg, Zn, FPRounding.NEGINF, exact: false);

    /// <summary>FRINTZ.</summary>
    [A64("01100101 size:2 000 011 101 Pg:3 Zn:5 Zd:5", "FRINTZ <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRINTZ_z_p_z(int size, int Pg, int Zn, int Zd) => RoundInt(size, Zd, Pg, Zn, FPRounding.ZERO, exact: false);

    /// <summary>FRINTA.</summary>
    [A64("01100101 size:2 000 100 101 Pg:3 Zn:5 Zd:5", "FRINTA <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRINTA_z_p_z(int size, int Pg, int Zn, int Zd) => RoundInt(size, Zd, Pg, Zn, FPRounding.TIEAWAY, exact: false);

    /// <summary>FRINTX.</summary>
    [A64("01100101 size:2 000 110 101 Pg:3 Zn:5 Zd:5", "FRINTX <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRINTX_z_p_z(int size, int Pg, int Zn, int Zd) => RoundInt(size, Zd, Pg, Zn, FPRounding.Current, exact: true);

    /// <summary>FRINTI.</summary>
    [A64("01100101 size:2 000 111 101 Pg:3 Zn:5 Zd:5", "FRINTI <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRINTI_z_p_z(int size, int Pg, int Zn, int Zd) => RoundInt(size, Zd, Pg, Zn, FPRounding.Current, exact: false);

    /// <summary>FRECPX.</summary>
    [A64("01100101 size:2 0011 00 101 Pg:3 Zn:5 Zd:5", "FRECPX <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRECPX_z_p_z(int size, int Pg, int Zn, int Zd) => MergeFloat(size, Zd, Pg, Zn, FP.FPRecpX);

    /// <summary>FSQRT.</summary>
    [A64("01100101 size:2 0011 01 101 Pg:3 Zn:5 Zd:5", "FSQRT <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FSQRT_z_p_z(int size, int Pg, int Zn, int Zd) => MergeFloat(size, Zd, Pg, Zn, FP.FPSqrt);

    /// <summary>FCVT.</summary>
    [A64("01100101 10 001000 101 Pg:3 Zn:5 Zd:5", "FCVT <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void FCVT_z_p_z_s2h(int Pg, int Zn, int Zd) => Sve(z => z.Convert(2, 1, Zd, Pg, Zn));

    /// <summary>FCVT.</summary>
    [A64("01100101 10 001001 101 Pg:3 Zn:5 Zd:5", "FCVT <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void FCVT_z_p_z_h2s(int Pg, int Zn, int Zd) => Sve(z => z.Convert(1, 2, Zd, Pg, Zn));

    /// <summary>FCVT.</summary>
    [A64("01100101 11 001000 101 Pg:3 Zn:5 Zd:5", "FCVT <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void FCVT_z_p_z_d2h(int Pg, int Zn, int Zd) => Sve(z => z.Convert(3, 1, Zd, Pg, Zn));

    /// <summary>FCVT.</summary>
    [A64("01100101 11 001001 101 Pg:3 Zn:5 Zd:5", "FCVT <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void FCVT_z_p_z_h2d(int Pg, int Zn, int Zd) => Sve(z => z.Convert(1, 3, Zd, Pg, Zn));

    /// <summary>FCVT.</summary>
    [A64("01100101 11 001010 101 Pg:3 Zn:5 Zd:5", "FCVT <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void FCVT_z_p_z_d2s(int Pg, int Zn, int Zd) => Sve(z => z.Convert(3, 2, Zd, Pg, Zn));

    /// <summary>FCVT.</summary>
    [A64("01100101 11 001011 101 Pg:3 Zn:5 Zd:5", "FCVT <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void FCVT_z_p_z_s2d(int Pg, int Zn, int Zd) => Sve(z => z.Convert(2, 3, Zd, Pg, Zn));

    /// <summary>SCVTF.</summary>
    [A64("01100101 01 010 01 0 101 Pg:3 Zn:5 Zd:5", "SCVTF <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void SCVTF_z_p_z_h2h(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(1, 1, Zd, Pg, Zn, unsigned: false));

    /// <summary>UCVTF.</summary>
    [A64("01100101 01 010 01 1 101 Pg:3 Zn:5 Zd:5", "UCVTF <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void UCVTF_z_p_z_h2h(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(1, 1, Zd, Pg, Zn, unsigned: true));

    /// <summary>SCVTF.</summary>
    [A64("01100101 01 010 10 0 101 Pg:3 Zn:5 Zd:5", "SCVTF <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void SCVTF_z_p_z_s2h(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(2, 1, Zd, Pg, Zn, unsigned: false));

    /// <summary>UCVTF.</summary>
    [A64("01100101 01 010 10 1 101 Pg:3 Zn:5 Zd:5", "UCVTF <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void UCVTF_z_p_z_s2h(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(2, 1, Zd, Pg, Zn, unsigned: true));

    /// <summary>SCVTF.</summary>
    [A64("01100101 01 010 11 0 101 Pg:3 Zn:5 Zd:5", "SCVTF <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void SCVTF_z_p_z_d2h(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(3, 1, Zd, Pg, Zn, unsigned: false));

    /// <summary>UCVTF.</summary>
    [A64("01100101 01 010 11 1 101 Pg:3 Zn:5 Zd:5", "UCVTF <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void UCVTF_z_p_z_d2h(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(3, 1, Zd, Pg, Zn, unsigned: true));

    /// <summary>SCVTF.</summary>
    [A64("01100101 10 010 10 0 101 Pg:3 Zn:5 Zd:5", "SCVTF <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void SCVTF_z_p_z_s2s(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(2, 2, Zd, Pg, Zn, unsigned: false));

    /// <summary>UCVTF.</summary>
    [A64("01100101 10 010 10 1 101 Pg:3 Zn:5 Zd:5", "UCVTF <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void UCVTF_z_p_z_s2s(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(2, 2, Zd, Pg, Zn, unsigned: true));

    /// <summary>SCVTF.</summary>
    [A64("01100101 11 010 00 0 101 Pg:3 Zn:5 Zd:5", "SCVTF <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void SCVTF_z_p_z_s2d(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(2, 3, Zd, Pg, Zn, unsigned: false));

    /// <summary>UCVTF.</summary>
    [A64("01100101 11 010 00 1 101 Pg:3 Zn:5 Zd:5", "UCVTF <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void UCVTF_z_p_z_s2d(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(2, 3, Zd, Pg, Zn, unsigned: true));

    /// <summary>SCVTF.</summary>
    [A64("01100101 11 010 10 0 101 Pg:3 Zn:5 Zd:5", "SCVTF <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void SCVTF_z_p_z_d2s(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(3, 2, Zd, Pg, Zn, unsigned: false));

    /// <summary>UCVTF.</summary>
    [A64("01100101 11 010 10 1 101 Pg:3 Zn:5 Zd:5", "UCVTF <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void UCVTF_z_p_z_d2s(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(3, 2, Zd, Pg, Zn, unsigned: true));

    /// <summary>SCVTF.</summary>
    [A64("01100101 11 010 11 0 101 Pg:3 Zn:5 Zd:5", "SCVTF <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void SCVTF_z_p_z_d2d(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(3, 3, Zd, Pg, Zn, unsigned: false));

    /// <summary>UCVTF.</summary>
    [A64("01100101 11 010 11 1 101 Pg:3 Zn:5 Zd:5", "UCVTF <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void UCVTF_z_p_z_d2d(int Pg, int Zn, int Zd) => Sve(z => z.FromInteger(3, 3, Zd, Pg, Zn, unsigned: true));

    /// <summary>FCVTZS.</summary>
    [A64("01100101 01 011 01 0 101 Pg:3 Zn:5 Zd:5", "FCVTZS <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void FCVTZS_z_p_z_h2h(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(1, 1, Zd, Pg, Zn, unsigned: false));

    /// <summary>FCVTZU.</summary>
    [A64("01100101 01 011 01 1 101 Pg:3 Zn:5 Zd:5", "FCVTZU <Z(Zd, 1)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void FCVTZU_z_p_z_h2h(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(1, 1, Zd, Pg, Zn, unsigned: true));

    /// <summary>FCVTZS.</summary>
    [A64("01100101 01 011 10 0 101 Pg:3 Zn:5 Zd:5", "FCVTZS <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void FCVTZS_z_p_z_h2s(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(1, 2, Zd, Pg, Zn, unsigned: false));

    /// <summary>FCVTZU.</summary>
    [A64("01100101 01 011 10 1 101 Pg:3 Zn:5 Zd:5", "FCVTZU <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void FCVTZU_z_p_z_h2s(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(1, 2, Zd, Pg, Zn, unsigned: true));

    /// <summary>FCVTZS.</summary>
    [A64("01100101 01 011 11 0 101 Pg:3 Zn:5 Zd:5", "FCVTZS <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void FCVTZS_z_p_z_h2d(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(1, 3, Zd, Pg, Zn, unsigned: false));

    /// <summary>FCVTZU.</summary>
    [A64("01100101 01 011 11 1 101 Pg:3 Zn:5 Zd:5", "FCVTZU <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 1)>", Feature = "SVE")]
    private void FCVTZU_z_p_z_h2d(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(1, 3, Zd, Pg, Zn, unsigned: true));

    /// <summary>FCVTZS.</summary>
    [A64("01100101 10 011 10 0 101 Pg:3 Zn:5 Zd:5", "FCVTZS <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void FCVTZS_z_p_z_s2s(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(2, 2, Zd, Pg, Zn, unsigned: false));

    /// <summary>FCVTZU.</summary>
    [A64("01100101 10 011 10 1 101 Pg:3 Zn:5 Zd:5", "FCVTZU <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void FCVTZU_z_p_z_s2s(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(2, 2, Zd, Pg, Zn, unsigned: true));

    /// <summary>FCVTZS.</summary>
    [A64("01100101 11 011 00 0 101 Pg:3 Zn:5 Zd:5", "FCVTZS <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void FCVTZS_z_p_z_d2s(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(3, 2, Zd, Pg, Zn, unsigned: false));

    /// <summary>FCVTZU.</summary>
    [A64("01100101 11 011 00 1 101 Pg:3 Zn:5 Zd:5", "FCVTZU <Z(Zd, 2)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void FCVTZU_z_p_z_d2s(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(3, 2, Zd, Pg, Zn, unsigned: true));

    /// <summary>FCVTZS.</summary>
    [A64("01100101 11 011 10 0 101 Pg:3 Zn:5 Zd:5", "FCVTZS <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void FCVTZS_z_p_z_s2d(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(2, 3, Zd, Pg, Zn, unsigned: false));

    /// <summary>FCVTZU.</summary>
    [A64("01100101 11 011 10 1 101 Pg:3 Zn:5 Zd:5", "FCVTZU <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 2)>", Feature = "SVE")]
    private void FCVTZU_z_p_z_s2d(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(2, 3, Zd, Pg, Zn, unsigned: true));

    /// <summary>FCVTZS.</summary>
    [A64("01100101 11 011 11 0 101 Pg:3 Zn:5 Zd:5", "FCVTZS <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void FCVTZS_z_p_z_d2d(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(3, 3, Zd, Pg, Zn, unsigned: false));

    /// <summary>FCVTZU.</summary>
    [A64("01100101 11 011 11 1 101 Pg:3 Zn:5 Zd:5", "FCVTZU <Z(Zd, 3)>, <P(Pg)>/M, <Z(Zn, 3)>", Feature = "SVE")]
    private void FCVTZU_z_p_z_d2d(int Pg, int Zn, int Zd) => Sve(z => z.ToInteger(3, 3, Zd, Pg, Zn, unsigned: true));

    private void RoundInt(int size, int Zd, int Pg, int Zn, FPRounding rounding, bool exact)
        => MergeFloat(size, Zd, Pg, Zn, (ulong a, int N, ref FPContext c) => FP.FPRoundInt(a, rounding, exact, N, ref c));
}
