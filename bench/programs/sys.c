// The kernel: system calls, processes, page faults, files, signals.
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "bench.h"

BENCH("sys", system_calls)
{
    uint64_t sum = 0;
    for (int i = 0; i < 200000; i++) sum += syscall(SYS_getppid) > 0;
    return sum;
}

BENCH("sys", read_write)
{
    char buffer[512] = {0};
    uint64_t sum = 0;
    int zero = open("/dev/zero", O_RDONLY), null = open("/dev/null", O_WRONLY);
    for (int i = 0; i < 80000; i++) {
        sum += (uint64_t)read(zero, buffer, sizeof buffer);
        sum += (uint64_t)write(null, buffer, sizeof buffer);
    }
    close(zero);
    close(null);
    return sum;
}

BENCH("sys", pipe_ping_pong)
{
    int to[2], from[2];
    uint64_t sum = 0;
    char token = 1;
    if (pipe(to) || pipe(from)) return 0;
    pid_t child = fork();
    if (child == 0) {
        close(to[1]);
        while (read(to[0], &token, 1) == 1) {
            token++;
            if (write(from[1], &token, 1) != 1) break;
        }
        _exit(0);
    }
    close(to[0]);
    for (int i = 0; i < 6000; i++) {
        if (write(to[1], &token, 1) != 1 || read(from[0], &token, 1) != 1) break;
        sum += (uint8_t)token;
    }
    close(to[1]);
    close(from[0]);
    close(from[1]);
    waitpid(child, 0, 0);
    return sum;
}

BENCH("sys", fork_wait)
{
    uint64_t sum = 0;
    for (int i = 0; i < 250; i++) {
        pid_t child = fork();
        if (child == 0) _exit(i & 127);
        int status = 0;
        waitpid(child, &status, 0);
        sum = mix(sum, (uint64_t)WEXITSTATUS(status));
    }
    return sum;
}

BENCH("sys", fork_exec)
{
    volatile uint64_t sum = 0;
    for (int i = 0; i < 100; i++) {
        pid_t child = vfork();
        if (child == 0) {
            execl("/proc/self/exe", "bench", "true", (char *)0);
            _exit(99);
        }
        int status = 1;
        waitpid(child, &status, 0);
        sum += WEXITSTATUS(status) == 0;
    }
    return sum;
}

BENCH("sys", page_faults)
{
    enum { PAGES = 4096 };
    size_t page = 4096;
    uint64_t sum = 0;
    for (int round = 0; round < 8; round++) {
        uint8_t *p = mmap(0, PAGES * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED) return 0;
        madvise(p, PAGES * page, MADV_NOHUGEPAGE);
        for (int i = 0; i < PAGES; i++) p[(size_t)i * page] = (uint8_t)(i + round);
        for (int i = 0; i < PAGES; i += 7) sum += p[(size_t)i * page];
        munmap(p, PAGES * page);
    }
    return sum;
}

BENCH("sys", protect)
{
    uint64_t sum = 0;
    uint8_t *p = mmap(0, 65536, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    memset(p, 1, 65536);
    for (int i = 0; i < 8000; i++) {
        uint8_t *at = p + (i & 15) * 4096;
        mprotect(at, 4096, PROT_READ);
        sum += *at;
        mprotect(at, 4096, PROT_READ | PROT_WRITE);
        *at = (uint8_t)i;
    }
    munmap(p, 65536);
    return sum;
}

BENCH("sys", files)
{
    char name[32] = "/tmp/bench.0000", data[4096];
    uint64_t sum = 0;
    memset(data, 7, sizeof data);
    for (int i = 0; i < 2500; i++) {
        name[11] = (char)('a' + i % 26);
        int f = open(name, O_CREAT | O_RDWR | O_TRUNC, 0600);
        sum += (uint64_t)write(f, data, (size_t)(i & 4095));
        struct stat s;
        fstat(f, &s);
        sum += (uint64_t)s.st_size;
        close(f);
        unlink(name);
    }
    return sum;
}

static volatile sig_atomic_t signals;
static void on_signal(int number) { signals += number == SIGUSR1; }

BENCH("sys", signals_handled)
{
    struct sigaction action = {.sa_handler = on_signal};
    sigaction(SIGUSR1, &action, 0);
    for (int i = 0; i < 30000; i++) raise(SIGUSR1);
    return (uint64_t)signals;
}

BENCH("sys", sockets)
{
    int pair[2];
    char data[1024] = {3};
    uint64_t sum = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair)) return 0;
    for (int i = 0; i < 25000; i++) {
        sum += (uint64_t)write(pair[0], data, sizeof data);
        sum += (uint64_t)read(pair[1], data, sizeof data);
    }
    close(pair[0]);
    close(pair[1]);
    return sum;
}

BENCH("sys", map_unmap)
{
    uint64_t sum = 0;
    for (int i = 0; i < 12000; i++) {
        size_t size = (size_t)(1 + (i & 7)) * 4096;
        uint8_t *p = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (p == MAP_FAILED) return 0;
        p[size - 1] = (uint8_t)i;
        sum += p[size - 1] + p[0];
        munmap(p, size);
    }
    return sum;
}
