using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Devices.Pci;
using Armillary.Devices.Virtio;
using Armillary.Machine.Firmware.Fdt;
using static Armillary.Machine.Boards.Interrupt;

namespace Armillary.Machine.Boards;

/// <summary>The board's PCI Express: a host bridge, its windows, and root ports with slots.</summary>
public sealed partial class Virt
{
    private const ulong LowMemoryStart = 0x1000_0000, LowMemorySize = 0x2EFF_0000;
    private const ulong IoStart = 0x3EFF_0000, IoSize = 0x1_0000;
    private const ulong LowEcam = 0x3F00_0000, LowEcamSize = 16 * PciHost.BusSize;
    private const ulong HighEcam = 0x40_1000_0000, HighEcamSize = 256 * PciHost.BusSize;
    private const ulong HighMemoryStart = 0x80_0000_0000, HighMemorySize = 0x80_0000_0000;
    private const int FirstPin = 3;

    // The cells of a PCI address in a device tree (IEEE 1275 PCI binding, 2.2.1.1).
    private const uint IoSpace = 0x0100_0000, MemorySpace32 = 0x0200_0000, MemorySpace64 = 0x0300_0000;

    private readonly List<PcieRootPort> rootPorts = [];

    /// <inheritdoc/>
    public override IReadOnlyList<PcieRootPort> RootPorts => rootPorts;

    /// <summary>Whether the CPUs reach what lies above 512 GiB.</summary>
    private bool HasHighWindow => model.PhysicalAddressBits >= 40;

    private PciHost MapPci()
    {
        var low = new PciWindow(LowMemoryStart, LowMemorySize);
        var io = new PciWindow(0, IoSize, io: true);
        var high = new PciWindow(HighMemoryStart, HighMemorySize);
        InterruptLine[] pins = [.. Enumerable.Range(0, 4).Select(pin => Wire(Spi(FirstPin + pin)))];

        //                 name            start                               size                                        interrupt
        _ =            Map("pcie-memory",  LowMemoryStart,                     LowMemorySize,                              None, _ => low);
        _ =            Map("pcie-io",      IoStart,                            IoSize,                                     None, _ => io);
        PciHost host = Map("pcie",         HasHighWindow ? HighEcam : LowEcam, HasHighWindow ? HighEcamSize : LowEcamSize, None, _ => new PciHost(Bus, [low, io, high], pins, gic.Messages), DescribePci);
        if (HasHighWindow)
        {
            _ =        Map("pcie-high",    HighMemoryStart,                    HighMemorySize,                             None, _ => high);
        }

        return host;
    }

    /// <summary>Devices first, then the ports: a device's number does not depend on how many ports there are.</summary>
    private void AddPciDevices(PciHost host, IEnumerable<VirtioDevice> devices)
    {
        foreach (VirtioDevice device in devices)
        {
            host.Add(new VirtioPci(device));
        }

        for (int slot = 1; slot <= config.RootPorts; slot++)
        {
            var port = new PcieRootPort(slot);
            host.Add(port);
            rootPorts.Add(port);
        }
    }

    private void DescribePci(FdtNode node)
    {
        ulong ecamSize = HasHighWindow ? HighEcamSize : LowEcamSize;
        List<uint> ranges =
        [
            IoSpace, 0, 0, 0, (uint)IoStart, 0, (uint)IoSize,
            MemorySpace32, 0, (uint)LowMemoryStart, 0, (uint)LowMemoryStart, 0, (uint)LowMemorySize,
        ];
        if (HasHighWindow)
        {
            ranges.AddRange([MemorySpace64, (uint)(HighMemoryStart >> 32), 0, (uint)(HighMemoryStart >> 32), 0, (uint)(HighMemorySize >> 32), 0]);
        }

        node.Set("device_type", "pci").Set("#address-cells", 3u).Set("#size-cells", 2u).Set("#interrupt-cells", 1u)
            .Set("linux,pci-domain", 0u).Set("bus-range", 0u, (uint)(ecamSize / PciHost.BusSize) - 1).Set("dma-coherent")
            .Set("ranges", [.. ranges]).Set("interrupt-map-mask", 0x1800u, 0u, 0u, 7u).Set("interrupt-map", [.. InterruptMap()]);
        gic.DescribeMessages(node);
    }

    /// <summary>Which wire each pin of each device is on: they turn with the device number, so that four devices tell all.</summary>
    private static IEnumerable<uint> InterruptMap()
    {
        for (uint device = 0; device < 4; device++)
        {
            for (uint pin = 0; pin < 4; pin++)
            {
                // The interrupt controller's node has two address cells, which are nothing to it.
                uint[] row = [device << 11, 0, 0, pin + 1, GicPhandle, 0, 0, (uint)InterruptKind.Spi, FirstPin + ((device + pin) % 4), LevelHigh];
                foreach (uint cell in row)
                {
                    yield return cell;
                }
            }
        }
    }
}
