using System.Diagnostics;
using Armillary.Backends.Block;
using Armillary.Backends.Net;
using Armillary.Machine;
using Xunit;

namespace Armillary.Boot.Tests;

/// <summary>Debian's kernel finds the board's PCI Express, uses virtio devices there, and lets them come and go.</summary>
[Trait("Category", "Boot")]
public sealed class PciTests(SmallGuestFixture small) : IClassFixture<SmallGuestFixture>
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(2, 2)]
    public void Disk_network_and_entropy_work_as_functions(int cpus, int gic)
    {
        byte[] content = new byte[1 << 20];
        "armillary"u8.CopyTo(content);
        string text = small.Run(
            """
            for d in /sys/bus/pci/devices/*; do echo "device ${d##*/} $(cat $d/vendor):$(cat $d/device)"; done
            head -c 9 /dev/vda; echo
            echo from the guest | dd of=/dev/vda bs=512 seek=1 conv=fsync 2>/dev/null
            ifconfig eth0 10.0.2.15 up; ping -c 3 10.0.2.2
            head -c 100 /dev/hwrng | wc -c | sed 's/^/random bytes /'
            awk '/virtio.-(config|req|input|output)/ { n = 0; for (i = 2; i <= NF && $i ~ /^[0-9]+$/; i++) n += $i; print "interrupts", $NF, (n > 0 ? "some" : "none") }' /proc/interrupts
            """,
            c => c with
            {
                Cpus = cpus, Gic = gic, Transport = "pci", RootPorts = 1,
                Disks = [new Disk(new MemoryDisk(content))], Networks = [new NetworkInterface(new UserNetwork([]))],
            },
            modules: true);
        foreach (string device in new[] { "00:00.0 0x1b36:0x0008", "00:01.0 0x1af4:0x1042", "00:02.0 0x1af4:0x1041", "00:03.0 0x1af4:0x1044", "00:04.0 0x1b36:0x000c" })
        {
            Assert.Contains($"device 0000:{device}", text, StringComparison.Ordinal);
        }

        Assert.Contains("armillary", text, StringComparison.Ordinal);
        Assert.Contains("3 packets received", text, StringComparison.Ordinal);
        foreach (string queue in new[] { "virtio0-req.0", "virtio1-input.0", "virtio2-input" })
        {
            Assert.Contains($"interrupts {queue} some", text, StringComparison.Ordinal);
        }

        Assert.Contains("random bytes 100", text, StringComparison.Ordinal);
        Assert.Equal("from the guest"u8.ToArray(), content[512..526]);
    }

    [Fact]
    public void A_disk_comes_and_goes()
    {
        byte[] content = new byte[1 << 20];
        "armillary"u8.CopyTo(content);
        int emptied = 0;
        string text = small.Run(
            """
            wait_for() { until "$@"; do usleep 50000; done; }
            echo nothing yet
            wait_for test -b /dev/vda
            head -c 9 /dev/vda; echo
            ls -l /sys/block/vda/device | grep -q virtio && echo the disk is there
            wait_for test ! -b /dev/vda
            echo the disk left
            wait_for test -b /dev/vda
            echo the disk is back
            """,
            c => c with { Cpus = 2, RootPorts = 2 },
            modules: true,
            meanwhile: (machine, console) =>
            {
                machine.SlotEmptied += slot => Interlocked.Add(ref emptied, slot);
                Await(console, "nothing yet");
                machine.Insert(2, new Disk(new MemoryDisk(content)));
                Await(console, "the disk is there");
                machine.RequestRemoval(2);
                Await(console, "the disk left");
                Eventually(() => machine.InSlot(2) is null);
                machine.Insert(2, new Disk(new MemoryDisk(1 << 20)));
            });
        Assert.Contains("the disk is back", text, StringComparison.Ordinal);
        Assert.Equal(2, Volatile.Read(ref emptied));
    }

    private static void Await(Func<string> console, string line)
        => Eventually(() => console().Contains($"\n{line}", StringComparison.Ordinal), () => console());

    private static void Eventually(Func<bool> condition, Func<string>? otherwise = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2), otherwise?.Invoke());
            Thread.Sleep(20);
        }
    }
}
