using Armillary.Core.Memory;
using Xunit;

namespace Armillary.Engines.Tests.Jit;

public class TierTests
{
    private const ulong Loop = BareGuest.Code + 0x100;

    // Counts in X1 and in memory until the word at X2 is not zero.
    private static readonly uint[] Counting =
        [A64.AddOne(1), A64.Str(1, 5), A64.Ldr(3, 2), A64.Cbz(3, -12), A64.Hvc];

    private static BareGuest NewGuest(int cpus = 1, TierChoice tiers = TierChoice.ByHeat)
    {
        var guest = new BareGuest(cpus, new EngineOptions { Tiers = tiers });
        foreach (Arm.Cpu cpu in guest.Cpus)
        {
            cpu.X(2) = BareGuest.Data + ((ulong)cpu.Index * 0x100);
            cpu.X(5) = BareGuest.Data + 0x80 + ((ulong)cpu.Index * 0x100);
        }

        guest.Put(Loop, Counting);
        return guest;
    }

    [Fact]
    public void A_loop_that_stays_hot_becomes_a_region_and_goes_on_in_it()
    {
        using BareGuest guest = NewGuest();
        Thread thread = guest.Start(0, Loop);
        BareGuest.Until(() => guest.Engine.Statistics.Regions == 1);
        ulong before = Volatile.Read(ref guest.Word(BareGuest.Data + 0x80));
        BareGuest.Until(() => Volatile.Read(ref guest.Word(BareGuest.Data + 0x80)) > before);
        Volatile.Write(ref guest.Word(BareGuest.Data), 1);
        guest.Finish(thread);
        Assert.Equal(guest.Word(BareGuest.Data + 0x80), guest.Cpus[0].X(1));
        Assert.InRange(guest.Engine.Statistics.Samples, 2, long.MaxValue);
    }

    [Theory]
    [InlineData(TierChoice.BlocksOnly)]
    [InlineData(TierChoice.RegionsOnly)]
    [InlineData(TierChoice.ByHeat)]
    public void Every_choice_of_tiers_gives_the_same_result(TierChoice tiers)
    {
        using BareGuest guest = NewGuest(1, tiers);
        guest.Put(Loop, A64.Add(0, 4000), A64.AddOne(1), A64.Cbz(9, 8), A64.AddOne(2), A64.AddOne(3), A64.SubOne(0), A64.Cbnz(0, -20), A64.Hvc);
        guest.Cpus[0].X(2) = 0;
        guest.Run(0, Loop);
        Assert.Equal((0UL, 4000UL, 0UL, 4000UL), (guest.Cpus[0].X(0), guest.Cpus[0].X(1), guest.Cpus[0].X(2), guest.Cpus[0].X(3)));
        Assert.Equal(tiers == TierChoice.RegionsOnly, guest.Engine.Statistics.Regions != 0);
    }

    [Fact]
    public void A_region_goes_when_the_guest_says_that_its_code_has_changed()
    {
        using BareGuest guest = NewGuest();
        Thread thread = guest.Start(0, Loop);
        BareGuest.Until(() => guest.Engine.Statistics.Regions == 1);
        Volatile.Write(ref guest.Word(BareGuest.Data), 1);
        guest.Finish(thread);

        // The same CPU patches the loop, tells so, and runs it again.
        const ulong Patch = BareGuest.Code + 0x2000;
        guest.Put(Patch, A64.StrW(6, 7), A64.DsbIsh, A64.IcIvau(7), A64.DsbIsh, A64.Isb, A64.B((int)((long)Loop - (long)(Patch + 20))));
        guest.Cpus[0].X(1) = 0;
        guest.Cpus[0].X(6) = A64.Add(1, 77);
        guest.Cpus[0].X(7) = Loop;
        guest.Run(0, Patch);
        Assert.Equal(77UL, guest.Cpus[0].X(1));
    }

    [Fact]
    public void A_CPU_leaves_the_region_that_it_is_in_when_another_one_says_that_its_code_has_changed()
    {
        using BareGuest guest = NewGuest(2);
        Thread first = guest.Start(0, Loop);
        BareGuest.Until(() => guest.Engine.Statistics.Regions == 1);

        const ulong Patch = BareGuest.Code + 0x2000;
        guest.Put(Patch, A64.StrW(6, 7), A64.DsbIsh, A64.IcIvau(7), A64.DsbIsh, A64.Isb, A64.Hvc);
        guest.Cpus[1].X(6) = A64.Hvc;
        guest.Cpus[1].X(7) = Loop;
        guest.Run(1, Patch);
        guest.Finish(first);
        Assert.Equal(0UL, guest.Word(BareGuest.Data));
        Assert.Equal(guest.Word(BareGuest.Data + 0x80), guest.Cpus[0].X(1));
    }

    [Fact]
    public void Who_names_code_that_another_CPU_has_just_named_waits_as_long_as_that_one()
    {
        // The first CPU is in a block until the device answers. The second one says that code has changed and does not wait; the third says the same and waits.
        const ulong Device = 0x5000_0000, Named = BareGuest.Code + 0x3000;
        using BareGuest guest = NewGuest(3);
        using var gate = new Gate();
        guest.Engine.Bus.Map(new PhysicalAddress(Device), 0x1000, gate, "gate");
        guest.Put(Named, A64.Hvc);
        guest.Put(Loop, A64.Ldr(3, 2), A64.Hvc);
        guest.Put(Loop + 0x40, A64.IcIvau(7), A64.Hvc);
        guest.Put(Loop + 0x80, A64.IcIvau(7), A64.DsbIsh, A64.Hvc);
        guest.Cpus[0].X(2) = Device;
        guest.Cpus[1].X(7) = guest.Cpus[2].X(7) = Named;
        guest.Run(1, Named);
        guest.Put(Named, A64.Movz(1, 1), A64.Hvc);
        Thread inBlock = guest.Start(0, Loop);
        gate.Entered.Wait();
        guest.Run(1, Loop + 0x40);
        Thread waits = guest.Start(2, Loop + 0x80);
        Assert.False(waits.Join(100));
        gate.Open.Set();
        guest.Finish(inBlock, waits);
    }

    [Theory]
    [InlineData(TierChoice.BlocksOnly)]
    [InlineData(TierChoice.RegionsOnly)]
    [InlineData(TierChoice.ByHeat)]
    public void However_often_code_changes_under_a_loop_the_loop_runs_the_new_code(TierChoice tiers)
    {
        // The first CPU stores what an instruction of its loop says; the second changes that instruction, now and then while a region of it is being made.
        using BareGuest guest = NewGuest(2, tiers);
        const ulong Patch = BareGuest.Code + 0x2000;
        guest.Put(Loop, A64.Ldr(3, 2), A64.Movz(1, 0), A64.Str(1, 5), A64.Cbz(3, -12), A64.Hvc);
        guest.Put(Patch, A64.StrW(6, 7), A64.DsbIsh, A64.IcIvau(7), A64.DsbIsh, A64.Isb, A64.Hvc);
        Thread first = guest.Start(0, Loop);
        var random = new Random(5);
        for (int version = 1; version <= 40; version++)
        {
            guest.Cpus[1].X(6) = A64.Movz(1, version);
            guest.Cpus[1].X(7) = Loop + 4;
            guest.Run(1, Patch);
            ulong expected = (ulong)version;
            BareGuest.Until(() => Volatile.Read(ref guest.Word(BareGuest.Data + 0x80)) == expected);
            Thread.SpinWait(random.Next(200_000));
        }

        Volatile.Write(ref guest.Word(BareGuest.Data), 1);
        guest.Finish(first);
        Assert.Equal(40UL, guest.Cpus[0].X(1));
    }

    [Fact]
    public void Two_CPUs_in_one_loop_share_its_region()
    {
        using BareGuest guest = NewGuest(2);
        Thread first = guest.Start(0, Loop), second = guest.Start(1, Loop);
        BareGuest.Until(() => guest.Engine.Statistics.Regions == 1);
        Volatile.Write(ref guest.Word(BareGuest.Data), 1);
        Volatile.Write(ref guest.Word(BareGuest.Data + 0x100), 1);
        guest.Finish(first, second);
        Assert.Equal(guest.Word(BareGuest.Data + 0x80), guest.Cpus[0].X(1));
        Assert.Equal(guest.Word(BareGuest.Data + 0x180), guest.Cpus[1].X(1));
        Assert.Equal(1, guest.Engine.Statistics.Regions);
    }

    [Fact]
    public void A_full_code_cache_takes_regions_with_it_and_the_guest_goes_on()
    {
        const int Rounds = 3;
        const ulong Long = BareGuest.Code + 0x10000;
        const int Loads = 0x1_8000;
        using var guest = new BareGuest(1, new EngineOptions { CodeCacheSize = 1 << 20 });

        // A loop of X9 turns that stays hot for a while, then more straight code than the cache holds, then all of it again until X0 is 0.
        guest.Put(Loop, A64.Ldr(9, 6), A64.AddOne(1), A64.SubOne(9), A64.Cbnz(9, -8), A64.B((int)(Long - Loop) - 16));
        var words = new uint[Loads + 3];
        for (int i = 0; i < Loads; i++)
        {
            words[i] = i % 4 == 0 ? A64.Add(2, 1) : A64.LdrAt(3 + (i % 2), 5, i % 512 * 8);
        }

        words[Loads] = A64.SubOne(0);
        words[Loads + 1] = A64.Cbz(0, 8);
        words[Loads + 2] = A64.B(-(int)(Long - Loop) - ((Loads + 2) * 4));
        guest.Put(Long, [.. words, A64.Hvc]);
        const ulong Turns = 20_000_000;
        guest.Word(BareGuest.Data) = Turns;
        guest.Cpus[0].X(0) = Rounds;
        guest.Cpus[0].X(5) = guest.Cpus[0].X(6) = BareGuest.Data;
        guest.Run(0, Loop);
        Assert.Equal((Rounds * Turns, Rounds * (ulong)Loads / 4), (guest.Cpus[0].X(1), guest.Cpus[0].X(2)));
        Assert.InRange(guest.Engine.Statistics.CodeFlushes, 1, 100);
        Assert.InRange(guest.Engine.Statistics.Regions, 1, long.MaxValue);
    }

    [Fact]
    public void The_sampler_sleeps_while_no_CPU_runs_and_wakes_for_the_next_run()
    {
        using BareGuest guest = NewGuest();
        guest.Word(BareGuest.Data) = 1;
        guest.Run(0, Loop);
        Thread.Sleep(200);
        long samples = guest.Engine.Statistics.Samples;
        Thread.Sleep(50);
        Assert.Equal(samples, guest.Engine.Statistics.Samples);
        guest.Word(BareGuest.Data) = 0;
        Thread thread = guest.Start(0, Loop);
        BareGuest.Until(() => guest.Engine.Statistics.Samples >= samples + 3);
        Volatile.Write(ref guest.Word(BareGuest.Data), 1);
        guest.Finish(thread);
    }

    // Whose reads wait until it is opened.
    private sealed class Gate : IMmioTarget, IDisposable
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Open { get; } = new();

        public bool TryRead(ulong offset, int size, out ulong value)
        {
            value = 0;
            Entered.Set();
            return Open.Wait(TimeSpan.FromSeconds(60));
        }

        public bool TryWrite(ulong offset, int size, ulong value) => false;

        public void Dispose()
        {
            Entered.Dispose();
            Open.Dispose();
        }
    }
}
