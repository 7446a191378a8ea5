using System.Globalization;
using Armillary.Ir.Numerics;
using Xunit;

namespace Armillary.Ir.Tests.Numerics;

public class FpOracleTests
{
    private const int VectorsPerMode = 1500;

    /// <summary>Every operation in 24 FPCR settings over 36,000 vectors, results and FPSR, against an independent implementation's hashes.</summary>
    [Fact]
    public void Results_and_status_are_those_of_the_oracle()
    {
        var wrong = new List<string>();
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Numerics", "fp-oracle.txt")))
        {
            string[] part = line.Split(' ');
            FpOperations.Operation operation = FpOperations.Find(part[0]);
            ulong hash = Run(operation, null);
            if (hash != ulong.Parse(part[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            {
                wrong.Add(part[0]);
            }
        }

        // With FP_DETAILS=directory every vector of a wrong row is written there, to compare with what fp-oracle.py's program prints.
        if (Environment.GetEnvironmentVariable("FP_DETAILS") is { } directory)
        {
            foreach (string name in wrong)
            {
                using StreamWriter writer = new(Path.Combine(directory, name));
                Run(FpOperations.Find(name), writer);
            }
        }

        Assert.True(wrong.Count == 0, string.Join(' ', wrong));
    }

    private static ulong Run(FpOperations.Operation operation, StreamWriter? details)
    {
        ulong hash = 0xCBF29CE484222325;
        FpVectors vectors = new(42);
        for (int m = 0; m < 24; m++)
        {
            uint fpcr = FpVectors.Modes[m >> 2] | ((uint)(m & 3) << 22);
            for (int j = 0; j < VectorsPerMode; j++)
            {
                (ulong a, ulong b, ulong c) = vectors.Vector(j);
                FPContext context = new(fpcr);
                ulong r = operation(a, b, c, ref context);
                details?.Write(string.Create(
                    CultureInfo.InvariantCulture, $"{fpcr:x8} {a:x16} {b:x16} {c:x16} -> {r:x16} {context.FPSR:x2}\n"));
                hash = (hash ^ r) * 0x100000001B3;
                hash ^= hash >> 32;
                hash = (hash ^ context.FPSR) * 0x100000001B3;
                hash ^= hash >> 32;
            }
        }

        return hash;
    }
}
