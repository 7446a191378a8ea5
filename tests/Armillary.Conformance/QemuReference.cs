using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Armillary.Conformance;

/// <summary>Runs tests with reference/execute.c under qemu-aarch64.</summary>
public static unsafe class QemuReference
{
    /// <summary>Whether the compiler and the emulator are installed.</summary>
    public static bool IsAvailable { get; } = Has("aarch64-linux-gnu-gcc") && Has("qemu-aarch64");

    /// <summary>The results, in order.</summary>
    public static TestResult[] Run(ReadOnlySpan<TestCase> tests)
    {
        // With SVE the signal frame keeps vectors elsewhere. A record of the program ends before ExceptionClass.
        return Run<TestCase, TestResult>("execute", "max,sve=off,sme=off", tests, (int)Marshal.OffsetOf<TestResult>(nameof(TestResult.ExceptionClass)));
    }

    /// <summary>The results of a program of reference/, in order.</summary>
    public static TResult[] Run<TCase, TResult>(string name, string cpu, ReadOnlySpan<TCase> tests, int size)
        where TCase : unmanaged
        where TResult : unmanaged
    {
        string program = Build(name);
        var info = new ProcessStartInfo("qemu-aarch64") { RedirectStandardInput = true, RedirectStandardOutput = true };
        info.ArgumentList.Add("-cpu");
        info.ArgumentList.Add(cpu);
        info.ArgumentList.Add(program);
        using Process process = Process.Start(info)!;
        byte[] input = MemoryMarshal.AsBytes(tests).ToArray();
        var output = new MemoryStream();
        Task copy = process.StandardOutput.BaseStream.CopyToAsync(output);
        using (Stream stdin = process.StandardInput.BaseStream)
        {
            stdin.Write(input);
        }

        copy.Wait();
        process.WaitForExit();
        var results = new TResult[output.Length / size];
        for (int i = 0; i < results.Length; i++)
        {
            output.GetBuffer().AsSpan(i * size, size).CopyTo(MemoryMarshal.AsBytes(results.AsSpan(i, 1)));
        }

        return results;
    }

    private static string Build(string name)
    {
        string program = Path.Combine(AppContext.BaseDirectory, name + ".aarch64");
        string source = Path.Combine(AppContext.BaseDirectory, "reference", name + ".c");

        // One includes the other.
        if (!File.Exists(program) || Directory.EnumerateFiles(Path.GetDirectoryName(source)!).Any(f => File.GetLastWriteTimeUtc(program) < File.GetLastWriteTimeUtc(f)))
        {
            using Process compiler = Process.Start("aarch64-linux-gnu-gcc", ["-O2", "-static", "-o", program, source]);
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
            {
                throw new InvalidOperationException($"aarch64-linux-gnu-gcc cannot compile {source} (is libc6-dev-arm64-cross installed?)");
            }
        }

        return program;
    }

    private static bool Has(string tool)
        => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(d => File.Exists(Path.Combine(d, tool)));
}
