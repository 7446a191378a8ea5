using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Load/store exclusive and ordered, and the RCpc loads and stores.</summary>
public sealed partial class A64Translator
{
    /// <summary>STXRB, STXRH, STXR, STLXRB, STLXRH, STLXR.</summary>
    [A64("size:2 001000 0 0 0 Rs:5 o0:1 (1)(1)(1)(1)(1) Rn:5 Rt:5", "ST<Ordering(0, o0)>XR<AccessSize(size)> <Ws>, <Register(Rt, size / 3)>, [<Xn|SP>]")]
    private void STXR_ldstexclr(int size, int Rs, int o0, int Rn, int Rt)
    {
        MemoryAccess access = Exclusive(size, o0);
        Value status = Block.Append(
            Op.StoreExclusive, IrType.I32, (int)access, BaseAddress(Rn).Number, DataOrder(X[Rt, 64], access).Number);
        X[Rs, 32] = status;
    }

    /// <summary>LDXRB, LDXRH, LDXR, LDAXRB, LDAXRH, LDAXR.</summary>
    [A64("size:2 001000 0 1 0 (1)(1)(1)(1)(1) o0:1 (1)(1)(1)(1)(1) Rn:5 Rt:5", "LD<Ordering(o0, 0)>XR<AccessSize(size)> <Register(Rt, size / 3)>, [<Xn|SP>]")]
    private void LDXR_ldstexclr(int size, int o0, int Rn, int Rt)
    {
        MemoryAccess access = Exclusive(size, o0);
        Value data = Block.Append(Op.LoadExclusive, IrType.I64, (int)access, BaseAddress(Rn).Number);
        X[Rt, 64] = BigEndian ? SwapLoaded(data, access) : data;
    }

    /// <summary>STXP, STLXP.</summary>
    [A64("1 sz:1 001000 0 0 1 Rs:5 o0:1 Rt2:5 Rn:5 Rt:5", "ST<Ordering(0, o0)>XP <Ws>, <Register(Rt, sz)>, <Register(Rt2, sz)>, [<Xn|SP>]")]
    private void STXP_ldstexclp(int sz, int Rs, int o0, int Rt2, int Rn, int Rt)
    {
        MemoryAccess access = Exclusive(2 + sz, o0);
        Value address = BaseAddress(Rn), first = DataOrder(X[Rt, 64], access), second = DataOrder(X[Rt2, 64], access);
        X[Rs, 32] = Block.Append(Op.StoreExclusivePair, IrType.I32, (int)access, address.Number, first.Number, second.Number);
    }

    /// <summary>LDXP, LDAXP.</summary>
    [A64("1 sz:1 001000 0 1 1 (1)(1)(1)(1)(1) o0:1 Rt2:5 Rn:5 Rt:5", "LD<Ordering(o0, 0)>XP <Register(Rt, sz)>, <Register(Rt2, sz)>, [<Xn|SP>]")]
    private void LDXP_ldstexclp(int sz, int o0, int Rt2, int Rn, int Rt)
    {
        MemoryAccess access = Exclusive(2 + sz, o0);
        Value first = Block.Append(Op.LoadExclusivePair, IrType.I64, (int)access, BaseAddress(Rn).Number);
        Value second = Block.Append(Op.PairHigh, IrType.I64, a: first.Number);
        X[Rt, 64] = BigEndian ? SwapLoaded(first, access) : first;
        X[Rt2, 64] = BigEndian ? SwapLoaded(second, access) : second;
    }

    /// <summary>STLRB, STLRH, STLR.</summary>
    [A64("size:2 001000 1 0 0 (1)(1)(1)(1)(1) 1 (1)(1)(1)(1)(1) Rn:5 Rt:5", "STLR<AccessSize(size)> <Register(Rt, size / 3)>, [<Xn|SP>]")]
    private void STLR_ldstord(int size, int Rn, int Rt) => Store(BaseAddress(Rn), Rt, (MemoryAccess)size | MemoryAccess.Ordered);

    /// <summary>LDARB, LDARH, LDAR.</summary>
    [A64("size:2 001000 1 1 0 (1)(1)(1)(1)(1) 1 (1)(1)(1)(1)(1) Rn:5 Rt:5", "LDAR<AccessSize(size)> <Register(Rt, size / 3)>, [<Xn|SP>]")]
    private void LDAR_ldstord(int size, int Rn, int Rt) => Load(BaseAddress(Rn), Rt, (MemoryAccess)size | MemoryAccess.Ordered, 64);

    /// <summary>STLLRB, STLLRH, STLLR.</summary>
    [A64("size:2 001000 1 0 0 (1)(1)(1)(1)(1) 0 (1)(1)(1)(1)(1) Rn:5 Rt:5", "STLLR<AccessSize(size)> <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LOR")]
    private void STLLR_ldstord(int size, int Rn, int Rt) => Store(BaseAddress(Rn), Rt, (MemoryAccess)size | MemoryAccess.Ordered);

    /// <summary>LDLARB, LDLARH, LDLAR.</summary>
    [A64("size:2 001000 1 1 0 (1)(1)(1)(1)(1) 0 (1)(1)(1)(1)(1) Rn:5 Rt:5", "LDLAR<AccessSize(size)> <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LOR")]
    private void LDLAR_ldstord(int size, int Rn, int Rt) => Load(BaseAddress(Rn), Rt, (MemoryAccess)size | MemoryAccess.Ordered, 64);

    /// <summary>LDAPRB, LDAPRH, LDAPR.</summary>
    [A64("size:2 111 0 00 101 (1)(1)(1)(1)(1) 1100 00 Rn:5 Rt:5", "LDAPR<AccessSize(size)> <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LRCPC")]
    private void LDAPR_memop(int size, int Rn, int Rt) => Load(BaseAddress(Rn), Rt, (MemoryAccess)size | MemoryAccess.Ordered, 64);

    /// <summary>STLURB, STLURH, STLUR.</summary>
    [A64("size:2 011001 00 0 imm9:9 00 Rn:5 Rt:5", "STLUR<AccessSize(size)> <Register(Rt, size / 3)>, [<Xn|SP>{, #<Signed(imm9, 9)>}]", Feature = "LRCPC2")]
    private void STLUR_ldapstl_unscaled(int size, int imm9, int Rn, int Rt)
        => Store(BaseAddress(Rn) + Signed9(imm9), Rt, (MemoryAccess)size | MemoryAccess.Ordered);

    /// <summary>LDAPURB, LDAPURH, LDAPUR.</summary>
    [A64("size:2 011001 01 0 imm9:9 00 Rn:5 Rt:5", "LDAPUR<AccessSize(size)> <Register(Rt, size / 3)>, [<Xn|SP>{, #<Signed(imm9, 9)>}]", Feature = "LRCPC2")]
    private void LDAPUR_ldapstl_unscaled(int size, int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, (MemoryAccess)size | MemoryAccess.Ordered, 64);

    /// <summary>LDAPURSB, LDAPURSH, LDAPURSW to 64 bits.</summary>
    [A64("size:2 011001 10 0 imm9:9 00 Rn:5 Rt:5", "LDAPURS<SignedSize(size)> <Xt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]", Feature = "LRCPC2", When = "size != 3")]
    private void LDAPURS_64_ldapstl_unscaled(int size, int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, (MemoryAccess)size | MemoryAccess.Ordered | MemoryAccess.Signed, 64);

    /// <summary>LDAPURSB, LDAPURSH to 32 bits.</summary>
    [A64("size:2 011001 11 0 imm9:9 00 Rn:5 Rt:5", "LDAPURS<SignedSize(size)> <Wt>, [<Xn|SP>{, #<Signed(imm9, 9)>}]", Feature = "LRCPC2", When = "size < 2")]
    private void LDAPURS_32_ldapstl_unscaled(int size, int imm9, int Rn, int Rt)
        => Load(BaseAddress(Rn) + Signed9(imm9), Rt, (MemoryAccess)size | MemoryAccess.Ordered | MemoryAccess.Signed, 32);

    // FEAT_LSE2: within 16 aligned bytes any address will do (DDI 0487, B2.2.1), but for big-endian data, which takes two accesses here.
    private MemoryAccess Exclusive(int size, int ordered)
        => (MemoryAccess)size | ((Features & Features.LSE2) != 0 && !BigEndian ? Checked(0) : MemoryAccess.Aligned) | (ordered != 0 ? MemoryAccess.Ordered : 0);

    private Value DataOrder(Value value, MemoryAccess access) => BigEndian ? ReverseElement(value, access.Bytes()) : value;
}
