using Armillary.Ir;

namespace Armillary.X64;

/// <summary>A 128-bit constant that the thunks' page holds, by its index.</summary>
internal enum VectorConstant
{
    Sign32, Sign64, Sign32Low, Sign64Low, Magnitude32, Magnitude64, Ones,
    MinNormal32, MinNormal64, Low8, Low16, Low32, Sign8, Sign16, Ones8, Nibble, BitCounts, ReverseNibbles,
    ReverseBytes16, ReverseBytes32, ReverseBytes64, EvenBytes, OddBytes, EvenHalves, OddHalves,
    Limit16, Magnitude32Low, Magnitude64Low, MinNormal32Low, MinNormal64Low,
    TwoTo32Single, TwoTo32Double, TwoTo63Single, TwoTo63Double, MinusOneSingle, MinusOneDouble, Sign32Low64, Crc32,
}

/// <summary>The values, in the order of <see cref="VectorConstant"/>.</summary>
internal static class VectorConstants
{
    public static readonly Bits128[] All =
    [
        Repeat(0x8000_0000_8000_0000), Repeat(0x8000_0000_0000_0000), new(0x8000_0000), new(0x8000_0000_0000_0000),
        Repeat(0x7FFF_FFFF_7FFF_FFFF), Repeat(0x7FFF_FFFF_FFFF_FFFF), Repeat(ulong.MaxValue),
        Repeat(0x0080_0000_0080_0000), Repeat(0x0010_0000_0000_0000),
        Repeat(0x00FF_00FF_00FF_00FF), Repeat(0x0000_FFFF_0000_FFFF), Repeat(0x0000_0000_FFFF_FFFF),
        Repeat(0x8080_8080_8080_8080), Repeat(0x8000_8000_8000_8000), Repeat(0x0101_0101_0101_0101), Repeat(0x0F0F_0F0F_0F0F_0F0F),
        new(0x0302_0201_0201_0100, 0x0403_0302_0302_0201), new(0x0E06_0A02_0C04_0800, 0x0F07_0B03_0D05_0901),
        new(0x0607_0405_0203_0001, 0x0E0F_0C0D_0A0B_0809), new(0x0405_0607_0001_0203, 0x0C0D_0E0F_0809_0A0B),
        new(0x0001_0203_0405_0607, 0x0809_0A0B_0C0D_0E0F),
        new(0x0E0C_0A08_0604_0200, 0x8080_8080_8080_8080), new(0x0F0D_0B09_0705_0301, 0x8080_8080_8080_8080),
        new(0x0D0C_0908_0504_0100, 0x8080_8080_8080_8080), new(0x0F0E_0B0A_0706_0302, 0x8080_8080_8080_8080),
        Repeat(0x7070_7070_7070_7070), new(0x7FFF_FFFF), new(0x7FFF_FFFF_FFFF_FFFF), new(0x0080_0000), new(0x0010_0000_0000_0000),
        new(0x4F80_0000), new(0x41F0_0000_0000_0000), new(0x5F00_0000), new(0x43E0_0000_0000_0000), new(0xBF80_0000), new(0xBFF0_0000_0000_0000), Repeat(0x0000_0000_8000_0000),
        new(0x0001_DB71_0641, 0x0001_F701_1641), // the polynomial and its inverse, bits reversed
    ];

    private static Bits128 Repeat(ulong half) => new(half, half);
}
