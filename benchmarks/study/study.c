/* The measurements behind docs/gemm.md: one command, one line of results.
 *
 *     study sweep N KC MC NC      the blocked product of N x N floats with these block sizes
 *     study way N WAY ROWS THREADS
 *                                 the same product one of several ways (see `ways`), with rows of
 *                                 the operands padded or not (ROWS: tight, c, all)
 *     study limit                 multiply-adds from registers alone
 *     study tile NAME             a register tile (see `tiles`) on panels in L1
 *     study memory BYTES          reading so many bytes, time and again
 *     study shape M N K           la_gemm, whatever way it goes
 *     study kernel                the name and sizes of the kernel that is used
 *
 * Prints the best and the median of some rounds: GFLOP/s (memory: GB/s). One thread is timed by the
 * processor time that it got, several by the clock on the wall. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

#include "dispatch.h"
#include "gemm/driver.h"
#include "gemm/gemm.h"
#include "libarray/libarray.h"
#include "memory.h"
#include "threads/threads.h"

#define MOST_ROUNDS 15
#define LINE        16 /* floats in a cache line */

static int num_threads = 1;

static double now(void)
{
#ifdef __EMSCRIPTEN__
    if (num_threads == 1)
        return EM_ASM_DOUBLE({
            const used = process.cpuUsage();
            return (used.user + used.system) * 1e-6;
        });
#endif
    struct timespec t;
    clock_gettime(num_threads > 1 ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Prints the rate of `run`, of which a call does `work` (10^9 of what is counted). */
static void report(void (*run)(void *), void *context, double work)
{
    double rates[MOST_ROUNDS], start = now();
    run(context);
    double once = now() - start;
    /* The engine compiles while the first calls run. */
    for (double warm = once; warm < 0.25; warm = now() - start)
        run(context);
    if (once < 1) {
        start = now();
        run(context);
        once = now() - start;
    }
    long calls = once > 0.05 ? 1 : (long)(0.05 / (once + 1e-7)) + 1;
    int rounds = once > 1 ? 2 : once > 0.5 ? 3 : once > 0.1 ? 5 : MOST_ROUNDS;
    for (int round = 0; round < rounds; round++) {
        start = now();
        for (long i = 0; i < calls; i++)
            run(context);
        rates[round] = work * (double)calls / (now() - start);
    }
    qsort(rates, (size_t)rounds, sizeof(double), compare);
    printf("%.3f %.3f\n", rates[rounds - 1], rates[rounds / 2]);
}

static float *floats(ptrdiff_t n)
{
    float *data = la_alloc(n * (ptrdiff_t)sizeof(float));
    if (data == NULL) {
        fprintf(stderr, "no memory for %td floats\n", n);
        exit(1);
    }
    for (ptrdiff_t i = 0; i < n; i++)
        data[i] = (float)(rand() % 2001 - 1000) / 1000;
    return data;
}

/* --- block sizes ------------------------------------------------------------------------------ */

typedef struct product {
    la_gemm_kernel kernel;
    la_gemm_args args;
    void *workspace;
    ptrdiff_t workspace_bytes;
    ptrdiff_t rows; /* of C in an item, for ways that are shared out by rows */
} product;

/* A row of n floats in whole cache lines, an odd number of them: then rows don't alias. */
static ptrdiff_t padded(ptrdiff_t n)
{
    return (((n + LINE - 1) / LINE) | 1) * LINE;
}

/* n x n x n, with rows of A and B and rows of C of such lengths in memory. */
static product product_of(ptrdiff_t n, ptrdiff_t row, ptrdiff_t c_row)
{
    product p = {.kernel = *la_kernels_active()->gemm[LA_FLOAT32]};
    p.args = (la_gemm_args){
        LA_FLOAT32,        n,     n, n, floats(n * row), row, 1, floats(n * row), row, 1,
        floats(n * c_row), c_row, 1};
    return p;
}

static void give_workspace(product *p)
{
    p->workspace_bytes = la_gemm_workspace(&p->kernel, &p->args, (ptrdiff_t)64 << 20);
    p->workspace = la_alloc(p->workspace_bytes);
    if (p->workspace == NULL) exit(1);
}

static void run_blocked(void *context)
{
    product *p = context;
    la_gemm_blocked(&p->kernel, &p->args, num_threads, p->workspace, p->workspace_bytes, NULL);
}

static double work_of(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k)
{
    return 2e-9 * (double)m * (double)n * (double)k;
}

static void sweep(ptrdiff_t n, int kc, int mc, int nc)
{
    product p = product_of(n, n, n);
    p.kernel.kc = kc;
    p.kernel.mc = mc;
    p.kernel.nc = nc;
    give_workspace(&p);
    report(run_blocked, &p, work_of(n, n, n));
}

/* --- powers of two ---------------------------------------------------------------------------- */

/* Rows i .. i + p->rows - 1 of C by the loop that everyone writes first: down a column of B. */
static void naive_item(void *context, ptrdiff_t item, int thread)
{
    const product *p = context;
    const la_gemm_args *g = &p->args;
    ptrdiff_t end = (item + 1) * p->rows < g->m ? (item + 1) * p->rows : g->m;
    (void)thread;
    for (ptrdiff_t i = item * p->rows; i < end; i++) {
        const float *a = (const float *)g->a + i * g->rs_a;
        for (ptrdiff_t j = 0; j < g->n; j++) {
            const float *b = (const float *)g->b + j;
            float sum = 0;
            for (ptrdiff_t q = 0; q < g->k; q++)
                sum += a[q] * b[q * g->rs_b];
            ((float *)g->c)[i * g->rs_c + j] = sum;
        }
    }
}

/* The same rows by the microkernel, which reads A and B where they lie. */
static void unpacked_item(void *context, ptrdiff_t item, int thread)
{
    const product *p = context;
    const la_gemm_args *g = &p->args;
    ptrdiff_t i = item * p->rows, m = g->m - i < p->rows ? g->m - i : p->rows;
    (void)thread;
    p->kernel.small(m, g->n, g->k, (const float *)g->a + i * g->rs_a, g->rs_a, g->b, g->rs_b,
                    (float *)g->c + i * g->rs_c, g->rs_c);
}

static void run_naive(void *context)
{
    product *p = context;
    la_parallel(naive_item, p, (p->args.m - 1) / p->rows + 1, num_threads);
}

static void run_unpacked(void *context)
{
    product *p = context;
    la_parallel(unpacked_item, p, (p->args.m - 1) / p->rows + 1, num_threads);
}

static const struct {
    const char *name;
    void (*run)(void *);
    ptrdiff_t rows; /* in an item */
    ptrdiff_t most; /* rows of C that are computed: of a slow way a part is enough */
} ways[] = {{"naive", run_naive, 3, 12},
            {"unpacked", run_unpacked, 96, 768},
            {"packed", run_blocked, 0, PTRDIFF_MAX}};

static void way(ptrdiff_t n, const char *name, const char *rows)
{
    ptrdiff_t row = strcmp(rows, "all") == 0 ? padded(n) : n;
    product p = product_of(n, row, strcmp(rows, "tight") == 0 ? n : padded(n));
    give_workspace(&p);
    for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
        if (strcmp(name, ways[i].name) != 0) continue;
        p.rows = ways[i].rows;
        if (p.args.m > ways[i].most) p.args.m = ways[i].most;
        report(ways[i].run, &p, work_of(p.args.m, n, n));
    }
}

/* --- the machine's limits --------------------------------------------------------------------- */

#ifdef __wasm_relaxed_simd__
#include <wasm_simd128.h>

#define LIMIT_SUMS  12
#define LIMIT_STEPS 100000

/* Sums that wait for nothing but themselves: more of them than the machine takes to finish one. */
static void run_limit(void *context)
{
    v128_t sums[LIMIT_SUMS], x = wasm_f32x4_splat(0.999f), y = wasm_f32x4_splat(1e-3f);
    for (int i = 0; i < LIMIT_SUMS; i++)
        sums[i] = wasm_f32x4_splat((float)i);
    for (long step = 0; step < LIMIT_STEPS; step++) {
#pragma clang loop unroll(full)
        for (int i = 0; i < LIMIT_SUMS; i++) {
            sums[i] = wasm_f32x4_relaxed_madd(x, y, sums[i]);
            __asm__ volatile("" : "+r"(sums[i]));
        }
    }
    v128_t sum = sums[0];
    for (int i = 1; i < LIMIT_SUMS; i++)
        sum = wasm_f32x4_add(sum, sums[i]);
    wasm_v128_store(context, sum);
}

static void limit(void)
{
    float out[4];
    report(run_limit, out, 8e-9 * LIMIT_SUMS * LIMIT_STEPS);
}

/* Tiles of several shapes on panels that stay in L1: what registers make of the limit. */

#define TILE    tile_4x8
#define ROWS    4
#define VECS    2
#define GUARDED 1
#include "tile.tmpl.h"

#define TILE    tile_5x8
#define ROWS    5
#define VECS    2
#define GUARDED 1
#include "tile.tmpl.h"

#define TILE    tile_6x8
#define ROWS    6
#define VECS    2
#define GUARDED 1
#include "tile.tmpl.h"

#define TILE    tile_7x8
#define ROWS    7
#define VECS    2
#define GUARDED 1
#include "tile.tmpl.h"

#define TILE    tile_3x12
#define ROWS    3
#define VECS    3
#define GUARDED 1
#include "tile.tmpl.h"

#define TILE    tile_4x12
#define ROWS    4
#define VECS    3
#define GUARDED 1
#include "tile.tmpl.h"

#define TILE    tile_3x16
#define ROWS    3
#define VECS    4
#define GUARDED 1
#include "tile.tmpl.h"

#define TILE    tile_6x8_free
#define ROWS    6
#define VECS    2
#define GUARDED 0
#include "tile.tmpl.h"

#define TILE_DEPTH 256
#define TILE_CALLS 500

typedef struct tile {
    const char *name;
    void (*run)(ptrdiff_t k, const float *a, const float *b, float *c);
    int rows, vecs;
} tile;

static const tile tiles[] = {
    {"4x8", tile_4x8, 4, 2},   {"5x8", tile_5x8, 5, 2},           {"6x8", tile_6x8, 6, 2},
    {"7x8", tile_7x8, 7, 2},   {"3x12", tile_3x12, 3, 3},         {"4x12", tile_4x12, 4, 3},
    {"3x16", tile_3x16, 3, 4}, {"6x8-free", tile_6x8_free, 6, 2},
};

static void run_tile(void *context)
{
    static float a[8 * TILE_DEPTH], b[16 * TILE_DEPTH], c[128];
    const tile *t = context;
    for (int i = 0; i < TILE_CALLS; i++)
        t->run(TILE_DEPTH, a, b, c);
}

static void tile_of(const char *name)
{
    for (size_t i = 0; i < sizeof(tiles) / sizeof(tiles[0]); i++) {
        tile t = tiles[i];
        if (strcmp(name, t.name) == 0)
            report(run_tile, &t, 8e-9 * t.rows * t.vecs * TILE_DEPTH * TILE_CALLS);
    }
}
#endif

typedef struct span {
    const float *data;
    ptrdiff_t n;
    volatile float sum;
} span;

static void run_read(void *context)
{
    typedef float vector __attribute__((vector_size(16)));
    span *s = context;
    vector sums[8] = {{0}};
    for (ptrdiff_t i = 0; i + 32 <= s->n; i += 32) {
#pragma GCC unroll 8
        for (int j = 0; j < 8; j++)
            sums[j] += *(const vector *)(s->data + i + 4 * j);
    }
    float sum = 0;
    for (int j = 0; j < 8; j++)
        sum += sums[j][0] + sums[j][1] + sums[j][2] + sums[j][3];
    s->sum = sum;
}

static void memory(ptrdiff_t bytes)
{
    span s = {.data = floats(bytes / 4), .n = bytes / 4};
    report(run_read, &s, 1e-9 * (double)bytes);
}

static void run_gemm(void *context)
{
    if (la_gemm(context) != LA_OK) exit(1);
}

static void shape(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k)
{
    la_gemm_args args = {LA_FLOAT32,    m, n, k, floats(m * k), k, 1, floats(k * n), n, 1,
                         floats(m * n), n, 1};
    report(run_gemm, &args, work_of(m, n, k));
}

int main(int argc, char **argv)
{
    ptrdiff_t number[4] = {0};
    for (int i = 0; i < 4 && i + 2 < argc; i++)
        number[i] = strtol(argv[i + 2], NULL, 10);
    const char *command = argc > 1 ? argv[1] : "";
    if (strcmp(command, "way") == 0 && argc == 6) num_threads = (int)number[3];
    la_set_num_threads(num_threads);
    if (strcmp(command, "sweep") == 0 && argc == 6) {
        sweep(number[0], (int)number[1], (int)number[2], (int)number[3]);
    } else if (strcmp(command, "way") == 0 && argc == 6) {
        way(number[0], argv[3], argv[4]);
    } else if (strcmp(command, "memory") == 0 && argc == 3) {
        memory(number[0]);
    } else if (strcmp(command, "shape") == 0 && argc == 5) {
        shape(number[0], number[1], number[2]);
    } else if (strcmp(command, "kernel") == 0) {
        const la_gemm_kernel *k = la_kernels_active()->gemm[LA_FLOAT32];
        printf("%s %d %d %d %d %d\n", k->name, k->mr, k->nr, k->kc, k->mc, k->nc);
#ifdef __wasm_relaxed_simd__
    } else if (strcmp(command, "limit") == 0) {
        limit();
    } else if (strcmp(command, "tile") == 0 && argc == 3) {
        tile_of(argv[2]);
#endif
    } else {
        fprintf(stderr, "see the head of study.c\n");
        return 2;
    }
    return 0;
}
