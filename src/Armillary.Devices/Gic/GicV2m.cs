using Armillary.Core.Interrupts;
using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>
/// A GICv2m frame: what makes shared interrupts of messages. A device that writes an interrupt's number there raises it, for a moment, so that the
/// interrupt has to be edge-triggered (Arm SBSA, appendix E).
/// </summary>
public sealed class GicV2m : IMmioTarget, IMessageTarget
{
    /// <summary>The size of the frame in bytes.</summary>
    public const ulong Size = 0x1000;

    private const ulong MSI_TYPER = 0x008;
    private const ulong MSI_SETSPI_NS = 0x040;
    private const ulong MSI_IIDR = 0xFCC;

    private readonly Lock gate = new();
    private readonly InterruptLine[] lines;
    private readonly uint firstIntId;
    private readonly ulong doorbell;

    /// <summary>A frame at <paramref name="start"/> for SPIs <paramref name="firstSpi"/> and on.</summary>
    /// <param name="start">Where it lies.</param>
    /// <param name="firstSpi">The number of the first shared interrupt.</param>
    /// <param name="lines">The wires of the interrupts, which nothing else drives.</param>
    public GicV2m(PhysicalAddress start, int firstSpi, IEnumerable<InterruptLine> lines)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstSpi);
        this.lines = [.. lines];
        firstIntId = (uint)(GicState.PrivateInterrupts + firstSpi);
        doorbell = start.Value + MSI_SETSPI_NS;
    }

    /// <summary>How firmware tables name this device.</summary>
    public static FirmwareId Firmware { get; } = new(["arm,gic-v2m-frame"]);

    /// <inheritdoc/>
    public bool TryRead(ulong offset, int size, out ulong value)
    {
        value = size != 4 ? 0 : offset switch
        {
            MSI_TYPER => (firstIntId << 16) | (uint)lines.Length,
            MSI_IIDR => GicIdentification.IIDR,
            _ => 0,
        };
        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong offset, int size, ulong value)
    {
        // 16 and 32 bits may be written; the number is in the low ones (E.3).
        if (offset == MSI_SETSPI_NS && size is 2 or 4)
        {
            Raise((uint)(value & 0x3FF));
        }

        return true;
    }

    /// <inheritdoc/>
    public void Write(PhysicalAddress address, uint data, uint requester)
    {
        if (address.Value == doorbell)
        {
            Raise(data & 0x3FF);
        }
    }

    private void Raise(uint intid)
    {
        if (intid < firstIntId || intid - firstIntId >= (uint)lines.Length)
        {
            return;
        }

        InterruptLine line = lines[intid - firstIntId];
        lock (gate)
        {
            line.Set(true);
            line.Set(false);
        }
    }
}
