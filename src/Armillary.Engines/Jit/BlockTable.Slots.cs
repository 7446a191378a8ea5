using System.Numerics;
using System.Runtime.InteropServices;
using Armillary.Arm.State;
using Armillary.X64;

namespace Armillary.Engines.Jit;

/// <content>
/// The hash table itself, in memory that generated code reads (<see cref="BlockSlot"/>). A block's way is what generated code may go on at without managed code: the block's code, or that of its region where
/// that depends on no mapping. It is opened once managed code has gone it, and closed before the block or its region changes.
/// </content>
internal sealed unsafe partial class BlockTable
{
    private const int InitialSize = 1 << 14;
    private const int ChunkLog2 = 12;

    // Blocks by number. Numbers begin at 1, and are used again.
    private readonly TranslatedBlock?[]?[] blocks = new TranslatedBlock?[1 << 14][];
    private readonly Stack<int> freeNumbers = [];
    private readonly List<nint> outgrown = [];
    private readonly Lock aside = new();
    private nint memory = (nint)Allocate(InitialSize);
    private int nextNumber = 1;
    private int used;

    /// <summary>Where the table is from now on: for the vCPUs' contexts.</summary>
    public event Action? Moved;

    /// <summary>Where the table is (<see cref="EngineArea.BlockTable"/>).</summary>
    public nint Memory => memory;

    private byte* Slots => (byte*)memory;

    /// <summary>The valid block, or null.</summary>
    public TranslatedBlock? Find(ulong physical, TranslationContext context) => Find(physical, context, out _);

    /// <summary>The valid block, or null. From a thread that all code may be forgotten under; one that holds the engine's lock, or a vCPU's, need not care.</summary>
    public TranslatedBlock? FindAside(ulong physical, TranslationContext context)
    {
        lock (aside)
        {
            return Find(physical, context, out _);
        }
    }

    /// <summary>The valid block, or null.</summary>
    /// <param name="physical">Where its guest code lies.</param>
    /// <param name="context">What else it depends on.</param>
    /// <param name="way">The code that generated code goes to for it, and the guest PC that it goes there for.</param>
    public TranslatedBlock? Find(ulong physical, TranslationContext context, out (nint Code, ulong Entry) way)
    {
        byte* table = (byte*)Volatile.Read(ref memory);
        uint mask = *(uint*)table;
        way = default;
        for (uint i = BlockSlot.Hash(physical, (uint)context) & mask; ; i = (i + 1) & mask)
        {
            BlockSlot* slot = SlotAt(table, i);
            int number = Volatile.Read(ref slot->Number);
            if (number == 0)
            {
                return null;
            }

            if (slot->Physical == physical && slot->Context == (uint)context
                && blocks[number >> ChunkLog2]?[number & ((1 << ChunkLog2) - 1)] is { Valid: true } block && block.Physical == physical && block.Context == context)
            {
                way = (slot->Code, slot->Entry);
                return block;
            }
        }
    }

    /// <summary>Generated code may go on at what is run for a block without managed code. Does nothing if that has changed.</summary>
    /// <param name="block">The block.</param>
    /// <param name="run">What is run for it: itself, or its region.</param>
    public void OpenWay(TranslatedBlock block, TranslatedBlock run)
    {
        // Not back from a region to the block: who looks at the code twice has to know that it did not change in between.
        if (!block.Valid || !run.Valid || (run == block ? block.RegionCount != 0 : run != block.Region || !run.IsOfOnePage))
        {
            return;
        }

        if (SlotOf(block) is var slot && slot != null)
        {
            Volatile.Write(ref slot->Code, 0);
            Volatile.Write(ref slot->Entry, run.HasManyEntries ? BlockSlot.AnyEntry : run.Entry ?? 0);
            Volatile.Write(ref slot->Code, run.Entry is null ? 0 : run.Code);
        }
    }

    /// <summary>No way is open any more: all code is to be compared with the guest's.</summary>
    public void CloseWays()
    {
        uint mask = *(uint*)Slots;
        for (uint i = 0; i <= mask; i++)
        {
            Volatile.Write(ref SlotAt(Slots, i)->Code, 0);
        }
    }

    private void CloseWay(TranslatedBlock block)
    {
        if (SlotOf(block) is var slot && slot != null)
        {
            Volatile.Write(ref slot->Code, 0);
        }
    }

    private BlockSlot* SlotOf(TranslatedBlock block)
    {
        uint mask = *(uint*)Slots;
        for (uint i = BlockSlot.Hash(block.Physical, (uint)block.Context) & mask; ; i = (i + 1) & mask)
        {
            BlockSlot* slot = SlotAt(Slots, i);
            if (slot->Number == 0)
            {
                return null;
            }

            if (slot->Physical == block.Physical && slot->Context == (uint)block.Context && BlockOf(slot->Number) == block)
            {
                return slot;
            }
        }
    }

    private static BlockSlot* SlotAt(byte* table, uint number) => (BlockSlot*)(table + BlockSlot.First + ((nuint)number << BlockSlot.SizeLog2));

    private ref TranslatedBlock? BlockOf(int number)
        => ref (blocks[number >> ChunkLog2] ??= new TranslatedBlock?[1 << ChunkLog2])[number & ((1 << ChunkLog2) - 1)];

    private static byte* Allocate(int count)
    {
        // SAFETY: a mask and so many slots; zeroed slots are free.
        byte* table = (byte*)NativeMemory.AllocZeroed((nuint)BlockSlot.First + ((nuint)count << BlockSlot.SizeLog2));
        *(uint*)table = (uint)count - 1;
        return table;
    }

    // Invalid blocks keep their places until the table grows, so that a search that is under way does not miss what lies behind, or until there is one of the same code.
    private void Place(TranslatedBlock block)
    {
        uint mask = *(uint*)Slots;
        uint i = BlockSlot.Hash(block.Physical, (uint)block.Context) & mask;
        BlockSlot* slot = SlotAt(Slots, i);
        for (; slot->Number != 0; i = (i + 1) & mask, slot = SlotAt(Slots, i))
        {
            if (slot->Physical == block.Physical && slot->Context == (uint)block.Context && BlockOf(slot->Number) is not { Valid: true })
            {
                Volatile.Write(ref BlockOf(slot->Number), block);
                return;
            }
        }

        int number = freeNumbers.Count != 0 ? freeNumbers.Pop() : nextNumber++;
        Volatile.Write(ref BlockOf(number), block);
        Put(slot, block.Physical, (uint)block.Context, number);
        if (++used > (int)(mask >> 1))
        {
            Grow();
        }
    }

    private static void Put(BlockSlot* slot, ulong physical, uint context, int number)
    {
        slot->Physical = physical;
        slot->Context = context;
        Volatile.Write(ref slot->Number, number);
    }

    private void Grow()
    {
        int live = 0;
        uint mask = *(uint*)Slots;
        for (uint i = 0; i <= mask; i++)
        {
            int number = SlotAt(Slots, i)->Number;
            if (number != 0 && BlockOf(number) is { Valid: true })
            {
                live++;
            }
        }

        byte* larger = Allocate((int)Math.Max(InitialSize, BitOperations.RoundUpToPowerOf2((uint)live * 4)));
        uint largerMask = *(uint*)larger;
        for (uint i = 0; i <= mask; i++)
        {
            BlockSlot* slot = SlotAt(Slots, i);
            if (slot->Number == 0)
            {
                continue;
            }

            ref TranslatedBlock? block = ref BlockOf(slot->Number);
            if (block is not { Valid: true })
            {
                // Who has the number from the table of before looks at the block.
                block = null;
                freeNumbers.Push(slot->Number);
                continue;
            }

            uint at = BlockSlot.Hash(slot->Physical, slot->Context) & largerMask;
            while (SlotAt(larger, at)->Number != 0)
            {
                at = (at + 1) & largerMask;
            }

            *SlotAt(larger, at) = *slot;
        }

        // Others may be looking at the old one. It stays until all code is forgotten: 64 bytes for each block made meanwhile.
        outgrown.Add(memory);
        Volatile.Write(ref memory, (nint)larger);
        used = live;
        Moved?.Invoke();
    }

    // No vCPU is in generated code, but the thread that makes regions may be looking something up.
    private void ClearSlots()
    {
        lock (aside)
        {
            FreeTables();
            memory = (nint)Allocate(InitialSize);
        }

        Array.Clear(blocks);
        freeNumbers.Clear();
        nextNumber = 1;
        used = 0;
        Moved?.Invoke();
    }

    private void FreeTables()
    {
        foreach (nint table in outgrown)
        {
            NativeMemory.Free((void*)table);
        }

        outgrown.Clear();
        NativeMemory.Free(Slots);
        memory = 0;
    }

    public void Dispose()
    {
        FreeTables();
    }
}
