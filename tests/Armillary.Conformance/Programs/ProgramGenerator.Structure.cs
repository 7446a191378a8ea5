namespace Armillary.Conformance.Programs;

/// <content>Programs as compilers make them: nested loops that count, diamonds, switches, functions.</content>
public sealed unsafe partial class ProgramGenerator
{
    private void Structure()
    {
        int count = Next(4);
        for (int i = 0; i < count; i++)
        {
            functions.Add(a.NewLabel());
        }

        int top = a.NewLabel();
        a.Place(top);
        Sequence(0, 1 + Next(3));
        for (int i = Next(3); i > 0; i--)
        {
            Latch(top);
            Sequence(0, Next(2));
        }

        a.Emit(0x1400_0000, end);
        loops = 1; // a call may be in one
        for (int i = 0; i < count; i++)
        {
            Function(i);
        }

        a.Place(end);
    }

    private void Sequence(int depth, int length)
    {
        for (int i = 0; i < length; i++)
        {
            switch (Next(10))
            {
                case 0 or 1 or 2 when depth < 3:
                    Loop(depth);
                    break;
                case 3 or 4:
                    Diamond(depth);
                    break;
                case 5:
                    Switch(depth);
                    break;
                case 6 when functions.Count != 0:
                    Call(functions[Next(functions.Count)]);
                    break;
                default:
                    Straight(1 + Next(6));
                    break;
            }
        }
    }

    private void Loop(int depth)
    {
        uint counter = (uint)(20 + depth);
        uint wide = (uint)Next(2) << 31;
        uint n = (uint)(1 + Next(depth == 0 ? 12 : depth == 1 ? 6 : 4));
        int top = a.NewLabel(), latch = a.NewLabel(), exit = a.NewLabel();
        int form = Next(6);
        a.Emit(0x5280_0000 | wide | ((form == 4 ? 0 : n) << 5) | counter); // MOVZ
        a.Place(top);
        if (form == 3)
        {
            a.Emit(0x3400_0000 | wide | counter, exit); // CBZ
        }

        loops++;
        Sequence(depth + 1, 1 + Next(3));
        if (Chance(40))
        {
            a.Emit(Test(), Chance(50) ? latch : exit);
            Straight(1 + Next(4));
        }

        loops--;

        a.Place(latch);
        uint registers = (counter << 5) | counter;
        switch (form)
        {
            case 0:
                a.Emit(0x7100_0400 | wide | registers); // SUBS
                NoFlags();
                a.Emit(0x5400_0000 | (Chance(50) ? 1u : Chance(50) ? 12u : 8u), top); // B.NE, B.GT, B.HI
                break;
            case 1:
                a.Emit(0x5100_0400 | wide | registers);
                a.Emit(0x3500_0000 | wide | counter, top); // CBNZ
                break;
            case 2:
                a.Emit(0x5100_0400 | wide | registers);
                a.Emit(0x3600_0000 | wide | (31u << 19) | counter, top); // TBZ
                break;
            case 3:
                a.Emit(0x5100_0400 | wide | registers);
                a.Emit(0x1400_0000, top);
                break;
            case 4:
                a.Emit(0x1100_0400 | wide | registers);
                a.Emit(0x7100_001F | wide | (n << 10) | (counter << 5)); // CMP
                NoFlags();
                a.Emit(0x5400_0000 | (Chance(50) ? 1u : Chance(50) ? 11u : 3u), top); // B.NE, B.LT, B.LO
                break;
            default:
                a.Emit(0x7100_0400 | wide | registers);
                a.Emit(0x5400_0000 | (Chance(50) ? 0u : 13u), exit); // B.EQ, B.LE
                NoFlags();
                a.Emit(0x1400_0000, top);
                break;
        }

        a.Place(exit);
    }

    // What flags live across: no statement of it sets them.
    private void NoFlags()
    {
        if (Chance(40))
        {
            int over = a.NewLabel();
            if (Chance(60))
            {
                a.Emit(Chance(50) ? 0x3400_0000 | ((uint)Next(2) << 31) | R() : 0x5400_0000 | (uint)Next(14), over);
            }

            for (int i = Next(4); i >= 0; i--)
            {
                Flagless();
            }

            a.Place(over);
        }
    }

    private void Diamond(int depth)
    {
        int otherwise = a.NewLabel(), exit = a.NewLabel();
        a.Emit(Test(), otherwise);
        Sequence(depth + 1, Next(3));
        if (Chance(60))
        {
            a.Emit(0x1400_0000, exit);
            a.Place(otherwise);
            Sequence(depth + 1, Next(2));
        }
        else
        {
            a.Place(otherwise);
        }

        a.Place(exit);
    }

    // So many targets that they are found in a table.
    private void Table()
    {
        int first = a.NewLabel(), exit = a.NewLabel();
        int[] cases = [.. Enumerable.Range(0, 8).Select(_ => a.NewLabel())];
        a.Emit(0x9240_0800 | (Chosen() << 5) | Scratch2); // AND X28, Xn, #7
        a.Emit(0x1000_0000 | Scratch, first); // ADR
        a.Emit(0x8B00_0800 | (Scratch2 << 16) | (Scratch << 5) | Scratch); // ADD X27, X27, X28, LSL #2
        a.Emit((Chance(80) ? 0xD61F_0000 : 0xD63F_0000) | (Scratch << 5)); // BR, BLR
        a.Place(first);
        foreach (int label in cases)
        {
            a.Emit(0x1400_0000, label);
        }

        foreach (int label in cases)
        {
            a.Place(label);
            for (int i = Next(3); i > 0; i--)
            {
                Flagless();
            }

            if (Chance(60))
            {
                a.Emit(0x1400_0000, exit);
            }
        }

        a.Place(exit);
    }

    private void Switch(int depth)
    {
        if (Chance(30))
        {
            Table();
            return;
        }

        int first = a.NewLabel(), second = a.NewLabel(), exit = a.NewLabel();
        a.Emit(0x1000_0000 | Scratch, first);
        a.Emit(0x1000_0000 | Scratch2, second);
        a.Emit(0x9A80_0000 | (Scratch2 << 16) | ((uint)Next(16) << 12) | (Scratch << 5) | Scratch);
        a.Emit((Chance(80) ? 0xD61F_0000 : 0xD65F_0000) | (Scratch << 5)); // BR, RET
        a.Place(first);
        Sequence(depth + 1, Next(2));
        a.Emit(0x1400_0000, exit);
        a.Place(second);
        Sequence(depth + 1, Next(2));
        a.Place(exit);
    }

    private void Call(int function)
    {
        a.Emit(0xD280_0000 | ((uint)Next(5) << 5) | Depth); // MOVZ
        if (Chance(80))
        {
            a.Emit(0x9400_0000, function);
        }
        else
        {
            a.Emit(0x1000_0000 | Scratch, function);
            a.Emit(0xD63F_0000 | (Scratch << 5));
        }
    }

    private void Function(int number)
    {
        Gap();
        a.Place(functions[number]);
        int kind = Next(4);
        if (kind == 0)
        {
            Straight(1 + Next(4));
            Return();
            return;
        }

        if (kind == 1)
        {
            // A leaf with a loop, whose counter no loop around a call has.
            Straight(2);
            int top = a.NewLabel();
            a.Emit(0x5280_0000 | ((1u + (uint)Next(5)) << 5) | Scratch2);
            a.Place(top);
            for (int i = Next(5); i >= 0; i--)
            {
                Flagless();
            }

            a.Emit(0x7100_0400 | (Scratch2 << 5) | Scratch2);
            a.Emit(0x5400_0001, top);
            Return();
            return;
        }

        int skip = a.NewLabel();
        bool pair = Chance(50);
        a.Emit(pair ? 0xA9BF_0000 | (Link << 10) | (31u << 5) | Chosen() : 0xF81F_0FE0 | Link); // STP, STR with [SP, #-16]!
        Straight(Next(3));
        if (Chance(50))
        {
            a.Emit(0xF100_0400 | (Depth << 5) | Depth);
            a.Emit(0x5400_0004, skip); // B.MI
        }
        else
        {
            a.Emit(0xD100_0400 | (Depth << 5) | Depth);
            a.Emit(0xB7F8_0000 | Depth, skip);
        }

        Straight(Next(4));
        a.Emit(0x9400_0000, kind == 2 || number + 1 == functions.Count ? functions[number] : functions[number + 1]);
        Straight(Next(4));
        a.Place(skip);
        a.Emit(pair ? 0xA8C1_0000 | (Link << 10) | (31u << 5) | Chosen() : 0xF841_07E0 | Link);
        Return();
    }

    private void Return()
    {
        if (Chance(75))
        {
            a.Emit(0xD65F_03C0);
            return;
        }

        a.Emit(0xAA1E_03E0 | Scratch); // MOV
        a.Emit((Chance(50) ? 0xD65F_0000 : 0xD61F_0000) | (Scratch << 5));
    }
}
