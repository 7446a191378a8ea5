// Runs sequences of A64 instructions from given register values and reports the registers after: the second opinion of the
// differential tests, under qemu-aarch64 or on a real CPU. Freestanding: no C library.
//
// Input, repeated: a record of 12 KiB: struct state (below), then at 0x800 up to 512 instruction words, then at 0x1000 8 KiB of scratch memory.
// Output for each: struct state and the scratch memory (2 KiB + 8 KiB).
//   state: X0 to X30 at 0x000, NZCV at 0x0F8, FPCR at 0x100, FPSR at 0x108, V0 to V31 at 0x200, instruction count at 0x110
// X27 is the address of the middle of the scratch memory, X28 the address of the record; sequences write neither. A signal ends the program.
        .global _start
        .text
_start:
next:   ldr     x1, =record
        mov     x2, #0x3000
        mov     x0, #0
1:      mov     x8, #63                 // read
        svc     #0
        cmp     x0, #0
        b.le    quit
        add     x1, x1, x0
        sub     x2, x2, x0
        mov     x0, #0
        cbnz    x2, 1b

        ldr     x28, =record            // copy the words, then a branch back
        add     x1, x28, #0x800
        ldr     x2, =code
        ldr     x3, [x28, #0x110]
2:      ldr     w4, [x1], #4
        str     w4, [x2], #4
        subs    x3, x3, #1
        b.ne    2b
        ldr     x5, =after
        sub     x5, x5, x2
        asr     x5, x5, #2
        and     x5, x5, #0x3ffffff
        mov     w6, #0x14000000
        orr     w5, w5, w6
        str     w5, [x2]
        ldr     x1, =code
        add     x2, x2, #4
3:      dc      cvau, x1
        ic      ivau, x1
        add     x1, x1, #4
        cmp     x1, x2
        b.lo    3b
        dsb     ish
        isb

        ldr     x0, [x28, #0x0F8]
        msr     nzcv, x0
        ldr     x0, [x28, #0x100]
        msr     fpcr, x0
        ldr     x0, [x28, #0x108]
        msr     fpsr, x0
        add     x27, x28, #0x200
        add     x27, x28, #0x200
        .irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        ldr     q\n, [x27, #16 * \n]
        .endr
        .irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,29,30
        ldr     x\n, [x28, #8 * \n]
        .endr
        add     x27, x28, #0x2000
        b       code
after:
        .irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30
        str     x\n, [x28, #8 * \n]
        .endr
        .irp n, 0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31
        add     x27, x28, #0x200
        str     q\n, [x27, #16 * \n]
        .endr
        mrs     x0, nzcv
        str     x0, [x28, #0x0F8]
        mrs     x0, fpcr
        str     x0, [x28, #0x100]
        mrs     x0, fpsr
        str     x0, [x28, #0x108]
        msr     fpcr, xzr

        mov     x1, x28
        mov     x2, #0x800
        bl      write
        add     x1, x28, #0x1000
        mov     x2, #0x2000
        bl      write
        b       next

write:  mov     x0, #1
        mov     x8, #64
        svc     #0
        cmp     x0, #0
        b.le    quit
        add     x1, x1, x0
        subs    x2, x2, x0
        b.ne    write
        ret

quit:   mov     x0, #0
        mov     x8, #93                 // exit
        svc     #0
        .ltorg

        .section .code, "awx", %progbits
        .balign 4096
code:   .skip   8192
        .bss
        .balign 4096
record: .skip   0x3000
