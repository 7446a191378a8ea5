using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Xunit;

namespace Armillary.Cli.Tests;

/// <summary>Processes that share a folder with translated code, are killed while they write it, or find the disk full.</summary>
[SupportedOSPlatform("linux")]
public sealed partial class CodeCacheTests : IDisposable
{
    // Each is translated and kept by itself.
    private const int Blocks = 8000;

    // What the guest's start has besides, and blocks that runs cut differently.
    private const int Some = 40;
    private readonly string folder = Directory.CreateTempSubdirectory("armillary-code").FullName;

    public CodeCacheTests() => File.WriteAllBytes(Kernel, Image());

    private string Kernel => Path.Combine(folder, "Image");

    private string Cache => Path.Combine(folder, "code");

    private string[] Arguments => ["boot", "--kernel", Kernel, "--memory", "64M", "--tier", "1", "--stats", "--code-cache", Cache];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Processes_that_write_at_once_leave_code_that_is_whole(int processes)
    {
        var runs = new CommandLine[processes];
        Parallel.For(0, processes, new ParallelOptions { MaxDegreeOfParallelism = processes }, i => runs[i] = CommandLine.Run(Arguments));
        Assert.All(runs, run => Assert.Equal((0, 0), (run.Status, Former(run).NotSound)));
        (int loaded, int kept, int notSound) = Former(CommandLine.Run(Arguments));
        Assert.Equal(0, notSound);
        Assert.InRange(loaded, Blocks - Some, Blocks + Some);
        Assert.InRange(kept, 0, Some);
        Assert.Empty(Directory.GetFiles(Cache, "*.part", SearchOption.AllDirectories));
    }

    [Fact]
    public void One_that_is_killed_while_it_writes_leaves_nothing_that_is_used()
    {
        for (int round = 0; round < 3; round++)
        {
            using Process process = CommandLine.Start(Arguments);
            while (!process.HasExited && (!Directory.Exists(Cache) || Directory.GetFiles(Cache, $"{process.Id}-*.part", SearchOption.AllDirectories).Length == 0))
            {
                Thread.Sleep(1);
            }

            Thread.Sleep(round * 4);
            process.Kill();
            process.WaitForExit();
        }

        Assert.NotEmpty(Directory.GetFiles(Cache, "*.part", SearchOption.AllDirectories));
        CommandLine after = CommandLine.Run(Arguments), again = CommandLine.Run(Arguments);
        Assert.Equal((0, 0, 0, 0), (after.Status, Former(after).NotSound, again.Status, Former(again).NotSound));
        Assert.InRange(Former(again).Loaded, Blocks - Some, Blocks + Some);
    }

    [Fact]
    public void A_full_disk_costs_a_line()
    {
        Directory.CreateDirectory(Cache);
        string script = "mount -t tmpfs -o size=1m,mode=700 tmpfs \"$0\" || exit 77; \"$@\"; status=$?; find \"$0\" -type f -size +0; exit $status";
        string[] command = ["--map-root-user", "--mount", "sh", "-c", script, Cache, "dotnet", CommandLine.Program, .. Arguments];
        CommandLine run = CommandLine.RunProgram("unshare", TimeSpan.FromMinutes(1), command);
        if (run.Error.Contains("unshare: ", StringComparison.Ordinal) || run.Status == 77)
        {
            return; // this host lends no mount to its users
        }

        Assert.Equal((0, ""), (run.Status, run.Output));
        Assert.Single(run.Error.Split('\n'), line => line.StartsWith("armillary: translated code is not kept: No space left", StringComparison.Ordinal));
        Assert.Equal(0, Former(run).Kept);
    }

    private static (int Loaded, int Kept, int NotSound) Former(CommandLine run)
    {
        Match match = FormerLine().Match(run.Error.Replace(",", "", StringComparison.Ordinal));
        Assert.True(match.Success, run.Error);
        return (int.Parse(match.Groups[1].ValueSpan), int.Parse(match.Groups[2].ValueSpan), int.Parse(match.Groups[3].ValueSpan));
    }

    [GeneratedRegex(@"code of former runs +(\d+) blocks in [\d.]+ ms; (\d+) kept for later ones (\d+) parts not sound")]
    private static partial Regex FormerLine();

    // An Image (Linux, Documentation/arch/arm64/booting.rst) of blocks behind each other and PSCI's SYSTEM_OFF.
    private static byte[] Image()
    {
        const int Header = 64;
        byte[] image = new byte[Header + (Blocks * 8) + 12];
        Word(0, 0x1400_0010); // B to behind the header
        BinaryPrimitives.WriteInt64LittleEndian(image.AsSpan(16), image.Length);
        Word(56, 0x644D_5241);
        int at = Header;
        for (int i = 0; i < Blocks; i++, at += 8)
        {
            Word(at, 0x9100_0000 | (uint)((i & 0xFFF) << 10) | ((uint)(i >> 12) << 5) | 1); // ADD X1, Xm, #n: no two alike
            Word(at + 4, 0x1400_0001); // B to the next
        }

        Word(at, 0x5280_0100); // MOVZ W0, #8
        Word(at + 4, 0x72B0_8000); // MOVK W0, #0x8400, LSL #16
        Word(at + 8, 0xD400_0002); // HVC #0
        return image;

        void Word(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(offset), value);
    }
}
