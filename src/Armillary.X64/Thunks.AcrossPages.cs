using Armillary.Core.State;
using Armillary.X64.Assembler;
using static Armillary.X64.Assembler.Gpr;

namespace Armillary.X64;

/// <content>
/// Plain accesses whose bytes are in two pages. Both pages are looked up before anything moves; the access itself is then one of the buffer (where the
/// slow path saves vector registers, which it does not do now): a load finds its bytes there, and what a store leaves there goes to the two pages.
/// </content>
public sealed unsafe partial class Thunks
{
    private const int Buffer = EngineArea.SavedXmm;
    private const int FirstHost = EngineArea.SavedGpr;
    private const int SecondHost = EngineArea.SavedGpr + 8;
    private const int FirstCount = EngineArea.SavedGpr + 16;
    private const int Count = EngineArea.SavedGpr + 24;
    private const int MaxBytes = 32;
    private const int PageSize = 4096;

    private readonly nint[] acrossPages = new nint[12];

    /// <summary>
    /// Called with the address in RAX: NE if the bytes are in one page, or the TLB has not both pages (of a store: as writable); else RCX is where they are,
    /// or, of a store, where to put them before <see cref="StoreAcrossPages"/>. RAX, RCX, XMM14 and XMM15 change.
    /// </summary>
    internal nint AcrossPages(bool write, int bytes) => acrossPages[SitePages.Kind(write, bytes)];

    /// <summary>Called to bring what was stored to the buffer to the two pages. RAX, RCX and flags change.</summary>
    internal nint StoreAcrossPages { get; private set; }

    private void EmitAcrossPages()
    {
        foreach (bool write in (ReadOnlySpan<bool>)[false, true])
        {
            nint common = e.Here;
            EmitFindBoth(write);
            for (int bytes = 2; bytes <= MaxBytes; bytes *= 2)
            {
                acrossPages[SitePages.Kind(write, bytes)] = e.Here;
                e.MovI(RCX, bytes);
                e.Jmp(common);
            }
        }

        EmitStoreAcrossPages();
    }

    /// <summary>RAX is the address, RCX how many bytes.</summary>
    private void EmitFindBoth(bool write)
    {
        e.Push(RDX);
        e.Push(RSI);
        e.Lea(true, RDX, new Mem(RAX, RCX, -1));
        e.OpI(Alu.And, true, RDX, -PageSize);
        e.Mov(true, RSI, RAX);
        e.OpI(Alu.And, true, RSI, -PageSize);
        e.Op(Alu.Cmp, true, RDX, RSI);
        byte* onePage = e.Jcc(Cc.E);
        if (write)
        {
            e.Store(64, Word(Count), RCX);
        }

        FindEntry(RSI);
        e.Op(Alu.Cmp, true, RSI, new Mem(RCX, write ? 8 : 0));
        byte* noFirst = e.Jcc(Cc.NE);
        e.Op(Alu.Add, true, RSI, new Mem(RCX, 16));
        FindEntry(RDX);
        e.Op(Alu.Cmp, true, RDX, new Mem(RCX, write ? 8 : 0));
        byte* noSecond = e.Jcc(Cc.NE);
        e.Op(Alu.Sub, true, RAX, RDX); // how many bytes are in the first page, negated
        e.Op(Alu.Add, true, RDX, new Mem(RCX, 16));
        if (write)
        {
            // Both are where the first byte would be.
            e.Lea(true, RCX, new Mem(RSI, RAX, PageSize));
            e.Store(64, Word(FirstHost), RCX);
            e.Op(Alu.Add, true, RDX, RAX);
            e.Store(64, Word(SecondHost), RDX);
            e.Op(Unary.Neg, true, RAX);
            e.Store(64, Word(FirstCount), RAX);
            e.Lea(true, RCX, Word(Buffer));
        }
        else
        {
            // The first page's end, and behind it the second one's beginning: loading more than is asked for does nothing to memory.
            for (int n = 0; n < MaxBytes; n += 16)
            {
                e.VLoad(14, new Mem(RSI, PageSize - MaxBytes + n));
                e.VLoad(15, new Mem(RDX, n));
                e.VStore(Word(Buffer + n), 14);
                e.VStore(Word(Buffer + MaxBytes + n), 15);
            }

            e.Lea(true, RCX, new Mem(R15, RAX, Buffer + MaxBytes - EngineArea.Bias));
        }

        e.Op(Alu.Xor, false, RAX, RAX);
        byte* found = e.JmpShort();
        e.PatchHere(onePage);
        e.PatchHere(noFirst);
        e.PatchHere(noSecond);
        e.Test(true, RSP, RSP);
        e.PatchShortHere(found);
        e.Pop(RSI);
        e.Pop(RDX);
        e.Ret();
    }

    /// <summary>RCX = the TLB's entry for the page.</summary>
    private void FindEntry(int page)
    {
        e.Rorx(false, RCX, page, 12 - TlbEntry.SizeLog2);
        e.Op(Alu.And, false, RCX, Word(0x58));
        e.Op(Alu.Add, true, RCX, Word(0x10));
    }

    /// <summary>Each of the access's elements that is aligned is stored at once (DDI 0487, B2.2.1): in units of what the number of bytes before the page's end is a multiple of.</summary>
    private void EmitStoreAcrossPages()
    {
        StoreAcrossPages = e.Here;
        e.Push(RDX);
        e.Push(RSI);
        e.Push(RDI);
        e.Load(true, RDX, Word(FirstCount));
        Span<nint> done = stackalloc nint[4];
        for (int log2 = 3; log2 >= 0; log2--)
        {
            byte* smaller = null;
            if (log2 > 0)
            {
                e.TestI(false, RDX, (1 << log2) - 1);
                smaller = e.Jcc(Cc.NE);
            }

            e.Op(Alu.Xor, false, RCX, RCX);
            e.Load(true, RSI, Word(FirstHost));
            EmitCopyTo(RDX, log2);
            e.Load(true, RSI, Word(SecondHost));
            e.Load(true, RDX, Word(Count));
            EmitCopyTo(RDX, log2);
            done[log2] = (nint)e.Jmp();
            if (smaller != null)
            {
                e.PatchHere(smaller);
            }
        }

        foreach (nint jump in done)
        {
            e.PatchHere((byte*)jump);
        }

        e.Pop(RDI);
        e.Pop(RSI);
        e.Pop(RDX);
        e.Ret();
    }

    /// <summary>Copies bytes RCX to <paramref name="end"/> of the buffer to [RSI], RDI meanwhile each.</summary>
    private void EmitCopyTo(int end, int log2)
    {
        int bits = 8 << log2;
        byte* again = e.Position;
        Mem from = new(R15, RCX, Buffer - EngineArea.Bias);
        if (bits < 32)
        {
            e.LoadZeroExtended(bits, RDI, from);
        }
        else
        {
            e.Load(bits == 64, RDI, from);
        }

        e.Store(bits, new Mem(RSI, RCX, 0), RDI);
        e.OpI(Alu.Add, false, RCX, 1 << log2);
        e.Op(Alu.Cmp, false, RCX, end);
        e.JccShort(Cc.B, again);
    }
}
