using Armillary.Arm;
using Armillary.Core.Memory;
using Armillary.Core.Time;
using Armillary.Engines.Vcpus;

namespace Armillary.Engines.Interpretation;

/// <summary>Runs guest code by interpreting the IR: slow, simple, and the oracle for the other engines.</summary>
/// <param name="bus">The memory bus.</param>
/// <param name="clock">The machine's time.</param>
/// <param name="services">The machine around the engine.</param>
/// <param name="options">How to run.</param>
public sealed class InterpreterEngine(AddressSpace bus, IClock clock, IMachineServices services, EngineOptions options) : Engine(bus, clock, services, options)
{
    /// <summary>Counts invalidations: a vCPU that sees it change forgets its blocks.</summary>
    internal int CodeGeneration;

    private protected override Vcpu NewVcpu(Cpu cpu) => new InterpreterVcpu(this, cpu);

    private protected override void DropTranslations(PhysicalAddress address, ulong length) => Interlocked.Increment(ref CodeGeneration);
}
