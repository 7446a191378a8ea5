using System.Security.Cryptography;
using Armillary.Arm;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Devices.Gic;
using Armillary.Engines;
using Armillary.Machine.Psci;

namespace Armillary.Machine;

/// <summary>What the engine asks of the machine, and what PSCI does to it.</summary>
public sealed partial class Machine : IMachineServices, IPowerController
{
    /// <summary>The registers that a call passes (DEN0028, 2.6): X0 to X17.</summary>
    private const int CallRegisters = 18;

    int IPowerController.CpuCount => slots.Length;

    /// <summary>The conduit is the one that the device tree tells: SMC where there is an EL2 or EL3, else HVC; none where EL3 has firmware of its own.</summary>
    bool IMachineServices.FirmwareCall(Cpu cpu, bool smc)
    {
        if (!config.BoardHasFirmware || smc != (config.El2 || config.El3))
        {
            return false;
        }

        Span<ulong> x = stackalloc ulong[CallRegisters];
        for (int n = 0; n < x.Length; n++)
        {
            x[n] = cpu.X(n);
        }

        firmware.Call(cpu.Index, x);
        for (int n = 0; n < 4; n++)
        {
            cpu.X(n) = x[n];
        }

        return true;
    }

    ISystemRegisterBank? IMachineServices.Bank(int cpu) => Board.Bank(cpu);

    void IMachineServices.Diagnose(int cpu, string message) => log.Write(cpu, message);

    ulong IPowerController.Affinity(int cpu) => GicV3.Affinity(cpu);

    bool IPowerController.IsMemory(PhysicalAddress address) => Board.Bus.FindMemory(address, 4, out _) is not null;

    PowerState IPowerController.TurnOn(int cpu, PhysicalAddress entry, ulong context)
    {
        lock (gate)
        {
            VcpuSlot slot = slots[cpu];
            PowerState before = slot.State;
            if (before == PowerState.Off)
            {
                slot.Entry = entry;
                slot.Context = context;
                slot.State = PowerState.OnPending;
                Monitor.PulseAll(gate);
            }

            return before;
        }
    }

    void IPowerController.TurnOff(int cpu) => slots[cpu].Vcpu.RequestExit();

    PowerState IPowerController.State(int cpu)
    {
        lock (gate)
        {
            return slots[cpu].State;
        }
    }

    void IPowerController.Suspend(int cpu)
    {
        Cpu self = slots[cpu].Cpu;
        self.Host.WaitForInterrupt(self, -1);
    }

    void IPowerController.SystemOff() => Leave(Phase.Stopping, new MachineExit(ExitReason.PoweredOff));

    void IPowerController.SystemReset()
    {
        if (config.ExitOnReset)
        {
            Leave(Phase.Stopping, new MachineExit(ExitReason.Reset, "the guest restarted the machine"));
        }
        else
        {
            Reset();
        }
    }

    void IPowerController.FillRandom(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}
