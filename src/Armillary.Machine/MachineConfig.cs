using Armillary.Arm;
using Armillary.Backends.Block;
using Armillary.Backends.Char;
using Armillary.Backends.Net;
using Armillary.Core.Interrupts;
using Armillary.Core.Memory;
using Armillary.Core.Time;
using Armillary.Devices.Virtio;
using Armillary.Engines;
using Armillary.Machine.Boards;

namespace Armillary.Machine;

/// <summary>A disk of a machine.</summary>
/// <param name="Backend">Where its contents lie. The machine disposes of it.</param>
/// <param name="Serial">The serial number that the guest sees, at most 20 bytes of ASCII; empty for none.</param>
public sealed record Disk(IBlockBackend Backend, string Serial = "")
{
    internal VirtioBlock ToDevice(string name, Action<string>? diagnostics) => new(Backend, Serial, reason => diagnostics?.Invoke($"{name}: {reason}"));
}

/// <summary>A file that waits in memory for a hypervisor to start it or to hand it on: a multiboot module of the device tree.</summary>
/// <param name="Kind">What it is: <c>kernel</c> or <c>ramdisk</c>.</param>
/// <param name="Path">The file, which is loaded as it is.</param>
/// <param name="CommandLine">The command line that goes with it; null for none.</param>
public sealed record BootModule(string Kind, string Path, string? CommandLine = null);

/// <summary>A network interface of a machine.</summary>
/// <param name="Backend">The other end of its cable. The machine disposes of it.</param>
/// <param name="Mac">Its address; null: one made from its number.</param>
public sealed record NetworkInterface(INetBackend Backend, MacAddress? Mac = null)
{
    internal VirtioNet ToDevice(int number) => new(Backend, (Mac ?? MacAddress.Default(number)).ToBytes());
}

/// <summary>A device of your own on the machine's board.</summary>
/// <param name="Name">Its name in the memory map and the device tree.</param>
/// <param name="Start">The first address; must be free on the board.</param>
/// <param name="Size">The bytes from there that it answers.</param>
/// <param name="Interrupt">The interrupt it raises, or <see cref="Interrupt.None"/>.</param>
/// <param name="Factory">Makes it, given the wire to its interrupt. A <see cref="MmioDevice"/> whose firmware ID names a binding appears in the device tree.</param>
public sealed record CustomDevice(string Name, PhysicalAddress Start, ulong Size, Interrupt Interrupt, Func<InterruptLine, IMmioTarget> Factory);

/// <summary>
/// What a machine is made of and what it boots. Every property has a default; <see cref="Kernel"/> or <see cref="Firmware"/> must be
/// given for a machine that is to run.
/// </summary>
public sealed partial record MachineConfig
{
    /// <summary>The most vCPUs that a machine can have.</summary>
    public const int MaximumCpus = 96;

    /// <summary>The least memory in bytes that a machine can have: 16 MiB.</summary>
    public const ulong MinimumMemory = 16UL << 20;

    /// <summary>The most memory in bytes that a machine can have: 255 GiB, what lies below the board's high peripherals.</summary>
    public const ulong MaximumMemory = 255UL << 30;

    /// <summary>The CPU model: <c>cortex-a53</c>, <c>cortex-a72</c>, <c>neoverse-n1</c> or <c>max</c>.</summary>
    public string Cpu { get; init; } = "max";

    /// <summary>Whether the CPUs have EL2: a kernel then starts there, and the board's firmware is called by SMC.</summary>
    public bool El2 { get; init; }

    /// <summary>Whether the CPUs have EL3 and Secure state. Without <see cref="Firmware"/> the board's own firmware is in charge of EL3.</summary>
    public bool El3 { get; init; }

    /// <summary>Whether RAM has allocation tags and the CPUs the Memory Tagging Extension; only the model <c>max</c> can.</summary>
    public bool MemoryTagging { get; init; }

    /// <summary>The longest vectors of the Scalable Vector Extension in bits, all powers of two from 128 to them being there too; 0: the CPUs have it not. Only the model <c>max</c> can.</summary>
    public int VectorLength { get; init; }

    /// <summary>What the CPUs announce. For a configuration that is valid.</summary>
    public CpuModel Model
    {
        get
        {
            CpuModel model = CpuModel.Find(Cpu)!;
            model = MemoryTagging ? model.WithMemoryTagging() : model;
            return VectorLength != 0 ? model.WithSve(VectorLength) : model;
        }
    }

    /// <summary>Whether the board's own firmware (PSCI) is there: nothing of the guest's runs at EL3.</summary>
    internal bool BoardHasFirmware => !El3 || Firmware is null;

    /// <summary>How many vCPUs, 1 to <see cref="MaximumCpus"/>.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>RAM in bytes, a multiple of 1 MiB.</summary>
    public ulong Memory { get; init; } = 512UL << 20;

    /// <summary>The version of the interrupt controller's architecture: 2 (at most 8 vCPUs) or 3.</summary>
    public int Gic { get; init; } = 3;

    /// <summary>What runs guest code: <c>jit</c> or <c>interpreter</c>.</summary>
    public string Engine { get; init; } = "jit";

    /// <summary>For <c>jit</c>: 1: blocks are compiled one by one; 2: regions of blocks are, at once; null: what is hot becomes a region.</summary>
    public int? Tier { get; init; }

    /// <summary>A file with an arm64 Linux <c>Image</c>, also compressed with gzip or as EFI zboot.</summary>
    public string? Kernel { get; init; }

    /// <summary>A file with the kernel's initial RAM disk.</summary>
    public string? Initrd { get; init; }

    /// <summary>What a hypervisor, which is then <see cref="Kernel"/>, finds in memory beside itself, in order.</summary>
    public IReadOnlyList<BootModule> Modules { get; init; } = [];

    /// <summary>The kernel's command line.</summary>
    public string? CommandLine { get; init; }

    /// <summary>A file with a flattened device tree to use instead of the board's own.</summary>
    public string? DeviceTree { get; init; }

    /// <summary>A file with firmware for the flash at address 0, which then starts instead of the kernel.</summary>
    public string? Firmware { get; init; }

    /// <summary>The other end of the serial console; null: nowhere. The machine disposes of it.</summary>
    public ICharBackend? Console { get; init; }

    /// <summary>With <see cref="El3"/>: the other end of the serial console that only Secure state sees; null: nowhere. The machine disposes of it.</summary>
    public ICharBackend? SecureConsole { get; init; }

    /// <summary>The other ends of virtio console ports (hvc0 and on), one device each.</summary>
    public IReadOnlyList<ICharBackend> VirtioConsoles { get; init; } = [];

    /// <summary>The disks in order: vda, vdb, ...</summary>
    public IReadOnlyList<Disk> Disks { get; init; } = [];

    /// <summary>The network interfaces in order.</summary>
    public IReadOnlyList<NetworkInterface> Networks { get; init; } = [];

    /// <summary>What carries disks, networks and consoles: <c>pci</c> or <c>mmio</c>.</summary>
    public string Transport { get; init; } = "pci";

    /// <summary>How many PCI Express root ports there are, each with a slot that a device can be put into while the machine runs: 0 to 31.</summary>
    public int RootPorts { get; init; }

    /// <summary>Devices of your own.</summary>
    public IReadOnlyList<CustomDevice> Devices { get; init; } = [];

    /// <summary>The machine's time; null: real time.</summary>
    public IClock? Clock { get; init; }

    /// <summary>Takes what the machine has to say about its guest, one line at a time; null: no one. Called from any thread.</summary>
    public Action<string>? Diagnostics { get; init; }

    /// <summary>Whether a restart by the guest ends the run instead.</summary>
    public bool ExitOnReset { get; init; }

    /// <summary>For <c>jit</c>: where generated code is kept, so that the next run need not make it again; null: nowhere.</summary>
    public SavedCodeOptions? SavedCode { get; init; }

    /// <summary>Whether <c>/tmp/perf-PID.map</c> is written, from which Linux <c>perf</c> names generated code.</summary>
    public bool PerfMap { get; init; }

    /// <summary>Whether exceptions are counted, by kind and level, which costs a little speed: <see cref="Machine.TrapProfile"/>.</summary>
    public bool TrapProfile { get; init; }

    /// <summary>Whether guest instructions are counted, which costs a little speed.</summary>
    public bool CountInstructions { get; init; }
}
