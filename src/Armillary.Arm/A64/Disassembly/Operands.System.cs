using System.Globalization;
using Armillary.Arm.SystemRegisters;
using Armillary.Core.State;

namespace Armillary.Arm.A64.Disassembly;

/// <summary>Names of system registers and of SYS operations.</summary>
internal static partial class Operands
{
    private static readonly string[] AddressTranslations = ["S1E1R", "S1E1W", "S1E0R", "S1E0W", "S12E1R", "S12E1W", "S12E0R", "S12E0W"];

    /// <summary>The name of a system register.</summary>
    public static string SystemRegisterName(int op0, int op1, int CRn, int CRm, int op2)
    {
        uint encoding = SystemRegister.Encode((uint)op0, (uint)op1, (uint)CRn, (uint)CRm, (uint)op2);
        return SystemRegisterTable.Find(encoding)?.Name ?? SystemRegister.GenericName(encoding);
    }

    /// <summary>Whether MSR (immediate) has a field of this number.</summary>
    public static bool IsProcessStateField(int op1, int op2) => ProcessStateField(op1, op2).Length != 0;

    /// <summary>The PSTATE field of MSR (immediate), empty if there is none.</summary>
    public static string ProcessStateField(int op1, int op2) => (op1 << 3 | op2) switch
    {
        0b000_011 => "UAO",
        0b000_100 => "PAN",
        0b000_101 => "SPSel",
        0b011_001 => "SSBS",
        0b011_010 => "DIT",
        0b011_100 => "TCO",
        0b011_110 => "DAIFSet",
        0b011_111 => "DAIFClr",
        _ => "",
    };

    /// <summary>The name of a SYS operation (AT, DC, IC, TLBI), empty if there is none.</summary>
    public static string SystemOperation(int op1, int CRn, int CRm, int op2) => (CRn, op1, CRm, op2) switch
    {
        (7, 0, 8, < 4) => "AT " + AddressTranslations[op2],
        (7, 4, 8, >= 4) => "AT " + AddressTranslations[op2],
        (7, 4, 8, 0) => "AT S1E2R",
        (7, 4, 8, 1) => "AT S1E2W",
        (7, 6, 8, 0) => "AT S1E3R",
        (7, 6, 8, 1) => "AT S1E3W",
        (7, 0, 9, 0) => "AT S1E1RP",
        (7, 0, 9, 1) => "AT S1E1WP",
        (7, 0, 1, 0) => "IC IALLUIS",
        (7, 0, 5, 0) => "IC IALLU",
        (7, 3, 5, 1) => "IC IVAU",
        (7, 0, 6, 1) => "DC IVAC",
        (7, 0, 6, 2) => "DC ISW",
        (7, 0, 10, 2) => "DC CSW",
        (7, 0, 14, 2) => "DC CISW",
        (7, 3, 4, 1) => "DC ZVA",
        (7, 3, 4, 3) => "DC GVA",
        (7, 3, 4, 4) => "DC GZVA",
        (7, 0, 6, 3) => "DC IGVAC",
        (7, 0, 6, 4) => "DC IGSW",
        (7, 0, 6, 5) => "DC IGDVAC",
        (7, 0, 6, 6) => "DC IGDSW",
        (7, 0, 10, 4) => "DC CGSW",
        (7, 0, 10, 6) => "DC CGDSW",
        (7, 0, 14, 4) => "DC CIGSW",
        (7, 0, 14, 6) => "DC CIGDSW",
        (7, 3, 10, 3) => "DC CGVAC",
        (7, 3, 10, 5) => "DC CGDVAC",
        (7, 3, 12, 3) => "DC CGVAP",
        (7, 3, 12, 5) => "DC CGDVAP",
        (7, 3, 13, 3) => "DC CGVADP",
        (7, 3, 13, 5) => "DC CGDVADP",
        (7, 3, 14, 3) => "DC CIGVAC",
        (7, 3, 14, 5) => "DC CIGDVAC",
        (7, 3, 10, 1) => "DC CVAC",
        (7, 3, 11, 1) => "DC CVAU",
        (7, 3, 12, 1) => "DC CVAP",
        (7, 3, 13, 1) => "DC CVADP",
        (7, 3, 14, 1) => "DC CIVAC",
        (7, 3, 3, 4) => "CFP RCTX",
        (7, 3, 3, 5) => "DVP RCTX",
        (7, 3, 3, 7) => "CPP RCTX",
        (8, 0, 1 or 3 or 7, _) => TlbOperation(CRm, op2, ["VMALLE1", "VAE1", "ASIDE1", "VAAE1", "", "VALE1", "", "VAALE1"]),
        (8, 0, 2 or 5 or 6, _) => TlbOperation(CRm, op2, ["", "RVAE1", "", "RVAAE1", "", "RVALE1", "", "RVAALE1"]),
        (8, 4, 1 or 3 or 7, _) => TlbOperation(CRm, op2, ["ALLE2", "VAE2", "", "", "ALLE1", "VALE2", "VMALLS12E1", ""]),
        (8, 4, 2 or 5 or 6, _) => TlbOperation(CRm, op2, ["", "RVAE2", "", "", "", "RVALE2", "", ""]),
        (8, 6, 1 or 3 or 7, _) => TlbOperation(CRm, op2, ["ALLE3", "VAE3", "", "", "", "VALE3", "", ""]),
        (8, 6, 2 or 5 or 6, _) => TlbOperation(CRm, op2, ["", "RVAE3", "", "", "", "RVALE3", "", ""]),
        (8, 4, 0, 1) => "TLBI IPAS2E1IS",
        (8, 4, 0, 2) => "TLBI RIPAS2E1IS",
        (8, 4, 0, 5) => "TLBI IPAS2LE1IS",
        (8, 4, 0, 6) => "TLBI RIPAS2LE1IS",
        (8, 4, 4, 0) => "TLBI IPAS2E1OS",
        (8, 4, 4, 1) => "TLBI IPAS2E1",
        (8, 4, 4, 2) => "TLBI RIPAS2E1",
        (8, 4, 4, 3) => "TLBI RIPAS2E1OS",
        (8, 4, 4, 4) => "TLBI IPAS2LE1OS",
        (8, 4, 4, 5) => "TLBI IPAS2LE1",
        (8, 4, 4, 6) => "TLBI RIPAS2LE1",
        (8, 4, 4, 7) => "TLBI RIPAS2LE1OS",
        _ => "",
    };

    /// <summary>Whether a SYS operation is written with a register.</summary>
    public static bool SystemOperationTakesAddress(int op1, int CRn, int CRm, int op2)
    {
        string name = SystemOperation(op1, CRn, CRm, op2);
        return !name.Contains("ALL", StringComparison.Ordinal) || name.Contains("VAAL", StringComparison.Ordinal);
    }

    private static string TlbOperation(int CRm, int op2, string[] names)
    {
        string domain = CRm switch { 1 or 5 => "OS", 2 or 3 => "IS", _ => "" };
        return names[op2].Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"TLBI {names[op2]}{domain}");
    }
}
