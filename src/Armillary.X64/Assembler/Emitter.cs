using System.Runtime.CompilerServices;

namespace Armillary.X64.Assembler;

/// <summary>
/// Appends x86-64 machine code to a buffer that the caller keeps large enough. Encodings: Intel SDM volume 2.
/// Operand size: <c>w</c> chooses 64 bits over 32.
/// </summary>
internal sealed unsafe partial class Emitter
{
    private byte* p;
    private byte* first;
    private nint executeDelta;
    private nint firstHere;
    private uint[] fixups = new uint[256];
    private int fixupCount;

    /// <summary>Where the next byte is written.</summary>
    public byte* Position
    {
        get => p;
        set => p = value;
    }

    /// <summary>Where the next byte will run.</summary>
    public nint Here => (nint)p + executeDelta;

    /// <summary>Starts at <paramref name="write"/>, which runs at <paramref name="execute"/>.</summary>
    public void Start(byte* write, byte* execute)
    {
        p = write;
        first = write;
        executeDelta = (nint)execute - (nint)write;
        firstHere = (nint)execute;
        fixupCount = 0;
    }

    /// <summary>What of the code since <see cref="Start"/> is to be changed when it moves or runs in another process: <see cref="CodeFixup"/>, in order.</summary>
    public ReadOnlySpan<uint> Fixups => fixups.AsSpan(0, fixupCount);

    // SAFETY of this class: every method writes at most 16 bytes at p; callers keep a margin in the buffer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Byte(int value) => *p++ = (byte)value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Dword(int value)
    {
        *(int*)p = value;
        p += 4;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Rex(bool w, int reg, int index, int rm, bool force = false)
    {
        int rex = (w ? 8 : 0) | (reg >> 3 << 2) | (index >> 3 << 1) | (rm >> 3);
        if (rex != 0 || force)
        {
            *p++ = (byte)(0x40 | rex);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RexMem(bool w, int reg, in Mem m, bool force = false)
        => Rex(w, reg, m.Index < 0 ? 0 : m.Index, m.Base < 0 ? 0 : m.Base, force);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void ModRm(int reg, int rm) => *p++ = (byte)(0xC0 | ((reg & 7) << 3) | (rm & 7));

    private void ModRm(int reg, in Mem m, int immediateBytes = 0)
    {
        int r = (reg & 7) << 3;
        if (m.Base < 0)
        {
            *p++ = (byte)(r | 5);
            Relative(m.Target, immediateBytes);
            return;
        }

        int d = m.Displacement;
        int mod = d == 0 && (m.Base & 7) != 5 ? 0 : d is >= -128 and <= 127 ? 0x40 : 0x80;
        if (m.Index >= 0)
        {
            *p++ = (byte)(mod | r | 4);
            *p++ = (byte)((m.ScaleLog2 << 6) | ((m.Index & 7) << 3) | (m.Base & 7));
        }
        else if ((m.Base & 7) == 4)
        {
            *p++ = (byte)(mod | r | 4);
            *p++ = 0x24;
        }
        else
        {
            *p++ = (byte)(mod | r | (m.Base & 7));
        }

        if (mod == 0x40)
        {
            *p++ = (byte)d;
        }
        else if (mod == 0x80)
        {
            Dword(d);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void OpRR(bool w, int opcode, int reg, int rm)
    {
        Rex(w, reg, 0, rm);
        Opcode(opcode);
        ModRm(reg, rm);
    }

    private void OpRM(bool w, int opcode, int reg, in Mem m, int immediateBytes = 0)
    {
        RexMem(w, reg, m);
        Opcode(opcode);
        ModRm(reg, m, immediateBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Opcode(int opcode)
    {
        if (opcode > 0xFF)
        {
            if (opcode > 0xFFFF)
            {
                *p++ = (byte)(opcode >> 16);
            }

            *p++ = (byte)(opcode >> 8);
        }

        *p++ = (byte)opcode;
    }

    // ---- control

    /// <summary>A conditional jump to be patched by <see cref="PatchHere"/>; returns the place of its displacement.</summary>
    public byte* Jcc(Cc condition)
    {
        Byte(0x0F);
        Byte(0x80 | (int)condition);
        Dword(0);
        return p - 4;
    }

    public void Jcc(Cc condition, nint target)
    {
        Byte(0x0F);
        Byte(0x80 | (int)condition);
        Relative(target);
    }

    /// <summary>A short conditional jump to be patched by <see cref="PatchShortHere"/>.</summary>
    public byte* JccShort(Cc condition)
    {
        Byte(0x70 | (int)condition);
        Byte(0);
        return p - 1;
    }

    /// <summary>A short conditional jump backwards.</summary>
    public void JccShort(Cc condition, byte* target)
    {
        Byte(0x70 | (int)condition);
        Byte(checked((sbyte)(target - (p + 1))));
    }

    public byte* Jmp()
    {
        Byte(0xE9);
        Dword(0);
        return p - 4;
    }

    public byte* JmpShort()
    {
        Byte(0xEB);
        Byte(0);
        return p - 1;
    }

    public void Jmp(nint target)
    {
        Byte(0xE9);
        Relative(target);
    }

    public void JmpR(int r)
    {
        Rex(false, 4, 0, r);
        Byte(0xFF);
        ModRm(4, r);
    }

    public void JmpM(in Mem m) => OpRM(false, 0xFF, 4, m);

    public void Call(nint target)
    {
        Byte(0xE8);
        Relative(target);
    }

    public void CallM(in Mem m) => OpRM(false, 0xFF, 2, m);

    public void PatchHere(byte* displacement) => *(int*)displacement = (int)(p - (displacement + 4));

    public void PatchShortHere(byte* displacement) => *displacement = (byte)checked((sbyte)(p - (displacement + 1)));

    public void Ret() => Byte(0xC3);

    public void Ret(int pop)
    {
        Byte(0xC2);
        Byte(pop);
        Byte(pop >> 8);
    }

    public void Push(int r)
    {
        Rex(false, 0, 0, r);
        Byte(0x50 | (r & 7));
    }

    public void Pop(int r)
    {
        Rex(false, 0, 0, r);
        Byte(0x58 | (r & 7));
    }

    public void PushI(int immediate)
    {
        Byte(0x68);
        Dword(immediate);
    }

    /// <summary>Pushes the number of a site.</summary>
    public void PushSite(uint site)
    {
        Byte(0x68);
        Note(CodeFixup.Site);
        Dword((int)site);
    }

    // The displacement of something that is addressed relative to RIP. What lies before the code is the thunks, which do not move with it.
    private void Relative(nint target, int immediateBytes = 0)
    {
        if (target < firstHere)
        {
            Note(CodeFixup.Thunk);
        }

        Dword(checked((int)(target - (Here + 4 + immediateBytes))));
    }

    private void Note(uint kind)
    {
        if (fixupCount == fixups.Length)
        {
            Array.Resize(ref fixups, fixupCount * 2);
        }

        fixups[fixupCount++] = kind | (uint)(p - first);
    }

    /// <summary>Fills with one-byte NOPs until the byte after an opcode byte is aligned to four.</summary>
    public void AlignNextDisplacement()
    {
        while (((Here + 1) & 3) != 0)
        {
            Byte(0x90);
        }
    }
}
