namespace Armillary.Core.Memory;

/// <summary>
/// A device with memory-mapped registers. The generated half of a partial device class overrides
/// <see cref="ReadRegister"/>, <see cref="WriteRegister"/>, <see cref="ResetRegisters"/> and <see cref="StoredRegisters"/>
/// from its <see cref="RegisterAttribute"/> rows. Every access runs under the device's own lock, then <see cref="Update"/>
/// recomputes its interrupt lines. Registers that no row names go to <see cref="ReadUnnamed"/> and <see cref="WriteUnnamed"/>,
/// where the default is RES0: they read as zero and ignore writes.
/// </summary>
public abstract class MmioDevice : IMmioTarget
{
    /// <summary>The device's lock: taken around every register access; back-end threads take it to deliver input.</summary>
    protected Lock Gate { get; } = new();

    /// <summary>How firmware tables name this device.</summary>
    public virtual FirmwareId Firmware => FirmwareId.None;

    /// <inheritdoc/>
    public bool TryRead(ulong offset, int size, out ulong value)
    {
        lock (Gate)
        {
            value = ReadRegister(offset, size) & (ulong.MaxValue >> (64 - (8 * size)));
            Update();
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong offset, int size, ulong value)
    {
        lock (Gate)
        {
            WriteRegister(offset, size, value & (ulong.MaxValue >> (64 - (8 * size))));
            Update();
        }

        return true;
    }

    /// <summary>Returns the device to its state at power-on.</summary>
    public void Reset()
    {
        lock (Gate)
        {
            ResetRegisters();
            OnReset();
            Update();
        }
    }

    /// <summary>The stored registers by name with their present values, for debuggers and snapshots.</summary>
    public IReadOnlyList<KeyValuePair<string, ulong>> Registers
    {
        get
        {
            lock (Gate)
            {
                return [.. StoredRegisters()];
            }
        }
    }

    /// <summary>Reads a register. Runs under <see cref="Gate"/>.</summary>
    protected virtual ulong ReadRegister(ulong offset, int size) => ReadUnnamed(offset, size);

    /// <summary>Writes a register. Runs under <see cref="Gate"/>.</summary>
    protected virtual void WriteRegister(ulong offset, int size, ulong value) => WriteUnnamed(offset, size, value);

    /// <summary>Reads where no row names a register. Runs under <see cref="Gate"/>.</summary>
    protected virtual ulong ReadUnnamed(ulong offset, int size) => 0;

    /// <summary>Writes where no row names a register. Runs under <see cref="Gate"/>.</summary>
    protected virtual void WriteUnnamed(ulong offset, int size, ulong value)
    {
    }

    /// <summary>Returns every stored register to its reset value. Generated. Runs under <see cref="Gate"/>.</summary>
    protected virtual void ResetRegisters()
    {
    }

    /// <summary>Resets what is not a stored register (FIFOs, timers). Runs under <see cref="Gate"/>.</summary>
    protected virtual void OnReset()
    {
    }

    /// <summary>The stored registers. Generated. Runs under <see cref="Gate"/>.</summary>
    protected virtual IEnumerable<KeyValuePair<string, ulong>> StoredRegisters() => [];

    /// <summary>Recomputes the interrupt outputs from the registers. Runs under <see cref="Gate"/> after every access.</summary>
    protected virtual void Update()
    {
    }
}
