using System.Buffers.Binary;
using System.Collections.Concurrent;
using Armillary.Backends.Net;

namespace Armillary.Backends.Tests.Net;

public sealed class UserNetworkTests
{
    private static readonly byte[] Mac = [0x52, 0x54, 0, 0x12, 0x34, 0x56];

    [Fact]
    public void The_gateway_answers_ARP()
    {
        Card card = new();
        using UserNetwork network = new();
        network.Attach(card);
        byte[] request =
        [
            0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. Mac, 8, 6,
            0, 1, 8, 0, 6, 4, 0, 1, .. Mac, 10, 0, 2, 15, 0, 0, 0, 0, 0, 0, 10, 0, 2, 2,
        ];
        network.Send(request);
        byte[] reply = card.Take(f => f[12] == 8 && f[13] == 6 && f[21] == 2);
        Assert.Equal(Mac, reply[..6]);
        Assert.Equal([10, 0, 2, 2], reply[28..32]);
    }

    [Fact]
    public void DHCP_offers_10_0_2_15()
    {
        Card card = new();
        using UserNetwork network = new();
        network.Attach(card);
        network.Send(DhcpDiscover());
        byte[] offer = card.Take(f => f.Length > 300 && f[23] == 17 && f[37] == 68);
        Assert.Equal([10, 0, 2, 15], offer[58..62]);
    }

    [Fact]
    public void A_forwarded_port_that_is_taken_is_refused_with_the_reason()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        ushort port = (ushort)((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        string message = Assert.Throws<IOException>(() => new UserNetwork([new PortForward(System.Net.IPAddress.Loopback, port, 22)])).Message;
        Assert.Contains($"port {port}", message, StringComparison.Ordinal);
        Assert.Contains("in use", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Passt_answers_DHCP_where_it_is_installed()
    {
        if (!File.Exists("/usr/bin/passt"))
        {
            return;
        }

        Card card = new();
        using PasstNetwork network = new();
        network.Attach(card);
        network.Send(DhcpDiscover());
        byte[] offer = card.Take(f => f.Length > 300 && f[23] == 17 && f[37] == 68);
        Assert.Contains(offer[58..62], b => b != 0);
    }

    [Fact]
    public void A_forwarded_port_opens_a_connection_into_the_guest()
    {
        Card card = new();
        using UserNetwork network = new([new PortForward(System.Net.IPAddress.Loopback, 0, 22)]);
        network.Attach(card);
    }

    [Fact]
    public void Any_frame_is_survived()
    {
        Card card = new();
        using UserNetwork network = new();
        network.Attach(card);
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            byte[] frame = new byte[random.Next(1600)];
            random.NextBytes(frame);
            if (frame.Length > 40)
            {
                (frame[12], frame[13]) = (8, (byte)(random.Next(2) * 6));
                frame[14] = 0x45;
            }

            network.Send(frame);
        }

        network.Send(new byte[100_000]);
    }

    private static byte[] DhcpDiscover()
    {
        byte[] bootp = new byte[300];
        bootp[0] = 1;
        bootp[1] = 1;
        bootp[2] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(bootp.AsSpan(4), 0x1234);
        Mac.CopyTo(bootp, 28);
        byte[] options = [99, 130, 83, 99, 53, 1, 1, 255];
        options.CopyTo(bootp, 236);
        return Udp(bootp, 68, 67);
    }

    private static byte[] Udp(byte[] payload, ushort source, ushort destination)
    {
        byte[] ip = new byte[20];
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip.AsSpan(2), (ushort)(28 + payload.Length));
        ip[8] = 64;
        ip[9] = 17;
        ip.AsSpan(16, 4).Fill(0xFF);
        uint sum = 0;
        for (int i = 0; i < 20; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(ip.AsSpan(i));
        }

        BinaryPrimitives.WriteUInt16BigEndian(ip.AsSpan(10), (ushort)~((sum & 0xFFFF) + (sum >> 16)));
        byte[] udp = new byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(udp, source);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(2), destination);
        BinaryPrimitives.WriteUInt16BigEndian(udp.AsSpan(4), (ushort)(8 + payload.Length));
        return [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, .. Mac, 8, 0, .. ip, .. udp, .. payload];
    }

    private sealed class Card : INetFrontend
    {
        private readonly BlockingCollection<byte[]> frames = [];

        public bool Receive(ReadOnlySpan<byte> frame)
        {
            frames.Add(frame.ToArray());
            return true;
        }

        public byte[] Take(Func<byte[], bool> wanted)
        {
            while (frames.TryTake(out byte[]? frame, TimeSpan.FromSeconds(10)))
            {
                if (wanted(frame))
                {
                    return frame;
                }
            }

            throw new TimeoutException("no such frame came");
        }
    }
}
