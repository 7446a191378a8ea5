using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Xunit;

namespace Armillary.Cli.Tests;

/// <summary>The script <c>./armillary</c>, with a stand-in for the SDK that leaves a server behind, as the compiler does.</summary>
[SupportedOSPlatform("linux")]
public sealed class LauncherTests : IDisposable
{
    private const string Sdk = """
        #!/bin/bash
        while [[ $1 != -o ]]; do shift; done
        sleep 60 </dev/null >/dev/null 2>&1 &
        echo $! >> servers
        sleep 0.5
        [[ ! -e broken ]] || { echo "X.cs(1,1): error CS1002: ; expected"; exit 1; }
        mkdir -p "$2"
        printf '#!/bin/sh\necho "ran $*"\n' > "$2/armillary"
        chmod +x "$2/armillary"
        """;

    private readonly string root = Directory.CreateTempSubdirectory("armillary-launcher").FullName;

    public LauncherTests()
    {
        string repository = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(repository, "Armillary.slnx")))
        {
            repository = Path.GetDirectoryName(repository)!;
        }

        File.Copy(Path.Combine(repository, "armillary"), Path.Combine(root, "armillary"));
        Directory.CreateDirectory(Path.Combine(root, "src"));
        foreach (string source in new[] { "src/X.cs", "Directory.Build.props", "global.json" })
        {
            File.WriteAllText(Path.Combine(root, source), "");
        }

        string sdk = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "bin")).FullName, "dotnet");
        File.WriteAllText(sdk, Sdk + "\n");
        File.SetUnixFileMode(sdk, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string Servers => Path.Combine(root, "servers");

    private int Builds => File.Exists(Servers) ? File.ReadAllLines(Servers).Length : 0;

    [Fact]
    public void Two_that_start_at_once_build_once()
    {
        (int Status, string Output, string Error)[] runs = new (int, string, string)[3];
        Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = runs.Length }, i => runs[i] = Launch("x"));
        Assert.All(runs, run => Assert.Equal((0, "ran x\n"), (run.Status, run.Output)));
        Assert.Equal(1, Builds);
    }

    [Fact]
    public void It_builds_again_when_a_source_has_changed_and_only_then()
    {
        Assert.Equal(0, Launch().Status);
        Assert.Equal(0, Launch().Status);
        Assert.Equal(1, Builds);
        File.SetLastWriteTimeUtc(Path.Combine(root, "src/X.cs"), File.GetLastWriteTimeUtc(Servers) + TimeSpan.FromSeconds(5));
        Assert.Equal(0, Launch().Status);
        Assert.Equal(2, Builds);
    }

    [Fact]
    public void A_build_that_fails_is_told_with_the_compilers_words_and_status_2()
    {
        File.WriteAllText(Path.Combine(root, "broken"), "");
        (int status, string output, string error) = Launch();
        Assert.Equal((2, ""), (status, output));
        Assert.Contains("CS1002", error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        foreach (string server in File.ReadAllLines(Servers))
        {
            try
            {
                Process.GetProcessById(int.Parse(server, CultureInfo.InvariantCulture)).Kill();
            }
            catch (ArgumentException)
            {
                // It has ended.
            }
        }

        Directory.Delete(root, recursive: true);
    }

    private (int Status, string Output, string Error) Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(root, "armillary"), arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = root,
        };
        start.Environment["PATH"] = $"{root}/bin:{start.Environment["PATH"]}";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(20)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("./armillary waits for something that does not come");
        }

        return (process.ExitCode, output.Result, error.Result);
    }
}
