using Armillary.Core.Interrupts;
using Armillary.Core.State;
using Armillary.Devices.Gic;
using Armillary.Machine.Firmware.Fdt;

namespace Armillary.Machine.Boards;

/// <summary>The board's GICv2.</summary>
internal sealed class VirtGicV2(GicV2 gic, GicV2m messages, int cpus, bool el2) : IBoardGic
{
    public const ulong DistributorStart = 0x0800_0000, CpuInterfaceStart = 0x0801_0000;
    public const ulong HypervisorInterfaceStart = 0x0803_0000, VirtualCpuInterfaceStart = 0x0804_0000;
    public const ulong MessagesStart = 0x0802_0000;
    public const int FirstMessageSpi = 48, MessageSpis = 64;

    /// <summary>Bits 15:8 of a private interrupt's flags: the CPUs that it is wired to.</summary>
    public uint PrivateInterruptFlags => ((1u << cpus) - 1) << 8;

    public InterruptLine Wire(Interrupt interrupt, int cpu)
        => interrupt.Kind == InterruptKind.Ppi ? gic.Ppi(cpu, interrupt.IntId) : gic.Spi(interrupt.Number);

    /// <summary>All its registers are in memory.</summary>
    public ISystemRegisterBank? Bank(int cpu) => null;

    public IMessageTarget Messages => messages;

    public void Reset() => gic.Reset();

    public void Describe(FdtNode node)
    {
        node.Set("compatible", [.. GicV2.Firmware.Compatible]).Set("interrupt-controller").Set("#interrupt-cells", 3u)
            .Set("#address-cells", 2u).Set("#size-cells", 2u).Set("ranges").Set("phandle", Virt.GicPhandle);
        ulong[] frames = [DistributorStart, GicV2.DistributorSize, CpuInterfaceStart, GicV2.CpuInterfaceSize];
        if (el2)
        {
            frames = [.. frames, HypervisorInterfaceStart, GicV2.CpuInterfaceSize, VirtualCpuInterfaceStart, GicV2.CpuInterfaceSize];
            node.Set("interrupts", (uint)InterruptKind.Ppi, Virt.MaintenancePpi, Virt.LevelHigh | PrivateInterruptFlags);
        }

        node.Set64("reg", frames);
        node.Child($"v2m@{MessagesStart:x}").Set("compatible", [.. GicV2m.Firmware.Compatible]).Set("msi-controller")
            .Set64("reg", MessagesStart, GicV2m.Size).Set("phandle", Virt.MessagesPhandle);
    }
}
