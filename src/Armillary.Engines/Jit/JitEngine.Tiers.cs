using System.Diagnostics;
using Armillary.Arm.State;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Jit.Regions;
using Armillary.Engines.Memory;
using Armillary.Engines.Vcpus;
using Armillary.Ir;
using Armillary.X64;

namespace Armillary.Engines.Jit;

/// <content>Tier 2: which blocks are hot, and their regions. docs/subsystems/jit.md.</content>
public sealed unsafe partial class JitEngine
{
    // A block whose region is dropped again and again, or is never good where it is wanted, stays a block.
    private const int MostRegions = 8;

    // Where regions are wanted only: of how many guest instructions the first ones of an entry are, after which look-up it is made anew (more targets of its indirect branches are
    // known), and after which with all that can be reached.
    private const int FirstInstructions = 80;
    private const int SecondLookup = 3;
    private const int WholeLookup = 63;

    // These decide before a block's first instruction, which in a region may be reached in other ways.
    private const TranslationContext NoRegions = TranslationContext.SoftwareStep | TranslationContext.IL | TranslationContext.BTypeMask;

    private readonly RegionBuilder builder = new();
    private Sampler? sampler;
    private PromotionThread? promotion;
    private long regions;
    private long regionInstructions;
    private long regionTicks;
    private long looplessBlocks;

    /// <summary>A vCPU starts to run.</summary>
    internal void StartSampling()
    {
        if (Options.Tiers != TierChoice.ByHeat)
        {
            return;
        }

        lock (gate)
        {
            promotion ??= new PromotionThread(Promote);
            sampler ??= new Sampler(Vcpus, Options.SamplePause);
        }

        sampler.Wake();
    }

    /// <summary>A vCPU is busy: what it runs is worth to be looked at.</summary>
    internal void NoteBusy()
    {
        if (sampler is { Asleep: true })
        {
            sampler.Wake();
        }
    }

    private const int NewScale = 4096;

    // Of the last samples, how many found a block that none had found before. Where most do, as in a boot, two in one block are a chance sooner than a loop.
    // Each vCPU's thread changes it, under no lock: a sample that is lost is one of many.
    private int newSamples;

    /// <summary>A sample found a vCPU at a block.</summary>
    /// <param name="block">The block.</param>
    /// <param name="vcpu">The vCPU.</param>
    internal void NoteHot(TranslatedBlock block, JitVcpu vcpu)
    {
        int passed = sampler!.Epoch - block.HeatEpoch;
        if (passed != 0)
        {
            block.HeatEpoch += passed;
            block.Heat >>= Math.Min(passed, 31);
        }

        bool isNew = ++block.Heat == 1 && !block.Considered;
        if (isNew)
        {
            sampler.NoteNew();
        }

        newSamples += ((isNew ? NewScale : 0) - newSamples) / 16;
        bool flat = newSamples > NewScale / 2 && Options.HotSamples > 1;
        if (block.Heat < (flat ? Options.HotSamples + 1 : Options.HotSamples) || block.RegionCount >= MostRegions || !block.TryConsider())
        {
            return;
        }

        if (promotion!.Failure is { } failure)
        {
            throw new InvalidOperationException("a region could not be made: " + failure.Message, failure);
        }

        sampler.NoteFound();
        if ((block.Context & NoRegions) == 0 && !promotion.TryAdd(block, vcpu.TakeView()))
        {
            block.Considered = false;
        }
    }

    /// <summary>A sample found a hot function without a loop that an indirect call had just gone to: the loop around the call may have it in its region.</summary>
    /// <param name="physical">Where the call returns to.</param>
    /// <param name="context">What the caller depends on.</param>
    /// <param name="callee">The function.</param>
    /// <param name="vcpu">The vCPU.</param>
    /// <param name="pc">The guest PC that the call returns to.</param>
    internal void NoteCaller(ulong physical, TranslationContext context, TranslatedBlock callee, JitVcpu vcpu, ulong pc)
    {
        if (table.Find(physical, context) is not { } caller || caller.RegionCount >= MostRegions || (context & NoRegions) != 0
            || caller.Region?.Has(callee.Physical, 4) == true || (!caller.TryConsider() && !caller.TryReconsider()))
        {
            return;
        }

        if (!promotion!.TryAdd(caller, vcpu.TakeView(pc: pc)))
        {
            caller.Considered = false;
        }
    }

    /// <summary>The region to run in place of a block, if it has one; whether its pages are mapped as it wants them is not known.</summary>
    internal TranslatedBlock? RegionOf(TranslatedBlock block)
    {
        if (block.Region is not { Valid: true } region)
        {
            return null;
        }

        return region.Generation == generation || IsUnchanged(region) ? region : null;
    }

    // After IC IALLU: whether the guest's code is what it was.
    private bool IsUnchanged(TranslatedBlock region)
    {
        lock (gate)
        {
            if (!region.Valid)
            {
                return false;
            }

            if (region.Generation == generation)
            {
                return true; // another vCPU has seen that meanwhile, and runs it: only an IC takes it away again
            }

            foreach (CodePart part in region.Parts)
            {
                if (!GuestBytes(part.Start, part.Bytes.Length).SequenceEqual(part.Bytes))
                {
                    foreach (TranslatedBlock removed in table.Remove(region))
                    {
                        cache.Unlink(removed);
                    }

                    return false;
                }
            }

            region.Generation = generation;
            return true;
        }
    }

    // Whether the guest's code is not what a block or a region was made from.
    private bool IsChanged(TranslatedBlock block)
    {
        bool changed = !GuestBytes(block.SourceStart, block.Length).SequenceEqual(block.Source);
        foreach (ref readonly CodePart part in block.Parts.AsSpan())
        {
            changed |= !GuestBytes(part.Start, part.Bytes.Length).SequenceEqual(part.Bytes);
        }

        return changed;
    }

    // Of one page, which was found to be memory.
    private ReadOnlySpan<byte> GuestBytes(ulong physical, int length)
    {
        PhysicalAddress page = new(physical & ~0xFFFUL);
        var memory = Bus.FindMemory(page, 0x1000, out _)!;

        // SAFETY: memory stays for as long as the engine, and the bytes lie in one page of it.
        return new ReadOnlySpan<byte>(memory.HostBase + (page - memory.Start) + (physical & 0xFFF), length);
    }

    /// <summary>A sample found a vCPU at a region: accesses that keep missing their site's page are worth a region that has them in the mirror.</summary>
    internal void NoteHotRegion(TranslatedBlock region, JitVcpu vcpu)
    {
        if (Options.Mirrors != MirrorChoice.ByMisses || region.Considered || Options.Tiers != TierChoice.ByHeat || !Mirror.IsPossible)
        {
            return;
        }

        region.History ??= new AccessHistory();
        if (region.History.Sample(region.Accesses, vcpu.Context.Pointer) is { } chosen)
        {
            TranslatedBlock block = region.Base ?? region;
            block.MirrorAccesses = chosen;
            region.Considered = promotion!.TryAdd(block, vcpu.TakeView());
        }
    }

    // On the promotion thread. The guest goes on meanwhile, so the region is made from a copy, which has to be the guest's code still when it is published.
    private void Promote(TranslatedBlock block, CodeView view)
    {
        long start = Stopwatch.GetTimestamp();
        if (!block.Valid)
        {
            return;
        }

        int clears = cache.Clears;
        var code = new HotCode(Bus, table, view, block, false);
        if (Form(code, block, aside: true) is { } made)
        {
            lock (gate)
            {
                // What was translated again meanwhile will be found to be hot again.
                if (cache.Clears == clears && block.Valid && made.Parts.All(part => GuestBytes(part.Start, part.Bytes.Length).SequenceEqual(part.Bytes)))
                {
                    nint before = block.Region?.Code ?? block.Code;
                    cache.AddAside(made);
                    Publish(block, made, view.Pc);
                    Announce(view.Pc, before);
                    block.Considered = false;
                }
            }
        }
        else if (!builder.HasLoop)
        {
            block.NoteLoopless();
        }

        regionTicks += Stopwatch.GetTimestamp() - start;
    }

    // Forms and compiles the region of a block. Null: it has no loop, or there is no room.
    private TranslatedBlock? Form(HotCode code, TranslatedBlock block, bool aside, int instructions = RegionBuilder.InstructionLimit)
    {
        bool exact = (block.Context & TranslationContext.FpExact) != 0;
        int offset = (int)(block.Physical & 0xFFF);
        CompileStatus status = CompileStatus.TooLarge;
        for (int limit = instructions; limit > 0 && status == CompileStatus.TooLarge; limit /= 2)
        {
            Region region = builder.Build(code, offset, block.Context, Vcpus[0].Cpu.Model.Features, Options.MaxBlockInstructions, limit);
            if (aside && !builder.HasLoop)
            {
                looplessBlocks++;
                return null;
            }

            SitePageArea sitePages = SitePagesOf(block.Context, true);
            status = aside ? cache.CompileAside(region, exact, sitePages, block.MirrorAccesses, offset) : cache.CompileHere(region, exact, sitePages, offset);
        }

        if (status == CompileStatus.NoRoom)
        {
            Volatile.Write(ref flushWanted, Room);
        }

        return status == CompileStatus.Done ? NewRegion(code, block) : null;
    }

    private TranslatedBlock NewRegion(HotCode code, TranslatedBlock block)
    {
        CodePart[] parts = [.. builder.Parts.Select(part =>
            new CodePart(part.Page, code.PageOf(part.Page) + (uint)part.Start, builder.Bytes(part.Page, part.Start, part.End).ToArray()))];
        return new TranslatedBlock(block.Physical, block.Context)
        {
            Source = parts[0].Bytes,
            SourceStart = parts[0].Start,
            Parts = parts,
            Base = block,
            IsRegion = true,
            Generation = generation,
        };
    }

    // Under the lock.
    private void Publish(TranslatedBlock block, TranslatedBlock made, ulong pc)
    {
        CountRegion(made, pc);
        made.History = (block.Region ?? block).History?.Next();
        if (block.Region is { } before)
        {
            cache.Redirect(before, made);
        }

        table.AddRegion(block, made);
        cache.Redirect(block, made);
        NoteNew(made);
    }

    // Not urgent: with the code of the first tier the guest is right as well.
    private void Announce(ulong pc, nint before)
    {
        foreach (Vcpu vcpu in Vcpus)
        {
            vcpu.Requests.Post(() => vcpu.Spaces.ForgetCode(pc, before));
        }
    }

    private void CountRegion(TranslatedBlock made, ulong pc)
    {
        perfMap?.Add(made, pc);
        regions++;
        regionInstructions += builder.GuestInstructions;
        codeBytes += made.CodeLength;
    }

    /// <summary>
    /// Where regions are wanted only: a block was looked up. It gets a region at its first use, unless one has its code already, and a larger one when more
    /// is known of what it is part of. (Were each entry given all that can be reached from it, a boot would take hours.)
    /// </summary>
    internal void NoteLookup(TranslatedBlock block, JitVcpu vcpu)
    {
        if (Options.Tiers != TierChoice.RegionsOnly || block.IsRegion || (block.Context & NoRegions) != 0 || block.Considered)
        {
            return;
        }

        int lookups = block.Heat++;
        if (lookups is not (0 or SecondLookup or WholeLookup))
        {
            return;
        }

        lock (gate)
        {
            if (!block.Valid || (lookups == 0 && table.IsInRegion(block)))
            {
                return;
            }

            long start = Stopwatch.GetTimestamp();
            CodeView view = vcpu.TakeView(peek: true);
            if (Form(new HotCode(Bus, table, view, block, true), block, aside: false, lookups == WholeLookup ? RegionBuilder.InstructionLimit : FirstInstructions) is { } made)
            {
                cache.AddHere(made);
                Publish(block, made, view.Pc);
            }

            regionTicks += Stopwatch.GetTimestamp() - start;
        }
    }
}
