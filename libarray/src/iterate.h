/* The one n-dimensional iterator: strips of equal length over up to LA_ITER_MAXOPS operands.
 *
 * Axes are sorted so that the innermost has the smallest strides (the first operand decides ties by
 * the later ones), and neighbours that every operand walks with one stride are merged, so that
 * contiguous operands give one strip. Usage:
 *
 *     la_iter it;
 *     la_iter_init(&it, nop, data, ndim, shape, strides);
 *     if (it.size > 0) {
 *         do {
 *             loop(it.ptr, it.inner, it.inner_strides);
 *         } while (la_iter_next(&it));
 *     }
 */
#ifndef LIBARRAY_ITERATE_H
#define LIBARRAY_ITERATE_H

#include "libarray/array.h"

#define LA_ITER_MAXOPS 8

typedef struct la_iter {
    ptrdiff_t size;            /* elements in all */
    ptrdiff_t inner;           /* elements in a strip */
    char *ptr[LA_ITER_MAXOPS]; /* where the current strip starts */
    ptrdiff_t inner_strides[LA_ITER_MAXOPS];
    int nop, ndim;               /* outer axes left after merging */
    ptrdiff_t shape[LA_MAXDIMS]; /* of the strip, then of the outer axes, fastest first */
    ptrdiff_t index[LA_MAXDIMS]; /* of the outer axes */
    ptrdiff_t strides[LA_MAXDIMS][LA_ITER_MAXOPS]; /* as shape */
} la_iter;

/* Axes that every operand walks backwards (or stands still on) are walked forwards.
 * strides[op] are the operand's byte strides for the ndim axes of `shape` (0 where it is stretched
 * or reduced). Nothing is allocated; nothing can fail. */
void la_iter_init(la_iter *it, int nop, char *const *data, int ndim, const ptrdiff_t *shape,
                  const ptrdiff_t *const *strides);

/* The same but axes keep their order (the last is innermost; merging still happens), for
 * operations whose result depends on it. */
void la_iter_init_ordered(la_iter *it, int nop, char *const *data, int ndim, const ptrdiff_t *shape,
                          const ptrdiff_t *const *strides);

/* Moves to the next strip; false after the last, and then the pointers are where they began. */
bool la_iter_next(la_iter *it);

/* The strides with which `a` is walked when broadcast to ndim axes of `shape` (right-aligned;
 * 0 for axes of one element, stretched or not). a's shape must be known to fit. strides has room
 * for ndim. */
void la_broadcast_strides(const la_array *a, int ndim, const ptrdiff_t *shape, ptrdiff_t *strides);

/* Writes to `axes` the order of axes, slowest first, of an array made for n operands with these
 * (broadcast) strides: where all agree, theirs; C order where they don't or none decides. */
void la_sort_axes(int ndim, int n, const ptrdiff_t *const *strides, int *axes);

/* A new uninitialised array without gaps whose axes follow in memory as `axes` tells, slowest
 * first. */
la_status la_array_init_permuted(la_array *out, const la_dtype *dtype, int ndim,
                                 const ptrdiff_t *shape, const int *axes);

/* A new uninitialised array without gaps whose axes are ordered in memory as those of the n
 * operands with these (broadcast) strides: NumPy's order 'K'. */
la_status la_array_init_sorted(la_array *out, const la_dtype *dtype, int ndim,
                               const ptrdiff_t *shape, int n, const ptrdiff_t *const *strides);

#endif
