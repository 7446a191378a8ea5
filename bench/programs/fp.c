// Floating point, one value at a time unless the compiler finds more. Only operations that IEEE 754 defines to the bit.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "bench.h"

#define SCALAR __attribute__((optimize("no-tree-vectorize")))

SCALAR BENCH("fp", nbody)
{
    enum { N = 5 };
    double x[N][3], v[N][3], m[N], sum = 0;
    for (int i = 0; i < N; i++) {
        m[i] = 1.0 / (i + 1);
        for (int k = 0; k < 3; k++) {
            x[i][k] = (i + 1) * (k + 2) % 7 + 0.25 * i;
            v[i][k] = 0.1 * ((i * 3 + k) % 5) - 0.2;
        }
    }
    for (int step = 0; step < 180000; step++) {
        for (int i = 0; i < N; i++)
            for (int j = i + 1; j < N; j++) {
                double d[3], r2 = 0.01;
                for (int k = 0; k < 3; k++) {
                    d[k] = x[i][k] - x[j][k];
                    r2 += d[k] * d[k];
                }
                double f = 0.001 / (r2 * sqrt(r2));
                for (int k = 0; k < 3; k++) {
                    v[i][k] -= d[k] * m[j] * f;
                    v[j][k] += d[k] * m[i] * f;
                }
            }
        for (int i = 0; i < N; i++)
            for (int k = 0; k < 3; k++) x[i][k] += 0.001 * v[i][k];
    }
    for (int i = 0; i < N; i++) sum += x[i][0] + v[i][1];
    return mix_double(1, sum);
}

SCALAR BENCH("fp", dgemm)
{
    enum { N = 128 };
    static double a[N][N], b[N][N], c[N][N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++)
        for (int j = 0; j < N; j++) a[i][j] = i * 0.5 - j, b[i][j] = j * 0.25 + i;
    for (int round = 0; round < 8; round++)
        for (int i = 0; i < N; i++)
            for (int k = 0; k < N; k++) {
                double t = a[i][k] * 0.001;
                for (int j = 0; j < N; j++) c[i][j] += t * b[k][j];
            }
    for (int i = 0; i < N; i++) sum = mix_double(sum, c[i][i]);
    return sum;
}

SCALAR BENCH("fp", fft)
{
    enum { LOG = 12, N = 1 << LOG };
    static double re[N], im[N], wr[N / 2], wi[N / 2];
    uint64_t sum = 0;
    // Powers of the first root of unity: cos and sin of a library could differ between builds.
    const double c = 0.99999882345170188, s = 0.0015339801862847655;
    wr[0] = 1;
    for (int i = 1; i < N / 2; i++) {
        wr[i] = wr[i - 1] * c - wi[i - 1] * s;
        wi[i] = wr[i - 1] * s + wi[i - 1] * c;
    }
    for (int round = 0; round < 120; round++) {
        for (int i = 0; i < N; i++) re[i] = (i * 7 + round) % 31 - 15, im[i] = 0;
        for (int i = 1, j = 0; i < N; i++) {
            int bit = N >> 1;
            for (; j & bit; bit >>= 1) j ^= bit;
            j ^= bit;
            if (i < j) {
                double t = re[i]; re[i] = re[j]; re[j] = t;
                t = im[i]; im[i] = im[j]; im[j] = t;
            }
        }
        for (int len = 2; len <= N; len *= 2)
            for (int i = 0; i < N; i += len)
                for (int j = 0; j < len / 2; j++) {
                    double cr = wr[j * (N / len)], ci = wi[j * (N / len)];
                    int p = i + j, q = p + len / 2;
                    double tr = re[q] * cr - im[q] * ci, ti = re[q] * ci + im[q] * cr;
                    re[q] = re[p] - tr, im[q] = im[p] - ti;
                    re[p] += tr, im[p] += ti;
                }
        sum = mix_double(mix_double(sum, re[round]), im[round + 1]);
    }
    return sum;
}

SCALAR BENCH("fp", mandelbrot)
{
    uint64_t sum = 0;
    for (int py = 0; py < 160; py++)
        for (int px = 0; px < 160; px++) {
            double cx = px / 64.0 - 2.0, cy = py / 64.0 - 1.25, x = 0, y = 0;
            int n = 0;
            while (n < 600 && x * x + y * y < 4) {
                double t = x * x - y * y + cx;
                y = 2 * x * y + cy;
                x = t;
                n++;
            }
            sum += (uint64_t)n;
        }
    return sum;
}

SCALAR BENCH("fp", linpack)
{
    enum { N = 200 };
    static double a[N][N], b[N];
    uint64_t sum = 0;
    for (int round = 0; round < 8; round++) {
        uint64_t seed = 1000 + (uint64_t)round;
        for (int i = 0; i < N; i++) {
            b[i] = i;
            for (int j = 0; j < N; j++) a[i][j] = (double)(int64_t)(next_random(&seed) >> 40) / 65536.0 - 128;
        }
        for (int k = 0; k < N; k++) {
            int p = k;
            for (int i = k + 1; i < N; i++)
                if (fabs(a[i][k]) > fabs(a[p][k])) p = i;
            for (int j = 0; j < N; j++) {
                double t = a[k][j]; a[k][j] = a[p][j]; a[p][j] = t;
            }
            double t = b[k]; b[k] = b[p]; b[p] = t;
            for (int i = k + 1; i < N; i++) {
                double f = a[i][k] / a[k][k];
                for (int j = k; j < N; j++) a[i][j] -= f * a[k][j];
                b[i] -= f * b[k];
            }
        }
        sum = mix_double(sum, b[N - 1] / a[N - 1][N - 1]);
    }
    return sum;
}

SCALAR BENCH("fp", spectral_norm)
{
    enum { N = 300 };
    double u[N], v[N], t[N];
    for (int i = 0; i < N; i++) u[i] = 1;
    for (int round = 0; round < 200; round++) {
        for (int i = 0; i < N; i++) {
            t[i] = 0;
            for (int j = 0; j < N; j++) t[i] += u[j] / ((i + j) * (i + j + 1) / 2 + i + 1);
        }
        for (int i = 0; i < N; i++) {
            v[i] = 0;
            for (int j = 0; j < N; j++) v[i] += t[j] / ((i + j) * (i + j + 1) / 2 + j + 1);
        }
        memcpy(u, v, sizeof u);
    }
    return mix_double(mix_double(0, u[0]), u[N - 1]);
}

SCALAR BENCH("fp", single_precision)
{
    // The logistic map: bounded, so that no value leaves the normal numbers.
    float x = 0.4f, y = 0.25f, z = 1.0f;
    for (int i = 0; i < 2500000; i++) {
        x = 3.9f * x * (1.0f - x);
        y = y * 0.5f + x;
        z = z + sqrtf(x * x + y * y) * 0.001f;
        if (z > 100) z = z * 0.01f;
    }
    return mix_double(0, (double)x + (double)y + (double)z);
}

SCALAR BENCH("fp", convert)
{
    uint64_t sum = 0, seed = 4;
    for (int i = 0; i < 3000000; i++) {
        int64_t a = (int64_t)next_random(&seed) >> 20;
        double d = (double)a * 0.37;
        sum += (uint64_t)(int64_t)d + (uint64_t)(int32_t)(float)(a & 0xFFFF) + (uint64_t)(d > 1e6);
    }
    return sum;
}
