using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Armillary.Backends.Char;
using Armillary.Images;
using Armillary.Images.Host;
using Armillary.Images.Initramfs;
using Armillary.Machine;
using Xunit;

namespace Armillary.Boot.Tests;

/// <summary>Debian's kernel and a busybox initramfs, made once for all tests (fetched on a machine that has none).</summary>
public sealed class SmallGuestFixture
{
    // Each class of tests has a fixture, and they run at the same time: one of them makes the guest, the others wait for it.
    private static readonly Lazy<SmallGuest> Prepared = new(() => SmallGuest.Prepare(CacheDirectory.ForUser(), null, CancellationToken.None));

    public SmallGuest Guest { get; } = Prepared.Value;

    /// <summary>Boots the guest, runs a shell command in it, and gives what it printed. It must power itself off with the given status.</summary>
    public string Run(
        string command, Func<MachineConfig, MachineConfig>? change = null, int status = 0, bool modules = false, Action<Armillary.Machine.Machine, Func<string>>? meanwhile = null)
    {
        using MemoryChar console = new();
        MachineConfig config = new()
        {
            Kernel = Guest.Kernel,
            Initrd = modules ? Guest.InitrdWithModules : Guest.Initrd,
            CommandLine = "console=ttyAMA0 armillary.run64=" + Convert.ToBase64String(Encoding.UTF8.GetBytes(command)),
            Console = console,

            // ./test runs these with the tiers that are asked for there.
            Tier = int.TryParse(Environment.GetEnvironmentVariable("ARMILLARY_TIER"), out int tier) ? tier : null,
        };
        using Armillary.Machine.Machine machine = new(change?.Invoke(config) ?? config);
        machine.Start();
        meanwhile?.Invoke(machine, () => console.Text);
        MachineExit? exit = machine.WaitForExit(TimeSpan.FromMinutes(5));
        string text = console.Text;
        Assert.True(exit?.Reason == ExitReason.PoweredOff, $"the guest did not power off ({exit}):\n{text}");
        Assert.Contains($"armillary: exit {status}", text, StringComparison.Ordinal);
        foreach (string complaint in new[] { "WARNING:", "BUG:", "Oops", "Kernel panic", "rcu: INFO", "soft lockup" })
        {
            Assert.DoesNotContain(complaint, text, StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>The guest's initramfs with a program in its root, compiled from <c>guest/NAME.c</c>: the kernel unpacks archives one after the other.</summary>
    /// <param name="folder">Where the new initramfs is made.</param>
    /// <param name="name">The program.</param>
    /// <param name="options">Of the cross compiler.</param>
    public string WithProgram(string folder, string name, params string[] options)
    {
        string program = Path.Combine(folder, name), initrd = Path.Combine(folder, "initrd.gz");
        using (Process compiler = Process.Start(
            "aarch64-linux-gnu-gcc", ["-static", .. options, Path.Combine(AppContext.BaseDirectory, "guest", name + ".c"), "-o", program]))
        {
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }

        using FileStream file = File.Create(initrd);
        using (FileStream first = File.OpenRead(Guest.Initrd))
        {
            first.CopyTo(file);
        }

        using var compressed = new GZipStream(file, CompressionLevel.Fastest);
        using var archive = new CpioArchive(compressed);
        archive.AddFile(name, File.ReadAllBytes(program), executable: true);
        return initrd;
    }
}
