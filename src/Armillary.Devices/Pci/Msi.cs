namespace Armillary.Devices.Pci;

/// <summary>
/// The MSI capability with one vector, an address of 64 bits and a mask (PCI Express Base 4.0, 7.7.1). Under the host bridge's lock, but for
/// <see cref="Enabled"/>.
/// </summary>
public sealed class Msi
{
    private const byte CapabilityId = 5;
    private const uint Enable = 1, Address64 = 0x80, Maskable = 0x100;

    private readonly PciFunction function;
    private readonly ConfigurationRegister control, low, high, data, mask, pending;
    private bool enabled;

    internal Msi(PciFunction function, ConfigurationSpace space)
    {
        this.function = function;
        int offset = space.AddCapability(CapabilityId, 0x18);
        control = space.Add(offset + 0x02, 2, Address64 | Maskable, writable: Enable);
        low     = space.Add(offset + 0x04, 4, writable: 0xFFFF_FFFC);
        high    = space.Add(offset + 0x08, 4, writable: 0xFFFF_FFFF);
        data    = space.Add(offset + 0x0C, 2, writable: 0xFFFF);
        mask    = space.Add(offset + 0x10, 4, writable: 1);
        pending = space.Add(offset + 0x14, 4);
    }

    /// <summary>Whether the guest chose MSI, so that the function's pin is silent.</summary>
    public bool Enabled => Volatile.Read(ref enabled);

    /// <summary>Raises the interrupt.</summary>
    internal void Raise()
    {
        pending.Value = Enabled ? 1u : 0;
        Send();
    }

    /// <summary>Takes over what the guest wrote.</summary>
    internal void Update()
    {
        Volatile.Write(ref enabled, control.Has(Enable));
        Send();
    }

    private void Send()
    {
        if (Enabled && pending.Has(1) && !mask.Has(1))
        {
            pending.Value = 0;
            function.SendMessage(((ulong)high.Value << 32) | low.Value, data.Value);
        }
    }
}
