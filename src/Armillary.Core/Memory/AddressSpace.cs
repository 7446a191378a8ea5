namespace Armillary.Core.Memory;

/// <summary>
/// The memory bus: which RAM block or device answers at each physical address. Built once while the machine is
/// assembled, then only read, so lookups take no lock.
/// </summary>
/// <param name="nonSecure">
/// For what CPUs with EL3 see: the Non-secure address space that devices see too. This one adds what is only in the Secure address space, at addresses with
/// <see cref="PhysicalAddress.SecureBit"/>; everything else is the same memory in both. Null: there is one address space.
/// </param>
public sealed class AddressSpace(AddressSpace? nonSecure = null)
{
    private readonly record struct Region(ulong Start, ulong Size, string Name, GuestMemory? Memory, IMmioTarget? Target, bool ReadOnly);

    private Region[] regions = [];
    private int largest;

    /// <summary>Every region in address order: first address, size in bytes, name.</summary>
    public IEnumerable<(PhysicalAddress Start, ulong Size, string Name)> Regions
        => regions.Select(r => (new PhysicalAddress(r.Start), r.Size, r.Name));

    /// <summary>Adds RAM at its own start address.</summary>
    /// <exception cref="InvalidOperationException">The range overlaps another region.</exception>
    public void Map(GuestMemory memory, string name = "ram", bool readOnly = false)
    {
        ArgumentNullException.ThrowIfNull(memory);
        Insert(new Region(memory.Start.Value, memory.Size, name, memory, null, readOnly));
    }

    /// <summary>Adds a device that answers [<paramref name="start"/>, +<paramref name="size"/>).</summary>
    /// <exception cref="InvalidOperationException">The range overlaps another region.</exception>
    public void Map(PhysicalAddress start, ulong size, IMmioTarget target, string name)
    {
        ArgumentNullException.ThrowIfNull(target);
        Insert(new Region(start.Value, size, name, null, target, false));
    }

    /// <summary>
    /// The RAM block that holds all of [<paramref name="address"/>, +<paramref name="length"/>), or null where a device
    /// or nothing answers. <paramref name="writable"/> is false for memory that ignores stores (ROM, flash in read mode).
    /// </summary>
    public GuestMemory? FindMemory(PhysicalAddress address, ulong length, out bool writable)
    {
        if (nonSecure is not null && !address.IsSecure)
        {
            return nonSecure.FindMemory(address, length, out writable);
        }

        writable = false;
        int i = Find(address.Value);
        if (i < 0 || regions[i].Memory is not { } memory || length > regions[i].Size - (address.Value - regions[i].Start))
        {
            return null;
        }

        writable = !regions[i].ReadOnly;
        return memory;
    }

    /// <summary>
    /// The address that an access to the Secure physical address space is to use: with <see cref="PhysicalAddress.SecureBit"/> where only that space has
    /// something, without where both have the same.
    /// </summary>
    public PhysicalAddress InSecure(PhysicalAddress address)
        => nonSecure is not null && Find(address.Value | PhysicalAddress.SecureBit) >= 0 ? new(address.Value | PhysicalAddress.SecureBit) : address;

    /// <summary>The RAM bytes at an address for a device's DMA, or false where not all of them are RAM.</summary>
    public bool TryGetSpan(PhysicalAddress address, ulong length, out Span<byte> span)
    {
        span = default;
        return FindMemory(address, length, out _) is { } memory && memory.TryGetSpan(address, length, out span);
    }

    /// <summary>
    /// A device read of 1, 2, 4 or 8 bytes. False: nothing answers there (an external abort for a CPU).
    /// The address must not be RAM; RAM is read through its span.
    /// </summary>
    public bool TryReadDevice(PhysicalAddress address, int size, out ulong value)
    {
        if (nonSecure is not null && !address.IsSecure)
        {
            return nonSecure.TryReadDevice(address, size, out value);
        }

        int i = Find(address.Value);
        if (i < 0 || regions[i].Target is not { } target)
        {
            value = 0;
            return false;
        }

        return target.TryRead(address.Value - regions[i].Start, size, out value);
    }

    /// <summary>A device write of 1, 2, 4 or 8 bytes. False: nothing answers there (an external abort for a CPU).</summary>
    public bool TryWriteDevice(PhysicalAddress address, int size, ulong value)
    {
        if (nonSecure is not null && !address.IsSecure)
        {
            return nonSecure.TryWriteDevice(address, size, value);
        }

        int i = Find(address.Value);
        return i >= 0 && regions[i].Target is { } target && target.TryWrite(address.Value - regions[i].Start, size, value);
    }

    private int Find(ulong address)
    {
        Region[] table = regions;

        // Nearly always it is the largest RAM.
        int likely = largest;
        if ((uint)likely < (uint)table.Length && address - table[likely].Start < table[likely].Size)
        {
            return likely;
        }

        int low = 0, high = table.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            ref readonly Region region = ref table[middle];
            if (address < region.Start)
            {
                high = middle - 1;
            }
            else if (address - region.Start >= region.Size)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    private void Insert(Region added)
    {
        foreach (Region other in regions)
        {
            if (added.Start < other.Start + other.Size && other.Start < added.Start + added.Size)
            {
                throw new InvalidOperationException(
                    $"{added.Name} at 0x{added.Start:X} (0x{added.Size:X} bytes) overlaps {other.Name} at 0x{other.Start:X} (0x{other.Size:X} bytes)");
            }
        }

        Region[] sorted = [.. regions.Append(added).OrderBy(r => r.Start)];
        largest = Array.IndexOf(sorted, sorted.MaxBy(r => r.Memory is null ? 0 : r.Size));
        regions = sorted;
    }
}
