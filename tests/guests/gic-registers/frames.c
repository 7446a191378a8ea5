// Random accesses to the frames of a GICv2's virtual interface, GICH_* and GICV_*, and to the physical one's behind it. Every access and what it read is printed, so
// that two machines can be compared line by line.
#include "shared.h"

#define GICD ((volatile u32 *)0x08000000)
#define GICC ((volatile u32 *)0x08010000)
#define GICH ((volatile u32 *)0x08030000)
#define GICV ((volatile u32 *)0x08040000)

// Without AckCtl Group 1 is GICV_AIAR's and GICV_AEOIR's, which QEMU 7.2 does not have: odd runs have AckCtl.
#define ACKCTL (SEED & 1 ? 4 : 0)

u64 virtual_interrupts(void);

// What was acknowledged and not ended: GICV_EOIR of anything but the last of it is UNPREDICTABLE.
static u32 running[64];
static int depth;

static int runs(u32 id)
{
    for (int i = 0; i < depth; i++)
        if ((running[i] & 0x3ff) == id) return 1;
    return 0;
}

enum { HCR = 0x00, VTR = 0x04, VMCR = 0x08, MISR = 0x10, EISR = 0x20, ELRSR = 0x30, APR = 0xf0, LR = 0x100 };
enum { CTLR = 0x00, PMR = 0x04, BPR = 0x08, IAR = 0x0c, EOIR = 0x10, RPR = 0x14, HPPIR = 0x18, ABPR = 0x1c, AIAR = 0x20, AEOIR = 0x24, AHPPIR = 0x28, APR0 = 0xd0, DIR = 0x1000 };

static const struct { char name[8]; unsigned short offset; char hypervisor, readable, writable; } registers[] = {
    { "HCR", HCR, 1, 1, 1 }, { "VTR", VTR, 1, 1, 0 }, { "VMCR", VMCR, 1, 1, 1 }, { "MISR", MISR, 1, 1, 0 }, { "EISR", EISR, 1, 1, 0 }, { "ELRSR", ELRSR, 1, 1, 0 },
    { "APR", APR, 1, 1, 0 }, { "LR0", LR, 1, 1, 1 }, { "LR1", LR + 4, 1, 1, 1 }, { "LR2", LR + 8, 1, 1, 1 }, { "LR3", LR + 12, 1, 1, 1 },
    { "LR0", LR, 1, 1, 1 }, { "LR1", LR + 4, 1, 1, 1 }, { "LR2", LR + 8, 1, 1, 1 }, { "LR3", LR + 12, 1, 1, 1 },
    { "CTLR", CTLR, 0, 1, 1 }, { "PMR", PMR, 0, 1, 1 }, { "BPR", BPR, 0, 1, 1 }, { "IAR", IAR, 0, 1, 0 }, { "EOIR", EOIR, 0, 0, 1 }, { "RPR", RPR, 0, 1, 0 },
    { "ABPR", ABPR, 0, 1, 0 }, { "APR0", APR0, 0, 1, 0 }, { "DIR", DIR, 0, 0, 1 }, { "IAR", IAR, 0, 1, 0 }, { "EOIR", EOIR, 0, 0, 1 },
};

// Both binary points split priorities alike: how one group's compares with the running priority of the other is not told where they differ.
static u64 points(void)
{
    u64 point = 2 + next(5);
    return point << 21 | (point + 1) << 18;
}

static u32 some(int hypervisor, u32 offset)
{
    if (hypervisor) {
        switch (offset) {
            case HCR: return (u32)((next(6) != 0) | (next(4) ? 0 : next(128) << 1) | (next(8) ? 0 : next(32) << 27));
            case VMCR: return (u32)(points() | (next(4) ? 0xf8000000 : wide() & 0xf8000000) | 3 | (next(3) ? 0 : next(8) << 2 & ~4UL) | ACKCTL | (next(4) ? 0 : 0x200));
            default: {
                u32 value = (u32)((next(3) ? 1 : next(4)) << 28 | next(2) << 30 | next(31) << 23 | ((next(3) ? 24 + next(8) : next(16)) & ~3UL) | (offset - LR) / 4); // no two with one identifier
                return next(3) ? value | (u32)(next(4) ? 0 : 1 << 19) | (u32)(next(4) ? 0 : next(8) << 10) : (value & ~0xffc00u) | 16 | 1u << 31 | (u32)(16 + next(16)) << 10; // nothing of the hardware's is an SGI
            }
        }
    }
    switch (offset) {
        case CTLR: return 3 | ACKCTL | (u32)(next(2) ? 0 : next(32) & ~4UL) | (next(4) ? 0 : 0x200);
        case PMR: return (u32)(next(4) ? 0xf8 : next(32) << 3);
        case BPR: return (u32)(2 + next(5)); // with five bits of preemption no less; in QEMU 7.2 there can be less
        default: return (u32)(next(3) ? 24 + next(8) : next(8) ? next(16) : next(1024)) | (next(5) ? 0 : (u32)next(8) << 10);
    }
}

// GICV_HPPIR tells of what the priority mask hides too, while GICH_HCR.En is clear, and of an SGI's sender; QEMU 7.2 does not.
static u32 pending(void) { return (GICH[HCR / 4] & 1) && GICV[PMR / 4] == 0xf8 ? GICV[HPPIR / 4] & 0x3ff : 0; }

void main(void)
{
    GICD[0] = 1;
    GICD[0x80 / 4] = 0xffff0ff0;
    GICD[0x100 / 4] = 0xffffffff & ~(1u << 30 | 1u << 27 | 1u << 26 | 1u << 23 | 1u << 28 | 1u << 29 | 1u << 25);
    for (int i = 0; i < 8; i++) GICD[0x400 / 4 + i] = 0xa0604020u + 0x08080808u * (u32)i;
    GICC[CTLR / 4] = 1;
    GICH[HCR / 4] = 1;
    GICH[VMCR / 4] = 0xf84c0003;
    for (int step = 0; step < STEPS; step++) {
        int n = (int)next(sizeof registers / sizeof registers[0]);
        u32 offset = registers[n].offset;
        volatile u32 *at = (registers[n].hypervisor ? GICH : GICV) + offset / 4;
        int write = !registers[n].readable || (registers[n].writable && next(2));
        u32 value = write ? some(registers[n].hypervisor, offset) : 0;
        if (write && !registers[n].hypervisor && offset == EOIR) {
            if (!depth) continue;
            value = running[--depth];
        }
        // A binary point that changes under what runs: which of the two the running priority is of, the specification does not tell.
        if (write && GICH[APR / 4] && (registers[n].hypervisor ? offset == VMCR : offset == CTLR || offset == BPR)) continue;
        // One that runs stays, so that it can be ended: QEMU 7.2 leaves its priority active otherwise.
        if (write && registers[n].hypervisor && offset >= LR && runs(*at & 0x3ff)) continue;
        if (write) *at = value; else value = *at;
        if (write && !registers[n].hypervisor && offset == BPR) GICV[ABPR / 4] = value + 1;
        // 1022 is for what could be signalled; QEMU 7.2 tells it of what waits too.
        if (!write && !registers[n].hypervisor && offset == IAR && value == 1022 && GICV[RPR / 4] != 0xff) value = 1023;
        if (!registers[n].hypervisor && offset == IAR && (value & 0x3ff) < 1020) running[depth++] = value;
        put(registers[n].hypervisor ? 'H' : 'V'); put(write ? 'w' : 'r'); put(' '); text(registers[n].name); put(' '); hex(value); put('\n');
        if (next(6) == 0) {
            u32 bit = 1u << (16 + next(9));
            switch (next(3)) {
                case 0: GICD[0x200 / 4] = bit; break;
                case 1: GICD[0x280 / 4] = bit; break;
                default: GICD[0x300 / 4] = bit; break; // active: what a list register with HW deactivates
            }
        }
        put('='); hex(GICD[0x200 / 4]); put(' '); hex(GICD[0x300 / 4]); put(' '); hex(GICH[MISR / 4]); put(' '); hex(GICH[EISR / 4]); put(' '); hex(GICH[ELRSR / 4]); put(' ');
        for (int lr = 0; lr < 4; lr++) { hex(GICH[LR / 4 + lr]); put(' '); }
        hex(GICH[APR / 4]); put(' '); hex(GICH[HCR / 4]); put(' '); hex(GICH[VMCR / 4]); put(' '); hex(GICV[RPR / 4]); put(' '); hex(pending()); put(' ');
        hex(virtual_interrupts()); put('\n');
    }
    text("end\n");
}
