/* Sums of the elements so far, in one loop: what add.accumulate is for vectors of the usual types.
 */
#include <math.h>

#include "libarray/numeric.h"

#define T      double
#define SUM    running_sum_double
#define FINITE isfinite
#include "running_sum.tmpl.h"

#define T      float
#define SUM    running_sum_float
#define FINITE isfinite
#include "running_sum.tmpl.h"

/* Unsigned, so that sums wrap around: the bits of signed ones are the same. */
#define T         uint64_t
#define SUM       running_sum_64
#define FINITE(x) true
#include "running_sum.tmpl.h"

#define T         uint32_t
#define SUM       running_sum_32
#define FINITE(x) true
#include "running_sum.tmpl.h"

bool la_running_sum(la_array *out, const la_array *a)
{
    const ptrdiff_t n = a->size, from = a->strides[0], to = out->strides[0];
    switch (a->dtype->num) {
    case LA_FLOAT64: return running_sum_double(n, a->data, from, out->data, to);
    case LA_FLOAT32: return running_sum_float(n, a->data, from, out->data, to);
    case LA_INT64:
    case LA_UINT64: return running_sum_64(n, a->data, from, out->data, to);
    case LA_INT32:
    case LA_UINT32: return running_sum_32(n, a->data, from, out->data, to);
    default: return false;
    }
}
