/*
 * Runs A64 instruction sequences with given register state and tells the state after: the outside opinion of the conformance tests,
 * run natively on an AArch64 Linux or under qemu-aarch64. Reads struct test records from stdin, writes struct result records to stdout.
 *
 * Every test lies in its own 64-byte slot of one code area, padded with BRK. The signal that ends a test is where its
 * state is taken and the next one's is put: registers of the interrupted context, so that no instruction needs a spare register.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#define CODE 0x20000000UL
#define DATA 0x10000000UL
#define DATA_SIZE 0x20000UL
#define SLOT 64
#define CHANGES 40

#ifndef SVE
struct state { uint64_t x[31], sp, nzcv, fpcr, fpsr, v[64]; };
#endif
struct test { uint32_t words[12]; struct state state; };
struct result { uint64_t offset, signal, changes; struct { uint64_t offset, value; } change[CHANGES]; struct state state; };

static struct test *tests;
static long count, current = -1;
static struct result result;
static uint8_t pattern[DATA_SIZE];

static void *record(ucontext_t *u, uint32_t magic)
{
    struct _aarch64_ctx *c = (void *)u->uc_mcontext.__reserved;
    while (c->magic && c->magic != magic)
        c = (void *)((char *)c + c->size);
    if (!c->magic)
        _exit(2);
    return (void *)c;
}

#ifndef SVE
static void take_vectors(ucontext_t *u, struct state *s)
{
    memcpy(s->v, ((struct fpsimd_context *)record(u, FPSIMD_MAGIC))->vregs, sizeof s->v);
}

static void put_vectors(ucontext_t *u, const struct state *s)
{
    memcpy(((struct fpsimd_context *)record(u, FPSIMD_MAGIC))->vregs, s->v, sizeof s->v);
}
#else
static void take_vectors(ucontext_t *u, struct state *s);
static void put_vectors(ucontext_t *u, const struct state *s);
#endif

static void handler(int number, siginfo_t *info, void *context)
{
    ucontext_t *u = context;
    struct fpsimd_context *f = record(u, FPSIMD_MAGIC);
    (void)info;
    if (current >= 0) {
        struct state *s = &result.state;
        memset(&result, 0, sizeof result);
        result.offset = u->uc_mcontext.pc - CODE - current * SLOT;
        result.signal = number;
        memcpy(s->x, u->uc_mcontext.regs, sizeof s->x);
        s->sp = u->uc_mcontext.sp;
        s->nzcv = u->uc_mcontext.pstate & 0xF0000000;
        s->fpcr = f->fpcr;
        s->fpsr = f->fpsr;
        take_vectors(u, s);
        if (memcmp((void *)DATA, pattern, DATA_SIZE)) {
            for (uint64_t i = 0; i < DATA_SIZE; i += 8) {
                uint64_t now = *(uint64_t *)(DATA + i);
                if (now != *(uint64_t *)(pattern + i)) {
                    if (result.changes < CHANGES) {
                        result.change[result.changes].offset = i;
                        result.change[result.changes++].value = now;
                    }
                    *(uint64_t *)(DATA + i) = *(uint64_t *)(pattern + i);
                }
            }
        }
        fwrite(&result, sizeof result, 1, stdout);
    }
    if (++current == count) {
        fflush(stdout);
        _exit(0);
    }
    struct state *s = &tests[current].state;
    memcpy(u->uc_mcontext.regs, s->x, sizeof s->x);
    u->uc_mcontext.sp = s->sp;
    u->uc_mcontext.pc = CODE + current * SLOT;
    u->uc_mcontext.pstate = (u->uc_mcontext.pstate & ~0xF0000C00UL) | s->nzcv;
    f->fpcr = s->fpcr;
    f->fpsr = s->fpsr;
    put_vectors(u, s);
}

int main(void)
{
    size_t capacity = 1024;
    tests = malloc(capacity * sizeof *tests);
    while (fread(&tests[count], sizeof *tests, 1, stdin) == 1)
        if (++count == (long)capacity)
            tests = realloc(tests, (capacity *= 2) * sizeof *tests);
    size_t size = (count * SLOT + 0x10000) & ~0xFFFFUL;
    int fixed = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    if (mmap((void *)CODE, size, 7, fixed, -1, 0) == MAP_FAILED || mmap((void *)DATA, DATA_SIZE, 3, fixed, -1, 0) == MAP_FAILED)
        return perror("mmap"), 1;
    uint64_t seed = 1;
    for (size_t i = 0; i < DATA_SIZE / 8; i++) {
        seed = seed * 6364136223846793005UL + 1442695040888963407UL;
        ((uint64_t *)pattern)[i] = seed ^ seed >> 32;
    }
    memcpy((void *)DATA, pattern, DATA_SIZE);
    for (size_t i = 0; i < size / 4; i++)
        ((uint32_t *)CODE)[i] = 0xD4200000;
    for (long i = 0; i < count; i++)
        for (int w = 0; w < 12 && tests[i].words[w]; w++)
            ((uint32_t *)(CODE + i * SLOT))[w] = tests[i].words[w];
    __builtin___clear_cache((void *)CODE, (char *)CODE + size);
    stack_t stack = { .ss_sp = malloc(1 << 18), .ss_size = 1 << 18 };
    sigaltstack(&stack, 0);
    struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK };
    sigfillset(&action.sa_mask);
    int signals[] = { SIGTRAP, SIGILL, SIGSEGV, SIGBUS };
    for (int i = 0; i < 4; i++)
        sigaction(signals[i], &action, 0);
    __asm__ volatile("brk #1");
    return 1;
}
