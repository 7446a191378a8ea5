using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>What is asked before accesses to memory where watchpoints or allocation tags are looked at.</summary>
public sealed partial class A64Translator
{
    private const TranslationContext Watched = TranslationContext.Watchpoints | TranslationContext.UnprivilegedWatchpoints;
    private const TranslationContext TagChecked = TranslationContext.TagChecks | TranslationContext.UnprivilegedTagChecks;

    // The accesses of the instruction being translated are unchecked ones.
    private bool tagUnchecked;

    private void BeforeAccess(Op op, MemoryAccess access, int address, long displacement)
    {
        Watch(op, access, address, displacement);
        bool unprivileged = (access & MemoryAccess.Unprivileged) != 0;
        if (tagUnchecked || (Context & (unprivileged && EL != 0 ? TranslationContext.UnprivilegedTagChecks : TranslationContext.TagChecks)) == 0)
        {
            return;
        }

        (int kind, Value at) = Describe(op, access, address, displacement);
        int element = (access & MemoryAccess.Halves) != 0 ? 3 : (int)(access & MemoryAccess.SizeMask);
        kind |= (op == Op.StoreZeros ? 0 : element << Cpu.AccessElementShift) | ((access & MemoryAccess.Aligned) != 0 ? Cpu.AccessAligned : 0)
            | ((access & MemoryAccess.Ordered) != 0 ? Cpu.AccessOrdered : 0)
            | ((Context & TranslationContext.TBI0) != 0 ? Cpu.AccessIgnoresTopByte : 0)
            | (op is Op.Load or Op.LoadPair or Op.Store or Op.StorePair or Op.StoreZeros ? 0 : Cpu.AccessAtomic);
        Block.Call(Helpers.CheckTags, CallFlags.MayLeave | CallFlags.ChecksTags, at, Imm(kind, 64));
    }

    /// <summary>Before an access at a level with watchpoints: asks whether one is on it.</summary>
    private void Watch(Op op, MemoryAccess access, int address, long displacement)
    {
        bool unprivileged = (access & MemoryAccess.Unprivileged) != 0;
        if ((Context & (unprivileged && EL != 0 ? TranslationContext.UnprivilegedWatchpoints : TranslationContext.Watchpoints)) == 0)
        {
            return;
        }

        (int kind, Value at) = Describe(op, access, address, displacement);
        Block.Call(Helpers.CheckWatchpoints, CallFlags.MayLeave, at, Imm(kind, 64));
    }

    /// <summary>An access as helpers are told of it: its size and kind, and its address.</summary>
    private (int Kind, Value Address) Describe(Op op, MemoryAccess access, int address, long displacement)
    {
        int kind = access.Bytes() | ((access & MemoryAccess.Unprivileged) != 0 ? Cpu.AccessUnprivileged : 0);
        int pair = 2 * (kind & 0xFF);
        Value at = new Value(Block, address) + displacement;
        switch (op)
        {
            case Op.Load or Op.LoadExclusive: kind |= Cpu.AccessReads; break;
            case Op.LoadPair or Op.LoadExclusivePair: kind = (kind & ~0xFF) | pair | Cpu.AccessReads; break;
            case Op.Store or Op.StoreExclusive: kind |= Cpu.AccessWrites; break;
            case Op.StorePair or Op.StoreExclusivePair: kind = (kind & ~0xFF) | pair | Cpu.AccessWrites; break;
            case Op.StoreZeros: (kind, at) = (64 | Cpu.AccessWrites, at & ~63L); break;
            default: kind |= Cpu.AccessReads | Cpu.AccessWrites; break;
        }

        return (kind, at);
    }

    /// <summary>
    /// Whether the accesses of a load or store are unchecked ones, whatever the address (DDI 0487, D10.4.1): of a literal, and off SP where its value and an
    /// immediate alone make the address and it is not written back.
    /// </summary>
    private static bool IsTagUnchecked(uint word)
    {
        if ((word & 0x0A00_0000) != 0x0800_0000)
        {
            return false; // no load or store: DC ZVA
        }

        if ((word & 0x3B00_0000) == 0x1800_0000)
        {
            return true;
        }

        if (((word >> 5) & 31) != 31)
        {
            return false;
        }

        uint mode = (word >> 10) & 3;
        bool single = (word & 0x3B00_0000) == 0x3800_0000, high = (word & (1 << 21)) != 0;
        return !(
            (single && !high && mode is 1 or 3) // written back
            || (single && high && (mode == 2 || (mode & 3) == 3)) // a register's offset; LDRAA that writes back
            || ((word & 0x3A80_0000) == 0x2880_0000) // pairs that write back
            || ((word & 0xBE80_0000) == 0x0C80_0000)); // structures that write back
    }
}
