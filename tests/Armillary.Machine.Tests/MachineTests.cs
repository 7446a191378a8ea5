using Armillary.Backends.Char;
using Xunit;

namespace Armillary.Machine.Tests;

using Machine = Armillary.Machine.Machine;

public class MachineTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static TheoryData<string> Engines => ["interpreter", "jit"];

    private static (MachineExit? Exit, string Printed) Run(string engine, MachineConfig config, params uint[][] code)
    {
        using TemporaryFile kernel = TinyGuest.Kernel(code);
        using var console = new MemoryChar();
        using var machine = new Machine(config with { Engine = engine, Kernel = kernel.Path, Console = console, Memory = 32 << 20 });
        machine.Start();
        MachineExit? exit = machine.WaitForExit(Patience);
        return (exit, console.Text);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void SYSTEM_OFF_powers_off(string engine)
    {
        (MachineExit? exit, string printed) = Run(engine, new MachineConfig(), TinyGuest.CheckDeviceTree, TinyGuest.Print('A'), TinyGuest.PowerOff);
        Assert.Equal(ExitReason.PoweredOff, exit?.Reason);
        Assert.Equal("A", printed);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void SYSTEM_RESET_starts_again_and_memory_keeps_what_was_not_loaded(string engine)
    {
        (MachineExit? exit, string printed) = Run(
            engine, new MachineConfig(), TinyGuest.Print('x'), TinyGuest.SkipIfBeenHere(3), TinyGuest.Restart, TinyGuest.CheckDeviceTree, TinyGuest.PowerOff);
        Assert.Equal(ExitReason.PoweredOff, exit?.Reason);
        Assert.Equal("xx", printed);
    }

    [Fact]
    public void SYSTEM_RESET_ends_the_run_where_that_is_wanted()
        => Assert.Equal(ExitReason.Reset, Run("interpreter", new MachineConfig { ExitOnReset = true }, TinyGuest.Restart).Exit?.Reason);

    [Theory]
    [MemberData(nameof(Engines))]
    public void CPU_ON_starts_another_CPU_at_its_entry_with_its_context(string engine)
    {
        (MachineExit? exit, string printed) = Run(
            engine, new MachineConfig { Cpus = 2 }, TinyGuest.Print('A'), TinyGuest.GoOnAsCpu1, TinyGuest.PrintX0, TinyGuest.PowerOff);
        Assert.Equal(ExitReason.PoweredOff, exit?.Reason);
        Assert.Equal("AB", printed);
    }

    [Fact]
    public void A_machine_whose_last_CPU_is_off_has_failed()
    {
        MachineExit? exit = Run("interpreter", new MachineConfig(), TinyGuest.CpuOff).Exit;
        Assert.Equal(ExitReason.Failed, exit?.Reason);
        Assert.Contains("last vCPU", exit!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Stop_ends_a_guest_that_spins_or_sleeps(string engine)
    {
        foreach (uint[] code in new[] { TinyGuest.Spin, TinyGuest.Sleep })
        {
            using TemporaryFile kernel = TinyGuest.Kernel(TinyGuest.Print('A'), code);
            using var console = new MemoryChar();
            using var machine = new Machine(new MachineConfig { Engine = engine, Kernel = kernel.Path, Console = console, Cpus = 2 });
            machine.Start();
            Assert.True(console.WaitFor("A", Patience));
            Assert.Null(machine.WaitForExit(TimeSpan.FromMilliseconds(50)));
            machine.Stop();
            Assert.Equal(ExitReason.Stopped, machine.WaitForExit(Patience)?.Reason);
        }
    }

    [Fact]
    public void Reset_from_outside_starts_again()
    {
        using TemporaryFile kernel = TinyGuest.Kernel(TinyGuest.Print('A'), TinyGuest.SkipIfBeenHere(1), TinyGuest.Spin, TinyGuest.PowerOff);
        using var console = new MemoryChar();
        using var machine = new Machine(new MachineConfig { Engine = "interpreter", Kernel = kernel.Path, Console = console });
        machine.Start();
        Assert.True(console.WaitFor("A", Patience));
        Thread.Sleep(50);
        machine.Reset();
        Assert.Equal(ExitReason.PoweredOff, machine.WaitForExit(Patience)?.Reason);
    }

    [Fact]
    public void A_machine_can_be_disposed_of_at_any_time()
    {
        using TemporaryFile kernel = TinyGuest.Kernel(TinyGuest.Spin);
        new Machine(new MachineConfig()).Dispose();
        using var machine = new Machine(new MachineConfig { Engine = "interpreter", Kernel = kernel.Path });
        machine.Start();
        machine.Dispose();
        machine.Dispose();
    }

    [Fact]
    public void Start_refuses_what_it_cannot_boot()
    {
        using var machine = new Machine(new MachineConfig());
        Assert.Contains("nothing to boot", Assert.Throws<ConfigurationException>(machine.Start).Message, StringComparison.Ordinal);
    }
}
