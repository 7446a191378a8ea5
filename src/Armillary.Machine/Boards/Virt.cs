using System.Globalization;
using System.Security.Cryptography;
using Armillary.Arm;
using Armillary.Backends.Char;
using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Core.Time;
using Armillary.Devices.Flash;
using Armillary.Devices.FwCfg;
using Armillary.Devices.Gic;
using Armillary.Devices.Gpio;
using Armillary.Devices.Pci;
using Armillary.Devices.Rtc;
using Armillary.Devices.Serial;
using Armillary.Devices.Virtio;
using Armillary.Machine.Boot;
using Armillary.Machine.Firmware.Fdt;
using static Armillary.Machine.Boards.Interrupt;

namespace Armillary.Machine.Boards;

/// <summary>
/// The <c>virt</c> board: the memory map, interrupt numbers and bindings that Arm operating systems know by this name, with no
/// hardware that was ever built.
/// </summary>
public sealed partial class Virt : Board
{
    private const ulong RamStart = 0x4000_0000;
    private const int PowerButtonPin = 3;
    private const int VirtioTransports = MachineConfig.VirtioTransports;

    private readonly MachineConfig config;
    private readonly CpuModel model;
    private readonly IClock clock;
    private readonly IBoardGic gic;
    private readonly PowerButton powerButton;
    private GuestMemory? rom, secureRam;

    /// <summary>A board as <paramref name="config"/> describes it.</summary>
    /// <param name="config">Memory, devices and their back ends, of which the board takes ownership.</param>
    /// <param name="cpus">The interrupt inputs of the vCPUs.</param>
    /// <param name="clock">The time for its devices.</param>
    /// <exception cref="ConfigurationException">The configuration asks for what the board has not.</exception>
    public Virt(MachineConfig config, IReadOnlyList<IVcpuInterrupts> cpus, IClock clock)
    {
        ArgumentNullException.ThrowIfNull(config);
        config.Validate();
        this.config = config;
        this.clock = clock;
        model = config.Model;
        Ram = AllocateRam(config.Memory, config.MemoryTagging);
        CpuBus = config.El3 ? new AddressSpace(Bus) : Bus;
        Bus.Map(Ram);
        gic = MapGic(cpus);
        MapFlash();

        //                    name     start        size    interrupt
        _ =               Map("pl011", 0x0900_0000, 0x1000, Spi(1), irq => new Pl011(irq, config.Console ?? new NullChar()), Clocked("uartclk", "apb_pclk"));
        _ =               Map("pl031", 0x0901_0000, 0x1000, Spi(2), irq => new Pl031(irq, clock), Clocked("apb_pclk"));
        FirmwareItems =   Map("fw-cfg", 0x0902_0000, FirmwareConfiguration.Size, None, _ => new FirmwareConfiguration(Bus), node => node.Set("dma-coherent"));
        Pl061 gpio =      Map("pl061", 0x0903_0000, 0x1000, Spi(7), irq => new Pl061(irq), DescribeGpio);
        PciHost pci = MapPci();
        MapVirtio(pci, start: 0x0A00_0000, firstInterrupt: 16);
        foreach (CustomDevice device in config.Devices)
        {
            Map(device.Name, device.Start.Value, device.Size, device.Interrupt, device.Factory);
        }

        if (config.El3)
        {
            MapSecureDevices();
        }

        powerButton = new PowerButton(gpio, PowerButtonPin, clock);
    }

    /// <inheritdoc/>
    public override GuestMemory Ram { get; }

    /// <inheritdoc/>
    public override AddressSpace CpuBus { get; }

    /// <summary>What firmware asks the board for: the kernel that it is to start, among others.</summary>
    public FirmwareConfiguration FirmwareItems { get; }

    /// <inheritdoc/>
    public override string? ConsolePath => "/pl011@9000000";

    /// <inheritdoc/>
    public override ISystemRegisterBank? Bank(int cpu) => gic.Bank(cpu);

    /// <inheritdoc/>
    public override InterruptLine Wire(Interrupt interrupt, int cpu = 0) => gic.Wire(interrupt, cpu);

    /// <summary>Where the devices' message-signalled interrupts go.</summary>
    public IMessageTarget Messages => gic.Messages;

    /// <inheritdoc/>
    public override void PressPowerButton() => powerButton.Press();

    /// <inheritdoc/>
    public override void Reset()
    {
        gic.Reset();
        base.Reset();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            powerButton.Dispose();
        }

        base.Dispose(disposing);
        if (disposing)
        {
            config.Console?.Dispose();
            config.SecureConsole?.Dispose();
            rom?.Dispose();
            secureRam?.Dispose();
            Ram.Dispose();
        }
    }

    private IBoardGic MapGic(IReadOnlyList<IVcpuInterrupts> cpus)
    {
        if (config.Gic == 2)
        {
            var v2 = new GicV2(cpus, new GicOptions { El2 = config.El2, El3 = config.El3, NonSecureAtReset = config.Firmware is null });
            Map("intc", VirtGicV2.DistributorStart, GicV2.DistributorSize, None, _ => v2.Distributor);
            Map("gicc", VirtGicV2.CpuInterfaceStart, GicV2.CpuInterfaceSize, None, _ => v2.CpuInterface);
            if (config.El3)
            {
                MapSecure("intc", VirtGicV2.DistributorStart, GicV2.DistributorSize, None, _ => v2.SecureDistributor);
                MapSecure("gicc", VirtGicV2.CpuInterfaceStart, GicV2.CpuInterfaceSize, None, _ => v2.SecureCpuInterface);
            }

            if (v2 is { HypervisorInterface: { } control, VirtualCpuInterface: { } virtualCpus })
            {
                Map("gich", VirtGicV2.HypervisorInterfaceStart, GicV2.CpuInterfaceSize, None, _ => control);
                Map("gicv", VirtGicV2.VirtualCpuInterfaceStart, GicV2.CpuInterfaceSize, None, _ => virtualCpus);
            }

            InterruptLine[] messages = [.. Enumerable.Range(VirtGicV2.FirstMessageSpi, VirtGicV2.MessageSpis).Select(v2.Spi)];
            GicV2m v2m = Map(
                "v2m", VirtGicV2.MessagesStart, GicV2m.Size, None, _ => new GicV2m(new PhysicalAddress(VirtGicV2.MessagesStart), VirtGicV2.FirstMessageSpi, messages));
            return new VirtGicV2(v2, v2m, cpus.Count, config.El2);
        }

        var v3 = new GicV3(cpus, new GicOptions
        {
            El2 = config.El2,
            El3 = config.El3,
            NonSecureAtReset = config.Firmware is null,
            Memory = Bus,
            Its = new PhysicalAddress(VirtGicV3.ItsStart),
        });
        Map("intc", VirtGicV3.DistributorStart, GicV3.DistributorSize, None, _ => v3.Distributor);
        Map("its", VirtGicV3.ItsStart, GicV3Its.Size, None, _ => v3.Its!);
        Map("gicr", VirtGicV3.RedistributorsStart, v3.RedistributorsSize, None, _ => v3.Redistributors);
        if (config.El3)
        {
            MapSecure("intc", VirtGicV3.DistributorStart, GicV3.DistributorSize, None, _ => v3.SecureDistributor);
            MapSecure("gicr", VirtGicV3.RedistributorsStart, v3.RedistributorsSize, None, _ => v3.SecureRedistributors);
        }

        return new VirtGicV3(v3, config.El2);
    }

    /// <summary>
    /// Two banks of flash, there only if there is firmware to put in: the first is ROM, for code, the second takes the firmware's variables, and
    /// loses them at the end.
    /// </summary>
    private void MapFlash()
    {
        const ulong bank = 64UL << 20;
        if (config.Firmware is null)
        {
            return;
        }

        var file = new HostFile("firmware", config.Firmware);
        byte[] code = file.ReadAll((long)bank);
        if (code.Length == 0)
        {
            throw file.Wrong("is empty");
        }

        rom = new GuestMemory(new PhysicalAddress(config.El3 ? PhysicalAddress.SecureBit : 0), bank, "flash");
        rom.TryGetSpan(rom.Start, (ulong)code.Length, out Span<byte> bytes);
        code.CopyTo(bytes);
        (config.El3 ? CpuBus : Bus).Map(rom, "flash", readOnly: true);
        Map("flash", bank, bank, None, _ => new CfiFlash((int)bank, null), node => node.Set("bank-width", 4u));
    }

    /// <summary>Puts the virtio devices on PCI, or in the slots of memory-mapped transports, which are all there: those without a device tell so.</summary>
    private void MapVirtio(PciHost pci, ulong start, int firstInterrupt)
    {
        List<VirtioDevice> devices =
        [
            .. config.Disks.Select((disk, i) => disk.ToDevice($"disk {i + 1}", config.Diagnostics)),
            .. config.Networks.Select((network, i) => network.ToDevice(i)),
            .. config.VirtioConsoles.Select(console => new VirtioConsole(console)),
            new VirtioEntropy(RandomNumberGenerator.Create()),
        ];
        bool byPci = config.Transport == "pci";
        AddPciDevices(pci, byPci ? devices : []);
        if (byPci)
        {
            devices.Clear();
        }

        for (int i = 0; i < VirtioTransports; i++)
        {
            VirtioDevice? device = i < devices.Count ? devices[i] : null;
            Map("virtio_mmio", start + ((ulong)i * VirtioMmio.Size), VirtioMmio.Size, Spi(firstInterrupt + i), irq => new VirtioMmio(irq, Bus, device), node => node.Set("dma-coherent"));
        }
    }

    private static GuestMemory AllocateRam(ulong size, bool tags)
    {
        try
        {
            var ram = new GuestMemory(new PhysicalAddress(RamStart), size);
            if (tags)
            {
                ram.AddTags();
            }

            return ram;
        }
        catch (IOException e)
        {
            throw new ConfigurationException(string.Create(CultureInfo.InvariantCulture, $"--memory: {e.Message}"), e);
        }
    }
}
