using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Plain accesses of regions whose bytes are in two pages that the TLB has: cold code does them without managed code.</content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>Notes what the access in cold code is, for <see cref="EmitColdAcross"/>: the results' registers, or what is stored.</summary>
    private void NoteAcross(ref Cold cold, int displacement, int bytes, Location first, Location second)
    {
        if (region is not null && bytes > 1 && Liveness.IsPlainAccess(in block[current]))
        {
            cold.Access = current + 1;
            cold.AccessDisplacement = displacement;
            cold.AccessBytes = bytes;
            cold.AccessFirst = first;
            cold.AccessSecond = second;
        }
    }

    /// <summary>The access, if its bytes are in two pages; it goes on behind it if they are not, or a page is missing.</summary>
    private void EmitColdAcross(ref Cold cold)
    {
        ref Instruction ins = ref block[cold.Access - 1];
        MemoryAccess access = (MemoryAccess)ins.Sub;
        bool write = ins.Op is Op.Store or Op.StorePair;
        int bytes = access.Bytes();
        e.Lea(true, RAX, new Mem(cold.Base, cold.AccessDisplacement));
        e.Call(thunks.AcrossPages(write, cold.AccessBytes));
        byte* slow = e.JccShort(Cc.NE);
        Mem low = new(RCX);
        Mem high = new(RCX, bytes);
        if (write)
        {
            EmitStore(low, cold.AccessFirst, bytes);
            if (ins.Op == Op.StorePair)
            {
                EmitStore(high, cold.AccessSecond, bytes);
            }

            e.Call(thunks.StoreAcrossPages);
        }
        else
        {
            EmitLoaded(in ins, cold.AccessFirst, low, bytes);
            if (ins.Op == Op.LoadPair)
            {
                EmitLoaded(in ins, cold.AccessSecond, high, bytes);
            }
        }

        e.Jmp(cold.Back);
        e.PatchShortHere(slow);
    }

    private void EmitLoaded(in Instruction ins, Location to, in Mem m, int bytes)
    {
        if (to.Kind == LocationKind.Xmm)
        {
            EmitVectorLoad(to.Number, m, bytes);
        }
        else
        {
            EmitLoad(to.Number, m, bytes, ((MemoryAccess)ins.Sub & MemoryAccess.Signed) != 0, ins.Type == IrType.I64);
        }
    }
}
