using System.Numerics;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.Regions;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Returns and other indirect branches of a region to blocks of it: the pins stay in their registers. Few targets are compared one after the other; more
/// are found in a table, by a hash that no two of them share.
/// </content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>A return is compared with at most so many of the region's return addresses.</summary>
    private const int MaxReturnSites = 8;

    /// <summary>A jump or call with so many known targets at most is compared with each.</summary>
    private const int MaxCompared = 3;

    private const int JumpEntrySize = 8;

    /// <summary>A table of targets, and the code that probes it: where that refers to the table, and where it goes if it leaves.</summary>
    private readonly record struct JumpTable(ulong Targets, JumpHash Hash, BranchKind Kind, int GuestCount, nint Table, nint Miss, nint Poll)
    {
        /// <summary>Where the entries begin, once they are there.</summary>
        public nint Entries { get; init; }
    }

    private readonly List<JumpTable> jumpTables = [];

    /// <summary>The block that a known target of an indirect branch is: flags are in memory there.</summary>
    private int JumpTargetOf(int target) => target == 1 && region!.FirstTarget == 1 ? 0 : target;

    /// <summary>A return: to a call of the region it goes straight. Whether no way goes on.</summary>
    private bool LowerRegionReturn(int address)
    {
        int last = -1;
        int left = MaxReturnSites;
        for (ulong sites = graph.ReturnSites(blockNumber); sites != 0 && left != 0; sites &= sites - 1, left--)
        {
            int offset = region!.Blocks[BitOperations.TrailingZeroCount(sites)].Offset;
            int target = TargetOf(offset);
            if (target == blockNumber + 1)
            {
                last = target;
                continue;
            }

            CompareTarget(address, offset);
            SideEdge(e.Jcc(Cc.E), target);
        }

        if (last < 0)
        {
            return false;
        }

        // What lies behind is one of them: fall into it.
        CompareTarget(address, region!.Blocks[last].Offset);
        IndirectExit(e.Jcc(Cc.NE), address, BranchKind.Return);
        EmitEdge(CaptureEdge(last), last, mayFall: true);
        return true;
    }

    /// <summary>An indirect jump or call whose targets are known in part. Whether no way goes on.</summary>
    private bool LowerRegionJump(int address, BranchKind kind)
    {
        ulong targets = graph.Targets(blockNumber);
        if (targets == 0)
        {
            return false;
        }

        if (BitOperations.PopCount(targets) > MaxCompared && JumpHash.Find(Offsets(targets)) is { } hash)
        {
            ProbeJumpTable(address, kind, targets, hash);
            return true;
        }

        int left = MaxReturnSites;
        for (; targets != 0 && left != 0; targets &= targets - 1, left--)
        {
            int target = JumpTargetOf(BitOperations.TrailingZeroCount(targets));
            CompareTarget(address, region!.Blocks[target].Offset);
            SideEdge(e.Jcc(Cc.E), target);
        }

        return false;
    }

    private void CompareTarget(int address, int offset)
    {
        e.Lea(true, RAX, new Mem(R14, offset));
        e.Op(Alu.Cmp, true, address, RAX);
    }

    private int[] Offsets(ulong targets)
    {
        int[] offsets = new int[BitOperations.PopCount(targets)];
        for (int i = 0; i < offsets.Length; i++, targets &= targets - 1)
        {
            offsets[i] = region!.Blocks[BitOperations.TrailingZeroCount(targets)].Offset;
        }

        return offsets;
    }

    /// <summary>Everything as at a block's beginning, then the jump.</summary>
    private void ProbeJumpTable(int address, BranchKind kind, ulong targets, JumpHash hash)
    {
        Edge edge = CaptureEdge(JumpTargetOf(BitOperations.TrailingZeroCount(targets)));
        Mem kept = Thunks.Word(EngineArea.JumpTarget);
        e.Store(64, kept, address);
        WriteBack(edge.First, edge.Stores);
        EmitMoves(edge.First + edge.Stores, edge.Moves);
        EmitCount();
        e.Load(true, RDX, kept);
        e.OpI(Alu.Cmp, false, AttentionWord, 0);
        nint poll = (nint)e.Jcc(Cc.NE);
        e.Mov(true, RAX, RDX);
        e.Op(Alu.Sub, true, RAX, R14);
        e.ImulI(false, RCX, RAX, hash.Multiplier);
        e.ShiftI(Shift.Shr, false, RCX, 32 - hash.Log2);
        e.Lea(true, RSI, Mem.At(e.Here));
        nint table = (nint)e.Position - 4;
        e.LoadSignExtended(true, 32, RDI, new Mem(RSI, RCX, 0, 3));
        e.Op(Alu.Cmp, true, RDI, RAX);
        nint miss = (nint)e.Jcc(Cc.NE);
        e.LoadSignExtended(true, 32, RAX, new Mem(RSI, RCX, 4, 3));
        e.Op(Alu.Add, true, RAX, RSI);
        e.JmpR(RAX);
        jumpTables.Add(new JumpTable(targets, hash, kind, guestCount, table, miss, poll));
    }

    /// <summary>Leaves to where <paramref name="address"/> tells, if <paramref name="jump"/> is taken.</summary>
    private void IndirectExit(byte* jump, int address, BranchKind kind)
    {
        ref Cold cold = ref AddCold(ColdKind.Indirect, jump);
        cold.Base = address;
        cold.Helper = (byte)kind;
        cold.First = placeCount;
        cold.Count = Snapshot();
    }

    private void EmitIndirectExit(in Cold cold)
    {
        WriteBack(cold.First, cold.Count);
        EmitCount();
        e.Mov(true, R14, cold.Base);
        LeaveIndirectly((BranchKind)cold.Helper);
    }

    /// <summary>To the PC in R14, everything being in memory.</summary>
    private void LeaveIndirectly(BranchKind kind)
    {
        e.OpI(Alu.Cmp, false, AttentionWord, 0);
        e.Jcc(Cc.NE, thunks.ExitFor(kind));
        e.TestI(false, R14, 3);
        e.Jcc(Cc.NE, thunks.LookupFor(kind));
        JumpThroughCache(kind);
    }

    /// <summary>The tables, and the ways out of the code that probes them.</summary>
    private void EmitJumpTables()
    {
        for (int i = 0; i < jumpTables.Count && status == CompileStatus.Done; i++)
        {
            JumpTable table = jumpTables[i];
            e.PatchHere((byte*)table.Miss);
            e.PatchHere((byte*)table.Poll);
            StorePins();
            e.Mov(true, R14, RDX);
            LeaveIndirectly(table.Kind);
            int size = JumpEntrySize << table.Hash.Log2;
            if (e.Position + size > limit)
            {
                status = CompileStatus.NoRoom;
                return;
            }

            // No jump comes here: what is in between are bytes of the table.
            e.PatchHere((byte*)table.Table);
            jumpTables[i] = table with { Entries = (nint)e.Position };
            e.Position += size;
        }
    }

    /// <summary>Fills the tables, when all blocks have their places.</summary>
    private void FillJumpTables()
    {
        foreach (JumpTable table in jumpTables)
        {
            int* entries = (int*)table.Entries;
            int[] offsets = Offsets(table.Targets);

            // A free place has the offset of a block whose place is another one, so that nothing that comes here is equal.
            for (int i = 0; i < 1 << table.Hash.Log2; i++)
            {
                entries[i * 2] = Array.Find(offsets, offset => table.Hash.Of(offset) != i);
                entries[(i * 2) + 1] = 0;
            }

            ulong targets = table.Targets;
            for (int k = 0; k < offsets.Length; k++, targets &= targets - 1)
            {
                int i = table.Hash.Of(offsets[k]);
                entries[i * 2] = offsets[k];
                entries[(i * 2) + 1] = (int)(labels[JumpTargetOf(BitOperations.TrailingZeroCount(targets))] - table.Entries);
            }
        }
    }

    private void StorePins(ulong except = 0)
    {
        for (int k = 0; k < pins.Length; k++)
        {
            Pin pin = pins[k];
            if (pin.Written && (except >> k & 1) == 0)
            {
                StoreHome(pin.Slot, pin.Register, pin.Type);
            }
        }
    }
}
