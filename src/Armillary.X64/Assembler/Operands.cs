#pragma warning disable CS1591 // The names are the Intel manual's.
namespace Armillary.X64.Assembler;

/// <summary>General registers by their encoding.</summary>
internal static class Gpr
{
    public const int RAX = 0, RCX = 1, RDX = 2, RBX = 3, RSP = 4, RBP = 5, RSI = 6, RDI = 7;
    public const int R8 = 8, R9 = 9, R10 = 10, R11 = 11, R12 = 12, R13 = 13, R14 = 14, R15 = 15;
}

/// <summary>A memory operand: base + index * scale + displacement, or an absolute address reached relative to RIP.</summary>
internal readonly struct Mem
{
    public readonly int Base;
    public readonly int Index;
    public readonly int ScaleLog2;
    public readonly int Displacement;
    public readonly nint Target;

    public Mem(int @base, int displacement = 0)
    {
        Base = @base;
        Index = -1;
        Displacement = displacement;
    }

    public Mem(int @base, int index, int displacement, int scaleLog2 = 0)
    {
        Base = @base;
        Index = index;
        Displacement = displacement;
        ScaleLog2 = scaleLog2;
    }

    private Mem(nint target)
    {
        Base = -1;
        Index = -1;
        Target = target;
    }

    /// <summary>What lies at an address of the executable mapping.</summary>
    public static Mem At(nint target) => new(target);
}

/// <summary>The two-operand arithmetic group, by its encoding.</summary>
internal enum Alu
{
    Add, Or, Adc, Sbb, And, Sub, Xor, Cmp,
}

/// <summary>The shift group, by its encoding.</summary>
internal enum Shift
{
    Rol = 0, Ror = 1, Shl = 4, Shr = 5, Sar = 7,
}

/// <summary>The one-operand group F7, by its encoding.</summary>
internal enum Unary
{
    Not = 2, Neg = 3, Mul = 4, Imul = 5, Div = 6, Idiv = 7,
}

/// <summary>Host conditions, by their encoding; the lowest bit inverts.</summary>
internal enum Cc
{
    O, NO, B, AE, E, NE, BE, A, S, NS, P, NP, L, GE, LE, G,
}
