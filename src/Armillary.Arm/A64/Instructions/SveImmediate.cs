using Armillary.Arm.A64.Disassembly;
using static Armillary.Arm.Sve.SveUnit;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: operations with immediates. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>ADD.</summary>
    [A64("00100101 size:2 100 000 11 sh:1 imm8:8 Zdn:5", "ADD <Z(Zdn, size)>, <Z(Zdn, size)>, #<imm8 << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}", When = "size != 0 || sh == 0", Feature = "SVE")]
    private void ADD_z_zi(int size, int sh, int imm8, int Zdn) => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)imm8 << (8 * sh)), static (a, b) => a + b));

    /// <summary>SUB.</summary>
    [A64("00100101 size:2 100 001 11 sh:1 imm8:8 Zdn:5", "SUB <Z(Zdn, size)>, <Z(Zdn, size)>, #<imm8 << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}", When = "size != 0 || sh == 0", Feature = "SVE")]
    private void SUB_z_zi(int size, int sh, int imm8, int Zdn) => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)imm8 << (8 * sh)), static (a, b) => a - b));

    /// <summary>SUBR.</summary>
    [A64("00100101 size:2 100 011 11 sh:1 imm8:8 Zdn:5", "SUBR <Z(Zdn, size)>, <Z(Zdn, size)>, #<imm8 << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}", When = "size != 0 || sh == 0", Feature = "SVE")]
    private void SUBR_z_zi(int size, int sh, int imm8, int Zdn)
        => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)imm8 << (8 * sh)), static (a, b) => b - a));

    /// <summary>SQADD.</summary>
    [A64("00100101 size:2 100 100 11 sh:1 imm8:8 Zdn:5", "SQADD <Z(Zdn, size)>, <Z(Zdn, size)>, #<imm8 << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}", When = "size != 0 || sh == 0", Feature = "SVE")]
    private void SQADD_z_zi(int size, int sh, int imm8, int Zdn)
        => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)imm8 << (8 * sh)), (a, _) => Saturate(Number(a, size, true) + (imm8 << (8 * sh)), size, true)));

    /// <summary>UQADD.</summary>
    [A64("00100101 size:2 100 101 11 sh:1 imm8:8 Zdn:5", "UQADD <Z(Zdn, size)>, <Z(Zdn, size)>, #<imm8 << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}", When = "size != 0 || sh == 0", Feature = "SVE")]
    private void UQADD_z_zi(int size, int sh, int imm8, int Zdn)
        => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)imm8 << (8 * sh)), (a, _) => Saturate(Number(a, size, false) + (imm8 << (8 * sh)), size, false)));

    /// <summary>SQSUB.</summary>
    [A64("00100101 size:2 100 110 11 sh:1 imm8:8 Zdn:5", "SQSUB <Z(Zdn, size)>, <Z(Zdn, size)>, #<imm8 << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}", When = "size != 0 || sh == 0", Feature = "SVE")]
    private void SQSUB_z_zi(int size, int sh, int imm8, int Zdn)
        => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)imm8 << (8 * sh)), (a, _) => Saturate(Number(a, size, true) - (imm8 << (8 * sh)), size, true)));

    /// <summary>UQSUB.</summary>
    [A64("00100101 size:2 100 111 11 sh:1 imm8:8 Zdn:5", "UQSUB <Z(Zdn, size)>, <Z(Zdn, size)>, #<imm8 << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}", When = "size != 0 || sh == 0", Feature = "SVE")]
    private void UQSUB_z_zi(int size, int sh, int imm8, int Zdn)
        => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)imm8 << (8 * sh)), (a, _) => Saturate(Number(a, size, false) - (imm8 << (8 * sh)), size, false)));

    /// <summary>ORR.</summary>
    [A64("00000101 00 0000 imm13:13 Zdn:5", "ORR <MaskZ(Zdn, imm13)>, <MaskZ(Zdn, imm13)>, #<MaskImmediate(imm13)>", When = "IsBitMask(imm13 >> 12, imm13 & 63, (imm13 >> 6) & 63, 1)", Feature = "SVE")]
    private void ORR_z_zi_mask(int imm13, int Zdn) => Sve(z => z.Map(3, Zdn, z.ReadZ(Zdn), Splat(3, Mask(imm13)), static (a, b) => a | b));

    /// <summary>EOR.</summary>
    [A64("00000101 01 0000 imm13:13 Zdn:5", "EOR <MaskZ(Zdn, imm13)>, <MaskZ(Zdn, imm13)>, #<MaskImmediate(imm13)>", When = "IsBitMask(imm13 >> 12, imm13 & 63, (imm13 >> 6) & 63, 1)", Feature = "SVE")]
    private void EOR_z_zi_mask(int imm13, int Zdn) => Sve(z => z.Map(3, Zdn, z.ReadZ(Zdn), Splat(3, Mask(imm13)), static (a, b) => a ^ b));

    /// <summary>AND.</summary>
    [A64("00000101 10 0000 imm13:13 Zdn:5", "AND <MaskZ(Zdn, imm13)>, <MaskZ(Zdn, imm13)>, #<MaskImmediate(imm13)>", When = "IsBitMask(imm13 >> 12, imm13 & 63, (imm13 >> 6) & 63, 1)", Feature = "SVE")]
    private void AND_z_zi_mask(int imm13, int Zdn) => Sve(z => z.Map(3, Zdn, z.ReadZ(Zdn), Splat(3, Mask(imm13)), static (a, b) => a & b));

    /// <summary>DUPM.</summary>
    [A64("00000101 11 0000 imm13:13 Zd:5", "DUPM <MaskZ(Zd, imm13)>, #<MaskImmediate(imm13)>", When = "IsBitMask(imm13 >> 12, imm13 & 63, (imm13 >> 6) & 63, 1)", Feature = "SVE")]
    [A64Alias("MOV <MaskZ(Zd, imm13)>, #<MaskImmediate(imm13)>", When = "MoveMaskPreferred(imm13)")]
    private void DUPM_z_i(int imm13, int Zd) => Sve(z => z.WriteZ(Zd, Splat(3, Mask(imm13))));

    /// <summary>CPY.</summary>
    [A64("00000101 size:2 01 Pg:4 0 M:1 sh:1 imm8:8 Zd:5", "CPY <Z(Zd, size)>, <P(Pg)>/<M == 1 ? \"M\" : \"Z\">, #<Signed(imm8, 8) << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}", When = "size != 0 || sh == 0", Feature = "SVE")]
    [A64Alias("MOV <Z(Zd, size)>, <P(Pg)>/<M == 1 ? \"M\" : \"Z\">, #<Signed(imm8, 8) << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}")]
    private void CPY_z_p_i(int size, int Pg, int M, int sh, int imm8, int Zd)
        => Sve(z => z.Map(size, Zd, Pg, M == 1 ? z.ReadZ(Zd) : default, Splat(size, (ulong)(Operands.Signed(imm8, 8) << (8 * sh))), static a => a));

    /// <summary>FCPY.</summary>
    [A64("00000101 size:2 01 Pg:4 110 imm8:8 Zd:5", "FCPY <Z(Zd, size)>, <P(Pg)>/M, #<FloatImmediate(imm8)>", When = "size != 0", Feature = "SVE")]
    [A64Alias("FMOV <Z(Zd, size)>, <P(Pg)>/M, #<FloatImmediate(imm8)>")]
    private void FCPY_z_p_i(int size, int Pg, int imm8, int Zd) => Sve(z => z.Map(size, Zd, Pg, z.ReadZ(Zd), Splat(size, VFPExpandImm(imm8, 8 << size)), static a => a));

    /// <summary>SMAX.</summary>
    [A64("00100101 size:2 101 000 110 imm8:8 Zdn:5", "SMAX <Z(Zdn, size)>, <Z(Zdn, size)>, #<Signed(imm8, 8)>", Feature = "SVE")]
    private void SMAX_z_zi(int size, int imm8, int Zdn)
        => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)Operands.Signed(imm8, 8)), (a, b) => Signed(a, size) > Signed(b, size) ? a : b));

    /// <summary>UMAX.</summary>
    [A64("00100101 size:2 101 001 110 imm8:8 Zdn:5", "UMAX <Z(Zdn, size)>, <Z(Zdn, size)>, #<imm8>", Feature = "SVE")]
    private void UMAX_z_zi(int size, int imm8, int Zdn) => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)imm8), static (a, b) => Math.Max(a, b)));

    /// <summary>SMIN.</summary>
    [A64("00100101 size:2 101 010 110 imm8:8 Zdn:5", "SMIN <Z(Zdn, size)>, <Z(Zdn, size)>, #<Signed(imm8, 8)>", Feature = "SVE")]
    private void SMIN_z_zi(int size, int imm8, int Zdn)
        => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)Operands.Signed(imm8, 8)), (a, b) => Signed(a, size) < Signed(b, size) ? a : b));

    /// <summary>UMIN.</summary>
    [A64("00100101 size:2 101 011 110 imm8:8 Zdn:5", "UMIN <Z(Zdn, size)>, <Z(Zdn, size)>, #<imm8>", Feature = "SVE")]
    private void UMIN_z_zi(int size, int imm8, int Zdn) => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)imm8), static (a, b) => Math.Min(a, b)));

    /// <summary>MUL.</summary>
    [A64("00100101 size:2 110 000 110 imm8:8 Zdn:5", "MUL <Z(Zdn, size)>, <Z(Zdn, size)>, #<Signed(imm8, 8)>", Feature = "SVE")]
    private void MUL_z_zi(int size, int imm8, int Zdn) => Sve(z => z.Map(size, Zdn, z.ReadZ(Zdn), Splat(size, (ulong)Operands.Signed(imm8, 8)), static (a, b) => a * b));

    /// <summary>DUP.</summary>
    [A64("00100101 size:2 111 00 011 sh:1 imm8:8 Zd:5", "DUP <Z(Zd, size)>, #<Signed(imm8, 8) << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}", When = "size != 0 || sh == 0", Feature = "SVE")]
    [A64Alias("MOV <Z(Zd, size)>, #<Signed(imm8, 8) << (8 * sh)>{?sh != 0 && imm8 == 0: , LSL #8}")]
    private void DUP_z_i(int size, int sh, int imm8, int Zd) => Sve(z => z.WriteZ(Zd, Splat(size, (ulong)(Operands.Signed(imm8, 8) << (8 * sh)))));

    /// <summary>FDUP.</summary>
    [A64("00100101 size:2 111 00 1 110 imm8:8 Zd:5", "FDUP <Z(Zd, size)>, #<FloatImmediate(imm8)>", When = "size != 0", Feature = "SVE")]
    [A64Alias("FMOV <Z(Zd, size)>, #<FloatImmediate(imm8)>")]
    private void FDUP_z_i(int size, int imm8, int Zd) => Sve(z => z.WriteZ(Zd, Splat(size, VFPExpandImm(imm8, 8 << size))));
}
