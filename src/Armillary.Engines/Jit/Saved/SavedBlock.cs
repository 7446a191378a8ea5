using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Core.State;
using Armillary.X64;

namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// One block or region as it lies in a file: everything that the code cache needs to have it again, in another process and at another place. A view of
/// bytes that somebody else holds.
/// </summary>
/// <remarks>
/// Layout, little-endian: <see cref="Header"/>; exits; fixups; words of site records; their lengths (two bytes each); accesses; the guest code; the host code. Each part
/// begins at a multiple of eight. In the host code the displacement at a <see cref="CodeFixup.Thunk"/> is the target's offset from the code cache's
/// beginning as if the block began at 0, the word at a <see cref="CodeFixup.Site"/> is the number of the site among the block's own, exits are not linked.
/// </remarks>
internal readonly ref struct SavedBlock
{
    /// <summary>No saved block has more host code.</summary>
    public const int CodeLimit = CodeArea.BlockRoom;

    private const int PageSize = 0x1000;

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

    public uint Context { get; private init; }

    /// <summary>Where in the guest page it begins.</summary>
    public int Entry { get; private init; }

    /// <summary>Where in the guest page the code that it was made from begins.</summary>
    public int SourceStart { get; private init; }

    public bool IsRegion { get; private init; }

    public ReadOnlySpan<Exit> Exits { get; private init; }

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

    /// <summary>Finds the parts of a block. False: they contradict each other.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out SavedBlock block)
    {
        block = default;
        if (!TryTake(ref bytes, 1, out ReadOnlySpan<Header> headers))
        {
            return false;
        }

        Header h = headers[0];
        if (h.CodeLength is <= 0 or > CodeLimit
            || !TryTake(ref bytes, h.Exits, out ReadOnlySpan<Exit> exits) || !TryTake(ref bytes, h.Fixups, out ReadOnlySpan<uint> fixups)
            || !TryTake(ref bytes, h.SiteWords, out ReadOnlySpan<uint> siteWords) || !TryTake(ref bytes, h.Sites, out ReadOnlySpan<ushort> siteLengths)
            || !TryTake(ref bytes, h.Accesses, out ReadOnlySpan<int> accesses)
            || !TryTake(ref bytes, h.SourceLength, out ReadOnlySpan<byte> source) || !TryTake(ref bytes, h.CodeLength, out ReadOnlySpan<byte> code))
        {
            return false;
        }

        block = new SavedBlock
        {
            Context = h.Context,
            Entry = h.Entry,
            SourceStart = h.SourceStart,
            IsRegion = h.IsRegion != 0,
            Exits = exits,
            Fixups = fixups,
            SiteWords = siteWords,
            SiteLengths = siteLengths,
            Accesses = accesses,
            Source = source,
            Code = code,
        };
        return block.IsSound();
    }

    // Nothing in it leads outside of it, so that taking it into the code cache writes nowhere else.
    private bool IsSound()
    {
        if ((Entry & 3) != 0 || (SourceStart & 3) != 0 || (Source.Length & 3) != 0 || Source.Length == 0
            || SourceStart > Entry || Entry >= SourceStart + Source.Length || SourceStart + Source.Length > PageSize)
        {
            return false;
        }

        foreach (Exit exit in Exits)
        {
            if (exit.JumpOffset < 0 || (exit.JumpOffset & 3) != 3 || exit.JumpOffset > Code.Length - 5 || exit.StubOffset < 0 || exit.StubOffset > Code.Length - 10)
            {
                return false;
            }
        }

        foreach (uint fixup in Fixups)
        {
            int at = (int)(fixup & ~CodeFixup.KindMask);
            if (at > Code.Length - 4 || ((fixup & CodeFixup.KindMask) == CodeFixup.Site && BitConverter.ToUInt32(Code[at..]) >= (uint)SiteLengths.Length))
            {
                return false;
            }
        }

        foreach (int access in Accesses)
        {
            if (access is < BlockCompiler.MirroredAccess or > GuestContext.AllocatedSize - SitePage.Size - 0x1000)
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

    private static bool TryTake<T>(scoped ref ReadOnlySpan<byte> bytes, int count, out ReadOnlySpan<T> part)
        where T : unmanaged
    {
        part = default;
        long length = (long)count * Unsafe.SizeOf<T>();
        if (count < 0 || length > bytes.Length)
        {
            return false;
        }

        part = MemoryMarshal.Cast<byte, T>(bytes[..(int)length]);
        bytes = bytes[(int)Math.Min(bytes.Length, (length + 7) & ~7L)..];
        return true;
    }
}
