using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Branches, returns and loads that authenticate (FEAT_PAuth).</summary>
public sealed partial class A64Translator
{
    /// <summary>BRAAZ, BRABZ.</summary>
    [A64("1101011 0 0 00 11111 00001 M:1 Rn:5 11111", "BRA<Key(M)>Z <Xn>", Feature = "PAuth")]
    private void BRAZ_64_branch_reg(int M, int Rn)
        => BranchTo(Authenticate(X[Rn, 64], Imm(0, 64), (PacKey)M, combined: true), JumpKind(Rn));

    /// <summary>BLRAAZ, BLRABZ.</summary>
    [A64("1101011 0 0 01 11111 00001 M:1 Rn:5 11111", "BLRA<Key(M)>Z <Xn>", Feature = "PAuth")]
    private void BLRAZ_64_branch_reg(int M, int Rn) => CallAuthenticated(Authenticate(X[Rn, 64], Imm(0, 64), (PacKey)M, combined: true));

    /// <summary>BRAA, BRAB.</summary>
    [A64("1101011 1 0 00 11111 00001 M:1 Rn:5 Rm:5", "BRA<Key(M)> <Xn>, <Xm|SP>", Feature = "PAuth")]
    private void BRA_64P_branch_reg(int M, int Rn, int Rm)
        => BranchTo(Authenticate(X[Rn, 64], XSP[Rm, 64], (PacKey)M, combined: true), JumpKind(Rn));

    /// <summary>BLRAA, BLRAB.</summary>
    [A64("1101011 1 0 01 11111 00001 M:1 Rn:5 Rm:5", "BLRA<Key(M)> <Xn>, <Xm|SP>", Feature = "PAuth")]
    private void BLRA_64P_branch_reg(int M, int Rn, int Rm) => CallAuthenticated(Authenticate(X[Rn, 64], XSP[Rm, 64], (PacKey)M, combined: true));

    /// <summary>RETAA, RETAB.</summary>
    [A64("1101011 0 0 10 11111 00001 M:1 11111 11111", "RETA<Key(M)>", Feature = "PAuth")]
    private void RETA_64E_branch_reg(int M)
        => BranchTo(Authenticate(X[30, 64], XSP[31, 64], (PacKey)M, combined: true), BranchKind.Return);

    /// <summary>ERETAA, ERETAB.</summary>
    [A64("1101011 0 1 00 11111 00001 M:1 11111 11111", "ERETA<Key(M)>", Feature = "PAuth")]
    private void ERETA_64E_branch_reg(int M)
    {
        if (EL == 0)
        {
            Undefined();
            return;
        }

        CheckReturnTrap(2 | M);
        CallAndLeave(Helpers.ExceptionReturn, Authenticate(ExceptionLink(), XSP[31, 64], (PacKey)M, combined: true));
    }

    /// <summary>LDRAA, LDRAB.</summary>
    [A64("11 111 0 00 M:1 S:1 1 imm9:9 W:1 1 Rn:5 Rt:5", "LDRA<Key(M)> <Xt>, [<Xn|SP>{?S != 0 || imm9 != 0:, #<AuthenticatedOffset(S, imm9)>}]{?W != 0:!}", Feature = "PAuth")]
    private void LDRA_64_ldst_pac(int M, int S, int imm9, int W, int Rn, int Rt)
    {
        Value start = Rn == 31 ? BaseAddress(Rn) : X[Rn, 64];
        Value address = Authenticate(start, Imm(0, 64), M == 0 ? PacKey.DA : PacKey.DB, combined: true) + ((S << 31 | imm9 << 22) >> 19);
        Value data = LoadMemory(address, MemoryAccess.Size8, IrType.I64);
        if (W != 0)
        {
            XSP[Rn, 64] = address;
        }

        X[Rt, 64] = data;
    }

    private void CallAuthenticated(Value target)
    {
        X[30, 64] = PcRelative(4);
        BranchTo(target, BranchKind.Call);
    }
}
