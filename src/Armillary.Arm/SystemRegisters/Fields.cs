namespace Armillary.Arm.SystemRegisters;

// The fields of the registers that the CPU's own logic looks at, by the manual's names (DDI 0487, D19).
internal static class SCTLR
{
    public const ulong M = 1UL << 0, A = 1UL << 1, C = 1UL << 2, SA = 1UL << 3, SA0 = 1UL << 4, nAA = 1UL << 6, UMA = 1UL << 9, EnRCTX = 1UL << 10,
        EOS = 1UL << 11, I = 1UL << 12, EnDB = 1UL << 13, DZE = 1UL << 14, UCT = 1UL << 15, nTWI = 1UL << 16, nTWE = 1UL << 18,
        WXN = 1UL << 19, TSCXT = 1UL << 20, IESB = 1UL << 21, EIS = 1UL << 22, SPAN = 1UL << 23, E0E = 1UL << 24, EE = 1UL << 25,
        UCI = 1UL << 26, EnDA = 1UL << 27, nTLSMD = 1UL << 28, LSMAOE = 1UL << 29, EnIB = 1UL << 30, EnIA = 1UL << 31,
        BT0 = 1UL << 35, BT1 = 1UL << 36, DSSBS = 1UL << 44, EPAN = 1UL << 57;
}

internal static class HCR
{
    public const ulong VM = 1UL << 0, PTW = 1UL << 2, FMO = 1UL << 3, IMO = 1UL << 4, AMO = 1UL << 5, VF = 1UL << 6, VI = 1UL << 7,
        VSE = 1UL << 8, DC = 1UL << 12, TWI = 1UL << 13, TWE = 1UL << 14, TID1 = 1UL << 16, TID2 = 1UL << 17, TID3 = 1UL << 18,
        TSC = 1UL << 19, TACR = 1UL << 21, TSW = 1UL << 22, TPCP = 1UL << 23, TPU = 1UL << 24, TTLB = 1UL << 25, TVM = 1UL << 26,
        TGE = 1UL << 27, TDZ = 1UL << 28, HCD = 1UL << 29, TRVM = 1UL << 30, CD = 1UL << 32, ID = 1UL << 33, E2H = 1UL << 34,
        TEA = 1UL << 37;
}

internal static class SCR
{
    public const ulong NS = 1, IRQ = 2, FIQ = 4, EA = 8, SMD = 1 << 7, HCE = 1 << 8, TWI = 1 << 12, TWE = 1 << 13, EEL2 = 1 << 18;
}

internal static class TCR
{
    public const ulong A1 = 1UL << 22, AS = 1UL << 36, TBI0 = 1UL << 37, TBI1 = 1UL << 38, HA = 1UL << 39, HD = 1UL << 40,
        HPD0 = 1UL << 41, HPD1 = 1UL << 42, TBID0 = 1UL << 51, TBID1 = 1UL << 52, E0PD0 = 1UL << 55, E0PD1 = 1UL << 56;

    // TCR_EL2 (E2H clear) and TCR_EL3.
    public const ulong TBI = 1UL << 20, HA_EL2 = 1UL << 21, HD_EL2 = 1UL << 22, HPD = 1UL << 24, TBID = 1UL << 29;
}

internal static class MDSCR
{
    public const ulong SS = 1UL << 0, TDCC = 1UL << 12, KDE = 1UL << 13, MDE = 1UL << 15;
}

internal static class MDCR
{
    public const ulong TDE = 1UL << 8, TDA = 1UL << 9, TDOSA = 1UL << 10, SDD = 1UL << 16;
}

internal static class CNTKCTL
{
    public const ulong EL0PCTEN = 1UL << 0, EL0VCTEN = 1UL << 1, EL0VTEN = 1UL << 8, EL0PTEN = 1UL << 9;
}
