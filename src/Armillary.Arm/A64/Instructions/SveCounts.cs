namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: counts of elements and increments by them. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>CNTB.</summary>
    [A64("00000100 00 10 imm4:4 111000 pattern:5 Rd:5", "CNTB <Xd>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void CNTB_r_s(int imm4, int pattern, int Rd) => Sve(z => z.WriteX(Rd, (ulong)(z.PatternCount(pattern, 0) * (imm4 + 1))));

    /// <summary>INCB.</summary>
    [A64("00000100 00 11 imm4:4 11100 0 pattern:5 Rdn:5", "INCB <Register(Rdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void INCB_r_rs(int imm4, int pattern, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.PatternCount(pattern, 0) * (imm4 + 1), decrement: false));

    /// <summary>SQINCB.</summary>
    [A64("00000100 00 1 sf:1 imm4:4 1111 0 0 pattern:5 Rdn:5", "SQINCB <Register(Rdn, 1)>{?sf == 0: , <Register(Rdn, 0)>}{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQINCB_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 0) * (imm4 + 1), decrement: false, unsigned: false, wide: sf == 1));

    /// <summary>UQINCB.</summary>
    [A64("00000100 00 1 sf:1 imm4:4 1111 0 1 pattern:5 Rdn:5", "UQINCB <Register(Rdn, sf)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQINCB_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 0) * (imm4 + 1), decrement: false, unsigned: true, wide: sf == 1));

    /// <summary>DECB.</summary>
    [A64("00000100 00 11 imm4:4 11100 1 pattern:5 Rdn:5", "DECB <Register(Rdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void DECB_r_rs(int imm4, int pattern, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.PatternCount(pattern, 0) * (imm4 + 1), decrement: true));

    /// <summary>SQDECB.</summary>
    [A64("00000100 00 1 sf:1 imm4:4 1111 1 0 pattern:5 Rdn:5", "SQDECB <Register(Rdn, 1)>{?sf == 0: , <Register(Rdn, 0)>}{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQDECB_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 0) * (imm4 + 1), decrement: true, unsigned: false, wide: sf == 1));

    /// <summary>UQDECB.</summary>
    [A64("00000100 00 1 sf:1 imm4:4 1111 1 1 pattern:5 Rdn:5", "UQDECB <Register(Rdn, sf)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQDECB_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 0) * (imm4 + 1), decrement: true, unsigned: true, wide: sf == 1));

    /// <summary>CNTH.</summary>
    [A64("00000100 01 10 imm4:4 111000 pattern:5 Rd:5", "CNTH <Xd>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void CNTH_r_s(int imm4, int pattern, int Rd) => Sve(z => z.WriteX(Rd, (ulong)(z.PatternCount(pattern, 1) * (imm4 + 1))));

    /// <summary>INCH.</summary>
    [A64("00000100 01 11 imm4:4 11100 0 pattern:5 Rdn:5", "INCH <Register(Rdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void INCH_r_rs(int imm4, int pattern, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: false));

    /// <summary>INCH.</summary>
    [A64("00000100 01 11 imm4:4 11000 0 pattern:5 Zdn:5", "INCH <Z(Zdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void INCH_z_zs(int imm4, int pattern, int Zdn) => Sve(z => z.IncrementVector(1, Zdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: false));

    /// <summary>SQINCH.</summary>
    [A64("00000100 01 1 sf:1 imm4:4 1111 0 0 pattern:5 Rdn:5", "SQINCH <Register(Rdn, 1)>{?sf == 0: , <Register(Rdn, 0)>}{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQINCH_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: false, unsigned: false, wide: sf == 1));

    /// <summary>SQINCH.</summary>
    [A64("00000100 01 10 imm4:4 1100 0 0 pattern:5 Zdn:5", "SQINCH <Z(Zdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQINCH_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(1, Zdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: false, unsigned: false));

    /// <summary>UQINCH.</summary>
    [A64("00000100 01 1 sf:1 imm4:4 1111 0 1 pattern:5 Rdn:5", "UQINCH <Register(Rdn, sf)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQINCH_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: false, unsigned: true, wide: sf == 1));

    /// <summary>UQINCH.</summary>
    [A64("00000100 01 10 imm4:4 1100 0 1 pattern:5 Zdn:5", "UQINCH <Z(Zdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQINCH_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(1, Zdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: false, unsigned: true));

    /// <summary>DECH.</summary>
    [A64("00000100 01 11 imm4:4 11100 1 pattern:5 Rdn:5", "DECH <Register(Rdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void DECH_r_rs(int imm4, int pattern, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: true));

    /// <summary>DECH.</summary>
    [A64("00000100 01 11 imm4:4 11000 1 pattern:5 Zdn:5", "DECH <Z(Zdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void DECH_z_zs(int imm4, int pattern, int Zdn) => Sve(z => z.IncrementVector(1, Zdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: true));

    /// <summary>SQDECH.</summary>
    [A64("00000100 01 1 sf:1 imm4:4 1111 1 0 pattern:5 Rdn:5", "SQDECH <Register(Rdn, 1)>{?sf == 0: , <Register(Rdn, 0)>}{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQDECH_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: true, unsigned: false, wide: sf == 1));

    /// <summary>SQDECH.</summary>
    [A64("00000100 01 10 imm4:4 1100 1 0 pattern:5 Zdn:5", "SQDECH <Z(Zdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQDECH_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(1, Zdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: true, unsigned: false));

    /// <summary>UQDECH.</summary>
    [A64("00000100 01 1 sf:1 imm4:4 1111 1 1 pattern:5 Rdn:5", "UQDECH <Register(Rdn, sf)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQDECH_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: true, unsigned: true, wide: sf == 1));

    /// <summary>UQDECH.</summary>
    [A64("00000100 01 10 imm4:4 1100 1 1 pattern:5 Zdn:5", "UQDECH <Z(Zdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQDECH_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(1, Zdn, z.PatternCount(pattern, 1) * (imm4 + 1), decrement: true, unsigned: true));

    /// <summary>CNTW.</summary>
    [A64("00000100 10 10 imm4:4 111000 pattern:5 Rd:5", "CNTW <Xd>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void CNTW_r_s(int imm4, int pattern, int Rd) => Sve(z => z.WriteX(Rd, (ulong)(z.PatternCount(pattern, 2) * (imm4 + 1))));

    /// <summary>INCW.</summary>
    [A64("00000100 10 11 imm4:4 11100 0 pattern:5 Rdn:5", "INCW <Register(Rdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void INCW_r_rs(int imm4, int pattern, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: false));

    /// <summary>INCW.</summary>
    [A64("00000100 10 11 imm4:4 11000 0 pattern:5 Zdn:5", "INCW <Z(Zdn, 2)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void INCW_z_zs(int imm4, int pattern, int Zdn) => Sve(z => z.IncrementVector(2, Zdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: false));

    /// <summary>SQINCW.</summary>
    [A64("00000100 10 1 sf:1 imm4:4 1111 0 0 pattern:5 Rdn:5", "SQINCW <Register(Rdn, 1)>{?sf == 0: , <Register(Rdn, 0)>}{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQINCW_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: false, unsigned: false, wide: sf == 1));

    /// <summary>SQINCW.</summary>
    [A64("00000100 10 10 imm4:4 1100 0 0 pattern:5 Zdn:5", "SQINCW <Z(Zdn, 2)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQINCW_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(2, Zdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: false, unsigned: false));

    /// <summary>UQINCW.</summary>
    [A64("00000100 10 1 sf:1 imm4:4 1111 0 1 pattern:5 Rdn:5", "UQINCW <Register(Rdn, sf)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQINCW_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: false, unsigned: true, wide: sf == 1));

    /// <summary>UQINCW.</summary>
    [A64("00000100 10 10 imm4:4 1100 0 1 pattern:5 Zdn:5", "UQINCW <Z(Zdn, 2)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQINCW_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(2, Zdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: false, unsigned: true));

    /// <summary>DECW.</summary>
    [A64("00000100 10 11 imm4:4 11100 1 pattern:5 Rdn:5", "DECW <Register(Rdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void DECW_r_rs(int imm4, int pattern, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: true));

    /// <summary>DECW.</summary>
    [A64("00000100 10 11 imm4:4 11000 1 pattern:5 Zdn:5", "DECW <Z(Zdn, 2)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void DECW_z_zs(int imm4, int pattern, int Zdn) => Sve(z => z.IncrementVector(2, Zdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: true));

    /// <summary>SQDECW.</summary>
    [A64("00000100 10 1 sf:1 imm4:4 1111 1 0 pattern:5 Rdn:5", "SQDECW <Register(Rdn, 1)>{?sf == 0: , <Register(Rdn, 0)>}{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQDECW_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: true, unsigned: false, wide: sf == 1));

    /// <summary>SQDECW.</summary>
    [A64("00000100 10 10 imm4:4 1100 1 0 pattern:5 Zdn:5", "SQDECW <Z(Zdn, 2)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQDECW_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(2, Zdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: true, unsigned: false));

    /// <summary>UQDECW.</summary>
    [A64("00000100 10 1 sf:1 imm4:4 1111 1 1 pattern:5 Rdn:5", "UQDECW <Register(Rdn, sf)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQDECW_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: true, unsigned: true, wide: sf == 1));

    /// <summary>UQDECW.</summary>
    [A64("00000100 10 10 imm4:4 1100 1 1 pattern:5 Zdn:5", "UQDECW <Z(Zdn, 2)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQDECW_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(2, Zdn, z.PatternCount(pattern, 2) * (imm4 + 1), decrement: true, unsigned: true));

    /// <summary>CNTD.</summary>
    [A64("00000100 11 10 imm4:4 111000 pattern:5 Rd:5", "CNTD <Xd>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void CNTD_r_s(int imm4, int pattern, int Rd) => Sve(z => z.WriteX(Rd, (ulong)(z.PatternCount(pattern, 3) * (imm4 + 1))));

    /// <summary>INCD.</summary>
    [A64("00000100 11 11 imm4:4 11100 0 pattern:5 Rdn:5", "INCD <Register(Rdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void INCD_r_rs(int imm4, int pattern, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: false));

    /// <summary>INCD.</summary>
    [A64("00000100 11 11 imm4:4 11000 0 pattern:5 Zdn:5", "INCD <Z(Zdn, 3)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void INCD_z_zs(int imm4, int pattern, int Zdn) => Sve(z => z.IncrementVector(3, Zdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: false));

    /// <summary>SQINCD.</summary>
    [A64("00000100 11 1 sf:1 imm4:4 1111 0 0 pattern:5 Rdn:5", "SQINCD <Register(Rdn, 1)>{?sf == 0: , <Register(Rdn, 0)>}{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQINCD_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: false, unsigned: false, wide: sf == 1));

    /// <summary>SQINCD.</summary>
    [A64("00000100 11 10 imm4:4 1100 0 0 pattern:5 Zdn:5", "SQINCD <Z(Zdn, 3)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQINCD_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(3, Zdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: false, unsigned: false));

    /// <summary>UQINCD.</summary>
    [A64("00000100 11 1 sf:1 imm4:4 1111 0 1 pattern:5 Rdn:5", "UQINCD <Register(Rdn, sf)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQINCD_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: false, unsigned: true, wide: sf == 1));

    /// <summary>UQINCD.</summary>
    [A64("00000100 11 10 imm4:4 1100 0 1 pattern:5 Zdn:5", "UQINCD <Z(Zdn, 3)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQINCD_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(3, Zdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: false, unsigned: true));

    /// <summary>DECD.</summary>
    [A64("00000100 11 11 imm4:4 11100 1 pattern:5 Rdn:5", "DECD <Register(Rdn, 1)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void DECD_r_rs(int imm4, int pattern, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: true));

    /// <summary>DECD.</summary>
    [A64("00000100 11 11 imm4:4 11000 1 pattern:5 Zdn:5", "DECD <Z(Zdn, 3)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void DECD_z_zs(int imm4, int pattern, int Zdn) => Sve(z => z.IncrementVector(3, Zdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: true));

    /// <summary>SQDECD.</summary>
    [A64("00000100 11 1 sf:1 imm4:4 1111 1 0 pattern:5 Rdn:5", "SQDECD <Register(Rdn, 1)>{?sf == 0: , <Register(Rdn, 0)>}{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQDECD_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: true, unsigned: false, wide: sf == 1));

    /// <summary>SQDECD.</summary>
    [A64("00000100 11 10 imm4:4 1100 1 0 pattern:5 Zdn:5", "SQDECD <Z(Zdn, 3)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void SQDECD_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(3, Zdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: true, unsigned: false));

    /// <summary>UQDECD.</summary>
    [A64("00000100 11 1 sf:1 imm4:4 1111 1 1 pattern:5 Rdn:5", "UQDECD <Register(Rdn, sf)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQDECD_r_rs(int sf, int imm4, int pattern, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: true, unsigned: true, wide: sf == 1));

    /// <summary>UQDECD.</summary>
    [A64("00000100 11 10 imm4:4 1100 1 1 pattern:5 Zdn:5", "UQDECD <Z(Zdn, 3)>{<PatternOperand(pattern, imm4)>}", Feature = "SVE")]
    private void UQDECD_z_zs(int imm4, int pattern, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(3, Zdn, z.PatternCount(pattern, 3) * (imm4 + 1), decrement: true, unsigned: true));

    /// <summary>CNTP.</summary>
    [A64("00100101 size:2 100000 10 Pg:4 0 Pn:4 Rd:5", "CNTP <Xd>, <P(Pg)>, <P(Pn)>.<Letter(size)>", Feature = "SVE")]
    private void CNTP_r_p_p(int size, int Pg, int Pn, int Rd) => Sve(z => z.WriteX(Rd, (ulong)z.Count(size, z.ReadP(Pg) & z.ReadP(Pn))));

    /// <summary>INCP.</summary>
    [A64("00100101 size:2 10110 0 1000000 Pm:4 Zdn:5", "INCP <Z(Zdn, size)>, <P(Pm)>.<Letter(size)>", When = "size != 0", Feature = "SVE")]
    private void INCP_z_p_z(int size, int Pm, int Zdn) => Sve(z => z.IncrementVector(size, Zdn, z.Count(size, z.ReadP(Pm)), decrement: false));

    /// <summary>INCP.</summary>
    [A64("00100101 size:2 10110 0 1000100 Pm:4 Rdn:5", "INCP <Register(Rdn, 1)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void INCP_r_p_r(int size, int Pm, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.Count(size, z.ReadP(Pm)), decrement: false));

    /// <summary>SQINCP.</summary>
    [A64("00100101 size:2 1010 0 0 1000000 Pm:4 Zdn:5", "SQINCP <Z(Zdn, size)>, <P(Pm)>.<Letter(size)>", When = "size != 0", Feature = "SVE")]
    private void SQINCP_z_p_z(int size, int Pm, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(size, Zdn, z.Count(size, z.ReadP(Pm)), decrement: false, unsigned: false));

    /// <summary>SQINCP.</summary>
    [A64("00100101 size:2 1010 0 0 10001 sf:1 0 Pm:4 Rdn:5", "SQINCP <Register(Rdn, 1)>, <P(Pm)>.<Letter(size)>{?sf == 0: , <Register(Rdn, 0)>}", Feature = "SVE")]
    private void SQINCP_r_p_r(int size, int sf, int Pm, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.Count(size, z.ReadP(Pm)), decrement: false, unsigned: false, wide: sf == 1));

    /// <summary>UQINCP.</summary>
    [A64("00100101 size:2 1010 0 1 1000000 Pm:4 Zdn:5", "UQINCP <Z(Zdn, size)>, <P(Pm)>.<Letter(size)>", When = "size != 0", Feature = "SVE")]
    private void UQINCP_z_p_z(int size, int Pm, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(size, Zdn, z.Count(size, z.ReadP(Pm)), decrement: false, unsigned: true));

    /// <summary>UQINCP.</summary>
    [A64("00100101 size:2 1010 0 1 10001 sf:1 0 Pm:4 Rdn:5", "UQINCP <Register(Rdn, sf)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void UQINCP_r_p_r(int size, int sf, int Pm, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.Count(size, z.ReadP(Pm)), decrement: false, unsigned: true, wide: sf == 1));

    /// <summary>DECP.</summary>
    [A64("00100101 size:2 10110 1 1000000 Pm:4 Zdn:5", "DECP <Z(Zdn, size)>, <P(Pm)>.<Letter(size)>", When = "size != 0", Feature = "SVE")]
    private void DECP_z_p_z(int size, int Pm, int Zdn) => Sve(z => z.IncrementVector(size, Zdn, z.Count(size, z.ReadP(Pm)), decrement: true));

    /// <summary>DECP.</summary>
    [A64("00100101 size:2 10110 1 1000100 Pm:4 Rdn:5", "DECP <Register(Rdn, 1)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void DECP_r_p_r(int size, int Pm, int Rdn) => Sve(z => z.IncrementScalar(Rdn, z.Count(size, z.ReadP(Pm)), decrement: true));

    /// <summary>SQDECP.</summary>
    [A64("00100101 size:2 1010 1 0 1000000 Pm:4 Zdn:5", "SQDECP <Z(Zdn, size)>, <P(Pm)>.<Letter(size)>", When = "size != 0", Feature = "SVE")]
    private void SQDECP_z_p_z(int size, int Pm, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(size, Zdn, z.Count(size, z.ReadP(Pm)), decrement: true, unsigned: false));

    /// <summary>SQDECP.</summary>
    [A64("00100101 size:2 1010 1 0 10001 sf:1 0 Pm:4 Rdn:5", "SQDECP <Register(Rdn, 1)>, <P(Pm)>.<Letter(size)>{?sf == 0: , <Register(Rdn, 0)>}", Feature = "SVE")]
    private void SQDECP_r_p_r(int size, int sf, int Pm, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.Count(size, z.ReadP(Pm)), decrement: true, unsigned: false, wide: sf == 1));

    /// <summary>UQDECP.</summary>
    [A64("00100101 size:2 1010 1 1 1000000 Pm:4 Zdn:5", "UQDECP <Z(Zdn, size)>, <P(Pm)>.<Letter(size)>", When = "size != 0", Feature = "SVE")]
    private void UQDECP_z_p_z(int size, int Pm, int Zdn)
        => Sve(z => z.IncrementVectorSaturating(size, Zdn, z.Count(size, z.ReadP(Pm)), decrement: true, unsigned: true));

    /// <summary>UQDECP.</summary>
    [A64("00100101 size:2 1010 1 1 10001 sf:1 0 Pm:4 Rdn:5", "UQDECP <Register(Rdn, sf)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void UQDECP_r_p_r(int size, int sf, int Pm, int Rdn)
        => Sve(z => z.IncrementSaturating(Rdn, z.Count(size, z.ReadP(Pm)), decrement: true, unsigned: true, wide: sf == 1));
}
