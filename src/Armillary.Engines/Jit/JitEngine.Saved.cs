using System.Diagnostics;
using Armillary.Arm.State;
using Armillary.Engines.Jit.Saved;
using Armillary.X64;

namespace Armillary.Engines.Jit;

/// <content>Code of former runs. docs/decisions/0037-code-of-former-runs.md.</content>
public sealed unsafe partial class JitEngine
{
    private readonly List<TranslatedBlock> unsaved = [];
    private TranslatedBlock?[] taken = new TranslatedBlock?[64];
    private CodeStore? store;
    private long savedLoaded;
    private long savedLoadTicks;

    /// <summary>Waits until the code of former runs is at hand, which a guest never does; for those who measure or test it. Call it once there is a vCPU.</summary>
    public void WaitForSavedCode() => store?.WaitUntilOpen();

    // With the first vCPU it is known what guest CPU it is for.
    private void OpenStore(Arm.Cpu cpu)
    {
        if (Options.SavedCode is { } saved && store is null)
        {
            UInt128 identity = CodeIdentity.Of(Options, cpu.Model.Features, HostFeatures.Detect());
            store = new CodeStore(saved, identity, () => unsaved.Count, AddUnsaved);
        }
    }

    // Under the lock.
    private void NoteNew(TranslatedBlock block)
    {
        if (store is { Wanted: true })
        {
            unsaved.Add(block);
            store.NoteNew();
        }
    }

    // Under the lock: the block at a place, if it and what else there is for its page comes from a former run.
    private TranslatedBlock? LoadSaved(byte* host, ulong physical, TranslationContext context, ulong pc)
    {
        int offset = (int)(physical & 0xFFF);

        // SAFETY: the fetch gave the host address in a page of guest memory, all of which is mapped.
        ReadOnlySpan<byte> page = new(host - offset, SavedBlock.PageSize);
        ReadOnlySpan<byte> group = store!.Find(page, physical >> 12, offset, (uint)context, out int only);
        if (group.IsEmpty)
        {
            return null;
        }

        long start = Stopwatch.GetTimestamp();
        int count = GroupBuffer.CountOf(group);
        if (taken.Length < count)
        {
            taken = new TranslatedBlock?[count * 2];
        }

        ulong pageStart = physical & ~0xFFFUL;
        Span<TranslatedBlock?> blocks = taken.AsSpan(0, count);
        for (int i = 0; i < count; i++)
        {
            blocks[i] = null;
            if ((only < 0 || i == only) && GroupBuffer.TryGet(group, i, out SavedBlock saved)
                && page.Slice(saved.SourceStart, saved.Source.Length).SequenceEqual(saved.Source)
                && table.Find(pageStart + (ulong)saved.Entry, (TranslationContext)saved.Context) is null)
            {
                TranslatedBlock made = new(pageStart + (ulong)saved.Entry, (TranslationContext)saved.Context)
                {
                    Source = saved.Source.ToArray(),
                    SourceStart = pageStart + (ulong)saved.SourceStart,
                    IsRegion = saved.IsRegion,
                    Accesses = saved.Accesses.ToArray(),
                    Generation = generation,
                };
                if (!cache.Import(in saved, made))
                {
                    break; // the block that is wanted finds that out as well, if it is not there yet
                }

                table.Add(made);
                perfMap?.Add(made, (pc & ~0xFFFUL) + (ulong)saved.Entry);
                codeBytes += made.CodeLength;
                savedLoaded++;
                blocks[i] = made;
            }
        }

        for (int i = 0; i < count; i++)
        {
            if (blocks[i] is { } made && GroupBuffer.TryGet(group, i, out SavedBlock saved))
            {
                cache.LinkAgain(in saved, made, blocks);
            }
        }

        blocks.Clear();
        savedLoadTicks += Stopwatch.GetTimestamp() - start;
        return table.Find(physical, context);
    }

    // On the store's thread: what is new, groups for each guest page. It holds the lock for one group at a time.
    private bool AddUnsaved(SegmentBuilder builder)
    {
        TranslatedBlock[] all;
        int clears;
        lock (gate)
        {
            all = [.. unsaved];
            clears = cache.Clears;
        }

        var buffer = new GroupBuffer();
        var numbers = new Dictionary<TranslatedBlock, int>();
        foreach (TranslatedBlock[] members in all.Where(IsWorthKeeping).OrderBy(block => block.Physical).GroupBy(block => block.Physical >> 12).SelectMany(page => page.Chunk(GroupBuffer.BlockLimit)))
        {
            buffer.Clear();
            numbers.Clear();
            for (int i = 0; i < members.Length; i++)
            {
                numbers.Add(members[i], i);
            }

            lock (gate)
            {
                if (cache.Clears != clears)
                {
                    return false; // the code is gone
                }

                foreach (TranslatedBlock block in members)
                {
                    cache.Export(block, target => numbers.GetValueOrDefault(target, -1), buffer);
                }
            }

            if (!builder.Add(buffer.Whole()))
            {
                break; // as much as may be kept
            }
        }

        lock (gate)
        {
            if (cache.Clears == clears)
            {
                unsaved.RemoveRange(0, all.Length);
            }
        }

        return true;
    }

    // A region of its entry's page comes in its block's place; those of several pages are made anew.
    // What was dropped because user code changed was made by the guest itself and will hardly come again; the kernel patches itself in the same way each time.
    private static bool IsWorthKeeping(TranslatedBlock block)
        => (block.IsRegion ? block.Base is null || (block.IsOfOnePage && block.Base.Region == block) : block.Region is not { IsOfOnePage: true })
            && (block.Valid || (block.Context & TranslationContext.ELMask) != 0)
            && block.SourceStart >> 12 == block.Physical >> 12 && (block.SourceStart + (ulong)block.Length - 1) >> 12 == block.Physical >> 12;
}
