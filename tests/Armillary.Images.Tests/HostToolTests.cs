using Armillary.Images.Host;
using Xunit;

namespace Armillary.Images.Tests;

public class HostToolTests
{
    [Fact]
    public void A_missing_program_is_named_with_its_package()
    {
        var e = Assert.Throws<ImageException>(() => HostTool.Find("no-such-program", "its-package"));
        Assert.Contains("no-such-program", e.Message, StringComparison.Ordinal);
        Assert.Contains("its-package", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_carries_bytes_both_ways()
    {
        byte[] input = [.. Enumerable.Range(0, 300_000).Select(i => (byte)i)];
        using var output = new MemoryStream();
        HostTool.Find("cat", "coreutils").Pipe([], input, stream => stream.CopyTo(output), CancellationToken.None);
        Assert.Equal(input, output.ToArray());
    }

    [Fact]
    public void A_program_that_fails_says_why() =>
        Assert.Contains("/nonexistent", Assert.Throws<ImageException>(() => HostTool.Find("cat", "coreutils").Pipe(["/nonexistent"], null, _ => { }, CancellationToken.None)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_cancelled_program_ends()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => HostTool.Find("sleep", "coreutils").Run(["60"], null, soon.Token));
    }

    [Fact]
    public void A_program_that_ends_of_the_interrupt_before_it_is_heard_of_was_interrupted()
    {
        HostTool shell = HostTool.Find("sh", "dash");
        string[] interrupted = ["-c", "exit 130"];
        using var later = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => shell.Run(interrupted, null, later.Token));
        using var again = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        Assert.Throws<OperationCanceledException>(() => shell.Pipe(interrupted, null, _ => throw new EndOfStreamException(), again.Token));
    }

    [Fact]
    public void A_file_that_could_not_be_written_is_not_there()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "file");
        Assert.Throws<ImageException>(() => CacheDirectory.WriteWhole(path, stream =>
        {
            stream.WriteByte(1);
            throw new IOException("No space left on device");
        }));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
