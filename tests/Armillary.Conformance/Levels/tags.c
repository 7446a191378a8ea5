// Memory tagging at EL0, EL1 and EL2: what each instruction makes of tags, which access is checked and what its fault reports, what traps. Runs at EL2 of a virt board with
// allocation tags, as levels.c does, whose ways of running an instruction and telling of it these are.
#define OWN_MAIN
#include "levels.c"

#define TAGGED 0x40000000UL // from an address of RAM to the same, tagged, for EL0 too
#define PLAIN 0x80000000UL // not tagged, for EL0 too
#define PRIVILEGED 0xc0000000UL // tagged, not for EL0
#define UPPER 0xffffff8000000000UL
#define TCO (1UL << 25)
#define ATA0 (1UL << 42)
#define ATA (1UL << 43)
#define TCF0(n) ((u64)(n) << 38)
#define TCF(n) ((u64)(n) << 40)
#define TBI0 (1UL << 37)
#define TBI1 (1UL << 38)
#define TCMA0 (1UL << 57)
#define TCMA1 (1UL << 58)
#define HATA (1UL << 56)
#define DCT (1UL << 57)
#define TID5 (1UL << 58)
#define TCR1 ((4UL << 32) | (2UL << 30) | (25UL << 16) | 25)
#define MMU 0x1005UL // M, C, I

#define WORDS(name, text) \
    extern const u32 name[], name##_end[]; \
    __asm__(".text\n.arch armv8.5-a+memtag+lse\n.balign 4\n" #name ":\n" text #name "_end:\n")
#define LENGTH(name) ((u32)(name##_end - name))

WORDS(arithmetic,
    "irg x0, x0\n irg x0, x0, x1\n irg x0, x1, x0\n gmi x0, x0, x1\n gmi x1, x0, xzr\n addg x0, x0, #0, #0\n addg x0, x0, #16, #1\n addg x1, x0, #1008, #15\n addg x0, x0, #32, #7\n"
    "subg x0, x0, #0, #3\n subg x1, x0, #1008, #9\n subp x0, x0, x1\n subps x1, x0, x1\n subps xzr, x0, x1\n addg x0, sp, #16, #2\n irg x0, sp\n");

WORDS(moves,
    "stg x0, [x0]\n stg x1, [x0]\n stg x1, [x0], #16\n stg x1, [x0, #-32]!\n stg x1, [x0, #4080]\n stg sp, [x0]\n stg x1, [sp, #16]\n stg x1, [sp], #16\n"
    "stzg x1, [x0]\n stzg x0, [x0], #-16\n stzg x1, [x0, #16]!\n stzg x1, [x0, #-4096]\n"
    "st2g x1, [x0]\n st2g x0, [x0], #32\n st2g x1, [x0, #-16]!\n st2g x1, [x0, #4064]\n st2g x1, [x0, #4080]\n"
    "stz2g x1, [x0]\n stz2g x1, [x0], #-4096\n stz2g x0, [x0, #32]!\n stz2g x1, [x0, #4080]\n stz2g x1, [sp]\n"
    "ldg x1, [x0]\n ldg x0, [x0]\n ldg x1, [x0, #16]\n ldg x1, [x0, #-4096]\n ldg xzr, [x0]\n ldg x1, [sp, #32]\n"
    "stgp x0, x1, [x0]\n stgp x1, xzr, [x0], #16\n stgp x1, x0, [x0, #-1024]!\n stgp x1, x1, [x0, #1008]\n stgp x1, x0, [sp, #16]\n"
    "stgm x1, [x0]\n ldgm x1, [x0]\n ldgm x0, [x0]\n stzgm x1, [x0]\n stgm xzr, [x0]\n"
    "dc gva, x0\n dc gzva, x0\n dc zva, x0\n"
    "dc igvac, x0\n dc igdvac, x0\n dc cgvac, x0\n dc cgdvac, x0\n dc cgvap, x0\n dc cgdvap, x0\n dc cgvadp, x0\n dc cgdvadp, x0\n dc cigvac, x0\n dc cigdvac, x0\n"
    "mrs x1, tco\n msr tco, x1\n msr tco, #1\n msr tco, #0\n");

WORDS(registers,
    "mrs x1, gcr_el1\n msr gcr_el1, x1\n mrs x1, rgsr_el1\n msr rgsr_el1, x1\n mrs x1, s3_0_c5_c6_0\n msr s3_0_c5_c6_0, x1\n mrs x1, s3_0_c5_c6_1\n msr s3_0_c5_c6_1, x1\n"
    "mrs x1, s3_1_c0_c0_4\n mrs x1, tco\n msr tco, x1\n mrs x1, s3_4_c5_c6_0\n mrs x1, s3_6_c5_c6_0\n"
    "dc igsw, x0\n dc igdsw, x0\n dc cgsw, x0\n dc cgdsw, x0\n dc cigsw, x0\n dc cigdsw, x0\n dc gva, x0\n dc gzva, x0\n dc cgvac, x0\n dc cigdvac, x0\n dc igvac, x0\n dc cgvap, x0\n"
    "ldg x1, [x0]\n stg x0, [x0]\n irg x0, x0\n stgm x1, [x0]\n");

WORDS(accesses,
    "ldr x1, [x0]\n str x1, [x0]\n ldrb w1, [x0]\n strb w1, [x0]\n ldrsh w1, [x0]\n strh w1, [x0]\n ldr w1, [x0]\n str w1, [x0]\n ldp x1, x2, [x0]\n stp x1, x1, [x0]\n ldpsw x1, x2, [x0]\n"
    "ldr q0, [x0]\n str q0, [x0]\n ldp q0, q1, [x0]\n stp q0, q1, [x0]\n ldr d0, [x0]\n stp s0, s1, [x0]\n ldnp x1, x2, [x0]\n"
    "ld1 {v0.16b}, [x0]\n ld1 {v0.16b-v3.16b}, [x0]\n ld4 {v0.16b-v3.16b}, [x0]\n ld2 {v0.4s-v1.4s}, [x0]\n st1 {v0.16b}, [x0]\n ld1 {v0.d}[1], [x0]\n ld1r {v0.4s}, [x0]\n ld3 {v0.b-v2.b}[3], [x0], #3\n"
    "ldxr x1, [x0]\n ldaxr w1, [x0]\n ldxp x1, x2, [x0]\n ldar x1, [x0]\n stlr x1, [x0]\n ldapr x1, [x0]\n" // not LDAPUR and STLUR: QEMU 7.2 does not check them
    "ldadd x1, x1, [x0]\n swpal w1, w1, [x0]\n cas x1, x1, [x0]\n casb w1, w1, [x0]\n casp x2, x3, x2, x3, [x0]\n ldsmax x1, x1, [x0]\n" // not STXR: what it looks at where the monitor is not set
    "ldtr x1, [x0]\n sttr x1, [x0]\n ldtrb w1, [x0, #9]\n ldur x1, [x0, #-8]\n stur w1, [x0, #-4]\n ldr x1, [x0], #8\n str x1, [x0, #8]!\n ldr x1, [x0, #64]\n ldr x1, [x0, xzr]\n prfm pldl1keep, [x0]\n"
    "dc zva, x0\n ldg x1, [x0]\n"
    "ldr x1, [sp]\n str x1, [sp, #16]\n ldr x1, [sp], #16\n str x1, [sp, #-16]!\n ldr x1, [sp, xzr]\n ldp x1, x2, [sp]\n ldp x1, x2, [sp], #16\n stp q0, q1, [sp, #32]\n ldur x1, [sp, #3]\n ldxr x1, [sp]\n"
    "ld1 {v0.16b}, [sp]\n ld1 {v0.16b}, [sp], #16\n ldadd x1, x1, [sp]\n ldtr x1, [sp]\n ldar x1, [sp]\n st1 {v0.d}[0], [sp], #8\n cas x1, x1, [sp]\n");

static char memory[3 * 4096] __attribute__((aligned(16384)));

static void map(void)
{
    u64 block = 1 | 1 << 10 | 3 << 8, ram = 0x40000000UL | block, user = 1 << 6;
    tables[0][0] = block | 1 << 2 | 3UL << 53;
    tables[0][1] = ram | 1UL << 54;
    tables[0][2] = ram | 2 << 2 | user;
    tables[0][3] = ram | user;
    tables[0][4] = ram | 2 << 2;
    tables[0][5] = ram | 3 << 2 | user; // Non-cacheable
    tables[0][6] = ram | 2 << 2 | user | 1 << 7; // tagged, to read only
    WRITE(mair_el1, 0x44f004ffUL);
    WRITE(ttbr0_el1, tables[0]);
    WRITE(ttbr1_el1, tables[0]);
    WRITE(tcr_el1, TCR1 | TBI0 | TBI1);
    WRITE(hcr_el2, RW | HATA);
    WRITE(sctlr_el1, SCTLR1 | MMU | ATA | ATA0 | 1 << 26 | 1 << 14); // UCI, DZE
    flush();
}

static void one(u64 spsr, u32 word, u64 x0, u64 x1)
{
    stub[0] = word;
    stub[1] = (spsr & 0xf) == 0 ? 0xd4000001u : CALL_WORD;
    maintain(stub);
    WRITE(sp_el0, x0);
    WRITE(sp_el1, x0);
    WRITE(esr_el1, 0);
    WRITE(far_el1, 0);
    WRITE(far_el2, 0);
    run(spsr, (u64)stub + ((spsr & 0xf) == 0 ? PLAIN : 0), x0, x1);
}

// CAS and CASP are stores to QEMU 7.2, where they load and store; that tells where loads and stores fault differently.
static int is_cas(u32 word)
{
    return (word & 0x3f207c00) == 0x08207c00;
}

// QEMU 7.2 reports DC ZVA as a load too.
static void told(void)
{
    u64 esr = ESR, call = (esr >> 26) == CALL_EC && (esr & 0xff00) == 0x100;
    if (!call && !((esr >> 26) == CALL_EC && (esr & 0xffff) == 0))
        field("esr2", esr & 0xffffffff), field("far2", READ(far_el2) & ~(15UL << 60)); // of a tag check fault the upper bits are UNKNOWN
    if (call && READ(esr_el1) != 0x56000000)
        field("esr", READ(esr_el1) & (stub[0] >> 5 == 0xd50b7420 >> 5 || is_cas(stub[0]) ? ~0x40UL : ~0UL)), field("far", READ(far_el1) & ~(15UL << 60)), field("vector", esr & 15);
    field("x0", seen_x0[0]);
    field("x1", seen_x0[1]);
    u64 spsr = call ? READ(spsr_el1) : READ(spsr_el2);
    field("psr", spsr >> 20 & 0xf3f); // flags, TCO
    if (call)
        field("tco", READ(spsr_el2) >> 25 & 1);
}

// Sets the tags of the memory: in each page all granules of even number have one, those of odd number have another. QEMU 7.2's machine has two tags a page (it leaves the
// offset in the page out of the tag's place, which was mended in 8.0), so that nothing here may tell two granules of even number of a page apart.
static void paint(u64 seed)
{
    u64 sctlr = READ(sctlr_el1), tcr = READ(tcr_el1), hcr = READ(hcr_el2), pair = 0;
    map();
    for (u32 at = 0; at < sizeof memory; at += 256) {
        if ((at & 4095) == 0) {
            seed = seed * 6364136223846793005UL + 1442695040888963407UL;
            pair = (seed >> 33 & 255) * 0x0101010101010101UL;
        }
        one(EL1h, 0xd9a00001, (u64)memory + TAGGED + at, pair); // STGM x1, [x0]
    }
    WRITE(hcr_el2, hcr);
    WRITE(sctlr_el1, sctlr);
    WRITE(tcr_el1, tcr);
    flush();
}

static int tag_at(u64 offset)
{
    one(EL1h, 0xd9600001, (u64)memory + TAGGED + offset, 0); // LDG x1, [x0]
    return (int)(seen_x0[1] >> 56) & 15;
}

// The tags of a granule and the next one, and all bytes as a number.
static void digest(u64 address)
{
    u64 sctlr = READ(sctlr_el1), tcr = READ(tcr_el1), hcr = READ(hcr_el2), bytes = 0, offset = ((address & 0x3fffffff) | 0x40000000) - (u64)memory;
    map();
    if (offset < sizeof memory - 16)
        field("tag", tag_at(offset)), field("next", tag_at(offset + 16));
    for (u32 at = 0; at < sizeof memory; at += 8)
        bytes = bytes * 31 + *(volatile u64 *)(memory + at);
    field("bytes", bytes);
    WRITE(hcr_el2, hcr);
    WRITE(sctlr_el1, sctlr);
    WRITE(tcr_el1, tcr);
    flush();
}

// The first granule that an instruction of tags looks at.
static u64 effective(u32 word, u64 x0)
{
    if (word >> 24 == 0xd5 || word >> 5 == 0xd9200001 >> 5) // DC, STZGM
        return x0 & ~63UL;
    if (word >> 24 == 0xd9 && (word >> 10 & 3) == 0 && (word >> 22 & 3) != 1)
        return x0 & ~255UL;
    long pair = word >> 23 & 7, offset = word >> 24 == 0xd9 ? (word >> 10 & 3) == 1 ? 0 : (int)(word << 11) >> 23 : pair == 1 ? 0 : (int)(word << 10) >> 25;
    return x0 + offset * 16;
}

static void arithmetics(void)
{
    base();
    map();
    for (u32 round = 0; round < 40; round++) {
        u64 gcr = round < 8 ? (1UL << (round * 2 + 2)) - 1 & 0xffff : next() & 0xffff;
        WRITE(s3_0_c1_c0_6, gcr);
        WRITE(s3_0_c1_c0_5, next() & 0xffff0f);
        if (round & 1)
            WRITE(sctlr_el1, READ(sctlr_el1) ^ (round & 2 ? ATA : ATA0));
        for (u32 i = 0; i < LENGTH(arithmetic); i++) {
            u64 level = next() & 1;
            text("arithmetic "); hex(gcr); put(' '); hex(i);
            one(level ? EL1h : EL0t, arithmetic[i], next(), next());
            told();
            field("rgsr", READ(s3_0_c1_c0_5));
            put('\n');
        }
    }
}

static void tag_moves(void)
{
    base();
    map();
    for (u32 round = 0; round < 32; round++) {
        u64 sctlr = SCTLR1 | MMU | ATA | ATA0 | 1 << 26 | 1 << 14;
        for (u32 i = 0; i < LENGTH(moves); i++) {
            // Maintenance of what is not there is nothing to QEMU.
            u64 r = next() | (moves[i] >> 16 == 0xd508 || (moves[i] >> 16 == 0xd50b && (moves[i] >> 8 & 0xf0) == 0x70 && (moves[i] >> 8 & 0xff) != 0x74) ? 0x1f70700000007 : 0), where = (r & 7) == 0 ? PLAIN : (r & 7) == 1 ? PRIVILEGED : (r & 15) == 2 ? 0x140000000UL - 0x40000000UL : TAGGED;
            u64 address = (u64)memory + where + 4096 + ((r >> 8) % 4096 & ~15UL) | (r >> 24) << 56;
            if ((r >> 32 & 7) == 0)
                address |= r >> 36 & 15; // unaligned
            if ((r >> 40 & 15) == 0)
                address |= UPPER;
            if ((r >> 44 & 31) == 0)
                address += 0x10000000000UL; // nothing is there
            if ((r >> 49 & 15) == 0)
                address = ((u64)memory + TAGGED + 4096 + 4080) | (address & 0xff00000000000000UL); // ST2G across pages
            u64 level = r >> 63;
            WRITE(sctlr_el1, sctlr & ~((r >> 53 & 7) == 0 ? level ? ATA : ATA0 : 0));
            WRITE(hcr_el2, RW | ((r >> 56 & 7) == 0 ? 0 : HATA));
            paint(round);
            for (u32 at = 0; at < sizeof memory; at += 8)
                *(volatile u64 *)(memory + at) = at + round;
            text("move "); hex(round); put(' '); hex(i);
            field("el", level);
            field("to", address);
            one(level ? EL1h : EL0t, moves[i], address, (next() & 255) * 0x0101010101010101UL);
            told();
            digest(effective(moves[i], address));
            put('\n');
        }
    }
}

static void register_traps(void)
{
    static const u64 hcr[] = { HATA, 0, HATA | TID5, HATA | 1 << 22, HATA | 1 << 23, HATA | 1 << 28, TID5 | 1UL << 18, HATA | 1UL << 34, 1UL << 34 };
    base();
    for (u32 level = 0; level < 2; level++)
        for (u32 n = 0; n < COUNT(hcr); n++)
            for (u32 control = 0; control < 2; control++) {
                map();
                WRITE(hcr_el2, RW | hcr[n]);
                if (control)
                    WRITE(sctlr_el1, READ(sctlr_el1) & ~(1UL << 26 | 1 << 14 | ATA0));
                for (u32 i = 0; i < LENGTH(registers); i++) {
                    text("register "); hex(level); put(' '); hex(n); put(' '); hex(control); put(' '); hex(i);
                    WRITE(s3_0_c1_c0_6, 0x1ffff);
                    WRITE(s3_0_c1_c0_5, 0);
                    one(level ? EL1h : EL0t, registers[i], (u64)memory + TAGGED, 3);
                    told();
                    put('\n');
                }
            }
    map();
}

// Atomics, exclusives, ordered accesses: QEMU 7.2 has no FEAT_LSE2, which lets them be unaligned.
static int is_atomic(u32 word)
{
    return (word & 0x3f000000) == 0x08000000 || (word & 0x3b200c00) == 0x38200000;
}

// One round of random controls and accesses. At EL2 (and EL0 of its host) by EL2's registers, which the caller has set up.
static void checks(int rounds)
{
    base();
    for (int round = 0; round < rounds; round++) {
        map();
        paint(round);
        u64 r = next(), level = r & 3 ? r & 1 : 0;
        u64 sctlr = SCTLR1 | MMU | 1 << 14 | 1 << 26 | ((r >> 3 & 7) ? ATA : 0) | ((r >> 6 & 7) ? ATA0 : 0) | TCF(r >> 9 & 3) | TCF0(r >> 11 & 3) | ((r >> 13 & 7) == 0 ? 2 : 0);
        u64 tcr = TCR1 | ((r >> 16 & 7) ? TBI0 : 0) | ((r >> 19 & 7) ? TBI1 : 0) | ((r >> 22 & 3) == 0 ? TCMA0 : 0) | ((r >> 24 & 3) == 0 ? TCMA1 : 0);
        u64 spsr = (level ? EL1h : EL0t) | ((r >> 26 & 7) == 0 ? TCO : 0) | ((r >> 29 & 7) == 0 ? 1UL << 23 : 0); // UAO
        u64 hcr = RW | ((r >> 32 & 7) ? HATA : 0);
        for (int access = 0; access < 24; access++) {
            u64 a = next(), kind = a >> 16 & 15;
            u64 where = kind == 0 ? PLAIN : kind == 1 ? PRIVILEGED : kind == 2 ? 0x100000000UL : kind == 3 ? 0x140000000UL : TAGGED;
            u64 offset = 256 + a % 8192, size = a >> 20 & 7;
            if (size < 4)
                offset &= ~15UL;
            else if (size < 6)
                offset |= 8;
            WRITE(sctlr_el1, SCTLR1 | MMU | ATA);
            WRITE(tcr_el1, TCR1 | TBI0 | TBI1);
            WRITE(hcr_el2, RW | HATA);
            u32 i = (a >> 40) % LENGTH(accesses);
            if ((is_cas(accesses[i]) || accesses[i] >> 5 == 0xd50b7420 >> 5) && ((r >> 9 & 3) == 3 || (r >> 11 & 3) == 3))
                i = 0;
            if (is_atomic(accesses[i]) || sctlr & 2) // nor does it look at the alignment of vectors, nor at any before a check that is accumulated
                offset &= ~15UL;
            if (is_atomic(accesses[i]) && kind == 3)
                where = TAGGED; // not the page to read only: QEMU 7.2 accumulates a fault before the abort
            u64 tag = (a >> 24 & 3) == 0 ? a >> 28 & 15 : (a >> 24 & 3) == 1 ? (a >> 28 & 1 ? 15 : 0) : tag_at(offset);
            u64 address = ((u64)memory + where + offset) | tag << 56;
            if ((a >> 32 & 3) == 0)
                address |= UPPER & ~(15UL << 56);
            if ((tcr & TBI0) == 0 && (a >> 34 & 3))
                address = address & 1UL << 55 ? address | 0xffUL << 56 : address & ~(0xffUL << 56);
            WRITE(s3_0_c5_c6_0, 0);
            WRITE(s3_0_c5_c6_1, 0);
            WRITE(tcr_el1, tcr);
            WRITE(sctlr_el1, sctlr);
            WRITE(hcr_el2, hcr);
            flush();
            text("access "); hex(round); put(' '); hex(i); put(' '); hex(accesses[i]);
            field("spsr", spsr);
            field("to", address);
            one(spsr, accesses[i], address, 0);
            seen_x0[1] = 0; // what was read is what earlier stores left, which may be parts of one that faulted
            told();
            WRITE(hcr_el2, RW | HATA);
            field("tfsr", READ(s3_0_c5_c6_0));
            field("tfsre0", READ(s3_0_c5_c6_1));
            put('\n');
        }
    }
}

// Which memory is tagged where both stages have a say, or stage 1 is off.
static void both_stages(void)
{
    static const u32 at[] = { 0xd5087800, 0xd5087820, 0xd5087840, 0xd50c7880, 0xd50c78c0 };
    base();
    for (u32 attributes = 0; attributes < 16; attributes++)
        for (u32 forced = 0; forced < 4; forced++) {
            if ((attributes & 3) == 0 || (attributes >> 2) == 2)
                continue; // reserved, or Device whose inner half QEMU 7.2 takes for another kind
            map();
            paint(7);
            for (int i = 0; i < 512; i++)
                tables[1][i] = ((u64)i << 30) | 0x7c1UL | (i == 1 ? (u64)attributes << 2 : 0xf << 2);
            WRITE(vttbr_el2, tables[1]);
            WRITE(vtcr_el2, 0x80000000UL | 2UL << 16 | 3 << 12 | 1 << 6 | 25);
            u64 hcr = RW | HATA | 1 | ((forced & 1) ? 1UL << 12 | ((forced & 2) ? DCT : 0) : (forced & 2) ? 1UL << 46 : 0);
            WRITE(sctlr_el1, (SCTLR1 | MMU | ATA | TCF(1)) & ~((forced & 1) ? 1UL : 0));
            u64 where = (forced & 1) ? 0 : TAGGED;
            if (hcr & 1UL << 46 && ((attributes >> 2) == 0 || attributes >> 3))
                continue;
            for (u32 i = 0; i < 8; i++) {
                u64 address = (u64)memory + where + i * 272;
                address |= (next() & 15) << 56;
                WRITE(hcr_el2, hcr);
                flush();
                text("both "); hex(attributes); put(' '); hex(forced); put(' '); hex(i);
                if (i < COUNT(at)) {
                    WRITE(par_el1, 0);
                    __asm__ volatile(".word 0xd5033fdf");
                    stub[0] = at[i];
                    one(EL2h, at[i], address, 0);
                    field("par", READ(par_el1) & ~0x180UL);
                } else {
                    one(EL1h, i == 5 ? 0xf9400001 : i == 6 ? 0xd9600001 : 0xd9200800, address, 0); // LDR, LDG, STG
                    told();
                }
                WRITE(hcr_el2, RW | HATA);
                put('\n');
            }
        }
    base();
}

// EL2's own accesses, and those of EL0 of its host.
static void hypervisor(int rounds)
{
    base();
    for (int round = 0; round < rounds; round++) {
        map();
        paint(round + 100);
        u64 r = next(), host = (r & 3) == 0 ? 3 : r & 1; // 0: EL2, 1: EL2 with E2H, 3: EL0 of the host
        for (int access = 0; access < 12; access++) {
            u64 a = next(), offset = 256 + a % 8192 & ~7UL;
            map();
            u64 tag = (a >> 24 & 3) == 0 ? a >> 28 & 15 : (a >> 24 & 3) == 1 ? (a >> 28 & 1 ? 15 : 0) : tag_at(offset);
            u64 address = ((u64)memory + (a >> 32 & 1 ? PRIVILEGED : TAGGED) + offset) | tag << 56;
            if (host && (a >> 33 & 3) == 0)
                address |= UPPER & ~(15UL << 56);
            WRITE(mair_el2, 0x44f004ffUL);
            WRITE(ttbr0_el2, tables[0]);
            WRITE(s3_4_c2_c0_1, tables[0]);
            tables[0][1] &= host ? ~0UL : ~(1UL << 54); // XN
            tables[0][2] &= host == 3 ? ~0UL : ~(1UL << 6);
            tables[0][3] &= host == 3 ? ~0UL : ~(1UL << 6);
            WRITE(s3_4_c5_c6_0, 0);
            WRITE(s3_0_c5_c6_0, 0);
            WRITE(s3_0_c5_c6_1, 0);
            u64 hcr = RW | (r >> 40 & 3 ? HATA : 0) | (host ? 1UL << 34 : 0) | (host == 3 ? 1UL << 27 : 0);
            u64 sctlr = SCTLR1 | MMU | 1 << 14 | 1 << 26 | ((r >> 3 & 7) ? ATA : 0) | ((r >> 6 & 7) ? ATA0 : 0) | TCF(r >> 9 & 3) | TCF0(r >> 11 & 3);
            u64 spsr = (host == 3 ? EL0t : EL2h) | ((r >> 26 & 7) == 0 ? TCO : 0) | ((r >> 29 & 7) == 0 ? 1UL << 23 : 0);
            WRITE(hcr_el2, hcr);
            WRITE(tcr_el2, host ? TCR1 | (r >> 13 & 3 ? TBI0 : 0) | TBI1 | (r >> 15 & 1 ? TCMA0 : 0) | (r >> 16 & 1 ? TCMA1 : 0)
                                : 4UL << 16 | 1 << 23 | 1UL << 31 | 25 | (r >> 13 & 3 ? 1 << 20 : 0) | (r >> 15 & 1 ? 1 << 30 : 0));
            if (!(r >> 13 & 3))
                address = address & 1UL << 55 ? address | 0xffUL << 56 : address & ~(0xffUL << 56);
            flush();
            WRITE(sctlr_el2, sctlr);
            u32 i = (a >> 40) % LENGTH(accesses);
            if (is_atomic(accesses[i]))
                address &= ~15UL;
            if (is_cas(accesses[i]))
                i = 1;
            if (host != 3 && (accesses[i] >> 5 & 31) == 31)
                i = 0; // the stack is this program's
            one(spsr, accesses[i], address, 0);
            WRITE(sctlr_el2, SCTLR1);
            u64 esr = ESR, far = READ(far_el2), tfsr2 = READ(s3_4_c5_c6_0), psr = READ(spsr_el2);
            WRITE(hcr_el2, RW | HATA);
            flush();
            if (accesses[i] >> 16 == 0xd50b)
                continue;
            text("host "); hex(round); put(' '); hex(host); put(' '); hex(accesses[i]);
            field("spsr", spsr); field("to", address); field("esr", esr); field("far", far & ~(15UL << 60)); field("psr", psr >> 20 & 0x3f);
            field("tfsr2", tfsr2); field("tfsr", READ(s3_0_c5_c6_0)); field("tfsre0", READ(s3_0_c5_c6_1));
            put('\n');
        }
    }
    base();
}

void main(void)
{
    text("tags\n");
    WRITE(sctlr_el2, SCTLR1);
    arithmetics();
    register_traps();
    tag_moves();
    checks(150);
    both_stages();
    hypervisor(60);
    text("end\n");
}
