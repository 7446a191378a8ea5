using Armillary.Backends.Char;
using Armillary.Core.Memory;
using Armillary.Devices.Gpio;
using Armillary.Devices.Serial;
using static Armillary.Machine.Boards.Interrupt;

namespace Armillary.Machine.Boards;

// What only Secure state sees (--el3): RAM for firmware, a console, and the pins by which firmware turns the machine off or restarts it. Flash bank 0 is its too.
public sealed partial class Virt
{
    private const ulong SecureRamStart = 0x0E00_0000, SecureRamSize = 16UL << 20;
    private const int PowerOffPin = 0, RestartPin = 1;

    /// <summary>Firmware drove a pin of the secure GPIO: the machine is to turn off (false) or to restart (true). Called by the thread of the vCPU that did.</summary>
    public event Action<bool>? PowerRequested;

    private void MapSecureDevices()
    {
        secureRam = new GuestMemory(new PhysicalAddress(SecureRamStart | PhysicalAddress.SecureBit), SecureRamSize, "secram");
        if (config.MemoryTagging)
        {
            secureRam.AddTags();
        }

        CpuBus.Map(secureRam, "secram");

        //        name     start        size    interrupt
        _ = MapSecure("pl011", 0x0904_0000, 0x1000, Spi(8), irq => new Pl011(irq, config.SecureConsole ?? new NullChar()), Clocked("uartclk", "apb_pclk"));
        Pl061 gpio = MapSecure("pl061", 0x090B_0000, 0x1000, None, irq => new Pl061(irq), Clocked("apb_pclk"));
        gpio.OutputRises += pin =>
        {
            if (pin is PowerOffPin or RestartPin)
            {
                PowerRequested?.Invoke(pin == RestartPin);
            }
        };
    }
}
