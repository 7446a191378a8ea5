// Loops that the compiler makes scalable vectors of, beside the same loops without vectors: in several processes at once, with signals between, and with every
// vector length that the kernel gives. "vectors bench" times one of them.
#define _GNU_SOURCE
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define N 1003
#define SCALAR __attribute__((noinline, optimize("no-tree-vectorize", "no-tree-slp-vectorize", "no-tree-loop-distribute-patterns")))
#define VECTOR __attribute__((noinline))

typedef struct {
    double d[N], e[N];
    float f[N], g[N];
    int32_t i[N], j[N];
    int16_t h[N];
    uint8_t b[N], c[N];
    uint64_t u[N];
    int64_t sum;
    double total;
} data;

#define LOOPS(KIND, name) \
    KIND void name(data *restrict p) { \
        for (int n = 0; n < N; n++) p->d[n] = p->d[n] * 1.5 + p->e[n]; \
        for (int n = 0; n < N; n++) p->f[n] = p->g[n] > 0 ? p->f[n] / p->g[n] : -p->f[n]; \
        for (int n = 0; n < N; n++) p->i[n] += p->j[n] * (int32_t)p->h[n]; \
        for (int n = 0; n < N; n++) p->b[n] = (uint8_t)(p->b[n] > p->c[n] ? p->b[n] - p->c[n] : p->c[n] - p->b[n]); \
        for (int n = 0; n < N; n++) p->u[n] = (p->u[n] >> (p->b[n] & 31)) ^ (uint64_t)p->i[n]; \
        for (int n = 0; n < N; n++) p->h[n] = (int16_t)p->f[n & 255 ? n : 0]; \
        for (int n = 0; n < N; n++) p->e[n] += p->d[p->b[n]]; \
        for (int n = 0; n < N / 2; n++) p->g[n] = p->f[2 * n] - p->f[2 * n + 1]; \
        int64_t sum = 0; \
        for (int n = 0; n < N; n++) sum += p->i[n] & p->j[n] ? p->b[n] : p->h[n]; \
        p->sum = sum; \
        double total = 0; \
        for (int n = 0; n < N; n++) total += p->e[n]; \
        p->total = total; \
    }

LOOPS(SCALAR, scalar)
LOOPS(VECTOR, vector)

VECTOR void axpy(double *restrict x, const double *restrict y, double a, long n) { for (long i = 0; i < n; i++) x[i] += a * y[i]; }
SCALAR void axpy_scalar(double *restrict x, const double *restrict y, double a, long n) { for (long i = 0; i < n; i++) x[i] += a * y[i]; }
__attribute__((noinline, target("+nosve"))) void axpy_neon(double *restrict x, const double *restrict y, double a, long n) { for (long i = 0; i < n; i++) x[i] += a * y[i]; }

static volatile double noise = 3;
static volatile int signals;
static void alarmed(int number) { (void)number; signals++; for (int i = 0; i < 8; i++) noise = noise * 1.25 - 0.5; }

static data one, other;

static int check(unsigned seed, int rounds)
{
    for (int r = 0; r < rounds; r++) {
        uint8_t *bytes = (uint8_t *)&one;
        srand(seed + (unsigned)r);
        for (size_t i = 0; i < sizeof one; i++) bytes[i] = (uint8_t)rand();
        for (int n = 0; n < N; n++) {
            one.d[n] = rand() % 2000 - 1000; one.e[n] = (rand() % 2000) / 8.0;
            one.f[n] = (float)(rand() % 2000 - 1000); one.g[n] = (float)(rand() % 200 - 100) / 4;
        }
        other = one;
        vector(&one);
        sched_yield();
        scalar(&other);
        if (memcmp(&one, &other, sizeof one)) return 1;
    }
    return 0;
}

static double now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return (double)t.tv_sec + (double)t.tv_nsec / 1e9; }

int main(int count, char **arguments)
{
    int length = prctl(PR_SVE_GET_VL) & PR_SVE_VL_LEN_MASK, bad = 0, lengths = 0;
    if (count > 1 && !strcmp(arguments[1], "bench")) {
        static double x[4096], y[4096];
        for (int i = 0; i < 4096; i++) { x[i] = i / 3.0; y[i] = 1 / (i + 7.0); }
        struct { const char *name; void (*f)(double *, const double *, double, long); } kinds[] = { {"scalar", axpy_scalar}, {"neon", axpy_neon}, {"sve", axpy} };
        for (int k = 0; k < 3; k++) {
            double best = 1e9;
            for (int r = 0; r < 1000; r++) { // short: the best one of them had the host to itself
                double t = now();
                for (int i = 0; i < 2; i++) kinds[k].f(x, y, 0.5, 4096);
                t = now() - t;
                if (t < best) best = t;
            }
            printf("bench: %s %.2f ns an element, vectors of %d bytes\n", kinds[k].name, best / 2 / 4096 * 1e9, length);
        }
        return 0;
    }
    struct sigaction action = { .sa_handler = alarmed };
    sigaction(SIGALRM, &action, 0);
    for (int process = 0; process < 3; process++)
        if (!fork()) {
            struct itimerval every = { { 0, 3000 }, { 0, 3000 } };
            setitimer(ITIMER_REAL, &every, 0);
            exit(check((unsigned)process * 1000, 40));
        }
    for (int status; wait(&status) > 0;) bad |= status;
    for (int bytes = 16; bytes <= length; bytes *= 2) {
        int got = prctl(PR_SVE_SET_VL, bytes) & PR_SVE_VL_LEN_MASK;
        if (got != bytes) bad |= 0x10000;
        bad |= check((unsigned)bytes, 10);
        lengths++;
    }
    printf("vectors: %s, %d lengths up to %d bytes, status %x\n", bad ? "BAD" : "good", lengths, length, bad);
    return bad != 0;
}
