// Random accesses to a GICv2's distributor and CPU interface, one CPU, one security state. Every access and what it read is printed, so that two machines can be
// compared line by line.
#include "shared.h"

#define GICD ((volatile u32 *)0x08000000)
#define GICC ((volatile u32 *)0x08010000)

// Without a common binary point (CBPR): whether GICC_ABPR is Group 1's own then too, specifications do not agree.
// Without AckCtl Group 1 is GICC_AIAR's and GICC_AEOIR's, which QEMU 7.2 does not have: odd runs have AckCtl.
#define ACKCTL (SEED & 1 ? 4 : 0)

enum { CTLR = 0x00, PMR = 0x04, BPR = 0x08, IAR = 0x0c, EOIR = 0x10, RPR = 0x14, ABPR = 0x1c, DIR = 0x1000 };

static const struct { char name[12]; unsigned short offset; char distributor, readable, writable; } registers[] = {
    { "ISENABLER0", 0x100, 1, 1, 1 }, { "ISENABLER1", 0x104, 1, 1, 1 }, { "ICENABLER0", 0x180, 1, 1, 1 }, { "ICENABLER1", 0x184, 1, 1, 1 }, { "ISPENDR0", 0x200, 1, 1, 1 },
    { "ISPENDR1", 0x204, 1, 1, 1 }, { "ICPENDR0", 0x280, 1, 1, 1 }, { "ICPENDR1", 0x284, 1, 1, 1 }, { "IPRIORITYR", 0x400, 1, 1, 1 }, { "IPRIORITYR", 0x400, 1, 1, 1 },
    { "SGIR", 0xf00, 1, 0, 1 }, { "SPENDSGIR", 0xf20, 1, 1, 1 }, { "CPENDSGIR", 0xf10, 1, 1, 1 }, { "CTLR", CTLR, 0, 1, 1 }, { "PMR", PMR, 0, 1, 1 }, { "BPR", BPR, 0, 1, 1 },
    { "IAR", IAR, 0, 1, 0 }, { "EOIR", EOIR, 0, 0, 1 }, { "RPR", RPR, 0, 1, 0 }, { "ABPR", ABPR, 0, 1, 0 }, { "DIR", DIR, 0, 0, 1 }, { "IAR", IAR, 0, 1, 0 },
    { "EOIR", EOIR, 0, 0, 1 }, { "IAR", IAR, 0, 1, 0 }, { "EOIR", EOIR, 0, 0, 1 },
};

// What was acknowledged and not ended: GICC_EOIR of anything but the last of it is UNPREDICTABLE.
static u32 running[64];
static int depth;

// Not what devices and timers drive.
#define QUIET0 0x01ffffffu
#define QUIET1 0x00ff0000u

void main(void)
{
    GICD[0x180 / 4] = 0xffffffff;
    GICD[0x080 / 4] = 0xffff0ff0;
    GICD[0x084 / 4] = 0x00f00f00;
    for (int i = 0; i < 16; i++) GICD[0x400 / 4 + i] = 0xa0604020u + 0x08080808u * (u32)i;
    GICD[0x100 / 4] = QUIET0;
    GICD[0x104 / 4] = QUIET1;
    GICD[0] = 3;
    GICC[PMR / 4] = 0xf8;
    GICC[BPR / 4] = 2;
    GICC[ABPR / 4] = 3;
    GICC[CTLR / 4] = 3 | ACKCTL;
    for (int step = 0; step < STEPS; step++) {
        int n = (int)next(sizeof registers / sizeof registers[0]);
        u32 offset = registers[n].offset, value;
        int distributor = registers[n].distributor, write = !registers[n].readable || (registers[n].writable && next(2));
        u32 mask = distributor && offset < 0x300 ? (offset & 4 ? QUIET1 : QUIET0) : 0xffffffff;
        if (offset == 0x400) offset += (u32)(4 * next(16));
        volatile u32 *at = (distributor ? GICD : GICC) + offset / 4;
        u32 byte = (u32)next(16); // QEMU 7.2 makes every SGI of a word of GICD_SPENDSGIR pending
        if (offset >= 0xf10 && distributor) at += byte / 4;
        if (write) {
            value = (u32)wide();
            if (distributor) {
                if (offset < 0x300) value = next(2) ? value & mask : 1u << next(32) & mask;
                else if (offset < 0x480) value &= 0xf8f8f8f8;
                else if (offset == 0xf00) value = (u32)(next(2) ? 2 << 24 : 1 << 16) | (u32)next(16);
                else value = 1;
                // What runs keeps its priority: which one ends with it is not told otherwise.
                if (offset >= 0x400 && offset < 0x480 && depth) continue;
            } else {
                switch (offset) {
                    case CTLR: value = 3 | ACKCTL | (u32)(next(2) ? 0 : next(16) & ~4UL) | (next(4) ? 0 : 0x200); break;
                    case PMR: value = next(4) ? 0xf8 : (u32)next(32) << 3; break;
                    case BPR: value = (u32)(2 + next(5)); break;
                    case EOIR:
                        if (!depth) continue;
                        value = running[--depth];
                        break;
                    case DIR: value = (u32)next(48); break;
                }
                // A binary point that changes under what runs: see frames.c.
                if ((offset == CTLR || offset == BPR) && GICC[RPR / 4] != 0xff) continue;
            }
            if (offset >= 0xf10 && distributor) ((volatile unsigned char *)at)[byte & 3] = 1; else *at = value;
            if (!distributor && offset == BPR) GICC[ABPR / 4] = value + 1;
        } else {
            value = *at & mask;
            if (!distributor && offset == IAR && value == 1022 && GICC[RPR / 4] != 0xff) value = 1023;
            if (!distributor && offset == IAR && (value & 0x3ff) < 1020) running[depth++] = value;
        }
        put(distributor ? 'D' : 'C'); put(write ? 'w' : 'r'); put(' '); text(registers[n].name); put(' '); hex((u64)at & 0xffff); put(' '); hex(value); put('\n');
        put('=');
        for (int i = 0; i < 2; i++) {
            u32 quiet = i ? QUIET1 : QUIET0;
            hex(GICD[0x100 / 4 + i] & quiet); put(' '); hex(GICD[0x200 / 4 + i] & quiet); put(' '); hex(GICD[0x300 / 4 + i] & quiet); put(' ');
        }
        u64 isr;
        __asm__ volatile("dsb sy\n isb\n mrs %0, isr_el1" : "=r"(isr));
        hex(GICC[RPR / 4]); put(' '); hex(isr); put('\n');
    }
    text("end\n");
}
