// Code that changes itself: writes functions, calls them, changes them, in every way that a process can. selfmodify SECONDS [SEED].
// Each function is a random sequence of operations on one number, which the program also carries out itself; the two must agree.
// Ends with "selfmodify ROUNDS ok", or with a line that says what came out wrong and status 1.
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 3, STEPS = 24, PAGE = 4096, ROOM = 2 * PAGE };
enum operation { ADD, SUB, XOR, ROTATE, MULTIPLY, SELECT, CALL, OPERATIONS };

struct step { enum operation operation; uint32_t operand; };
struct function { int steps; uint32_t times; struct step step[STEPS]; };
typedef uint64_t entry(uint64_t);

static atomic_ulong rounds;
static uint64_t ends;

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000u + (uint64_t)t.tv_nsec / 1000000u;
}

static void check(const char *what, uint64_t is, uint64_t wanted)
{
    if (is == wanted) return;
    printf("selfmodify: %s: %016lx instead of %016lx\n", what, (unsigned long)is, (unsigned long)wanted);
    fflush(stdout);
    _exit(1);
}

static void *map(void *at, int protection, int flags, int file, off_t offset)
{
    void *p = mmap(at, ROOM, protection, flags | (at ? MAP_FIXED : 0), file, offset);
    if (p == MAP_FAILED) {
        perror("selfmodify: mmap");
        _exit(2);
    }
    return p;
}

static void random_function(struct function *f, uint64_t *seed)
{
    uint64_t r = next_random(seed);
    f->steps = 1 + (int)(r % STEPS);
    f->times = (r >> 8 & 15) == 0 ? 2000 + (uint32_t)(r >> 16 & 0xFFFF) : 1 + (uint32_t)(r >> 16 & 31);
    for (int i = 0; i < f->steps; i++) {
        r = next_random(seed);
        f->step[i] = (struct step){(enum operation)(r % OPERATIONS), (uint32_t)(r >> 20)};
    }
}

static uint64_t evaluate(const struct function *f, uint64_t x)
{
    for (uint32_t n = f->times; n > 0; n--)
        for (int i = 0; i < f->steps; i++) {
            uint32_t v = f->step[i].operand;
            switch (f->step[i].operation) {
            case ADD: x += v & 0xFFF; break;
            case SUB: x -= v & 0xFFF; break;
            case XOR: x ^= v & 0xFFFF; break;
            case ROTATE: x = x >> (1 + v % 63) | x << (63 - v % 63); break;
            case MULTIPLY: x *= v | 1; break;
            case SELECT: x = x & 1 ? x + 1 : ~x; break;
            default: x = x * 3 + n; break;
            }
        }
    return x;
}

// x0: the number; w2: the count; x3, x4: scratch; x9: the return address. A leaf at the end is what CALL calls.
static size_t assemble(const struct function *f, uint32_t *to)
{
    uint32_t *p = to, *calls[STEPS];
    int count = 0;
    *p++ = 0xAA1E03E9;                                 // MOV X9, X30
    *p++ = 0x52800002 | (f->times & 0xFFFF) << 5;      // MOV W2, #times
    *p++ = 0x72A00002 | (f->times >> 16) << 5;         // MOVK W2, #times, LSL #16
    uint32_t *loop = p;
    for (int i = 0; i < f->steps; i++) {
        uint32_t v = f->step[i].operand, m = v | 1;
        switch (f->step[i].operation) {
        case ADD: *p++ = 0x91000000 | (v & 0xFFF) << 10; break;
        case SUB: *p++ = 0xD1000000 | (v & 0xFFF) << 10; break;
        case XOR:
            *p++ = 0x52800003 | (v & 0xFFFF) << 5;     // MOV W3, #v
            *p++ = 0xCA030000;                         // EOR X0, X0, X3
            break;
        case ROTATE: *p++ = 0x93C00000 | (1 + v % 63) << 10; break;
        case MULTIPLY:
            *p++ = 0x52800003 | (m & 0xFFFF) << 5;
            *p++ = 0x72A00003 | (m >> 16) << 5;
            *p++ = 0x9B037C00;                         // MUL X0, X0, X3
            break;
        case SELECT:
            *p++ = 0xF240001F;                         // TST X0, #1
            *p++ = 0x91000404;                         // ADD X4, X0, #1
            *p++ = 0xDA801080;                         // CSINV X0, X4, X0, NE
            break;
        default:
            calls[count++] = p;
            *p++ = 0;
            break;
        }
    }
    *p++ = 0x71000442;                                 // SUBS W2, W2, #1
    *p = 0x54000001 | ((uint32_t)(loop - p) & 0x7FFFF) << 5; // B.NE loop
    p++;
    *p++ = 0xD65F0120;                                 // RET X9
    for (int i = 0; i < count; i++) *calls[i] = 0x94000000 | ((uint32_t)(p - calls[i]) & 0x3FFFFFF); // BL
    *p++ = 0x8B000400;                                 // ADD X0, X0, X0, LSL #1
    *p++ = 0x8B020000;                                 // ADD X0, X0, X2
    *p++ = 0xD65F03C0;                                 // RET
    return (size_t)(p - to) * 4;
}

static void flush(void *at, size_t size) { __builtin___clear_cache((char *)at, (char *)at + size); }

static void try(const char *what, const void *code, const struct function *f, uint64_t x) { check(what, ((entry *)(uintptr_t)code)(x), evaluate(f, x)); }

// Places on both sides of the pages' border.
static size_t place(uint64_t r) { return r & 1 ? (r >> 4 & 63) * 4 : PAGE - 64 + (r >> 4 & 31) * 4; }

static size_t write_function(uint8_t *at, struct function *f, uint64_t *seed)
{
    random_function(f, seed);
    return assemble(f, (uint32_t *)at);
}

// Written over and over in memory that stays executable; then one instruction of it only.
static void overwrite(uint8_t *code, uint64_t *seed)
{
    struct function f;
    uint8_t *at = code + place(next_random(seed));
    flush(at, write_function(at, &f, seed));
    for (int i = 0; i < 3; i++) try("overwritten", at, &f, next_random(seed));
    f.times = 1 + (uint32_t)(next_random(seed) & 0xFFF);
    uint32_t *count = (uint32_t *)at + 1;
    *count = 0x52800002 | f.times << 5;
    count[1] = 0x72A00002;
    flush(count, 8);
    try("one instruction changed", at, &f, next_random(seed));
}

// Written where it cannot be executed, executed where it cannot be written.
static void protect(uint8_t *code, uint64_t *seed)
{
    struct function f;
    mprotect(code, ROOM, PROT_READ | PROT_WRITE);
    uint8_t *at = code + place(next_random(seed));
    size_t size = write_function(at, &f, seed);
    mprotect(code, ROOM, PROT_READ | PROT_EXEC);
    flush(at, size);
    try("protected", at, &f, next_random(seed));
    mprotect(code, ROOM, PROT_READ | PROT_WRITE | PROT_EXEC);
}

// Memory that is mapped twice: written at one address, executed at another.
static void alias(int file, uint64_t *seed)
{
    uint8_t *writable = map(0, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), *code = map(0, PROT_READ | PROT_EXEC, MAP_SHARED, file, 0);
    for (int i = 0; i < 4; i++) {
        struct function f;
        size_t at = place(next_random(seed)), size = write_function(writable + at, &f, seed);
        flush(code + at, size);
        try("alias", code + at, &f, next_random(seed));
        try("alias again", code + at, &f, next_random(seed));
    }
    munmap(writable, ROOM);
    munmap(code, ROOM);
}

// Other memory at the same address: nothing was written there, so nothing is flushed.
static void remap(int file, uint64_t *seed)
{
    struct function f[3];
    uint8_t *all = mmap(0, 3 * ROOM, PROT_READ | PROT_WRITE, MAP_SHARED, file, ROOM);
    if (all == MAP_FAILED) return;
    size_t at = place(next_random(seed));
    for (int i = 0; i < 3; i++) flush(all + i * ROOM + at, write_function(all + i * ROOM + at, &f[i], seed));
    uint8_t *code = map(0, PROT_READ | PROT_EXEC, MAP_SHARED, file, ROOM);
    for (int i = 0; i < 9; i++) {
        int which = (int)(next_random(seed) % 3);
        map(code, PROT_READ | PROT_EXEC, MAP_SHARED, file, (off_t)(1 + which) * ROOM);
        try("remapped", code + at, &f[which], next_random(seed));
    }
    munmap(code, ROOM);
    munmap(all, 3 * ROOM);
}

// A child changes its copy of the code, and what it shares with its parent; the parent's copy stays.
static void processes(uint8_t *code, int file, uint64_t *seed)
{
    struct function mine, childs, both;
    uint64_t x = next_random(seed), child_seed = next_random(seed);
    uint8_t *at = code + place(x), *shared = map(0, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_SHARED, file, 4 * ROOM);
    flush(at, write_function(at, &mine, seed));
    flush(shared, write_function(shared, &both, seed));
    try("before the child", at, &mine, x);
    try("shared, before the child", shared, &both, x);
    pid_t child = fork();
    if (child == 0) {
        try("parent's code in the child", at, &mine, x);
        try("shared code in the child", shared, &both, x);
        flush(at, write_function(at, &childs, &child_seed));
        try("child's own code", at, &childs, x);
        flush(shared, write_function(shared, &both, &child_seed));
        try("child's shared code", shared, &both, x);
        _exit(0);
    }
    for (int i = 0; i < 20; i++) try("parent's code beside the child", at, &mine, x + (uint64_t)i);
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) _exit(1); // the child has told
    random_function(&childs, &child_seed);
    random_function(&both, &child_seed);
    try("parent's code after the child", at, &mine, x);
    flush(shared, PAGE);
    try("shared code after the child", shared, &both, x);
    munmap(shared, ROOM);
}

static void *work(void *argument)
{
    uint64_t seed = (uint64_t)(uintptr_t)argument;
    uint8_t *code = map(0, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    int file = memfd_create("code", 0);
    if (file < 0 || ftruncate(file, 5 * ROOM)) _exit(2);
    while (now() < ends) {
        for (int i = 0; i < 8; i++) overwrite(code, &seed);
        protect(code, &seed);
        alias(file, &seed);
        remap(file, &seed);
        if ((next_random(&seed) & 7) == 0) processes(code, file, &seed);
        atomic_fetch_add(&rounds, 1);
    }
    close(file);
    return 0;
}

// B and NOP may be changed into each other while others execute them (DDI 0487 B2.2.5): each call gives one result or the other, and one that begins after the change was made known gives the new one.
static uint32_t *switched;
static atomic_uint version; // odd while the change is under way

static void *switcher(void *argument)
{
    uint64_t seed = (uint64_t)(uintptr_t)argument;
    while (now() < ends) {
        unsigned changing = atomic_fetch_add(&version, 1);
        atomic_store_explicit((_Atomic uint32_t *)&switched[1], changing & 2 ? 0xD503201F : 0x14000003, memory_order_relaxed);
        flush(&switched[1], 4);
        atomic_fetch_add(&version, 1);
        for (uint64_t wait = next_random(&seed) & 0x3FFFF; wait > 0; wait--) __asm__ volatile("");
        if ((changing & 63) == 0) usleep(1000);
    }
    return 0;
}

static void *caller(void *argument)
{
    (void)argument;
    while (now() < ends)
        for (int i = 0; i < 20000; i++) {
            unsigned before = atomic_load(&version);
            __asm__ volatile("isb" ::: "memory");
            uint64_t result = ((entry *)(uintptr_t)switched)(5);
            if (result != 6 && result != 7) check("neither of two results", result, 6);
            if ((before & 1) == 0 && atomic_load(&version) == before) check("a switch that was not seen", result, before & 2 ? 7 : 6);
        }
    return 0;
}

int main(int argc, char **argv)
{
    uint64_t seconds = argc > 1 ? strtoull(argv[1], 0, 10) : 10, seed = argc > 2 ? strtoull(argv[2], 0, 10) : 1;
    static const uint32_t two_ways[] = {
        0xD503201F, 0xD503201F, // NOP; NOP or B to the second way
        0x91000400, 0xD65F03C0, // ADD X0, X0, #1; RET
        0x91000800, 0xD65F03C0, // ADD X0, X0, #2; RET
    };
    ends = now() + seconds * 1000;
    switched = map(0, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memcpy(switched, two_ways, sizeof two_ways);
    flush(switched, sizeof two_ways);
    pthread_t threads[THREADS + 2];
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], 0, work, (void *)(uintptr_t)(seed * 1000003 + (uint64_t)i * 7919 + 1));
    pthread_create(&threads[THREADS], 0, switcher, (void *)(uintptr_t)(seed + 12345));
    pthread_create(&threads[THREADS + 1], 0, caller, 0);
    for (int i = 0; i < THREADS + 2; i++) pthread_join(threads[i], 0);
    printf("selfmodify %lu ok\n", (unsigned long)atomic_load(&rounds));
    return 0;
}
