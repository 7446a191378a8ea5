using System.Numerics;
using Armillary.Ir.Numerics;

namespace Armillary.Arm.Sve;

/// <summary>
/// Arithmetic of doubles and singles by the host where nothing but the number can come of it: FPCR has no mode besides rounding to nearest, the cumulative bit of inexact results is
/// set already, and the result is a normal number, so that there was neither overflow, underflow nor a NaN. Anything else is done bit for bit.
/// </summary>
internal static class QuickFloat
{
    /// <summary>FPCR.AHP, DN, FZ, RMode, FZ16.</summary>
    private const uint Modes = 0x07C8_0000;

    public static ulong Add(ulong op1, ulong op2, int N, ref FPContext context) => Quickly<Addition>(op1, op2, N, ref context);

    public static ulong Sub(ulong op1, ulong op2, int N, ref FPContext context) => Quickly<Subtraction>(op1, op2, N, ref context);

    public static ulong Mul(ulong op1, ulong op2, int N, ref FPContext context) => Quickly<Multiplication>(op1, op2, N, ref context);

    public static ulong Div(ulong op1, ulong op2, int N, ref FPContext context) => Quickly<Division>(op1, op2, N, ref context);

    public static ulong MulAdd(ulong addend, ulong op1, ulong op2, int N, ref FPContext context)
    {
        if (IsQuick(N, in context))
        {
            ulong result = N == 64
                ? Bits(Math.FusedMultiplyAdd(BitConverter.UInt64BitsToDouble(op1), BitConverter.UInt64BitsToDouble(op2), BitConverter.UInt64BitsToDouble(addend)))
                : Bits(MathF.FusedMultiplyAdd(BitConverter.UInt32BitsToSingle((uint)op1), BitConverter.UInt32BitsToSingle((uint)op2), BitConverter.UInt32BitsToSingle((uint)addend)));
            if (IsNormal(result, N))
            {
                return result;
            }
        }

        return FP.FPMulAdd(addend, op1, op2, N, ref context);
    }

    public static ulong MulSub(ulong addend, ulong op1, ulong op2, int N, ref FPContext context) => MulAdd(addend, FP.FPNeg(op1, N), op2, N, ref context);

    private static ulong Quickly<TOperation>(ulong op1, ulong op2, int N, ref FPContext context)
        where TOperation : struct, IOperation
    {
        if (IsQuick(N, in context))
        {
            ulong result = N == 64
                ? Bits(TOperation.Host(BitConverter.UInt64BitsToDouble(op1), BitConverter.UInt64BitsToDouble(op2)))
                : Bits(TOperation.Host(BitConverter.UInt32BitsToSingle((uint)op1), BitConverter.UInt32BitsToSingle((uint)op2)));
            if (IsNormal(result, N))
            {
                return result;
            }
        }

        return TOperation.Exact(op1, op2, N, ref context);
    }

    private static bool IsQuick(int N, in FPContext context) => N >= 32 && (context.FPCR & Modes) == 0 && (context.FPSR & FPContext.IXC) != 0;

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);

    private static ulong Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    // Above the smallest: what was rounded up to that one was tiny.
    private static bool IsNormal(ulong result, int N)
    {
        ulong magnitude = FP.FPAbs(result, N), smallest = N == 64 ? 1UL << 52 : 1UL << 23;
        return magnitude > smallest && magnitude < FP.FPInfinity(false, N);
    }

    private interface IOperation
    {
        static abstract T Host<T>(T op1, T op2)
            where T : struct, IBinaryFloatingPointIeee754<T>;

        static abstract ulong Exact(ulong op1, ulong op2, int N, ref FPContext context);
    }

    private readonly struct Addition : IOperation
    {
        public static T Host<T>(T op1, T op2)
            where T : struct, IBinaryFloatingPointIeee754<T> => op1 + op2;

        public static ulong Exact(ulong op1, ulong op2, int N, ref FPContext context) => FP.FPAdd(op1, op2, N, ref context);
    }

    private readonly struct Subtraction : IOperation
    {
        public static T Host<T>(T op1, T op2)
            where T : struct, IBinaryFloatingPointIeee754<T> => op1 - op2;

        public static ulong Exact(ulong op1, ulong op2, int N, ref FPContext context) => FP.FPSub(op1, op2, N, ref context);
    }

    private readonly struct Multiplication : IOperation
    {
        public static T Host<T>(T op1, T op2)
            where T : struct, IBinaryFloatingPointIeee754<T> => op1 * op2;

        public static ulong Exact(ulong op1, ulong op2, int N, ref FPContext context) => FP.FPMul(op1, op2, N, ref context);
    }

    private readonly struct Division : IOperation
    {
        public static T Host<T>(T op1, T op2)
            where T : struct, IBinaryFloatingPointIeee754<T> => op1 / op2;

        public static ulong Exact(ulong op1, ulong op2, int N, ref FPContext context) => FP.FPDiv(op1, op2, N, ref context);
    }
}
