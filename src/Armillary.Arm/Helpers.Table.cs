namespace Armillary.Arm;

public static partial class Helpers
{
    private static Helper?[] BuildTable() => new Helper?[256];
}
