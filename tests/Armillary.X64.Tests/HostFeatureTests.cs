using Armillary.Ir;
using Xunit;

namespace Armillary.X64.Tests;

/// <summary>Operations that few programs use, and those that have instructions of their own on some hosts: with all that this host has, and with each thing masked off in turn.</summary>
public sealed class HostFeatureTests
{
    public static TheoryData<string> Masks => ["", "Aes", "Pclmulqdq", "Sha", "Fma", "F16c", "Aes Pclmulqdq Sha Fma F16c"];

    [Theory]
    [MemberData(nameof(Masks))]
    public void Vector_code_agrees_with_the_interpreter(string masked)
        => BlockTests.Compare(31, 6, 1500, r => new RandomBlock(r) { Memory = false, Vector = Vector }, false, Without(masked));

    [Theory]
    [MemberData(nameof(Masks))]
    public void Floating_point_code_agrees_with_the_interpreter(string masked)
        => BlockTests.Compare(41, 6, 1500, r => new RandomBlock(r) { Memory = false, Floating = true, Vector = Float }, true, Without(masked));

    private static HostFeatures Without(string masked)
    {
        HostFeatures all = HostFeatures.Detect();
        return all with
        {
            Aes = all.Aes && !masked.Contains("Aes", StringComparison.Ordinal),
            Pclmulqdq = all.Pclmulqdq && !masked.Contains("Pclmulqdq", StringComparison.Ordinal),
            Sha = all.Sha && !masked.Contains("Sha", StringComparison.Ordinal),
            Fma = all.Fma && !masked.Contains("Fma", StringComparison.Ordinal),
            F16c = all.F16c && !masked.Contains("F16c", StringComparison.Ordinal),
        };
    }

    private static Value Vector(RandomBlock g)
    {
        Random r = g.Random;
        Block b = g.Block;
        int esize = 8 << r.Next(4);
        int size = r.Next(3) == 0 ? 64 : 128;
        int a = g.Pick(IrType.V128).Number, c = g.Pick(IrType.V128).Number, d = g.Pick(IrType.V128).Number;
        switch (r.Next(14))
        {
            case 0 or 1:
                return b.Append(Op.VShift, IrType.V128, esize, a, c, imm: size | (r.Next(16) << 8));
            case 2:
                // counts that are in range
                return b.Append(Op.VShift, IrType.V128, esize, a, b.Append(Op.VConst, IrType.V128, 0, 0x00FF_00FD, 0x0002_0040, imm: r.Next(-70, 70)).Number, imm: size | (r.Next(2) << 8));
            case 3 or 4:
            {
                Op[] ops = [Op.VAddSaturateSigned, Op.VAddSaturateUnsigned, Op.VSubSaturateSigned, Op.VSubSaturateUnsigned];
                return b.Append(ops[r.Next(4)], IrType.V128, esize, a, c, imm: size);
            }

            case 5:
            {
                Op[] ops = [Op.VNarrowSaturateSigned, Op.VNarrowSaturateUnsigned, Op.VNarrowSaturateSignedToUnsigned];
                return b.Append(ops[r.Next(3)], IrType.V128, 8 << r.Next(3), a, imm: 64);
            }

            case 6:
                return b.Append(Op.VMulHighDoublingSaturate, IrType.V128, 16 << r.Next(2), a, c, imm: size | (r.Next(2) << 8));
            case 7:
            {
                int from = 16 << r.Next(2);
                int x = b.Append(Op.VWidenSigned, IrType.V128, from, a, imm: 128).Number;
                int y = b.Append(Op.VWidenSigned, IrType.V128, from, c, imm: 128 | (r.Next(2) << 8)).Number;
                return b.Append(Op.VMulDoublingSaturate, IrType.V128, from * 2, x, y, imm: 128);
            }

            case 8:
            {
                Op[] ops = [Op.VDotSigned, Op.VDotUnsigned, Op.VDotUnsignedSigned];
                return b.Append(ops[r.Next(3)], IrType.V128, 32, a, c, d, size);
            }

            case 9:
                return b.Append(Op.VFromInt, IrType.V128, 32, b.Append(r.Next(2) == 0 ? Op.Crc32 : Op.Crc32C, IrType.I32, 8 << r.Next(3), g.Pick(IrType.I32).Number, g.Pick(IrType.I32).Number).Number);
            case 10:
                return b.Append(Op.VFromInt, IrType.V128, 32, b.Append(r.Next(2) == 0 ? Op.Crc32 : Op.Crc32C, IrType.I32, 64, g.Pick(IrType.I32).Number, g.Pick(IrType.I64).Number).Number);
            case 11:
            {
                Op[] ops = [Op.VSha1C, Op.VSha1P, Op.VSha1M, Op.VSha1H, Op.VSha1Su0, Op.VSha1Su1, Op.VSha256H, Op.VSha256H2, Op.VSha256Su0, Op.VSha256Su1];
                Op op = ops[r.Next(ops.Length)];
                return b.Append(op, IrType.V128, 32, a, op == Op.VSha1H ? -1 : c, op is Op.VSha1H or Op.VSha1Su1 or Op.VSha256Su0 ? -1 : d);
            }

            case 12:
            {
                Op[] ops = [Op.VSha512H, Op.VSha512H2, Op.VSha512Su0, Op.VSha512Su1];
                Op op = ops[r.Next(ops.Length)];
                return b.Append(op, IrType.V128, 64, a, c, op == Op.VSha512Su0 ? -1 : d);
            }

            default:
            {
                Op[] ops = [Op.VAesEncrypt, Op.VAesDecrypt, Op.VAesMixColumns, Op.VAesInverseMixColumns, Op.VMulPolynomialLong, Op.VTable];
                Op op = ops[r.Next(ops.Length)];
                return op == Op.VTable
                    ? b.Append(op, IrType.V128, 8, a, b.Append(Op.VConst, IrType.V128, 0, r.Next(), r.Next(), imm: r.NextInt64() & 0x1F1F_1F1F_1F1F_1F1F).Number, imm: size)
                    : b.Append(op, IrType.V128, 64, a, op is Op.VAesMixColumns or Op.VAesInverseMixColumns ? -1 : c, imm: 128 | (r.Next(2) << 8));
            }
        }
    }

    private static Value Float(RandomBlock g)
    {
        Random r = g.Random;
        Block b = g.Block;
        int esize = 32 << r.Next(2);
        int size = esize == 32 && r.Next(3) == 0 ? 64 : 128;
        int a = g.Pick(IrType.V128).Number, c = g.Pick(IrType.V128).Number;
        IrType t = r.Next(2) == 0 ? IrType.I64 : IrType.I32;
        switch (r.Next(14))
        {
            case 0:
                return b.Append(Op.FRoundInt, IrType.V128, esize, a, imm: 4 | (r.Next(2) * 8));
            case 1:
                return b.Append(Op.VFRoundInt, IrType.V128, esize, a, imm: size | ((4 | (r.Next(2) * 8)) << 8));
            case 2:
                return b.Append(Op.FToInt, t, esize, a, imm: r.Next(5) | (r.Next(2) * 16) | (r.Next(4) == 0 ? r.Next(1, 33) << 8 : 0));
            case 3:
                return b.Append(Op.IntToF, IrType.V128, esize, g.Pick(t).Number, imm: (r.Next(2) * 16) | (t == IrType.I32 ? 32 : 0) | (r.Next(1, 33) << 8));
            case 4:
                return b.Append(Op.VIntToF, IrType.V128, esize, a, imm: size | (((r.Next(2) * 16) | (r.Next(33) << 8)) << 8));
            case 5:
                return b.Append(Op.VFToInt, IrType.V128, esize, a, imm: size | ((r.Next(5) | (r.Next(2) * 16) | (r.Next(4) == 0 ? r.Next(33) << 8 : 0)) << 8));
            case 6:
                return b.Append(Op.FConvert, IrType.V128, esize, Half(a), imm: 16);
            case 7:
                return b.Append(Op.FConvert, IrType.V128, 16, a, imm: esize);
            case 8:
                return b.Append(Op.VFConvertLong, IrType.V128, 16, r.Next(2) == 0 ? Half(a) : a, imm: 128 | (r.Next(2) << 8));
            case 9:
                return b.Append(Op.VFConvertNarrow, IrType.V128, 16, a, imm: 64 | (6 << 8));
            case 10:
            {
                Op[] ops = [Op.VFRecipStep, Op.VFRSqrtStep, Op.VFMulX, Op.VFRecipEstimate, Op.VFRSqrtEstimate];
                Op op = ops[r.Next(5)];
                return b.Append(op, IrType.V128, esize, a, op is Op.VFRecipEstimate or Op.VFRSqrtEstimate ? -1 : c, imm: r.Next(3) == 0 ? esize : size);
            }

            case 11:
                return b.Append(r.Next(2) == 0 ? Op.FMulAdd : Op.VFMulAdd, IrType.V128, esize, a, c, g.Pick(IrType.V128).Number, size);
            case 12:
            {
                Op[] ops = [Op.FAdd, Op.FSub, Op.FMul, Op.FDiv, Op.FSqrt];
                Op op = ops[r.Next(5)];
                return b.Append(op, IrType.V128, 16, Half(a), op == Op.FSqrt ? -1 : Half(c));
            }

            default:
            {
                Op[] ops = [Op.VFAdd, Op.VFSub, Op.VFMul, Op.VFDiv, Op.VFSqrt];
                Op op = ops[r.Next(5)];
                return b.Append(op, IrType.V128, 16, Half(a), op == Op.VFSqrt ? -1 : Half(c), imm: size);
            }
        }

        // Numbers with half the bits: their exponents are those of half precision more often than random ones'.
        int Half(int v) => r.Next(3) == 0 ? v : b.Append(Op.VFConvertNarrow, IrType.V128, 16, v, imm: 64 | (6 << 8)).Number;
    }
}
