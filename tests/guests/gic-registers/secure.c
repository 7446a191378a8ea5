// Random accesses to a GICv3's registers in both security states: at EL3 with either SCR_EL3.NS, at Secure EL1 and at Non-secure EL2 and EL1, with every
// routing of interrupts to EL3; system registers, the distributor and one redistributor. Every access and what it read is printed.
#include "shared.h"

#define GICD 0x08000000UL
#define SGI 0x080B0000UL

#define REGISTERS(R) \
    R(ICC_PMR, S3_0_C4_C6_0) R(ICC_IAR0, S3_0_C12_C8_0) R(ICC_EOIR0, S3_0_C12_C8_1) R(ICC_HPPIR0, S3_0_C12_C8_2) R(ICC_BPR0, S3_0_C12_C8_3) \
    R(ICC_AP0R0, S3_0_C12_C8_4) R(ICC_AP1R0, S3_0_C12_C9_0) R(ICC_DIR, S3_0_C12_C11_1) R(ICC_RPR, S3_0_C12_C11_3) R(ICC_SGI1R, S3_0_C12_C11_5) \
    R(ICC_ASGI1R, S3_0_C12_C11_6) R(ICC_SGI0R, S3_0_C12_C11_7) R(ICC_IAR1, S3_0_C12_C12_0) R(ICC_EOIR1, S3_0_C12_C12_1) R(ICC_HPPIR1, S3_0_C12_C12_2) \
    R(ICC_BPR1, S3_0_C12_C12_3) R(ICC_CTLR, S3_0_C12_C12_4) R(ICC_SRE, S3_0_C12_C12_5) R(ICC_IGRPEN0, S3_0_C12_C12_6) R(ICC_IGRPEN1, S3_0_C12_C12_7) \
    R(ICC_CTLR_EL3, S3_6_C12_C12_4) R(ICC_IGRPEN1_EL3, S3_6_C12_C12_7)

enum {
#define R(name, encoding) name,
    REGISTERS(R)
#undef R
    Count,
    Memory = Count
};

static const char names[][18] = {
#define R(name, encoding) #name,
    REGISTERS(R)
#undef R
};

// The registers of 32 interrupts each, of the distributor's second word and the redistributor's only one, and priorities.
static const struct { unsigned short offset; char name[14]; } words[] = {
    {0x80, "IGROUPR"}, {0xd00, "IGRPMODR"}, {0x100, "ISENABLER"}, {0x180, "ICENABLER"}, {0x200, "ISPENDR"}, {0x280, "ICPENDR"}, {0x300, "ISACTIVER"},
    {0x380, "ICACTIVER"}, {0xe00, "NSACR"}, {0xc00, "ICFGR"}, {0x400, "IPRIORITYR"},
};

static u64 address;

u64 access(u64 which, u64 write, u64 to)
{
    register u64 value asm("x0") = 0;
    register u64 source asm("x1") = to;
    u64 at = address;
    switch (which | write << 8)
    {
#define R(name, encoding) \
        case name: asm volatile("mrs x0, " #encoding : "+r"(value) : : "x9", "memory"); return value; \
        case name | 1 << 8: asm volatile("msr " #encoding ", x1\n isb" : "+r"(value) : "r"(source) : "x9", "memory"); return value;
    REGISTERS(R)
#undef R
        case Memory: return *(volatile u32 *)at;
        case Memory | 1 << 8: *(volatile u32 *)at = (u32)to; return 0;
    }
    return 0;
}

u64 below(u64 which, u64 write, u64 value, u64 spsr);

static u64 scr(u64 to)
{
    asm volatile("msr scr_el3, %0\n isb" : : "r"(to) : "memory");
    return to;
}

// State: 0 EL3, 1 EL3 with NS, 2 Secure EL1, 3 Non-secure EL2, 4 Non-secure EL1.
static u64 in(u64 state, u64 routing, u64 which, u64 write, u64 value)
{
    scr(0x438 | (state == 1 || state >= 3) | routing << 1);
    u64 result = state < 2 ? access(which, write, value) : below(which, write, value, state == 3 ? 0x3c9 : 0x3c5);
    scr(0x438);
    return result;
}

static u64 secure(u64 which) { return in(0, 0, which, 0, 0); }
static u64 nonsecure(u64 which) { return in(1, 0, which, 0, 0); }
static u64 memory(u64 at) { return *(volatile u32 *)at; }

static u64 some(int which)
{
    switch (which)
    {
        case ICC_PMR: return next(4) ? 0xf8 : next(32) << 3;
        case ICC_EOIR0: case ICC_EOIR1: case ICC_DIR: return next(8) ? next(48) : next(9000);
        case ICC_BPR0: case ICC_BPR1: return next(8);
        case ICC_CTLR: return next(4);
        case ICC_CTLR_EL3: return next(2) ? 0 : next(32);
        case ICC_SGI1R: case ICC_ASGI1R: case ICC_SGI0R: return next(16) << 24 | 1;
        case ICC_IGRPEN0: case ICC_IGRPEN1: return 1;
        case ICC_IGRPEN1_EL3: return 3;
        case ICC_AP0R0: case ICC_AP1R0: return next(3) ? 0 : 1UL << next(32);
        default: return wide();
    }
}

static int writable(int which)
{
    switch (which)
    {
        case ICC_IAR0: case ICC_IAR1: case ICC_HPPIR0: case ICC_HPPIR1: case ICC_RPR: case ICC_SRE: return 0;
        default: return 1;
    }
}

static int readable(int which)
{
    switch (which)
    {
        case ICC_EOIR0: case ICC_EOIR1: case ICC_DIR: case ICC_SGI1R: case ICC_ASGI1R: case ICC_SGI0R: return 0;
        default: return 1;
    }
}

void main(void)
{
    *(volatile u32 *)GICD = 0x37;
    *(volatile u32 *)0x080A0014 = 0;
    *(volatile u32 *)(SGI + 0x80) = 0x0f0ff00f;
    *(volatile u32 *)(SGI + 0xd00) = 0x00ff0ff0;
    *(volatile u32 *)(GICD + 0x84) = 0x0f0ff00f;
    *(volatile u32 *)(GICD + 0xd04) = 0x00ff0ff0;
    *(volatile u32 *)(SGI + 0x100) = 0xffff;
    *(volatile u32 *)(GICD + 0x104) = 0xffff;
    for (u32 i = 0; i < 8; i++)
    {
        *(volatile u32 *)(SGI + 0x400 + 4 * i) = 0xb0704020u + 0x08080808u * i;
        *(volatile u32 *)(GICD + 0x420 + 4 * i) = 0xc0904838u + 0x08080808u * i;
    }
    in(0, 0, ICC_PMR, 1, 0xf8);
    in(0, 0, ICC_IGRPEN0, 1, 1);
    in(0, 0, ICC_IGRPEN1_EL3, 1, 3);
    for (int step = 0; step < STEPS; step++)
    {
        u64 state = next(5), routing = next(2) ? 0 : next(4);
        u64 value, result;
        if (next(3))
        {
            int which = (int)next(Count);
            if (which >= ICC_CTLR_EL3) state &= 1;
            int write = !readable(which) || (writable(which) && next(2));

            // QEMU 7.2 ignores every write of Non-secure active priorities, not only of Secure ones.
            if (which == ICC_AP1R0 && state != 0 && state != 2) write = 0;
            value = write ? some(which) : 0;

            // QEMU 7.2 lets Non-secure state deactivate Secure interrupts with an EOIR that is not theirs.
            if (which == ICC_EOIR1 && state >= 3 && !(memory(value & 32 ? GICD + 0x84 : SGI + 0x80) >> (value & 31) & 1)) value = 1023;
            put('0' + (char)state); put('0' + (char)routing); put(write ? 'w' : 'r'); put(' '); text(names[which]); put(' '); hex(value);
            result = in(state, routing, (u64)which, (u64)write, value);
            // How many ID bits there are is the machine's affair; QEMU 7.2 reads EL1S's bits of ICC_CTLR_EL3 from EL1NS's.
            if (which == ICC_CTLR || which == ICC_CTLR_EL3) result &= result == 0x7ab || result == 0x141 || result == 0xf1f ? ~0UL : which == ICC_CTLR ? 3 : 0x16;
        }
        else
        {
            u64 word = next(11), spi = next(2);
            int write = (int)next(2);
            u64 at = words[word].offset + (word == 10 ? next(8) * 4 + (spi ? 32 : 0) : word >= 8 ? (spi ? 8 : 0) + (word == 9 ? 4 : 0) : spi ? 4 : 0);
            address = (spi ? GICD : SGI) + at;
            value = !write ? 0 : word == 10 ? (u32)wide() & 0xf0f0f0f0 : word == 9 ? (u32)wide() & 0xaaaaaaaa : word == 8 ? (u32)wide() & (u32)wide() : 1u << next(32) | 1u << next(32);
            if (word >= 2 && word <= 3) value &= 0xffff;
            put('0' + (char)state); put('0' + (char)routing); put(write ? 'w' : 'r'); put(' '); text(spi ? "GICD_" : "GICR_"); text(words[word].name); put(' '); hex(at); put(' '); hex(value);
            result = in(state, routing, Memory, (u64)write, value);
        }
        put(' '); hex(result); put('\n');
        // The state that all of it leaves behind.
        put('='); hex(memory(SGI + 0x200)); put(' '); hex(memory(SGI + 0x300)); put(' '); hex(memory(GICD + 0x204)); put(' '); hex(memory(GICD + 0x304)); put(' ');
        hex(secure(ICC_AP0R0)); put(' '); hex(secure(ICC_AP1R0)); put(' '); hex(nonsecure(ICC_AP1R0)); put(' '); hex(secure(ICC_PMR)); put(' ');
        hex(secure(ICC_RPR)); put(' '); hex(secure(ICC_HPPIR0)); put(' '); hex(secure(ICC_HPPIR1)); put(' '); hex(nonsecure(ICC_HPPIR1)); put(' ');
        u64 isr;
        asm volatile("mrs %0, isr_el1" : "=r"(isr));
        hex(isr); put('\n');
    }
    text("end\n");
}
