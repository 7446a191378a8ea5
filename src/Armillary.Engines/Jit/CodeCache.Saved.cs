using Armillary.Engines.Jit.Saved;

namespace Armillary.Engines.Jit;

/// <content>Code that leaves for a file, and that comes from one.</content>
internal sealed unsafe partial class CodeCache
{
    /// <summary>Adds a block to a group.</summary>
    /// <param name="block">The block.</param>
    /// <param name="linkOf">The number in the group of a block that an exit goes straight to, or -1.</param>
    /// <param name="group">The group.</param>
    public void Export(TranslatedBlock block, Func<TranslatedBlock, int> linkOf, GroupBuffer group)
        => (block.FirstExit >= FirstAsideExit ? aside : area).Export(block, Sites, linkOf, group);

    /// <summary>Takes a block in. False: there is no room.</summary>
    public bool Import(in SavedBlock saved, TranslatedBlock block) => area.Import(in saved, Sites, block);

    /// <summary>Links the exits of a block that came from a group as they were linked when it was saved.</summary>
    /// <param name="saved">The block as it was saved.</param>
    /// <param name="block">The block.</param>
    /// <param name="group">The blocks of the group that have been taken in, by number.</param>
    public void LinkAgain(in SavedBlock saved, TranslatedBlock block, ReadOnlySpan<TranslatedBlock?> group)
    {
        for (int i = 0; i < saved.ExitCount; i++)
        {
            int link = saved.ExitAt(i).Link;
            if ((uint)link < (uint)group.Length && group[link] is { } target)
            {
                Link(block.FirstExit + i, target);
            }
        }
    }
}
