using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Armillary.Arm.Mmu;
using Armillary.Arm.State;
using Armillary.Core.Memory;
using Armillary.Ir;

namespace Armillary.Arm;

/// <content>CASP: the one atomic that is wider than a register.</content>
public sealed partial class Cpu
{
    /// <summary>CASP at PC. False: an exception was taken.</summary>
    /// <param name="va">The address.</param>
    /// <param name="s">The first register of the compared pair, which receives what was there.</param>
    /// <param name="t">The first register of the stored pair.</param>
    /// <param name="size">Bits of each register: 32 or 64.</param>
    internal bool TryCompareAndSwapPair(ulong va, int s, int t, int size)
    {
        ulong bytes = (ulong)size / 4;
        bool unaligned = (va & (bytes - 1)) != 0;
        if (unaligned && !MayBeUnaligned(va, bytes))
        {
            RaiseAlignmentFault(va, AccessKind.Atomic);
            return false;
        }

        AccessKind kind = AccessKind.Atomic | (unaligned ? AccessKind.Misaligned : 0);
        if (!TryTranslate(va, kind, out Translation page, out FaultInfo fault))
        {
            RaiseDataAbort(va, kind, in fault);
            return false;
        }

        PhysicalAddress address = page.Page + (va & 0xFFF);
        if (page.IsDevice || Host.Bus.FindMemory(address, bytes, out bool writable) is not { } memory || !writable
            || !memory.TryGetSpan(address, bytes, out Span<byte> span))
        {
            fault = FaultInfo.Of(FaultInfo.UnsupportedExclusive);
            RaiseDataAbort(va, AccessKind.Atomic, in fault);
            return false;
        }

        bool big = (TranslationContext & TranslationContext.BigEndian) != 0;
        if (size == 32)
        {
            ulong expected = Join(PairRegister(s), PairRegister(s + 1), big), replacement = Join(PairRegister(t), PairRegister(t + 1), big);
            ulong old = Interlocked.CompareExchange(ref MemoryMarshal.Cast<byte, ulong>(span)[0], replacement, expected);
            SetPairRegister(s, Swap32((uint)old, big));
            SetPairRegister(s + 1, Swap32((uint)(old >> 32), big));
        }
        else
        {
            Bits128 old = Host.CompareExchange(
                this,
                address,
                new(Swap64(PairRegister(s), big), Swap64(PairRegister(s + 1), big)),
                new(Swap64(PairRegister(t), big), Swap64(PairRegister(t + 1), big)));
            SetPairRegister(s, Swap64(old.Low, big));
            SetPairRegister(s + 1, Swap64(old.High, big));
        }

        return true;
    }

    // FEAT_LSE2: within 16 bytes, unless the context asks for alignment.
    private bool MayBeUnaligned(ulong va, ulong bytes)
        => Model.Has(Features.LSE2) && (va & 15) + bytes <= 16
            && (TranslationContext & (TranslationContext.MmuOn | TranslationContext.AlignmentCheck)) == TranslationContext.MmuOn;

    private static ulong Join(ulong first, ulong second, bool big) => Swap32((uint)first, big) | ((ulong)Swap32((uint)second, big) << 32);

    private static uint Swap32(uint value, bool big) => big ? BinaryPrimitives.ReverseEndianness(value) : value;

    private static ulong Swap64(ulong value, bool big) => big ? BinaryPrimitives.ReverseEndianness(value) : value;

    /// <summary>X[n]; register 31 of the pair (30, 31) is zero.</summary>
    private ulong PairRegister(int n) => n == 31 ? 0 : X(n);

    private void SetPairRegister(int n, ulong value)
    {
        if (n != 31)
        {
            X(n) = value;
        }
    }
}
