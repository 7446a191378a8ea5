using Armillary.Ir;
using Xunit;

namespace Armillary.X64.Tests;

public sealed class VectorBlockTests
{
    private static readonly Op[] ScalarBinary =
    [
        Op.FAdd, Op.FSub, Op.FMul, Op.FDiv, Op.FMax, Op.FMin, Op.FMaxNum, Op.FMinNum, Op.FCompareEqual, Op.FCompareGreater,
        Op.FCompareGreaterEqual,
    ];

    private static readonly Op[] LaneBinary =
    [
        Op.VAdd, Op.VSub, Op.VMul, Op.VCompareEqual, Op.VCompareGreaterSigned, Op.VCompareGreaterUnsigned,
        Op.VCompareGreaterEqualSigned, Op.VCompareGreaterEqualUnsigned, Op.VMaxSigned, Op.VMinSigned, Op.VMaxUnsigned, Op.VMinUnsigned,
        Op.VZip1, Op.VZip2, Op.VUzp1, Op.VUzp2, Op.VTrn1, Op.VTrn2, Op.VAddSaturateSigned, Op.VAddSaturateUnsigned,
        Op.VSubSaturateSigned, Op.VSubSaturateUnsigned, Op.VNeg, Op.VAbs,
    ];

    private static readonly Op[] FloatLanes =
    [
        Op.VFAdd, Op.VFSub, Op.VFMul, Op.VFDiv, Op.VFSqrt, Op.VFNeg, Op.VFAbs, Op.VFMax, Op.VFMin, Op.VFMaxNum, Op.VFMinNum,
        Op.VFCompareEqual, Op.VFCompareGreater, Op.VFCompareGreaterEqual,
    ];

    [Theory]
    [InlineData(11, 4, 3000)]
    [InlineData(12, 25, 1000)]
    public void Vector_code_agrees_with_the_interpreter(int seed, int length, int blocks)
        => BlockTests.Compare(seed, length, blocks, r => new RandomBlock(r) { Memory = false, Vector = Vector }, false);

    [Theory]
    [InlineData(21, 4, 4000)]
    [InlineData(22, 25, 1500)]
    public void Floating_point_code_agrees_with_the_interpreter(int seed, int length, int blocks)
        => BlockTests.Compare(seed, length, blocks, r => new RandomBlock(r) { Memory = false, Floating = true, Vector = Float }, true);

    private static Value Vector(RandomBlock g)
    {
        Random r = g.Random;
        Block b = g.Block;
        int esize = 8 << r.Next(4);
        int size = r.Next(3) == 0 ? 64 : 128;
        int a = g.Pick(IrType.V128).Number, c = g.Pick(IrType.V128).Number;
        int elements = 128 / esize;
        switch (r.Next(16))
        {
            case 0:
                return b.Append(Op.VFromInt, IrType.V128, esize, g.Pick(esize == 64 ? IrType.I64 : IrType.I32).Number);
            case 1:
                return b.Append(Op.VExtract, esize == 64 || r.Next(2) == 0 ? IrType.I64 : IrType.I32, esize, a, imm: r.Next(elements));
            case 2:
                return b.Append(Op.VExtractSigned, esize == 64 || r.Next(2) == 0 ? IrType.I64 : IrType.I32, esize, a, imm: r.Next(elements));
            case 3:
                return b.Append(Op.VInsert, IrType.V128, esize, a, g.Pick(esize == 64 ? IrType.I64 : IrType.I32).Number, imm: r.Next(elements));
            case 4:
                return b.Append(Op.VDup, IrType.V128, esize, g.Pick(esize == 64 ? IrType.I64 : IrType.I32).Number, imm: size);
            case 5:
                return b.Append(Op.VDupElement, IrType.V128, esize, a, imm: size | (r.Next(elements) << 8));
            case 6:
                return b.Append(Op.VZeroUpper, IrType.V128, 8 << r.Next(5), a);
            case 7:
            {
                Op[] logic = [Op.VAnd, Op.VOr, Op.VXor, Op.VAndNot];
                return b.Append(logic[r.Next(4)], IrType.V128, 8, a, c, imm: size);
            }

            case 8:
                return r.Next(2) == 0 ? b.Append(Op.VNot, IrType.V128, 8, a, imm: size)
                    : b.Append(Op.VBitSelect, IrType.V128, 8, a, c, g.Pick(IrType.V128).Number, size);
            case 9:
            {
                Op[] shifts = [Op.VShlImm, Op.VShrImm, Op.VSarImm];
                return b.Append(shifts[r.Next(3)], IrType.V128, esize, a, imm: size | (r.Next(esize + 1) << 8));
            }

            case 10:
                return b.Append(Op.VExtractBytes, IrType.V128, 8, a, c, imm: size | (r.Next(size / 8) << 8));
            case 11:
                return r.Next(2) == 0 ? b.Append(Op.VTable, IrType.V128, 8, a, c, imm: size)
                    : b.Append(r.Next(2) == 0 ? Op.VCountBits : Op.VReverseBits, IrType.V128, 8, a, imm: size);
            case 12:
            {
                esize = 8 << r.Next(3);
                int container = esize << r.Next(1, 4);
                return b.Append(Op.VReverse, IrType.V128, esize, a, imm: size | (Math.Min(container, 64) << 8));
            }

            case 13:
                esize = 8 << r.Next(3);
                return r.Next(2) == 0 ? b.Append(Op.VNarrow, IrType.V128, esize, a, imm: 64)
                    : b.Append(r.Next(2) == 0 ? Op.VWidenSigned : Op.VWidenUnsigned, IrType.V128, esize, a, imm: 128 | (r.Next(2) << 8));
            case 14:
            {
                esize = 8 << r.Next(3);
                Op[] reductions = [Op.VReduceAdd, Op.VReduceMaxSigned, Op.VReduceMinSigned, Op.VReduceMaxUnsigned, Op.VReduceMinUnsigned];
                switch (r.Next(6))
                {
                    case 4:
                    {
                        Op[] narrow = [Op.VNarrowSaturateSigned, Op.VNarrowSaturateUnsigned, Op.VNarrowSaturateSignedToUnsigned];
                        return b.Append(narrow[r.Next(3)], IrType.V128, esize, a, imm: 64);
                    }

                    case 5:
                    {
                        Op[] sha = [Op.VSha256H, Op.VSha256H2, Op.VSha256Su0, Op.VSha256Su1];
                        Op op = sha[r.Next(4)];
                        return b.Append(op, IrType.V128, 32, a, c, op == Op.VSha256Su0 ? -1 : g.Pick(IrType.V128).Number);
                    }

                    case 0:
                        return b.Append(r.Next(2) == 0 ? Op.VMulEvenSigned : Op.VMulEvenUnsigned, IrType.V128, 64, a, c, imm: size);
                    case 1:
                    {
                        Op[] aes = [Op.VAesEncrypt, Op.VAesDecrypt, Op.VAesMixColumns, Op.VAesInverseMixColumns, Op.VMulPolynomialLong];
                        Op op = aes[r.Next(5)];
                        return b.Append(op, IrType.V128, 64, a, op is Op.VAesMixColumns or Op.VAesInverseMixColumns ? -1 : c, imm: 128 | (r.Next(2) << 8));
                    }

                    default:
                        return b.Append(reductions[r.Next(5)], IrType.V128, esize, a, imm: size);
                }
            }

            default:
            {
                Op op = LaneBinary[r.Next(LaneBinary.Length)];
                if (op == Op.VMul && esize == 64)
                {
                    esize = 32;
                }

                if (esize == 64 && op is >= Op.VZip1 and <= Op.VTrn2)
                {
                    size = 128;
                }

                return b.Append(op, IrType.V128, esize, a, op is Op.VNeg or Op.VAbs ? -1 : c, imm: size);
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
            case 12:
                return b.Append(r.Next(2) == 0 ? Op.VIntToF : Op.VFToInt, IrType.V128, esize, a, imm: size | (((r.Next(2) * 16) + r.Next(5)) * 256));
            case 13:
                return r.Next(3) switch
                {
                    0 => b.Append(Op.VFRoundInt, IrType.V128, esize, a, imm: size | ((new[] { 0, 1, 2, 3, 4, 6 }[r.Next(6)] + (r.Next(2) * 8)) * 256)),
                    1 => b.Append(Op.VFConvertLong, IrType.V128, 32, a, imm: 128 | (r.Next(2) << 8)),
                    _ => b.Append(Op.VFConvertNarrow, IrType.V128, 32, a, imm: 64 | (6 << 8)),
                };
            case 0 or 1 or 2:
                return b.Append(ScalarBinary[r.Next(ScalarBinary.Length)], IrType.V128, esize, a, c);
            case 3:
                return b.Append(Op.FSqrt, IrType.V128, esize, a);
            case 4:
                return b.Append(r.Next(2) == 0 ? Op.FNeg : Op.FAbs, IrType.V128, esize, a);
            case 5:
                return b.Append(r.Next(2) == 0 ? Op.FMulAdd : Op.VFMulAdd, IrType.V128, esize, a, c, g.Pick(IrType.V128).Number, size);
            case 6:
                return b.Append(Op.FConvert, IrType.V128, esize, a, imm: 96 - esize);
            case 7:
                return b.Append(Op.FRoundInt, IrType.V128, esize, a, imm: new[] { 0, 1, 2, 3, 4, 6 }[r.Next(6)] | (r.Next(2) * 8));
            case 8:
                return b.Append(Op.FToInt, t, esize, a, imm: r.Next(5) | (r.Next(3) == 0 ? 16 : 0) | (r.Next(8) == 0 ? 3 << 8 : 0));
            case 9:
                return b.Append(Op.IntToF, IrType.V128, esize, g.Pick(t).Number, imm: (r.Next(2) * 16) | (t == IrType.I32 ? 32 : 0) | (r.Next(8) == 0 ? 3 << 8 : 0));
            case 10:
                return b.Append(Op.FCompare, IrType.Flags, esize, a, c, imm: r.Next(2));
            default:
            {
                Op op = FloatLanes[r.Next(FloatLanes.Length)];
                return b.Append(op, IrType.V128, esize, a, op is Op.VFSqrt or Op.VFNeg or Op.VFAbs ? -1 : c, imm: size);
            }
        }
    }
}
