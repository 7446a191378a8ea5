using Armillary.Arm.State;
using static Armillary.Arm.SystemRegisters.RegisterEffect;

namespace Armillary.Arm.SystemRegisters;

// Control, translation and exception registers of EL1, and the software thread registers.
internal static partial class SystemRegisterTable
{
    private static void AddControl()
    {
        Add(Virtual(new("SCTLR_EL1", Op(3, 0, 1, 0, 0))
        {
            Storage = c => ref c.SCTLR_EL1,
            Reset = Cpu.SCTLR_Reset,
            Write = (c, v) => c.SCTLR_EL1 = c.MaskSCTLR(v, 1),
            Effect = Translation,
        }));
        Add(new("ACTLR_EL1", Op(3, 0, 1, 0, 1)) { HcrRead = HCR.TACR, HcrWrite = HCR.TACR });
        Add(new("CPACR_EL1", Op(3, 0, 1, 0, 2))
        {
            Storage = c => ref c.CPACR_EL1,
            Write = (c, v) => c.CPACR_EL1 = v & (CPTR.FPEN | (c.Sve is null ? 0 : CPTR.ZEN)),
            Effect = Context,
            OfEL1 = true,
            Check = (c, _) => c.PSTATE.EL == 1 && c.EL2Enabled && (c.CPTR_EL2 & CPTR.TCPAC) != 0 ? 2
                : c.PSTATE.EL <= 2 && c.HaveEL3 && (c.CPTR_EL3 & CPTR.TCPAC) != 0 ? 3 : 0,
        });
        Add(Virtual(new("TTBR0_EL1", Op(3, 0, 2, 0, 0)) { Storage = c => ref c.TTBR0_EL1, Effect = Tables }));
        Add(Virtual(new("TTBR1_EL1", Op(3, 0, 2, 0, 1)) { Storage = c => ref c.TTBR1_EL1, Effect = Tables }));
        Add(Virtual(new("TCR_EL1", Op(3, 0, 2, 0, 2))
        {
            Storage = c => ref c.TCR_EL1,
            Write = (c, v) => c.TCR_EL1 = c.MaskTCR(v),
            Effect = Translation,
        }));
        Add(Virtual(new("ESR_EL1", Op(3, 0, 5, 2, 0)) { Storage = c => ref c.ESR_EL1, Mask = 0xFF_FFFF_FFFF }));
        Add(Virtual(new("FAR_EL1", Op(3, 0, 6, 0, 0)) { Storage = c => ref c.FAR_EL1 }));
        Add(Virtual(new("AFSR0_EL1", Op(3, 0, 5, 1, 0))));
        Add(Virtual(new("AFSR1_EL1", Op(3, 0, 5, 1, 1))));
        Stored("PAR_EL1", Op(3, 0, 7, 4, 0), 1, c => ref c.PAR_EL1);
        Add(Virtual(new("MAIR_EL1", Op(3, 0, 10, 2, 0)) { Storage = c => ref c.MAIR_EL1, Effect = Translation }));
        Add(Virtual(new("AMAIR_EL1", Op(3, 0, 10, 3, 0))));
        Stored("VBAR_EL1", Op(3, 0, 12, 0, 0), 1, c => ref c.VBAR_EL1, mask: ~0x7FFUL);
        ReadOnly("ISR_EL1", Op(3, 0, 12, 1, 0), 1, c => c.ISR_EL1);
        Add(new("RVBAR_EL1", Op(3, 0, 12, 0, 1)) { WriteEL = 4, Read = c => c.ResetAddress, Check = (c, _) => c.MaxEL == 1 ? 0 : -1 });
        Add(new("RMR_EL1", Op(3, 0, 12, 0, 2)) { Read = _ => 1, Check = (c, _) => c.MaxEL == 1 ? 0 : -1 });
        Add(Virtual(new("CONTEXTIDR_EL1", Op(3, 0, 13, 0, 1)) { Storage = c => ref c.CONTEXTIDR_EL1, Mask = uint.MaxValue }));
        Stored("TPIDR_EL1", Op(3, 0, 13, 0, 4), 1, c => ref c.Native.Integer(Slots.TPIDR_EL1));
        Stored("TPIDR_EL0", Op(3, 3, 13, 0, 2), 0, c => ref c.Native.Integer(Slots.TPIDR_EL0));
        Add(new("TPIDRRO_EL0", Op(3, 3, 13, 0, 3)) { ReadEL = 0, Storage = c => ref c.Native.Integer(Slots.TPIDRRO_EL0) });

        // FEAT_CSV2_2: a number that predictions are kept apart by. Nothing here predicts across contexts, so it is only kept.
        Add(new("SCXTNUM_EL0", Op(3, 3, 13, 0, 7))
        {
            ReadEL = 0,
            WriteEL = 0,
            Requires = Features.CSV2_3,
            Storage = c => ref c.SCXTNUM_EL0,
            Check = (c, _) => c.PSTATE.EL == 0 && (c.SCTLR_ELx(c.TranslationEL) & SCTLR.TSCXT) != 0 ? c.SynchronousTarget : c.ContextNumberTrap(),
        });
        Add(new("SCXTNUM_EL1", Op(3, 0, 13, 0, 7)) { Requires = Features.CSV2_3, Storage = c => ref c.SCXTNUM_EL1, Check = (c, _) => c.ContextNumberTrap() });
        Add(new("SCXTNUM_EL2", Op(3, 4, 13, 0, 7))
        {
            ReadEL = 2,
            WriteEL = 2,
            Requires = Features.CSV2_3,
            Storage = c => ref c.SCXTNUM_EL2,
            Check = (c, _) => c.ContextNumberTrap(),
        });
        Add(new("SCXTNUM_EL3", Op(3, 6, 13, 0, 7)) { ReadEL = 3, WriteEL = 3, Requires = Features.CSV2_3, Storage = c => ref c.SCXTNUM_EL3 });

        // Pointer authentication keys. Read by generated code, so a write is no more than a store.
        string[] keys = ["APIAKey", "APIBKey", "APDAKey", "APDBKey", "APGAKey"];
        for (uint i = 0; i < 10; i++)
        {
            int slot = Slots.APIAKeyLo + (int)i;
            Add(new($"{keys[i / 2]}{(i % 2 == 0 ? "Lo" : "Hi")}_EL1", Op(3, 0, 2, 1 + (i / 4), i % 4))
            {
                Storage = c => ref c.Native.Integer(slot),
                Requires = Features.PAuth,
                Check = (c, _) => c.PointerKeyTrap(),
            });
        }

        // RAS: no error records (ERRIDR_EL1.NUM is 0), so the record registers read as zero.
        Ras("ERRIDR_EL1", 3, 0);
        Ras("ERRSELR_EL1", 3, 1);
        Ras("ERXFR_EL1", 4, 0);
        Ras("ERXCTLR_EL1", 4, 1);
        Ras("ERXSTATUS_EL1", 4, 2);
        Ras("ERXADDR_EL1", 4, 3);
        Ras("ERXMISC0_EL1", 5, 0);
        Ras("ERXMISC1_EL1", 5, 1);
        Add(new("DISR_EL1", Op(3, 0, 12, 1, 1))
        {
            Requires = Features.RAS,
            Storage = c => ref c.DISR_EL1,

            // What EL2 makes of SErrors for EL1 (HCR_EL2.AMO) has a deferred syndrome of its own.
            Read = c => c.HasVirtualSErrors ? c.VDISR_EL2 : c.DISR_EL1,
            Write = (c, v) => (c.HasVirtualSErrors ? ref c.VDISR_EL2 : ref c.DISR_EL1) = v,
        });

        // Limited ordering regions: none, so LORID_EL1 is zero and the others read as zero.
        (uint Op2, string Name)[] lor = [(0, "LORSA_EL1"), (1, "LOREA_EL1"), (2, "LORN_EL1"), (3, "LORC_EL1"), (7, "LORID_EL1")];
        foreach ((uint op2, string name) in lor)
        {
            Add(new(name, Op(3, 0, 10, 4, op2)) { Requires = Features.LOR, WriteEL = op2 == 7 ? 4 : 1, HcrRead = HCR.TLOR, HcrWrite = HCR.TLOR, ScrTrap = SCR.TLOR });
        }
    }

    private static void Ras(string name, uint crm, uint op2)
        => Add(new(name, Op(3, 0, 5, crm, op2)) { Requires = Features.RAS, WriteEL = name is "ERRIDR_EL1" or "ERXFR_EL1" ? 4 : 1, HcrRead = HCR.TERR, HcrWrite = HCR.TERR, ScrTrap = SCR.TERR });

    /// <summary>A register of the EL1&amp;0 regime, whose accesses at EL1 the hypervisor may trap with HCR_EL2.TVM and TRVM.</summary>
    private static SystemRegisterRow Virtual(SystemRegisterRow row) => row with { HcrRead = HCR.TRVM, HcrWrite = HCR.TVM, OfEL1 = true };
}
