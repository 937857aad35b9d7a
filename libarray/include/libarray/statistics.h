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

/* out[x[i]] += 1, or += weights[i]. x: contiguous, of LA_INTP, in range of `out` (ValueError
 * otherwise); out: contiguous, of LA_INTP, or with weights, which are too, of float64. */
la_status la_bincount(la_array *out, const la_array *x, const la_array *weights);

/* The same for bins of equal width: `edges` are the edges of out->size bins, of x's type (float32
 * or float64). The last bin includes its upper edge; what lies outside (or is NaN) isn't counted.
 */
la_status la_histogram(la_array *out, const la_array *x, const la_array *edges,
                       const la_array *weights);

#ifdef __cplusplus
}
#endif
#endif
