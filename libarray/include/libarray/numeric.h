/* Numerical routines that are no ufuncs: repetition, correlation, interpolation, bits in bytes. */
#ifndef LIBARRAY_NUMERIC_H
#define LIBARRAY_NUMERIC_H

#include "libarray/ufunc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The elements at indices along an axis, an index array of integers and any shape in place of the
 * axis. a and indices are contiguous in C order, and aligned; out is so, too. IndexError "index
 * 9 is out of bounds for axis 0 with size 3". */
la_status la_take(la_array *out, const la_array *a, int axis, const la_array *indices);

/* a[indices] = values, an array of integers along the first axis, which has a length; values are of
 * a's type, as many as chosen (or, without a dimension, one for all that are chosen of a vector),
 * and apart from `a`, as the indices are. All are contiguous in C order, and aligned. Of an index
 * that occurs again the last counts. IndexError as for la_take. */
la_status la_put(la_array *a, const la_array *indices, const la_array *values);

/* out = minimum(maximum(a, low), high). All of one type; low and high of one element; a and out
 * aligned, without gaps, and of the same layout in memory. */
la_status la_clip(la_array *out, const la_array *a, const la_array *low, const la_array *high);

/* Each element of an axis counts[i] times (one count, or one an element, of type LA_INTP, 0-d or
 * 1-d). out: a fresh array in C order. ValueError for negative counts, or another number of them:
 * "operands could not be broadcast together with shape (3,) (2,)". */
la_status la_repeat(la_array *out, const la_array *a, int axis, const la_array *counts);

/* out[i] = sum over j of a[i + j - lead] * v[j], terms beyond a's ends left out, added in the order
 * of j. All are contiguous, of one dimension and one type: bool (and, or), or any but float16
 * (TypeError). */
la_status la_correlate(la_array *out, const la_array *a, const la_array *v, ptrdiff_t lead);

/* out[i] = the piecewise linear function through (xp, fp) at x[i], left and right of it the values
 * given (NULL: fp's first, last). xp, fp: equally many, at least one, xp ascending. All are
 * contiguous float64, fp and the two values perhaps complex128; out is a fresh array of x's shape
 * and fp's type. */
la_status la_interp(la_array *out, const la_array *x, const la_array *xp, const la_array *fp,
                    const double *left, const double *right);

#define LA_MAXFACTORS 7 /* operands of la_sum_products */

/* Sums of products over an index space of ndim axes: out, a fresh array over the first nout of
 * them, laid out in memory as the operands are (order 'K'), is the sum over the others of the
 * products of 1 <= n <= LA_MAXFACTORS operands' elements. strides[k]: how far apart the k-th
 * operand's elements are along each axis. The operands are aligned and of one type: bool (and, or),
 * or any but float16 (TypeError). */
la_status la_sum_products(la_array *out, int nout, int ndim, const ptrdiff_t *shape, int n,
                          const la_array *const *operands, const ptrdiff_t *const *strides);

/* Rows of truths (contiguous bool, rows x n) as rows of bits (contiguous uint8, rows x ceil(n/8));
 * what is missing in a last byte is zero. little: the first truth is the lowest bit. */
la_status la_pack_bits(la_array *out, const la_array *truths, bool little);

/* The other way: rows x m bytes as rows x n bits (contiguous uint8); bits beyond 8 m are zero. */
la_status la_unpack_bits(la_array *out, const la_array *bytes, bool little);

/* out[i] = out[i - 1] OP a[i] along an axis, out[0] = a[0], where OP is add, multiply, maximum or
 * minimum. The arrays are of one type and shape, and apart from each other. False where there is no
 * loop for the ufunc, the type or the layout, or where something isn't finite that should be looked
 * at: then what was written doesn't count. */
bool la_running(const la_ufunc *ufunc, la_array *out, const la_array *a, int axis);

#ifdef __cplusplus
}
#endif
#endif
