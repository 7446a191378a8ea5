using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Conditional compare, conditional select.</summary>
public sealed partial class A64Translator
{
    /// <summary>CCMN (register).</summary>
    [A64("sf:1 01 11010010 Rm:5 cond:4 00 Rn:5 0 nzcv:4", "CCMN <Rn>, <Rm>, #<nzcv>, <Condition(cond)>")]
    private void CCMN_condcmp_reg(int sf, int Rm, int cond, int Rn, int nzcv)
        => ConditionalCompare(cond, AddFlags(X[Rn, 32 << sf], X[Rm, 32 << sf]), nzcv);

    /// <summary>CCMP (register).</summary>
    [A64("sf:1 11 11010010 Rm:5 cond:4 00 Rn:5 0 nzcv:4", "CCMP <Rn>, <Rm>, #<nzcv>, <Condition(cond)>")]
    private void CCMP_condcmp_reg(int sf, int Rm, int cond, int Rn, int nzcv)
        => ConditionalCompare(cond, SubFlags(X[Rn, 32 << sf], X[Rm, 32 << sf]), nzcv);

    /// <summary>CCMN (immediate).</summary>
    [A64("sf:1 01 11010010 imm5:5 cond:4 10 Rn:5 0 nzcv:4", "CCMN <Rn>, #<imm5>, #<nzcv>, <Condition(cond)>")]
    private void CCMN_condcmp_imm(int sf, int imm5, int cond, int Rn, int nzcv)
        => ConditionalCompare(cond, AddFlags(X[Rn, 32 << sf], Imm(imm5, 32 << sf)), nzcv);

    /// <summary>CCMP (immediate).</summary>
    [A64("sf:1 11 11010010 imm5:5 cond:4 10 Rn:5 0 nzcv:4", "CCMP <Rn>, #<imm5>, #<nzcv>, <Condition(cond)>")]
    private void CCMP_condcmp_imm(int sf, int imm5, int cond, int Rn, int nzcv)
        => ConditionalCompare(cond, SubFlags(X[Rn, 32 << sf], Imm(imm5, 32 << sf)), nzcv);

    /// <summary>CSEL.</summary>
    [A64("sf:1 00 11010100 Rm:5 cond:4 00 Rn:5 Rd:5", "CSEL <Rd>, <Rn>, <Rm>, <Condition(cond)>")]
    private void CSEL_condsel(int sf, int Rm, int cond, int Rn, int Rd)
        => X[Rd, 32 << sf] = SelectOn(cond, X[Rn, 32 << sf], X[Rm, 32 << sf]);

    /// <summary>CSINC.</summary>
    [A64("sf:1 00 11010100 Rm:5 cond:4 01 Rn:5 Rd:5", "CSINC <Rd>, <Rn>, <Rm>, <Condition(cond)>")]
    [A64Alias("CSET <Rd>, <InvertedCondition(cond)>", When = "Rn == 31 && Rm == 31 && cond < 14")]
    [A64Alias("CINC <Rd>, <Rn>, <InvertedCondition(cond)>", When = "Rn == Rm && Rm != 31 && cond < 14")]
    private void CSINC_condsel(int sf, int Rm, int cond, int Rn, int Rd)
        => X[Rd, 32 << sf] = Rn == 31 && Rm == 31 && cond < 14
            ? SetOn(cond ^ 1, 32 << sf)
            : SelectOn(cond, X[Rn, 32 << sf], X[Rm, 32 << sf] + 1);

    /// <summary>CSINV.</summary>
    [A64("sf:1 10 11010100 Rm:5 cond:4 00 Rn:5 Rd:5", "CSINV <Rd>, <Rn>, <Rm>, <Condition(cond)>")]
    [A64Alias("CSETM <Rd>, <InvertedCondition(cond)>", When = "Rn == 31 && Rm == 31 && cond < 14")]
    [A64Alias("CINV <Rd>, <Rn>, <InvertedCondition(cond)>", When = "Rn == Rm && Rm != 31 && cond < 14")]
    private void CSINV_condsel(int sf, int Rm, int cond, int Rn, int Rd)
        => X[Rd, 32 << sf] = Rn == 31 && Rm == 31 && cond < 14
            ? -SetOn(cond ^ 1, 32 << sf)
            : SelectOn(cond, X[Rn, 32 << sf], ~X[Rm, 32 << sf]);

    /// <summary>CSNEG.</summary>
    [A64("sf:1 10 11010100 Rm:5 cond:4 01 Rn:5 Rd:5", "CSNEG <Rd>, <Rn>, <Rm>, <Condition(cond)>")]
    [A64Alias("CNEG <Rd>, <Rn>, <InvertedCondition(cond)>", When = "Rn == Rm && cond < 14")]
    private void CSNEG_condsel(int sf, int Rm, int cond, int Rn, int Rd)
        => X[Rd, 32 << sf] = SelectOn(cond, X[Rn, 32 << sf], -X[Rm, 32 << sf]);

    private void ConditionalCompare(int cond, Value flags, int nzcv)
        => NZCV = cond >= 14
            ? flags
            : Block.Append(Op.SelectFlags, IrType.Flags, cond, NZCV.Number, flags.Number, imm: FlagsWord.FromNzcv((uint)nzcv));

    private Value SelectOn(int cond, Value a, Value b) => cond >= 14 ? a : Select((Condition)cond, NZCV, a, b);

    private Value SetOn(int cond, int datasize) => Block.Append(Op.ConditionSet, TypeOf(datasize), cond, NZCV.Number);
}
