using Armillary.Ir;
using Armillary.X64.Assembler;
using Armillary.X64.RegisterAllocation;

namespace Armillary.X64;

/// <content>Sites: writing their records.</content>
public sealed unsafe partial class BlockCompiler
{
    private readonly uint[] record = new uint[SiteRecord.HeaderWords + (Block.SlotLimit * 5) + 32];
    private int recordLength;

    /// <summary>Records the site of an instruction; the operands' places are as given, the results' registers likewise (general, or XMM + 16; -1: not wanted). An access that cannot fail has none.</summary>
    private uint AddSite(in Instruction ins, Location a, Location b, Location c, int result, int result2, bool recover)
    {
        if (IsSpanned)
        {
            return 0;
        }

        int first = placeCount;
        int entries = recover ? Snapshot() : 0;
        placeCount = first;
        recordLength = SiteRecord.HeaderWords + entries;
        record[0] = (uint)ins.Op | ((uint)ins.Type << 16) | ((uint)ins.Sub << 24);
        record[SiteRecord.ImmWord] = (uint)ins.Imm;
        record[SiteRecord.ImmWord + 1] = (uint)(ins.Imm >> 32);
        record[SiteRecord.OperandWord] = Pool(a).Bits;
        record[SiteRecord.OperandWord + 1] = Pool(b).Bits;
        record[SiteRecord.OperandWord + 2] = Pool(c).Bits;
        record[SiteRecord.ResultWord] = ResultPlace(result);
        record[SiteRecord.ResultWord + 1] = ResultPlace(result2);
        record[SiteRecord.PcWord] = (uint)guestOffset;
        record[SiteRecord.CountWord] = (uint)entries;
        for (int i = 0; i < entries; i++)
        {
            ref SlotPlace s = ref places[first + i];
            Location place = s.Place.Kind == LocationKind.Flags ? PoolFlags(s.Value, s.A, s.B) : Pool(s.Place);
            record[SiteRecord.HeaderWords + i] = ((uint)s.Slot << 24) | place.Bits;
        }

        return sites.Add(record.AsSpan(0, recordLength));
    }

    private static uint ResultPlace(int register) => register < 0 ? 0
        : register >= XmmBase ? new Location(LocationKind.Xmm, register - XmmBase).Bits
        : new Location(LocationKind.Gpr, register).Bits;

    /// <summary>Moves what a location names by value number into the record.</summary>
    private Location Pool(Location place)
    {
        switch (place.Kind)
        {
            case LocationKind.Constant or LocationKind.PcRelative:
                ref Instruction ins = ref block[place.Number];
                int at = recordLength;
                recordLength += 4;
                ulong low = ins.Type == IrType.I32 ? (uint)ins.Imm : (ulong)ins.Imm;
                record[at] = (uint)low;
                record[at + 1] = (uint)(low >> 32);
                record[at + 2] = ins.Op == Op.VConst ? (uint)ins.B : 0;
                record[at + 3] = ins.Op == Op.VConst ? (uint)ins.A : 0;
                return new Location(place.Kind, at);
            case LocationKind.Flags:
                ref Instruction f = ref block[place.Number];
                return PoolFlags(place.Number, PlaceOf(f.A), f.B >= 0 ? PlaceOf(f.B) : default);
            default:
                return place;
        }
    }

    private Location PoolFlags(int v, Location a, Location b)
    {
        ref Instruction f = ref block[v];
        int at = recordLength;
        recordLength += 3;
        record[at] = (uint)f.Op | ((uint)f.Sub << 16);
        record[at + 1] = Pool(a).Bits;
        record[at + 2] = Pool(b).Bits;
        return new Location(LocationKind.Flags, at);
    }

    /// <summary>The place of an operand for a site that runs before anything is overwritten: in a register, or a constant.</summary>
    private Location SiteOperand(int v)
    {
        if (v < 0)
        {
            return default;
        }

        if (block[v].Op is not (Op.Const or Op.VConst or Op.PcRelative) && !values[v].Lazy)
        {
            _ = IsVector(v) ? UseXmm(v) : UseGpr(v);
        }
        else if (values[v].Register >= 0)
        {
            locked |= 1u << values[v].Register;
        }

        return PlaceOf(v);
    }

    /// <summary>An operation that managed code does: for what has no rule, or is rare.</summary>
    private void LowerBySite(in Instruction ins)
    {
        bool memory = (Traits.Of(ins.Op) & Trait.Observer) != 0;
        Location a = SiteOperand(ins.A);
        Location b = SiteOperand(ins.B);
        Location c = SiteOperand(ins.C);
        int result = -1;
        int result2 = -1;
        if (ins.Type != IrType.Void)
        {
            bool vector = ins.Type == IrType.V128;
            result = Allocate(vector ? XmmMask : GprMask);
            if (current + 1 < block.Count && block[current + 1].Op == Op.PairHigh && block[current + 1].A == current)
            {
                result2 = Allocate(vector ? XmmMask : GprMask);
            }
        }

        uint site = AddSite(in ins, a, b, c, result, result2, memory);
        e.PushSite(site);
        e.Call(thunks.SlowPath);
        hostFlagsOp = Op.Nop;
        if (result >= 0)
        {
            Define(current, result);
        }

        if (result2 >= 0)
        {
            DefineSecond(result2);
        }
    }

    /// <summary>Defines the PairHigh that follows the current instruction, if someone wants it.</summary>
    private void DefineSecond(int register)
    {
        if (!values[current + 1].Dead && values[current + 1].LastUse >= 0)
        {
            Define(current + 1, register);
        }
    }
}
