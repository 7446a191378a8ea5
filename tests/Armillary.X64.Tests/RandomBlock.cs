using Armillary.Ir;

namespace Armillary.X64.Tests;

/// <summary>Makes random blocks that exercise a set of operations with values that flow between them.</summary>
public sealed partial class RandomBlock(Random random)
{
    private static readonly Op[] Binary =
    [
        Op.Add, Op.Sub, Op.And, Op.Or, Op.Xor, Op.AndNot, Op.Shl, Op.Shr, Op.Sar, Op.Ror, Op.Mul, Op.DivSigned, Op.DivUnsigned,
        Op.SignedMax, Op.SignedMin, Op.UnsignedMax, Op.UnsignedMin, Op.MulHighSigned, Op.MulHighUnsigned,
    ];

    private static readonly Op[] Unary =
    [
        Op.Not, Op.Neg, Op.CountLeadingZeros, Op.CountLeadingSigns, Op.ReverseBits, Op.ReverseBytes, Op.ReverseBytes16,
        Op.ReverseBytes32,
    ];

    private static readonly Op[] Atomics =
    [
        Op.AtomicAdd, Op.AtomicAnd, Op.AtomicOr, Op.AtomicXor, Op.AtomicSignedMax, Op.AtomicSignedMin, Op.AtomicUnsignedMax,
        Op.AtomicUnsignedMin, Op.AtomicSwap, Op.CompareAndSwap,
    ];

    private Value? lastAddress;
    private readonly Dictionary<IrType, List<Value>> values = [];

    public Block Block { get; } = new();

    public bool Memory { get; init; } = true;

    public Func<RandomBlock, Value>? Vector { get; init; }

    public Random Random => random;

    public Block Make(int length)
    {
        Block.Clear();
        lastAddress = null;
        foreach (IrType type in Enum.GetValues<IrType>())
        {
            values[type] = [];
        }

        for (int n = 0; n < length; n++)
        {
            Block.Append(Op.GuestInstruction, IrType.Void, imm: n * 4);
            Block.GuestInstructions++;
            for (int k = random.Next(1, 4); k > 0; k--)
            {
                if (Carries && random.Next(5) != 0)
                {
                    Link();
                }
                else
                {
                    Step();
                }
            }
        }

        switch (random.Next(4))
        {
            case 0:
                Block.Append(Op.GotoIndirect, IrType.Void, random.Next(4), Pick(IrType.I64).Number);
                break;
            case 1:
                Block.Call(9, CallFlags.None, Pick(IrType.I64));
                Block.Append(Op.Leave, IrType.Void);
                break;
            default:
                Block.Append(Op.Goto, IrType.Void, imm: random.Next(-4, 8) * 4);
                break;
        }

        return Block;
    }

    public ulong Interesting() => random.Next(8) switch
    {
        0 => 0,
        1 => ulong.MaxValue,
        2 => 1UL << random.Next(64),
        3 => (1UL << random.Next(64)) - 1,
        4 => (ulong)(long)random.Next(-200, 200),
        5 => (uint)random.NextInt64(),
        6 => 0x8000_0000_8000_0000 >> random.Next(2),
        _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
    };

    public bool Floating { get; init; }

    public ulong InterestingVector()
    {
        if (!Floating)
        {
            return Interesting();
        }

        return random.Next(3) == 0 ? ((ulong)InterestingSingle() << 32) | InterestingSingle() : InterestingDouble();
    }

    private ulong InterestingDouble()
    {
        ulong sign = (ulong)random.Next(2) << 63;
        ulong magnitude = random.Next(12) switch
        {
            0 => 0UL,
            1 => 0x7FF0_0000_0000_0000UL,
            2 => 0x7FF8_0000_0000_0000UL + (uint)random.Next(100),
            3 => 0x7FF0_0000_0000_0001UL + (uint)random.Next(100),
            4 => 0x0010_0000_0000_0000UL - 3 + (ulong)random.Next(6),
            5 => (ulong)random.Next(1, 1000),
            6 => BitConverter.DoubleToUInt64Bits(random.Next(100)),
            7 => BitConverter.DoubleToUInt64Bits(random.Next(100) + 0.5),
            8 => BitConverter.DoubleToUInt64Bits(Math.Pow(2, random.Next(30, 65)) * (1 + (random.NextDouble() / 4))),
            9 => BitConverter.DoubleToUInt64Bits(Math.Pow(2, random.Next(-540, -480)) * (1 + random.NextDouble())),
            10 => BitConverter.DoubleToUInt64Bits(float.MinValue * random.NextDouble() * 2) & 0x7FFF_FFFF_FFFF_FFFFUL,
            _ => (ulong)random.NextInt64() & 0x7FFF_FFFF_FFFF_FFFFUL,
        };
        return sign | magnitude;
    }

    private uint InterestingSingle()
    {
        uint sign = (uint)random.Next(2) << 31;
        uint magnitude = random.Next(9) switch
        {
            0 => 0u,
            1 => 0x7F80_0000,
            2 => 0x7FC0_0000u + (uint)random.Next(100),
            3 => 0x7F80_0001 + (uint)random.Next(100),
            4 => 0x0080_0000u - 3 + (uint)random.Next(6),
            5 => BitConverter.SingleToUInt32Bits(random.Next(100) + 0.5f),
            6 => BitConverter.SingleToUInt32Bits((float)Math.Pow(2, random.Next(30, 65))),
            7 => BitConverter.SingleToUInt32Bits((float)(Math.Pow(2, random.Next(-70, -60)) * (1 + random.NextDouble()))),
            _ => (uint)random.Next(),
        };
        return sign | magnitude;
    }

    public Value Keep(Value value)
    {
        values[value.Type].Add(value);
        return value;
    }

    public Value Pick(IrType type)
    {
        List<Value> list = values[type];
        if (list.Count > 0 && random.Next(4) != 0)
        {
            return random.Next(2) == 0 ? list[^1] : list[random.Next(list.Count)];
        }

        return Keep(type switch
        {
            IrType.I64 => random.Next(4) == 0 ? Block.Const(type, (long)Interesting())
                : random.Next(12) == 0 ? Block.Append(Op.PcRelative, type, imm: random.Next(-100, 100) * 4L * (random.Next(4) == 0 ? 0x1000_0000 : 1))
                : Block.GetSlot(random.Next(16), type),
            IrType.I32 => random.Next(2) == 0 ? Block.Const(type, (long)Interesting()) : Block.Append(Op.ZeroExtend, type, 32, Pick(IrType.I64).Number),
            IrType.Flags => random.Next(6) == 0 ? Block.Const(type, FlagsWord.FromNzcv((uint)random.Next(16))) : Block.GetSlot(32, type),
            _ => random.Next(6) == 0 ? Block.VConst(InterestingVector(), InterestingVector()) : Block.GetSlot(64 + random.Next(8), type),
        });
    }

    private IrType Integer() => random.Next(3) == 0 ? IrType.I32 : IrType.I64;

    private void Step()
    {
        IrType t = Integer();
        int width = t == IrType.I32 ? 32 : 64;
        int low = random.Next(width);
        int size = random.Next(1, width - low + 1);
        switch (random.Next(Memory ? 30 : 24))
        {
            case 0 or 1 or 2 or 3:
            {
                Op op = Binary[random.Next(Binary.Length)];
                if (op is Op.MulHighSigned or Op.MulHighUnsigned)
                {
                    t = IrType.I64;
                }

                Keep(random.Next(2) == 0 ? Block.Binary(op, Pick(t), Pick(t)) : Block.Append(op, t, 0, Pick(t).Number, Pick(t).Number));
                break;
            }

            case 4:
            {
                Op op = Unary[random.Next(Unary.Length)];
                t = op == Op.ReverseBytes32 ? IrType.I64 : t;
                Keep(Block.Append(op, t, a: Pick(t).Number));
                break;
            }

            case 5:
                Keep(Block.Append(random.Next(2) == 0 ? Op.SignExtend : Op.ZeroExtend, t, 8 << random.Next(t == IrType.I32 ? 2 : 3), Pick(t).Number));
                break;
            case 6:
                Keep(Block.Append(random.Next(2) == 0 ? Op.ExtractField : Op.ExtractFieldSigned, t, size, Pick(t).Number, imm: low));
                break;
            case 7:
                Keep(Block.Append(Op.InsertField, t, size, Pick(t).Number, Pick(t).Number, imm: low));
                break;
            case 8:
                Keep(Block.Append(Op.ExtractPair, t, 0, Pick(t).Number, Pick(t).Number, imm: low));
                break;
            case 9:
            {
                int bits = 8 << random.Next(4);
                Keep(Block.Append(random.Next(2) == 0 ? Op.Crc32 : Op.Crc32C, IrType.I32, bits, Pick(IrType.I32).Number, Pick(bits == 64 ? IrType.I64 : IrType.I32).Number));
                break;
            }

            case 10 or 11 or 12:
                Flags(t);
                break;
            case 13:
                Keep(Block.Append(Op.Select, t, random.Next(16), Pick(IrType.Flags).Number, Pick(t).Number, Pick(t).Number));
                break;
            case 14:
                Keep(Block.Append(Op.ConditionSet, t, random.Next(16), Pick(IrType.Flags).Number));
                break;
            case 15:
                Keep(Block.Append(Op.SelectZero, t, 0, Pick(Integer()).Number, Pick(t).Number, Pick(t).Number));
                break;
            case 16:
                Keep(Block.Append(random.Next(2) == 0 ? Op.AddCarry : Op.SubCarry, t, 0, Pick(t).Number, Pick(t).Number, Pick(IrType.Flags).Number));
                break;
            case 17 or 18 or 19:
                Block.SetSlot(random.Next(16), Pick(IrType.I64));
                break;
            case 20:
                Block.SetSlot(32, Pick(IrType.Flags));
                break;
            case 21:
                Block.SetSlot(64 + random.Next(8), Pick(IrType.V128));
                if (Vector is not null)
                {
                    Keep(Vector(this));
                }

                break;
            case 22:
                Control(t);
                break;
            case 23:
                if (Vector is not null)
                {
                    Keep(Vector(this));
                    Keep(Vector(this));
                    Keep(Vector(this));
                }
                else if (random.Next(8) == 0)
                {
                    Keep(Block.Call(random.Next(16) == 0 ? 9 : random.Next(9), CallFlags.MayLeave, Pick(IrType.I64), Pick(IrType.I64), Pick(IrType.I64)));
                }

                break;
            default:
                MemoryOperation();
                break;
        }
    }

    private void Flags(IrType t)
    {
        Value a = Pick(t), b = Pick(t);
        switch (random.Next(9))
        {
            case 0:
                Keep(Block.Append(Op.SubFlags, IrType.Flags, (int)t, a.Number, b.Number));
                Keep(Block.Append(Op.Sub, t, 0, a.Number, b.Number));
                break;
            case 1:
                Keep(Block.Append(Op.Sub, t, 0, a.Number, b.Number));
                Keep(Block.Append(Op.SubFlags, IrType.Flags, (int)t, a.Number, b.Number));
                break;
            case 2:
                Keep(Block.Append(Op.Add, t, 0, a.Number, b.Number));
                Keep(Block.Append(Op.AddFlags, IrType.Flags, (int)t, a.Number, b.Number));
                break;
            case 3:
            {
                Value r = Keep(Block.Append(Op.And, t, 0, a.Number, b.Number));
                Keep(Block.Append(Op.LogicFlags, IrType.Flags, (int)t, r.Number));
                break;
            }

            case 4:
                Keep(Block.Append(random.Next(2) == 0 ? Op.AddCarryFlags : Op.SubCarryFlags, IrType.Flags, (int)t, a.Number, b.Number, Pick(IrType.Flags).Number));
                break;
            case 5:
                Keep(Block.Append(Op.SelectFlags, IrType.Flags, random.Next(16), Pick(IrType.Flags).Number, Pick(IrType.Flags).Number, imm: FlagsWord.FromNzcv((uint)random.Next(16))));
                break;
            case 6:
                Keep(Block.Append(Op.FlagsFromNzcv, IrType.Flags, a: a.Number));
                break;
            case 7:
                Keep(Block.Append(Op.FlagsToNzcv, IrType.I64, a: Pick(IrType.Flags).Number));
                break;
            default:
                Keep(Block.Append(random.Next(2) == 0 ? Op.SubFlags : Op.LogicFlags, IrType.Flags, (int)t, a.Number, random.Next(2) == 0 ? b.Number : b.Number));
                if (Block[Block.Count - 1].Op == Op.LogicFlags)
                {
                    Block[Block.Count - 1].B = -1;
                }

                break;
        }
    }

    private void Control(IrType t)
    {
        long target = random.Next(-8, 24) * 4;
        switch (random.Next(7))
        {
            case 0 or 1 or 2:
                Block.Append(Op.ExitIf, IrType.Void, random.Next(14), Pick(IrType.Flags).Number, imm: target);
                break;
            case 3:
                Block.Append(random.Next(2) == 0 ? Op.ExitIfZero : Op.ExitIfNotZero, IrType.Void, a: Pick(t).Number, imm: target);
                break;
            case 4 or 5:
                Block.Append(random.Next(2) == 0 ? Op.ExitIfBit : Op.ExitIfNotBit, IrType.Void, random.Next(t == IrType.I32 ? 32 : 64), Pick(t).Number, imm: target);
                break;
            default:
                if (random.Next(8) == 0)
                {
                    Block.Append(Op.TrapIf, IrType.Void, 9, Block.Append(Op.And, t, 0, Pick(t).Number, Block.Const(t, 7).Number).Number, imm: 77);
                }

                break;
        }
    }

    private void MemoryOperation()
    {
        int log = random.Next(4);
        IrType t = log == 3 ? IrType.I64 : Integer();
        int bytes = 1 << log;
        Value offset = Block.Append(Op.And, IrType.I64, 0, Pick(IrType.I64).Number, Block.Const(IrType.I64, random.Next(6) == 0 ? 0x4FF8 : random.Next(3) == 0 ? 0x1FF : 0x1F0).Number);
        Value address = Block.Append(Op.Add, IrType.I64, 0, offset.Number, Block.Const(IrType.I64, (long)TestMemory.Base + (random.Next(8) == 0 ? 0xF08 : 0)).Number);
        if (lastAddress is { } last && random.Next(4) != 0)
        {
            address = random.Next(3) == 0 ? Block.Append(Op.Add, IrType.I64, 0, last.Number, Block.Const(IrType.I64, random.Next(-64, 64)).Number) : last;
        }

        lastAddress = address;
        long displacement = random.Next(2) == 0 ? 0 : random.Next(6) == 0 ? random.Next(-0x3000, 0x3000) : random.Next(0, 32) * bytes;
        int access = log | (random.Next(6) == 0 ? (int)MemoryAccess.Ordered : 0) | (random.Next(8) == 0 ? (int)MemoryAccess.Unprivileged : 0);
        int signed = random.Next(3) == 0 && log < 3 && (log < 2 || t == IrType.I64) ? (int)MemoryAccess.Signed : 0;
        switch (random.Next(9))
        {
            case 0 or 1:
                Keep(Block.Append(Op.Load, t, access | signed, address.Number, imm: displacement));
                break;
            case 2:
            {
                log = random.Next(2, 4);
                t = log == 3 ? IrType.I64 : Integer();
                Value first = Keep(Block.Append(Op.LoadPair, t, log | (t == IrType.I64 && log == 2 ? signed & 0 : 0), address.Number, imm: displacement));
                Value second = Block.Append(Op.PairHigh, t, a: first.Number);
                Keep(second);
                break;
            }

            case 3 or 4:
                Block.Append(Op.Store, IrType.Void, access, address.Number, Pick(t).Number, imm: displacement);
                break;
            case 5:
                log = random.Next(2, 4);
                t = log == 3 ? IrType.I64 : Integer();
                Block.Append(Op.StorePair, IrType.Void, log, address.Number, Pick(t).Number, Pick(t).Number, displacement);
                break;
            case 6:
            {
                log = random.Next(5);
                if (random.Next(2) == 0)
                {
                    Keep(Block.Append(Op.Load, IrType.V128, log, address.Number, imm: displacement));
                }
                else
                {
                    Block.Append(Op.Store, IrType.Void, log, address.Number, Pick(IrType.V128).Number, imm: displacement);
                }

                break;
            }

            case 7:
            {
                Op op = Atomics[random.Next(Atomics.Length)];
                int c = op == Op.CompareAndSwap ? Pick(t).Number : -1;
                Keep(Block.Append(op, t, log | (int)MemoryAccess.Aligned, address.Number, Pick(t).Number, c, displacement));
                break;
            }

            default:
                if (random.Next(2) == 0)
                {
                    Keep(Block.Append(Op.LoadExclusive, t, log | (int)MemoryAccess.Aligned, address.Number, imm: displacement));
                    Keep(Block.Append(Op.StoreExclusive, IrType.I32, log | (int)MemoryAccess.Aligned, address.Number, Pick(t).Number, imm: displacement));
                }
                else
                {
                    log = random.Next(2, 4);
                    t = log == 3 ? IrType.I64 : IrType.I32;
                    Value first = Keep(Block.Append(Op.LoadExclusivePair, t, log | (int)MemoryAccess.Aligned, address.Number, imm: displacement));
                    Keep(Block.Append(Op.PairHigh, t, a: first.Number));
                    Keep(Block.Append(Op.StoreExclusivePair, IrType.I32, log | (int)MemoryAccess.Aligned, address.Number, Pick(t).Number, Pick(t).Number, displacement));
                }

                break;
        }
    }
}
