using System.Text;
using Armillary.Images;
using Armillary.Images.Debian;
using Armillary.Images.Host;

namespace Armillary.Compare;

/// <summary>Runs Debian's own programs in an image that has them: python3, perl, gcc, openssl, xz, sqlite3, node.</summary>
internal sealed class DebianComparison(Options options, CacheDirectory cache, Goals goals, CancellationToken cancellation)
{
    private const string ImageName = "debian-bench";
    private const string Done = "programs-done";

    /// <summary>The image, made on first use by the other emulator: what is compared is not needed to prepare the comparison.</summary>
    /// <param name="progress">Hears where the build stands.</param>
    public MachineImage Prepare(Action<ImageProgress> progress) =>
        new ImageStore(cache).Find(ImageName)
        ?? new DebianImageBuilder(cache, new QemuGuestRunner(), progress).Build(
            new DebianImageOptions
            {
                Name = ImageName,
                ExtraPackages = ["gcc", "libc6-dev", "nodejs", "openssl", "perl", "python3", "sqlite3", "xz-utils"],
            },
            cancellation);

    /// <summary>Compares, and prints the table.</summary>
    /// <param name="image">The image.</param>
    public bool Run(MachineImage image)
    {
        string copy = Path.Combine(cache.Folder("bench"), "disk.raw");
        string script = Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Options.Repository(), "bench", "debian-programs.sh")));
        string code = cache.Folder("bench", "code");
        IReadOnlyList<Emulator> emulators = Emulator.Twice(options, code);
        var table = new ResultTable([.. emulators.Select(emulator => emulator.Name)]);
        try
        {
            for (int round = 1; round <= options.Rounds; round++)
            {
                Emulator.Forget(code);
                foreach (Emulator emulator in emulators)
                {
                    Console.Error.WriteLine($"round {round} of {options.Rounds}: {emulator.Name}");
                    using var session = new GuestSession(emulator, BootComparison.Machine(image, copy, ""), options.Limit, cancellation);
                    session.Expect("root@armillary");
                    Send(session, script);
                    session.Expect(Done + "\r\n");
                    foreach (Measurement value in ConsoleResults.Read(session, options.CpuClock))
                    {
                        table.Add(emulator.Name, value);
                    }

                    if (emulator.Name == "armillary")
                    {
                        session.End();
                    }
                }
            }
        }
        finally
        {
            File.Delete(copy);
            Emulator.Forget(code);
        }

        foreach (ResultRow row in table.Rows)
        {
            goals.Add(row.First.Class, row.First.Program, row.Ratio("qemu", "armillary"));
            goals.Add("debian-cached", row.First.Program, row.Ratio("qemu", Emulator.Again));
        }

        return table.Print(Console.Out);
    }

    // A terminal in line mode takes at most 4095 bytes a line (termios(3)), and the shell's own line editing would be slow.
    private void Send(GuestSession session, string script)
    {
        session.Type("stty -echo; bind 'set enable-bracketed-paste off' 2>/dev/null; cat > /tmp/script.b64\n");
        Thread.Sleep(2000);
        var line = new StringBuilder();
        foreach (char[] chunk in script.Chunk(76))
        {
            line.Append(chunk).Append('\n');
        }

        session.Type(line.ToString() + "\u0004");
        string only = string.Join(' ', options.Only);
        session.Type($"base64 -d /tmp/script.b64 > /tmp/script; echo; sh /tmp/script {only}; echo programs-''done\n");
    }
}
