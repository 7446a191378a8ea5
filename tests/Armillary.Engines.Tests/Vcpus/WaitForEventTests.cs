using Armillary.Engines.Tests.Jit;
using Xunit;

namespace Armillary.Engines.Tests.Vcpus;

public class WaitForEventTests
{
    private const ulong Wait = BareGuest.Code + 0x100, Patch = BareGuest.Code + 0x2000;
    private const uint Wfe = 0xD503_205F;
    private const uint Ldxr_x3_x2 = 0xC85F_7C43, And_x4_x3_1 = 0x9240_0064, Eor_x4_x4_x0 = 0xCA00_0084;

    // X9 times: waits until the lowest bit of the word at X2 is X0, and counts the word up.
    private static readonly uint[] TakingTurns =
    [
        Ldxr_x3_x2, And_x4_x3_1, Eor_x4_x4_x0, A64.Cbz(4, 12), Wfe, A64.B(-20),
        A64.AddOne(3), A64.Str(3, 2), A64.SubOne(9), A64.Cbnz(9, -36), A64.Hvc,
    ];

    [Theory]
    [InlineData(TierChoice.BlocksOnly)]
    [InlineData(TierChoice.ByHeat)]
    public void A_store_to_what_the_monitor_holds_ends_the_wait_without_a_sleep(TierChoice tiers)
    {
        const int Turns = 4_000;
        using var guest = new BareGuest(2, new EngineOptions { Tiers = tiers });
        guest.Put(Wait, TakingTurns);
        for (int cpu = 0; cpu < 2; cpu++)
        {
            guest.Cpus[cpu].X(0) = (ulong)cpu;
            guest.Cpus[cpu].X(2) = BareGuest.Data;
            guest.Cpus[cpu].X(9) = Turns;
        }

        guest.Finish(guest.Start(0, Wait), guest.Start(1, Wait));
        Assert.Equal(2UL * Turns, guest.Word(BareGuest.Data));

        // Where the host has no CPU for one of them, the other one may sleep.
        Assert.InRange(guest.Engine.Statistics.Sleeps, 0, Turns);
    }

    [Fact]
    public void Who_waits_does_what_another_CPU_asks_for()
    {
        using var guest = new BareGuest(2, new EngineOptions());
        guest.Put(Wait, TakingTurns);
        guest.Put(Patch, A64.StrW(6, 7), A64.DsbIsh, A64.IcIvau(7), A64.DsbIsh, A64.Isb, A64.SubOne(8), A64.Cbnz(8, -24), A64.Hvc);
        guest.Cpus[0].X(0) = 1;
        guest.Cpus[0].X(2) = BareGuest.Data;
        guest.Cpus[0].X(9) = 1;
        Thread waits = guest.Start(0, Wait);
        BareGuest.Until(() => guest.Engine.Statistics.HelperCalls > 100);

        // The waiting CPU runs what is named each time, so that the other one has to wait for it.
        guest.Cpus[1].X(6) = Wfe;
        guest.Cpus[1].X(7) = Wait + 16;
        guest.Cpus[1].X(8) = 200;
        guest.Run(1, Patch);
        Assert.False(waits.Join(0));
        Volatile.Write(ref guest.Word(BareGuest.Data), 1);
        guest.Finish(waits);
        Assert.Equal(2UL, guest.Word(BareGuest.Data));
    }
}
