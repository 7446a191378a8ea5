using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Vectors in memory by element: byte order, alignment of elements, and structures of two to four elements.</summary>
public sealed partial class A64Translator
{
    /// <summary>
    /// Where alignment is checked it is each element's that counts, not the vector's, and in big-endian memory each element is reversed.
    /// </summary>
    private bool AccessesByElement(VectorShape T) => (Checked(0) & MemoryAccess.Aligned) != 0 && T.Esize < T.Datasize;

    /// <summary>A vector of elements from memory.</summary>
    private Value LoadElements(Value address, VectorShape T)
    {
        MemoryAccess element = ElementAccess(T);
        if (AccessesByElement(T))
        {
            Value vector = Block.VConst(0, 0);
            for (int e = 0; e < T.Elements; e++)
            {
                Value value = LoadMemory(address + (e * (long)element.Bytes()), element, IrType.I64);
                vector = Block.Append(Op.VInsert, IrType.V128, T.Esize, vector.Number, value.Number, imm: e);
            }

            return vector;
        }

        Value loaded = Block.Load(address, Checked(T.Datasize == 128 ? MemoryAccess.Size16 : MemoryAccess.Size8), IrType.V128);
        return BigEndian && T.Esize > 8 ? Map(Op.VReverse, T with { Esize = 8 }, loaded, T.Esize) : loaded;
    }

    /// <summary>A vector of elements to memory.</summary>
    private void StoreElements(Value address, VectorShape T, Value vector)
    {
        MemoryAccess element = ElementAccess(T);
        if (AccessesByElement(T))
        {
            for (int e = 0; e < T.Elements; e++)
            {
                Value value = Block.Append(Op.VExtract, IrType.I64, T.Esize, vector.Number, imm: e);
                StoreMemory(address + (e * (long)element.Bytes()), element, value);
            }

            return;
        }

        Value stored = BigEndian && T.Esize > 8 ? Map(Op.VReverse, T with { Esize = 8 }, vector, T.Esize) : vector;
        Block.Store(address, Checked(T.Datasize == 128 ? MemoryAccess.Size16 : MemoryAccess.Size8), stored);
    }

    private static MemoryAccess ElementAccess(VectorShape T)
        => T.Esize == 8 ? MemoryAccess.Size1 : T.Esize == 16 ? MemoryAccess.Size2 : T.Esize == 32 ? MemoryAccess.Size4 : MemoryAccess.Size8;

    /// <summary>From consecutive memory to one vector for each member of the structures.</summary>
    private Value[] Deinterleave(Value[] m, VectorShape T)
    {
        switch (m.Length)
        {
            case 2:
                return [Map(Op.VUzp1, T, m[0], m[1]), Map(Op.VUzp2, T, m[0], m[1])];
            case 3:
                return Shuffle3(m, T, deinterleave: true);
            default:
                Value even1 = Map(Op.VUzp1, T, m[0], m[1]), even2 = Map(Op.VUzp1, T, m[2], m[3]);
                Value odd1 = Map(Op.VUzp2, T, m[0], m[1]), odd2 = Map(Op.VUzp2, T, m[2], m[3]);
                return
                [
                    Map(Op.VUzp1, T, even1, even2), Map(Op.VUzp1, T, odd1, odd2),
                    Map(Op.VUzp2, T, even1, even2), Map(Op.VUzp2, T, odd1, odd2),
                ];
        }
    }

    /// <summary>From one vector for each member of the structures to consecutive memory.</summary>
    private Value[] Interleave(Value[] r, VectorShape T)
    {
        switch (r.Length)
        {
            case 2:
                return [Map(Op.VZip1, T, r[0], r[1]), Map(Op.VZip2, T, r[0], r[1])];
            case 3:
                return Shuffle3(r, T, deinterleave: false);
            default:
                Value low02 = Map(Op.VZip1, T, r[0], r[2]), high02 = Map(Op.VZip2, T, r[0], r[2]);
                Value low13 = Map(Op.VZip1, T, r[1], r[3]), high13 = Map(Op.VZip2, T, r[1], r[3]);
                return
                [
                    Map(Op.VZip1, T, low02, low13), Map(Op.VZip2, T, low02, low13),
                    Map(Op.VZip1, T, high02, high13), Map(Op.VZip2, T, high02, high13),
                ];
        }
    }

    /// <summary>Structures of three: each result takes bytes from all three sources by tables.</summary>
    private Value[] Shuffle3(Value[] sources, VectorShape T, bool deinterleave)
    {
        int bytes = T.Datasize / 8, ebytes = T.Esize / 8;
        Value[] results = new Value[3];
        Span<byte> indices = stackalloc byte[16];
        for (int k = 0; k < 3; k++)
        {
            Value? result = null;
            for (int s = 0; s < 3; s++)
            {
                indices.Fill(0xFF);
                for (int at = 0; at < bytes; at++)
                {
                    int from = deinterleave ? InterleavedByte(k, at, ebytes) : PlanarByte((k * bytes) + at, ebytes, bytes);
                    if (from / bytes == s)
                    {
                        indices[at] = (byte)(from % bytes);
                    }
                }

                Value part = Map(Op.VTable, new(8, T.Datasize), sources[s], Block.VConst(BitConverter.ToUInt64(indices), BitConverter.ToUInt64(indices[8..])));
                result = result is { } sum ? Map(Op.VOr, T, sum, part) : part;
            }

            results[k] = result!.Value;
        }

        return results;
    }

    /// <summary>Where byte <paramref name="at"/> of member <paramref name="member"/>'s vector lies in memory.</summary>
    private static int InterleavedByte(int member, int at, int ebytes)
        => (((at / ebytes * 3) + member) * ebytes) + (at % ebytes);

    /// <summary>Where a byte of memory lies in the members' vectors laid end to end.</summary>
    private static int PlanarByte(int at, int ebytes, int bytes)
        => (at / ebytes % 3 * bytes) + (at / ebytes / 3 * ebytes) + (at % ebytes);
}
