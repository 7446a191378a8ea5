// Numbers as libraries treat them: elementary functions, a product of matrices in blocks, rounding, half precision.
#include <math.h>
#include <stdint.h>
#include "bench.h"

// To six digits: the last bits of elementary functions may differ between builds of the C library.
static uint64_t mix_rounded(uint64_t sum, double d) { return sum * 31 + (uint64_t)(int64_t)llround(d * 1e6); }

BENCH("fp", elementary)
{
    uint64_t sum = 0;
    for (int round = 0; round < 120; round++) {
        double s = 0;
        for (int i = 1; i <= 1000; i++) {
            double x = i * 0.01 + round;
            s += sin(x) * cos(x * 0.5) + exp(-x * 0.1) + log(x) + pow(x, 0.3) + atan2(x, 2.0);
        }
        sum = mix_rounded(sum, s);
    }
    return sum;
}

BENCH("fp", elementary_single)
{
    uint64_t sum = 0;
    for (int round = 0; round < 400; round++) {
        double s = 0;
        for (int i = 1; i <= 1000; i++) {
            float x = (float)i * 0.01f + (float)round;
            s += sinf(x) + cosf(x) + expf(-x * 0.1f) + logf(x);
        }
        sum = sum * 31 + (uint64_t)(int64_t)llround(s);
    }
    return sum;
}

__attribute__((optimize("tree-vectorize", "O3"))) BENCH("fp", sgemm)
{
    enum { N = 192, BLOCK = 64 };
    static float a[N][N], b[N][N], c[N][N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) a[i][j] = (float)(i - j) * 0.5f, b[i][j] = (float)(j + i) * 0.25f, c[i][j] = 0;
    for (int round = 0; round < 6; round++)
        for (int k0 = 0; k0 < N; k0 += BLOCK)
            for (int i = 0; i < N; i++)
                for (int k = k0; k < k0 + BLOCK; k++) {
                    float t = a[i][k] * 0.001f;
                    for (int j = 0; j < N; j++) c[i][j] += t * b[k][j];
                }
    for (int i = 0; i < N; i++) sum = mix_double(sum, c[i][(i * 7) % N]);
    return sum;
}

BENCH("fp", rounding)
{
    uint64_t sum = 0, seed = 9;
    for (int i = 0; i < 1500000; i++) {
        double d = (double)(int64_t)(next_random(&seed) >> 20) * 0.0001 - 5e8;
        sum += (uint64_t)(int64_t)round(d) + (uint64_t)lround(d * 0.5) + (uint64_t)(int64_t)(floor(d) + ceil(d * 0.25) + trunc(d * 0.125));
    }
    return sum;
}

BENCH("fp", half_precision)
{
    enum { N = 4096 };
    static _Float16 x[N], y[N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) x[i] = (_Float16)((float)i * 0.25f), y[i] = (_Float16)(1.0f + (float)(i % 7));
    for (int round = 0; round < 300; round++)
        for (int i = 0; i < N; i++) y[i] = (_Float16)((float)y[i] * 0.75f + (float)x[i] * 0.125f);
    for (int i = 0; i < N; i++) sum = mix_double(sum, (double)y[i]);
    return sum;
}
