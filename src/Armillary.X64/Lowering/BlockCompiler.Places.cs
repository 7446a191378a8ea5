using System.Numerics;
using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>Snapshots: where the values of all dirty slots are, for cold code and for the recovery tables of sites.</content>
public sealed unsafe partial class BlockCompiler
{
    /// <summary>A slot to be written, and from where. A and B are the operands' places of a lazy flags value.</summary>
    private readonly record struct SlotPlace(int Slot, int Value, Location Place, Location A, Location B);

    private SlotPlace[] places = new SlotPlace[1024];
    private int placeCount;

    /// <summary>Where a value is now. Of constants and PC-relative values the number is the value's.</summary>
    private Location PlaceOf(int v)
    {
        ref ValueState state = ref values[v];
        if (state.Register >= XmmBase)
        {
            return new Location(LocationKind.Xmm, state.Register - XmmBase);
        }

        if (state.Register >= 0)
        {
            return new Location(LocationKind.Gpr, state.Register);
        }

        switch (block[v].Op)
        {
            case Op.Const or Op.VConst:
                return new Location(LocationKind.Constant, v);
            case Op.PcRelative:
                return new Location(LocationKind.PcRelative, v);
        }

        if (state.Lazy)
        {
            return new Location(LocationKind.Flags, v);
        }

        if (state.Spill >= 0)
        {
            return new Location(IsVector(v) ? LocationKind.SpillVector : LocationKind.Spill, state.Spill);
        }

        return HomeHas(v) ? new Location(LocationKind.Slot, state.Home) : default;
    }

    /// <summary>A general register = what is at a place. Host flags survive.</summary>
    private void LoadPlace(int r, Location place)
    {
        switch (place.Kind)
        {
            case LocationKind.Gpr:
                if (place.Number != r)
                {
                    e.Mov(true, r, place.Number);
                }

                break;
            case LocationKind.Constant:
                e.MovI(r, block[place.Number].Type == IrType.I64 ? block[place.Number].Imm : (uint)block[place.Number].Imm);
                break;
            case LocationKind.PcRelative:
                LoadPcRelative(r, block[place.Number].Imm);
                break;
            case LocationKind.Spill:
                e.Load(true, r, SpillPlace(place.Number));
                break;
            case LocationKind.Slot:
                e.Load(true, r, Home(place.Number));
                break;
        }
    }

    /// <summary>Appends the places of all dirty slots, flags first; returns how many.</summary>
    private int Snapshot()
    {
        int first = placeCount;
        if (places.Length - placeCount < Block.SlotLimit)
        {
            Array.Resize(ref places, places.Length * 2);
        }

        for (ulong m = dirtyFlags; m != 0; m &= m - 1)
        {
            int slot = BitOperations.TrailingZeroCount(m);
            int v = slotValue[slot];
            Location place = PlaceOf(v);
            ref Instruction f = ref block[v];
            bool lazy = place.Kind == LocationKind.Flags;
            places[placeCount++] = new SlotPlace(slot, v, place, lazy ? PlaceOf(f.A) : default, lazy && f.B >= 0 ? PlaceOf(f.B) : default);
        }

        for (ulong m = dirtyIntegers; m != 0; m &= m - 1)
        {
            int slot = BitOperations.TrailingZeroCount(m);
            places[placeCount++] = new SlotPlace(slot, slotValue[slot], PlaceOf(slotValue[slot]), default, default);
        }

        for (ulong m = dirtyVectors; m != 0; m &= m - 1)
        {
            int slot = BitOperations.TrailingZeroCount(m) + 64;
            places[placeCount++] = new SlotPlace(slot, slotValue[slot], PlaceOf(slotValue[slot]), default, default);
        }

        return placeCount - first;
    }

    /// <summary>Emits the stores of a snapshot. Uses RAX, RCX, XMM15.</summary>
    private void WriteBack(int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            ref SlotPlace s = ref places[i];
            if (s.Slot >= 64)
            {
                WriteBackVector(in s);
            }
            else if (block[s.Value].Type == IrType.Flags)
            {
                WriteBackFlags(in s);
            }
            else
            {
                WriteBackInteger(in s);
            }
        }
    }

    private void WriteBackVector(in SlotPlace s)
    {
        int x = 15;
        switch (s.Place.Kind)
        {
            case LocationKind.Xmm:
                x = s.Place.Number;
                break;
            case LocationKind.SpillVector:
                e.VLoad(x, VectorSpillPlace(s.Place.Number));
                break;
            default:
                ref Instruction ins = ref block[s.Value];
                LoadVectorConstant(x, in ins);
                break;
        }

        e.VStore(Home(s.Slot), x);
    }

    private void WriteBackFlags(in SlotPlace s)
    {
        switch (s.Place.Kind)
        {
            case LocationKind.Flags:
                ref Instruction f = ref block[s.Value];
                if (!HostFlagsAre(s.Value))
                {
                    EmitFlags(f.Op, (IrType)f.Sub, f.A, s.A, f.B, s.B);
                }

                HostFlagsToAx(f.Op);
                e.Store(16, Home(s.Slot), RAX);
                break;
            case LocationKind.Constant:
                e.StoreI(16, Home(s.Slot), (int)block[s.Value].Imm);
                break;
            default:
                int r = RAX;
                if (s.Place.Kind == LocationKind.Gpr)
                {
                    r = s.Place.Number;
                }
                else
                {
                    LoadPlace(r, s.Place);
                }

                e.Store(16, Home(s.Slot), r);
                break;
        }
    }

    private void WriteBackInteger(in SlotPlace s)
    {
        int r = RAX;
        if (s.Place.Kind == LocationKind.Gpr)
        {
            r = s.Place.Number;
        }
        else if (s.Place.Kind == LocationKind.Constant && block[s.Value].Type == IrType.I64
            ? block[s.Value].Imm == (int)block[s.Value].Imm
            : s.Place.Kind == LocationKind.Constant && (uint)block[s.Value].Imm <= int.MaxValue)
        {
            e.StoreI(64, Home(s.Slot), (int)block[s.Value].Imm);
            return;
        }
        else
        {
            LoadPlace(r, s.Place);
        }

        e.Store(64, Home(s.Slot), r);
    }
}
