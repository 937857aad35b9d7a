/* One matrix product, C = A B, for matrices of one type and any strides. */
#ifndef LIBARRAY_GEMM_H
#define LIBARRAY_GEMM_H

#include "libarray/array.h"

/* A matrix whose panels are kept from product to product (la_prepack). */
typedef struct la_packed { /* _pool.js reads it, to `cs` */
    uint32_t id; /* never given twice: how the worker pool knows panels of its own by. 0: none */
    bool left;   /* panels are A's, or else B's */
    la_type type;
    ptrdiff_t rows, columns;
    const void *data; /* the matrix unpacked, for products that are better off without panels */
    ptrdiff_t rs, cs;
    const struct la_gemm_kernel *kernel; /* whose panels they are; NULL: there are none yet */
    void *panels;                        /* block after block of k, as la_gemm_pack makes them */
} la_packed;

/* The axes of a batch of products: how far each moves A, B and C, in elements. 0: it's the same. */
typedef struct la_gemm_axes { /* _pool.js reads it */
    int ndim;
    ptrdiff_t size; /* the product of the lengths */
    ptrdiff_t shape[LA_MAXDIMS], a[LA_MAXDIMS], b[LA_MAXDIMS], c[LA_MAXDIMS];
} la_gemm_axes;

/* C (m x n) = A (m x k) B (k x n). rs and cs: strides in elements between rows and between
 * columns, any sign. C overlaps neither A nor B. With k = 0, C becomes zero.
 * accumulate: C += A B instead.
 * packed_a, packed_b: NULL, or the same whole matrix A or B, prepacked.
 * axes: NULL, or those of a batch of which this is the first product (see gemm/batch.h).
 * special: NULL, or what becomes true if C gets an infinity or a NaN; sometimes it does where
 * numbers are so great that their sum is infinite. */
typedef struct la_gemm_args {
    la_type type;
    ptrdiff_t m, n, k;
    const void *a;
    ptrdiff_t rs_a, cs_a;
    const void *b;
    ptrdiff_t rs_b, cs_b;
    void *c;
    ptrdiff_t rs_c, cs_c;
    la_packed *packed_a, *packed_b;
    bool accumulate;
    const la_gemm_axes *axes;
    bool *special; /* atomic */
} la_gemm_args;    /* _pool.js reads it */

/* One product: axes are NULL. Picks dot, gemv, the small product or the blocked driver by shape,
 * and the number of threads by the amount of work. The only failure is MemoryError (for the packed
 * copies), and then C is undefined. */
la_status la_gemm(const la_gemm_args *args);

/* Makes `panels` those of the kernel in use, if they aren't. False where there is no memory. Not
 * for two threads at once. */
bool la_packed_prepare(la_packed *packed);

/* Frees the panels, here and wherever products are computed elsewhere. */
void la_packed_drop(la_packed *packed);

/* A product, or a batch of them, computed elsewhere (in Pyodide: by the worker pool, in a memory of
 * its own). Returns true when C is complete, false to have it computed here. NULL: there is no such
 * place. The thresholds by which a product is offered are the driver's. */
typedef bool (*la_gemm_offload_fn)(const la_gemm_args *args, int num_threads);
void la_gemm_set_offload(la_gemm_offload_fn offload);
bool la_gemm_offload(const la_gemm_args *args, int num_threads); /* false where there is none */

/* Whether `count` such products are estimated to take less than `gain` of one thread's time here,
 * if num_threads compute them elsewhere and so many elements are copied. Only the caller copies;
 * the others compute meanwhile. */
bool la_gemm_pays_elsewhere(const la_gemm_args *args, double count, double elements,
                            int num_threads, double gain);

/* Told of the id of a la_packed that is no more, so that panels kept elsewhere go, too. NULL:
 * nobody is. */
typedef void (*la_gemm_forget_fn)(uint32_t id);
void la_gemm_set_forget(la_gemm_forget_fn forget);

#endif
