// Calls, returns and indirect branches: recursion, function pointers, interpreters.
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include "bench.h"

static NOINLINE uint64_t fibonacci(uint32_t n)
{
    uint64_t r = n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
    __asm__ volatile("" : "+r"(r));
    return r;
}

BENCH("call", fib) { return fibonacci(34); }

static NOINLINE uint64_t ackermann_of(uint64_t m, uint64_t n)
{
    uint64_t r = m == 0 ? n + 1 : n == 0 ? ackermann_of(m - 1, 1) : ackermann_of(m - 1, ackermann_of(m, n - 1));
    __asm__ volatile("" : "+r"(r));
    return r;
}

BENCH("call", ackermann)
{
    uint64_t sum = 0;
    for (int i = 0; i < 24; i++) sum = mix(sum, ackermann_of(3, 8));
    return sum;
}

static NOINLINE uint64_t op_add(uint64_t x) { return x + 3; }
static NOINLINE uint64_t op_xor(uint64_t x) { return x ^ 0x55; }
static NOINLINE uint64_t op_mul(uint64_t x) { return x * 7; }
static NOINLINE uint64_t op_rot(uint64_t x) { return x << 7 | x >> 57; }
static NOINLINE uint64_t op_sub(uint64_t x) { return x - 11; }
static NOINLINE uint64_t op_not(uint64_t x) { return ~x; }
static NOINLINE uint64_t op_shift(uint64_t x) { return x ^ x >> 5; }
static NOINLINE uint64_t op_neg(uint64_t x) { return -x; }

static uint64_t (*volatile functions[8])(uint64_t) = {op_add, op_xor, op_mul, op_rot, op_sub, op_not, op_shift, op_neg};

BENCH("call", function_pointers)
{
    uint64_t x = 1;
    for (int i = 0; i < 20000000; i++) x = functions[i * 5 & 7](x);
    return x;
}

BENCH("call", random_pointers)
{
    uint64_t x = 1, seed = 31;
    for (int i = 0; i < 20000000; i++) x = functions[next_random(&seed) >> 20 & 7](x);
    return x;
}

static NOINLINE uint64_t level4(uint64_t x) { __asm__ volatile("" : "+r"(x)); return x + 1; }
static NOINLINE uint64_t level3(uint64_t x) { return level4(x) + level4(x + 1); }
static NOINLINE uint64_t level2(uint64_t x) { return level3(x) ^ level3(x + 2); }
static NOINLINE uint64_t level1(uint64_t x) { return level2(x) + level2(x + 3); }

BENCH("call", call_tree)
{
    uint64_t sum = 0;
    for (int i = 0; i < 3000000; i++) sum += level1((uint64_t)i);
    return sum;
}

// The program of the interpreters: a loop that counts down from its argument and mixes an accumulator.
enum { PUSH, ADD, MUL, DUP, DROP, SWAP, XOR, DEC, JNZ, LOAD, STORE, HALT };
static const uint8_t program[] = {
    LOAD, 0, PUSH, 3, MUL, LOAD, 1, XOR, PUSH, 7, ADD, DUP, STORE, 0, LOAD, 1, ADD, STORE, 2, LOAD, 1, DEC, DUP, STORE, 1, JNZ, 0, HALT,
};

BENCH("call", switch_interpreter)
{
    uint64_t stack[16], memory[4] = {1, 1200000, 0, 0};
    int sp = 0;
    const uint8_t *pc = program;
    for (;;) {
        switch (*pc++) {
        case PUSH: stack[sp++] = *pc++; break;
        case ADD: sp--; stack[sp - 1] += stack[sp]; break;
        case MUL: sp--; stack[sp - 1] *= stack[sp]; break;
        case DUP: stack[sp] = stack[sp - 1]; sp++; break;
        case DROP: sp--; break;
        case SWAP: { uint64_t t = stack[sp - 1]; stack[sp - 1] = stack[sp - 2]; stack[sp - 2] = t; break; }
        case XOR: sp--; stack[sp - 1] ^= stack[sp]; break;
        case DEC: stack[sp - 1]--; break;
        case JNZ: { uint8_t to = *pc++; if (stack[--sp]) pc = program + to; break; }
        case LOAD: stack[sp++] = memory[*pc++]; break;
        case STORE: memory[*pc++] = stack[--sp]; break;
        default: return mix(memory[0], memory[2]);
        }
    }
}

BENCH("call", threaded_interpreter)
{
    static const void *const labels[] = {&&push, &&add, &&mul, &&dup, &&drop, &&swap, &&xor, &&dec, &&jnz, &&load, &&store, &&halt};
    uint64_t stack[16], memory[4] = {1, 2000000, 0, 0};
    int sp = 0;
    const uint8_t *pc = program;
#define NEXT goto *labels[*pc++]
    NEXT;
push: stack[sp++] = *pc++; NEXT;
add: sp--; stack[sp - 1] += stack[sp]; NEXT;
mul: sp--; stack[sp - 1] *= stack[sp]; NEXT;
dup: stack[sp] = stack[sp - 1]; sp++; NEXT;
drop: sp--; NEXT;
swap: { uint64_t t = stack[sp - 1]; stack[sp - 1] = stack[sp - 2]; stack[sp - 2] = t; } NEXT;
xor: sp--; stack[sp - 1] ^= stack[sp]; NEXT;
dec: stack[sp - 1]--; NEXT;
jnz: { uint8_t to = *pc++; if (stack[--sp]) pc = program + to; } NEXT;
load: stack[sp++] = memory[*pc++]; NEXT;
store: memory[*pc++] = stack[--sp]; NEXT;
halt: return mix(memory[0], memory[2]);
#undef NEXT
}

static int compare_values(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

BENCH("call", library_qsort)
{
    enum { N = 1 << 18 };
    uint32_t *v = malloc(N * 4);
    uint64_t seed = 77, sum = 0;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < N; i++) v[i] = (uint32_t)next_random(&seed);
        qsort(v, N, 4, compare_values);
        for (int i = 0; i < N; i += 61) sum = mix(sum, v[i]);
    }
    free(v);
    return sum;
}

BENCH("call", long_jump)
{
    jmp_buf place;
    volatile uint64_t count = 0;
    setjmp(place);
    if (++count < 5000000) longjmp(place, 1);
    return count;
}
