using Armillary.Arm.Pmu;
using static Armillary.Arm.SystemRegisters.RegisterEffect;

namespace Armillary.Arm.SystemRegisters;

// The performance monitors' registers (DDI 0487, D19.5) over Pmu/. Translated code counts its instructions where a counter wants that, so that
// what starts and stops counters changes the context.
internal static partial class SystemRegisterTable
{
    private static void AddPmu()
    {
        Pmu("PMCR_EL0", Op(3, 3, 9, 12, 0), PMUSERENR.EN, c => c.Pmu.Control, (c, v) => c.Pmu.Control = v, Context, MDCR.TPMCR);
        Pmu("PMCNTENSET_EL0", Op(3, 3, 9, 12, 1), PMUSERENR.EN, c => c.Pmu.Enabled, (c, v) => c.Pmu.Enable(v, true), Context);
        Pmu("PMCNTENCLR_EL0", Op(3, 3, 9, 12, 2), PMUSERENR.EN, c => c.Pmu.Enabled, (c, v) => c.Pmu.Enable(v, false), Context);
        Pmu("PMOVSCLR_EL0", Op(3, 3, 9, 12, 3), PMUSERENR.EN, c => c.Pmu.Overflowed, (c, v) => c.Pmu.SetOverflow(v, false));
        Pmu("PMSWINC_EL0", Op(3, 3, 9, 12, 4), PMUSERENR.EN | PMUSERENR.SW, null, (c, v) => c.Pmu.SoftwareIncrement(v));
        Pmu("PMSELR_EL0", Op(3, 3, 9, 12, 5), PMUSERENR.EN | PMUSERENR.ER, c => c.Pmu.Selected, (c, v) => c.Pmu.Selected = v);
        Pmu("PMCEID0_EL0", Op(3, 3, 9, 12, 6), PMUSERENR.EN, _ => PerformanceMonitors.CommonEvents, null);
        Pmu("PMCEID1_EL0", Op(3, 3, 9, 12, 7), PMUSERENR.EN, _ => 0, null);
        PmuCounter("PMCCNTR_EL0", Op(3, 3, 9, 13, 0), PMUSERENR.CR, c => c.Pmu.Value(PerformanceMonitors.CycleCounter), (c, v) => c.Pmu.SetValue(PerformanceMonitors.CycleCounter, v));
        Pmu("PMXEVTYPER_EL0", Op(3, 3, 9, 13, 1), PMUSERENR.EN, c => c.Pmu.SelectedType, (c, v) => c.Pmu.SelectedType = v, Context);
        All[^1] = All[^1] with { Check = OfSelected(cycles: true, All[^1].Check!) };
        PmuCounter("PMXEVCNTR_EL0", Op(3, 3, 9, 13, 2), PMUSERENR.ER, c => c.Pmu.SelectedValue, (c, v) => c.Pmu.SelectedValue = v);
        All[^1] = All[^1] with { Check = OfSelected(cycles: false, All[^1].Check!) };
        Add(new("PMUSERENR_EL0", Op(3, 3, 9, 14, 0))
        {
            ReadEL = 0,
            Requires = Features.PMUv3,
            Read = c => c.Pmu.UserEnable,
            Write = (c, v) => c.Pmu.UserEnable = v & 15,
            Check = (c, _) => c.PmuTrap(ulong.MaxValue),
        });
        Pmu("PMOVSSET_EL0", Op(3, 3, 9, 14, 3), PMUSERENR.EN, c => c.Pmu.Overflowed, (c, v) => c.Pmu.SetOverflow(v, true));
        PmuInterrupts("PMINTENSET_EL1", 1, on: true);
        PmuInterrupts("PMINTENCLR_EL1", 2, on: false);
        Pmu("PMCCFILTR_EL0", Op(3, 3, 14, 15, 7), PMUSERENR.EN, c => c.Pmu.Type(PerformanceMonitors.CycleCounter), (c, v) => c.Pmu.SetType(PerformanceMonitors.CycleCounter, v));
        for (uint i = 0; i < PerformanceMonitors.Counters; i++)
        {
            int n = (int)i;
            PmuCounter($"PMEVCNTR{i}_EL0", Op(3, 3, 14, 8, i), PMUSERENR.ER, c => c.Pmu.Value(n), (c, v) => c.Pmu.SetValue(n, v));
            All[^1] = All[^1] with { Check = OfCounter(n, All[^1].Check!) };
            Pmu($"PMEVTYPER{i}_EL0", Op(3, 3, 14, 12, i), PMUSERENR.EN, c => c.Pmu.Type(n), (c, v) => c.Pmu.SetType(n, v), Context);
            All[^1] = All[^1] with { Check = OfCounter(n, All[^1].Check!) };
        }
    }

    private static Func<Cpu, bool, int> OfCounter(int n, Func<Cpu, bool, int> check) => (c, write) => c.PmuCounterTrap(n, check(c, write));

    private static Func<Cpu, bool, int> OfSelected(bool cycles, Func<Cpu, bool, int> check)
        => (c, write) => !c.HasFineGrainedTraps || (cycles && c.Pmu.Selected == PerformanceMonitors.CycleCounter) ? check(c, write) : c.PmuCounterTrap((int)c.Pmu.Selected, check(c, write));

    /// <summary>A register that EL0 may use with one of some bits of PMUSERENR_EL0.</summary>
    private static void Pmu(
        string name, uint encoding, ulong enable, Func<Cpu, ulong>? read, Action<Cpu, ulong>? write, RegisterEffect effect = None, ulong hyp = 0)
        => Add(new(name, encoding)
        {
            ReadEL = read is null ? SystemRegisterRow.Never : 0,
            WriteEL = write is null ? SystemRegisterRow.Never : 0,
            Requires = Features.PMUv3,
            Read = read,
            Write = write,
            Effect = effect,
            Check = (c, _) => c.PmuTrap(enable, hyp),
        });

    /// <summary>A counter, which EL0 may read with one bit more than it may write with.</summary>
    private static void PmuCounter(string name, uint encoding, ulong enableRead, Func<Cpu, ulong> read, Action<Cpu, ulong> write)
    {
        Pmu(name, encoding, PMUSERENR.EN, read, write);
        All[^1] = All[^1] with { Check = (c, writing) => c.PmuTrap(PMUSERENR.EN | (writing ? 0 : enableRead)) };
    }

    private static void PmuInterrupts(string name, uint op2, bool on)
        => Add(new(name, Op(3, 0, 9, 14, op2))
        {
            Requires = Features.PMUv3,
            Read = c => c.Pmu.Interrupting,
            Write = (c, v) => c.Pmu.EnableInterrupts(v, on),
            Check = (c, _) => c.PmuTrap(0),
        });
}
