using Xunit;

namespace Armillary.Boot.Tests;

/// <summary>Linux with the Scalable Vector Extension: guest/vectors.c, whose loops the compiler made scalable vectors of.</summary>
[Trait("Category", "Boot")]
public sealed class ScalableVectorTests(SmallGuestFixture small) : IClassFixture<SmallGuestFixture>
{
    [Theory]
    [InlineData(512, 1, "jit", 3)]
    [InlineData(256, 4, "jit", 2)]
    [InlineData(128, 1, "jit", 1)]
    [InlineData(512, 1, "interpreter", 3)]
    public void Vectorised_loops_give_what_scalar_ones_give(int length, int cpus, string engine, int lengths)
    {
        string folder = Directory.CreateTempSubdirectory("armillary-vectors").FullName;
        try
        {
            string text = small.Run("/vectors", c => c with { VectorLength = length, Cpus = cpus, Engine = engine, Initrd = small.WithProgram(folder, "vectors", "-O3", "-ffp-contract=off", "-march=armv8.2-a+sve") });
            Assert.Contains($"vectors: good, {lengths} lengths up to {length / 8} bytes", text, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
