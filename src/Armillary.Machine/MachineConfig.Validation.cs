using System.Globalization;
using Armillary.Arm;
using Armillary.Devices.Pci;
using Armillary.Machine.Boards;

namespace Armillary.Machine;

public sealed partial record MachineConfig
{
    /// <summary>The board's memory-mapped virtio transports.</summary>
    internal const int VirtioTransports = 32;

    // The host bridge has a device number too.
    private const int PciPlaces = PciBus.Devices - 1;
    private const int MaximumRootPorts = PciPlaces;

    /// <summary>Checks what can be checked without touching a file.</summary>
    /// <exception cref="ConfigurationException">A value is out of its range. The message names the command line's option for it.</exception>
    public void Validate()
    {
        if (CpuModel.Find(Cpu) is not { } model)
        {
            throw new ConfigurationException($"--cpu: unknown model '{Cpu}'; expected one of {string.Join(", ", CpuModel.All.Select(m => m.Name))}");
        }

        if (MemoryTagging && !model.CanTagMemory)
        {
            throw new ConfigurationException($"--mte: CPU model '{Cpu}' has no memory tagging; expected --cpu {string.Join(" or ", CpuModel.All.Where(m => m.CanTagMemory).Select(m => m.Name))}");
        }

        if (VectorLength != 0 && !CpuModel.VectorLengths.Contains(VectorLength))
        {
            throw new ConfigurationException($"--sve: no vectors of {Number(VectorLength)} bits; expected {string.Join(", ", CpuModel.VectorLengths.Select(Number))}");
        }

        if (VectorLength != 0 && !model.CanHaveSve)
        {
            throw new ConfigurationException($"--sve: CPU model '{Cpu}' has no Scalable Vector Extension; expected --cpu {string.Join(" or ", CpuModel.All.Where(m => m.CanHaveSve).Select(m => m.Name))}");
        }

        if (Gic is not (2 or 3))
        {
            throw new ConfigurationException($"--gic: unknown version {Number(Gic)}; expected 2 or 3");
        }

        int most = Gic == 2 ? 8 : MaximumCpus;
        if (Cpus < 1 || Cpus > most)
        {
            throw new ConfigurationException($"--cpus: {Number(Cpus)} is out of range; expected 1 to {Number(most)}{(Gic == 2 ? " with a GICv2" : "")}");
        }

        if (Memory is < MinimumMemory or > MaximumMemory || (Memory & 0xF_FFFF) != 0)
        {
            throw new ConfigurationException("--memory: expected 16M to 255G in whole mebibytes");
        }

        if (Transport is not ("mmio" or "pci"))
        {
            throw new ConfigurationException($"--transport: unknown transport '{Transport}'; expected mmio or pci");
        }

        if (RootPorts is < 0 or > MaximumRootPorts)
        {
            throw new ConfigurationException($"--root-ports: {Number(RootPorts)} is out of range; expected 0 to {Number(MaximumRootPorts)}");
        }

        // The source of entropy is always there.
        int devices = Disks.Count + Networks.Count + VirtioConsoles.Count + 1;
        if (Transport == "pci" && devices + RootPorts > PciPlaces)
        {
            throw new ConfigurationException(
                $"--transport pci: {Number(devices)} virtio devices (disks, networks, consoles, entropy){(RootPorts == 0 ? "" : $" and --root-ports {Number(RootPorts)}")} are more than the bus has room for; expected at most {Number(PciPlaces)}");
        }

        if (Transport == "mmio" && devices > VirtioTransports)
        {
            throw new ConfigurationException(
                $"--transport mmio: {Number(devices)} virtio devices (disks, networks, consoles, entropy) are more than the board has room for; expected at most {Number(VirtioTransports)}");
        }

        foreach (CustomDevice device in Devices)
        {
            // The board's interrupt controller has 256 shared inputs.
            if (device.Size == 0 || (device.Interrupt.Kind != InterruptKind.None && (device.Interrupt.Kind != InterruptKind.Spi || (uint)device.Interrupt.Number > 255)))
            {
                throw new ConfigurationException($"device '{device.Name}': expected a size that is not zero, and an interrupt from SPI 0 to SPI 255 or none");
            }
        }

        if (Engine is not ("jit" or "interpreter"))
        {
            throw new ConfigurationException($"--engine: unknown engine '{Engine}'; expected jit or interpreter");
        }

        if (Tier is not (null or 1 or 2))
        {
            throw new ConfigurationException("--tier: expected 1 or 2");
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
