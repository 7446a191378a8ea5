using System.Runtime.InteropServices;
using Armillary.Core.State;

namespace Armillary.Engines.Memory;

/// <content>
/// How large the data TLB is. A program that walks through more memory than the TLB covers has it doubled; when the whole of it is forgotten and little of it
/// was in use, it is halved. So emptying it costs less than filling it did.
/// </content>
internal sealed unsafe partial class TranslationSpace
{
    // The entries that are not global, as long as they are few.
    private readonly ulong[] locals = new ulong[64];
    private int localCount;
    private int count = TlbEntry.MinCount;
    private int evictions;
    private int insertions;

    /// <summary>See <see cref="GuestContext.TlbMask"/>.</summary>
    public uint Mask => (uint)(count - 1) << TlbEntry.SizeLog2;

    /// <summary>An entry is about to be filled. True: the table is larger now, and entries have other places.</summary>
    public bool NoteFill(TlbEntry* entry)
    {
        insertions++;
        if ((entry->ReadTag == NoTag && entry->WriteTag == NoTag) || ++evictions < count || count == TlbEntry.MaxCount)
        {
            return false;
        }

        Grow();
        return true;
    }

    private void Grow()
    {
        int old = count;
        count *= 2;
        evictions = 0;

        // SAFETY: there is room for MaxCount entries; all ones is the tag that nothing hits.
        NativeMemory.Fill(entries + old, (nuint)(old * sizeof(TlbEntry)), 0xFF);
        for (TlbEntry* entry = entries; entry < entries + old; entry++)
        {
            ulong tag = entry->ReadTag != NoTag ? entry->ReadTag : entry->WriteTag;
            if (tag != NoTag && Entry(tag) != entry)
            {
                *Entry(tag) = *entry;
                Drop(entry);
            }
        }
    }

    // A vCPU that goes on with the larger mask finds nothing in the upper half, which is empty.
    private void ForgetAll()
    {
        // SAFETY: the table has count entries.
        NativeMemory.Fill(entries, (nuint)(count * sizeof(TlbEntry)), 0xFF);
        if (count > TlbEntry.MinCount && insertions < count / 4)
        {
            count /= 2;
        }

        evictions = insertions = localCount = 0;
    }

    private void NoteLocal(ulong va)
    {
        if (localCount < locals.Length)
        {
            locals[localCount] = va;
        }

        localCount++;
    }

    private void DropLocal()
    {
        if (localCount <= locals.Length)
        {
            foreach (ulong va in locals.AsSpan(0, localCount))
            {
                DropIfLocal(Entry(va));
            }

            return;
        }

        for (TlbEntry* entry = entries; entry < entries + count; entry++)
        {
            DropIfLocal(entry);
        }
    }

    private static void DropIfLocal(TlbEntry* entry)
    {
        if ((entry->Physical & GlobalBit) == 0)
        {
            Drop(entry);
        }
    }
}
