using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Armillary.Arm;
using Armillary.Arm.A64;
using Armillary.Arm.State;
using Armillary.X64;

namespace Armillary.Compare;

/// <summary>The translator alone, over the first MiB of a kernel's code again and again, block after block: decoding, semantics, IR, lowering, encoding.</summary>
internal static unsafe class TranslatorLoop
{
    private const int CodeStart = 0x10000; // behind the image's header and start-up code
    private const int CodeSize = 1 << 20;
    private const int Room = 128 << 20;
    private const int ThunkRoom = 0x1000;

    /// <summary>Prints what a guest instruction costs in the first pass and when nothing changes any more.</summary>
    public static void Run(string kernel)
    {
        byte[] image = File.ReadAllBytes(kernel);
        byte* memory = (byte*)NativeMemory.AlignedAlloc(Room, 4096);
        try
        {
            Console.WriteLine("| pass | guest instructions | IR a guest instruction | ns: decode and IR | ns: code | ns: all |\n|---:|---:|---:|---:|---:|---:|");
            var sites = new SiteTable();
            var compiler = new BlockCompiler(new CompilerOptions(), HostFeatures.Detect(), new Thunks(memory, memory), sites);
            var translator = new A64Translator();
            for (int pass = 1; pass <= 50; pass++)
            {
                Pass(image, memory, translator, compiler, sites, pass is 1 or 50 ? pass : null);
            }
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    private static void Pass(byte[] image, byte* memory, A64Translator translator, BlockCompiler compiler, SiteTable sites, int? show)
    {
        sites.Reset();
        long instructions = 0;
        long operations = 0;
        long lowering = 0;
        int used = ThunkRoom;
        long start = Stopwatch.GetTimestamp();
        for (int at = CodeStart; at < CodeStart + CodeSize;)
        {
            int offset = at & 0xFFF;
            int length = translator.TranslateBlock(image.AsSpan(at, 0x1000 - offset), default, CpuModel.Find("max")!.Features, offset, 64);
            long between = Stopwatch.GetTimestamp();
            _ = compiler.Compile(translator.Block, memory + used, memory + used, 1 << 20, 0, offset);
            lowering += Stopwatch.GetTimestamp() - between;
            used = (used + compiler.Length + 15) & ~15;
            used = used > Room - (2 << 20) ? ThunkRoom : used;
            instructions += length / 4;
            operations += translator.Block.Count;
            at += length;
        }

        double unit = 1e9 / Stopwatch.Frequency / instructions;
        double all = (Stopwatch.GetTimestamp() - start) * unit;
        if (show is not null)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {show} | {instructions:N0} | {(double)operations / instructions:F1} | {all - (lowering * unit):F0} | {lowering * unit:F0} | {all:F0} |"));
        }
    }
}
