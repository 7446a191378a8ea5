// What both programs print with, and their random numbers.
typedef unsigned long u64;
typedef unsigned int u32;

#define UART ((volatile u32 *)0x09000000)

static void put(char c)
{
    while (UART[6] & 0x20) { } // UARTFR.TXFF
    *UART = (u32)c;
}
static void text(const char *s) { while (*s) put(*s++); }
static void hex(u64 value)
{
    int shift = 60;
    while (shift > 0 && !(value >> shift & 15)) shift -= 4;
    for (; shift >= 0; shift -= 4) put("0123456789abcdef"[value >> shift & 15]);
}

static u64 seed = SEED;
static u64 next(u64 limit)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (seed >> 33) % limit;
}

static u64 wide(void) { return next(1UL << 31) << 40 ^ next(1UL << 31) << 20 ^ next(1UL << 31); }
