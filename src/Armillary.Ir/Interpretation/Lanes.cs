namespace Armillary.Ir.Interpretation;

/// <summary>128 bits as elements, under construction or being read.</summary>
internal struct Lanes(Bits128 value)
{
    private ulong low = value.Low;
    private ulong high = value.High;

    /// <summary>The bits.</summary>
    public readonly Bits128 Bits => new(low, high);

    /// <summary>The ones of an element.</summary>
    public static ulong Ones(int esize) => ulong.MaxValue >> (64 - esize);

    /// <summary>An element's value, sign-extended.</summary>
    public static long Signed(ulong element, int esize) => (long)(element << (64 - esize)) >> (64 - esize);

    /// <summary>Element <paramref name="e"/> of <paramref name="esize"/> bits (1 to 64), zero-extended.</summary>
    public readonly ulong Get(int e, int esize)
    {
        int bit = e * esize;
        return (bit < 64 ? low >> bit : high >> (bit - 64)) & Ones(esize);
    }

    /// <summary>Element <paramref name="e"/>, sign-extended.</summary>
    public readonly long GetSigned(int e, int esize) => Signed(Get(e, esize), esize);

    /// <summary>Replaces an element with the low bits of a value.</summary>
    public void Set(int e, int esize, ulong value)
    {
        int bit = e * esize;
        ulong mask = Ones(esize);
        if (bit < 64)
        {
            low = (low & ~(mask << bit)) | ((value & mask) << bit);
        }
        else
        {
            bit -= 64;
            high = (high & ~(mask << bit)) | ((value & mask) << bit);
        }
    }
}
