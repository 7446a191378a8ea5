using Armillary.X64.Assembler;
using Iced.Intel;
using Xunit;

namespace Armillary.X64.Tests;

/// <summary>Every form that the emitter has, with registers that need each prefix bit, decoded again by Iced.</summary>
public sealed unsafe class EmitterTests
{
    private static readonly string[] R64 = ["rax", "rcx", "rdx", "rbx", "rsp", "rbp", "rsi", "rdi", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15"];
    private static readonly string[] R32 = ["eax", "ecx", "edx", "ebx", "esp", "ebp", "esi", "edi", "r8d", "r9d", "r10d", "r11d", "r12d", "r13d", "r14d", "r15d"];
    private static readonly string[] R16 = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di", "r8w", "r9w", "r10w", "r11w", "r12w", "r13w", "r14w", "r15w"];
    private static readonly string[] R8 = ["al", "cl", "dl", "bl", "spl", "bpl", "sil", "dil", "r8b", "r9b", "r10b", "r11b", "r12b", "r13b", "r14b", "r15b"];
    private static readonly int[] Some = [0, 1, 3, 4, 5, 6, 7, 8, 11, 12, 13, 15];

    internal delegate void Emit(Emitter e);

    private static void Check(string expected, Emit emit)
    {
        byte* buffer = stackalloc byte[64];
        var e = new Emitter();
        e.Start(buffer, buffer);
        emit(e);
        int length = (int)(e.Position - buffer);
        var decoder = Iced.Intel.Decoder.Create(64, new Span<byte>(buffer, length).ToArray());
        decoder.IP = 0x1000;
        Instruction instruction = decoder.Decode();
        var formatter = new NasmFormatter();
        formatter.Options.SpaceAfterOperandSeparator = false;
        formatter.Options.RipRelativeAddresses = true;
        var output = new StringOutput();
        formatter.Format(instruction, output);
        Assert.Equal((WithoutSizes(expected), length), (WithoutSizes(output.ToStringAndReset()), instruction.Length));
    }

    /// <summary>Iced writes an operand's size only where nothing else tells it.</summary>
    private static string WithoutSizes(string text)
    {
        foreach (string size in new[] { "dqword ", "oword ", "qword ", "dword ", "word ", "byte " })
        {
            text = text.Replace(size, "", StringComparison.Ordinal);
        }

        return text;
    }

    private static IEnumerable<(int A, int B)> Pairs() => from a in Some from b in Some select (a, b);

    private static string[] Names(bool w) => w ? R64 : R32;

    [Fact]
    public void Two_register_forms_decode_as_emitted()
    {
        foreach ((int a, int b) in Pairs())
        {
            foreach (bool w in new[] { false, true })
            {
                string x = Names(w)[a], y = Names(w)[b];
                Check($"mov {x},{y}", e => e.Mov(w, a, b));
                foreach (Alu op in Enum.GetValues<Alu>())
                {
                    Check($"{op.ToString().ToLowerInvariant()} {x},{y}", e => e.Op(op, w, a, b));
                }

                Check($"test {x},{y}", e => e.Test(w, a, b));
                Check($"imul {x},{y}", e => e.Imul(w, a, b));
                Check(a == b ? $"imul {x},12345678h" : $"imul {x},{y},12345678h", e => e.ImulI(w, a, b, 0x12345678));
                Check($"shrd {x},{y},5", e => e.Shrd(w, a, b, 5));
                Check($"lzcnt {x},{y}", e => e.Lzcnt(w, a, b));
                Check($"popcnt {x},{y}", e => e.Popcnt(w, a, b));
                Check($"cmovle {x},{y}", e => e.Cmov(Cc.LE, w, a, b));
                Check($"rorx {x},{y},9", e => e.Rorx(w, a, b, 9));
                Check($"shlx {x},{y},{Names(w)[9]}", e => e.Shlx(w, a, b, 9));
                Check($"shrx {x},{y},{Names(w)[2]}", e => e.Shrx(w, a, b, 2));
                Check($"sarx {x},{y},{Names(w)[15]}", e => e.Sarx(w, a, b, 15));
                Check($"andn {x},{Names(w)[9]},{y}", e => e.Andn(w, a, 9, b));
                Check($"mulx {x},{Names(w)[9]},{y}", e => e.Mulx(w, a, 9, b));
                Check($"movsx {x},{R8[b]}", e => e.SignExtend(w, 8, a, b));
                Check($"movsx {x},{R16[b]}", e => e.SignExtend(w, 16, a, b));
            }

            Check($"movsxd {R64[a]},{R32[b]}", e => e.SignExtend(true, 32, a, b));
            Check($"movzx {R32[a]},{R8[b]}", e => e.ZeroExtend(8, a, b));
            Check($"movzx {R32[a]},{R16[b]}", e => e.ZeroExtend(16, a, b));
            Check($"crc32 {R32[a]},{R8[b]}", e => e.Crc32C(8, a, b));
            Check($"crc32 {R32[a]},{R16[b]}", e => e.Crc32C(16, a, b));
            Check($"crc32 {R32[a]},{R32[b]}", e => e.Crc32C(32, a, b));
            Check($"crc32 {R64[a]},{R64[b]}", e => e.Crc32C(64, a, b));
            Check($"vaddsd xmm{a},xmm9,xmm{b}", e => e.V(VexOp.VADDSD, a, 9, b));
            Check($"vfmadd231sd xmm{a},xmm2,xmm{b}", e => e.V(VexOp.VFMADD231SD, a, 2, b));
            Check($"vmovq xmm{a},{R64[b]}", e => e.V(VexOp.VMOVQ, a, 0, b));
            Check($"vmovd {R32[b]},xmm{a}", e => e.V(VexOp.VMOVD_store, a, 0, b));
            Check($"vmovq xmm{a},xmm{b}", e => e.V(VexOp.VMOVQ_load, a, 0, b));
            Check($"vpsrldq xmm{a},xmm{b},7", e => e.VShiftI(VexOp.VPSHIFTQ_imm, 3, a, b, 7));
            Check($"vpsrad xmm{a},xmm{b},7", e => e.VShiftI(VexOp.VPSHIFTD_imm, 4, a, b, 7));
            Check($"vcvttsd2si {R64[a]},xmm{b}", e => e.V(VexOp.VCVTTSD2SI, a, 0, b, true));
            Check($"vpinsrw xmm{a},xmm3,{R32[b]},5", e => e.VI(VexOp.VPINSRW, a, 3, b, 5));
            Check($"sha1rnds4 xmm{a},xmm{b},2", e => e.Sha1Rounds(a, b, 2));
            Check($"sha256msg1 xmm{a},xmm{b}", e => e.Sha(ShaOp.SHA256MSG1, a, b));
        }
    }

    [Fact]
    public void One_register_forms_decode_as_emitted()
    {
        foreach (int r in Some)
        {
            foreach (bool w in new[] { false, true })
            {
                string x = Names(w)[r];
                foreach (Unary op in Enum.GetValues<Unary>())
                {
                    Check($"{op.ToString().ToLowerInvariant()} {x}", e => e.Op(op, w, r));
                }

                foreach (Shift op in Enum.GetValues<Shift>())
                {
                    Check($"{op.ToString().ToLowerInvariant()} {x},7", e => e.ShiftI(op, w, r, 7));
                    Check($"{op.ToString().ToLowerInvariant()} {x},cl", e => e.ShiftCl(op, w, r));
                }

                Check($"bswap {x}", e => e.Bswap(w, r));
                Check($"bt {x},9", e => e.BtI(w, r, 9));
                Check($"add {x},12345678h", e => e.OpI(Alu.Add, w, r, 0x12345678));
                Check($"cmp {x},5", e => e.OpI(Alu.Cmp, w, r, 5));
                Check($"test {x},12345678h", e => e.TestI(w, r, 0x12345678));
            }

            Check($"test {R8[r]},80h", e => e.TestI(false, r, 0x80));
            Check($"setb {R8[r]}", e => e.Setcc(Cc.B, r));
            Check($"mov {R32[r]},89ABCDEFh", e => e.MovI(r, 0x89ABCDEF));
            Check($"mov {R64[r]},0FFFFFFFF89ABCDEFh", e => e.MovI(r, unchecked((int)0x89ABCDEF)));
            Check($"mov {R64[r]},123456789ABCDEFh", e => e.MovI(r, 0x123456789ABCDEF));
            Check($"push {R64[r]}", e => e.Push(r));
            Check($"pop {R64[r]}", e => e.Pop(r));
            Check($"jmp {R64[r]}", e => e.JmpR(r));
        }
    }

    [Fact]
    public void Memory_forms_decode_as_emitted()
    {
        foreach ((int b, int index) in Pairs())
        {
            foreach (int displacement in new[] { 0, 8, -128, 0x1234 })
            {
                string at = displacement == 0 ? "" : displacement > 0 ? $"+{displacement:X}h" : "-80h";
                at = at.Replace("+8h", "+8", StringComparison.Ordinal);
                string m = $"[{R64[b]}{at}]";
                Mem plain = new(b, displacement);
                Memory(m, plain);
                if (index != 4)
                {
                    Memory($"[{R64[b]}+{R64[index]}{at}]", new Mem(b, index, displacement));
                }
            }
        }
    }

    private static void Memory(string m, Mem mem)
    {
        Check($"mov r9,{m}", e => e.Load(true, 9, mem));
        Check($"mov ebx,{m}", e => e.Load(false, 3, mem));
        Check($"lea rsi,{m}", e => e.Lea(true, 6, mem));
        Check($"movzx r9d,{m}", e => e.LoadZeroExtended(8, 9, mem));
        Check($"movsx rdi,word {m}", e => e.LoadSignExtended(true, 16, 7, mem));
        Check($"movsxd rdi,dword {m}", e => e.LoadSignExtended(true, 32, 7, mem));
        Check($"mov {m},sil", e => e.Store(8, mem, 6));
        Check($"mov {m},r9w", e => e.Store(16, mem, 9));
        Check($"mov {m},rsi", e => e.Store(64, mem, 6));
        Check($"mov word {m},1234h", e => e.StoreI(16, mem, 0x1234));
        Check($"mov qword {m},12345678h", e => e.StoreI(64, mem, 0x12345678));
        Check($"add r9,{m}", e => e.Op(Alu.Add, true, 9, mem));
        Check($"cmp dword {m},5", e => e.OpI(Alu.Cmp, false, mem, 5));
        Check($"lock or dword {m},5", e => e.OpI(Alu.Or, false, mem, 5, locked: true));
        Check($"lock and {m},r9d", e => e.OpStore(Alu.And, 32, mem, 9, locked: true));
        Check($"xchg sil,{m}", e => e.Xchg(8, mem, 6));
        Check($"lock xadd {m},r9w", e => e.Xadd(16, mem, 9, locked: true));
        Check($"lock cmpxchg {m},rsi", e => e.Cmpxchg(64, mem, 6, locked: true));
        Check($"lock cmpxchg {m},dil", e => e.Cmpxchg(8, mem, 7, locked: true));
        Check($"jmp qword {m}", e => e.JmpM(mem));
        Check($"call qword {m}", e => e.CallM(mem));
        Check($"vmovups xmm11,{m}", e => e.VLoad(11, mem));
        Check($"vmovups {m},xmm3", e => e.VStore(mem, 3));
        Check($"vmovq xmm11,qword {m}", e => e.V(VexOp.VMOVQ_load, 11, 0, mem));
        Check($"vpextrw {m},xmm3,1", e => e.VI(VexOp.VPEXTRW, 3, 0, mem, 1));
        Check($"vstmxcsr {m}", e => e.StoreMxcsr(mem));
    }

    [Fact]
    public void Every_vector_operation_has_the_encoding_of_its_name()
    {
        byte* buffer = stackalloc byte[64];
        foreach (VexOp op in Enum.GetValues<VexOp>())
        {
            string name = op.ToString();
            if (name.EndsWith("_imm", StringComparison.Ordinal) || op == VexOp.VLDMXCSR)
            {
                continue;
            }

            var e = new Emitter();
            e.Start(buffer, buffer);
            e.VI(op, 1, 2, 3, 0x55);
            var decoder = Iced.Intel.Decoder.Create(64, new Span<byte>(buffer, 16).ToArray());
            Instruction instruction = decoder.Decode();
            if (instruction.IsInvalid)
            {
                // no second source: the field must be all ones
                e.Start(buffer, buffer);
                e.VI(op, 1, 0, 3, 0x55);
                decoder = Iced.Intel.Decoder.Create(64, new Span<byte>(buffer, 16).ToArray());
                instruction = decoder.Decode();
            }

            string expected = name.Split('_')[0];
            expected = op == VexOp.VMOVQ_xmm_store ? "VMOVQ" : expected;
            Assert.Equal(expected, instruction.Mnemonic.ToString().ToUpperInvariant());
        }
    }
}
