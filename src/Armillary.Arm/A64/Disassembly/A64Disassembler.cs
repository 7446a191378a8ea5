using System.Globalization;

namespace Armillary.Arm.A64.Disassembly;

/// <summary>Prints A64 instructions in the manual's syntax, with the aliases that it prefers.</summary>
public static class A64Disassembler
{
    /// <summary>All features: what a disassembler knows by default.</summary>
    public const Features AllFeatures = (Features)ulong.MaxValue;

    /// <summary>The text of an instruction, or <c>.inst 0x...</c> where the word is not allocated.</summary>
    /// <param name="word">The instruction.</param>
    /// <param name="pc">Its address, for branch targets.</param>
    /// <param name="features">What the CPU announces.</param>
    public static string Disassemble(uint word, ulong pc = 0, Features features = AllFeatures)
    {
        int row = A64Decoder.Find(word, features);
        if (row < 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $".inst 0x{word:x8}");
        }

        var text = new InstructionText();
        A64Printer.Print(row, word, pc, text);
        return text.ToString();
    }
}
