namespace Armillary.Arm.SystemRegisters;

// The Virtualization Host Extensions' names (FEAT_VHE; DDI 0487, D8.12): at EL2 with HCR_EL2.E2H an EL1 name means EL2's register, and _EL12 and _EL02 mean EL1's.
internal static partial class SystemRegisterTable
{
    private static (string EL1, string EL2)[] HostNames =>
    [
        ("SCTLR_EL1", "SCTLR_EL2"), ("CPACR_EL1", "CPTR_EL2"), ("ZCR_EL1", "ZCR_EL2"), ("TTBR0_EL1", "TTBR0_EL2"), ("TTBR1_EL1", "TTBR1_EL2"), ("TCR_EL1", "TCR_EL2"),
        ("SPSR_EL1", "SPSR_EL2"), ("ELR_EL1", "ELR_EL2"), ("AFSR0_EL1", "AFSR0_EL2"), ("AFSR1_EL1", "AFSR1_EL2"), ("ESR_EL1", "ESR_EL2"),
        ("FAR_EL1", "FAR_EL2"), ("MAIR_EL1", "MAIR_EL2"), ("AMAIR_EL1", "AMAIR_EL2"), ("VBAR_EL1", "VBAR_EL2"), ("CONTEXTIDR_EL1", "CONTEXTIDR_EL2"),
        ("CNTKCTL_EL1", "CNTHCTL_EL2"), ("SCXTNUM_EL1", "SCXTNUM_EL2"), ("TFSR_EL1", "TFSR_EL2"),
        ("CNTP_TVAL_EL0", "CNTHP_TVAL_EL2"), ("CNTP_CTL_EL0", "CNTHP_CTL_EL2"), ("CNTP_CVAL_EL0", "CNTHP_CVAL_EL2"),
        ("CNTV_TVAL_EL0", "CNTHV_TVAL_EL2"), ("CNTV_CTL_EL0", "CNTHV_CTL_EL2"), ("CNTV_CVAL_EL0", "CNTHV_CVAL_EL2"),
    ];

    // EL2's timers that Secure EL2 has its own of.
    private static string? SecureHostName(string el2)
        => el2.StartsWith("CNTHP_", StringComparison.Ordinal) || el2.StartsWith("CNTHV_", StringComparison.Ordinal) ? $"{el2[..5]}S{el2[5..]}" : null;

    private static void AddHostNames()
    {
        foreach ((string el1, string el2) in HostNames)
        {
            int i = All.FindIndex(r => r.Name == el1);
            SystemRegisterRow row = All[i] = All[i] with { InHost = All.Find(r => r.Name == el2)!.Encoding, InSecureHost = SecureHostName(el2) is { } secure ? All.Find(r => r.Name == secure)!.Encoding : 0 };
            (uint op0, uint op1) = (row.Encoding >> 14, (row.Encoding >> 11) & 7);
            Add(row with
            {
                Name = row.Name.Replace("_EL1", "_EL12", StringComparison.Ordinal).Replace("_EL0", "_EL02", StringComparison.Ordinal),
                Encoding = (op0 << 14) | (5 << 11) | (row.Encoding & 0x7FF),
                ReadEL = 2,
                WriteEL = 2,
                Requires = row.Requires | Features.VHE,
                HcrRead = 0,
                HcrWrite = 0,
                InHost = 0,
                InSecureHost = 0,
                Check = (c, write) => c.EL2Enabled && c.HasTwoRanges(2) ? row.Check?.Invoke(c, write) ?? 0 : -1,

                // Reset by the row whose alias it is.
                IsAlias = true,
            });
        }
    }
}
