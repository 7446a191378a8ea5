using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD load/store multiple structures, with and without post-index: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>LD1 (multiple structures).</summary>
    [A64("0 Q:1 0011000 1 000000 opcode:4 size:2 Rn:5 Rt:5", "LD1 <VectorList(Rt, Ld1Count(opcode), T(size, Q))>, [<Xn|SP>]", When = "Ld1Count(opcode) != 0")]
    [A64("0 Q:1 0011001 1 0 Rm:5 opcode:4 size:2 Rn:5 Rt:5", "LD1 <VectorList(Rt, Ld1Count(opcode), T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, Ld1Count(opcode) * (8 << Q))>", When = "Ld1Count(opcode) != 0")]
    private void LD1_advsimd_mult(int Q, int opcode, int size, int Rn, int Rt, int Rm = -1)
        => LoadStructures(Q, size, Rn, Rt, Rm, registers: Disassembly.Operands.Ld1Count(opcode), interleave: 1);

    /// <summary>LD2 (multiple structures).</summary>
    [A64("0 Q:1 0011000 1 000000 1000 size:2 Rn:5 Rt:5", "LD2 <VectorList(Rt, 2, T(size, Q))>, [<Xn|SP>]", When = "size != 3 || Q == 1")]
    [A64("0 Q:1 0011001 1 0 Rm:5 1000 size:2 Rn:5 Rt:5", "LD2 <VectorList(Rt, 2, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 16 << Q)>", When = "size != 3 || Q == 1")]
    private void LD2_advsimd_mult(int Q, int size, int Rn, int Rt, int Rm = -1)
        => LoadStructures(Q, size, Rn, Rt, Rm, registers: 2, interleave: 2);

    /// <summary>LD3 (multiple structures).</summary>
    [A64("0 Q:1 0011000 1 000000 0100 size:2 Rn:5 Rt:5", "LD3 <VectorList(Rt, 3, T(size, Q))>, [<Xn|SP>]", When = "size != 3 || Q == 1")]
    [A64("0 Q:1 0011001 1 0 Rm:5 0100 size:2 Rn:5 Rt:5", "LD3 <VectorList(Rt, 3, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 24 << Q)>", When = "size != 3 || Q == 1")]
    private void LD3_advsimd_mult(int Q, int size, int Rn, int Rt, int Rm = -1)
        => LoadStructures(Q, size, Rn, Rt, Rm, registers: 3, interleave: 3);

    /// <summary>LD4 (multiple structures).</summary>
    [A64("0 Q:1 0011000 1 000000 0000 size:2 Rn:5 Rt:5", "LD4 <VectorList(Rt, 4, T(size, Q))>, [<Xn|SP>]", When = "size != 3 || Q == 1")]
    [A64("0 Q:1 0011001 1 0 Rm:5 0000 size:2 Rn:5 Rt:5", "LD4 <VectorList(Rt, 4, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 32 << Q)>", When = "size != 3 || Q == 1")]
    private void LD4_advsimd_mult(int Q, int size, int Rn, int Rt, int Rm = -1)
        => LoadStructures(Q, size, Rn, Rt, Rm, registers: 4, interleave: 4);

    /// <summary>ST1 (multiple structures).</summary>
    [A64("0 Q:1 0011000 0 000000 opcode:4 size:2 Rn:5 Rt:5", "ST1 <VectorList(Rt, Ld1Count(opcode), T(size, Q))>, [<Xn|SP>]", When = "Ld1Count(opcode) != 0")]
    [A64("0 Q:1 0011001 0 0 Rm:5 opcode:4 size:2 Rn:5 Rt:5", "ST1 <VectorList(Rt, Ld1Count(opcode), T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, Ld1Count(opcode) * (8 << Q))>", When = "Ld1Count(opcode) != 0")]
    private void ST1_advsimd_mult(int Q, int opcode, int size, int Rn, int Rt, int Rm = -1)
        => StoreStructures(Q, size, Rn, Rt, Rm, registers: Disassembly.Operands.Ld1Count(opcode), interleave: 1);

    /// <summary>ST2 (multiple structures).</summary>
    [A64("0 Q:1 0011000 0 000000 1000 size:2 Rn:5 Rt:5", "ST2 <VectorList(Rt, 2, T(size, Q))>, [<Xn|SP>]", When = "size != 3 || Q == 1")]
    [A64("0 Q:1 0011001 0 0 Rm:5 1000 size:2 Rn:5 Rt:5", "ST2 <VectorList(Rt, 2, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 16 << Q)>", When = "size != 3 || Q == 1")]
    private void ST2_advsimd_mult(int Q, int size, int Rn, int Rt, int Rm = -1)
        => StoreStructures(Q, size, Rn, Rt, Rm, registers: 2, interleave: 2);

    /// <summary>ST3 (multiple structures).</summary>
    [A64("0 Q:1 0011000 0 000000 0100 size:2 Rn:5 Rt:5", "ST3 <VectorList(Rt, 3, T(size, Q))>, [<Xn|SP>]", When = "size != 3 || Q == 1")]
    [A64("0 Q:1 0011001 0 0 Rm:5 0100 size:2 Rn:5 Rt:5", "ST3 <VectorList(Rt, 3, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 24 << Q)>", When = "size != 3 || Q == 1")]
    private void ST3_advsimd_mult(int Q, int size, int Rn, int Rt, int Rm = -1)
        => StoreStructures(Q, size, Rn, Rt, Rm, registers: 3, interleave: 3);

    /// <summary>ST4 (multiple structures).</summary>
    [A64("0 Q:1 0011000 0 000000 0000 size:2 Rn:5 Rt:5", "ST4 <VectorList(Rt, 4, T(size, Q))>, [<Xn|SP>]", When = "size != 3 || Q == 1")]
    [A64("0 Q:1 0011001 0 0 Rm:5 0000 size:2 Rn:5 Rt:5", "ST4 <VectorList(Rt, 4, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 32 << Q)>", When = "size != 3 || Q == 1")]
    private void ST4_advsimd_mult(int Q, int size, int Rn, int Rt, int Rm = -1)
        => StoreStructures(Q, size, Rn, Rt, Rm, registers: 4, interleave: 4);

    private void LoadStructures(int Q, int size, int Rn, int Rt, int Rm, int registers, int interleave)
    {
        VectorShape T = new(8 << size, 64 << Q);
        Value address = BaseAddress(Rn);
        Value[] chunks = new Value[registers];
        for (int i = 0; i < registers; i++)
        {
            chunks[i] = LoadElements(address + (i * (8L << Q)), T);
        }

        Value[] loaded = interleave == 1 ? chunks : Deinterleave(chunks, T);
        for (int i = 0; i < registers; i++)
        {
            V[(Rt + i) & 31] = loaded[i];
        }

        PostIndex(Rn, Rm, address, registers * (8 << Q));
    }

    private void StoreStructures(int Q, int size, int Rn, int Rt, int Rm, int registers, int interleave)
    {
        VectorShape T = new(8 << size, 64 << Q);
        Value address = BaseAddress(Rn);
        Value[] chunks = new Value[registers];
        for (int i = 0; i < registers; i++)
        {
            chunks[i] = V[(Rt + i) & 31];
        }

        chunks = interleave == 1 ? chunks : Interleave(chunks, T);
        for (int i = 0; i < registers; i++)
        {
            StoreElements(address + (i * (8L << Q)), T, chunks[i]);
        }

        PostIndex(Rn, Rm, address, registers * (8 << Q));
    }

    /// <summary>Writes the base register back: by a register (31: by the size of the access), or not at all (-1).</summary>
    private void PostIndex(int Rn, int Rm, Value address, int bytes)
    {
        if (Rm >= 0)
        {
            XSP[Rn, 64] = Rm == 31 ? address + bytes : address + X[Rm, 64];
        }
    }
}
