using System.Runtime.InteropServices;
using Armillary.Arm;
using Armillary.Arm.Mmu;
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
    private const int WorldCount = 8;

    private readonly TranslationSpace[] spaces = new TranslationSpace[SpaceCount];
    private readonly JumpCache[] jumpCaches = new JumpCache[JumpCacheCount];
    private readonly TranslationWorld[] worlds = [.. Enumerable.Range(0, WorldCount).Select(n => new TranslationWorld((byte)n))];
    private readonly TranslationSpace?[] fillers = new TranslationSpace?[3];
    // By exception level, what was found last: mostly it is wanted again.
    private readonly TranslationSpace[] foundSpaces = new TranslationSpace[4];
    private readonly JumpCache[] foundCaches = new JumpCache[4];
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

        Array.Fill(foundSpaces, spaces[0]);
        Array.Fill(foundCaches, jumpCaches[0]);
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
        ref TranslationSpace found = ref foundSpaces[key.Regime];
        if (!found.Valid || found.Key != key)
        {
            found = FindOrClear(in key);
        }

        found.LastUse = ++clock;
        return found;
    }

    private TranslationSpace FindOrClear(in SpaceKey key)
    {
        TranslationSpace oldest = spaces[0];
        foreach (TranslationSpace space in spaces)
        {
            if (space.Valid && space.Key == key)
            {
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
        ref JumpCache found = ref foundCaches[(int)(context & TranslationContext.ELMask)];
        if (found.Space != space || found.Context != context)
        {
            found = FindOrClearJumpCache(space, context);
        }

        found.LastUse = ++clock;
        return found;
    }

    private JumpCache FindOrClearJumpCache(TranslationSpace space, TranslationContext context)
    {
        JumpCache oldest = jumpCaches[0];
        foreach (JumpCache cache in jumpCaches)
        {
            if (cache.Space == space && cache.Context == context)
            {
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

    /// <summary>The world of some controls, current from now on; the one that was not in use for longest makes room for a new one.</summary>
    public TranslationWorld FindWorld(in TranslationControls controls)
    {
        TranslationWorld oldest = worlds[0];
        foreach (TranslationWorld world in worlds)
        {
            if (world.Is(in controls))
            {
                world.LastUse = ++clock;
                return world;
            }

            if (world.LastUse < oldest.LastUse)
            {
                oldest = world;
            }
        }

        foreach (TranslationSpace space in spaces)
        {
            if (oldest.Valid && space.Valid && space.Key.World == oldest.Number)
            {
                Forget(space);
            }
        }

        oldest.Become(in controls);
        oldest.LastUse = ++clock;
        return oldest;
    }

    /// <summary>Forgets what a TLBI names. It may drop more than asked for (an operation by address and ASID is done to every ASID), never less.</summary>
    public void Clear(in TlbInvalidation invalidation)
    {
        bool byAddress = invalidation.HasAddress && invalidation.Length is > 0 and < (1UL << 32);
        bool byAsid = invalidation.HasAsid && !invalidation.Global;
        foreach (TranslationSpace space in spaces)
        {
            if (!space.Valid || !worlds[space.Key.World].IsNamedBy(in invalidation))
            {
                continue;
            }

            if (byAddress)
            {
                space.ClearRange(invalidation.Start, invalidation.Length);
                ClearJumpCaches(space, invalidation.Start, invalidation.Length);
            }
            else if (!byAsid)
            {
                Forget(space);
            }
            else if (space.Key.Regime != 0)
            {
                space.ClearLocal();
                ClearLocalJumpCaches(space);
            }
            else if ((ushort)(space.Key.Table >> 48) == invalidation.Asid)
            {
                Forget(space);
            }
        }
    }

    /// <summary>Forgets what is not global in a world's privileged spaces: its TTBR0 or ASID is another one.</summary>
    public void ClearLocal(TranslationWorld world)
    {
        foreach (TranslationSpace space in spaces)
        {
            if (space.Valid && space.Key.World == world.Number && space.Key.Regime != 0)
            {
                space.ClearLocal();
                ClearLocalJumpCaches(space);
            }
        }
    }

    private void Forget(TranslationSpace space)
    {
        space.Clear();
        ClearJumpCaches(space, 0, 0);
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
