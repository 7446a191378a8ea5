namespace Armillary.Engines;

/// <summary>Where an engine keeps generated code for the next run, and how much of it.</summary>
public sealed record SavedCodeOptions
{
    /// <summary>What <see cref="SizeLimit"/> is if nobody says otherwise.</summary>
    public const long DefaultSizeLimit = 512L << 20;

    /// <summary>The folder; made when it is first needed. It must belong to the user, and nobody else may write to it.</summary>
    public required string Folder { get; init; }

    /// <summary>How many bytes the folder may have; what was not used for longest goes first.</summary>
    public long SizeLimit { get; init; } = DefaultSizeLimit;

    /// <summary>Takes a line that says why code is not kept. Called at most once, from any thread.</summary>
    public Action<string>? Warn { get; init; }
}
