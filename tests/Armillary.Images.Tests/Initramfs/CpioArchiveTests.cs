using System.Globalization;
using System.Text;
using Armillary.Images.Initramfs;
using Xunit;

namespace Armillary.Images.Tests.Initramfs;

public class CpioArchiveTests
{
    [Fact]
    public void Entries_come_with_their_folders_modes_and_contents()
    {
        List<(string Name, int Mode, string Content)> entries = Read(Write());
        Assert.Equal(["usr", "usr/lib", "usr/lib/a", "usr/lib/b", "init", "TRAILER!!!"], entries.Select(entry => entry.Name));
        Assert.Equal((0x81ED, "hello"), (entries[2].Mode, entries[2].Content));
        Assert.Equal((0x81A4, ""), (entries[3].Mode, entries[3].Content));
        Assert.Equal((0xA1FF, "usr/lib/a"), (entries[4].Mode, entries[4].Content));
        Assert.Equal(0x41ED, entries[0].Mode);
    }

    [Fact]
    public void The_same_content_gives_the_same_bytes() => Assert.Equal(Write(), Write());

    private static byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var archive = new CpioArchive(stream))
        {
            archive.AddFile("usr/lib/a", "hello"u8, executable: true);
            archive.AddFile("usr/lib/b", []);
            archive.AddLink("init", "usr/lib/a");
        }

        return stream.ToArray();
    }

    private static List<(string Name, int Mode, string Content)> Read(byte[] bytes)
    {
        var entries = new List<(string, int, string)>();
        int at = 0;
        while (at < bytes.Length)
        {
            Assert.Equal("070701", Encoding.ASCII.GetString(bytes, at, 6));
            int[] fields = [.. Enumerable.Range(0, 13).Select(i => int.Parse(Encoding.ASCII.GetString(bytes, at + 6 + (8 * i), 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
            string name = Encoding.UTF8.GetString(bytes, at + 110, fields[11] - 1);
            int content = (at + 110 + fields[11] + 3) & ~3;
            entries.Add((name, fields[1], Encoding.UTF8.GetString(bytes, content, fields[6])));
            at = (content + fields[6] + 3) & ~3;
        }

        return entries;
    }
}
