using System.Globalization;
using Armillary.Core.State;

namespace Armillary.Arm.Tests.SystemRegisters;

/// <summary>An access that a bit of a trap register is for, as the manual has it: this list is by encoding, and knows nothing of the rows.</summary>
internal sealed record FineGrainedAccess(string Register, int Bit, char Kind, bool AtEL0, uint Encoding)
{
    // Bit, kinds (r MRS, w MSR; a capital letter: at EL0 too), op0.op1.CRn.CRm.op2 of one register or more.
    private const string General = """
        0 rw 3.0.5.1.0
        1 rw 3.0.5.1.1
        2 r 3.1.0.0.7
        3 rw 3.0.10.3.0
        4 rw 3.0.2.2.0 3.0.2.2.1
        5 rw 3.0.2.2.2 3.0.2.2.3
        6 rw 3.0.2.3.0 3.0.2.3.1
        7 rw 3.0.2.1.0 3.0.2.1.1
        8 rw 3.0.2.1.2 3.0.2.1.3
        9 r 3.1.0.0.0
        10 r 3.1.0.0.1
        11 rw 3.0.13.0.1
        12 rw 3.0.1.0.2
        13 rw 3.2.0.0.0
        14 R 3.3.0.0.1
        15 R 3.3.0.0.7
        16 rw 3.0.5.2.0
        17 rw 3.0.6.0.0
        18 r 3.0.12.1.0
        19 rw 3.0.10.4.3
        20 rw 3.0.10.4.1
        21 r 3.0.10.4.7
        22 rw 3.0.10.4.2
        23 rw 3.0.10.4.0
        24 rw 3.0.10.2.0
        25 r 3.0.0.0.0
        26 r 3.0.0.0.5
        27 rw 3.0.7.4.0
        28 r 3.0.0.0.6
        29 rw 3.0.1.0.0
        30 rw 3.0.13.0.7
        31 RW 3.3.13.0.7
        32 rw 3.0.2.0.2
        33 rw 3.0.13.0.4
        34 Rw 3.3.13.0.3
        35 RW 3.3.13.0.2
        36 rw 3.0.2.0.0
        37 rw 3.0.2.0.1
        38 rw 3.0.12.0.0
        39 rw 3.0.12.12.6 3.0.12.12.7
        40 r 3.0.5.3.0
        41 rw 3.0.5.3.1
        42 r 3.0.5.4.0
        43 rw 3.0.5.4.1
        44 rw 3.0.5.4.2
        45 rw 3.0.5.5.0 3.0.5.5.1
        49 rw 3.0.5.4.3
        """;

    private const string Debug = """
        0 rw 2.0.0.0.5 2.0.0.1.5 2.0.0.2.5 2.0.0.3.5 2.0.0.4.5 2.0.0.5.5
        1 rw 2.0.0.0.4 2.0.0.1.4 2.0.0.2.4 2.0.0.3.4 2.0.0.4.4 2.0.0.5.4
        2 rw 2.0.0.0.7 2.0.0.1.7 2.0.0.2.7 2.0.0.3.7
        3 rw 2.0.0.0.6 2.0.0.1.6 2.0.0.2.6 2.0.0.3.6
        4 rw 2.0.0.2.2
        5 rw 2.0.7.8.6 2.0.7.9.6
        6 r 2.0.7.14.6
        7 rw 2.0.1.4.4
        8 w 2.0.1.0.4
        9 r 2.0.1.1.4
        10 rw 2.0.0.6.2
        12 RW 3.3.14.8.0 3.3.14.8.1 3.3.14.8.2 3.3.14.8.3 3.3.14.8.4 3.3.14.8.5 3.3.9.13.2
        13 RW 3.3.14.12.0 3.3.14.12.1 3.3.14.12.2 3.3.14.12.3 3.3.14.12.4 3.3.14.12.5 3.3.9.13.1
        14 RW 3.3.14.15.7
        15 RW 3.3.9.13.0
        16 RW 3.3.9.12.1 3.3.9.12.2
        17 rw 3.0.9.14.1 3.0.9.14.2
        18 RW 3.3.9.12.3 3.3.9.14.3
        19 RW 3.3.9.12.5
        20 W 3.3.9.12.4
        21 W 3.3.9.12.0
        57 Rw 3.3.9.14.0
        58 R 3.3.9.12.6 3.3.9.12.7
        """;

    // s: SYS; S: at EL0 too.
    private const string Instructions = """
        0 s 1.0.7.1.0
        1 s 1.0.7.5.0
        2 S 1.3.7.5.1
        3 s 1.0.7.6.1
        4 s 1.0.7.6.2
        5 s 1.0.7.10.2
        6 s 1.0.7.14.2
        7 S 1.3.7.11.1
        8 S 1.3.7.12.1
        9 S 1.3.7.13.1
        10 S 1.3.7.14.1
        11 S 1.3.7.4.1
        12 s 1.0.7.8.0
        13 s 1.0.7.8.1
        14 s 1.0.7.8.2
        15 s 1.0.7.8.3
        16 s 1.0.7.9.0
        17 s 1.0.7.9.1
        18 s 1.0.8.1.0
        19 s 1.0.8.1.1
        20 s 1.0.8.1.2
        21 s 1.0.8.1.3
        22 s 1.0.8.1.5
        23 s 1.0.8.1.7
        24 s 1.0.8.5.1
        25 s 1.0.8.5.3
        26 s 1.0.8.5.5
        27 s 1.0.8.5.7
        28 s 1.0.8.3.0
        29 s 1.0.8.3.1
        30 s 1.0.8.3.2
        31 s 1.0.8.3.3
        32 s 1.0.8.3.5
        33 s 1.0.8.3.7
        34 s 1.0.8.2.1
        35 s 1.0.8.2.3
        36 s 1.0.8.2.5
        37 s 1.0.8.2.7
        38 s 1.0.8.6.1
        39 s 1.0.8.6.3
        40 s 1.0.8.6.5
        41 s 1.0.8.6.7
        42 s 1.0.8.7.0
        43 s 1.0.8.7.1
        44 s 1.0.8.7.2
        45 s 1.0.8.7.3
        46 s 1.0.8.7.5
        47 s 1.0.8.7.7
        48 S 1.3.7.3.4
        49 S 1.3.7.3.5
        50 S 1.3.7.3.7
        54 S 1.3.7.10.1
        """;

    // With FEAT_MTE2: DC of tags share the bits of those of data.
    private const string TagInstructions = """
        3 s 1.0.7.6.3 1.0.7.6.5
        4 s 1.0.7.6.4 1.0.7.6.6
        5 s 1.0.7.10.4 1.0.7.10.6
        6 s 1.0.7.14.4 1.0.7.14.6
        8 S 1.3.7.12.3 1.3.7.12.5
        9 S 1.3.7.13.3 1.3.7.13.5
        10 S 1.3.7.14.3 1.3.7.14.5
        11 S 1.3.7.4.3 1.3.7.4.4
        54 S 1.3.7.10.3 1.3.7.10.5
        """;

    // What no bit is for: SP_EL0, ELR_EL1, SPSR_EL1, CurrentEL, PAN, NZCV, DAIF, FPCR, FPSR, CNTVCT_EL0, CNTKCTL_EL1, CNTV_CTL_EL0, ID_AA64PFR0_EL1, MDCCINT_EL1, OSDLR_EL1, MDRAR_EL1,
    // MDCCSR_EL0, DISR_EL1.
    private const string Others = """
        0 rw 3.0.4.1.0 3.0.4.0.1 3.0.4.0.0 3.0.4.2.2 3.0.4.2.3 3.3.4.2.0 3.3.4.2.1 3.3.4.4.0 3.3.4.4.1 3.3.14.0.2 3.0.14.1.0 3.3.14.3.1 3.0.0.4.0 2.0.0.2.0 2.0.1.3.4 2.0.1.0.0 2.3.0.1.0 3.0.12.1.1
        """;

    /// <summary>Every access that some bit is for.</summary>
    public static IReadOnlyList<FineGrainedAccess> All { get; } = [.. Parse("HFG", General), .. Parse("HDFG", Debug), .. Parse("HFGI", Instructions)];

    /// <summary>Those that FEAT_MTE2 adds.</summary>
    public static IReadOnlyList<FineGrainedAccess> OfTags { get; } = [.. Parse("HFGI", TagInstructions)];

    /// <summary>Accesses that no bit is for.</summary>
    public static IReadOnlyList<FineGrainedAccess> Free { get; } = [.. Parse("", Others)];

    /// <summary>ESR_ELx of the trap, through X3.</summary>
    public ulong Syndrome
    {
        get
        {
            ulong op0 = Encoding >> 14, op1 = (Encoding >> 11) & 7, CRn = (Encoding >> 7) & 15, CRm = (Encoding >> 3) & 15, op2 = Encoding & 7;
            return (0x18UL << 26) | (1UL << 25) | (op0 << 20) | (op2 << 17) | (op1 << 14) | (CRn << 10) | (3UL << 5) | (CRm << 1) | (Kind == 'r' ? 1u : 0);
        }
    }

    private static IEnumerable<FineGrainedAccess> Parse(string group, string text)
    {
        foreach (string[] words in text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        {
            foreach ((char kind, string encoding) in words[1].SelectMany(k => words.Skip(2).Select(e => (k, e))))
            {
                uint[] n = [.. encoding.Split('.').Select(w => uint.Parse(w, CultureInfo.InvariantCulture))];
                char lower = char.ToLowerInvariant(kind);
                string register = group.Length == 0 ? "" : group == "HFGI" ? "HFGITR_EL2" : $"{group}{(lower == 'r' ? 'R' : 'W')}TR_EL2";
                yield return new(register, int.Parse(words[0], CultureInfo.InvariantCulture), lower, char.IsUpper(kind), SystemRegister.Encode(n[0], n[1], n[2], n[3], n[4]));
            }
        }
    }
}
