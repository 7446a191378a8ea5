// Work on more data than the caches hold: sorts, the search for matches of a compressor, tables, chains, copies.
#include <stdlib.h>
#include <string.h>
#include "bench.h"

BENCH("int", merge_sort)
{
    enum { N = 1 << 20 };
    uint32_t *from = malloc(N * 4), *to = malloc(N * 4);
    uint64_t seed = 21, sum = 0;
    for (int i = 0; i < N; i++) from[i] = (uint32_t)next_random(&seed);
    for (int run = 1; run < N; run *= 2) {
        for (int low = 0; low < N; low += 2 * run) {
            int i = low, j = low + run, middle = j, high = j + run;
            for (int k = low; k < high; k++) to[k] = j == high || (i < middle && from[i] <= from[j]) ? from[i++] : from[j++];
        }
        uint32_t *t = from;
        from = to;
        to = t;
    }
    for (int i = 0; i < N; i += 83) sum = mix(sum, from[i]);
    free(from);
    free(to);
    return sum;
}

BENCH("int", heap_sort)
{
    enum { N = 1 << 19 };
    uint32_t *v = malloc(N * 4);
    uint64_t seed = 22, sum = 0;
    for (int i = 0; i < N; i++) v[i] = (uint32_t)next_random(&seed);
    for (int start = N / 2, end = N; end > 1;) {
        uint32_t moving;
        if (start > 0) {
            moving = v[--start];
        } else {
            moving = v[--end];
            v[end] = v[0];
        }
        int at = start;
        for (int child = 2 * at + 1; child < end; child = 2 * at + 1) {
            if (child + 1 < end && v[child + 1] > v[child]) child++;
            if (v[child] <= moving) break;
            v[at] = v[child];
            at = child;
        }
        v[at] = moving;
    }
    for (int i = 0; i < N; i += 83) sum = mix(sum, v[i]);
    free(v);
    return sum;
}

// What a compressor of the Lempel-Ziv family spends its time on: chains of earlier places with the same three bytes, compared to find the longest match.
BENCH("int", match_finder)
{
    enum { N = 3 << 18, TABLE = 1 << 15, DEPTH = 24, LONGEST = 273 };
    uint8_t *text = malloc(N + LONGEST);
    int32_t *head = malloc(TABLE * 4), *previous = malloc(N * 4);
    uint64_t seed = 23, sum = 0;
    for (int i = 0; i < N + LONGEST;) {
        uint64_t r = next_random(&seed);
        int length = 3 + (int)(r >> 50 & 15), from = i > 64 ? (int)((r >> 8) % (uint64_t)i) : -1;
        for (int k = 0; k < length && i < N + LONGEST; k++, i++) text[i] = from >= 0 && r & 3 ? text[from + k] : (uint8_t)(r >> (k & 7) * 5 & 31);
    }
    memset(head, 0xFF, TABLE * 4);
    for (int i = 0; i < N; i++) {
        uint32_t hash = (text[i] | (uint32_t)text[i + 1] << 8 | (uint32_t)text[i + 2] << 16) * 0x9E3779B1u >> 17;
        int best = 2, distance = 0, depth = DEPTH;
        for (int at = head[hash]; at >= 0 && depth > 0; at = previous[at], depth--) {
            if (text[at + best] != text[i + best] || text[at] != text[i]) continue;
            int length = 1;
            while (length < LONGEST && text[at + length] == text[i + length]) length++;
            if (length > best) {
                best = length;
                distance = i - at;
                if (length == LONGEST) break;
            }
        }
        previous[i] = head[hash];
        head[hash] = i;
        if (distance) sum = mix(sum, (uint64_t)best << 32 | (uint32_t)distance);
    }
    free(text);
    free(head);
    free(previous);
    return sum;
}

// 64 MiB of slots: nearly every look-up leaves the caches, and the TLB with them.
BENCH("mem", hash_large)
{
    enum { BITS = 22, N = 1 << BITS };
    struct slot { uint64_t key, value; } *slots = calloc(N, sizeof *slots);
    uint64_t seed = 24, sum = 0;
    for (int i = 0; i < 2500000; i++) {
        uint64_t key = next_random(&seed) % 2000000 + 1, at = key * 0x9E3779B97F4A7C15u >> (64 - BITS);
        while (slots[at].key != 0 && slots[at].key != key) at = (at + 1) & (N - 1);
        slots[at].key = key;
        sum += slots[at].value += (uint64_t)i;
    }
    free(slots);
    return sum;
}

// A chain through 64 MiB, one cache line each, in no order.
BENCH("mem", list_huge)
{
    enum { N = 1 << 20 };
    struct line { struct line *next; uint64_t value[7]; } *lines = malloc(N * sizeof *lines);
    uint64_t seed = 25, sum = 0;
    // Sattolo's shuffle makes one cycle of all.
    for (int i = 0; i < N; i++) lines[i].value[0] = (uint64_t)i;
    for (int i = N - 1; i > 0; i--) {
        uint64_t j = next_random(&seed) % (uint64_t)i, t = lines[i].value[0];
        lines[i].value[0] = lines[j].value[0];
        lines[j].value[0] = t;
    }
    for (int i = 0; i < N; i++) lines[i].next = &lines[lines[i].value[0]];
    struct line *at = lines;
    for (int i = 0; i < 3000000; i++, at = at->next) sum = sum * 3 + at->value[0];
    free(lines);
    return sum;
}

static NOINLINE uint64_t copy(size_t size, int rounds)
{
    uint8_t *from = malloc(size), *to = malloc(size);
    uint64_t sum = 0;
    for (size_t i = 0; i < size; i += 64) from[i] = (uint8_t)(i * 31 >> 6);
    for (int i = 0; i < rounds; i++) {
        memcpy(to, from, size);
        from[(size_t)i * 64 % size]++;
        sum += to[(size_t)i * 4096 % size];
    }
    free(from);
    free(to);
    return sum;
}

BENCH("mem", copy_64k) { return copy(64 << 10, 30000); }
BENCH("mem", copy_1m) { return copy(1 << 20, 1600); }
BENCH("mem", copy_64m) { return copy(64 << 20, 16); }
