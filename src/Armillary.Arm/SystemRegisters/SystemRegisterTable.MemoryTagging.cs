namespace Armillary.Arm.SystemRegisters;

// Memory tagging's registers (FEAT_MTE2; DDI 0487, D19.2): the generator of tags, and the faults that were accumulated. PSTATE.TCO is among the process state.
internal static partial class SystemRegisterTable
{
    private static void AddMemoryTagging()
    {
        Tagging("RGSR_EL1", Op(3, 0, 1, 0, 5), 1, c => ref c.RGSR_EL1, 0xFFFF0F);
        Tagging("GCR_EL1", Op(3, 0, 1, 0, 6), 1, c => ref c.GCR_EL1, 0x1FFFF);
        Tagging("TFSR_EL1", Op(3, 0, 5, 6, 0), 1, c => ref c.TFSR_EL1, 3);
        Tagging("TFSRE0_EL1", Op(3, 0, 5, 6, 1), 1, c => ref c.TFSRE0_EL1, 3);
        Tagging("TFSR_EL2", Op(3, 4, 5, 6, 0), 2, c => ref c.TFSR_EL2, 3);
        Tagging("TFSR_EL3", Op(3, 6, 5, 6, 0), 3, c => ref c.TFSR_EL3, 1);
        Add(new("GMID_EL1", Op(3, 1, 0, 0, 4)) { WriteEL = SystemRegisterRow.Never, Requires = Features.MTE2, HcrRead = HCR.TID5, Read = _ => Cpu.MultipleTagsLog2 });
    }

    private static void Tagging(string name, uint encoding, int el, RegisterStorage storage, ulong mask)
        => Add(new(name, encoding) { ReadEL = el, WriteEL = el, Requires = Features.MTE2, Storage = storage, Mask = mask, Check = (c, _) => c.TagRegisterTrap() });
}
