using Armillary.Arm.State;

namespace Armillary.Arm;

public sealed partial class Cpu
{
    /// <summary>What translated code depends on now, besides the instruction words.</summary>
    public TranslationContext TranslationContext { get; private set; }
}
