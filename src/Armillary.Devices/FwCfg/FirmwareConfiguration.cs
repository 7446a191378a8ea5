using System.Buffers.Binary;
using System.Text;
using Armillary.Core.Memory;

namespace Armillary.Devices.FwCfg;

/// <summary>
/// The firmware configuration device (fw_cfg, MMIO layout: data at 0, selector at 8, DMA address at 16), through which
/// firmware and kernels fetch what the machine has for them: numbered items and named files. Multi-byte registers are
/// big-endian, the data register keeps the order of bytes. Items are read-only to the guest.
/// </summary>
public sealed class FirmwareConfiguration : MmioDevice
{
    /// <summary>The size of the register frame.</summary>
    public const ulong Size = 24;

    /// <summary>The first number of a named file.</summary>
    public const ushort FirstFile = 0x20;

    private const ushort SignatureItem = 0x00;
    private const ushort InterfaceItem = 0x01;
    private const ushort DirectoryItem = 0x19;
    private const int DirectoryEntry = 64;
    private const int MaximumName = 55;
    private const ulong SelectorRegister = 8;
    private const ulong DmaRegister = 16;

    /// <summary>"QEMU CFG", which the DMA register reads as.</summary>
    private const ulong DmaSignature = 0x5145_4D55_2043_4647;
    private const int DmaRequestSize = 16;
    private const uint DmaError = 1 << 0;
    private const uint DmaRead = 1 << 1;
    private const uint DmaSkip = 1 << 2;
    private const uint DmaSelect = 1 << 3;
    private const uint DmaWrite = 1 << 4;

    private readonly AddressSpace bus;
    private readonly Dictionary<ushort, byte[]> items = [];
    private readonly SortedDictionary<string, ushort> files = new(StringComparer.Ordinal);
    private ushort selected;
    private long position;
    private ulong dmaAddress;

    /// <summary>A device whose DMA goes to <paramref name="bus"/>.</summary>
    public FirmwareConfiguration(AddressSpace bus)
    {
        this.bus = bus;
        items[SignatureItem] = "QEMU"u8.ToArray();
        items[InterfaceItem] = [3, 0, 0, 0];
        UpdateDirectory();
    }

    /// <inheritdoc/>
    public override FirmwareId Firmware { get; } = new(["qemu,fw-cfg-mmio"], Hid: "QEMU0002");

    /// <summary>Sets a numbered item.</summary>
    public void SetItem(ushort number, ReadOnlySpan<byte> contents)
    {
        lock (Gate)
        {
            items[number] = contents.ToArray();
        }
    }

    /// <summary>Sets a named file, for example <c>etc/acpi/tables</c>: at most 55 bytes of name.</summary>
    public void SetFile(string name, ReadOnlySpan<byte> contents)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Encoding.ASCII.GetByteCount(name), MaximumName);
        lock (Gate)
        {
            if (!files.TryGetValue(name, out ushort number))
            {
                number = (ushort)(FirstFile + files.Count);
                files[name] = number;
            }

            items[number] = contents.ToArray();
            UpdateDirectory();
        }
    }

    /// <inheritdoc/>
    protected override ulong ReadUnnamed(ulong offset, int size)
    {
        if (offset < SelectorRegister)
        {
            Span<byte> bytes = stackalloc byte[8];
            bytes.Clear();
            Fetch(bytes[..size]);
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        if (offset is >= DmaRegister and < Size)
        {
            // The bytes of the signature in memory order, from the one that the offset names.
            return BinaryPrimitives.ReverseEndianness(DmaSignature) >> (8 * (int)(offset - DmaRegister));
        }

        return 0;
    }

    /// <inheritdoc/>
    protected override void WriteUnnamed(ulong offset, int size, ulong value)
    {
        if (offset == SelectorRegister && size == 2)
        {
            Select(BinaryPrimitives.ReverseEndianness((ushort)value));
        }
        else if (offset == DmaRegister && size == 8)
        {
            RunDma(BinaryPrimitives.ReverseEndianness(value));
        }
        else if (offset == DmaRegister && size == 4)
        {
            dmaAddress = (ulong)BinaryPrimitives.ReverseEndianness((uint)value) << 32;
        }
        else if (offset == DmaRegister + 4 && size == 4)
        {
            RunDma(dmaAddress | BinaryPrimitives.ReverseEndianness((uint)value));
        }
    }

    /// <inheritdoc/>
    protected override void OnReset()
    {
        Select(0);
        dmaAddress = 0;
    }

    /// <summary>Item 0x19: how many files there are, then size, number and name of each, big-endian.</summary>
    private void UpdateDirectory()
    {
        byte[] directory = new byte[4 + (DirectoryEntry * files.Count)];
        BinaryPrimitives.WriteInt32BigEndian(directory, files.Count);
        Span<byte> entry = directory.AsSpan(4);
        foreach ((string name, ushort number) in files)
        {
            BinaryPrimitives.WriteInt32BigEndian(entry, items[number].Length);
            BinaryPrimitives.WriteUInt16BigEndian(entry[4..], number);
            Encoding.ASCII.GetBytes(name, entry[8..]);
            entry = entry[DirectoryEntry..];
        }

        items[DirectoryItem] = directory;
    }

    private void Select(ushort number)
    {
        selected = number;
        position = 0;
    }

    /// <summary>Copies from the selected item and moves on; past its end, and for items that do not exist, there are zeroes.</summary>
    private void Fetch(Span<byte> destination)
    {
        ReadOnlySpan<byte> item = items.GetValueOrDefault(selected);
        int count = (int)Math.Clamp(item.Length - position, 0, destination.Length);
        if (count > 0)
        {
            item.Slice((int)position, count).CopyTo(destination);
        }

        destination[count..].Clear();
        position = Math.Min(position + destination.Length, int.MaxValue);
    }

    private void RunDma(ulong address)
    {
        dmaAddress = 0;
        // The result is written into the request: it cannot lie in ROM.
        if (bus.FindMemory(new(address), DmaRequestSize, out bool writable) is not { } memory || !writable
            || !memory.TryGetSpan(new(address), DmaRequestSize, out Span<byte> live))
        {
            return;
        }

        Span<byte> request = stackalloc byte[DmaRequestSize];
        live.CopyTo(request);
        uint control = BinaryPrimitives.ReadUInt32BigEndian(request);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(request[4..]);
        PhysicalAddress target = new(BinaryPrimitives.ReadUInt64BigEndian(request[8..]));
        if ((control & DmaSelect) != 0)
        {
            Select((ushort)(control >> 16));
        }

        BinaryPrimitives.WriteUInt32BigEndian(live, Transfer(control, length, target) ? 0 : DmaError);
    }

    private bool Transfer(uint control, uint length, PhysicalAddress target)
    {
        if ((control & DmaRead) != 0 && length > 0)
        {
            if (bus.FindMemory(target, length, out bool writable) is not { } memory || !writable
                || !memory.TryGetSpan(target, length, out Span<byte> destination))
            {
                return false;
            }

            Fetch(destination);
            return true;
        }

        if ((control & DmaWrite) != 0)
        {
            return false;
        }

        position = Math.Min(position + ((control & DmaSkip) != 0 ? length : 0), int.MaxValue);
        return true;
    }
}
