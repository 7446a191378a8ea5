using System.Numerics;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.Regions;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Edges between blocks of a region: slots that are not pinned go to memory, pinned ones to their registers.</content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>What an edge has to do, in <see cref="places"/>: first the slots to store, then the pinned slots to move (their numbers are those of pins).</summary>
    private readonly record struct Edge(int First, int Stores, int Moves)
    {
        public bool IsEmpty => Stores == 0 && Moves == 0;
    }

    private readonly SlotPlace[] moves = new SlotPlace[32];

    /// <summary>Notes where everything is now.</summary>
    private Edge CaptureEdge(int target)
    {
        int first = placeCount;
        int all = Snapshot();
        placeCount = first;
        for (int i = first; i < first + all; i++)
        {
            if (!IsPinned(places[i].Slot) && (places[i].Slot != Block.FlagsSlot || flagsStates[target].IsMemory))
            {
                places[placeCount++] = places[i];
            }
        }

        int stores = placeCount - first;
        for (int k = 0; k < pins.Length; k++)
        {
            if (target == blockNumber && (Demoted >> k & 1) != 0)
            {
                continue;
            }

            Location place = PinnedPlace(k, out int value);
            if (place.Kind != (pins[k].Register < XmmBase ? LocationKind.Gpr : LocationKind.Xmm) || place.Number != (pins[k].Register & 15))
            {
                places[placeCount++] = new SlotPlace(k, value, place, default, default);
            }
        }

        return new Edge(first, stores, placeCount - first - stores);
    }

    private bool IsPinned(int slot) => PinOf(slot) >= 0;

    /// <summary>The number of a slot's pin, -1 if it has none.</summary>
    private int PinOf(int slot)
    {
        for (int k = 0; k < pins.Length; k++)
        {
            if (pins[k].Slot == slot)
            {
                return k;
            }
        }

        return -1;
    }

    /// <summary>Where what a pinned slot has now can be read.</summary>
    private Location PinnedPlace(int k, out int value)
    {
        int slot = pins[k].Slot;
        value = k;
        if (IsDirty(slot))
        {
            value = slotValue[slot];
            return PlaceOf(value);
        }

        int home = homeValue[slot];
        return home >= 0 && values[home].Register >= 0 && HomeHas(home) ? PlaceOf(home) : new Location(LocationKind.Slot, slot);
    }

    /// <summary>Emits an edge. Uses RAX, RCX, XMM15.</summary>
    /// <param name="edge">What is to be done.</param>
    /// <param name="target">The number of the block to go to.</param>
    /// <param name="mayFall">The next block's code follows directly.</param>
    private void EmitEdge(Edge edge, int target, bool mayFall)
    {
        WriteBack(edge.First, edge.Stores);
        EmitMoves(edge.First + edge.Stores, edge.Moves);
        EmitCount();
        if (target <= blockNumber)
        {
            e.OpI(Alu.Cmp, false, AttentionWord, 0);
            nint delta = LabelOf(target) - (nint)e.Position;
            e.Jcc(Cc.E, e.Here + delta);
            polls.Add(((nint)e.Jmp(), target, target == blockNumber ? Demoted : 0));
        }
        else if (!mayFall || target != blockNumber + 1)
        {
            forwardJumps.Add(((nint)e.Jmp(), target));
        }
    }

    /// <summary>Moves all at once: no register is overwritten that another move still reads.</summary>
    private void EmitMoves(int first, int count)
    {
        places.AsSpan(first, count).CopyTo(moves);
        while (count != 0)
        {
            int ready = -1;
            for (int i = 0; i < count && ready < 0; i++)
            {
                ready = ReadsAny(pins[moves[i].Slot].Register, i, count) ? -1 : i;
            }

            if (ready < 0)
            {
                // A cycle: what is in the first destination moves out of the way.
                BreakCycle(pins[moves[0].Slot].Register, count);
                continue;
            }

            EmitMove(in moves[ready]);
            moves[ready] = moves[--count];
        }
    }

    private static Location RegisterPlace(int register)
        => register < XmmBase ? new Location(LocationKind.Gpr, register) : new Location(LocationKind.Xmm, register - XmmBase);

    private bool ReadsAny(int register, int except, int count)
    {
        Location place = RegisterPlace(register);
        for (int i = 0; i < count; i++)
        {
            if (i != except && moves[i].Place == place)
            {
                return true;
            }
        }

        return false;
    }

    private void BreakCycle(int register, int count)
    {
        int refuge = register < XmmBase ? RAX : XmmBase + 15;
        if (register < XmmBase)
        {
            e.Mov(true, RAX, register);
        }
        else
        {
            e.VMov(15, register - XmmBase);
        }

        Location from = RegisterPlace(register);
        for (int i = 0; i < count; i++)
        {
            if (moves[i].Place == from)
            {
                moves[i] = moves[i] with { Place = RegisterPlace(refuge) };
            }
        }
    }

    private void EmitMove(in SlotPlace move)
    {
        int register = pins[move.Slot].Register;
        if (register < XmmBase)
        {
            LoadPlace(register, move.Place);
            return;
        }

        int x = register - XmmBase;
        switch (move.Place.Kind)
        {
            case LocationKind.Xmm:
                e.VMov(x, move.Place.Number);
                break;
            case LocationKind.SpillVector:
                e.VLoad(x, VectorSpillPlace(move.Place.Number));
                break;
            case LocationKind.Slot:
                e.VLoad(x, Home(move.Place.Number));
                break;
            default:
                ref Instruction ins = ref block[move.Value];
                LoadVectorConstant(x, in ins);
                break;
        }
    }

    /// <summary>Computes flags from what the slots have, and stores them. Uses RAX, RCX.</summary>
    private void StoreFlags(FlagsState flags)
    {
        if (flags.IsMemory)
        {
            return;
        }

        LoadOperand(RCX, flags.A);
        bool w = flags.Type == IrType.I64;
        if (flags.Op == Op.LogicFlags)
        {
            e.Test(w, RCX, RCX);
        }
        else
        {
            LoadOperand(RAX, flags.B);
            e.Op(flags.Op == Op.SubFlags ? Alu.Cmp : Alu.Add, w, RCX, RAX);
        }

        HostFlagsToAx(flags.Op);
        e.Store(16, Home(Block.FlagsSlot), RAX);
    }

    private void LoadOperand(int r, FlagsOperand operand)
    {
        if (operand.Slot < 0)
        {
            e.MovI(r, operand.Constant);
        }
        else if (PinOf(operand.Slot) is >= 0 and var k)
        {
            e.Lea(true, r, new Mem(pins[k].Register, (int)operand.Constant));
        }
        else
        {
            e.Load(true, r, Home(operand.Slot));
            e.Lea(true, r, new Mem(r, (int)operand.Constant));
        }
    }

    /// <summary>Where the way round a loop leaves because the engine asked for it: the state goes to memory, at the beginning of the target.</summary>
    private void EmitPolls()
    {
        for (int i = 0; i < polls.Count && region is not null && status == CompileStatus.Done; i++)
        {
            (nint place, int target, ulong demoted) = polls[i];
            e.PatchHere((byte*)place);
            StorePins(demoted);
            StoreFlags(flagsStates[target]);
            e.Lea(true, R14, new Mem(R14, region.Blocks[target].Offset));
            e.Jmp(thunks.Exit);
            if (e.Position > limit)
            {
                status = CompileStatus.NoRoom;
            }
        }
    }
}
