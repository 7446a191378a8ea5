using System.Text;
using Armillary.Ir;
using Armillary.Ir.Numerics;
using Iced.Intel;
using Xunit;

namespace Armillary.X64.Tests;

public sealed class BlockTests
{
    [Theory]
    [InlineData(1, 3, 4000)]
    [InlineData(2, 12, 3000)]
    [InlineData(3, 60, 800)]
    [InlineData(4, 25, 2000)]
    public void Generated_code_agrees_with_the_interpreter(int seed, int length, int blocks)
        => Compare(seed, length, blocks, r => new RandomBlock(r), false);

    [Theory]
    [InlineData(21, 8, 3000)]
    [InlineData(22, 40, 1000)]
    public void Chains_of_carries_agree(int seed, int length, int blocks)
        => Compare(seed, length, blocks, r => new RandomBlock(r) { Carries = true, Memory = seed == 22 }, false);

    internal static void Compare(int seed, int length, int blocks, Func<Random, RandomBlock> make, bool floatingPoint, HostFeatures? features = null)
    {
        using var compiled = new TestMachine(count: true, features);
        using var interpreted = new TestMachine();
        for (int n = 0; n < blocks; n++)
        {
            int blockSeed = (seed * 1_000_003) + n;
            var random = new Random(blockSeed);
            RandomBlock generator = make(random);
            Block block = generator.Make(random.Next(1, length + 1));
            compiled.Compiler.SitePageArea = (SitePageArea)(n % 3);
            compiled.Compile(block);
            uint fpcr = floatingPoint && random.Next(3) == 0 ? (uint)random.Next(4) << 22 : 0;
            for (int run = 0; run < 3; run++)
            {
                Randomize(generator, compiled, interpreted);
                compiled.FloatingPoint = interpreted.FloatingPoint = new FPContext(fpcr);
                compiled.Run();
                interpreted.Interpret(block);
                string? difference = Difference(compiled, interpreted);
                if (difference is not null)
                {
                    Assert.Fail($"block seed {blockSeed} run {run}: {difference}\n{Dump(block)}\n{Disassemble(compiled)}");
                }
            }
        }
    }

    private static void Randomize(RandomBlock generator, TestMachine a, TestMachine b)
    {
        for (int slot = 0; slot < 64; slot++)
        {
            a.Context.Integer(slot) = b.Context.Integer(slot) = slot == 32 ? FlagsWord.FromNzcv((uint)generator.Random.Next(16)) : generator.Interesting();
        }

        for (int v = 0; v < 32; v++)
        {
            for (int half = 0; half < 2; half++)
            {
                a.Context.Vector(v)[half] = b.Context.Vector(v)[half] = generator.InterestingVector();
            }
        }

        generator.Random.NextBytes(a.Memory.Bytes);
        a.Memory.Bytes.CopyTo(b.Memory.Bytes);
        a.Context.Words.ExclusiveAddress = b.Context.Words.ExclusiveAddress = ulong.MaxValue;
        if (generator.Random.Next(2) == 0)
        {
            a.ClearTlb();
        }
    }

    private static string? Difference(TestMachine a, TestMachine b)
    {
        if (a.Context.Words.Pc != b.Context.Words.Pc)
        {
            return $"PC {a.Context.Words.Pc:X} instead of {b.Context.Words.Pc:X}";
        }

        for (int slot = 0; slot < 64; slot++)
        {
            ulong x = a.Context.Integer(slot), y = b.Context.Integer(slot);
            if (slot == 32)
            {
                x = FlagsWord.ToNzcv((uint)x);
                y = FlagsWord.ToNzcv((uint)y);
            }

            if (x != y)
            {
                return $"slot {slot}: {x:X} instead of {y:X}";
            }
        }

        for (int v = 0; v < 32; v++)
        {
            if (!a.Context.Vector(v).SequenceEqual(b.Context.Vector(v)))
            {
                return $"vector {v}: {a.Context.Vector(v)[1]:X16}{a.Context.Vector(v)[0]:X16} instead of {b.Context.Vector(v)[1]:X16}{b.Context.Vector(v)[0]:X16}";
            }
        }

        if (!a.Memory.Bytes.SequenceEqual(b.Memory.Bytes))
        {
            return "memory";
        }

        return a.FloatingPoint.FPSR != b.FloatingPoint.FPSR ? $"FPSR {a.FloatingPoint.FPSR:X} instead of {b.FloatingPoint.FPSR:X}" : null;
    }

    internal static string Dump(Block block)
    {
        var text = new StringBuilder();
        for (int i = 0; i < block.Count; i++)
        {
            Armillary.Ir.Instruction ins = block[i];
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}: {ins.Type} {ins.Op} sub={ins.Sub} {ins.A} {ins.B} {ins.C} imm={ins.Imm:X}\n");
        }

        return text.ToString();
    }

    internal static unsafe string Disassemble(TestMachine machine)
    {
        var text = new StringBuilder();
        var bytes = new Span<byte>(machine.CodeAt, machine.Compiler.Length).ToArray();
        var decoder = Iced.Intel.Decoder.Create(64, bytes);
        decoder.IP = (ulong)machine.ExecuteAt;
        var formatter = new IntelFormatter();
        var output = new StringOutput();
        while (decoder.IP < (ulong)machine.ExecuteAt + (ulong)bytes.Length)
        {
            Iced.Intel.Instruction instruction = decoder.Decode();
            formatter.Format(instruction, output);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{instruction.IP - (ulong)machine.ExecuteAt:X4} {output.ToStringAndReset()}\n");
        }

        return text.ToString();
    }
}
