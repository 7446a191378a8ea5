using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Arm;
using Armillary.Arm.A64;
using Armillary.Arm.State;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Core.Time;
using Armillary.Engines.Vcpus;
using Armillary.X64;

namespace Armillary.Engines.Jit;

/// <summary>Runs guest code translated to the host's: the default engine on an x86-64 host.</summary>
public sealed unsafe partial class JitEngine : Engine
{
    // What is wanted of the next flush: room for new code, or that all code is compared with the guest's.
    private const int Room = 1;
    private const int Verify = 2;

    private readonly Lock gate = new();
    private readonly CodeCache cache;
    private readonly BlockTable table = new();
    private readonly A64Translator translator = new();
    private readonly byte[] words = new byte[0x1000];
    private readonly PerfMap? perfMap;
    private int flushWanted;
    private volatile int generation;
    private long translations;
    private long translatedInstructions;
    private long translationTicks;
    private long codeBytes;
    private long flushes;
    private long firstEntry;

    /// <summary>An engine over a bus.</summary>
    /// <exception cref="PlatformNotSupportedException">The host's processor lacks what generated code needs.</exception>
    public JitEngine(AddressSpace bus, IClock clock, IMachineServices services, EngineOptions options)
        : base(bus, clock, services, options)
    {
        if (HostFeatures.MissingBaseline() is { } missing)
        {
            throw new PlatformNotSupportedException(missing);
        }

        ArgumentNullException.ThrowIfNull(options);
        cache = new CodeCache(options, LargePages);
        perfMap = options.PerfMap ? new PerfMap() : null;
        perfMap?.Add(cache.ThunkCode, CodeCache.ThunkRoom, "thunks");
        table.Moved += () =>
        {
            foreach (Vcpu vcpu in Vcpus)
            {
                WriteTable(vcpu.Context.Pointer);
            }
        };
    }

    /// <inheritdoc/>
    public override EngineStatistics Statistics
    {
        get
        {
            EngineStatistics sum = base.Statistics;
            sum.Translations = translations;
            sum.TranslatedInstructions = translatedInstructions;
            sum.TranslationNanoseconds = (long)(translationTicks * (1e9 / Stopwatch.Frequency));
            sum.CodeBytes = codeBytes;
            sum.CodeFlushes = flushes;
            sum.FirstGuestCode = firstEntry;
            sum.Regions = regions;
            sum.RegionInstructions = regionInstructions;
            sum.RegionNanoseconds = (long)(regionTicks * (1e9 / Stopwatch.Frequency));
            sum.LooplessBlocks = looplessBlocks;
            sum.SavedBlocksLoaded = savedLoaded;
            sum.SavedLoadNanoseconds = (long)(savedLoadTicks * (1e9 / Stopwatch.Frequency));
            sum.SavedBlocksWritten = store?.Written ?? 0;
            sum.SavedRejected = store?.Rejected ?? 0;
            return sum;
        }
    }

    /// <summary>The sites of all code.</summary>
    internal SiteTable Sites => cache.Sites;

    /// <summary>Where generated code goes to return to the engine.</summary>
    internal nint LeaveCode => cache.LeaveCode;

    /// <summary>All translations are to be dropped or verified before guest code goes on.</summary>
    internal bool FlushWanted => Volatile.Read(ref flushWanted) != 0;

    private protected override Vcpu NewVcpu(Cpu cpu)
    {
        OpenStore(cpu);
        return new JitVcpu(this, cpu);
    }

    internal void InitializeContext(GuestContext* context)
    {
        EngineArea.Initialize(context, &SlowPath, &Lookup, &Link, &CallHelper);
        *(uint*)((byte*)context + EngineArea.GuardedPageContext) = (uint)TranslationContext.GuardedPage;
        lock (gate)
        {
            WriteTable(context);
        }
    }

    /// <summary>Whether generated code may look up by itself: not where look-ups are counted.</summary>
    internal bool OpensWays => Options.Tiers != TierChoice.RegionsOnly;

    private void WriteTable(GuestContext* context) => Volatile.Write(ref *(nint*)((byte*)context + EngineArea.BlockTable), table.Memory);

    /// <summary>A look-up ended with what is run for a block: the next one for the same PC need not come here.</summary>
    internal void OpenWay(TranslatedBlock block, TranslatedBlock run)
    {
        lock (gate)
        {
            if (run.Generation == generation)
            {
                table.OpenWay(block, run);
            }
        }
    }

    /// <summary>Runs generated code from a block's entry until something needs attention.</summary>
    internal void Enter(GuestContext* context, nint code)
    {
        if (firstEntry == 0)
        {
            Interlocked.CompareExchange(ref firstEntry, Stopwatch.GetTimestamp(), 0);
        }

        cache.Enter(context, code);
    }

    /// <summary>The block for guest code, translated if need be. Null: there is no room, flush first.</summary>
    internal TranslatedBlock? Find(JitVcpu vcpu, byte* host, ulong physical, TranslationContext context, out (nint Code, ulong Entry) way)
    {
        if (table.Find(physical, context, out way) is { } known && known.Generation == generation)
        {
            return known;
        }

        lock (gate)
        {
            if (table.Find(physical, context) is { } block)
            {
                // SAFETY: the fetch gave a host address in a guest page, all of which is mapped, and no other page the block was made from.
                if (block.Generation == generation || new ReadOnlySpan<byte>(host - (physical - block.SourceStart), block.Length).SequenceEqual(block.Source))
                {
                    block.Generation = generation;
                    return block;
                }

                foreach (TranslatedBlock removed in table.Remove(block))
                {
                    cache.Unlink(removed);
                }
            }

            return (store is null ? null : LoadSaved(host, physical, context, vcpu.Context.Words.Pc)) ?? Translate(vcpu, host, physical, context);
        }
    }

    private TranslatedBlock? Translate(JitVcpu vcpu, byte* host, ulong physical, TranslationContext context)
    {
        long start = Stopwatch.GetTimestamp();
        int offset = (int)(physical & 0xFFF);
        int limit = Options.MaxBlockInstructions;
        while (true)
        {
            // Another vCPU may be writing there: read once, so that what is noted is what was translated.
            // SAFETY: the fetch gave the host address of bytes that reach to the end of the guest page.
            Span<byte> code = words.AsSpan(0, Math.Min(0x1000 - offset, limit * 4));
            new ReadOnlySpan<byte>(host, code.Length).CopyTo(code);
            int length = translator.TranslateBlock(code, context, vcpu.Cpu.Model.Features, offset, limit);
            TranslatedBlock block = new(physical, context) { Source = code[..length].ToArray(), Generation = generation };
            CompileStatus status = cache.Compile(translator.Block, (context & TranslationContext.FpExact) != 0, SitePagesOf(context, false), offset, block);
            switch (status)
            {
                case CompileStatus.NoRoom:
                    Volatile.Write(ref flushWanted, Room);
                    Volatile.Write(ref vcpu.Context.Words.Attention, 1);
                    return null;
                case CompileStatus.TooLarge:
                    limit = limit > 1 ? limit / 2 : throw new UnreachableException("one guest instruction is too large to compile");
                    continue;
            }

            table.Add(block);
            NoteNew(block);
            perfMap?.Add(block, vcpu.Context.Words.Pc);
            translations++;
            translatedInstructions += translator.Block.GuestInstructions;
            codeBytes += block.CodeLength;
            translationTicks += Stopwatch.GetTimestamp() - start;
            return block;
        }
    }

    // docs/decisions/0034-site-pages-in-regions.md
    private SitePageArea SitePagesOf(TranslationContext context, bool region)
    {
        if (Options.SitePages == SitePageChoice.Nowhere || (!region && Options.SitePages != SitePageChoice.Everywhere))
        {
            return SitePageArea.None;
        }

        return (context & TranslationContext.ELMask) == 0 ? SitePageArea.Unprivileged : SitePageArea.Privileged;
    }

    /// <summary>Makes an exit go straight to a block, if it may.</summary>
    internal void LinkExit(uint exit, TranslatedBlock target)
    {
        lock (gate)
        {
            cache.Link((int)exit, target);
        }
    }

    /// <summary>
    /// With every vCPU out of guest code: drops all translations where room is wanted; after IC IALLU, cuts every way to them, so that each is compared with
    /// its guest code before it is used again. Most of them have not changed.
    /// </summary>
    internal void Flush() => RunExclusive(() =>
    {
        int wanted = Interlocked.Exchange(ref flushWanted, 0);
        if (wanted == 0)
        {
            return; // another vCPU has done it
        }

        lock (gate)
        {
            if (wanted == Room)
            {
                table.Clear();
                cache.Clear();
                unsaved.Clear();
                flushes++;
            }
            else
            {
                generation++;
                table.CloseWays();
                cache.UnlinkAll();
            }
        }

        foreach (Vcpu vcpu in Vcpus)
        {
            vcpu.ForgetBlocks();
        }
    });

    private protected override void DropTranslations(PhysicalAddress address, ulong length)
    {
        if (length == 0)
        {
            // Where there is no room as well, that stays wanted: it does more.
            Interlocked.CompareExchange(ref flushWanted, Verify, 0);
            foreach (Vcpu vcpu in Vcpus)
            {
                vcpu.Nudge();
            }

            return;
        }

        // Under the lock to the end: who finds nothing left because another vCPU has just removed it, finds the requests that were sent for it.
        lock (gate)
        {
            IReadOnlyList<TranslatedBlock> removed = table.RemoveChanged(address.Value, length, IsChanged);
            foreach (TranslatedBlock block in removed)
            {
                cache.Unlink(block);
            }

            Vcpu self = Vcpus[CurrentVcpu.Index];
            foreach (Vcpu vcpu in Vcpus)
            {
                if (vcpu == self)
                {
                    Forget(vcpu, removed);
                    continue;
                }

                if (removed.Count != 0)
                {
                    vcpu.LastForget = vcpu.Requests.Post(() => Forget(vcpu, removed));
                    vcpu.Nudge();
                }

                if (!vcpu.Requests.IsDone(vcpu.LastForget))
                {
                    self.MaintenanceAwaited = 1;
                    vcpu.AwaitedBy[self.Cpu.Index] = Math.Max(vcpu.AwaitedBy[self.Cpu.Index], vcpu.LastForget);
                }
            }
        }
    }

    // On the vCPU's thread: each thread has noted what its own jump caches hold.
    private static void Forget(Vcpu vcpu, IReadOnlyList<TranslatedBlock> removed)
    {
        foreach (TranslatedBlock block in removed)
        {
            if (block.HasManyEntries)
            {
                vcpu.ForgetBlocks();
                return;
            }

            if (block.Entry is { } pc)
            {
                vcpu.Spaces.ForgetCode(pc, block.Code);
            }
        }
    }

    /// <inheritdoc/>
    public override void EndWork()
    {
        sampler?.Dispose();
        promotion?.Dispose();
        store?.Dispose();
        base.EndWork();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        perfMap?.Dispose();
        cache.Dispose();
        table.Dispose();
    }

    // ---- what generated code calls. An exception must not unwind through generated code: it is kept, and the vCPU leaves.

    private static JitVcpu VcpuOf(GuestContext* context)
    {
        JitVcpu vcpu = Unsafe.As<JitVcpu>(GCHandle.FromIntPtr(context->Handle).Target!);
        vcpu.CatchUp();
        return vcpu;
    }

    private static void Fail(GuestContext* context, Exception exception)
    {
        VcpuOf(context).Failure = exception;
        Volatile.Write(ref context->Attention, 1);
        context->Leave = 1;
    }

    [UnmanagedCallersOnly]
    private static int SlowPath(GuestContext* context, uint site)
    {
        try
        {
            return VcpuOf(context).RunSite(site);
        }
        catch (Exception exception)
        {
            Fail(context, exception);
            return 1;
        }
    }

    [UnmanagedCallersOnly]
    private static nint Lookup(GuestContext* context)
    {
        try
        {
            uint* branchType = (uint*)((byte*)context + EngineArea.BranchType);
            uint btype = *branchType;
            *branchType = 0;
            JitVcpu vcpu = VcpuOf(context);
            nint code = vcpu.Lookup(btype);
            return code != 0 ? code : vcpu.LeaveCode;
        }
        catch (Exception exception)
        {
            Fail(context, exception);
            return VcpuOf(context).LeaveCode;
        }
    }

    [UnmanagedCallersOnly]
    private static nint Link(GuestContext* context, uint exit)
    {
        try
        {
            JitVcpu vcpu = VcpuOf(context);
            nint code = vcpu.Lookup(0);
            if (code == 0)
            {
                return vcpu.LeaveCode;
            }

            vcpu.LinkTo(exit);
            return code;
        }
        catch (Exception exception)
        {
            Fail(context, exception);
            return VcpuOf(context).LeaveCode;
        }
    }

    [UnmanagedCallersOnly]
    private static ulong CallHelper(GuestContext* context, uint helper, ulong a, ulong b, ulong c)
    {
        try
        {
            JitVcpu vcpu = VcpuOf(context);
            ulong result = vcpu.CallHelper((int)helper, a, b, c);
            if (vcpu.Cpu.PSTATE.BTYPE != 0)
            {
                // An exception return into the middle of a branch: the look-up that follows has to check it, and may do so in generated code,
                // so it must not stay here as well.
                *(uint*)((byte*)context + EngineArea.BranchType) = (uint)vcpu.Cpu.PSTATE.BTYPE;
                vcpu.Cpu.PSTATE.BTYPE = 0;
            }

            return result;
        }
        catch (Exception exception)
        {
            Fail(context, exception);
            return 0;
        }
    }
}
