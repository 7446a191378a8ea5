using System.Globalization;
using System.Net;
using Armillary.Backends.Block;
using Armillary.Backends.Char;
using Armillary.Backends.Net;
using Armillary.Machine;

namespace Armillary.Cli.Options;

/// <summary>
/// Makes the host's ends of a machine's devices from the options that name them. The machine disposes of what it was given; what never
/// reached one is disposed of here.
/// </summary>
internal sealed class BackendOptions : IDisposable
{
    private readonly List<IDisposable> made = [];

    /// <summary>The run is to end: the user asks to quit, with Ctrl-A X, or what the machine was started for is done.</summary>
    public event Action? Quit;

    /// <summary>Ends the run.</summary>
    public void RequestQuit() => Quit?.Invoke();

    /// <summary>The disks that the values of <c>--disk</c> name.</summary>
    public IReadOnlyList<Disk> Disks(IReadOnlyList<string> values) => [.. values.Select(OpenDisk)];

    /// <summary>The interfaces that the values of <c>--net</c> name.</summary>
    public IReadOnlyList<NetworkInterface> Networks(IReadOnlyList<string> values)
        => [.. values.Select(OpenNetwork).OfType<NetworkInterface>()];

    /// <summary>The console that the value of <c>--serial</c> names.</summary>
    public ICharBackend Serial(string value)
    {
        var text = new KeyedText("--serial", value);
        (string kind, string? path) = Split(text.First);
        text.End("stdio, none, file=PATH or unix=PATH");
        return Own((ICharBackend)((kind, path) switch
        {
            ("stdio", null) => new StdioChar(RequestQuit),
            ("none", null) => new NullChar(),
            ("file", { Length: > 0 }) => OpenFile("--serial", path, () => new FileChar(path)),
            ("unix", { Length: > 0 }) => OpenFile("--serial", path, () => new UnixSocketChar(path)),
            _ => throw new ConfigurationException($"--serial: unknown '{value}'; expected stdio, none, file=PATH or unix=PATH"),
        }));
    }

    /// <summary>Opens something that a path names, or says in one line why that cannot be.</summary>
    public static T OpenFile<T>(string option, string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationException($"{option}: '{path}' does not exist", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ConfigurationException($"{option}: '{path}' may not be opened ({(Directory.Exists(path) ? "it is a directory" : "permission denied")})", e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or NotSupportedException or System.Net.Sockets.SocketException)
        {
            throw new ConfigurationException($"{option}: '{path}': {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable backend in made)
        {
            backend.Dispose();
        }
    }

    private static (string Kind, string? Value) Split(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (text, null) : (text[..equals], text[(equals + 1)..]);
    }

    private T Own<T>(T backend)
        where T : IDisposable
    {
        made.Add(backend);
        return backend;
    }

    private Disk OpenDisk(string value)
    {
        const string expected = "FILE[,format=raw|qcow2][,ro][,serial=TEXT]";
        var text = new KeyedText("--disk", value);
        string path = text.First;
        string? format = text.Value("format");
        bool readOnly = text.Flag("ro");
        string serial = text.Value("serial") ?? "";
        text.End(expected);
        if (path.Length == 0)
        {
            throw new ConfigurationException($"--disk: no file named; expected {expected}");
        }

        if (format is not (null or "raw" or "qcow2"))
        {
            throw new ConfigurationException($"--disk: unknown format '{format}'; expected raw or qcow2");
        }

        if (serial.Length > 20 || !serial.All(char.IsAscii))
        {
            throw new ConfigurationException($"--disk: serial '{serial}' is too long or not ASCII; expected at most 20 characters");
        }

        if (format == "qcow2" || (format is null && IsQcow2(path)))
        {
            throw new ConfigurationException($"--disk: '{path}' is a qcow2 image, and this version opens raw ones; convert it with 'qemu-img convert -O raw'");
        }

        RawDisk disk = Own(OpenFile("--disk", path, () => new RawDisk(path, readOnly)));
        return disk.Length != 0
            ? new Disk(disk, serial)
            : throw new ConfigurationException($"--disk: '{path}' is empty; expected a disk's bytes ('truncate -s 10G FILE' makes an unwritten one)");
    }

    private static bool IsQcow2(string path) => OpenFile("--disk", path, () =>
    {
        using FileStream file = File.OpenRead(path);
        Span<byte> magic = stackalloc byte[4];
        return file.ReadAtLeast(magic, 4, throwOnEndOfStream: false) == 4 && magic.SequenceEqual<byte>([(byte)'Q', (byte)'F', (byte)'I', 0xFB]);
    });

    private NetworkInterface? OpenNetwork(string value)
    {
        var text = new KeyedText("--net", value);
        MacAddress? mac = null;
        if (text.Value("mac") is { } macText)
        {
            mac = MacAddress.TryParse(macText, out MacAddress address)
                ? address
                : throw new ConfigurationException($"--net: '{macText}' is no unicast MAC address; expected one such as 52:54:00:12:34:56");
        }

        List<PortForward> forwards = [];
        while (text.Value("forward") is { } forward)
        {
            forwards.Add(ParseForward(forward));
        }

        text.End("user[,forward=HOSTPORT:GUESTPORT][,mac=...], none, or tap=IFACE[,mac=...]");
        switch (Split(text.First))
        {
            case ("none", null):
                return null;
            case ("user", null):
                return new NetworkInterface(Own(OpenUserNetwork(forwards)), mac);
            case ("tap", { Length: > 0 } name):
                return new NetworkInterface(Own(OpenFile("--net tap", name, () => new TapNetwork(name))), mac);
            default:
                throw new ConfigurationException($"--net: unknown '{text.First}'; expected user, none or tap=IFACE");
        }
    }

    /// <summary>A user-mode network, with the host's ports that lead into the guest.</summary>
    public static UserNetwork OpenUserNetwork(IReadOnlyList<PortForward> forwards)
    {
        try
        {
            return new UserNetwork(forwards);
        }
        catch (DllNotFoundException e)
        {
            throw new ConfigurationException("--net user: libslirp is not installed (Debian package libslirp0); expected it, or --net none", e);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new ConfigurationException($"--net user: {e.Message}", e);
        }
    }

    private static PortForward ParseForward(string text)
    {
        string[] parts = text.Split(':');
        bool udp = parts.Length == 3 && parts[0] == "udp";
        if (parts.Length == 3 && parts[0] is "tcp" or "udp")
        {
            parts = parts[1..];
        }

        return parts.Length == 2 && Port(parts[0]) is { } host && Port(parts[1]) is { } guest
            ? new PortForward(IPAddress.Loopback, host, guest, udp)
            : throw new ConfigurationException($"--net: forward '{text}' is wrong; expected [tcp:|udp:]HOSTPORT:GUESTPORT, such as 2222:22");
    }

    private static ushort? Port(string text) => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) ? port : null;
}
