using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Logical (shifted register).</summary>
public sealed partial class A64Translator
{
    /// <summary>AND (shifted register).</summary>
    [A64("sf:1 00 01010 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5", "AND <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "sf == 1 || imm6 < 32")]
    private void AND_log_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => X[Rd, 32 << sf] = X[Rn, 32 << sf] & ShiftReg(Rm, shift, imm6, 32 << sf);

    /// <summary>BIC (shifted register).</summary>
    [A64("sf:1 00 01010 shift:2 1 Rm:5 imm6:6 Rn:5 Rd:5", "BIC <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "sf == 1 || imm6 < 32")]
    private void BIC_log_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => X[Rd, 32 << sf] = Block.Binary(Op.AndNot, X[Rn, 32 << sf], ShiftReg(Rm, shift, imm6, 32 << sf));

    /// <summary>ORR (shifted register).</summary>
    [A64("sf:1 01 01010 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5", "ORR <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "sf == 1 || imm6 < 32")]
    [A64Alias("MOV <Rd>, <Rm>", When = "Rn == 31 && shift == 0 && imm6 == 0")]
    private void ORR_log_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => X[Rd, 32 << sf] = X[Rn, 32 << sf] | ShiftReg(Rm, shift, imm6, 32 << sf);

    /// <summary>ORN (shifted register).</summary>
    [A64("sf:1 01 01010 shift:2 1 Rm:5 imm6:6 Rn:5 Rd:5", "ORN <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "sf == 1 || imm6 < 32")]
    [A64Alias("MVN <Rd>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "Rn == 31")]
    private void ORN_log_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => X[Rd, 32 << sf] = X[Rn, 32 << sf] | ~ShiftReg(Rm, shift, imm6, 32 << sf);

    /// <summary>EOR (shifted register).</summary>
    [A64("sf:1 10 01010 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5", "EOR <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "sf == 1 || imm6 < 32")]
    private void EOR_log_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => X[Rd, 32 << sf] = X[Rn, 32 << sf] ^ ShiftReg(Rm, shift, imm6, 32 << sf);

    /// <summary>EON (shifted register).</summary>
    [A64("sf:1 10 01010 shift:2 1 Rm:5 imm6:6 Rn:5 Rd:5", "EON <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "sf == 1 || imm6 < 32")]
    private void EON_log_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => X[Rd, 32 << sf] = X[Rn, 32 << sf] ^ ~ShiftReg(Rm, shift, imm6, 32 << sf);

    /// <summary>ANDS (shifted register).</summary>
    [A64("sf:1 11 01010 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5", "ANDS <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "sf == 1 || imm6 < 32")]
    [A64Alias("TST <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "Rd == 31")]
    private void ANDS_log_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
    {
        Value result = X[Rn, 32 << sf] & ShiftReg(Rm, shift, imm6, 32 << sf);
        NZCV = LogicFlags(result);
        X[Rd, 32 << sf] = result;
    }

    /// <summary>BICS (shifted register).</summary>
    [A64("sf:1 11 01010 shift:2 1 Rm:5 imm6:6 Rn:5 Rd:5", "BICS <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "sf == 1 || imm6 < 32")]
    private void BICS_log_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
    {
        Value result = Block.Binary(Op.AndNot, X[Rn, 32 << sf], ShiftReg(Rm, shift, imm6, 32 << sf));
        NZCV = LogicFlags(result);
        X[Rd, 32 << sf] = result;
    }

    /// <summary>ShiftReg (DDI 0487): a register shifted by a constant below the width.</summary>
    private Value ShiftReg(int Rm, int shift, int amount, int datasize)
    {
        Value value = X[Rm, datasize];
        return amount == 0 ? value : shift switch
        {
            0 => value << amount,
            1 => value >>> amount,
            2 => value >> amount,
            _ => Block.Binary(Op.Ror, value, Imm(amount, datasize)),
        };
    }
}
