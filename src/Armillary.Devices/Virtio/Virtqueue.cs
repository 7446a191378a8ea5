using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Core.Memory;

namespace Armillary.Devices.Virtio;

/// <summary>What became of an attempt to take a request from a queue.</summary>
public enum PopResult
{
    /// <summary>There was a request.</summary>
    Popped,

    /// <summary>There is none; the driver will notify the device of the next.</summary>
    Empty,

    /// <summary>The driver broke the rules of the queue: the device needs a reset.</summary>
    Broken,
}

/// <summary>
/// A split virtqueue seen by the device (virtio 1.2, 2.7), with indirect descriptors and event indices. Its own lock,
/// <see cref="Gate"/>, covers it; no I/O is done under it. Chains that were popped and not completed are counted, and
/// <see cref="Reset"/> waits for them, so that no stale request touches guest memory after a reset.
/// </summary>
public sealed class Virtqueue
{
    private const ushort VIRTQ_DESC_F_NEXT = 1;
    private const ushort VIRTQ_DESC_F_WRITE = 2;
    private const ushort VIRTQ_DESC_F_INDIRECT = 4;
    private const ushort VIRTQ_AVAIL_F_NO_INTERRUPT = 1;
    private const int DescriptorSize = 16;
    private const int UsedElementSize = 8;
    private const int RingHeader = 4;

    private readonly AddressSpace bus;
    private readonly Stack<DescriptorChain> spare = [];
    private GuestMemory? descriptorMemory, availMemory, usedMemory;
    private ushort lastAvail;
    private ushort usedIndex;
    private int inFlight;

    internal Virtqueue(AddressSpace bus, int index, int maximumSize)
    {
        this.bus = bus;
        Index = index;
        MaximumSize = maximumSize;
        Size = maximumSize;
    }

    /// <summary>The queue's number in its device.</summary>
    public int Index { get; }

    /// <summary>The largest size that the driver may choose: a power of two.</summary>
    public int MaximumSize { get; }

    /// <summary>How many descriptors the driver chose.</summary>
    public int Size { get; private set; }

    /// <summary>Whether the driver enabled the queue.</summary>
    public bool Ready { get; private set; }

    /// <summary>The lock of the queue. Taken after a transport's, never before; re-entrant.</summary>
    internal object Gate { get; } = new();

    /// <summary>VIRTIO_F_EVENT_IDX was negotiated.</summary>
    internal bool EventIndex { get; set; }

    /// <summary>The addresses of the three areas, as the driver writes them.</summary>
    internal ulong Descriptors { get; set; }

    /// <inheritdoc cref="Descriptors"/>
    internal ulong Avail { get; set; }

    /// <inheritdoc cref="Descriptors"/>
    internal ulong Used { get; set; }

    /// <summary>Chooses the size. Sizes that the queue cannot have are refused when it is enabled.</summary>
    internal void SetSize(uint size)
    {
        lock (Gate)
        {
            if (!Ready)
            {
                Size = (int)Math.Min(size, 0x8000);
            }
        }
    }

    /// <summary>Enables the queue. False: its size or place is impossible, and it stays disabled.</summary>
    internal bool TryEnable()
    {
        lock (Gate)
        {
            if (Size == 0 || Size > MaximumSize || (Size & (Size - 1)) != 0
                || (Descriptors & 15) != 0 || (Avail & 1) != 0 || (Used & 3) != 0)
            {
                return false;
            }

            descriptorMemory = bus.FindMemory(new(Descriptors), (ulong)(Size * DescriptorSize), out _);
            availMemory = bus.FindMemory(new(Avail), (ulong)(RingHeader + (2 * Size) + 2), out _);
            usedMemory = bus.FindMemory(new(Used), (ulong)(RingHeader + (UsedElementSize * Size) + 2), out bool writable);
            Ready = descriptorMemory is not null && availMemory is not null && usedMemory is not null && writable;
            lastAvail = 0;
            usedIndex = 0;
            return Ready;
        }
    }

    /// <summary>Disables the queue, waits for the chains in flight and forgets everything.</summary>
    internal void Reset()
    {
        lock (Gate)
        {
            Ready = false;
            while (inFlight > 0)
            {
                Monitor.Wait(Gate);
            }

            Size = MaximumSize;
            Descriptors = Avail = Used = 0;
            EventIndex = false;
        }
    }

    /// <summary>Whether there is at least one more request. A hint: the answer may be old at once.</summary>
    public bool HasMore
    {
        get
        {
            lock (Gate)
            {
                return Ready && AvailIndex() != lastAvail;
            }
        }
    }

    /// <summary>Takes the next request. Whoever takes one completes it with <see cref="Complete"/>.</summary>
    public PopResult TryPop(out DescriptorChain chain)
    {
        chain = null!;
        lock (Gate)
        {
            if (!Ready)
            {
                return PopResult.Empty;
            }

            if (AvailIndex() == lastAvail && !RearmAndRecheck())
            {
                return PopResult.Empty;
            }

            unchecked
            {
                // A driver that claims more requests than there are descriptors is broken (2.7.13.3).
                if ((ushort)(AvailIndex() - lastAvail) > Size)
                {
                    return Break();
                }

                ushort head = ReadUInt16(availMemory!, Avail + RingHeader + (2UL * (lastAvail & (uint)(Size - 1))));
                lastAvail++;
                chain = spare.TryPop(out DescriptorChain? reused) ? reused : new DescriptorChain(bus);
                chain.Clear();
                chain.Head = head;
                if (!TryCollect(chain, head))
                {
                    return Break();
                }
            }

            inFlight++;
            return PopResult.Popped;
        }
    }

    /// <summary>
    /// Gives a request back with the number of bytes that the device wrote. True: the driver wants an interrupt for it.
    /// After a reset the request is only forgotten.
    /// </summary>
    public bool Complete(DescriptorChain chain, uint written)
    {
        ArgumentNullException.ThrowIfNull(chain);
        lock (Gate)
        {
            inFlight--;
            bool interrupt = false;
            if (Ready)
            {
                interrupt = Publish(chain.Head, written);
            }
            else
            {
                Monitor.PulseAll(Gate);
            }

            if (spare.Count < 64)
            {
                spare.Push(chain);
            }

            return interrupt;
        }
    }

    /// <summary>Puts the request that was popped last back, to be popped again.</summary>
    public void Return(DescriptorChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        lock (Gate)
        {
            inFlight--;
            lastAvail = unchecked((ushort)(lastAvail - 1));
            Monitor.PulseAll(Gate);
            spare.Push(chain);
        }
    }

    private static ushort ReadUInt16(GuestMemory memory, ulong address)
        => memory.TryGetSpan(new(address), 2, out Span<byte> bytes) ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : (ushort)0;

    private static void WriteUInt16(GuestMemory memory, ulong address, ushort value)
    {
        if (memory.TryGetSpan(new(address), 2, out Span<byte> bytes))
        {
            Volatile.Write(ref Unsafe.As<byte, ushort>(ref MemoryMarshal.GetReference(bytes)), value);
        }
    }

    private ushort AvailIndex()
    {
        ushort index = ReadUInt16(availMemory!, Avail + 2);

        // The entries are read after the index that announces them.
        Volatile.ReadBarrier();
        return index;
    }

    /// <summary>The queue looked empty: asks for a notification, then looks again (2.7.7.1, 2.7.10).</summary>
    private bool RearmAndRecheck()
    {
        if (!EventIndex)
        {
            return false;
        }

        WriteUInt16(usedMemory!, Used + RingHeader + ((ulong)Size * UsedElementSize), lastAvail);
        Interlocked.MemoryBarrier();
        return AvailIndex() != lastAvail;
    }

    private PopResult Break()
    {
        Ready = false;
        return PopResult.Broken;
    }

    /// <summary>Follows a chain, at most <see cref="Size"/> descriptors of it (2.7.5.3.1), tables included.</summary>
    private bool TryCollect(DescriptorChain chain, ushort head)
    {
        GuestMemory table = descriptorMemory!;
        ulong tableAddress = Descriptors;
        uint entries = (uint)Size;
        uint index = head;
        bool indirect = false, writing = false;
        Span<byte> copy = stackalloc byte[DescriptorSize];
        for (int budget = Size + 1; budget > 0; budget--)
        {
            if (index >= entries || !table.TryGetSpan(new(tableAddress + (index * (ulong)DescriptorSize)), DescriptorSize, out Span<byte> live))
            {
                return false;
            }

            // One copy, so that a driver that changes the descriptor under us cannot split check from use.
            live.CopyTo(copy);
            ulong address = BinaryPrimitives.ReadUInt64LittleEndian(copy);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(copy[8..]);
            ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(copy[12..]);
            ushort next = BinaryPrimitives.ReadUInt16LittleEndian(copy[14..]);
            if ((flags & VIRTQ_DESC_F_INDIRECT) != 0)
            {
                // A table stands alone, and not in a table (2.7.5.3.1).
                if (indirect || (flags & VIRTQ_DESC_F_NEXT) != 0 || length == 0 || length % DescriptorSize != 0
                    || bus.FindMemory(new(address), length, out _) is not { } memory)
                {
                    return false;
                }

                indirect = true;
                table = memory;
                tableAddress = address;
                entries = length / DescriptorSize;
                index = 0;
                continue;
            }

            // Writable descriptors come after readable ones (2.7.4.2).
            bool deviceWrites = (flags & VIRTQ_DESC_F_WRITE) != 0;
            if ((writing && !deviceWrites) || !chain.TryAdd(new(address), length, deviceWrites))
            {
                return false;
            }

            writing = deviceWrites;
            if ((flags & VIRTQ_DESC_F_NEXT) == 0)
            {
                return true;
            }

            index = next;
        }

        return false;
    }

    private bool Publish(ushort head, uint written)
    {
        ulong element = Used + RingHeader + ((ulong)UsedElementSize * (usedIndex & (uint)(Size - 1)));
        if (usedMemory!.TryGetSpan(new(element), UsedElementSize, out Span<byte> bytes))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, head);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], written);
        }

        ushort old = usedIndex;
        usedIndex = unchecked((ushort)(usedIndex + 1));
        WriteUInt16(usedMemory, Used + 2, usedIndex);
        Interlocked.MemoryBarrier();
        if (!EventIndex)
        {
            return (ReadUInt16(availMemory!, Avail) & VIRTQ_AVAIL_F_NO_INTERRUPT) == 0;
        }

        ushort usedEvent = ReadUInt16(availMemory!, Avail + RingHeader + (2UL * (ulong)Size));
        return usedEvent == old;
    }
}
