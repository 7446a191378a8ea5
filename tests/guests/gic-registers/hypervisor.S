// The entry of an arm64 Image at EL2. The program runs there with the MMU off, and makes accesses at EL1 one by one.
#include "image.inc"
    mrs x1, CurrentEL
    cmp x1, #8
    b.ne .
    adrp x1, el2_stack_top
    mov sp, x1
    adr x1, vectors
    msr vbar_el2, x1
    msr vbar_el1, x1
    mov x1, #(1 << 31)      // RW
    orr x1, x1, #(3 << 3)   // FMO, IMO
    msr hcr_el2, x1
    msr cptr_el2, xzr
    mov x1, #(3 << 20)
    msr cpacr_el1, x1
    movz x1, #0x30d0, lsl #16
    movk x1, #0x0800
    msr sctlr_el1, x1
    adrp x1, el1_stack_top
    msr sp_el1, x1
    bl main
    movz x0, #0x8400, lsl #16
    movk x0, #0x0008        // SYSTEM_OFF
    smc #0
    b .

// at_el1(which, write, value): 'access' at EL1. With IMO set EL1 cannot mask physical interrupts: nothing passes ICC_PMR_EL1 meanwhile.
    .global at_el1
at_el1:
    mrs x4, s3_0_c4_c6_0
    stp x30, x4, [sp, #-16]!
    msr s3_0_c4_c6_0, xzr
    adr x4, 1f
    msr elr_el2, x4
    mov x4, #0x3c5          // EL1h, all masked
    msr spsr_el2, x4
    dsb sy
    isb
    eret
1:  bl access
    hvc #0

    .balign 2048
    .text
    .balign 2048
vectors:
    .rept 4
    .balign 128
    b own
    .endr
    .rept 4
    .balign 128
    b own
    .endr
    .balign 128
    b lower
    .rept 7
    .balign 128
    b own
    .endr

// An exception at EL1 (UNDEFINED), or one that EL2 did not expect: the access is passed over, and x0 tells so.
own:
    mrs x9, CurrentEL
    cmp x9, #8
    b.eq 1f
    mrs x9, elr_el1
    add x9, x9, #4
    msr elr_el1, x9
    mov x0, #0xdead
    eret
1:  mrs x9, elr_el2
    add x9, x9, #4
    msr elr_el2, x9
    mov x0, #0xbeef
    eret

lower:
    mrs x9, esr_el2
    lsr x10, x9, #26
    cmp x10, #0x16
    b.eq 1f
    // A trapped register: passed over.
    mrs x9, elr_el2
    add x9, x9, #4
    msr elr_el2, x9
    mov x0, #0x7ab
    eret
1:  ldp x30, x4, [sp], #16
    msr s3_0_c4_c6_0, x4
    isb
    ret
