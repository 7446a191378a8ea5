using System.Diagnostics;
using Armillary.Backends.Char;
using Armillary.Machine;
using Xunit;

namespace Armillary.Conformance.Levels;

/// <summary>
/// levels.c, bare metal at EL2, on this machine and on QEMU's: what each trap bit of HCR_EL2, MDCR_EL2, CPTR_EL2 and CNTHCTL_EL2 traps of a hundred instructions at
/// EL0 and EL1, with which syndrome; what the names of the Virtualization Host Extensions mean; and what AT, loads, stores and fetches make of random tables of both stages.
/// </summary>
public sealed class LevelsTests
{
    /// <summary>The lines that levels.c prints, less what a change of it may add or take away: a machine that prints next to nothing agrees with nobody.</summary>
    private const int LeastLines = 6000;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static bool IsAvailable => Has("aarch64-linux-gnu-gcc") && Has("qemu-system-aarch64");

    [Theory]
    [InlineData("neoverse-n1", "jit")]
    [InlineData("max", "jit")]
    [InlineData("cortex-a72", "jit")]
    [InlineData("max", "interpreter")]
    public async Task EL2_traps_translates_and_reports_as_QEMU_does(string cpu, string engine)
    {
        Assert.True(IsAvailable, "aarch64-linux-gnu-gcc or qemu-system-aarch64 is missing: ./test installs them");
        string image = Build();
        Task<string[]> reference = RunReference(image, cpu);
        string[] actual = RunMachine(image, cpu, engine);
        string[] expected = await reference;
        Assert.True(expected.Length > LeastLines, $"QEMU printed {expected.Length} lines");
        for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            Assert.True(expected[i] == actual[i], $"line {i + 1}: expected '{expected[i]}', actual '{actual[i]}'");
        }

        Assert.Equal(expected.Length, actual.Length);
    }

    private static string[] RunMachine(string image, string cpu, string engine)
    {
        var console = new MemoryChar();
        using var machine = new Armillary.Machine.Machine(new MachineConfig { Kernel = image, Cpu = cpu, El2 = true, Engine = engine, Console = console });
        machine.Start();
        Assert.Equal(ExitReason.PoweredOff, machine.WaitForExit(Limit)?.Reason);
        return Lines(console.Text);
    }

    private static async Task<string[]> RunReference(string image, string cpu)
    {
        var info = new ProcessStartInfo("qemu-system-aarch64", ["-M", "virt,virtualization=on,gic-version=3", "-cpu", cpu, "-m", "512", "-nographic", "-nodefaults", "-serial", "stdio", "-kernel", image])
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

    private static string Build()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Levels"), image = Path.Combine(folder, $"levels.{Environment.ProcessId}.bin");
        if (!File.Exists(image))
        {
            string program = image + ".elf";
            Run("aarch64-linux-gnu-gcc", "-O1", "-march=armv8.2-a", "-ffreestanding", "-nostdlib", "-fno-stack-protector", "-mgeneral-regs-only", "-fno-pic", "-mstrict-align", "-static",
                "-Wl,--build-id=none,-N,-e,0,-z,max-page-size=65536,--no-warn-rwx-segments", "-T", Path.Combine(folder, "levels.ld"), "-o", program, Path.Combine(folder, "levels.c"));
            Run("aarch64-linux-gnu-objcopy", "-O", "binary", program, image);
        }

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
