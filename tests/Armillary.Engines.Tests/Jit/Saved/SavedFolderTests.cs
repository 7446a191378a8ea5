using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Engines.Jit.Saved;
using Xunit;

namespace Armillary.Engines.Tests.Jit.Saved;

/// <summary>What becomes of the folder: whose files it takes, which it deletes, how much stays.</summary>
public sealed class SavedFolderTests : SavedCodeRuns
{
    private static readonly DateTime LongAgo = DateTime.UnixEpoch;

    private string Own => Assert.Single(Directory.GetDirectories(Cache));

    private EngineOptions Limited(long limit) => Options with { SavedCode = Options.SavedCode! with { SizeLimit = limit } };

    [Fact]
    public void Nothing_is_deleted_that_the_cache_has_not_made()
    {
        Run(Options);
        string code = OnlyFile;
        string[] others = ["Downloads/film.part", "projects/deep/my.code", "top.code", $"{Own}/notes.code", $"{Own}/0123456789abcdef.txt", "elsewhere/0123456789abcdef.code"];
        foreach (string other in others)
        {
            string path = Path.Combine(Cache, other);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, new byte[10]);
            File.SetLastWriteTimeUtc(path, LongAgo);
        }

        string empty = Directory.CreateDirectory(Path.Combine(Cache, "Templates")).FullName;
        Directory.SetLastWriteTimeUtc(empty, LongAgo);
        Directory.CreateSymbolicLink(Path.Combine(Cache, new string('a', 32)), Path.Combine(Cache, "elsewhere"));
        Run(Limited(1));
        Assert.False(File.Exists(code));
        Assert.All(others, other => Assert.True(File.Exists(Path.Combine(Cache, other)), other));
        Assert.True(Directory.Exists(empty));
        Assert.Empty(Warnings);
    }

    [Fact]
    public void What_a_killed_writer_left_goes_after_a_minute_and_what_is_being_written_stays()
    {
        Run(Options);
        string left = Path.Combine(Own, "1-2.part"), fresh = Path.Combine(Own, "1-3.part"), live = Path.Combine(Own, "1-4.part");
        File.WriteAllBytes(fresh, new byte[100]);
        File.WriteAllBytes(left, new byte[100]);
        using var writer = new FileStream(live, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-2));
        File.SetLastWriteTimeUtc(writer.SafeFileHandle, LongAgo);
        Assert.Equal(0, Run(Options).Translations);
        Assert.Equal((false, true, true), (File.Exists(left), File.Exists(fresh), File.Exists(live)));
    }

    [Fact]
    public void What_killed_writers_left_counts()
    {
        Run(Options);
        string code = OnlyFile;
        File.WriteAllBytes(Path.Combine(Own, "1-2.part"), new byte[100000]);
        Run(Limited(new FileInfo(code).Length + 99999));
        Assert.False(File.Exists(code));
    }

    [Fact]
    public void A_first_run_that_makes_more_than_may_stay_keeps_what_may()
    {
        Run(Options);
        long limit = new FileInfo(OnlyFile).Length / 2;
        Directory.Delete(Cache, recursive: true);
        Run(Limited(limit));
        Assert.InRange(new FileInfo(OnlyFile).Length, limit / 4, limit);
        Assert.InRange(Run(Limited(limit)).SavedBlocksLoaded, 1, Blocks);
    }

    [Fact]
    public void A_run_writes_no_more_than_may_stay()
    {
        var buffer = new GroupBuffer();
        Add(buffer, 1, 20000);
        byte[] group = GC.AllocateArray<byte>(buffer.Whole().Length, pinned: true);
        buffer.Whole().CopyTo(group);
        int number = 0;
        var store = new CodeStore(Options.SavedCode! with { SizeLimit = group.Length * 3 / 2 }, 1, () => 100, builder =>
        {
            MemoryMarshal.Cast<byte, int>(group.AsSpan())[^1] = number++; // each has a name of its own
            return builder.Add(group);
        });
        Assert.True(store.Wanted);
        store.NoteNew();
        var watch = Stopwatch.StartNew();
        while (Volatile.Read(ref number) == 0 && watch.Elapsed < TimeSpan.FromSeconds(60))
        {
            Thread.Sleep(10);
        }

        store.NoteNew();
        store.Dispose();
        Assert.False(store.Wanted);
        Assert.Equal(2, number);
        Assert.InRange(Files().Sum(file => new FileInfo(file).Length), 1, group.Length * 3 / 2);
    }

    [Fact]
    public void One_segment_of_many_has_no_block_twice_and_works_as_they_did()
    {
        // As several processes leave them that began at once.
        for (int i = 0; i < 6; i++)
        {
            EngineOptions alone = Options with { SavedCode = Options.SavedCode! with { Folder = Path.Combine(Folder, $"alone{i}") } };
            Run(alone, blocks: Blocks - (i * 50));
        }

        long longest = Gather();
        Assert.Equal(6, Files().Length);
        Run(Options);
        Assert.InRange(new FileInfo(OnlyFile).Length, 1, longest * 5 / 4);
        for (int i = 0; i < 6; i++)
        {
            EngineStatistics after = Run(Options, blocks: Blocks - (i * 50));
            Assert.Equal((0, 0), (after.Translations, after.SavedRejected));
        }
    }

    [Fact]
    public void One_segment_of_many_is_not_so_long_that_the_limit_takes_it()
    {
        for (int i = 0; i < 6; i++)
        {
            EngineOptions alone = Options with { SavedCode = Options.SavedCode! with { Folder = Path.Combine(Folder, $"alone{i}") } };
            Run(alone, BareGuest.Code + 0x1000 + ((ulong)i * 8));
        }

        long one = Gather();
        Run(Limited(one * 11 / 2));
        Assert.InRange(Files().Sum(file => new FileInfo(file).Length), one * 3, one * 11 / 2);
    }

    [Fact]
    public void Blocks_that_begin_alike_have_no_more_slots_than_are_looked_at()
    {
        var buffer = new GroupBuffer();
        using var file = new MemoryStream();
        var builder = new SegmentBuilder(file, 1);
        for (int i = 0; i < 1000; i++)
        {
            buffer.Clear();
            Add(buffer, i, 16);
            builder.Add(buffer.Whole());
        }

        builder.Finish();
        byte[] bytes = file.ToArray();
        var header = MemoryMarshal.Read<SegmentFormat.Header>(bytes);
        ReadOnlySpan<SegmentFormat.Slot> slots = MemoryMarshal.Cast<byte, SegmentFormat.Slot>(bytes.AsSpan((int)header.TablesOffset + (header.Groups * Unsafe.SizeOf<SegmentFormat.Group>())));
        int used = 0;
        foreach (SegmentFormat.Slot slot in slots)
        {
            used += slot.Place != 0 ? 1 : 0;
        }

        Assert.Equal((header.Slots, SegmentFormat.ProbeLimit), (slots.Length, used));
    }

    [Fact]
    public void A_file_that_others_may_write_to_or_that_is_anothers_is_made_anew()
    {
        Run(Options);
        File.SetUnixFileMode(OnlyFile, (UnixFileMode)0x1B6);
        EngineStatistics open = Run(Options);
        Assert.Equal((Blocks + 1, 0, 1), (open.Translations, open.SavedBlocksLoaded, open.SavedRejected));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(OnlyFile));
        if (Environment.IsPrivilegedProcess)
        {
            Command("chown", "1", OnlyFile);
            EngineStatistics anothers = Run(Options);
            Assert.Equal((Blocks + 1, 0, 1), (anothers.Translations, anothers.SavedBlocksLoaded, anothers.SavedRejected));
        }
    }

    [Fact]
    public void A_link_to_anothers_folder_is_not_followed()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return; // it takes a file of another user
        }

        Run(Options);
        string elsewhere = Path.Combine(Folder, "elsewhere");
        Directory.Move(Cache, elsewhere);
        Directory.CreateSymbolicLink(Cache, elsewhere);
        Assert.Equal(0, Run(Options).Translations);
        Command("chown", "1", elsewhere);
        Assert.Equal(Blocks + 1, Run(Options).Translations);
        Assert.Contains(Cache, Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_group_counts_once()
    {
        Run(Options);
        using (var file = new FileStream(OnlyFile, FileMode.Open, FileAccess.Write))
        {
            file.Position = 200;
            file.Write([1, 2, 3, 4]);
        }

        EngineStatistics damaged = Run(Options);
        Assert.Equal(1, damaged.SavedRejected);
        Assert.InRange(damaged.Translations, 2, Blocks / 2);
    }

    [Fact]
    public async Task A_pipe_among_the_files_holds_nothing_up()
    {
        Run(Options);
        string pipe = Path.Combine(Own, "0123456789abcdef.code");
        Command("mkfifo", pipe);
        EngineStatistics run = await Task.Run(() => Run(Options)).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal((0, 1), (run.Translations, run.SavedRejected));
    }

    // A block of a page's beginning whose first instructions are always the same, with so much code.
    private static void Add(GroupBuffer group, int last, int codeLength)
    {
        var header = new SavedBlock.Header { SourceLength = 20, CodeLength = codeLength };
        byte[] source = new byte[20];
        BitConverter.TryWriteBytes(source.AsSpan(16), last);
        group.Add(in header, [], [], [], [], [], source, new byte[codeLength]);
    }

    // Puts the segments of several folders into one; returns the longest's length.
    private long Gather()
    {
        string[] files = Directory.GetFiles(Folder, "*.code", SearchOption.AllDirectories);
        Directory.CreateDirectory(Cache, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (string file in files)
        {
            string own = Path.Combine(Cache, Path.GetFileName(Path.GetDirectoryName(file)!));
            Directory.CreateDirectory(own, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.Copy(file, Path.Combine(own, Path.GetFileName(file)));
        }

        return Files().Max(file => new FileInfo(file).Length);
    }

    private static void Command(string name, params string[] arguments)
    {
        using Process process = Process.Start(name, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
