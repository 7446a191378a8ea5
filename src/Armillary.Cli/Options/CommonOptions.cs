using System.CommandLine;
using System.Globalization;
using Armillary.Engines;
using Armillary.Images;
using Armillary.Images.Host;
using Armillary.Machine;

namespace Armillary.Cli.Options;

/// <summary>The options that every command has that runs a machine.</summary>
internal sealed class CommonOptions
{
    private readonly Option<string> cpus = new("--cpus", "--smp") { Description = "How many vCPUs, 1 to 96 (default 1)", HelpName = "N" };
    private readonly Option<string> memory = new("--memory", "-m") { Description = "The guest's memory, such as 512M (the default) or 2G", HelpName = "SIZE" };
    private readonly Option<bool> mte = new("--mte") { Description = "Give memory allocation tags, and the CPUs the Memory Tagging Extension" };
    private readonly Option<string> sve = new("--sve") { Description = "Give the CPUs the Scalable Vector Extension, with vectors of so many bits at most: 128, 256 or 512", HelpName = "BITS" };
    private readonly Option<string> engine = new("--engine") { Description = "What runs guest code: jit (default), or interpreter (slow, for checking)", HelpName = "jit|interpreter" };
    private readonly Option<string> tier = new("--tier") { Description = "Compile guest code block by block (1) or as regions (2) only; default: blocks first, regions of what is hot", HelpName = "1|2" };
    private readonly Option<string> timeout = new("--timeout") { Description = "Stop after so many seconds, with exit status 124", HelpName = "SECONDS" };
    private readonly Option<string> codeCache = new("--code-cache") { Description = "Where translated code is kept for the next run (default ~/.cache/armillary/code), or off", HelpName = "DIR|off" };
    private readonly Option<string> codeCacheSize = new("--code-cache-size") { Description = $"How much of it is kept (default {SavedCodeOptions.DefaultSizeLimit >> 20}M)", HelpName = "SIZE" };
    private readonly Option<string> transport = new("--transport") { Description = "What carries disks, networks and consoles: pci (default) or mmio", HelpName = "pci|mmio" };
    private readonly Option<string> rootPorts = new("--root-ports") { Description = "How many PCI Express slots there are for devices that come and go, 0 (default) to 31", HelpName = "N" };
    private readonly Option<bool> perfMap = new("--perf-map") { Description = "Write /tmp/perf-PID.map, from which Linux perf names guest code" };
    private readonly Option<bool> stats = new("--stats") { Description = "Print what the engine did, when the machine has stopped" };

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="running">Whether it runs the machine, or only looks at it.</param>
    public CommonOptions(Command command, bool running)
    {
        command.Options.Add(cpus);
        command.Options.Add(memory);
        command.Options.Add(mte);
        command.Options.Add(sve);
        command.Options.Add(transport);
        command.Options.Add(rootPorts);
        if (running)
        {
            command.Options.Add(engine);
            command.Options.Add(tier);
            command.Options.Add(codeCache);
            command.Options.Add(codeCacheSize);
            command.Options.Add(timeout);
            command.Options.Add(stats);
            command.Options.Add(perfMap);
        }
    }

    /// <summary>Whether <c>--stats</c> is given.</summary>
    public bool Stats(ParseResult parsed) => parsed.GetValue(stats);

    /// <summary>The value of <c>--timeout</c>; null: none.</summary>
    public TimeSpan? Timeout(ParseResult parsed)
    {
        string? text = parsed.GetValue(timeout);
        if (text is null)
        {
            return null;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds is > 0 and < 1e9
            ? TimeSpan.FromSeconds(seconds)
            : throw new ConfigurationException($"--timeout: '{text}' is no time; expected seconds, such as 60 or 0.5");
    }

    /// <summary>The part of a configuration that these options tell.</summary>
    public MachineConfig Build(ParseResult parsed, string defaultMemory = "512M", int defaultCpus = 1) => new()
    {
        Cpus = Integer("--cpus", parsed.GetValue(cpus) ?? defaultCpus.ToString(CultureInfo.InvariantCulture), "1 to 96"),
        Memory = Size.Parse("--memory", parsed.GetValue(memory) ?? defaultMemory),
        MemoryTagging = parsed.GetValue(mte),
        VectorLength = parsed.GetValue(sve) is { } bits ? LengthOf(bits) : 0,
        Engine = parsed.GetValue(engine) ?? "jit",
        Tier = parsed.GetValue(tier) is { } text ? Integer("--tier", text, "1 or 2") : null,
        SavedCode = SavedCode(parsed.GetValue(codeCache), parsed.GetValue(codeCacheSize)),
        Transport = parsed.GetValue(transport) ?? "pci",
        RootPorts = Integer("--root-ports", parsed.GetValue(rootPorts) ?? "0", "0 to 31"),
        PerfMap = parsed.GetValue(perfMap),
        CountInstructions = parsed.GetValue(stats),
        Diagnostics = line => Console.Error.WriteLine("armillary: " + line),
    };

    private static SavedCodeOptions? SavedCode(string? folder, string? size)
    {
        long limit = size is null ? SavedCodeOptions.DefaultSizeLimit : (long)Math.Min(long.MaxValue, Size.Parse("--code-cache-size", size));
        folder = folder switch
        {
            "off" => null,
            "" => throw new ConfigurationException("--code-cache: '' is no folder; expected a folder, or off"),
            null => UsersFolder(),
            _ => Path.GetFullPath(folder),
        };
        return folder is null ? null : new SavedCodeOptions { Folder = folder, SizeLimit = limit, Warn = line => Console.Error.WriteLine("armillary: " + line) };
    }

    private static string? UsersFolder()
    {
        try
        {
            return Path.Combine(CacheDirectory.ForUser().Root, "code");
        }
        catch (ImageException)
        {
            return null; // without a home nothing is kept, and a machine runs as well
        }
    }

    // None is what leaving the option out says.
    private static int LengthOf(string bits) => Integer("--sve", bits, "128, 256 or 512") is > 0 and var length
        ? length
        : throw new ConfigurationException("--sve: no vectors of 0 bits; expected 128, 256, 512");

    /// <summary>A whole number, or a message that says what was expected.</summary>
    public static int Integer(string option, string text, string expected)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw new ConfigurationException($"{option}: '{text}' is no number; expected {expected}");
}
