using static Armillary.Arm.Sve.SveUnit;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: predicated integer arithmetic and multiply-add. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>ADD.</summary>
    [A64("00000100 size:2 0 00 000 000 Pg:3 Zm:5 Zdn:5", "ADD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void ADD_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => a + b);

    /// <summary>SUB.</summary>
    [A64("00000100 size:2 0 00 001 000 Pg:3 Zm:5 Zdn:5", "SUB <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SUB_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => a - b);

    /// <summary>SUBR.</summary>
    [A64("00000100 size:2 0 00 011 000 Pg:3 Zm:5 Zdn:5", "SUBR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SUBR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => b - a);

    /// <summary>SMAX.</summary>
    [A64("00000100 size:2 0 01 000 000 Pg:3 Zm:5 Zdn:5", "SMAX <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SMAX_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Signed(a, size) > Signed(b, size) ? a : b);

    /// <summary>UMAX.</summary>
    [A64("00000100 size:2 0 01 001 000 Pg:3 Zm:5 Zdn:5", "UMAX <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void UMAX_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => Math.Max(a, b));

    /// <summary>SMIN.</summary>
    [A64("00000100 size:2 0 01 010 000 Pg:3 Zm:5 Zdn:5", "SMIN <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SMIN_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Signed(a, size) < Signed(b, size) ? a : b);

    /// <summary>UMIN.</summary>
    [A64("00000100 size:2 0 01 011 000 Pg:3 Zm:5 Zdn:5", "UMIN <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void UMIN_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => Math.Min(a, b));

    /// <summary>SABD.</summary>
    [A64("00000100 size:2 0 01 100 000 Pg:3 Zm:5 Zdn:5", "SABD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SABD_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Signed(a, size) > Signed(b, size) ? a - b : b - a);

    /// <summary>UABD.</summary>
    [A64("00000100 size:2 0 01 101 000 Pg:3 Zm:5 Zdn:5", "UABD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void UABD_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => a > b ? a - b : b - a);

    /// <summary>MUL.</summary>
    [A64("00000100 size:2 0 10 000 000 Pg:3 Zm:5 Zdn:5", "MUL <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void MUL_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => a * b);

    /// <summary>SMULH.</summary>
    [A64("00000100 size:2 0 10 010 000 Pg:3 Zm:5 Zdn:5", "SMULH <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SMULH_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => MultiplyHigh(a, b, size, signed: true));

    /// <summary>UMULH.</summary>
    [A64("00000100 size:2 0 10 011 000 Pg:3 Zm:5 Zdn:5", "UMULH <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void UMULH_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => MultiplyHigh(a, b, size, signed: false));

    /// <summary>SDIV.</summary>
    [A64("00000100 size:2 0 10 100 000 Pg:3 Zm:5 Zdn:5", "SDIV <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size >= 2", Feature = "SVE")]
    private void SDIV_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Divide(a, b, size, signed: true));

    /// <summary>UDIV.</summary>
    [A64("00000100 size:2 0 10 101 000 Pg:3 Zm:5 Zdn:5", "UDIV <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size >= 2", Feature = "SVE")]
    private void UDIV_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Divide(a, b, size, signed: false));

    /// <summary>SDIVR.</summary>
    [A64("00000100 size:2 0 10 110 000 Pg:3 Zm:5 Zdn:5", "SDIVR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size >= 2", Feature = "SVE")]
    private void SDIVR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Divide(b, a, size, signed: true));

    /// <summary>UDIVR.</summary>
    [A64("00000100 size:2 0 10 111 000 Pg:3 Zm:5 Zdn:5", "UDIVR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size >= 2", Feature = "SVE")]
    private void UDIVR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Divide(b, a, size, signed: false));

    /// <summary>ORR.</summary>
    [A64("00000100 size:2 0 11 000 000 Pg:3 Zm:5 Zdn:5", "ORR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void ORR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => a | b);

    /// <summary>EOR.</summary>
    [A64("00000100 size:2 0 11 001 000 Pg:3 Zm:5 Zdn:5", "EOR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void EOR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => a ^ b);

    /// <summary>AND.</summary>
    [A64("00000100 size:2 0 11 010 000 Pg:3 Zm:5 Zdn:5", "AND <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void AND_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => a & b);

    /// <summary>BIC.</summary>
    [A64("00000100 size:2 0 11 011 000 Pg:3 Zm:5 Zdn:5", "BIC <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void BIC_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, static (a, b) => a & ~b);

    /// <summary>MLA.</summary>
    [A64("00000100 size:2 0 Zm:5 010 Pg:3 Zn:5 Zda:5", "MLA <Z(Zda, size)>, <P(Pg)>/M, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void MLA_z_p_zzz(int size, int Zm, int Pg, int Zn, int Zda)
        => Sve(z => z.MultiplyAdd(size, Zda, Pg, z.ReadZ(Zda), z.ReadZ(Zn), z.ReadZ(Zm), subtract: false));

    /// <summary>MLS.</summary>
    [A64("00000100 size:2 0 Zm:5 011 Pg:3 Zn:5 Zda:5", "MLS <Z(Zda, size)>, <P(Pg)>/M, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void MLS_z_p_zzz(int size, int Zm, int Pg, int Zn, int Zda)
        => Sve(z => z.MultiplyAdd(size, Zda, Pg, z.ReadZ(Zda), z.ReadZ(Zn), z.ReadZ(Zm), subtract: true));

    /// <summary>MAD.</summary>
    [A64("00000100 size:2 0 Zm:5 110 Pg:3 Za:5 Zdn:5", "MAD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zm, size)>, <Z(Za, size)>", Feature = "SVE")]
    private void MAD_z_p_zzz(int size, int Zm, int Pg, int Za, int Zdn)
        => Sve(z => z.MultiplyAdd(size, Zdn, Pg, z.ReadZ(Za), z.ReadZ(Zdn), z.ReadZ(Zm), subtract: false));

    /// <summary>MSB.</summary>
    [A64("00000100 size:2 0 Zm:5 111 Pg:3 Za:5 Zdn:5", "MSB <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zm, size)>, <Z(Za, size)>", Feature = "SVE")]
    private void MSB_z_p_zzz(int size, int Zm, int Pg, int Za, int Zdn)
        => Sve(z => z.MultiplyAdd(size, Zdn, Pg, z.ReadZ(Za), z.ReadZ(Zdn), z.ReadZ(Zm), subtract: true));
}
