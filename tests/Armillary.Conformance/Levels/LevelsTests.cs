using System.Collections.Concurrent;
using System.Diagnostics;
using Armillary.Backends.Char;
using Armillary.Machine;
using Xunit;

namespace Armillary.Conformance.Levels;

/// <summary>
/// levels.c, bare metal at EL2, on this machine and on QEMU's: what each trap bit of HCR_EL2, MDCR_EL2, CPTR_EL2 and CNTHCTL_EL2 traps of a hundred instructions at
/// EL0 and EL1, with which syndrome; what the names of the Virtualization Host Extensions mean; and what AT, loads, stores and fetches make of random tables of both stages.
/// As firmware it does the same at a Secure EL2, where there are two intermediate address spaces, and looks at where exception returns and interrupts go in each security
/// state, and at what each TLBI forgets there.
/// </summary>
public sealed class LevelsTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("neoverse-n1", "jit")]
    [InlineData("max", "jit")]
    [InlineData("cortex-a72", "jit")]
    [InlineData("max", "interpreter")]
    public Task EL2_traps_translates_and_reports_as_QEMU_does(string cpu, string engine)
    {
        string image = Build(top: 2);
        return Compare(6000, RunReference("virtualization=on", "-kernel", image, cpu), () => RunMachine(new() { Kernel = image, Cpu = cpu, El2 = true, Engine = engine }));
    }

    [Theory]
    [InlineData("neoverse-n1", "jit", 1900)]
    [InlineData("max", "jit", 18000)] // with a Secure EL2
    [InlineData("max", "interpreter", 18000)]
    public Task EL3_and_Secure_EL2_trap_and_translate_as_QEMU_does(string cpu, string engine, int leastLines)
    {
        string image = Build(top: 3);
        return Compare(
            leastLines,
            RunReference("virtualization=on,secure=on", "-bios", image, cpu),
            () => RunMachine(new() { Firmware = image, Cpu = cpu, El2 = true, El3 = true, Engine = engine }));
    }

    [Theory]
    [InlineData("jit", null)]
    [InlineData("jit", 2)]
    [InlineData("interpreter", null)]
    public Task Memory_tags_are_checked_and_reported_as_QEMU_does(string engine, int? tier)
    {
        string image = Build(top: 2, source: "tags");
        return Compare(
            7900,
            RunReference("virtualization=on,mte=on", "-kernel", image, "max"),
            () => RunMachine(new() { Kernel = image, El2 = true, MemoryTagging = true, Engine = engine, Tier = tier }));
    }

    // A machine that prints next to nothing agrees with nobody.
    private static async Task Compare(int leastLines, Task<string[]> reference, Func<string[]> run)
    {
        string[] actual = run();
        string[] expected = await reference;
        Assert.True(expected.Length > leastLines, $"QEMU printed {expected.Length} lines");
        for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            Assert.True(expected[i] == actual[i], $"line {i + 1}: expected '{expected[i]}', actual '{actual[i]}'");
        }

        Assert.Equal(expected.Length, actual.Length);
    }

    internal static string[] RunMachine(MachineConfig config)
    {
        var console = new MemoryChar();
        using var machine = new Armillary.Machine.Machine(config with { Console = console });
        machine.Start();
        Assert.Equal(ExitReason.PoweredOff, machine.WaitForExit(Limit)?.Reason);
        return Lines(console.Text);
    }

    private static async Task<string[]> RunReference(string extensions, string option, string image, string cpu)
    {
        var info = new ProcessStartInfo("qemu-system-aarch64", ["-M", $"virt,gic-version=3,{extensions}", "-cpu", cpu, "-m", "512", "-nographic", "-nodefaults", "-serial", "stdio", option, image])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        using Process process = Process.Start(info)!;
        using var limit = new CancellationTokenSource(Limit);
        await using CancellationTokenRegistration kill = limit.Token.Register(process.Kill);
        return Lines(await process.StandardOutput.ReadToEndAsync());
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Once in a process, whichever class of tests asks first, and never what an earlier process left.
    private static readonly ConcurrentDictionary<(int Top, string Source), Lazy<string>> Built = new();

    internal static string Build(int top, string source = "levels") => Built.GetOrAdd((top, source), t => new Lazy<string>(() => Compile(t.Top, t.Source))).Value;

    private static string Compile(int top, string source)
    {
        Assert.True(Has("aarch64-linux-gnu-gcc") && Has("qemu-system-aarch64"), "aarch64-linux-gnu-gcc or qemu-system-aarch64 is missing: ./test installs them");
        string folder = Path.Combine(AppContext.BaseDirectory, "Levels"), image = Path.Combine(folder, $"{source}{top}.{Environment.ProcessId}.bin");
        string program = image + ".elf";
        Run("aarch64-linux-gnu-gcc", "-O1", $"-DTOP={top}", "-march=armv8.2-a", "-ffreestanding", "-nostdlib", "-fno-stack-protector", "-mgeneral-regs-only", "-fno-pic", "-mstrict-align", "-static",
            "-Wl,--build-id=none,-N,-e,0,-z,max-page-size=65536,--no-warn-rwx-segments", "-T", Path.Combine(folder, "levels.ld"), "-o", program, Path.Combine(folder, source + ".c"));
        Run("aarch64-linux-gnu-objcopy", "-O", "binary", program, image);
        return image;
    }

    private static void Run(string tool, params string[] arguments)
    {
        using Process process = Process.Start(tool, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static bool Has(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(d => File.Exists(Path.Combine(d, tool)));
}
