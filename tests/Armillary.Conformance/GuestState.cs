using System.Runtime.InteropServices;

namespace Armillary.Conformance;

/// <summary>The registers a test starts with or ends with. The layout is that of reference/execute.c.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct GuestState
{
    public fixed ulong X[31];
    public ulong SP;

    /// <summary>N is bit 31.</summary>
    public ulong NZCV;
    public ulong FPCR;
    public ulong FPSR;

    /// <summary>Low half first.</summary>
    public fixed ulong V[64];
}

/// <summary>A sequence of up to twelve words and the state it starts in; a word 0 ends it.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct TestCase
{
    public fixed uint Words[12];
    public GuestState State;
}

/// <summary>Why a test ended, with Linux's signal numbers.</summary>
public enum EndSignal
{
    /// <summary>Ran to the padding.</summary>
    Trap = 5,

    /// <summary>An UNDEFINED instruction.</summary>
    Illegal = 4,

    /// <summary>A misaligned access.</summary>
    Bus = 7,

    /// <summary>An access to nothing.</summary>
    Segmentation = 11,

    /// <summary>Did not end.</summary>
    Alarm = 14,
}

/// <summary>What a test did.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct TestResult
{
    /// <summary>How many changed doublewords are told at most.</summary>
    public const int ChangeLimit = 40;

    /// <summary>The PC relative to the first word.</summary>
    public long Offset;
    public long Signal;
    public long Changes;

    /// <summary>Offset in the data area and new value, pairwise.</summary>
    public fixed ulong Change[ChangeLimit * 2];
    public GuestState State;

    // What follows only a TestMachine tells; the reference leaves it out.

    /// <summary>ESR_EL1.EC.</summary>
    public long ExceptionClass;

    /// <summary>ESR_EL1.</summary>
    public ulong Syndrome;

    /// <summary>FAR_EL1 where the exception sets it.</summary>
    public ulong FaultAddress;

    /// <summary>Depends on all changes of the data and all device accesses.</summary>
    public ulong Digest;
}
