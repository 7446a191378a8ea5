using System.Text;
using Armillary.Backends.Char;
using Armillary.Images;
using Armillary.Images.Host;
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
}
