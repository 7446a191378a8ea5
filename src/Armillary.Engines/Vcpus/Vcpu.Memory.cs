using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Armillary.Arm.Mmu;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.Ir;

namespace Armillary.Engines.Vcpus;

/// <summary>Memory operations of the IR, whole: translation, alignment, page crossing, devices. Generated code comes here for what its inline path misses.</summary>
internal abstract unsafe partial class Vcpu
{
    private const ulong PageMask = 0xFFF;
    private const int LargeBlockLog2 = 21;

    /// <summary>The space of accesses with the current level's permissions.</summary>
    protected TranslationSpace DataSpace { get; set; } = null!;

    /// <summary>Called before an exception is taken inside a memory operation: makes the guest state precise.</summary>
    protected virtual void BeforeFault()
    {
    }

    public bool ExecuteMemory(in Instruction i, in Bits128 a, in Bits128 b, in Bits128 c, out Bits128 first, out Bits128 second)
    {
        first = second = default;
        ulong va = a.Low + (ulong)i.Imm;
        MemoryAccess access = (MemoryAccess)i.Sub;
        int size = access.Bytes();
        ref GuestContext words = ref Context.Words;
        switch (i.Op)
        {
            case Op.Load when (access & MemoryAccess.Halves) != 0:
                bool loaded = TryRead(va, 8, 2, access, out first, out second);
                (first, second) = (new Bits128(first.Low, second.Low), default);
                return loaded;
            case Op.Store when (access & MemoryAccess.Halves) != 0:
                return TryWrite(va, 8, 2, access, new Bits128(b.Low), new Bits128(b.High));
            case Op.Load:
                if (!TryRead(va, size, 1, access, out first, out _))
                {
                    return false;
                }

                first = Extend(first, size, access, i.Type);
                return true;
            case Op.LoadPair:
                if (!TryRead(va, size, 2, access, out first, out second))
                {
                    return false;
                }

                first = Extend(first, size, access, i.Type);
                second = Extend(second, size, access, i.Type);
                return true;
            case Op.Store:
                return TryWrite(va, size, 1, access, b, default);
            case Op.StorePair:
                return TryWrite(va, size, 2, access, b, c);
            case Op.LoadExclusive or Op.LoadExclusivePair:
                int count = i.Op == Op.LoadExclusivePair ? 2 : 1;
                words.ExclusiveAddress = ulong.MaxValue;
                if (!AcceptsAlignment(va, size * count, AccessKind.Read, ref access) || !TryRead(va, size, count, access, out first, out second))
                {
                    return false;
                }

                words.ExclusiveAddress = va;
                words.ExclusiveSize = size * count;
                (words.ExclusiveValue, words.ExclusiveValueHigh) = Combine(first, second, size, count);
                return true;
            case Op.StoreExclusive or Op.StoreExclusivePair:
                return StoreExclusive(va, size, i.Op == Op.StoreExclusivePair ? 2 : 1, access, b, c, out first);
            case Op.ClearExclusive:
                words.ExclusiveAddress = ulong.MaxValue;
                return true;
            case Op.StoreZeros:
                return ZeroBlock(va);
            default:
                return Atomic(i.Op, va, size, access, b.Low, c.Low, out first);
        }
    }

    /// <summary>
    /// The alignment of exclusives and atomics: to their size, or, without <see cref="MemoryAccess.Aligned"/>, within 16 bytes (FEAT_LSE2). The host's
    /// are atomic there, as the bytes are in one cache line. Leaves nothing for later checks but that of devices. False: a fault is taken.
    /// </summary>
    private bool AcceptsAlignment(ulong va, int total, AccessKind kind, ref MemoryAccess access)
    {
        bool accepted = (va & (ulong)(total - 1)) == 0 || ((access & MemoryAccess.Aligned) == 0 && (va & 15) + (ulong)total <= 16);
        if (!accepted)
        {
            BeforeFault();
            Cpu.RaiseAlignmentFault(va, kind);
        }

        access &= ~(MemoryAccess.Aligned | MemoryAccess.Ordered);
        return accepted;
    }

    private bool StoreExclusive(ulong va, int size, int count, MemoryAccess access, in Bits128 b, in Bits128 c, out Bits128 status)
    {
        ref GuestContext words = ref Context.Words;
        status = new Bits128(1);
        ulong monitor = words.ExclusiveAddress;
        words.ExclusiveAddress = ulong.MaxValue;
        int total = size * count;
        if (!AcceptsAlignment(va, total, AccessKind.Write, ref access) || !Locate(va, total, AccessKind.Write, access, total, out byte* host, out _))
        {
            return false;
        }

        if (monitor != va || words.ExclusiveSize != total)
        {
            return true;
        }

        if (host == null)
        {
            // Exclusives are for memory with a global monitor; devices have none (DDI 0487, B2.12): the store fails.
            BeforeFault();
            Cpu.RaiseExternalAbort(va, AccessKind.Write);
            return false;
        }

        (ulong low, ulong high) = Combine(b, c, size, count);
        bool stored;
        switch (total)
        {
            case 1:
                stored = Interlocked.CompareExchange(ref *host, (byte)low, (byte)words.ExclusiveValue) == (byte)words.ExclusiveValue;
                break;
            case 2:
                stored = Interlocked.CompareExchange(ref Unsafe.AsRef<ushort>(host), (ushort)low, (ushort)words.ExclusiveValue) == (ushort)words.ExclusiveValue;
                break;
            case 4:
                stored = Interlocked.CompareExchange(ref Unsafe.AsRef<uint>(host), (uint)low, (uint)words.ExclusiveValue) == (uint)words.ExclusiveValue;
                break;
            case 8:
                stored = Interlocked.CompareExchange(ref Unsafe.AsRef<ulong>(host), low, words.ExclusiveValue) == words.ExclusiveValue;
                break;
            default:
                Bits128 expected = new(words.ExclusiveValue, words.ExclusiveValueHigh);
                stored = Atomic128.CompareExchange(host, ref expected, new Bits128(low, high));
                break;
        }

        status = new Bits128(stored ? 0u : 1u);
        return true;
    }

    private bool Atomic(Op op, ulong va, int size, MemoryAccess access, ulong b, ulong c, out Bits128 old)
    {
        old = default;
        if (!AcceptsAlignment(va, size, AccessKind.Atomic, ref access) || !Locate(va, size, AccessKind.Atomic, access, size, out byte* host, out _))
        {
            return false;
        }

        if (host == null)
        {
            BeforeFault();
            Cpu.RaiseExternalAbort(va, AccessKind.Write);
            return false;
        }

        old = new Bits128(size switch
        {
            1 => AtomicLoop(op, ref *host, b, c),
            2 => AtomicLoop(op, ref Unsafe.AsRef<ushort>(host), b, c),
            4 => AtomicLoop(op, ref Unsafe.AsRef<uint>(host), b, c),
            _ => AtomicLoop(op, ref Unsafe.AsRef<ulong>(host), b, c),
        });
        return true;
    }

    private static ulong AtomicLoop<T>(Op op, ref T location, ulong b, ulong c)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        while (true)
        {
            T old = location;
            ulong value = ulong.CreateTruncating(old);
            int shift = 64 - (Unsafe.SizeOf<T>() * 8);
            long signedOld = (long)(value << shift), signedOperand = (long)(b << shift);
            ulong operand = b << shift >> shift;
            ulong result = op switch
            {
                Op.AtomicAdd => value + b,
                Op.AtomicAnd => value & b,
                Op.AtomicOr => value | b,
                Op.AtomicXor => value ^ b,
                Op.AtomicSignedMax => signedOld >= signedOperand ? value : b,
                Op.AtomicSignedMin => signedOld <= signedOperand ? value : b,
                Op.AtomicUnsignedMax => value >= operand ? value : b,
                Op.AtomicUnsignedMin => value <= operand ? value : b,
                Op.AtomicSwap => b,
                _ => value == operand ? c : value, // CompareAndSwap
            };
            if (Interlocked.CompareExchange(ref location, T.CreateTruncating(result), old) == old)
            {
                return value;
            }
        }
    }

    private bool TryRead(ulong va, int size, int count, MemoryAccess access, out Bits128 first, out Bits128 second)
    {
        first = second = default;
        int total = size * count;
        if ((va & PageMask) + (ulong)total > PageMask + 1)
        {
            return TryReadAcrossPages(va, size, count, access, out first, out second);
        }

        if (!Locate(va, total, AccessKind.Read, access, size, out byte* host, out PhysicalAddress pa))
        {
            return false;
        }

        if (host != null)
        {
            first = ReadHost(host, size);
            second = count == 2 ? ReadHost(host + size, size) : default;
            return true;
        }

        return TryReadDevice(va, pa, size, out first) && (count == 1 || TryReadDevice(va, pa + (ulong)size, size, out second));
    }

    private bool TryWrite(ulong va, int size, int count, MemoryAccess access, in Bits128 b, in Bits128 c)
    {
        int total = size * count;
        if ((va & PageMask) + (ulong)total > PageMask + 1)
        {
            return TryWriteAcrossPages(va, size, count, access, b, c);
        }

        if (!Locate(va, total, AccessKind.Write, access, size, out byte* host, out PhysicalAddress pa))
        {
            return false;
        }

        if (host != null)
        {
            WriteHost(host, size, b);
            if (count == 2)
            {
                WriteHost(host + size, size, c);
            }

            if ((access & MemoryAccess.Ordered) != 0)
            {
                Thread.MemoryBarrier();
            }

            return true;
        }

        return TryWriteDevice(va, pa, size, b) && (count == 1 || TryWriteDevice(va, pa + (ulong)size, size, c));
    }

    private bool TryReadAcrossPages(ulong va, int size, int count, MemoryAccess access, out Bits128 first, out Bits128 second)
    {
        Span<byte> bytes = stackalloc byte[32];
        int total = size * count, low = (int)(PageMask + 1 - (va & PageMask));
        bytes.Clear();
        first = second = default;
        if (count == 2 && low == size)
        {
            return TryRead(va, size, 1, access, out first, out _) && TryRead(va + (ulong)size, size, 1, access, out second, out _);
        }

        if (!LocateBoth(va, low, total, AccessKind.Read, access, size, out byte* hostLow, out byte* hostHigh))
        {
            return false;
        }

        for (int n = 0; n < total; n++)
        {
            bytes[n] = n < low ? hostLow[n] : hostHigh[n - low];
        }

        first = FromBytes(bytes[..size]);
        second = count == 2 ? FromBytes(bytes[size..total]) : default;
        return true;
    }

    private bool TryWriteAcrossPages(ulong va, int size, int count, MemoryAccess access, in Bits128 b, in Bits128 c)
    {
        Span<byte> bytes = stackalloc byte[48];
        int total = size * count, low = (int)(PageMask + 1 - (va & PageMask));
        if (count == 2 && low == size)
        {
            // One in each page. Neither is stored if one of the pages refuses it.
            return Locate(va, size, AccessKind.Write, access, size, out _, out _) && Locate(va + (ulong)size, size, AccessKind.Write, access, size, out _, out _)
                && TryWrite(va, size, 1, access, b, default) && TryWrite(va + (ulong)size, size, 1, access, c, default);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes, b.Low);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], b.High);
        if (count == 2)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[size..], c.Low);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(size + 8)..], c.High);
        }

        if (!LocateBoth(va, low, total, AccessKind.Write, access, size, out byte* hostLow, out byte* hostHigh))
        {
            return false;
        }

        for (int n = 0; n < total; n++)
        {
            if (n < low)
            {
                hostLow[n] = bytes[n];
            }
            else
            {
                hostHigh[n - low] = bytes[n];
            }
        }

        return true;
    }

    // Both pages are translated before any byte moves. An access across pages is unaligned, so a device page is an alignment fault.
    private bool LocateBoth(ulong va, int low, int total, AccessKind kind, MemoryAccess access, int size, out byte* hostLow, out byte* hostHigh)
    {
        hostHigh = null;
        if (!Locate(va, low, kind, access, size, out hostLow, out _))
        {
            return false;
        }

        // What is left of an element is no more aligned than the element.
        return Locate(va + (ulong)low, total - low, kind, access & ~(MemoryAccess.Aligned | MemoryAccess.Ordered), misaligned: true, out hostHigh, out _);
    }

    /// <summary>Where the bytes lie in the host (null: a device, at <paramref name="pa"/>), after every check. False: a fault is taken.</summary>
    private bool Locate(ulong va, int total, AccessKind kind, MemoryAccess access, int alignment, out byte* host, out PhysicalAddress pa)
        => Locate(va, total, kind, access, (va & (ulong)(alignment - 1)) != 0, out host, out pa);

    private bool Locate(ulong va, int total, AccessKind kind, MemoryAccess access, bool misaligned, out byte* host, out PhysicalAddress pa)
    {
        host = null;
        pa = default;
        if (misaligned && ((access & MemoryAccess.Aligned) != 0
            || ((access & MemoryAccess.Ordered) != 0 && !Cpu.OrderedMayBeUnaligned(va, total))))
        {
            BeforeFault();
            Cpu.RaiseAlignmentFault(va, kind);
            return false;
        }

        bool unprivileged = (access & MemoryAccess.Unprivileged) != 0;
        TranslationSpace space = unprivileged ? UnprivilegedSpace : DataSpace;
        TlbEntry* entry = space.Entry(va);
        ulong tag = va & ~PageMask;
        if (((kind & AccessKind.Read) != 0 && (entry->ReadTag & ~TranslationSpace.SlowTag) != tag)
            || ((kind & AccessKind.Write) != 0 && (entry->WriteTag & ~TranslationSpace.SlowTag) != tag))
        {
            if (!Refill(space, ref entry, va, kind | (misaligned ? AccessKind.Misaligned : 0), unprivileged))
            {
                return false;
            }
        }

        ulong matched = (kind & AccessKind.Write) != 0 ? entry->WriteTag : entry->ReadTag;
        if ((matched & TranslationSpace.SlowTag) == 0)
        {
            host = (byte*)(entry->Addend + va);
            return true;
        }

        pa = new PhysicalAddress((entry->Physical & ~PageMask) | (va & PageMask));

        // RAM that is mapped as a device, or a ROM: not through the TLB, but memory all the same.
        GuestMemory? memory = Engine.Bus.FindMemory(pa, (ulong)total, out bool writable);
        bool answers = memory is not null && (writable || (kind & AccessKind.Write) == 0);
        if (misaligned)
        {
            AccessKind whole = kind | (unprivileged ? AccessKind.Unprivileged : 0);
            if (!answers || !Cpu.TryTranslate(va, whole | AccessKind.Misaligned, out _, out _))
            {
                BeforeFault();
                Cpu.RaiseDeviceAlignmentFault(va, whole);
                return false;
            }
        }

        if (answers)
        {
            host = memory!.HostBase + (pa - memory.Start);
        }

        return true;
    }

    private bool Refill(TranslationSpace space, ref TlbEntry* entry, ulong va, AccessKind kind, bool unprivileged)
    {
        Counters.TlbMisses++;
        if (!Cpu.TryTranslate(va, kind | (unprivileged ? AccessKind.Unprivileged : 0), out Translation t, out FaultInfo fault))
        {
            BeforeFault();
            Cpu.RaiseDataAbort(va, kind, in fault);
            return false;
        }

        if (space.NoteFill(entry))
        {
            SelectTlbs();
            entry = space.Entry(va);
        }

        ulong tag = va & ~PageMask;
        bool user = unprivileged || Cpu.PSTATE.EL == 0;
        bool readable = (t.Permissions & (user ? PagePermissions.UnprivilegedRead : PagePermissions.PrivilegedRead)) != 0;
        bool writable = (t.Permissions & (user ? PagePermissions.UnprivilegedWrite : PagePermissions.PrivilegedWrite)) != 0;
        ulong slow = 0;
        entry->Addend = 0;
        if (t.IsDevice || Engine.Bus.FindMemory(t.Page, PageMask + 1, out bool memoryWritable) is not { } memory)
        {
            slow = TranslationSpace.SlowTag;
        }
        else
        {
            // The guest's kernel gives programs large blocks for large data: then the host's ones are worth what they cost.
            if (user && t.BlockSizeLog2 >= LargeBlockLog2 && memory.TakeLargePage(t.Page, out byte* start))
            {
                Engine.LargePages.Ask(start);
            }

            entry->Addend = (ulong)(memory.HostBase + (t.Page - memory.Start)) - tag;
            if (!memoryWritable)
            {
                slow = (kind & AccessKind.Write) != 0 ? TranslationSpace.SlowTag : 0;
                writable &= slow != 0;
            }
        }

        entry->ReadTag = readable ? tag | slow : TranslationSpace.NoTag;
        entry->WriteTag = writable ? tag | slow : TranslationSpace.NoTag;
        entry->Physical = TranslationSpace.PackPhysical(t.Page.Value, t.BlockSizeLog2, t.Global, t.Tagged);
        space.NoteInsertion(va, t.BlockSizeLog2, t.Global);
        space.Mirror?.Refresh(tag, entry);
        return true;
    }

    private bool TryReadDevice(ulong va, PhysicalAddress pa, int size, out Bits128 value)
    {
        Counters.DeviceAccesses++;
        ulong high = 0;
        bool answered = Engine.Bus.TryReadDevice(pa, Math.Min(size, 8), out ulong low)
            && (size != 16 || Engine.Bus.TryReadDevice(pa + 8, 8, out high));
        value = new Bits128(low, high);
        if (!answered)
        {
            BeforeFault();
            Cpu.RaiseExternalAbort(va, AccessKind.Read);
        }

        return answered;
    }

    private bool TryWriteDevice(ulong va, PhysicalAddress pa, int size, in Bits128 value)
    {
        Counters.DeviceAccesses++;
        bool answered = Engine.Bus.FindMemory(pa, (ulong)size, out _) != null // stores to ROM are ignored
            || (Engine.Bus.TryWriteDevice(pa, Math.Min(size, 8), value.Low)
                && (size != 16 || Engine.Bus.TryWriteDevice(pa + 8, 8, value.High)));
        if (!answered)
        {
            BeforeFault();
            Cpu.RaiseExternalAbort(va, AccessKind.Write);
        }

        return answered;
    }

    private static Bits128 ReadHost(byte* host, int size) => size switch
    {
        1 => new Bits128(Volatile.Read(ref *host)),
        2 => new Bits128(Unsafe.ReadUnaligned<ushort>(host)),
        4 => new Bits128(Unsafe.ReadUnaligned<uint>(host)),
        8 => new Bits128(Unsafe.ReadUnaligned<ulong>(host)),
        _ => new Bits128(Unsafe.ReadUnaligned<ulong>(host), Unsafe.ReadUnaligned<ulong>(host + 8)),
    };

    private static void WriteHost(byte* host, int size, in Bits128 value)
    {
        switch (size)
        {
            case 1: Volatile.Write(ref *host, (byte)value.Low); break;
            case 2: Unsafe.WriteUnaligned(host, (ushort)value.Low); break;
            case 4: Unsafe.WriteUnaligned(host, (uint)value.Low); break;
            case 8: Unsafe.WriteUnaligned(host, value.Low); break;
            default:
                Unsafe.WriteUnaligned(host, value.Low);
                Unsafe.WriteUnaligned(host + 8, value.High);
                break;
        }
    }

    private static Bits128 FromBytes(ReadOnlySpan<byte> bytes)
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        bytes.CopyTo(wide);
        return new Bits128(BinaryPrimitives.ReadUInt64LittleEndian(wide), BinaryPrimitives.ReadUInt64LittleEndian(wide[8..]));
    }

    private static Bits128 Extend(in Bits128 value, int size, MemoryAccess access, IrType type)
    {
        if ((access & MemoryAccess.Signed) == 0 || type == IrType.V128)
        {
            return value;
        }

        int shift = 64 - (size * 8);
        ulong extended = (ulong)((long)(value.Low << shift) >> shift);
        return new Bits128(type == IrType.I32 ? (uint)extended : extended);
    }

    private static (ulong Low, ulong High) Combine(in Bits128 first, in Bits128 second, int size, int count)
        => count == 1 ? (first.Low, first.High)
            : size == 4 ? ((uint)first.Low | second.Low << 32, 0)
            : (first.Low, second.Low);
}
