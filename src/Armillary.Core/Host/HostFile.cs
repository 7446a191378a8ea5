using Microsoft.Win32.SafeHandles;

namespace Armillary.Core.Host;

/// <summary>What the runtime does not tell of files.</summary>
internal static unsafe class HostFile
{
    private const int AT_FDCWD = -100;
    private const int AT_SYMLINK_NOFOLLOW = 0x100;
    private const int AT_EMPTY_PATH = 0x1000;
    private const uint STATX_UID = 8;

    /// <summary>The user that the process acts as.</summary>
    public static uint User => Libc.Geteuid();

    /// <summary>The user that a file or folder belongs to; null if it cannot be told.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="follow">Of a link: what it leads to, in place of the link, which is a file of its own.</param>
    public static uint? OwnerOf(string path, bool follow = false)
        => OwnerOf(AT_FDCWD, path, follow ? 0 : AT_SYMLINK_NOFOLLOW);

    /// <summary>The user that an open file belongs to; null if it cannot be told.</summary>
    public static uint? OwnerOf(SafeFileHandle file)
    {
        bool held = false;
        try
        {
            file.DangerousAddRef(ref held);
            return OwnerOf((int)file.DangerousGetHandle(), "", AT_EMPTY_PATH);
        }
        finally
        {
            if (held)
            {
                file.DangerousRelease();
            }
        }
    }

    private static uint? OwnerOf(int folder, string path, int flags)
    {
        // SAFETY: struct statx has 256 bytes, see statx(2); stx_mask is its first word, stx_uid its sixth.
        uint* result = stackalloc uint[64];
        return Libc.Statx(folder, path, flags, STATX_UID, result) == 0 && (result[0] & STATX_UID) != 0 ? result[5] : null;
    }
}
