namespace Armillary.X64.Assembler;

/// <content>General-register instructions.</content>
internal sealed unsafe partial class Emitter
{
    public void Mov(bool w, int d, int s) => OpRR(w, 0x8B, d, s);

    /// <summary>Loads a constant without touching flags.</summary>
    public void MovI(int d, long value)
    {
        if ((ulong)value <= uint.MaxValue)
        {
            Rex(false, 0, 0, d);
            Byte(0xB8 | (d & 7));
            Dword((int)value);
        }
        else if (value == (int)value)
        {
            Rex(true, 0, 0, d);
            Byte(0xC7);
            ModRm(0, d);
            Dword((int)value);
        }
        else
        {
            Rex(true, 0, 0, d);
            Byte(0xB8 | (d & 7));
            *(long*)p = value;
            p += 8;
        }
    }

    public void Load(bool w, int d, in Mem m) => OpRM(w, 0x8B, d, m);

    /// <summary>MOVZX from 8 or 16 bits.</summary>
    public void LoadZeroExtended(int bits, int d, in Mem m) => OpRM(false, bits == 8 ? 0x0FB6 : 0x0FB7, d, m);

    /// <summary>MOVSX or MOVSXD from 8, 16 or 32 bits.</summary>
    public void LoadSignExtended(bool w, int bits, int d, in Mem m)
        => OpRM(w, bits == 8 ? 0x0FBE : bits == 16 ? 0x0FBF : 0x63, d, m);

    public void ZeroExtend(int bits, int d, int s)
    {
        if (bits == 32)
        {
            Mov(false, d, s);
            return;
        }

        Rex(false, d, 0, s, bits == 8 && s >= 4);
        Opcode(bits == 8 ? 0x0FB6 : 0x0FB7);
        ModRm(d, s);
    }

    /// <summary>From 8 to 64 bits.</summary>
    public void ZeroExtendAll(int bits, int d, int s)
    {
        if (bits == 64)
        {
            Mov(true, d, s);
        }
        else
        {
            ZeroExtend(bits, d, s);
        }
    }

    public void SignExtend(bool w, int bits, int d, int s)
    {
        Rex(w, d, 0, s, bits == 8 && s >= 4);
        Opcode(bits == 8 ? 0x0FBE : bits == 16 ? 0x0FBF : 0x63);
        ModRm(d, s);
    }

    /// <summary>MOV to memory, 8 to 64 bits.</summary>
    public void Store(int bits, in Mem m, int s)
    {
        if (bits == 16)
        {
            Byte(0x66);
        }

        RexMem(bits == 64, s, m, bits == 8 && s >= 4);
        Byte(bits == 8 ? 0x88 : 0x89);
        ModRm(s, m);
    }

    /// <summary>MOV of a constant to memory; at 64 bits it is sign-extended from 32.</summary>
    public void StoreI(int bits, in Mem m, int value)
    {
        if (bits == 16)
        {
            Byte(0x66);
        }

        RexMem(bits == 64, 0, m);
        Byte(bits == 8 ? 0xC6 : 0xC7);
        int length = bits == 8 ? 1 : bits == 16 ? 2 : 4;
        ModRm(0, m, length);
        if (length == 4)
        {
            Dword(value);
            return;
        }

        Byte(value);
        if (length == 2)
        {
            Byte(value >> 8);
        }
    }

    public void Lea(bool w, int d, in Mem m) => OpRM(w, 0x8D, d, m);

    public void Op(Alu op, bool w, int d, int s) => OpRR(w, ((int)op << 3) | 3, d, s);

    public void Op(Alu op, bool w, int d, in Mem m) => OpRM(w, ((int)op << 3) | 3, d, m);

    /// <summary>Memory is the destination.</summary>
    public void OpStore(Alu op, int bits, in Mem m, int s, bool locked = false)
    {
        if (locked)
        {
            Byte(0xF0);
        }

        if (bits == 16)
        {
            Byte(0x66);
        }

        RexMem(bits == 64, s, m, bits == 8 && s >= 4);
        Byte(((int)op << 3) | (bits == 8 ? 0 : 1));
        ModRm(s, m);
    }

    public void OpI(Alu op, bool w, int d, int immediate)
    {
        Rex(w, 0, 0, d);
        if (immediate is >= -128 and <= 127)
        {
            Byte(0x83);
            ModRm((int)op, d);
            Byte(immediate);
        }
        else
        {
            Byte(0x81);
            ModRm((int)op, d);
            Dword(immediate);
        }
    }

    public void OpI(Alu op, bool w, in Mem m, int immediate, bool locked = false)
    {
        if (locked)
        {
            Byte(0xF0);
        }

        RexMem(w, 0, m);
        if (immediate is >= -128 and <= 127)
        {
            Byte(0x83);
            ModRm((int)op, m, 1);
            Byte(immediate);
        }
        else
        {
            Byte(0x81);
            ModRm((int)op, m, 4);
            Dword(immediate);
        }
    }

    public void Test(bool w, int a, int b) => OpRR(w, 0x85, b, a);

    public void TestI(bool w, int a, int immediate)
    {
        if (!w && (uint)immediate <= 0xFF)
        {
            Rex(false, 0, 0, a, a >= 4);
            Byte(0xF6);
            ModRm(0, a);
            Byte(immediate);
            return;
        }

        Rex(w, 0, 0, a);
        Byte(0xF7);
        ModRm(0, a);
        Dword(immediate);
    }

    public void Op(Unary op, bool w, int r) => OpRR(w, 0xF7, (int)op, r);

    public void Imul(bool w, int d, int s) => OpRR(w, 0x0FAF, d, s);

    public void ImulI(bool w, int d, int s, int immediate)
    {
        OpRR(w, 0x69, d, s);
        Dword(immediate);
    }

    public void ShiftI(Shift op, bool w, int d, int amount)
    {
        OpRR(w, 0xC1, (int)op, d);
        Byte(amount);
    }

    public void ShiftCl(Shift op, bool w, int d) => OpRR(w, 0xD3, (int)op, d);

    /// <summary>SHRD: shifts <paramref name="d"/> right, bits of <paramref name="s"/> come in from above.</summary>
    public void Shrd(bool w, int d, int s, int amount)
    {
        OpRR(w, 0x0FAC, s, d);
        Byte(amount);
    }

    public void Bswap(bool w, int d)
    {
        Rex(w, 0, 0, d);
        Byte(0x0F);
        Byte(0xC8 | (d & 7));
    }

    public void Lzcnt(bool w, int d, int s)
    {
        Byte(0xF3);
        OpRR(w, 0x0FBD, d, s);
    }

    public void Popcnt(bool w, int d, int s)
    {
        Byte(0xF3);
        OpRR(w, 0x0FB8, d, s);
    }

    /// <summary>CRC32 (Castagnoli) of 8 to 64 bits of data.</summary>
    public void Crc32C(int bits, int d, int s)
    {
        if (bits == 16)
        {
            Byte(0x66);
        }

        Byte(0xF2);
        Rex(bits == 64, d, 0, s, bits == 8 && s >= 4);
        Opcode(bits == 8 ? 0x0F38F0 : 0x0F38F1);
        ModRm(d, s);
    }

    public void BtI(bool w, int r, int bit)
    {
        OpRR(w, 0x0FBA, 4, r);
        Byte(bit);
    }

    /// <summary>Inverts a bit of a 64-bit register.</summary>
    public void Btc(int r, int bit)
    {
        OpRR(true, 0x0FBA, 7, r);
        Byte(bit);
    }

    public void Setcc(Cc condition, int d)
    {
        Rex(false, 0, 0, d, d >= 4);
        Byte(0x0F);
        Byte(0x90 | (int)condition);
        ModRm(0, d);
    }

    public void Cmov(Cc condition, bool w, int d, int s) => OpRR(w, 0x0F40 | (int)condition, d, s);

    public void Lahf() => Byte(0x9F);

    public void Sahf() => Byte(0x9E);

    public void Cmc() => Byte(0xF5);

    public void Clc() => Byte(0xF8);

    public void Cqo(bool w)
    {
        if (w)
        {
            Byte(0x48);
        }

        Byte(0x99);
    }

    // ---- atomic memory forms (XCHG is locked by itself)

    public void Xchg(int bits, in Mem m, int s) => Atomic(bits, 0x86, m, s, false);

    public void Xadd(int bits, in Mem m, int s, bool locked) => Atomic(bits, 0x0FC0, m, s, locked);

    public void Cmpxchg(int bits, in Mem m, int s, bool locked) => Atomic(bits, 0x0FB0, m, s, locked);

    private void Atomic(int bits, int opcode, in Mem m, int s, bool locked)
    {
        if (locked)
        {
            Byte(0xF0);
        }

        if (bits == 16)
        {
            Byte(0x66);
        }

        RexMem(bits == 64, s, m, bits == 8 && s >= 4);
        Opcode(bits == 8 ? opcode : opcode | 1);
        ModRm(s, m);
    }
}
