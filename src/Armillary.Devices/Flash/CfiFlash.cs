using Armillary.Backends.Block;
using Armillary.Core.Memory;

namespace Armillary.Devices.Flash;

/// <summary>
/// NOR flash with the Intel command set (JEDEC JESD68.01 query, vendor command set 0001): two 16-bit chips side by side,
/// 256 KiB blocks. Every access is a register access, so this bank is for data (firmware variables); code runs from ROM.
/// Commands take no time. What is programmed is written to the store at once and is durable when the store is flushed.
/// </summary>
public sealed class CfiFlash : MmioDevice, IDisposable
{
    private const int BlockSize = 256 * 1024;
    private const int LaneBytes = 4;
    private const int BufferSize = 2048;
    private const byte Ready = 0x80;
    private const byte EraseError = 0x20;
    private const byte ProgramError = 0x10;

    private readonly byte[] inverted;
    private readonly IBlockBackend? store;
    private readonly CfiQuery query;
    private readonly byte[] buffer = new byte[BufferSize];
    private Mode mode;
    private byte status = Ready;
    private ulong bufferStart;
    private int bufferLeft;

    /// <summary>A bank of <paramref name="size"/> bytes, a power of two of at least 256 KiB.</summary>
    /// <param name="size">The size in bytes.</param>
    /// <param name="store">Where the contents come from and go to, disposed with the device; null: erased, and forgotten at the end.</param>
    public CfiFlash(int size, IBlockBackend? store)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, BlockSize);
        ArgumentOutOfRangeException.ThrowIfNotEqual(size & (size - 1), 0);
        this.store = store;
        query = new CfiQuery(size, BlockSize, BufferSize);

        // Erased flash is all ones: kept inverted, so that what was never programmed takes no memory.
        inverted = new byte[size];
        if (store is not null)
        {
            int length = (int)Math.Min(size, store.Length);
            store.Read(0, inverted.AsSpan(0, length));
            for (int i = 0; i < length; i++)
            {
                inverted[i] = (byte)(inverted[i] ^ 0xFF);
            }
        }
    }

    private enum Mode
    {
        ReadArray,
        ReadStatus,
        ReadIdentifier,
        ReadQuery,
        ProgramWord,
        Erase,
        BlockLock,
        BufferCount,
        BufferData,
        BufferConfirm,
    }

    /// <inheritdoc/>
    public override FirmwareId Firmware { get; } = new(["cfi-flash"]);

    /// <inheritdoc/>
    public void Dispose() => store?.Dispose();

    /// <inheritdoc/>
    protected override ulong ReadUnnamed(ulong offset, int size)
    {
        ulong value = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            value = (value << 8) | ReadByte(offset + (ulong)i);
        }

        return value;
    }

    /// <inheritdoc/>
    protected override void WriteUnnamed(ulong offset, int size, ulong value)
    {
        byte command = (byte)(value & 0xFF);
        switch (mode)
        {
            case Mode.ProgramWord:
                Program(offset, Bytes(value, size, stackalloc byte[8]));
                mode = Mode.ReadStatus;
                break;
            case Mode.Erase:
                Erase(offset, confirmed: command == 0xD0);
                mode = Mode.ReadStatus;
                break;
            case Mode.BlockLock:
                // Blocks are never locked: lock, unlock and lock-down are taken and have no effect.
                mode = Mode.ReadStatus;
                break;
            case Mode.BufferCount:
                bufferLeft = ((int)(value & 0xFFFF) + 1) * LaneBytes;
                bufferStart = ulong.MaxValue;
                mode = bufferLeft <= BufferSize ? Mode.BufferData : FailProgram();
                break;
            case Mode.BufferData:
                FillBuffer(offset, size, value);
                break;
            case Mode.BufferConfirm:
                ConfirmBuffer(command);
                break;
            default:
                Start(command);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void OnReset()
    {
        mode = Mode.ReadArray;
        status = Ready;
    }

    private static ReadOnlySpan<byte> Bytes(ulong value, int size, Span<byte> bytes)
    {
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes[..size];
    }

    private void Start(byte command)
    {
        switch (command)
        {
            case 0x10 or 0x40: mode = Mode.ProgramWord; break;
            case 0x20: mode = Mode.Erase; break;
            case 0x50: status = Ready; break;
            case 0x60: mode = Mode.BlockLock; break;
            case 0x70: mode = Mode.ReadStatus; break;
            case 0x90: mode = Mode.ReadIdentifier; break;
            case 0x98: mode = Mode.ReadQuery; break;
            case 0xE8: mode = Mode.BufferCount; break;
            case 0xFF: mode = Mode.ReadArray; break;
            default: break;
        }
    }

    private byte ReadByte(ulong offset) => mode switch
    {
        Mode.ReadArray => offset < (ulong)inverted.Length ? (byte)(inverted[offset] ^ 0xFF) : (byte)0,
        Mode.ReadIdentifier => Lane(offset, query.Identifier(offset / LaneBytes % (BlockSize / LaneBytes))),
        Mode.ReadQuery => Lane(offset, query.Table(offset / LaneBytes)),
        _ => Lane(offset, status),
    };

    /// <summary>Both chips answer alike, each in the low byte of its half of the word.</summary>
    private static byte Lane(ulong offset, byte value) => (offset & 1) == 0 ? value : (byte)0;

    private Mode FailProgram()
    {
        status |= ProgramError;
        return Mode.ReadStatus;
    }

    private void FillBuffer(ulong offset, int size, ulong value)
    {
        if (bufferStart == ulong.MaxValue)
        {
            bufferStart = offset;
            buffer.AsSpan().Fill(0xFF);
        }

        if (offset < bufferStart || offset - bufferStart > BufferSize - (ulong)size)
        {
            mode = FailProgram();
            return;
        }

        Bytes(value, size, stackalloc byte[8]).CopyTo(buffer.AsSpan((int)(offset - bufferStart)));
        bufferLeft -= size;
        if (bufferLeft <= 0)
        {
            mode = Mode.BufferConfirm;
        }
    }

    private void ConfirmBuffer(byte command)
    {
        mode = Mode.ReadStatus;
        if (command != 0xD0)
        {
            status |= ProgramError;
            return;
        }

        Program(bufferStart, buffer);
    }

    /// <summary>Programming only turns ones into zeroes.</summary>
    private void Program(ulong offset, ReadOnlySpan<byte> data)
    {
        if (offset >= (ulong)inverted.Length)
        {
            status |= ProgramError;
            return;
        }

        int length = (int)Math.Min((ulong)data.Length, (ulong)inverted.Length - offset);
        for (int i = 0; i < length; i++)
        {
            inverted[(int)offset + i] |= (byte)(data[i] ^ 0xFF);
        }

        Save((int)offset, length, ProgramError);
    }

    private void Erase(ulong offset, bool confirmed)
    {
        if (!confirmed || offset >= (ulong)inverted.Length)
        {
            status |= EraseError;
            return;
        }

        int start = (int)offset & ~(BlockSize - 1);
        inverted.AsSpan(start, BlockSize).Clear();
        Save(start, BlockSize, EraseError);
    }

    private void Save(int start, int length, byte error)
    {
        if (store is null)
        {
            return;
        }

        byte[] bytes = new byte[Math.Clamp(store.Length - start, 0, length)];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)(inverted[start + i] ^ 0xFF);
        }

        try
        {
            store.Write(start, bytes);
        }
        catch (IOException)
        {
            status |= error;
        }
    }
}
