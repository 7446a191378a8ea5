using Xunit;

namespace Armillary.Cli.Tests;

/// <summary>The main job: a command in the Debian machine, which is made first on a host that has none.</summary>
[Trait("Category", "Boot")]
public sealed class RunDebianTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    [Theory]
    [InlineData("1")]
    [InlineData("4")]
    public void A_command_runs_in_Debian_and_its_output_and_status_come_back(string cpus)
    {
        CommandLine run = CommandLine.RunFor(
            Limit, "run", "debian", "--cpus", cpus, "--", "sh", "-c", "uname -m; nproc; systemctl is-system-running --wait; echo to stderr >&2; exit 7");
        Assert.True(run.Status == 7, $"status {run.Status}\n{run.Output}\n{run.Error}");
        Assert.Equal(["aarch64", cpus, "running"], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
