// The entry of an arm64 Image at EL2. The program runs there with the MMU off, and looks at what EL1 sees of interrupts.
#include "image.inc"
    adrp x1, el2_stack_top
    mov sp, x1
    adr x1, vectors
    msr vbar_el2, x1
    mov x1, #(1 << 31)      // RW
    orr x1, x1, #(3 << 3)   // FMO, IMO
    msr hcr_el2, x1
    movz x1, #0x30d0, lsl #16
    movk x1, #0x0800
    msr sctlr_el1, x1
    bl main
    movz x0, #0x8400, lsl #16
    movk x0, #0x0008        // SYSTEM_OFF
    smc #0
    b .

// virtual_interrupts(): ISR_EL1 as EL1 reads it. What is physical is to be masked by GICC_PMR meanwhile.
    .global virtual_interrupts
virtual_interrupts:
    adr x4, 1f
    msr elr_el2, x4
    mov x4, #0x3c5          // EL1h, all masked
    msr spsr_el2, x4
    dsb sy
    isb
    eret
1:  mrs x0, isr_el1
    hvc #0

    .text
    .balign 2048
vectors:
    .rept 8
    .balign 128
    b .
    .endr
    .balign 128
    ret                     // HVC: back to who asked, as nothing touched x30
    .rept 7
    .balign 128
    b .
    .endr
