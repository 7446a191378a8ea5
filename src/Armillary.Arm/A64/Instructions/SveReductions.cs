namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: integer reductions, MOVPRFX with a predicate. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>SADDV.</summary>
    [A64("00000100 size:2 0 00 000 001 Pg:3 Zn:5 Vd:5", "SADDV <Scalar(3, Vd)>, <P(Pg)>, <Z(Zn, size)>", When = "size < 3", Feature = "SVE")]
    private void SADDV_r_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.Reduce(size, Vd, Pg, Zn, 0, signed: true, static (a, b) => a + b, 3));

    /// <summary>UADDV.</summary>
    [A64("00000100 size:2 0 00 001 001 Pg:3 Zn:5 Vd:5", "UADDV <Scalar(3, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void UADDV_r_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.Reduce(size, Vd, Pg, Zn, 0, signed: false, static (a, b) => a + b, 3));

    /// <summary>SMAXV.</summary>
    [A64("00000100 size:2 0 01 000 001 Pg:3 Zn:5 Vd:5", "SMAXV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void SMAXV_r_p_z(int size, int Pg, int Zn, int Vd)
        => Sve(z => z.Reduce(size, Vd, Pg, Zn, (ulong)(long.MinValue >> (64 - (8 << size))), signed: true, static (a, b) => (long)a > (long)b ? a : b, size));

    /// <summary>UMAXV.</summary>
    [A64("00000100 size:2 0 01 001 001 Pg:3 Zn:5 Vd:5", "UMAXV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void UMAXV_r_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.Reduce(size, Vd, Pg, Zn, 0, signed: false, static (a, b) => Math.Max(a, b), size));

    /// <summary>SMINV.</summary>
    [A64("00000100 size:2 0 01 010 001 Pg:3 Zn:5 Vd:5", "SMINV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void SMINV_r_p_z(int size, int Pg, int Zn, int Vd)
        => Sve(z => z.Reduce(size, Vd, Pg, Zn, (ulong)(long.MaxValue >> (64 - (8 << size))), signed: true, static (a, b) => (long)a < (long)b ? a : b, size));

    /// <summary>UMINV.</summary>
    [A64("00000100 size:2 0 01 011 001 Pg:3 Zn:5 Vd:5", "UMINV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void UMINV_r_p_z(int size, int Pg, int Zn, int Vd)
        => Sve(z => z.Reduce(size, Vd, Pg, Zn, ulong.MaxValue, signed: false, static (a, b) => Math.Min(a, b), size));

    /// <summary>ORV.</summary>
    [A64("00000100 size:2 0 11 000 001 Pg:3 Zn:5 Vd:5", "ORV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void ORV_r_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.Reduce(size, Vd, Pg, Zn, 0, signed: false, static (a, b) => a | b, size));

    /// <summary>EORV.</summary>
    [A64("00000100 size:2 0 11 001 001 Pg:3 Zn:5 Vd:5", "EORV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void EORV_r_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.Reduce(size, Vd, Pg, Zn, 0, signed: false, static (a, b) => a ^ b, size));

    /// <summary>ANDV.</summary>
    [A64("00000100 size:2 0 11 010 001 Pg:3 Zn:5 Vd:5", "ANDV <Scalar(size, Vd)>, <P(Pg)>, <Z(Zn, size)>", Feature = "SVE")]
    private void ANDV_r_p_z(int size, int Pg, int Zn, int Vd) => Sve(z => z.Reduce(size, Vd, Pg, Zn, ulong.MaxValue, signed: false, static (a, b) => a & b, size));

    /// <summary>MOVPRFX.</summary>
    [A64("00000100 size:2 010 00 M:1 001 Pg:3 Zn:5 Zd:5", "MOVPRFX <Z(Zd, size)>, <P(Pg)>/<M == 1 ? \"M\" : \"Z\">, <Z(Zn, size)>", Feature = "SVE")]
    private void MOVPRFX_z_p_z(int size, int M, int Pg, int Zn, int Zd) => Sve(z => z.Map(size, Zd, Pg, M == 1 ? z.ReadZ(Zd) : default, z.ReadZ(Zn), static a => a));
}
