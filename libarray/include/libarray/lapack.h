/* Linear systems, factors and eigenvalues, by LAPACK on libarray's own matrix products.
 *
 * Matrices come as stacks that LAPACK can work in: arrays in C order whose last two axes are a
 * matrix's columns and rows, in this order (the transpose of a stack as Python has it). What is
 * called `a` is used up, unless a comment says what it becomes. All arrays of a call are float64,
 * or all complex128, but for those that are said to be real. (NumPy computes in these for float32
 * and complex64, too.)
 *
 * Errors: LinAlgError where a matrix of the stack is singular, not positive definite, or an
 * iteration does not converge; TypeError for other types, ValueError for arrays that aren't laid
 * out like this or whose shapes don't fit, RuntimeError where LAPACK isn't loaded, MemoryError. */
#ifndef LIBARRAY_LAPACK_H
#define LIBARRAY_LAPACK_H

#include "libarray/array.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where LAPACK is a binary of its own, its table is registered before the first call. */
typedef struct la_lapack la_lapack;
la_status la_lapack_register(const la_lapack *table);
bool la_lapack_is_loaded(void);

/* b (..., nrhs, n) becomes the solutions x of a x = b, a (..., n, n). */
la_status la_solve(la_array *a, la_array *b);

/* det (...) = sign (...) * exp(logdet (..., real)). Each may be NULL. */
la_status la_det(la_array *a, la_array *det, la_array *sign, la_array *logdet);

/* a becomes its lower factor l, a = l l^H, or its upper one, a = u^H u. */
la_status la_cholesky(la_array *a, bool upper);

/* a (..., n, m) becomes r on and above the diagonal, and reflectors below it; tau (..., min(m, n))
 * their factors. */
la_status la_qr(la_array *a, la_array *tau);
/* q (..., columns, m), whose first columns hold the reflectors of tau, becomes orthonormal. */
la_status la_qr_q(la_array *q, const la_array *tau);

/* a (..., n, m) = u diag(s) vh; s (..., min(m, n)) real, descending. u and vh both NULL: s only; u
 * (..., min(m, n), m) and vh (..., n, min(m, n)); or u (..., m, m) and vh (..., n, n). All NaN
 * where a has infinities; where it has NaN, LinAlgError. */
la_status la_svd(la_array *a, la_array *s, la_array *u, la_array *vh);

/* w (..., n), real and ascending; a becomes the eigenvectors if `vectors`. upper: which triangle of
 * a is read. All NaN where a has infinities or NaN. */
la_status la_eigh(la_array *a, la_array *w, bool vectors, bool upper);

/* w (..., n) and v (..., n, n; NULL: not wanted), complex. LinAlgError where a has infinities or
 * NaN. */
la_status la_eig(la_array *a, la_array *w, la_array *v);

/* One system: b (nrhs, max(m, n)) becomes the x (first n of each row) of least |a x - b|; s
 * (min(m, n)), real: singular values of a, of which those of at most rcond * s[0] count as zero. */
la_status la_lstsq(la_array *a, la_array *b, double rcond, la_array *s, int *rank);

#ifdef __cplusplus
}
#endif
#endif
