using Armillary.Engines.Tests.Jit;
using Xunit;
using static Armillary.Engines.Tests.Vcpus.HypervisorGuest;

namespace Armillary.Engines.Tests.Vcpus;

/// <summary>
/// What comes first of several exceptions of one instruction (DDI 0487, D1.3.5): Software Step, what the fetch makes, Breakpoint, Illegal Execution State, Branch Target; each saves the PSTATE that
/// the next follows from. EL1's code is in guarded pages where nothing else is said; EL2 takes debug exceptions.
/// </summary>
public sealed class ExceptionPriorityTests
{
    private const ulong Target = Lower + 0x100, Table = Ram + 0x5000, Unmapped = 2UL << 30;
    private const ulong IL = 1 << 20, BTypeOfBlr = 2 << 10;
    private const ulong Breakpoint = (0x30UL << 26) | (1 << 25) | 0x22, Step = (0x32UL << 26) | (1 << 25) | 0x22, BranchTarget = (0x0DUL << 26) | (1 << 25) | 2, IllegalState = (0x0EUL << 26) | (1 << 25);
    private const uint BtiC = 0xD503_245F, BtiJ = 0xD503_249F, BlrX6 = 0xD63F_00C0;

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void A_breakpoint_comes_before_a_branch_target_exception(string name)
    {
        using HypervisorGuest guest = New(name);
        guest.Put(Lower, BlrX6, A64.Hvc);
        guest.Put(Target, Nop, BtiJ);
        Assert.Equal([Text(Breakpoint, Target), "HVC"], Run(guest, Lower, EL1h, breakpoint: Target));
        Assert.Equal((BranchTarget, Target + 4), (guest.X(20), guest.X(21))); // EL2 went on one instruction later, with the BTYPE that it found
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void A_breakpoint_at_the_target_of_hot_branches_keeps_their_type(string name)
    {
        using HypervisorGuest guest = New(name);
        guest.Put(Lower, BlrX6, A64.SubOne(8), A64.Cbnz(8, -8), A64.Hvc);
        guest.Put(Target, BtiC, BtiC, A64.Ret);
        Assert.Equal(["HVC"], Run(guest, Lower, EL1h, loops: 300));
        Assert.Equal([.. Enumerable.Repeat(Text(Breakpoint, Target), 300), "HVC"], Run(guest, Lower, EL1h, breakpoint: Target, loops: 300));
        Assert.Equal(BTypeOfBlr, guest.X(22)); // all SPSR_EL2s together
        Assert.Equal(["HVC"], Run(guest, Lower, EL1h, loops: 300));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void A_breakpoint_keeps_the_type_of_the_branch_in_pages_that_are_not_guarded_too(string name)
    {
        using HypervisorGuest guest = New(name, guarded: false);
        guest.Put(Lower, BlrX6, A64.SubOne(8), A64.Cbnz(8, -8), A64.Hvc);
        guest.Put(Target, Nop, A64.Ret);
        Assert.Equal(["HVC"], Run(guest, Lower, EL1h, breakpoint: Target + 0x100, loops: 300)); // one elsewhere: the target becomes known
        Assert.Equal([Text(Breakpoint, Target), "HVC"], Run(guest, Lower, EL1h, breakpoint: Target));
        Assert.Equal(BTypeOfBlr, guest.X(22));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void A_breakpoint_comes_before_illegal_state_and_that_before_a_branch_target_exception(string name)
    {
        using HypervisorGuest guest = New(name);
        guest.Put(Target, Nop, Nop);
        Assert.Equal([Text(Breakpoint, Target), "HVC"], Run(guest, Target, EL1h | IL | BTypeOfBlr, breakpoint: Target));
        Assert.Equal((IllegalState, Target + 4), (guest.X(20), guest.X(21)));
        Assert.Equal(EL1h | IL | BTypeOfBlr, guest.X(23));
        Assert.Equal(["HVC"], Run(guest, Target, EL1h | BTypeOfBlr));
        Assert.Equal((BranchTarget, Target), (guest.X(20), guest.X(21)));
    }

    [Theory]
    [MemberData(nameof(HypervisorGuest.Engines), MemberType = typeof(HypervisorGuest))]
    public void A_step_that_is_pending_comes_before_all_others(string name)
    {
        using HypervisorGuest guest = New(name);
        guest.Put(Target, Nop);
        foreach (ulong pc in (ulong[])[Target, Unmapped, Target + 2])
        {
            guest.X(9) = 1;
            Assert.Equal([Text(Step, pc)], Run(guest, pc, EL1h | IL | BTypeOfBlr, breakpoint: Target, step: true, limit: 1));
        }

        Assert.Equal(BTypeOfBlr, guest.X(22));
    }

    // EL1's handler: X20 ESR_EL1, X21 ELR_EL1, X23 SPSR_EL1; HVC. One block of 1 GiB.
    private static HypervisorGuest New(string name, bool guarded = true)
    {
        var guest = new HypervisorGuest(name);
        guest.Word(Table + 8) = Ram | (guarded ? 1UL << 50 : 0) | 0x701;
        guest.Put(EL1Vectors + 0x200, Mrs(Op(3, 0, 5, 2, 0), 20), Mrs(Op(3, 0, 4, 0, 1), 21), Mrs(Op(3, 0, 4, 0, 0), 23), A64.Hvc);
        return guest;
    }

    private static List<string> Run(HypervisorGuest guest, ulong pc, ulong spsr, ulong breakpoint = 0, bool step = false, ulong loops = 1, ulong limit = 10_000)
    {
        const ulong MDE = 1 << 15, SS = 1, TDE = 1 << 8, Counters = 6;
        (guest.X(6), guest.X(8), guest.X(9), guest.X(22)) = (Target, loops, limit, 0);
        return guest.Run(
            [
                (Op(2, 0, 1, 0, 4), 0), (Op(2, 0, 0, 2, 2), MDE | (step ? SS : 0)), (Op(3, 4, 1, 1, 1), TDE | Counters), (Op(2, 0, 0, 0, 4), breakpoint),
                (Op(2, 0, 0, 0, 5), breakpoint != 0 ? (15UL << 5) | (1 << 1) | 1 : 0),
                (Op(3, 0, 10, 2, 0), 0xFF), (Op(3, 0, 2, 0, 2), 25 | (25UL << 16) | (2UL << 30) | (5UL << 32)), (Op(3, 0, 2, 0, 0), Table), (Op(3, 0, 1, 0, 0), 0x30D0_0801 | 1),
            ],
            pc,
            spsr);
    }
}
