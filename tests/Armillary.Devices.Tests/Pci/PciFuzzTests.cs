using Armillary.Backends.Block;
using Armillary.Core.Memory;
using Armillary.Devices.Pci;
using Armillary.Devices.Virtio;

namespace Armillary.Devices.Tests.Pci;

/// <summary>Whatever a guest does to configuration space and to where it put things, no access throws.</summary>
public sealed class PciFuzzTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Random_accesses_never_throw(int seed)
    {
        var random = new Random(seed);
        using PciMachine machine = new();
        using MemoryDisk backing = new(1 << 20), second = new(1 << 20);
        machine.Host.Add(new TestFunction());
        machine.Host.Add(new VirtioPci(new VirtioBlock(backing)));
        var port = new PcieRootPort(1);
        machine.Host.Add(port);
        port.Insert(new VirtioPci(new VirtioBlock(second)));
        IMmioTarget[] targets = [machine.Host, machine.Low, machine.High, machine.Io];
        for (int i = 0; i < 60_000; i++)
        {
            int size = 1 << random.Next(4);
            IMmioTarget target = targets[random.Next(6) is var t && t > 3 ? 0 : t];
            ulong offset = target == machine.Host
                ? ((ulong)random.Next(3) << 20) | ((ulong)random.Next(5) << 15) | (random.Next(8) == 0 ? (ulong)random.Next(1 << 15) : (ulong)random.Next(0x100))
                : random.Next(2) == 0 ? (ulong)random.Next(0x1_0000) : (ulong)random.NextInt64(0x1000_0000);
            if (random.Next(3) == 0)
            {
                target.TryRead(offset, size, out _);
            }
            else
            {
                target.TryWrite(offset, size, Value(random));
            }

            if (random.Next(2000) == 0)
            {
                port.RequestRemoval();
            }
        }
    }

    /// <summary>Addresses in and around the windows among others.</summary>
    private static ulong Value(Random random) => random.Next(6) switch
    {
        0 => (ulong)random.NextInt64() << 1,
        1 => PciMachine.LowStart + (ulong)random.Next(0x1_0000),
        2 => 0x80,
        3 => (ulong)random.Next(256),
        4 => PciMachine.Ram + (ulong)random.Next(0x10_0000),
        _ => ulong.MaxValue,
    };
}
