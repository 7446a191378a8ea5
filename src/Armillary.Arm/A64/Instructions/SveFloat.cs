using Armillary.Arm.Sve;
using Armillary.Ir.Numerics;
using static Armillary.Arm.Sve.SveUnit;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: floating-point arithmetic. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>FCADD.</summary>
    [A64("01100100 size:2 00000 rot:1 100 Pg:3 Zm:5 Zdn:5", "FCADD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>, #<rot == 1 ? 270 : 90>", When = "size != 0", Feature = "SVE")]
    private void FCADD_z_p_zz(int size, int rot, int Pg, int Zm, int Zdn) => Sve(z => z.ComplexAdd(size, Zdn, Pg, Zm, rot));

    /// <summary>FCMLA.</summary>
    [A64("01100100 size:2 0 Zm:5 0 rot:2 Pg:3 Zn:5 Zda:5", "FCMLA <Z(Zda, size)>, <P(Pg)>/M, <Z(Zn, size)>, <Z(Zm, size)>, #<rot * 90>", When = "size != 0", Feature = "SVE")]
    private void FCMLA_z_p_zzz(int size, int Zm, int rot, int Pg, int Zn, int Zda) => Sve(z => z.ComplexMultiplyAdd(size, Zda, Pg, Zn, Zm, rot));

    /// <summary>FCMLA.</summary>
    [A64("01100100 101 i2:2 Zm:3 0001 rot:2 Zn:5 Zda:5", "FCMLA <Z(Zda, 1)>, <Z(Zn, 1)>, <Z(Zm, 1)>[<i2>], #<rot * 90>", Feature = "SVE")]
    private void FCMLA_z_zzzi_h(int i2, int Zm, int rot, int Zn, int Zda) => Sve(z => z.ComplexMultiplyAdd(1, Zda, -1, Zn, Zm, rot, i2));

    /// <summary>FCMLA.</summary>
    [A64("01100100 111 i1:1 Zm:4 0001 rot:2 Zn:5 Zda:5", "FCMLA <Z(Zda, 2)>, <Z(Zn, 2)>, <Z(Zm, 2)>[<i1>], #<rot * 90>", Feature = "SVE")]
    private void FCMLA_z_zzzi_s(int i1, int Zm, int rot, int Zn, int Zda) => Sve(z => z.ComplexMultiplyAdd(2, Zda, -1, Zn, Zm, rot, i1));

    /// <summary>FMLA.</summary>
    [A64("01100100 0 i3h:1 1 i3l:2 Zm:3 00000 0 Zn:5 Zda:5", "FMLA <Z(Zda, 1)>, <Z(Zn, 1)>, <Z(Zm, 1)>[<(i3h << 2) | i3l>]", Feature = "SVE")]
    private void FMLA_z_zzzi_h(int i3h, int i3l, int Zm, int Zn, int Zda)
        => Sve(z => z.MapFloat(1, Zda, -1, z.ReadZ(Zda), z.ReadZ(Zn), z.Indexed(1, Zm, (i3h << 2) | i3l), QuickFloat.MulAdd));

    /// <summary>FMLS.</summary>
    [A64("01100100 0 i3h:1 1 i3l:2 Zm:3 00000 1 Zn:5 Zda:5", "FMLS <Z(Zda, 1)>, <Z(Zn, 1)>, <Z(Zm, 1)>[<(i3h << 2) | i3l>]", Feature = "SVE")]
    private void FMLS_z_zzzi_h(int i3h, int i3l, int Zm, int Zn, int Zda)
        => Sve(z => z.MapFloat(1, Zda, -1, z.ReadZ(Zda), z.ReadZ(Zn), z.Indexed(1, Zm, (i3h << 2) | i3l), QuickFloat.MulSub));

    /// <summary>FMUL.</summary>
    [A64("01100100 0 i3h:1 1 i3l:2 Zm:3 001000 Zn:5 Zd:5", "FMUL <Z(Zd, 1)>, <Z(Zn, 1)>, <Z(Zm, 1)>[<(i3h << 2) | i3l>]", Feature = "SVE")]
    private void FMUL_z_zzi_h(int i3h, int i3l, int Zm, int Zn, int Zd)
        => Sve(z => z.MapFloat(1, Zd, -1, default, z.ReadZ(Zn), z.Indexed(1, Zm, (i3h << 2) | i3l), QuickFloat.Mul));

    /// <summary>FMLA.</summary>
    [A64("01100100 10 1 i2:2 Zm:3 00000 0 Zn:5 Zda:5", "FMLA <Z(Zda, 2)>, <Z(Zn, 2)>, <Z(Zm, 2)>[<i2>]", Feature = "SVE")]
    private void FMLA_z_zzzi_s(int i2, int Zm, int Zn, int Zda) => Sve(z => z.MapFloat(2, Zda, -1, z.ReadZ(Zda), z.ReadZ(Zn), z.Indexed(2, Zm, i2), QuickFloat.MulAdd));

    /// <summary>FMLS.</summary>
    [A64("01100100 10 1 i2:2 Zm:3 00000 1 Zn:5 Zda:5", "FMLS <Z(Zda, 2)>, <Z(Zn, 2)>, <Z(Zm, 2)>[<i2>]", Feature = "SVE")]
    private void FMLS_z_zzzi_s(int i2, int Zm, int Zn, int Zda) => Sve(z => z.MapFloat(2, Zda, -1, z.ReadZ(Zda), z.ReadZ(Zn), z.Indexed(2, Zm, i2), QuickFloat.MulSub));

    /// <summary>FMUL.</summary>
    [A64("01100100 10 1 i2:2 Zm:3 001000 Zn:5 Zd:5", "FMUL <Z(Zd, 2)>, <Z(Zn, 2)>, <Z(Zm, 2)>[<i2>]", Feature = "SVE")]
    private void FMUL_z_zzi_s(int i2, int Zm, int Zn, int Zd) => Sve(z => z.MapFloat(2, Zd, -1, default, z.ReadZ(Zn), z.Indexed(2, Zm, i2), QuickFloat.Mul));

    /// <summary>FMLA.</summary>
    [A64("01100100 11 1 i1:1 Zm:4 00000 0 Zn:5 Zda:5", "FMLA <Z(Zda, 3)>, <Z(Zn, 3)>, <Z(Zm, 3)>[<i1>]", Feature = "SVE")]
    private void FMLA_z_zzzi_d(int i1, int Zm, int Zn, int Zda) => Sve(z => z.MapFloat(3, Zda, -1, z.ReadZ(Zda), z.ReadZ(Zn), z.Indexed(3, Zm, i1), QuickFloat.MulAdd));

    /// <summary>FMLS.</summary>
    [A64("01100100 11 1 i1:1 Zm:4 00000 1 Zn:5 Zda:5", "FMLS <Z(Zda, 3)>, <Z(Zn, 3)>, <Z(Zm, 3)>[<i1>]", Feature = "SVE")]
    private void FMLS_z_zzzi_d(int i1, int Zm, int Zn, int Zda) => Sve(z => z.MapFloat(3, Zda, -1, z.ReadZ(Zda), z.ReadZ(Zn), z.Indexed(3, Zm, i1), QuickFloat.MulSub));

    /// <summary>FMUL.</summary>
    [A64("01100100 11 1 i1:1 Zm:4 001000 Zn:5 Zd:5", "FMUL <Z(Zd, 3)>, <Z(Zn, 3)>, <Z(Zm, 3)>[<i1>]", Feature = "SVE")]
    private void FMUL_z_zzi_d(int i1, int Zm, int Zn, int Zd) => Sve(z => z.MapFloat(3, Zd, -1, default, z.ReadZ(Zn), z.Indexed(3, Zm, i1), QuickFloat.Mul));

    /// <summary>FADD.</summary>
    [A64("01100101 size:2 0 Zm:5 000 000 Zn:5 Zd:5", "FADD <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FADD_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.MapFloat(size, Zd, -1, default, z.ReadZ(Zn), z.ReadZ(Zm), QuickFloat.Add));

    /// <summary>FSUB.</summary>
    [A64("01100101 size:2 0 Zm:5 000 001 Zn:5 Zd:5", "FSUB <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FSUB_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.MapFloat(size, Zd, -1, default, z.ReadZ(Zn), z.ReadZ(Zm), QuickFloat.Sub));

    /// <summary>FMUL.</summary>
    [A64("01100101 size:2 0 Zm:5 000 010 Zn:5 Zd:5", "FMUL <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FMUL_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.MapFloat(size, Zd, -1, default, z.ReadZ(Zn), z.ReadZ(Zm), QuickFloat.Mul));

    /// <summary>FTSMUL.</summary>
    [A64("01100101 size:2 0 Zm:5 000 011 Zn:5 Zd:5", "FTSMUL <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FTSMUL_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.MapFloat(size, Zd, -1, default, z.ReadZ(Zn), z.ReadZ(Zm), TrigStart));

    /// <summary>FRECPS.</summary>
    [A64("01100101 size:2 0 Zm:5 000 110 Zn:5 Zd:5", "FRECPS <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FRECPS_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.MapFloat(size, Zd, -1, default, z.ReadZ(Zn), z.ReadZ(Zm), FP.FPRecipStepFused));

    /// <summary>FRSQRTS.</summary>
    [A64("01100101 size:2 0 Zm:5 000 111 Zn:5 Zd:5", "FRSQRTS <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FRSQRTS_z_zz(int size, int Zm, int Zn, int Zd) => Sve(z => z.MapFloat(size, Zd, -1, default, z.ReadZ(Zn), z.ReadZ(Zm), FP.FPRSqrtStepFused));

    /// <summary>FADD.</summary>
    [A64("01100101 size:2 00 0000 100 Pg:3 Zm:5 Zdn:5", "FADD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FADD_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, QuickFloat.Add);

    /// <summary>FSUB.</summary>
    [A64("01100101 size:2 00 0001 100 Pg:3 Zm:5 Zdn:5", "FSUB <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FSUB_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, QuickFloat.Sub);

    /// <summary>FMUL.</summary>
    [A64("01100101 size:2 00 0010 100 Pg:3 Zm:5 Zdn:5", "FMUL <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FMUL_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, QuickFloat.Mul);

    /// <summary>FSUBR.</summary>
    [A64("01100101 size:2 00 0011 100 Pg:3 Zm:5 Zdn:5", "FSUBR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FSUBR_z_p_zz(int size, int Pg, int Zm, int Zdn)
        => MergeFloat(size, Zdn, Pg, Zm, static (ulong a, ulong b, int N, ref FPContext c) => QuickFloat.Sub(b, a, N, ref c));

    /// <summary>FMAXNM.</summary>
    [A64("01100101 size:2 00 0100 100 Pg:3 Zm:5 Zdn:5", "FMAXNM <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FMAXNM_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, FP.FPMaxNum);

    /// <summary>FMINNM.</summary>
    [A64("01100101 size:2 00 0101 100 Pg:3 Zm:5 Zdn:5", "FMINNM <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FMINNM_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, FP.FPMinNum);

    /// <summary>FMAX.</summary>
    [A64("01100101 size:2 00 0110 100 Pg:3 Zm:5 Zdn:5", "FMAX <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FMAX_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, FP.FPMax);

    /// <summary>FMIN.</summary>
    [A64("01100101 size:2 00 0111 100 Pg:3 Zm:5 Zdn:5", "FMIN <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FMIN_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, FP.FPMin);

    /// <summary>FABD.</summary>
    [A64("01100101 size:2 00 1000 100 Pg:3 Zm:5 Zdn:5", "FABD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FABD_z_p_zz(int size, int Pg, int Zm, int Zdn)
        => MergeFloat(size, Zdn, Pg, Zm, static (ulong a, ulong b, int N, ref FPContext c) => FP.FPAbs(QuickFloat.Sub(a, b, N, ref c), N));

    /// <summary>FSCALE.</summary>
    [A64("01100101 size:2 00 1001 100 Pg:3 Zm:5 Zdn:5", "FSCALE <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FSCALE_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, FP.FPScale);

    /// <summary>FMULX.</summary>
    [A64("01100101 size:2 00 1010 100 Pg:3 Zm:5 Zdn:5", "FMULX <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FMULX_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, FP.FPMulX);

    /// <summary>FDIVR.</summary>
    [A64("01100101 size:2 00 1100 100 Pg:3 Zm:5 Zdn:5", "FDIVR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FDIVR_z_p_zz(int size, int Pg, int Zm, int Zdn)
        => MergeFloat(size, Zdn, Pg, Zm, static (ulong a, ulong b, int N, ref FPContext c) => QuickFloat.Div(b, a, N, ref c));

    /// <summary>FDIV.</summary>
    [A64("01100101 size:2 00 1101 100 Pg:3 Zm:5 Zdn:5", "FDIV <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FDIV_z_p_zz(int size, int Pg, int Zm, int Zdn) => MergeFloat(size, Zdn, Pg, Zm, QuickFloat.Div);

    /// <summary>FADD.</summary>
    [A64("01100101 size:2 011 000 100 Pg:3 0000 i1:1 Zdn:5", "FADD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, #<i1 == 1 ? \"1.0\" : \"0.5\">", When = "size != 0", Feature = "SVE")]
    private void FADD_z_p_zs(int size, int Pg, int i1, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), Splat(size, i1 == 1 ? VFPExpandImm(0x70, 8 << size) : VFPExpandImm(0x60, 8 << size)), QuickFloat.Add));

    /// <summary>FSUB.</summary>
    [A64("01100101 size:2 011 001 100 Pg:3 0000 i1:1 Zdn:5", "FSUB <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, #<i1 == 1 ? \"1.0\" : \"0.5\">", When = "size != 0", Feature = "SVE")]
    private void FSUB_z_p_zs(int size, int Pg, int i1, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), Splat(size, i1 == 1 ? VFPExpandImm(0x70, 8 << size) : VFPExpandImm(0x60, 8 << size)), QuickFloat.Sub));

    /// <summary>FMUL.</summary>
    [A64("01100101 size:2 011 010 100 Pg:3 0000 i1:1 Zdn:5", "FMUL <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, #<i1 == 1 ? \"2.0\" : \"0.5\">", When = "size != 0", Feature = "SVE")]
    private void FMUL_z_p_zs(int size, int Pg, int i1, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), Splat(size, i1 == 1 ? VFPExpandImm(0x00, 8 << size) : VFPExpandImm(0x60, 8 << size)), QuickFloat.Mul));

    /// <summary>FSUBR.</summary>
    [A64("01100101 size:2 011 011 100 Pg:3 0000 i1:1 Zdn:5", "FSUBR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, #<i1 == 1 ? \"1.0\" : \"0.5\">", When = "size != 0", Feature = "SVE")]
    private void FSUBR_z_p_zs(int size, int Pg, int i1, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), Splat(size, i1 == 1 ? VFPExpandImm(0x70, 8 << size) : VFPExpandImm(0x60, 8 << size)), static (ulong a, ulong b, int N, ref FPContext c) => QuickFloat.Sub(b, a, N, ref c)));

    /// <summary>FMAXNM.</summary>
    [A64("01100101 size:2 011 100 100 Pg:3 0000 i1:1 Zdn:5", "FMAXNM <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, #<i1 == 1 ? \"1.0\" : \"0.0\">", When = "size != 0", Feature = "SVE")]
    private void FMAXNM_z_p_zs(int size, int Pg, int i1, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), Splat(size, i1 == 1 ? VFPExpandImm(0x70, 8 << size) : 0), FP.FPMaxNum));

    /// <summary>FMINNM.</summary>
    [A64("01100101 size:2 011 101 100 Pg:3 0000 i1:1 Zdn:5", "FMINNM <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, #<i1 == 1 ? \"1.0\" : \"0.0\">", When = "size != 0", Feature = "SVE")]
    private void FMINNM_z_p_zs(int size, int Pg, int i1, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), Splat(size, i1 == 1 ? VFPExpandImm(0x70, 8 << size) : 0), FP.FPMinNum));

    /// <summary>FMAX.</summary>
    [A64("01100101 size:2 011 110 100 Pg:3 0000 i1:1 Zdn:5", "FMAX <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, #<i1 == 1 ? \"1.0\" : \"0.0\">", When = "size != 0", Feature = "SVE")]
    private void FMAX_z_p_zs(int size, int Pg, int i1, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), Splat(size, i1 == 1 ? VFPExpandImm(0x70, 8 << size) : 0), FP.FPMax));

    /// <summary>FMIN.</summary>
    [A64("01100101 size:2 011 111 100 Pg:3 0000 i1:1 Zdn:5", "FMIN <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, #<i1 == 1 ? \"1.0\" : \"0.0\">", When = "size != 0", Feature = "SVE")]
    private void FMIN_z_p_zs(int size, int Pg, int i1, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Zdn), z.ReadZ(Zdn), Splat(size, i1 == 1 ? VFPExpandImm(0x70, 8 << size) : 0), FP.FPMin));

    /// <summary>FTMAD.</summary>
    [A64("01100101 size:2 010 imm3:3 100000 Zm:5 Zdn:5", "FTMAD <Z(Zdn, size)>, <Z(Zdn, size)>, <Z(Zm, size)>, #<imm3>", When = "size != 0", Feature = "SVE")]
    private void FTMAD_z_zzi(int size, int imm3, int Zm, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, -1, default, z.ReadZ(Zdn), z.ReadZ(Zm), (ulong a, ulong b, int N, ref FPContext c) => TrigMultiplyAdd(imm3, a, b, N, ref c)));

    /// <summary>FADDV.</summary>
    [A64("01100101 size:2 000 000 001 Pg:3 Zn:5 Vd:5", "FADDV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FADDV_v_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.ReduceFloat(size, Vd, Pg, Zn, 0, FP.FPAdd));

    /// <summary>FMAXNMV.</summary>
    [A64("01100101 size:2 000 100 001 Pg:3 Zn:5 Vd:5", "FMAXNMV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FMAXNMV_v_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.ReduceFloat(size, Vd, Pg, Zn, FP.FPDefaultNaN(8 << size), FP.FPMaxNum));

    /// <summary>FMINNMV.</summary>
    [A64("01100101 size:2 000 101 001 Pg:3 Zn:5 Vd:5", "FMINNMV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FMINNMV_v_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.ReduceFloat(size, Vd, Pg, Zn, FP.FPDefaultNaN(8 << size), FP.FPMinNum));

    /// <summary>FMAXV.</summary>
    [A64("01100101 size:2 000 110 001 Pg:3 Zn:5 Vd:5", "FMAXV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FMAXV_v_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.ReduceFloat(size, Vd, Pg, Zn, FP.FPInfinity(true, 8 << size), FP.FPMax));

    /// <summary>FMINV.</summary>
    [A64("01100101 size:2 000 111 001 Pg:3 Zn:5 Vd:5", "FMINV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FMINV_v_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.ReduceFloat(size, Vd, Pg, Zn, FP.FPInfinity(false, 8 << size), FP.FPMin));

    /// <summary>FADDA.</summary>
    [A64("01100101 size:2 011000 001 Pg:3 Zm:5 Vdn:5", "FADDA <Scalar(size, Vdn)>, <P(Pg)>, <Scalar(size, Vdn)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FADDA_v_p_z(int size, int Pg, int Zm, int Vdn) => Sve(z => z.AddInOrder(size, Vdn, Pg, Zm));

    /// <summary>FRECPE.</summary>
    [A64("01100101 size:2 001 110 001100 Zn:5 Zd:5", "FRECPE <Z(Zd, size)>, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRECPE_z_z(int size, int Zn, int Zd) => Sve(z => z.MapFloat(size, Zd, -1, default, z.ReadZ(Zn), FP.FPRecipEstimate));

    /// <summary>FRSQRTE.</summary>
    [A64("01100101 size:2 001 111 001100 Zn:5 Zd:5", "FRSQRTE <Z(Zd, size)>, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FRSQRTE_z_z(int size, int Zn, int Zd) => Sve(z => z.MapFloat(size, Zd, -1, default, z.ReadZ(Zn), FP.FPRSqrtEstimate));

    /// <summary>FMLA.</summary>
    [A64("01100101 size:2 1 Zm:5 000 Pg:3 Zn:5 Zda:5", "FMLA <Z(Zda, size)>, <P(Pg)>/M, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FMLA_z_p_zzz(int size, int Zm, int Pg, int Zn, int Zda)
        => Sve(z => z.MapFloat(size, Zda, Pg, z.ReadZ(Zda), z.ReadZ(Zn), z.ReadZ(Zm), QuickFloat.MulAdd));

    /// <summary>FMLS.</summary>
    [A64("01100101 size:2 1 Zm:5 001 Pg:3 Zn:5 Zda:5", "FMLS <Z(Zda, size)>, <P(Pg)>/M, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FMLS_z_p_zzz(int size, int Zm, int Pg, int Zn, int Zda)
        => Sve(z => z.MapFloat(size, Zda, Pg, z.ReadZ(Zda), z.ReadZ(Zn), z.ReadZ(Zm), QuickFloat.MulSub));

    /// <summary>FNMLA.</summary>
    [A64("01100101 size:2 1 Zm:5 010 Pg:3 Zn:5 Zda:5", "FNMLA <Z(Zda, size)>, <P(Pg)>/M, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FNMLA_z_p_zzz(int size, int Zm, int Pg, int Zn, int Zda)
        => Sve(z => z.MapFloat(size, Zda, Pg, z.ReadZ(Zda), z.ReadZ(Zn), z.ReadZ(Zm), static (ulong d, ulong a, ulong b, int N, ref FPContext c) => QuickFloat.MulAdd(FP.FPNeg(d, N), FP.FPNeg(a, N), b, N, ref c)));

    /// <summary>FNMLS.</summary>
    [A64("01100101 size:2 1 Zm:5 011 Pg:3 Zn:5 Zda:5", "FNMLS <Z(Zda, size)>, <P(Pg)>/M, <Z(Zn, size)>, <Z(Zm, size)>", When = "size != 0", Feature = "SVE")]
    private void FNMLS_z_p_zzz(int size, int Zm, int Pg, int Zn, int Zda)
        => Sve(z => z.MapFloat(size, Zda, Pg, z.ReadZ(Zda), z.ReadZ(Zn), z.ReadZ(Zm), static (ulong d, ulong a, ulong b, int N, ref FPContext c) => QuickFloat.MulAdd(FP.FPNeg(d, N), a, b, N, ref c)));

    /// <summary>FMAD.</summary>
    [A64("01100101 size:2 1 Za:5 100 Pg:3 Zm:5 Zdn:5", "FMAD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zm, size)>, <Z(Za, size)>", When = "size != 0", Feature = "SVE")]
    private void FMAD_z_p_zzz(int size, int Za, int Pg, int Zm, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Za), z.ReadZ(Zdn), z.ReadZ(Zm), QuickFloat.MulAdd));

    /// <summary>FMSB.</summary>
    [A64("01100101 size:2 1 Za:5 101 Pg:3 Zm:5 Zdn:5", "FMSB <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zm, size)>, <Z(Za, size)>", When = "size != 0", Feature = "SVE")]
    private void FMSB_z_p_zzz(int size, int Za, int Pg, int Zm, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Za), z.ReadZ(Zdn), z.ReadZ(Zm), QuickFloat.MulSub));

    /// <summary>FNMAD.</summary>
    [A64("01100101 size:2 1 Za:5 110 Pg:3 Zm:5 Zdn:5", "FNMAD <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zm, size)>, <Z(Za, size)>", When = "size != 0", Feature = "SVE")]
    private void FNMAD_z_p_zzz(int size, int Za, int Pg, int Zm, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Za), z.ReadZ(Zdn), z.ReadZ(Zm), static (ulong d, ulong a, ulong b, int N, ref FPContext c) => QuickFloat.MulAdd(FP.FPNeg(d, N), FP.FPNeg(a, N), b, N, ref c)));

    /// <summary>FNMSB.</summary>
    [A64("01100101 size:2 1 Za:5 111 Pg:3 Zm:5 Zdn:5", "FNMSB <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zm, size)>, <Z(Za, size)>", When = "size != 0", Feature = "SVE")]
    private void FNMSB_z_p_zzz(int size, int Za, int Pg, int Zm, int Zdn)
        => Sve(z => z.MapFloat(size, Zdn, Pg, z.ReadZ(Za), z.ReadZ(Zdn), z.ReadZ(Zm), static (ulong d, ulong a, ulong b, int N, ref FPContext c) => QuickFloat.MulAdd(FP.FPNeg(d, N), a, b, N, ref c)));
}
