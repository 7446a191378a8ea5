namespace Armillary.Core.Memory;

/// <summary>How firmware tables name a kind of device, so that an operating system finds its driver.</summary>
/// <param name="Compatible">The device tree's <c>compatible</c> strings, most specific first.</param>
/// <param name="Hid">The ACPI hardware ID (<c>_HID</c>), or null where ACPI has none.</param>
public sealed record FirmwareId(IReadOnlyList<string> Compatible, string? Hid = null)
{
    /// <summary>A device that no firmware table names.</summary>
    public static FirmwareId None { get; } = new([]);
}
