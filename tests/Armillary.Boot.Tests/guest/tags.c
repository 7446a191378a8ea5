// What Linux makes of memory tagging: tags of a mapping, faults of each mode, tags across fork and the kernel's copies. Prints a line for each; the last one is "tags: good".
#define _GNU_SOURCE
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <arm_acle.h>

#ifndef PROT_MTE
#define PROT_MTE 0x20
#endif
#ifndef SEGV_MTEAERR
#define SEGV_MTEAERR 8
#define SEGV_MTESERR 9
#endif
#define TAG(p) ((unsigned)((uintptr_t)(p) >> 56) & 15)

static sigjmp_buf back;
static volatile int code;
static void *volatile address;
static int bad;

static void handler(int signal, siginfo_t *info, void *context)
{
    code = info->si_code;
    address = info->si_addr;
    if (info->si_code == SEGV_MTEAERR)
        return; // it was accumulated: the access is done
    siglongjmp(back, 1);
}

static void check(int good, const char *what)
{
    printf("%s: %s\n", good ? "good" : "BAD", what);
    fflush(stdout);
    bad |= !good;
}

static void mode(unsigned long faults)
{
    if (prctl(PR_SET_TAGGED_ADDR_CTRL, PR_TAGGED_ADDR_ENABLE | faults | (0xfffeUL << PR_MTE_TAG_SHIFT), 0, 0, 0) != 0) {
        perror("prctl");
        exit(1);
    }
}

// Not __arm_mte_get_tag(): GCC 12 changes its operand too.
static void *tag_of(const volatile void *p)
{
    void *result = (void *)p;
    __asm__ volatile("ldg %0, [%1]" : "+r"(result) : "r"(p));
    return result;
}

#define FAULT(statement) ({ code = 0; if (!sigsetjmp(back, 1)) { statement; } code; })

// glibc's tagged heap (glibc.mem.tagging=3: synchronous): run anew with it.
static int heap(void)
{
    volatile char *a = malloc(40), *b = malloc(40);
    int good = TAG(a) != 0 && TAG(b) != 0;
    for (int i = 0; i < 40; i++)
        a[i] = b[i] = i;
    good &= FAULT(a[48] = 1) == SEGV_MTESERR; // what is behind a block has another tag
    free((void *)a);
    good &= FAULT((void)a[0]) == SEGV_MTESERR;
    return good ? 0 : 1;
}

int main(int argc, char **argv)
{
    struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_NODEFER };
    sigaction(SIGSEGV, &action, NULL);
    if (argc > 1)
        return heap();
    check((getauxval(AT_HWCAP2) & (1 << 18)) != 0, "HWCAP2_MTE");
    check((getauxval(AT_HWCAP2) & (1 << 22)) != 0, "HWCAP2_MTE3");
    mode(PR_MTE_TCF_SYNC);
    size_t page = 4096;
    volatile char *plain = mmap(NULL, 4 * page, PROT_READ | PROT_WRITE | PROT_MTE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    check(plain != MAP_FAILED, "mmap PROT_MTE");
    volatile char *p = __arm_mte_create_random_tag((void *)plain, 1);
    check(TAG(p) != 0, "IRG leaves 0 out");
    __arm_mte_set_tag((void *)p);
    check(tag_of(plain) == p, "LDG reads what STG wrote");
    p[0] = 42;
    check(p[0] == 42, "an access by the right tag");
    check(FAULT(p[16] = 1) == SEGV_MTESERR, "a store beyond the granule");
    check(address == p + 16 || ((uintptr_t)address << 8) == ((uintptr_t)(p + 16) << 8), "its address");
    check(FAULT((void)p[16]) == SEGV_MTESERR, "a load beyond the granule");
    check(FAULT((void)plain[0]) == SEGV_MTESERR, "a load without the tag");
    check(FAULT((void)plain[16]) == 0, "a load of an untagged granule");
    check(FAULT((void)*(volatile uint64_t *)(p + 12)) == SEGV_MTESERR, "a load across granules");
    check(FAULT(__atomic_fetch_add((int *)(p + 32), 1, __ATOMIC_SEQ_CST)) == SEGV_MTESERR, "an atomic");
    check(FAULT(memset((void *)p, 0, 64)) == SEGV_MTESERR, "memset");

    // The second page of two in one access.
    volatile char *end = plain + page - 16;
    __arm_mte_set_tag(__arm_mte_increment_tag((void *)end, 3));
    end = __arm_mte_increment_tag((void *)end, 3);
    check(FAULT((void)*(volatile uint64_t *)(end + 12)) == SEGV_MTESERR && ((uintptr_t)address & 0xffffffffffff) == ((uintptr_t)(end + 16) & 0xffffffffffff), "a load across pages");

    // Kernel copies: uaccess by a wrong tag fails, by the right one works.
    int pipes[2];
    check(pipe(pipes) == 0, "pipe");
    errno = 0;
    check(write(pipes[1], (void *)p, 16) == 16, "write() by the right tag");
    check(write(pipes[1], (void *)plain, 16) == -1 && errno == EFAULT, "write() by a wrong tag");
    check(read(pipes[0], (void *)plain, 16) == -1 && errno == EFAULT, "read() by a wrong tag");

    // Copy on write keeps tags.
    pid_t child = fork();
    if (child == 0) {
        p[1] = 7;
        _exit(tag_of(plain) == p && p[0] == 42 && FAULT((void)plain[0]) == SEGV_MTESERR ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    check(WIFEXITED(status) && WEXITSTATUS(status) == 0, "tags after fork");

    child = fork();
    if (child == 0) {
        setenv("GLIBC_TUNABLES", "glibc.mem.tagging=3", 1);
        execl(argv[0], argv[0], "heap", NULL);
        _exit(2);
    }
    waitpid(child, &status, 0);
    check(WIFEXITED(status) && WEXITSTATUS(status) == 0, "glibc's tagged heap");

    mode(PR_MTE_TCF_ASYNC);
    code = 0;
    plain[0] = 9;
    getppid(); // the kernel looks at entry
    check(code == SEGV_MTEAERR, "a fault that is accumulated");
    check(p[0] == 9, "its store is done");
    mode(PR_MTE_TCF_NONE);
    check(FAULT((void)plain[0]) == 0, "no faults");
    mode(PR_MTE_TCF_ASYNC | PR_MTE_TCF_SYNC);
    check(prctl(PR_GET_TAGGED_ADDR_CTRL, 0, 0, 0, 0) > 0, "either mode");

    // Tagged pages and their speed: one process with checks, one without.
    for (int on = 0; on < 2; on++) {
        mode(on ? PR_MTE_TCF_SYNC : PR_MTE_TCF_NONE);
        volatile uint64_t *words = (void *)p;
        for (int i = 0; i < 256; i++)
            __arm_mte_set_tag((char *)p + i * 16);
        struct timespec a, b;
        clock_gettime(CLOCK_MONOTONIC, &a);
        for (int round = 0; round < 2000; round++)
            for (int i = 0; i < 512; i++)
                words[i] += i;
        clock_gettime(CLOCK_MONOTONIC, &b);
        printf("checks %s: %ld ns for 1,000 loads and stores\n", on ? "on" : "off", ((b.tv_sec - a.tv_sec) * 1000000000L + b.tv_nsec - a.tv_nsec) / 1024);
    }
    printf("tags: %s\n", bad ? "BAD" : "good");
    return bad;
}
