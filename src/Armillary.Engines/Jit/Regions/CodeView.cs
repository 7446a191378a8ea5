using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.Engines.Vcpus;
using Armillary.Ir;
using Armillary.X64;

namespace Armillary.Engines.Jit.Regions;

/// <summary>A page of guest code.</summary>
/// <param name="Physical">Where it lies.</param>
/// <param name="Guarded">Whether it is guarded (stage 1 GP).</param>
/// <param name="Global">Whether it is mapped so in every address space (nG is 0).</param>
/// <param name="BlockLog2">The size of what maps it, whole or as a part.</param>
internal readonly record struct CodePage(ulong Physical, bool Guarded, bool Global, int BlockLog2)
{
    /// <summary>The page of an entry of a space's table.</summary>
    public static CodePage Of(in FetchEntry entry) => new(entry.Physical, entry.Guarded, entry.Global, entry.LargeLog2);
}

/// <summary>
/// What a vCPU knows of its code at some moment: where the pages lie that it ran code of, and where indirect branches went of late. Taken by the vCPU's
/// thread, read by any.
/// </summary>
internal sealed class CodeView
{
    private readonly Dictionary<ulong, CodePage> pages;
    private readonly List<(ulong Pc, uint BType)> branches;
    private readonly Func<ulong, CodePage?>? peek;

    /// <summary>The guest PC of the block that it was taken for.</summary>
    public ulong Pc { get; }

    private CodeView(ulong pc, Dictionary<ulong, CodePage> pages, List<(ulong Pc, uint BType)> branches, Func<ulong, CodePage?>? peek)
    {
        Pc = pc;
        this.pages = pages;
        this.branches = branches;
        this.peek = peek;
    }

    /// <summary>What is known in a translation space and a jump cache of it.</summary>
    /// <param name="space">The space.</param>
    /// <param name="cache">The jump cache.</param>
    /// <param name="pc">A guest PC.</param>
    /// <param name="peek">Tells where other pages lie; the view may then be used by the vCPU's thread only, at once.</param>
    public static CodeView Take(TranslationSpace space, JumpCache cache, ulong pc, Func<ulong, CodePage?>? peek = null)
        => new(pc, space.KnownCode(), cache.IndirectTargets(), peek);

    /// <summary>Where a page lies, given one of its addresses.</summary>
    public bool TryPage(ulong address, out CodePage page)
    {
        if (!pages.TryGetValue(address & ~0xFFFUL, out page))
        {
            if (peek?.Invoke(address) is not { } found)
            {
                return false;
            }

            page = found;
        }

        return true;
    }

    /// <summary>The targets of indirect branches of a kind.</summary>
    public IEnumerable<ulong> Targets(BranchKind kind)
    {
        uint type = BranchTargets.TypeOf(kind);
        return branches.Where(branch => branch.BType == type).Select(static branch => branch.Pc);
    }
}
