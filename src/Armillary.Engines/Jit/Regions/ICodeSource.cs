using Armillary.Ir;

namespace Armillary.Engines.Jit.Regions;

/// <summary>What a region is formed from: guest code around an entry, by its distance from the beginning of the entry's page.</summary>
internal interface ICodeSource
{
    /// <summary>Copies a page of guest code. False: it is not known where that page lies, or it is not to be part of the region.</summary>
    /// <param name="number">The page; that of the entry is 0.</param>
    /// <param name="bytes">4096 bytes.</param>
    bool TryPage(int number, Span<byte> bytes);

    /// <summary>Whether code is worth to be part of the region, that is, was run.</summary>
    /// <param name="place">Where it begins.</param>
    bool IsWanted(int place);

    /// <summary>Adds the places that an indirect branch or call is likely to go to, each of which accepts a branch of its kind.</summary>
    /// <param name="place">Where the branch lies.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="targets">Where to add.</param>
    void AddTargets(int place, BranchKind kind, List<int> targets);
}
