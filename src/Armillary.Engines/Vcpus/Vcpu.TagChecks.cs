using Armillary.Arm;
using Armillary.Arm.Mmu;
using Armillary.Core.Memory;
using Armillary.Core.State;
using Armillary.Engines.Memory;
using Armillary.X64;

namespace Armillary.Engines.Vcpus;

/// <summary>
/// Tag checks through the TLB, which knows whether a page has allocation tags: what generated code could not tell by itself (<see cref="EngineArea.TagBase"/> is what it
/// looks at). Nearly all checks pass.
/// </summary>
internal abstract unsafe partial class Vcpu
{
    /// <summary>Whether an access passes, or its page's fault is taken. False: the CPU's own helper has to look.</summary>
    private bool TryCheckTags(ulong va, int access)
    {
        if (!Cpu.IsTagChecked(va, access))
        {
            return true;
        }

        int size = access & 0xFF;
        if ((va & PageMask) + (ulong)size > PageMask + 1)
        {
            return false;
        }

        bool unprivileged = (access & Cpu.AccessUnprivileged) != 0;
        AccessKind kind = ((access & Cpu.AccessReads) != 0 ? AccessKind.Read : 0) | ((access & Cpu.AccessWrites) != 0 ? AccessKind.Write : 0);
        TranslationSpace space = unprivileged ? UnprivilegedSpace : DataSpace;
        TlbEntry* entry = space.Entry(va);
        if (!TranslationSpace.TryMoveTo(entry, va & ~PageMask, kind))
        {
            if ((ulong)size == ZeroBlockSize)
            {
                return false; // DC ZVA reports another address than that of its block
            }

            if (!Refill(space, ref entry, va, kind, unprivileged))
            {
                return true;
            }
        }

        if (!TranslationSpace.IsTagged(entry)
            || Engine.Bus.FindMemory(new PhysicalAddress(entry->Physical & ~PageMask), PageMask + 1, out _) is not { Tags: { } tags } memory)
        {
            return true;
        }

        // SAFETY: the words are inside GuestContext.TotalSize, and only this thread uses them; the memory and its tags outlive the vCPU's run.
        byte* area = (byte*)Context.Pointer;
        *(byte**)(area + EngineArea.TagBase) = tags.HostBase;
        *(ulong*)(area + EngineArea.TagStart) = memory.Start.Value;
        *(ulong*)(area + EngineArea.TagSize) = memory.Size;
        return tags.FindOther(new PhysicalAddress((entry->Physical & ~PageMask) | (va & PageMask)) - memory.Start, size, (int)(va >> 56) & 15) < 0;
    }
}
