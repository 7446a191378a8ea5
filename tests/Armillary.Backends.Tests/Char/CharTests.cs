using System.Net.Sockets;
using System.Text;
using Armillary.Backends.Char;

namespace Armillary.Backends.Tests.Char;

public sealed class CharTests : IDisposable
{
    private readonly TemporaryDirectory files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Everything_written_to_a_file_is_there_after_disposal()
    {
        FileChar file = new(files["log"]);
        file.Attach(new Device());
        StringBuilder expected = new();
        for (int i = 0; i < 20_000; i++)
        {
            byte[] line = Encoding.ASCII.GetBytes($"line {i}\n");
            expected.Append($"line {i}\n");
            int sent = 0;
            while (sent < line.Length)
            {
                sent += file.Write(line.AsSpan(sent));
            }
        }

        file.Dispose();
        Assert.Equal(expected.ToString(), File.ReadAllText(files["log"]));
    }

    [Fact]
    public void A_socket_carries_both_directions_and_survives_its_clients()
    {
        using UnixSocketChar line = new(files["s"]);
        Device device = new();
        line.Attach(device);
        for (int i = 0; i < 3; i++)
        {
            using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            client.Connect(new UnixDomainSocketEndPoint(files["s"]));
            client.Send("ping"u8);
            device.WaitFor("ping");
            line.Write("pong"u8);
            byte[] buffer = new byte[4];
            client.ReceiveTimeout = 5000;
            Assert.Equal(4, client.Receive(buffer));
            Assert.Equal("pong"u8.ToArray(), buffer);
        }
    }

    [Fact]
    public void A_socket_that_is_in_use_is_refused_and_a_stale_one_replaced()
    {
        using (UnixSocketChar line = new(files["s"]))
        {
            line.Attach(new Device());
            Assert.Contains("another process", Assert.Throws<IOException>(() => new UnixSocketChar(files["s"])).Message);
        }

        using (Socket stale = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stale.Bind(new UnixDomainSocketEndPoint(files["s"]));
        }

        using UnixSocketChar again = new(files["s"]);
        Assert.Throws<IOException>(() => new UnixSocketChar(files["missing/s"]));
    }

    [Fact]
    public void Typed_text_reaches_a_device_that_takes_one_byte_at_a_time()
    {
        using MemoryChar line = new();
        Device device = new() { Room = 1, Line = line };
        line.Attach(device);
        line.Type("one byte at a time");
        device.WaitFor("one byte at a time");
    }

    [Fact]
    public void WaitFor_sees_text_in_pieces_and_gives_up_in_time()
    {
        using MemoryChar line = new();
        line.Write("lo"u8);
        Assert.False(line.WaitFor("login:", TimeSpan.FromMilliseconds(10)));
        line.Write("gin:"u8);
        Assert.True(line.WaitFor("login:", TimeSpan.Zero));
        Assert.Equal("login:", line.Text);
    }

    private sealed class Device : ICharFrontend
    {
        private readonly StringBuilder received = new();

        public int Room { get; init; } = int.MaxValue;

        public ICharBackend? Line { get; init; }

        public int Receive(ReadOnlySpan<byte> data)
        {
            int taken = Math.Min(Room, data.Length);
            lock (received)
            {
                received.Append(Encoding.ASCII.GetString(data[..taken]));
            }

            Line?.InputReady();
            return taken;
        }

        public void OutputReady()
        {
        }

        public void WaitFor(string text)
        {
            long deadline = Environment.TickCount64 + 10_000;
            while (true)
            {
                lock (received)
                {
                    if (received.ToString().Contains(text, StringComparison.Ordinal))
                    {
                        received.Clear();
                        return;
                    }
                }

                Assert.True(Environment.TickCount64 < deadline);
                Thread.Sleep(1);
            }
        }
    }
}
