using Armillary.Core.Interrupts;

namespace Armillary.Devices.Pci;

/// <summary>The four interrupt wires of the host bridge, each shared by any number of functions: high while one of them asserts it.</summary>
internal sealed class IntxWires(IReadOnlyList<InterruptLine> lines)
{
    /// <summary>How many wires there are: INTA to INTD.</summary>
    public const int Count = 4;

    private readonly int[] asserted = new int[Count];
    private readonly Lock gate = new();

    /// <summary>One function more, or one less, asserts a wire.</summary>
    public void Change(int wire, bool level)
    {
        lock (gate)
        {
            asserted[wire] += level ? 1 : -1;
            lines[wire].Set(asserted[wire] > 0);
        }
    }
}
