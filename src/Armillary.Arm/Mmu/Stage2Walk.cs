namespace Armillary.Arm.Mmu;

/// <summary>Stage 2: intermediate addresses of EL1 and EL0 to physical ones. The identity while EL2 is absent or HCR_EL2.VM is clear.</summary>
internal static class Stage2Walk
{
    /// <summary>The physical address of a stage 1 table entry.</summary>
    public static bool TryTranslateTable(Cpu cpu, int el, ulong address, out ulong physical, out FaultInfo fault)
    {
        physical = address;
        fault = default;
        return true;
    }
}
