using System.Buffers.Binary;
using System.Numerics;
using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>
/// The LPIs of one redistributor (IHI 0069, 5.1): what is pending, which the redistributor owns while they are enabled, and of those pending the
/// configuration bytes as they were read last. All members run under <see cref="GicState.Gate"/>.
/// </summary>
internal sealed class LpiState(AddressSpace memory)
{
    /// <summary>The first LPI.</summary>
    public const int First = 8192;

    /// <summary>One more than the last: INTIDs have 16 bits.</summary>
    public const int End = 0x1_0000;

    public const int NoPriority = 0x100;

    private const int Words = (End - First) / 64;
    private const ulong IDbits = 0x1F;
    private const ulong ConfigurationAddress = 0x000F_FFFF_FFFF_F000;
    private const ulong PendingAddress = 0x000F_FFFF_FFFF_0000;
    private const ulong PTZ = 1UL << 62;

    /// <summary>What of GICR_PROPBASER and GICR_PENDBASER can be written: cacheability and shareability beside the rest.</summary>
    private const ulong PROPBASERMask = 0x070F_FFFF_FFFF_FF9F;
    private const ulong PENDBASERMask = 0x070F_FFFF_FFFF_0F80;

    private readonly ulong[] pending = new ulong[Words];
    private readonly ulong[] pendingWords = new ulong[(Words + 63) / 64];

    // The configuration of what is pending; null until LPIs are enabled once.
    private byte[]? configuration;
    private bool clearOnEnable;

    /// <summary>GICR_PROPBASER.</summary>
    public ulong PROPBASER { get; private set; }

    /// <summary>GICR_PENDBASER. PTZ reads as zero.</summary>
    public ulong PENDBASER { get; private set; }

    /// <summary>GICR_CTLR.EnableLPIs.</summary>
    public bool Enabled { get; private set; }

    /// <summary>The pending and enabled LPI of the highest priority; meaningful while <see cref="BestPriority"/> is not <see cref="NoPriority"/>.</summary>
    public int Best { get; private set; }

    public int BestPriority { get; private set; } = NoPriority;

    private int IdEnd => (int)Math.Min(End, 2UL << (int)(PROPBASER & IDbits));

    /// <summary>While LPIs are enabled their tables stay where they are (writes are UNPREDICTABLE).</summary>
    public void SetPROPBASER(ulong value) => PROPBASER = Enabled ? PROPBASER : value & PROPBASERMask;

    /// <inheritdoc cref="SetPROPBASER"/>
    public void SetPENDBASER(ulong value)
    {
        if (!Enabled)
        {
            PENDBASER = value & PENDBASERMask;
            clearOnEnable = (value & PTZ) != 0;
        }
    }

    /// <summary>Enabling reads the pending table; disabling (GICR_CTLR.CES) writes it back.</summary>
    public void SetEnabled(bool value)
    {
        if (value == Enabled)
        {
            return;
        }

        Enabled = value;
        var address = new PhysicalAddress((PENDBASER & PendingAddress) + (First / 8));
        bool hasTable = memory.TryGetSpan(address, Words * 8, out Span<byte> table);
        if (value)
        {
            configuration ??= new byte[End - First];
            Clear();
            for (int word = 0; word < Words && hasTable && !clearOnEnable; word++)
            {
                ulong bits = BinaryPrimitives.ReadUInt64LittleEndian(table[(word * 8)..]);
                for (; bits != 0; bits &= bits - 1)
                {
                    SetPending(First + (word * 64) + BitOperations.TrailingZeroCount(bits));
                }
            }
        }
        else
        {
            // Not into ROM.
            bool writable = memory.FindMemory(address, Words * 8, out bool isRam) is not null && isRam;
            for (int word = 0; word < Words && hasTable && writable; word++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(table[(word * 8)..], pending[word]);
            }

            Clear();
        }
    }

    public bool IsPending(int intid) => (pending[(intid - First) >> 6] >> (intid & 63) & 1) != 0;

    /// <summary>Makes an LPI pending. One that the tables have no place for is dropped.</summary>
    public void SetPending(int intid)
    {
        if (!Enabled || intid < First || intid >= IdEnd)
        {
            return;
        }

        int word = (intid - First) >> 6;
        pending[word] |= 1UL << (intid & 63);
        pendingWords[word >> 6] |= 1UL << (word & 63);
        configuration![intid - First] = ReadConfiguration(intid);
        Consider(intid);
    }

    /// <summary>Returns whether it was pending.</summary>
    public bool ClearPending(int intid)
    {
        if (!Enabled || intid is < First or >= End || !IsPending(intid))
        {
            return false;
        }

        int word = (intid - First) >> 6;
        pending[word] &= ~(1UL << (intid & 63));
        if (pending[word] == 0)
        {
            pendingWords[word >> 6] &= ~(1UL << (word & 63));
        }

        if (BestPriority != NoPriority && Best == intid)
        {
            FindBest();
        }

        return true;
    }

    /// <summary>INV: the configuration of one LPI is read again.</summary>
    public void Invalidate(int intid)
    {
        if (Enabled && intid is >= First and < End && IsPending(intid))
        {
            configuration![intid - First] = ReadConfiguration(intid);
            FindBest();
        }
    }

    /// <summary>INVALL.</summary>
    public void InvalidateAll()
    {
        if (Enabled)
        {
            for (int intid = NextPending(First); intid < End; intid = NextPending(intid + 1))
            {
                configuration![intid - First] = ReadConfiguration(intid);
            }

            FindBest();
        }
    }

    /// <summary>MOVALL.</summary>
    public void MoveAllTo(LpiState other)
    {
        if (Enabled && other != this)
        {
            for (int intid = NextPending(First); intid < End; intid = NextPending(intid + 1))
            {
                other.SetPending(intid);
            }

            Clear();
        }
    }

    public void Reset()
    {
        Enabled = false;
        PROPBASER = PENDBASER = 0;
        clearOnEnable = false;
        Clear();
    }

    private void Clear()
    {
        Array.Clear(pending);
        Array.Clear(pendingWords);
        BestPriority = NoPriority;
    }

    private void FindBest()
    {
        BestPriority = NoPriority;
        for (int intid = NextPending(First); intid < End; intid = NextPending(intid + 1))
        {
            Consider(intid);
        }
    }

    private void Consider(int intid)
    {
        byte value = configuration![intid - First];
        int priority = value & BankRegisters.PriorityMask;
        if ((value & 1) != 0 && (priority < BestPriority || (priority == BestPriority && intid < Best)))
        {
            Best = intid;
            BestPriority = priority;
        }
    }

    /// <summary>The first pending LPI from <paramref name="intid"/> on, or <see cref="End"/>.</summary>
    private int NextPending(int intid)
    {
        if (intid >= End)
        {
            return End;
        }

        int word = (intid - First) >> 6;
        ulong bits = pending[word] & (ulong.MaxValue << (intid & 63));
        if (bits == 0)
        {
            int next = ++word >> 6;
            if (next >= pendingWords.Length)
            {
                return End;
            }

            ulong words = pendingWords[next] & (ulong.MaxValue << (word & 63));
            while (words == 0)
            {
                if (++next == pendingWords.Length)
                {
                    return End;
                }

                words = pendingWords[next];
            }

            word = (next * 64) + BitOperations.TrailingZeroCount(words);
            bits = pending[word];
        }

        return First + (word * 64) + BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>The LPI's byte of the configuration table; where that is no memory, a disabled one.</summary>
    private byte ReadConfiguration(int intid)
    {
        var address = new PhysicalAddress((PROPBASER & ConfigurationAddress) + (ulong)(intid - First));
        return intid < IdEnd && memory.TryGetSpan(address, 1, out Span<byte> bytes) ? bytes[0] : (byte)0;
    }
}
