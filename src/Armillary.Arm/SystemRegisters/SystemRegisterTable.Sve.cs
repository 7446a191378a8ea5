using static Armillary.Arm.SystemRegisters.RegisterEffect;

namespace Armillary.Arm.SystemRegisters;

// The vector lengths of the Scalable Vector Extension. LEN has bits 3:0.
internal static partial class SystemRegisterTable
{
    private static void AddSve()
    {
        Length("ZCR_EL1", Op(3, 0, 1, 2, 0), 1, c => ref c.ZCR_EL1);
        All[^1] = All[^1] with { OfEL1 = true };
        Length("ZCR_EL2", Op(3, 4, 1, 2, 0), 2, c => ref c.ZCR_EL2);
        Length("ZCR_EL3", Op(3, 6, 1, 2, 0), 3, c => ref c.ZCR_EL3);
    }

    private static void Length(string name, uint encoding, int el, RegisterStorage storage)
    {
        Stored(name, encoding, el, storage, mask: 15, effect: Context);
        All[^1] = All[^1] with { Requires = Features.SVE, Check = (c, _) => c.SveTrapTarget(withFp: false, out _) };
    }
}
