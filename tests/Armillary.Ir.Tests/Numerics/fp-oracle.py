#!/usr/bin/env python3
"""Makes fp-oracle.c: one function per instruction, its results over a fixed vector stream hashed.

    python3 fp-oracle.py > /tmp/o.c && aarch64-linux-gnu-gcc -O1 -static -march=armv8.6-a+fp16 /tmp/o.c -o /tmp/o
    qemu-aarch64 -cpu max /tmp/o > fp-oracle.txt        # or any Armv8.6 machine
    qemu-aarch64 -cpu max /tmp/o fadd.32 > details      # every vector of one row

A vector is (a, b, c) for one FPCR value; see FpVectors.cs, which repeats the stream.
"""
V, G = [], []          # name, assembly; operands in v1, v2, v3 (and x10 = a, v0 = a); result in d0 or x9
R = {16: "h", 32: "s", 64: "d"}
for n, r in R.items():
    for op in "fadd fsub fmul fdiv fnmul fmax fmin fmaxnm fminnm fmulx frecps frsqrts fcmeq fcmge fcmgt facge facgt fabd".split():
        V.append((f"{op}.{n}", f"{op} {r}0, {r}1, {r}2"))
    for op in "fmadd fmsub fnmadd fnmsub".split():
        V.append((f"{op}.{n}", f"{op} {r}0, {r}2, {r}3, {r}1"))
    for op in "fabs fneg fsqrt frintn frintp frintm frintz frinta frintx frinti frecpe frsqrte frecpx".split():
        V.append((f"{op}.{n}", f"{op} {r}0, {r}1"))
    for op in "fcmp fcmpe".split():
        G.append((f"{op}.{n}", f"{op} {r}1, {r}2\\n mrs x9, nzcv\\n lsr x9, x9, #28"))
    if n > 16:
        for op in "frint32z frint32x frint64z frint64x".split():
            V.append((f"{op}.{n}", f"{op} {r}0, {r}1"))
    for m, w in ((32, "w"), (64, "x")):
        for mode in "npmza":
            for u in "su":
                G.append((f"fcvt{mode}{u}.{m}.{n}", f"fcvt{mode}{u} {w}9, {r}1"))
        for u in "su":
            for f in (1, 7, 16, 32):
                G.append((f"fcvtz{u}.{m}.{n}.{f}", f"fcvtz{u} {w}9, {r}1, #{f}"))
                V.append((f"{u}cvtf.{m}.{n}.{f}", f"{u}cvtf {r}0, {w}10, #{f}"))
            V.append((f"{u}cvtf.{m}.{n}.0", f"{u}cvtf {r}0, {w}10"))
    for m, q in R.items():
        if m != n:
            V.append((f"fcvt.{m}.{n}", f"fcvt {r}0, {q}1"))
V.append(("fcvtxn.64.32", "fcvtxn s0, d1"))
V.append(("bfcvt.32.16", "bfcvt h0, s1"))
V.append(("fmlal", "fmov s0, s1\\n fmov h2, h2\\n fmov h3, h3\\n fmlal v0.2s, v2.2h, v3.2h\\n mov s0, v0.s[0]"))
V.append(("bfmlalb", "fmov s0, s1\\n fmov h2, h2\\n fmov h3, h3\\n bfmlalb v0.4s, v2.8h, v3.8h\\n mov s0, v0.s[0]"))
V.append(("bfdot", "mov v0.16b, v1.16b\\n bfdot v0.2s, v2.4h, v3.4h\\n mov s0, v0.s[0]"))
V.append(("urecpe", "urecpe v0.2s, v1.2s\\n mov s0, v0.s[0]"))
V.append(("ursqrte", "ursqrte v0.2s, v1.2s\\n mov s0, v0.s[0]"))
V.append(("fcvtzs.16.16.3", "fcvtzs h0, h1, #3\\n fmov h0, h0"))
V.append(("fcvtzu.16.16.3", "fcvtzu h0, h1, #3\\n fmov h0, h0"))
V.append(("scvtf.16.16.3", "scvtf h0, h1, #3"))
V.append(("ucvtf.16.16.0", "ucvtf h0, h1"))
# Without FZ: for a flushed denormal the manual clears Z, which qemu 7.2 does not.
G.append(("fjcvtzs", "msr fpcr, xzr\\n fjcvtzs w9, d1\\n cset x11, eq\\n orr x9, x9, x11, lsl #32"))

print("#include <stdio.h>\n#include <string.h>\n#include <stdint.h>\ntypedef uint64_t u;")
CLOBBERS = '"v0", "v1", "v2", "v3", "x9", "x10", "x11", "cc", "memory"'
rows = [(name, text + "\\n fmov x9, d0") for name, text in V] + G
for i, (name, text) in enumerate(rows):
    print(f"""static u f{i}(u a, u b, u c, u fpcr, u *fpsr)
{{
    u r, s;
    __asm__ volatile("fmov d1, %2\\\\n fmov d2, %3\\\\n fmov d3, %4\\\\n mov x10, %2\\\\n msr fpcr, %5\\\\n msr fpsr, xzr\\\\n"
        " {text}\\\\n mrs x11, fpsr\\\\n msr fpcr, xzr\\\\n mov %0, x9\\\\n mov %1, x11"
        : "=&r"(r), "=&r"(s) : "r"(a), "r"(b), "r"(c), "r"(fpcr) : {CLOBBERS});
    *fpsr = s;
    return r;
}}""".replace("\\\\n", "\\n"))
print("static struct { const char *name; u (*f)(u, u, u, u, u *); } rows[] = {")
for i, (name, text) in enumerate(rows):
    print(f'{{ "{name}", f{i} }},')
print("""};
static u state;
static u next(void) { u z = (state += 0x9E3779B97F4A7C15); z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9; z = (z ^ (z >> 27)) * 0x94D049BB133111EB; return z ^ (z >> 31); }
/* An operand whose low 16, 32 and 64 bits are likely to be interesting numbers of every format (mode chooses which format). */
static u operand(void)
{
    u k = next(), x = next();
    int n = 16 << (k & 3) % 3, f = n == 16 ? 10 : n == 32 ? 23 : 52, e = n - 1 - f;
    u sign = (x >> 63) << (n - 1), fraction = x & ((1UL << f) - 1), max = (1UL << e) - 1, bias = max >> 1, field;
    switch ((k >> 8) & 15) {
    case 0: fraction = 0; field = 0; break;
    case 1: fraction >>= (k >> 16) % f; field = 0; break;
    case 2: fraction = 0; field = max; break;
    case 3: fraction |= 1; field = max; break;
    case 4: field = bias + (k >> 16) % 70 - 35; field &= max; break;
    case 5: field = (bias + (k >> 16) % 5 - 2) & max; fraction &= ~((1UL << ((k >> 32) % f)) - 1); break;
    case 6: field = 1 + (k >> 16) % 3; break;
    case 7: field = max - 1 - (k >> 16) % 2; break;
    case 8: fraction = (1UL << f) - 1 - ((k >> 32) & 1); field = (k >> 16) & max; break;
    case 9: fraction = (k >> 32) & 3; field = (k >> 16) & max; break;
    case 10: field = (bias + (k >> 16) % 128 - 64) & max; fraction &= ~((1UL << ((k >> 32) % f)) - 1); break;
    case 11: return x >> ((k >> 16) & 63);
    case 12: return (u)((int64_t)x >> ((k >> 16) & 63));
    case 13: return x;
    default: field = (bias + (k >> 16) % 9 - 4) & max; break;
    }
    u v = sign | (field << f) | fraction;
    return n == 64 ? v : n == 32 ? v | (x << 32) : v | (x << 16 & 0xFFFF0000) | (x << 32);
}
int main(int argc, char **argv)
{
    static const u modes[] = { 0, 1 << 24 | 1 << 19, 1 << 25, 1 << 24 | 1 << 25, 1 << 26, 1 << 26 | 1 << 25 | 1 << 24 };
    for (unsigned i = 0; i < sizeof rows / sizeof *rows; i++) {
        u hash = 0xCBF29CE484222325;
        int show = argc > 1 && !strcmp(argv[1], rows[i].name);
        state = 42;
        for (int m = 0; m < 24; m++) {
            u fpcr = modes[m >> 2] | (u)(m & 3) << 22;
            for (int j = 0; j < 1500; j++) {
                u a = operand(), b = operand(), c = operand(), fpsr;
                if (j % 4 == 0) b = a ^ (next() & 0x8000000080008007);
                if (j % 4 == 1) c = a ^ (next() & 0x8000000080008007);
                u r = rows[i].f(a, b, c, fpcr, &fpsr);
                if (show) printf("%08lx %016lx %016lx %016lx -> %016lx %02lx\\n", fpcr, a, b, c, r, fpsr);
                hash = (hash ^ r) * 0x100000001B3; hash ^= hash >> 32;
                hash = (hash ^ fpsr) * 0x100000001B3; hash ^= hash >> 32;
            }
        }
        if (argc == 1) printf("%s %016lx\\n", rows[i].name, hash);
    }
}""")
