using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Armillary.Core.State;

/// <summary>Owns one zeroed <see cref="GuestContext"/> in host memory that never moves, and gives checked access to its slots.</summary>
public sealed unsafe class NativeContext : IDisposable
{
    private const int Alignment = 64;

    private void* allocation;
    private GuestContext* pointer;

    /// <summary>Allocates and zeroes a context, aligned to 64 bytes.</summary>
    public NativeContext()
    {
        // Zeroed by the system, so that what no block uses takes no memory.
        allocation = NativeMemory.AllocZeroed(GuestContext.AllocatedSize + Alignment);
        pointer = (GuestContext*)(((nuint)allocation + Alignment - 1) & ~(nuint)(Alignment - 1));
    }

    /// <summary>Where it lies. Valid until <see cref="Dispose"/>.</summary>
    public GuestContext* Pointer => pointer;

    /// <summary>The engine words.</summary>
    public ref GuestContext Words => ref *pointer;

    /// <summary>Integer slot 0 to 63.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref ulong Integer(int slot)
    {
        if ((uint)slot > 63)
        {
            ThrowNoSlot(slot);
        }

        // SAFETY: the slot was just checked; the area has 64 of 8 bytes.
        return ref *(ulong*)((byte*)pointer + GuestContext.IntegerSlots + (slot * 8));
    }

    /// <summary>Vector 0 to 31: two 64-bit halves, low first.</summary>
    public Span<ulong> Vector(int vector)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)vector, 31u, nameof(vector));

        // SAFETY: the number was just checked; the area has 32 of 16 bytes.
        return new Span<ulong>((byte*)pointer + GuestContext.VectorSlots + (vector * 16), 2);
    }

    private static void ThrowNoSlot(int slot) => throw new ArgumentOutOfRangeException(nameof(slot), slot, "the integer slots are 0 to 63");

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(allocation);
        allocation = null;
        pointer = null;
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees if the owner forgot.</summary>
    ~NativeContext() => Dispose();
}
