#pragma warning disable CS1591 // Each member is described by its comment line; the table in docs/subsystems/ir.md is generated from this file.
namespace Armillary.Ir;

/// <summary>
/// The operations of the IR. Operands are A, B, C (value numbers); Imm is a constant; Sub is a small parameter (named per op).
/// "T" is the result's type: <see cref="IrType.I32"/> or <see cref="IrType.I64"/>. To add one: this row, its arm in the interpreter
/// and (optionally: without one the interpreter's arm is called) its rule in X64/Lowering. See docs/howto/add-an-ir-op.md.
/// </summary>
public enum Op : ushort
{
    Nop,

    // ---- state and constants
    Const,          // T or Flags: Imm
    VConst,         // V128: low half Imm, high half (A << 32 | B)
    GetSlot,        // T, V128 or Flags: slot number in Imm
    SetSlot,        // A -> slot number in Imm
    PcRelative,     // I64: the address of the block's first instruction + Imm
    GuestInstruction, // marks where the guest instruction at block start + Imm begins; A: the instruction word

    // ---- integer arithmetic, T
    Add, Sub, And, Or, Xor, AndNot, // AndNot: A & ~B
    Not, Neg,
    Shl, Shr, Sar, Ror,             // amount B modulo the width
    Mul,
    MulHighSigned, MulHighUnsigned, // I64: bits 127:64 of the product
    DivSigned, DivUnsigned,         // Arm's: by zero gives 0, MIN / -1 gives MIN
    CountLeadingZeros, CountLeadingSigns, ReverseBits, ReverseBytes,
    ReverseBytes16,                 // in each 16-bit half-word
    ReverseBytes32,                 // in each 32-bit word, I64
    SignExtend,                     // from the low Sub bits of A (8, 16, 32) to T; A may be I32 or I64
    ZeroExtend,                     // from the low Sub bits of A (8, 16, 32) to T; A may be I32 or I64
    Truncate,                       // I32: the low half of I64 A
    ExtractField,                   // (A >> Imm) & ones(Sub), T
    ExtractFieldSigned,             // the same, sign-extended
    InsertField,                    // A with bits [Imm + Sub - 1 : Imm] replaced by the low bits of B
    ExtractPair,                    // (A:B) >> Imm, low T bits (EXTR: A is the high half)
    Crc32, Crc32C,                  // I32: accumulator A, data B of Sub bits (8, 16, 32, 64)
    SignedMax, SignedMin, UnsignedMax, UnsignedMin, // T

    // ---- flags
    AddFlags, SubFlags,             // Flags of A + B, of A - B, both of type Sub (an IrType)
    AddCarryFlags, SubCarryFlags,   // Flags of A + B + carry(C), A + ~B + carry(C); Sub: IrType
    LogicFlags,                     // N and Z of A (type Sub), C = V = 0
    AddCarry, SubCarry,             // T: A + B + carry(C); A + ~B + carry(C)
    SelectFlags,                    // Flags: Sub condition on A ? B : the constant word Imm
    FlagsFromNzcv,                  // Flags: from I64/I32 A, N bit 31, Z 30, C 29, V 28
    FlagsToNzcv,                    // I64: the reverse
    Select,                         // T or V128: Sub condition on flags A ? B : C
    ConditionSet,                   // T: Sub condition on flags A ? 1 : 0
    SelectZero,                     // T: A == 0 ? B : C (A: I32 or I64, its own type)

    // ---- memory. A: base address, Imm: displacement, Sub: MemoryAccess
    Load,                           // T (sign- or zero-extended) or V128 (zero above the size)
    LoadPair,                       // first of two of the access size each (I32/I64/V128); the second is PairHigh of this
    PairHigh,                       // the second result of A: must follow LoadPair, LoadExclusivePair or CompareAndSwapPair directly
    Store,                          // B
    StorePair,                      // B, C
    LoadExclusive,                  // T; sets the monitor
    LoadExclusivePair,              // first; PairHigh is the second; sets the monitor
    StoreExclusive,                 // I32 status of storing B: 0 stored, 1 not
    StoreExclusivePair,             // I32 status of storing B, C
    ClearExclusive,
    StoreZeros,                     // 64 zero bytes at A rounded down to a multiple of 64
    AtomicAdd, AtomicAnd, AtomicOr, AtomicXor, AtomicSignedMax, AtomicSignedMin, AtomicUnsignedMax, AtomicUnsignedMin, // T: old value, zero-extended
    AtomicSwap,                     // T: old value
    CompareAndSwap,                 // T: old value; B expected, C new
    Fence,                          // Sub: 1 earlier loads before all later accesses, 2 earlier stores before later stores, otherwise all before all (x86: orders stores before loads)

    // ---- control. Targets are relative to the block's first instruction
    ExitIf,                         // if Sub condition on flags A: leave to Imm (side exit)
    ExitIfZero,                     // if A == 0 leave to Imm (A: I32/I64)
    ExitIfNotZero,
    ExitIfBit,                      // if bit Sub of A is set leave to Imm
    ExitIfNotBit,
    TrapIf,                         // if A != 0: call helper Sub with argument Imm, at the precise state of this guest instruction, and leave
    Call,                           // I64 (or Void): helper Sub with A, B, C; all slots are in memory and read again after; Imm: CallFlags
    Goto,                           // terminator: leave to Imm
    GotoIndirect,                   // terminator: leave to address A; Sub: BranchKind
    Leave,                          // terminator: a helper has set the PC slot; look it up and go on there. With A: go on at A in the level Sub that the engine keeps

    // ---- floating point, scalars in the low lane of V128. Sub: element size in bits (16, 32, 64). Rounding, NaN, flags: FPCR/FPSR
    FAdd, FSub, FMul, FDiv, FSqrt, FMulAdd, // FMulAdd: A + B * C, fused
    FNeg, FAbs,
    FMax, FMin, FMaxNum, FMinNum,
    FCompare,                       // Flags of A ? B; Imm 1: signal for quiet NaNs too (FCMPE)
    FConvert,                       // from Imm bits to Sub bits
    FRoundInt,                      // Imm: FPRounding (see Numerics) | 8 for exact (signals inexact)
    FToInt,                         // T: Imm: FPRounding | 16 unsigned | fbits << 8; from Sub bits
    IntToF,                         // to Sub bits from A (I32/I64); Imm: 16 unsigned | 32 where A is I32 | fbits << 8

    // ---- vectors, all V128. Sub: element size in bits. Imm: 128, or 64 where only the low half takes part and the high half of the result is zero, unless said otherwise
    VFromInt,                       // A (I32/I64) in the low Sub bits, zero above
    VExtract,                       // T: element Imm of A (Sub bits), zero-extended
    VExtractSigned,                 // T: the same, sign-extended
    VInsert,                        // A with element Imm replaced by integer B
    VDup,                           // every element of Imm bits' worth = integer A
    VDupElement,                    // every element = element (Imm >> 8) of A; low byte of Imm: 128 or 64
    VZeroUpper,                     // A with bits 127:Sub zero
    VAnd, VOr, VXor, VAndNot, VNot, // VAndNot: A & ~B
    VBitSelect,                     // (A & B) | (~A & C)
    VAdd, VSub, VMul, VNeg, VAbs,
    VCompareEqual, VCompareGreaterSigned, VCompareGreaterUnsigned, VCompareGreaterEqualSigned, VCompareGreaterEqualUnsigned,
    VMaxSigned, VMinSigned, VMaxUnsigned, VMinUnsigned,
    VShlImm, VShrImm, VSarImm,      // amount in Imm >> 8
    VFAdd, VFSub, VFMul, VFDiv, VFSqrt, VFMulAdd, VFNeg, VFAbs, // by lane; VFMulAdd: A + B * C
    VFMax, VFMin, VFMaxNum, VFMinNum,
    VFCompareEqual, VFCompareGreater, VFCompareGreaterEqual,
    VZip1, VZip2, VUzp1, VUzp2, VTrn1, VTrn2,
    VExtractBytes,                  // EXT: (B:A) >> 8 * (Imm >> 8); low byte of Imm: 128 or 64
    VTable,                         // TBL with one table register A, indices B

    // ---- more vectors. Imm's low byte: 128, 64, or (here only) Sub: one element, zero above; a parameter is in Imm >> 8. QC: saturation sets FPSR.QC
    VCountBits, VReverseBits,       // Sub 8
    VCountLeadingZeros, VCountLeadingSigns,
    VReverse,                       // the order of elements in each container of (Imm >> 8) bits
    VShift,                         // A by the signed low byte of B, left if positive; Imm >> 8: 1 unsigned, 2 rounding, 4 saturating (QC), 8 saturating signed to unsigned (QC)
    VAddSaturateSigned, VAddSaturateUnsigned, VSubSaturateSigned, VSubSaturateUnsigned, // QC
    VAddSaturateSignedUnsigned,     // signed A + unsigned B to signed, QC
    VAddSaturateUnsignedSigned,     // unsigned A + signed B to unsigned, QC
    VWidenSigned, VWidenUnsigned,   // 128 bits: the low (Imm >> 8: 1 the high) half's elements of Sub bits to twice the width
    VNarrow,                        // elements of 2 * Sub bits to Sub bits, truncated, in the low half; zero above. Imm 64
    VNarrowSaturateSigned, VNarrowSaturateUnsigned, // the same, saturated; QC
    VNarrowSaturateSignedToUnsigned, // QC
    VMulEvenSigned, VMulEvenUnsigned, // 64-bit elements: product of the low 32 bits
    VMulPolynomial,                 // Sub 8: low half of the carry-less product
    VMulPolynomialLong,             // 128 bits: carry-less products of the low (Imm >> 8: 1 the high) half's elements of Sub bits (8, 64)
    VMulDoublingSaturate,           // 2 * A * B for elements that hold sign-extended halves, QC
    VMulHighDoublingSaturate,       // high half of 2 * A * B; Imm >> 8: 1 rounding; QC
    VMulAddHighDoublingSaturate,    // high half of (A << Sub) + 2 * B * C, rounded; Imm >> 8: 1 subtract; QC
    VReduceAdd,                     // sum of the elements in the low Sub bits, zero above
    VReduceMaxSigned, VReduceMinSigned, VReduceMaxUnsigned, VReduceMinUnsigned,
    VDotSigned, VDotUnsigned, VDotUnsignedSigned, // Sub 32: A + dot products of four bytes of B and of C
    VMatrixMulSigned, VMatrixMulUnsigned, VMatrixMulUnsignedSigned, // 2x2 words A + 2x8 bytes B * 8x2 bytes C
    VRecipEstimate, VRSqrtEstimate, // Sub 32, fixed point
    VFMulX, VFRecipStep, VFRSqrtStep, VFRecipEstimate, VFRSqrtEstimate, VFRecpX,
    VFRoundInt,                     // Imm >> 8: FPRounding | 8 for exact
    VFRoundIntN,                    // Imm >> 8: FPRounding | 8 for 64-bit integers, else 32-bit
    VFToInt,                        // to integers of Sub bits; Imm >> 8: FPRounding | 16 unsigned | fbits << 8
    VIntToF,                        // from integers of Sub bits; Imm >> 8: 16 unsigned | fbits << 8
    VFConvertLong,                  // 128 bits: the low (Imm >> 8: 1 the high) half's elements of Sub bits (16, 32) to twice the width
    VFConvertNarrow,                // elements of 2 * Sub bits to Sub bits in the low half, zero above. Imm 64 or Sub; Imm >> 8: FPRounding
    VFMulAddLong,                   // 32-bit A + products of the half-precision elements of the low (Imm >> 8: 1 the high) half of the Imm bits of B and C
    VBfConvertNarrow,               // BFloat16 of the single-precision elements, as VFConvertNarrow with Sub 16
    VBfDot, VBfMatrixMul,           // A + pairs of BFloat16 of B and C
    VBfMulAddLong,                  // A + products of the even (Imm >> 8: 1 the odd) BFloat16 elements of B and C
    FCompareEqual, FCompareGreater, FCompareGreaterEqual, // scalar, V128: Sub ones or zero
    FToIntJs,                       // I64: FPToFixedJS of the double A; bit 32: the Z flag
    VAesEncrypt, VAesDecrypt,       // AESE, AESD: (A ^ B) shifted and substituted
    VAesMixColumns, VAesInverseMixColumns,
    VSha1C, VSha1P, VSha1M,         // here and below A: Vd, B: Vn, C: Vm
    VSha1H,                         // of A
    VSha1Su0, VSha1Su1,
    VSha256H, VSha256H2, VSha256Su0, VSha256Su1,
    VSha512H, VSha512H2, VSha512Su0, VSha512Su1,
}
