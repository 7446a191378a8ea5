using Armillary.Core.Host;
using Microsoft.Win32.SafeHandles;

namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// The folder with saved code: in it one for each <see cref="CodeIdentity"/>, in that the segments. Segments appear whole, under a name made of their
/// content, by a rename, and are never changed, so that any number of processes read and write with no lock, and one may be killed at any moment. What
/// deletes (merging, and the size limit) is done by one process at a time; files that are open live on until they are closed.
/// </summary>
/// <param name="options">Where, and how much.</param>
/// <param name="identity">The identity of this process's code.</param>
internal sealed class SavedFolder(SavedCodeOptions options, UInt128 identity)
{
    // So many segments are looked at: each costs a little for every page of the guest that has code for the first time.
    private const int SegmentLimit = 16;
    private const int SegmentsToMerge = 6;
    private const long MergedLengthLimit = 1L << 30;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static int writes;

    private readonly FolderSpace space = new(options.Folder);

    private string Own => Path.Combine(options.Folder, FolderSpace.NameOf(identity));

    /// <summary>Opens the segments that there are, the ones used last first.</summary>
    /// <param name="rejected">How many files were not what they should be.</param>
    public List<Segment> Open(out int rejected)
    {
        rejected = 0;
        List<Segment> segments = [];
        if (!Directory.Exists(Own))
        {
            return segments;
        }

        Check(options.Folder);
        Check(Own);
        foreach (FileInfo file in FolderSpace.Segments(new DirectoryInfo(Own)).OrderByDescending(file => file.LastWriteTimeUtc).Take(SegmentLimit))
        {
            try
            {
                // What is not a file may have no end; it has no length either.
                if (file.Length != 0 && Segment.Open(file.FullName, identity) is { } segment)
                {
                    segments.Add(segment);
                    continue;
                }

                rejected++;
                file.Delete();
            }
            catch (FileNotFoundException)
            {
                // Another process has merged it.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Neither used nor deleted.
            }
        }

        return segments;
    }

    /// <summary>Writes a segment, not longer than the size limit.</summary>
    /// <param name="fill">Adds its groups. False: there is nothing to write after all.</param>
    /// <returns>What was written, if anything, its length, and how many blocks it has.</returns>
    public (string? Path, long Length, int Blocks) Write(Func<SegmentBuilder, bool> fill)
    {
        Directory.CreateDirectory(options.Folder, Private);
        Check(options.Folder);
        Directory.CreateDirectory(Own, Private);
        Check(Own);
        string temporary = Path.Combine(Own, FolderSpace.NameOfPart(Environment.ProcessId, Environment.TickCount64, Interlocked.Increment(ref writes)));
        try
        {
            // FileShare.None is flock(2), held until the file has its name: so it is told from one whose writer was killed.
            using var output = new FileStream(temporary, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
                BufferSize = 1 << 18,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
            var builder = new SegmentBuilder(output, identity, options.SizeLimit);
            if (!fill(builder) || builder.Groups == 0)
            {
                return (null, 0, 0);
            }

            builder.Finish();
            string path = Path.Combine(Own, FolderSpace.NameOf(builder.TablesChecksum));
            File.Move(temporary, path, overwrite: true);
            return (path, output.Length, builder.Blocks);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Notes which segments were of use and keeps the size limit, unless another process is at it.</summary>
    /// <param name="open">The segments that this process has.</param>
    /// <param name="merge">Whether one segment is made of many as well, which may take a while.</param>
    public void Tidy(IEnumerable<Segment> open, bool merge)
    {
        if (!Directory.Exists(Own))
        {
            return;
        }

        Check(options.Folder);
        Check(Own);
        DateTime now = TimeProvider.System.GetUtcNow().UtcDateTime;
        foreach (Segment segment in open)
        {
            if (segment.Used)
            {
                Tolerate(() => File.SetLastWriteTimeUtc(segment.Path, now));
            }
        }

        FileStream held;
        try
        {
            // FileShare.None is flock(2): it ends with the process.
            held = new FileStream(Path.Combine(options.Folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return;
        }

        using (held)
        {
            try
            {
                if (merge)
                {
                    Tolerate(Merge);
                }
            }
            finally
            {
                // Where the disk is full above all.
                Tolerate(() => space.Keep(options.SizeLimit, now));
            }
        }
    }

    // A file that another process has deleted meanwhile is no failure.
    private static void Tolerate(Action work)
    {
        try
        {
            work();
        }
        catch (FileNotFoundException)
        {
        }
        catch (DirectoryNotFoundException)
        {
        }
    }

    private void Merge()
    {
        FileInfo[] smallest = [.. FolderSpace.Segments(new DirectoryInfo(Own)).OrderBy(file => file.Length)];
        if (smallest.Length < SegmentsToMerge)
        {
            return;
        }

        List<Segment> parts = [];
        try
        {
            // One that is as long as the limit would have no place beside others.
            long room = Math.Min(MergedLengthLimit, options.SizeLimit / 2);
            foreach (FileInfo file in smallest)
            {
                room -= file.Length;
                if (room >= 0 && Segment.Open(file.FullName, identity) is { } part)
                {
                    parts.Add(part);
                }
            }

            if (parts.Count < 2)
            {
                return;
            }

            byte[] buffer = GC.AllocateUninitializedArray<byte>(1 << 17, pinned: true);
            var rest = new GroupBuffer();
            (string? merged, _, _) = Write(builder =>
            {
                foreach (Segment part in parts)
                {
                    for (int i = 0; i < part.Groups; i++)
                    {
                        if (part.Read(i, ref buffer) is { IsEmpty: false } group)
                        {
                            builder.AddNew(group, rest);
                        }
                    }
                }

                return true;
            });
            foreach (Segment part in parts.Where(part => part.Path != merged))
            {
                File.Delete(part.Path);
            }
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    // What is executed must be the user's own: of a link, what it leads to as well.
    private static void Check(string folder)
    {
        if (HostFile.OwnerOf(folder) != HostFile.User || HostFile.OwnerOf(folder, follow: true) != HostFile.User || (File.GetUnixFileMode(folder) & OthersWrite) != 0)
        {
            throw new UnauthorizedAccessException($"{folder} is not the user's own, or others may write to it");
        }
    }

    /// <summary>Whether an open file is the user's own, whatever became of the folders on the way to it since they were looked at.</summary>
    public static bool IsOwn(SafeFileHandle file)
        => HostFile.OwnerOf(file) == HostFile.User && (File.GetUnixFileMode(file) & OthersWrite) == 0;
}
