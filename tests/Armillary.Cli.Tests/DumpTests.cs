using Xunit;

namespace Armillary.Cli.Tests;

public class DumpTests
{
    [Fact]
    public void The_memory_map_names_every_region()
    {
        CommandLine run = CommandLine.Run("dump", "memory-map", "--memory", "1G");
        Assert.Equal(0, run.Status);
        Assert.Contains("0x0009000000-0x0009000fff", run.Output, StringComparison.Ordinal);
        Assert.Contains("0x0040000000-0x007fffffff", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_device_tree_goes_into_a_pipe_as_it_is()
        => Assert.StartsWith("\uFFFD\r\uFFFD\uFFFD", CommandLine.Run("dump", "dtb").Output, StringComparison.Ordinal);

    [Fact]
    public void A_model_announces_its_features()
    {
        Assert.Contains("FEAT_LSE\n", CommandLine.Run("dump", "cpu-features", "--cpu", "neoverse-n1").Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FEAT_LSE\n", CommandLine.Run("dump", "cpu-features", "--cpu", "cortex-a53").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_are_disassembled()
        => Assert.Contains("add x0, x1, #", CommandLine.Run("disassemble", "91000420").Output, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Help_names_every_command()
    {
        string help = CommandLine.Run("--help").Output;
        foreach (string command in new[] { "run", "boot", "image", "dump", "disassemble" })
        {
            Assert.Contains($"  {command} ", help, StringComparison.Ordinal);
        }
    }
}
