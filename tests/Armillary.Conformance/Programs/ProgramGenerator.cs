namespace Armillary.Conformance.Programs;

/// <summary>
/// Makes random programs that end. X0 to X18 are data, X19 points into the window; X20 to X22 count loops, X23 counts down all ways back that have no loop of their own;
/// X24 to X26 and SP are base registers; X27 and X28 belong to single statements; X29 counts calls; X30 is the link register.
/// </summary>
/// <param name="seed">What the program is made from.</param>
public sealed unsafe partial class ProgramGenerator(ulong seed)
{
    /// <summary>The register that counts down ways back.</summary>
    public const int Fuel = 23;

    /// <summary>The link register.</summary>
    public const int Link = 30;

    private const int Window = 19, Base = 24, Walker = 25, Ordered = 26, Scratch = 27, Scratch2 = 28, Depth = 29, Zero = 31;

    private const int LongestSpread = 3000;

    private const ulong BaseAddress = DataArea.Data + 0x1_3000;
    private const ulong OrderedAddress = DataArea.Data + 0x1_A000;
    private const ulong WalkerAddress = DataArea.Data + 0x1_C000;

    private readonly RandomTests random = new(seed);
    private readonly ProgramAssembler a = new();
    private readonly List<int> functions = [];
    private int[] favourites = [];
    private int[] vectorFavourites = [];
    private int step;
    private bool misaligns;
    private bool spread;
    private int end;
    private int loops;
    private int vectors;
    private int helpers;
    private int remaps;
    private uint wideFuel;
    private int[] patchable = [];

    /// <summary>The program of a seed.</summary>
    public static TestProgram Make(ulong seed)
    {
        for (ulong attempt = 0; ; attempt++)
        {
            var generator = new ProgramGenerator(seed + (attempt << 48));
            if (generator.TryMake() is { } program)
            {
                return program with { Seed = seed };
            }
        }
    }

    private int Next(int limit) => random.Next(limit);

    private bool Chance(int percent) => Next(100) < percent;

    private TestProgram? TryMake()
    {
        favourites = [.. Enumerable.Range(0, 2 + Next(Chance(60) ? 5 : 14)).Select(_ => Next(Window))];
        vectorFavourites = [.. Enumerable.Range(0, 2 + Next(14)).Select(_ => Next(32))];
        vectors = Next(3) * 20;
        helpers = Chance(30) ? 10 : 2;
        wideFuel = (uint)Next(2) << 31;
        bool faults = Chance(15);
        bool down = Chance(50);
        step = (down ? -1 : 1) * (Chance(80) ? 16 : 1 + Next(24));
        misaligns = Chance(10);
        spread = Chance(30);
        end = a.NewLabel();
        patchable = [.. Enumerable.Range(0, 4).Select(_ => a.NewLabel())];
        remaps = Chance(20) ? 8 : 0;
        if (Chance(50))
        {
            Structure();
        }
        else
        {
            Graph();
        }

        a.Emit(DataArea.Breakpoint);
        foreach (int unplaced in patchable.Where(label => !a.IsPlaced(label)))
        {
            a.Place(unplaced);
            a.Emit(0x9100_0400); // behind the end
        }

        if (a.Count > (spread ? LongestSpread + 2200 : 1000) || a.Finish() is not { } words)
        {
            return null;
        }

        int offset = Chance(70) ? Next(16) * 4 : Next(1024) * 4;
        var states = new GuestState[2];
        for (int i = 0; i < states.Length; i++)
        {
            GuestState state = random.State();
            state.FPCR = Chance(4) ? state.FPCR : 0;
            state.X[Fuel] = (ulong)(5 + Next(Chance(20) ? 400 : 60));
            state.X[Base] = BaseAddress + (ulong)(Next(64) * 16);
            state.X[Window] = DataArea.Window + ((ulong)Next(DataArea.WindowPages) << 12);
            state.X[Ordered] = OrderedAddress;
            state.X[Walker] = !faults ? WalkerAddress + (down ? 0x2000UL : 0)
                : down ? DataArea.Data + (ulong)Next(600) : DataArea.Data + DataArea.DataSize - (ulong)Next(600);
            state.X[Link] = DataArea.Code + (ulong)(offset + (words.Length * 4));
            states[i] = state;
        }

        return new TestProgram(seed, offset, words, states);
    }

    // ---- any blocks, any branches between them: each way back costs fuel

    private void Graph()
    {
        int count = 2 + Next(Chance(30) ? 40 : 14);
        int[] blocks = [.. Enumerable.Range(0, count).Select(_ => a.NewLabel())];
        for (int i = 0; i < count; i++)
        {
            if (Chance(10))
            {
                Gap();
            }

            a.Place(blocks[i]);
            Straight(Next(8));
            Leave(blocks, i);
        }

        a.Place(end);
    }

    // So much that is not run that the code is of several pages.
    private void Gap()
    {
        if (!spread || a.Count > LongestSpread)
        {
            return;
        }

        int over = a.NewLabel();
        a.Emit(0x1400_0000, over);
        for (int i = Next(1200); i > 0; i--)
        {
            a.Emit(DataArea.Breakpoint);
        }

        a.Place(over);
    }

    private void Leave(int[] blocks, int number)
    {
        int target = blocks[Chance(15) ? 0 : Chance(40) ? Next(blocks.Length) : Math.Min(blocks.Length - 1, number + 1 + Next(4))];
        switch (Next(20))
        {
            case 0:
                Pay(target);
                a.Emit(0x1400_0000, target);
                break;
            case 1 or 2:
                PayAlways();
                a.Emit(0x9400_0000, target); // BL
                break;
            case 3 or 4:
                PayAlways();
                a.Emit(0xD65F_03C0); // RET
                break;
            case 5:
                PayAlways();
                a.Emit(0x1000_0000 | Scratch, target); // ADR
                a.Emit(0x1000_0000 | Scratch2, blocks[Next(blocks.Length)]);
                a.Emit(0x9A80_0000 | (Scratch2 << 16) | ((uint)Next(16) << 12) | (Scratch << 5) | Scratch); // CSEL
                a.Emit((Chance(25) ? 0xD63F_0000 : 0xD61F_0000) | (Scratch << 5)); // BLR, BR
                break;
            case 6:
                break; // falls through
            case 7 or 8 or 9:
                Latch(target);
                break;
            default:
                Pay(target);
                a.Emit(Test(), target);
                break;
        }
    }

    // Takes fuel and goes back while there is some.
    private void Latch(int target)
    {
        bool flags = Chance(60);
        a.Emit((flags ? 0x7100_0400u : 0x5100_0400) | wideFuel | (Fuel << 5) | Fuel); // SUBS, SUB
        if (flags)
        {
            NoFlags();
            a.Emit(Chance(50) ? 0x5400_0005u : 0x5400_000A, target); // B.PL, B.GE
        }
        else
        {
            Straight(Chance(30) ? 2 : 0);
            a.Emit(0x3600_0000 | wideFuel | (31u << 19) | Fuel, target); // TBZ
        }
    }

    private void Pay(int target)
    {
        if (a.IsPlaced(target))
        {
            PayAlways();
        }
    }

    private void PayAlways()
    {
        a.Emit(0x5100_0400 | wideFuel | (Fuel << 5) | Fuel); // SUB
        a.Emit(0x3700_0000 | wideFuel | (31u << 19) | Fuel, end); // TBNZ
    }

    // A conditional branch on anything.
    private uint Test() => Next(4) switch
    {
        0 => 0x3400_0000 | ((uint)Next(2) << 31) | ((uint)Next(2) << 24) | R(),
        1 => 0x3600_0000 | ((uint)Next(2) << 31) | ((uint)Next(2) << 24) | ((uint)Next(32) << 19) | R(),
        _ => 0x5400_0000 | (uint)Next(16),
    };

    private void Straight(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Statement();
        }
    }
}
