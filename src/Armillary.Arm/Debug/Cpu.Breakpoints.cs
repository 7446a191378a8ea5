using Armillary.Arm.Exceptions;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>
/// Self-hosted breakpoints and watchpoints (DDI 0487, D2.8 and D2.9). Translated code asks before each instruction, or each access, at a level where one is enabled
/// (<see cref="TranslationContext.Breakpoints"/>, <see cref="TranslationContext.Watchpoints"/>); elsewhere it does not know of them.
/// </content>
public sealed partial class Cpu
{
    /// <summary>Of an access, as <see cref="CheckWatchpoints"/> and <see cref="CheckTags"/> are told: its size in the low bits, what it does in these.</summary>
    public const int AccessReads = 1 << 8, AccessWrites = 1 << 9, AccessUnprivileged = 1 << 10;

    /// <summary>The last two breakpoints can compare a context.</summary>
    private const int FirstContextBreakpoint = Breakpoints - 2;

    private const uint DebugStatus = 0x22, WnR = 0x40;
    private const ulong AddressBits = (1UL << 49) - 1;

    /// <summary>Takes the exception of a breakpoint at PC, if one matches; tells whether.</summary>
    internal bool CheckBreakpoints()
    {
        if (!GenerateDebugExceptionsFrom(PSTATE.EL, (DAIF & (1 << 9)) != 0))
        {
            return false;
        }

        for (int n = 0; n < Breakpoints; n++)
        {
            uint control = (uint)DBGBCR[n];
            uint type = (control >> 20) & 15;
            if ((control & 1) == 0 || !StateMatches(control, PSTATE.EL))
            {
                continue;
            }

            // Linked ones that compare a context match only for those that link to them.
            bool matches = type switch
            {
                0 => AddressMatches(n),
                1 => AddressMatches(n) && LinkMatches(control),
                _ => (type & 1) == 0 && ContextMatches(n),
            };
            if (matches)
            {
                TakeSynchronousException(DebugTarget, ExceptionClass.Breakpoint, DebugStatus, PC);
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// What comes before a Branch Target exception of the instruction at PC, where a branch or an exception return has left PSTATE.BTYPE: Software Step, Breakpoint, Illegal Execution State.
    /// SPSR gets BTYPE with it, so that the target is looked at in the end. False: none of them.
    /// </summary>
    public bool TryTakeBeforeBranchTarget()
    {
        const TranslationContext any = TranslationContext.SoftwareStep | TranslationContext.Breakpoints | TranslationContext.IL;
        if ((TranslationContext & any) == 0)
        {
            return false;
        }

        if (TryTakePendingStep() || ((TranslationContext & TranslationContext.Breakpoints) != 0 && CheckBreakpoints()))
        {
            return true;
        }

        if ((TranslationContext & TranslationContext.IL) != 0)
        {
            TakeIllegalState();
            return true;
        }

        return false;
    }

    /// <summary>Takes the exception of a watchpoint on some of an access's bytes, if one matches. PC is the access's instruction.</summary>
    internal void CheckWatchpoints(ulong address, int access)
    {
        if (FindWatchpoint(address, access, out ulong matched, out bool loads))
        {
            TakeSynchronousException(DebugTarget, ExceptionClass.Watchpoint, DebugStatus | (loads ? 0 : WnR), PC, matched);
        }
    }

    /// <summary>Whether an access would be stopped by a watchpoint.</summary>
    internal bool WatchpointMatches(ulong address, int access) => FindWatchpoint(address, access, out _, out _);

    private bool FindWatchpoint(ulong address, int access, out ulong matched, out bool loads)
    {
        (matched, loads) = (0, false);
        if (!GenerateDebugExceptionsFrom(PSTATE.EL, (DAIF & (1 << 9)) != 0))
        {
            return false;
        }

        int size = access & 0xFF;
        int level = (access & AccessUnprivileged) != 0 ? 0 : PSTATE.EL;
        for (int n = 0; n < Watchpoints; n++)
        {
            uint control = (uint)DBGWCR[n];
            loads = (control & (1 << 3)) != 0 && (access & AccessReads) != 0;
            bool stores = (control & (1 << 4)) != 0 && (access & AccessWrites) != 0;
            if ((control & 1) == 0 || !(loads || stores) || !StateMatches(control, level)
                || ((control & (1 << 20)) != 0 && !LinkMatches(control)))
            {
                continue;
            }

            for (int i = 0; i < size; i++)
            {
                if (BytesMatch(n, address + (ulong)i))
                {
                    matched = address + (ulong)i;
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>What translated code of a level has to ask for.</summary>
    private TranslationContext DebugContext(int el)
    {
        TranslationContext context = 0;
        if ((MDSCR_EL1 & MDSCR.MDE) == 0 || !GenerateDebugExceptionsFrom(el, mask: false))
        {
            return context;
        }

        foreach (ulong control in DBGBCR)
        {
            context |= (control & 1) != 0 && StateMatches((uint)control, el) ? TranslationContext.Breakpoints : 0;
        }

        foreach (ulong control in DBGWCR)
        {
            if ((control & 1) != 0)
            {
                context |= StateMatches((uint)control, el) ? TranslationContext.Watchpoints : 0;
                context |= el != 0 && StateMatches((uint)control, 0) ? TranslationContext.UnprivilegedWatchpoints : 0;
            }
        }

        return context;
    }

    /// <summary>AArch64.StateMatch, but for links: level and security state (SSC, HMC and PMC or PAC).</summary>
    private bool StateMatches(uint control, int el)
    {
        uint SSC = (control >> 14) & 3, PxC = (control >> 1) & 3;
        bool HMC = (control & (1 << 13)) != 0;
        bool level = el switch
        {
            0 => (PxC & 2) != 0,
            1 => (PxC & 1) != 0,
            2 => (HMC && !(SSC == 2 && PxC == 0)) || SSC == 3,
            _ => HMC && (SSC & 1) == 0,
        };
        bool secure = Secure;
        return level && SSC switch { 0 => true, 1 => !secure, 2 => secure, _ => HMC || secure };
    }

    private bool AddressMatches(int n) => ((PC ^ DBGBVR[n]) & AddressBits & ~3UL) == 0;

    private bool LinkMatches(uint control)
    {
        int n = (int)(control >> 16) & 15;
        return n is >= FirstContextBreakpoint and < Breakpoints && (DBGBCR[n] & 1) != 0 && ((DBGBCR[n] >> 20) & 1) != 0 && ContextMatches(n);
    }

    /// <summary>Whether CONTEXTIDR_ELx and the VMID are what a breakpoint wants.</summary>
    private bool ContextMatches(int n)
    {
        if (n < FirstContextBreakpoint)
        {
            return false;
        }

        ulong value = DBGBVR[n];
        bool host = EL0InHost, lower = PSTATE.EL <= 1 && !host;
        bool first = (uint)value == (uint)CONTEXTIDR_EL1;
        bool second = EL2Enabled && (value >> 32) == (CONTEXTIDR_EL2 & uint.MaxValue);
        ulong vmidMask = Model.Has(Features.VMID16) && (VTCR_EL2 & VTCR.VS) != 0 ? 0xFFFFUL : 0xFF;
        bool vmid = lower && EL2Enabled && ((value >> 32) & vmidMask) == ((VTTBR_EL2 >> 48) & vmidMask);
        return ((DBGBCR[n] >> 21) & 7) switch
        {
            1 => lower ? first : HasTwoRanges(2) && PSTATE.EL <= 2 && (uint)value == (uint)CONTEXTIDR_EL2,
            3 => lower && first,
            4 => vmid,
            5 => vmid && first,
            6 => PSTATE.EL <= 2 && second,
            7 => lower && first && second,
            _ => false,
        };
    }

    /// <summary>WatchpointByteMatch: one byte, by BAS within a doubleword (or word), or by MASK.</summary>
    private bool BytesMatch(int n, ulong address)
    {
        uint control = (uint)DBGWCR[n];
        uint BAS = (control >> 5) & 0xFF;
        int mask = (int)(control >> 24) & 31;
        int bottom = (DBGWVR[n] & 4) != 0 ? 2 : 3;
        if (mask > 2)
        {
            // With a mask all bytes are watched; BAS has to say so.
            return BAS == 0xFF && ((address ^ DBGWVR[n]) & AddressBits) >> mask == 0;
        }

        return ((BAS >> (int)(address & ((1u << bottom) - 1))) & 1) != 0 && ((address ^ DBGWVR[n]) & AddressBits) >> bottom == 0;
    }
}
