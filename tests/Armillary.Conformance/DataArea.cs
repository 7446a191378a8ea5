namespace Armillary.Conformance;

/// <summary>Where tests' code and data lie, and what the data is before each test; as in reference/execute.c.</summary>
public static class DataArea
{
    public const ulong Code = 0x2000_0000;
    public const ulong Data = 0x1000_0000;
    public const ulong Device = 0x1800_0000;
    public const ulong Window = 0x4000_0000;
    public const ulong WindowTable = 0x3000_3000;
    public const int WindowPages = 4;
    public const int DataSize = 0x20000;
    public const int SlotSize = 64;
    public const uint Breakpoint = 0xD420_0000;

    public static ulong[] Pattern { get; } = MakePattern();

    private static ulong[] MakePattern()
    {
        var pattern = new ulong[DataSize / 8];
        ulong seed = 1;
        for (int i = 0; i < pattern.Length; i++)
        {
            seed = (seed * 6364136223846793005) + 1442695040888963407;
            pattern[i] = seed ^ (seed >> 32);
        }

        return pattern;
    }
}
