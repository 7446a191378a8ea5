using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Armillary.Core.Memory;
using Armillary.Machine.Boards;
using Armillary.Machine.Firmware.Fdt;

namespace Armillary.Machine.Boot;

/// <summary>What the first vCPU starts with.</summary>
/// <param name="Entry">Its PC.</param>
/// <param name="DeviceTree">Its X0.</param>
internal readonly record struct EntryPoint(PhysicalAddress Entry, PhysicalAddress DeviceTree);

/// <summary>
/// Puts kernel, initrd and device tree into RAM as a boot loader does (Linux: Documentation/arch/arm64/booting.rst). Runs again at each
/// reset, because the guest has had the RAM since.
/// </summary>
internal static class BootLoader
{
    /// <summary>Loads what <paramref name="config"/> names.</summary>
    /// <exception cref="ConfigurationException">A file is missing, wrong, or does not fit.</exception>
    public static EntryPoint Load(MachineConfig config, Board board)
    {
        GuestMemory ram = board.Ram;
        if (config.Kernel is null && config.Initrd is not null)
        {
            throw new ConfigurationException("an initrd needs a kernel: give one with --kernel");
        }

        if (config.Modules.Count != 0 && (config.Kernel is null || config.Firmware is not null))
        {
            throw new ConfigurationException("--module needs the hypervisor that starts it as --kernel, and no firmware");
        }

        if (config.Firmware is not null)
        {
            return LoadFirmware(config, board);
        }

        if (config.Kernel is null)
        {
            throw new ConfigurationException("nothing to boot: give a kernel with --kernel, or firmware with --firmware");
        }

        using KernelImage kernel = KernelImage.Open(config.Kernel, ram.Size);
        using FileStream? initrd = config.Initrd is null ? null : InitrdFile(config).Open();
        ulong initrdSize = initrd is null ? 0 : (ulong)initrd.Length;
        if (initrd is not null && initrdSize == 0)
        {
            throw InitrdFile(config).Wrong("is empty");
        }

        Placement place = Placement.Of(ram.Start, ram.Size, kernel.TextOffset, kernel.MemorySize, initrdSize);
        kernel.Load(Bytes(ram, place.Kernel, (ulong)kernel.FileSize));
        if (initrd is not null)
        {
            InitrdFile(config).Read(initrd, Bytes(ram, place.Initrd, initrdSize));
        }

        FdtNode root = BuildDeviceTree(config, board, place.Initrd, initrdSize);
        LoadModules(config, ram, root.Child("chosen"), place.Initrd + initrdSize);
        WriteDeviceTree(ram, place.DeviceTree, root);
        return new EntryPoint(place.Kernel, place.DeviceTree);
    }

    /// <summary>Puts the modules into RAM one after the other and tells of them below <c>/chosen</c> (Xen: docs/misc/arm/device-tree/booting.txt).</summary>
    private static void LoadModules(MachineConfig config, GuestMemory ram, FdtNode chosen, PhysicalAddress after)
    {
        foreach (BootModule module in config.Modules)
        {
            var file = new HostFile(module.Kind, module.Path);
            using FileStream stream = file.Open();
            var start = new PhysicalAddress((after.Value + Placement.Alignment - 1) & ~(Placement.Alignment - 1));
            ulong size = (ulong)stream.Length;
            if (size == 0)
            {
                throw file.Wrong("is empty");
            }

            if (size > int.MaxValue)
            {
                throw file.Wrong($"of {size >> 20} MiB is larger than a module may be; expected less than 2048 MiB");
            }

            if (size > ram.Size || !ram.TryGetSpan(start, size, out Span<byte> span))
            {
                throw file.Wrong($"of {(size >> 20) + 1} MiB does not fit into the guest's {ram.Size >> 20} MiB of memory; give it more with --memory");
            }

            file.Read(stream, span);
            FdtNode node = chosen.Set("#address-cells", 2).Set("#size-cells", 2).Child($"module@{start.Value:x}");
            node.Set("compatible", "multiboot," + module.Kind, "multiboot,module").Set64("reg", start.Value, size);
            if (module.CommandLine is { } commandLine)
            {
                node.Set("bootargs", commandLine);
            }

            after = start + size;
        }
    }

    /// <summary>
    /// Firmware starts at address 0 and looks for the device tree at the start of RAM. A kernel and an initrd wait for it as numbered items of
    /// fw_cfg (QEMU: docs/specs/fw_cfg.rst).
    /// </summary>
    private static EntryPoint LoadFirmware(MachineConfig config, Board board)
    {
        const ushort FW_CFG_KERNEL_SIZE = 0x08, FW_CFG_INITRD_SIZE = 0x0B, FW_CFG_KERNEL_DATA = 0x11, FW_CFG_INITRD_DATA = 0x12,
            FW_CFG_CMDLINE_SIZE = 0x14, FW_CFG_CMDLINE_DATA = 0x15;
        if (board is Virt virt)
        {
            SetItem(virt, FW_CFG_KERNEL_SIZE, FW_CFG_KERNEL_DATA, config.Kernel is null ? null : new HostFile("kernel", config.Kernel).ReadAll((long)board.Ram.Size));
            SetItem(virt, FW_CFG_INITRD_SIZE, FW_CFG_INITRD_DATA, config.Initrd is null ? null : InitrdFile(config).ReadAll((long)board.Ram.Size));
            SetItem(virt, FW_CFG_CMDLINE_SIZE, FW_CFG_CMDLINE_DATA, config.CommandLine is null ? null : Encoding.UTF8.GetBytes(config.CommandLine + "\0"));
        }

        WriteDeviceTree(board.Ram, board.Ram.Start, BuildDeviceTree(config, board, default, 0));
        return new EntryPoint(default, board.Ram.Start);
    }

    private static void SetItem(Virt board, ushort size, ushort data, byte[]? contents)
    {
        if (contents is not null)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(length, contents.Length);
            board.FirmwareItems.SetItem(size, length);
            board.FirmwareItems.SetItem(data, contents);
        }
    }

    /// <summary>The device tree that a guest of this machine is given; an initrd of <paramref name="initrdSize"/> bytes (0: none) is told.</summary>
    public static FdtNode BuildDeviceTree(MachineConfig config, Board board, PhysicalAddress initrd, ulong initrdSize)
    {
        FdtNode root = config.DeviceTree is null ? board.DeviceTree() : ReadDeviceTree(new HostFile("device tree", config.DeviceTree));
        FdtNode memory = board.DeviceTree().Children.First(n => n.Name.StartsWith("memory@", StringComparison.Ordinal));
        if (config.DeviceTree is not null)
        {
            root.RemoveChildren(n => n.Name == "memory" || n.Name.StartsWith("memory@", StringComparison.Ordinal));
            FdtNode replaced = root.Child(memory.Name);
            foreach ((string name, byte[] value) in memory.Properties)
            {
                replaced.SetBytes(name, value);
            }
        }

        FdtNode chosen = root.Child("chosen");
        if (config.CommandLine is { } commandLine)
        {
            chosen.Set("bootargs", commandLine);
        }

        if (board.ConsolePath is { } console && config.DeviceTree is null)
        {
            chosen.Set("stdout-path", console);
        }

        if (initrdSize != 0)
        {
            chosen.Set64("linux,initrd-start", initrd.Value).Set64("linux,initrd-end", initrd.Value + initrdSize);
        }

        chosen.SetBytes("kaslr-seed", RandomNumberGenerator.GetBytes(8)).SetBytes("rng-seed", RandomNumberGenerator.GetBytes(32));
        return root;
    }

    private static HostFile InitrdFile(MachineConfig config) => new("initrd", config.Initrd!);

    private static FdtNode ReadDeviceTree(HostFile file)
        => FdtBlob.TryRead(file.ReadAll((long)Placement.Alignment), out FdtNode root, out string reason)
            ? root
            : throw file.Wrong($"is no flattened device tree: {reason}");

    private static void WriteDeviceTree(GuestMemory ram, PhysicalAddress at, FdtNode root)
    {
        byte[] blob = FdtBlob.Write(root);
        if ((ulong)blob.Length > Placement.Alignment)
        {
            throw new ConfigurationException($"the device tree has {blob.Length} bytes, more than the 2 MiB that the boot protocol allows");
        }

        blob.CopyTo(Bytes(ram, at, (ulong)blob.Length));
    }

    private static Span<byte> Bytes(GuestMemory ram, PhysicalAddress at, ulong length)
        => ram.TryGetSpan(at, length, out Span<byte> span)
            ? span
            : throw new ConfigurationException($"0x{length:x} bytes at {at} do not fit into the guest's memory");
}
