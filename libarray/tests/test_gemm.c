/* Products of every kernel against a truth of higher precision.
 *
 * Two facts make exhaustive tests cheap. The truth for depth k is that for k - 1 plus one outer
 * product, and a smaller problem's is a corner of a larger one's. And libarray promises that an
 * element's bits depend on its row of A, its column of B and nothing else: so one result is checked
 * against the truth, with the error bound of theory, and all other ways to compute it (every size,
 * small or blocked, any strides, any number of threads, any workspace) against its bits. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "check.h"
#include "dispatch.h"
#include "gemm/driver.h"
#include "gemm/gemm.h"
#include "gemm/pack.h"
#include "gemm/sizes.h"
#include "libarray/libarray.h"
#include "memory.h"

typedef long double real; /* the truth's type; for float32, double does */

static unsigned random_state = 1;

static unsigned random_bits(void)
{
    random_state = random_state * 1664525u + 1013904223u;
    return random_state >> 8;
}

static double random_real(void)
{
    return (double)random_bits() / (1 << 23) - 1.0;
}

static bool is_float(la_type type)
{
    return type >= LA_FLOAT32;
}

static bool is_complex(la_type type)
{
    return type == LA_COMPLEX64 || type == LA_COMPLEX128;
}

/* Half a unit in the last place of 1. */
static real unit_of(la_type type)
{
    return type == LA_FLOAT32 || type == LA_COMPLEX64 ? 0x1p-24L : 0x1p-53L;
}

static void fill(la_type type, void *data, ptrdiff_t n)
{
    float *f = data;
    double *d = data;
    if (type == LA_COMPLEX64 || type == LA_COMPLEX128) n *= 2;
    for (ptrdiff_t i = 0; i < n; i++) {
        switch (type) {
        case LA_FLOAT32:
        case LA_COMPLEX64: f[i] = (float)random_real(); break;
        case LA_FLOAT64:
        case LA_COMPLEX128: d[i] = random_real(); break;
        case LA_BOOL: ((uint8_t *)data)[i] = random_bits() % 4 == 0; break;
        default:
            for (ptrdiff_t byte = 0; byte < la_element_size(type); byte++)
                ((uint8_t *)data)[i * la_element_size(type) + byte] = (uint8_t)random_bits();
        }
    }
}

static void *make(la_type type, ptrdiff_t n)
{
    void *data = la_alloc(n * la_element_size(type));
    if (data == NULL) exit(2);
    fill(type, data, n);
    return data;
}

/* Element i of an array of reals or complex numbers. */
static void element(la_type type, const void *data, ptrdiff_t i, real *re, real *im)
{
    const float *f = data;
    const double *d = data;
    *im = 0;
    switch (type) {
    case LA_FLOAT32: *re = f[i]; break;
    case LA_FLOAT64: *re = d[i]; break;
    case LA_COMPLEX64: *re = f[2 * i], *im = f[2 * i + 1]; break;
    default: *re = d[2 * i], *im = d[2 * i + 1]; break;
    }
}

typedef struct sum {
    real re, im, size; /* size: the sum of the terms' absolute values, for the bound */
} sum;

static sum add_term(la_type type, sum s, const void *a, ptrdiff_t i, const void *b, ptrdiff_t j)
{
    real ar, ai, br, bi;
    element(type, a, i, &ar, &ai);
    element(type, b, j, &br, &bi);
    s.re += ar * br - ai * bi;
    s.im += ar * bi + ai * br;
    s.size += (fabsl(ar) + fabsl(ai)) * (fabsl(br) + fabsl(bi));
    return s;
}

/* |c - truth| <= gamma_n sum |a| |b|, n the number of roundings a term goes through. */
static bool close_to(la_type type, const void *c, ptrdiff_t i, sum truth, ptrdiff_t k)
{
    real re, im, n = (real)((is_complex(type) ? 2 * k : k) + 2) * unit_of(type);
    real bound = n / (1 - n) * truth.size + 1e-40L;
    element(type, c, i, &re, &im);
    return fabsl(re - truth.re) <= bound && fabsl(im - truth.im) <= bound;
}

static const la_gemm_kernel *kernel_of(la_type type)
{
    return la_kernels_active()->gemm[type];
}

/* The blocked driver with a workspace of its own. */
static void run_blocked(const la_gemm_args *args, int num_threads, ptrdiff_t workspace)
{
    void *memory = la_alloc(workspace);
    if (memory == NULL) exit(2);
    la_gemm_blocked(kernel_of(args->type), args, num_threads, memory, workspace, NULL);
    la_dealloc(memory);
}

/* --- all small sizes ------------------------------------------------------------------------ */

#if defined(__SANITIZE_THREAD__) /* threads do the same with any kernel */
enum { SMALL = 12, LD = 15, LARGEST = 256, BEST_ONLY = 1 };
#elif defined(__SANITIZE_ADDRESS__) /* this takes ten times as long */
enum { SMALL = 20, LD = 23, LARGEST = 1024, BEST_ONLY = 0 };
#else
enum { SMALL = 40, LD = 43, LARGEST = 1024, BEST_ONLY = 0 };
#endif

static bool same_corner(const char *c, ptrdiff_t rs, const char *wanted, ptrdiff_t m, ptrdiff_t n,
                        ptrdiff_t size)
{
    for (ptrdiff_t i = 0; i < m; i++) {
        if (memcmp(c + i * rs * size, wanted + i * SMALL * size, (size_t)(n * size)) != 0)
            return false;
    }
    return true;
}

/* Rows and columns beyond m x n of an LD x LD matrix of bytes 0x55 are as they were. */
static bool untouched(const unsigned char *c, ptrdiff_t m, ptrdiff_t n, ptrdiff_t size)
{
    for (ptrdiff_t i = 0; i < LD; i++) {
        ptrdiff_t from = i < m ? n * size : 0;
        for (ptrdiff_t byte = from; byte < LD * size; byte++) {
            if (c[i * LD * size + byte] != 0x55) return false;
        }
    }
    return true;
}

static void test_small_sizes(la_type type, int most_threads)
{
    static sum truth[SMALL * SMALL];
    ptrdiff_t size = la_element_size(type);
    char *a = make(type, LD * LD), *b = make(type, LD * LD);
    char *wanted = make(type, SMALL * SMALL), *c = make(type, LD * LD);
    int bad_truth = 0, bad_bits = 0, bad_threads = 0, bad_edge = 0, bad_vector = 0;
    memset(truth, 0, sizeof(truth));
    for (ptrdiff_t k = 1; k <= SMALL; k++) {
        la_gemm_args all = {type, SMALL,  SMALL, k, a,    LD,   1,     b,    LD,
                            1,    wanted, SMALL, 1, NULL, NULL, false, NULL, NULL};
        run_blocked(&all, 1, 1 << 20);
        for (ptrdiff_t i = 0; i < SMALL; i++) {
            for (ptrdiff_t j = 0; j < SMALL; j++) {
                sum *t = &truth[i * SMALL + j];
                *t = add_term(type, *t, a, i * LD + k - 1, b, (k - 1) * LD + j);
                bad_truth += !close_to(type, wanted, i * SMALL + j, *t, k);
            }
        }
        for (ptrdiff_t m = 1; m <= SMALL; m++) {
            for (ptrdiff_t n = 1; n <= SMALL; n++) {
                la_gemm_args args = {type, m, n,  k, a,    LD,   1,     b,    LD,
                                     1,    c, LD, 1, NULL, NULL, false, NULL, NULL};
                memset(c, 0x55, (size_t)(LD * LD * size));
                la_gemm(&args);
                bad_edge += !untouched((unsigned char *)c, m, n, size);
                if (m > 1 && n > 1) {
                    bad_bits += !same_corner(c, LD, wanted, m, n, size);
                } else { /* products with vectors sum in another order */
                    for (ptrdiff_t i = 0; i < m; i++) {
                        for (ptrdiff_t j = 0; j < n; j++)
                            bad_vector += !close_to(type, c, i * LD + j, truth[i * SMALL + j], k);
                    }
                }
                for (int threads = 1; threads <= most_threads; threads++) {
                    memset(c, 0x55, (size_t)(LD * LD * size));
                    run_blocked(&args, threads, 1 << 16);
                    bad_threads += !same_corner(c, LD, wanted, m, n, size);
                    bad_edge += threads == 1 && !untouched((unsigned char *)c, m, n, size);
                }
            }
        }
    }
    CHECK(bad_truth == 0);
    CHECK(bad_bits == 0);
    CHECK(bad_threads == 0);
    CHECK(bad_edge == 0);
    CHECK(bad_vector == 0);
    la_dealloc(a);
    la_dealloc(b);
    la_dealloc(c);
    la_dealloc(wanted);
}

/* --- large products ------------------------------------------------------------------------- */

/* Every element at once: C x against A (B x) for a random x of +-1, with the bound; then single
 * elements, the corners among them. */
static void check_product(const la_gemm_args *g)
{
    la_type type = g->type;
    real *x = malloc(sizeof(real) * (size_t)(g->n + 3 * g->k));
    real *bx_re = x + g->n, *bx_im = bx_re + g->k, *bx_size = bx_im + g->k;
    int bad = 0;
    if (x == NULL) exit(2);
    for (ptrdiff_t j = 0; j < g->n; j++)
        x[j] = random_bits() % 2 ? 1 : -1;
    for (ptrdiff_t p = 0; p < g->k; p++) {
        bx_re[p] = bx_im[p] = bx_size[p] = 0;
        for (ptrdiff_t j = 0; j < g->n; j++) {
            real re, im;
            element(type, g->b, p * g->rs_b + j * g->cs_b, &re, &im);
            bx_re[p] += re * x[j];
            bx_im[p] += im * x[j];
            bx_size[p] += fabsl(re) + fabsl(im);
        }
    }
    for (ptrdiff_t i = 0; i < g->m; i++) {
        real n = (real)(2 * g->k + 2) * unit_of(type), cx_re = 0, cx_im = 0;
        sum truth = {0, 0, 0};
        for (ptrdiff_t p = 0; p < g->k; p++) {
            real re, im;
            element(type, g->a, i * g->rs_a + p * g->cs_a, &re, &im);
            truth.re += re * bx_re[p] - im * bx_im[p];
            truth.im += re * bx_im[p] + im * bx_re[p];
            truth.size += (fabsl(re) + fabsl(im)) * bx_size[p];
        }
        for (ptrdiff_t j = 0; j < g->n; j++) {
            real re, im;
            element(type, g->c, i * g->rs_c + j * g->cs_c, &re, &im);
            cx_re += re * x[j];
            cx_im += im * x[j];
        }
        bad += !(fabsl(cx_re - truth.re) <= n * truth.size);
        bad += !(fabsl(cx_im - truth.im) <= n * truth.size);
    }
    CHECK(bad == 0);
    free(x);

    bad = 0;
    for (int i = 0; i < (g->k < 5000 ? 300 : 40); i++) {
        ptrdiff_t row =
            i & 1 ? (i & 2 ? 0 : g->m - 1) : (ptrdiff_t)(random_bits() % (unsigned)g->m);
        ptrdiff_t column =
            i & 4 ? (i & 8 ? 0 : g->n - 1) : (ptrdiff_t)(random_bits() % (unsigned)g->n);
        sum truth = {0, 0, 0};
        for (ptrdiff_t p = 0; p < g->k; p++)
            truth = add_term(type, truth, g->a, row * g->rs_a + p * g->cs_a, g->b,
                             p * g->rs_b + column * g->cs_b);
        bad += !close_to(type, g->c, row * g->rs_c + column * g->cs_c, truth, g->k);
    }
    CHECK(bad == 0);
}

/* The same bits on 1, 2 and 3 threads, through la_gemm and through the driver. */
static void test_product(la_type type, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k)
{
    ptrdiff_t size = la_element_size(type);
    char *a = make(type, m * k), *b = make(type, k * n), *c = make(type, m * n);
    char *again = make(type, m * n);
    la_gemm_args args = {type, m, n, k, a, k, 1, b, n, 1, c, n, 1, NULL, NULL, false, NULL, NULL};
    la_set_num_threads(1);
    la_gemm(&args);
    check_product(&args);
    args.c = again;
    for (int threads = 2; threads <= 3; threads++) {
        fill(type, again, m * n);
        la_set_num_threads(threads);
        la_gemm(&args);
        CHECK(memcmp(c, again, (size_t)(m * n * size)) == 0);
    }
    if (m > 1 && n > 1) {
        for (int threads = 1; threads <= 3; threads++) {
            fill(type, again, m * n);
            run_blocked(&args, threads, threads == 2 ? 1 << 19 : 32 << 20);
            CHECK(memcmp(c, again, (size_t)(m * n * size)) == 0);
        }
        if (m * n * k < 2000000) { /* as when there is no memory */
            fill(type, again, m * n);
            run_blocked(&args, 1, LA_GEMM_WORKSPACE_MIN);
            CHECK(memcmp(c, again, (size_t)(m * n * size)) == 0);
        }
    }
    la_set_num_threads(1);
    la_dealloc(a);
    la_dealloc(b);
    la_dealloc(c);
    la_dealloc(again);
}

static void test_block_edges(la_type type)
{
    const la_gemm_kernel *kernel = kernel_of(type);
    for (int d = -1; d <= 1; d++) {
        test_product(type, kernel->mc + d, kernel->nr * 3 - d, kernel->kc + d);
        test_product(type, kernel->mr * 2 + d, kernel->nc + d, 7);
        test_product(type, 2 * kernel->mc + d, kernel->nc - d, 2 * kernel->kc + d);
        test_product(type, 50, 61, 3 * kernel->kc + d);
    }
}

static void test_powers_of_two(la_type type, ptrdiff_t limit)
{
    for (ptrdiff_t n = 64; n <= limit; n *= 2) {
        for (int d = -1; d <= 1; d++)
            test_product(type, n + d, n + d, n + d);
    }
}

static void test_vectors(la_type type)
{
    static const ptrdiff_t shapes[][3] = {{1, 1, 1},    {1, 1, 1000},  {1, 700, 900}, {700, 1, 900},
                                          {1, 2001, 3}, {2001, 1, 77}, {5, 1, 70001}, {1, 5, 70001},
                                          {1, 1100, 1}, {3, 500, 500}, {500, 2, 500}};
    for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++)
        test_product(type, shapes[i][0], shapes[i][1], shapes[i][2]);
}

/* --- strides -------------------------------------------------------------------------------- */

/* Strides of an r x c matrix in a way of laying it out; sets *start to element (0, 0). */
static void lay_out(int way, ptrdiff_t r, ptrdiff_t c, ptrdiff_t *rs, ptrdiff_t *cs,
                    ptrdiff_t *start, ptrdiff_t *room)
{
    *start = 0;
    switch (way) {
    case 0: *rs = c, *cs = 1; break;
    case 1: *rs = 1, *cs = r; break;                        /* transposed */
    case 2: *rs = c + 7, *cs = 1; break;                    /* padded */
    case 3: *rs = 1, *cs = r + 5; break;                    /* both */
    case 4: *rs = -c, *cs = 1, *start = (r - 1) * c; break; /* rows backwards */
    case 5: *rs = c, *cs = -1, *start = c - 1; break;       /* columns backwards */
    case 6: *rs = 2 * (3 * c), *cs = 3; break;              /* every other row */
    case 7: *rs = -2, *cs = -2 * r - 1, *start = (2 * r + 1) * (c - 1) + 2 * (r - 1); break;
    default: *rs = 1, *cs = -r, *start = (c - 1) * r; break;
    }
    *room = 6 * r * c + 7 * (r + c) + 64;
}

enum { WAYS = 9 };

static void test_strides(la_type type, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k)
{
    ptrdiff_t size = la_element_size(type), rs[3], cs[3], start[3], room[3];
    const ptrdiff_t rows[3] = {m, k, m}, columns[3] = {k, n, n};
    char *dense[3], *wanted = make(type, m * n);
    int bad = 0;
    for (int x = 0; x < 3; x++)
        dense[x] = make(type, rows[x] * columns[x]);
    la_gemm_args plain = {type, m,      n, k, dense[0], k,    1,     dense[1], n,
                          1,    wanted, n, 1, NULL,     NULL, false, NULL,     NULL};
    la_gemm(&plain);
    if (is_float(type)) check_product(&plain);
    for (int way = 0; way < WAYS * WAYS * WAYS; way++) {
        const int ways[3] = {way % WAYS, way / WAYS % WAYS, way / WAYS / WAYS};
        char *data[3];
        if (way % 5 > 1 && m * n * k > 1000) continue; /* a sample of the combinations */
        for (int x = 0; x < 3; x++) {
            lay_out(ways[x], rows[x], columns[x], &rs[x], &cs[x], &start[x], &room[x]);
            data[x] = make(type, room[x]);
            for (ptrdiff_t i = 0; i < rows[x]; i++) {
                for (ptrdiff_t j = 0; j < columns[x]; j++)
                    memcpy(data[x] + (start[x] + i * rs[x] + j * cs[x]) * size,
                           dense[x] + (i * columns[x] + j) * size, (size_t)size);
            }
        }
        char *c = data[2] + start[2] * size;
        la_gemm_args args = {type,
                             m,
                             n,
                             k,
                             data[0] + start[0] * size,
                             rs[0],
                             cs[0],
                             data[1] + start[1] * size,
                             rs[1],
                             cs[1],
                             c,
                             rs[2],
                             cs[2],
                             NULL,
                             NULL,
                             false,
                             NULL,
                             NULL};
        la_gemm(&args);
        bool vector = m == 1 || n == 1 || is_complex(type);
        if (is_float(type) && vector) {
            check_product(&args);
        } else {
            for (ptrdiff_t i = 0; i < m; i++) {
                for (ptrdiff_t j = 0; j < n; j++)
                    bad += memcmp(c + (i * rs[2] + j * cs[2]) * size, wanted + (i * n + j) * size,
                                  (size_t)size) != 0;
            }
        }
        for (int x = 0; x < 3; x++)
            la_dealloc(data[x]);
    }
    CHECK(bad == 0);
    for (int x = 0; x < 3; x++)
        la_dealloc(dense[x]);
    la_dealloc(wanted);
}

/* Few rows, few columns: about each way's limits in m, n and k, and rows that alias. */
static void test_few(la_type type)
{
    const la_gemm_kernel *kernel = kernel_of(type);
    const ptrdiff_t columns = LA_FEW_STRIP, deep = kernel->kc + 1;
    for (ptrdiff_t m = 2; m <= 5; m++)
        test_product(type, m, columns * 5 + m, deep);
    test_product(type, LA_FEW_ROWS_MAX - 1, columns, 2 * kernel->kc + 3);
    test_product(type, LA_FEW_ROWS_MAX, columns - 1, deep);
    test_product(type, LA_FEW_ROWS_MAX, columns + 15, deep);
    test_product(type, LA_FEW_ROWS_MAX + 1, columns + 1, deep);
    test_product(type, 3, 1024, 7);
    for (ptrdiff_t n = 2; n <= 9; n++)
        test_product(type, kernel->mr * 7 + n, n, deep + n);
    test_product(type, 600, 16, 16);
    test_product(type, 65, LA_FEW_COLUMNS_MAX, 2 * kernel->kc + 3);
    test_product(type, 64, LA_FEW_COLUMNS_MAX + 1, deep);
    test_product(type, 7, 5 * columns + 8, 1);
    test_strides(type, 3, columns + 3, deep);
    test_strides(type, columns + 3, 5, deep);
}

/* One row of A and one column of B, repeated by strides of zero. */
static void test_zero_strides(la_type type)
{
    ptrdiff_t size = la_element_size(type);
    char *a = make(type, 30), *b = make(type, 30), *c = make(type, 20 * 25);
    la_gemm_args args = {type, 20, 25, 30, a,    0,    1,     b,    1,
                         0,    c,  25, 1,  NULL, NULL, false, NULL, NULL};
    sum truth = {0, 0, 0};
    int bad = 0;
    la_gemm(&args);
    for (ptrdiff_t p = 0; p < 30; p++)
        truth = add_term(type, truth, a, p, b, p);
    for (ptrdiff_t i = 0; i < 20 * 25; i++)
        bad += memcmp(c, c + i * size, (size_t)size) != 0;
    CHECK(bad == 0);
    CHECK(close_to(type, c, 0, truth, 30));
    la_dealloc(a);
    la_dealloc(b);
    la_dealloc(c);
}

/* --- values that spread --------------------------------------------------------------------- */

/* NaN and infinity reach the row and the column they belong to, and nothing else. */
static void test_not_finite(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k)
{
    float *a = make(LA_FLOAT32, m * k), *b = make(LA_FLOAT32, k * n), *c = make(LA_FLOAT32, m * n);
    int bad = 0;
    a[(m - 1) * k + k - 1] = NAN;
    a[0] = INFINITY;
    b[n - 1] = 0; /* times infinity: NaN */
    b[(k - 1) * n] = -INFINITY;
    la_gemm_args args = {LA_FLOAT32, m, n, k, a,    k,    1,     b,    n,
                         1,          c, n, 1, NULL, NULL, false, NULL, NULL};
    la_gemm(&args);
    for (ptrdiff_t i = 0; i < m; i++) {
        for (ptrdiff_t j = 0; j < n; j++) {
            double truth = 0;
            for (ptrdiff_t p = 0; p < k; p++)
                truth += (double)a[i * k + p] * (double)b[p * n + j];
            float got = c[i * n + j];
            if (isnan(truth))
                bad += !isnan(got);
            else if (isinf(truth))
                bad += (double)got != truth;
            else
                bad += !isfinite(got);
        }
    }
    CHECK(bad == 0);
    la_dealloc(a);
    la_dealloc(b);
    la_dealloc(c);
}

/* The same for complex numbers, part by part: a part is finite where all of its products are. */
static void test_complex_not_finite(la_type type, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k)
{
    char *a = make(type, m * k), *b = make(type, k * n), *c = make(type, m * n);
    const double values[] = {NAN, INFINITY, -INFINITY, 0};
    const ptrdiff_t places[] = {2 * (m * k - 1), 1, 2 * k, 4 * k};
    int bad = 0, nans = 0, infinities = 0;
    for (int i = 0; i < 4; i++) {
        if (type == LA_COMPLEX64)
            ((float *)a)[places[i]] = (float)values[i];
        else
            ((double *)a)[places[i]] = values[i];
    }
    la_gemm_args args = {type, m, n, k, a, k, 1, b, n, 1, c, n, 1, NULL, NULL, false, NULL, NULL};
    la_gemm(&args);
    for (ptrdiff_t i = 0; i < m * n; i++) {
        sum truth = {0, 0, 0};
        real got[2];
        for (ptrdiff_t p = 0; p < k; p++)
            truth = add_term(type, truth, a, i / n * k + p, b, p * n + i % n);
        element(type, c, i, &got[0], &got[1]);
        for (int part = 0; part < 2; part++) {
            real wanted = part == 0 ? truth.re : truth.im;
            nans += isnan(wanted) != 0;
            infinities += isinf(wanted) != 0;
            if (isnan(wanted))
                bad += !isnan(got[part]);
            else if (isinf(wanted))
                bad += got[part] != wanted;
            else
                bad += !isfinite(got[part]);
        }
    }
    CHECK(bad == 0);
    CHECK(nans == 2 * n && infinities == 4 * n);
    la_dealloc(a);
    la_dealloc(b);
    la_dealloc(c);
}

/* --- integers and bool ---------------------------------------------------------------------- */

static uint64_t integer(la_type type, const void *data, ptrdiff_t i)
{
    switch (la_element_size(type)) {
    case 1: return ((const uint8_t *)data)[i];
    case 2: return ((const uint16_t *)data)[i];
    case 4: return ((const uint32_t *)data)[i];
    default: return ((const uint64_t *)data)[i];
    }
}

static void test_integers(la_type type, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k)
{
    ptrdiff_t size = la_element_size(type);
    void *a = make(type, m * k), *b = make(type, k * n), *c = make(type, m * n);
    uint64_t mask = size == 8 ? ~(uint64_t)0 : ((uint64_t)1 << 8 * size) - 1;
    int bad = 0;
    la_gemm_args args = {type, m, n, k, a, k, 1, b, n, 1, c, n, 1, NULL, NULL, false, NULL, NULL};
    for (int threads = 1; threads <= 3; threads++) {
        la_set_num_threads(threads);
        la_gemm(&args);
        for (ptrdiff_t i = 0; i < m; i++) {
            for (ptrdiff_t j = 0; j < n; j++) {
                uint64_t truth = 0;
                for (ptrdiff_t p = 0; p < k; p++) {
                    uint64_t x = integer(type, a, i * k + p), y = integer(type, b, p * n + j);
                    truth = type == LA_BOOL ? truth | (x && y) : truth + x * y;
                }
                bad += integer(type, c, i * n + j) != (truth & mask);
            }
        }
    }
    CHECK(bad == 0);
    la_set_num_threads(1);
    la_dealloc(a);
    la_dealloc(b);
    la_dealloc(c);
}

/* Every size, small and blocked, against the truth's bits. */
static void test_small_integers(la_type type, int most_threads)
{
    static uint64_t truth[SMALL * SMALL];
    ptrdiff_t size = la_element_size(type);
    char *a = make(type, LD * LD), *b = make(type, LD * LD);
    char *wanted = make(type, SMALL * SMALL), *c = make(type, LD * LD);
    int bad_bits = 0, bad_threads = 0, bad_edge = 0;
    memset(truth, 0, sizeof(truth));
    for (ptrdiff_t k = 1; k <= SMALL; k++) {
        for (ptrdiff_t i = 0; i < SMALL * SMALL; i++) {
            uint64_t x = integer(type, a, i / SMALL * LD + k - 1);
            uint64_t y = integer(type, b, (k - 1) * LD + i % SMALL);
            truth[i] = type == LA_BOOL ? truth[i] | (x && y) : truth[i] + x * y;
            memcpy(wanted + i * size, &truth[i], (size_t)size); /* the low bytes come first */
        }
        for (ptrdiff_t m = 1; m <= SMALL; m++) {
            for (ptrdiff_t n = 1; n <= SMALL; n++) {
                la_gemm_args args = {type, m, n,  k, a,    LD,   1,     b,    LD,
                                     1,    c, LD, 1, NULL, NULL, false, NULL, NULL};
                memset(c, 0x55, (size_t)(LD * LD * size));
                la_gemm(&args);
                bad_bits += !same_corner(c, LD, wanted, m, n, size);
                bad_edge += !untouched((unsigned char *)c, m, n, size);
                if ((m + n + k) % 4 != 0) continue; /* a sample, with all remainders of each */
                int threads = 1 + (int)(m + n + k) / 4 % most_threads;
                memset(c, 0x55, (size_t)(LD * LD * size));
                run_blocked(&args, threads, 1 << 16);
                bad_threads += !same_corner(c, LD, wanted, m, n, size);
                bad_edge += !untouched((unsigned char *)c, m, n, size);
            }
        }
    }
    CHECK(bad_bits == 0);
    CHECK(bad_threads == 0);
    CHECK(bad_edge == 0);
    la_dealloc(a);
    la_dealloc(b);
    la_dealloc(c);
    la_dealloc(wanted);
}

static void test_all_integers(void)
{
    static const ptrdiff_t lengths[] = {1, 2, 5, 17, 65};
    enum { N = sizeof(lengths) / sizeof(lengths[0]) };
    for (la_type type = LA_BOOL; type <= LA_UINT64; type++) {
        for (int i = 0; i < N * N * N; i++)
            test_integers(type, lengths[i % N], lengths[i / N % N], lengths[i / N / N]);
        const la_gemm_kernel *kernel = kernel_of(type);
        test_small_integers(type, 3);
        test_integers(type, 130, 131, 300);
        test_integers(type, kernel->mc + 1, kernel->nr + 1, 2 * kernel->kc + 1);
        test_integers(type, kernel->mr + 1, kernel->nc + 1, kernel->kc);
        test_integers(type, 1, 600, 3000);
        test_integers(type, 600, 1, 3000);
        test_strides(type, 13, 18, 21);
        test_strides(type, 7, 67, 65);
    }
}

/* --- nothing at all ------------------------------------------------------------------------- */

static void test_empty(void)
{
    float c[6] = {1, 2, 3, 4, 5, 6};
    la_gemm_args args = {LA_FLOAT32, 2, 2, 0, c,    0,    1,     c,    2,
                         1,          c, 3, 1, NULL, NULL, false, NULL, NULL};
    la_gemm(&args);
    CHECK(c[0] == 0 && c[1] == 0 && c[2] == 3 && c[3] == 0 && c[4] == 0 && c[5] == 6);
    args.m = 0;
    args.k = 5;
    CHECK_OK(la_gemm(&args));
    args.m = 2;
    args.n = 0;
    CHECK_OK(la_gemm(&args));
    CHECK(c[2] == 3);
}

/* --- products computed elsewhere ------------------------------------------------------------ */

static int offered;

static bool take(const la_gemm_args *args, int num_threads)
{
    offered = num_threads;
    memset(args->c, 0, sizeof(float));
    return true;
}

static bool refuse(const la_gemm_args *args, int num_threads)
{
    (void)args;
    offered = num_threads;
    return false;
}

static void test_offload(void)
{
    enum { N = 1000 };
    float *a = make(LA_FLOAT32, N * N), *c = make(LA_FLOAT32, N * N);
    la_gemm_args args = {LA_FLOAT32, N, N, N, a,    N,    1,     a,    N,
                         1,          c, N, 1, NULL, NULL, false, NULL, NULL};
    la_gemm_set_offload(take);
    la_set_num_threads(1);
    la_gemm(&args);
    CHECK(offered == 0);
    la_set_num_threads(2);
    c[1] = 5;
    la_gemm(&args);
    CHECK(offered == 2 && c[0] == 0 && c[1] == 5);
    offered = 0;
    args.m = args.n = args.k = 20; /* too small */
    la_gemm(&args);
    CHECK(offered == 0);
    args.m = args.n = args.k = N;
    la_gemm_set_offload(refuse);
    la_gemm(&args);
    CHECK(offered == 2);
    la_set_num_threads(1);
    check_product(&args);
    la_gemm_set_offload(NULL);
    la_dealloc(a);
    la_dealloc(c);
}

/* --- the catalogue -------------------------------------------------------------------------- */

static la_gemm_kernel_info info_of(int i)
{
    la_gemm_kernel_info info;
    CHECK_OK(la_gemm_kernel_get(i, &info));
    return info;
}

static int count_active(la_type type)
{
    int n = 0;
    for (int i = 0; i < la_gemm_kernel_count(); i++) {
        la_gemm_kernel_info info = info_of(i);
        n += info.type == type && info.active;
    }
    return n;
}

static void test_catalogue(void)
{
    la_gemm_kernel_info info;
    const la_kernels *active = la_kernels_active();
    int count = la_gemm_kernel_count(), preferred = 0;
    CHECK(count >= LA_NTYPES);
    CHECK(la_gemm_kernel_get(count, &info) == LA_INDEX_ERROR);
    CHECK(la_gemm_kernel_get(-1, &info) == LA_INDEX_ERROR);
    for (int i = 0; i < count; i++) {
        info = info_of(i);
        preferred += info.preferred;
        CHECK(info.preferred == info.active && !info.forced);
        CHECK(info.mr > 0 && info.nr > 0 && info.kc > 0 && info.mc >= info.mr);
        CHECK(strcmp(strstr(info.name, "__") + 2, info.isa) == 0);
        for (int j = 0; j < i; j++)
            CHECK(strcmp(info.name, info_of(j).name) != 0);
    }
    CHECK(preferred == LA_NTYPES - 1); /* float16 has none */
    for (int i = 0; i < count; i++) {
        info = info_of(i);
        CHECK_OK(la_gemm_kernel_use(info.name, LA_PACKING_ALWAYS));
        la_gemm_kernel_info now = info_of(i);
        CHECK(now.active && now.forced && now.packing == LA_PACKING_ALWAYS);
        CHECK(la_gemm_kernel_active(info.type) == info.name);
        CHECK(kernel_of(info.type)->name == info.name);
        CHECK(count_active(info.type) == 1);
        la_gemm_kernel_use_default(info.type);
        CHECK(info_of(i).active == info.preferred && !info_of(i).forced);
        la_status status = la_gemm_kernel_use(info.name, LA_PACKING_NEVER);
        CHECK(status == (info.unpacked ? LA_OK : LA_VALUE_ERROR));
        la_gemm_kernel_use_default(info.type);
    }
    CHECK(la_kernels_active() == active);
    CHECK(la_gemm_kernel_use("f32_gemm_2x2__abacus", LA_PACKING_AUTO) == LA_VALUE_ERROR);
    CHECK(strstr(la_error_message(), "f32_gemm_2x2__abacus") != NULL);

    /* An instruction set is chosen with its own kernels, and names them. */
    CHECK_OK(la_gemm_kernel_use("f32_gemm_4x8__ref", LA_PACKING_AUTO));
    la_kernel_info running;
    la_kernel_info_get(&running);
    CHECK(strcmp(running.f32_gemm, "f32_gemm_4x8__ref") == 0);
    CHECK(strstr(running.reason, "la_gemm_kernel_use") != NULL);
    const char *best = la_kernel_isa_name(0);
    CHECK_OK(la_kernel_use(best));
    la_kernel_info_get(&running);
    CHECK(strstr(running.f32_gemm, best) != NULL);
}

/* Packed or not, by any number of threads: the bits are the same. */
static void test_packing(const la_gemm_kernel_info *info, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k)
{
    la_type type = info->type;
    ptrdiff_t bytes = m * n * la_element_size(type);
    char *a = make(type, m * k), *b = make(type, k * n), *c = make(type, m * n);
    char *wanted = make(type, m * n);
    la_gemm_args args = {type, m,      n, k, a,    k,    1,     b,    n,
                         1,    wanted, n, 1, NULL, NULL, false, NULL, NULL};
    run_blocked(&args, 1, 1 << 20);
    args.c = c;
    for (la_packing packing = LA_PACKING_AUTO; packing <= LA_PACKING_NEVER; packing++) {
        if (packing == LA_PACKING_NEVER && !info->unpacked) continue;
        CHECK_OK(la_gemm_kernel_use(info->name, packing));
        for (int threads = 1; threads <= 2; threads++) {
            memset(c, 0x55, (size_t)bytes);
            la_set_num_threads(threads);
            la_gemm(&args);
            CHECK(memcmp(c, wanted, (size_t)bytes) == 0);
        }
    }
    CHECK_OK(la_gemm_kernel_use(info->name, LA_PACKING_AUTO));
    la_set_num_threads(1);
    la_dealloc(a);
    la_dealloc(b);
    la_dealloc(c);
    la_dealloc(wanted);
}

static void test_kernel(const la_gemm_kernel_info *info)
{
    la_type type = info->type;
    CHECK_OK(la_gemm_kernel_use(info->name, LA_PACKING_AUTO));
    test_small_sizes(type, info->preferred ? 3 : 2);
    test_block_edges(type);
    test_powers_of_two(type, info->preferred ? LARGEST : 256);
    test_strides(type, 13, 18, 21);
    test_strides(type, 70, 67, 65);
    test_zero_strides(type);
    test_few(type);
    test_packing(info, 40, 41, 30);
    test_packing(info, 700, 9, 100);
    test_packing(info, 33, 600, info->kc);
    test_packing(info, 33, 100, info->kc + 1);
    if (type == LA_FLOAT32) {
        test_not_finite(5, 3, 4);
        test_not_finite(7, 9, 5);
        test_not_finite(97, 101, 130);
        test_not_finite(257, 101, 301);
    }
    la_gemm_kernel_use_default(type);
}

int main(void)
{
    test_empty();
    test_catalogue();
    for (int i = 0; i < la_gemm_kernel_count(); i++) {
        la_gemm_kernel_info info = info_of(i);
        if (BEST_ONLY && !info.preferred) continue;
        if (info.type == LA_FLOAT32 || info.type == LA_FLOAT64) test_kernel(&info);
    }
    for (int i = 0; i < la_kernel_isa_count(); i++) {
        CHECK_OK(la_kernel_use(la_kernel_isa_name(i)));
        const bool best = i == 0;
        if (BEST_ONLY && !best) break;
        for (la_type type = LA_FLOAT32; type <= LA_FLOAT64; type++) {
            test_vectors(type);
            test_strides(type, 1, 35, 30);
            test_strides(type, 3, 3, 300);
        }
        for (la_type type = LA_COMPLEX64; type <= LA_COMPLEX128; type++) {
            test_small_sizes(type, best ? 3 : 1);
            test_block_edges(type);
            test_powers_of_two(type, 128);
            test_vectors(type);
            test_strides(type, 13, 18, 21);
            test_strides(type, 3, 3, 300);
            test_zero_strides(type);
            test_complex_not_finite(type, 5, 3, 4);
            test_complex_not_finite(type, 7, 9, 5);
            test_complex_not_finite(type, 97, 101, 301);
        }
        test_all_integers();
    }
    CHECK_OK(la_kernel_use(la_kernel_isa_name(0)));
    test_offload();
    la_threads_shutdown();
    return check_report();
}
