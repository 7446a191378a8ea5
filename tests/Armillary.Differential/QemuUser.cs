using System.Diagnostics;

namespace Armillary.Differential;

/// <summary>Runs sequences in runner.S under qemu-aarch64. A second opinion: it has bugs of its own, the manual decides.</summary>
public static class QemuUser
{
    private static readonly Lazy<string> Runner = new(Build);

    /// <summary>The states after each sequence; shorter than the input where the runner was ended by a signal.</summary>
    public static List<SequenceState> Run(IReadOnlyList<(uint[] Words, SequenceState Before)> cases)
    {
        using Process process = Process.Start(new ProcessStartInfo("qemu-aarch64", ["-cpu", "max", Runner.Value])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        Task writer = Task.Run(() =>
        {
            try
            {
                using Stream input = process.StandardInput.BaseStream;
                foreach ((uint[] words, SequenceState before) in cases)
                {
                    input.Write(before.ToRecord(words));
                }
            }
            catch (IOException)
            {
                // The runner has ended; the results so far tell where.
            }
        });

        List<SequenceState> results = [];
        byte[] result = new byte[SequenceState.StateSize + SequenceState.ScratchSize];
        Stream output = process.StandardOutput.BaseStream;
        while (output.ReadAtLeast(result, result.Length, throwOnEndOfStream: false) == result.Length)
        {
            results.Add(SequenceState.FromResult(result));
        }

        writer.Wait();
        process.WaitForExit();
        return results;
    }

    private static string Build()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "runner.S");
        string program = Path.Combine(AppContext.BaseDirectory, $"runner-{Environment.ProcessId}");
        using Process compiler = Process.Start(
            "aarch64-linux-gnu-gcc", ["-nostdlib", "-static", "-march=armv8.5-a", "-Wl,--no-warn-rwx-segments", "-o", program, source]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? program : throw new InvalidOperationException("runner.S does not assemble");
    }
}
