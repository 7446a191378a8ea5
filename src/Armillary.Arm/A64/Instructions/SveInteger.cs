using Armillary.Arm.A64.Disassembly;
using static Armillary.Arm.Sve.SveUnit;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: unpredicated integer operations, INDEX, ADR, vector lengths. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>ADD.</summary>
    [A64("00000100 size:2 1 Zm:5 000 000 Zn:5 Zd:5", "ADD <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void ADD_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Map(size, Zd, z.ReadZ(Zn), z.ReadZ(Zm), static (a, b) => a + b));

    /// <summary>SUB.</summary>
    [A64("00000100 size:2 1 Zm:5 000 001 Zn:5 Zd:5", "SUB <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SUB_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Map(size, Zd, z.ReadZ(Zn), z.ReadZ(Zm), static (a, b) => a - b));

    /// <summary>SQADD.</summary>
    [A64("00000100 size:2 1 Zm:5 000 100 Zn:5 Zd:5", "SQADD <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SQADD_z_zz(int size, int Zm, int Zn, int Zd)
        => Sve(z => z.Map(size, Zd, z.ReadZ(Zn), z.ReadZ(Zm), (a, b) => Saturate(Number(a, size, true) + Number(b, size, true), size, true)));

    /// <summary>UQADD.</summary>
    [A64("00000100 size:2 1 Zm:5 000 101 Zn:5 Zd:5", "UQADD <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void UQADD_z_zz(int size, int Zm, int Zn, int Zd)
        => Sve(z => z.Map(size, Zd, z.ReadZ(Zn), z.ReadZ(Zm), (a, b) => Saturate(Number(a, size, false) + Number(b, size, false), size, false)));

    /// <summary>SQSUB.</summary>
    [A64("00000100 size:2 1 Zm:5 000 110 Zn:5 Zd:5", "SQSUB <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void SQSUB_z_zz(int size, int Zm, int Zn, int Zd)
        => Sve(z => z.Map(size, Zd, z.ReadZ(Zn), z.ReadZ(Zm), (a, b) => Saturate(Number(a, size, true) - Number(b, size, true), size, true)));

    /// <summary>UQSUB.</summary>
    [A64("00000100 size:2 1 Zm:5 000 111 Zn:5 Zd:5", "UQSUB <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void UQSUB_z_zz(int size, int Zm, int Zn, int Zd)
        => Sve(z => z.Map(size, Zd, z.ReadZ(Zn), z.ReadZ(Zm), (a, b) => Saturate(Number(a, size, false) - Number(b, size, false), size, false)));

    /// <summary>AND.</summary>
    [A64("00000100 00 1 Zm:5 001 100 Zn:5 Zd:5", "AND <Z(Zd, 3)>, <Z(Zn, 3)>, <Z(Zm, 3)>", Feature = "SVE")]
    private void AND_z_zz(int Zm, int Zn, int Zd) => Sve(z => z.Map(3, Zd, z.ReadZ(Zn), z.ReadZ(Zm), static (a, b) => a & b));

    /// <summary>ORR.</summary>
    [A64("00000100 01 1 Zm:5 001 100 Zn:5 Zd:5", "ORR <Z(Zd, 3)>, <Z(Zn, 3)>, <Z(Zm, 3)>", Feature = "SVE")]
    [A64Alias("MOV <Z(Zd, 3)>, <Z(Zn, 3)>", When = "Zn == Zm")]
    private void ORR_z_zz(int Zm, int Zn, int Zd) => Sve(z => z.Map(3, Zd, z.ReadZ(Zn), z.ReadZ(Zm), static (a, b) => a | b));

    /// <summary>EOR.</summary>
    [A64("00000100 10 1 Zm:5 001 100 Zn:5 Zd:5", "EOR <Z(Zd, 3)>, <Z(Zn, 3)>, <Z(Zm, 3)>", Feature = "SVE")]
    private void EOR_z_zz(int Zm, int Zn, int Zd) => Sve(z => z.Map(3, Zd, z.ReadZ(Zn), z.ReadZ(Zm), static (a, b) => a ^ b));

    /// <summary>BIC.</summary>
    [A64("00000100 11 1 Zm:5 001 100 Zn:5 Zd:5", "BIC <Z(Zd, 3)>, <Z(Zn, 3)>, <Z(Zm, 3)>", Feature = "SVE")]
    private void BIC_z_zz(int Zm, int Zn, int Zd) => Sve(z => z.Map(3, Zd, z.ReadZ(Zn), z.ReadZ(Zm), static (a, b) => a & ~b));

    /// <summary>INDEX.</summary>
    [A64("00000100 size:2 1 imm5b:5 010000 imm5:5 Zd:5", "INDEX <Z(Zd, size)>, #<Signed(imm5, 5)>, #<Signed(imm5b, 5)>", Feature = "SVE")]
    private void INDEX_z_ii(int size, int imm5b, int imm5, int Zd) => Sve(z => z.Index(size, Zd, (ulong)Operands.Signed(imm5, 5), (ulong)Operands.Signed(imm5b, 5)));

    /// <summary>INDEX.</summary>
    [A64("00000100 size:2 1 imm5:5 010001 Rn:5 Zd:5", "INDEX <Z(Zd, size)>, <Register(Rn, size == 3 ? 1 : 0)>, #<Signed(imm5, 5)>", Feature = "SVE")]
    private void INDEX_z_ri(int size, int imm5, int Rn, int Zd) => Sve(z => z.Index(size, Zd, z.X(Rn), (ulong)Operands.Signed(imm5, 5)));

    /// <summary>INDEX.</summary>
    [A64("00000100 size:2 1 Rm:5 010010 imm5:5 Zd:5", "INDEX <Z(Zd, size)>, #<Signed(imm5, 5)>, <Register(Rm, size == 3 ? 1 : 0)>", Feature = "SVE")]
    private void INDEX_z_ir(int size, int Rm, int imm5, int Zd) => Sve(z => z.Index(size, Zd, (ulong)Operands.Signed(imm5, 5), z.X(Rm)));

    /// <summary>INDEX.</summary>
    [A64("00000100 size:2 1 Rm:5 010011 Rn:5 Zd:5", "INDEX <Z(Zd, size)>, <Register(Rn, size == 3 ? 1 : 0)>, <Register(Rm, size == 3 ? 1 : 0)>", Feature = "SVE")]
    private void INDEX_z_rr(int size, int Rm, int Rn, int Zd) => Sve(z => z.Index(size, Zd, z.X(Rn), z.X(Rm)));

    /// <summary>ADDVL.</summary>
    [A64("00000100 001 Rn:5 01010 imm6:6 Rd:5", "ADDVL <Xd|SP>, <Xn|SP>, #<Signed(imm6, 6)>", Feature = "SVE")]
    private void ADDVL_r_ri(int Rn, int imm6, int Rd) => Sve(z => z.WriteXSP(Rd, z.XSP(Rn) + (ulong)(Operands.Signed(imm6, 6) * z.VL)));

    /// <summary>ADDPL.</summary>
    [A64("00000100 011 Rn:5 01010 imm6:6 Rd:5", "ADDPL <Xd|SP>, <Xn|SP>, #<Signed(imm6, 6)>", Feature = "SVE")]
    private void ADDPL_r_ri(int Rn, int imm6, int Rd) => Sve(z => z.WriteXSP(Rd, z.XSP(Rn) + (ulong)(Operands.Signed(imm6, 6) * z.VL / 8)));

    /// <summary>RDVL.</summary>
    [A64("00000100 101 11111 01010 imm6:6 Rd:5", "RDVL <Xd>, #<Signed(imm6, 6)>", Feature = "SVE")]
    private void RDVL_r_i(int imm6, int Rd) => Sve(z => z.WriteX(Rd, (ulong)(Operands.Signed(imm6, 6) * z.VL)));

    /// <summary>ADR.</summary>
    [A64("00000100 00 1 Zm:5 1010 msz:2 Zn:5 Zd:5", "ADR <Z(Zd, 3)>, [<Z(Zn, 3)>, <Z(Zm, 3)>, SXTW{ #<msz>}]", Feature = "SVE")]
    private void ADR_z_az_d_s32(int Zm, int msz, int Zn, int Zd) => Sve(z => z.Addresses(3, Zd, Zn, Zm, msz, static m => (ulong)(int)m));

    /// <summary>ADR.</summary>
    [A64("00000100 01 1 Zm:5 1010 msz:2 Zn:5 Zd:5", "ADR <Z(Zd, 3)>, [<Z(Zn, 3)>, <Z(Zm, 3)>, UXTW{ #<msz>}]", Feature = "SVE")]
    private void ADR_z_az_d_u32(int Zm, int msz, int Zn, int Zd) => Sve(z => z.Addresses(3, Zd, Zn, Zm, msz, static m => (uint)m));

    /// <summary>ADR.</summary>
    [A64("00000100 1 sz:1 1 Zm:5 1010 msz:2 Zn:5 Zd:5", "ADR <Z(Zd, 2 + sz)>, [<Z(Zn, 2 + sz)>, <Z(Zm, 2 + sz)>{, LSL #<msz>}]", Feature = "SVE")]
    private void ADR_z_az_same(int sz, int Zm, int msz, int Zn, int Zd) => Sve(z => z.Addresses(2 + sz, Zd, Zn, Zm, msz, static m => m));

    /// <summary>FTSSEL.</summary>
    [A64("00000100 size:2 1 Zm:5 101100 Zn:5 Zd:5", "FTSSEL <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FTSSEL_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.Map(size, Zd, z.ReadZ(Zn), z.ReadZ(Zm), (a, b) => TrigSelect(a, b, size)));

    /// <summary>FEXPA.</summary>
    [A64("00000100 size:2 1 00000 101110 Zn:5 Zd:5", "FEXPA <Z(Zd, size)>, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FEXPA_z_z(int size, int Zn, int Zd) => Sve(z => z.Map(size, Zd, z.ReadZ(Zn), z.ReadZ(Zn), (a, _) => Exponential(a, size)));

    /// <summary>MOVPRFX.</summary>
    [A64("00000100 00 1 00000 101111 Zn:5 Zd:5", "MOVPRFX <Numbered('Z', Zd)>, <Numbered('Z', Zn)>", Feature = "SVE")]
    private void MOVPRFX_z_z(int Zn, int Zd) => Sve(z => z.WriteZ(Zd, z.ReadZ(Zn)));
}
