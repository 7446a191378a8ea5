namespace Armillary.Ir;

/// <summary>
/// A straight line of IR with side exits: one translation unit under construction. Appending folds constants, drops
/// identities and forwards slots: a slot read after a write in the block is the value written.
/// A block is reused through <see cref="Clear"/>; nothing is allocated per instruction.
/// </summary>
public sealed partial class Block
{
    private Instruction[] instructions = new Instruction[1024];
    private readonly int[] slotValues = new int[SlotLimit];

    /// <summary>How many slots there are: 0 to 63 are integers (64 bits) or flags, 64 to 95 are vectors, from there on pairs of integers as vectors.</summary>
    public const int SlotLimit = 128;

    /// <summary>The first vector slot.</summary>
    public const int FirstVectorSlot = 64;

    /// <summary>Slot s and the next one as one vector are this and s: regions name two general registers so that they only move. No translator does.</summary>
    public const int FirstPairSlot = 96;

    /// <summary>So many slots, from 0, are the guest's general registers, which are worth a register of the host; those from there to the vectors hold flags and system state.</summary>
    public const int GeneralSlots = 32;

    /// <summary>The slot of the condition flags, a <see cref="FlagsWord"/>.</summary>
    public const int FlagsSlot = 32;

    /// <summary>The slot of a call's return address.</summary>
    public const int LinkSlot = 30;

    /// <summary>An empty block.</summary>
    public Block() => Clear();

    /// <summary>How many instructions there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many guest instructions were translated.</summary>
    public int GuestInstructions { get; set; }

    /// <summary>Whether code of the block counts its guest instructions.</summary>
    public bool CountGuest { get; set; }

    /// <summary>Is told of each access to memory before it is appended, with its address: a value and a displacement. Null: no one is.</summary>
    public Action<Op, MemoryAccess, int, long>? BeforeAccess { get; set; }

    /// <summary>The instructions so far.</summary>
    public Span<Instruction> Instructions => instructions.AsSpan(0, Count);

    /// <summary>One instruction.</summary>
    public ref Instruction this[int index] => ref instructions[index];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Count = 0;
        GuestInstructions = 0;
        CountGuest = false;
        BeforeAccess = null;
        Array.Fill(slotValues, -1);
    }

    /// <summary>Forgets the instructions from number <paramref name="count"/> on, and what is known of slots.</summary>
    public void Rewind(int count)
    {
        Count = count;
        Array.Fill(slotValues, -1);
    }

    /// <summary>Appends an instruction as it is.</summary>
    public Value Append(Op op, IrType type, int sub = 0, int a = -1, int b = -1, int c = -1, long imm = 0)
    {
        if (BeforeAccess is { } tell && op is >= Op.Load and <= Op.CompareAndSwap and not (Op.PairHigh or Op.ClearExclusive))
        {
            tell(op, (MemoryAccess)sub, a, imm);
        }

        if (Count == instructions.Length)
        {
            Array.Resize(ref instructions, Count * 2);
        }

        instructions[Count] = new Instruction { Op = op, Type = type, Sub = (byte)sub, A = a, B = b, C = c, Imm = imm };
        return new Value(this, Count++);
    }

    /// <summary>A constant of type I32 (upper bits dropped), I64 or Flags (a <see cref="FlagsWord"/>).</summary>
    public Value Const(IrType type, long value)
        => Append(Op.Const, type, imm: type == IrType.I32 ? (uint)value : value);

    /// <summary>A 128-bit constant.</summary>
    public Value VConst(ulong low, ulong high)
        => Append(Op.VConst, IrType.V128, a: (int)(high >> 32), b: (int)(uint)high, imm: (long)low);

    /// <summary>The value of a slot here.</summary>
    public Value GetSlot(int slot, IrType type)
    {
        int known = slotValues[slot];
        if (known >= 0)
        {
            return new Value(this, known);
        }

        Value value = Append(Op.GetSlot, type, imm: slot);
        slotValues[slot] = value.Number;
        return value;
    }

    /// <summary>Writes a slot.</summary>
    public void SetSlot(int slot, Value value)
    {
        if (slotValues[slot] == value.Number)
        {
            return;
        }

        slotValues[slot] = value.Number;
        Append(Op.SetSlot, IrType.Void, a: value.Number, imm: slot);
    }

    /// <summary>Calls helper number <paramref name="helper"/>; it may read and write every slot.</summary>
    public Value Call(int helper, CallFlags flags, Value? a = null, Value? b = null, Value? c = null)
    {
        Value result = Append(Op.Call, IrType.I64, helper, a?.Number ?? -1, b?.Number ?? -1, c?.Number ?? -1, (long)flags);
        Array.Fill(slotValues, -1);
        return result;
    }

    /// <summary>Appends a one-operand operation of the operand's type.</summary>
    public Value Unary(Op op, Value a)
    {
        if (a.IsConst(out long x))
        {
            switch (op)
            {
                case Op.Not: return Const(a.Type, ~x);
                case Op.Neg: return Const(a.Type, -x);
            }
        }

        return Append(op, a.Type, a: a.Number);
    }

    /// <summary>Appends a two-operand operation of the operands' type.</summary>
    public Value Binary(Op op, Value a, Value b)
    {
        if (b.IsConst(out long y))
        {
            if (a.IsConst(out long x) && Fold(op, a.Type, x, y, out long folded))
            {
                return Const(a.Type, folded);
            }

            switch (op)
            {
                case Op.Add or Op.Sub or Op.Or or Op.Xor or Op.Shl or Op.Shr or Op.Sar or Op.Ror when y == 0:
                    return a;
                case Op.And when y == 0:
                    return b;
                case Op.And when y == -1 || (a.Type == IrType.I32 && (uint)y == uint.MaxValue):
                    return a;
                case Op.Mul when y == 1:
                    return a;
            }
        }
        else if (a.IsConst(out long z))
        {
            switch (op)
            {
                case Op.Add or Op.Or or Op.Xor when z == 0:
                    return b;
                case Op.Add or Op.And or Op.Or or Op.Xor or Op.Mul: // the constant goes right
                    return Append(op, a.Type, 0, b.Number, a.Number);
                case Op.Sub when z == 0:
                    return Append(Op.Neg, a.Type, a: b.Number);
            }
        }

        return Append(op, a.Type, 0, a.Number, b.Number);
    }

    /// <summary>The low half of a 64-bit value (of a 32-bit value: itself).</summary>
    public Value Truncate(Value a)
    {
        ref readonly Instruction i = ref instructions[a.Number];
        if (i.Type == IrType.I32)
        {
            return a;
        }

        return i.Op == Op.Const ? Const(IrType.I32, i.Imm)
            : i.Op == Op.ZeroExtend && i.Sub == 32 ? new Value(this, i.A)
            : Append(Op.Truncate, IrType.I32, a: a.Number);
    }

    /// <summary>The low <paramref name="bits"/> (8, 16, 32) of a value as a <paramref name="type"/>, zero above.</summary>
    public Value ZeroExtend(Value a, int bits, IrType type)
    {
        if (a.IsConst(out long x))
        {
            return Const(type, (long)((ulong)x & ulong.MaxValue >> (64 - bits)));
        }

        return bits == 32 && type == IrType.I32 ? Truncate(a) : Append(Op.ZeroExtend, type, bits, a.Number);
    }

    /// <summary>The low <paramref name="bits"/> (8, 16, 32) of a value as a <paramref name="type"/>, sign-extended.</summary>
    public Value SignExtend(Value a, int bits, IrType type)
    {
        if (a.IsConst(out long x))
        {
            return Const(type, x << (64 - bits) >> (64 - bits));
        }

        return bits == 32 && type == IrType.I32 ? Truncate(a) : Append(Op.SignExtend, type, bits, a.Number);
    }

    private static bool Fold(Op op, IrType type, long x, long y, out long result)
    {
        int mask = type == IrType.I32 ? 31 : 63;
        switch (op)
        {
            case Op.Add: result = x + y; return true;
            case Op.Sub: result = x - y; return true;
            case Op.And: result = x & y; return true;
            case Op.Or: result = x | y; return true;
            case Op.Xor: result = x ^ y; return true;
            case Op.AndNot: result = x & ~y; return true;
            case Op.Mul: result = x * y; return true;
            case Op.Shl: result = x << (int)(y & mask); return true;
            case Op.Shr: result = type == IrType.I32 ? (uint)x >> (int)(y & mask) : (long)((ulong)x >> (int)(y & mask)); return true;
            case Op.Sar: result = type == IrType.I32 ? (int)x >> (int)(y & mask) : x >> (int)(y & mask); return true;
            default: result = 0; return false;
        }
    }

    /// <summary>Splits an address into base and constant displacement that fits a signed 32-bit host displacement.</summary>
    private (int Base, long Displacement) SplitAddress(Value address)
    {
        ref readonly Instruction i = ref instructions[address.Number];
        if (i.Op == Op.Add && instructions[i.B].Op == Op.Const && instructions[i.B].Imm is >= -0x10000 and <= 0x10000)
        {
            return (i.A, instructions[i.B].Imm);
        }

        return (address.Number, 0);
    }

    /// <summary>A load; <paramref name="type"/> I32, I64 or V128.</summary>
    public Value Load(Value address, MemoryAccess access, IrType type)
    {
        (int a, long displacement) = SplitAddress(address);
        return Append(Op.Load, type, (int)access, a, imm: displacement);
    }

    /// <summary>Two loads of adjacent elements as one access.</summary>
    public (Value First, Value Second) LoadPair(Value address, MemoryAccess access, IrType type)
    {
        (int a, long displacement) = SplitAddress(address);
        Value first = Append(Op.LoadPair, type, (int)access, a, imm: displacement);
        return (first, Append(Op.PairHigh, type, a: first.Number));
    }

    /// <summary>A store of the low bits of <paramref name="value"/>.</summary>
    public void Store(Value address, MemoryAccess access, Value value)
    {
        (int a, long displacement) = SplitAddress(address);
        Append(Op.Store, IrType.Void, (int)access, a, value.Number, imm: displacement);
    }

    /// <summary>Two stores to adjacent elements as one access.</summary>
    public void StorePair(Value address, MemoryAccess access, Value first, Value second)
    {
        (int a, long displacement) = SplitAddress(address);
        Append(Op.StorePair, IrType.Void, (int)access, a, first.Number, second.Number, displacement);
    }
}
