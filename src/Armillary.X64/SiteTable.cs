using System.Runtime.InteropServices;
using Armillary.Core.State;
using Armillary.Ir;

namespace Armillary.X64;

/// <summary>
/// The records of sites: places in generated code that may need managed code (a TLB miss, a rare result, an operation without a rule).
/// A record tells the operation, where its operands and results are, and how to make the guest state precise.
/// Any thread adds; any thread may read a site whose code it runs. Records never move until <see cref="Reset"/>.
/// </summary>
/// <remarks>
/// Layout, in 32-bit words: Op | Type &lt;&lt; 16 | Sub &lt;&lt; 24; Imm (2); locations of A, B, C, result, second result; guest PC offset;
/// guest instructions before | number of recovery entries &lt;&lt; 16; the entries (slot &lt;&lt; 24 | location); then constants (4 words each)
/// and flags operations (Op | IrType &lt;&lt; 16, location of A, location of B), which locations give as word numbers in the record.
/// </remarks>
public sealed unsafe class SiteTable
{
    internal const int ImmWord = 1;
    internal const int OperandWord = 3;
    internal const int ResultWord = 6;
    internal const int PcWord = 8;
    internal const int CountWord = 9;
    internal const int HeaderWords = 10;

    private const int ChunkShift = 16;
    private const int ChunkSize = 1 << ChunkShift;

    // Memory that is not the collector's: hundreds of large arrays that live as long as the code make it go through everything again and again.
    private readonly nint[] records = new nint[4096];
    private readonly nint[] starts = new nint[4096];
    private readonly uint[] chunkEnds = new uint[4096];
    private readonly Lock adding = new();
    private uint next;

    /// <summary>Gives the memory back.</summary>
    ~SiteTable()
    {
        foreach (nint chunk in records.Concat(starts))
        {
            NativeMemory.Free((void*)chunk);
        }
    }

    /// <summary>How many sites there are.</summary>
    public uint Count { get; private set; }

    /// <summary>Forgets all sites. No thread may be running code that has any.</summary>
    public void Reset()
    {
        lock (adding)
        {
            Count = 0;
            next = 0;
        }
    }

    /// <summary>Whether so many words can still be added (if not, the code cache must be emptied).</summary>
    public bool HasRoom => next < ((4096u - 2) << ChunkShift) && Count < ((4096u - 2) << ChunkShift);

    internal uint Add(ReadOnlySpan<uint> record)
    {
        using Lock.Scope scope = adding.EnterScope();
        return AddLocked(record);
    }

    /// <summary>Adds records that <see cref="WholeRecord"/> gave, in this process or in another one: they get numbers that follow each other.</summary>
    /// <param name="words">The records, one behind the other.</param>
    /// <param name="lengths">How many words each has.</param>
    /// <returns>The number of the first one.</returns>
    public uint AddAll(ReadOnlySpan<uint> words, ReadOnlySpan<ushort> lengths)
    {
        using Lock.Scope scope = adding.EnterScope();
        uint first = Count;
        foreach (ushort length in lengths)
        {
            AddLocked(words[..length]);
            words = words[length..];
        }

        return first;
    }

    private uint AddLocked(ReadOnlySpan<uint> record)
    {
        if ((next & (ChunkSize - 1)) + record.Length > ChunkSize)
        {
            next = (next | (ChunkSize - 1)) + 1;
        }

        record.CopyTo(Chunk(ref records[next >> ChunkShift])[(int)(next & (ChunkSize - 1))..]);
        Chunk(ref starts[Count >> ChunkShift])[(int)(Count & (ChunkSize - 1))] = next;
        uint chunkNumber = next >> ChunkShift;
        next += (uint)record.Length;
        chunkEnds[chunkNumber] = next;
        return Count++;
    }

    /// <summary>A site's whole record, which <see cref="AddAll"/> can add again.</summary>
    public ReadOnlySpan<uint> WholeRecord(uint site)
    {
        using Lock.Scope scope = adding.EnterScope();
        uint start = StartOf(site);
        uint following = site + 1 < Count ? StartOf(site + 1) : next;
        uint end = following >> ChunkShift == start >> ChunkShift ? following : chunkEnds[start >> ChunkShift];
        return RecordAt(start)[..(int)(end - start)];
    }

    private static Span<uint> Chunk(ref nint chunk)
    {
        if (chunk == 0)
        {
            Volatile.Write(ref chunk, (nint)NativeMemory.Alloc(ChunkSize * sizeof(uint)));
        }

        return new Span<uint>((void*)chunk, ChunkSize);
    }

    // SAFETY: a site's number and where its record begins were written when the chunks were there, which stay until nobody has the table.
    private uint StartOf(uint site) => ((uint*)starts[site >> ChunkShift])[site & (ChunkSize - 1)];

    private ReadOnlySpan<uint> RecordAt(uint start)
        => new((uint*)records[start >> ChunkShift] + (start & (ChunkSize - 1)), (int)(ChunkSize - (start & (ChunkSize - 1))));

    private ReadOnlySpan<uint> Record(uint site) => RecordAt(StartOf(site));

    /// <summary>The site's operation. A, B and C are not value numbers: they are -1 where there is no such operand.</summary>
    public Instruction Instruction(uint site)
    {
        ReadOnlySpan<uint> record = Record(site);
        return new Instruction
        {
            Op = (Op)(record[0] & 0xFFFF),
            Type = (IrType)(record[0] >> 16 & 0xFF),
            Sub = (byte)(record[0] >> 24),
            Imm = (long)(record[ImmWord] | (ulong)record[ImmWord + 1] << 32),
            A = record[OperandWord] == 0 ? -1 : 0,
            B = record[OperandWord + 1] == 0 ? -1 : 1,
            C = record[OperandWord + 2] == 0 ? -1 : 2,
        };
    }

    /// <summary>Operand 0 (A), 1 (B) or 2 (C) of the site that the context is stopped at; zero if it has none. Flags come as a <see cref="FlagsWord"/>.</summary>
    public Bits128 ReadOperand(GuestContext* context, uint site, int operand)
    {
        ReadOnlySpan<uint> record = Record(site);
        return Read(context, record, new Location(record[OperandWord + operand]));
    }

    /// <summary>The base address A plus the displacement of a memory operation.</summary>
    public ulong ReadAddress(GuestContext* context, uint site)
    {
        ReadOnlySpan<uint> record = Record(site);
        return Read(context, record, new Location(record[OperandWord])).Low + (record[ImmWord] | (ulong)record[ImmWord + 1] << 32);
    }

    /// <summary>Writes result 0, or 1 (the PairHigh), where the code expects it. Does nothing if the result is not used.</summary>
    public void WriteResult(GuestContext* context, uint site, Bits128 value, int result = 0)
    {
        // SAFETY: the register numbers in a record are 0 to 15; the areas have 16 places.
        Location location = new(Record(site)[ResultWord + result]);
        byte* area = (byte*)context;
        if (location.Kind == LocationKind.Gpr)
        {
            *(ulong*)(area + EngineArea.SavedGpr + (location.Number * 8)) = value.Low;
        }
        else if (location.Kind == LocationKind.Xmm)
        {
            *(Bits128*)(area + EngineArea.SavedXmm + (location.Number * 16)) = value;
        }
    }

    /// <summary>The guest PC of the site's instruction.</summary>
    public ulong GuestPc(GuestContext* context, uint site)
        => BlockPc(context) + (ulong)(int)Record(site)[PcWord];

    /// <summary>How many guest instructions of the block came before the site's.</summary>
    public int InstructionsBefore(uint site) => (int)(Record(site)[CountWord] & 0xFFFF);

    /// <summary>
    /// Makes the guest state precise: every slot has the value that it has before the site's operation, and the PC is that of its
    /// guest instruction. For sites of memory operations only.
    /// </summary>
    public void Recover(GuestContext* context, uint site)
    {
        ReadOnlySpan<uint> record = Record(site);
        byte* area = (byte*)context;
        int count = (int)(record[CountWord] >> 16);
        for (int i = 0; i < count; i++)
        {
            // SAFETY: the compiler writes slot numbers below 128; no entry's location is a slot that an earlier entry wrote.
            uint entry = record[HeaderWords + i];
            int slot = (int)(entry >> 24);
            Location location = new(entry & 0xFFFFFF);
            Bits128 value = Read(context, record, location);
            byte* home = area + GuestContext.OffsetOfSlot(slot);
            if (slot >= Block.FirstVectorSlot)
            {
                *(Bits128*)home = value;
            }
            else
            {
                *(ulong*)home = value.Low;
            }
        }

        context->Pc = BlockPc(context) + (ulong)(int)record[PcWord];
    }

    // SAFETY: the thunk saved all registers; R14 holds the guest PC of the block.
    private static ulong BlockPc(GuestContext* context) => *(ulong*)((byte*)context + EngineArea.SavedGpr + (14 * 8));

    private static Bits128 Read(GuestContext* context, ReadOnlySpan<uint> record, Location location)
    {
        // SAFETY: register, spill place and slot numbers were bounded by the compiler that wrote the record.
        byte* area = (byte*)context;
        int n = location.Number;
        switch (location.Kind)
        {
            case LocationKind.Gpr:
                return new Bits128(*(ulong*)(area + EngineArea.SavedGpr + (n * 8)));
            case LocationKind.Xmm:
                return *(Bits128*)(area + EngineArea.SavedXmm + (n * 16));
            case LocationKind.Spill:
                return new Bits128(*(ulong*)(area + EngineArea.SpillGpr + (n * 8)));
            case LocationKind.SpillVector:
                return *(Bits128*)(area + EngineArea.SpillXmm + (n * 16));
            case LocationKind.Slot:
                byte* home = area + GuestContext.OffsetOfSlot(n);
                return n >= Block.FirstVectorSlot ? *(Bits128*)home : new Bits128(*(ulong*)home);
            case LocationKind.Constant:
                return new Bits128(record[n] | (ulong)record[n + 1] << 32, record[n + 2] | (ulong)record[n + 3] << 32);
            case LocationKind.PcRelative:
                return new Bits128(BlockPc(context) + (record[n] | (ulong)record[n + 1] << 32));
            case LocationKind.Flags:
                ulong a = Read(context, record, new Location(record[n + 1])).Low;
                ulong b = Read(context, record, new Location(record[n + 2])).Low;
                return new Bits128(LazyFlags.Evaluate((Op)(record[n] & 0xFFFF), (IrType)(record[n] >> 16), a, b));
            default:
                return default;
        }
    }
}
