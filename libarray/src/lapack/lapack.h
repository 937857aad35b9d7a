/* LAPACK, as the rest of libarray sees it: one table of functions, so that it may be a binary of
 * its own that is loaded when it is first needed (in WebAssembly; natively it is linked in). */
#ifndef LIBARRAY_LAPACK_TABLE_H
#define LIBARRAY_LAPACK_TABLE_H

#include "gemm/gemm.h"
#include "libarray/lapack.h"

/* What LAPACK's side needs of libarray. */
typedef struct la_lapack_host {
    la_status (*gemm)(const la_gemm_args *args);
    void *(*alloc)(ptrdiff_t nbytes);
    void (*dealloc)(void *block);
} la_lapack_host;

/* The functions for one type. Each goes through a stack of `count` matrices
 * in Fortran order, one after the other, and computes in place where an argument isn't const.
 * failed: set where a matrix is singular, not positive definite, or an iteration didn't converge.
 * The only status but LA_OK is LA_MEMORY_ERROR, without a message. */
typedef struct la_lapack_routines {
    /* b (n x nrhs) becomes the solution of a x = b; a its factors. */
    la_status (*solve)(ptrdiff_t count, int n, int nrhs, void *a, void *b, bool *failed);
    /* det = sign * exp(logdet); each may be NULL. */
    la_status (*det)(ptrdiff_t count, int n, void *a, void *det, void *sign, void *logdet);
    /* a becomes its factor, and zero on the other side of the diagonal. */
    la_status (*cholesky)(ptrdiff_t count, int n, bool upper, void *a, bool *failed);
    /* a (m x n) becomes r above its diagonal and reflectors below, tau (min(m, n)) their factors.
     */
    la_status (*qr)(ptrdiff_t count, int m, int n, void *a, void *tau);
    /* q (m x columns), whose first columns hold k reflectors, becomes what they stand for. */
    la_status (*qr_q)(ptrdiff_t count, int m, int columns, int k, void *q, const void *tau);
    /* job: 'N' values only; 'S' thin and 'A' whole u (m x ..) and vh (.. x n). s: doubles,
     * descending. Of an infinite matrix all becomes NaN; one with NaN has failed. */
    la_status (*svd)(ptrdiff_t count, char job, int m, int n, void *a, void *s, void *u, void *vh,
                     bool *failed);
    /* w (doubles): eigenvalues, ascending; a becomes the eigenvectors if `vectors`. Both become NaN
     * where a isn't finite. */
    la_status (*eigh)(ptrdiff_t count, int n, bool vectors, bool upper, void *a, void *w,
                      bool *failed);
    /* w, v: complex also for reals. v NULL: values only. a is finite. */
    la_status (*eig)(ptrdiff_t count, int n, void *a, void *w, void *v, bool *failed);
    /* b (max(m, n) x nrhs) becomes the solution of least squares; s (doubles): singular values of
     * a. */
    la_status (*lstsq)(int m, int n, int nrhs, void *a, void *b, double rcond, void *s, int *rank,
                       bool *failed);
} la_lapack_routines;

struct la_lapack {
    size_t struct_size; /* sizeof(la_lapack): a table from another build is refused */
    void (*attach)(const la_lapack_host *host);
    la_lapack_routines float64, complex128;
};

extern const la_lapack la_lapack_table;

#endif
