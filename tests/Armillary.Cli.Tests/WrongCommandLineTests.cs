using Xunit;

namespace Armillary.Cli.Tests;

/// <summary>A wrong option or file: one line that names it and says what was expected, exit status 2.</summary>
public class WrongCommandLineTests
{
    [Theory]
    [InlineData("--memory: '512' has no unit", "boot", "--kernel", "k", "--memory", "512")]
    [InlineData("--memory: 'lots' is no size", "boot", "--kernel", "k", "--memory", "lots")]
    [InlineData("--memory: expected 16M", "boot", "--kernel", "k", "--memory", "1M")]
    [InlineData("--cpus: 97 is out of range; expected 1 to 96", "boot", "--kernel", "k", "--cpus", "97")]
    [InlineData("--cpus: 0 is out of range", "boot", "--kernel", "k", "--cpus", "0")]
    [InlineData("--cpus: 'two' is no number", "boot", "--kernel", "k", "--cpus", "two")]
    [InlineData("--cpus: 9 is out of range; expected 1 to 8 with a GICv2", "boot", "--kernel", "k", "--cpus", "9", "--gic", "2")]
    [InlineData("--cpu: unknown model 'z80'; expected one of cortex-a53", "boot", "--kernel", "k", "--cpu", "z80")]
    [InlineData("--mte: CPU model 'cortex-a72' has no memory tagging; expected --cpu max", "boot", "--kernel", "k", "--cpu", "cortex-a72", "--mte")]
    [InlineData("--sve: CPU model 'cortex-a72' has no Scalable Vector Extension; expected --cpu max", "boot", "--kernel", "k", "--cpu", "cortex-a72", "--sve", "256")]
    [InlineData("--sve: no vectors of 384 bits; expected 128, 256, 512", "boot", "--kernel", "k", "--sve", "384")]
    [InlineData("--sve: 'long' is no number; expected 128, 256 or 512", "boot", "--kernel", "k", "--sve", "long")]
    [InlineData("--gic: unknown version 4", "boot", "--kernel", "k", "--gic", "4")]
    [InlineData("--engine: unknown engine 'steam'", "boot", "--kernel", "k", "--engine", "steam")]
    [InlineData("--timeout: 'soon' is no time", "boot", "--kernel", "k", "--timeout", "soon")]
    [InlineData("--tier: expected 1 or 2", "boot", "--kernel", "k", "--tier", "3")]
    [InlineData("--transport: unknown transport 'isa'; expected mmio or pci", "boot", "--kernel", "k", "--transport", "isa")]
    [InlineData("--root-ports: 32 is out of range; expected 0 to 31", "boot", "--kernel", "k", "--root-ports", "32")]
    [InlineData("--transport pci: 1 virtio devices (disks, networks, consoles, entropy) and --root-ports 31 are more than the bus has room for; expected at most 31", "dump", "dtb", "--root-ports", "31")]
    [InlineData("--serial: unknown 'parallel'", "boot", "--kernel", "k", "--serial", "parallel")]
    [InlineData("--disk: '/nonexistent/disk' does not exist", "boot", "--kernel", "k", "--disk", "/nonexistent/disk")]
    [InlineData("it is a directory", "boot", "--kernel", "k", "--disk", "/tmp")]
    [InlineData("--disk: '/dev/null' is empty", "boot", "--kernel", "k", "--disk", "/dev/null")]
    [InlineData("--disk: unknown format 'vmdk'", "boot", "--kernel", "k", "--disk", "x,format=vmdk")]
    [InlineData("--disk: unknown 'rw'; expected FILE", "boot", "--kernel", "k", "--disk", "x,rw")]
    [InlineData("--net: unknown 'bridge'", "boot", "--kernel", "k", "--net", "bridge")]
    [InlineData("--net: 'aa:bb' is no unicast MAC address", "boot", "--kernel", "k", "--net", "none,mac=aa:bb")]
    [InlineData("kernel '/nonexistent/Image' does not exist", "boot", "--kernel", "/nonexistent/Image", "--serial", "none")]
    [InlineData("nothing to boot", "boot", "--serial", "none")]
    [InlineData("an initrd needs a kernel", "boot", "--initrd", "/etc/passwd", "--serial", "none")]
    [InlineData("has no kernel header", "boot", "--kernel", "/etc/passwd", "--serial", "none")]
    [InlineData("--frobnicate", "boot", "--frobnicate")]
    [InlineData("explode", "explode")]
    [InlineData("(see armillary dump dtb --help)", "dump", "dtb", "--frobnicate")]
    [InlineData("'9100zz20' is neither a file nor an instruction word", "disassemble", "9100zz20")]
    [InlineData("--module: expected kernel=FILE or ramdisk=FILE and then ,bootargs=TEXT, not 'zImage'", "dump", "dtb", "--module", "zImage")]
    [InlineData("device tree '/etc/passwd' is no flattened device tree", "dump", "dtb", "--dtb", "/etc/passwd")]
    public void It_is_refused_with_one_line_and_status_2(string expected, params string[] arguments)
    {
        CommandLine run = CommandLine.Run(arguments);
        Assert.Equal(2, run.Status);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(run.Output);
    }
}
