using System.Collections.Frozen;
using Armillary.Arm.A64;
using Armillary.Arm.Pmu;
using Armillary.Arm.State;
using Armillary.Core.State;

namespace Armillary.Arm.SystemRegisters;

// Fine-grained traps (FEAT_FGT; DDI 0487, D19.2: HFGRTR_EL2, HFGWTR_EL2, HFGITR_EL2; D19.3: HDFGRTR_EL2, HDFGWTR_EL2): which bit is for what. A row gets its bits from here, and
// a register's writable bits follow from the rows that are there: a bit of what no row has is RES0.
internal static partial class SystemRegisterTable
{
    /// <summary>HFGRTR_EL2 for reads and HFGWTR_EL2 for writes, bit by bit.</summary>
    private static (int Bit, string[] Names)[] FineGrainedRegisters =>
    [
        (0, ["AFSR0_EL1"]), (1, ["AFSR1_EL1"]), (2, ["AIDR_EL1"]), (3, ["AMAIR_EL1"]), (4, Key("APDA")), (5, Key("APDB")), (6, Key("APGA")), (7, Key("APIA")),
        (8, Key("APIB")), (9, ["CCSIDR_EL1"]), (10, ["CLIDR_EL1"]), (11, ["CONTEXTIDR_EL1"]), (12, ["CPACR_EL1"]), (13, ["CSSELR_EL1"]), (14, ["CTR_EL0"]),
        (15, ["DCZID_EL0"]), (16, ["ESR_EL1"]), (17, ["FAR_EL1"]), (18, ["ISR_EL1"]), (19, ["LORC_EL1"]), (20, ["LOREA_EL1"]), (21, ["LORID_EL1"]), (22, ["LORN_EL1"]),
        (23, ["LORSA_EL1"]), (24, ["MAIR_EL1"]), (25, ["MIDR_EL1"]), (26, ["MPIDR_EL1"]), (27, ["PAR_EL1"]), (28, ["REVIDR_EL1"]), (29, ["SCTLR_EL1"]),
        (30, ["SCXTNUM_EL1"]), (31, ["SCXTNUM_EL0"]), (32, ["TCR_EL1"]), (33, ["TPIDR_EL1"]), (34, ["TPIDRRO_EL0"]), (35, ["TPIDR_EL0"]), (36, ["TTBR0_EL1"]),
        (37, ["TTBR1_EL1"]), (38, ["VBAR_EL1"]), (40, ["ERRIDR_EL1"]), (41, ["ERRSELR_EL1"]), (42, ["ERXFR_EL1"]), (43, ["ERXCTLR_EL1"]), (44, ["ERXSTATUS_EL1"]),
        (45, ["ERXMISC0_EL1", "ERXMISC1_EL1"]), (49, ["ERXADDR_EL1"]),
    ];

    /// <summary>HDFGRTR_EL2 for reads and HDFGWTR_EL2 for writes, bit by bit. OSDLR_EL1's is RES0 without FEAT_DoubleLock.</summary>
    private static (int Bit, string[] Names)[] FineGrainedDebugRegisters =>
    [
        (0, Each("DBGBCR", Cpu.Breakpoints, "_EL1")), (1, Each("DBGBVR", Cpu.Breakpoints, "_EL1")), (2, Each("DBGWCR", Cpu.Watchpoints, "_EL1")),
        (3, Each("DBGWVR", Cpu.Watchpoints, "_EL1")), (4, ["MDSCR_EL1"]), (5, ["DBGCLAIMSET_EL1", "DBGCLAIMCLR_EL1"]), (6, ["DBGAUTHSTATUS_EL1"]), (7, ["DBGPRCR_EL1"]),
        (8, ["OSLAR_EL1"]), (9, ["OSLSR_EL1"]), (10, ["OSECCR_EL1"]),
        (12, [.. Each("PMEVCNTR", PerformanceMonitors.Counters, "_EL0"), "PMXEVCNTR_EL0"]), (13, [.. Each("PMEVTYPER", PerformanceMonitors.Counters, "_EL0"), "PMXEVTYPER_EL0"]),
        (14, ["PMCCFILTR_EL0"]), (15, ["PMCCNTR_EL0"]), (16, ["PMCNTENSET_EL0", "PMCNTENCLR_EL0"]), (17, ["PMINTENSET_EL1", "PMINTENCLR_EL1"]),
        (18, ["PMOVSCLR_EL0", "PMOVSSET_EL0"]), (19, ["PMSELR_EL0"]), (20, ["PMSWINC_EL0"]), (HDFGWTR.PMCR_EL0, ["PMCR_EL0"]), (57, ["PMUSERENR_EL0"]),
        (58, ["PMCEID0_EL0", "PMCEID1_EL0"]),
    ];

    /// <summary>HFGITR_EL2, bit by bit: the feature that the instructions need, and their op1, CRn, CRm and op2. Those with tags (IGVAC and so on) share the bit of those without.</summary>
    private static (int Bit, Features Requires, (uint Op1, uint CRn, uint CRm, uint Op2)[] Instructions)[] FineGrainedInstructions =>
    [
        (0, Features.None, [(0, 7, 1, 0)]), (1, Features.None, [(0, 7, 5, 0)]), (2, Features.None, [(3, 7, 5, 1)]), // IC IALLUIS, IALLU, IVAU
        (3, Features.None, [(0, 7, 6, 1), (0, 7, 6, 3), (0, 7, 6, 5)]), // DC IVAC
        (4, Features.None, [(0, 7, 6, 2), (0, 7, 6, 4), (0, 7, 6, 6)]), // DC ISW
        (5, Features.None, [(0, 7, 10, 2), (0, 7, 10, 4), (0, 7, 10, 6)]), // DC CSW
        (6, Features.None, [(0, 7, 14, 2), (0, 7, 14, 4), (0, 7, 14, 6)]), // DC CISW
        (7, Features.None, [(3, 7, 11, 1)]), // DC CVAU
        (8, Features.DPB, [(3, 7, 12, 1), (3, 7, 12, 3), (3, 7, 12, 5)]), // DC CVAP
        (9, Features.DPB2, [(3, 7, 13, 1), (3, 7, 13, 3), (3, 7, 13, 5)]), // DC CVADP
        (10, Features.None, [(3, 7, 14, 1), (3, 7, 14, 3), (3, 7, 14, 5)]), // DC CIVAC
        (HFGITR.DCZVABit, Features.None, [(3, 7, 4, 1), (3, 7, 4, 3), (3, 7, 4, 4)]), // DC ZVA
        (12, Features.None, [(0, 7, 8, 0)]), (13, Features.None, [(0, 7, 8, 1)]), (14, Features.None, [(0, 7, 8, 2)]), (15, Features.None, [(0, 7, 8, 3)]), // AT S1E1R, S1E1W, S1E0R, S1E0W
        (16, Features.PAN2, [(0, 7, 9, 0)]), (17, Features.PAN2, [(0, 7, 9, 1)]), // AT S1E1RP, S1E1WP
        .. TlbInstructions(18, Features.TLBIOS, 1, range: false), .. TlbInstructions(24, Features.TLBIOS | Features.TLBIRANGE, 5, range: true),
        .. TlbInstructions(28, Features.None, 3, range: false), .. TlbInstructions(34, Features.TLBIRANGE, 2, range: true),
        .. TlbInstructions(38, Features.TLBIRANGE, 6, range: true), .. TlbInstructions(42, Features.None, 7, range: false),
        (48, Features.SPECRES, [(3, 7, 3, 4)]), (49, Features.SPECRES, [(3, 7, 3, 5)]), (50, Features.SPECRES, [(3, 7, 3, 7)]), // CFP, DVP, CPP RCTX
        (HFGITR.ERETBit, Features.None, []), (HFGITR.SVC_EL0Bit, Features.None, []), (HFGITR.SVC_EL1Bit, Features.None, []),
        (54, Features.None, [(3, 7, 10, 1), (3, 7, 10, 3), (3, 7, 10, 5)]), // DC CVAC
    ];

    /// <summary>HFGRTR_EL2 and HFGWTR_EL2: ICC_IGRPEN0_EL1 and ICC_IGRPEN1_EL1, which the interrupt controller has.</summary>
    public const ulong ICC_IGRPENn_EL1 = 1UL << 39;

    /// <summary>The bits of HFGRTR_EL2 for MRS of registers that generated code reads by itself, at EL0 and EL1.</summary>
    public static ulong[] InlineReadTraps => Traps.InlineRead;

    /// <summary>The bits of HFGWTR_EL2 for MSR of registers that generated code writes by itself, at EL0 and EL1.</summary>
    public static ulong[] InlineWriteTraps => Traps.InlineWrite;

    /// <summary>The bit of HFGITR_EL2 for a SYS instruction; 0: there is none.</summary>
    public static ulong InstructionTrap(uint encoding) => Traps.Instructions.GetValueOrDefault(encoding);

    /// <summary>The bits of HFGRTR_EL2 and HFGWTR_EL2 for a register that no row has; 0: there is none.</summary>
    public static ulong BankTrap(uint encoding) => encoding is GroupEnable0 or GroupEnable1 ? ICC_IGRPENn_EL1 : 0;

    /// <summary>The writable bits of a register of traps: those of the rows that some features have.</summary>
    public static ulong FineGrainedBits(Features features, Func<SystemRegisterRow, ulong> bits)
        => All.Where(r => (r.Requires & ~features) == 0).Aggregate(0UL, (all, r) => all | bits(r));

    /// <summary>The writable bits of HFGITR_EL2.</summary>
    public static ulong FineGrainedInstructionBits(Features features)
        => FineGrainedInstructions.Where(t => (t.Requires & ~features) == 0).Aggregate(0UL, (all, t) => all | (1UL << t.Bit));

    // ICC_IGRPEN0_EL1 and ICC_IGRPEN1_EL1: op0 3, op1 0, CRn 12, CRm 12, op2 6 and 7.
    private const uint GroupEnable0 = (3 << 14) | (12 << 7) | (12 << 3) | 6, GroupEnable1 = GroupEnable0 + 1;

    // What follows from the rows, once they are all there.
    private static class Traps
    {
        public static readonly FrozenDictionary<uint, ulong> Instructions = FineGrainedInstructions
            .SelectMany(t => t.Instructions.Select(i => (Encoding: Op(1, i.Op1, i.CRn, i.CRm, i.Op2), Bit: 1UL << t.Bit))).ToFrozenDictionary(t => t.Encoding, t => t.Bit);

        public static readonly ulong[] InlineRead = [InlineTraps(0, write: false), InlineTraps(1, write: false)];
        public static readonly ulong[] InlineWrite = [InlineTraps(0, write: true), InlineTraps(1, write: true)];
    }

    private static void AddFineGrained()
    {
        TrapRegister("HFGRTR_EL2", Op(3, 4, 1, 1, 4), 0, c => ref c.HFGRTR_EL2);
        TrapRegister("HFGWTR_EL2", Op(3, 4, 1, 1, 5), 1, c => ref c.HFGWTR_EL2);
        TrapRegister("HFGITR_EL2", Op(3, 4, 1, 1, 6), 2, c => ref c.HFGITR_EL2);
        TrapRegister("HDFGRTR_EL2", Op(3, 4, 3, 1, 4), 3, c => ref c.HDFGRTR_EL2);
        TrapRegister("HDFGWTR_EL2", Op(3, 4, 3, 1, 5), 4, c => ref c.HDFGWTR_EL2);
        foreach ((int bit, string[] names) in FineGrainedRegisters)
        {
            foreach (string name in names)
            {
                int i = RowOf(name);
                All[i] = All[i] with { HfgRead = Permits(All[i].ReadEL, bit), HfgWrite = Permits(All[i].WriteEL, bit) };
            }
        }

        foreach ((int bit, string[] names) in FineGrainedDebugRegisters)
        {
            foreach (string name in names)
            {
                int i = RowOf(name);
                All[i] = All[i] with { HdfgRead = bit == HDFGWTR.PMCR_EL0 ? 0 : Permits(All[i].ReadEL, bit), HdfgWrite = Permits(All[i].WriteEL, bit) };
            }
        }
    }

    // A bit for an access that is UNDEFINED in any case is RES0.
    private static ulong Permits(int el, int bit) => el == SystemRegisterRow.Never ? 0 : 1UL << bit;

    private static int RowOf(string name)
        => All.FindIndex(r => r.Name == name) is >= 0 and int i ? i : throw new InvalidOperationException($"no row is named {name}");

    private static void TrapRegister(string name, uint encoding, int number, RegisterStorage storage)
        => Add(new(name, encoding)
        {
            ReadEL = 2,
            WriteEL = 2,
            Requires = Features.FGT,
            Storage = storage,
            Write = (c, v) => c.WriteFineGrained(ref storage(c), number, v),
            Check = (c, _) => c.PSTATE.EL == 2 && c.HaveEL3 && (c.SCR_EL3 & SCR.FGTEn) == 0 ? 3 : 0,
        });

    private static ulong InlineTraps(int el, bool write)
        => All.Where(r => SystemRegisterSlots.TryGet(r.Encoding, (TranslationContext)el | TranslationContext.SPSel, ~Features.SVE, write, out _))
            .Aggregate(0UL, (all, r) => all | (write ? r.HfgWrite : r.HfgRead));

    private static string[] Key(string name) => [$"{name}KeyLo_EL1", $"{name}KeyHi_EL1"];

    private static string[] Each(string prefix, int count, string suffix) => [.. Enumerable.Range(0, count).Select(n => $"{prefix}{n}{suffix}")];

    /// <summary>VMALLE1, VAE1, ASIDE1, VAAE1, VALE1, VAALE1 with a CRm, or RVAE1, RVAAE1, RVALE1, RVAALE1.</summary>
    private static IEnumerable<(int Bit, Features Requires, (uint Op1, uint CRn, uint CRm, uint Op2)[] Instructions)> TlbInstructions(int first, Features requires, uint crm, bool range)
    {
        uint[] op2 = range ? [1, 3, 5, 7] : [0, 1, 2, 3, 5, 7];
        return op2.Select((op, i) => (first + i, requires, new[] { (0u, 8u, crm, op) }));
    }
}
