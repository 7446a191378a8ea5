using System.Runtime.CompilerServices;

namespace Armillary.X64.Assembler;

/// <content>VEX-encoded instructions (Intel SDM volume 2, 2.3). Vector length is 128 unless <see cref="VexOp"/> says nothing else matters.</content>
internal sealed unsafe partial class Emitter
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Vex(VexOp op, bool w, int reg, int vvvv, int index, int rm)
    {
        int map = ((int)op >> 12) & 15;
        int pp = ((int)op >> 8) & 3;
        w |= ((int)op & 0x10000) != 0;
        if (map == 1 && !w && index < 8 && rm < 8)
        {
            *p++ = 0xC5;
            *p++ = (byte)((~reg >> 3 << 7) | ((~vvvv & 15) << 3) | pp);
        }
        else
        {
            *p++ = 0xC4;
            *p++ = (byte)((reg < 8 ? 0x80 : 0) | (index < 8 ? 0x40 : 0) | (rm < 8 ? 0x20 : 0) | map);
            *p++ = (byte)((w ? 0x80 : 0) | ((~vvvv & 15) << 3) | pp);
        }

        *p++ = (byte)op;
    }

    public void V(VexOp op, int d, int a, int b, bool w = false)
    {
        Vex(op, w, d, a, 0, b);
        ModRm(d, b);
    }

    public void V(VexOp op, int d, int a, in Mem m, bool w = false)
    {
        Vex(op, w, d, a, m.Index < 0 ? 0 : m.Index, m.Base < 0 ? 0 : m.Base);
        ModRm(d, m);
    }

    public void VI(VexOp op, int d, int a, int b, int immediate, bool w = false)
    {
        V(op, d, a, b, w);
        Byte(immediate);
    }

    public void VI(VexOp op, int d, int a, in Mem m, int immediate, bool w = false)
    {
        Vex(op, w, d, a, m.Index < 0 ? 0 : m.Index, m.Base < 0 ? 0 : m.Base);
        ModRm(d, m, 1);
        Byte(immediate);
    }

    /// <summary>Vector shift by a constant: <paramref name="extension"/> is the ModRM digit (2 right, 4 arithmetic right, 6 left).</summary>
    public void VShiftI(VexOp op, int extension, int d, int s, int amount) => VI(op, extension, d, s, amount);

    public void VMov(int d, int s) => V(VexOp.VMOVAPS, d, 0, s);

    public void VLoad(int d, in Mem m) => V(VexOp.VMOVUPS, d, 0, m);

    public void VStore(in Mem m, int s) => V(VexOp.VMOVUPS_store, s, 0, m);

    // ---- BMI

    public void Shlx(bool w, int d, int s, int count) => V(VexOp.SHLX, d, count, s, w);

    public void Shrx(bool w, int d, int s, int count) => V(VexOp.SHRX, d, count, s, w);

    public void Sarx(bool w, int d, int s, int count) => V(VexOp.SARX, d, count, s, w);

    public void Rorx(bool w, int d, int s, int amount) => VI(VexOp.RORX, d, 0, s, amount, w);

    /// <summary>d = ~a &amp; b.</summary>
    public void Andn(bool w, int d, int a, int b) => V(VexOp.ANDN, d, a, b, w);

    /// <summary>high:low = RDX * s.</summary>
    public void Mulx(bool w, int high, int low, int s) => V(VexOp.MULX, high, low, s, w);

    public void LoadMxcsr(in Mem m) => V(VexOp.VLDMXCSR, 2, 0, m);

    public void StoreMxcsr(in Mem m) => V(VexOp.VLDMXCSR, 3, 0, m);
}
