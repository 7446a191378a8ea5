// A program of the benchmark: a function that does a fixed amount of work and returns a checksum of what it computed, which
// must be the same on every machine.
#pragma once
#include <stdint.h>

struct bench {
    const char *class;
    const char *name;
    uint64_t (*run)(void);
};

#define BENCH(CLASS, NAME)                                                                                   \
    static uint64_t NAME(void);                                                                              \
    static const struct bench bench_##NAME __attribute__((used, section("benches"), aligned(8))) = {CLASS, #NAME, NAME}; \
    static uint64_t NAME(void)

// Marsaglia's xorshift64: the same numbers everywhere.
static inline uint64_t next_random(uint64_t *state)
{
    uint64_t x = *state;
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    return *state = x;
}

static inline uint64_t mix(uint64_t sum, uint64_t value)
{
    return (sum ^ value) * 0x9E3779B97F4A7C15u + (sum >> 29);
}

static inline uint64_t mix_double(uint64_t sum, double value)
{
    union { double d; uint64_t u; } bits = {value};
    return mix(sum, bits.u);
}

// What a program's functions are compiled for is the call, so the compiler must not see through it.
#define NOINLINE __attribute__((noinline, noclone))
