using Armillary.Arm.A64.Disassembly;
using Armillary.Arm.Sve;
using static Armillary.Arm.Sve.SveUnit;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: permutes, copies, selections. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>EXT.</summary>
    [A64("00000101 001 imm8h:5 000 imm8l:3 Zm:5 Zdn:5", "EXT <Z(Zdn, 0)>, <Z(Zdn, 0)>, <Z(Zm, 0)>, #<(imm8h << 3) | imm8l>", Feature = "SVE")]
    private void EXT_z_zi(int imm8h, int imm8l, int Zm, int Zdn) => Sve(z => z.Extract(Zdn, Zm, (imm8h << 3) | imm8l));

    /// <summary>DUP.</summary>
    [A64("00000101 imm2:2 1 tsz:5 001000 Zn:5 Zd:5", "DUP <Z(Zd, Imm5Size(tsz))>, <Z(Zn, Imm5Size(tsz))>[<Imm5Index((imm2 << 5) | tsz)>]", When = "tsz != 0", Feature = "SVE")]
    [A64Alias("MOV <Z(Zd, Imm5Size(tsz))>, <Scalar(Imm5Size(tsz), Zn)>", When = "Imm5Index((imm2 << 5) | tsz) == 0")]
    [A64Alias("MOV <Z(Zd, Imm5Size(tsz))>, <Z(Zn, Imm5Size(tsz))>[<Imm5Index((imm2 << 5) | tsz)>]")]
    private void DUP_z_zi(int imm2, int tsz, int Zn, int Zd) => Sve(z => z.Duplicate(Operands.Imm5Size(tsz), Zd, Zn, Operands.Imm5Index((imm2 << 5) | tsz)));

    /// <summary>DUP.</summary>
    [A64("00000101 size:2 1 00000 001110 Rn:5 Zd:5", "DUP <Z(Zd, size)>, <RegisterOrSP(Rn, size == 3 ? 1 : 0)>", Feature = "SVE")]
    [A64Alias("MOV <Z(Zd, size)>, <RegisterOrSP(Rn, size == 3 ? 1 : 0)>")]
    private void DUP_z_r(int size, int Rn, int Zd) => Sve(z => z.WriteZ(Zd, Splat(size, z.XSP(Rn))));

    /// <summary>INSR.</summary>
    [A64("00000101 size:2 1 00100 001110 Rm:5 Zdn:5", "INSR <Z(Zdn, size)>, <Register(Rm, size == 3 ? 1 : 0)>", Feature = "SVE")]
    private void INSR_z_r(int size, int Rm, int Zdn) => Sve(z => z.Insert(size, Zdn, z.X(Rm)));

    /// <summary>INSR.</summary>
    [A64("00000101 size:2 1 10100 001110 Vm:5 Zdn:5", "INSR <Z(Zdn, size)>, <Scalar(size, Vm)>", Feature = "SVE")]
    private void INSR_z_v(int size, int Vm, int Zdn) => Sve(z => z.Insert(size, Zdn, z.ReadZ(Vm).Get(0, size)));

    /// <summary>SUNPKLO.</summary>
    [A64("00000101 size:2 1 100 00 001110 Zn:5 Zd:5", "SUNPKLO <Z(Zd, size)>, <Z(Zn, size - 1)>", When = "size != 0", Feature = "SVE")]
    private void SUNPKLO_z_z(int size, int Zn, int Zd) => Sve(z => z.Unpack(size, Zd, Zn, unsigned: false, high: false));

    /// <summary>SUNPKHI.</summary>
    [A64("00000101 size:2 1 100 01 001110 Zn:5 Zd:5", "SUNPKHI <Z(Zd, size)>, <Z(Zn, size - 1)>", When = "size != 0", Feature = "SVE")]
    private void SUNPKHI_z_z(int size, int Zn, int Zd) => Sve(z => z.Unpack(size, Zd, Zn, unsigned: false, high: true));

    /// <summary>UUNPKLO.</summary>
    [A64("00000101 size:2 1 100 10 001110 Zn:5 Zd:5", "UUNPKLO <Z(Zd, size)>, <Z(Zn, size - 1)>", When = "size != 0", Feature = "SVE")]
    private void UUNPKLO_z_z(int size, int Zn, int Zd) => Sve(z => z.Unpack(size, Zd, Zn, unsigned: true, high: false));

    /// <summary>UUNPKHI.</summary>
    [A64("00000101 size:2 1 100 11 001110 Zn:5 Zd:5", "UUNPKHI <Z(Zd, size)>, <Z(Zn, size - 1)>", When = "size != 0", Feature = "SVE")]
    private void UUNPKHI_z_z(int size, int Zn, int Zd) => Sve(z => z.Unpack(size, Zd, Zn, unsigned: true, high: true));

    /// <summary>REV.</summary>
    [A64("00000101 size:2 1 11000 001110 Zn:5 Zd:5", "REV <Z(Zd, size)>, <Z(Zn, size)>", Feature = "SVE")]
    private void REV_z_z(int size, int Zn, int Zd) => Sve(z => z.ReverseVector(size, Zd, Zn));

    /// <summary>TBL.</summary>
    [A64("00000101 size:2 1 Zm:5 001100 Zn:5 Zd:5", "TBL <Z(Zd, size)>, {{<Z(Zn, size)>}}, <Z(Zm, size)>", Feature = "SVE")]
    private void TBL_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Table(size, Zd, Zn, Zm));

    /// <summary>ZIP1.</summary>
    [A64("00000101 size:2 10 Pm:4 010 00 0 0 Pn:4 0 Pd:4", "ZIP1 <P(Pd)>.<Letter(size)>, <P(Pn)>.<Letter(size)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void ZIP1_p_pp(int size, int Pm, int Pn, int Pd) => Sve(z => z.InterleavePredicates(size, Pd, Pn, Pm, 0, 0));

    /// <summary>ZIP1.</summary>
    [A64("00000101 size:2 1 Zm:5 011 000 Zn:5 Zd:5", "ZIP1 <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void ZIP1_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Interleave(size, Zd, Zn, Zm, 0, 0));

    /// <summary>ZIP2.</summary>
    [A64("00000101 size:2 10 Pm:4 010 00 1 0 Pn:4 0 Pd:4", "ZIP2 <P(Pd)>.<Letter(size)>, <P(Pn)>.<Letter(size)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void ZIP2_p_pp(int size, int Pm, int Pn, int Pd) => Sve(z => z.InterleavePredicates(size, Pd, Pn, Pm, 0, 1));

    /// <summary>ZIP2.</summary>
    [A64("00000101 size:2 1 Zm:5 011 001 Zn:5 Zd:5", "ZIP2 <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void ZIP2_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Interleave(size, Zd, Zn, Zm, 0, 1));

    /// <summary>UZP1.</summary>
    [A64("00000101 size:2 10 Pm:4 010 01 0 0 Pn:4 0 Pd:4", "UZP1 <P(Pd)>.<Letter(size)>, <P(Pn)>.<Letter(size)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void UZP1_p_pp(int size, int Pm, int Pn, int Pd) => Sve(z => z.InterleavePredicates(size, Pd, Pn, Pm, 1, 0));

    /// <summary>UZP1.</summary>
    [A64("00000101 size:2 1 Zm:5 011 010 Zn:5 Zd:5", "UZP1 <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void UZP1_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Interleave(size, Zd, Zn, Zm, 1, 0));

    /// <summary>UZP2.</summary>
    [A64("00000101 size:2 10 Pm:4 010 01 1 0 Pn:4 0 Pd:4", "UZP2 <P(Pd)>.<Letter(size)>, <P(Pn)>.<Letter(size)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void UZP2_p_pp(int size, int Pm, int Pn, int Pd) => Sve(z => z.InterleavePredicates(size, Pd, Pn, Pm, 1, 1));

    /// <summary>UZP2.</summary>
    [A64("00000101 size:2 1 Zm:5 011 011 Zn:5 Zd:5", "UZP2 <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void UZP2_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Interleave(size, Zd, Zn, Zm, 1, 1));

    /// <summary>TRN1.</summary>
    [A64("00000101 size:2 10 Pm:4 010 10 0 0 Pn:4 0 Pd:4", "TRN1 <P(Pd)>.<Letter(size)>, <P(Pn)>.<Letter(size)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void TRN1_p_pp(int size, int Pm, int Pn, int Pd) => Sve(z => z.InterleavePredicates(size, Pd, Pn, Pm, 2, 0));

    /// <summary>TRN1.</summary>
    [A64("00000101 size:2 1 Zm:5 011 100 Zn:5 Zd:5", "TRN1 <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void TRN1_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Interleave(size, Zd, Zn, Zm, 2, 0));

    /// <summary>TRN2.</summary>
    [A64("00000101 size:2 10 Pm:4 010 10 1 0 Pn:4 0 Pd:4", "TRN2 <P(Pd)>.<Letter(size)>, <P(Pn)>.<Letter(size)>, <P(Pm)>.<Letter(size)>", Feature = "SVE")]
    private void TRN2_p_pp(int size, int Pm, int Pn, int Pd) => Sve(z => z.InterleavePredicates(size, Pd, Pn, Pm, 2, 1));

    /// <summary>TRN2.</summary>
    [A64("00000101 size:2 1 Zm:5 011 101 Zn:5 Zd:5", "TRN2 <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void TRN2_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Interleave(size, Zd, Zn, Zm, 2, 1));

    /// <summary>REV.</summary>
    [A64("00000101 size:2 110100 0100000 Pn:4 0 Pd:4", "REV <P(Pd)>.<Letter(size)>, <P(Pn)>.<Letter(size)>", Feature = "SVE")]
    private void REV_p_p(int size, int Pn, int Pd) => Sve(z => z.ReversePredicate(size, Pd, Pn));

    /// <summary>PUNPKLO.</summary>
    [A64("00000101 0011 000 0 0100000 Pn:4 0 Pd:4", "PUNPKLO <P(Pd)>.H, <P(Pn)>.B", Feature = "SVE")]
    private void PUNPKLO_p_p(int Pn, int Pd) => Sve(z => z.UnpackPredicate(Pd, Pn, high: false));

    /// <summary>PUNPKHI.</summary>
    [A64("00000101 0011 000 1 0100000 Pn:4 0 Pd:4", "PUNPKHI <P(Pd)>.H, <P(Pn)>.B", Feature = "SVE")]
    private void PUNPKHI_p_p(int Pn, int Pd) => Sve(z => z.UnpackPredicate(Pd, Pn, high: true));

    /// <summary>COMPACT.</summary>
    [A64("00000101 1 sz:1 100001 100 Pg:3 Zn:5 Zd:5", "COMPACT <Z(Zd, 2 + sz)>, <P(Pg)>, <Z(Zn, 2 + sz)>", Feature = "SVE")]
    private void COMPACT_z_p_z(int sz, int Pg, int Zn, int Zd) => Sve(z => z.Compact(2 + sz, Zd, Pg, Zn));

    /// <summary>CLASTA.</summary>
    [A64("00000101 size:2 10100 0 100 Pg:3 Zm:5 Zdn:5", "CLASTA <Z(Zdn, size)>, <P(Pg)>, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CLASTA_z_p_zz(int size, int Pg, int Zm, int Zdn)
        => Sve(z => z.WriteZ(Zdn, z.AnyActive(Pg, size) ? Splat(size, z.Last(size, Pg, Zm, before: false)) : z.ReadZ(Zdn)));

    /// <summary>CLASTA.</summary>
    [A64("00000101 size:2 10101 0 100 Pg:3 Zm:5 Vdn:5", "CLASTA <Scalar(size, Vdn)>, <P(Pg)>, <Scalar(size, Vdn)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CLASTA_v_p_z(int size, int Pg, int Zm, int Vdn)
        => Sve(z => z.WriteV(Vdn, z.AnyActive(Pg, size) ? z.Last(size, Pg, Zm, before: false) : z.ReadZ(Vdn).Get(0, size)));

    /// <summary>CLASTA.</summary>
    [A64("00000101 size:2 11000 0 101 Pg:3 Zm:5 Rdn:5", "CLASTA <Register(Rdn, size == 3 ? 1 : 0)>, <P(Pg)>, <Register(Rdn, size == 3 ? 1 : 0)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CLASTA_r_p_z(int size, int Pg, int Zm, int Rdn)
        => Sve(z => z.WriteX(Rdn, z.AnyActive(Pg, size) ? z.Last(size, Pg, Zm, before: false) : z.X(Rdn) & SveVector.Mask(size)));

    /// <summary>LASTA.</summary>
    [A64("00000101 size:2 10001 0 100 Pg:3 Zn:5 Vd:5", "LASTA <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void LASTA_v_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.WriteV(Vd, z.Last(size, Pg, Zn, before: false)));

    /// <summary>LASTA.</summary>
    [A64("00000101 size:2 10000 0 101 Pg:3 Zn:5 Rd:5", "LASTA <Register(Rd, size == 3 ? 1 : 0)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void LASTA_r_p_z(int size, int Pg, int Zn, int Rd) => Sve(z => z.WriteX(Rd, z.Last(size, Pg, Zn, before: false)));

    /// <summary>CLASTB.</summary>
    [A64("00000101 size:2 10100 1 100 Pg:3 Zm:5 Zdn:5", "CLASTB <Z(Zdn, size)>, <P(Pg)>, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CLASTB_z_p_zz(int size, int Pg, int Zm, int Zdn)
        => Sve(z => z.WriteZ(Zdn, z.AnyActive(Pg, size) ? Splat(size, z.Last(size, Pg, Zm, before: true)) : z.ReadZ(Zdn)));

    /// <summary>CLASTB.</summary>
    [A64("00000101 size:2 10101 1 100 Pg:3 Zm:5 Vdn:5", "CLASTB <Scalar(size, Vdn)>, <P(Pg)>, <Scalar(size, Vdn)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CLASTB_v_p_z(int size, int Pg, int Zm, int Vdn)
        => Sve(z => z.WriteV(Vdn, z.AnyActive(Pg, size) ? z.Last(size, Pg, Zm, before: true) : z.ReadZ(Vdn).Get(0, size)));

    /// <summary>CLASTB.</summary>
    [A64("00000101 size:2 11000 1 101 Pg:3 Zm:5 Rdn:5", "CLASTB <Register(Rdn, size == 3 ? 1 : 0)>, <P(Pg)>, <Register(Rdn, size == 3 ? 1 : 0)>, <Z(Zm, size)>", Feature = "SVE")]
    private void CLASTB_r_p_z(int size, int Pg, int Zm, int Rdn)
        => Sve(z => z.WriteX(Rdn, z.AnyActive(Pg, size) ? z.Last(size, Pg, Zm, before: true) : z.X(Rdn) & SveVector.Mask(size)));

    /// <summary>LASTB.</summary>
    [A64("00000101 size:2 10001 1 100 Pg:3 Zn:5 Vd:5", "LASTB <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void LASTB_v_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.WriteV(Vd, z.Last(size, Pg, Zn, before: true)));

    /// <summary>LASTB.</summary>
    [A64("00000101 size:2 10000 1 101 Pg:3 Zn:5 Rd:5", "LASTB <Register(Rd, size == 3 ? 1 : 0)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void LASTB_r_p_z(int size, int Pg, int Zn, int Rd) => Sve(z => z.WriteX(Rd, z.Last(size, Pg, Zn, before: true)));

    /// <summary>SPLICE.</summary>
    [A64("00000101 size:2 101100 100 Pg:3 Zm:5 Zdn:5", "SPLICE <Z(Zdn, size)>, <P(Pg)>, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SPLICE_z_p_zz(int size, int Pg, int Zm, int Zdn) => Sve(z => z.Splice(size, Zdn, Pg, Zm));

    /// <summary>REVB.</summary>
    [A64("00000101 size:2 1001 00 100 Pg:3 Zn:5 Zd:5", "REVB <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void REVB_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, a => Reverse(a, size, 0));

    /// <summary>REVH.</summary>
    [A64("00000101 size:2 1001 01 100 Pg:3 Zn:5 Zd:5", "REVH <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size > 1", Feature = "SVE")]
    private void REVH_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, a => Reverse(a, size, 1));

    /// <summary>REVW.</summary>
    [A64("00000101 size:2 1001 10 100 Pg:3 Zn:5 Zd:5", "REVW <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size == 3", Feature = "SVE")]
    private void REVW_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, a => Reverse(a, size, 2));

    /// <summary>RBIT.</summary>
    [A64("00000101 size:2 1001 11 100 Pg:3 Zn:5 Zd:5", "RBIT <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", Feature = "SVE")]
    private void RBIT_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, a => Reverse(a, size, -1));

    /// <summary>CPY.</summary>
    [A64("00000101 size:2 1 00000 100 Pg:3 Vn:5 Zd:5", "CPY <Z(Zd, size)>, <P(Pg)>/M, <Scalar(size, Vn)>", Feature = "SVE")]
    [A64Alias("MOV <Z(Zd, size)>, <P(Pg)>/M, <Scalar(size, Vn)>")]
    private void CPY_z_p_v(int size, int Pg, int Vn, int Zd) => Sve(z => z.Map(size, Zd, Pg, z.ReadZ(Zd), Splat(size, z.ReadZ(Vn)[0]), static a => a));

    /// <summary>CPY.</summary>
    [A64("00000101 size:2 1 01000 101 Pg:3 Rn:5 Zd:5", "CPY <Z(Zd, size)>, <P(Pg)>/M, <RegisterOrSP(Rn, size == 3 ? 1 : 0)>", Feature = "SVE")]
    [A64Alias("MOV <Z(Zd, size)>, <P(Pg)>/M, <RegisterOrSP(Rn, size == 3 ? 1 : 0)>")]
    private void CPY_z_p_r(int size, int Pg, int Rn, int Zd) => Sve(z => z.Map(size, Zd, Pg, z.ReadZ(Zd), Splat(size, z.XSP(Rn)), static a => a));

    /// <summary>SEL.</summary>
    [A64("00000101 size:2 1 Zm:5 11 Pg:4 Zn:5 Zd:5", "SEL <Z(Zd, size)>, <P(Pg)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    [A64Alias("MOV <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "Zd == Zm")]
    private void SEL_z_p_zz(int size, int Zm, int Pg, int Zn, int Zd) => Sve(z => z.Map(size, Zd, Pg, z.ReadZ(Zm), z.ReadZ(Zn), static a => a));
}
