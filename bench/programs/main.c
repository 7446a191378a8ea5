// bench list: CLASS NAME, one a line. bench NAME...: runs each and prints "class CLASS NAME" before, NAME CHECKSUM NANOSECONDS after it,
// and "cpu NANOSECONDS", the CPU time of it and of its children.
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include "bench.h"

extern const struct bench __start_benches[], __stop_benches[];

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static uint64_t cpu_time_of(int who)
{
    struct rusage u;
    getrusage(who, &u);
    return (uint64_t)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1000000000u + (uint64_t)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) * 1000u;
}

static uint64_t cpu_time(void) { return cpu_time_of(RUSAGE_SELF) + cpu_time_of(RUSAGE_CHILDREN); }

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "true") == 0)
        return 0;
    if (argc == 2 && strcmp(argv[1], "list") == 0) {
        for (const struct bench *b = __start_benches; b < __stop_benches; b++)
            printf("%s %s\n", b->class, b->name);
        return 0;
    }
    for (int i = 1; i < argc; i++) {
        const struct bench *b = __start_benches;
        while (b < __stop_benches && strcmp(b->name, argv[i]) != 0)
            b++;
        if (b == __stop_benches) {
            fprintf(stderr, "bench: there is no program %s\n", argv[i]);
            return 2;
        }
        printf("class %s %s\n", b->class, b->name);
        fflush(stdout);
        uint64_t used = cpu_time(), start = now();
        uint64_t sum = b->run();
        uint64_t end = now();
        used = cpu_time() - used;
        printf("%s %016llx %llu\n", b->name, (unsigned long long)sum, (unsigned long long)(end - start));
        printf("cpu %llu\n", (unsigned long long)used);
        fflush(stdout);
    }
    return 0;
}
