using static Armillary.Arm.SystemRegisters.RegisterEffect;

namespace Armillary.Arm.SystemRegisters;

// Self-hosted debug (DDI 0487, D19.3): the OS lock, software step, and the breakpoint and watchpoint registers.
internal static partial class SystemRegisterTable
{
    private static void AddDebug()
    {
        Debug("OSDTRRX_EL1", 0, 0, 2, c => ref c.OSDTRRX_EL1, uint.MaxValue);
        Debug("MDCCINT_EL1", 0, 2, 0, c => ref c.MDCCINT_EL1, 3UL << 29);
        Debug("MDSCR_EL1", 0, 2, 2, c => ref c.MDSCR_EL1, MDSCR.SS | MDSCR.TDCC | MDSCR.KDE | MDSCR.MDE | (1 << 6), Context);
        Debug("OSDTRTX_EL1", 0, 3, 2, c => ref c.OSDTRTX_EL1, uint.MaxValue);
        Debug("OSECCR_EL1", 0, 6, 2, c => ref c.OSECCR_EL1, 0);
        for (uint i = 0; i < Cpu.Breakpoints; i++)
        {
            int n = (int)i;
            Debug($"DBGBVR{i}_EL1", 0, i, 4, c => ref c.DBGBVR[n], ulong.MaxValue, Context);
            Debug($"DBGBCR{i}_EL1", 0, i, 5, c => ref c.DBGBCR[n], 0x00FF_E1E7, Context);
        }

        for (uint i = 0; i < Cpu.Watchpoints; i++)
        {
            int n = (int)i;
            Debug($"DBGWVR{i}_EL1", 0, i, 6, c => ref c.DBGWVR[n], ~3UL, Context);
            Debug($"DBGWCR{i}_EL1", 0, i, 7, c => ref c.DBGWCR[n], 0x1F1F_FFFF, Context);
        }

        Add(new("MDCCSR_EL0", Op(2, 3, 0, 1, 0)) { ReadEL = 0, WriteEL = 4, Check = DebugCommunicationTrap });
        Add(new("DBGDTR_EL0", Op(2, 3, 0, 4, 0)) { ReadEL = 0, WriteEL = 0, Check = DebugCommunicationTrap });
        Add(new("DBGDTRTX_EL0", Op(2, 3, 0, 5, 0)) { ReadEL = 0, WriteEL = 0, Check = DebugCommunicationTrap });
        Add(new("MDRAR_EL1", Op(2, 0, 1, 0, 0)) { WriteEL = 4, Check = (c, _) => c.DebugTrap(MDCR.TDRA) });
        Add(new("OSLAR_EL1", Op(2, 0, 1, 0, 4))
        {
            ReadEL = 4,
            Write = (c, v) => c.OSLSR_EL1 = (c.OSLSR_EL1 & ~2UL) | ((v & 1) << 1),
            Effect = Context,
            Check = (c, _) => c.DebugTrap(MDCR.TDOSA),
        });

        // OSLM 0b10: the OS lock is implemented; locked after reset.
        Add(new("OSLSR_EL1", Op(2, 0, 1, 1, 4)) { WriteEL = 4, Storage = c => ref c.OSLSR_EL1, Reset = 0b1010, Check = (c, _) => c.DebugTrap(MDCR.TDOSA) });
        Add(new("OSDLR_EL1", Op(2, 0, 1, 3, 4)) { Check = (c, _) => c.DebugTrap(MDCR.TDOSA) });
        Add(new("DBGPRCR_EL1", Op(2, 0, 1, 4, 4)) { Check = (c, _) => c.DebugTrap(MDCR.TDOSA) });
        Stored("DBGCLAIMSET_EL1", Op(2, 0, 7, 8, 6), 1, c => ref c.DBGCLAIM);
        All[^1] = All[^1] with { Read = _ => 0xFF, Write = (c, v) => c.DBGCLAIM |= v & 0xFF, Check = (c, _) => c.DebugTrap(MDCR.TDA) };
        Add(new("DBGCLAIMCLR_EL1", Op(2, 0, 7, 9, 6)) { Read = c => c.DBGCLAIM, Write = (c, v) => c.DBGCLAIM &= ~(v & 0xFF), Check = (c, _) => c.DebugTrap(MDCR.TDA) });
        Add(new("DBGAUTHSTATUS_EL1", Op(2, 0, 7, 14, 6)) { WriteEL = 4, Check = (c, _) => c.DebugTrap(MDCR.TDA) });
    }

    private static void Debug(string name, uint op1, uint crm, uint op2, RegisterStorage storage, ulong mask, RegisterEffect effect = None)
        => Add(new(name, Op(2, op1, 0, crm, op2)) { Storage = storage, Mask = mask, Effect = effect, Check = (c, _) => c.DebugTrap(MDCR.TDA) });

    private static int DebugCommunicationTrap(Cpu c, bool write)
        => c.PSTATE.EL == 0 && (c.MDSCR_EL1 & MDSCR.TDCC) != 0 ? c.SynchronousTarget : c.DebugTrap(MDCR.TDA);
}
