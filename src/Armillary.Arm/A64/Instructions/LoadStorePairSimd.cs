using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>Load/store pair of registers (SIMD and FP): DDI 0487, C4.1.</summary>
public sealed partial class A64Translator
{
    /// <summary>LDNP (SIMD and FP).</summary>
    [A64("opc:2 101 1 0 00 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDNP <Scalar(2 + opc, Rt)>, <Scalar(2 + opc, Rt2)>, [<Xn|SP>{, #<Signed(imm7, 7) << (2 + opc)>}]", When = "opc != 3")]
    private void LDNP_fpsimd(int opc, int imm7, int Rt2, int Rn, int Rt)
        => LoadSimdPair(BaseAddress(Rn) + ((long)SignedField(imm7, 7) << (2 + opc)), 2 + opc, Rt, Rt2);

    /// <summary>LDP (SIMD and FP), signed offset.</summary>
    [A64("opc:2 101 1 0 10 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDP <Scalar(2 + opc, Rt)>, <Scalar(2 + opc, Rt2)>, [<Xn|SP>{, #<Signed(imm7, 7) << (2 + opc)>}]", When = "opc != 3")]
    private void LDP_fpsimd_off(int opc, int imm7, int Rt2, int Rn, int Rt)
        => LoadSimdPair(BaseAddress(Rn) + ((long)SignedField(imm7, 7) << (2 + opc)), 2 + opc, Rt, Rt2);

    /// <summary>LDP (SIMD and FP), post-index.</summary>
    [A64("opc:2 101 1 0 01 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDP <Scalar(2 + opc, Rt)>, <Scalar(2 + opc, Rt2)>, [<Xn|SP>], #<Signed(imm7, 7) << (2 + opc)>", When = "opc != 3")]
    private void LDP_fpsimd_post(int opc, int imm7, int Rt2, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn);
        Value next = address + ((long)SignedField(imm7, 7) << (2 + opc));
        LoadSimdPair(address, 2 + opc, Rt, Rt2);
        XSP[Rn, 64] = next;
    }

    /// <summary>LDP (SIMD and FP), pre-index.</summary>
    [A64("opc:2 101 1 0 11 1 imm7:7 Rt2:5 Rn:5 Rt:5", "LDP <Scalar(2 + opc, Rt)>, <Scalar(2 + opc, Rt2)>, [<Xn|SP>, #<Signed(imm7, 7) << (2 + opc)>]!", When = "opc != 3")]
    private void LDP_fpsimd_pre(int opc, int imm7, int Rt2, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn);
        Value next = address + ((long)SignedField(imm7, 7) << (2 + opc));
        LoadSimdPair(next, 2 + opc, Rt, Rt2);
        XSP[Rn, 64] = next;
    }

    /// <summary>STNP (SIMD and FP).</summary>
    [A64("opc:2 101 1 0 00 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STNP <Scalar(2 + opc, Rt)>, <Scalar(2 + opc, Rt2)>, [<Xn|SP>{, #<Signed(imm7, 7) << (2 + opc)>}]", When = "opc != 3")]
    private void STNP_fpsimd(int opc, int imm7, int Rt2, int Rn, int Rt)
        => StoreSimdPair(BaseAddress(Rn) + ((long)SignedField(imm7, 7) << (2 + opc)), 2 + opc, Rt, Rt2);

    /// <summary>STP (SIMD and FP), signed offset.</summary>
    [A64("opc:2 101 1 0 10 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STP <Scalar(2 + opc, Rt)>, <Scalar(2 + opc, Rt2)>, [<Xn|SP>{, #<Signed(imm7, 7) << (2 + opc)>}]", When = "opc != 3")]
    private void STP_fpsimd_off(int opc, int imm7, int Rt2, int Rn, int Rt)
        => StoreSimdPair(BaseAddress(Rn) + ((long)SignedField(imm7, 7) << (2 + opc)), 2 + opc, Rt, Rt2);

    /// <summary>STP (SIMD and FP), post-index.</summary>
    [A64("opc:2 101 1 0 01 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STP <Scalar(2 + opc, Rt)>, <Scalar(2 + opc, Rt2)>, [<Xn|SP>], #<Signed(imm7, 7) << (2 + opc)>", When = "opc != 3")]
    private void STP_fpsimd_post(int opc, int imm7, int Rt2, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn);
        Value next = address + ((long)SignedField(imm7, 7) << (2 + opc));
        StoreSimdPair(address, 2 + opc, Rt, Rt2);
        XSP[Rn, 64] = next;
    }

    /// <summary>STP (SIMD and FP), pre-index.</summary>
    [A64("opc:2 101 1 0 11 0 imm7:7 Rt2:5 Rn:5 Rt:5", "STP <Scalar(2 + opc, Rt)>, <Scalar(2 + opc, Rt2)>, [<Xn|SP>, #<Signed(imm7, 7) << (2 + opc)>]!", When = "opc != 3")]
    private void STP_fpsimd_pre(int opc, int imm7, int Rt2, int Rn, int Rt)
    {
        Value address = BaseAddress(Rn);
        Value next = address + ((long)SignedField(imm7, 7) << (2 + opc));
        StoreSimdPair(next, 2 + opc, Rt, Rt2);
        XSP[Rn, 64] = next;
    }

    private void LoadSimdPair(Value address, int scale, int Rt, int Rt2)
    {
        (Value first, Value second) = LoadMemoryPair(address, (MemoryAccess)scale, IrType.V128);
        V[Rt] = first;
        V[Rt2] = second;
    }

    private void StoreSimdPair(Value address, int scale, int Rt, int Rt2)
        => StoreMemoryPair(address, (MemoryAccess)scale, V[Rt], V[Rt2]);
}
