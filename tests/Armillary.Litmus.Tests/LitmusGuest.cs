using System.Diagnostics;
using System.Globalization;
using Armillary.Backends.Char;
using Armillary.Machine;

namespace Armillary.Litmus.Tests;

using Machine = Armillary.Machine.Machine;

/// <summary>Assembles <c>guest/litmus.S</c> for one test and runs it on a machine.</summary>
internal static class LitmusGuest
{
    private const string Tools = "aarch64-linux-gnu-";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Runs a test.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="test">Its number in the source.</param>
    /// <param name="cpus">How many vCPUs.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <returns>How often each outcome was seen.</returns>
    public static IReadOnlyDictionary<int, uint> Run(string engine, int test, int cpus, int rounds)
    {
        string folder = Directory.CreateTempSubdirectory("armillary-litmus").FullName;
        try
        {
            string image = Assemble(folder, test, cpus, rounds);
            using var console = new MemoryChar();
            using var machine = new Machine(new MachineConfig { Engine = engine, Kernel = image, Cpus = cpus, Memory = 64 << 20, Console = console });
            machine.Start();
            MachineExit? exit = machine.WaitForExit(Patience);
            string printed = console.Text;
            return exit?.Reason == ExitReason.PoweredOff && printed.EndsWith('.')
                ? printed[..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Split(':')).ToDictionary(
                    pair => int.Parse(pair[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture),
                    pair => uint.Parse(pair[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
                : throw new InvalidOperationException($"the guest ended with {exit?.Reason.ToString() ?? "nothing in time"} and printed '{printed}'");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Assemble(string folder, int test, int cpus, int rounds)
    {
        string source = Path.Combine(AppContext.BaseDirectory, "guest", "litmus.S");
        string entry = Path.Combine(folder, "litmus.o"), linked = Path.Combine(folder, "litmus.elf"), image = Path.Combine(folder, "Image");
        Call("as", "--defsym", $"TEST={test}", "--defsym", $"CPUS={cpus}", "--defsym", $"ROUNDS={rounds}", source, "-o", entry);
        Call("ld", "-Ttext=0x40200000", entry, "-o", linked);
        Call("objcopy", "-O", "binary", linked, image);
        return image;
    }

    private static void Call(string tool, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Tools + tool, arguments) { RedirectStandardError = true })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{tool}: {errors}");
        }
    }
}
