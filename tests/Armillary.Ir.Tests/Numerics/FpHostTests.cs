using Armillary.Ir.Numerics;
using Xunit;

namespace Armillary.Ir.Tests.Numerics;

/// <summary>In the default mode, numbers agree with the host's own IEEE arithmetic.</summary>
public class FpHostTests
{
    private const int Vectors = 200_000;

    [Fact]
    public void Double_arithmetic_agrees_with_the_host()
    {
        FpVectors vectors = new(7);
        FPContext context = new(0);
        for (int i = 0; i < Vectors; i++)
        {
            (ulong x, ulong y, ulong z) = vectors.Vector(i);
            double a = BitConverter.UInt64BitsToDouble(x), b = BitConverter.UInt64BitsToDouble(y), c = BitConverter.UInt64BitsToDouble(z);
            Same(a + b, FP.FPAdd(x, y, 64, ref context));
            Same(a - b, FP.FPSub(x, y, 64, ref context));
            Same(a * b, FP.FPMul(x, y, 64, ref context));
            Same(a / b, FP.FPDiv(x, y, 64, ref context));
            Same(Math.Sqrt(a), FP.FPSqrt(x, 64, ref context));
            Same(Math.FusedMultiplyAdd(a, b, c), FP.FPMulAdd(z, x, y, 64, ref context));
            Same((float)a, FP.FPConvert(x, FPRounding.TIEEVEN, 64, 32, ref context));
            Same((long)x, FP.FixedToFP(x, 0, false, FPRounding.TIEEVEN, 64, 64, ref context));
        }
    }

    [Fact]
    public void Single_arithmetic_agrees_with_the_host()
    {
        FpVectors vectors = new(8);
        FPContext context = new(0);
        for (int i = 0; i < Vectors; i++)
        {
            (ulong x, ulong y, ulong z) = vectors.Vector(i);
            (x, y, z) = ((uint)x, (uint)y, (uint)z);
            float a = BitConverter.UInt32BitsToSingle((uint)x), b = BitConverter.UInt32BitsToSingle((uint)y), c = BitConverter.UInt32BitsToSingle((uint)z);
            Same(a + b, FP.FPAdd(x, y, 32, ref context));
            Same(a - b, FP.FPSub(x, y, 32, ref context));
            Same(a * b, FP.FPMul(x, y, 32, ref context));
            Same(a / b, FP.FPDiv(x, y, 32, ref context));
            Same(MathF.Sqrt(a), FP.FPSqrt(x, 32, ref context));
            Same(MathF.FusedMultiplyAdd(a, b, c), FP.FPMulAdd(z, x, y, 32, ref context));
            Same((double)a, FP.FPConvert(x, FPRounding.TIEEVEN, 32, 64, ref context));
        }
    }

    [Fact]
    public void FJCVTZS_of_a_flushed_denormal_is_zero_and_clears_Z()
    {
        FPContext context = new(1 << 24);
        Assert.Equal(0u, FP.FPToFixedJS(1, out bool z, ref context));
        Assert.False(z);
        Assert.Equal(FPContext.IDC, context.FPSR);
    }

    private static void Same(double expected, ulong actual)
    {
        if (double.IsNaN(expected) ? !double.IsNaN(BitConverter.UInt64BitsToDouble(actual)) : BitConverter.DoubleToUInt64Bits(expected) != actual)
        {
            Assert.Fail($"{BitConverter.DoubleToUInt64Bits(expected):x16} {actual:x16}");
        }
    }

    private static void Same(float expected, ulong actual)
    {
        if (float.IsNaN(expected) ? !float.IsNaN(BitConverter.UInt32BitsToSingle((uint)actual)) : BitConverter.SingleToUInt32Bits(expected) != actual)
        {
            Assert.Fail($"{BitConverter.SingleToUInt32Bits(expected):x8} {actual:x8}");
        }
    }

    private static void Same(long integer, ulong actual) => Same((double)integer, actual);
}
