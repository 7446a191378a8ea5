using System.Collections;
using Armillary.Core.State;
using Armillary.X64;

namespace Armillary.Engines.Jit.Regions;

/// <summary>
/// What samples tell of a region's accesses: which keep missing their site's page. Vcpus' threads use it without a lock: what a race can do is to
/// choose other accesses, which costs time only.
/// </summary>
internal sealed unsafe class AccessHistory
{
    // So many misses in the time of one sample, about a millisecond, are some thousandths of it. A walk through an array does not count (SitePage.Misses), and
    // where each access waits for memory there are not many more.
    private const int MissesPerSample = 256;

    // A region is made again so often at most: what is chosen once stays chosen.
    private const int MaxRemakes = 4;

    private int samples;
    private int remakes;
    private int[]? misses;

    /// <summary>The history of the region that takes this one's place.</summary>
    public AccessHistory Next() => new() { remakes = remakes + 1 };

    /// <summary>A sample found a vCPU at the region. Not null: it is to be made again with these accesses in the mirror.</summary>
    public BitArray? Sample(int[] accesses, GuestContext* context)
    {
        samples++;
        if (misses is null)
        {
            misses = new int[accesses.Length];
            Count(accesses, context, misses);
            samples = 0;
            return null;
        }

        // Looked at after 1, 2, 4 and so on.
        if ((samples & (samples - 1)) != 0 || remakes == MaxRemakes)
        {
            return null;
        }

        int[] now = new int[accesses.Length];
        Count(accesses, context, now);
        BitArray chosen = new(accesses.Length);
        bool any = false;
        for (int i = 0; i < accesses.Length; i++)
        {
            bool wanted = now[i] - misses[i] >= MissesPerSample * ((samples / 2) + 1);
            any |= wanted;
            chosen[i] = wanted || accesses[i] == BlockCompiler.MirroredAccess;
        }

        misses = now;
        return any ? chosen : null;
    }

    private static void Count(int[] accesses, GuestContext* context, int[] counts)
    {
        for (int i = 0; i < accesses.Length; i++)
        {
            counts[i] = accesses[i] > 0 ? SitePages.Misses(context, accesses[i]) : 0;
        }
    }
}
