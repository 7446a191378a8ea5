using Armillary.Core.Interrupts;
using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>
/// An interrupt translation service (IHI 0069, 5.2): turns a device's message into an LPI of a CPU, by tables in guest memory that its commands
/// write. 16 bits of device, event and collection numbers; collections are all in memory. Nothing of the tables is cached.
/// Registers and commands run under <see cref="GicState.Gate"/>, each command for itself.
/// </summary>
public sealed partial class GicV3Its : IMmioTarget, IMessageTarget
{
    /// <summary>The size of its two frames in bytes: registers, and the doorbell.</summary>
    public const ulong Size = 0x2_0000;

    private const ulong GITS_CTLR = 0x0000;
    private const ulong GITS_IIDR = 0x0004;
    private const ulong GITS_TYPER = 0x0008;
    private const ulong GITS_CBASER = 0x0080;
    private const ulong GITS_CWRITER = 0x0088;
    private const ulong GITS_CREADR = 0x0090;
    private const ulong GITS_BASER0 = 0x0100;
    private const ulong GITS_BASER1 = 0x0108;
    private const ulong GITS_TRANSLATER = 0x1_0040;

    private const uint CTLR_Enabled = 1;
    private const uint CTLR_Quiescent = 1U << 31;

    /// <summary>Physical LPIs, 8-byte ITT entries, 16 bits of EventID and of DeviceID; targets are processor numbers.</summary>
    private const ulong TYPER = 1 | (7UL << 4) | (15UL << 8) | (15UL << 13);

    private const ulong CBASER_Valid = 1UL << 63;
    private const ulong CBASER_Address = 0x000F_FFFF_FFFF_F000;
    private const ulong CBASERMask = 0xB8EF_FFFF_FFFF_FCFF;
    private const ulong CWRITER_Offset = 0xF_FFE0;
    private const ulong CREADR_Stalled = 1;

    private readonly GicState gic;
    private readonly AddressSpace memory;
    private readonly ulong doorbell;
    private readonly ItsTable devices;
    private readonly ItsTable collections;
    private bool enabled;
    private ulong commandBase;
    private ulong writeOffset;
    private ulong readOffset;
    private bool stalled;

    internal GicV3Its(GicState gic, AddressSpace memory, PhysicalAddress start)
    {
        this.gic = gic;
        this.memory = memory;
        doorbell = start.Value + GITS_TRANSLATER;
        devices = new ItsTable(memory, type: 1);
        collections = new ItsTable(memory, type: 4);
    }

    /// <summary>How firmware tables name this device.</summary>
    public static FirmwareId Firmware { get; } = new(["arm,gic-v3-its"]);

    private ulong QueueSize => ((commandBase & 0xFF) + 1) * 0x1000;

    /// <inheritdoc/>
    public bool TryRead(ulong offset, int size, out ulong value)
    {
        // Who waits for the commands makes them go on.
        if ((offset & ~7UL) == GITS_CREADR)
        {
            RunCommands();
        }

        lock (gic.Gate)
        {
            value = size switch
            {
                8 when offset % 8 == 0 => ReadDoubleword(offset),
                4 when offset % 4 == 0 && offset is GITS_CTLR or GITS_IIDR or >= 0xFFD0 => ReadWord(offset),
                4 when offset % 4 == 0 => (ReadDoubleword(offset & ~7UL) >> (int)((offset & 4) * 8)) & uint.MaxValue,
                _ => 0,
            };
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong offset, int size, ulong value)
    {
        // A CPU's own write to the doorbell has no DeviceID, and translates to nothing.
        if (size < 4 || offset % (ulong)size != 0 || offset >= GITS_TRANSLATER)
        {
            return true;
        }

        lock (gic.Gate)
        {
            if (offset == GITS_CTLR)
            {
                enabled = (value & CTLR_Enabled) != 0;
            }
            else if (size == 8)
            {
                WriteDoubleword(offset, value);
            }
            else
            {
                ulong old = ReadDoubleword(offset & ~7UL);
                value &= uint.MaxValue;
                WriteDoubleword(offset & ~7UL, (offset & 4) == 0 ? (old & ~(ulong)uint.MaxValue) | value : (old & uint.MaxValue) | (value << 32));
            }
        }

        RunCommands();
        return true;
    }

    /// <inheritdoc/>
    public void Write(PhysicalAddress address, uint data, uint requester)
    {
        if (address.Value == doorbell)
        {
            lock (gic.Gate)
            {
                if (enabled && TryTranslate(requester, data, out Translation found))
                {
                    SetPending(found);
                }
            }
        }
    }

    /// <summary>Returns every register to its state at power-on.</summary>
    internal void Reset()
    {
        enabled = stalled = false;
        commandBase = writeOffset = readOffset = 0;
        devices.Register = collections.Register = 0;
    }

    private ulong ReadWord(ulong offset) => offset switch
    {
        // Commands run where they are written: nothing is ever in flight.
        GITS_CTLR => enabled ? CTLR_Enabled : CTLR_Quiescent,
        GITS_IIDR => GicIdentification.IIDR,
        _ => GicIdentification.Read(offset, architecture: 3),
    };

    private ulong ReadDoubleword(ulong offset) => offset switch
    {
        GITS_TYPER => TYPER,
        GITS_CBASER => commandBase,
        GITS_CWRITER => writeOffset,
        GITS_CREADR => readOffset | (stalled ? CREADR_Stalled : 0),
        GITS_BASER0 => devices.Register,
        GITS_BASER1 => collections.Register,
        _ => 0,
    };

    private void WriteDoubleword(ulong offset, ulong value)
    {
        switch (offset)
        {
            case GITS_CBASER when !enabled:
                commandBase = value & CBASERMask;
                readOffset = 0;
                writeOffset = writeOffset < QueueSize ? writeOffset : 0;
                stalled = false;
                break;
            case GITS_CWRITER when (value & CWRITER_Offset) < QueueSize:
                writeOffset = value & CWRITER_Offset;
                stalled = stalled && (value & 1) == 0;
                break;
            case GITS_BASER0 when !enabled: devices.Register = value; break;
            case GITS_BASER1 when !enabled: collections.Register = value; break;
            default: break;
        }
    }
}
