using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.X64;

namespace Armillary.Engines.Vcpus;

/// <summary>Which pages are mirrored: those that accesses ask for which miss the mirror. docs/decisions/0035-mirrors.md.</summary>
internal abstract unsafe partial class Vcpu
{
    // One in so many accesses that miss the mirror asks: a page that is touched a few times only is not worth a mapping. The more mappings there are, the more misses have to ask for another one:
    // the first pages are most of what a program with a small working set needs, and one with a large one touches each of them seldom.
    private const int UsualPatience = 16;
    private const int MappingsForOneMore = 2;

    // After a page that cannot be mirrored.
    private const int LongPatience = 4096;

    private const int EmptyMilliseconds = 1000;

    private long lastEmptied;

    // The address of a page that waits for the vCPU to be out of generated code, or NoPage.
    private const ulong NoPage = ulong.MaxValue;
    private ulong waitingPage = NoPage;

    private int PatienceAfter(Mirror mirror) => Engine.Options.Mirrors == MirrorChoice.Everywhere ? 0 : UsualPatience + (mirror.Mappings / MappingsForOneMore);

    private static byte* MirrorOf(TranslationSpace space) => space.Mirror is { } mirror ? mirror.Memory : Mirror.Nothing;

    /// <summary>Outside generated code: mirrors the page that could not be while a block might use what is in its place.</summary>
    protected void MirrorWaitingPage()
    {
        if (waitingPage != NoPage)
        {
            ulong va = waitingPage;
            waitingPage = NoPage;
            MirrorPage(va, inBlock: false);
        }
    }

    /// <summary>An access that missed the mirror asks for its page.</summary>
    /// <param name="va">Its address.</param>
    /// <param name="inBlock">Generated code goes on behind it, maybe with what it found in the mirror before: nothing that is mapped may change.</param>
    protected void MirrorPage(ulong va, bool inBlock)
    {
        ulong tag = va & ~PageMask;
        TlbEntry* entry = DataSpace.Entry(va);
        ref int patience = ref Mirrors.Patience(Context.Pointer);
        patience = LongPatience;
        if ((entry->ReadTag != tag && entry->WriteTag != tag)
            || Engine.Bus.FindMemory(new PhysicalAddress(entry->Physical & ~PageMask), PageMask + 1, out _) is not { } memory)
        {
            return;
        }

        if (DataSpace.Mirror is null)
        {
            DataSpace.Mirror = Mirror.TryCreate();
            SelectTlbs();
        }

        if (DataSpace.Mirror is not { } mirror)
        {
            return;
        }

        if (inBlock && (MirrorBudget.IsSpent || mirror.WouldReplace(tag, entry, memory)))
        {
            waitingPage = va;
            Volatile.Write(ref Context.Words.Attention, 1);
        }
        else if (mirror.Add(tag, entry, memory))
        {
            Counters.MirroredPages++;
            patience = PatienceAfter(mirror);
        }
        else if (MirrorBudget.IsSpent && Environment.TickCount64 - lastEmptied >= EmptyMilliseconds)
        {
            // Mappings for which there is no room any more are worth little if they change all the time: that would cost more than it gains.
            lastEmptied = Environment.TickCount64;
            Spaces.EmptyOldestMirror();
        }
    }
}
