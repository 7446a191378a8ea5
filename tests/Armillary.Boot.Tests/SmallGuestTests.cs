using Armillary.Backends.Block;
using Armillary.Machine;
using Xunit;

namespace Armillary.Boot.Tests;

/// <summary>Debian's kernel boots on the board, works, and turns the machine off, without a word of complaint.</summary>
[Trait("Category", "Boot")]
public sealed class SmallGuestTests(SmallGuestFixture small) : IClassFixture<SmallGuestFixture>
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(4, 3)]
    [InlineData(1, 2)]
    [InlineData(4, 2)]
    public void The_kernel_boots_with_all_its_cpus(int cpus, int gic)
    {
        string text = small.Run("grep -c ^processor /proc/cpuinfo | sed 's/^/cpus /'", c => c with { Cpus = cpus, Gic = gic });
        Assert.Contains($"cpus {cpus}", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cortex-a53")]
    [InlineData("cortex-a72")]
    [InlineData("neoverse-n1")]
    [InlineData("max")]
    public void Every_cpu_model_boots(string cpu) => small.Run("true", c => c with { Cpu = cpu });

    [Fact]
    public void The_status_of_the_command_is_told() => small.Run("exit 3", status: 3);

    [Fact]
    public void Processes_pipes_and_files_work_on_two_cpus()
    {
        string text = small.Run(
            "i=0; while [ $i -lt 40 ]; do (echo $i; seq 1 500 | sort -n | tail -n 1) > /tmp/f$i & i=$((i+1)); done; wait; cat /tmp/f* | sort -n | md5sum",
            c => c with { Cpus = 2 });
        Assert.Contains(Md5OfExpected(), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_memory_mapped_disk_is_read_and_written()
    {
        string path = Path.GetTempFileName();
        try
        {
            byte[] content = new byte[1 << 20];
            "armillary"u8.CopyTo(content);
            File.WriteAllBytes(path, content);
            using (RawDisk disk = new RawDisk(path))
            {
                string text = small.Run(
                    "head -c 9 /dev/vda; echo; echo from the guest | dd of=/dev/vda bs=512 seek=1 conv=fsync 2>/dev/null",
                    c => c with { Transport = "mmio", Disks = [new Disk(disk, "serial-1")] },
                    modules: true);
                Assert.Contains("armillary", text, StringComparison.Ordinal);
            }

            Assert.Equal("from the guest"u8.ToArray(), File.ReadAllBytes(path)[512..526]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Md5OfExpected()
    {
        List<int> lines = [.. Enumerable.Range(0, 40), .. Enumerable.Repeat(500, 40)];
        lines.Sort();
        string text = string.Concat(lines.Select(n => $"{n}\n"));
#pragma warning disable CA5351 // A checksum, as busybox has it.
        return Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.ASCII.GetBytes(text)));
    }
}
