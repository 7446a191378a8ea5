using Armillary.Arm.A64;

namespace Armillary.Conformance.Programs;

/// <content>What blocks are made of.</content>
public sealed unsafe partial class ProgramGenerator
{
    /// <summary>Not anything: what traps or sleeps, branches, and exclusives, whose monitor any exit may clear.</summary>
    private static readonly A64Encoding[] Rows =
    [
        .. A64EncodingTable.Rows.Where(row => !QemuTests.IsExcluded(row) && TestMachine.Model.Has(row.Feature)
            && !row.Fields.Any(f => f.Name is "imm26" or "imm19" or "imm14")
            && !row.Name.StartsWith("LDX", StringComparison.Ordinal) && !row.Name.StartsWith("LDAX", StringComparison.Ordinal)
            && !row.Name.StartsWith("STX", StringComparison.Ordinal) && !row.Name.StartsWith("STLX", StringComparison.Ordinal)),
    ];

    private static readonly uint[] Helpers =
    [
        0xD53B_D040, 0xD51B_D040, 0xD53B_E040, 0xD53B_E040, 0xD53B_4400, 0xD53B_4420, 0xD51B_4420, 0xD53B_0020, // TPIDR_EL0, CNTVCT_EL0, FPCR, FPSR, CTR_EL0
        0xD518_D080, 0xD538_D080, 0xD538_4240, 0xD53B_4200, 0xD51B_4200, // TPIDR_EL1, CurrentEL, NZCV
    ];

    private static readonly uint[] Plain = [0xD503_3F9F, 0xD503_3FDF, 0xD503_3BBF, 0xD503_201F, 0xD500_401F, 0xD500_403F, 0xD500_405F, 0xD500_409F, 0xD500_419F]; // DSB, ISB, DMB, NOP, CFINV, XAFLAG, AXFLAG, MSR PAN

    // A data register.
    private uint Chosen() => (uint)(Chance(75) ? favourites[Next(favourites.Length)] : Next(Window));

    // A data register or XZR.
    private uint R() => Chance(5) ? Zero : Chosen();

    private uint V() => (uint)(Chance(75) ? vectorFavourites[Next(vectorFavourites.Length)] : Next(32));

    private uint Wide() => (uint)Next(2) << 31;

    private void Statement()
    {
        int kind = Next(100);
        if (kind < vectors)
        {
            Vector();
        }
        else if (kind < 60)
        {
            Integer();
        }
        else if (kind < 64)
        {
            // Flags that are used some blocks later.
            a.Emit((Next(3) switch { 0 => 0x2B00_001Fu, 1 => 0x6B00_001F, _ => 0x6A00_001F }) | Wide() | (Chosen() << 16) | (Chosen() << 5)); // CMN, CMP, TST
            NoFlags();
            NoFlags();
        }
        else if (kind < 80)
        {
            Memory();
        }
        else if (kind < 80 + helpers)
        {
            Helper();
        }
        else if (kind < 80 + helpers + remaps)
        {
            Remap();
        }
        else if (Chance(5))
        {
            Patch();
        }
        else
        {
            Any();
        }
    }

    // Sets no flags, and uses neither scratch registers nor memory.
    private void Flagless()
    {
        uint wide = Wide();
        uint shift = (uint)Next(wide == 0 ? 32 : 64);
        uint destination = Chosen(), registers = (R() << 16) | (R() << 5) | destination;
        a.Emit(Next(9) switch
        {
            0 => 0x0B00_0000 | wide | ((uint)Next(2) << 30) | ((uint)Next(3) << 22) | (shift << 10) | registers, // ADD, SUB
            1 => 0x1100_0000 | wide | ((uint)Next(2) << 30) | ((uint)(Chance(50) ? Next(4) : Next(8192)) << 10) | (R() << 5) | destination,
            2 => 0x0A00_0000 | wide | ((uint)Next(3) << 29) | ((uint)Next(8) << 21) | (shift << 10) | registers, // AND, ORR, EOR and inverted
            3 => 0x1A80_0000 | wide | ((uint)Next(2) << 30) | ((uint)Next(16) << 12) | ((uint)Next(2) << 10) | registers, // CSEL and its like
            4 => 0x1A00_0000 | wide | ((uint)Next(2) << 30) | registers, // ADC, SBC
            5 => 0x1B00_0000 | wide | ((uint)Next(2) << 15) | (R() << 10) | registers, // MADD, MSUB
            6 => 0x1280_0000 | wide | ((uint)(Next(2) == 0 ? 0 : 2) << 29) | ((uint)Next(wide == 0 ? 2 : 4) << 21) | ((uint)Next(65536) << 5) | destination, // MOVN, MOVZ
            7 => 0x1300_0000 | wide | (wide >> 9) | ((uint)Next(3) << 29) | (shift << 16) | ((uint)Next(wide == 0 ? 32 : 64) << 10) | (R() << 5) | destination, // SBFM, BFM, UBFM
            _ => VectorWord(),
        });
    }

    private void Integer()
    {
        uint wide = Wide();
        uint shift = (uint)Next(wide == 0 ? 32 : 64);
        uint two = (R() << 16) | (R() << 5), three = two | Chosen();
        uint condition = (uint)Next(16) << 12, flags = (uint)Next(16);
        if (Chance(40))
        {
            Flagless();
            return;
        }

        a.Emit(Next(14) switch
        {
            0 or 1 => 0x2B00_0000 | wide | ((uint)Next(2) << 30) | ((uint)Next(3) << 22) | ((Chance(50) ? 0 : shift) << 10) | two | R(), // ADDS, SUBS
            2 or 3 => 0x3100_0000 | wide | ((uint)Next(2) << 30) | ((uint)(Chance(50) ? Next(4) : Next(8192)) << 10) | (R() << 5) | R(),
            4 => 0x2B20_0000 | wide | ((uint)Next(2) << 30) | ((uint)Next(8) << 13) | ((uint)Next(5) << 10) | two | R(),
            5 => 0x6A00_0000 | wide | ((uint)Next(8) << 21) | (shift << 10) | two | R(), // ANDS, BICS
            6 => 0x7200_0000 | wide | (wide >> 9) | ((uint)Next(32) << 16) | ((uint)Next(31) << 10) | (R() << 5) | R(), // ANDS
            7 => 0x3A00_0000 | wide | ((uint)Next(2) << 30) | two | R(), // ADCS, SBCS
            8 => 0x3A40_0000 | wide | ((uint)Next(2) << 30) | ((uint)Next(2) << 11) | condition | two | flags, // CCMN, CCMP
            9 => 0x1AC0_0000 | wide | ((uint)(Next(2) == 0 ? 2 + Next(2) : 8 + Next(4)) << 10) | three, // UDIV, SDIV, LSLV, LSRV, ASRV, RORV
            10 => 0x5AC0_0000 | wide | ((uint)(Next(5) is var op && op == 3 ? 4 : op == 4 ? 5 : op) << 10) | (R() << 5) | Chosen(), // RBIT, REV, CLZ, CLS
            11 => 0x9B20_0000 | ((uint)Next(2) << 23) | ((uint)Next(2) << 15) | (R() << 10) | three, // SMADDL and its like
            12 => (Chance(50) ? 0xD53B_4200 : 0xD51B_4200) | Chosen(), // NZCV
            _ => Chance(50) ? 0xF280_0000 | ((uint)Next(4) << 21) | ((uint)Next(65536) << 5) | Chosen() // MOVK
                : Chance(50) ? 0xBA00_0400 | (shift << 15) | (R() << 5) | flags // RMIF
                : 0x3A00_080D | ((uint)Next(2) << 14) | (R() << 5), // SETF8, SETF16
        });
    }

    private void Helper()
    {
        if (Chance(70))
        {
            a.Emit(Helpers[Next(Helpers.Length)] | Chosen());
        }
        else if (Chance(90))
        {
            a.Emit(Plain[Next(Plain.Length)]);
        }
        else
        {
            a.Emit(0x5400_0040 | (uint)Next(15)); // over an SVC or an UNDEFINED instruction
            a.Emit(Chance(50) ? 0xD400_0001 | ((uint)Next(100) << 5) : (uint)Next(100));
        }
    }

    // Any encoding, registers below 16.
    private void Any()
    {
        A64Encoding row = Rows[Next(Rows.Length)];
        uint word = random.SequenceWord(row);
        if (A64Decoder.Find(word, TestMachine.Model.Features) != row.Row)
        {
            return;
        }

        if ((row.Value & row.Mask & 0x0A00_0000) == 0x0800_0000)
        {
            a.Emit(0xAA00_03E0 | (Base << 16) | Scratch2); // MOV X28, X24
            a.Emit(0x927D_1C00 | (Chosen() << 5) | Scratch); // AND X27, Xn, #0x7F8
        }

        a.Emit(word);
    }

    private void Vector()
    {
        uint type = (uint)Next(2) << 22;
        uint condition = (uint)Next(16) << 12;
        uint wide = Wide();
        switch (Next(8))
        {
            case 0:
                a.Emit(0x1E20_2000 | type | (V() << 16) | (V() << 5) | ((uint)Next(4) << 3)); // FCMP
                break;
            case 1:
                a.Emit(0x1E20_0400 | type | (V() << 16) | condition | (V() << 5) | ((uint)Next(32))); // FCCMP
                break;
            case 2:
                a.Emit(0x1E20_0C00 | type | (V() << 16) | condition | (V() << 5) | V()); // FCSEL
                break;
            case 3:
                a.Emit(Chance(50)
                    ? (wide == 0 ? 0x1E27_0000u : 0x9E67_0000) | (R() << 5) | V() // FMOV
                    : 0x1E22_0000 | wide | type | ((uint)Next(2) << 16) | (R() << 5) | V()); // SCVTF, UCVTF
                break;
            case 4:
                a.Emit(Next(3) switch
                {
                    0 => (wide == 0 ? 0x1E26_0000u : 0x9E66_0000) | (V() << 5) | Chosen(), // FMOV
                    1 => 0x1E38_0000 | wide | type | ((uint)Next(2) << 16) | (V() << 5) | Chosen(), // FCVTZS, FCVTZU
                    _ => 0x4E08_3C00 | ((uint)Next(2) << 20) | (V() << 5) | Chosen(), // UMOV
                });
                break;
            default:
                a.Emit(VectorWord());
                break;
        }
    }

    // Vectors in, a vector out.
    private uint VectorWord()
    {
        uint type = (uint)Next(2) << 22, full = (uint)Next(2) << 30;
        uint registers = (V() << 16) | (V() << 5) | V();
        return Next(10) switch
        {
            0 or 1 => 0x1E20_0800 | type | ((uint)Next(9) << 12) | registers, // FMUL, FDIV, FADD, FSUB, FMAX...
            2 => 0x1F00_0000 | type | ((uint)Next(2) << 21) | ((uint)Next(2) << 15) | (V() << 10) | registers, // FMADD and its like
            3 => 0x0E20_8400 | full | ((uint)Next(2) << 29) | ((uint)Next(full == 0 ? 3 : 4) << 22) | registers, // ADD, SUB
            4 => 0x0E20_1C00 | full | ((uint)Next(8) << 22 & 0x00C0_0000) | ((uint)Next(2) << 29) | registers, // AND, BSL...
            5 => 0x4E20_D400 | type | registers, // FADD
            6 => 0x4E20_CC00 | type | registers, // FMLA
            7 => 0x6E00_0000 | ((uint)Next(16) << 11) | registers, // EXT
            8 => 0x1E20_4000 | type | ((uint)Next(4) << 15) | (registers & 0x3FF), // FMOV, FABS, FNEG, FSQRT
            _ => 0x4E00_0C00 | ((uint)(1 << Next(4)) << 16) | (R() << 5) | (registers & 31), // DUP
        };
    }
}
