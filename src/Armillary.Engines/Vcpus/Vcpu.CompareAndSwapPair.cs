using Armillary.Arm.State;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.Ir;

namespace Armillary.Engines.Vcpus;

/// <summary>CASP through the TLB: the kernel's allocator does it for each object.</summary>
internal abstract unsafe partial class Vcpu
{
    private const int ZeroRegister = 31;

    /// <summary>
    /// Does the 64-bit form in RAM that the TLB knows, with <paramref name="registers"/> as the helper has them. False: nothing is done, the CPU's own
    /// helper has to do it.
    /// </summary>
    private bool TryCompareAndSwapPair(ulong va, uint registers)
    {
        TlbEntry* entry = DataSpace.Entry(va);
        if ((va & 15) != 0 || (registers >> 16 & 0xFF) != 64 || (entry->WriteTag & ~PageMask) != (va & ~PageMask) || entry->ReadTag != entry->WriteTag
            || (entry->WriteTag & PageMask) != 0 || (Cpu.TranslationContext & TranslationContext.BigEndian) != 0)
        {
            return false;
        }

        int s = (int)(registers & 31), t = (int)(registers >> 8 & 31);
        Bits128 expected = new(Register(s), Register(s + 1));

        // SAFETY: equal tags without SlowTag say that the page is guest RAM at Addend that may be read and written; 16 aligned bytes are in one page.
        Atomic128.CompareExchange((void*)(entry->Addend + va), ref expected, new Bits128(Register(t), Register(t + 1)));
        SetRegister(s, expected.Low);
        SetRegister(s + 1, expected.High);
        return true;
    }

    private ulong Register(int n) => n == ZeroRegister ? 0 : Context.Integer(Slots.X0 + n);

    private void SetRegister(int n, ulong value)
    {
        if (n != ZeroRegister)
        {
            Context.Integer(Slots.X0 + n) = value;
        }
    }
}
