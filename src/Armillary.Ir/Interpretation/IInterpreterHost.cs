using Armillary.Core.State;
using Armillary.Ir.Numerics;

namespace Armillary.Ir.Interpretation;

/// <summary>What an interpreted block needs from the vCPU that runs it.</summary>
public interface IInterpreterHost
{
    /// <summary>The slots.</summary>
    NativeContext Context { get; }

    /// <summary>Floating-point control and accumulated status.</summary>
    ref FPContext FloatingPoint { get; }

    /// <summary>Executes a memory operation. False: the access faulted, the exception is taken and the PC set.</summary>
    bool ExecuteMemory(in Instruction instruction, in Bits128 a, in Bits128 b, in Bits128 c, out Bits128 first, out Bits128 second);

    /// <summary>Calls a helper of the guest architecture.</summary>
    ulong CallHelper(int helper, ulong a, ulong b, ulong c);
}
