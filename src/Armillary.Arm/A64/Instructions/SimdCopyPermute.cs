using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Advanced SIMD copy, permute, extract and table lookup: DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>DUP (element).</summary>
    [A64("0 Q:1 0 01110000 imm5:5 0 0000 1 Rn:5 Rd:5", "DUP <Vd>.<T(Imm5Size(imm5), Q)>, <Vn>.<Letter(Imm5Size(imm5))>[<Imm5Index(imm5)>]", When = "(imm5 & 15) != 0 && (Imm5Size(imm5) != 3 || Q == 1)")]
    private void DUP_advsimd_elt(int Q, int imm5, int Rn, int Rd)
        => V[Rd] = Map(Op.VDupElement, Shape(Disassembly.Operands.Imm5Size(imm5), Q), V[Rn], Disassembly.Operands.Imm5Index(imm5));

    /// <summary>DUP (element), scalar.</summary>
    [A64("01 0 11110000 imm5:5 0 0000 1 Rn:5 Rd:5", "MOV <Scalar(Imm5Size(imm5), Rd)>, <Vn>.<Letter(Imm5Size(imm5))>[<Imm5Index(imm5)>]", When = "(imm5 & 15) != 0")]
    private void DUP_asisdone_only(int imm5, int Rn, int Rd)
    {
        int esize = 8 << Disassembly.Operands.Imm5Size(imm5), index = Disassembly.Operands.Imm5Index(imm5);
        Value source = index == 0 ? V[Rn] : Map(Op.VDupElement, new(esize, 64), V[Rn], index);
        V[Rd] = Block.Append(Op.VZeroUpper, IrType.V128, esize, source.Number);
    }

    /// <summary>DUP (general).</summary>
    [A64("0 Q:1 0 01110000 imm5:5 0 0001 1 Rn:5 Rd:5", "DUP <Vd>.<T(Imm5Size(imm5), Q)>, <Register(Rn, Imm5Size(imm5) == 3 ? 1 : 0)>", When = "(imm5 & 15) != 0 && (Imm5Size(imm5) != 3 || Q == 1)")]
    private void DUP_advsimd_gen(int Q, int imm5, int Rn, int Rd)
    {
        int size = Disassembly.Operands.Imm5Size(imm5);
        V[Rd] = Map(Op.VDup, Shape(size, Q), X[Rn, size == 3 ? 64 : 32]);
    }

    /// <summary>SMOV.</summary>
    [A64("0 Q:1 0 01110000 imm5:5 0 0101 1 Rn:5 Rd:5", "SMOV <Register(Rd, Q)>, <Vn>.<Letter(Imm5Size(imm5))>[<Imm5Index(imm5)>]", When = "(imm5 & 3) != 0 || ((imm5 & 7) != 0 && Q == 1)")]
    private void SMOV_advsimd(int Q, int imm5, int Rn, int Rd)
    {
        int esize = 8 << Disassembly.Operands.Imm5Size(imm5);
        X[Rd, 32 << Q] = Block.Append(Op.VExtractSigned, TypeOf(32 << Q), esize, V[Rn].Number, imm: Disassembly.Operands.Imm5Index(imm5));
    }

    /// <summary>UMOV.</summary>
    [A64("0 Q:1 0 01110000 imm5:5 0 0111 1 Rn:5 Rd:5", "UMOV <Register(Rd, Q)>, <Vn>.<Letter(Imm5Size(imm5))>[<Imm5Index(imm5)>]", When = "(Q == 0 && (imm5 & 7) != 0) || (Q == 1 && (imm5 & 15) == 8)")]
    [A64Alias("MOV <Register(Rd, Q)>, <Vn>.<Letter(Imm5Size(imm5))>[<Imm5Index(imm5)>]", When = "(imm5 & 3) == 0")]
    private void UMOV_advsimd(int Q, int imm5, int Rn, int Rd)
    {
        int esize = 8 << Disassembly.Operands.Imm5Size(imm5);
        X[Rd, 32 << Q] = Block.Append(Op.VExtract, TypeOf(32 << Q), esize, V[Rn].Number, imm: Disassembly.Operands.Imm5Index(imm5));
    }

    /// <summary>INS (general).</summary>
    [A64("01001110000 imm5:5 0 0011 1 Rn:5 Rd:5", "MOV <Vd>.<Letter(Imm5Size(imm5))>[<Imm5Index(imm5)>], <Register(Rn, Imm5Size(imm5) == 3 ? 1 : 0)>", When = "(imm5 & 15) != 0")]
    private void INS_advsimd_gen(int imm5, int Rn, int Rd)
    {
        int size = Disassembly.Operands.Imm5Size(imm5);
        V[Rd] = Block.Append(Op.VInsert, IrType.V128, 8 << size, V[Rd].Number, X[Rn, size == 3 ? 64 : 32].Number, imm: Disassembly.Operands.Imm5Index(imm5));
    }

    /// <summary>INS (element).</summary>
    [A64("01101110000 imm5:5 0 imm4:4 1 Rn:5 Rd:5", "MOV <Vd>.<Letter(Imm5Size(imm5))>[<Imm5Index(imm5)>], <Vn>.<Letter(Imm5Size(imm5))>[<(imm4 >> Imm5Size(imm5))>]", When = "(imm5 & 15) != 0")]
    private void INS_advsimd_elt(int imm5, int imm4, int Rn, int Rd)
    {
        int size = Disassembly.Operands.Imm5Size(imm5);
        Value element = Block.Append(Op.VExtract, size == 3 ? IrType.I64 : IrType.I32, 8 << size, V[Rn].Number, imm: imm4 >> size);
        V[Rd] = Block.Append(Op.VInsert, IrType.V128, 8 << size, V[Rd].Number, element.Number, imm: Disassembly.Operands.Imm5Index(imm5));
    }

    /// <summary>UZP1.</summary>
    [A64("0 Q:1 0 01110 size:2 0 Rm:5 0 001 10 Rn:5 Rd:5", "UZP1 <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    private void UZP1_advsimd(int Q, int size, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VUzp1, Shape(size, Q), V[Rn], V[Rm]);

    /// <summary>TRN1.</summary>
    [A64("0 Q:1 0 01110 size:2 0 Rm:5 0 010 10 Rn:5 Rd:5", "TRN1 <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    private void TRN1_advsimd(int Q, int size, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VTrn1, Shape(size, Q), V[Rn], V[Rm]);

    /// <summary>ZIP1.</summary>
    [A64("0 Q:1 0 01110 size:2 0 Rm:5 0 011 10 Rn:5 Rd:5", "ZIP1 <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    private void ZIP1_advsimd(int Q, int size, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VZip1, Shape(size, Q), V[Rn], V[Rm]);

    /// <summary>UZP2.</summary>
    [A64("0 Q:1 0 01110 size:2 0 Rm:5 0 101 10 Rn:5 Rd:5", "UZP2 <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    private void UZP2_advsimd(int Q, int size, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VUzp2, Shape(size, Q), V[Rn], V[Rm]);

    /// <summary>TRN2.</summary>
    [A64("0 Q:1 0 01110 size:2 0 Rm:5 0 110 10 Rn:5 Rd:5", "TRN2 <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    private void TRN2_advsimd(int Q, int size, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VTrn2, Shape(size, Q), V[Rn], V[Rm]);

    /// <summary>ZIP2.</summary>
    [A64("0 Q:1 0 01110 size:2 0 Rm:5 0 111 10 Rn:5 Rd:5", "ZIP2 <Vd>.<T>, <Vn>.<T>, <Vm>.<T>", When = "size != 3 || Q == 1")]
    private void ZIP2_advsimd(int Q, int size, int Rm, int Rn, int Rd)
        => V[Rd] = Map(Op.VZip2, Shape(size, Q), V[Rn], V[Rm]);

    /// <summary>EXT.</summary>
    [A64("0 Q:1 1 01110 00 0 Rm:5 0 imm4:4 0 Rn:5 Rd:5", "EXT <Vd>.<T>, <Vn>.<T>, <Vm>.<T>, #<imm4>", When = "Q == 1 || imm4 < 8")]
    private void EXT_advsimd(int Q, int Rm, int imm4, int Rn, int Rd)
        => V[Rd] = Map(Op.VExtractBytes, new(8, 64 << Q), V[Rn], V[Rm], imm4);

    /// <summary>TBL.</summary>
    [A64("0 Q:1 0 01110 00 0 Rm:5 0 len:2 0 00 Rn:5 Rd:5", "TBL <Vd>.<T>, <VectorList(Rn, len + 1, \"16B\")>, <Vm>.<T>")]
    private void TBL_advsimd(int Q, int Rm, int len, int Rn, int Rd)
        => V[Rd] = TableLookup(new(8, 64 << Q), Rn, len + 1, V[Rm]);

    /// <summary>TBX.</summary>
    [A64("0 Q:1 0 01110 00 0 Rm:5 0 len:2 1 00 Rn:5 Rd:5", "TBX <Vd>.<T>, <VectorList(Rn, len + 1, \"16B\")>, <Vm>.<T>")]
    private void TBX_advsimd(int Q, int Rm, int len, int Rn, int Rd)
    {
        VectorShape T = new(8, 64 << Q);
        Value indices = V[Rm];
        Value inside = Map(Op.VCompareGreaterUnsigned, T, Replicate((ulong)(16 * (len + 1)), T), indices);
        V[Rd] = Map(Op.VBitSelect, T, inside, TableLookup(T, Rn, len + 1, indices), V[Rd]);
    }

    /// <summary>Each register of the table answers for its 16 indices and gives zero for the others.</summary>
    private Value TableLookup(VectorShape T, int Rn, int registers, Value indices)
    {
        Value result = Map(Op.VTable, T, V[Rn], indices);
        for (int i = 1; i < registers; i++)
        {
            Value relative = Map(Op.VSub, T, indices, Replicate((ulong)(16 * i), T));
            result = Map(Op.VOr, T, result, Map(Op.VTable, T, V[(Rn + i) & 31], relative));
        }

        return result;
    }
}
