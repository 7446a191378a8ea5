using System.Globalization;

namespace Armillary.Engines.Jit.Saved;

/// <summary>
/// What the folder with saved code has, by name, and how much of it stays. Only what has a name that <see cref="SavedFolder"/> gives is looked at: the user may have
/// named a folder with other things in it, and those are never deleted. For one process at a time.
/// </summary>
/// <param name="folder">The folder.</param>
internal sealed class FolderSpace(string folder)
{
    private const string Extension = ".code";
    private const string Part = ".part";
    private const string LowerHexDigits = "0123456789abcdef";

    // Who writes a part holds its lock, but for the moment after it was made.
    private static readonly TimeSpan PartPause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan EmptyLifetime = TimeSpan.FromHours(1);

    /// <summary>The folder of an identity.</summary>
    public static string NameOf(UInt128 identity) => identity.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>The file of a segment.</summary>
    public static string NameOf(ulong checksum) => checksum.ToString("x16", CultureInfo.InvariantCulture) + Extension;

    /// <summary>A file that is being written: the process, when, and the how manyth.</summary>
    public static string NameOfPart(int process, long ticks, int number)
        => string.Create(CultureInfo.InvariantCulture, $"{process}-{ticks:x}-{number}{Part}");

    /// <summary>The segments of an identity's folder.</summary>
    public static IEnumerable<FileInfo> Segments(DirectoryInfo own)
        => own.GetFiles("*" + Extension).Where(file => IsHex(file.Name[..^Extension.Length], 16));

    /// <summary>Keeps the limit: files whose writers died go first, then the segments that were not used for longest.</summary>
    /// <param name="limit">How many bytes may stay.</param>
    /// <param name="now">The time.</param>
    public void Keep(long limit, DateTime now)
    {
        DirectoryInfo[] owns = [.. new DirectoryInfo(folder).GetDirectories().Where(own => IsHex(own.Name, 32) && own.LinkTarget is null)];
        long total = owns.SelectMany(own => own.GetFiles("*" + Part)).Where(file => IsPart(file) && !DeleteIfLeft(file, now)).Sum(file => file.Length);
        foreach (FileInfo file in owns.SelectMany(Segments).OrderByDescending(file => file.LastWriteTimeUtc))
        {
            total += file.Length;
            if (total > limit)
            {
                file.Delete();
            }
        }

        foreach (DirectoryInfo own in owns.Where(own => now - own.LastWriteTimeUtc > EmptyLifetime && !own.EnumerateFileSystemInfos().Any()))
        {
            own.Delete();
        }
    }

    private static bool IsPart(FileInfo file)
        => !file.Name.AsSpan()[..^Part.Length].ContainsAnyExcept(LowerHexDigits + "-");

    private static bool IsHex(string name, int length)
        => name.Length == length && !name.AsSpan().ContainsAnyExcept(LowerHexDigits);

    // Whether it was left by a process that is no more.
    private static bool DeleteIfLeft(FileInfo part, DateTime now)
    {
        if (now - part.LastWriteTimeUtc < PartPause)
        {
            return false;
        }

        try
        {
            using var held = new FileStream(part.FullName, FileMode.Open, FileAccess.Read, FileShare.None, 1);
            part.Delete();
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false; // its writer has its lock
        }
    }
}
