// Memory: copies, chains of dependent loads, hashing, streams.
#include <stdlib.h>
#include <string.h>
#include "bench.h"

static uint64_t copy(size_t size, int rounds)
{
    uint8_t *a = malloc(size + 64), *b = malloc(size + 64);
    uint64_t sum = 0;
    for (size_t i = 0; i < size; i++) a[i] = (uint8_t)(i * 31);
    for (int i = 0; i < rounds; i++) {
        memcpy(b + (i & 15), a, size);
        sum += b[(size_t)i % size];
    }
    free(a);
    free(b);
    return sum;
}

BENCH("mem", copy_small) { return copy(48, 20000000); }
BENCH("mem", copy_page) { return copy(4096, 600000); }
BENCH("mem", copy_large) { return copy(8 << 20, 160); }

BENCH("mem", set_large)
{
    enum { N = 4 << 20 };
    uint8_t *a = malloc(N);
    uint64_t sum = 0;
    for (int i = 0; i < 600; i++) {
        memset(a, i, N);
        sum += a[i * 977];
    }
    free(a);
    return sum;
}

struct node { struct node *next; uint64_t value; uint64_t pad[6]; };

static uint64_t chase(int count, int steps)
{
    struct node *nodes = calloc((size_t)count, sizeof *nodes);
    int *order = malloc((size_t)count * sizeof *order);
    uint64_t seed = 11, sum = 0;
    for (int i = 0; i < count; i++) order[i] = i;
    for (int i = count - 1; i > 0; i--) {
        int j = (int)(next_random(&seed) % (uint64_t)(i + 1)), t = order[i];
        order[i] = order[j];
        order[j] = t;
    }
    for (int i = 0; i < count; i++) {
        nodes[order[i]].next = &nodes[order[(i + 1) % count]];
        nodes[order[i]].value = (uint64_t)i;
    }
    for (struct node *n = nodes; steps > 0; steps--, n = n->next) sum += n->value;
    free(order);
    free(nodes);
    return sum;
}

BENCH("mem", list_cached) { return chase(256, 120000000); }
BENCH("mem", list_large) { return chase(1 << 16, 8000000); }

BENCH("mem", hash_table)
{
    enum { N = 1 << 17 };
    uint64_t *keys = calloc(N, 8), *values = calloc(N, 8), seed = 5, sum = 0;
    for (int i = 0; i < 12000000; i++) {
        uint64_t key = next_random(&seed) % 60000 + 1;
        uint64_t slot = key * 0x9E3779B97F4A7C15u >> 47;
        while (keys[slot] != 0 && keys[slot] != key) slot = (slot + 1) & (N - 1);
        keys[slot] = key;
        values[slot] += (uint64_t)i;
        sum += values[slot];
    }
    free(keys);
    free(values);
    return sum;
}

BENCH("mem", stream_sum)
{
    enum { N = 1 << 19 };
    uint64_t *a = malloc(N * 8), *b = malloc(N * 8), sum = 0;
    for (int i = 0; i < N; i++) a[i] = (uint64_t)i * 3, b[i] = (uint64_t)i;
    for (int round = 0; round < 60; round++) {
        for (int i = 0; i < N; i++) b[i] = a[i] + 3 * b[i];
        for (int i = 0; i < N; i++) sum ^= b[i];
    }
    free(a);
    free(b);
    return sum;
}

BENCH("mem", tree)
{
    // A binary search tree in an array: left child 2i, right child 2i + 1.
    enum { LEVELS = 16, N = 1 << LEVELS };
    uint32_t *keys = calloc(N, 4);
    for (uint32_t i = 1; i < N; i++) {
        int level = 31 - __builtin_clz(i);
        keys[i] = (2 * (i - (1u << level)) + 1) << (LEVELS - 1 - level);
    }
    uint64_t seed = 17, sum = 0;
    for (int i = 0; i < 2500000; i++) {
        uint32_t wanted = (uint32_t)next_random(&seed) & (N - 1), at = 1;
        while (at < N && keys[at] != wanted) at = 2 * at + (wanted > keys[at]);
        sum += at;
    }
    free(keys);
    return sum;
}

BENCH("mem", allocate)
{
    void *held[512] = {0};
    uint64_t seed = 23, sum = 0;
    for (int i = 0; i < 3000000; i++) {
        uint64_t r = next_random(&seed);
        int at = (int)(r & 511);
        size_t size = 16 + (r >> 20 & 1023);
        free(held[at]);
        uint8_t *p = malloc(size);
        p[0] = (uint8_t)r;
        p[size - 1] = (uint8_t)(r >> 8);
        sum += p[0] + size;
        held[at] = p;
    }
    for (int i = 0; i < 512; i++) free(held[i]);
    return sum;
}
