// Firmware in flash at 0, at EL3: it copies itself to RAM, runs there with the MMU off, and makes accesses at the levels and in the states that it is asked for.
    .section .head, "ax"
    .global _start
_start:
    mrs x0, mpidr_el1
    tst x0, #0xff
    b.ne .
    mov x0, #0
    mov x1, #0x40000000
    adr x2, image_size
    and x2, x2, #0xfffff
1:  ldp x3, x4, [x0], #16
    stp x3, x4, [x1], #16
    subs x2, x2, #16
    b.gt 1b
    mov x0, #0x40000000
    adr x1, entry
    add x0, x0, x1
    br x0
entry:
    adrp x1, el3_stack_top
    mov sp, x1
    adr x1, vectors
    msr vbar_el3, x1
    msr vbar_el2, x1
    msr vbar_el1, x1
    msr cptr_el3, xzr
    msr cptr_el2, xzr
    mov x1, #(1 << 31)
    msr hcr_el2, x1
    movz x1, #0x30d0, lsl #16
    movk x1, #0x0800
    msr sctlr_el1, x1
    movz x1, #0x30c5, lsl #16
    movk x1, #0x0830
    msr sctlr_el2, x1
    adrp x1, lower_stack_top
    msr sp_el1, x1
    msr sp_el2, x1
    mov x1, #0x438          // RW, HCE, RES1
    msr scr_el3, x1
    mov x1, #15
    msr s3_6_c12_c12_5, x1
    isb
    bl main
    movz x0, #0x090b, lsl #16
    mov w1, #1
    str w1, [x0, #0x400]    // The pin that turns the machine off.
    str w1, [x0, #4]
    b .

// below(which, write, value, spsr): 'access' at the level that SPSR names, in the state that SCR_EL3 says.
    .global below
below:
    str x30, [sp, #-16]!
    adr x4, 1f
    msr elr_el3, x4
    msr spsr_el3, x3
    dsb sy
    isb
    eret
1:  bl access
    smc #0
    b .

    .text
    .balign 2048
vectors:
    .rept 8
    .balign 128
    b own
    .endr
    .balign 128
    b lower
    .balign 128
    mov x0, #0x141
    b back
    .balign 128
    mov x0, #0xf1f
    b back
    .rept 5
    .balign 128
    b own
    .endr

// UNDEFINED: passed over, and x0 tells so.
own:
    mrs x9, CurrentEL
    cmp x9, #8
    b.eq 2f
    b.hi 3f
    mrs x9, elr_el1
    add x9, x9, #4
    msr elr_el1, x9
    b 4f
2:  mrs x9, elr_el2
    add x9, x9, #4
    msr elr_el2, x9
    b 4f
3:  mrs x9, elr_el3
    add x9, x9, #4
    msr elr_el3, x9
4:  mov x0, #0xdead
    eret

lower:
    mrs x9, esr_el3
    lsr x9, x9, #26
    cmp x9, #0x17
    b.eq back
    mrs x9, elr_el3         // A trapped register: passed over.
    add x9, x9, #4
    msr elr_el3, x9
    mov x0, #0x7ab
    eret
back:
    ldr x30, [sp], #16
    ret
