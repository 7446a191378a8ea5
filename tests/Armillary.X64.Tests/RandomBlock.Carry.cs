using Armillary.Ir;

namespace Armillary.X64.Tests;

public sealed partial class RandomBlock
{
    /// <summary>Mostly sums of long numbers as ADDS, ADCS, SUBS, SBCS make them, with multiplications between.</summary>
    public bool Carries { get; init; }

    // What one instruction of such a sum is translated to.
    private void Link()
    {
        IrType t = random.Next(5) == 0 ? IrType.I32 : IrType.I64;
        Value a = Pick(t);
        Value b = random.Next(4) == 0 ? Block.Const(t, random.Next(3) == 0 ? (long)Interesting() : 0) : Pick(t);
        bool add = random.Next(3) != 0;
        switch (random.Next(8))
        {
            case 0:
            {
                Value flags = Keep(Block.Append(add ? Op.AddFlags : Op.SubFlags, IrType.Flags, (int)t, a.Number, b.Number));
                SetFlags(flags);
                if (random.Next(4) != 0)
                {
                    SetRandom(Keep(Block.Append(add ? Op.Add : Op.Sub, t, 0, a.Number, b.Number)));
                }

                break;
            }

            case 1 or 2:
            {
                Value low = Block.Append(Op.Mul, IrType.I64, 0, Wide(a).Number, Wide(b).Number);
                Keep(low);
                if (random.Next(2) == 0)
                {
                    SetRandom(low);
                }

                if (random.Next(4) == 0)
                {
                    Keep(Block.Append(Op.Mul, IrType.I64, 0, Wide(a).Number, Wide(b).Number));
                }

                if (random.Next(2) == 0)
                {
                    Keep(Block.Append(Op.MulHighUnsigned, IrType.I64, 0, Wide(b).Number, Wide(a).Number));
                }

                break;
            }

            case 3:
                SetRandom(Keep(Block.Append(Op.MulHighUnsigned, IrType.I64, 0, Wide(a).Number, Wide(b).Number)));
                break;
            default:
            {
                Value carry = random.Next(8) == 0 ? Pick(IrType.Flags) : Block.GetSlot(32, IrType.Flags);
                SetRandom(Keep(Block.Append(add ? Op.AddCarry : Op.SubCarry, t, 0, a.Number, b.Number, carry.Number)), 2);
                if (random.Next(5) != 0)
                {
                    SetFlags(Keep(Block.Append(add ? Op.AddCarryFlags : Op.SubCarryFlags, IrType.Flags, (int)t, a.Number, b.Number, carry.Number)));
                }

                break;
            }
        }
    }

    private Value Wide(Value v) => v.Type == IrType.I64 ? v : Keep(Block.Append(Op.ZeroExtend, IrType.I64, 32, v.Number));

    private void SetFlags(Value flags) => Block.SetSlot(32, flags);

    // Where the result goes, unless something stands between it and what follows.
    private void SetRandom(Value v, int oneIn = 1)
    {
        if (random.Next(oneIn) == 0)
        {
            Block.SetSlot(random.Next(16), v.Type == IrType.I64 ? v : Block.Append(Op.ZeroExtend, IrType.I64, 32, v.Number));
        }
    }
}
