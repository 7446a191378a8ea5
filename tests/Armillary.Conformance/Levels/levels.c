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
// With a Secure EL2 a stage 1 that is Secure makes addresses of two intermediate spaces, each with a stage 2 of its own, whose tables and output may be of either
// physical space. Secure RAM is in one alone: tables in it are found or not.
#define SECURE_RAM 0x0e000000UL

static u64 other[4][512] __attribute__((aligned(65536)));

static void copy_to_secure(u64 *to, const u64 *from)
{
    for (int i = 0; i < 512; i++)
        to[i] = from[i];
}

static void two_spaces(int rounds)
{
    static const u32 at[] = { 0xd5087800, 0xd5087820, 0xd5087840, 0xd5087860, 0xd50c7880, 0xd50c78a0, 0xd50c78c0, 0xd50c78e0, 0xd5087800, 0xd5087840 };
    static const u32 accesses[] = { 0xf9400001, 0xf9000001, 0x39400001, 0x39c00002, 0xb8004003, 0xc8dffc05, 0xf8617801 };
    u64 *secure = (u64 *)SECURE_RAM;
    base();
    for (int round = 0; round < rounds; round++) {
        u64 r = next(), r2 = next();
        u64 hcr = RW | ((r >> 31) & 7 ? 1 | ((r >> 37) & 1) << 2 : 0) | ((r >> 34) & 15 ? 0 : 1UL << 12);
        WRITE(mair_el1, 0xffbb4fff04bb00ffUL); // no GRE: QEMU 7.2 takes a Non-cacheable stage 2 for nGnRE then
        // NSTable chooses the intermediate space of the tables below (AArch64.S1NextWalkStateTable); QEMU 7.2 has them all in the Secure one.
        u64 nstable = hcr & (1 << 12 | 1) ? 0 : 1UL << 63;
        for (int i = 0; i < 512; i++) {
            // Of Secure intermediate addresses, of Non-secure ones, and stage 1.
            tables[0][i] = (i & 3) == 1 ? (u64)tables[1] | 3 : leaf(1, 0, 1);
            tables[1][i] = (i & 1) ? leaf(2, i & 3, 1) : (u64)tables[2] | 3;
            tables[2][i] = leaf(3, i & 7, 1);
            other[0][i] = (i & 3) == 1 ? (u64)other[1] | 3 : leaf(1, 0, 1);
            other[1][i] = (i & 1) ? leaf(2, (i + 1) & 3, 1) : (u64)other[2] | 3;
            other[2][i] = leaf(3, (i + 3) & 7, 1);
            u64 n = next();
            tables[3][i] = ((i & 3) == 0 ? leaf(1, 1, 0) : (u64)tables[4] | 3 | ((n & 7) == 0 ? nstable : 0)) ^ ((n >> 8 & 1) << 5);
            tables[4][i] = ((i & 1) ? leaf(2, i & 3, 0) : (u64)tables[5] | 3 | ((n >> 16 & 7) == 0 ? nstable : 0)) ^ ((n >> 24 & 1) << 5);
            tables[5][i] = leaf(3, i & 7, 0) | (n >> 32 & 1) << 5;
        }
        // Most of the time both stages 2 map the gigabyte of stage 1's tables onto itself.
        if (r & 7)
            tables[0][1] = 0x40000000UL | 0x7fdUL;
        if (r >> 3 & 7)
            other[0][1] = 0x40000000UL | 0x7fdUL;
        copy_to_secure(secure, tables[0]);
        copy_to_secure(secure + 512, other[0]);
        // Where the walks' space is Secure their first table may be in Secure RAM; sometimes it is there and cannot be found.
        u64 sw = (r >> 6 & 3) == 0, sa = (r >> 8 & 1), nsw = (r >> 9 & 1), nsa = (r >> 10 & 1);
        u64 secret = r >> 11 & 3, secret2 = r >> 13 & 3;
        WRITE(s3_4_c2_c6_0, secret == 3 || (secret == 2 && !sw) ? (u64)secure : (u64)tables[0]);
        WRITE(s3_4_c2_c6_2, 0x80000000UL | sa << 30 | sw << 29 | 1 << 6 | (25 + (r >> 16 & 7)));
        WRITE(vttbr_el2, secret2 == 3 || (secret2 == 2 && !nsw) ? (u64)(secure + 512) : (u64)other[0]);
        WRITE(vtcr_el2, 0x80000000UL | nsa << 30 | nsw << 29 | ((u64)(2 + (r >> 20 & 3)) << 16) | (3 << 12) | 1 << 6 | (25 + (r >> 22 & 7)));
        if (round == 0) {
            field("vstcr", READ(s3_4_c2_c6_2)); field("vsttbr", READ(s3_4_c2_c6_0)); field("vtcr", READ(vtcr_el2)); put('\n');
        }
        WRITE(ttbr0_el1, tables[3]);
        WRITE(ttbr1_el1, tables[3]);
        WRITE(tcr_el1, (4UL << 32) | (2UL << 30) | (25UL << 16) | 25 | ((r >> 25) & 3) << 41);
        u64 on = SCTLR1 | ((r >> 27 & 7) ? 1 : 0), scr2 = scr | (r2 & 1) << 9; // SIF
        WRITE(sctlr_el1, on);
        WRITE(hcr_el2, hcr);
        WRITE(scr_el3, scr2);
        flush();
        for (int access = 0; access < 20; access++) {
            u64 a = next();
            u64 va = ((a & 3) << 30) | (((a >> 2) & 7) << 21) | (((a >> 5) & 15) << 12) | ((a >> 9) & 0xff8);
            u32 word = at[(a >> 40) % COUNT(at)];
            WRITE(par_el1, 0xdead);
            WRITE(hpfar_el2, 0);
            try(EL2h, word, va);
            u64 status = READ(par_el1) & 0x17f;
            if ((status & 0x171) == 0x111 && done())
                continue; // an access flag fault of stage 2 on a walk: QEMU 7.2 tells another level
            text("sat "); hex(round); put(' '); hex(word); field("va", va);
            if (done()) {
                u64 par = READ(par_el1), attributes = par >> 56;
                field("par", !(par & 1) && ((attributes & 0xf0) == 0 || attributes == 0x44) ? par & ~0x180UL : par);
            } else {
                outcome();
            }
            put('\n');
        }
        WRITE(sctlr_el1, SCTLR1);
        if (!(hcr & 1) || (secret == 3 && sw) || tables[0][1] != 0x400007fdUL)
            continue;
        // Loads and stores at EL1 with stage 1 off: Secure addresses.
        WRITE(hcr_el2, hcr & ~(1UL << 12));
        flush();
        for (int access = 0; access < 8; access++) {
            u64 a = next();
            u64 va = (((a & 7) == 1 ? 0 : a & 7) << 30) | (((a >> 3) & 7) << 21) | (((a >> 6) & 15) << 12) | ((a >> 10) & 0xff0);
            WRITE(far_el2, 0);
            WRITE(hpfar_el2, 0);
            u32 word = accesses[(a >> 40) % COUNT(accesses)];
            try(EL1h, word, va);
            if (done())
                continue;
            text("saccess "); hex(round); put(' '); hex(word); field("va", va); outcome(); field("far", READ(far_el2)); field("hpfar", READ(hpfar_el2)); put('\n');
        }
        // The same and fetches with stage 1 on, so that there are Non-secure ones: the stub and the vectors by blocks that both stages leave alone.
        for (int i = 0; i < 512; i++)
            if ((i & 3) == 1)
                tables[3][i] = 0x40000000UL | 0x711UL;
        WRITE(mair_el1, 0xffbb4fffffbb00ffUL);
        WRITE(sctlr_el1, SCTLR1 | 1);
        flush();
        for (int access = 0; access < 16; access++) {
            u64 a = next();
            u64 va = (((a & 1) ? 2UL : 3UL) << 30) | (((a >> 2) & 7) << 21) | (((a >> 5) & 15) << 12) | ((a >> 9) & 0xff8);
            WRITE(far_el2, 0);
            WRITE(hpfar_el2, 0);
            WRITE(far_el1, 0);
            if (a >> 60 & 1) {
                run(EL1h, va & ~4095UL, 0, 0);
                u64 esr = READ(esr_el2), esr1 = READ(esr_el1);
                if ((ESR & 0xff00) == 0x200 && ((esr >> 26) != 0x20 || (esr & 0x3c) == 0x10))
                    continue; // it found words to execute
                if ((ESR & 0xff00) == 0x100 && (esr1 >> 26) != 0x21)
                    continue;
                text("sfetch "); hex(round); field("va", va);
            } else {
                u32 word = accesses[(a >> 40) % COUNT(accesses)];
                try(EL1h, word, va);
                if (done())
                    continue;
                text("saccess1 "); hex(round); put(' '); hex(word); field("va", va);
            }
            outcome(); field("far", READ(far_el2)); field("far1", READ(far_el1)); field("hpfar", READ(hpfar_el2)); put('\n');
        }
    }
    base();
}

static const u64 states[] = { SCR, SCR & ~1UL, SCR_SECURE_EL2 };

// EL2's own stage 1, with and without E2H, in both security states: what AT says of random tables with NS and NSTable.
static void own_tables(int rounds)
{
    scr = SCR;
    base();
    for (int round = 0; round < rounds; round++) {
        u64 r = next(), host = r & 3;
        for (int i = 0; i < 512; i++) {
            u64 n = next();
            tables[3][i] = ((i & 3) == 0 ? leaf(1, 1, 0) : (u64)tables[4] | 3 | ((n & 7) == 0 ? 1UL << 63 : 0) | (n & 0x7800000000000000UL & (r >> 20 & 1 ? ~0UL : 0))) ^ ((n >> 8 & 1) << 5);
            tables[4][i] = ((i & 1) ? leaf(2, i & 3, 0) : (u64)tables[5] | 3 | ((n >> 16 & 7) == 0 ? 1UL << 63 : 0)) ^ ((n >> 24 & 1) << 5);
            tables[5][i] = leaf(3, i & 7, 0) | (n >> 32 & 1) << 5;
        }
        WRITE(scr_el3, r & 4 ? SCR : SCR_SECURE_EL2 | (r >> 3 & 1) << 9);
        WRITE(hcr_el2, host == 0 ? RW : host == 1 ? RW | 1UL << 34 : RW | HOST);
        WRITE(mair_el2, 0xffbb4fff04bb0cffUL);
        WRITE(ttbr0_el2, tables[3]);
        __asm__ volatile("msr s3_4_c2_c0_1, %0" : : "r"(tables[3])); // TTBR1_EL2
        WRITE(tcr_el2, host ? (4UL << 32) | (2UL << 30) | (25UL << 16) | 25 | ((r >> 25) & 3) << 41 | (r >> 28 & 1) << 37 : 0x80800000UL | 4 << 16 | 25 | (r >> 25 & 1) << 24 | (r >> 28 & 1) << 20);
        WRITE(sctlr_el2, SCTLR1 | ((r >> 29) & 7 ? 1 : 0) | ((r >> 32) & 1) << 19);
        flush();
        for (int access = 0; access < 20; access++) {
            u64 a = next(), va = ((a & 3) << 30) | (((a >> 2) & 7) << 21) | (((a >> 5) & 15) << 12) | ((a >> 9) & 0xff8);
            if ((a >> 24 & 15) == 0)
                va |= 0xffffff8000000000UL;
            if ((a >> 28 & 15) == 0)
                va |= 1UL << 58;
            u32 kind = a >> 40 & 3;
            WRITE(par_el1, 0xdead);
            if (kind < 2 || host < 2) {
                if (kind & 1) __asm__ volatile("at s1e2w, %0\n isb" : : "r"(va));
                else __asm__ volatile("at s1e2r, %0\n isb" : : "r"(va));
            } else {
                if (kind & 1) __asm__ volatile("at s1e0w, %0\n isb" : : "r"(va));
                else __asm__ volatile("at s1e1r, %0\n isb" : : "r"(va));
            }
            u64 par = READ(par_el1), attributes = par >> 56;
            text("oat "); hex(round); put(' '); hex(host); put(' '); hex(kind); field("va", va);
            field("par", !(par & 1) && ((attributes & 0xf0) == 0 || attributes == 0x44) ? par & ~0x180UL : par); put('\n');
        }
    }
    WRITE(tcr_el2, 0);
    base();
}

// Which level an ERET from EL3 or EL2 arrives at, and whether that is legal: what the word behind it is reported as.
static void returns(void)
{
    static const u64 modes[] = { 0x3c0, 0x3c4, 0x3c5, 0x3c8, 0x3c9, 0x3cc, 0x3cd, 0x3c1, 0x3ce }; // none of AArch32, which QEMU has at EL0
    static const u64 hcrs[] = { RW, RW | 1UL << 27, RW | 1UL << 34, RW | HOST };
    for (u32 s = 0; s < COUNT(states); s++)
        for (u32 h = 0; h < COUNT(hcrs); h++)
            for (u32 m = 0; m < COUNT(modes); m++) {
                scr = SCR;
                base();
                WRITE(hcr_el2, hcrs[h]);
                WRITE(scr_el3, states[s]);
                stub[0] = CALL_WORD;
                stub[1] = 0xd69f03e0; // ERET
                maintain(stub);
                text("eret "); hex(s); put(' '); hex(h); put(' '); hex(modes[m]);
                run(modes[m], (u64)stub, 0, 0);
                field("esr3", READ(esr_el3)); field("spsr", READ(spsr_el3));
                if (s != 1) {
                    WRITE(spsr_el2, modes[m]);
                    WRITE(elr_el2, stub);
                    WRITE(esr_el2, 0);
                    WRITE(esr_el1, 0);
                    run(EL2h, (u64)&stub[1], 0, 0);
                    field("esr3", READ(esr_el3)); field("spsr", READ(spsr_el3)); field("esr2", READ(esr_el2)); field("esr1", READ(esr_el1));
                }
                put('\n');
            }
    scr = SCR;
    base();
}

// Where interrupts go: an SGI of each group, pending before ERET to a level; and the virtual ones of HCR_EL2.
#define GICD(offset) (*(volatile u32 *)(0x08000000UL + (offset)))
#define GICR(offset) (*(volatile u32 *)(0x080a0000UL + (offset)))

static void where(u64 spsr, u32 level)
{
    stub[0] = level ? 0xd538c100 : 0xd503201f; // MRS X0, ISR_EL1
    stub[1] = 0xd503201f;
    stub[2] = level ? CALL_WORD : 0xd4000001u;
    maintain(stub);
    WRITE(esr_el3, 0);
    WRITE(esr_el2, 0);
    WRITE(esr_el1, 0);
    run(spsr, (u64)stub, 0x5a5a, 0);
    field("esr3", READ(esr_el3)); field("esr2", READ(esr_el2)); field("esr1", READ(esr_el1)); field("isr", seen_x0[0]); field("at", ELR - (u64)stub); put('\n');
}

static void interrupts(void)
{
    static const u64 hcrs[] = { RW, RW | 8, RW | 16, RW | 24, RW | 1UL << 34, RW | 1UL << 34 | 24, RW | 1UL << 27, RW | HOST };
    static const u64 modes[] = { 0, 5, 9 };
    GICD(0) = 0x37; // both affinity routings, all groups
    GICR(0x14) = 0;
    while (GICR(0x14) & 4)
        ;
    GICR(0x10080) = 4; // SGI 0 is of Group 0, 1 of Secure Group 1, 2 of Non-secure Group 1
    GICR(0x10d00) = 2;
    GICR(0x10400) = 0x40404040;
    GICR(0x10100) = 7;
    WRITE(s3_6_c12_c12_5, 0xf);
    WRITE(s3_4_c12_c9_5, 0xf);
    WRITE(s3_0_c12_c12_5, 7);
    WRITE(s3_0_c4_c6_0, 0xff);
    WRITE(s3_0_c12_c12_6, 1);
    WRITE(s3_6_c12_c12_7, 3);
    for (u32 sgi = 0; sgi < 3; sgi++)
        for (u32 s = 0; s < COUNT(states); s++)
            for (u32 level = 0; level < 3; level++)
                for (u32 h = 0; h < COUNT(hcrs); h++)
                    for (u32 routes = 0; routes < 8; routes++) {
                        if ((level == 2 && s == 1) || (level == 1 && s != 1 && (hcrs[h] & 1 << 27)))
                            continue;
                        scr = SCR;
                        base();
                        WRITE(sctlr_el2, SCTLR1);
                        WRITE(hcr_el2, hcrs[h]);
                        WRITE(scr_el3, states[s] | (routes & 3) << 1);
                        text("irq "); hex(sgi); put(' '); hex(s); put(' '); hex(level); put(' '); hex(h); put(' '); hex(routes);
                        GICR(0x10200) = 1u << sgi;
                        __asm__ volatile("dsb sy\n isb");
                        where(modes[level] | (routes & 4 ? 0x3c0 : 0x300), level);
                        GICR(0x10280) = 7;
                        __asm__ volatile("dsb sy\n isb");
                    }
    for (u32 s = 0; s < COUNT(states); s++)
        for (u32 level = 0; level < 2; level++)
            for (u32 bit = 0; bit < 3; bit++)
                for (u32 k = 0; k < 12; k++) {
                    u64 hcr = RW | 0x40UL << bit | (k & 1 ? 8UL << bit : 0) | (k & 2 ? 1UL << 34 : 0) | (k >= 8 && level == 0 ? 1UL << 27 : 0);
                    scr = SCR;
                    base();
                    WRITE(hcr_el2, hcr);
                    WRITE(scr_el3, states[s]);
                    text("virq "); hex(s); put(' '); hex(level); put(' '); hex(bit); put(' '); hex(k);
                    where(modes[level] | (k & 4 ? 0x3c0 : 0x200), level);
                    WRITE(hcr_el2, RW);
                }
    // ICC_* at EL1: the physical interface, the virtual one, or a trap.
    static const u32 registers[] = { 0xd538cc00, 0xd538c800, 0xd538cc40, 0xd5384600, 0xd538cce0, 0xd538ccc0, 0xd538cb60, 0xd518cba0, 0xd518cb20, 0xd518cc20, 0xd538cca0, 0xd53ecca0, 0xd53cc9a0, 0xd53ccb00 };
    for (u32 s = 0; s < COUNT(states); s++)
        for (u32 level = 1; level < 3; level++)
            for (u32 h = 0; h < 4; h++)
                for (u32 routes = 0; routes < 4; routes++)
                    for (u32 i = 0; i < COUNT(registers); i++) {
                        // In Secure state QEMU 7.2 has ICC_IAR1_EL1 where HCR_EL2.IMO asks for ICV_IAR1_EL1.
                        if ((level == 2 && s == 1) || (i == 0 && s == 2))
                            continue;
                        scr = SCR;
                        base();
                        WRITE(s3_4_c12_c11_0, 1); // ICH_HCR_EL2.En
                        WRITE(s3_4_c12_c11_7, 0xff000003 | 0 << 9); // ICH_VMCR_EL2
                        WRITE(s3_4_c12_c9_0, 0); // ICH_AP1R0_EL2
                        WRITE(s3_4_c12_c12_0, 1UL << 62 | 1UL << 60 | 0x20UL << 48 | 40); // ICH_LR0_EL2: pending, Group 1
                        WRITE(hcr_el2, hcrs[h]);
                        WRITE(scr_el3, states[s] | routes << 1);
                        WRITE(esr_el1, 0);
                        try(modes[level] | 0x3c0, registers[i], 1023);
                        text("icc "); hex(s); put(' '); hex(level); put(' '); hex(h); put(' '); hex(routes); put(' '); hex(registers[i]);
                        outcome();
                        if (i == 0)
                            field("iar", seen_x0[0]);
                        field("lr", READ(s3_4_c12_c12_0));
                        put('\n');
                    }
    WRITE(s3_4_c12_c11_0, 0);
    WRITE(s3_4_c12_c12_0, 0);
    WRITE(s3_4_c12_c9_0, 0);
    scr = SCR;
    base();
}

// What a TLBI of each level forgets, and that the worlds of both security states are apart without any.
static u64 pages[8][512] __attribute__((aligned(4096)));

static u64 load_at(u64 spsr, u64 va)
{
    stub[0] = 0xf9400000;
    stub[1] = CALL_WORD;
    maintain(stub);
    WRITE(esr_el2, 0);
    run(spsr, (u64)stub, va, 0);
    return (ESR >> 26) == CALL_EC && (ESR & 0xffff) == 0 ? seen_x0[0] : READ(esr_el2);
}

static void sys_at(u64 spsr, u32 word, u64 x0)
{
    stub[0] = word;
    stub[1] = 0xd5033f9f;
    stub[2] = 0xd5033fdf;
    stub[3] = CALL_WORD;
    maintain(stub);
    run(spsr, (u64)stub, x0, 0);
}

static void invalidations(void)
{
    scr = SCR_SECURE_EL2;
    base();
    for (u32 i = 0; i < 8; i++)
        pages[i][0] = 0x1000 + i;
    // Stage 1 maps 2 GiB to a Secure page and the same page 2 MiB above it to a Non-secure one; both stages 2 have a page for each.
    for (int i = 0; i < 512; i++)
        tables[0][i] = tables[1][i] = tables[2][i] = tables[3][i] = tables[4][i] = tables[5][i] = other[0][i] = other[1][i] = other[2][i] = 0;
    tables[3][1] = tables[0][1] = other[0][1] = 0x40000000UL;
    tables[3][1] |= 0x711;
    tables[0][1] |= 0x7fd;
    other[0][1] |= 0x7fd;
    tables[3][2] = (u64)tables[4] | 3;
    tables[4][0] = (u64)tables[5] | 3;
    tables[5][0] = 0xc0000000UL | 0x713;
    tables[5][1] = 0xc0001000UL | 0x733;
    tables[0][3] = (u64)tables[1] | 3;
    tables[1][0] = (u64)tables[2] | 3;
    other[0][3] = (u64)other[1] | 3;
    other[1][0] = (u64)other[2] | 3;
    tables[2][0] = tables[2][1] = (u64)pages[0] | 0x7ff;
    other[2][0] = other[2][1] = (u64)pages[1] | 0x7ff;
    WRITE(mair_el1, 0xff);
    WRITE(s3_4_c2_c6_0, tables[0]);
    WRITE(s3_4_c2_c6_2, 0x80000000UL | 1 << 6 | 25);
    WRITE(vttbr_el2, (u64)other[0] | 1UL << 48);
    WRITE(vtcr_el2, 0x80000000UL | (5 << 16) | 1 << 6 | 25);
    WRITE(ttbr0_el1, (u64)tables[3] | 3UL << 48);
    WRITE(tcr_el1, (5UL << 32) | 1 << 23 | 25);
    WRITE(sctlr_el1, SCTLR1 | 1);
    WRITE(hcr_el2, RW | 1);
    flush();
    u64 secure = 0x80000000UL, not = 0x80001000UL;
    text("worlds"); field("s", load_at(EL1h, secure)); field("ns", load_at(EL1h, not));
    for (int k = 0; k < 3; k++) {
        WRITE(scr_el3, SCR);
        field("s", load_at(EL1h, secure)); field("ns", load_at(EL1h, not));
        WRITE(scr_el3, SCR_SECURE_EL2);
        field("s", load_at(EL1h, secure)); field("ns", load_at(EL1h, not));
        WRITE(vttbr_el2, (u64)other[0] | (u64)(k + 2) << 48);
        field("s", load_at(EL1h, secure)); field("ns", load_at(EL1h, not));
        WRITE(scr_el3, SCR & ~1UL); // no EL2: stage 1 alone, whose output nothing answers at
        field("s", load_at(EL1h, secure) >> 26);
        WRITE(scr_el3, SCR_SECURE_EL2);
    }
    put('\n');
    static const u32 stage2[] = { 0xd50c8420, 0xd50c84a0, 0xd50c8020, 0xd50c80a0, 0xd50c87df, 0xd50c83df, 0xd50c879f, 0xd50c839f };
    u32 n = 2;
    for (u32 i = 0; i < COUNT(stage2); i++)
        for (int firmware = 0; firmware < 2; firmware++) {
            text("tlbi "); hex(stage2[i]); put(' '); hex(firmware);
            u64 before = load_at(EL1h, secure), before2 = load_at(EL1h, not);
            tables[2][0] = tables[2][1] = (u64)pages[n & 7] | 0x7ff;
            other[2][0] = other[2][1] = (u64)pages[(n + 1) & 7] | 0x7ff;
            n += 2;
            __asm__ volatile("dsb sy");
            u64 mode = firmware ? 0x3cd : EL2h;
            sys_at(mode, stage2[i], 0xc0000);
            if (i < 4) {
                sys_at(mode, stage2[i], 0xc0001);
                sys_at(mode, stage2[i], 0xc0000 | 1UL << 63);
                sys_at(mode, stage2[i], 0xc0001 | 1UL << 63);
                sys_at(mode, 0xd508871f, 0); // VMALLE1
            }
            field("s", before); field("ns", before2); field("s", load_at(EL1h, secure)); field("ns", load_at(EL1h, not)); put('\n');
        }
    static const u32 stage1[] = { 0xd508871f, 0xd508831f, 0xd5088720, 0xd5088320, 0xd5088740, 0xd5088760, 0xd50887a0, 0xd50887e0 };
    tables[2][2] = (u64)pages[6] | 0x7ff;
    other[2][3] = (u64)pages[7] | 0x7ff;
    for (u32 i = 0; i < COUNT(stage1); i++)
        for (int level = 1; level < 4; level++) {
            tables[5][0] = 0xc0000000UL | 0xf13;
            tables[5][1] = 0xc0001000UL | 0xf33;
            flush();
            text("tlbi "); hex(stage1[i]); put(' '); hex(level);
            field("s", load_at(EL1h, secure)); field("ns", load_at(EL1h, not));
            tables[5][0] = 0xc0002000UL | 0xf13;
            tables[5][1] = 0xc0003000UL | 0xf33;
            __asm__ volatile("dsb sy");
            u64 mode = level == 1 ? EL1h : level == 2 ? EL2h : 0x3cd;
            sys_at(mode, stage1[i], 0x80000 | 3UL << 48);
            sys_at(mode, stage1[i], 0x80001 | 3UL << 48);
            field("s", load_at(EL1h, secure)); field("ns", load_at(EL1h, not)); put('\n');
        }
    // EL2's own translations.
    static const u32 own[] = { 0xd50c871f, 0xd50c831f, 0xd50c8720, 0xd50c8320, 0xd50c87a0 };
    WRITE(mair_el2, 0xff);
    WRITE(ttbr0_el2, tables[3]);
    WRITE(tcr_el2, 0x80800000UL | 5 << 16 | 25);
    tables[5][0] = (u64)pages[0] | 0x713;
    tables[5][1] = (u64)pages[1] | 0x733;
    flush();
    WRITE(sctlr_el2, SCTLR1 | 1);
    for (u32 i = 0; i < COUNT(own); i++)
        for (int firmware = 0; firmware < 2; firmware++) {
            text("tlbi "); hex(own[i]); put(' '); hex(firmware);
            field("s", load_at(EL2h, secure)); field("ns", load_at(EL2h, not));
            tables[5][0] = (u64)pages[n & 7] | 0x713;
            tables[5][1] = (u64)pages[(n + 1) & 7] | 0x733;
            n += 2;
            __asm__ volatile("dsb sy");
            sys_at(firmware ? 0x3cd : EL2h, own[i], 0x80000);
            sys_at(firmware ? 0x3cd : EL2h, own[i], 0x80001);
            field("s", load_at(EL2h, secure)); field("ns", load_at(EL2h, not)); put('\n');
        }
    WRITE(sctlr_el2, SCTLR1);
    scr = SCR;
    base();
}
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
