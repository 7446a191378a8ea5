using static Armillary.Arm.A64.Disassembly.Operands;
using static Armillary.Arm.Sve.SveUnit;

namespace Armillary.Arm.A64;

/// <summary>The Scalable Vector Extension: shifts. DDI 0487, C4.1 and C8.</summary>
public sealed partial class A64Translator
{
    /// <summary>ASR.</summary>
    [A64("00000100 tszh:2 00 00 00 100 Pg:3 tszl:2 imm3:3 Zdn:5", "ASR <Z(Zdn, ShiftSize((tszh << 2) | tszl))>, <P(Pg)>/M, <Z(Zdn, ShiftSize((tszh << 2) | tszl))>, #<ShiftRight((tszh << 2) | tszl, imm3)>", When = "(tszh | tszl) != 0", Feature = "SVE")]
    private void ASR_z_p_zi(int tszh, int Pg, int tszl, int imm3, int Zdn)
        => ShiftImmediate(ShiftSize((tszh << 2) | tszl), ShiftRight((tszh << 2) | tszl, imm3), Zdn, Pg, Zdn, static (a, n, size) => Asr(a, (ulong)n, size));

    /// <summary>LSR.</summary>
    [A64("00000100 tszh:2 00 00 01 100 Pg:3 tszl:2 imm3:3 Zdn:5", "LSR <Z(Zdn, ShiftSize((tszh << 2) | tszl))>, <P(Pg)>/M, <Z(Zdn, ShiftSize((tszh << 2) | tszl))>, #<ShiftRight((tszh << 2) | tszl, imm3)>", When = "(tszh | tszl) != 0", Feature = "SVE")]
    private void LSR_z_p_zi(int tszh, int Pg, int tszl, int imm3, int Zdn)
        => ShiftImmediate(ShiftSize((tszh << 2) | tszl), ShiftRight((tszh << 2) | tszl, imm3), Zdn, Pg, Zdn, static (a, n, size) => Lsr(a, (ulong)n, size));

    /// <summary>LSL.</summary>
    [A64("00000100 tszh:2 00 00 11 100 Pg:3 tszl:2 imm3:3 Zdn:5", "LSL <Z(Zdn, ShiftSize((tszh << 2) | tszl))>, <P(Pg)>/M, <Z(Zdn, ShiftSize((tszh << 2) | tszl))>, #<ShiftLeft((tszh << 2) | tszl, imm3)>", When = "(tszh | tszl) != 0", Feature = "SVE")]
    private void LSL_z_p_zi(int tszh, int Pg, int tszl, int imm3, int Zdn)
        => ShiftImmediate(ShiftSize((tszh << 2) | tszl), ShiftLeft((tszh << 2) | tszl, imm3), Zdn, Pg, Zdn, static (a, n, size) => Lsl(a, (ulong)n, size));

    /// <summary>ASRD.</summary>
    [A64("00000100 tszh:2 00 01 00 100 Pg:3 tszl:2 imm3:3 Zdn:5", "ASRD <Z(Zdn, ShiftSize((tszh << 2) | tszl))>, <P(Pg)>/M, <Z(Zdn, ShiftSize((tszh << 2) | tszl))>, #<ShiftRight((tszh << 2) | tszl, imm3)>", When = "(tszh | tszl) != 0", Feature = "SVE")]
    private void ASRD_z_p_zi(int tszh, int Pg, int tszl, int imm3, int Zdn)
        => ShiftImmediate(ShiftSize((tszh << 2) | tszl), ShiftRight((tszh << 2) | tszl, imm3), Zdn, Pg, Zdn, static (a, n, size) => AsrDivide(a, n, size));

    /// <summary>ASR.</summary>
    [A64("00000100 size:2 010 000 100 Pg:3 Zm:5 Zdn:5", "ASR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void ASR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Asr(a, b, size));

    /// <summary>LSR.</summary>
    [A64("00000100 size:2 010 001 100 Pg:3 Zm:5 Zdn:5", "LSR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void LSR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Lsr(a, b, size));

    /// <summary>LSL.</summary>
    [A64("00000100 size:2 010 011 100 Pg:3 Zm:5 Zdn:5", "LSL <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void LSL_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Lsl(a, b, size));

    /// <summary>ASRR.</summary>
    [A64("00000100 size:2 010 100 100 Pg:3 Zm:5 Zdn:5", "ASRR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void ASRR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Asr(b, a, size));

    /// <summary>LSRR.</summary>
    [A64("00000100 size:2 010 101 100 Pg:3 Zm:5 Zdn:5", "LSRR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void LSRR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Lsr(b, a, size));

    /// <summary>LSLR.</summary>
    [A64("00000100 size:2 010 111 100 Pg:3 Zm:5 Zdn:5", "LSLR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, size)>", Feature = "SVE")]
    private void LSLR_z_p_zz(int size, int Pg, int Zm, int Zdn) => Merge(size, Zdn, Pg, Zm, (a, b) => Lsl(b, a, size));

    /// <summary>ASR.</summary>
    [A64("00000100 size:2 011 000 100 Pg:3 Zm:5 Zdn:5", "ASR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void ASR_z_p_zw(int size, int Pg, int Zm, int Zdn) => ShiftWide(size, Zdn, Pg, Zdn, Zm, Asr);

    /// <summary>ASR.</summary>
    [A64("00000100 size:2 1 Zm:5 1000 00 Zn:5 Zd:5", "ASR <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void ASR_z_zw(int size, int Zm, int Zn, int Zd) => ShiftWide(size, Zd, -1, Zn, Zm, Asr);

    /// <summary>ASR.</summary>
    [A64("00000100 tszh:2 1 tszl:2 imm3:3 1001 00 Zn:5 Zd:5", "ASR <Z(Zd, ShiftSize((tszh << 2) | tszl))>, <Z(Zn, ShiftSize((tszh << 2) | tszl))>, #<ShiftRight((tszh << 2) | tszl, imm3)>", When = "(tszh | tszl) != 0", Feature = "SVE")]
    private void ASR_z_zi(int tszh, int tszl, int imm3, int Zn, int Zd)
        => ShiftImmediate(ShiftSize((tszh << 2) | tszl), ShiftRight((tszh << 2) | tszl, imm3), Zd, -1, Zn, static (a, n, size) => Asr(a, (ulong)n, size));

    /// <summary>LSR.</summary>
    [A64("00000100 size:2 011 001 100 Pg:3 Zm:5 Zdn:5", "LSR <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void LSR_z_p_zw(int size, int Pg, int Zm, int Zdn) => ShiftWide(size, Zdn, Pg, Zdn, Zm, Lsr);

    /// <summary>LSR.</summary>
    [A64("00000100 size:2 1 Zm:5 1000 01 Zn:5 Zd:5", "LSR <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void LSR_z_zw(int size, int Zm, int Zn, int Zd) => ShiftWide(size, Zd, -1, Zn, Zm, Lsr);

    /// <summary>LSR.</summary>
    [A64("00000100 tszh:2 1 tszl:2 imm3:3 1001 01 Zn:5 Zd:5", "LSR <Z(Zd, ShiftSize((tszh << 2) | tszl))>, <Z(Zn, ShiftSize((tszh << 2) | tszl))>, #<ShiftRight((tszh << 2) | tszl, imm3)>", When = "(tszh | tszl) != 0", Feature = "SVE")]
    private void LSR_z_zi(int tszh, int tszl, int imm3, int Zn, int Zd)
        => ShiftImmediate(ShiftSize((tszh << 2) | tszl), ShiftRight((tszh << 2) | tszl, imm3), Zd, -1, Zn, static (a, n, size) => Lsr(a, (ulong)n, size));

    /// <summary>LSL.</summary>
    [A64("00000100 size:2 011 011 100 Pg:3 Zm:5 Zdn:5", "LSL <Z(Zdn, size)>, <P(Pg)>/M, <Z(Zdn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void LSL_z_p_zw(int size, int Pg, int Zm, int Zdn) => ShiftWide(size, Zdn, Pg, Zdn, Zm, Lsl);

    /// <summary>LSL.</summary>
    [A64("00000100 size:2 1 Zm:5 1000 11 Zn:5 Zd:5", "LSL <Z(Zd, size)>, <Z(Zn, size)>, <Z(Zm, 3)>", When = "size != 3", Feature = "SVE")]
    private void LSL_z_zw(int size, int Zm, int Zn, int Zd) => ShiftWide(size, Zd, -1, Zn, Zm, Lsl);

    /// <summary>LSL.</summary>
    [A64("00000100 tszh:2 1 tszl:2 imm3:3 1001 11 Zn:5 Zd:5", "LSL <Z(Zd, ShiftSize((tszh << 2) | tszl))>, <Z(Zn, ShiftSize((tszh << 2) | tszl))>, #<ShiftLeft((tszh << 2) | tszl, imm3)>", When = "(tszh | tszl) != 0", Feature = "SVE")]
    private void LSL_z_zi(int tszh, int tszl, int imm3, int Zn, int Zd)
        => ShiftImmediate(ShiftSize((tszh << 2) | tszl), ShiftLeft((tszh << 2) | tszl, imm3), Zd, -1, Zn, static (a, n, size) => Lsl(a, (ulong)n, size));
}
