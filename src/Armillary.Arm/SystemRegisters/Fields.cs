namespace Armillary.Arm.SystemRegisters;

// The fields of the registers that the CPU's own logic looks at, by the manual's names (DDI 0487, D19).
internal static class SCTLR
{
    public const ulong M = 1UL << 0, A = 1UL << 1, C = 1UL << 2, SA = 1UL << 3, SA0 = 1UL << 4, nAA = 1UL << 6, UMA = 1UL << 9, EnRCTX = 1UL << 10,
        EOS = 1UL << 11, I = 1UL << 12, EnDB = 1UL << 13, DZE = 1UL << 14, UCT = 1UL << 15, nTWI = 1UL << 16, nTWE = 1UL << 18,
        WXN = 1UL << 19, TSCXT = 1UL << 20, IESB = 1UL << 21, EIS = 1UL << 22, SPAN = 1UL << 23, E0E = 1UL << 24, EE = 1UL << 25,
        UCI = 1UL << 26, EnDA = 1UL << 27, nTLSMD = 1UL << 28, LSMAOE = 1UL << 29, EnIB = 1UL << 30, EnIA = 1UL << 31,
        BT0 = 1UL << 35, BT1 = 1UL << 36, ITFSB = 1UL << 37, ATA0 = 1UL << 42, ATA = 1UL << 43, DSSBS = 1UL << 44, EPAN = 1UL << 57;

    // TCF0 and TCF: 0 tag check faults have no effect, 1 synchronous, 2 accumulated, 3 synchronous for loads and accumulated for stores.
    public const int TCF0Shift = 38, TCFShift = 40;
    public const ulong TCF0 = 3UL << TCF0Shift, TCF = 3UL << TCFShift;
}

internal static class HCR
{
    public const ulong VM = 1UL << 0, PTW = 1UL << 2, FMO = 1UL << 3, IMO = 1UL << 4, AMO = 1UL << 5, VF = 1UL << 6, VI = 1UL << 7,
        VSE = 1UL << 8, FB = 1UL << 9, DC = 1UL << 12, TWI = 1UL << 13, TWE = 1UL << 14, TID1 = 1UL << 16, TID2 = 1UL << 17, TID3 = 1UL << 18,
        TSC = 1UL << 19, TIDCP = 1UL << 20, TACR = 1UL << 21, TSW = 1UL << 22, TPCP = 1UL << 23, TPU = 1UL << 24, TTLB = 1UL << 25, TVM = 1UL << 26,
        TGE = 1UL << 27, TDZ = 1UL << 28, HCD = 1UL << 29, TRVM = 1UL << 30, RW = 1UL << 31, CD = 1UL << 32, ID = 1UL << 33,
        E2H = 1UL << 34, TLOR = 1UL << 35, TERR = 1UL << 36, TEA = 1UL << 37, MIOCNCE = 1UL << 38, APK = 1UL << 40, API = 1UL << 41, FWB = 1UL << 46,
        TID4 = 1UL << 49, TICAB = 1UL << 50, TOCU = 1UL << 52, EnSCXT = 1UL << 53, TTLBIS = 1UL << 54, TTLBOS = 1UL << 55,
        ATA = 1UL << 56, DCT = 1UL << 57, TID5 = 1UL << 58;

    // VM to ID without the reserved bits.
    public const ulong Armv80 = 0x3_7FFF_FFFF;
}

// Bits of fine-grained traps that logic of the CPU looks at by name; the others are SystemRegisterTable.FineGrained's.
internal static class HFGRTR
{
    public const ulong CTR_EL0 = 1UL << 14, DCZID_EL0 = 1UL << 15;
}

internal static class HFGITR
{
    public const int DCZVABit = 11, ERETBit = 51, SVC_EL0Bit = 52, SVC_EL1Bit = 53;
    public const ulong DCZVA = 1UL << DCZVABit, ERET = 1UL << ERETBit, SVC_EL0 = 1UL << SVC_EL0Bit, SVC_EL1 = 1UL << SVC_EL1Bit;
}

internal static class HDFGWTR
{
    // HDFGRTR_EL2 has no such bit: reads of PMCR_EL0 are MDCR_EL2.TPMCR's alone.
    public const int PMCR_EL0 = 21;
}

internal static class SCR
{
    // Bits 5:4 are RES1; RW too, where no level is ever in AArch32 state.
    public const ulong Ones = (3 << 4) | RW;

    public const ulong NS = 1, IRQ = 2, FIQ = 4, EA = 8, SIF = 1 << 9, SMD = 1 << 7, HCE = 1 << 8, RW = 1 << 10, ST = 1 << 11, TWI = 1 << 12, TWE = 1 << 13, TLOR = 1 << 14, TERR = 1 << 15, APK = 1 << 16, API = 1 << 17,
        EEL2 = 1 << 18, EnSCXT = 1 << 25, ATA = 1 << 26, FGTEn = 1 << 27;
}

internal static class TCR
{
    public const ulong A1 = 1UL << 22, AS = 1UL << 36, TBI0 = 1UL << 37, TBI1 = 1UL << 38, HA = 1UL << 39, HD = 1UL << 40,
        HPD0 = 1UL << 41, HPD1 = 1UL << 42, TBID0 = 1UL << 51, TBID1 = 1UL << 52, E0PD0 = 1UL << 55, E0PD1 = 1UL << 56, TCMA0 = 1UL << 57, TCMA1 = 1UL << 58;

    // TCR_EL2 (E2H clear) and TCR_EL3.
    public const ulong TBI = 1UL << 20, HA_EL2 = 1UL << 21, HD_EL2 = 1UL << 22, HPD = 1UL << 24, TBID = 1UL << 29, TCMA = 1UL << 30;
}

// CNTHCTL_EL2. Where E2H is set the fields of CNTKCTL_EL1 come first, and EL1's after them.
internal static class CNTHCTL
{
    public const ulong EL1PCTEN = 1UL << 0, EL1PCEN = 1UL << 1, EL1PCTEN_E2H = 1UL << 10, EL1PTEN_E2H = 1UL << 11;
}

internal static class CPTR
{
    public const ulong TFP = 1UL << 10, TTA = 1UL << 20, TTA_E2H = 1UL << 28, FPEN = 3UL << 20, TCPAC = 1UL << 31;

    // FEAT_SVE: TZ in CPTR_EL2 without E2H, EZ in CPTR_EL3; ZEN in CPTR_EL2 with E2H and in CPACR_EL1.
    public const ulong TZ = 1UL << 8, EZ = 1UL << 8, ZEN = 3UL << 16;

    // RES1 in CPTR_EL2 where E2H is clear.
    public const ulong Ones = 0x33FF;
}

internal static class VTCR
{
    public const ulong VS = 1UL << 19, HA = 1UL << 21, HD = 1UL << 22, NSW = 1UL << 29, NSA = 1UL << 30, Ones = 1UL << 31;
}

internal static class VSTCR
{
    public const ulong SW = 1UL << 29, SA = 1UL << 30, Ones = 1UL << 31;

    // T0SZ, SL0, TG0, SW, SA.
    public const ulong Mask = 0xC0FF | SW | SA;
}

internal static class MDSCR
{
    public const ulong SS = 1UL << 0, TDCC = 1UL << 12, KDE = 1UL << 13, MDE = 1UL << 15;
}

internal static class MDCR
{
    public const ulong TDE = 1UL << 8, TDA = 1UL << 9, TDOSA = 1UL << 10, TDRA = 1UL << 11, SDD = 1UL << 16;
    public const ulong HPMN = 31, TPMCR = 1UL << 5, TPM = 1UL << 6, HPME = 1UL << 7, HPMD = 1UL << 17, SPME = 1UL << 17;
}

internal static class PMUSERENR
{
    public const ulong EN = 1, SW = 2, CR = 4, ER = 8;
}

internal static class CNTKCTL
{
    public const ulong EL0PCTEN = 1UL << 0, EL0VCTEN = 1UL << 1, EL0VTEN = 1UL << 8, EL0PTEN = 1UL << 9;
}
