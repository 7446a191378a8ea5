using System.Runtime.InteropServices;
using Armillary.Arm.State;
using Armillary.Core.Memory;
using Armillary.Ir;

namespace Armillary.Engines.Jit.Regions;

/// <summary>The code around a hot block, as a vCPU had it mapped: what ran is worth to be part of its region.</summary>
/// <param name="bus">Where guest memory is.</param>
/// <param name="table">What ran.</param>
/// <param name="view">What the vCPU knew.</param>
/// <param name="block">The block at the entry.</param>
/// <param name="everything">What has not run yet is wanted as well.</param>
internal sealed unsafe class HotCode(AddressSpace bus, BlockTable table, CodeView view, TranslatedBlock block, bool everything) : ICodeSource
{
    // A table of a switch, or the operations of an interpreter, are near the branch that takes one of them; of functions those count that samples found.
    private const int NearPages = 2;
    private const int MostNear = 40;
    private const int MostFunctions = 8;
    private const int MostStubTargets = 3;

    private readonly ulong basePc = view.Pc & ~0xFFFUL;
    private readonly bool guarded = (block.Context & TranslationContext.GuardedPage) != 0;
    private int[]? functions;
    private int[]? stubTargets;

    /// <inheritdoc/>
    public bool TryPage(int number, Span<byte> bytes)
    {
        if (Physical(number) is not { } physical)
        {
            return false;
        }

        Guest(physical).CopyTo(bytes);
        return true;
    }

    /// <summary>Where a page of the region lies, which <see cref="TryPage"/> knew.</summary>
    public ulong PageOf(int number) => Physical(number)!.Value;

    /// <summary>What is in a page of guest memory now.</summary>
    public ReadOnlySpan<byte> Guest(ulong physical)
    {
        PhysicalAddress start = new(physical);
        var memory = bus.FindMemory(start, 0x1000, out _)!;

        // SAFETY: the page was just found to be memory, which stays for as long as the bus.
        return new ReadOnlySpan<byte>(memory.HostBase + (start - memory.Start), 0x1000);
    }

    /// <inheritdoc/>
    public bool IsWanted(int place) => everything || Known(place) is not null;

    /// <inheritdoc/>
    public void AddTargets(int place, BranchKind kind, List<int> targets)
    {
        if (kind != BranchKind.Call && !IsStub(place))
        {
            AddNear(place, kind, targets);
        }

        if (kind != BranchKind.Jump && targets.Count == 0)
        {
            targets.AddRange((kind == BranchKind.Call ? functions ??= Hottest(kind, MostFunctions) : stubTargets ??= Hottest(kind, MostStubTargets)).Where(target => target != place));
        }
    }

    private void AddNear(int place, BranchKind kind, List<int> targets)
    {
        foreach (ulong pc in view.Targets(kind))
        {
            if (PlaceOf(pc) is { } target && Math.Abs((place >> 12) - (target >> 12)) <= NearPages && Known(target) is not null && targets.Count < MostNear)
            {
                targets.Add(target);
            }
        }
    }

    // A BR through X16 or X17 goes to a function of another library; one through another register, which in a page that is not guarded counts as
    // one through those, is a switch or an interpreter's way to the next operation.
    private bool IsStub(int place)
        => Physical(place >> 12) is { } physical && MemoryMarshal.Read<uint>(Guest(physical)[(place & 0xFFF)..]) >> 5 is (0xD61F0000u >> 5) + 16 or (0xD61F0000u >> 5) + 17;

    private int[] Hottest(BranchKind kind, int most)
        => [.. view.Targets(kind).Select(PlaceOf).OfType<int>().Select(target => (Target: target, Block: Known(target)))
            .Where(known => known.Block is not null && (everything || known.Block.Heat != 0 || known.Block.Considered))
            .OrderByDescending(static known => known.Block!.Heat).Take(most).Select(static known => known.Target)];

    private int? PlaceOf(ulong pc) => (pc & 3) == 0 && (long)(pc - basePc) is > int.MinValue / 2 and < int.MaxValue / 2 and var place ? (int)place : null;

    private TranslatedBlock? Known(int place)
        => Physical(place >> 12) is { } physical ? table.FindAside(physical | (uint)(place & 0xFFF), block.Context) : null;

    private ulong? Physical(int number)
    {
        if (number == 0)
        {
            return block.Physical & ~0xFFFUL;
        }

        return view.TryPage(basePc + ((ulong)(long)number << 12), out CodePage page) && page.Guarded == guarded && bus.FindMemory(new PhysicalAddress(page.Physical), 0x1000, out _) is not null
            ? page.Physical
            : null;
    }
}
