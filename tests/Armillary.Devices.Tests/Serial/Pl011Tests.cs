using Armillary.Backends.Char;
using Armillary.Devices.Serial;

namespace Armillary.Devices.Tests.Serial;

public sealed class Pl011Tests
{
    private const uint RXIM = 1 << 4, TXIM = 1 << 5, RTIM = 1 << 6;

    private readonly Wire irq = new();
    private readonly SlowLine line = new();
    private readonly Pl011 uart;

    public Pl011Tests() => uart = new Pl011(irq.Line, line);

    [Fact]
    public void UARTDR_sends_bytes_in_order()
    {
        foreach (byte value in "hello"u8)
        {
            uart.Write32(0, value);
        }

        Assert.Equal("hello"u8, line.Sent.ToArray());
        Assert.Equal(0x90U, uart.Read32(0x18) & 0xF8);
    }

    [Fact]
    public void A_full_transmit_FIFO_shows_TXFF_and_drains_when_the_host_takes_more()
    {
        uart.Write32(0x2C, 0x70);
        line.Room = 2;
        for (uint i = 0; i < 34; i++)
        {
            uart.Write32(0, i);
        }

        Assert.Equal(0x28U, uart.Read32(0x18) & 0x28);
        line.Room = 100;
        uart.OutputReady();
        Assert.Equal(0x80U, uart.Read32(0x18) & 0xA8);
        Assert.Equal(34, line.Sent.Count);
    }

    [Fact]
    public void Transmitting_raises_TXRIS_until_UARTICR_clears_it()
    {
        uart.Write32(0x38, TXIM);
        uart.Write32(0, 'x');
        Assert.True(irq.Level);
        uart.Write32(0x44, TXIM);
        Assert.False(irq.Level);
    }

    [Fact]
    public void UARTICR_clears_only_written_bits()
    {
        uart.Write32(0, 'x');
        uart.Receive("y"u8);
        uint raw = uart.Read32(0x3C);
        uart.Write32(0x44, TXIM);
        Assert.Equal(raw & ~TXIM, uart.Read32(0x3C));
    }

    [Fact]
    public void Input_below_the_trigger_level_raises_the_receive_timeout_until_it_is_read()
    {
        uart.Write32(0x2C, 0x70);
        uart.Write32(0x38, RXIM | RTIM);
        Assert.Equal(3, uart.Receive("abc"u8));
        Assert.Equal(RTIM, uart.Read32(0x40));
        Assert.Equal((uint)'a', uart.Read32(0));
        Assert.Equal((uint)'b', uart.Read32(0));
        Assert.True(irq.Level);
        Assert.Equal((uint)'c', uart.Read32(0));
        Assert.False(irq.Level);
        Assert.Equal(0x10U, uart.Read32(0x18) & 0x10);
    }

    [Fact]
    public void Input_at_the_trigger_level_raises_RXRIS()
    {
        uart.Write32(0x2C, 0x70);
        uart.Write32(0x38, RXIM);
        uart.Receive(new byte[15]);
        Assert.False(irq.Level);
        uart.Receive(new byte[1]);
        Assert.True(irq.Level);
        uart.Read32(0);
        Assert.False(irq.Level);
    }

    [Fact]
    public void Without_FIFOs_one_byte_waits_and_the_backend_is_asked_for_the_rest()
    {
        Assert.Equal(1, uart.Receive("ab"u8));
        Assert.Equal(RXIM, uart.Read32(0x3C) & RXIM);
        Assert.Equal(0x40U, uart.Read32(0x18) & 0x40);
        Assert.Equal(0, line.InputAsked);
        Assert.Equal((uint)'a', uart.Read32(0));
        Assert.Equal(1, line.InputAsked);
    }

    [Fact]
    public void Stored_registers_keep_only_their_bits_and_reset()
    {
        Assert.Equal(0x300U, uart.Read32(0x30));
        uart.Write32(0x24, uint.MaxValue);
        uart.Write32(0x28, uint.MaxValue);
        Assert.Equal(0xFFFFU, uart.Read32(0x24));
        Assert.Equal(0x3FU, uart.Read32(0x28));
        Assert.Contains(uart.Registers, r => r.Key == "UARTIBRD" && r.Value == 0xFFFF);
        uart.Reset();
        Assert.Equal(0U, uart.Read32(0x24));
    }

    [Fact]
    public void The_identification_registers_name_a_PL011_r1p5()
    {
        uint[] ids = [.. Enumerable.Range(0, 8).Select(i => uart.Read32(0xFE0 + (ulong)(4 * i)))];
        Assert.Equal([0x11U, 0x10, 0x34, 0x00, 0x0D, 0xF0, 0x05, 0xB1], ids);
    }

    [Fact]
    public void Loopback_returns_what_is_sent()
    {
        uart.Write32(0x30, 0x381);
        uart.Write32(0, 'z');
        Assert.Empty(line.Sent);
        Assert.Equal((uint)'z', uart.Read32(0));
    }

    private sealed class SlowLine : ICharBackend
    {
        public List<byte> Sent { get; } = [];

        public int Room { get; set; } = int.MaxValue;

        public int InputAsked { get; private set; }

        public void Attach(ICharFrontend device)
        {
        }

        public int Write(ReadOnlySpan<byte> data)
        {
            int count = Math.Min(Room, data.Length);
            Room -= count;
            Sent.AddRange(data[..count]);
            return count;
        }

        public void InputReady() => InputAsked++;

        public void Dispose()
        {
        }
    }
}
