using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD load/store single structure, with and without post-index: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>LD1 (single structure).</summary>
    [A64("0 Q:1 0011010 1 0 00000 opcode:3 S:1 size:2 Rn:5 Rt:5", "LD1 <ElementList(Rt, 1, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>]", When = "(opcode & 1) == 0 && SingleIndex(opcode, Q, S, size) >= 0")]
    [A64("0 Q:1 0011011 1 0 Rm:5 opcode:3 S:1 size:2 Rn:5 Rt:5", "LD1 <ElementList(Rt, 1, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>], <PostIndex(Rm, 1 << SingleScale(opcode, size))>", When = "(opcode & 1) == 0 && SingleIndex(opcode, Q, S, size) >= 0")]
    private void LD1_advsimd_sngl(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm = -1)
        => LoadSingle(Q, opcode, S, size, Rn, Rt, Rm, 1);

    /// <summary>LD2 (single structure).</summary>
    [A64("0 Q:1 0011010 1 1 00000 opcode:3 S:1 size:2 Rn:5 Rt:5", "LD2 <ElementList(Rt, 2, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>]", When = "(opcode & 1) == 0 && SingleIndex(opcode, Q, S, size) >= 0")]
    [A64("0 Q:1 0011011 1 1 Rm:5 opcode:3 S:1 size:2 Rn:5 Rt:5", "LD2 <ElementList(Rt, 2, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>], <PostIndex(Rm, 2 << SingleScale(opcode, size))>", When = "(opcode & 1) == 0 && SingleIndex(opcode, Q, S, size) >= 0")]
    private void LD2_advsimd_sngl(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm = -1)
        => LoadSingle(Q, opcode, S, size, Rn, Rt, Rm, 2);

    /// <summary>LD3 (single structure).</summary>
    [A64("0 Q:1 0011010 1 0 00000 opcode:3 S:1 size:2 Rn:5 Rt:5", "LD3 <ElementList(Rt, 3, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>]", When = "(opcode & 1) == 1 && SingleIndex(opcode, Q, S, size) >= 0")]
    [A64("0 Q:1 0011011 1 0 Rm:5 opcode:3 S:1 size:2 Rn:5 Rt:5", "LD3 <ElementList(Rt, 3, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>], <PostIndex(Rm, 3 << SingleScale(opcode, size))>", When = "(opcode & 1) == 1 && SingleIndex(opcode, Q, S, size) >= 0")]
    private void LD3_advsimd_sngl(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm = -1)
        => LoadSingle(Q, opcode, S, size, Rn, Rt, Rm, 3);

    /// <summary>LD4 (single structure).</summary>
    [A64("0 Q:1 0011010 1 1 00000 opcode:3 S:1 size:2 Rn:5 Rt:5", "LD4 <ElementList(Rt, 4, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>]", When = "(opcode & 1) == 1 && SingleIndex(opcode, Q, S, size) >= 0")]
    [A64("0 Q:1 0011011 1 1 Rm:5 opcode:3 S:1 size:2 Rn:5 Rt:5", "LD4 <ElementList(Rt, 4, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>], <PostIndex(Rm, 4 << SingleScale(opcode, size))>", When = "(opcode & 1) == 1 && SingleIndex(opcode, Q, S, size) >= 0")]
    private void LD4_advsimd_sngl(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm = -1)
        => LoadSingle(Q, opcode, S, size, Rn, Rt, Rm, 4);

    /// <summary>ST1 (single structure).</summary>
    [A64("0 Q:1 0011010 0 0 00000 opcode:3 S:1 size:2 Rn:5 Rt:5", "ST1 <ElementList(Rt, 1, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>]", When = "(opcode & 1) == 0 && SingleIndex(opcode, Q, S, size) >= 0")]
    [A64("0 Q:1 0011011 0 0 Rm:5 opcode:3 S:1 size:2 Rn:5 Rt:5", "ST1 <ElementList(Rt, 1, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>], <PostIndex(Rm, 1 << SingleScale(opcode, size))>", When = "(opcode & 1) == 0 && SingleIndex(opcode, Q, S, size) >= 0")]
    private void ST1_advsimd_sngl(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm = -1)
        => StoreSingle(Q, opcode, S, size, Rn, Rt, Rm, 1);

    /// <summary>ST2 (single structure).</summary>
    [A64("0 Q:1 0011010 0 1 00000 opcode:3 S:1 size:2 Rn:5 Rt:5", "ST2 <ElementList(Rt, 2, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>]", When = "(opcode & 1) == 0 && SingleIndex(opcode, Q, S, size) >= 0")]
    [A64("0 Q:1 0011011 0 1 Rm:5 opcode:3 S:1 size:2 Rn:5 Rt:5", "ST2 <ElementList(Rt, 2, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>], <PostIndex(Rm, 2 << SingleScale(opcode, size))>", When = "(opcode & 1) == 0 && SingleIndex(opcode, Q, S, size) >= 0")]
    private void ST2_advsimd_sngl(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm = -1)
        => StoreSingle(Q, opcode, S, size, Rn, Rt, Rm, 2);

    /// <summary>ST3 (single structure).</summary>
    [A64("0 Q:1 0011010 0 0 00000 opcode:3 S:1 size:2 Rn:5 Rt:5", "ST3 <ElementList(Rt, 3, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>]", When = "(opcode & 1) == 1 && SingleIndex(opcode, Q, S, size) >= 0")]
    [A64("0 Q:1 0011011 0 0 Rm:5 opcode:3 S:1 size:2 Rn:5 Rt:5", "ST3 <ElementList(Rt, 3, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>], <PostIndex(Rm, 3 << SingleScale(opcode, size))>", When = "(opcode & 1) == 1 && SingleIndex(opcode, Q, S, size) >= 0")]
    private void ST3_advsimd_sngl(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm = -1)
        => StoreSingle(Q, opcode, S, size, Rn, Rt, Rm, 3);

    /// <summary>ST4 (single structure).</summary>
    [A64("0 Q:1 0011010 0 1 00000 opcode:3 S:1 size:2 Rn:5 Rt:5", "ST4 <ElementList(Rt, 4, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>]", When = "(opcode & 1) == 1 && SingleIndex(opcode, Q, S, size) >= 0")]
    [A64("0 Q:1 0011011 0 1 Rm:5 opcode:3 S:1 size:2 Rn:5 Rt:5", "ST4 <ElementList(Rt, 4, SingleScale(opcode, size), SingleIndex(opcode, Q, S, size))>, [<Xn|SP>], <PostIndex(Rm, 4 << SingleScale(opcode, size))>", When = "(opcode & 1) == 1 && SingleIndex(opcode, Q, S, size) >= 0")]
    private void ST4_advsimd_sngl(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm = -1)
        => StoreSingle(Q, opcode, S, size, Rn, Rt, Rm, 4);

    /// <summary>LD1R.</summary>
    [A64("0 Q:1 0011010 1 0 00000 110 0 size:2 Rn:5 Rt:5", "LD1R <VectorList(Rt, 1, T(size, Q))>, [<Xn|SP>]")]
    [A64("0 Q:1 0011011 1 0 Rm:5 110 0 size:2 Rn:5 Rt:5", "LD1R <VectorList(Rt, 1, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 1 << size)>")]
    private void LD1R_advsimd(int Q, int size, int Rn, int Rt, int Rm = -1)
        => LoadReplicate(Q, size, Rn, Rt, Rm, 1);

    /// <summary>LD2R.</summary>
    [A64("0 Q:1 0011010 1 1 00000 110 0 size:2 Rn:5 Rt:5", "LD2R <VectorList(Rt, 2, T(size, Q))>, [<Xn|SP>]")]
    [A64("0 Q:1 0011011 1 1 Rm:5 110 0 size:2 Rn:5 Rt:5", "LD2R <VectorList(Rt, 2, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 2 << size)>")]
    private void LD2R_advsimd(int Q, int size, int Rn, int Rt, int Rm = -1)
        => LoadReplicate(Q, size, Rn, Rt, Rm, 2);

    /// <summary>LD3R.</summary>
    [A64("0 Q:1 0011010 1 0 00000 111 0 size:2 Rn:5 Rt:5", "LD3R <VectorList(Rt, 3, T(size, Q))>, [<Xn|SP>]")]
    [A64("0 Q:1 0011011 1 0 Rm:5 111 0 size:2 Rn:5 Rt:5", "LD3R <VectorList(Rt, 3, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 3 << size)>")]
    private void LD3R_advsimd(int Q, int size, int Rn, int Rt, int Rm = -1)
        => LoadReplicate(Q, size, Rn, Rt, Rm, 3);

    /// <summary>LD4R.</summary>
    [A64("0 Q:1 0011010 1 1 00000 111 0 size:2 Rn:5 Rt:5", "LD4R <VectorList(Rt, 4, T(size, Q))>, [<Xn|SP>]")]
    [A64("0 Q:1 0011011 1 1 Rm:5 111 0 size:2 Rn:5 Rt:5", "LD4R <VectorList(Rt, 4, T(size, Q))>, [<Xn|SP>], <PostIndex(Rm, 4 << size)>")]
    private void LD4R_advsimd(int Q, int size, int Rn, int Rt, int Rm = -1)
        => LoadReplicate(Q, size, Rn, Rt, Rm, 4);

    private void LoadSingle(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm, int registers)
    {
        int scale = Disassembly.Operands.SingleScale(opcode, size), index = Disassembly.Operands.SingleIndex(opcode, Q, S, size);
        Value address = BaseAddress(Rn);
        Value[] loaded = new Value[registers];
        for (int i = 0; i < registers; i++)
        {
            loaded[i] = LoadMemory(address + (i << scale), (MemoryAccess)scale, IrType.I64);
        }

        for (int i = 0; i < registers; i++)
        {
            int t = (Rt + i) & 31;
            V[t] = Block.Append(Op.VInsert, IrType.V128, 8 << scale, V[t].Number, loaded[i].Number, imm: index);
        }

        PostIndex(Rn, Rm, address, registers << scale);
    }

    private void StoreSingle(int Q, int opcode, int S, int size, int Rn, int Rt, int Rm, int registers)
    {
        int scale = Disassembly.Operands.SingleScale(opcode, size), index = Disassembly.Operands.SingleIndex(opcode, Q, S, size);
        Value address = BaseAddress(Rn);
        for (int i = 0; i < registers; i++)
        {
            Value element = Block.Append(Op.VExtract, IrType.I64, 8 << scale, V[(Rt + i) & 31].Number, imm: index);
            StoreMemory(address + (i << scale), (MemoryAccess)scale, element);
        }

        PostIndex(Rn, Rm, address, registers << scale);
    }

    private void LoadReplicate(int Q, int size, int Rn, int Rt, int Rm, int registers)
    {
        VectorShape T = new(8 << size, 64 << Q);
        Value address = BaseAddress(Rn);
        Value[] loaded = new Value[registers];
        for (int i = 0; i < registers; i++)
        {
            loaded[i] = LoadMemory(address + (i << size), (MemoryAccess)size, IrType.I64);
        }

        for (int i = 0; i < registers; i++)
        {
            V[(Rt + i) & 31] = Map(Op.VDup, T, loaded[i]);
        }

        PostIndex(Rn, Rm, address, registers << size);
    }
}
