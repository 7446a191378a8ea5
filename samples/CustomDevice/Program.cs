// Adds a device to the board and lets the guest's kernel find it:
//   dotnet run --project samples/CustomDevice -- Image initrd.gz
// In the guest, /sys/firmware/devicetree/base/dice@c000000 is its node; `devmem 0x0c000004 32 1; devmem 0x0c000000` rolls it.
using Armillary.Backends.Char;
using Armillary.Core.Memory;
using Armillary.Machine;
using Armillary.Machine.Boards;
using CustomDevice;

var dice = new Armillary.Machine.CustomDevice(
    "dice", new PhysicalAddress(0x0C00_0000), Size: 0x1000, Interrupt.Spi(112), irq => new Dice(irq, new Random()));

using var console = new StdioChar(() => { });
using var machine = new Machine(new MachineConfig
{
    Kernel = args[0],
    Initrd = args[1],
    CommandLine = "console=ttyAMA0",
    Console = console,
    Devices = [dice],
});

machine.Start();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    machine.PressPowerButton();
};
Console.WriteLine(machine.WaitForExit());
