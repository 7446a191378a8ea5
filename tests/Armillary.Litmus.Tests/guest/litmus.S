// A bare-metal kernel that runs one litmus test on CPUS vCPUs and prints its outcomes. Assembled with --defsym TEST=n, CPUS=n and ROUNDS=n.
// Each of SLOTS slots has two locations, x and y, in cache lines of their own. In a round every CPU runs its part of the test on all slots
// in order, two CPUs from the same moment on at each, and leaves two bits of result for each. Then CPU 0 counts the outcomes:
// the results of all CPUs, CPU 0's lowest.

    .arch armv8.1-a
    .equ SLOTS, 256
    .equ TABLES, 0x41000000
    .equ CONTROL, 0x41010000
    .equ LOCATIONS, 0x41100000
    .equ RESULTS, 0x41200000
    .equ COUNTERS, 0x41210000
    .equ CODE, 0x42000000
    .equ PAGES, 0x42010000
    .equ WINDOW, 0x80000000

    .text
    .global _start
_start:
    b start
    .word 0
    .quad 0, 0x100000, 0, 0, 0, 0
    .ascii "ARM\x64"
    .word 0

    .macro barrier
    add x28, x28, #CPUS
    mov x9, #1
    ldaddal x9, x10, [x20]
98: ldar x10, [x20]
    cmp x10, x28
    b.hs 99f
    yield
    b 98b
99:
    .endm

start:
    mov x19, #0
    // 39-bit addresses: devices, RAM, and one page at WINDOW whose entry is the first of the third level.
    ldr x0, =TABLES
    mov x1, #0x405
    str x1, [x0]
    ldr x1, =0x40000701
    str x1, [x0, #8]
    ldr x1, =TABLES + 0x1003
    str x1, [x0, #16]
    ldr x1, =TABLES + 0x2003
    str x1, [x0, #0x1000]
    ldr x1, =PAGES + 0x703
    mov x2, #0x2000
    str x1, [x0, x2]
    ldr x0, =CONTROL
    str xzr, [x0]
    str xzr, [x0, #256]
    str xzr, [x0, #512]
    str xzr, [x0, #1024]
    mov x5, #1
1:  cmp x5, #CPUS
    b.hs common
    ldr x0, =0xc4000003
    mov x1, x5
    adr x2, secondary
    mov x3, x5
    hvc #0
    add x5, x5, #1
    b 1b
secondary:
    mov x19, x0
common:
    adr x0, vectors
    msr vbar_el1, x0
    mov x0, #0xff
    msr mair_el1, x0
    ldr x0, =0x200803519
    msr tcr_el1, x0
    ldr x0, =TABLES
    msr ttbr0_el1, x0
    isb
    tlbi vmalle1
    dsb nsh
    isb
    mrs x0, sctlr_el1
    mov x1, #0x1005
    orr x0, x0, x1
    msr sctlr_el1, x0
    isb
    ldr x20, =CONTROL
    ldr x21, =LOCATIONS
    ldr x22, =ROUNDS
    ldr x23, =RESULTS
    ldr x24, =COUNTERS
    mov x27, #0
    mov x28, #0
    cbnz x19, ready
    mov x0, #0
1:  str wzr, [x24, x0, lsl #2]
    add x0, x0, #1
    cmp x0, #256
    b.ne 1b
    str xzr, [x21]
ready:
    barrier
    .if TEST >= 50
    b alone
    .endif

round:
    cbnz x19, 2f
    mov x0, x21
    mov x1, #SLOTS
1:  str wzr, [x0]
    str wzr, [x0, #64]
    add x0, x0, #128
    subs x1, x1, #1
    b.ne 1b
2:  barrier
    mov x25, #0
    mov x1, x21
    mov w3, #1
    mov w4, #2
slot:
    add x2, x1, #64
    mov w6, #0
    .if CPUS == 2
    // Both CPUs start on a slot together, and without YIELD at first: it may put a CPU to sleep for longer than a slot takes.
    add x27, x27, #CPUS
    mov x9, #1
    mov w12, #2000
    add x11, x20, #1024
    ldaddal x9, x10, [x11]
1:  ldar x10, [x11]
    cmp x10, x27
    b.hs 2f
    subs w12, w12, #1
    b.hi 1b
    yield
    b 1b
2:
    .endif
    cmp x19, #1
    b.eq part1
    cmp x19, #2
    b.eq part2
    b.hi part3

    .macro both                     // two loads in order: the first is bit 0
    orr w6, w6, w7, lsl #1
    .endm

part0:
    .if TEST == 0                   // message passing: x, then y
    str w3, [x1]
    str w3, [x2]
    .elseif TEST == 1 || TEST == 16
    str w3, [x1]
    dmb ishst
    str w3, [x2]
    .elseif TEST == 2
    str w3, [x1]
    stlr w3, [x2]
    .elseif TEST == 3               // store buffering
    str w3, [x1]
    ldr w6, [x2]
    .elseif TEST == 4
    str w3, [x1]
    dmb ish
    ldr w6, [x2]
    .elseif TEST == 5
    stlr w3, [x1]
    ldar w6, [x2]
    .elseif TEST == 6               // load buffering
    ldr w6, [x1]
    str w3, [x2]
    .elseif TEST == 7
    ldr w6, [x1]
    dmb ish
    str w3, [x2]
    .elseif TEST == 8               // coherence: one location
    str w3, [x1]
    .elseif TEST == 9
    str w3, [x1]
    str w4, [x1]
    .elseif TEST == 10              // independent reads of independent writes
    str w3, [x1]
    .elseif TEST == 11              // store buffering with an atomic that is no barrier between
    str w3, [x1]
    mov w7, #0
    swpal w3, w7, [x1]
    ldar w6, [x2]
    .elseif TEST == 12              // what a load sees of its own CPU's store
    str w3, [x1]
    ldr w6, [x1]
    .elseif TEST == 14
    dsb ish
    str w3, [x1]
    dsb ish
    ldr w6, [x2]
    .elseif TEST == 15              // an exclusive store-release
    ldxr w7, [x1]
    stlxr w8, w3, [x1]
    cbnz w8, part0
    ldar w6, [x2]
    .endif
    b result

part1:
    .if TEST == 0
    ldr w6, [x2]
    ldr w7, [x1]
    both
    .elseif TEST == 1
    ldr w6, [x2]
    dmb ishld
    ldr w7, [x1]
    both
    .elseif TEST == 2
    ldar w6, [x2]
    ldr w7, [x1]
    both
    .elseif TEST == 3
    str w3, [x2]
    ldr w6, [x1]
    .elseif TEST == 4
    str w3, [x2]
    dmb ish
    ldr w6, [x1]
    .elseif TEST == 5
    stlr w3, [x2]
    ldar w6, [x1]
    .elseif TEST == 6
    ldr w6, [x2]
    str w3, [x1]
    .elseif TEST == 7
    ldr w6, [x2]
    dmb ish
    str w3, [x1]
    .elseif TEST == 8
    ldr w6, [x1]
    ldr w7, [x1]
    both
    .elseif TEST == 9               // 2 and then less, or 1 and then 0
    ldr w7, [x1]
    ldr w8, [x1]
    cmp w8, w7
    cset w6, lo
    .elseif TEST == 10
    str w3, [x2]
    .elseif TEST == 11
    str w3, [x2]
    mov w7, #0
    swpal w3, w7, [x2]
    ldar w6, [x1]
    .elseif TEST == 12
    str w4, [x1]
    ldr w6, [x1]
    .elseif TEST == 14
    dsb ish
    str w3, [x2]
    dsb ish
    ldr w6, [x1]
    .elseif TEST == 15
    ldxr w7, [x2]
    stlxr w8, w3, [x2]
    cbnz w8, part1
    ldar w6, [x1]
    .elseif TEST == 16              // an address that depends on the first load
    ldr w6, [x2]
    eor x7, x6, x6
    ldr w7, [x1, x7]
    both
    .endif
    b result

part2:
    .if TEST == 10
    ldar w6, [x1]
    ldar w7, [x2]
    both
    .endif
    b result

part3:
    .if TEST == 10
    ldar w6, [x2]
    ldar w7, [x1]
    both
    .endif

result:
    add x9, x23, x19, lsl #8
    strb w6, [x9, x25]
    add x1, x1, #128
    add x25, x25, #1
    cmp x25, #SLOTS
    b.ne slot
    barrier
    cbnz x19, 3f
    mov x0, #0
1:  mov w6, #0
    .if CPUS > 2
    add x9, x23, #0x300
    ldrb w7, [x9, x0]
    orr w6, w6, w7, lsl #6
    add x9, x23, #0x200
    ldrb w7, [x9, x0]
    orr w6, w6, w7, lsl #4
    .endif
    add x9, x23, #0x100
    ldrb w7, [x9, x0]
    orr w6, w6, w7, lsl #2
    ldrb w7, [x23, x0]
    orr w6, w6, w7
    ldr w7, [x24, x6, lsl #2]
    add w7, w7, #1
    str w7, [x24, x6, lsl #2]
    add x0, x0, #1
    cmp x0, #SLOTS
    b.ne 1b
3:  subs x22, x22, #1
    b.ne round
    b finish

// Tests that are not slot by slot. Their outcome 0 is a number; any other is a count of what must not be.
alone:
    .if TEST >= 50 && TEST <= 55    // ROUNDS * SLOTS additions by each CPU
    lsl x22, x22, #8
1:
    .if TEST == 50
    ldxr x0, [x21]
    add x0, x0, #1
    stxr w1, x0, [x21]
    cbnz w1, 1b
    .elseif TEST == 51
    ldaxr x0, [x21]
    add x0, x0, #1
    stlxr w1, x0, [x21]
    cbnz w1, 1b
    .elseif TEST == 52
    mov x0, #1
    ldadd x0, x1, [x21]
    .elseif TEST == 53
    ldr x0, [x21]
2:  mov x1, x0
    add x2, x0, #1
    casal x0, x2, [x21]
    cmp x0, x1
    b.ne 2b
    .endif
    .if TEST == 55                  // a pair: both halves count
    ldaxp x0, x1, [x21]
    add x0, x0, #1
    add x1, x1, #1
    stlxp w2, x0, x1, [x21]
    cbnz w2, 1b
    .endif
    subs x22, x22, #1
    b.ne 1b
    barrier
    cbnz x19, finish
    ldr x0, [x21]
    str w0, [x24]
    .if TEST == 55
    ldr x1, [x21, #8]
    cmp x0, x1
    cset w1, ne
    str w1, [x24, #4]
    .endif
    .elseif TEST == 56              // a lock of exclusives, waited for with WFE, around an addition that is not atomic
    add x3, x20, #512
1:  ldaxr w0, [x3]
    cbz w0, 2f
    wfe
    b 1b
2:  mov w1, #1
    stxr w0, w1, [x3]
    cbnz w0, 1b
    ldr x0, [x21]
    add x0, x0, #1
    str x0, [x21]
    stlr wzr, [x3]
    subs x22, x22, #1
    b.ne 1b
    barrier
    cbnz x19, finish
    ldr x0, [x21]
    str w0, [x24]
    .elseif TEST == 57              // SEV and WFE: a token goes round
    mov x5, #0
1:  ldar x0, [x21]
    mov x1, #CPUS
    udiv x2, x0, x1
    msub x2, x2, x1, x0
    cmp x2, x19
    b.eq 2f
    wfe
    b 1b
2:  add x0, x0, #1
    str x0, [x21]
    dsb ishst
    sev
    subs x22, x22, #1
    b.ne 1b
    barrier
    cbnz x19, finish
    ldr x0, [x21]
    str w0, [x24]
    .elseif TEST == 58              // break-before-make: CPU 0 maps page after page, the others must never see one from before the last that they know of
    ldr x4, =WINDOW
    add x5, x20, #256
    mov x6, #0
    cbnz x19, 5f
    ldr x7, =TABLES + 0x2000
    ldr x8, =PAGES
1:  add x6, x6, #1
    and x0, x6, #1
    add x0, x8, x0, lsl #12
    str x6, [x0]                    // the page that is not mapped now says what it will be
    str xzr, [x7]
    dsb ishst
    lsr x1, x4, #12
    tlbi vaae1is, x1
    dsb ish
    stlr x6, [x5]
    mov x1, #0x703
    orr x1, x0, x1
    str x1, [x7]
    dsb ishst
    isb
    cmp x6, x22
    b.ne 1b
    barrier
    str w6, [x24]
    b finish
5:  ldar x0, [x5]
    ldr x1, [x4]
    cmp x1, x0
    b.hs 6f
    add x6, x6, #1
6:  cmp x0, x22
    b.ne 5b
    cbz x6, 7f
    str w6, [x24, x19, lsl #2]
7:  barrier
    .elseif TEST == 59              // code that changes: once a CPU knows of a change it never runs what was there before
    ldr x4, =CODE
    add x5, x20, #256
    mov x6, #0
    ldr w7, =0x52800000             // mov w0, #imm16
    ldr w8, =0xd65f03c0             // ret
    cbnz x19, 5f
    str w7, [x4]
    str w8, [x4, #4]
    dc cvau, x4
    dsb ish
    ic ivau, x4
    dsb ish
    isb
5:  barrier
    cbnz x19, 3f
1:  add x6, x6, #1
    orr w0, w7, w6, lsl #5
    str w0, [x4]
    dc cvau, x4
    dsb ish
    ic ivau, x4
    dsb ish
    stlr x6, [x5]
    cmp x6, x22
    b.ne 1b
    barrier
    str w6, [x24]
    b finish
3:  ldar x11, [x5]
    isb
    blr x4
    cmp x0, x11
    b.hs 6f
    add x6, x6, #1
6:  cmp x11, x22
    b.ne 3b
    cbz x6, 7f
    str w6, [x24, x19, lsl #2]
7:  barrier
    .endif

finish:
    barrier
    cbnz x19, sleep
    ldr x1, =0x09000000
    mov x5, #0
1:  ldr w6, [x24, x5, lsl #2]
    cbz w6, 2f
    lsl x0, x5, #56
    mov x2, #2
    bl hex
    mov w0, #':'
    strb w0, [x1]
    lsl x0, x6, #32
    mov x2, #8
    bl hex
    mov w0, #' '
    strb w0, [x1]
2:  add x5, x5, #1
    cmp x5, #256
    b.ne 1b
    mov w0, #'.'
    strb w0, [x1]
    ldr x0, =0x84000008
    hvc #0
sleep:
    wfi
    b sleep

// Prints the X2 highest digits of X0.
hex:
    ror x0, x0, #60
    and w3, w0, #15
    and x0, x0, #~15
    cmp w3, #10
    add w4, w3, #'0'
    add w7, w3, #'a' - 10
    csel w3, w4, w7, lo
    strb w3, [x1]
    subs x2, x2, #1
    b.ne hex
    ret

    .ltorg
    .balign 2048
vectors:                            // a translation fault of the window is tried again; nothing else may happen
    .rept 4
    .balign 128
    b unexpected
    .endr
    .balign 128
    mrs x16, esr_el1
    lsr x17, x16, #26
    cmp x17, #0x25
    b.ne unexpected
    eret
    .rept 11
    .balign 128
    b unexpected
    .endr
unexpected:
    ldr x1, =0x09000000
    mov w0, #'!'
    strb w0, [x1]
    ldr x0, =0x84000008
    hvc #0
    b .
    .ltorg
