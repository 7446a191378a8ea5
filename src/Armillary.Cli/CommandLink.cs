using System.Buffers.Binary;
using System.Text;
using Armillary.Backends.Char;

namespace Armillary.Cli;

/// <summary>
/// The host's end of the line over which the guest's command runner (Guest/root/usr/lib/armillary/command in Armillary.Images) is asked to
/// run a command: frames of a type byte, four bytes of length (big-endian) and that many bytes. From the guest: <c>h</c> hello, <c>o</c> and
/// <c>e</c> output, <c>s</c> exit status. To the guest: <c>r</c> request, <c>i</c> input.
/// </summary>
internal sealed class CommandLink(string[] command, Stream input, Stream output, Stream error) : ICharBackend
{
    private const int HeadLength = 5;
    private const int Longest = 1 << 20;
    private const int InputPiece = 16 << 10;

    /// <summary>How much of the input waits for the guest before no more is read.</summary>
    private const int InputWaiting = 256 << 10;

    private readonly object gate = new();
    private readonly Queue<byte> toGuest = [];
    private readonly List<byte> fromGuest = [];
    private ICharFrontend? device;
    private bool delivering;
    private bool roomCame;
    private bool asked;
    private volatile bool disposed;

    /// <summary>The command has ended and all its output is written. On a thread of its own.</summary>
    public event Action? Ended;

    /// <summary>The command's exit status; null: it has not ended.</summary>
    public int? Status { get; private set; }

    /// <summary>What the guest sent that is no part of the protocol; null: nothing.</summary>
    public string? Violation { get; private set; }

    public void Attach(ICharFrontend attached) => device = attached;

    public int Write(ReadOnlySpan<byte> data)
    {
        fromGuest.AddRange(data);
        while (Violation is null && TryTakeFrame(out byte type, out byte[] bytes))
        {
            Handle(type, bytes);
        }

        if (Violation is not null)
        {
            fromGuest.Clear();
        }

        return data.Length;
    }

    public void InputReady()
    {
        lock (gate)
        {
            roomCame = true;
        }

        ThreadPool.QueueUserWorkItem(_ => Deliver());
    }

    public void Dispose() => disposed = true;

    private bool TryTakeFrame(out byte type, out byte[] bytes)
    {
        type = 0;
        bytes = [];
        if (fromGuest.Count < HeadLength)
        {
            return false;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian([.. fromGuest[1..HeadLength]]);
        if (length > Longest)
        {
            Violation = $"a frame of {length} bytes";
            return false;
        }

        if (fromGuest.Count - HeadLength < (int)length)
        {
            return false;
        }

        type = fromGuest[0];
        bytes = [.. fromGuest[HeadLength..(HeadLength + (int)length)]];
        fromGuest.RemoveRange(0, HeadLength + (int)length);
        return true;
    }

    private void Handle(byte type, byte[] bytes)
    {
        switch ((char)type)
        {
            case 'h' when !asked:
                asked = true;
                Send('r', [0, .. command.SelectMany(argument => Encoding.UTF8.GetBytes(argument + "\0"))]);
                new Thread(PumpInput) { IsBackground = true, Name = "input" }.Start();
                break;
            case 'o':
                output.Write(bytes);
                output.Flush();
                break;
            case 'e':
                error.Write(bytes);
                error.Flush();
                break;
            case 's' when int.TryParse(Encoding.ASCII.GetString(bytes), out int status):
                Status = status & 0xFF;
                ThreadPool.QueueUserWorkItem(_ => Ended?.Invoke());
                break;
            default:
                Violation = $"a frame of type 0x{type:x2}";
                break;
        }
    }

    private void PumpInput()
    {
        var buffer = new byte[InputPiece];
        try
        {
            while (!disposed)
            {
                int n = input.Read(buffer);
                Send('i', buffer.AsSpan(0, n));
                if (n == 0)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Send('i', []);
        }
    }

    private void Send(char type, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        lock (gate)
        {
            while (type == 'i' && toGuest.Count > InputWaiting && !disposed)
            {
                Monitor.Wait(gate, millisecondsTimeout: 1000);
            }

            toGuest.Enqueue((byte)type);
            Enqueue(length);
            Enqueue(bytes);
        }

        // The device calls from its own thread, and must not be called back there.
        ThreadPool.QueueUserWorkItem(_ => Deliver());
    }

    private void Enqueue(ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
        {
            toGuest.Enqueue(b);
        }
    }

    /// <summary>Hands over what waits until the device has no more room; one thread at a time, so that the order stays.</summary>
    private void Deliver()
    {
        while (true)
        {
            byte[] bytes;
            lock (gate)
            {
                if (delivering || toGuest.Count == 0 || device is null)
                {
                    return;
                }

                delivering = true;
                roomCame = false;
                bytes = [.. toGuest.Take(InputPiece)];
            }

            int taken = device.Receive(bytes);
            lock (gate)
            {
                for (int i = 0; i < taken; i++)
                {
                    toGuest.Dequeue();
                }

                delivering = false;
                Monitor.PulseAll(gate);
                if (taken < bytes.Length && !roomCame)
                {
                    return;
                }
            }
        }
    }
}
