// Random accesses to the registers of a GICv3's physical and virtual CPU interfaces, and to one redistributor. Every access and what it read is printed, so
// that two machines can be compared line by line.
#include "shared.h"

#define GICD ((volatile u32 *)0x08000000)
#define GICR ((volatile u32 *)0x080A0000)
#define SGI ((volatile u32 *)0x080B0000)

// QEMU 7.2 tells VGrp0D by Group 1's enable, and counts EOIs in ICH_HCR_EL2.EOIcount with EOImode as well: odd runs have EOImode, even ones the count.
#define EOIMODE (SEED & 1)
#define HCR_COMPARED (EOIMODE ? 0x07ffffdbUL : 0xffffffdfUL)

#define REGISTERS(R) \
    R(ICC_PMR, S3_0_C4_C6_0) R(ICC_IAR0, S3_0_C12_C8_0) R(ICC_EOIR0, S3_0_C12_C8_1) R(ICC_HPPIR0, S3_0_C12_C8_2) R(ICC_BPR0, S3_0_C12_C8_3) \
    R(ICC_AP0R0, S3_0_C12_C8_4) R(ICC_AP1R0, S3_0_C12_C9_0) R(ICC_DIR, S3_0_C12_C11_1) R(ICC_RPR, S3_0_C12_C11_3) R(ICC_SGI1R, S3_0_C12_C11_5) \
    R(ICC_SGI0R, S3_0_C12_C11_7) R(ICC_IAR1, S3_0_C12_C12_0) R(ICC_EOIR1, S3_0_C12_C12_1) R(ICC_HPPIR1, S3_0_C12_C12_2) R(ICC_BPR1, S3_0_C12_C12_3) \
    R(ICC_CTLR, S3_0_C12_C12_4) R(ICC_SRE, S3_0_C12_C12_5) R(ICC_IGRPEN0, S3_0_C12_C12_6) R(ICC_IGRPEN1, S3_0_C12_C12_7) \
    R(ICH_AP0R0, S3_4_C12_C8_0) R(ICH_AP1R0, S3_4_C12_C9_0) R(ICH_HCR, S3_4_C12_C11_0) R(ICH_MISR, S3_4_C12_C11_2) R(ICH_EISR, S3_4_C12_C11_3) \
    R(ICH_ELRSR, S3_4_C12_C11_5) R(ICH_VMCR, S3_4_C12_C11_7) R(ICH_LR0, S3_4_C12_C12_0) R(ICH_LR1, S3_4_C12_C12_1) R(ICH_LR2, S3_4_C12_C12_2) \
    R(ICH_LR3, S3_4_C12_C12_3)

enum {
#define R(name, encoding) name,
    REGISTERS(R)
#undef R
    Count,
    ISR = Count
};

static const char names[][12] = {
#define R(name, encoding) #name,
    REGISTERS(R)
#undef R
};

// x0 holds the result, which the vectors overwrite where the access is not to be.
static u64 read_register(u64 which)
{
    register u64 value asm("x0") = 0;
    switch (which)
    {
#define R(name, encoding) case name: asm volatile("mrs x0, " #encoding : "+r"(value) : : "x9", "x10", "memory"); break;
    REGISTERS(R)
#undef R
        case ISR: asm volatile("mrs x0, isr_el1" : "+r"(value)); break;
    }
    return value;
}

static u64 write_register(u64 which, u64 to)
{
    register u64 value asm("x0") = 0;
    register u64 source asm("x1") = to;
    switch (which)
    {
#define R(name, encoding) case name: asm volatile("msr " #encoding ", x1\n isb" : "+r"(value) : "r"(source) : "x9", "x10", "memory"); break;
    REGISTERS(R)
#undef R
    }
    return value;
}

u64 access(u64 which, u64 write, u64 value) { return write ? write_register(which, value) : read_register(which); }

u64 at_el1(u64 which, u64 write, u64 value);

static u64 hypervisor(u64 which, u64 write, u64 value) { return access(which, write, value); }

static void report(char level, char access, const char *name, u64 value)
{
    put(level); put(access); put(' '); text(name); put(' '); hex(value); put('\n');
}

static u64 some(int which)
{
    switch (which)
    {
        case ICC_PMR: return next(4) ? 0xf8 : next(32) << 3;
        case ICC_EOIR0: case ICC_EOIR1: case ICC_DIR: return next(8) ? next(6) + 24 : next(2) ? next(16) : next(9000);
        case ICC_BPR0: case ICC_BPR1: return next(8);
        case ICC_CTLR: return (next(2) ? 0 : next(4)) & (EOIMODE ? 3 : 1);
        case ICC_SGI1R: case ICC_SGI0R: return next(16) << 24 | 1;
        case ICC_IGRPEN0: case ICC_IGRPEN1: return next(4) != 0;
        case ICC_AP0R0: case ICC_AP1R0: case ICH_AP0R0: case ICH_AP1R0: return next(3) ? 0 : 1UL << next(32);
        case ICH_HCR: return HCR_COMPARED & ((next(6) != 0) | (next(8) ? 0 : next(128) << 1) | (next(8) ? 0 : next(8) << 10) | next(2) << 14 * (next(9) == 0) | (next(8) ? 0 : next(32) << 27));
        case ICH_VMCR: return (wide() & 0x00fc0000) | (next(4) ? 0xf8000000 : wide() & 0xf8000000) | (next(2) ? 3 : next(4)) | (next(4) ? 0 : next(4) << 9 & (EOIMODE ? 0x200 : 0)) | (next(6) ? 0 : 0x10);
        case ICH_LR0: case ICH_LR1: case ICH_LR2: case ICH_LR3:
            if (next(40) == 0) return wide() & 0xf0f81fff0000ffffUL;
            {
                u64 value = next(4) << 62 | next(2) << 60 | next(32) << 51 | (24 + next(6) + (next(20) ? 0 : 8192 - 24));
                return next(3) ? value | (next(4) ? 0 : 1UL << 41) : value | 1UL << 61 | (16 + next(16)) << 32;
            }
        default: return wide();
    }
}

static int writable(int which)
{
    switch (which)
    {
        case ICC_IAR0: case ICC_IAR1: case ICC_HPPIR0: case ICC_HPPIR1: case ICC_RPR: case ICC_SRE: case ICH_MISR: case ICH_EISR: case ICH_ELRSR: return 0;
        default: return 1;
    }
}

static int readable(int which)
{
    switch (which)
    {
        case ICC_EOIR0: case ICC_EOIR1: case ICC_DIR: case ICC_SGI1R: case ICC_SGI0R: return 0;
        default: return 1;
    }
}

void main(void)
{
    GICD[0] = 0x13;
    GICR[5] = 0;
    SGI[0x80 / 4] = 0xffff0ff0;
    SGI[0x100 / 4] = 0xffffffff & ~(1u << 30 | 1u << 27 | 1u << 26 | 1u << 23 | 1u << 28 | 1u << 29);
    for (int i = 0; i < 8; i++) SGI[0x400 / 4 + i] = 0xa0604020u + 0x08080808u * (u32)i;
    hypervisor(ICC_SRE, 1, 7);
    hypervisor(ICC_PMR, 1, 0xf8);
    hypervisor(ICC_IGRPEN0, 1, 1);
    hypervisor(ICC_IGRPEN1, 1, 1);
    hypervisor(ICH_HCR, 1, 1);
    for (int step = 0; step < STEPS; step++)
    {
        int which = (int)next(Count);
        int el2 = which >= ICH_AP0R0 ? 1 : next(3) == 0;
        int write = !readable(which) || (writable(which) && next(2));
        if (write)
        {
            // In QEMU 7.2 a pending interrupt of a group that the CPU interface has disabled hides those of the other.
            u64 value = some(which) | (el2 && (which == ICC_IGRPEN0 || which == ICC_IGRPEN1));
            report(el2 ? '2' : '1', 'w', names[which], value);
            u64 outcome = el2 ? hypervisor(which, 1, value) : at_el1(which, 1, value);
            if (outcome) report('!', '!', names[which], outcome);
        }
        else
        {
            u64 value = el2 ? hypervisor(which, 0, 0) : at_el1(which, 0, 0);
            // How many list registers and ID bits there are is the machine's affair.
            if (which == ICH_ELRSR) value &= 15;
            if (which == ICH_HCR) value &= HCR_COMPARED;
            if (which == ICC_CTLR) value &= ~0x3800UL;
            report(el2 ? '2' : '1', 'r', names[which], value);
        }
        if (next(6) == 0)
        {
            // Pend or end something physical.
            u32 bit = 1u << next(26);
            switch (next(5))
            {
                case 0: SGI[0x200 / 4] = bit & ~(1u << 25); break;
                case 1: SGI[0x280 / 4] = bit & ~(1u << 25); break;
                case 2: SGI[0x380 / 4] = bit; break;
                default: break;
            }
        }
        // The state that all of it leaves behind.
        put('='); hex(SGI[0x200 / 4]); put(' '); hex(SGI[0x300 / 4]); put(' '); hex(hypervisor(ICH_MISR, 0, 0)); put(' ');
        for (int lr = ICH_LR0; lr <= ICH_LR3; lr++) { hex(hypervisor((u64)lr, 0, 0)); put(' '); }
        hex(hypervisor(ICH_AP0R0, 0, 0)); put(' '); hex(hypervisor(ICH_AP1R0, 0, 0)); put(' '); hex(hypervisor(ICH_HCR, 0, 0) & HCR_COMPARED); put(' ');
        hex(hypervisor(ICC_AP0R0, 0, 0)); put(' '); hex(hypervisor(ICC_AP1R0, 0, 0)); put(' '); hex(hypervisor(ICC_RPR, 0, 0)); put(' ');
        hex(at_el1(ISR, 0, 0)); put(' '); hex(hypervisor(ISR, 0, 0)); put('\n');
    }
    text("end\n");
}
