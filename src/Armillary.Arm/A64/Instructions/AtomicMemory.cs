using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Atomic memory operations and compare-and-swap (FEAT_LSE).</summary>
public sealed partial class A64Translator
{
    /// <summary>LDADD and STADD, all sizes and orders.</summary>
    [A64("size:2 111 0 00 A:1 R:1 1 Rs:5 0 000 00 Rn:5 Rt:5", "LDADD<Ordering(A, R)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    [A64Alias("STADD<Ordering(0, R)><AccessSize(size)> <Register(Rs, size / 3)>, [<Xn|SP>]", When = "Rt == 31 && A == 0")]
    private void LDADD_memop(int size, int A, int R, int Rs, int Rn, int Rt) => Atomic(Op.AtomicAdd, size, A | R, X[Rs, 64], Rn, Rt);

    /// <summary>LDCLR and STCLR, all sizes and orders.</summary>
    [A64("size:2 111 0 00 A:1 R:1 1 Rs:5 0 001 00 Rn:5 Rt:5", "LDCLR<Ordering(A, R)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    [A64Alias("STCLR<Ordering(0, R)><AccessSize(size)> <Register(Rs, size / 3)>, [<Xn|SP>]", When = "Rt == 31 && A == 0")]
    private void LDCLR_memop(int size, int A, int R, int Rs, int Rn, int Rt) => Atomic(Op.AtomicAnd, size, A | R, ~X[Rs, 64], Rn, Rt);

    /// <summary>LDEOR and STEOR, all sizes and orders.</summary>
    [A64("size:2 111 0 00 A:1 R:1 1 Rs:5 0 010 00 Rn:5 Rt:5", "LDEOR<Ordering(A, R)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    [A64Alias("STEOR<Ordering(0, R)><AccessSize(size)> <Register(Rs, size / 3)>, [<Xn|SP>]", When = "Rt == 31 && A == 0")]
    private void LDEOR_memop(int size, int A, int R, int Rs, int Rn, int Rt) => Atomic(Op.AtomicXor, size, A | R, X[Rs, 64], Rn, Rt);

    /// <summary>LDSET and STSET, all sizes and orders.</summary>
    [A64("size:2 111 0 00 A:1 R:1 1 Rs:5 0 011 00 Rn:5 Rt:5", "LDSET<Ordering(A, R)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    [A64Alias("STSET<Ordering(0, R)><AccessSize(size)> <Register(Rs, size / 3)>, [<Xn|SP>]", When = "Rt == 31 && A == 0")]
    private void LDSET_memop(int size, int A, int R, int Rs, int Rn, int Rt) => Atomic(Op.AtomicOr, size, A | R, X[Rs, 64], Rn, Rt);

    /// <summary>LDSMAX and STSMAX, all sizes and orders.</summary>
    [A64("size:2 111 0 00 A:1 R:1 1 Rs:5 0 100 00 Rn:5 Rt:5", "LDSMAX<Ordering(A, R)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    [A64Alias("STSMAX<Ordering(0, R)><AccessSize(size)> <Register(Rs, size / 3)>, [<Xn|SP>]", When = "Rt == 31 && A == 0")]
    private void LDSMAX_memop(int size, int A, int R, int Rs, int Rn, int Rt) => Atomic(Op.AtomicSignedMax, size, A | R, X[Rs, 64], Rn, Rt);

    /// <summary>LDSMIN and STSMIN, all sizes and orders.</summary>
    [A64("size:2 111 0 00 A:1 R:1 1 Rs:5 0 101 00 Rn:5 Rt:5", "LDSMIN<Ordering(A, R)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    [A64Alias("STSMIN<Ordering(0, R)><AccessSize(size)> <Register(Rs, size / 3)>, [<Xn|SP>]", When = "Rt == 31 && A == 0")]
    private void LDSMIN_memop(int size, int A, int R, int Rs, int Rn, int Rt) => Atomic(Op.AtomicSignedMin, size, A | R, X[Rs, 64], Rn, Rt);

    /// <summary>LDUMAX and STUMAX, all sizes and orders.</summary>
    [A64("size:2 111 0 00 A:1 R:1 1 Rs:5 0 110 00 Rn:5 Rt:5", "LDUMAX<Ordering(A, R)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    [A64Alias("STUMAX<Ordering(0, R)><AccessSize(size)> <Register(Rs, size / 3)>, [<Xn|SP>]", When = "Rt == 31 && A == 0")]
    private void LDUMAX_memop(int size, int A, int R, int Rs, int Rn, int Rt) => Atomic(Op.AtomicUnsignedMax, size, A | R, X[Rs, 64], Rn, Rt);

    /// <summary>LDUMIN and STUMIN, all sizes and orders.</summary>
    [A64("size:2 111 0 00 A:1 R:1 1 Rs:5 0 111 00 Rn:5 Rt:5", "LDUMIN<Ordering(A, R)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    [A64Alias("STUMIN<Ordering(0, R)><AccessSize(size)> <Register(Rs, size / 3)>, [<Xn|SP>]", When = "Rt == 31 && A == 0")]
    private void LDUMIN_memop(int size, int A, int R, int Rs, int Rn, int Rt) => Atomic(Op.AtomicUnsignedMin, size, A | R, X[Rs, 64], Rn, Rt);

    /// <summary>SWP, all sizes and orders.</summary>
    [A64("size:2 111 0 00 A:1 R:1 1 Rs:5 1 000 00 Rn:5 Rt:5", "SWP<Ordering(A, R)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    private void SWP_memop(int size, int A, int R, int Rs, int Rn, int Rt) => Atomic(Op.AtomicSwap, size, A | R, X[Rs, 64], Rn, Rt);

    /// <summary>CAS, all sizes and orders.</summary>
    [A64("size:2 001000 1 L:1 1 Rs:5 o0:1 11111 Rn:5 Rt:5", "CAS<Ordering(L, o0)><AccessSize(size)> <Register(Rs, size / 3)>, <Register(Rt, size / 3)>, [<Xn|SP>]", Feature = "LSE")]
    private void CAS_comswap(int size, int L, int Rs, int o0, int Rn, int Rt)
    {
        MemoryAccess access = Exclusive(size, L | o0);
        IrType type = size == 3 ? IrType.I64 : IrType.I32;
        Value address = BaseAddress(Rn);
        Value expected = DataOrder(Narrow(X[Rs, 64], size), access), replacement = DataOrder(Narrow(X[Rt, 64], size), access);
        Value old = Block.Append(Op.CompareAndSwap, type, (int)access, address.Number, expected.Number, replacement.Number);
        X[Rs, 64] = ZeroExtend(BigEndian ? SwapLoaded(old, access) : old, 64);
    }

    /// <summary>CASP, both sizes, all orders.</summary>
    [A64("0 sz:1 001000 0 L:1 1 Rs:5 o0:1 11111 Rn:5 Rt:5", "CASP<Ordering(L, o0)> <Register(Rs, sz)>, <Register(Rs + 1, sz)>, <Register(Rt, sz)>, <Register(Rt + 1, sz)>, [<Xn|SP>]", Feature = "LSE", When = "(Rs & 1) == 0 && (Rt & 1) == 0")]
    private void CASP_comswappr(int sz, int L, int Rs, int o0, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn);
        Block.BeforeAccess?.Invoke(Op.CompareAndSwap, Exclusive(sz == 0 ? 3 : 4, L | o0), address.Number, 0);
        Block.Call(Helpers.CompareAndSwapPair, CallFlags.MayLeave, address, Imm(Rs | Rt << 8 | (32 << sz) << 16 | L << 24 | o0 << 25, 64));
    }

    private void Atomic(Op op, int size, int ordered, Value operand, int Rn, int Rt)
    {
        MemoryAccess access = Exclusive(size, ordered);
        IrType type = size == 3 ? IrType.I64 : IrType.I32;
        Value address = BaseAddress(Rn);
        operand = Narrow(operand, size);
        if (BigEndian && size != 0)
        {
            X[Rt, 64] = BigEndianAtomic(op, access, type, address, operand);
            return;
        }

        X[Rt, 64] = ZeroExtend(Block.Append(op, type, (int)access, address.Number, operand.Number), 64);
    }

    /// <summary>The host's atomics are little-endian: load, compute, compare-and-swap, and execute the instruction again if another came between.</summary>
    private Value BigEndianAtomic(Op op, MemoryAccess access, IrType type, Value address, Value operand)
    {
        int bits = access.Bytes() * 8;
        Value raw = Block.Load(address, access, type);
        bool signed = op is Op.AtomicSignedMax or Op.AtomicSignedMin;
        Value old = SwapLoaded(raw, access);
        Value a = signed ? Block.SignExtend(old, bits, type) : old;
        Value b = signed ? Block.SignExtend(operand, bits, type) : bits < 64 ? Block.ZeroExtend(operand, bits, type) : operand;
        Value result = op switch
        {
            Op.AtomicAdd => a + b,
            Op.AtomicAnd => a & b,
            Op.AtomicOr => a | b,
            Op.AtomicXor => a ^ b,
            Op.AtomicSignedMax => Block.Binary(Op.SignedMax, a, b),
            Op.AtomicSignedMin => Block.Binary(Op.SignedMin, a, b),
            Op.AtomicUnsignedMax => Block.Binary(Op.UnsignedMax, a, b),
            Op.AtomicUnsignedMin => Block.Binary(Op.UnsignedMin, a, b),
            _ => b,
        };
        Value seen = Block.Append(Op.CompareAndSwap, type, (int)access, address.Number, raw.Number, ReverseElement(result, access.Bytes()).Number);
        Block.Append(Op.ExitIfNotZero, IrType.Void, a: (seen ^ raw).Number, imm: Offset);
        return ZeroExtend(old, 64);
    }

    private Value Narrow(Value value, int size) => size == 3 ? value : Block.Truncate(value);
}
