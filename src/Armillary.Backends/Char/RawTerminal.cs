using System.Runtime.InteropServices;
using Armillary.Backends.Host;
using Armillary.Core.Host;

namespace Armillary.Backends.Char;

/// <summary>
/// A terminal in raw mode until disposal, or until the process ends in whatever way it can still react to. Output
/// processing stays on, so that messages with bare newlines remain readable.
/// </summary>
internal sealed unsafe class RawTerminal : IDisposable
{
    private readonly int fd;
    private readonly Posix.Termios original;
    private readonly PosixSignalRegistration? resumed;
    private int restored;

    public RawTerminal(int fd)
    {
        this.fd = fd;
        Posix.Termios saved;

        // SAFETY: the C library fills the whole structure, whose layout is that of struct termios.
        if (Posix.GetAttributes(fd, &saved) != 0)
        {
            throw new IOException($"cannot read the terminal's settings: {Libc.LastErrorMessage()}");
        }

        original = saved;
        MakeRaw();
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        resumed = OperatingSystem.IsLinux() ? PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => MakeRaw()) : null;
    }

    public static bool IsTerminal(int fd) => Posix.IsATerminal(fd) == 1;

    public void Dispose()
    {
        resumed?.Dispose();
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        Restore();
    }

    private void OnExit(object? sender, EventArgs e) => Restore();

    private void MakeRaw()
    {
        if (Volatile.Read(ref restored) == 0)
        {
            Posix.Termios raw = original;
            Posix.MakeRaw(&raw);
            raw.OutputFlags |= Posix.OPOST;
            _ = Posix.SetAttributes(fd, Posix.TCSANOW, &raw);
        }
    }

    private void Restore()
    {
        if (Interlocked.Exchange(ref restored, 1) == 0)
        {
            Posix.Termios saved = original;
            _ = Posix.SetAttributes(fd, Posix.TCSADRAIN, &saved);
        }
    }
}
