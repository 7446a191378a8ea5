using Armillary.Core.Interrupts;
using Armillary.Core.Memory;

namespace Armillary.Devices.Gpio;

/// <summary>PrimeCell GPIO (PL061): eight pins. Names: Arm DDI 0190, chapter 3.</summary>
/// <param name="irq">GPIOINTR, the combined interrupt.</param>
public sealed partial class Pl061(InterruptLine irq) : PrimeCell(0x061, revision: 0)
{
    private const ulong DataEnd = 0x400;

    private byte inputs;
    private byte outputs;
    private byte edges;

    /// <inheritdoc/>
    public override FirmwareId Firmware { get; } = new(["arm,pl061", "arm,primecell"], Hid: "ARMH0061");

    [Register(0x400)] private partial byte GPIODIR { get; set; }
    [Register(0x404)] private partial byte GPIOIS { get; set; }
    [Register(0x408)] private partial byte GPIOIBE { get; set; }
    [Register(0x40C)] private partial byte GPIOIEV { get; set; }
    [Register(0x410)] private partial byte GPIOIE { get; set; }
    [Register(0x414)] private byte GPIORIS => (byte)((edges & ~GPIOIS) | (GPIOIS & ~(Pins ^ GPIOIEV)));
    [Register(0x418)] private byte GPIOMIS => (byte)(GPIORIS & GPIOIE);
    [Register(0x41C)] private byte GPIOIC { set => edges = (byte)(edges & ~value); }
    [Register(0x420)] private partial byte GPIOAFSEL { get; set; }

    /// <summary>The guest drove a pin from low to high. Called by its thread, under the device's lock.</summary>
    public event Action<int>? OutputRises;

    /// <summary>The level of each pin: what drives it from outside, or what the guest drives onto it.</summary>
    private int Pins => (inputs & ~GPIODIR) | (outputs & GPIODIR);

    /// <summary>Drives a pin from outside the chip.</summary>
    /// <param name="pin">0 to 7.</param>
    /// <param name="level">The level.</param>
    public void SetInput(int pin, bool level)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)pin, 7U);
        lock (Gate)
        {
            int before = Pins;
            inputs = (byte)(level ? inputs | (1 << pin) : inputs & ~(1 << pin));
            LatchEdges(before);
            Update();
        }
    }

    /// <summary>GPIODATA: address bits [9:2] are the mask of the pins that the access concerns (3.3.1).</summary>
    protected override ulong ReadUnnamed(ulong offset, int size)
        => offset < DataEnd ? (ulong)Pins & (offset >> 2) : base.ReadUnnamed(offset, size);

    /// <inheritdoc/>
    protected override void WriteUnnamed(ulong offset, int size, ulong value)
    {
        if (offset >= DataEnd)
        {
            return;
        }

        int before = Pins;
        int mask = (int)(offset >> 2) & GPIODIR, driven = (int)(value & 0xFF) & mask;
        int rises = driven & ~outputs;
        outputs = (byte)((outputs & ~mask) | driven);
        LatchEdges(before);
        for (int pin = 0; pin < 8 && OutputRises is not null; pin++)
        {
            if ((rises & (1 << pin)) != 0)
            {
                OutputRises(pin);
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnReset()
    {
        outputs = 0;
        edges = 0;
    }

    /// <inheritdoc/>
    protected override void Update() => irq.Set(GPIOMIS != 0);

    private void LatchEdges(int before)
    {
        int rising = ~before & Pins, falling = before & ~Pins;
        int wanted = (GPIOIBE & (rising | falling)) | (~GPIOIBE & ((GPIOIEV & rising) | (~GPIOIEV & falling)));
        edges = (byte)(edges | (wanted & ~GPIOIS & 0xFF));
    }
}
