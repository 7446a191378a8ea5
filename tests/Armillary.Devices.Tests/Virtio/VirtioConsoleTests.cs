using System.Security.Cryptography;
using Armillary.Backends.Char;
using Armillary.Devices.Virtio;

namespace Armillary.Devices.Tests.Virtio;

public sealed class VirtioConsoleTests
{
    [Fact]
    public void Output_reaches_the_line_and_input_waits_for_buffers()
    {
        MemoryChar line = new();
        using GuestDriver guest = new(new VirtioConsole(line));
        guest.Start(0, 0, 1);
        "to the host"u8.CopyTo(guest.At(0x8000, 11));
        guest.Queue(1).Describe(0, 0x8000, 11, 0);
        guest.Queue(1).Offer(0);
        Assert.True(line.WaitFor("to the host", TimeSpan.FromSeconds(5)));
        guest.Queue(1).Take();
        line.Type("to the guest");
        guest.Queue(0).Describe(0, 0x9000, 6, 2);
        guest.Queue(0).Describe(1, 0x9006, 100, 2);
        guest.Queue(0).Offer(0);
        Assert.Equal((0, 6), guest.Queue(0).Take());
        guest.Queue(0).Offer(1);
        Assert.Equal((1, 6), guest.Queue(0).Take());
        Assert.Equal("to the guest"u8.ToArray(), guest.At(0x9000, 12).ToArray());
    }

    [Fact]
    public void Entropy_fills_the_buffer()
    {
        using GuestDriver guest = new(new VirtioEntropy(RandomNumberGenerator.Create()));
        guest.Start(0, 0);
        guest.Queue(0).Describe(0, 0x9000, 64, 2);
        guest.Queue(0).Offer(0);
        Assert.Equal((0, 64), guest.Queue(0).Take());
        Assert.True(guest.At(0x9000, 64).IndexOfAnyExcept((byte)0) >= 0);
    }
}
