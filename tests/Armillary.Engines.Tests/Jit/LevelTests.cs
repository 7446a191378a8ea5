using Xunit;

namespace Armillary.Engines.Tests.Jit;

/// <summary>SVC from EL0 and ERET to EL0, which generated code does by itself when it has been there before.</summary>
public sealed class LevelTests
{
    private const int Calls = 100;
    private const int RecordSize = 64;
    private const ulong User = BareGuest.Code + 0x1000, Vectors = BareGuest.Code + 0x2000, KernelStack = 0x7000, UserStack = 0x5000;

    // At EL1: VBAR_EL1, SP_EL0, SP_EL1, then to EL0 by ERET.
    private static readonly uint[] Start = [0xD518_C016, 0xD518_4117, 0x9100_031F, 0xD518_401F, 0xD518_4035, A64.Isb, 0xD69F_03E0];

    // CMP X0, #100; SVC #5; MRS X1, NZCV; STR X1, [X20, #40]; to the next record, until X0 is 100; SVC #6
    private static readonly uint[] Caller =
        [0xF101_901F, 0xD400_00A1, 0xD53B_4201, 0xF900_1681, 0x9101_0294, 0x9100_0400, 0xF101_901F, 0x54FF_FF21, 0xD400_00C1];

    // Stores SPSR_EL1, ELR_EL1, ESR_EL1, DAIF, SP and SP_EL0; HVC if ESR_EL1 is W25; changes the flags; ERET
    private static readonly uint[] Handler =
    [
        0xD538_4002, 0xD538_4023, 0xA900_0E82, 0xD538_5202, 0xD53B_4223, 0xA901_0E82, 0x9100_03E3, 0xF900_1283, 0xD538_4103, 0xF900_1A83, 0x6B19_005F,
        0x5400_0060, 0xAB03_0063, 0xD69F_03E0, A64.Hvc,
    ];

    [Theory]
    [InlineData(TierChoice.BlocksOnly)]
    [InlineData(TierChoice.RegionsOnly)]
    public void Calls_and_returns_leave_the_state_that_their_helpers_leave(TierChoice tiers)
    {
        using BareGuest guest = NewGuest(tiers);
        guest.Run(0, BareGuest.Code);
        for (ulong n = 0; n < Calls; n++)
        {
            ulong record = BareGuest.Data + (n * RecordSize);
            Assert.Equal(0x8000_0000UL, guest.Word(record)); // N: the comparison's flags, EL0
            Assert.Equal(User + 8, guest.Word(record + 8));
            Assert.Equal((0x15UL << 26) | (1 << 25) | 5, guest.Word(record + 16));
            Assert.Equal(0x3C0UL, guest.Word(record + 24));
            Assert.Equal(KernelStack, guest.Word(record + 32));
            Assert.Equal(0x8000_0000UL, guest.Word(record + 40));
            Assert.Equal(UserStack, guest.Word(record + 48));
        }

        Assert.Equal(1, guest.Cpus[0].PSTATE.EL);
        Assert.InRange(guest.Engine.Statistics.HelperCalls, 4, 20);
    }

    [Fact]
    public void A_changed_vector_base_holds_for_the_next_call()
    {
        using BareGuest guest = NewGuest(TierChoice.BlocksOnly);

        // The handler's ERET becomes a way to code that moves the vectors on, where the handler ends at once.
        guest.Put(Vectors + 0x400 + (13 * 4), 0x9140_06D6, 0xD518_C016, 0xD69F_03E0); // ADD X22, X22, #1, LSL #12; MSR VBAR_EL1, X22; ERET
        guest.Put(Vectors + 0x400 + (11 * 4), 0xD503_201F);
        guest.Put(Vectors + 0x1400, A64.Hvc);
        guest.Run(0, BareGuest.Code);
        Assert.Equal(1UL, guest.Cpus[0].X(0));
    }

    private static BareGuest NewGuest(TierChoice tiers)
    {
        var guest = new BareGuest(1, new EngineOptions { Tiers = tiers });
        guest.Put(BareGuest.Code, Start);
        guest.Put(User, Caller);
        guest.Put(Vectors + 0x400, Handler);
        guest.Cpus[0].X(20) = BareGuest.Data;
        guest.Cpus[0].X(21) = User;
        guest.Cpus[0].X(22) = Vectors;
        guest.Cpus[0].X(23) = UserStack;
        guest.Cpus[0].X(24) = KernelStack;
        guest.Cpus[0].X(25) = (0x15UL << 26) | (1 << 25) | 6;
        return guest;
    }
}
