using Armillary.Backends.Block;

namespace Armillary.Backends.Tests.Block;

public sealed class RawDiskTests : IDisposable
{
    private readonly TemporaryDirectory files = new();

    public void Dispose() => files.Dispose();

    [Fact]
    public void Writes_are_read_back_and_zeroes_are_zeroes()
    {
        using RawDisk disk = RawDisk.Create(files["d"], 1 << 20);
        byte[] data = new byte[10_000];
        new Random(1).NextBytes(data);
        disk.Write(512, data);
        disk.Flush();
        byte[] back = new byte[10_000];
        disk.Read(512, back);
        Assert.Equal(data, back);
        disk.WriteZeroes(512, 1000, mayUnmap: true);
        disk.WriteZeroes(1512, 1000, mayUnmap: false);
        disk.Discard(0, 512);
        disk.Read(512, back);
        Assert.DoesNotContain(back[..2000], b => b != 0);
        Assert.Equal(data[2000..], back[2000..]);
    }

    [Fact]
    public void A_file_of_an_odd_length_is_filled_up_to_a_sector()
    {
        File.WriteAllBytes(files["odd"], [1, 2, 3]);
        using RawDisk disk = new(files["odd"], readOnly: true);
        Assert.Equal(512, disk.Length);
        byte[] sector = new byte[512];
        Array.Fill(sector, (byte)9);
        disk.Read(0, sector);
        Assert.Equal([1, 2, 3, 0], sector[..4]);
    }

    [Fact]
    public void A_disk_that_another_writer_has_is_refused()
    {
        using RawDisk disk = RawDisk.Create(files["d"], 4096);
        Assert.Throws<IOException>(() => new RawDisk(files["d"]));
        Assert.Throws<IOException>(() => new RawDisk(files["d"], readOnly: true));
        Assert.ThrowsAny<IOException>(() => new RawDisk(files["none"]));
    }

    [Fact]
    public void A_full_host_disk_is_an_IOException()
    {
        if (!File.Exists("/dev/full"))
        {
            return;
        }

        using RawDisk disk = new("/dev/full");
        Assert.Throws<IOException>(() => disk.Write(0, new byte[512]));
    }
}
