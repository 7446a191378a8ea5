using Armillary.Arm;
using Armillary.Core.Memory;
using Armillary.Engines;
using Armillary.Machine.Boot;
using Armillary.Machine.Psci;

namespace Armillary.Machine;

/// <summary>Start, stop and reset: which vCPUs run, and what happens when all of them have left guest code.</summary>
public sealed partial class Machine
{
    private enum Phase
    {
        /// <summary>vCPUs that are on run.</summary>
        Running,

        /// <summary>All vCPUs leave; the last one out resets the machine.</summary>
        Resetting,

        /// <summary>All vCPUs leave for good.</summary>
        Stopping,
    }

    /// <summary>One vCPU and its power state. All fields are under the machine's gate.</summary>
    private sealed class VcpuSlot(Cpu cpu, IVcpu vcpu)
    {
        public Cpu Cpu { get; } = cpu;

        public IVcpu Vcpu { get; } = vcpu;

        public PowerState State { get; set; } = PowerState.Off;

        public PhysicalAddress Entry { get; set; }

        public ulong Context { get; set; }
    }

    private readonly object gate = new();
    private readonly ManualResetEventSlim stopped = new();
    private Phase phase;
    private int threads;
    private int inGuest;
    private MachineExit? exit;
    private volatile bool started;

    /// <summary>Loads what the machine is to boot and starts the first vCPU.</summary>
    /// <exception cref="ConfigurationException">A boot file is missing, wrong, or does not fit.</exception>
    public void Start()
    {
        lock (gate)
        {
            if (started)
            {
                throw new InvalidOperationException("the machine has been started before");
            }

            Load();
            started = true;
            threads = slots.Length;
        }

        for (int i = 0; i < slots.Length; i++)
        {
            VcpuSlot slot = slots[i];
            new Thread(() => RunSlot(slot)) { IsBackground = true, Name = $"vcpu {i}" }.Start();
        }
    }

    /// <summary>Waits for the machine to stop. Null: it has not within <paramref name="timeout"/> (null: forever).</summary>
    public MachineExit? WaitForExit(TimeSpan? timeout = null)
        => stopped.Wait(timeout ?? Timeout.InfiniteTimeSpan) ? exit : null;

    /// <summary>Stops the machine as if its power failed. <see cref="WaitForExit"/> tells when it has.</summary>
    public void Stop() => Leave(Phase.Stopping, new MachineExit(ExitReason.Stopped));

    /// <summary>Resets the machine: devices as at power-on, the kernel loaded anew.</summary>
    public void Reset() => Leave(Phase.Resetting, null);

    private void Leave(Phase next, MachineExit? why)
    {
        lock (gate)
        {
            if (phase == Phase.Stopping)
            {
                return;
            }

            phase = next;
            exit ??= why;
            foreach (VcpuSlot slot in slots)
            {
                slot.Vcpu.RequestExit();
            }

            Monitor.PulseAll(gate);
        }
    }

    private void Fail(string message) => Leave(Phase.Stopping, new MachineExit(ExitReason.Failed, message));

    /// <summary>Loads the boot files and turns on the first vCPU. Under the gate, while no vCPU runs.</summary>
    private void Load()
    {
        EntryPoint entry = BootLoader.Load(config, Board);

        // Firmware at EL3 has all CPUs from the start: it parks those that it does not want yet.
        foreach (VcpuSlot slot in config.BoardHasFirmware ? slots[..1] : slots)
        {
            slot.Entry = entry.Entry;
            slot.Context = config.BoardHasFirmware ? entry.DeviceTree.Value : 0;
            slot.State = PowerState.OnPending;
        }
    }

    private void RunSlot(VcpuSlot slot)
    {
        try
        {
            while (WaitForPower(slot))
            {
                slot.Vcpu.Run();
                lock (gate)
                {
                    inGuest--;
                    slot.State = PowerState.Off;
                    if (phase == Phase.Running && inGuest == 0 && Array.TrueForAll(slots, s => s.State == PowerState.Off))
                    {
                        Fail("the guest has turned off its last vCPU");
                    }

                    Monitor.PulseAll(gate);
                }
            }
        }
#pragma warning disable CA1031 // Whatever breaks one vCPU's thread must end the machine with a message, not the process.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Fail($"vCPU {slot.Cpu.Index} at PC 0x{slot.Cpu.PC:x}: {e}");
        }

        lock (gate)
        {
            if (--threads == 0)
            {
                stopped.Set();
            }
        }
    }

    /// <summary>Waits until a vCPU is turned on and puts it in its state at entry. False: the machine stops.</summary>
    private bool WaitForPower(VcpuSlot slot)
    {
        lock (gate)
        {
            while (true)
            {
                if (phase == Phase.Stopping)
                {
                    return false;
                }

                if (phase == Phase.Resetting && inGuest == 0)
                {
                    ResetNow();
                    Monitor.PulseAll(gate);
                }
                else if (phase == Phase.Running && slot.State == PowerState.OnPending)
                {
                    slot.Cpu.Reset();
                    if (config.El3 && config.BoardHasFirmware)
                    {
                        slot.Cpu.EnterNonSecure();
                    }

                    slot.Cpu.PC = slot.Entry.Value;
                    slot.Cpu.X(0) = slot.Context;
                    slot.State = PowerState.On;
                    slot.Vcpu.ClearExitRequest();
                    inGuest++;
                    return true;
                }
                else
                {
                    Monitor.Wait(gate);
                }
            }
        }
    }

    private void ResetNow()
    {
        try
        {
            Board.Reset();
            foreach (VcpuSlot slot in slots)
            {
                slot.State = PowerState.Off;
                slot.Cpu.Reset();
                engine.CpuHost.InvalidateInstructions(slot.Cpu, default, 0, Shareability.Local);
            }

            phase = Phase.Running;
            Load();
        }
        catch (ConfigurationException e)
        {
            Fail($"the machine cannot restart: {e.Message}");
        }
    }
}
