namespace Armillary.Ir.Interpretation;

public static partial class VectorOps
{
    private static uint Choose(uint x, uint y, uint z) => ((y ^ z) & x) ^ z;

    private static uint Majority(uint x, uint y, uint z) => (x & y) | ((x | y) & z);

    private static Bits128 Words(uint w0, uint w1, uint w2, uint w3) => new(w0 | ((ulong)w1 << 32), w2 | ((ulong)w3 << 32));

    private static (uint W0, uint W1, uint W2, uint W3) Words(Bits128 v) => ((uint)v.Low, (uint)(v.Low >> 32), (uint)v.High, (uint)(v.High >> 32));

    private static Bits128 Sha1(Op op, Bits128 a, Bits128 b, Bits128 c)
    {
        (uint x0, uint x1, uint x2, uint x3) = Words(a);
        (uint y0, uint y1, uint y2, uint y3) = Words(b);
        (uint z0, uint z1, uint z2, uint z3) = Words(c);
        switch (op)
        {
            case Op.VSha1H:
                return new(uint.RotateLeft(x0, 30));
            case Op.VSha1Su0:
                return Words(x0 ^ x2 ^ z0, x1 ^ x3 ^ z1, x2 ^ y0 ^ z2, x3 ^ y1 ^ z3);
            case Op.VSha1Su1:
                uint first = uint.RotateLeft(x0 ^ y1, 1);
                return Words(first, uint.RotateLeft(x1 ^ y2, 1), uint.RotateLeft(x2 ^ y3, 1), uint.RotateLeft(x3, 1) ^ uint.RotateLeft(first, 1));
        }

        uint y = y0;
        for (int e = 0; e < 4; e++)
        {
            uint t = op switch
            {
                Op.VSha1C => Choose(x1, x2, x3),
                Op.VSha1M => Majority(x1, x2, x3),
                _ => x1 ^ x2 ^ x3,
            };
            uint w = e == 0 ? z0 : e == 1 ? z1 : e == 2 ? z2 : z3;
            uint next = y + uint.RotateLeft(x0, 5) + t + w;
            (y, x3, x2, x1, x0) = (x3, x2, uint.RotateLeft(x1, 30), x0, next);
        }

        return Words(x0, x1, x2, x3);
    }

    private static Bits128 Sha256(Op op, Bits128 a, Bits128 b, Bits128 c)
    {
        switch (op)
        {
            case Op.VSha256H: return Sha256Hash(a, b, c, first: true);
            case Op.VSha256H2: return Sha256Hash(b, a, c, first: false);
        }

        (uint x0, uint x1, uint x2, uint x3) = Words(a);
        (uint y0, uint y1, uint y2, uint y3) = Words(b);
        (uint z0, uint z1, uint z2, uint z3) = Words(c);
        if (op == Op.VSha256Su0)
        {
            return Words(x0 + Sigma0(x1), x1 + Sigma0(x2), x2 + Sigma0(x3), x3 + Sigma0(y0));
        }

        uint r0 = x0 + Sigma1(z2) + y1, r1 = x1 + Sigma1(z3) + y2;
        return Words(r0, r1, x2 + Sigma1(r0) + y3, x3 + Sigma1(r1) + z0);
    }

    private static uint Sigma0(uint w) => uint.RotateRight(w, 7) ^ uint.RotateRight(w, 18) ^ (w >> 3);

    private static uint Sigma1(uint w) => uint.RotateRight(w, 17) ^ uint.RotateRight(w, 19) ^ (w >> 10);

    /// <summary>SHA256hash: four rounds on abcd (x) and efgh (y).</summary>
    private static Bits128 Sha256Hash(Bits128 x, Bits128 y, Bits128 words, bool first)
    {
        (uint x0, uint x1, uint x2, uint x3) = Words(x);
        (uint y0, uint y1, uint y2, uint y3) = Words(y);
        (uint w0, uint w1, uint w2, uint w3) = Words(words);
        for (int e = 0; e < 4; e++)
        {
            uint sigma1 = uint.RotateRight(y0, 6) ^ uint.RotateRight(y0, 11) ^ uint.RotateRight(y0, 25);
            uint sigma0 = uint.RotateRight(x0, 2) ^ uint.RotateRight(x0, 13) ^ uint.RotateRight(x0, 22);
            uint t = y3 + sigma1 + Choose(y0, y1, y2) + (e == 0 ? w0 : e == 1 ? w1 : e == 2 ? w2 : w3);
            uint head = t + sigma0 + Majority(x0, x1, x2);
            (y3, y2, y1, y0, x3, x2, x1, x0) = (y2, y1, y0, t + x3, x2, x1, x0, head);
        }

        return first ? Words(x0, x1, x2, x3) : Words(y0, y1, y2, y3);
    }

    private static Bits128 Sha512(Op op, Bits128 a, Bits128 b, Bits128 c)
    {
        switch (op)
        {
            case Op.VSha512H:
                ulong high = SumE(c.High) + ((c.High & b.Low) ^ (~c.High & b.High)) + a.High;
                ulong t = high + c.Low;
                return new(SumE(t) + ((t & c.High) ^ (~t & b.Low)) + a.Low, high);
            case Op.VSha512H2:
                ulong upper = SumA(c.Low) + ((c.High & b.Low) ^ (c.Low & b.Low) ^ (c.High & c.Low)) + a.High;
                return new(SumA(upper) + ((upper & c.Low) ^ (upper & c.High) ^ (c.High & c.Low)) + a.Low, upper);
            case Op.VSha512Su0:
                return new(a.Low + SmallSigma0(a.High), a.High + SmallSigma0(b.Low));
            default:
                return new(a.Low + SmallSigma1(b.Low) + c.Low, a.High + SmallSigma1(b.High) + c.High);
        }
    }

    private static ulong SumE(ulong x) => ulong.RotateRight(x, 14) ^ ulong.RotateRight(x, 18) ^ ulong.RotateRight(x, 41);

    private static ulong SumA(ulong x) => ulong.RotateRight(x, 28) ^ ulong.RotateRight(x, 34) ^ ulong.RotateRight(x, 39);

    private static ulong SmallSigma0(ulong x) => ulong.RotateRight(x, 1) ^ ulong.RotateRight(x, 8) ^ (x >> 7);

    private static ulong SmallSigma1(ulong x) => ulong.RotateRight(x, 19) ^ ulong.RotateRight(x, 61) ^ (x >> 6);
}
