using System.Runtime.InteropServices;
using Armillary.Arm;
using Armillary.Arm.State;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Interpretation;
using Armillary.Engines.Jit.Regions;
using Armillary.Engines.Vcpus;
using Armillary.Ir;
using Armillary.Ir.Interpretation;
using Armillary.X64;

namespace Armillary.Engines.Jit;

/// <summary>Runs one CPU in generated code.</summary>
internal sealed unsafe class JitVcpu : Vcpu
{
    private const int NoSite = -1;
    private const int BusyExits = 4;
    private const int CallType = 2; // BTYPE of BLR

    private readonly JitEngine engine;
    private readonly BlockInterpreter single = new();
    private GCHandle handle;
    private long currentSite = NoSite;
    private long sleepsSeen;
    private int exitsAwake;

    public JitVcpu(JitEngine engine, Cpu cpu)
        : base(engine, cpu)
    {
        this.engine = engine;
        handle = GCHandle.Alloc(this);
        Context.Words.Handle = GCHandle.ToIntPtr(handle);
        engine.InitializeContext(Context.Pointer);
    }

    /// <summary>An exception of our own that a callback from generated code caught; <see cref="Run"/> throws it on.</summary>
    public Exception? Failure { get; set; }

    /// <summary>The block that the last look-up found.</summary>
    public TranslatedBlock? LastFound { get; private set; }

    // What is run in its place.
    private TranslatedBlock? lastRun;

    // How the pages of the region that was last looked at are mapped.
    private readonly CodePage[] partPages = new CodePage[RegionBuilder.PageLimit];

    /// <summary>Where generated code goes to return to <see cref="Run"/>.</summary>
    public nint LeaveCode => engine.LeaveCode;

    public override bool KeepLevel()
    {
        KeepCurrentLevel();
        return true;
    }

    public override void ContextChanged(bool translation) => SelectSpaces(translation);

    public override void Run()
    {
        CurrentVcpu.Index = Cpu.Index;
        SelectSpaces(true);
        FpControlChanged();
        engine.StartSampling();
        ulong left = Context.Words.Pc;
        while (Attend())
        {
            NoteBusy();
            if (engine.FlushWanted)
            {
                engine.Flush();
            }

            EnterGuest();
            bool called = Cpu.PSTATE.BTYPE == CallType;
            if ((Cpu.TranslationContext & TranslationContext.SoftwareStep) != 0)
            {
                RunSingleStep();
            }
            else if (Lookup(0) is var code && code != 0)
            {
                if (TakeSampleRequest() && Context.Words.Pc == left && lastRun is { } found)
                {
                    NoteSample(found, called);
                }

                engine.Enter(Context.Pointer, code);
                CatchUp();
                TakeBranchType();
                MirrorWaitingPage();
                left = Context.Words.Pc;
            }

            Requests.LeaveGuest();
            if (Failure is { } failure)
            {
                Failure = null;
                throw new InvalidOperationException($"the engine failed at guest PC 0x{Context.Words.Pc:X}: {failure.Message}", failure);
            }
        }
    }

    /// <summary>
    /// The host address of the block at the PC, translated if need be; takes the exceptions that the fetch raises. 0: leave generated code.
    /// </summary>
    /// <param name="btype">PSTATE.BTYPE that the branch which got here has set.</param>
    public nint Lookup(uint btype)
    {
        ref GuestContext words = ref Context.Words;
        Counters.Lookups++;
        words.Leave = 0;
        LastFound = null;
        lastRun = null;
        if (btype != 0)
        {
            Cpu.PSTATE.BTYPE = (int)btype;
        }

        // A fetch that faults goes on at a vector, whose fetch may fault again, for ever: so attention is looked at each time.
        while (Volatile.Read(ref words.Attention) == 0 && (Cpu.TranslationContext & TranslationContext.SoftwareStep) == 0)
        {
            if (!TryFetch(words.Pc, out byte* host, out PhysicalAddress physical, out bool guarded)
                || !AcceptBranchTarget(host, guarded, out uint accepted))
            {
                words.Leave = 0;
                continue;
            }

            CodePage page = CodePage.Of(in DataSpace.Fetch(words.Pc));
            if (engine.Find(this, host, physical.Value, ContextOf(guarded), out (nint Code, ulong Entry) way) is not { } block)
            {
                return 0;
            }

            LastFound = block;
            engine.NoteLookup(block, this);
            lastRun = engine.RegionOf(block) is { } region && IsMapped(region, words.Pc) ? region : block;
            lastRun.NoteEntry(words.Pc);

            // Where something may come before a Branch Target exception, each branch of a type is looked at.
            bool asks = (Cpu.TranslationContext & (TranslationContext.Breakpoints | TranslationContext.IL)) != 0;
            CurrentJumpCache.Fill(words.Pc, asks ? 0 : accepted, in page, lastRun.Code);
            ref FetchEntry fetched = ref DataSpace.Fetch(words.Pc);
            if (fetched.Tag == (words.Pc & ~0xFFFUL))
            {
                CurrentJumpCache.Trust(ref fetched);
            }

            if ((way.Code != lastRun.Code || (way.Entry != words.Pc && way.Entry != BlockSlot.AnyEntry)) && engine.OpensWays)
            {
                engine.OpenWay(block, lastRun);
            }

            for (int i = 1; i < lastRun.Parts.Length; i++)
            {
                CurrentJumpCache.DependOn(AddressOf(in lastRun.Parts[i], words.Pc), in partPages[i]);
            }

            return lastRun.Code;
        }

        return 0;
    }

    /// <summary>What is known of guest code.</summary>
    /// <param name="peek">The view may look for more, and is used at once.</param>
    /// <param name="pc">Where; null: where the vCPU is.</param>
    public CodeView TakeView(bool peek = false, ulong? pc = null)
        => CodeView.Take(DataSpace, CurrentJumpCache, pc ?? Context.Words.Pc, peek ? address => TryPeekCode(address, out CodePage page) ? page : null : null);

    private static ulong AddressOf(in CodePart part, ulong pc) => (pc & ~0xFFFUL) + ((ulong)(long)part.Page << 12);

    // Whether the pages of a region are where they were when it was made.
    private bool IsMapped(TranslatedBlock region, ulong pc)
    {
        bool guarded = (region.Context & TranslationContext.GuardedPage) != 0;
        for (int i = 0; i < region.Parts.Length; i++)
        {
            ref readonly CodePart part = ref region.Parts[i];
            ref CodePage page = ref partPages[i];
            if (!TryPeekCode(AddressOf(in part, pc), out page) || page.Physical != (part.Start & ~0xFFFUL) || page.Guarded != guarded)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Links an exit to the block that the last look-up found for it.</summary>
    public void LinkTo(uint exit)
    {
        if (LastFound is { } target)
        {
            engine.LinkExit(exit, target);
        }
    }

    /// <summary>The slow path of a site. Not zero: the PC is set, go on there.</summary>
    public int RunSite(uint site)
    {
        Counters.SlowPathCalls++;
        GuestContext* context = Context.Pointer;
        SiteRecord record = engine.Sites[site];
        Instruction i = record.Instruction;
        Bits128 a = record.ReadOperand(context, 0), b = record.ReadOperand(context, 1), c = record.ReadOperand(context, 2);
        if (i.Op is < Op.Load or > Op.CompareAndSwap)
        {
            record.WriteResult(context, PureOps.Evaluate(i, a, b, c, ref FloatingPoint));
            return 0;
        }

        currentSite = site;
        bool done = ExecuteMemory(i, a, b, c, out Bits128 first, out Bits128 second);
        currentSite = NoSite;
        if (!done)
        {
            Context.Words.Leave = 0;
            return 1;
        }

        record.WriteResult(context, first);
        record.WriteResult(context, second, 1);
        if (Mirrors.Patience(context) < 0)
        {
            MirrorPage(a.Low + (ulong)i.Imm, inBlock: true);
        }

        return 0;
    }

    protected override void BeforeFault()
    {
        if (currentSite != NoSite)
        {
            engine.Sites[(uint)currentSite].Recover(Context.Pointer);
        }
    }

    // An indirect branch that left instead of landing: its type is state again.
    private void TakeBranchType()
    {
        uint* branchType = (uint*)((byte*)Context.Pointer + EngineArea.BranchType);
        if (*branchType != 0)
        {
            Cpu.PSTATE.BTYPE = (int)*branchType;
            *branchType = 0;
        }
    }

    private void NoteSample(TranslatedBlock found, bool called)
    {
        Counters.Samples++;
        if (found.IsRegion)
        {
            Counters.RegionSamples++;
            engine.NoteHotRegion(found, this);
        }
        else
        {
            Counters.LooplessSamples += found.Considered ? 1 : 0;
            engine.NoteHot(found, this);
            if (called && found.Considered)
            {
                // No loop here: there may be one around the call, which came to be a region when its target was not known.
                ulong pc = Cpu.X(Block.LinkSlot);
                if ((pc & 3) == 0 && TryPeekCode(pc, out CodePage page))
                {
                    engine.NoteCaller(page.Physical | (pc & 0xFFF), ContextOf(page.Guarded), found, this, pc);
                }
            }
        }
    }

    // That the vCPU left guest code a few times without sleeping, its timer's interrupts for instance, tells that it does more than to go back to sleep.
    private void NoteBusy()
    {
        if (Counters.Sleeps != sleepsSeen)
        {
            sleepsSeen = Counters.Sleeps;
            exitsAwake = 0;
        }
        else if (++exitsAwake >= BusyExits)
        {
            exitsAwake = 0;
            engine.NoteBusy();
        }
    }

    private void RunSingleStep()
    {
        ref GuestContext words = ref Context.Words;
        if (TryFetch(words.Pc, out byte* host, out _, out bool guarded) && AcceptBranchTarget(host, guarded, out _))
        {
            single.Run(this, host, ContextOf(guarded));
        }

        words.Leave = 0;
    }

    public override void Dispose()
    {
        base.Dispose();
        if (handle.IsAllocated)
        {
            handle.Free();
        }
    }
}
