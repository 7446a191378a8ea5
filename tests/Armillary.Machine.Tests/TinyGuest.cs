using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Armillary.Machine.Tests;

/// <summary>Kernels of a few instructions: an Image header and code, put together from pieces.</summary>
internal static class TinyGuest
{
    private const int HeaderSize = 64;

    /// <summary>PSCI SYSTEM_OFF.</summary>
    public static readonly uint[] PowerOff = Psci(8);

    /// <summary>PSCI SYSTEM_RESET.</summary>
    public static readonly uint[] Restart = Psci(9);

    /// <summary>PSCI CPU_OFF.</summary>
    public static readonly uint[] CpuOff = Psci(2);

    /// <summary><c>b .</c></summary>
    public static readonly uint[] Spin = [0x1400_0000];

    /// <summary><c>wfi; b .-4</c></summary>
    public static readonly uint[] Sleep = [0xD503_207F, 0x17FF_FFFF];

    /// <summary>Goes on only if X0 points at a device tree: <c>ldr w3, [x0]; rev w3, w3; mov w4, #0xd00dfeed; cmp w3, w4; b.ne .</c></summary>
    public static readonly uint[] CheckDeviceTree = [0xB940_0003, 0x5AC0_0863, 0x52BA_01A4, 0x729F_DDA4, 0x6B04_007F, 0x5400_0001];

    /// <summary>Starts CPU 1 right behind this piece with X0 = 'B'; CPU 0 sleeps.</summary>
    public static readonly uint[] GoOnAsCpu1 = [0x52B8_8000, 0x7280_0060, 0xD280_0021, 0x1000_00A2, 0xD280_0843, 0xD400_0002, .. Sleep];

    /// <summary>Prints the low byte of X0: <c>mov x1, #0x9000000; strb w0, [x1]</c>.</summary>
    public static readonly uint[] PrintX0 = [0xD2A1_2001, 0x3900_0020];

    /// <summary>Prints a character.</summary>
    public static uint[] Print(char character) => [0xD2A1_2001, 0x5280_0002 | ((uint)character << 5), 0x3900_0022];

    /// <summary>Skips the next <paramref name="count"/> instructions if this was here before: a word of RAM at 0x40800000 tells.</summary>
    public static uint[] SkipIfBeenHere(int count)
        => [0xD2A8_1005, 0xB940_00A6, 0x5280_0027, 0xB900_00A7, 0x3500_0006 | ((uint)(count + 1) << 5)];

    /// <summary>A kernel file of these pieces.</summary>
    public static TemporaryFile Kernel(params uint[][] pieces)
    {
        uint[] code = [.. pieces.SelectMany(p => p)];
        var image = new byte[HeaderSize + (code.Length * 4)];
        BinaryPrimitives.WriteUInt32LittleEndian(image, 0x1400_0000 | (HeaderSize / 4));
        BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(16), 0x1000);
        "ARM\x64"u8.CopyTo(image.AsSpan(56));
        MemoryMarshal.AsBytes(code.AsSpan()).CopyTo(image.AsSpan(HeaderSize));
        return new TemporaryFile(image);
    }

    private static uint[] Psci(uint function) => [0x52B0_8000, 0x7280_0000 | (function << 5), 0xD400_0002];
}
