// Strings: the C library's routines, which use vector instructions, and byte loops.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bench.h"

BENCH("str", string_library)
{
    static char text[4096];
    uint64_t sum = 0;
    for (int i = 0; i < 4095; i++) text[i] = (char)('a' + i % 23);
    for (int i = 0; i < 16000; i++) {
        text[4000 - i % 512] = 'z';
        sum += (uint64_t)(strchr(text + i % 64, 'z') - text) + strlen(text + i % 100);
        sum += (uint64_t)memcmp(text, text + 23, 2000) & 1;
        text[4000 - i % 512] = (char)('a' + (4000 - i % 512) % 23);
    }
    return sum;
}

BENCH("str", short_strings)
{
    static const char *const words[] = {"add", "subtract", "load", "store", "branch", "compare", "multiply", "exclusive"};
    char buffer[64];
    uint64_t sum = 0;
    for (int i = 0; i < 2000000; i++) {
        strcpy(buffer, words[i & 7]);
        strcat(buffer, words[(i >> 3) & 7]);
        sum += strlen(buffer) + (uint64_t)(strcmp(buffer, words[(i >> 1) & 7]) > 0);
    }
    return sum;
}

BENCH("str", tokenise)
{
    static char text[1 << 16];
    uint64_t seed = 13, sum = 0;
    for (size_t i = 0; i < sizeof text - 1; i++) {
        uint64_t r = next_random(&seed) >> 9 & 31;
        text[i] = r < 26 ? (char)('a' + r) : r < 29 ? ' ' : r < 31 ? '7' : '\n';
    }
    for (int round = 0; round < 600; round++) {
        uint64_t hash = 0, words = 0, lines = 0;
        for (const char *p = text; *p; p++) {
            if (*p == '\n') lines++;
            if (*p == ' ' || *p == '\n') {
                words += hash != 0;
                sum = mix(sum, hash);
                hash = 0;
            } else {
                hash = hash * 33 + (uint8_t)*p;
            }
        }
        sum += words ^ lines << 20;
    }
    return sum;
}

BENCH("str", format)
{
    char buffer[128];
    uint64_t sum = 0;
    for (int i = 0; i < 250000; i++) {
        int n = snprintf(buffer, sizeof buffer, "%d %08x %s %lu", i, i * 2654435761u, "armillary", (unsigned long)i * i);
        sum = mix(sum, (uint64_t)n + (uint8_t)buffer[n / 2]);
        sum += strtoul(buffer, 0, 10);
    }
    return sum;
}
