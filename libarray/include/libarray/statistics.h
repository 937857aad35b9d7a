/* Spread and counts of elements. */
#ifndef LIBARRAY_STATISTICS_H
#define LIBARRAY_STATISTICS_H

#include "libarray/array.h"

#ifdef __cplusplus
extern "C" {
#endif

/* out[i] = the sum of squared distances (of complex numbers: of their absolute values) of the i-th
 * lane's elements from their mean; `out` is a contiguous float64 array and `a` a contiguous array
 * of out->size lanes, float32, float64 or complex. A pass over memory, no cancellation. */
la_status la_squared_deviations(la_array *out, const la_array *a);

/* out[k] = how many of x are k, or the sum of their weights (NULL: none), for k from 0 to the
 * greatest of x, or to minlength - 1 where that is more. x: contiguous, of LA_INTP; weights: as
 * many, contiguous float64; out: a fresh vector of LA_INTP, of float64 with weights. ValueError for
 * negative elements. */
la_status la_bincount(la_array *out, const la_array *x, const la_array *weights,
                      ptrdiff_t minlength);

/* The same for bins of equal width: `edges` are the edges of out->size bins, of x's type (float32
 * or float64). The last bin includes its upper edge; what lies outside (or is NaN) isn't counted.
 */
la_status la_histogram(la_array *out, const la_array *x, const la_array *edges,
                       const la_array *weights);

#ifdef __cplusplus
}
#endif
#endif
