using System.Runtime.InteropServices;
using Armillary.Core.Memory;

namespace Armillary.Devices.Gic;

/// <summary>
/// A table of 8-byte entries in guest memory that GITS_BASER&lt;n&gt; describes, in one level or two (IHI 0069, 5.2.1). Every index is checked against
/// the table's size; where a table lies in no memory there is no entry.
/// </summary>
/// <param name="memory">Guest memory.</param>
/// <param name="type">GITS_BASER.Type: 1 devices, 4 collections.</param>
internal sealed class ItsTable(AddressSpace memory, int type)
{
    private const ulong Valid = 1UL << 63;
    private const ulong Indirect = 1UL << 62;
    private const ulong EntrySize = 8;

    /// <summary>Type and Entry_Size are fixed.</summary>
    private const ulong Writable = ~((7UL << 56) | (0x1FUL << 48));

    private ulong register;

    /// <summary>GITS_BASER&lt;n&gt;.</summary>
    public ulong Register
    {
        get => register | ((ulong)type << 56) | ((EntrySize - 1) << 48);
        set => register = value & Writable;
    }

    private ulong PageSize => (register >> 8 & 3) switch { 0 => 0x1000, 1 => 0x4000, _ => 0x1_0000 };

    /// <summary>With 64 KiB pages bits [15:12] are address bits [51:48].</summary>
    private ulong Start => PageSize == 0x1_0000
        ? (register & 0xFFFF_FFFF_0000) | ((register >> 12 & 15) << 48)
        : register & 0xFFFF_FFFF_F000;

    /// <summary>False: the table has no entry of this number.</summary>
    public bool TryRead(uint index, out ulong entry)
    {
        entry = 0;
        return TryLocate(index, out PhysicalAddress address) && Guest.TryRead(memory, address, out entry);
    }

    /// <inheritdoc cref="TryRead"/>
    public bool TryWrite(uint index, ulong entry) => TryLocate(index, out PhysicalAddress address) && Guest.TryWrite(memory, address, entry);

    private bool TryLocate(uint index, out PhysicalAddress address)
    {
        address = default;
        if ((register & Valid) == 0)
        {
            return false;
        }

        ulong perPage = PageSize / EntrySize;
        ulong firstLevel = ((register & 0xFF) + 1) * perPage;
        if ((register & Indirect) == 0)
        {
            address = new PhysicalAddress(Start + (index * EntrySize));
            return index < firstLevel;
        }

        if (index / perPage >= firstLevel
            || !Guest.TryRead(memory, new PhysicalAddress(Start + (index / perPage * EntrySize)), out ulong descriptor)
            || (descriptor & Valid) == 0)
        {
            return false;
        }

        address = new PhysicalAddress((descriptor & 0x000F_FFFF_FFFF_F000 & ~(PageSize - 1)) + (index % perPage * EntrySize));
        return true;
    }

    /// <summary>Doublewords of guest memory.</summary>
    internal static class Guest
    {
        public static bool TryRead(AddressSpace memory, PhysicalAddress address, out ulong value)
        {
            value = 0;
            return memory.TryGetSpan(address, 8, out Span<byte> bytes) && MemoryMarshal.TryRead(bytes, out value);
        }

        public static bool TryWrite(AddressSpace memory, PhysicalAddress address, ulong value)
        {
            if (memory.FindMemory(address, 8, out bool writable) is null || !writable || !memory.TryGetSpan(address, 8, out Span<byte> bytes))
            {
                return false;
            }

            return MemoryMarshal.TryWrite(bytes, in value);
        }
    }
}
