using Armillary.Arm.State;

namespace Armillary.Arm.SystemRegisters;

// PSTATE as registers, stack pointers, saved state, and the floating-point control and status.
internal static partial class SystemRegisterTable
{
    private static void AddProcessState()
    {
        Stored("SPSR_EL1", Op(3, 0, 4, 0, 0), 1, c => ref c.SPSR_EL1);
        Stored("ELR_EL1", Op(3, 0, 4, 0, 1), 1, c => ref c.ELR_EL1);
        Add(new("SP_EL0", Op(3, 0, 4, 1, 0))
        {
            Read = c => c.StackPointer(0),
            Write = (c, v) => c.StackPointer(0) = v,
            Check = (c, _) => c.PSTATE.SP ? 0 : -1,
        });
        Add(new("SPSel", Op(3, 0, 4, 2, 0)) { Read = c => c.PSTATE.SP ? 1UL : 0, Write = (c, v) => c.SelectStackPointer(c.PSTATE.EL, (v & 1) != 0), Effect = RegisterEffect.ProcessState });
        ReadOnly("CurrentEL", Op(3, 0, 4, 2, 2), 1, c => (ulong)c.PSTATE.EL << 2);
        Add(new("PAN", Op(3, 0, 4, 2, 3))
        {
            Requires = Features.PAN,
            Read = c => c.PSTATE.PAN ? 1UL << 22 : 0,
            Write = (c, v) => c.PSTATE.PAN = (v & (1 << 22)) != 0,
            Effect = RegisterEffect.ProcessState,
        });
        Add(new("UAO", Op(3, 0, 4, 2, 4))
        {
            Requires = Features.UAO,
            Read = c => c.PSTATE.UAO ? 1UL << 23 : 0,
            Write = (c, v) => c.PSTATE.UAO = (v & (1 << 23)) != 0,
            Effect = RegisterEffect.ProcessState,
        });
        Add(new("NZCV", Op(3, 3, 4, 2, 0)) { ReadEL = 0, WriteEL = 0, Read = c => (ulong)c.NZCV << 28, Write = (c, v) => c.NZCV = (uint)(v >> 28) & 15 });
        Add(new("DAIF", Op(3, 3, 4, 2, 1))
        {
            ReadEL = 0,
            WriteEL = 0,
            Read = c => c.DAIF & 0x3C0,
            Write = (c, v) => c.DAIF = v & 0x3C0,
            Effect = RegisterEffect.ProcessState,
            Check = (c, _) => c.MaskAccessTrap(),
        });
        Add(new("DIT", Op(3, 3, 4, 2, 5))
        {
            Requires = Features.DIT,
            ReadEL = 0,
            WriteEL = 0,
            Read = c => c.PSTATE.DIT ? 1UL << 24 : 0,
            Write = (c, v) => c.PSTATE.DIT = (v & (1 << 24)) != 0,
        });
        Add(new("SSBS", Op(3, 3, 4, 2, 6))
        {
            Requires = Features.SSBS,
            ReadEL = 0,
            WriteEL = 0,
            Read = c => c.PSTATE.SSBS ? 1UL << 12 : 0,
            Write = (c, v) => c.PSTATE.SSBS = (v & (1 << 12)) != 0,
        });
        Add(new("TCO", Op(3, 3, 4, 2, 7))
        {
            Requires = Features.MTE2,
            ReadEL = 0,
            WriteEL = 0,
            Read = c => c.PSTATE.TCO ? 1UL << 25 : 0,
            Write = (c, v) => c.PSTATE.TCO = (v & (1 << 25)) != 0,
            Effect = RegisterEffect.ProcessState,
        });
        Add(new("FPCR", Op(3, 3, 4, 4, 0)) { ReadEL = 0, WriteEL = 0, Read = c => c.FPCR, Write = (c, v) => c.FPCR = v });
        Add(new("FPSR", Op(3, 3, 4, 4, 1)) { ReadEL = 0, WriteEL = 0, Read = c => c.FPSR, Write = (c, v) => c.FPSR = v });
    }
}
