// What EL2 traps, translates and reports: runs on any virt board at EL2 and prints what it saw, so that two machines can be compared line by line. What is left
// out because the other machine is wrong is told where it is. DDI 0487: D1.3 (routing), D8 (translation), D19 (registers). Bare metal: no library, position independent.
//
// With TOP 3 it is firmware: it starts at EL3, from flash, and looks at what SCR_EL3, CPTR_EL3 and MDCR_EL3 trap of EL0 to EL2 and of Secure EL1; and, where there is
// a Secure EL2, at all of the above in Secure state.
typedef unsigned long u64;
typedef unsigned int u32;

#ifndef TOP
#define TOP 2
#endif
#if TOP == 3
#define T "3"
#define CALL "smc"
#define CALL_WORD 0xd4000003u
#define CALL_EC 0x17
#define COPY \
    "adr x1, head\n tbnz x1, #30, 2f\n movz x2, #0x4020, lsl #16\n adrp x3, _end\n add x3, x3, :lo12:_end\n sub x3, x3, x1\n add x3, x3, x2\n mov x4, x2\n" \
    "1: ldr x5, [x1], #8\n str x5, [x4], #8\n cmp x4, x3\n b.lo 1b\n dsb sy\n ic iallu\n isb\n add x2, x2, #64\n br x2\n 2:\n"
#else
#define T "2"
#define CALL "hvc"
#define CALL_WORD 0xd4000002u
#define CALL_EC 0x16
#define COPY
#endif

__asm__(
    ".section .head, \"ax\"\n"
    "head: b start\n .word 0\n .quad 0\n .quad _end - head\n .quad 0xa\n .quad 0, 0, 0\n .ascii \"ARM\\x64\"\n .word 0\n"
    "start: " COPY "adrp x1, stack_top\n add x1, x1, :lo12:stack_top\n msr spsel, #1\n mov sp, x1\n"
    " adrp x1, vectors\n add x1, x1, :lo12:vectors\n msr vbar_el" T ", x1\n bl main\n"
#if TOP == 3
    // Firmware turns the machine off by pin 0 of the GPIO that only it sees.
    "off: movz x0, #0x090b, lsl #16\n mov w1, #1\n str w1, [x0, #0x400]\n str w1, [x0, #4]\n b off\n"
#else
    "off: movz x0, #0x8400, lsl #16\n movk x0, #8\n smc #0\n b off\n"
#endif
    // Any exception to EL2 ends run(): what was on the stack is restored, and the registers are read by C.
    ".macro vector\n .balign 128\n str x0, [sp, #-16]!\n adrp x0, seen_x0\n add x0, x0, :lo12:seen_x0\n str x1, [x0, #8]\n ldr x1, [sp], #16\n str x1, [x0]\n b left\n .endm\n"
    ".balign 2048\nvectors:\n .rept 16\n vector\n .endr\n"
    "left: adrp x0, saved_sp\n ldr x0, [x0, :lo12:saved_sp]\n mov sp, x0\n"
    " ldp x19, x20, [sp], #16\n ldp x21, x22, [sp], #16\n ldp x23, x24, [sp], #16\n ldp x25, x26, [sp], #16\n ldp x27, x28, [sp], #16\n ldp x29, x30, [sp], #16\n ret\n"
    // run(spsr, entry, x0, x1)
    ".global run\nrun: stp x29, x30, [sp, #-16]!\n stp x27, x28, [sp, #-16]!\n stp x25, x26, [sp, #-16]!\n stp x23, x24, [sp, #-16]!\n stp x21, x22, [sp, #-16]!\n stp x19, x20, [sp, #-16]!\n"
    " mov x9, sp\n adrp x10, saved_sp\n str x9, [x10, :lo12:saved_sp]\n msr spsr_el" T ", x0\n msr elr_el" T ", x1\n mov x0, x2\n mov x1, x3\n isb\n eret\n"
    // The vectors of the levels below: a call to the top, with the vector's number.
    ".balign 2048\n.global vectors1\nvectors1:\n .set n, 0\n .rept 16\n .balign 128\n " CALL " #(0x100 + n)\n .set n, n + 1\n .endr\n"
    ".balign 2048\n.global vectors2\nvectors2:\n .set n, 0\n .rept 16\n .balign 128\n " CALL " #(0x200 + n)\n .set n, n + 1\n .endr\n"
    ".text\n");

u64 saved_sp, seen_x0[2];
char stack[16384] __attribute__((aligned(16)));
char stack_top[16] __attribute__((aligned(16)));
extern void run(u64 spsr, u64 entry, u64 x0, u64 x1);
extern char vectors1[], vectors2[];

#if TOP == 3
#define ESR READ(esr_el3)
#define ELR READ(elr_el3)
#else
#define ESR READ(esr_el2)
#define ELR READ(elr_el2)
#endif

#define UART ((volatile u32 *)0x09000000)
#define READ(reg) ({ u64 v; __asm__ volatile("mrs %0, " #reg : "=r"(v)); v; })
#define WRITE(reg, value) __asm__ volatile("msr " #reg ", %0\n isb" : : "r"((u64)(value)))
#define EL1h 0x3c5
#define EL2h 0x3c9
#define EL0t 0x3c0

static void put(char c) { *UART = c; }
static void text(const char *s) { while (*s) put(*s++); }
static void hex(u64 v)
{
    int shift = 60;
    while (shift > 0 && !(v >> shift)) shift -= 4;
    for (; shift >= 0; shift -= 4) put("0123456789abcdef"[(v >> shift) & 15]);
}
static void field(const char *name, u64 v) { put(' '); text(name); put('='); hex(v); }

static u32 stub[1024] __attribute__((aligned(4096)));

static void maintain(void *p)
{
    __asm__ volatile("dc cvau, %0\n dsb ish\n ic ivau, %0\n dsb ish\n isb" : : "r"(p) : "memory");
}

static void flush(void)
{
    __asm__ volatile("dsb ish\n tlbi alle1\n tlbi alle2\n dsb ish\n isb" : : : "memory");
}

static u64 random_state = 0x9E3779B97F4A7C15;
static u64 next(void)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return random_state;
}

#define RW (1UL << 31)
#define SCTLR1 0x30d00800UL
#define SCR 0x2030531UL // Non-secure, AArch64, HVC, and pointer authentication and its keys for all: what does not exist is RES0
#define SCR_SECURE_EL2 ((SCR & ~1UL) | 1UL << 18)
#if TOP == 3
static u64 scr = SCR;
#endif

static void base(void)
{
#if TOP == 3
    WRITE(scr_el3, scr);
    WRITE(cptr_el3, 0);
    WRITE(mdcr_el3, 0);
    WRITE(sctlr_el2, SCTLR1);
    WRITE(vbar_el2, vectors2);
    WRITE(esr_el2, 0);
#endif
    WRITE(hcr_el2, RW);
    WRITE(sctlr_el1, SCTLR1);
    WRITE(cptr_el2, 0x33ff);
    WRITE(mdcr_el2, READ(mdcr_el2) & 31);
    WRITE(cnthctl_el2, 3);
    WRITE(cntkctl_el1, 0x303);
    WRITE(hstr_el2, 0);
    WRITE(cpacr_el1, 3 << 20);
    WRITE(vbar_el1, vectors1);
    WRITE(mair_el1, 0xff440400);
    WRITE(tcr_el1, 0);
    WRITE(ttbr0_el1, 0);
    WRITE(ttbr1_el1, 0);
    WRITE(spsr_el1, 0x3c5);
    WRITE(far_el2, 0);
    WRITE(hpfar_el2, 0);
    WRITE(par_el1, 0);
    WRITE(esr_el1, 0);
    flush();
}

// One instruction at a level; what came of it. Nothing: it was done and nobody trapped it.
static void try(u64 spsr, u32 word, u64 x0)
{
    stub[0] = word;
    stub[1] = spsr == EL0t ? 0xd4000001u : CALL_WORD; // SVC at EL0
    maintain(stub);
    run(spsr, (u64)stub, x0, 0);
}

// Whether the instruction was done, so that the call behind it came.
static int done(void)
{
    u64 esr = ESR, ec = esr >> 26;
    return ((ec == CALL_EC || ec == 0x15) && (esr & 0xffff) == 0) || (ec == CALL_EC && (esr & 0xff00) == 0x100 && READ(esr_el1) == 0x56000000)
        || (TOP == 3 && ec == CALL_EC && (esr & 0xff00) == 0x200 && READ(esr_el2) == 0x56000000);
}

static void outcome(void)
{
    u64 esr = ESR, ec = esr >> 26;
    if (done())
        return;
    if (ec == CALL_EC && ((esr & 0xff00) == 0x100 || (esr & 0xff00) == 0x200)) {
        field((esr & 0xff00) == 0x100 ? "el1" : "el2", ((esr & 0xff00) == 0x100 ? READ(esr_el1) : READ(esr_el2)) & 0xffffffff);
        field("vector", esr & 15);
        return;
    }
    field("esr", esr & 0xffffffff);
    field("at", ELR - (u64)stub);
}

#define MRS(op0, op1, crn, crm, op2) (0xd5200000u | ((op0) << 19) | ((op1) << 16) | ((crn) << 12) | ((crm) << 8) | ((op2) << 5))
#define MSR(op0, op1, crn, crm, op2) (MRS(op0, op1, crn, crm, op2) & ~0x200000u)

// Instructions that EL2 may trap: no branch, no effect that a later case would see.
static const u32 words[] = {
    // Translation and control.
    MRS(3, 0, 1, 0, 0), MRS(3, 0, 1, 0, 1), MRS(3, 0, 1, 0, 2), MRS(3, 0, 2, 0, 0), MRS(3, 0, 2, 0, 1), MRS(3, 0, 2, 0, 2), MRS(3, 0, 5, 2, 0),
    MRS(3, 0, 6, 0, 0), MRS(3, 0, 5, 1, 0), MRS(3, 0, 5, 1, 1), MRS(3, 0, 7, 4, 0), MRS(3, 0, 10, 2, 0), MRS(3, 0, 10, 3, 0), MRS(3, 0, 12, 0, 0),
    MRS(3, 0, 13, 0, 1), MRS(3, 0, 13, 0, 4), MRS(3, 3, 13, 0, 2), MRS(3, 3, 13, 0, 3), MRS(3, 0, 4, 0, 0), MRS(3, 0, 4, 0, 1), MRS(3, 0, 4, 1, 0),
    MSR(3, 0, 2, 0, 0), MSR(3, 0, 2, 0, 1), MSR(3, 0, 5, 2, 0), MSR(3, 0, 6, 0, 0), MSR(3, 0, 5, 1, 0), MSR(3, 0, 10, 2, 0), MSR(3, 0, 10, 3, 0),
    MSR(3, 0, 13, 0, 1), MSR(3, 0, 13, 0, 4), MSR(3, 0, 1, 0, 1),
    // Identification.
    MRS(3, 0, 0, 0, 0), MRS(3, 0, 0, 0, 5), MRS(3, 0, 0, 0, 6), MRS(3, 0, 0, 4, 0), MRS(3, 0, 0, 4, 1), MRS(3, 0, 0, 4, 4), MRS(3, 0, 0, 5, 0),
    MRS(3, 0, 0, 6, 0), MRS(3, 0, 0, 6, 1), MRS(3, 0, 0, 7, 0), MRS(3, 0, 0, 7, 1), MRS(3, 0, 0, 7, 2), MRS(3, 0, 0, 2, 0), MRS(3, 0, 0, 3, 0),
    MRS(3, 1, 0, 0, 0), MRS(3, 1, 0, 0, 1), MRS(3, 1, 0, 0, 7), MRS(3, 2, 0, 0, 0), MSR(3, 2, 0, 0, 0), MRS(3, 3, 0, 0, 1), MRS(3, 3, 0, 0, 7),
    // Timers and debug.
    MRS(3, 3, 14, 0, 0), MRS(3, 3, 14, 0, 1), MRS(3, 3, 14, 0, 2), MRS(3, 3, 14, 2, 0), MRS(3, 3, 14, 2, 1), MRS(3, 3, 14, 2, 2), MRS(3, 3, 14, 3, 1),
    MRS(3, 3, 14, 3, 2), MRS(3, 0, 14, 1, 0), MRS(2, 0, 0, 2, 2), MRS(2, 0, 0, 0, 4), MRS(2, 0, 0, 0, 5), MRS(2, 0, 0, 0, 6), MRS(2, 0, 0, 0, 7),
    MRS(2, 0, 1, 1, 4), MRS(2, 0, 1, 3, 4), MSR(2, 0, 1, 0, 4), MRS(2, 0, 1, 0, 0), MRS(2, 3, 0, 1, 0),
    // What EL2 and EL3 have, at lower levels.
    MRS(3, 4, 1, 1, 0), MRS(3, 4, 2, 1, 0), MRS(3, 4, 2, 6, 0), MSR(3, 4, 2, 6, 2), MRS(3, 4, 4, 0, 1), MRS(3, 5, 1, 0, 0), MRS(3, 6, 1, 1, 0),
    
#if TOP == 3
    MRS(3, 6, 4, 0, 0), MRS(3, 4, 4, 0, 0), MRS(3, 4, 1, 0, 0), MRS(3, 4, 1, 1, 1), MRS(3, 4, 1, 1, 2), MSR(3, 4, 1, 1, 2), MRS(3, 4, 14, 1, 0), MRS(3, 4, 14, 2, 1), MRS(3, 7, 14, 2, 1),
    MRS(3, 7, 14, 2, 2), MRS(3, 4, 13, 0, 2), MRS(3, 4, 12, 0, 0), MRS(3, 4, 4, 1, 0), MSR(3, 4, 4, 1, 0), 0xd4000562, 0xd4000563, 0xd50c7800, 0xd50e7800, 0xd50e871f,
#endif
    // PSTATE.
    MRS(3, 0, 4, 2, 2), MRS(3, 3, 4, 2, 1), MRS(3, 3, 4, 4, 0), 0xd500409f, // QEMU 7.2 swaps op1 and op2 in what it reports of MSR DAIFSet
    // Maintenance: IC, DC, TLBI, AT.
    0xd508711f, 0xd508751f, 0xd50b7520, 0xd5087640, 0xd5087a40, 0xd5087e40, 0xd5087620, 0xd50b7a20, 0xd50b7b20, 0xd50b7e20, 0xd50b7c20,
    0xd508831f, 0xd508871f, 0xd5088320, 0xd5088720, 0xd5088740, 0xd5088760, 0xd50c871f, 0xd50c879f, 0xd50c87df, 0xd50c8420, 0xd5087800, 0xd5087840, 0xd50c7880,
    // WFI, WFE, SVC, SMC with a function that no firmware has, BRK, FP, HLT, ERET at EL0's level is left out.
    0xd503207f, 0xd503205f, 0xd4000541, 0xd4200540, 0x1e602000, 0x4f000400, 0xd4400000,
};
#define COUNT(a) (sizeof(a) / sizeof(a[0]))

static u64 cell[64] __attribute__((aligned(64)));

#define HOST (1UL << 34 | 1UL << 27) // E2H, TGE: EL0 is the host's
#if TOP == 3
#define WAIT_TRAPS(hcr, scr) ((READ(scr_el3) & (1UL << (scr))) || (level < 2 && (READ(hcr_el2) & (1UL << (hcr))) && (READ(hcr_el2) & HOST) != HOST))
#else
#define WAIT_TRAPS(hcr, scr) ((READ(hcr_el2) & (1UL << (hcr))) && (READ(hcr_el2) & HOST) != HOST)
#endif

static void traps(const char *register_name, u64 spsr, int level)
{
    for (u32 i = 0; i < COUNT(words); i++) {
        // WFI and WFE wait for nothing: an interrupt is pending, or the event is set.
        if (words[i] == 0xd503207f && !WAIT_TRAPS(13, 12))
            continue;
        if (words[i] == 0xd503205f && !WAIT_TRAPS(14, 13))
            continue;
        // SCTLR_EL2 has no UMA: EL0 of the host never reads DAIF. QEMU 7.2 takes bit 9 for it.
        if (words[i] == MRS(3, 3, 4, 2, 1) && (READ(hcr_el2) & HOST) == HOST)
            continue;
#if TOP == 3
        // QEMU 7.2 has _EL12 without E2H, and HVC in Secure state without Secure EL2; both are UNDEFINED.
        if ((words[i] == MRS(3, 5, 1, 0, 0) && level == 2) || (words[i] == 0xd4000562 && !(READ(scr_el3) & (1 << 18 | 1))))
            continue;
        // With a Secure EL2 CNTPS_*_EL1 is UNDEFINED at EL1; QEMU 7.2 goes by SCR_EL3.ST alone.
        if ((words[i] == MRS(3, 7, 14, 2, 1) || words[i] == MRS(3, 7, 14, 2, 2)) && (READ(scr_el3) & (1 << 18 | 1)) == 1 << 18)
            continue;
#endif
        WRITE(esr_el1, 0);
        try(spsr, words[i], (u64)cell);
        if (done())
            continue;
        text(register_name);
        put(' ');
        hex(level);
        put(' ');
        hex(words[i]);
        outcome();
        put('\n');
    }
}

static void trap_bits(void)
{
    static const unsigned char bits[] = { 0, 13, 14, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 28, 30, 35, 36, 37 };
    u64 before;
    for (u32 level = 0; level <= 1; level++) {
        u64 spsr = level ? EL1h : EL0t;
        base();
        WRITE(sctlr_el1, SCTLR1 | (1 << 26) | (1 << 18) | (1 << 16) | (1 << 15) | (1 << 14) | (1 << 9)); // EL0 may do what it can be let do
        traps("none", spsr, level);
        for (u32 i = 1; i < COUNT(bits); i++) {
            text("hcr bit "); hex(bits[i]); put('\n');
            WRITE(hcr_el2, RW | (1UL << bits[i]));
            traps("hcr", spsr, level);
        }
        WRITE(hcr_el2, RW);
        before = READ(mdcr_el2);
        for (u32 bit = 8; bit <= 11; bit++) {
            text("mdcr bit "); hex(bit); put('\n');
            WRITE(mdcr_el2, before | (1UL << bit));
            traps("mdcr", spsr, level);
        }
        WRITE(mdcr_el2, before);
        text("cptr\n");
        WRITE(cptr_el2, 0x33ff | (1 << 10));
        traps("tfp", spsr, level);
        WRITE(cptr_el2, 0x33ff | (1U << 31));
        traps("tcpac", spsr, level);
        WRITE(cptr_el2, 0x33ff);
        for (u32 value = 0; value < 4; value += level ? 1 : 3) { // QEMU 7.2 tests EL1PCEN for CNTPCT_EL0 at EL0, not EL1PCTEN
            text("cnthctl "); hex(value); put('\n');
            WRITE(cnthctl_el2, value);
            traps("cnthctl", spsr, level);
        }
        WRITE(cnthctl_el2, 3);
        text("cntkctl\n");
        WRITE(cntkctl_el1, 0);
        traps("cntkctl", spsr, level);
        WRITE(cntkctl_el1, 0x303);
        text("tge\n");
        WRITE(hcr_el2, RW | (1UL << 27));
        if (!level)
            traps("tge", spsr, level);
        text("sctlr\n");
        WRITE(hcr_el2, RW);
        WRITE(sctlr_el1, SCTLR1);
        if (!level)
            traps("sctlr", spsr, level);
    }
}

// With HCR_EL2.E2H: CPTR_EL2 and CNTHCTL_EL2 have other fields, and with TGE EL0 is the host's.
static void host_traps(void)
{
    if (((READ(id_aa64mmfr1_el1) >> 8) & 15) == 0)
        return;
    for (u32 level = 0; level <= 1; level++) {
        u64 spsr = level ? EL1h : EL0t, e2h = RW | (1UL << 34);
        base();
        WRITE(sctlr_el1, SCTLR1 | (1 << 26) | (1 << 18) | (1 << 16) | (1 << 15) | (1 << 14) | (1 << 9));
        WRITE(hcr_el2, e2h);
        WRITE(cptr_el2, 3 << 20);
        WRITE(cnthctl_el2, 0xf03);
        text("e2h\n");
        traps("e2h", spsr, level);
        for (u64 fpen = 0; fpen < 3; fpen++) {
            text("fpen "); hex(fpen); put('\n');
            WRITE(cptr_el2, fpen << 20);
            traps("fpen", spsr, level);
        }
        WRITE(cptr_el2, 3 << 20 | 1U << 31);
        traps("tcpac", spsr, level);
        WRITE(cptr_el2, 3 << 20);
        for (u64 bit = 10; bit <= 11; bit++) {
            text("cnthctl bit "); hex(bit); put('\n');
            WRITE(cnthctl_el2, 0xf03 & ~(1UL << bit));
            traps("cnthctl", spsr, level);
        }
        WRITE(cnthctl_el2, 0xf03);
        if (level)
            continue;
        // EL0 of the host: EL2's registers decide, and no trap bit of HCR_EL2 does.
        u64 host = e2h | (1UL << 27);
        WRITE(sctlr_el2, SCTLR1 | (1 << 26) | (1 << 18) | (1 << 16) | (1 << 15) | (1 << 14) | (1 << 9));
        WRITE(hcr_el2, host);
        text("host\n");
        traps("host", spsr, level);
        static const unsigned char bits[] = { 13, 14, 16, 17, 18, 19, 21, 22, 23, 24, 25, 26, 28, 30 };
        for (u32 i = 0; i < COUNT(bits); i++) {
            text("hcr bit "); hex(bits[i]); put('\n');
            WRITE(hcr_el2, host | (1UL << bits[i]));
            traps("hosthcr", spsr, level);
        }
        WRITE(hcr_el2, host);
        for (u64 fpen = 0; fpen < 3; fpen++) {
            text("fpen "); hex(fpen); put('\n');
            WRITE(cptr_el2, fpen << 20);
            traps("hostfpen", spsr, level);
        }
        WRITE(cptr_el2, 3 << 20);
        for (u64 bit = 0; bit <= 9; bit++) {
            if (bit > 1 && bit < 8)
                continue;
            text("cnthctl bit "); hex(bit); put('\n');
            WRITE(cnthctl_el2, 0xf03 & ~(1UL << bit));
            traps("hostcnthctl", spsr, level);
        }
        WRITE(cnthctl_el2, 0xf03);
        text("sctlr\n");
        WRITE(hcr_el2, RW);
        WRITE(sctlr_el2, SCTLR1);
        WRITE(hcr_el2, host);
        traps("hostsctlr", spsr, level);
        WRITE(hcr_el2, RW);
    }
    base();
}

// The Virtualization Host Extensions: which register a name means.
#define NAMES(one, two, alias) \
    WRITE(hcr_el2, RW); WRITE(one, a & mask); WRITE(two, b & mask); \
    WRITE(hcr_el2, RW | (1UL << 34)); text(#one); field("el1", READ(one)); field("el2", READ(two)); field("alias", READ(alias)); \
    WRITE(one, c & mask); field("el2", READ(two)); WRITE(alias, a & mask & ~1UL); WRITE(hcr_el2, RW); field("el1", READ(one)); field("el2", READ(two)); put('\n')

static void host_names(void)
{
    if (((READ(id_aa64mmfr1_el1) >> 8) & 15) == 0)
        return;
    u64 a = 0x1234567812345678, b = 0x00cafe0000c0f000, c = 0x0fedcba987654000, mask = ~0UL;
    base();
    NAMES(far_el1, far_el2, s3_5_c6_c0_0);
    NAMES(elr_el1, elr_el2, s3_5_c4_c0_1);
    NAMES(mair_el1, mair_el2, s3_5_c10_c2_0);
    mask = 0xffffffff;
    NAMES(esr_el1, esr_el2, s3_5_c5_c2_0);
    NAMES(contextidr_el1, contextidr_el2, s3_5_c13_c0_1);
    mask = 0x303;
    NAMES(cntkctl_el1, cnthctl_el2, s3_5_c14_c1_0);
    mask = 0x0000fffffffff000;
    NAMES(ttbr0_el1, ttbr0_el2, s3_5_c2_c0_0);
    NAMES(ttbr1_el1, ttbr1_el2, s3_5_c2_c0_1);
    // _EL12 is EL2's alone. (QEMU 7.2 has it without E2H too, where it is UNDEFINED.)
    base();
    WRITE(hcr_el2, RW | (1UL << 34));
    try(EL1h, MRS(3, 5, 1, 0, 0), 0);
    text("alias at EL1"); outcome(); put('\n');
    WRITE(hcr_el2, RW);
}

// Random tables of both stages, and what AT says of them.
static u64 tables[8][512] __attribute__((aligned(65536)));
static u64 wide[16][512] __attribute__((aligned(65536))); // concatenated tables of level 2

static u64 leaf(int level, u64 page, int stage2)
{
    u64 output = (level == 1 ? 0x40000000UL : 0x44000000UL) + (page << (level == 3 ? 12 : level == 2 ? 21 : 30));
    u64 descriptor = output | (level == 3 ? 3 : 1);
    u64 r = next();
    descriptor |= (r & 7) ? 1UL << 10 : 0; // AF
    descriptor |= ((r >> 3) & 3) << 8; // SH
    descriptor |= ((r >> 5) & 3) << 53; // XN
    descriptor |= ((r >> 7) & 3) << 6; // AP, S2AP
    if (stage2) {
        static const unsigned char memory[] = { 0, 1, 2, 3, 5, 6, 7, 5, 10, 11, 10, 14, 15, 15, 15, 15 }; // not 9 and 13: QEMU 7.2 takes their inner half for a kind of Device
        descriptor |= (u64)memory[(r >> 9) & 15] << 2;
    } else {
        descriptor |= ((r >> 9) & 3) << 2; // AttrIndx
        descriptor |= ((r >> 13) & 1) << 11; // nG
    }
    if (((r >> 16) & 31) == 0)
        descriptor &= ~1UL; // invalid
    if (((r >> 21) & 31) == 0)
        descriptor |= 1UL << 47; // beyond the output size
    return descriptor;
}

static void translation(int rounds)
{
    static const u32 at[] = { 0xd5087800, 0xd5087820, 0xd5087840, 0xd5087860, 0xd50c7880, 0xd50c78a0, 0xd50c78c0, 0xd50c78e0 };
    base();
    WRITE(mair_el1, 0xffbb4fff04bb0cffUL);
    for (int round = 0; round < rounds; round++) {
        u64 r = next();
        // Stage 2: 4 KiB pages, a 39-bit or smaller input, the first table at level 1 or 2 (up to 16 of level 2 in one).
        int start1 = (r & 1) != 0;
        u64 t0sz = start1 ? 25 + ((r >> 1) & 7) : 30 + ((r >> 1) & 3);
        for (int i = 0; i < 512; i++) {
            tables[0][i] = (i & 3) == 0 ? leaf(1, 0, 1) : (i & 3) == 1 ? (u64)tables[1] | 3 : leaf(1, 0, 1);
            tables[1][i] = (i & 1) ? leaf(2, i & 3, 1) : (u64)tables[2] | 3;
            tables[2][i] = leaf(3, i & 7, 1);
            tables[3][i] = (i & 3) == 0 ? leaf(1, 1, 0) : (u64)tables[4] | 3 | (next() & 0xf800000000000000UL & ((r >> 20) & 1 ? ~0UL : 0));
            tables[4][i] = (i & 1) ? leaf(2, i & 3, 0) : (u64)tables[5] | 3 | (next() & 0x7800000000000000UL & ((r >> 21) & 1 ? ~0UL : 0));
            tables[5][i] = leaf(3, i & 7, 0);
        }
        for (int i = 0; i < 16 * 512 && !start1; i++)
            wide[i >> 9][i & 511] = (i & 1) ? leaf(2, i & 3, 1) : (u64)tables[2] | 3;
        // Stage 1's tables have to be reached through stage 2, most of the time: their gigabyte is mapped onto itself.
        if ((r >> 8) & 7) {
            tables[0][1] = 0x40000000UL | 0x7fdUL;
            if (!start1)
                for (int i = 0; i < 512; i++)
                    wide[1][i] = 0x40000000UL | (u64)i << 21 | 0x7fdUL;
        }
        WRITE(vttbr_el2, start1 ? tables[0] : wide[0]);
        WRITE(vtcr_el2, 0x80000000UL | ((u64)(2 + ((r >> 12) & 3)) << 16) | (3 << 12) | (start1 ? 1 << 6 : 0) | t0sz);
        WRITE(ttbr0_el1, tables[3]);
        WRITE(ttbr1_el1, tables[3]);
        WRITE(tcr_el1, (4UL << 32) | (2UL << 30) | (25UL << 16) | 25 | ((r >> 24) & 1) << 37 | (READ(id_aa64mmfr1_el1) & 0xf000 ? ((r >> 25) & 3) << 41 : 0));
        WRITE(sctlr_el1, SCTLR1 | ((r >> 27) & 7 ? 1 : 0) | ((r >> 30) & 1) << 19);
        u64 hcr = RW | ((r >> 31) & 7 ? 1 | ((r >> 37) & 1) << 2 : 0) | ((r >> 34) & 7 ? 0 : 1UL << 12); // PTW with stage 2 alone
        WRITE(hcr_el2, hcr);
        flush();
        for (int access = 0; access < 24; access++) {
            u64 a = next();
            u64 va = ((a & 3) << 30) | (((a >> 2) & 7) << 21) | (((a >> 5) & 15) << 12) | ((a >> 9) & 0xff8);
            if ((a >> 24 & 15) == 0)
                va |= 0xffffff8000000000UL;
            if ((a >> 28 & 31) == 0)
                va |= 1UL << 45;
            u32 word = at[(a >> 40) & 7];
            WRITE(par_el1, 0xdead);
            try(EL2h, word, va);
            u64 status = READ(par_el1) & 0x17f;
            if ((status & 0x171) == 0x111 && (READ(esr_el2) >> 26) == 0x16)
                continue; // an access flag fault of stage 2 on a walk: QEMU 7.2 tells another level
            text("at "); hex(round); put(' '); hex(word); field("va", va);
            u64 esr = READ(esr_el2);
            if ((esr >> 26) == 0x16) {
                u64 par = READ(par_el1), attributes = par >> 56;
                // Shareability of Device and Non-cacheable memory is Outer Shareable, whatever the tables say; not every emulator shows that.
                field("par", !(par & 1) && ((attributes & 0xf0) == 0 || attributes == 0x44) ? par & ~0x180UL : par);
            } else {
                outcome();
            }
            put('\n');
        }
        // The accesses themselves, at EL1 with stage 1 off, so that the stub is fetched through stage 2 alone.
        if ((hcr & 1) && start1 && (tables[0][1] & 0x4007ff) == 0x7fdUL - 0) {
            WRITE(sctlr_el1, SCTLR1);
            WRITE(hcr_el2, hcr & ~(1UL << 12));
            flush();
            static const u32 accesses[] = { 0xf9400001, 0xf9000001, 0x39400001, 0x39c00002, 0x79800003, 0xb9800004, 0x38408001, 0xf8408401, 0xa9400801,
                0xc8dffc05, 0x889ffc06, 0x08dffc01, 0xf8617801, 0x3dc00000, 0xb8004003, 0xf8210001, 0xc85f7c01 };
            for (int access = 0; access < 12; access++) {
                u64 a = next();
                u64 va = (((a & 7) == 1 ? 0 : a & 7) << 30) | (((a >> 3) & 7) << 21) | (((a >> 6) & 15) << 12) | ((a >> 10) & 0xff0);
                WRITE(far_el2, 0);
                WRITE(hpfar_el2, 0);
                u32 word = accesses[(a >> 40) % COUNT(accesses)];
                try(EL1h, word, va);
                u64 esr = READ(esr_el2);
                if ((esr >> 26) == 0x16)
                    continue; // it reached memory, or nothing that answers
                text("access "); hex(round); put(' '); hex(word); field("va", va);
                outcome();
                field("far", READ(far_el2));
                field("hpfar", READ(hpfar_el2));
                put('\n');
            }
            // Fetches.
            for (int access = 0; access < 4; access++) {
                u64 a = next();
                u64 va = (((a & 7) == 1 ? 2 : a & 7) << 30) | (((a >> 3) & 7) << 21) | (((a >> 6) & 15) << 12);
                WRITE(far_el2, 0);
                WRITE(hpfar_el2, 0);
                run(EL1h, va, 0, 0);
                u64 esr = READ(esr_el2);
                if ((esr >> 26) != 0x20 || (esr & 0x3c) == 0x10)
                    continue; // it found words to execute
                text("fetch "); hex(round); field("va", va); field("esr", esr); field("far", READ(far_el2)); field("hpfar", READ(hpfar_el2)); put('\n');
            }
        }
    }
    base();
}

#if TOP == 3
// What EL3 traps, of each level and both security states.
static void trap_bits_of_firmware(void)
{
    static const unsigned char bits[] = { 0, 8, 11, 12, 13, 14, 15, 16, 17 }; // not SMD: SMC is how the levels below tell
    static const unsigned short spsr[] = { EL0t, EL1h, EL2h };
    for (u32 level = 0; level < 3; level++) {
        base();
        WRITE(sctlr_el1, SCTLR1 | (1 << 26) | (1 << 18) | (1 << 16) | (1 << 15) | (1 << 14) | (1 << 9));
        for (u32 i = 0; i < COUNT(bits); i++) {
            if (bits[i] == 0 && (level == 2 || scr != SCR))
                continue; // there is no Secure EL2
            text("scr bit "); hex(bits[i]); put('\n');
            WRITE(scr_el3, scr ^ (1UL << bits[i]));
            traps("scr", spsr[level], level);
        }
        WRITE(scr_el3, scr);
        text("cptr\n");
        WRITE(cptr_el3, 1 << 10);
        traps("tfp", spsr[level], level);
        WRITE(cptr_el3, 1U << 31);
        traps("tcpac", spsr[level], level);
        WRITE(cptr_el3, 0);
        text("mdcr\n");
        WRITE(mdcr_el3, 1 << 9);
        traps("tda", spsr[level], level);
        WRITE(mdcr_el3, 1 << 10);
        traps("tdosa", spsr[level], level);
        WRITE(mdcr_el3, 0);
    }
}
#endif

#if TOP == 3
#include "secure.c"
#endif

#ifndef OWN_MAIN
void main(void)
{
    text("levels\n");
#if TOP == 3
    trap_bits_of_firmware();
    if ((READ(id_aa64pfr0_el1) >> 36) & 15) {
        text("secure el2\n");
        scr = SCR_SECURE_EL2;
        trap_bits_of_firmware();
        trap_bits();
        host_traps();
        two_spaces(120);
        returns();
        interrupts();
        invalidations();
        own_tables(120);
    }
#else
    trap_bits();
    host_traps();
    host_names();
    translation(120);
#endif
    text("end\n");
}
#endif
