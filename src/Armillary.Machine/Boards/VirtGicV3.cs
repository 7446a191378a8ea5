using Armillary.Core.Interrupts;
using Armillary.Core.State;
using Armillary.Devices.Gic;
using Armillary.Machine.Firmware.Fdt;

namespace Armillary.Machine.Boards;

/// <summary>The board's GICv3.</summary>
internal sealed class VirtGicV3(GicV3 gic, bool el2) : IBoardGic
{
    public const ulong DistributorStart = 0x0800_0000, ItsStart = 0x0808_0000, RedistributorsStart = 0x080A_0000;

    /// <summary>What the map has room for: 123 vCPUs.</summary>
    private const ulong RedistributorsSpace = 0xF6_0000;

    public uint PrivateInterruptFlags => 0;

    public InterruptLine Wire(Interrupt interrupt, int cpu)
        => interrupt.Kind == InterruptKind.Ppi ? gic.Ppi(cpu, interrupt.IntId) : gic.Spi(interrupt.Number);

    public ISystemRegisterBank? Bank(int cpu) => gic.CpuInterface(cpu);

    public IMessageTarget Messages => gic.Its!;

    public void Reset() => gic.Reset();

    public void Describe(FdtNode node)
    {
        node.Set("compatible", [.. GicV3.Firmware.Compatible]).Set("interrupt-controller").Set("#interrupt-cells", 3u)
            .Set("#address-cells", 2u).Set("#size-cells", 2u).Set("ranges").Set("#redistributor-regions", 1u)
            .Set64("reg", DistributorStart, GicV3.DistributorSize, RedistributorsStart, RedistributorsSpace)
            .Set("phandle", Virt.GicPhandle);
        if (el2)
        {
            node.Set("interrupts", (uint)InterruptKind.Ppi, Virt.MaintenancePpi, Virt.LevelHigh);
        }

        node.Child($"its@{ItsStart:x}").Set("compatible", [.. GicV3Its.Firmware.Compatible]).Set("msi-controller").Set("#msi-cells", 1u)
            .Set64("reg", ItsStart, GicV3Its.Size).Set("phandle", Virt.MessagesPhandle);
    }
}
