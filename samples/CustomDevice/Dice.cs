using Armillary.Core.Interrupts;
using Armillary.Core.Memory;

namespace CustomDevice;

/// <summary>
/// A die as a device. A store to ROLL rolls it; VALUE reads the number of eyes; while STATUS is not zero the interrupt is raised, and a
/// store to CLEAR ends that.
/// </summary>
/// <param name="irq">Raised when the die has come to rest.</param>
/// <param name="random">Where its luck comes from.</param>
public sealed partial class Dice(InterruptLine irq, Random random) : MmioDevice
{
    private uint eyes = 1;

    /// <summary>A binding of its own: a device tree node with this name appears on the board.</summary>
    public override FirmwareId Firmware { get; } = new(["example,dice"]);

    [Register(0x00)] private uint VALUE => eyes;
    [Register(0x04)] private uint ROLL { set => Roll(); }
    [Register(0x08, Reset = 6, Mask = 0)] private partial uint SIDES { get; set; }
    [Register(0x0C)] private uint STATUS => rolled ? 1u : 0;
    [Register(0x10)] private uint CLEAR { set => rolled = false; }

    private bool rolled;

    /// <summary>Runs after every access.</summary>
    protected override void Update() => irq.Set(rolled);

    /// <summary>What is not a stored register is reset here.</summary>
    protected override void OnReset() => (eyes, rolled) = (1, false);

    private void Roll()
    {
        eyes = (uint)random.Next(1, 7);
        rolled = true;
    }
}
