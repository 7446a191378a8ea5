namespace Armillary.Ir.Tests.Numerics;

/// <summary>The vector stream of fp-oracle.py, number for number.</summary>
internal struct FpVectors
{
    private ulong state;

    public FpVectors(ulong seed) => state = seed;

    public static ReadOnlySpan<uint> Modes => [0, (1 << 24) | (1 << 19), 1 << 25, (1 << 24) | (1 << 25), 1 << 26, (1 << 26) | (1 << 25) | (1 << 24)];

    public ulong Next()
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>Three operands; every other time two of them are close to each other.</summary>
    public (ulong A, ulong B, ulong C) Vector(int index)
    {
        ulong a = Operand(), b = Operand(), c = Operand();
        switch (index % 4)
        {
            case 0:
                b = a ^ (Next() & 0x8000000080008007);
                break;
            case 1:
                c = a ^ (Next() & 0x8000000080008007);
                break;
        }

        return (a, b, c);
    }

    private ulong Operand()
    {
        ulong k = Next(), x = Next();
        int n = 16 << (int)((k & 3) % 3), f = n == 16 ? 10 : n == 32 ? 23 : 52, e = n - 1 - f;
        ulong sign = (x >> 63) << (n - 1), fraction = x & ((1UL << f) - 1), max = (1UL << e) - 1, bias = max >> 1, field;
        ulong pick = k >> 16;
        switch ((k >> 8) & 15)
        {
            case 0: fraction = 0; field = 0; break;
            case 1: fraction >>= (int)(pick % (ulong)f); field = 0; break;
            case 2: fraction = 0; field = max; break;
            case 3: fraction |= 1; field = max; break;
            case 4: field = (bias + (pick % 70) - 35) & max; break;
            case 5: field = (bias + (pick % 5) - 2) & max; fraction &= ~((1UL << (int)((k >> 32) % (ulong)f)) - 1); break;
            case 6: field = 1 + (pick % 3); break;
            case 7: field = max - 1 - (pick % 2); break;
            case 8: fraction = (1UL << f) - 1 - ((k >> 32) & 1); field = pick & max; break;
            case 9: fraction = (k >> 32) & 3; field = pick & max; break;
            case 10: field = (bias + (pick % 128) - 64) & max; fraction &= ~((1UL << (int)((k >> 32) % (ulong)f)) - 1); break;
            case 11: return x >> (int)(pick & 63);
            case 12: return (ulong)((long)x >> (int)(pick & 63));
            case 13: return x;
            default: field = (bias + (pick % 9) - 4) & max; break;
        }

        ulong v = sign | (field << f) | fraction;
        return n == 64 ? v : n == 32 ? v | (x << 32) : v | ((x << 16) & 0xFFFF0000) | (x << 32);
    }
}
