namespace Armillary.Core.Host;

/// <summary>What the runtime does not tell of files.</summary>
internal static unsafe class HostFile
{
    private const int AT_FDCWD = -100;
    private const int AT_SYMLINK_NOFOLLOW = 0x100;
    private const uint STATX_UID = 8;

    /// <summary>The user that the process acts as.</summary>
    public static uint User => Libc.Geteuid();

    /// <summary>The user that a file or folder belongs to; null if it cannot be told. A link is its own file.</summary>
    public static uint? OwnerOf(string path)
    {
        // SAFETY: struct statx has 256 bytes, see statx(2); stx_mask is its first word, stx_uid its sixth.
        uint* result = stackalloc uint[64];
        return Libc.Statx(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, STATX_UID, result) == 0 && (result[0] & STATX_UID) != 0 ? result[5] : null;
    }
}
