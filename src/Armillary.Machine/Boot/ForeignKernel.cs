using System.Buffers.Binary;

namespace Armillary.Machine.Boot;

/// <summary>Says what a file is that was given as a kernel and is none for this machine.</summary>
internal static class ForeignKernel
{
    /// <summary>A phrase that continues "kernel 'x' ...".</summary>
    public static string Describe(Stream file)
    {
        var start = new byte[1024];
        int length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return Describe(start.AsSpan(0, length));
    }

    /// <summary>A phrase that continues "kernel 'x' ...", from the file's first bytes.</summary>
    public static string Describe(ReadOnlySpan<byte> start)
    {
        if (start is [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] && start.Length >= 20)
        {
            ushort machine = start[5] == 2 ? BinaryPrimitives.ReadUInt16BigEndian(start[18..]) : BinaryPrimitives.ReadUInt16LittleEndian(start[18..]);
            return $"is an ELF file for {ElfMachine(machine)}";
        }

        if (Word(start, 0x202) == 0x5372_6448)
        {
            return "is an x86 bzImage";
        }

        if (Word(start, 56) == 0x0543_5352)
        {
            return "is a RISC-V Image";
        }

        if (Word(start, 0x24) == 0x016F_2818)
        {
            return "is a 32-bit Arm zImage";
        }

        return start switch
        {
            [0x27, 0x05, 0x19, 0x56, ..] => "is a U-Boot uImage",
            [0xD0, 0x0D, 0xFE, 0xED, ..] => "is a flattened device tree or FIT image",
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => "is compressed with xz",
            [0x28, 0xB5, 0x2F, 0xFD, ..] => "is compressed with zstd",
            [(byte)'B', (byte)'Z', (byte)'h', ..] => "is compressed with bzip2",
            [(byte)'0', (byte)'7', (byte)'0', (byte)'7', (byte)'0', ..] => "is a cpio archive (an initrd?)",
            [(byte)'M', (byte)'Z', ..] => "is a PE (EFI or Windows) program without an arm64 kernel header",
            [(byte)'Q', (byte)'F', (byte)'I', 0xFB, ..] => "is a qcow2 disk image",
            [(byte)'#', (byte)'!', ..] => "is a script",
            _ when start.Length >= 512 && start[510] == 0x55 && start[511] == 0xAA => "is a disk image (it has a boot sector)",
            _ => "has no kernel header",
        };
    }

    private static uint Word(ReadOnlySpan<byte> bytes, int at) => at + 4 <= bytes.Length ? BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]) : 0;

    private static string ElfMachine(ushort machine) => machine switch
    {
        3 => "x86 (32 bits)",
        8 => "MIPS",
        20 or 21 => "PowerPC",
        22 => "s390",
        40 => "Arm (32 bits)",
        62 => "x86-64",
        183 => "AArch64 (a vmlinux? its Image is made by objcopy -O binary)",
        243 => "RISC-V",
        258 => "LoongArch",
        _ => $"machine number {machine}",
    };
}
