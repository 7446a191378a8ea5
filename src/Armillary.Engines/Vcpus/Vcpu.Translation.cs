using System.Runtime.CompilerServices;
using Armillary.Arm;
using Armillary.Arm.Mmu;
using Armillary.Arm.State;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Jit.Regions;
using Armillary.Engines.Memory;
using Armillary.X64;

namespace Armillary.Engines.Vcpus;

/// <summary>Which translations and which jump cache are current, their invalidation, and instruction fetch.</summary>
internal abstract unsafe partial class Vcpu
{
    private const uint NothingMask = (TlbEntry.MinCount - 1) << TlbEntry.SizeLog2;

    private TranslationSpace? unprivilegedSpace;
    private TranslationWorld? currentWorld;
    private int currentVersion;

    /// <summary>
    /// The space of accesses with EL0's permissions. Found when it is first used: between two processes a kernel has tables that nobody goes
    /// through, and a space for each would drive out those of other processes.
    /// </summary>
    protected TranslationSpace UnprivilegedSpace => unprivilegedSpace ?? SelectUnprivilegedSpace();

    /// <summary>The jump cache of the current space and context.</summary>
    protected JumpCache CurrentJumpCache { get; private set; } = null!;

    /// <summary>For each vCPU, the number of its last request here that its DSB has to wait for; 0 for none.</summary>
    public long[] AwaitedBy { get; } = new long[128];

    /// <summary>The number of the last request here to forget translated code, 0 for none. Under the engine's lock.</summary>
    public long LastForget { get; set; }

    /// <summary>Not zero: this vCPU's maintenance was broadcast and no DSB has waited for it yet.</summary>
    public ref int MaintenanceAwaited => ref Unsafe.Add(ref Unsafe.As<ulong, int>(ref Context.Integer(Slots.InterruptWatch)), 1);

    /// <summary>Selects spaces and jump cache for the CPU's state as it is now.</summary>
    /// <param name="translation">A translation register may have changed.</param>
    public void SelectSpaces(bool translation)
    {
        TranslationContext context = Cpu.TranslationContext;
        if (translation)
        {
            int version = Cpu.ControlsVersion;
            if (currentWorld is null || version != currentVersion)
            {
                currentVersion = version;
                TranslationControls controls = Cpu.TranslationControls;
                if (currentWorld is null || !currentWorld.Is(in controls))
                {
                    currentWorld = Spaces.FindWorld(in controls);
                }
            }

            ulong table = Cpu.TranslationTable;
            if (table != currentWorld.Table)
            {
                currentWorld.Table = table;
                Spaces.ClearLocal(currentWorld);
            }
        }

        else if (TryGoToKept(context))
        {
            return;
        }

        DataSpace = Spaces.Find(KeyOf(context));
        if ((context & TranslationContext.ELMask) == 0)
        {
            unprivilegedSpace = DataSpace;
        }
        else if (unprivilegedSpace?.Key != UnprivilegedKey)
        {
            unprivilegedSpace = null;
        }

        Spaces.FillSitePages(DataSpace);
        CurrentJumpCache = Spaces.FindJumpCache(DataSpace, context);
        SelectCode(context);
        CheckLevels();
        SelectTlbs();
    }

    // What generated code looks code up with.
    private void SelectCode(TranslationContext context)
    {
        byte* area = (byte*)Context.Pointer;
        Context.Words.JumpCache = CurrentJumpCache.Entries;
        *(uint*)(area + EngineArea.CodeContext) = (uint)context;
        *(FetchEntry**)(area + EngineArea.FetchTable) = LookupTable(DataSpace, context);
    }

    // Generated code looks nothing up at a level with breakpoints: the look-up tells a breakpoint at the target of an indirect branch with which BTYPE it is reached.
    private static FetchEntry* LookupTable(TranslationSpace space, TranslationContext context)
        => (context & TranslationContext.Breakpoints) != 0 ? null : space.FetchTable;

    // Also after a table has got another size.
    private void SelectTlbs()
    {
        WriteTlbs();
        WriteLevels();
    }

    private void WriteTlbs()
    {
        ref GuestContext words = ref Context.Words;
        words.Tlb = DataSpace.Entries;
        words.TlbMask = DataSpace.Mask;
        words.UnprivilegedTlb = unprivilegedSpace is null ? TranslationSpaces.Nothing : unprivilegedSpace.Entries;
        words.UnprivilegedTlbMask = unprivilegedSpace is null ? NothingMask : unprivilegedSpace.Mask;
        Mirrors.Select(Context.Pointer, MirrorOf(DataSpace));
    }

    private SpaceKey KeyOf(TranslationContext context)
    {
        int level = (int)(context & TranslationContext.ELMask);
        return level == 0 ? UnprivilegedKey : new SpaceKey((byte)level, Cpu.PSTATE.PAN, 0, currentWorld!.Number);
    }

    private SpaceKey UnprivilegedKey => new(0, false, currentWorld!.Table, currentWorld.Number);

    private TranslationSpace SelectUnprivilegedSpace()
    {
        unprivilegedSpace = Spaces.Find(UnprivilegedKey);
        CheckLevels();
        SelectTlbs();
        return unprivilegedSpace;
    }

    /// <summary>Drops what a TLBI names. By the owning thread only.</summary>
    public void Invalidate(in TlbInvalidation invalidation)
    {
        Spaces.Clear(in invalidation);
        SelectTlbs();
    }

    /// <summary>What code of a page depends on besides its words.</summary>
    protected TranslationContext ContextOf(bool guarded) => Cpu.TranslationContext | (guarded ? TranslationContext.GuardedPage : 0);

    /// <summary>Translates the PC for a fetch. False: an exception is taken and the PC set to its vector.</summary>
    protected bool TryFetch(ulong pc, out byte* host, out PhysicalAddress physical, out bool guarded)
    {
        ref FetchEntry entry = ref DataSpace.Fetch(pc);
        ulong tag = pc & ~PageMask;
        if (entry.Tag != tag)
        {
            host = null;
            physical = default;
            guarded = false;
            if (Cpu.TryTakePendingStep())
            {
                return false;
            }

            if ((pc & 3) != 0)
            {
                Cpu.TakePCAlignmentFault();
                return false;
            }

            if (!Cpu.TryTranslate(pc, AccessKind.Execute, out Translation t, out FaultInfo fault))
            {
                Cpu.RaiseInstructionAbort(pc, in fault);
                return false;
            }

            if (!TryFill(ref entry, pc, in t))
            {
                Cpu.RaiseExternalAbort(pc, AccessKind.Execute);
                return false;
            }
        }

        host = entry.Host + (pc & PageMask);
        physical = new PhysicalAddress(entry.Physical | (pc & PageMask));
        guarded = entry.Guarded;
        if ((pc & 3) != 0)
        {
            if (!Cpu.TryTakePendingStep())
            {
                Cpu.TakePCAlignmentFault();
            }

            return false;
        }

        return true;
    }

    // False: there is no memory.
    private bool TryFill(ref FetchEntry entry, ulong pc, in Translation t)
    {
        if (Engine.Bus.FindMemory(t.Page, PageMask + 1, out _) is not { } memory)
        {
            return false;
        }

        entry.Fill(pc & ~PageMask, t.Page.Value, memory.HostBase + (t.Page - memory.Start), t.BlockSizeLog2, t.Guarded, t.Global);
        DataSpace.NoteInsertion(pc, t.BlockSizeLog2, t.Global);
        return true;
    }

    /// <summary>Whether instructions can be fetched from a page, and where it lies. Takes no exception.</summary>
    protected bool TryPeekCode(ulong address, out CodePage page)
    {
        ref FetchEntry entry = ref DataSpace.Fetch(address);
        if (entry.Tag != (address & ~PageMask)
            && (!Cpu.TryTranslate(address, AccessKind.Execute, out Translation t, out _) || !TryFill(ref entry, address, in t)))
        {
            page = default;
            return false;
        }

        page = CodePage.Of(in entry);
        return true;
    }

    /// <summary>Checks and clears PSTATE.BTYPE at the first instruction of a block. False: a Branch Target exception is taken.</summary>
    protected bool AcceptBranchTarget(byte* host, bool guarded, out uint btype)
    {
        btype = (uint)Cpu.PSTATE.BTYPE;
        if (btype == 0)
        {
            return true;
        }

        if (Cpu.TryTakeBeforeBranchTarget())
        {
            return false;
        }

        if (guarded && !BranchTargets.Accepts(*(uint*)host, btype, (Cpu.TranslationContext & TranslationContext.BT) != 0))
        {
            Cpu.TakeBranchTargetException((int)btype);
            return false;
        }

        Cpu.PSTATE.BTYPE = 0;
        return true;
    }
}
