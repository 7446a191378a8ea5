namespace Armillary.Engines.Tests.Jit;

/// <summary>Encodings of the instructions that tests are written with (DDI 0487, C6.2). Offsets are in bytes.</summary>
internal static class A64
{
    public const uint Ret = 0xD65F_03C0;
    public const uint Hvc = 0xD400_0002;
    public const uint Isb = 0xD503_3FDF;
    public const uint DsbIsh = 0xD503_3B9F;

    /// <summary>ADD Xd, Xd, #1</summary>
    public static uint AddOne(int d) => 0x9100_0400 | (uint)(d << 5 | d);

    /// <summary>ADD Xd, Xd, #imm</summary>
    public static uint Add(int d, int imm) => 0x9100_0000 | (uint)(imm << 10 | d << 5 | d);

    /// <summary>MOVZ Xd, #imm</summary>
    public static uint Movz(int d, int imm) => 0xD280_0000 | (uint)(imm << 5 | d);

    /// <summary>SUB Xd, Xd, #1</summary>
    public static uint SubOne(int d) => 0xD100_0400 | (uint)(d << 5 | d);

    public static uint B(int offset) => 0x1400_0000 | ((uint)(offset >> 2) & 0x3FF_FFFF);

    public static uint Bl(int offset) => B(offset) | 0x8000_0000;

    public static uint Cbz(int t, int offset) => 0xB400_0000 | (((uint)(offset >> 2) & 0x7_FFFF) << 5) | (uint)t;

    public static uint Cbnz(int t, int offset) => Cbz(t, offset) | 0x0100_0000;

    /// <summary>LDR Xt, [Xn]</summary>
    public static uint Ldr(int t, int n) => 0xF940_0000 | (uint)(n << 5 | t);

    /// <summary>LDR Xt, [Xn, #offset], a multiple of 8</summary>
    public static uint LdrAt(int t, int n, int offset) => Ldr(t, n) | (uint)(offset / 8 << 10);

    /// <summary>STR Xt, [Xn]</summary>
    public static uint Str(int t, int n) => 0xF900_0000 | (uint)(n << 5 | t);

    /// <summary>STR Wt, [Xn]</summary>
    public static uint StrW(int t, int n) => 0xB900_0000 | (uint)(n << 5 | t);

    /// <summary>IC IVAU, Xt</summary>
    public static uint IcIvau(int t) => 0xD50B_7520 | (uint)t;
}
