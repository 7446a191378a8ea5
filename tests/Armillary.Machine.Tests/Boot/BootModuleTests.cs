using Armillary.Backends.Char;
using Xunit;

namespace Armillary.Machine.Tests.Boot;

using Machine = Armillary.Machine.Machine;

public class BootModuleTests
{
    // ldr x1, =0x40400000; ldrb w0, [x1]: what lies 2 MiB behind a kernel of less than 2 MiB.
    private static readonly uint[] ReadModule = [0xD2A8_0801, 0x3940_0020];

    [Fact]
    public void A_module_lies_at_the_next_multiple_of_2_MiB_behind_the_kernel()
    {
        using TemporaryFile kernel = TinyGuest.Kernel(ReadModule, TinyGuest.PrintX0, TinyGuest.PowerOff);
        using var module = new TemporaryFile("M"u8.ToArray());
        using var console = new MemoryChar();
        using var machine = new Machine(new MachineConfig
        {
            Engine = "interpreter",
            Kernel = kernel.Path,
            Console = console,
            Memory = 32 << 20,
            Modules = [new BootModule("kernel", module.Path, "console=hvc0")],
        });
        machine.Start();
        Assert.Equal(ExitReason.PoweredOff, machine.WaitForExit(TimeSpan.FromSeconds(30))?.Reason);
        Assert.Equal("M", console.Text);
    }

    [Fact]
    public void A_module_that_does_not_fit_or_is_empty_is_told_by_its_name()
    {
        using TemporaryFile kernel = TinyGuest.Kernel(TinyGuest.PowerOff);
        foreach (int size in new[] { 0, 32 << 20 })
        {
            using var module = new TemporaryFile(new byte[size]);
            using var machine = new Machine(new MachineConfig { Kernel = kernel.Path, Memory = 32 << 20, Modules = [new BootModule("ramdisk", module.Path)] });
            ConfigurationException wrong = Assert.Throws<ConfigurationException>(machine.Start);
            Assert.Contains(module.Path, wrong.Message, StringComparison.Ordinal);
        }
    }
}
