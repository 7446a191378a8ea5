using Armillary.Arm.Timer;

namespace Armillary.Arm.SystemRegisters;

// The generic timer's registers (DDI 0487, D19.12) over Timer/.
internal static partial class SystemRegisterTable
{
    private static void AddTimer()
    {
        Add(new("CNTFRQ_EL0", Op(3, 3, 14, 0, 0))
        {
            ReadEL = 0,
            WriteEL = 1,
            Storage = c => ref c.CNTFRQ_EL0,
            Reset = GenericTimer.Frequency,
            Mask = uint.MaxValue,
            Check = (c, write) => write ? (c.PSTATE.EL == c.MaxEL ? 0 : -1) : c.TimerTrap(CNTKCTL.EL0PCTEN | CNTKCTL.EL0VCTEN),
        });
        Add(new("CNTPCT_EL0", Op(3, 3, 14, 0, 1))
        {
            ReadEL = 0,
            WriteEL = 4,
            Read = c => c.Timer.PhysicalCount,
            Check = (c, _) => c.TimerTrap(CNTKCTL.EL0PCTEN, CNTHCTL.EL1PCTEN, CNTHCTL.EL1PCTEN_E2H),
        });
        Add(new("CNTVCT_EL0", Op(3, 3, 14, 0, 2))
        {
            ReadEL = 0,
            WriteEL = 4,
            Read = c => c.EL0InHost || (c.PSTATE.EL == 2 && c.HasTwoRanges(2)) ? c.Timer.PhysicalCount : c.Timer.VirtualCount,
            Check = (c, _) => c.TimerTrap(CNTKCTL.EL0VCTEN),
        });
        Stored("CNTKCTL_EL1", Op(3, 0, 14, 1, 0), 1, c => ref c.CNTKCTL_EL1, mask: 0x3FF);
        Channel("CNTP", 2, c => c.Timer.Physical, CNTKCTL.EL0PTEN, CNTHCTL.EL1PCEN, CNTHCTL.EL1PTEN_E2H);
        Channel("CNTV", 3, c => c.Timer.Virtual, CNTKCTL.EL0VTEN);

        SystemChannel("CNTHP", "EL2", Op(3, 4, 14, 2, 0), 2, c => c.Timer.HypPhysical);
        SystemChannel("CNTHV", "EL2", Op(3, 4, 14, 3, 0), 2, c => c.Timer.HypVirtual);
        SystemChannel("CNTHPS", "EL2", Op(3, 4, 14, 5, 0), 2, c => c.Timer.SecureHypPhysical, (c, _) => c.SecureEL2Access());
        SystemChannel("CNTHVS", "EL2", Op(3, 4, 14, 4, 0), 2, c => c.Timer.SecureHypVirtual, (c, _) => c.SecureEL2Access());
        SystemChannel("CNTPS", "EL1", Op(3, 7, 14, 2, 0), 1, c => c.Timer.SecurePhysical, SecureTimerAccess);
        Stored("CNTHCTL_EL2", Op(3, 4, 14, 1, 0), 2, c => ref c.CNTHCTL_EL2, mask: 0xFFF, reset: CNTHCTL.EL1PCTEN | CNTHCTL.EL1PCEN);
        Add(new("CNTVOFF_EL2", Op(3, 4, 14, 0, 3)) { ReadEL = 2, WriteEL = 2, Read = c => c.Timer.Virtual.Offset, Write = (c, v) => c.Timer.Virtual.Offset = v });
    }

    private static int SecureTimerAccess(Cpu c, bool write)
        => c.PSTATE.EL == 3 ? 0
            : c.PSTATE.EL != 1 || !c.Secure || c.EL2Enabled ? -1 // Secure EL2 gives its virtual machines other timers
            : (c.SCR_EL3 & SCR.ST) != 0 ? 0 : 3;

    private static void Channel(string prefix, uint crm, Func<Cpu, TimerChannel> channel, ulong enable, ulong hyp = 0, ulong hypE2H = 0)
    {
        int Check(Cpu c, bool write) => c.TimerTrap(enable, hyp, hypE2H);
        TimerRows(prefix, "EL0", Op(3, 3, 14, crm, 0), 0, channel, Check);
    }

    private static void SystemChannel(string prefix, string suffix, uint encoding, int el, Func<Cpu, TimerChannel> channel, Func<Cpu, bool, int>? check = null)
        => TimerRows(prefix, suffix, encoding, el, channel, check);

    private static void TimerRows(string prefix, string suffix, uint encoding, int el, Func<Cpu, TimerChannel> channel, Func<Cpu, bool, int>? check)
    {
        Add(new($"{prefix}_TVAL_{suffix}", encoding)
        { ReadEL = el, WriteEL = el, Check = check, Read = c => channel(c).TVAL, Write = (c, v) => channel(c).TVAL = v });
        Add(new($"{prefix}_CTL_{suffix}", encoding + 1)
        { ReadEL = el, WriteEL = el, Check = check, Read = c => channel(c).CTL, Write = (c, v) => channel(c).CTL = v });
        Add(new($"{prefix}_CVAL_{suffix}", encoding + 2)
        { ReadEL = el, WriteEL = el, Check = check, Read = c => channel(c).CVAL, Write = (c, v) => channel(c).CVAL = v });
    }
}
