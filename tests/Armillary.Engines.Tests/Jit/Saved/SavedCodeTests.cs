using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Armillary.Engines.Jit.Saved;
using Xunit;

namespace Armillary.Engines.Tests.Jit.Saved;

public sealed class SavedCodeTests : SavedCodeRuns
{
    [Fact]
    public void A_second_run_translates_nothing()
    {
        EngineStatistics first = Run(Options);
        EngineStatistics second = Run(Options);
        Assert.Equal((Blocks + 1, 0, first.Translations), (first.Translations, first.SavedBlocksLoaded, first.SavedBlocksWritten));
        Assert.Equal((0, Blocks + 1, 0), (second.Translations, second.SavedBlocksLoaded, second.SavedBlocksWritten));
        Assert.Equal(0, first.SavedRejected + second.SavedRejected);
        Assert.Empty(Warnings);
    }

    [Fact]
    public void Code_is_found_at_another_page_but_not_at_another_place_in_its_page()
    {
        Run(Options);
        Assert.Equal(0, Run(Options, BareGuest.Code + 0x5000).Translations);
        Assert.InRange(Run(Options, BareGuest.Code + 0x5004).Translations, Blocks, long.MaxValue);
    }

    [Fact]
    public void Guest_code_that_differs_is_translated()
    {
        Run(Options);

        // Two blocks have become one, with another sum.
        EngineStatistics changed = Run(Options, before: guest => guest.Put(BareGuest.Code + 0x1004, A64.Add(1, 0)));
        Assert.InRange(changed.Translations, 1, 2);
    }

    [Fact]
    public void Regions_of_one_page_are_kept_with_their_exits_and_others_as_their_blocks()
    {
        EngineOptions options = Options with { Tiers = TierChoice.RegionsOnly };
        EngineStatistics first = Run(options);
        EngineStatistics second = Run(options);
        Assert.InRange(first.Regions, 1, long.MaxValue);
        Assert.Equal(0, second.Translations);
        Assert.InRange(second.Regions, 0, first.Regions);
    }

    [Fact]
    public void Runs_with_other_options_or_CPUs_do_not_share_code()
    {
        Run(Options);
        Assert.Equal(Blocks + 1, Run(Options with { CountInstructions = true }).Translations);
        Assert.Equal(Blocks + 1, Run(Options with { MaxBlockInstructions = 32 }).Translations);
        Assert.Equal(3, Directory.GetFiles(Cache, "*.code", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void A_file_that_is_cut_short_or_of_another_identity_is_rejected_and_made_again()
    {
        Run(Options);
        byte[] whole = File.ReadAllBytes(OnlyFile);
        File.WriteAllBytes(OnlyFile, whole[..^1]);
        EngineStatistics cut = Run(Options);
        Assert.Equal((Blocks + 1, 1), (cut.Translations, cut.SavedRejected));
        Assert.Equal(whole.Length, new FileInfo(OnlyFile).Length);

        whole[20] ^= 1;
        File.WriteAllBytes(OnlyFile, whole);
        EngineStatistics other = Run(Options);
        Assert.Equal((Blocks + 1, 1), (other.Translations, other.SavedRejected));
        Assert.Equal(0, Run(Options).Translations);
    }

    [Fact]
    public void A_file_that_is_cut_short_or_damaged_while_it_is_in_use_gives_nothing_more()
    {
        Run(Options);
        EngineStatistics cut = Run(Options, before: guest =>
        {
            guest.Engine.WaitForSavedCode();
            using var file = new FileStream(OnlyFile, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            file.Position = 200;
            file.Write([1, 2, 3, 4]);
            file.SetLength(file.Length / 2);
        });
        Assert.InRange(cut.SavedRejected, 2, long.MaxValue);
        Assert.Equal(Blocks + 1, cut.Translations + cut.SavedBlocksLoaded);
    }

    [Fact]
    public void Whatever_bits_are_flipped_or_cut_off_a_group_is_as_it_was_written_or_not_there()
    {
        Run(Options, blocks: 400);
        byte[] whole = File.ReadAllBytes(OnlyFile);
        UInt128 identity = BitConverter.ToUInt128(whole, 16);
        string path = Path.Combine(Folder, "damaged");
        List<byte[]> groups = GroupsOf(OnlyFile, identity)!;
        Assert.InRange(groups.Count, 1, 100);
        var random = new Random(1);
        for (int i = 0; i < 3000; i++)
        {
            byte[] damaged = (byte[])whole.Clone();
            int flips = 1 << random.Next(8);
            for (int k = 0; k < flips; k++)
            {
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(path, i % 5 == 0 ? damaged[..random.Next(damaged.Length)] : damaged);
            if (GroupsOf(path, identity) is { } left)
            {
                for (int k = 0; k < left.Count; k++)
                {
                    Assert.True(left[k].Length == 0 || left[k].AsSpan().SequenceEqual(groups[k]));
                }
            }
        }
    }

    [Fact]
    public void A_guest_runs_as_ever_whatever_became_of_the_file()
    {
        const int Few = 300;
        Run(Options, blocks: Few);
        string path = OnlyFile;
        byte[] whole = File.ReadAllBytes(path);
        var header = MemoryMarshal.Read<SegmentFormat.Header>(whole);
        (int From, int To)[] parts = [(0, Unsafe.SizeOf<SegmentFormat.Header>()), (Unsafe.SizeOf<SegmentFormat.Header>(), (int)header.TablesOffset), ((int)header.TablesOffset, whole.Length)];
        var random = new Random(3);
        for (int i = 0; i < 100; i++)
        {
            byte[] damaged = (byte[])whole.Clone();
            (int from, int to) = parts[i % parts.Length];
            for (int flips = 1 << random.Next(6); flips > 0; flips--)
            {
                damaged[random.Next(from, to)] ^= (byte)(1 << random.Next(8));
            }

            Directory.Delete(Cache, recursive: true);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            File.WriteAllBytes(path, (i % 10) switch { 0 => damaged[..random.Next(damaged.Length)], 1 => [.. whole, 0], _ => damaged });
            EngineStatistics run = Run(Options, blocks: Few);
            Assert.Equal(Few + 1, run.Translations + run.SavedBlocksLoaded);
            Assert.Equal(run.SavedRejected != 0, run.Translations != 0);
        }
    }

    [Fact]
    public void Blocks_whose_parts_contradict_each_other_are_not_taken()
    {
        Run(Options, blocks: 400);
        byte[] group = GroupsOf(OnlyFile, BitConverter.ToUInt128(File.ReadAllBytes(OnlyFile), 16))![0];
        var random = new Random(2);
        for (int i = 0; i < 20000; i++)
        {
            byte[] damaged = GC.AllocateArray<byte>(group.Length, pinned: true);
            group.CopyTo(damaged, 0);
            for (int k = 0; k < 3; k++)
            {
                int at = random.Next(3) == 0 ? random.Next(damaged.Length) : random.Next(Math.Min(400, damaged.Length));
                damaged[at] = (byte)random.Next(256);
            }

            // It is enough that nothing is read outside of the group, which a span would tell by an exception.
            int count = GroupBuffer.CountOf(damaged);
            for (int k = 0; k < count; k++)
            {
                GroupBuffer.TryGet(damaged, k, out _);
            }
        }
    }

    [Fact]
    public void Several_engines_write_and_read_at_once_and_what_they_leave_is_whole()
    {
        for (int round = 0; round < 3; round++)
        {
            Parallel.For(0, 8, i => Run(Options, BareGuest.Code + 0x1000 + ((ulong)i * 8)));
        }

        for (int i = 0; i < 8; i++)
        {
            EngineStatistics after = Run(Options, BareGuest.Code + 0x1000 + ((ulong)i * 8));
            Assert.InRange(after.Translations, 0, 1); // the last block, alone at its place
            Assert.Equal(0, after.SavedRejected);
        }

        Assert.Empty(Directory.GetFiles(Cache, "*.part", SearchOption.AllDirectories));
        Assert.InRange(Directory.GetFiles(Cache, "*.code", SearchOption.AllDirectories).Length, 1, 12);
        Assert.Empty(Warnings);
    }

    [Fact]
    public void The_folder_keeps_to_its_limit_and_what_was_used_last_stays()
    {
        Run(Options);
        long one = new FileInfo(OnlyFile).Length;
        EngineOptions limited = Options with { SavedCode = Options.SavedCode! with { SizeLimit = one * 5 / 2 } };
        for (int i = 1; i < 4; i++)
        {
            Run(limited with { MaxBlockInstructions = i });
            Run(limited);
        }

        Assert.InRange(Directory.GetFiles(Cache, "*.code", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), one, one * 5 / 2);
        Assert.Equal(0, Run(limited).Translations);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_or_written_gives_one_line_and_the_run_goes_on()
    {
        File.WriteAllText(Cache, "");
        Run(Options);
        Assert.Contains(Cache, Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_others_may_write_to_is_neither_read_nor_written()
    {
        Run(Options);
        File.SetUnixFileMode(Cache, (UnixFileMode)0x1FF);
        EngineStatistics open = Run(Options);
        Assert.Equal((Blocks + 1, 0, 0), (open.Translations, open.SavedBlocksLoaded, open.SavedBlocksWritten));
        Assert.Contains(Cache, Assert.Single(Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void New_code_is_written_while_the_guest_runs()
    {
        using var guest = new BareGuest(1, Options);
        for (int i = 0; i < 100; i++)
        {
            guest.Put(BareGuest.Code + 0x1000 + ((ulong)i * 8), A64.AddOne(1), A64.B(4));
        }

        guest.Put(BareGuest.Code + 0x1000 + 800, A64.B(0));
        Thread thread = guest.Start(0, BareGuest.Code + 0x1000);
        var watch = Stopwatch.StartNew();
        while (!Directory.Exists(Cache) || Directory.GetFiles(Cache, "*.code", SearchOption.AllDirectories).Length == 0)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "nothing was written");
            Thread.Sleep(50);
        }

        guest.Put(BareGuest.Code + 0x1000 + 800, A64.Hvc);
        guest.Engine.CpuHost.InvalidateInstructions(guest.Cpus[0], default, 0, Arm.Shareability.Local);
        guest.Finish(thread);
    }
}
