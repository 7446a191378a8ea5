// Boots an arm64 kernel, waits until it has mounted its initrd, and shows what it printed:
//   dotnet run --project samples/HelloGuest -- Image initrd.gz
using Armillary.Backends.Char;
using Armillary.Machine;

using var console = new MemoryChar();
using var machine = new Machine(new MachineConfig
{
    Kernel = args[0],
    Initrd = args[1],
    CommandLine = "console=ttyAMA0",
    Memory = 256 << 20,
    Console = console,
});

machine.Start();
bool up = console.WaitFor("Run /init as init process", TimeSpan.FromMinutes(1));
Console.Write(console.Text);
Console.WriteLine(up ? "The guest has reached its init." : "The guest did not reach its init within a minute.");
machine.Stop();
Console.WriteLine(machine.WaitForExit());
