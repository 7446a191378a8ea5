using System.CommandLine;
using Armillary.Cli;
using Armillary.Cli.Commands;
using Armillary.Images;
using Armillary.Machine;

// What the guest's command is given after `--` must not be taken for options here.
int separator = Array.IndexOf(args, "--");
string[] own = separator < 0 ? args : args[..separator];
string[]? guestCommand = separator < 0 ? null : args[(separator + 1)..];

var root = new RootCommand(
    "A virtual 64-bit Arm computer. Start with:\n\n" +
    "  armillary run debian                     a Debian machine, prepared on first use\n" +
    "  armillary run debian -- uname -a         one command in it\n" +
    "  armillary boot --kernel Image --initrd initrd.gz --append console=ttyAMA0")
{
    RunCommand.Create(guestCommand),
    BootCommand.Create(),
    ImageCommand.Create(),
    DumpCommand.Create(),
    DisassembleCommand.Create(),
};

// The words after `armillary` that lead to a command.
static string Words(Symbol symbol) => symbol is RootCommand ? "" : $"{Words(symbol.Parents.First())} {symbol.Name}";

ParseResult parsed = root.Parse(own);
try
{
    if (guestCommand is not null && parsed.CommandResult.Command.Name != "run")
    {
        throw new ConfigurationException("'--' and a command after it belong to 'armillary run IMAGE'");
    }

    if (parsed.Errors.Count != 0)
    {
        Command command = parsed.CommandResult.Command;
        string kind = command.Subcommands.Count == 0 ? "option or argument" : "command";
        string expected = command.Subcommands.Count == 0 ? "" : $"; expected {string.Join(", ", command.Subcommands.Select(c => c.Name))}";
        string wrong = parsed.UnmatchedTokens.Count != 0 ? $"unknown {kind} '{parsed.UnmatchedTokens[0]}'{expected}" : parsed.Errors[0].Message.TrimEnd('.') + expected;
        throw new ConfigurationException($"{wrong} (see armillary{Words(command)} --help)");
    }

    return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (ConfigurationException e)
{
    Console.Error.WriteLine($"armillary: {e.Message.ReplaceLineEndings(" ")}");
    return ExitStatus.Wrong;
}
catch (Exception e) when (e is IOException or ImageException)
{
    Console.Error.WriteLine($"armillary: {e.Message.ReplaceLineEndings(" ")}");
    return ExitStatus.Wrong;
}
