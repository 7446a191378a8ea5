using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Core.State;
using Armillary.X64;

namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// One block or region as it lies in a file: everything that the code cache needs to have it again, in another process and at another place. A view of
/// bytes that somebody else holds, which must not move.
/// </summary>
/// <remarks>
/// Plain pointers in place of the framework's generic methods: over our own types those would be compiled at run time.
/// Layout, little-endian: <see cref="Header"/>; exits; fixups; words of site records; their lengths (two bytes each); accesses; the guest code; the host code. Each part
/// begins at a multiple of eight. In the host code the displacement at a <see cref="CodeFixup.Thunk"/> is the target's offset from the code cache's
/// beginning as if the block began at 0, the word at a <see cref="CodeFixup.Site"/> is the number of the site among the block's own, exits are not linked.
/// </remarks>
internal readonly unsafe ref struct SavedBlock
{
    /// <summary>No saved block has more host code.</summary>
    public const int CodeLimit = CodeArea.BlockRoom;

    /// <summary>What a saved block's guest code lies in.</summary>
    public const int PageSize = 0x1000;

    [StructLayout(LayoutKind.Sequential)]
    internal struct Header
    {
        public uint Context;
        public ushort Entry;
        public ushort SourceStart;
        public ushort SourceLength;
        public ushort IsRegion;
        public int CodeLength;
        public int Exits;
        public int Fixups;
        public int Sites;
        public int SiteWords;
        public int Accesses;
        public int Zero;
    }

    /// <summary>A direct exit, and the number in the group of the block that it goes straight to, or -1.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct Exit
    {
        public long TargetDelta;
        public int JumpOffset;
        public int StubOffset;
        public int Link;
        public int Zero;
    }

    private Header* First { get; init; }

    /// <summary>What it begins with.</summary>
    public ref readonly Header Head => ref *First;

    public uint Context => First->Context;

    /// <summary>Where in the guest page it begins.</summary>
    public int Entry => First->Entry;

    /// <summary>Where in the guest page the code that it was made from begins.</summary>
    public int SourceStart => First->SourceStart;

    public bool IsRegion => First->IsRegion != 0;

    private Exit* FirstExit { get; init; }

    public int ExitCount => First->Exits;

    public ReadOnlySpan<uint> Fixups { get; private init; }

    public ReadOnlySpan<uint> SiteWords { get; private init; }

    public ReadOnlySpan<ushort> SiteLengths { get; private init; }

    /// <summary>A region's accesses, as <see cref="TranslatedBlock.Accesses"/>.</summary>
    public ReadOnlySpan<int> Accesses { get; private init; }

    public ReadOnlySpan<byte> Source { get; private init; }

    public ReadOnlySpan<byte> Code { get; private init; }

    /// <summary>The instructions that it is looked up by.</summary>
    public ReadOnlySpan<byte> FirstInstructions
    {
        get
        {
            ReadOnlySpan<byte> fromEntry = Source[(Entry - SourceStart)..];
            return fromEntry[..Math.Min(fromEntry.Length, CodeHash.KeyBytes)];
        }
    }

    /// <summary>A direct exit.</summary>
    public ref readonly Exit ExitAt(int number) => ref FirstExit[number];

    /// <summary>Finds the parts of a block. False: they contradict each other.</summary>
    /// <param name="bytes">The block and what follows it, in memory that does not move while the block is in use.</param>
    /// <param name="block">The block.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SavedBlock block)
    {
        block = default;
        if (bytes.Length < sizeof(Header))
        {
            return false;
        }

        // SAFETY: each part is taken only if it lies in the bytes.
        byte* at = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(bytes));
        byte* end = at + bytes.Length;
        Header* h = (Header*)at;
        byte* exits = at + sizeof(Header);
        byte* fixups = After(exits, h->Exits, sizeof(Exit), end);
        byte* siteWords = After(fixups, h->Fixups, sizeof(uint), end);
        byte* siteLengths = After(siteWords, h->SiteWords, sizeof(uint), end);
        byte* accesses = After(siteLengths, h->Sites, sizeof(ushort), end);
        byte* source = After(accesses, h->Accesses, sizeof(int), end);
        byte* code = After(source, h->SourceLength, 1, end);
        if (h->CodeLength is <= 0 or > CodeLimit || After(code, h->CodeLength, 1, end) == null)
        {
            return false;
        }

        block = new SavedBlock
        {
            First = h,
            FirstExit = (Exit*)exits,
            Fixups = new ReadOnlySpan<uint>(fixups, h->Fixups),
            SiteWords = new ReadOnlySpan<uint>(siteWords, h->SiteWords),
            SiteLengths = new ReadOnlySpan<ushort>(siteLengths, h->Sites),
            Accesses = new ReadOnlySpan<int>(accesses, h->Accesses),
            Source = new ReadOnlySpan<byte>(source, h->SourceLength),
            Code = new ReadOnlySpan<byte>(code, h->CodeLength),
        };
        return block.IsSound();
    }

    // Where the part begins that follows one of so many elements; null: that one does not end before the end.
    private static byte* After(byte* part, int count, int size, byte* end)
    {
        long length = (long)count * size;
        return part == null || count < 0 || length > end - part ? null : part + Math.Min(end - part, (length + 7) & ~7L);
    }

    // Nothing in it leads outside of it, so that taking it into the code cache writes nowhere else.
    private bool IsSound()
    {
        if ((Entry & 3) != 0 || (SourceStart & 3) != 0 || (Source.Length & 3) != 0 || Source.Length == 0
            || SourceStart > Entry || Entry >= SourceStart + Source.Length || SourceStart + Source.Length > PageSize)
        {
            return false;
        }

        for (int i = 0; i < ExitCount; i++)
        {
            ref readonly Exit exit = ref ExitAt(i);
            if (exit.JumpOffset < 0 || (exit.JumpOffset & 3) != 3 || exit.JumpOffset > Code.Length - 5 || exit.StubOffset < 0 || exit.StubOffset > Code.Length - 10)
            {
                return false;
            }
        }

        foreach (uint fixup in Fixups)
        {
            int at = (int)(fixup & ~CodeFixup.KindMask);
            if (at > Code.Length - 4 || ((fixup & CodeFixup.KindMask) == CodeFixup.Site && Unsafe.ReadUnaligned<uint>(in Code[at]) >= (uint)SiteLengths.Length))
            {
                return false;
            }
        }

        foreach (int access in Accesses)
        {
            if (access is < BlockCompiler.MirroredAccess or > GuestContext.AllocatedSize - SitePage.Size - PageSize)
            {
                return false;
            }
        }

        int words = 0;
        foreach (ushort length in SiteLengths)
        {
            words += length;
        }

        return words == SiteWords.Length;
    }
}
