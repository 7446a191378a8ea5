using Armillary.Engines.Jit.Saved;
using Xunit;

namespace Armillary.Engines.Tests.Jit.Saved;

/// <summary>Runs of a small guest that keep their code in a folder.</summary>
public abstract class SavedCodeRuns : IDisposable
{
    // Blocks of one instruction and a branch, some of them in the next pages.
    protected const int Blocks = 1500;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("armillary-code").FullName;

    protected List<string> Warnings { get; } = [];

    public void Dispose()
    {
        File.SetUnixFileMode(Folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.Delete(Folder, recursive: true);
    }

    protected string Cache => Path.Combine(Folder, "code");

    private protected EngineOptions Options => new() { Tiers = TierChoice.BlocksOnly, SavedCode = new SavedCodeOptions { Folder = Cache, Warn = Warnings.Add } };

    protected string OnlyFile => Assert.Single(Files());

    /// <summary>The files with code, or others.</summary>
    protected string[] Files(string extension = ".code") => Directory.GetFiles(Cache, "*" + extension, SearchOption.AllDirectories);

    // Runs the chain of blocks at a place in guest memory; X1 counts them. Returns what the engine did.
    private protected static EngineStatistics Run(EngineOptions options, ulong at = BareGuest.Code + 0x1000, int blocks = Blocks, Action<BareGuest>? before = null)
    {
        using var guest = new BareGuest(1, options);
        for (int i = 0; i < blocks; i++)
        {
            guest.Put(at + ((ulong)i * 8), A64.AddOne(1), A64.B(4));
        }

        guest.Put(at + ((ulong)blocks * 8), A64.Hvc);
        before?.Invoke(guest);
        guest.Engine.WaitForSavedCode();
        guest.Run(0, at);
        guest.Engine.EndWork();
        Assert.Equal((ulong)blocks, guest.Cpus[0].X(1));
        return guest.Engine.Statistics;
    }

    private protected static List<byte[]>? GroupsOf(string path, UInt128 identity)
    {
        using Segment? segment = Segment.Open(path, identity);
        if (segment is null)
        {
            return null;
        }

        byte[] buffer = new byte[1];
        return [.. Enumerable.Range(0, segment.Groups).Select(i => segment.Read(i, ref buffer).ToArray())];
    }
}
