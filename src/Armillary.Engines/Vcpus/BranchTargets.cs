using Armillary.Ir;

namespace Armillary.Engines.Vcpus;

/// <summary>Which first instructions of a guarded page's block accept a branch of which type (DDI 0487, D8.5.3; BTYPE).</summary>
internal static class BranchTargets
{
    private const uint BTI = 0xD503241F;
    private const uint BTI_c = 0xD503245F;
    private const uint BTI_j = 0xD503249F;
    private const uint BTI_jc = 0xD50324DF;
    private const uint PACIASP = 0xD503233F;
    private const uint PACIBSP = 0xD503237F;

    /// <summary>The BTYPE that an indirect branch sets.</summary>
    public static uint TypeOf(BranchKind kind) => kind switch
    {
        BranchKind.Jump => 3,
        BranchKind.JumpViaX16X17 => 1,
        BranchKind.Call => 2,
        _ => 0,
    };

    /// <summary>Whether a branch that set BTYPE may land on an instruction.</summary>
    /// <param name="word">The instruction.</param>
    /// <param name="btype">1: BR through X16 or X17, 2: BLR, 3: BR through another register.</param>
    /// <param name="strict">SCTLR_ELx.BT: PACIASP and PACIBSP do not accept type 3.</param>
    public static bool Accepts(uint word, uint btype, bool strict) => word switch
    {
        BTI => false,
        BTI_c => btype is 1 or 2,
        BTI_j => btype is 1 or 3,
        BTI_jc => true,
        PACIASP or PACIBSP => btype != 3 || !strict,
        _ => (word & 0xFFE0001F) is 0xD4200000 or 0xD4400000, // BRK, HLT
    };
}
