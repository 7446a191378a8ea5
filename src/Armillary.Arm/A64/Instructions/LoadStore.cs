using Armillary.Arm.State;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>What the load and store classes share. A register is written only after its access, which may fault.</summary>
public sealed partial class A64Translator
{
    private static int Signed9(int imm9) => imm9 << 23 >> 23;

    /// <summary>Loads to a register of 32 or 64 bits.</summary>
    private void Load(Value address, int Rt, MemoryAccess access, int regsize)
    {
        // A zero-extending load of a W register is one of the X register.
        bool narrow = regsize == 32 && (access & MemoryAccess.Signed) != 0;
        X[Rt, narrow ? 32 : 64] = LoadMemory(address, access, narrow ? IrType.I32 : IrType.I64);
    }

    private void Store(Value address, int Rt, MemoryAccess access) => StoreMemory(address, access, X[Rt, 64]);

    // Writeback with Rt == Rn is CONSTRAINED UNPREDICTABLE (DDI 0487, K1.2.28): a load keeps the data, a store stores the old base.
    private void LoadPostIndex(int Rn, int offset, int Rt, MemoryAccess access, int regsize)
    {
        Value address = BaseAddress(Rn);
        bool narrow = regsize == 32 && (access & MemoryAccess.Signed) != 0;
        Value data = LoadMemory(address, access, narrow ? IrType.I32 : IrType.I64);
        XSP[Rn, 64] = address + offset;
        X[Rt, narrow ? 32 : 64] = data;
    }

    private void LoadPreIndex(int Rn, int offset, int Rt, MemoryAccess access, int regsize)
    {
        Value address = BaseAddress(Rn) + offset;
        bool narrow = regsize == 32 && (access & MemoryAccess.Signed) != 0;
        Value data = LoadMemory(address, access, narrow ? IrType.I32 : IrType.I64);
        XSP[Rn, 64] = address;
        X[Rt, narrow ? 32 : 64] = data;
    }

    private void StorePostIndex(int Rn, int offset, int Rt, MemoryAccess access)
    {
        Value address = BaseAddress(Rn);
        StoreMemory(address, access, X[Rt, 64]);
        XSP[Rn, 64] = address + offset;
    }

    private void StorePreIndex(int Rn, int offset, int Rt, MemoryAccess access)
    {
        Value address = BaseAddress(Rn) + offset;
        StoreMemory(address, access, X[Rt, 64]);
        XSP[Rn, 64] = address;
    }

    /// <summary>Base plus extended register.</summary>
    private Value RegisterOffset(int Rn, int Rm, int option, int shift) => BaseAddress(Rn) + ExtendReg(Rm, option, shift, 64);

    /// <summary>An access of LDTR and STTR: with EL0's permissions at EL1 unless PSTATE.UAO is set (AArch64.IsUnprivAccessPriv).</summary>
    private MemoryAccess Unprivileged(MemoryAccess access)
        => (EL == 1 || (EL == 2 && (Context & TranslationContext.Host) != 0)) && (Context & TranslationContext.UAO) == 0 ? access | MemoryAccess.Unprivileged : access;
}
