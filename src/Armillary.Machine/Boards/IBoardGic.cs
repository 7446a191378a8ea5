using Armillary.Core.Interrupts;
using Armillary.Core.State;
using Armillary.Machine.Firmware.Fdt;

namespace Armillary.Machine.Boards;

/// <summary>An interrupt controller as the board sees it: wires in, system registers out, and its node of the device tree.</summary>
internal interface IBoardGic
{
    /// <summary>A wire to a shared interrupt, or to a private one of <paramref name="cpu"/>.</summary>
    InterruptLine Wire(Interrupt interrupt, int cpu);

    /// <summary>The system registers of a vCPU; null: none.</summary>
    ISystemRegisterBank? Bank(int cpu);

    /// <summary>Where message-signalled interrupts go.</summary>
    IMessageTarget Messages { get; }

    /// <summary>Returns it to its state at power-on.</summary>
    void Reset();

    /// <summary>Fills in the device tree node.</summary>
    void Describe(FdtNode node);

    /// <summary>The third cell of a private interrupt's specifier beside the trigger: GICv2 has a mask of CPUs there.</summary>
    uint PrivateInterruptFlags { get; }

    /// <summary>Tells the node of a PCI host bridge who takes its messages: each of its 65536 requesters under its own number.</summary>
    void DescribeMessages(FdtNode pcie) => pcie.Set("msi-map", 0u, Virt.MessagesPhandle, 0u, 0x1_0000u);
}
