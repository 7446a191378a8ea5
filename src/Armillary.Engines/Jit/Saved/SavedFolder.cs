using System.Globalization;
using Armillary.Core.Host;

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
    private const string Extension = ".code";
    private const string Part = ".part";

    // So many segments are looked at: each costs a little for every page of the guest that has code for the first time.
    private const int SegmentLimit = 16;
    private const int SegmentsToMerge = 6;
    private const long MergedLengthLimit = 1L << 30;
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly TimeSpan PartLifetime = TimeSpan.FromHours(1);
    private static int writes;

    private string Own => Path.Combine(options.Folder, identity.ToString("x32", CultureInfo.InvariantCulture));

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

        Check();
        foreach (FileInfo file in Newest(new DirectoryInfo(Own)).Take(SegmentLimit))
        {
            try
            {
                if (Segment.Open(file.FullName, identity) is { } segment)
                {
                    segments.Add(segment);
                }
                else
                {
                    rejected++;
                    file.Delete();
                }
            }
            catch (FileNotFoundException)
            {
                // Another process has merged it.
            }
            catch (IOException)
            {
                rejected++;
            }
            catch (UnauthorizedAccessException)
            {
                rejected++;
            }
        }

        return segments;
    }

    /// <summary>Writes a segment.</summary>
    /// <param name="fill">Adds its groups. False: there is nothing to write after all.</param>
    /// <returns>How many bytes were written.</returns>
    public long Write(Func<SegmentBuilder, bool> fill)
    {
        Directory.CreateDirectory(options.Folder, Private);
        Directory.CreateDirectory(Own, Private);
        Check();
        string temporary = Path.Combine(Own, $"{Environment.ProcessId}-{Environment.TickCount64:x}-{Interlocked.Increment(ref writes)}{Part}");
        try
        {
            long length;
            ulong name;
            using (var output = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 18))
            {
                var builder = new SegmentBuilder(output, identity);
                if (!fill(builder) || builder.Groups == 0)
                {
                    return 0;
                }

                builder.Finish();
                length = output.Length;
                name = builder.TablesChecksum;
            }

            File.Move(temporary, Path.Combine(Own, name.ToString("x16", CultureInfo.InvariantCulture) + Extension), overwrite: true);
            return length;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Notes which segments were of use, makes one of many, and keeps the size limit; unless another process is at it.</summary>
    public void Tidy(IEnumerable<Segment> open)
    {
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
            Tolerate(Merge);
            Tolerate(() => KeepLimit(now));
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
        FileInfo[] smallest = [.. new DirectoryInfo(Own).GetFiles("*" + Extension).OrderBy(file => file.Length)];
        if (smallest.Length < SegmentsToMerge)
        {
            return;
        }

        List<Segment> parts = [];
        try
        {
            long length = 0;
            foreach (FileInfo file in smallest)
            {
                length += file.Length;
                if (length < MergedLengthLimit && Segment.Open(file.FullName, identity) is { } part)
                {
                    parts.Add(part);
                }
            }

            byte[] buffer = GC.AllocateUninitializedArray<byte>(1 << 17, pinned: true);
            Write(builder =>
            {
                foreach (Segment part in parts)
                {
                    for (int i = 0; i < part.Groups; i++)
                    {
                        if (part.Read(i, ref buffer) is { IsEmpty: false } group)
                        {
                            builder.Add(group);
                        }
                    }
                }

                return parts.Count > 1;
            });
            foreach (Segment part in parts.Skip(parts.Count > 1 ? 0 : 1))
            {
                File.Delete(part.Path);
            }
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    private void KeepLimit(DateTime now)
    {
        long total = 0;
        var folder = new DirectoryInfo(options.Folder);
        foreach (DirectoryInfo one in folder.GetDirectories())
        {
            foreach (FileInfo left in one.GetFiles("*" + Part).Where(file => now - file.LastWriteTimeUtc > PartLifetime))
            {
                left.Delete();
            }
        }

        foreach (FileInfo file in Newest(folder))
        {
            total += file.Length;
            if (total > options.SizeLimit)
            {
                file.Delete();
            }
        }

        foreach (DirectoryInfo one in folder.GetDirectories().Where(one => now - one.LastWriteTimeUtc > PartLifetime && !one.EnumerateFileSystemInfos().Any()))
        {
            one.Delete();
        }
    }

    private static IEnumerable<FileInfo> Newest(DirectoryInfo folder)
        => folder.GetFiles("*" + Extension, SearchOption.AllDirectories).OrderByDescending(file => file.LastWriteTimeUtc);

    // What is executed must be the user's own.
    private void Check()
    {
        foreach (string folder in (string[])[options.Folder, Own])
        {
            if (HostFile.OwnerOf(folder) != HostFile.User
                || (File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            {
                throw new UnauthorizedAccessException($"{folder} is not the user's own, or others may write to it");
            }
        }
    }
}
