namespace Armillary.Engines.Memory;

/// <summary>How many mappings all mirrors of the process may have: the system has a limit for a process (65,530 if nobody changed it), which others need as well.</summary>
internal static class MirrorBudget
{
    /// <summary>The limit. A page alone takes two: itself, and what is left of the window beside it.</summary>
    public const int Limit = 24000;

    private static int taken;

    /// <summary>Whether there is none left.</summary>
    public static bool IsSpent => Volatile.Read(ref taken) >= Limit;

    /// <summary>Takes one. False: there is none left.</summary>
    public static bool TryTake()
    {
        if (Interlocked.Increment(ref taken) <= Limit)
        {
            return true;
        }

        Interlocked.Decrement(ref taken);
        return false;
    }

    /// <summary>Gives some back.</summary>
    public static void GiveBack(int count) => Interlocked.Add(ref taken, -count);
}
