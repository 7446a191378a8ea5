using System.Numerics;
using Armillary.Arm.State;
using Armillary.Arm.SystemRegisters;
using Armillary.Ir;

namespace Armillary.Arm.A64;

/// <summary>
/// What the pointer authentication instructions share (FEAT_PAuth). The code is an IMPLEMENTATION DEFINED hash: two multiplications
/// of the pointer, the modifier and the key, so that signed returns cost next to nothing. It is no cipher: a guest that can read
/// its own signed pointers could work the key out, which concerns that guest alone. Addresses have 48 bits; the
/// code takes bits 54:48, and 63:56 where the top byte is not ignored.
/// </summary>
public sealed partial class A64Translator
{
    private const long LowCodeBits = 0x007F_0000_0000_0000, HighCodeBits = unchecked((long)0xFF00_0000_0000_0000);

    /// <summary>A key by its number in the syndrome of FEAT_FPAC.</summary>
    private enum PacKey
    {
        IA,
        IB,
        DA,
        DB,
        GA,
    }

    private bool IsOff(PacKey key) => key == PacKey.IA && (Context & TranslationContext.EnIA) == 0;

    /// <summary>All ones if the key is enabled, else 0.</summary>
    private Value Enabled(PacKey key)
    {
        ulong bit = key switch
        {
            PacKey.IA => 0,
            PacKey.IB => SCTLR.EnIB,
            PacKey.DA => SCTLR.EnDA,
            _ => SCTLR.EnDB,
        };
        return bit == 0 ? Imm(-1, 64) : (Block.GetSlot(Slots.SCTLR, IrType.I64) << BitOperations.LeadingZeroCount(bit)) >> 63;
    }

    private Value IfEnabled(PacKey key, Value pointer, Value result)
        => key == PacKey.IA ? result : pointer ^ ((pointer ^ result) & Enabled(key));

    /// <summary>ComputePAC: 64 bits, the upper ones mixed best.</summary>
    private Value ComputePac(Value pointer, Value modifier, PacKey key)
    {
        Value mixed = Mix(pointer, modifier, key);
        return mixed ^ (mixed << 24);
    }

    private Value Mix(Value pointer, Value modifier, PacKey key)
    {
        Value low = Block.GetSlot(Slots.APIAKeyLo + (2 * (int)key), IrType.I64);
        Value high = Block.GetSlot(Slots.APIAKeyLo + (2 * (int)key) + 1, IrType.I64);
        Value mixed = (pointer ^ low) * Imm(unchecked((long)0x9E37_79B9_7F4A_7C15), 64);
        mixed = (mixed ^ (mixed >>> 32)) + (modifier ^ high);
        return mixed * Imm(unchecked((long)0xD6E8_FEB8_6659_FD93), 64);
    }

    /// <summary>Both ranges ignore the top byte: the code is bits 54:48 of every pointer.</summary>
    private bool IsCodeLow => (~Context & (TranslationContext.TBI0 | TranslationContext.TBI1)) == 0;

    private Value Code(Value pointer, Value extended, Value mask, Value modifier, PacKey key)
        => IsCodeLow ? LowCode(pointer, modifier, key) : ComputePac(extended, modifier, key) & mask;

    /// <summary>
    /// The code of a pointer, in its place, where that is the same for all pointers. The pointer need not be extended: without the bits of the code and
    /// turned round so that they are the lowest, it tells as much in two operations of the host, and the best seven bits of the product are the uppermost.
    /// </summary>
    private Value LowCode(Value pointer, Value modifier, PacKey key)
    {
        Value turned = Block.Binary(Op.Ror, pointer, Imm(48, 64)) & ~0x7FL;
        return (Mix(turned, modifier, key) >>> 57) << 48;
    }

    /// <summary>The bits of a pointer that hold its code: they depend on bit 55 where the ranges differ in TBI.</summary>
    private Value CodeMask(Value pointer)
    {
        bool tbi0 = (Context & TranslationContext.TBI0) != 0, tbi1 = (Context & TranslationContext.TBI1) != 0;
        if (tbi0 == tbi1)
        {
            return Imm(tbi0 ? LowCodeBits : LowCodeBits | HighCodeBits, 64);
        }

        Value upper = (pointer << 8) >> 63;
        return ((tbi1 ? ~upper : upper) & HighCodeBits) | Imm(LowCodeBits, 64);
    }

    /// <summary>The pointer with the bits of the code (and bit 55) equal to bit <paramref name="select"/>.</summary>
    private Value Extended(Value pointer, Value mask, int select)
    {
        Value ones = select == 63 ? pointer >> 63 : (pointer << 8) >> 63;
        Value all = mask | Imm(1L << 55, 64);
        return Block.Binary(Op.AndNot, pointer, all) | (ones & all);
    }

    /// <summary>AddPAC.</summary>
    private Value AddPac(Value pointer, Value modifier, PacKey key)
    {
        if (IsOff(key))
        {
            return pointer;
        }

        TrapPacUse(key);
        return IfEnabled(key, pointer, Sign(pointer, modifier, key));
    }

    /// <summary>TrapPACUse: EL2 or EL3 wants to know of pointer authentication with an enabled key.</summary>
    private void TrapPacUse(PacKey key)
    {
        if ((Context & TranslationContext.PacTrap) != 0)
        {
            Value enabled = key == PacKey.GA ? Imm(-1, 64) : Enabled(key);
            Block.Append(Op.TrapIf, IrType.Void, Helpers.PointerAuthenticationTrap, enabled.Number);
        }
    }

    private Value Sign(Value pointer, Value modifier, PacKey key)
    {
        if (IsCodeLow && (Features & Features.Pauth2) != 0)
        {
            return pointer ^ LowCode(pointer, modifier, key); // bit 55 is the pointer's own
        }

        bool anyTbi = (Context & (TranslationContext.TBI0 | TranslationContext.TBI1)) != 0;
        Value mask = CodeMask(pointer);
        Value extended = Extended(pointer, mask, anyTbi ? 55 : 63);
        Value code = Code(pointer, extended, mask, modifier, key);
        if ((Features & Features.Pauth2) != 0)
        {
            // The code is combined with the pointer's own bits, so that a bad extension stays bad.
            Value bit55 = Block.Binary(Op.AndNot, pointer, Imm(1L << 55, 64)) | (extended & (1L << 55));
            return bit55 ^ code;
        }

        // A pointer whose extension was bad gets a code that cannot authenticate.
        Value bad = (pointer ^ extended) & mask;
        Value flip = Imm(1L << 54, 64);
        code = (Features & Features.EPAC) != 0
            ? Block.Append(Op.SelectZero, IrType.I64, 0, bad.Number, code.Number, Imm(0, 64).Number)
            : code ^ Block.Append(Op.SelectZero, IrType.I64, 0, bad.Number, Imm(0, 64).Number, flip.Number);
        return Block.Binary(Op.AndNot, extended, mask) | code;
    }

    /// <summary>Auth. <paramref name="combined"/>: the instruction also branches or loads (FEAT_FPACCOMBINE, which is not there, would trap those).</summary>
    private Value Authenticate(Value pointer, Value modifier, PacKey key, bool combined)
    {
        if (IsOff(key))
        {
            return pointer;
        }

        TrapPacUse(key);
        return IfEnabled(key, pointer, Check(pointer, modifier, key, combined));
    }

    private Value Check(Value pointer, Value modifier, PacKey key, bool combined)
    {
        bool traps = !combined && (Features & Features.FPAC) != 0;
        if (IsCodeLow && (Features & Features.Pauth2) != 0)
        {
            Value low = pointer ^ LowCode(pointer, modifier, key);
            if (traps)
            {
                // Bits 55:48 have to be equal: none may differ from the next.
                TrapIfWrong(((low ^ (low << 1)) >>> 49) & 0x7F, key);
            }

            return low;
        }

        Value mask = CodeMask(pointer);
        Value extended = Extended(pointer, mask, 55);
        Value code = Code(pointer, extended, mask, modifier, key);
        if ((Features & Features.Pauth2) != 0)
        {
            Value result = pointer ^ code;
            if (traps)
            {
                TrapIfWrong((result ^ extended) & mask, key);
            }

            return result;
        }

        // Failure leaves an error code in the two bits below the top of the code: 01 for an A key, 10 for a B key.
        Value wrong = (pointer & mask) ^ code;
        bool tbi0 = (Context & TranslationContext.TBI0) != 0, tbi1 = (Context & TranslationContext.TBI1) != 0;
        long error = key is PacKey.IA or PacKey.DA ? 1 : 2;
        Value lowError = Block.Binary(Op.AndNot, extended, Imm(3L << 53, 64)) | Imm(error << 53, 64);
        Value highError = Block.Binary(Op.AndNot, extended, Imm(3L << 61, 64)) | Imm(error << 61, 64);
        Value failed = tbi0 && tbi1 ? lowError : !tbi0 && !tbi1 ? highError
            : Block.Append(Op.SelectZero, IrType.I64, 0, (mask & HighCodeBits).Number, lowError.Number, highError.Number);
        return Block.Append(Op.SelectZero, IrType.I64, 0, wrong.Number, extended.Number, failed.Number);
    }

    private void TrapIfWrong(Value wrongBits, PacKey key)
        => Block.Append(Op.TrapIf, IrType.Void, Helpers.AuthenticationFailure, (wrongBits & Enabled(key)).Number, imm: (int)key);

    /// <summary>Strip.</summary>
    private Value StripPac(Value pointer) => Extended(pointer, CodeMask(pointer), 55);
}
