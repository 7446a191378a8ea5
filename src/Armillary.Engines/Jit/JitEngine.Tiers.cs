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
    // These decide before a block's first instruction, which in a region may be reached in other ways.
    private const TranslationContext NoRegions = TranslationContext.SoftwareStep | TranslationContext.IL | TranslationContext.BTypeMask;

    private readonly RegionBuilder builder = new();
    private readonly byte[] page = new byte[0x1000];
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

    /// <summary>A sample found a vCPU at a block.</summary>
    internal void NoteHot(TranslatedBlock block, ulong pc)
    {
        int passed = sampler!.Epoch - block.HeatEpoch;
        if (passed != 0)
        {
            block.HeatEpoch += passed;
            block.Heat >>= Math.Min(passed, 31);
        }

        if (++block.Heat < Options.HotSamples || block.Considered)
        {
            return;
        }

        if (promotion!.Failure is { } failure)
        {
            throw new InvalidOperationException("a region could not be made: " + failure.Message, failure);
        }

        sampler.NoteFound();
        block.Considered = (block.Context & NoRegions) != 0 || promotion.TryAdd(block, pc);
    }

    /// <summary>A sample found a vCPU at a region: accesses that keep missing their site's page are worth a region that has them in the mirror.</summary>
    internal void NoteHotRegion(TranslatedBlock region, ulong pc, GuestContext* context)
    {
        if (Options.Mirrors != MirrorChoice.ByMisses || region.Considered || Options.Tiers != TierChoice.ByHeat || !Mirror.IsPossible)
        {
            return;
        }

        region.History ??= new AccessHistory();
        if (region.History.Sample(region.Accesses, context) is { } chosen)
        {
            region.MirrorAccesses = chosen;
            region.Considered = promotion!.TryAdd(region, pc);
        }
    }

    // On the promotion thread. The guest goes on meanwhile, so the region is made from a copy, which has to be the guest's code still when it is published.
    private void Promote(TranslatedBlock block, ulong pc)
    {
        long start = Stopwatch.GetTimestamp();
        PhysicalAddress pageStart = new(block.Physical & ~0xFFFUL);
        if (!block.Valid || Bus.FindMemory(pageStart, 0x1000, out _) is not { } memory)
        {
            return;
        }

        // SAFETY: the page was just found to be memory, which stays for as long as the engine.
        ReadOnlySpan<byte> guest = new(memory.HostBase + (pageStart - memory.Start), 0x1000);
        guest.CopyTo(page);
        int clears = cache.Clears;
        bool exact = (block.Context & TranslationContext.FpExact) != 0;
        int offset = (int)(block.Physical & 0xFFF);
        CompileStatus status = CompileStatus.TooLarge;
        for (int limit = RegionBuilder.InstructionLimit; limit > 0 && status == CompileStatus.TooLarge; limit /= 2)
        {
            Region region = builder.Build(page, offset, block.Context, Vcpus[0].Cpu.Model.Features, Options.MaxBlockInstructions, limit);
            if (!builder.HasLoop)
            {
                looplessBlocks++;
                break;
            }

            status = cache.CompileAside(region, exact, SitePagesOf(block.Context, true), block.MirrorAccesses, offset);
        }

        if (status == CompileStatus.Done)
        {
            lock (gate)
            {
                // What was translated again meanwhile will be found to be hot again.
                if (cache.Clears == clears && block.Valid && guest[builder.Start..builder.End].SequenceEqual(page.AsSpan(builder.Start..builder.End)))
                {
                    Publish(block, pc);
                }
            }
        }
        else if (status == CompileStatus.NoRoom)
        {
            Volatile.Write(ref flushWanted, Room);
        }

        regionTicks += Stopwatch.GetTimestamp() - start;
    }

    // Under the lock.
    private void Publish(TranslatedBlock block, ulong pc)
    {
        TranslatedBlock made = NewRegion(block.Physical, block.Context, block);
        made.NoteEntry(pc);
        made.History = block.History?.Next();
        cache.AddAside(made);
        table.Replace(block, made);
        cache.Redirect(block, made);
        NoteNew(made);
        CountRegion(made, pc);
        foreach (Vcpu vcpu in Vcpus)
        {
            // Not urgent: with the code of the first tier the guest is right as well.
            vcpu.Requests.Post(() =>
            {
                if (made.Valid)
                {
                    vcpu.Spaces.ReplaceCode(pc, block.Code, made.Code);
                }
            });
        }
    }

    private TranslatedBlock NewRegion(ulong physical, TranslationContext context, TranslatedBlock? replaced) => new(physical, context)
    {
        Source = page[builder.Start..builder.End],
        SourceStart = (physical & ~0xFFFUL) + (ulong)builder.Start,
        IsRegion = true,
        Replaced = replaced,
        Generation = generation,
    };

    private void CountRegion(TranslatedBlock made, ulong pc)
    {
        perfMap?.Add(made, pc);
        regions++;
        regionInstructions += builder.GuestInstructions;
        codeBytes += made.CodeLength;
    }

    // Under the lock: the region of an entry at its first use. Null: it is to be a block.
    private TranslatedBlock? TranslateRegion(JitVcpu vcpu, byte* host, ulong physical, TranslationContext context)
    {
        long start = Stopwatch.GetTimestamp();
        int offset = (int)(physical & 0xFFF);

        // SAFETY: the fetch gave the host address in a page of guest memory, all of which is mapped.
        ReadOnlySpan<byte> guest = new(host - offset, 0x1000);
        guest.CopyTo(page);
        TranslatedBlock? made = null;
        CompileStatus status = CompileStatus.TooLarge;
        for (int limit = RegionBuilder.InstructionLimit; limit > 0 && status == CompileStatus.TooLarge; limit /= 2)
        {
            Region region = builder.Build(page, offset, context, Vcpus[0].Cpu.Model.Features, Options.MaxBlockInstructions, limit);
            made = NewRegion(physical, context, null);
            status = cache.Compile(region, (context & TranslationContext.FpExact) != 0, SitePagesOf(context, true), offset, made);
        }

        if (status != CompileStatus.Done)
        {
            return null;
        }

        table.Add(made!);
        NoteNew(made!);
        CountRegion(made!, vcpu.Context.Words.Pc);
        regionTicks += Stopwatch.GetTimestamp() - start;
        return made;
    }
}
