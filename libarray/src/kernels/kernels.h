/* The table that every instruction set fills: what a kernel is, and what it may assume.
 *
 * This header and everything under kernels/ and gemm/ (but gemm.c and batch.c) is freestanding: no
 * allocation, no C library beyond memcpy and memset, nothing of la_array. So the same sources make
 * the main library, a module of relaxed-SIMD kernels, and the worker pool's module. */
#ifndef LIBARRAY_KERNELS_H
#define LIBARRAY_KERNELS_H

#include <string.h>

#include "libarray/dtype.h"
#include "loops/lane_loops.h"
#include "platform.h"

/* Multiply-adds are fused where a kernel says so and nowhere else, or else an element's bits would
 * depend on whether it lay in a vector loop or in its remainder. (GCC: -std=c11 implies it.) */
#if defined(__clang__)
#pragma STDC FP_CONTRACT OFF
#endif

/* C block (m x n) = or += A block (m x k) times B block (k x n), both packed:
 *   a: panels of mr rows;    element (i, p) lies at a[i / mr * mr * k + p * mr + i % mr]
 *   b: panels of nr columns; element (p, j) lies at b[j / nr * nr * k + p * nr + j % nr]
 * The last panel is padded with zeros to full width. Complex elements are packed split: mr (nr)
 * real parts, then as many imaginary parts, for each p. rs_c, cs_c: strides of C in elements, any
 * sign; cs_c == 1 is fast. Each element of C is summed in the order of p, from zero, and then
 * stored or added, so its bits don't depend on m, n or its place. k >= 1. */
typedef void (*la_gemm_block_fn)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *a,
                                 const void *b, void *c, ptrdiff_t rs_c, ptrdiff_t cs_c,
                                 bool accumulate);

/* C = A B for small matrices with unit column strides (cs_a = cs_b = cs_c = 1), unpacked, summed
 * as the block function sums: the same bits. 1 <= k <= kc. */
typedef void (*la_gemm_small_fn)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, const void *a,
                                 ptrdiff_t rs_a, const void *b, ptrdiff_t rs_b, void *c,
                                 ptrdiff_t rs_c);

/* C = A B for m <= LA_FEW_ROWS_MAX and n a multiple of LA_FEW_UNIT, cs_b = cs_c = 1, unpacked;
 * summed as the block function sums blocks of depth kc (<= the kernel's), added in order: the same
 * bits.
 */
typedef void (*la_gemm_few_rows_fn)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t kc,
                                    const void *a, ptrdiff_t rs_a, ptrdiff_t cs_a, const void *b,
                                    ptrdiff_t rs_b, void *c, ptrdiff_t rs_c);
enum {
    LA_FEW_ROWS_MAX = 32,
    LA_FEW_STRIP = 128, /* columns of C at a time: the sums of all rows lie in L1 */
    LA_FEW_UNIT = 16,   /* two of the widest vectors */
};

/* The same for few columns, where cs_a = 1: B is packed as for la_gemm_block_fn, block after block
 * of depth kc; A is not. `rows` of it, at most LA_PACKED_ROWS, go along each panel of B: few where
 * A is the large one, which is then read once, all where B is. */
typedef void (*la_gemm_few_columns_fn)(ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, ptrdiff_t kc,
                                       ptrdiff_t rows, const void *a, ptrdiff_t rs_a, const void *b,
                                       void *c, ptrdiff_t rs_c, ptrdiff_t cs_c);
enum { LA_PACKED_ROWS = 96 };

/* A gemm microkernel with the sizes that suit it: data, so that a kernel is a file and a line. */
typedef struct la_gemm_kernel {
    const char *name; /* "f32_gemm_6x8__wasm_relaxed" */
    la_type type;
    int mr, nr; /* rows and columns of a register tile */
    int kc;     /* depth of a block at most: an A and a B panel of it share L1 */
    int mc, nc; /* rows and columns of a tile of work at most: kc x nc of B lies in L2 */
    la_gemm_block_fn block;
    la_gemm_small_fn small;             /* NULL: none */
    ptrdiff_t small_max;                /* m * n * k up to which `small` beats packing */
    la_gemm_few_rows_fn few_rows;       /* NULL: none */
    la_gemm_few_columns_fn few_columns; /* NULL: none */
    double gflops;                      /* of one thread, roughly: for deciding when threads pay */
} la_gemm_kernel;

/* *result = sum of x[i] * y[i]; strides in elements, any sign; n = 0 gives zero. */
typedef void (*la_dot_fn)(ptrdiff_t n, const void *x, ptrdiff_t inc_x, const void *y,
                          ptrdiff_t inc_y, void *result);

/* y (m) = A (m x k) x (k), any strides in elements; y overlaps neither. The bits of y[i] depend on
 * row i, x and k, and on which strides are 1, but not on m: rows may be shared out to threads. */
typedef void (*la_gemv_fn)(ptrdiff_t m, ptrdiff_t k, const void *a, ptrdiff_t rs_a, ptrdiff_t cs_a,
                           const void *x, ptrdiff_t inc_x, void *y, ptrdiff_t inc_y);

typedef struct la_kernels la_kernels; /* declared in libarray/linalg.h, too */

/* What an instruction set offers. A NULL slot is filled from the tables of
 * lower rank, the last of which, the reference, has all. */
struct la_kernels {
    size_t struct_size; /* sizeof(la_kernels): a table from another build is refused */
    const char *isa;    /* "wasm_relaxed" */
    int rank;           /* the usable one of the highest rank is chosen */
    int vector_bits;
    bool (*usable)(void); /* whether this machine runs it; called once. NULL: always */
    bool (*fused)(void);  /* whether multiply-add rounds once, found out by doing it */
    const la_gemm_kernel *gemm[LA_NTYPES];
    const la_gemm_kernel *const *more; /* others, to be forced by name; NULL-terminated, or NULL */
    la_dot_fn dot[LA_NTYPES];
    la_gemv_fn gemv[LA_NTYPES];
    const la_lane_loop *lanes; /* NULL in all tables: the loops' own */
};

/* The i-th gemm kernel of a table: those of its slots, then the others. NULL after the last. */
static inline const la_gemm_kernel *la_kernels_gemm_at(const la_kernels *table, int i)
{
    for (int t = 0; t < LA_NTYPES; t++) {
        if (table->gemm[t] != NULL && i-- == 0) return table->gemm[t];
    }
    for (const la_gemm_kernel *const *more = table->more; more != NULL && *more != NULL; more++) {
        if (i-- == 0) return *more;
    }
    return NULL;
}

/* The worker pool multiplies packed blocks, and small products for batches: its build, with
 * LA_FOR_POOL=1, has tables without dot, gemv, few rows and few columns. */
#ifndef LA_FOR_POOL
#define LA_FOR_POOL 0
#endif

/* For a list of kernels' names, MORE(X), in an instruction set's kernels.c. */
#define LA_GEMM_DECLARE(NAME) extern const la_gemm_kernel la_##NAME;
#define LA_GEMM_ADDRESS(NAME) &la_##NAME,

/* One declaration for each line of kernels.inc. */
#define LA_KERNELS(ISA) extern const la_kernels la_kernels_##ISA;
#include "kernels/kernels.inc"
#undef LA_KERNELS

/* Tokens glued after expansion, for template includes. */
#define LA_JOIN_(a, b) a##b
#define LA_JOIN(a, b)  LA_JOIN_(a, b)
#define LA_TEXT_(a)    #a
#define LA_TEXT(a)     LA_TEXT_(a)

#define LA_INLINE static inline __attribute__((always_inline))

#endif
