using Armillary.Images;
using Armillary.Images.Host;

namespace Armillary.Compare;

/// <summary>Measures boots: the small guest to its init, and Debian to its login prompt, in wall time and host CPU time.</summary>
internal sealed class BootComparison(Options options, CacheDirectory cache, Goals goals, CancellationToken cancellation)
{
    private const string Login = "login prompt";

    /// <summary>Boots the small guest.</summary>
    /// <param name="guest">The guest.</param>
    public bool Small(SmallGuest guest)
    {
        // The empty command makes the guest power off once its init has run.
        var machine = new GuestMachine(guest.Kernel, guest.Initrd, "console=ttyAMA0 armillary.run=true");
        return Compare("small", session =>
        [
            ("first kernel line", session.Expect("Booting Linux")),
            ("init", session.Expect("armillary: init")),
            ("power-off", session.Expect("Power down")),
        ], () => machine);
    }

    /// <summary>Boots a Debian image.</summary>
    /// <param name="image">The image; each run has a copy of its disk.</param>
    public bool Debian(MachineImage image)
    {
        string copy = Path.Combine(cache.Folder("bench"), "disk.raw");
        try
        {
            return Compare("debian", session =>
            [
                (Login, session.Expect("armillary login: ")),
                ("shell", session.Expect("root@armillary")),
            ], () => Machine(image, copy, ""));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    /// <summary>A machine with a copy of an image's disk.</summary>
    /// <param name="image">The image.</param>
    /// <param name="copy">Where the copy goes.</param>
    /// <param name="words">More words for the kernel command line.</param>
    public static GuestMachine Machine(MachineImage image, string copy, string words)
    {
        HostTool cp = HostTool.Find("cp", "coreutils");
        (int status, IReadOnlyList<string> errors) = cp.Run(["--sparse=always", image.DiskPath, copy], null, default);
        if (status != 0)
        {
            throw cp.Failure(status, errors);
        }

        // With the size given, systemd does not ask the terminal, which nobody answers for.
        string terminal = MachineImage.TerminalWords(24, 80, "dumb");
        return new GuestMachine(image.KernelPath!, image.InitrdPath!, $"{image.Append} {terminal} {words}", copy, Network: true);
    }

    private bool Compare(string kind, Func<GuestSession, (string Name, Moment At)[]> run, Func<GuestMachine> machine)
    {
        // Each round: a first run, one that has its code, and the others.
        string code = cache.Folder("bench", "code");
        IReadOnlyList<Emulator> emulators = Emulator.Twice(options, code);
        string[] names = [.. emulators.Select(emulator => emulator.Name)];
        var wall = new ResultTable(names);
        var cpu = new ResultTable(names);
        for (int round = 1; round <= options.Rounds; round++)
        {
            Emulator.Forget(code);
            foreach (Emulator emulator in emulators)
            {
                Console.Error.WriteLine($"round {round} of {options.Rounds}: {emulator.Name}");
                using var session = new GuestSession(emulator, machine(), options.Limit, cancellation);
                foreach ((string name, Moment at) in run(session))
                {
                    wall.Add(emulator.Name, new Measurement($"{kind}, wall time", name, "-", at.Wall.TotalSeconds));
                    cpu.Add(emulator.Name, new Measurement($"{kind}, host CPU time", name, "-", at.Cpu.TotalSeconds));
                }

                if (emulator.Name == "armillary")
                {
                    session.End();
                }
            }
        }

        Emulator.Forget(code);
        if (cpu.Rows.FirstOrDefault(row => row.First.Program == Login) is { } login)
        {
            goals.Add("login", Login, login.Ratio("qemu", "armillary"));
            goals.Add("login-cached", Login, login.Ratio("qemu", Emulator.Again));
        }

        bool sound = wall.Print(Console.Out);
        Console.WriteLine();
        return cpu.Print(Console.Out) && sound;
    }
}
