using Armillary.Ir.Numerics;
using static Armillary.Arm.Sve.SveUnit;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: unary operations. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>SXTB.</summary>
    [A64("00000100 size:2 01 0 000 101 Pg:3 Zn:5 Zd:5", "SXTB <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void SXTB_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => (ulong)(sbyte)a);

    /// <summary>UXTB.</summary>
    [A64("00000100 size:2 01 0 001 101 Pg:3 Zn:5 Zd:5", "UXTB <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void UXTB_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => (byte)a);

    /// <summary>SXTH.</summary>
    [A64("00000100 size:2 01 0 010 101 Pg:3 Zn:5 Zd:5", "SXTH <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size > 1", Feature = "SVE")]
    private void SXTH_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => (ulong)(short)a);

    /// <summary>UXTH.</summary>
    [A64("00000100 size:2 01 0 011 101 Pg:3 Zn:5 Zd:5", "UXTH <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size > 1", Feature = "SVE")]
    private void UXTH_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => (ushort)a);

    /// <summary>SXTW.</summary>
    [A64("00000100 size:2 01 0 100 101 Pg:3 Zn:5 Zd:5", "SXTW <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size == 3", Feature = "SVE")]
    private void SXTW_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => (ulong)(int)a);

    /// <summary>UXTW.</summary>
    [A64("00000100 size:2 01 0 101 101 Pg:3 Zn:5 Zd:5", "UXTW <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size == 3", Feature = "SVE")]
    private void UXTW_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => (uint)a);

    /// <summary>ABS.</summary>
    [A64("00000100 size:2 01 0 110 101 Pg:3 Zn:5 Zd:5", "ABS <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", Feature = "SVE")]
    private void ABS_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, a => Signed(a, size) < 0 ? 0 - a : a);

    /// <summary>NEG.</summary>
    [A64("00000100 size:2 01 0 111 101 Pg:3 Zn:5 Zd:5", "NEG <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", Feature = "SVE")]
    private void NEG_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => 0 - a);

    /// <summary>CLS.</summary>
    [A64("00000100 size:2 01 1 000 101 Pg:3 Zn:5 Zd:5", "CLS <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", Feature = "SVE")]
    private void CLS_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, a => CountLeadingSigns(a, size));

    /// <summary>CLZ.</summary>
    [A64("00000100 size:2 01 1 001 101 Pg:3 Zn:5 Zd:5", "CLZ <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", Feature = "SVE")]
    private void CLZ_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, a => CountLeadingZeros(a, size));

    /// <summary>CNT.</summary>
    [A64("00000100 size:2 01 1 010 101 Pg:3 Zn:5 Zd:5", "CNT <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", Feature = "SVE")]
    private void CNT_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => (ulong)System.Numerics.BitOperations.PopCount(a));

    /// <summary>CNOT.</summary>
    [A64("00000100 size:2 01 1 011 101 Pg:3 Zn:5 Zd:5", "CNOT <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", Feature = "SVE")]
    private void CNOT_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => a == 0 ? 1UL : 0);

    /// <summary>FABS.</summary>
    [A64("00000100 size:2 01 1 100 101 Pg:3 Zn:5 Zd:5", "FABS <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FABS_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, a => FP.FPAbs(a, 8 << size));

    /// <summary>FNEG.</summary>
    [A64("00000100 size:2 01 1 101 101 Pg:3 Zn:5 Zd:5", "FNEG <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", When = "size != 0", Feature = "SVE")]
    private void FNEG_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, a => FP.FPNeg(a, 8 << size));

    /// <summary>NOT.</summary>
    [A64("00000100 size:2 01 1 110 101 Pg:3 Zn:5 Zd:5", "NOT <Z(Zd, size)>, <P(Pg)>/M, <Z(Zn, size)>", Feature = "SVE")]
    private void NOT_z_p_z(int size, int Pg, int Zn, int Zd) => Merge(size, Zd, Pg, Zn, static a => ~a);
}
