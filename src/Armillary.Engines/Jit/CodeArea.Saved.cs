using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Engines.Jit.Saved;
using Armillary.X64;

namespace Armillary.Engines.Jit;

/// <content>Code that leaves for a file, and that comes from one. Both under the engine's lock.</content>
internal sealed unsafe partial class CodeArea
{
    private byte[] code = new byte[1 << 14];
    private readonly List<uint> words = [];
    private readonly List<ushort> lengths = [];
    private readonly List<uint> numbers = [];
    private readonly List<SavedBlock.Exit> savedExits = [];

    /// <summary>Adds a block of this area to a group.</summary>
    /// <param name="block">The block.</param>
    /// <param name="sites">The sites of all code.</param>
    /// <param name="linkOf">The number in the group of a block that an exit goes straight to, or -1.</param>
    /// <param name="group">The group.</param>
    public void Export(TranslatedBlock block, SiteTable sites, Func<TranslatedBlock, int> linkOf, GroupBuffer group)
    {
        if (code.Length < block.CodeLength)
        {
            code = new byte[block.CodeLength * 2];
        }

        Span<byte> copy = code.AsSpan(0, block.CodeLength);
        new ReadOnlySpan<byte>((byte*)block.Code, block.CodeLength).CopyTo(copy);
        int place = (int)((byte*)block.Code - memory.Execute);
        words.Clear();
        lengths.Clear();
        numbers.Clear();
        savedExits.Clear();
        ReadOnlySpan<uint> noted = fixups[block.FirstFixup >> FixupsLog2].AsSpan(block.FirstFixup & ((1 << FixupsLog2) - 1), block.FixupCount);
        foreach (uint fixup in noted)
        {
            ref int word = ref WordAt(copy, (int)(fixup & ~CodeFixup.KindMask));
            word = (fixup & CodeFixup.KindMask) == CodeFixup.Site ? OwnSite((uint)word, sites) : word + place;
        }

        for (int i = 0; i < block.ExitCount; i++)
        {
            ref CodeExit exit = ref ExitAt(block.FirstExit - firstExit + i);
            WordAt(copy, exit.Jump.JumpOffset + 1) = exit.Jump.StubOffset - (exit.Jump.JumpOffset + 5);
            WordAt(copy, exit.Jump.StubOffset + 1) = 0;
            savedExits.Add(new SavedBlock.Exit
            {
                TargetDelta = exit.Jump.TargetDelta,
                JumpOffset = exit.Jump.JumpOffset,
                StubOffset = exit.Jump.StubOffset,
                Link = exit.Target is { Valid: true } target ? linkOf(target) : -1,
            });
        }

        var header = new SavedBlock.Header
        {
            Context = (uint)block.Context,
            Entry = (ushort)(block.Physical & 0xFFF),
            SourceStart = (ushort)(block.SourceStart & 0xFFF),
            SourceLength = (ushort)block.Length,
            IsRegion = block.IsRegion ? (ushort)1 : (ushort)0,
            CodeLength = block.CodeLength,
            Exits = savedExits.Count,
            Fixups = noted.Length,
            Sites = lengths.Count,
            SiteWords = words.Count,
            Accesses = block.Accesses.Length,
        };
        group.Add(in header, CollectionsMarshal.AsSpan(savedExits), noted, CollectionsMarshal.AsSpan(words), CollectionsMarshal.AsSpan(lengths), block.Accesses, block.Source, copy);
    }

    // The number of a site among the block's own.
    private int OwnSite(uint site, SiteTable sites)
    {
        int known = numbers.LastIndexOf(site);
        if (known >= 0)
        {
            return known;
        }

        ReadOnlySpan<uint> record = sites.WholeRecord(site);
        words.AddRange(record);
        lengths.Add((ushort)record.Length);
        numbers.Add(site);
        return numbers.Count - 1;
    }

    /// <summary>Takes a block in, not linked yet. False: there is no room.</summary>
    public bool Import(in SavedBlock saved, SiteTable sites, TranslatedBlock block)
    {
        int room = Begin();
        if (room < Math.Max(LeastRoom, saved.Code.Length) || !sites.HasRoom)
        {
            return false;
        }

        // SAFETY: there is room for the code, and every offset in the saved block was found to lie in it (SavedBlock.TryParse).
        byte* execute = memory.Execute + compiledAt;
        Span<byte> target = new(memory.Write + compiledAt, saved.Code.Length);
        saved.Code.CopyTo(target);
        uint firstSite = saved.SiteLengths.IsEmpty ? 0 : sites.AddAll(saved.SiteWords, saved.SiteLengths);
        foreach (uint fixup in saved.Fixups)
        {
            ref int word = ref WordAt(target, (int)(fixup & ~CodeFixup.KindMask));
            word += (fixup & CodeFixup.KindMask) == CodeFixup.Site ? (int)firstSite : -compiledAt;
        }

        block.Code = (nint)execute;
        block.LinkCode = block.Code;
        block.CodeLength = saved.Code.Length;
        block.FirstExit = firstExit + exitCount;
        block.ExitCount = saved.ExitCount;
        for (int i = 0; i < saved.ExitCount; i++)
        {
            ref readonly SavedBlock.Exit exit = ref saved.ExitAt(i);
            WordAt(target, exit.StubOffset + 1) = firstExit + exitCount;
            AddExit(new CodeExit { Jump = new BlockExit(exit.JumpOffset, exit.StubOffset, exit.TargetDelta), Owner = block });
        }

        Use(compiledAt + saved.Code.Length);
        return true;
    }

    private static ref int WordAt(Span<byte> bytes, int offset) => ref Unsafe.As<byte, int>(ref bytes.Slice(offset, 4)[0]);
}
