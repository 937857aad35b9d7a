/* One matrix product, C = A B, for matrices of one type and any strides. */
#ifndef LIBARRAY_GEMM_H
#define LIBARRAY_GEMM_H

#include "libarray/dtype.h"

/* C (m x n) = A (m x k) B (k x n). rs and cs: strides in elements between rows and between
 * columns, any sign. C overlaps neither A nor B. With k = 0, C becomes zero. */
typedef struct la_gemm_args {
    la_type type;
    ptrdiff_t m, n, k;
    const void *a;
    ptrdiff_t rs_a, cs_a;
    const void *b;
    ptrdiff_t rs_b, cs_b;
    void *c;
    ptrdiff_t rs_c, cs_c;
} la_gemm_args;

/* Picks dot, gemv, the small product or the blocked driver by shape, and the number of threads by
 * the amount of work. The only failure is MemoryError (for the packed copies), and then C is
 * undefined. */
la_status la_gemm(const la_gemm_args *args);

/* A product computed elsewhere (in Pyodide: by the worker pool, in a memory of its own). Returns
 * true when C is complete, false to have it computed here. NULL: there is no such place. The
 * thresholds by which a product is offered are the driver's. */
typedef bool (*la_gemm_offload_fn)(const la_gemm_args *args, int num_threads);
void la_gemm_set_offload(la_gemm_offload_fn offload);

#endif
