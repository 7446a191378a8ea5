using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Vectors and floating-point scalars, as instructions see them.</summary>
public sealed partial class A64Translator
{
    /// <summary>The element size in bits of a floating-point type field: 0 single, 1 double, 3 half.</summary>
    public static int Esize(int ftype) => ftype == 3 ? 16 : 32 << ftype;

    /// <summary>VFPExpandImm (DDI 0487, shared/functions/vector).</summary>
    public static ulong VFPExpandImm(int imm8, int N)
    {
        int E = N == 16 ? 5 : N == 32 ? 8 : 11;
        ulong sign = (ulong)imm8 >> 7;
        ulong exponent = ((imm8 & 0x40) != 0 ? (1UL << (E - 1)) - 4 : 1UL << (E - 1)) | (((ulong)imm8 >> 4) & 3);
        return (sign << (N - 1)) | (exponent << (N - 1 - E)) | (((ulong)imm8 & 15) << (N - 5 - E));
    }

    /// <summary>A floating-point operation on the low elements; the rest of the result is zero.</summary>
    public Value Scalar(Op op, int esize, Value a, int parameter = 0)
        => Block.Append(op, IrType.V128, esize, a.Number, imm: parameter);

    /// <summary>A floating-point operation on the low elements; the rest of the result is zero.</summary>
    public Value Scalar(Op op, int esize, Value a, Value b)
        => Block.Append(op, IrType.V128, esize, a.Number, b.Number);

    /// <summary>A floating-point operation on the low elements; the rest of the result is zero.</summary>
    public Value Scalar(Op op, int esize, Value a, Value b, Value c)
        => Block.Append(op, IrType.V128, esize, a.Number, b.Number, c.Number);

    /// <summary>A vector operation in an arrangement.</summary>
    public Value Map(Op op, VectorShape T, Value a, int parameter = 0)
        => Block.Append(op, IrType.V128, T.Esize, a.Number, imm: T.Datasize | (parameter << 8));

    /// <summary>A vector operation in an arrangement.</summary>
    public Value Map(Op op, VectorShape T, Value a, Value b, int parameter = 0)
        => Block.Append(op, IrType.V128, T.Esize, a.Number, b.Number, imm: T.Datasize | (parameter << 8));

    /// <summary>A vector operation in an arrangement.</summary>
    public Value Map(Op op, VectorShape T, Value a, Value b, Value c, int parameter = 0)
        => Block.Append(op, IrType.V128, T.Esize, a.Number, b.Number, c.Number, T.Datasize | (parameter << 8));

    /// <summary>A constant in every element.</summary>
    public Value Replicate(ulong element, VectorShape T)
    {
        ulong half = element & (ulong.MaxValue >> (64 - T.Esize));
        for (int size = T.Esize; size < 64; size *= 2)
        {
            half |= half << size;
        }

        return Block.VConst(half, T.Datasize == 128 ? half : 0);
    }
}
