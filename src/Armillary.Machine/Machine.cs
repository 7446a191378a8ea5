using Armillary.Arm;
using Armillary.Arm.Exceptions;
using Armillary.Core.Interrupts;
using Armillary.Core.Time;
using Armillary.Engines;
using Armillary.Engines.Interpretation;
using Armillary.Engines.Jit;
using Armillary.Machine.Boards;
using Armillary.Machine.Boot;
using Armillary.Machine.Firmware.Fdt;
using Armillary.Machine.Psci;

namespace Armillary.Machine;

/// <summary>
/// A virtual ARMv8-A computer: a board, its vCPUs, and the engine that runs them, one thread a vCPU. Made from a
/// <see cref="MachineConfig"/>, started once, and disposed of when it has stopped. Members may be called from any thread.
/// </summary>
public sealed partial class Machine : IDisposable
{
    private readonly MachineConfig config;
    private readonly MachineClock? ownClock;
    private readonly IEngine engine;
    private readonly DiagnosticLog log;
    private readonly PsciFirmware firmware;
    private readonly VcpuSlot[] slots;
    private int disposed;

    /// <summary>Builds a machine: allocates its memory, connects its devices. Nothing runs yet and no boot file is read yet.</summary>
    /// <exception cref="ConfigurationException">The configuration is wrong.</exception>
    public Machine(MachineConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        this.config = config;
        Clock = config.Clock ?? (ownClock = new MachineClock());
        log = new DiagnosticLog(config.Diagnostics, Clock);
        firmware = new PsciFirmware(this);
        VcpuInputs[] inputs = [.. Enumerable.Range(0, config.Cpus).Select(_ => new VcpuInputs())];
        Board = new Virt(config, inputs, Clock);
        WatchSlots();
        engine = NewEngine();
        CpuModel model = config.Model;
        if (Board is Virt virt)
        {
            virt.PowerRequested += restart => (restart ? (Action)((IPowerController)this).SystemReset : ((IPowerController)this).SystemOff)();
        }

        slots = [.. inputs.Select((input, i) => NewSlot(model, i, input))];
    }

    /// <summary>The board: memory, devices, wires.</summary>
    public Board Board { get; }

    /// <summary>The machine's time.</summary>
    public IClock Clock { get; }

    /// <summary>What the engine counted so far; exact once the machine has stopped.</summary>
    public EngineStatistics Statistics => engine.Statistics;

    /// <summary>The exceptions that the CPUs took, where <see cref="MachineConfig.TrapProfile"/>; call it when the machine has stopped.</summary>
    public IReadOnlyList<TrapProfileRow> TrapProfile => Armillary.Arm.Exceptions.TrapProfile.Rows(slots.Select(s => s.Cpu.Profile).OfType<TrapProfile>());

    /// <summary>The device tree that the guest is given, but for the addresses of an initrd.</summary>
    /// <exception cref="ConfigurationException">The configuration names a device tree of its own, and it cannot be read.</exception>
    public FdtNode DeviceTree() => BootLoader.BuildDeviceTree(config, Board, default, 0);

    /// <summary>Presses the power button; an operating system that listens shuts down.</summary>
    public void PressPowerButton() => Board.PressPowerButton();

    /// <summary>
    /// Ends what the engine does beside the vCPUs; generated code is kept then, if it is to be. Call it when the machine has stopped, to have it in
    /// <see cref="Statistics"/>; <see cref="Dispose"/> does it in any case.
    /// </summary>
    public void EndWork() => engine.EndWork();

    /// <summary>Stops the machine and frees its memory, devices and back ends.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        if (started)
        {
            Stop();
            WaitForExit();
        }

        // First of all no timer may fire any more: it would wake a vCPU whose memory is gone.
        ownClock?.Dispose();
        engine.EndWork();
        Board.Dispose();
        engine.Dispose();
        foreach (VcpuSlot slot in slots)
        {
            slot.Cpu.Dispose();
        }

        stopped.Dispose();
    }

    private IEngine NewEngine()
    {
        var options = new EngineOptions
        {
            CountInstructions = config.CountInstructions,
            PerfMap = config.PerfMap,
            OneProcessor = config.Cpus == 1,
            SavedCode = config.SavedCode,
            Tiers = config.Tier switch { 1 => TierChoice.BlocksOnly, 2 => TierChoice.RegionsOnly, _ => TierChoice.ByHeat },
        };
        if (config.Engine == "interpreter")
        {
            return new InterpreterEngine(Board.CpuBus, Clock, this, options);
        }

        try
        {
            return new JitEngine(Board.CpuBus, Clock, this, options);
        }
        catch (PlatformNotSupportedException e)
        {
            throw new ConfigurationException($"--engine jit: {e.Message}; expected such a host, or --engine interpreter", e);
        }
    }

    private VcpuSlot NewSlot(CpuModel model, int index, VcpuInputs socket)
    {
        var cpu = new Cpu(model, index, engine.CpuHost, config.El2, config.El3) { HasGicSystemRegisters = config.Gic == 3, FirmwareIsBoards = config.BoardHasFirmware, Profile = config.TrapProfile ? new TrapProfile() : null };
        IVcpu vcpu = engine.CreateVcpu(cpu);
        socket.Vcpu = cpu;
        cpu.Timer.SecurePhysical.Connect(Board.Wire(Interrupt.Ppi(13), index));
        cpu.Timer.Physical.Connect(Board.Wire(Interrupt.Ppi(14), index));
        cpu.Timer.Virtual.Connect(Board.Wire(Interrupt.Ppi(11), index));
        cpu.Timer.HypPhysical.Connect(Board.Wire(Interrupt.Ppi(10), index));
        cpu.Pmu.Connect(Board.Wire(Interrupt.Ppi(7), index));
        cpu.Timer.HypVirtual.Connect(Board.Wire(Interrupt.Ppi(12), index));
        cpu.Timer.SecureHypPhysical.Connect(Board.Wire(Interrupt.Ppi(4), index));
        cpu.Timer.SecureHypVirtual.Connect(Board.Wire(Interrupt.Ppi(3), index));
        return new VcpuSlot(cpu, vcpu);
    }
}
