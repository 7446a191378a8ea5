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

ParseResult parsed = root.Parse(own);
try
{
    if (guestCommand is not null && parsed.CommandResult.Command.Name != "run")
    {
        throw new ConfigurationException("'--' and a command after it belong to 'armillary run IMAGE'");
    }

    if (parsed.Errors.Count != 0)
    {
        string path = string.Join(' ', parsed.CommandResult.Command is RootCommand ? ["armillary"] : (string[])["armillary", parsed.CommandResult.Command.Name]);
        throw new ConfigurationException($"{parsed.Errors[0].Message.TrimEnd('.')} (see {path} --help)");
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
