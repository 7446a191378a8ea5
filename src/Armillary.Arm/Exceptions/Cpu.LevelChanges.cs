using Armillary.Arm.State;

namespace Armillary.Arm;

/// <content>
/// What SVC from EL0 (to EL1, or EL2 of a host) and ERET to EL0 did last, so that generated code can do the same again by itself: <see cref="Slots.LevelKey"/>. Each is remembered when its
/// helper has done it and the host has kept what belongs to it, and forgotten when anything changes that it depends on.
/// </content>
public sealed partial class Cpu
{
    private const ulong NoState = ulong.MaxValue;

    private ulong callFrom = NoState, callTo = NoState, returnedTo = NoState;

    /// <summary>The host no longer has what it kept of EL0 (0) or of the level that serves it (1).</summary>
    public void ForgetLevelChange(int level)
    {
        if (level == 0)
        {
            returnedTo = NoState;
        }
        else
        {
            callFrom = NoState;
        }

        SetLevelKey();
    }

    private void RememberCall(ulong before)
    {
        if ((before & 0xC) == 0 && (PSTATE.EL == 1 || (PSTATE.EL == 2 && EL0InHost)) && Profile is null && !Pmu.Active && Host.KeepLevel(this))
        {
            (callFrom, callTo) = (before, PSTATE.Word);
            SetLevelKey();
        }
    }

    private void RememberReturn()
    {
        if (PSTATE is { EL: 0, IL: false, BTYPE: 0, SS: false } && Profile is null && !Pmu.Active && Host.KeepLevel(this))
        {
            returnedTo = PSTATE.Word;
            SetLevelKey();
        }
    }

    private void SetLevelKey()
        => Native.Integer(Slots.LevelKey) = callFrom == returnedTo && callFrom != NoState ? (callFrom << 32) | callTo : NoState;
}
