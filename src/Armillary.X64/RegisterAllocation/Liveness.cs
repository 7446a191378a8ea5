using Armillary.Ir;

namespace Armillary.X64.RegisterAllocation;

/// <summary>The backward pass: where each value is read last, which operations nobody needs, which slot writes nobody sees.</summary>
internal static class Liveness
{
    public static void Run(Block block, Span<ValueState> values)
    {
        Span<Instruction> instructions = block.Instructions;
        values = values[..instructions.Length];
        values.Fill(new ValueState { LastUse = -1, Spill = -1, Register = -1, Home = -1 });
        UInt128 overwritten = 0;
        for (int i = instructions.Length - 1; i >= 0; i--)
        {
            ref readonly Instruction ins = ref instructions[i];
            Trait trait = Traits.Of(ins.Op);
            if (ins.Op == Op.SetSlot)
            {
                UInt128 bit = UInt128.One << (int)ins.Imm;
                if ((overwritten & bit) != 0)
                {
                    values[i].Dead = true;
                    continue;
                }

                overwritten |= bit;
            }
            else if ((trait & Trait.Effect) == 0)
            {
                if (values[i].LastUse < 0)
                {
                    values[i].Dead = true;
                    continue;
                }

                if (ins.Op == Op.GetSlot)
                {
                    overwritten &= ~(UInt128.One << (int)ins.Imm);
                }
            }

            if ((trait & Trait.Observer) != 0)
            {
                overwritten = 0;
            }

            if ((trait & Trait.NoOperands) == 0)
            {
                Use(values, ins.A, i);
                Use(values, ins.B, i);
                Use(values, ins.C, i);
            }
        }
    }

    private static void Use(Span<ValueState> values, int value, int user)
    {
        if (value >= 0 && values[value].LastUse < user)
        {
            values[value].LastUse = user;
        }
    }
}
