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

// Sizes from one byte to some kilobytes, each at several alignments: the routines' short, middle and long paths.
enum { TEXT = 8192 };
static const int sizes[] = {1, 3, 7, 8, 15, 16, 31, 64, 100, 255, 1000, 4000};
#define EACH_SIZE for (int s = 0; s < (int)(sizeof sizes / sizeof *sizes); s++) for (int at = 0; at < 64; at += 5)

BENCH("str", strlen_sizes)
{
    static char text[TEXT];
    uint64_t sum = 0;
    memset(text, 'x', TEXT - 1);
    for (int round = 0; round < 2600; round++)
        EACH_SIZE {
            text[at + sizes[s]] = 0;
            sum += strlen(text + at + (round & 1));
            text[at + sizes[s]] = 'x';
        }
    return sum;
}

BENCH("str", memchr_sizes)
{
    static char text[TEXT];
    uint64_t sum = 0;
    for (int round = 0; round < 1200; round++)
        EACH_SIZE {
            text[at + sizes[s]] = 'z';
            sum += (uint64_t)((char *)memchr(text + at, 'z', TEXT - 64) - text);
            text[at + sizes[s]] = 'y';
        }
    return sum;
}

BENCH("str", memcmp_sizes)
{
    static char one[TEXT], two[TEXT];
    uint64_t sum = 0;
    for (int round = 0; round < 2600; round++)
        EACH_SIZE {
            two[at + sizes[s]] = (char)(1 + (round & 1));
            sum += memcmp(one + at, two + at, (size_t)sizes[s] + 1) < 0;
            sum += (uint64_t)(memcmp(one + at, two + at, (size_t)sizes[s]) == 0) << 20;
            two[at + sizes[s]] = 0;
        }
    return sum;
}
