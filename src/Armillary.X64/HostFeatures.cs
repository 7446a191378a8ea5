using System.Runtime.Intrinsics.X86;

namespace Armillary.X64;

/// <summary>What the host processor can do beyond x86-64-v3, which is required. Tests may mask members.</summary>
public sealed record HostFeatures
{
    /// <summary>AES instructions.</summary>
    public bool Aes { get; init; }

    /// <summary>Carry-less multiplication.</summary>
    public bool Pclmulqdq { get; init; }

    /// <summary>SHA instructions.</summary>
    public bool Sha { get; init; }

    /// <summary>Fused multiply-add.</summary>
    public bool Fma { get; init; }

    /// <summary>Conversions between half and single precision.</summary>
    public bool F16c { get; init; }

    /// <summary>This host.</summary>
    public static HostFeatures Detect() => new()
    {
        Aes = System.Runtime.Intrinsics.X86.Aes.IsSupported,
        Pclmulqdq = System.Runtime.Intrinsics.X86.Pclmulqdq.IsSupported,
        Sha = X86Base.CpuId(7, 0).Ebx >> 29 is var sha && (sha & 1) != 0,
        Fma = System.Runtime.Intrinsics.X86.Fma.IsSupported,
        F16c = (X86Base.CpuId(1, 0).Ecx & (1 << 29)) != 0,
    };

    /// <summary>Null if this host can run generated code; otherwise one line that says what is missing.</summary>
    public static string? MissingBaseline()
    {
        if (!X86Base.X64.IsSupported)
        {
            return "the jit engine needs an x86-64 host";
        }

        string missing = string.Join(", ", new (string Name, bool Present)[]
        {
            ("AVX2", Avx2.IsSupported), ("BMI1", Bmi1.X64.IsSupported), ("BMI2", Bmi2.X64.IsSupported),
            ("FMA", System.Runtime.Intrinsics.X86.Fma.IsSupported), ("LZCNT", Lzcnt.X64.IsSupported), ("POPCNT", Popcnt.X64.IsSupported),
            ("F16C", (X86Base.CpuId(1, 0).Ecx & (1 << 29)) != 0),
        }.Where(f => !f.Present).Select(f => f.Name));
        return missing.Length == 0 ? null : $"the jit engine needs an x86-64-v3 host; this one lacks {missing}";
    }
}
