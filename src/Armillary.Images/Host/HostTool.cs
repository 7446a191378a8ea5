using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Armillary.Images.Host;

/// <summary>A program of the host that an image build calls, found once by name.</summary>
public sealed class HostTool
{
    private static readonly string[] SystemFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin", "/usr/bin", "/bin"];

    // Ctrl-C goes to the tool as well, which may end of it before we have heard of it.
    private static readonly TimeSpan UntilInterruptIsHeard = TimeSpan.FromSeconds(5);

    private readonly string path;

    private HostTool(string name, string path)
    {
        Name = name;
        this.path = path;
    }

    /// <summary>The program's name, as in messages.</summary>
    public string Name { get; }

    /// <summary>Finds a program on PATH or in the system folders, which an ordinary user's PATH often lacks.</summary>
    /// <param name="name">The program's name.</param>
    /// <param name="package">The Debian package that has it, for the message when it is missing.</param>
    /// <exception cref="ImageException">The host has no such program.</exception>
    public static HostTool Find(string name, string package)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (string folder in folders.Concat(SystemFolders))
        {
            string candidate = System.IO.Path.Combine(folder, name);
            if (File.Exists(candidate))
            {
                return new HostTool(name, candidate);
            }
        }

        throw new ImageException($"{name} is needed and is not installed (Debian has it in the package {package})");
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="arguments">Its arguments, passed as they are.</param>
    /// <param name="onLine">Called with each line of standard output.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <param name="environment">Variables to set for it.</param>
    /// <returns>Its exit status and the lines of its standard error.</returns>
    public (int Status, IReadOnlyList<string> Errors) Run(
        IEnumerable<string> arguments, Action<string>? onLine, CancellationToken cancellation, params ReadOnlySpan<KeyValuePair<string, string>> environment)
    {
        using Process process = Start(arguments, redirectInput: false, environment);
        using var registration = cancellation.Register(() => Kill(process));
        var errors = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { Length: > 0 } text)
            {
                lock (errors)
                {
                    errors.Add(text);
                }
            }
        };
        process.BeginErrorReadLine();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            onLine?.Invoke(line);
        }

        process.WaitForExit();
        ThrowIfInterrupted(process.ExitCode, cancellation);
        return (process.ExitCode, errors);
    }

    /// <summary>Runs the program and reads its standard output as bytes.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">Bytes for its standard input; null for none.</param>
    /// <param name="read">Reads the output; what it leaves unread is dropped.</param>
    /// <param name="cancellation">Ends the program.</param>
    /// <exception cref="ImageException">The program failed; the message holds its last word.</exception>
    public void Pipe(IEnumerable<string> arguments, ReadOnlyMemory<byte>? input, Action<Stream> read, CancellationToken cancellation)
    {
        using Process process = Start(arguments, redirectInput: input is not null, []);
        using var registration = cancellation.Register(() => Kill(process));
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        Task feeding = input is { } bytes ? Feed(process, bytes) : Task.CompletedTask;
        try
        {
            Stream output = process.StandardOutput.BaseStream;
            read(output);
            output.CopyTo(Stream.Null);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException)
        {
            // Output that breaks off is what a failed program leaves; its own words say more.
            process.WaitForExit();
            ThrowIfInterrupted(process.ExitCode, cancellation);
            string[] words = errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            throw process.ExitCode != 0 ? Failure(process.ExitCode, words) : new ImageException($"the output of {Name} is damaged: {e.Message}", e);
        }
        catch
        {
            Kill(process);
            throw;
        }
        finally
        {
            process.WaitForExit();
        }

        feeding.Wait(CancellationToken.None);
        ThrowIfInterrupted(process.ExitCode, cancellation);
        if (process.ExitCode != 0)
        {
            throw Failure(process.ExitCode, errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    /// <summary>The exception for a run that failed.</summary>
    /// <param name="status">The exit status.</param>
    /// <param name="errors">The lines of standard error; the last one that says something is quoted.</param>
    public ImageException Failure(int status, IReadOnlyList<string> errors)
    {
        string reason = errors.Select(line => line.Trim()).LastOrDefault(line => line.Length > 0) ?? $"exit status {status}";
        return new ImageException($"{Name} failed: {reason}");
    }

    private static void ThrowIfInterrupted(int status, CancellationToken cancellation)
    {
        if (status != 0)
        {
            cancellation.WaitHandle.WaitOne(UntilInterruptIsHeard);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private static async Task Feed(Process process, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(bytes).ConfigureAwait(false);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended early; its exit status tells.
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended already.
        }
    }

    private Process Start(IEnumerable<string> arguments, bool redirectInput, ReadOnlySpan<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(path)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = redirectInput,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Messages are parsed; and a tool must not ask.
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new ImageException($"{path} cannot be started: {e.Message}", e);
        }
    }
}
