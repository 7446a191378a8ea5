using Armillary.Ir;

namespace Armillary.X64;

/// <content>Atomic operations and exclusives.</content>
public sealed unsafe partial class BlockCompiler
{
    private bool LowerAtomic(in Instruction ins) => false;

    private bool LowerVector(in Instruction ins) => false;

    private bool LowerFloatingPoint(in Instruction ins) => false;
}
