using System.Buffers.Binary;
using System.Diagnostics;
using Armillary.Core.Memory;
using Armillary.Devices.Virtio;

namespace Armillary.Devices.Tests.Virtio;

/// <summary>A guest with 1 MiB of RAM at 0x40000000 and a driver for one virtio-mmio device.</summary>
internal sealed class GuestDriver : IDisposable
{
    public const ulong Ram = 0x4000_0000;
    private const ulong RamSize = 0x10_0000;

    private readonly GuestMemory memory = new(new PhysicalAddress(Ram), RamSize);
    private readonly Dictionary<int, Ring> rings = [];

    public GuestDriver(VirtioDevice device)
    {
        Bus.Map(memory);
        Slot = new VirtioMmio(Irq.Line, Bus, device);
    }

    public AddressSpace Bus { get; } = new();

    public Wire Irq { get; } = new();

    public VirtioMmio Slot { get; }

    public uint Status => Slot.Read32(0x70);

    public Span<byte> At(ulong offset, int length)
    {
        Assert.True(memory.TryGetSpan(new PhysicalAddress(Ram + offset), (ulong)length, out Span<byte> span));
        return span;
    }

    /// <summary>Brings the device up with some of its features and queues of 16; queue q lives at q * 0x1000.</summary>
    public GuestDriver Start(ulong features, params int[] queues)
    {
        Slot.Write32(0x70, 1);
        Slot.Write32(0x70, 3);
        features |= 1UL << 32;
        Slot.Write32(0x24, 0);
        Slot.Write32(0x20, (uint)features);
        Slot.Write32(0x24, 1);
        Slot.Write32(0x20, (uint)(features >> 32));
        Slot.Write32(0x70, 11);
        Assert.Equal(11U, Status);
        foreach (int queue in queues)
        {
            Ring ring = new(this, queue, (features & (1 << 29)) != 0);
            rings[queue] = ring;
            At(ring.Descriptors, 0x1000).Clear();
            Slot.Write32(0x30, (uint)queue);
            Slot.Write32(0x38, Ring.Size);
            Slot.Write32(0x80, (uint)(Ram + ring.Descriptors));
            Slot.Write32(0x90, (uint)(Ram + ring.Avail));
            Slot.Write32(0xA0, (uint)(Ram + ring.Used));
            Slot.Write32(0x44, 1);
            Assert.Equal(1U, Slot.Read32(0x44));
        }

        Slot.Write32(0x70, 15);
        return this;
    }

    public Ring Queue(int queue) => rings[queue];

    /// <summary>Waits until something is so.</summary>
    public static void Eventually(Func<bool> condition)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10), "it never happened");
            Thread.Yield();
        }
    }

    public void Dispose()
    {
        Slot.Dispose();
        memory.Dispose();
    }

    internal sealed class Ring(GuestDriver guest, int index, bool eventIndex)
    {
        public const int Size = 16;

        private ushort available;
        private ushort seen;

        public ulong Descriptors => (ulong)index * 0x1000;

        public ulong Avail => Descriptors + 0x400;

        public ulong Used => Descriptors + 0x800;

        public void Describe(int descriptor, ulong offset, int length, ushort flags, int next = 0)
            => DescribeAt(Descriptors + (16 * (ulong)descriptor), Ram + offset, (uint)length, flags, (ushort)next);

        public void DescribeAt(ulong at, ulong address, uint length, ushort flags, ushort next)
        {
            Span<byte> bytes = guest.At(at, 16);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, address);
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[8..], length);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[12..], flags);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes[14..], next);
        }

        /// <summary>Makes a chain available; notifies the device unless told not to.</summary>
        public void Offer(int head, bool notify = true)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(guest.At(Avail + 4 + (2UL * (ulong)(available % Size)), 2), (ushort)head);
            SetAvailable((ushort)(available + 1));
            if (notify)
            {
                Notify();
            }
        }

        public void SetAvailable(ushort value)
        {
            available = value;
            Thread.MemoryBarrier();
            BinaryPrimitives.WriteUInt16LittleEndian(guest.At(Avail + 2, 2), value);
            if (eventIndex)
            {
                BinaryPrimitives.WriteUInt16LittleEndian(guest.At(Avail + 4 + (2 * Size), 2), seen);
            }
        }

        public void Notify() => guest.Slot.Write32(0x50, (uint)index);

        /// <summary>Whether the device used a chain that was not taken yet.</summary>
        public bool HasUsed => BinaryPrimitives.ReadUInt16LittleEndian(guest.At(Used + 2, 2)) != seen;

        /// <summary>Waits for the next used chain: its head and how much was written.</summary>
        public (int Head, int Written) Take()
        {
            Eventually(() => HasUsed);
            Span<byte> element = guest.At(Used + 4 + (8UL * (ulong)(seen % Size)), 8);
            seen++;
            return (BinaryPrimitives.ReadInt32LittleEndian(element), BinaryPrimitives.ReadInt32LittleEndian(element[4..]));
        }
    }
}
