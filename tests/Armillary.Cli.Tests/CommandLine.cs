using System.Diagnostics;

namespace Armillary.Cli.Tests;

/// <summary>One run of the command line as a process of its own.</summary>
internal sealed record CommandLine(int Status, string Output, string Error)
{
    public static CommandLine Run(params string[] arguments) => RunFor(TimeSpan.FromMinutes(1), arguments);

    public static CommandLine RunFor(TimeSpan limit, params string[] arguments) => RunProgram("dotnet", limit, [Program, .. arguments]);

    /// <summary>The command line, for <c>dotnet</c>.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "armillary.dll");

    /// <summary>A run that is under way; nobody reads what it prints.</summary>
    public static Process Start(params string[] arguments) => Start("dotnet", [Program, .. arguments]);

    /// <summary>A run of another program, which runs the command line.</summary>
    public static CommandLine RunProgram(string program, TimeSpan limit, string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(limit))
        {
            process.Kill();
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end");
        }

        return new CommandLine(process.ExitCode, output, error.Result);
    }

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
