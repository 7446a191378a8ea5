using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace Armillary.Architecture.Tests;

/// <summary>The picture in docs/architecture.md, read from the compiled assemblies: arrows point down only.</summary>
public class ArrowTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Armillary.Core"] = [],
        ["Armillary.Ir"] = ["Core"],
        ["Armillary.Arm"] = ["Ir", "Core"],
        ["Armillary.X64"] = ["Ir", "Core"],
        ["Armillary.Engines"] = ["Arm", "X64", "Ir", "Core"],
        ["Armillary.Backends"] = ["Core"],
        ["Armillary.Devices"] = ["Backends", "Core"],
        ["Armillary.Machine"] = ["Engines", "Devices", "Arm", "Backends", "Core"],
        ["Armillary.Images"] = ["Core"],
        ["armillary"] = ["Images", "Machine", "Engines", "Devices", "Arm", "Backends", "Core"],
    };

    public static IEnumerable<object[]> Assemblies => AssemblyNames.Select(name => new object[] { name });

    private static IEnumerable<string> AssemblyNames
        => Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Select(f => Path.GetFileNameWithoutExtension(f))
            .Where(name => name.StartsWith("armillary", StringComparison.OrdinalIgnoreCase) && !name.EndsWith(".Tests", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_references_only_what_lies_below_it(string assembly)
    {
        Assert.True(Allowed.TryGetValue(assembly, out string[]? below), $"{assembly} is not in the picture: add it to docs/architecture.md and here");
        Assert.Empty(References(assembly).Except(below.Select(b => "Armillary." + b)));
    }

    [Fact]
    public void Every_assembly_of_the_picture_is_there()
        => Assert.Empty(Allowed.Keys.Except(AssemblyNames));

    [Fact]
    public void Unsafe_code_is_only_where_the_host_is_met()
    {
        string source = Path.Combine(RepositoryRoot(), "src");
        string[] allowed = ["Armillary.Core", "Armillary.X64", "Armillary.Engines", "Armillary.Backends"];
        Assert.Empty(Directory.GetFiles(source, "*.csproj", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f).Contains("AllowUnsafeBlocks", StringComparison.Ordinal))
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Except(allowed));
    }

    private static string RepositoryRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Armillary.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("the tests do not run within the repository");
    }

    private static IEnumerable<string> References(string assembly)
    {
        using FileStream file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll"));
        using var pe = new PEReader(file);
        MetadataReader metadata = pe.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))
            .Where(name => name.StartsWith("Armillary", StringComparison.OrdinalIgnoreCase))];
    }
}
