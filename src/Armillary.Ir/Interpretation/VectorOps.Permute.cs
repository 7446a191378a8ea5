namespace Armillary.Ir.Interpretation;

public static partial class VectorOps
{
    private static bool Permute(in Instruction i, Bits128 a, Bits128 b, out Bits128 result)
    {
        int esize = i.Sub, parameter = (int)(i.Imm >> 8);
        int datasize = (int)(i.Imm & 0xFF);
        Lanes x = new(a), y = new(b), r = default;
        switch (i.Op)
        {
            case Op.VFromInt:
                result = new(a.Low & Lanes.Ones(esize));
                return true;
            case Op.VExtract:
                result = new(x.Get((int)i.Imm, esize));
                return true;
            case Op.VExtractSigned:
                ulong signed = (ulong)x.GetSigned((int)i.Imm, esize);
                result = new(i.Type == IrType.I32 ? (uint)signed : signed);
                return true;
            case Op.VInsert:
                x.Set((int)i.Imm, esize, b.Low);
                result = x.Bits;
                return true;
            case Op.VDup or Op.VDupElement:
                ulong element = i.Op == Op.VDup ? a.Low : x.Get(parameter, esize);
                for (int e = 0; e < datasize / esize; e++)
                {
                    r.Set(e, esize, element);
                }

                break;
            case Op.VZip1 or Op.VZip2 or Op.VUzp1 or Op.VUzp2 or Op.VTrn1 or Op.VTrn2:
                Pairs(i.Op, x, y, ref r, esize, datasize / esize);
                break;
            case Op.VReverse:
                int group = parameter / esize;
                for (int e = 0; e < datasize / esize; e++)
                {
                    r.Set(e, esize, x.Get(e ^ (group - 1), esize));
                }

                break;
            case Op.VExtractBytes:
                int bytes = datasize / 8;
                for (int e = 0; e < bytes; e++)
                {
                    int from = e + parameter;
                    r.Set(e, 8, from < bytes ? x.Get(from, 8) : y.Get(from - bytes, 8));
                }

                break;
            case Op.VTable:
                for (int e = 0; e < datasize / 8; e++)
                {
                    ulong index = y.Get(e, 8);
                    r.Set(e, 8, index < 16 ? x.Get((int)index, 8) : 0);
                }

                break;
            default:
                return Reduce(i, x, out result);
        }

        result = r.Bits;
        return true;
    }

    private static void Pairs(Op op, Lanes x, Lanes y, ref Lanes r, int esize, int elements)
    {
        int odd = op is Op.VZip2 or Op.VUzp2 or Op.VTrn2 ? 1 : 0;
        for (int e = 0; e < elements; e++)
        {
            ulong value;
            if (op is Op.VUzp1 or Op.VUzp2)
            {
                int from = (2 * e) + odd;
                value = from < elements ? x.Get(from, esize) : y.Get(from - elements, esize);
            }
            else
            {
                int from = op is Op.VZip1 or Op.VZip2 ? (odd * elements / 2) + (e / 2) : (e & ~1) + odd;
                value = (e & 1) == 0 ? x.Get(from, esize) : y.Get(from, esize);
            }

            r.Set(e, esize, value);
        }
    }

    private static bool Reduce(in Instruction i, Lanes x, out Bits128 result)
    {
        if (i.Op is not (>= Op.VReduceAdd and <= Op.VReduceMinUnsigned))
        {
            result = default;
            return false;
        }

        int esize = i.Sub;
        ulong value = x.Get(0, esize);
        for (int e = 1; e < (int)(i.Imm & 0xFF) / esize; e++)
        {
            ulong next = x.Get(e, esize);
            value = i.Op switch
            {
                Op.VReduceAdd => value + next,
                Op.VReduceMaxSigned => Lanes.Signed(next, esize) > Lanes.Signed(value, esize) ? next : value,
                Op.VReduceMinSigned => Lanes.Signed(next, esize) < Lanes.Signed(value, esize) ? next : value,
                Op.VReduceMaxUnsigned => Math.Max(value, next),
                _ => Math.Min(value, next),
            };
        }

        result = new(value & Lanes.Ones(esize));
        return true;
    }
}
