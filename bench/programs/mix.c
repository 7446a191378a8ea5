// Mixes of what ordinary programs do: lists, matrices, state machines and checksums in one; records, strings and many small functions in the other.
#include <stdlib.h>
#include <string.h>
#include "bench.h"

struct item { struct item *next; int16_t value, index; };

static struct item *reversed(struct item *list)
{
    struct item *done = 0;
    while (list) {
        struct item *next = list->next;
        list->next = done;
        done = list;
        list = next;
    }
    return done;
}

static int by_value(const struct item *a, const struct item *b) { return a->value - b->value; }
static int by_index(const struct item *a, const struct item *b) { return a->index - b->index; }

// Merge sort from the bottom up, runs of doubling length.
static NOINLINE struct item *sorted(struct item *list, int (*compare)(const struct item *, const struct item *))
{
    for (int run = 1;; run *= 2) {
        struct item *left = list, **end = &list;
        int merges = 0;
        while (left) {
            struct item *right = left;
            int nleft = 0, nright = run;
            for (merges++; nleft < run && right; nleft++) right = right->next;
            while (nleft > 0 || (nright > 0 && right)) {
                struct item **from = nleft > 0 && (nright == 0 || !right || compare(left, right) <= 0) ? &left : &right;
                if (from == &left) nleft--; else nright--;
                *end = *from;
                end = &(*from)->next;
                *from = (*from)->next;
            }
            left = right;
        }
        *end = 0;
        if (merges <= 1) return list;
    }
}

static NOINLINE uint16_t crc16(uint16_t crc, uint32_t value, int bits)
{
    for (int i = 0; i < bits; i++, value >>= 1) crc = (uint16_t)((crc ^ value) & 1 ? 0xA001 ^ crc >> 1 : crc >> 1);
    return crc;
}

static NOINLINE uint16_t matrix_part(int16_t *a, const int16_t *b, int32_t *c, int n, int16_t scale)
{
    uint32_t sum = 0;
    for (int i = 0; i < n * n; i++) a[i] = (int16_t)(a[i] + scale);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) {
            int32_t t = 0;
            for (int k = 0; k < n; k++) t += a[i * n + k] * b[k * n + j];
            c[i * n + j] = t;
        }
    for (int i = 0; i < n * n; i++) sum += (uint32_t)(c[i] >> 2 & 0xFF) * (uint32_t)(c[i] >> 9 & 0x7F);
    for (int i = 0; i < n * n; i++) a[i] = (int16_t)(a[i] - scale);
    return crc16(0, sum, 32);
}

// Whether each word of the text is an integer, a number with a fraction, one with an exponent, or none; counts what state each ends in.
enum state { START, SIGN, INTEGER, FRACTION, EXPONENT, EXPONENT_SIGN, POWER, WRONG, STATES };

static NOINLINE void scan(const char *text, uint32_t counts[STATES])
{
    enum state state = START;
    for (; *text; text++) {
        char c = *text;
        int digit = c >= '0' && c <= '9';
        if (c == ',') {
            counts[state]++;
            state = START;
            continue;
        }
        switch (state) {
        case START: state = digit ? INTEGER : c == '+' || c == '-' ? SIGN : c == '.' ? FRACTION : WRONG; break;
        case SIGN: state = digit ? INTEGER : c == '.' ? FRACTION : WRONG; break;
        case INTEGER: state = digit ? INTEGER : c == '.' ? FRACTION : c == 'e' ? EXPONENT : WRONG; break;
        case FRACTION: state = digit ? FRACTION : c == 'e' ? EXPONENT : WRONG; break;
        case EXPONENT: state = digit ? POWER : c == '+' || c == '-' ? EXPONENT_SIGN : WRONG; break;
        case EXPONENT_SIGN:
        case POWER: state = digit ? POWER : WRONG; break;
        default: break;
        }
    }
    counts[state]++;
}

BENCH("int", core_mix)
{
    enum { ITEMS = 120, N = 12 };
    static struct item items[ITEMS];
    static int16_t a[N * N], b[N * N];
    static int32_t c[N * N];
    char text[] = "5012,-1.5e3,+77,.25,8e,12x4,-,3.1415e-20,99999,+.5e+7,qwerty,1e5e5,-0.001,42";
    uint64_t seed = 0x3415;
    uint16_t crc = 0;
    for (int i = 0; i < ITEMS; i++) items[i] = (struct item){i + 1 < ITEMS ? &items[i + 1] : 0, (int16_t)(next_random(&seed) & 0x7FFF), (int16_t)i};
    for (int i = 0; i < N * N; i++) a[i] = (int16_t)(next_random(&seed) & 0xFF), b[i] = (int16_t)(next_random(&seed) & 0xFF);
    struct item *list = items;
    for (int round = 0; round < 7000; round++) {
        uint32_t counts[STATES] = {0};
        int16_t wanted = (int16_t)(round % ITEMS);
        for (struct item *i = list; i; i = i->next)
            if (i->index == wanted) i->value = (int16_t)(i->value ^ (round & 0xFF));
        list = sorted(reversed(list), by_value);
        crc = crc16(crc, (uint32_t)list->value, 16);
        list = sorted(list, by_index);
        crc = crc16(crc, matrix_part(a, b, c, N, (int16_t)(round & 15)), 16);
        text[round % (int)(sizeof text - 1)] ^= 1;
        scan(text, counts);
        text[round % (int)(sizeof text - 1)] ^= 1;
        for (int i = 0; i < STATES; i++) crc = crc16(crc, counts[i], 32);
    }
    return crc;
}

enum colour { RED, GREEN, BLUE, BLACK, WHITE };
struct record { struct record *other; enum colour colour, shade; int number; char text[31]; };

static int counter, total, letters[50], grid[50][50];
static char mark1, mark2;
static struct record *current, *spare;

static NOINLINE int same_letter(char a, char b)
{
    char c = a, d = c;
    if (d != b) return 0;
    mark1 = c;
    return 1;
}

static NOINLINE int text_after(const char *a, const char *b)
{
    int at = 2;
    char c = 'A';
    while (at <= 2)
        if (same_letter(a[at], b[at + 1]) == 0) {
            c = 'A';
            at++;
        }
    if (c >= 'W' && c < 'Z') at = 7;
    if (c == 'R') return 1;
    if (strcmp(a, b) <= 0) return 0;
    counter = at + 7;
    return 1;
}

static NOINLINE void next_colour(enum colour in, enum colour *out)
{
    switch (in) {
    case RED: *out = counter > 100 ? RED : WHITE; break;
    case GREEN: *out = counter > 50 ? BLUE : BLACK; break;
    case BLUE: *out = GREEN; break;
    case BLACK: *out = in; break;
    default: *out = BLUE; break;
    }
}

static NOINLINE void add_offset(int a, int b, int *out) { *out = b + a + 2; }

static NOINLINE void fill(int *row, int cells[50][50], int at, int value)
{
    int place = at + 5;
    row[place] = value;
    row[place + 1] = row[place];
    row[place + 30] = place;
    for (int i = place; i <= place + 1; i++) cells[place][i] = place;
    cells[place][place - 1]++;
    cells[place + 20][place] = row[place];
    counter = 5;
}

static NOINLINE void follow(struct record **out)
{
    if (current) *out = current->other;
    add_offset(10, counter, &current->number);
}

static NOINLINE void copy_record(struct record *from)
{
    struct record *next = from->other;
    *from->other = *current;
    from->number = 5;
    next->number = from->number;
    next->other = from->other;
    follow(&next->other);
    if (next->colour == RED) {
        next->number = 6;
        next_colour(from->shade, &next->shade);
        next->other = current->other;
        add_offset(next->number, 10, &next->number);
    } else {
        *from = *from->other;
    }
}

BENCH("call", record_mix)
{
    static struct record records[2];
    char first[31] = "SOME PROGRAM, 1'ST STRING", second[31];
    uint64_t sum = 0;
    current = &records[0];
    spare = &records[1];
    records[0] = (struct record){spare, RED, BLUE, 40, "SOME PROGRAM, SOME STRING"};
    grid[8][7] = 10;
    for (int round = 1; round <= 1500000; round++) {
        int one = 2, two = 3, three = 0;
        enum colour colour = GREEN;
        mark1 = 'A';
        total = mark1 == 'A';
        mark2 = 'B';
        strcpy(second, round & 1 ? "SOME PROGRAM, 2'ND STRING" : "SOME PROGRAM, 3'RD STRING");
        total = !text_after(first, second);
        while (one < two) {
            three = 5 * one - two;
            add_offset(one, two, &three);
            one++;
        }
        fill(letters, grid, one, three);
        copy_record(current);
        for (char c = 'A'; c <= mark2; c++)
            if (same_letter(c, 'C')) next_colour(RED, &colour);
        two *= one;
        one = two / three;
        two = 7 * (two - three) - one;
        sum = mix(sum, (uint64_t)(uint32_t)(one + two + three + counter + (int)colour + total + records[1].number));
    }
    return mix(sum, (uint64_t)(uint32_t)(letters[8] + grid[8][7] + grid[28][8]));
}
