namespace Armillary.Devices.Serial;

/// <summary>A ring of bytes with a fixed capacity. Its user checks for room and emptiness first.</summary>
/// <param name="capacity">How many bytes fit.</param>
internal sealed class ByteFifo(int capacity)
{
    private readonly byte[] bytes = new byte[capacity];
    private int head;

    public int Count { get; private set; }

    public void Push(byte value)
    {
        bytes[(head + Count) % bytes.Length] = value;
        Count++;
    }

    public byte Pop()
    {
        byte value = bytes[head];
        Drop(1);
        return value;
    }

    public int CopyTo(Span<byte> destination)
    {
        for (int i = 0; i < Count; i++)
        {
            destination[i] = bytes[(head + i) % bytes.Length];
        }

        return Count;
    }

    public void Drop(int count)
    {
        head = (head + count) % bytes.Length;
        Count -= count;
    }

    public void Clear() => Count = 0;
}
