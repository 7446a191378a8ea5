using System.Diagnostics;

namespace Armillary.Cli.Tests;

/// <summary>One run of the command line as a process of its own.</summary>
internal sealed record CommandLine(int Status, string Output, string Error)
{
    public static CommandLine Run(params string[] arguments) => RunFor(TimeSpan.FromMinutes(1), arguments);

    public static CommandLine RunFor(TimeSpan limit, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "armillary.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(limit))
        {
            process.Kill();
            throw new TimeoutException($"armillary {string.Join(' ', arguments)} did not end");
        }

        return new CommandLine(process.ExitCode, output, error.Result);
    }
}
