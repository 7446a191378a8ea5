using System.Diagnostics;
using Armillary.Core.State;
using Armillary.Ir;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <summary>
/// The code that joins the engine and blocks, and the constants that blocks load: emitted once at the start of a code cache.
/// What each thunk does and expects: docs/subsystems/x64.md.
/// </summary>
public sealed unsafe partial class Thunks
{
    private static readonly int[] BTypes = [3, 1, 2, 0];
    private readonly Emitter e = new();
    private readonly nint[] lookup = new nint[4];
    private readonly nint[] exitIndirect = new nint[4];
    private readonly nint[] listSitePage = new nint[2];
    private readonly nint[] goToLevel = new nint[2];

    /// <summary>How many bytes they have room for.</summary>
    public const int Room = 0x1000;

    /// <summary>Emits the thunks at <paramref name="write"/>, which runs at <paramref name="execute"/> (aligned to 64); at most <see cref="Room"/> bytes.</summary>
    public Thunks(byte* write, byte* execute)
    {
        // SAFETY: the caller gives that room; everything emitted here is shorter, which is looked at before any of it runs.
        e.Start(write, execute);
        Constants = e.Here;
        foreach (Bits128 constant in VectorConstants.All)
        {
            *(Bits128*)e.Position = constant;
            e.Position += 16;
        }

        EmitEnterAndExit();
        EmitLookup();
        EmitSlowPath();
        EmitLinkAndHelper();
        EmitTagCheck();
        EmitGoToLevel();
        listSitePage[0] = EmitListSitePage(SitePageArea.Unprivileged);
        listSitePage[1] = EmitListSitePage(SitePageArea.Privileged);
        EmitAcrossPages();
        Length = (int)(e.Position - write);
        if (Length > Room)
        {
            throw new UnreachableException("the thunks are longer than their room");
        }
    }

    /// <summary>How many bytes the thunks take.</summary>
    public int Length { get; }

    /// <summary>Jump target: store the PC and return to the caller of <see cref="Enter"/>.</summary>
    public nint Exit { get; private set; }

    /// <summary>Jump target: look (Pc, BranchType) up and go on there.</summary>
    public nint LookupAndGo { get; private set; }

    internal nint SlowPath { get; private set; }

    internal nint Link { get; private set; }

    internal nint Helper { get; private set; }

    internal nint Constants { get; }

    internal nint GoToLevel(int level) => goToLevel[level];

    internal nint ListSitePage(SitePageArea area) => listSitePage[(int)area - 1];

    private nint EnterAddress { get; set; }

    internal nint LookupFor(BranchKind kind) => lookup[(int)kind];

    internal nint ExitFor(BranchKind kind) => exitIndirect[(int)kind];

    /// <summary>Runs generated code from <paramref name="code"/> (a block whose guest PC is in <c>Pc</c>, or <see cref="LookupAndGo"/>) until something exits.</summary>
    public void Enter(GuestContext* context, nint code)
        => ((delegate* unmanaged<GuestContext*, nint, void>)EnterAddress)(context, code);

    internal static Mem Word(int offset) => new(R15, offset - EngineArea.Bias);

    private static Mem Pc => Word(0x08);

    private static Mem HostFpControl => Word(0x4C);

    private void EmitEnterAndExit()
    {
        EnterAddress = e.Here;
        ReadOnlySpan<int> calleeSaved = [RBX, RBP, R12, R13, R14, R15];
        foreach (int r in calleeSaved)
        {
            e.Push(r);
        }

        e.OpI(Alu.Sub, true, RSP, 8);
        e.StoreMxcsr(new Mem(RSP));
        e.Lea(true, R15, new Mem(RDI, EngineArea.Bias));
        e.Load(true, R14, Pc);
        e.LoadMxcsr(HostFpControl);
        e.JmpR(RSI);

        Exit = e.Here;
        e.Store(64, Pc, R14);
        e.StoreMxcsr(HostFpControl);
        e.LoadMxcsr(new Mem(RSP));
        e.OpI(Alu.Add, true, RSP, 8);
        for (int i = calleeSaved.Length - 1; i >= 0; i--)
        {
            e.Pop(calleeSaved[i]);
        }

        e.Ret();
        for (int kind = 0; kind < 4; kind++)
        {
            exitIndirect[kind] = e.Here;
            e.StoreI(32, Word(EngineArea.BranchType), BTypes[kind]);
            e.Jmp(Exit);
        }
    }

    /// <summary>MXCSR to the context and the default one in; RDI the context. Flags survive.</summary>
    private void ToManaged()
    {
        e.StoreMxcsr(HostFpControl);
        e.LoadMxcsr(Word(EngineArea.DefaultMxcsr));
        e.Lea(true, RDI, new Mem(R15, -EngineArea.Bias));
    }

    /// <summary>RAX = the jump cache entry for the PC in R14. Uses RDX; RCX and R14 stay.</summary>
    internal static void JumpCacheEntryAddress(Emitter e)
    {
        // ((pc >> 2) ^ (pc >> 14)) * 16: rotations that bring bits 14 and 2 to bit 4
        e.Rorx(false, RAX, R14, 10);
        e.Rorx(false, RDX, R14, 30);
        e.Op(Alu.Xor, false, RAX, RDX);
        e.OpI(Alu.And, false, RAX, (JumpCacheEntry.Count - 1) << 4);
        e.Op(Alu.Add, true, RAX, Word(0x20));
    }

    internal static int BTypeOf(BranchKind kind) => BTypes[(int)kind];

    /// <summary>Makes a kept level current and goes on at R14. The TLB for unprivileged accesses is the same at both levels.</summary>
    private void EmitGoToLevel()
    {
        ReadOnlySpan<int> to = [0x10, 0x58, 0x20, EngineArea.MirrorTags, EngineArea.MirrorWindow, EngineArea.FetchTable, EngineArea.CodeContext];
        for (int level = 0; level < goToLevel.Length; level++)
        {
            goToLevel[level] = e.Here;
            e.Store(64, Pc, R14);
            for (int n = 0; n < to.Length; n++)
            {
                bool w = to[n] is not (0x58 or EngineArea.CodeContext);
                e.Load(w, RAX, Word(EngineArea.Level(level) + (n * 8)));
                e.Store(w ? 64 : 32, Word(to[n]), RAX);
            }

            e.StoreI(32, Word(EngineArea.WentTo), level + 1);
            e.Jmp(LookupAndGo);
        }
    }

    private void EmitSlowPath()
    {
        SlowPath = e.Here;
        for (int r = 0; r < 15; r++)
        {
            if (r != RSP)
            {
                e.Store(64, Word(EngineArea.SavedGpr + (r * 8)), r);
            }
        }

        for (int x = 0; x < 16; x++)
        {
            e.VStore(Word(EngineArea.SavedXmm + (x * 16)), x);
        }

        ToManaged();
        e.Load(false, RSI, new Mem(RSP, 8));
        e.CallM(Word(EngineArea.SlowPathFunction));
        e.LoadMxcsr(HostFpControl);
        e.Test(false, RAX, RAX);
        byte* leave = e.Jcc(Cc.NE);
        for (int x = 0; x < 16; x++)
        {
            e.VLoad(x, Word(EngineArea.SavedXmm + (x * 16)));
        }

        for (int r = 0; r < 15; r++)
        {
            if (r != RSP)
            {
                e.Load(true, r, Word(EngineArea.SavedGpr + (r * 8)));
            }
        }

        e.Ret(8);
        e.PatchHere(leave);
        e.OpI(Alu.Add, true, RSP, 16);
        e.Jmp(LookupAndGo);
    }

    private void EmitLinkAndHelper()
    {
        Link = e.Here;
        e.Store(64, Pc, R14);
        e.Pop(RSI);
        ToManaged();
        e.CallM(Word(EngineArea.LinkFunction));
        e.LoadMxcsr(HostFpControl);
        e.Load(true, R14, Pc);
        e.JmpR(RAX);

        Helper = e.Here;
        e.OpI(Alu.Sub, true, RSP, 8);
        ToManaged();
        e.CallM(Word(EngineArea.HelperFunction));
        e.LoadMxcsr(HostFpControl);
        e.OpI(Alu.Add, true, RSP, 8);
        e.Ret();
    }

    /// <summary>
    /// Takes a site page that was just filled into its area's list. EAX: its offset from the pinned register; ECX: the greatest offset in a page that
    /// an access may have, and one. Only RAX, RCX and flags change.
    /// </summary>
    private nint EmitListSitePage(SitePageArea area)
    {
        nint entry = e.Here;
        e.Store(64, new Mem(R15, RAX, 16), RCX);
        e.Load(true, RCX, Word(SitePages.Head(area)));
        e.Store(32, new Mem(R15, RAX, 24), RCX);
        e.Store(64, Word(SitePages.Head(area)), RAX);
        e.Ret();
        return entry;
    }
}
