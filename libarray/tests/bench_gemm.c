/* Times la_gemm on square matrices: GFLOP/s, the median and the best of short rounds (on a busy
 * machine only the best tells), for every kernel of the catalogue.
 *
 *     bench_gemm [f32|f64|c64|c128|i32|...] [threads] [kernel] [n ...]
 *
 * kernel: a part of the names, as 4x8 or wasm_relaxed or __, or "best": what is chosen by itself;
 * ":packed" or ":unpacked" after it has all products packed, or none that can do without.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#endif

#include "gemm/gemm.h"
#include "gemm/pack.h"
#include "libarray/libarray.h"
#include "memory.h"

#define ROUNDS 21

static const struct {
    const char *name;
    la_type type;
} types[] = {{"f32", LA_FLOAT32},     {"f64", LA_FLOAT64}, {"c64", LA_COMPLEX64},
             {"c128", LA_COMPLEX128}, {"i8", LA_INT8},     {"i16", LA_INT16},
             {"i32", LA_INT32},       {"i64", LA_INT64},   {"bool", LA_BOOL}};

/* One thread is timed by the processor time it got, which other programs' load doesn't change. */
static double now(void)
{
    bool wall = la_get_num_threads() > 1;
#ifdef __EMSCRIPTEN__
    if (!wall)
        return EM_ASM_DOUBLE({
            const used = process.cpuUsage();
            return (used.user + used.system) * 1e-6;
        });
#endif
    struct timespec t;
    clock_gettime(wall ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void fill(la_type type, void *data, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        double value = (double)(rand() % 2001 - 1000) / 1000;
        switch (type) {
        case LA_FLOAT32: ((float *)data)[i] = (float)value; break;
        case LA_FLOAT64: ((double *)data)[i] = value; break;
        case LA_COMPLEX64:
            ((float *)data)[2 * i] = (float)value;
            ((float *)data)[2 * i + 1] = 1;
            break;
        case LA_COMPLEX128:
            ((double *)data)[2 * i] = value;
            ((double *)data)[2 * i + 1] = 1;
            break;
        default:
            memset((char *)data + i * la_element_size(type), 0, (size_t)la_element_size(type));
            ((char *)data)[i * la_element_size(type)] = (char)(rand() & 1);
        }
    }
}

static void measure(la_type type, ptrdiff_t n)
{
    ptrdiff_t bytes = n * n * la_element_size(type);
    void *a = la_alloc(bytes), *b = la_alloc(bytes), *c = la_alloc(bytes);
    double rates[ROUNDS], work = 2.0 * (double)n * (double)n * (double)n;
    if (type == LA_COMPLEX64 || type == LA_COMPLEX128) work *= 4;
    fill(type, a, n * n);
    fill(type, b, n * n);
    la_gemm_args args = {type, n, n, n, a, n, 1, b, n, 1, c, n, 1, NULL, NULL, false, NULL, NULL};
    long calls = (long)(1e8 / work) + 1;
    int rounds = work > 1e10 ? 5 : ROUNDS;
    la_gemm(&args);
    for (int round = 0; round < rounds; round++) {
        double start = now();
        for (long i = 0; i < calls; i++)
            la_gemm(&args);
        rates[round] = work * (double)calls / (now() - start) * 1e-9;
    }
    qsort(rates, (size_t)rounds, sizeof(double), compare);
    la_dealloc(a);
    la_dealloc(b);
    la_dealloc(c);
    printf(" %td:%.1f/%.1f", n, rates[rounds / 2], rates[rounds - 1]);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    static const int sizes[] = {16, 32, 48, 64, 96, 128, 256, 512, 1024, 2048};
    la_type type = LA_FLOAT32;
    for (size_t i = 0; argc > 1 && i < sizeof(types) / sizeof(types[0]); i++)
        if (strcmp(types[i].name, argv[1]) == 0) type = types[i].type;
    la_set_num_threads(argc > 2 ? atoi(argv[2]) : 1);
    char wanted[64] = "";
    if (argc > 3) snprintf(wanted, sizeof(wanted), "%s", argv[3]);
    char *colon = strchr(wanted, ':');
    la_packing packing = LA_PACKING_AUTO;
    if (colon != NULL) {
        packing = strcmp(colon, ":packed") == 0 ? LA_PACKING_ALWAYS : LA_PACKING_NEVER;
        *colon = '\0';
    }
    for (int i = 0; i < la_gemm_kernel_count(); i++) {
        la_gemm_kernel_info info;
        if (la_gemm_kernel_get(i, &info) != LA_OK || info.type != type) continue;
        if (strcmp(wanted, "best") == 0 ? !info.preferred : !strstr(info.name, wanted)) continue;
        if (packing == LA_PACKING_NEVER && !info.unpacked) continue;
        if (la_gemm_kernel_use(info.name, packing) != LA_OK) return 1;
        printf("%-36s", info.name);
        if (argc > 4) {
            for (int j = 4; j < argc; j++)
                measure(type, atoi(argv[j]));
        } else {
            for (size_t j = 0; j < sizeof(sizes) / sizeof(sizes[0]); j++) {
                if (strcmp(info.isa, "ref") == 0 && sizes[j] > 512) break;
                measure(type, sizes[j]);
            }
        }
        printf("\n");
    }
    return 0;
}
