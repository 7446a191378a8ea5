using Armillary.Backends.Char;
using Armillary.Core.Interrupts;
using Armillary.Core.Memory;

namespace Armillary.Devices.Serial;

/// <summary>
/// PrimeCell UART (PL011), revision r1p5. Names and bits: Arm DDI 0183G, chapter 3. Characters take no time on the wire:
/// the transmit FIFO drains as fast as the host takes it, and the receive timeout expires at once. The line is taken as
/// enabled even before UARTCR says so, as firmware would have left it.
/// </summary>
public sealed partial class Pl011 : PrimeCell, ICharFrontend
{
    private const int Depth = 32;
    private const uint LCR_H_FEN = 1 << 4;
    private const uint CR_LBE = 1 << 7;

    private readonly InterruptLine irq;
    private readonly ICharBackend backend;
    private readonly ByteFifo rx = new(Depth);
    private readonly ByteFifo tx = new(Depth);
    private bool inputHeldBack;

    /// <summary>A UART that signals on <paramref name="irq"/> (UARTINTR) and whose line ends in <paramref name="backend"/>.</summary>
    public Pl011(InterruptLine irq, ICharBackend backend)
        : base(0x011, revision: 3)
    {
        this.irq = irq;
        this.backend = backend;
        backend.Attach(this);
    }

    /// <summary>UARTFR (3.3.3). The modem inputs are asserted: the other end is always there.</summary>
    [Flags]
    private enum FR : ushort
    {
        CTS = 1 << 0,
        DSR = 1 << 1,
        DCD = 1 << 2,
        BUSY = 1 << 3,
        RXFE = 1 << 4,
        TXFF = 1 << 5,
        RXFF = 1 << 6,
        TXFE = 1 << 7,
    }

    /// <summary>The interrupt bits of UARTIMSC, UARTRIS, UARTMIS and UARTICR that this model raises (3.3.10).</summary>
    [Flags]
    private enum Interrupts : ushort
    {
        RX = 1 << 4,
        TX = 1 << 5,
        RT = 1 << 6,
        OE = 1 << 10,
        All = 0x7FF,
    }

    /// <inheritdoc/>
    public override FirmwareId Firmware { get; } = new(["arm,pl011", "arm,primecell"], Hid: "ARMH0011");

    [Register(0x000)] private uint UARTDR { get => ReadData(); set => Transmit((byte)(value & 0xFF)); }
    [Register(0x004)] private uint UARTRSR { get => 0; set { } }
    [Register(0x018)] private FR UARTFR => Status();
    [Register(0x020, Mask = 0xFF)] private partial uint UARTILPR { get; set; }
    [Register(0x024, Mask = 0xFFFF)] private partial uint UARTIBRD { get; set; }
    [Register(0x028, Mask = 0x3F)] private partial uint UARTFBRD { get; set; }
    [Register(0x02C)] private uint UARTLCR_H { get => lineControl; set => SetLineControl(value & 0xFF); }
    [Register(0x030, Reset = 0x300, Mask = 0xFF87)] private partial uint UARTCR { get; set; }
    [Register(0x034, Reset = 0x12, Mask = 0x3F)] private partial uint UARTIFLS { get; set; }
    [Register(0x038, Mask = 0x7FF)] private partial Interrupts UARTIMSC { get; set; }
    [Register(0x03C)] private Interrupts UARTRIS => raw;
    [Register(0x040)] private Interrupts UARTMIS => raw & UARTIMSC;
    [Register(0x044)] private Interrupts UARTICR { set => raw &= ~value; }
    [Register(0x048, Mask = 0x7)] private partial uint UARTDMACR { get; set; }

    private uint lineControl;
    private Interrupts raw;

    private bool FifosEnabled => (lineControl & LCR_H_FEN) != 0;

    private int Capacity => FifosEnabled ? Depth : 1;

    /// <inheritdoc/>
    public int Receive(ReadOnlySpan<byte> data)
    {
        lock (Gate)
        {
            int taken = 0;
            while (taken < data.Length && rx.Count < Capacity)
            {
                ReceiveByte(data[taken++]);
            }

            inputHeldBack |= taken < data.Length;
            Update();
            return taken;
        }
    }

    /// <inheritdoc/>
    public void OutputReady()
    {
        lock (Gate)
        {
            Drain();
            Update();
        }
    }

    /// <inheritdoc/>
    protected override void Update() => irq.Set(UARTMIS != 0);

    /// <inheritdoc/>
    protected override void OnReset()
    {
        rx.Clear();
        tx.Clear();
        lineControl = 0;
        raw = 0;
        AskForInput();
    }

    private FR Status()
    {
        FR status = FR.CTS | FR.DSR | FR.DCD;
        status |= rx.Count == 0 ? FR.RXFE : 0;
        status |= rx.Count >= Capacity ? FR.RXFF : 0;
        status |= tx.Count == 0 ? FR.TXFE : FR.BUSY;
        status |= tx.Count >= Capacity ? FR.TXFF : 0;
        return status;
    }

    private void Transmit(byte value)
    {
        if ((UARTCR & CR_LBE) != 0)
        {
            if (rx.Count < Capacity)
            {
                ReceiveByte(value);
            }
            else
            {
                raw |= Interrupts.OE;
            }

            raw |= Interrupts.TX;
            return;
        }

        if (tx.Count < Capacity)
        {
            tx.Push(value);
        }

        if (tx.Count > TriggerLevel(UARTIFLS))
        {
            raw &= ~Interrupts.TX;
        }

        Drain();
    }

    private void Drain()
    {
        Span<byte> pending = stackalloc byte[Depth];
        int count = tx.CopyTo(pending);
        if (count > 0)
        {
            tx.Drop(backend.Write(pending[..count]));
        }

        if (tx.Count <= TriggerLevel(UARTIFLS))
        {
            raw |= Interrupts.TX;
        }
    }

    private void ReceiveByte(byte value)
    {
        rx.Push(value);
        raw |= rx.Count >= Math.Max(1, TriggerLevel(UARTIFLS >> 3)) ? Interrupts.RX : Interrupts.RT;
    }

    private uint ReadData()
    {
        if (rx.Count == 0)
        {
            return 0;
        }

        byte value = rx.Pop();
        if (rx.Count < Math.Max(1, TriggerLevel(UARTIFLS >> 3)))
        {
            raw &= ~Interrupts.RX;
        }

        if (rx.Count == 0)
        {
            raw &= ~Interrupts.RT;
            AskForInput();
        }
        else
        {
            // What is left below the trigger level would be reported by the receive timeout.
            raw |= (raw & Interrupts.RX) == 0 ? Interrupts.RT : 0;
        }

        return value;
    }

    private void AskForInput()
    {
        if (inputHeldBack)
        {
            inputHeldBack = false;
            backend.InputReady();
        }
    }

    /// <summary>Writing UARTLCR_H with FEN clear empties the FIFOs (3.3.7); what the host has not taken yet still goes out.</summary>
    private void SetLineControl(uint value)
    {
        bool flush = FifosEnabled && (value & LCR_H_FEN) == 0;
        lineControl = value;
        if (flush)
        {
            rx.Clear();
            raw &= ~(Interrupts.RX | Interrupts.RT);
        }

        AskForInput();
    }

    /// <summary>The FIFO level that a UARTIFLS select field stands for (3.3.9); one character without FIFOs.</summary>
    private int TriggerLevel(uint select) => !FifosEnabled ? 0 : (select & 7) switch
    {
        0 => Depth / 8,
        1 => Depth / 4,
        2 => Depth / 2,
        3 => Depth * 3 / 4,
        _ => Depth * 7 / 8,
    };
}
