using Armillary.Arm;
using Armillary.Arm.Mmu;
using Armillary.Core.State;
using Armillary.Engines.Memory;

namespace Armillary.Engines.Vcpus;

/// <summary>DC ZVA through the TLB: kernels clear every page with it.</summary>
internal abstract unsafe partial class Vcpu
{
    private const ulong ZeroBlockSize = 64; // DCZID_EL0.BS

    // The translator makes this operation only where DC ZVA cannot trap, so that what is left is a store of 64 bytes. Anything but plain
    // RAM, and the faults of memory types, are the CPU's own helper's.
    private bool ZeroBlock(ulong va)
    {
        TlbEntry* entry = DataSpace.Entry(va);
        ulong tag = va & ~PageMask;
        if ((entry->WriteTag & ~TranslationSpace.SlowTag) != tag && !Refill(DataSpace, ref entry, va, AccessKind.Write | AccessKind.Misaligned, unprivileged: false))
        {
            return false; // the fault is taken
        }

        if (entry->WriteTag != tag)
        {
            BeforeFault();
            Helpers.Table[Helpers.ZeroBlock]!(Cpu, va, 0, 0);
            return Context.Words.Leave == 0;
        }

        // SAFETY: a write tag without SlowTag says that the whole page is guest RAM at Addend; the block is aligned, so in the page.
        new Span<byte>((byte*)((entry->Addend + va) & ~(ZeroBlockSize - 1)), (int)ZeroBlockSize).Clear();
        return true;
    }
}
