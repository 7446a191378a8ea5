using System.Runtime.CompilerServices;
using Armillary.Core.State;
using Armillary.Ir;

namespace Armillary.X64;

/// <summary>What <see cref="SiteTable"/> has of one site: its operation, where operands and results are, and how to make the guest state precise.</summary>
/// <remarks>
/// Layout, in 32-bit words: Op | Type &lt;&lt; 16 | Sub &lt;&lt; 24; Imm (2); locations of A, B, C, result, second result; guest PC offset;
/// number of recovery entries; the entries (slot &lt;&lt; 24 | location); then constants (4 words each)
/// and flags operations (Op | IrType &lt;&lt; 16, location of A, location of B), which locations give as word numbers in the record.
/// </remarks>
public readonly unsafe ref struct SiteRecord
{
    internal const int ImmWord = 1;
    internal const int OperandWord = 3;
    internal const int ResultWord = 6;
    internal const int PcWord = 8;
    internal const int CountWord = 9;
    internal const int HeaderWords = 10;

    private readonly ReadOnlySpan<uint> words;

    /// <param name="words">The record, and whatever is behind it.</param>
    internal SiteRecord(ReadOnlySpan<uint> words) => this.words = words;

    /// <summary>The site's operation. A, B and C are not value numbers: they are -1 where there is no such operand.</summary>
    public Instruction Instruction => new()
    {
        Op = (Op)(words[0] & 0xFFFF),
        Type = (IrType)(words[0] >> 16 & 0xFF),
        Sub = (byte)(words[0] >> 24),
        Imm = (long)(words[ImmWord] | (ulong)words[ImmWord + 1] << 32),
        A = words[OperandWord] == 0 ? -1 : 0,
        B = words[OperandWord + 1] == 0 ? -1 : 1,
        C = words[OperandWord + 2] == 0 ? -1 : 2,
    };

    /// <summary>Operand 0 (A), 1 (B) or 2 (C) of the site that the context is stopped at; zero if it has none. Flags come as a <see cref="FlagsWord"/>.</summary>
    public Bits128 ReadOperand(GuestContext* context, int operand) => Read(context, new Location(words[OperandWord + operand]));

    /// <summary>Writes result 0, or 1 (the PairHigh), where the code expects it. Does nothing if the result is not used.</summary>
    public void WriteResult(GuestContext* context, in Bits128 value, int result = 0)
    {
        // SAFETY: the register numbers in a record are 0 to 15; the areas have 16 places.
        Location location = new(words[ResultWord + result]);
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

    /// <summary>
    /// Makes the guest state precise: every slot has the value that it has before the site's operation, and the PC is that of its
    /// guest instruction. For sites of memory operations only.
    /// </summary>
    public void Recover(GuestContext* context)
    {
        byte* area = (byte*)context;
        int count = (int)words[CountWord];
        for (int i = 0; i < count; i++)
        {
            // SAFETY: the compiler writes slot numbers below 128; no entry's location is a slot that an earlier entry wrote.
            uint entry = words[HeaderWords + i];
            int slot = (int)(entry >> 24);
            Bits128 value = Read(context, new Location(entry & 0xFFFFFF));
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

        context->Pc = BlockPc(context) + (ulong)(int)words[PcWord];
    }

    // SAFETY: the thunk saved all registers; R14 holds the guest PC of the block.
    private static ulong BlockPc(GuestContext* context) => *(ulong*)((byte*)context + EngineArea.SavedGpr + (14 * 8));

    // Most operands are in general registers, or there is none.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Bits128 Read(GuestContext* context, Location location) => location.Kind switch
    {
        LocationKind.None => default,
        LocationKind.Gpr => new Bits128(*(ulong*)((byte*)context + EngineArea.SavedGpr + (location.Number * 8))),
        _ => ReadElsewhere(context, location),
    };

    private Bits128 ReadElsewhere(GuestContext* context, Location location)
    {
        // SAFETY: register, spill place and slot numbers were bounded by the compiler that wrote the record.
        byte* area = (byte*)context;
        int n = location.Number;
        switch (location.Kind)
        {
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
                return new Bits128(words[n] | (ulong)words[n + 1] << 32, words[n + 2] | (ulong)words[n + 3] << 32);
            case LocationKind.PcRelative:
                return new Bits128(BlockPc(context) + (words[n] | (ulong)words[n + 1] << 32));
            default:
                ulong a = Read(context, new Location(words[n + 1])).Low;
                ulong b = Read(context, new Location(words[n + 2])).Low;
                return new Bits128(LazyFlags.Evaluate((Op)(words[n] & 0xFFFF), (IrType)(words[n] >> 16), a, b));
        }
    }
}
