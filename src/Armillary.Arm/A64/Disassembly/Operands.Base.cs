using System.Globalization;

namespace Armillary.Arm.A64.Disassembly;

/// <summary>Operands of the base instructions.</summary>
internal static partial class Operands
{
    private static readonly string[] Barriers =
    [
        "#0x00", "OSHLD", "OSHST", "OSH", "#0x04", "NSHLD", "NSHST", "NSH",
        "#0x08", "ISHLD", "ISHST", "ISH", "#0x0C", "LD", "ST", "SY",
    ];

    /// <summary>Whether a constant shift is printed: all but LSL #0.</summary>
    public static bool ShiftShown(int shift, int amount) => shift != 0 || amount != 0;

    /// <summary>A hexadecimal number, nothing for zero.</summary>
    public static string Hex2(int value) => value == 0 ? "" : Hex(value);

    /// <summary>The letter of a CRC32's data size.</summary>
    public static char CrcSize(int sz) => "BHWX"[sz];

    /// <summary>The letter of a memory access narrower than a word.</summary>
    public static string AccessSize(int size) => size switch { 0 => "B", 1 => "H", _ => "" };

    /// <summary>The letter of an authentication key.</summary>
    public static char Key(int M) => M == 0 ? 'A' : 'B';

    /// <summary>The offset of LDRAA: S:imm9, signed, times 8.</summary>
    public static int AuthenticatedOffset(int S, int imm9) => (S << 31 | imm9 << 22) >> 19;

    /// <summary>The letter of a sign-extending access's size.</summary>
    public static char SignedSize(int size) => "BHW"[size];

    /// <summary>The name of a barrier's domain and type.</summary>
    public static string BarrierName(int CRm) => Barriers[CRm];

    /// <summary>MOVN as MOV: the value.</summary>
    public static string InvertedWide(int sf, int imm16, int hw)
    {
        long value = ~((long)imm16 << (hw * 16));
        return Hex(sf == 0 ? (uint)value : value);
    }

    /// <summary>The register, extension and amount of an extended-register operand; UXTW or UXTX is LSL beside SP.</summary>
    public static string ExtendedRegister(int Rm, int option, int amount, int sf, bool stack)
    {
        string register = Register(Rm, sf != 0 && (option & 3) == 3 ? 1 : 0);
        bool plain = stack && option == 2 + sf;
        string extend = plain ? amount == 0 ? "" : ", LSL" : ", " + Extend(option);
        return register + extend + (amount == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" #{amount}"));
    }

    /// <summary>The register offset of a load or store.</summary>
    public static string OffsetRegister(int Rm, int option, int S, int scale)
    {
        string register = Register(Rm, option & 1);
        string extend = option == 3 ? S == 0 ? "" : ", LSL" : ", " + Extend(option);
        return register + extend + (S == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" #{scale}"));
    }

    /// <summary>The name of a hint.</summary>
    public static string HintName(int number) => number switch
    {
        0 => "NOP",
        6 => "DGH",
        7 => "XPACLRI",
        8 => "PACIA1716",
        10 => "PACIB1716",
        12 => "AUTIA1716",
        14 => "AUTIB1716",
        16 => "ESB",
        17 => "PSB CSYNC",
        18 => "TSB CSYNC",
        20 => "CSDB",
        24 => "PACIAZ",
        25 => "PACIASP",
        26 => "PACIBZ",
        27 => "PACIBSP",
        28 => "AUTIAZ",
        29 => "AUTIASP",
        30 => "AUTIBZ",
        31 => "AUTIBSP",
        32 => "BTI",
        34 => "BTI C",
        36 => "BTI J",
        38 => "BTI JC",
        _ => string.Create(CultureInfo.InvariantCulture, $"HINT #0x{number:x}"),
    };

    /// <summary>The acquire and release letters of an atomic.</summary>
    public static string Ordering(int A, int R) => (A != 0 ? "A" : "") + (R != 0 ? "L" : "");

    /// <summary>The name of a prefetch operation.</summary>
    public static string Prefetch(int Rt)
    {
        int type = Rt >> 3, target = (Rt >> 1) & 3;
        return type == 3 || target == 3
            ? string.Create(CultureInfo.InvariantCulture, $"#0x{Rt:x2}")
            : string.Create(CultureInfo.InvariantCulture, $"{(type switch { 0 => "PLD", 1 => "PLI", _ => "PST" })}L{target + 1}{((Rt & 1) != 0 ? "STRM" : "KEEP")}");
    }
}
