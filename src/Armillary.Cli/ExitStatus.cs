namespace Armillary.Cli;

/// <summary>The exit statuses of the command line: a contract with scripts.</summary>
internal static class ExitStatus
{
    /// <summary>The guest powered itself off, or the command did what it was asked.</summary>
    public const int Success = 0;

    /// <summary>The guest failed.</summary>
    public const int GuestFailed = 1;

    /// <summary>The command line or a file was wrong.</summary>
    public const int Wrong = 2;

    /// <summary>The time that <c>--timeout</c> gave ran out, as timeout(1) tells it.</summary>
    public const int TimedOut = 124;
}
