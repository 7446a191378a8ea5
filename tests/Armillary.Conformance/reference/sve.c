/*
 * Runs instruction sequences of the Scalable Vector Extension: execute.c with the state that it has. The vector length is the one that the process has.
 */
#define _GNU_SOURCE
#include <stdint.h>

#define SVE
#define WORDS 8
struct state { uint64_t x[31], sp, nzcv, fpcr, fpsr, z[32][WORDS], p[17]; };

#include "execute.c"

static void take_vectors(ucontext_t *u, struct state *s)
{
    struct sve_context *v = record(u, SVE_MAGIC);
    unsigned vq = v->vl / 16;
    char *base = (char *)v;
    for (int n = 0; n < 32; n++)
        memcpy(s->z[n], base + SVE_SIG_ZREG_OFFSET(vq, n), vq * 16);
    for (int n = 0; n < 16; n++)
        memcpy(&s->p[n], base + SVE_SIG_PREG_OFFSET(vq, n), vq * 2);
    memcpy(&s->p[16], base + SVE_SIG_FFR_OFFSET(vq), vq * 2);
}

static void put_vectors(ucontext_t *u, const struct state *s)
{
    struct fpsimd_context *f = record(u, FPSIMD_MAGIC);
    struct sve_context *v = record(u, SVE_MAGIC);
    unsigned vq = v->vl / 16;
    char *base = (char *)v;
    for (int n = 0; n < 32; n++) {
        memcpy(&f->vregs[n], s->z[n], 16);
        memcpy(base + SVE_SIG_ZREG_OFFSET(vq, n), s->z[n], vq * 16);
    }
    for (int n = 0; n < 16; n++)
        memcpy(base + SVE_SIG_PREG_OFFSET(vq, n), &s->p[n], vq * 2);
    memcpy(base + SVE_SIG_FFR_OFFSET(vq), &s->p[16], vq * 2);
}
