using System.Buffers.Binary;
using System.CommandLine;
using System.Globalization;
using Armillary.Arm.A64.Disassembly;
using Armillary.Machine;

namespace Armillary.Cli.Commands;

/// <summary><c>armillary disassemble FILE|HEX...</c>: A64 code as the manual writes it.</summary>
internal static class DisassembleCommand
{
    public static Command Create()
    {
        var code = new Argument<string[]>("code") { Description = "A file of A64 code, or instruction words of 8 hexadecimal digits", HelpName = "FILE|HEX...", Arity = ArgumentArity.OneOrMore };
        var address = new Option<string>("--address") { Description = "The address of the first instruction (default 0)", HelpName = "HEX" };
        var command = new Command("disassemble", "Print A64 instructions as the Arm manual writes them") { code, address };
        command.SetAction(parsed =>
        {
            string[] arguments = parsed.GetValue(code)!;
            ulong pc = parsed.GetValue(address) is { } text
                ? Hex(text) ?? throw new ConfigurationException($"--address: '{text}' is no address; expected hexadecimal digits")
                : 0;
            if (arguments.Length == 1 && File.Exists(arguments[0]))
            {
                PrintFile(arguments[0], pc);
            }
            else
            {
                PrintWords(arguments, pc);
            }

            return ExitStatus.Success;
        });
        return command;
    }

    private static void PrintFile(string path, ulong pc)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
            var buffer = new byte[1 << 16];
            for (int n; (n = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) >= 4;)
            {
                for (int at = 0; at + 4 <= n; at += 4, pc = unchecked(pc + 4))
                {
                    Print(output, pc, BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(at)));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    private static void PrintWords(string[] words, ulong pc)
    {
        uint[] code = [.. words.Select(word => Hex(word) is { } value and <= uint.MaxValue
            ? (uint)value
            : throw new ConfigurationException($"'{word}' is neither a file nor an instruction word; expected up to 8 hexadecimal digits, such as 91000420"))];
        foreach (uint word in code)
        {
            Print(Console.Out, pc, word);
            pc = unchecked(pc + 4);
        }
    }

    private static void Print(TextWriter output, ulong pc, uint word)
        => output.Write(string.Create(CultureInfo.InvariantCulture, $"{pc:x16}:  {word:x8}  {A64Disassembler.Disassemble(word, pc)}\n"));

    private static ulong? Hex(string text)
        => ulong.TryParse(text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text.AsSpan(2) : text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : null;
}
