using System.Buffers.Binary;
using Armillary.Arm.Mmu;
using Armillary.Arm.State;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.Ir;

namespace Armillary.Engines.Vcpus;

/// <summary>Accesses of helpers to the guest's memory, at the current level: through the TLB, as those of generated code.</summary>
internal abstract unsafe partial class Vcpu
{
    /// <summary>A load of 1 to 8 bytes. False: the fault is taken.</summary>
    public bool TryLoad(ulong va, int size, out ulong value)
    {
        bool read = TryRead(va, size, 1, AccessOf(size), out Bits128 first, out _);
        value = first.Low;
        return read;
    }

    /// <summary>A store of 1 to 8 bytes. False: the fault is taken.</summary>
    public bool TryStore(ulong va, int size, ulong value) => TryWrite(va, size, 1, AccessOf(size), new Bits128(value), default);

    /// <summary>A load that does not fault. False: it would, or there is no RAM.</summary>
    public bool TryProbe(ulong va, int size, out ulong value)
    {
        value = 0;
        if ((AccessOf(size) & MemoryAccess.Aligned) != 0 && (va & (ulong)(size - 1)) != 0)
        {
            return false;
        }

        // What one look at the tables says holds for the load too: another CPU may change them between two.
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes.Clear();
        for (int done = 0, part; done < size; done += part)
        {
            ulong at = va + (uint)done;
            part = Math.Min(size - done, (int)(PageMask + 1 - (at & PageMask)));
            if (!Cpu.TryTranslate(at, AccessKind.Read, out Translation t, out _) || t.IsDevice || Engine.Bus.FindMemory(t.Page, PageMask + 1, out _) is not { } memory)
            {
                return false;
            }

            // SAFETY: the page is inside the memory that was just found, and the part inside the page.
            new ReadOnlySpan<byte>(memory.HostBase + (t.Page - memory.Start) + (at & PageMask), part).CopyTo(bytes[done..]);
        }

        value = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return true;
    }

    /// <summary>Bytes from one page of RAM that the TLB knows. False: nothing is done.</summary>
    public bool TryCopyFrom(ulong va, Span<byte> bytes)
    {
        TlbEntry* entry = DataSpace.Entry(va);
        if ((va & PageMask) + (ulong)bytes.Length > PageMask + 1 || entry->ReadTag != (va & ~PageMask))
        {
            return false;
        }

        // SAFETY: a read tag without SlowTag says that the whole page is guest RAM at Addend.
        new ReadOnlySpan<byte>((byte*)(entry->Addend + va), bytes.Length).CopyTo(bytes);
        return true;
    }

    /// <summary>Bytes to one page of RAM that the TLB knows. False: nothing is done.</summary>
    public bool TryCopyTo(ulong va, ReadOnlySpan<byte> bytes)
    {
        TlbEntry* entry = DataSpace.Entry(va);
        if ((va & PageMask) + (ulong)bytes.Length > PageMask + 1 || entry->WriteTag != (va & ~PageMask))
        {
            return false;
        }

        // SAFETY: a write tag without SlowTag says that the whole page is guest RAM at Addend.
        bytes.CopyTo(new Span<byte>((byte*)(entry->Addend + va), bytes.Length));
        return true;
    }

    private MemoryAccess AccessOf(int size)
    {
        bool aligned = (Cpu.TranslationContext & (TranslationContext.AlignmentCheck | TranslationContext.MmuOn)) != TranslationContext.MmuOn;
        return (MemoryAccess)System.Numerics.BitOperations.Log2((uint)size) | (aligned ? MemoryAccess.Aligned : 0);
    }
}
