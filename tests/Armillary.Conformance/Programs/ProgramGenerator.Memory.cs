namespace Armillary.Conformance.Programs;

/// <content>Loads and stores.</content>
public sealed unsafe partial class ProgramGenerator
{
    private void Memory()
    {
        uint size = (uint)Next(4);
        uint t = R();
        bool vector = Chance(vectors);
        uint v = vector ? V() : t;
        switch (remaps != 0 && Chance(50) ? 12 + (Next(9) / 4) : Next(15))
        {
            case 12 when Chance(30):
                a.Emit(Pair(vector) | ((uint)Next(4) << 15) | 0x0100_0000 | (Window << 5));
                break;
            case 12 or 13:
                a.Emit(Single(size, vector, v) | 0x0100_0000 | ((uint)Next(64) << 10) | (Window << 5));
                break;
            case 14:
                a.Emit(0x9274_0400 | (Chosen() << 5) | Scratch); // AND X27, Xn, #0x3000
                a.Emit(0xD2A8_0000 | Window); // MOVZ X19, #0x4000, LSL #16
                a.Emit(0x8B00_0000 | (Scratch << 16) | (Window << 5) | Window); // ADD
                if (Chance(40))
                {
                    // Accesses near this one are in two pages.
                    a.Emit(0x9100_0000 | ((0xFE0u + (uint)Next(32)) << 10) | (Window << 5) | Window); // ADD
                }

                break;
            case 0 or 1:
                a.Emit(Single(size, vector, v) | 0x0100_0000 | ((uint)Next(32) << 10) | (Base << 5));
                break;
            case 2 or 3:
                // Along memory by steps, in some programs out of it.
                a.Emit(Single(size, vector, v) | (((uint)step & 0x1FF) << 12) | (Chance(50) ? 0x400u : 0xC00) | (Walker << 5));
                break;
            case 4:
                a.Emit(Single(size, vector, v) | (((uint)(Next(33) - 16) & 0x1FF) << 12) | ((uint)(Next(3) switch { 0 => 0, 1 => 1, _ => 3 }) << 10) | (Base << 5));
                break;
            case 5:
                a.Emit(0x927D_1C00 | (Chosen() << 5) | Scratch); // AND X27, Xn, #0x7F8
                a.Emit(Single(size, vector, v) | 0x0020_0800 | (Scratch << 16) | ((uint)(Next(3) switch { 0 => 2, 1 => 3, _ => 6 }) << 13) | (Base << 5));
                break;
            case 6:
                a.Emit(Pair(vector) | ((uint)(Next(64) - 32 & 0x7F) << 15) | 0x0100_0000 | (Base << 5));
                break;
            case 7:
                a.Emit(Pair(vector) | ((uint)(step / 8 & 0x7F) << 15) | (Chance(50) ? 0x0080_0000u : 0x0180_0000) | (Walker << 5));
                break;
            case 8:
                // Above all frames.
                a.Emit(Single(size, vector, v) | 0x0100_0000 | (((256u >> (int)size) + (uint)Next(16)) << 10) | (31u << 5));
                break;
            case 9:
                OrderedAccess(size, t);
                break;
            case 10 when Chance(40):
                a.Emit(0xD2A3_0000 | Scratch2); // MOVZ X28, #0x1800, LSL #16: the device
                a.Emit(Single(size, false, t) | 0x0100_0000 | ((uint)Next(64) << 10) | (Scratch2 << 5));
                break;
            default:
                uint pushed = Chosen();
                a.Emit(0xF81F_0FE0 | pushed); // STR Xt, [SP, #-16]!
                Straight(Next(2));
                a.Emit(Chance(50) ? 0x9100_43FF : 0xF841_07E0 | Chosen()); // ADD SP, SP, #16; LDR Xt, [SP], #16
                break;
        }
    }

    // LDR, STR, LDRS of any register size without the addressing mode.
    private uint Single(uint size, bool vector, uint t)
    {
        uint opc = (uint)(vector ? Next(2) : Next(size == 3 ? 2 : size == 2 ? 3 : 4));
        if (vector && Chance(40))
        {
            (size, opc) = (0, opc | 2); // 128 bits
        }

        return 0x3800_0000 | (size << 30) | (vector ? 0x0400_0000u : 0) | (opc << 22) | t;
    }

    private uint Pair(bool vector)
    {
        uint t = vector ? V() : Chosen(), t2;
        do
        {
            t2 = vector ? V() : Chosen();
        }
        while (t2 == t && favourites.Length + vectorFavourites.Length > 0 && Chance(99));

        t2 = t2 == t ? (t + 1) % Window : t2;
        uint load = (uint)Next(2) << 22;
        return 0x2800_0000 | ((uint)(vector ? Next(3) : Next(2) * 2) << 30) | (vector ? 0x0400_0000u : 0) | load | (t2 << 10) | t;
    }

    // TLBI and IC cost fuel where they may be run often: each may take the interpreter as long as a thousand other instructions.
    private void PayInLoops()
    {
        if (loops > 0)
        {
            PayAlways();
        }
    }

    // Another page, or none, at a page of the window.
    private void Remap()
    {
        PayInLoops();
        uint page = (uint)Next(DataArea.WindowPages), other = (uint)Next(DataArea.WindowPages);
        a.Emit(0xD2A6_0000 | Scratch); // MOVZ X27, #0x3000, LSL #16
        a.Emit(0xF286_0000 | (page * 8 << 5) | Scratch); // MOVK X27, #0x3000 + 8 * page
        a.Emit(0xF840_0000 | ((other * 8) - (page * 8) & 0x1FF) << 12 | (Scratch << 5) | Scratch2); // LDUR
        if (Chance(30))
        {
            a.Emit(0xD240_0000 | (Scratch2 << 5) | Scratch2); // EOR #1: not valid, or valid again
        }
        else if (Chance(20))
        {
            a.Emit(0xB279_0000 | (Scratch2 << 5) | Scratch2); // ORR #0x80: read-only
        }

        a.Emit(0xF900_0000 | (Scratch << 5) | Scratch2); // STR
        a.Emit(0xD280_0000 | (page << 5) | Scratch2);
        a.Emit(0xF2A0_0080 | Scratch2); // MOVK X28, #4, LSL #16
        a.Emit(0xD503_3B9F); // DSB ISH
        a.Emit(Next(3) switch
        {
            0 => 0xD508_8320 | Scratch2, // TLBI VAE1IS
            1 => 0xD508_8720 | Scratch2, // TLBI VAE1
            _ => 0xD508_871F, // TLBI VMALLE1
        });
        a.Emit(0xD503_3B9F);
        a.Emit(0xD503_3FDF); // ISB
    }

    // An ADD, or code that makes a SUB of one, or an ADD again.
    private void Patch()
    {
        int label = patchable[Next(patchable.Length)];
        if (!a.IsPlaced(label) && Chance(60))
        {
            a.Place(label);
            a.Emit(0x9100_0000 | ((uint)Next(4096) << 10) | (Chosen() << 5) | Chosen());
            return;
        }

        PayInLoops();
        a.Emit(0x1000_0000 | Scratch, label); // ADR
        a.Emit(0xB940_0000 | (Scratch << 5) | Scratch2); // LDR
        a.Emit(0x5202_0000 | (Scratch2 << 5) | Scratch2); // EOR #0x40000000
        a.Emit(0xB900_0000 | (Scratch << 5) | Scratch2); // STR
        a.Emit(0xD50B_7B20 | Scratch); // DC CVAU
        a.Emit(0xD503_3B9F); // DSB ISH
        a.Emit(0xD50B_7520 | Scratch); // IC IVAU
        a.Emit(0xD503_3B9F);
        a.Emit(0xD503_3FDF);
    }

    // Atomics and acquire, release: their alignment is checked.
    private void OrderedAccess(uint size, uint t)
    {
        if (Chance(30))
        {
            uint move = (uint)(misaligns ? 1 + Next(7) : 16);
            a.Emit(0x9100_0000 | (move << 10) | (Ordered << 5) | Ordered); // ADD
        }

        uint s = Chosen();
        uint registers = (Ordered << 5) | t;
        switch (Next(5))
        {
            case 0:
                a.Emit(0x3820_0000 | (size << 30) | ((uint)Next(4) << 22) | (s << 16) | ((uint)Next(9) << 12) | registers); // LDADD..., SWP
                break;
            case 1:
                a.Emit(0x08A0_7C00 | (size << 30) | ((uint)Next(2) << 22) | ((uint)Next(2) << 15) | (s << 16) | registers); // CAS
                break;
            case 2:
                a.Emit(0x08DF_FC00 | (size << 30) | registers); // LDAR
                break;
            case 3:
                a.Emit(0x089F_FC00 | (size << 30) | registers); // STLR
                break;
            default:
                uint status = (t + 1) % Window;
                a.Emit(0x085F_7C00 | (Chance(30) ? 0x8000u : 0) | (size << 30) | registers); // LDXR, LDAXR
                for (int i = Next(4); i > 1; i--)
                {
                    Flagless();
                }

                if (Chance(10))
                {
                    a.Emit(0x3900_0000 | (Ordered << 5) | Chosen()); // STRB
                }

                a.Emit(0x0800_7C00 | (size << 30) | (status << 16) | registers); // STXR
                break;
        }
    }
}
