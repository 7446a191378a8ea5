using System.Runtime.CompilerServices;
using Armillary.Arm.Mmu;
using Armillary.Arm.State;

namespace Armillary.Arm;

/// <content>The parameters of stage 1 walks, kept from one walk to the next: a walk needs them more often than registers change.</content>
public sealed partial class Cpu
{
    private struct KnownParameters
    {
        public bool Known;
        public ulong TCR, TTBR0, TTBR1;
        public Stage1Parameters Parameters;
    }

    [InlineArray(8)]
    private struct KnownParametersTable
    {
        private KnownParameters first;
    }

    // EL1's, by half of the address space, fetch, and unprivileged access.
    private KnownParametersTable knownParameters;
    private Stage1Parameters otherParameters;

    /// <summary>The parameters of a walk by a level's registers, as they are now; valid until the next call.</summary>
    internal ref readonly Stage1Parameters Stage1ParametersFor(int el, ulong va, bool execute, bool unprivileged)
    {
        if (el != 1)
        {
            otherParameters = new Stage1Parameters(this, el, va, execute, unprivileged);
            return ref otherParameters;
        }

        ref KnownParameters known = ref knownParameters[((int)(va >> 55) & 1) << 2 | (execute ? 2 : 0) | (unprivileged ? 1 : 0)];
        ulong tcr = TCR_EL1, ttbr0 = TTBR0_EL1, ttbr1 = TTBR1_EL1;
        if (!known.Known || known.TCR != tcr || known.TTBR0 != ttbr0 || known.TTBR1 != ttbr1)
        {
            known.Parameters = new Stage1Parameters(this, el, va, execute, unprivileged);
            (known.Known, known.TCR, known.TTBR0, known.TTBR1) = (true, tcr, ttbr0, ttbr1);
        }

        return ref known.Parameters;
    }
}
