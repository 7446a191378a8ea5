using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Memory, as instructions see it: endianness, alignment rules of the context, the stack pointer's alignment.</summary>
public sealed partial class A64Translator
{
    private int knownAlignedSP = -1;

    /// <summary>Whether data is big-endian.</summary>
    public bool BigEndian => (Context & TranslationContext.BigEndian) != 0;

    /// <summary>The base register of a load or store as an address: checks SP's alignment where the context asks (CheckSPAlignment).</summary>
    public Value BaseAddress(int Rn)
    {
        Value address = XSP[Rn, 64];
        if (Rn == 31 && (Context & TranslationContext.SpAlignmentCheck) != 0 && !IsAligned16(address))
        {
            Block.Append(Op.TrapIf, IrType.Void, Helpers.StackAlignmentFault, (address & 15).Number);
            knownAlignedSP = address.Number;
        }

        return address;
    }

    /// <summary>The access with the alignment that the context demands.</summary>
    public MemoryAccess Checked(MemoryAccess access)
        => (Context & (TranslationContext.MmuOn | TranslationContext.AlignmentCheck)) == TranslationContext.MmuOn ? access : access | MemoryAccess.Aligned;

    /// <summary>Loads; a narrower element is extended to <paramref name="type"/>.</summary>
    public Value LoadMemory(Value address, MemoryAccess access, IrType type)
    {
        if (!BigEndian || access.Bytes() == 1)
        {
            return Block.Load(address, Checked(access), type);
        }

        return SwapLoaded(Block.Load(address, Checked(access & ~MemoryAccess.Signed), type), access);
    }

    /// <summary>Stores the low bits of a value.</summary>
    public void StoreMemory(Value address, MemoryAccess access, Value value)
        => Block.Store(address, Checked(access), BigEndian ? ReverseElement(value, access.Bytes()) : value);

    /// <summary>Loads two adjacent elements.</summary>
    public (Value First, Value Second) LoadMemoryPair(Value address, MemoryAccess access, IrType type)
    {
        if (!BigEndian)
        {
            return Block.LoadPair(address, Checked(access), type);
        }

        (Value first, Value second) = Block.LoadPair(address, Checked(access & ~MemoryAccess.Signed), type);
        return (SwapLoaded(first, access), SwapLoaded(second, access));
    }

    /// <summary>Stores two adjacent elements.</summary>
    public void StoreMemoryPair(Value address, MemoryAccess access, Value first, Value second)
        => Block.StorePair(
            address,
            Checked(access),
            BigEndian ? ReverseElement(first, access.Bytes()) : first,
            BigEndian ? ReverseElement(second, access.Bytes()) : second);

    /// <summary>The low <paramref name="bytes"/> of an integer or vector in reverse order; what lies above is not defined for integers and zero for vectors.</summary>
    public Value ReverseElement(Value value, int bytes)
    {
        if (bytes == 1)
        {
            return value;
        }

        if (value.Type == IrType.V128)
        {
            const ulong Keep = 0xFFFF_FFFF_FFFF_FFFF;
            Value indices = bytes switch
            {
                2 => Block.VConst(0xFFFF_FFFF_FFFF_0001, Keep),
                4 => Block.VConst(0xFFFF_FFFF_0001_0203, Keep),
                8 => Block.VConst(0x0001_0203_0405_0607, Keep),
                _ => Block.VConst(0x0809_0A0B_0C0D_0E0F, 0x0001_0203_0405_0607),
            };
            return Block.Append(Op.VTable, IrType.V128, 8, value.Number, indices.Number, imm: 128);
        }

        return bytes switch
        {
            2 => Block.Unary(Op.ReverseBytes16, value),
            4 => Block.Unary(Op.ReverseBytes, Block.Truncate(value)),
            _ => Block.Unary(Op.ReverseBytes, value),
        };
    }

    private Value SwapLoaded(Value value, MemoryAccess access)
    {
        Value swapped = ReverseElement(value, access.Bytes());
        IrType type = value.Type;
        if (type == IrType.V128 || access.Bytes() == 8)
        {
            return swapped;
        }

        int bits = access.Bytes() * 8;
        return (access & MemoryAccess.Signed) != 0 ? Block.SignExtend(swapped, bits, type) : Block.ZeroExtend(swapped, bits, type);
    }

    /// <summary>Whether a value is known to be SP checked before, moved by multiples of 16.</summary>
    private bool IsAligned16(Value value)
    {
        int number = value.Number;
        for (int steps = 0; steps < 16; steps++)
        {
            if (number == knownAlignedSP)
            {
                return true;
            }

            ref readonly Instruction i = ref Block[number];
            if (i.Op is not (Op.Add or Op.Sub or Op.And) || Block[i.B].Op != Op.Const)
            {
                return false;
            }

            long constant = Block[i.B].Imm;
            if ((constant & 15) != 0)
            {
                return false;
            }

            if (i.Op == Op.And)
            {
                return true;
            }

            number = i.A;
        }

        return false;
    }
}
