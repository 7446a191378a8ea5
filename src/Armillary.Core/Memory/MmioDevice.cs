namespace Armillary.Core.Memory;

/// <summary>
/// A device with memory-mapped registers. The generated half of a partial device class overrides
/// <see cref="ReadRegister"/> and <see cref="WriteRegister"/> from its <see cref="RegisterAttribute"/> rows.
/// Every access runs under the device's own lock, then <see cref="Update"/> recomputes its interrupt lines.
/// Registers that no row names are RES0: they read as zero and ignore writes.
/// </summary>
public abstract class MmioDevice : IMmioTarget
{
    /// <summary>The device's lock: taken around every register access; back-end threads take it to deliver input.</summary>
    protected Lock Gate { get; } = new();

    /// <inheritdoc/>
    public bool TryRead(ulong offset, int size, out ulong value)
    {
        lock (Gate)
        {
            value = ReadRegister(offset, size);
            Update();
        }

        return true;
    }

    /// <inheritdoc/>
    public bool TryWrite(ulong offset, int size, ulong value)
    {
        lock (Gate)
        {
            WriteRegister(offset, size, value);
            Update();
        }

        return true;
    }

    /// <summary>Reads a register. Runs under <see cref="Gate"/>.</summary>
    protected abstract ulong ReadRegister(ulong offset, int size);

    /// <summary>Writes a register. Runs under <see cref="Gate"/>.</summary>
    protected abstract void WriteRegister(ulong offset, int size, ulong value);

    /// <summary>Returns every register to its reset value.</summary>
    public virtual void Reset()
    {
    }

    /// <summary>Recomputes the interrupt outputs from the registers. Runs under <see cref="Gate"/> after every access.</summary>
    protected virtual void Update()
    {
    }
}
