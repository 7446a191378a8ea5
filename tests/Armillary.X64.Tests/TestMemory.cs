using System.Runtime.InteropServices;
using Armillary.Core.State;
using Armillary.Ir;
using Armillary.X64.RegisterAllocation;

namespace Armillary.X64.Tests;

/// <summary>Five guest pages at <see cref="Base"/>: RAM, RAM, one that never enters a TLB, RAM that is read-only in the TLB, and one that faults.</summary>
public sealed unsafe class TestMemory : IDisposable
{
    public const ulong Base = 0x7F_1234_5000;
    public const int Size = 5 * 4096;
    public const ulong FaultPage = 4;

    public TestMemory()
    {
        Host = (byte*)NativeMemory.AlignedAlloc(Size + 64, 4096);
        NativeMemory.Clear(Host, Size + 64);
    }

    public byte* Host { get; }

    public Span<byte> Bytes => new(Host, Size);

    /// <summary>What a memory operation does; false if it faults.</summary>
    public bool Execute(GuestContext* context, in Instruction i, ulong address, Bits128 b, Bits128 c, out Bits128 first, out Bits128 second)
    {
        first = second = default;
        MemoryAccess access = (MemoryAccess)i.Sub;
        int bytes = access.Bytes();
        bool pair = i.Op.ToString().Contains("Pair", StringComparison.Ordinal);
        int total = pair ? bytes * 2 : bytes;
        if (i.Op == Op.ClearExclusive)
        {
            context->ExclusiveAddress = ulong.MaxValue;
            return true;
        }

        if (i.Op is Op.StoreExclusive or Op.StoreExclusivePair && (context->ExclusiveAddress != address || context->ExclusiveSize != total))
        {
            context->ExclusiveAddress = ulong.MaxValue;
            first = new Bits128(1);
            return true;
        }

        ulong offset = address - Base;
        if (offset >= Size - 4096 || offset + (ulong)total > Size - 4096)
        {
            return false;
        }

        if ((access & (MemoryAccess.Aligned | MemoryAccess.Ordered)) != 0 && (address & (ulong)(total - 1)) != 0)
        {
            return false;
        }

        byte* p = Host + offset;
        Bits128 Read(byte* at)
        {
            Bits128 value = default;
            Buffer.MemoryCopy(at, &value, 16, bytes);
            if ((access & MemoryAccess.Signed) != 0)
            {
                int shift = 64 - (bytes * 8);
                long extended = (long)(value.Low << shift) >> shift;
                value = new Bits128(extended < 0 && i_isI32 ? (uint)extended : (ulong)extended);
            }

            return value;
        }

        void Write(byte* at, Bits128 value) => Buffer.MemoryCopy(&value, at, 16, bytes);
        i_isI32 = i.Type == IrType.I32;
        Bits128 old = Read(p);
        ulong mask = bytes >= 8 ? ulong.MaxValue : (1UL << (bytes * 8)) - 1;
        ulong operand = b.Low & mask;
        int up = 64 - (Math.Min(bytes, 8) * 8);
        long so = (long)(old.Low << up), sb = (long)(operand << up);
        first = old;
        switch (i.Op)
        {
            case Op.Load:
                break;
            case Op.LoadPair:
                second = Read(p + bytes);
                break;
            case Op.Store:
                Write(p, b);
                break;
            case Op.StorePair:
                Write(p, b);
                Write(p + bytes, c);
                break;
            case Op.LoadExclusive or Op.LoadExclusivePair:
                second = pair ? Read(p + bytes) : default;
                context->ExclusiveAddress = address;
                context->ExclusiveSize = total;
                context->ExclusiveValue = pair && bytes == 4 ? (uint)first.Low | second.Low << 32 : first.Low;
                context->ExclusiveValueHigh = second.Low;
                break;
            case Op.StoreExclusive or Op.StoreExclusivePair:
                context->ExclusiveAddress = ulong.MaxValue;
                bool same = pair && bytes == 4 ? *(ulong*)p == context->ExclusiveValue
                    : old.Low == context->ExclusiveValue && (!pair || Read(p + bytes).Low == context->ExclusiveValueHigh);
                if (same)
                {
                    Write(p, b);
                    if (pair)
                    {
                        Write(p + bytes, c);
                    }
                }

                first = new Bits128(same ? 0u : 1u);
                break;
            case Op.AtomicAdd: Write(p, new Bits128(old.Low + operand)); break;
            case Op.AtomicAnd: Write(p, new Bits128(old.Low & operand)); break;
            case Op.AtomicOr: Write(p, new Bits128(old.Low | operand)); break;
            case Op.AtomicXor: Write(p, new Bits128(old.Low ^ operand)); break;
            case Op.AtomicSwap: Write(p, b); break;
            case Op.AtomicSignedMax: Write(p, new Bits128(so >= sb ? old.Low : operand)); break;
            case Op.AtomicSignedMin: Write(p, new Bits128(so <= sb ? old.Low : operand)); break;
            case Op.AtomicUnsignedMax: Write(p, new Bits128(Math.Max(old.Low, operand))); break;
            case Op.AtomicUnsignedMin: Write(p, new Bits128(Math.Min(old.Low, operand))); break;
            case Op.CompareAndSwap:
                if (old.Low == operand)
                {
                    Write(p, c);
                }

                break;
            default:
                throw new InvalidOperationException(i.Op.ToString());
        }

        return true;
    }

    private bool i_isI32;

    /// <summary>Puts the page into the TLB if it may be there.</summary>
    public void Fill(TlbEntry* tlb, ulong address)
    {
        ulong page = (address - Base) >> 12;
        if (page is 0 or 1 or 3)
        {
            TlbEntry* entry = tlb + ((address >> 12) & (TlbEntry.MinCount - 1));
            entry->ReadTag = address & ~0xFFFUL;
            entry->WriteTag = page == 3 ? ulong.MaxValue : entry->ReadTag;
            entry->Addend = (ulong)Host - Base;
        }
    }

    public void Dispose() => NativeMemory.AlignedFree(Host);
}
