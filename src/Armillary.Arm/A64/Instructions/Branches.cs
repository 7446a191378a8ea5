using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Branches by immediate, compare and branch, test and branch, and by register.</summary>
public sealed partial class A64Translator
{
    /// <summary>B.</summary>
    [A64("0 00101 imm26:26", "B <Label(pc, (long)Signed(imm26, 26) << 2)>")]
    private void B_only_branch_imm(int imm26) => BranchTo((long)imm26 << 38 >> 36);

    /// <summary>BL.</summary>
    [A64("1 00101 imm26:26", "BL <Label(pc, (long)Signed(imm26, 26) << 2)>")]
    private void BL_only_branch_imm(int imm26)
    {
        X[30, 64] = PcRelative(4);
        BranchTo((long)imm26 << 38 >> 36);
    }

    /// <summary>B.cond.</summary>
    [A64("0101010 0 imm19:19 0 cond:4", "B.<Condition(cond)> <Label(pc, Signed(imm19, 19) << 2)>")]
    private void B_only_condbranch(int imm19, int cond)
    {
        int offset = imm19 << 13 >> 11;
        if (cond >= 14)
        {
            BranchTo(offset);
            return;
        }

        Block.Append(Op.ExitIf, IrType.Void, cond, NZCV.Number, imm: Offset + offset);
        AfterSideExit(offset);
    }

    /// <summary>CBZ.</summary>
    [A64("sf:1 011010 0 imm19:19 Rt:5", "CBZ <Rt>, <Label(pc, Signed(imm19, 19) << 2)>")]
    private void CBZ_compbranch(int sf, int imm19, int Rt) => CompareAndBranch(Op.ExitIfZero, sf, imm19, Rt);

    /// <summary>CBNZ.</summary>
    [A64("sf:1 011010 1 imm19:19 Rt:5", "CBNZ <Rt>, <Label(pc, Signed(imm19, 19) << 2)>")]
    private void CBNZ_compbranch(int sf, int imm19, int Rt) => CompareAndBranch(Op.ExitIfNotZero, sf, imm19, Rt);

    /// <summary>TBZ.</summary>
    [A64("b5:1 011011 0 b40:5 imm14:14 Rt:5", "TBZ <Register(Rt, b5)>, #<b5 << 5 | b40>, <Label(pc, Signed(imm14, 14) << 2)>")]
    private void TBZ_only_testbranch(int b5, int b40, int imm14, int Rt) => TestAndBranch(Op.ExitIfNotBit, b5 << 5 | b40, imm14, Rt);

    /// <summary>TBNZ.</summary>
    [A64("b5:1 011011 1 b40:5 imm14:14 Rt:5", "TBNZ <Register(Rt, b5)>, #<b5 << 5 | b40>, <Label(pc, Signed(imm14, 14) << 2)>")]
    private void TBNZ_only_testbranch(int b5, int b40, int imm14, int Rt) => TestAndBranch(Op.ExitIfBit, b5 << 5 | b40, imm14, Rt);

    /// <summary>BR.</summary>
    [A64("1101011 0 0 00 11111 0000 0 0 Rn:5 00000", "BR <Xn>")]
    private void BR_64_branch_reg(int Rn) => BranchTo(X[Rn, 64], JumpKind(Rn));

    /// <summary>BLR.</summary>
    [A64("1101011 0 0 01 11111 0000 0 0 Rn:5 00000", "BLR <Xn>")]
    private void BLR_64_branch_reg(int Rn)
    {
        Value target = X[Rn, 64];
        X[30, 64] = PcRelative(4);
        BranchTo(target, BranchKind.Call);
    }

    /// <summary>RET.</summary>
    [A64("1101011 0 0 10 11111 0000 0 0 Rn:5 00000", "RET{?Rn != 30:  <Xn>}")]
    private void RET_64R_branch_reg(int Rn) => BranchTo(X[Rn, 64], BranchKind.Return);

    /// <summary>The BTYPE that BR leaves (DDI 0487, BR: X16, X17 and unguarded pages make 1).</summary>
    private BranchKind JumpKind(int Rn) => Rn is 16 or 17 || !Guarded ? BranchKind.JumpViaX16X17 : BranchKind.Jump;

    private void CompareAndBranch(Op op, int sf, int imm19, int Rt)
    {
        int offset = imm19 << 13 >> 11;
        Value value = X[Rt, 32 << sf];
        if (value.IsConst(out long known))
        {
            KnownBranch((known == 0) == (op == Op.ExitIfZero), offset);
            return;
        }

        Block.Append(op, IrType.Void, a: value.Number, imm: Offset + offset);
        AfterSideExit(offset);
    }

    private void TestAndBranch(Op op, int bit, int imm14, int Rt)
    {
        int offset = imm14 << 18 >> 16;
        Value value = X[Rt, 64];
        if (value.IsConst(out long known))
        {
            KnownBranch(((known >> bit) & 1) != 0 == (op == Op.ExitIfBit), offset);
            return;
        }

        Block.Append(op, IrType.Void, bit, value.Number, imm: Offset + offset);
        AfterSideExit(offset);
    }

    private void KnownBranch(bool taken, int offset)
    {
        if (taken)
        {
            BranchTo(offset);
        }
    }
}
