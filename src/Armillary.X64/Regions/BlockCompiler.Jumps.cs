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

    /// <summary>How many instructions there are at most from the first to the last target of a table that is found by a target's distance, in all,</summary>
    private const int MaxRange = 1024;

    /// <summary>and for each target.</summary>
    private const int MaxWordsForTarget = 32;

    /// <summary>
    /// A table of targets, for all branches of one kind that have these: where code refers to the table, and where it jumps to if it leaves. Found by a target's distance from the
    /// lowest one (<see cref="Range"/> words, each where to go, relative to the table), or, if they are far from each other, by a hash (pairs of target and place).
    /// </summary>
    private sealed record JumpTable(ulong Targets, BranchKind Kind, int Lowest, int Range, JumpHash Hash)
    {
        public List<nint> Places { get; } = [];

        public List<nint> Leaving { get; } = [];

        /// <summary>The code of who leaves.</summary>
        public nint Miss { get; set; }

        /// <summary>Where the entries begin, once they are there.</summary>
        public nint Entries { get; set; }

        public int Size => Range != 0 ? Range * 4 : 8 << Hash.Log2;
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

        if (BitOperations.PopCount(targets) > MaxCompared && TableOf(targets, kind) is { } table)
        {
            ProbeJumpTable(address, table);
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

    private JumpTable? TableOf(ulong targets, BranchKind kind)
    {
        JumpTable? table = jumpTables.Find(table => table.Targets == targets && table.Kind == kind);
        if (table is null)
        {
            int[] offsets = Offsets(targets);
            int lowest = offsets.Min();
            long range = (((long)offsets.Max() - lowest) / 4) + 1;
            if (range <= Math.Min(MaxRange, MaxWordsForTarget * offsets.Length))
            {
                table = new JumpTable(targets, kind, lowest, (int)range, default);
            }
            else if (JumpHash.Find(offsets) is { } hash)
            {
                table = new JumpTable(targets, kind, 0, 0, hash);
            }
            else
            {
                return null;
            }

            jumpTables.Add(table);
        }

        return table;
    }

    /// <summary>Everything as at a block's beginning, the target in RDX, then the jump.</summary>
    private void ProbeJumpTable(int address, JumpTable table)
    {
        Edge edge = CaptureEdge(JumpTargetOf(BitOperations.TrailingZeroCount(table.Targets)));
        WriteBack(edge.First, edge.Stores);
        uint usable = GprMask;
        foreach (Pin pin in pins)
        {
            usable &= ~(1u << pin.Register);
        }

        int kept = (usable >> address & 1) != 0 ? address : RefugeOf(edge, usable);
        if (kept < 0)
        {
            e.Store(64, Thunks.Word(EngineArea.JumpTarget), address);
        }
        else if (kept != address)
        {
            e.Mov(true, kept, address);
        }

        EmitMoves(edge.First + edge.Stores, edge.Moves);
        EmitCount();
        if (kept < 0)
        {
            e.Load(true, RDX, Thunks.Word(EngineArea.JumpTarget));
        }
        else if (kept != RDX)
        {
            e.Mov(true, RDX, kept);
        }

        e.OpI(Alu.Cmp, false, AttentionWord, 0);
        table.Leaving.Add((nint)e.Jcc(Cc.NE));
        if (table.Range != 0)
        {
            // What the jump waits for is a subtraction, the load and an addition. A distance that is no multiple of 4 is, turned, far beyond the range.
            e.Lea(true, RCX, new Mem(R14, table.Lowest));
            e.Mov(true, RAX, RDX);
            e.Op(Alu.Sub, true, RAX, RCX);
            e.Rorx(true, RCX, RAX, 2);
            e.OpI(Alu.Cmp, true, RCX, table.Range);
            table.Leaving.Add((nint)e.Jcc(Cc.AE));
            e.Lea(true, RSI, Mem.At(e.Here));
            table.Places.Add((nint)e.Position - 4);
            e.LoadSignExtended(true, 32, RAX, new Mem(RSI, RAX, 0));
        }
        else
        {
            e.Mov(true, RAX, RDX);
            e.Op(Alu.Sub, true, RAX, R14);
            e.ImulI(false, RCX, RAX, table.Hash.Multiplier);
            e.ShiftI(Shift.Shr, false, RCX, 32 - table.Hash.Log2);
            e.Lea(true, RSI, Mem.At(e.Here));
            table.Places.Add((nint)e.Position - 4);
            e.LoadSignExtended(true, 32, RDI, new Mem(RSI, RCX, 0, 3));
            e.Op(Alu.Cmp, true, RDI, RAX);
            table.Leaving.Add((nint)e.Jcc(Cc.NE));
            e.LoadSignExtended(true, 32, RAX, new Mem(RSI, RCX, 4, 3));
        }

        e.Op(Alu.Add, true, RAX, RSI);
        e.JmpR(RAX);
    }

    // One of the registers, that none of an edge's moves reads; -1 if there is none.
    private int RefugeOf(Edge edge, uint usable)
    {
        foreach (SlotPlace move in places.AsSpan(edge.First + edge.Stores, edge.Moves))
        {
            usable &= move.Place.Kind == LocationKind.Gpr ? ~(1u << move.Place.Number) : ~0u;
        }

        return usable == 0 ? -1 : BitOperations.TrailingZeroCount(usable);
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
        foreach (JumpTable table in jumpTables)
        {
            if (status != CompileStatus.Done || e.Position + table.Size > limit)
            {
                status = CompileStatus.NoRoom;
                return;
            }

            foreach (nint jump in table.Leaving)
            {
                e.PatchHere((byte*)jump);
            }

            table.Miss = (nint)e.Position;
            StorePins();
            e.Mov(true, R14, RDX);
            LeaveIndirectly(table.Kind);

            // No jump comes here: what is in between are bytes of the table.
            foreach (nint place in table.Places)
            {
                e.PatchHere((byte*)place);
            }

            table.Entries = (nint)e.Position;
            e.Position += table.Size;
        }
    }

    /// <summary>Fills the tables, when all blocks have their places.</summary>
    private void FillJumpTables()
    {
        foreach (JumpTable table in jumpTables)
        {
            int[] offsets = Offsets(table.Targets);
            var entries = new Span<int>((void*)table.Entries, table.Size / 4);
            if (table.Range != 0)
            {
                entries.Fill((int)(table.Miss - table.Entries));
            }
            else
            {
                // A free place has the offset of a block whose place is another one, so that nothing that comes here is equal.
                for (int i = 0; i < 1 << table.Hash.Log2; i++)
                {
                    entries[i * 2] = Array.Find(offsets, offset => table.Hash.Of(offset) != i);
                    entries[(i * 2) + 1] = 0;
                }
            }

            ulong targets = table.Targets;
            for (int k = 0; k < offsets.Length; k++, targets &= targets - 1)
            {
                int to = (int)(labels[JumpTargetOf(BitOperations.TrailingZeroCount(targets))] - table.Entries);
                if (table.Range != 0)
                {
                    entries[(offsets[k] - table.Lowest) / 4] = to;
                }
                else
                {
                    int i = table.Hash.Of(offsets[k]);
                    entries[i * 2] = offsets[k];
                    entries[(i * 2) + 1] = to;
                }
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
