using Armillary.Backends.Block;

namespace Armillary.Backends.Tests.Block;

public sealed class OverlayDiskTests : IDisposable
{
    private const int BaseLength = 1 << 20;

    private readonly TemporaryDirectory files = new();
    private readonly byte[] basis = new byte[BaseLength];

    public OverlayDiskTests()
    {
        new Random(1).NextBytes(basis);
        File.WriteAllBytes(files["base"], basis);
    }

    public void Dispose() => files.Dispose();

    private static byte[] ReadAll(IBlockBackend disk)
    {
        byte[] bytes = new byte[disk.Length];
        disk.Read(0, bytes);
        return bytes;
    }

    [Fact]
    public void A_new_overlay_reads_as_its_base_and_then_zeroes()
    {
        using OverlayDisk disk = OverlayDisk.Create(files["o"], files["base"], 2 * BaseLength);
        Assert.Equal(2 * BaseLength, disk.Length);
        byte[] all = ReadAll(disk);
        Assert.Equal(basis, all[..BaseLength]);
        Assert.DoesNotContain(all[BaseLength..], b => b != 0);
    }

    [Fact]
    public void Random_operations_agree_with_an_array_and_survive_reopening_and_the_base_stays()
    {
        byte[] model = new byte[BaseLength + 8192];
        basis.CopyTo(model, 0);
        var random = new Random(2);
        OverlayDisk disk = OverlayDisk.Create(files["o"], files["base"], model.Length);
        try
        {
            for (int i = 0; i < 2000; i++)
            {
                int offset = random.Next(model.Length / 512) * 512;
                int length = Math.Min(model.Length - offset, (1 + random.Next(40)) * 512);
                switch (random.Next(20))
                {
                    case < 9:
                        byte[] data = new byte[length];
                        random.NextBytes(data);
                        disk.Write(offset, data);
                        data.CopyTo(model, offset);
                        break;
                    case < 17:
                        byte[] read = new byte[length];
                        disk.Read(offset, read);
                        Assert.True(read.AsSpan().SequenceEqual(model.AsSpan(offset, length)));
                        break;
                    case < 19:
                        disk.WriteZeroes(offset, length, mayUnmap: random.Next(2) == 0);
                        model.AsSpan(offset, length).Clear();
                        break;
                    default:
                        disk.Dispose();
                        disk = OverlayDisk.Open(files["o"]);
                        break;
                }
            }

            Assert.Equal(model, ReadAll(disk));
        }
        finally
        {
            disk.Dispose();
        }

        Assert.Equal(basis, File.ReadAllBytes(files["base"]));
    }

    [Fact]
    public void What_was_flushed_survives_the_end_of_the_process_and_the_rest_reads_as_the_base()
    {
        using OverlayDisk disk = OverlayDisk.Create(files["o"], files["base"]);
        byte[] flushed = [.. Enumerable.Repeat((byte)1, 1024)], lost = [.. Enumerable.Repeat((byte)2, 1024)];
        disk.Write(4096 + 512, flushed);
        disk.Flush();
        disk.Write(65536, lost);

        // The file as a process that is killed now would leave it.
        File.WriteAllBytes(files["after"], []);
        using (FileStream copy = File.OpenWrite(files["after"]))
        {
            CopyLocked(files["o"], copy);
        }

        using OverlayDisk after = OverlayDisk.Open(files["after"]);
        byte[] all = ReadAll(after);
        basis.AsSpan(0, 4096 + 512).SequenceEqual(all.AsSpan(0, 4096 + 512));
        Assert.Equal(flushed, all.AsSpan(4096 + 512, 1024).ToArray());
        Assert.Equal(basis.AsSpan(65536, 1024).ToArray(), all.AsSpan(65536, 1024).ToArray());
    }

    [Fact]
    public void An_overlay_takes_space_only_for_what_was_written()
    {
        using OverlayDisk disk = OverlayDisk.Create(files["o"], files["base"], 1L << 40);
        disk.Write((1L << 40) - 512, new byte[512]);
        disk.Flush();
        byte[] back = [1];
        disk.Read((1L << 40) - 1, back);
        Assert.Equal(0, back[0]);
    }

    [Fact]
    public void Bad_overlays_and_bases_are_refused_with_a_line_that_names_the_file()
    {
        File.WriteAllText(files["bad"], "hello");
        Assert.Contains("not an overlay", Assert.Throws<IOException>(() => OverlayDisk.Open(files["bad"])).Message);
        OverlayDisk.Create(files["o"], files["base"]).Dispose();
        Assert.ThrowsAny<IOException>(() => OverlayDisk.Create(files["o"], files["base"]));
        Assert.Contains("shorter", Assert.Throws<IOException>(() => OverlayDisk.Create(files["p"], files["base"], 512)).Message);
        File.AppendAllText(files["base"], "more");
        Assert.Contains("has changed", Assert.Throws<IOException>(() => OverlayDisk.Open(files["o"])).Message);
        File.Delete(files["base"]);
        Assert.ThrowsAny<IOException>(() => OverlayDisk.Open(files["o"]));
    }

    [Fact]
    public void Any_damaged_header_is_refused_or_opened_but_never_worse()
    {
        OverlayDisk.Create(files["o"], files["base"]).Dispose();
        byte[] good = File.ReadAllBytes(files["o"]);
        var random = new Random(3);
        for (int i = 0; i < 300; i++)
        {
            byte[] bad = [.. good];
            bad[random.Next(8, 60)] = (byte)random.Next(256);
            File.WriteAllBytes(files["o"], bad);
            try
            {
                using OverlayDisk disk = OverlayDisk.Open(files["o"]);
                disk.Read(0, new byte[512]);
            }
            catch (IOException)
            {
            }
        }
    }

    [Fact]
    public void Threads_that_share_a_cluster_keep_each_others_sectors()
    {
        using OverlayDisk disk = OverlayDisk.Create(files["o"], files["base"]);
        Parallel.For(0, 8, i =>
        {
            byte[] sector = new byte[512];
            Array.Fill(sector, (byte)(i + 1));
            for (int cluster = 0; cluster < 100; cluster++)
            {
                disk.Write((cluster * 4096) + (i * 512), sector);
            }
        });
        byte[] all = ReadAll(disk);
        for (int at = 0; at < 100 * 4096; at += 512)
        {
            Assert.Equal((at % 4096 / 512) + 1, all[at]);
        }
    }

    /// <summary>Copies a file that this process holds locked, through the descriptor that cp would not get.</summary>
    private static void CopyLocked(string from, Stream to)
    {
        using System.Diagnostics.Process cat = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo("cat", [from]) { RedirectStandardOutput = true })!;
        cat.StandardOutput.BaseStream.CopyTo(to);
        cat.WaitForExit();
    }
}
