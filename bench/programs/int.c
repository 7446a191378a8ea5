// Integer work: branches that cannot be predicted, bit operations, multiplications and divisions.
#include <stdlib.h>
#include <string.h>
#include "bench.h"

static void sort(uint32_t *v, int low, int high)
{
    while (low < high) {
        uint32_t pivot = v[(low + high) / 2];
        int i = low, j = high;
        while (i <= j) {
            while (v[i] < pivot) i++;
            while (v[j] > pivot) j--;
            if (i <= j) {
                uint32_t t = v[i];
                v[i++] = v[j];
                v[j--] = t;
            }
        }
        if (j - low < high - i) {
            sort(v, low, j);
            low = i;
        } else {
            sort(v, i, high);
            high = j;
        }
    }
}

BENCH("int", quicksort)
{
    enum { N = 1 << 21 };
    uint32_t *v = malloc(N * sizeof *v);
    uint64_t seed = 42, sum = 0;
    for (int i = 0; i < N; i++) v[i] = (uint32_t)next_random(&seed);
    sort(v, 0, N - 1);
    for (int i = 0; i < N; i += 97) sum = mix(sum, v[i]);
    free(v);
    return sum;
}

static uint32_t rotr(uint32_t x, int n) { return x >> n | x << (32 - n); }

// FIPS 180-4. The constants are the first 32 bits of the fractional parts of the roots of primes, so they are computed.
static void sha256_block(uint32_t state[8], const uint8_t *block, const uint32_t k[64])
{
    uint32_t w[64];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t s0 = rotr(w[i - 15], 7) ^ rotr(w[i - 15], 18) ^ w[i - 15] >> 3;
        uint32_t s1 = rotr(w[i - 2], 17) ^ rotr(w[i - 2], 19) ^ w[i - 2] >> 10;
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
    for (int i = 0; i < 64; i++) {
        uint32_t t1 = h + (rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i];
        uint32_t t2 = (rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g; g = f; f = e; e = d + t1; d = c; c = b; b = a; a = t1 + t2;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d; state[4] += e; state[5] += f; state[6] += g; state[7] += h;
}

BENCH("int", sha256)
{
    uint32_t k[64], state[8];
    uint64_t seed = 7, sum = 0;
    for (int i = 0; i < 64; i++) k[i] = (uint32_t)next_random(&seed);
    for (int i = 0; i < 8; i++) state[i] = (uint32_t)next_random(&seed);
    uint8_t block[64];
    for (int i = 0; i < 64; i++) block[i] = (uint8_t)(i * 3);
    for (int i = 0; i < 300000; i++) {
        block[i & 63] ^= (uint8_t)i;
        sha256_block(state, block, k);
    }
    for (int i = 0; i < 8; i++) sum = mix(sum, state[i]);
    return sum;
}

BENCH("int", crc32_table)
{
    enum { N = 1 << 16 };
    static uint8_t data[N];
    uint32_t table[256];
    uint64_t seed = 3;
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int j = 0; j < 8; j++) c = c & 1 ? 0xEDB88320u ^ c >> 1 : c >> 1;
        table[i] = c;
    }
    for (int i = 0; i < N; i++) data[i] = (uint8_t)next_random(&seed);
    uint32_t crc = ~0u;
    for (int round = 0; round < 1400; round++)
        for (int i = 0; i < N; i++) crc = table[(crc ^ data[i]) & 0xFF] ^ crc >> 8;
    return crc;
}

BENCH("int", matrix_int)
{
    enum { N = 160 };
    static int64_t a[N][N], b[N][N], c[N][N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) {
            a[i][j] = i * 7 - j;
            b[i][j] = i + j * 5;
        }
    for (int round = 0; round < 28; round++)
        for (int i = 0; i < N; i++)
            for (int j = 0; j < N; j++) {
                int64_t t = round;
                for (int k = 0; k < N; k++) t += a[i][k] * b[k][j];
                c[i][j] += t;
            }
    for (int i = 0; i < N; i++) sum = mix(sum, (uint64_t)c[i][N - 1 - i]);
    return sum;
}

BENCH("int", sieve)
{
    enum { N = 1 << 21 };
    uint8_t *composite = malloc(N);
    uint64_t count = 0;
    for (int round = 0; round < 14; round++) {
        memset(composite, 0, N);
        for (uint32_t i = 2; i * i < N; i++)
            if (!composite[i])
                for (uint32_t j = i * i; j < N; j += i) composite[j] = 1;
        for (uint32_t i = 2; i < N; i++) count += !composite[i];
    }
    free(composite);
    return count;
}

BENCH("int", collatz)
{
    uint64_t longest = 0, where = 0;
    for (uint64_t start = 1; start < 1200000; start++) {
        uint64_t n = start, steps = 0;
        while (n != 1) {
            n = n & 1 ? 3 * n + 1 : n >> 1;
            steps++;
        }
        if (steps > longest) {
            longest = steps;
            where = start;
        }
    }
    return mix(longest, where);
}

BENCH("int", divide)
{
    uint64_t seed = 99, sum = 0;
    for (int i = 0; i < 30000000; i++) {
        uint64_t a = next_random(&seed);
        uint32_t b = (uint32_t)(a >> 40) | 1;
        sum += a / b + a % (b + 2) + (uint64_t)((int32_t)a / (int32_t)((b & 0xFFF) | 1));
    }
    return sum;
}
