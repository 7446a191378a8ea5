using System.Buffers.Binary;
using System.Numerics;

namespace Armillary.Ir.Interpretation;

/// <summary>
/// What the integer and flag operations mean. Operands and results of type I32 and Flags are zero above bit 31.
/// </summary>
public static class IntegerOps
{
    /// <summary>Evaluates an integer or flag operation; false where the operation is of another family.</summary>
    public static bool TryEvaluate(in Instruction i, ulong a, ulong b, ulong c, out ulong result)
    {
        bool is32 = i.Type == IrType.I32;
        int width = is32 ? 32 : 64;
        int amount = (int)b & (width - 1);
        int field = (int)i.Imm;
        switch (i.Op)
        {
            case Op.Const: result = (ulong)i.Imm; break;
            case Op.Add: result = a + b; break;
            case Op.Sub: result = a - b; break;
            case Op.And: result = a & b; break;
            case Op.Or: result = a | b; break;
            case Op.Xor: result = a ^ b; break;
            case Op.AndNot: result = a & ~b; break;
            case Op.Not: result = ~a; break;
            case Op.Neg: result = 0 - a; break;
            case Op.Shl: result = a << amount; break;
            case Op.Shr: result = is32 ? (uint)a >> amount : a >> amount; break;
            case Op.Sar: result = is32 ? (ulong)((int)a >> amount) : (ulong)((long)a >> amount); break;
            case Op.Ror: result = is32 ? uint.RotateRight((uint)a, amount) : ulong.RotateRight(a, amount); break;
            case Op.Mul: result = a * b; break;
            case Op.MulHighSigned: result = (ulong)Math.BigMul((long)a, (long)b, out _); break;
            case Op.MulHighUnsigned: result = Math.BigMul(a, b, out _); break;
            case Op.DivSigned: result = DivSigned(a, b, is32); break;
            case Op.DivUnsigned: result = is32 ? ((uint)b == 0 ? 0 : (uint)a / (uint)b) : b == 0 ? 0 : a / b; break;
            case Op.CountLeadingZeros: result = (ulong)(is32 ? BitOperations.LeadingZeroCount((uint)a) : BitOperations.LeadingZeroCount(a)); break;
            case Op.CountLeadingSigns: result = CountLeadingSigns(a, is32); break;
            case Op.ReverseBits: result = ReverseBits(a) >> (64 - width); break;
            case Op.ReverseBytes: result = is32 ? BinaryPrimitives.ReverseEndianness((uint)a) : BinaryPrimitives.ReverseEndianness(a); break;
            case Op.ReverseBytes16: result = ((a & 0x00FF00FF00FF00FF) << 8) | ((a >> 8) & 0x00FF00FF00FF00FF); break;
            case Op.ReverseBytes32: result = ulong.RotateRight(BinaryPrimitives.ReverseEndianness(a), 32); break;
            case Op.SignExtend: result = (ulong)((long)(a << (64 - i.Sub)) >> (64 - i.Sub)); break;
            case Op.ZeroExtend: result = a & Ones(i.Sub); break;
            case Op.Truncate: result = (uint)a; break;
            case Op.ExtractField: result = ((is32 ? (uint)a : a) >> field) & Ones(i.Sub); break;
            case Op.ExtractFieldSigned: result = (ulong)((long)(a << (64 - i.Sub - field)) >> (64 - i.Sub)); break;
            case Op.InsertField: result = (a & ~(Ones(i.Sub) << field)) | ((b & Ones(i.Sub)) << field); break;
            case Op.ExtractPair: result = ExtractPair(a, b, field, is32); break;
            case Op.Crc32: result = Crc((uint)a, b, i.Sub, 0xEDB88320); break;
            case Op.Crc32C: result = Crc((uint)a, b, i.Sub, 0x82F63B78); break;
            case Op.SignedMax: result = Signed(a, is32) >= Signed(b, is32) ? a : b; break;
            case Op.SignedMin: result = Signed(a, is32) <= Signed(b, is32) ? a : b; break;
            case Op.UnsignedMax: result = Math.Max(a, b); break;
            case Op.UnsignedMin: result = Math.Min(a, b); break;
            case Op.AddFlags: result = AddWithCarryFlags(a, b, false, i.Sub); return true;
            case Op.SubFlags: result = AddWithCarryFlags(a, ~b, true, i.Sub); return true;
            case Op.AddCarryFlags: result = AddWithCarryFlags(a, b, (c & FlagsWord.C) != 0, i.Sub); return true;
            case Op.SubCarryFlags: result = AddWithCarryFlags(a, ~b, (c & FlagsWord.C) != 0, i.Sub); return true;
            case Op.LogicFlags: result = LogicFlags(a, i.Sub); return true;
            case Op.AddCarry: result = a + b + ((c & FlagsWord.C) != 0 ? 1UL : 0); break;
            case Op.SubCarry: result = a + ~b + ((c & FlagsWord.C) != 0 ? 1UL : 0); break;
            case Op.SelectFlags: result = FlagsWord.Holds((Condition)i.Sub, (uint)a) ? b : (ulong)i.Imm; break;
            case Op.FlagsFromNzcv: result = FlagsWord.FromNzcv((uint)(a >> 28) & 15); return true;
            case Op.FlagsToNzcv: result = (ulong)FlagsWord.ToNzcv((uint)a) << 28; return true;
            case Op.Select when i.Type != IrType.V128: result = FlagsWord.Holds((Condition)i.Sub, (uint)a) ? b : c; break;
            case Op.ConditionSet: result = FlagsWord.Holds((Condition)i.Sub, (uint)a) ? 1UL : 0; break;
            case Op.SelectZero when i.Type != IrType.V128: result = a == 0 ? b : c; break;
            default: result = 0; return false;
        }

        if (is32)
        {
            result = (uint)result;
        }

        return true;
    }

    /// <summary>The flags of <c>AddWithCarry(x, y, carry)</c> (DDI 0487, shared/functions/integer) on I32 or I64 operands.</summary>
    public static ulong AddWithCarryFlags(ulong x, ulong y, bool carry, int type)
    {
        int sign = type == (int)IrType.I32 ? 31 : 63;
        if (sign == 31)
        {
            x = (uint)x;
            y = (uint)y;
        }

        UInt128 unsigned = (UInt128)x + y + (carry ? 1u : 0u);
        ulong result = sign == 31 ? (uint)unsigned : (ulong)unsigned;
        uint word = result >> sign != 0 ? FlagsWord.N : 0;
        word |= result == 0 ? FlagsWord.Z : 0;
        word |= unsigned >> (sign + 1) != 0 ? FlagsWord.C : 0;
        word |= (((x ^ result) & (y ^ result)) >> sign & 1) != 0 ? FlagsWord.V : 0;
        return word;
    }

    private static ulong LogicFlags(ulong a, int type)
    {
        bool is32 = type == (int)IrType.I32;
        ulong value = is32 ? (uint)a : a;
        return (value >> (is32 ? 31 : 63) != 0 ? FlagsWord.N : 0) | (value == 0 ? FlagsWord.Z : 0);
    }

    private static ulong Ones(int bits) => bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;

    private static long Signed(ulong a, bool is32) => is32 ? (int)a : (long)a;

    private static ulong DivSigned(ulong a, ulong b, bool is32)
    {
        long x = Signed(a, is32), y = Signed(b, is32);
        return y == 0 ? 0 : y == -1 ? 0 - a : (ulong)(x / y);
    }

    private static ulong CountLeadingSigns(ulong a, bool is32)
        => is32
            ? (ulong)BitOperations.LeadingZeroCount((uint)((int)a ^ ((int)a >> 31)) | 1) - (((uint)((int)a ^ ((int)a >> 31))) == 0 ? 0UL : 1)
            : (ulong)BitOperations.LeadingZeroCount((ulong)((long)a ^ ((long)a >> 63)) | 1) - (((long)a ^ ((long)a >> 63)) == 0 ? 0UL : 1);

    private static ulong ReverseBits(ulong a)
    {
        a = ((a & 0x5555555555555555) << 1) | ((a >> 1) & 0x5555555555555555);
        a = ((a & 0x3333333333333333) << 2) | ((a >> 2) & 0x3333333333333333);
        a = ((a & 0x0F0F0F0F0F0F0F0F) << 4) | ((a >> 4) & 0x0F0F0F0F0F0F0F0F);
        return BinaryPrimitives.ReverseEndianness(a);
    }

    private static ulong ExtractPair(ulong high, ulong low, int lsb, bool is32)
        => lsb == 0 ? low
            : is32 ? ((ulong)(uint)high << 32 | (uint)low) >> lsb
            : (low >> lsb) | (high << (64 - lsb));

    private static ulong Crc(uint accumulator, ulong data, int bits, uint reversedPolynomial)
    {
        uint crc = accumulator;
        for (int n = 0; n < bits; n += 8)
        {
            crc ^= (byte)(data >> n);
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? reversedPolynomial : 0);
            }
        }

        return crc;
    }
}
