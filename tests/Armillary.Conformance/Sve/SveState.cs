using System.Runtime.InteropServices;

namespace Armillary.Conformance.Sve;

/// <summary>The registers a test starts with or ends with. The layout is that of reference/sve.c.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct SveState
{
    /// <summary>How many words a vector has.</summary>
    public const int Words = 8;

    public fixed ulong X[31];
    public ulong SP;
    public ulong NZCV;
    public ulong FPCR;
    public ulong FPSR;
    public fixed ulong Z[32 * Words];

    /// <summary>P0 to P15, FFR.</summary>
    public fixed ulong P[17];
}

/// <summary>A sequence of up to twelve words and the state it starts in; a word 0 ends it.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct SveCase
{
    public fixed uint Words[12];
    public SveState State;
}

/// <summary>What a test did.</summary>
[StructLayout(LayoutKind.Sequential)]
public unsafe struct SveResult
{
    public const int ChangeLimit = 40;
    public long Offset;
    public long Signal;
    public long Changes;
    public fixed ulong Change[ChangeLimit * 2];
    public SveState State;
}
