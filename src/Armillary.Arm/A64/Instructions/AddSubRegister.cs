using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Add/subtract (shifted register), (extended register), (with carry).</summary>
public sealed partial class A64Translator
{
    /// <summary>ADD (shifted register).</summary>
    [A64("sf:1 00 01011 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5", "ADD <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "shift != 3 && (sf == 1 || imm6 < 32)")]
    private void ADD_addsub_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => X[Rd, 32 << sf] = X[Rn, 32 << sf] + ShiftReg(Rm, shift, imm6, 32 << sf);

    /// <summary>ADDS (shifted register).</summary>
    [A64("sf:1 01 01011 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5", "ADDS <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "shift != 3 && (sf == 1 || imm6 < 32)")]
    [A64Alias("CMN <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "Rd == 31")]
    private void ADDS_addsub_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => AddSetFlags(X[Rn, 32 << sf], ShiftReg(Rm, shift, imm6, 32 << sf), Rd, 32 << sf);

    /// <summary>SUB (shifted register).</summary>
    [A64("sf:1 10 01011 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5", "SUB <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "shift != 3 && (sf == 1 || imm6 < 32)")]
    [A64Alias("NEG <Rd>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "Rn == 31")]
    private void SUB_addsub_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => X[Rd, 32 << sf] = X[Rn, 32 << sf] - ShiftReg(Rm, shift, imm6, 32 << sf);

    /// <summary>SUBS (shifted register).</summary>
    [A64("sf:1 11 01011 shift:2 0 Rm:5 imm6:6 Rn:5 Rd:5", "SUBS <Rd>, <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "shift != 3 && (sf == 1 || imm6 < 32)")]
    [A64Alias("CMP <Rn>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "Rd == 31")]
    [A64Alias("NEGS <Rd>, <Rm>{?ShiftShown(shift, imm6):, <Shift(shift)> #<imm6>}", When = "Rn == 31")]
    private void SUBS_addsub_shift(int sf, int shift, int Rm, int imm6, int Rn, int Rd)
        => SubSetFlags(X[Rn, 32 << sf], ShiftReg(Rm, shift, imm6, 32 << sf), Rd, 32 << sf);

    /// <summary>ADD (extended register).</summary>
    [A64("sf:1 00 01011 00 1 Rm:5 option:3 imm3:3 Rn:5 Rd:5", "ADD <Rd|SP>, <Rn|SP>, <ExtendedRegister(Rm, option, imm3, sf, Rd == 31 || Rn == 31)>", When = "imm3 < 5")]
    private void ADD_addsub_ext(int sf, int Rm, int option, int imm3, int Rn, int Rd)
        => XSP[Rd, 32 << sf] = XSP[Rn, 32 << sf] + ExtendReg(Rm, option, imm3, 32 << sf);

    /// <summary>ADDS (extended register).</summary>
    [A64("sf:1 01 01011 00 1 Rm:5 option:3 imm3:3 Rn:5 Rd:5", "ADDS <Rd>, <Rn|SP>, <ExtendedRegister(Rm, option, imm3, sf, Rn == 31)>", When = "imm3 < 5")]
    [A64Alias("CMN <Rn|SP>, <ExtendedRegister(Rm, option, imm3, sf, Rn == 31)>", When = "Rd == 31")]
    private void ADDS_addsub_ext(int sf, int Rm, int option, int imm3, int Rn, int Rd)
        => AddSetFlags(XSP[Rn, 32 << sf], ExtendReg(Rm, option, imm3, 32 << sf), Rd, 32 << sf);

    /// <summary>SUB (extended register).</summary>
    [A64("sf:1 10 01011 00 1 Rm:5 option:3 imm3:3 Rn:5 Rd:5", "SUB <Rd|SP>, <Rn|SP>, <ExtendedRegister(Rm, option, imm3, sf, Rd == 31 || Rn == 31)>", When = "imm3 < 5")]
    private void SUB_addsub_ext(int sf, int Rm, int option, int imm3, int Rn, int Rd)
        => XSP[Rd, 32 << sf] = XSP[Rn, 32 << sf] - ExtendReg(Rm, option, imm3, 32 << sf);

    /// <summary>SUBS (extended register).</summary>
    [A64("sf:1 11 01011 00 1 Rm:5 option:3 imm3:3 Rn:5 Rd:5", "SUBS <Rd>, <Rn|SP>, <ExtendedRegister(Rm, option, imm3, sf, Rn == 31)>", When = "imm3 < 5")]
    [A64Alias("CMP <Rn|SP>, <ExtendedRegister(Rm, option, imm3, sf, Rn == 31)>", When = "Rd == 31")]
    private void SUBS_addsub_ext(int sf, int Rm, int option, int imm3, int Rn, int Rd)
        => SubSetFlags(XSP[Rn, 32 << sf], ExtendReg(Rm, option, imm3, 32 << sf), Rd, 32 << sf);

    /// <summary>ADC.</summary>
    [A64("sf:1 00 11010000 Rm:5 000000 Rn:5 Rd:5", "ADC <Rd>, <Rn>, <Rm>")]
    private void ADC_addsub_carry(int sf, int Rm, int Rn, int Rd)
        => X[Rd, 32 << sf] = WithCarry(Op.AddCarry, X[Rn, 32 << sf], X[Rm, 32 << sf], NZCV);

    /// <summary>ADCS.</summary>
    [A64("sf:1 01 11010000 Rm:5 000000 Rn:5 Rd:5", "ADCS <Rd>, <Rn>, <Rm>")]
    private void ADCS_addsub_carry(int sf, int Rm, int Rn, int Rd)
    {
        Value a = X[Rn, 32 << sf], b = X[Rm, 32 << sf], carry = NZCV;
        Value result = WithCarry(Op.AddCarry, a, b, carry);
        NZCV = Block.Append(Op.AddCarryFlags, IrType.Flags, (int)a.Type, a.Number, b.Number, carry.Number);
        X[Rd, 32 << sf] = result;
    }

    /// <summary>SBC.</summary>
    [A64("sf:1 10 11010000 Rm:5 000000 Rn:5 Rd:5", "SBC <Rd>, <Rn>, <Rm>")]
    [A64Alias("NGC <Rd>, <Rm>", When = "Rn == 31")]
    private void SBC_addsub_carry(int sf, int Rm, int Rn, int Rd)
        => X[Rd, 32 << sf] = WithCarry(Op.SubCarry, X[Rn, 32 << sf], X[Rm, 32 << sf], NZCV);

    /// <summary>SBCS.</summary>
    [A64("sf:1 11 11010000 Rm:5 000000 Rn:5 Rd:5", "SBCS <Rd>, <Rn>, <Rm>")]
    [A64Alias("NGCS <Rd>, <Rm>", When = "Rn == 31")]
    private void SBCS_addsub_carry(int sf, int Rm, int Rn, int Rd)
    {
        Value a = X[Rn, 32 << sf], b = X[Rm, 32 << sf], carry = NZCV;
        Value result = WithCarry(Op.SubCarry, a, b, carry);
        NZCV = Block.Append(Op.SubCarryFlags, IrType.Flags, (int)a.Type, a.Number, b.Number, carry.Number);
        X[Rd, 32 << sf] = result;
    }

    private void AddSetFlags(Value a, Value b, int Rd, int datasize)
    {
        NZCV = AddFlags(a, b);
        if (Rd != 31)
        {
            X[Rd, datasize] = a + b;
        }
    }

    private void SubSetFlags(Value a, Value b, int Rd, int datasize)
    {
        NZCV = SubFlags(a, b);
        if (Rd != 31)
        {
            X[Rd, datasize] = a - b;
        }
    }

    private Value WithCarry(Op op, Value a, Value b, Value carry) => Block.Append(op, a.Type, 0, a.Number, b.Number, carry.Number);

    /// <summary>ExtendReg (DDI 0487): a register's low part extended and shifted left by 0 to 4.</summary>
    private Value ExtendReg(int Rm, int option, int shift, int datasize)
    {
        int bits = 8 << (option & 3);
        Value value = X[Rm, datasize];
        if (bits < datasize)
        {
            value = option >= 4 ? Block.SignExtend(value, bits, TypeOf(datasize)) : Block.ZeroExtend(value, bits, TypeOf(datasize));
        }

        return value << shift;
    }
}
