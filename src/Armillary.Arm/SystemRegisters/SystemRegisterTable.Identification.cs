namespace Armillary.Arm.SystemRegisters;

// The identification registers: DDI 0487, D19.2, "ID_" and friends.
internal static partial class SystemRegisterTable
{
    /// <summary>L1 instruction and data caches apart, a unified L2; LoC 2; LoUU and LoUIS 0 as CTR_EL0.IDC is 1.</summary>
    private const ulong CLIDR = (2UL << 24) | (4 << 3) | 3;

    /// <summary>
    /// 64-byte lines of data, instruction lines of half a page (<see cref="Cpu.InstructionLine"/>), PIPT, IDC (no clean to the point of unification needed), not DIC.
    /// </summary>
    public const ulong CTR = (1UL << 31) | (1UL << 28) | (4UL << 24) | (4UL << 20) | (4UL << 16) | (3UL << 14) | (Cpu.InstructionLineLog2 - 2);

    /// <summary>DCZID_EL0 where DC ZVA is not prohibited: BS 4, 64 bytes.</summary>
    public const ulong DCZID = 4;

    private static void AddIdentification()
    {
        Id("MIDR_EL1", 0, 0, c => c.PSTATE.EL == 1 && c.EL2Enabled ? c.VPIDR_EL2 : c.Model.MIDR_EL1);
        Id("MPIDR_EL1", 0, 5, c => c.PSTATE.EL == 1 && c.EL2Enabled ? c.VMPIDR_EL2 : c.MPIDR_EL1);
        Id("REVIDR_EL1", 0, 6, _ => 0, HCR.TID1);
        Id("ID_AA64PFR0_EL1", 4, 0, IdRegisters.ID_AA64PFR0_EL1);
        Id("ID_AA64PFR1_EL1", 4, 1, IdRegisters.ID_AA64PFR1_EL1);
        Id("ID_AA64ZFR0_EL1", 4, 4, IdRegisters.ID_AA64ZFR0_EL1);
        Id("ID_AA64DFR0_EL1", 5, 0, IdRegisters.ID_AA64DFR0_EL1);
        Id("ID_AA64ISAR0_EL1", 6, 0, IdRegisters.ID_AA64ISAR0_EL1);
        Id("ID_AA64ISAR1_EL1", 6, 1, IdRegisters.ID_AA64ISAR1_EL1);
        Id("ID_AA64ISAR2_EL1", 6, 2, _ => 0);
        Id("ID_AA64MMFR0_EL1", 7, 0, IdRegisters.ID_AA64MMFR0_EL1);
        Id("ID_AA64MMFR1_EL1", 7, 1, IdRegisters.ID_AA64MMFR1_EL1);
        Id("ID_AA64MMFR2_EL1", 7, 2, IdRegisters.ID_AA64MMFR2_EL1);

        // The rest of the space reads as zero: no AArch32, nothing else announced (D19.1, "reserved, RAZ").
        for (uint crm = 1; crm <= 7; crm++)
        {
            for (uint op2 = 0; op2 <= 7; op2++)
            {
                uint encoding = Op(3, 0, 0, crm, op2);
                if (All.TrueForAll(r => r.Encoding != encoding))
                {
                    Id(Core.State.SystemRegister.GenericName(encoding), crm, op2, _ => 0);
                }
            }
        }

        const ulong Caches = HCR.TID2 | HCR.TID4;
        Add(new("CCSIDR_EL1", Op(3, 1, 0, 0, 0)) { WriteEL = SystemRegisterRow.Never, HcrRead = Caches, Read = c => IdRegisters.CCSIDR_EL1(c.CSSELR_EL1) });
        Add(new("CLIDR_EL1", Op(3, 1, 0, 0, 1)) { WriteEL = SystemRegisterRow.Never, HcrRead = Caches, Read = _ => CLIDR });
        Add(new("AIDR_EL1", Op(3, 1, 0, 0, 7)) { WriteEL = SystemRegisterRow.Never, HcrRead = HCR.TID1, Read = _ => 0 });
        Add(new("CSSELR_EL1", Op(3, 2, 0, 0, 0)) { Storage = c => ref c.CSSELR_EL1, Mask = 0xF, HcrRead = Caches, HcrWrite = Caches });
        Add(new("CTR_EL0", Op(3, 3, 0, 0, 1))
        {
            ReadEL = 0,
            WriteEL = SystemRegisterRow.Never,
            HcrRead = HCR.TID2,
            Read = _ => CTR,
            Check = (c, _) => c.PSTATE.EL == 0 && (c.SCTLR_ELx(c.TranslationEL) & SCTLR.UCT) == 0 ? c.SynchronousTarget : 0,
        });
        Add(new("DCZID_EL0", Op(3, 3, 0, 0, 7))
        {
            ReadEL = 0,
            WriteEL = SystemRegisterRow.Never,

            // DZP where DC ZVA would trap.
            Read = c => DCZID | (c.ZeroBlockIsProhibited ? 1UL << 4 : 0),
        });
    }

    private static void Id(string name, uint crm, uint op2, Func<Cpu, ulong> read, ulong trap = 0)
        => Add(new(name, Op(3, 0, 0, crm, op2))
        {
            WriteEL = SystemRegisterRow.Never,
            Read = read,
            HcrRead = crm != 0 ? HCR.TID3 : trap,
        });
}
