namespace Armillary.Devices.Pci;

/// <summary>
/// The PCI Express capability of a function, version 2 (PCI Express Base 4.0, 7.5.3): what kind it is, and its link. Ports add the registers of their slot.
/// </summary>
internal sealed class PcieCapability
{
    /// <summary>Kinds of function, as Device/Port Type has them.</summary>
    public const uint Endpoint = 0, RootPort = 4, RootComplexIntegratedEndpoint = 9;

    /// <summary>Link Status: the link is up.</summary>
    public const uint DataLinkLayerLinkActive = 0x2000;

    private const byte CapabilityId = 0x10;
    private const int Length = 0x3C;
    private const uint Version = 2, SlotImplemented = 0x100;
    private const uint RoleBasedErrorReporting = 0x8000, FunctionLevelResetCapability = 1 << 28;
    private const uint InitiateFunctionLevelReset = 0x8000;
    private const uint Speed2_5 = 1, WidthX1 = 1 << 4, LinkActiveReporting = 1 << 20;

    private readonly ConfigurationSpace space;
    private readonly ConfigurationRegister capabilities, deviceControl;
    private readonly bool isPort;

    public PcieCapability(ConfigurationSpace space, uint kind, uint portNumber = 0)
    {
        this.space = space;
        isPort = kind == RootPort;
        Offset = space.AddCapability(CapabilityId, Length);
        capabilities  = space.Add(Offset + 0x02, 2, Version | (kind << 4) | (isPort ? SlotImplemented : 0));
        space.Add(Offset + 0x04, 4, RoleBasedErrorReporting | (isPort ? 0 : FunctionLevelResetCapability));       // Device Capabilities
        deviceControl = space.Add(Offset + 0x08, 2, 0x2810, writable: isPort ? 0x7FFFu : 0xFFFF);
        space.Add(Offset + 0x0A, 2, clearable: 0x000F);                                                           // Device Status
        space.Add(Offset + 0x0C, 4, Speed2_5 | WidthX1 | (isPort ? LinkActiveReporting : 0) | (portNumber << 24)); // Link Capabilities
        space.Add(Offset + 0x10, 2, writable: 0x0FCB);                                                            // Link Control
        LinkStatus    = space.Add(Offset + 0x12, 2, Speed2_5 | WidthX1);
    }

    /// <summary>Where it lies.</summary>
    public int Offset { get; }

    /// <summary>Link Status.</summary>
    public ConfigurationRegister LinkStatus { get; }

    /// <summary>On the root bus a device is a part of the root complex; below a port it is at the end of a link.</summary>
    public void PlacedOn(PciBus bus)
        => space.SetReset(capabilities, Version | ((bus.IsRoot ? RootComplexIntegratedEndpoint : Endpoint) << 4));

    /// <summary>Whether the guest asks for a reset of the function. Once: the bit reads as zero.</summary>
    public bool TakeResetRequest()
    {
        bool asked = !isPort && deviceControl.Has(InitiateFunctionLevelReset);
        deviceControl.Set(InitiateFunctionLevelReset, false);
        return asked;
    }
}
