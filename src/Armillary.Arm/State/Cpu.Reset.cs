using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;

namespace Armillary.Arm;

/// <content>Reset.</content>
public sealed partial class Cpu
{
    /// <summary>Where a reset starts execution (RVBAR). The board sets it.</summary>
    public ulong ResetAddress { get; set; }

    /// <summary>
    /// A cold reset (AArch64.TakeReset): the highest exception level with SP_ELx, all exceptions masked, every register at its row's reset
    /// value; general registers zero. The CPU's own thread, or before it runs.
    /// </summary>
    public void Reset()
    {
        for (int slot = 0; slot < 64; slot++)
        {
            if (slot != Slots.InterruptWatch) // inputs have their levels from outside
            {
                Native.Integer(slot) = 0;
            }
        }

        for (int v = 0; v < 32; v++)
        {
            Native.Vector(v).Clear();
        }

        Sve?.Reset();
        ResetHostBank();
        foreach (SystemRegisterRow row in SystemRegisterTable.Rows)
        {
            if (row is { Storage: { } storage, IsAlias: false })
            {
                storage(this) = row.Reset;
            }
        }

        SP_EL3 = 0;
        VPIDR_EL2 = Model.MIDR_EL1;
        VMPIDR_EL2 = MPIDR_EL1;
        WatchVirtualInterrupts();
        PSTATE.EL = MaxEL;
        PSTATE.SP = true;
        DAIF = 0x3C0;
        steppedBefore = false;
        Native.Words.ExclusiveAddress = ulong.MaxValue;
        Timer.Reset();
        Pmu.Reset();
        PC = ResetAddress;
        Host.FpControlChanged(this);
        Host.ClearFpStatus(this);
        ControlsChanged(translation: true);
    }
}
