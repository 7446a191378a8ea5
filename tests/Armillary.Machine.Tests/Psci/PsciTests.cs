using Armillary.Core.Memory;
using Armillary.Machine.Psci;
using Xunit;

namespace Armillary.Machine.Tests.Psci;

public class PsciTests
{
    private readonly FakeMachine machine = new();

    private long Call(ulong function, ulong a = 0, ulong b = 0, ulong c = 0) => (long)CallAll(function, a, b, c)[0];

    private ulong[] CallAll(ulong function, ulong a = 0, ulong b = 0, ulong c = 0)
    {
        var x = new ulong[18];
        (x[0], x[1], x[2], x[3]) = (function, a, b, c);
        new PsciFirmware(machine).Call(0, x);
        return x;
    }

    [Fact]
    public void Versions_are_PSCI_1_1_and_SMCCC_1_1()
    {
        Assert.Equal(0x10001, Call(0x84000000));
        Assert.Equal(0x10001, Call(0x80000000));
    }

    [Theory]
    [InlineData(0x84000001, 0)]
    [InlineData(0xC4000001, 0)]
    [InlineData(0x84000002, 0)]
    [InlineData(0xC4000002, -1)]
    [InlineData(0xC4000003, 0)]
    [InlineData(0x80000000, 0)]
    [InlineData(0x84000012, 0)]
    [InlineData(0x8400000E, -1)]
    [InlineData(0x84000050, -1)]
    [InlineData(0x80000001, -1)]
    public void PSCI_FEATURES_knows_what_is_served(uint function, int expected) => Assert.Equal(expected, Call(0x8400000A, function));

    [Fact]
    public void Unknown_functions_are_NOT_SUPPORTED()
    {
        foreach (ulong function in new ulong[] { 0, 0x84000005, 0x8400000B, 0x84000049, 0xC5000000, 0xC4000008, 0xFFFFFFFF, 0x86000000 })
        {
            Assert.Equal(-1, Call(function));
        }
    }

    [Fact]
    public void CPU_ON_starts_the_CPU_of_that_affinity()
    {
        Assert.Equal(0, Call(0xC4000003, 0x101, 0x4020_0000, 77));
        Assert.Equal((3, 0x4020_0000UL, 77UL), machine.Started);
        Assert.Equal(-5, Call(0xC4000003, 0x101, 0x4020_0000, 77));
        Assert.Equal(-4, Call(0xC4000003, 0, 0x4020_0000, 77));
        Assert.Equal(-2, Call(0xC4000003, 0x999, 0x4020_0000, 77));
        Assert.Equal(-9, Call(0xC4000003, 0x100, 0x1000, 77));
    }

    [Fact]
    public void A_32_bit_call_ignores_the_upper_halves()
    {
        Assert.Equal(0, Call(0xDEAD_0000_8400_0003, 0xFFFF_FFFF_0000_0101, 0x1_4020_0000, 0x7_0000_0001));
        Assert.Equal((3, 0x4020_0000UL, 1UL), machine.Started);
    }

    [Fact]
    public void AFFINITY_INFO_tells_the_state()
    {
        Assert.Equal(0, Call(0xC4000004, 0, 0));
        Assert.Equal(1, Call(0xC4000004, 0x101, 0));
        _ = Call(0xC4000003, 0x101, 0x4020_0000);
        Assert.Equal(2, Call(0xC4000004, 0x101, 0));
        Assert.Equal(-2, Call(0xC4000004, 0x555, 0));
        Assert.Equal(-2, Call(0xC4000004, 0, 1));
    }

    [Fact]
    public void CPU_SUSPEND_sleeps_and_checks_its_reserved_bits()
    {
        Assert.Equal(0, Call(0xC4000001, 0x0001_0001));
        Assert.Equal(1, machine.Suspensions);
        Assert.Equal(-2, Call(0xC4000001, 0x8000_0000));
        Assert.Equal(1, machine.Suspensions);
    }

    [Fact]
    public void System_calls_reach_the_machine()
    {
        _ = Call(0x84000008);
        _ = Call(0x84000009);
        _ = Call(0xC4000012);
        Assert.Equal(-2, Call(0xC4000012, 1));
        _ = Call(0x84000002);
        Assert.Equal(["off", "reset", "reset", "cpu off"], machine.Log);
    }

    [Fact]
    public void TRNG_returns_as_many_bits_as_asked()
    {
        Assert.Equal(0x10000, Call(0x84000050));
        ulong[] x = CallAll(0xC4000053, 100);
        Assert.Equal([0ul, 0ul, (1ul << 36) - 1, ulong.MaxValue], x[..4]);
        x = CallAll(0x84000053, 96);
        Assert.Equal([0ul, uint.MaxValue, uint.MaxValue, uint.MaxValue], x[..4]);
        Assert.Equal(-2, Call(0x84000053, 97));
        Assert.Equal(-2, Call(0xC4000053, 0));
    }

    private sealed class FakeMachine : IPowerController
    {
        private readonly PowerState[] states = [PowerState.On, PowerState.Off, PowerState.Off, PowerState.Off];

        public List<string> Log { get; } = [];

        public int Suspensions { get; private set; }

        public (int Cpu, ulong Entry, ulong Context) Started { get; private set; }

        public int CpuCount => 4;

        public ulong Affinity(int cpu) => (ulong)(((cpu >> 1) << 8) | (cpu & 1));

        public bool IsMemory(PhysicalAddress address) => address.Value >= 0x4000_0000;

        public PowerState TurnOn(int cpu, PhysicalAddress entry, ulong context)
        {
            PowerState before = states[cpu];
            if (before == PowerState.Off)
            {
                states[cpu] = PowerState.OnPending;
                Started = (cpu, entry.Value, context);
            }

            return before;
        }

        public void TurnOff(int cpu) => Log.Add("cpu off");

        public PowerState State(int cpu) => states[cpu];

        public void Suspend(int cpu) => Suspensions++;

        public void SystemOff() => Log.Add("off");

        public void SystemReset() => Log.Add("reset");

        public void FillRandom(Span<byte> destination) => destination.Fill(0xFF);
    }
}
