using System.Runtime.InteropServices;
using Armillary.Arm.State;
using Armillary.Core.State;
using Armillary.X64;

namespace Armillary.Engines.Memory;

/// <summary>
/// The translation spaces and jump caches of one vCPU: small pools, so that going back to a process or a level finds its translations still there.
/// </summary>
internal sealed class TranslationSpaces : IDisposable
{
    private const int SpaceCount = 10;
    private const int JumpCacheCount = 16;

    private readonly TranslationSpace[] spaces = new TranslationSpace[SpaceCount];
    private readonly JumpCache[] jumpCaches = new JumpCache[JumpCacheCount];
    private readonly TranslationSpace?[] fillers = new TranslationSpace?[3];
    private readonly NativeContext context;
    private long clock;

    /// <summary>A TLB that nothing hits.</summary>
    public static unsafe TlbEntry* Nothing { get; } = MakeNothing();

    /// <param name="context">The context of the vCPU that they belong to.</param>
    public TranslationSpaces(NativeContext context)
    {
        this.context = context;
        for (int i = 0; i < SpaceCount; i++)
        {
            spaces[i] = new TranslationSpace(context);
        }

        for (int i = 0; i < JumpCacheCount; i++)
        {
            jumpCaches[i] = new JumpCache();
        }
    }

    private static unsafe TlbEntry* MakeNothing()
    {
        nuint size = (nuint)(TlbEntry.MinCount * sizeof(TlbEntry));
        TlbEntry* entries = (TlbEntry*)NativeMemory.AlignedAlloc(size, 64);

        // SAFETY: the whole of what was just allocated; it lives as long as the process.
        NativeMemory.Fill(entries, size, 0xFF);
        return entries;
    }

    public TranslationSpace Find(in SpaceKey key)
    {
        TranslationSpace oldest = spaces[0];
        foreach (TranslationSpace space in spaces)
        {
            if (space.Valid && space.Key == key)
            {
                space.LastUse = ++clock;
                return space;
            }

            if (!space.Valid)
            {
                space.LastUse = 0;
            }

            if (space.LastUse < oldest.LastUse)
            {
                oldest = space;
            }
        }

        DropJumpCaches(oldest);
        oldest.Clear();
        fillers[(int)oldest.SitePages] = null;
        oldest.SitePages = SitePageArea.None;
        oldest.Key = key;
        oldest.Valid = true;
        oldest.LastUse = ++clock;
        return oldest;
    }

    /// <summary>The space that site pages are filled from until the next call: what they have of another one is forgotten.</summary>
    public unsafe void FillSitePages(TranslationSpace space)
    {
        SitePageArea area = space.Key.Regime == 0 ? SitePageArea.Unprivileged : SitePageArea.Privileged;
        ref TranslationSpace? filler = ref fillers[(int)area];
        if (filler == space)
        {
            return;
        }

        if (filler != null)
        {
            SitePages.Clear(context.Pointer, area);
            filler.SitePages = SitePageArea.None;
        }

        filler = space;
        space.SitePages = area;
    }

    /// <summary>They are in use again.</summary>
    public void Touch(TranslationSpace space, JumpCache cache)
    {
        space.LastUse = ++clock;
        cache.LastUse = clock;
    }

    /// <summary>Unmaps what the mirror of the space that was not in use for longest has, if any has anything.</summary>
    public void EmptyOldestMirror()
    {
        TranslationSpace? oldest = null;
        foreach (TranslationSpace space in spaces)
        {
            if (space.Mirror is { Mappings: > 0 } && (oldest is null || space.LastUse < oldest.LastUse))
            {
                oldest = space;
            }
        }

        oldest?.Mirror!.Empty();
    }

    public JumpCache FindJumpCache(TranslationSpace space, TranslationContext context)
    {
        JumpCache oldest = jumpCaches[0];
        foreach (JumpCache cache in jumpCaches)
        {
            if (cache.Space == space && cache.Context == context)
            {
                cache.LastUse = ++clock;
                return cache;
            }

            if (cache.LastUse < oldest.LastUse)
            {
                oldest = cache;
            }
        }

        oldest.Clear();
        oldest.Space = space;
        oldest.Context = context;
        oldest.LastUse = ++clock;
        return oldest;
    }

    /// <summary>Forgets every translation. Spaces stay where they are, so that the current one stays current.</summary>
    public void ClearAll()
    {
        foreach (TranslationSpace space in spaces)
        {
            space.Clear();
        }

        ClearJumpCaches();
    }

    public void ClearJumpCaches()
    {
        foreach (JumpCache cache in jumpCaches)
        {
            if (cache.Space != null)
            {
                cache.Clear();
            }
        }
    }

    /// <summary>Nothing leads from a PC to a block's code any longer.</summary>
    public void ForgetCode(ulong pc, nint code)
    {
        foreach (JumpCache cache in jumpCaches)
        {
            cache.Forget(pc, code);
        }
    }

    /// <summary>Forgets the translations of the spaces that <paramref name="match"/> selects in [start, +length), or all of theirs for length 0.</summary>
    public void Clear(Func<SpaceKey, bool> match, ulong start, ulong length)
    {
        foreach (TranslationSpace space in spaces)
        {
            if (space.Valid && match(space.Key))
            {
                if (length == 0)
                {
                    space.Clear();
                }
                else
                {
                    space.ClearRange(start, length);
                }

                ClearJumpCaches(space, start, length);
            }
        }
    }

    /// <summary>Forgets what is not global in the privileged spaces, and all of the unprivileged spaces of an ASID.</summary>
    public void ClearAsid(Func<SpaceKey, bool> match)
    {
        foreach (TranslationSpace space in spaces)
        {
            if (space.Valid && match(space.Key))
            {
                if (space.Key.Regime == 0)
                {
                    space.Clear();
                    ClearJumpCaches(space, 0, 0);
                }
                else
                {
                    space.ClearLocal();
                    ClearLocalJumpCaches(space);
                }
            }
        }
    }

    private void ClearJumpCaches(TranslationSpace space, ulong start, ulong length)
    {
        foreach (JumpCache cache in jumpCaches)
        {
            if (cache.Space == space)
            {
                if (length == 0)
                {
                    cache.Clear();
                }
                else
                {
                    cache.ClearRange(start, length);
                }
            }
        }
    }

    // A kernel's code is global, so that going to another process costs it nothing.
    private void ClearLocalJumpCaches(TranslationSpace space)
    {
        foreach (JumpCache cache in jumpCaches)
        {
            if (cache.Space == space && cache.HasLocal)
            {
                cache.Clear();
            }
        }
    }

    private void DropJumpCaches(TranslationSpace space)
    {
        foreach (JumpCache cache in jumpCaches)
        {
            if (cache.Space == space)
            {
                cache.Space = null;
                cache.LastUse = 0;
                cache.Clear();
            }
        }
    }

    public void Dispose()
    {
        foreach (TranslationSpace space in spaces)
        {
            space.Dispose();
        }

        foreach (JumpCache cache in jumpCaches)
        {
            cache.Dispose();
        }
    }
}
