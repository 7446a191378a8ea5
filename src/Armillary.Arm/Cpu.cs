using Armillary.Arm.Pmu;
using Armillary.Arm.State;
using Armillary.Arm.Timer;
using Armillary.Core.State;

namespace Armillary.Arm;

/// <summary>
/// One processing element's architectural state: what generated code reads inline lies in <see cref="Native"/>, everything else in
/// fields of this class's parts (SystemRegisters/, Exceptions/, Mmu/). Used by its own vCPU's thread only, except where told.
/// </summary>
public sealed partial class Cpu : IDisposable
{
    /// <summary>A CPU of a model, in reset state at the highest implemented exception level.</summary>
    /// <param name="model">What it announces.</param>
    /// <param name="index">Its number in the machine, from 0; MPIDR_EL1 derives from it.</param>
    /// <param name="host">What the CPU asks of the engine and the machine.</param>
    /// <param name="el2">Whether EL2 is implemented.</param>
    /// <param name="el3">Whether EL3 is implemented.</param>
    public Cpu(CpuModel model, int index, ICpuHost host, bool el2 = false, bool el3 = false)
    {
        HaveEL2 = el2;
        HaveEL3 = el3;
        Model = model;
        PSTATE = new ProcessState(Native);
        implementedFields = ImplementedFields(model);
        Index = index;
        Host = host;
        Timer = new GenericTimer(host.Clock);
        Pmu = new PerformanceMonitors(this);
        Sve = model.Has(Features.SVE) ? new Sve.SveUnit(this) : null;
        Reset();
    }

    /// <summary>What the CPU announces.</summary>
    public CpuModel Model { get; }

    /// <summary>The number in the machine, from 0.</summary>
    public int Index { get; }

    /// <summary>Whether EL2 is implemented.</summary>
    public bool HaveEL2 { get; }

    /// <summary>Whether EL3 is implemented.</summary>
    public bool HaveEL3 { get; }

    /// <summary>Whether there can be a Secure EL2 (HaveSecureEL2Ext): firmware says whether there is, by SCR_EL3.EEL2.</summary>
    public bool HaveSecureEL2 => HaveEL2 && HaveEL3 && Model.Has(Features.SEL2);

    /// <summary>The highest implemented exception level.</summary>
    public int MaxEL => HaveEL3 ? 3 : HaveEL2 ? 2 : 1;

    /// <summary>The generic timer; the machine connects its interrupt lines.</summary>
    public GenericTimer Timer { get; }

    /// <summary>The performance monitors; the machine connects their interrupt line.</summary>
    public PerformanceMonitors Pmu { get; }

    /// <summary>What the CPU asks of the engine and the machine.</summary>
    public ICpuHost Host { get; }

    /// <summary>The state that generated code addresses.</summary>
    public NativeContext Native { get; } = new();

    /// <summary>X0 to X30.</summary>
    public ref ulong X(int n) => ref Native.Integer(Slots.X0 + n);

    /// <summary>The program counter: the current instruction's address in helpers.</summary>
    public ref ulong PC => ref Native.Words.Pc;

    /// <inheritdoc/>
    public void Dispose()
    {
        Pmu.Dispose();
        Timer.Dispose();
        Native.Dispose();
    }
}
