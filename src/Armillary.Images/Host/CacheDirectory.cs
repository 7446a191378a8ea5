namespace Armillary.Images.Host;

/// <summary>
/// The folder for what can be made again: <c>$XDG_CACHE_HOME/armillary</c>, or <c>~/.cache/armillary</c>. A file gets its final
/// name only when it is complete.
/// </summary>
public sealed class CacheDirectory
{
    /// <summary>The cache at a given folder.</summary>
    /// <param name="root">The folder; made when it is first needed.</param>
    public CacheDirectory(string root) => Root = Path.GetFullPath(root);

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>The user's cache, by the XDG Base Directory Specification.</summary>
    public static CacheDirectory ForUser()
    {
        string? configured = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        string parent = configured is { Length: > 0 } && Path.IsPathRooted(configured)
            ? configured
            : Path.Combine(HomeFolder(), ".cache");
        return new CacheDirectory(Path.Combine(parent, "armillary"));
    }

    // A home that is missing or closed is still the home: what then fails is told with its name, and nothing goes to the working directory.
    private static string HomeFolder()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);
        return Path.IsPathRooted(home) ? home : throw new ImageException("there is no home folder for the cache; set HOME or XDG_CACHE_HOME");
    }

    /// <summary>A folder below the root, made if it is missing.</summary>
    /// <param name="parts">The names on the way.</param>
    public string Folder(params string[] parts)
    {
        string path = Path.Combine([Root, .. parts]);
        return Guard(path, () => Directory.CreateDirectory(path).FullName);
    }

    /// <summary>Writes a file under a temporary name and renames it when it is whole.</summary>
    /// <param name="path">The final name.</param>
    /// <param name="write">Writes the content.</param>
    public static void WriteWhole(string path, Action<Stream> write)
    {
        string temporary = $"{path}.{Environment.ProcessId}.part";
        try
        {
            Guard(path, () =>
            {
                using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
                {
                    write(stream);
                }

                File.Move(temporary, path, overwrite: true);
                return path;
            });
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Takes the lock of a piece of work that two processes must not do at once.</summary>
    /// <param name="name">The work's name.</param>
    /// <param name="purpose">What is under way, for the message.</param>
    /// <returns>Releases the lock when disposed.</returns>
    /// <exception cref="ImageException">Another process holds it.</exception>
    public IDisposable Lock(string name, string purpose)
    {
        string path = Path.Combine(Folder("locks"), name);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new ImageException($"another process is at work on {purpose} ({path} is locked)", e);
        }
    }

    /// <summary>Turns a failure of the file system into a line that names the file.</summary>
    /// <param name="path">The file or folder at work.</param>
    /// <param name="work">The work.</param>
    public static T Guard<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (IOException e)
        {
            throw new ImageException($"{path}: {OneLine(e.Message)}", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ImageException($"{path}: {OneLine(e.Message)}", e);
        }
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ").Trim();
}
