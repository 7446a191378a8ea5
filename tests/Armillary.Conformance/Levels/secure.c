// Secure EL2, and what differs between the security states: tables of two spaces, exception returns, where interrupts go, TLBI. Part of levels.c as firmware.

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
