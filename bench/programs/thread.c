// Threads: locks, atomics, hand-overs. The work is the same for any number of CPUs.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "bench.h"

enum { THREADS = 4 };

static void run_all(void *(*body)(void *))
{
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++) pthread_create(&threads[i], 0, body, (void *)i);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], 0);
}

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t guarded;

static void *lock_body(void *argument)
{
    for (int i = 0; i < 1000000; i++) {
        pthread_mutex_lock(&lock);
        guarded += (uint64_t)(long)argument + 1;
        pthread_mutex_unlock(&lock);
    }
    return 0;
}

BENCH("thread", mutex)
{
    guarded = 0;
    run_all(lock_body);
    return guarded;
}

static _Atomic uint64_t counter;

static void *add_body(void *argument)
{
    (void)argument;
    for (int i = 0; i < 8000000; i++) atomic_fetch_add(&counter, 1);
    return 0;
}

BENCH("thread", atomic_add)
{
    counter = 0;
    run_all(add_body);
    return counter;
}

static void *swap_body(void *argument)
{
    (void)argument;
    for (int i = 0; i < 6000000; i++) {
        uint64_t old = atomic_load_explicit(&counter, memory_order_relaxed);
        while (!atomic_compare_exchange_weak(&counter, &old, old * 5 + 1)) {
        }
    }
    return 0;
}

BENCH("thread", compare_and_swap)
{
    counter = 1;
    run_all(swap_body);
    return counter;
}

#ifdef __aarch64__
static void *exclusive_body(void *argument)
{
    (void)argument;
    for (int i = 0; i < 6000000; i++) {
        uint64_t old, next;
        uint32_t failed;
        do {
            __asm__ volatile("ldaxr %0, %3\n\tadd %1, %0, #1\n\tstlxr %w2, %1, %3"
                             : "=&r"(old), "=&r"(next), "=&r"(failed), "+Q"(counter) : : "memory");
        } while (failed);
    }
    return 0;
}

BENCH("thread", exclusives)
{
    counter = 0;
    run_all(exclusive_body);
    return counter;
}
#endif

static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int turn;

static void *turn_body(void *argument)
{
    int self = (int)(long)argument;
    for (int i = 0; i < 1200; i++) {
        pthread_mutex_lock(&lock);
        while (turn != self) pthread_cond_wait(&changed, &lock);
        turn = (turn + 1) % THREADS;
        guarded = guarded * 3 + (uint64_t)self;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&lock);
    }
    return 0;
}

BENCH("thread", condition)
{
    guarded = 1;
    turn = 0;
    run_all(turn_body);
    return guarded;
}

static void *yield_body(void *argument)
{
    (void)argument;
    for (int i = 0; i < 20000; i++) sched_yield();
    return 0;
}

BENCH("thread", yield)
{
    run_all(yield_body);
    return THREADS;
}

static void *nothing_body(void *argument) { return argument; }

BENCH("thread", create_join)
{
    for (int i = 0; i < 400; i++) run_all(nothing_body);
    return 400;
}

// Two threads wait for each other with nothing but the system call.
static _Atomic uint32_t token;

static void hand_over(uint32_t mine, uint32_t next)
{
    uint32_t seen;
    while ((seen = atomic_load(&token)) != mine) syscall(SYS_futex, &token, FUTEX_WAIT_PRIVATE, seen, 0, 0, 0);
    atomic_store(&token, next);
    syscall(SYS_futex, &token, FUTEX_WAKE_PRIVATE, 1, 0, 0, 0);
}

enum { HANDS = 6000 };

static void *futex_body(void *argument)
{
    for (uint32_t i = 0; i < HANDS; i++) hand_over(2 * i + 1, 2 * i + 2);
    return argument;
}

BENCH("thread", futex_ping_pong)
{
    pthread_t other;
    token = 0;
    pthread_create(&other, 0, futex_body, 0);
    for (uint32_t i = 0; i < HANDS; i++) hand_over(2 * i, 2 * i + 1);
    pthread_join(other, 0);
    return token;
}
