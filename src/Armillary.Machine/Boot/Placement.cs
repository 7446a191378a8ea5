using Armillary.Core.Memory;

namespace Armillary.Machine.Boot;

/// <summary>
/// Where the boot protocol's parts lie in RAM: the device tree at its start, where firmware looks for it too, the kernel from the
/// next 2 MiB boundary on, the initrd above what the kernel needs (Linux: Documentation/arch/arm64/booting.rst).
/// </summary>
/// <param name="DeviceTree">Where the device tree starts. It must not be longer than 2 MiB.</param>
/// <param name="Kernel">Where the kernel starts and is entered.</param>
/// <param name="Initrd">Where the initrd starts.</param>
internal readonly record struct Placement(PhysicalAddress DeviceTree, PhysicalAddress Kernel, PhysicalAddress Initrd)
{
    /// <summary>2 MiB: the kernel's base alignment and the most that a device tree may have.</summary>
    public const ulong Alignment = 0x20_0000;

    /// <summary>Lays out a kernel and an initrd of <paramref name="initrdSize"/> bytes (0: none) in RAM.</summary>
    /// <exception cref="ConfigurationException">They do not fit.</exception>
    public static Placement Of(PhysicalAddress ram, ulong ramSize, ulong textOffset, ulong kernelSize, ulong initrdSize)
    {
        // Offsets from the start of RAM, checked by subtraction: the sizes come from a file and may be anything.
        ulong kernel = Alignment + textOffset;
        if (ramSize < kernel || kernelSize > ramSize - kernel)
        {
            throw new ConfigurationException($"the kernel needs {MebiBytes(kernel)} + {MebiBytes(kernelSize)} MiB of memory, and the guest has {ramSize >> 20} MiB; give it more with --memory");
        }

        ulong initrd = (kernel + kernelSize + Alignment - 1) & ~(Alignment - 1);
        if (initrdSize != 0 && (initrd > ramSize || initrdSize > ramSize - initrd))
        {
            throw new ConfigurationException(
                $"the initrd of {MebiBytes(initrdSize)} MiB does not fit into the guest's {ramSize >> 20} MiB of memory beside the kernel; give it more with --memory");
        }

        return new Placement(ram, ram + kernel, ram + initrd);
    }

    private static ulong MebiBytes(ulong bytes) => (bytes >> 20) + ((bytes & 0xF_FFFF) != 0 ? 1UL : 0);
}
