// A Secure Partition Manager Core at Secure EL2, for Trusted Firmware-A's dispatcher at EL3 (Arm DEN 0077A, FF-A). It has one partition at Secure EL1 under a stage 2 of
// its own, which calls it and then reads what it may not; it tells of both, and from then on answers every request that it knows none.
    .global _start
_start:
    mrs x1, mpidr_el1
    tst x1, #0xff
    b.ne ready                      // the other CPUs have nothing to do
    adr x1, vectors
    msr vbar_el2, x1
    // Stage 2 of Secure intermediate addresses: the first gigabyte onto itself, by one block; 39 bits, from level 1.
    adr x1, table
    mov x2, #0x7fd
    str x2, [x1]
    msr s3_4_c2_c6_0, x1            // VSTTBR_EL2
    movz x2, #0x8000, lsl #16
    movk x2, #0x0059
    msr s3_4_c2_c6_2, x2            // VSTCR_EL2
    movk x2, #0x8002, lsl #16
    msr vtcr_el2, x2
    msr vttbr_el2, xzr
    mov w2, #0x80000001             // RW, VM
    msr hcr_el2, x2
    movz x2, #0x30d0, lsl #16
    movk x2, #0x0800
    msr sctlr_el1, x2
    mov x2, #0x3c5                  // EL1h, all masked
    msr spsr_el2, x2
    adr x2, partition
    msr elr_el2, x2
    dsb sy
    tlbi vmalls12e1
    dsb sy
    isb
    eret

partition:
    mrs x0, CurrentEL
    hvc #1
    movz x1, #0x8000, lsl #16       // beyond what stage 2 maps
    ldr x0, [x1]
    b .

done:
    msr hcr_el2, xzr
    isb
ready:
    movz w0, #0x8400, lsl #16       // FFA_MSG_WAIT
    movk w0, #0x006b
1:  mov x1, xzr
    mov x2, xzr
    mov x3, xzr
    smc #0
    movz w0, #0x8400, lsl #16       // FFA_ERROR, NOT_SUPPORTED
    movk w0, #0x0060
    mov w2, #-1
    b 1b

    .balign 2048
vectors:
    .rept 8
    .balign 128
    b .
    .endr
    .balign 128
    b lower
    .rept 7
    .balign 128
    b .
    .endr

lower:
    mov x20, x0
    adr x0, name
    bl text
    mrs x0, CurrentEL
    bl hex
    mov x0, x20
    bl hex
    mrs x0, esr_el2
    bl hex
    mrs x0, hpfar_el2
    bl hex
    adr x0, newline
    bl text
    mrs x0, esr_el2
    lsr x0, x0, #26
    cmp x0, #0x16
    b.ne done
    eret

// To the PL011 that Non-secure state has too.
text:
    movz x2, #0x0900, lsl #16
1:  ldrb w1, [x0], #1
    cbz w1, 2f
    str w1, [x2]
    b 1b
2:  ret

// A space and eight digits.
hex:
    movz x2, #0x0900, lsl #16
    mov w1, #' '
    str w1, [x2]
    mov x3, #28
1:  lsr x1, x0, x3
    and x1, x1, #15
    cmp x1, #10
    add x4, x1, #'0'
    add x1, x1, #'a' - 10
    csel x1, x4, x1, lo
    str w1, [x2]
    subs x3, x3, #4
    b.ge 1b
    ret

name:
    .asciz "spmc:"
newline:
    .asciz "\r\n"
    .balign 4096
table:
    .fill 512, 8, 0
