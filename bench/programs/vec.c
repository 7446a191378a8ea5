// Advanced SIMD: loops that the compiler vectorises, and intrinsics.
#ifdef __aarch64__
#include <arm_neon.h>
#endif
#include <stdlib.h>
#include <string.h>
#include "bench.h"

#define VECTOR __attribute__((optimize("tree-vectorize", "O3")))
enum { N = 1 << 14 };

VECTOR BENCH("fvec", saxpy)
{
    static float x[N], y[N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) x[i] = (float)i * 0.5f, y[i] = (float)(N - i);
    for (int round = 0; round < 4000; round++)
        for (int i = 0; i < N; i++) y[i] += 0.001f * x[i];
    for (int i = 0; i < N; i += 33) sum = mix_double(sum, y[i]);
    return sum;
}

VECTOR BENCH("fvec", daxpy)
{
    static double x[N], y[N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) x[i] = i * 0.5, y[i] = N - i;
    for (int round = 0; round < 3000; round++)
        for (int i = 0; i < N; i++) y[i] += 0.001 * x[i];
    for (int i = 0; i < N; i += 33) sum = mix_double(sum, y[i]);
    return sum;
}

VECTOR BENCH("ivec", add_integers)
{
    static int32_t x[N], y[N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) x[i] = i, y[i] = i * 3;
    for (int round = 0; round < 8000; round++)
        for (int i = 0; i < N; i++) y[i] = (y[i] ^ x[i]) + (x[i] << 1);
    for (int i = 0; i < N; i += 33) sum = mix(sum, (uint32_t)y[i]);
    return sum;
}

#ifdef __aarch64__

BENCH("ivec", blend_bytes)
{
    static uint8_t a[N], b[N], alpha[N], out[N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) a[i] = (uint8_t)(i * 3), b[i] = (uint8_t)(i * 5), alpha[i] = (uint8_t)(i * 7);
    for (int round = 0; round < 5000; round++) {
        for (int i = 0; i < N; i += 16) {
            uint8x16_t va = vld1q_u8(a + i), vb = vld1q_u8(b + i), k = vld1q_u8(alpha + i), n = vmvnq_u8(k);
            uint16x8_t low = vmlal_u8(vmull_u8(vget_low_u8(va), vget_low_u8(k)), vget_low_u8(vb), vget_low_u8(n));
            uint16x8_t high = vmlal_high_u8(vmull_high_u8(va, k), vb, n);
            vst1q_u8(out + i, vcombine_u8(vrshrn_n_u16(low, 8), vrshrn_n_u16(high, 8)));
        }
        alpha[round & (N - 1)]++;
        sum += out[round * 7 & (N - 1)];
    }
    return sum;
}

BENCH("fvec", dot_single)
{
    static float x[N], y[N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) x[i] = (float)(i & 255) * 0.125f, y[i] = (float)(i % 77) - 30;
    for (int round = 0; round < 1200; round++) {
        float32x4_t t0 = vdupq_n_f32(0), t1 = t0, t2 = t0, t3 = t0;
        for (int i = 0; i < N; i += 16) {
            t0 = vfmaq_f32(t0, vld1q_f32(x + i), vld1q_f32(y + i));
            t1 = vfmaq_f32(t1, vld1q_f32(x + i + 4), vld1q_f32(y + i + 4));
            t2 = vfmaq_f32(t2, vld1q_f32(x + i + 8), vld1q_f32(y + i + 8));
            t3 = vfmaq_f32(t3, vld1q_f32(x + i + 12), vld1q_f32(y + i + 12));
        }
        sum = mix_double(sum, vaddvq_f32(vaddq_f32(vaddq_f32(t0, t1), vaddq_f32(t2, t3))));
        x[round & (N - 1)] += 1;
    }
    return sum;
}

BENCH("ivec", table_lookup)
{
    static uint8_t data[N];
    uint8_t bytes[16];
    uint64_t sum = 0;
    for (int i = 0; i < 16; i++) bytes[i] = (uint8_t)(i * 11 + 5);
    uint8x16_t table = vld1q_u8(bytes), nibble = vdupq_n_u8(15);
    for (int i = 0; i < N; i++) data[i] = (uint8_t)(i * 29);
    for (int round = 0; round < 5000; round++) {
        uint8x16_t total = vdupq_n_u8(0);
        for (int i = 0; i < N; i += 16) {
            uint8x16_t v = vld1q_u8(data + i);
            total = vaddq_u8(total, veorq_u8(vqtbl1q_u8(table, vandq_u8(v, nibble)), vqtbl1q_u8(table, vshrq_n_u8(v, 4))));
        }
        sum = mix(sum, vaddvq_u8(total));
        data[round & (N - 1)]++;
    }
    return sum;
}

BENCH("ivec", saturate_shorts)
{
    static int16_t x[N], y[N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) x[i] = (int16_t)(i * 13), y[i] = (int16_t)(i * 7 - 9000);
    for (int round = 0; round < 5000; round++)
        for (int i = 0; i < N; i += 8) {
            int16x8_t a = vld1q_s16(x + i), b = vld1q_s16(y + i);
            a = vqaddq_s16(a, vqdmulhq_s16(b, vdupq_n_s16(12345)));
            b = vmaxq_s16(vminq_s16(vqsubq_s16(b, a), vdupq_n_s16(30000)), vdupq_n_s16(-30000));
            vst1q_s16(x + i, a);
            vst1q_s16(y + i, b);
        }
    for (int i = 0; i < N; i += 33) sum = mix(sum, (uint16_t)x[i] + ((uint64_t)(uint16_t)y[i] << 16));
    return sum;
}

BENCH("ivec", deinterleave)
{
    static uint8_t rgb[3 * N], grey[N];
    uint64_t sum = 0;
    for (int i = 0; i < 3 * N; i++) rgb[i] = (uint8_t)(i * 37);
    for (int round = 0; round < 3000; round++) {
        for (int i = 0; i < N; i += 8) {
            uint8x8x3_t p = vld3_u8(rgb + 3 * i);
            uint16x8_t t = vmull_u8(p.val[0], vdup_n_u8(77));
            t = vmlal_u8(t, p.val[1], vdup_n_u8(150));
            t = vmlal_u8(t, p.val[2], vdup_n_u8(29));
            vst1_u8(grey + i, vshrn_n_u16(t, 8));
        }
        rgb[round % N]++;
        sum += grey[round * 3 % N];
    }
    return sum;
}

BENCH("fvec", compare_select)
{
    static float x[N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) x[i] = (float)(i % 1009) - 500;
    for (int round = 0; round < 1800; round++)
        for (int i = 0; i < N; i += 4) {
            float32x4_t v = vld1q_f32(x + i), w = vmulq_n_f32(v, 0.999f);
            uint32x4_t big = vcgtq_f32(vabsq_f32(v), vdupq_n_f32(100));
            vst1q_f32(x + i, vbslq_f32(big, w, vaddq_f32(v, vdupq_n_f32(1))));
        }
    for (int i = 0; i < N; i += 33) sum = mix_double(sum, x[i]);
    return sum;
}

BENCH("ivec", shuffle_bytes)
{
    static uint8_t data[N], out[N];
    uint64_t sum = 0;
    for (int i = 0; i < N; i++) data[i] = (uint8_t)(i * 29 + (i >> 8));
    for (int round = 0; round < 12000; round++) {
        for (int i = 0; i < N; i += 32) {
            uint8x16_t a = vld1q_u8(data + i), b = vld1q_u8(data + i + 16);
            uint8x16x2_t zipped = vzipq_u8(vrev64q_u8(a), vrev32q_u8(b)), apart = vuzpq_u8(a, vrev16q_u8(b));
            uint8x16_t low = veorq_u8(zipped.val[0], vextq_u8(apart.val[0], apart.val[1], 5));
            uint8x16_t high = vtrn1q_u8(zipped.val[1], vextq_u8(b, a, 11));
            vst1q_u8(out + i, low);
            vst1q_u8(out + i + 16, vaddq_u8(high, vtrn2q_u8(low, apart.val[1])));
        }
        sum = mix(sum, out[round * 13 & (N - 1)]);
        data[round & (N - 1)]++;
    }
    return sum;
}

#endif
