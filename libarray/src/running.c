/* Sums, products and extrema of the elements so far, each lane in one loop: what accumulate is for
 * the usual ufuncs and types. */
#include <math.h>
#include <string.h>

#include "iterate.h"
#include "libarray/numeric.h"
#include "ufunc.h"

typedef bool (*run_fn)(ptrdiff_t n, const char *a, ptrdiff_t from, char *out, ptrdiff_t to);

#define SUM(x, y)     ((T)((x) + (y)))
#define PRODUCT(x, y) ((T)((x) * (y)))
#define GREATER(x, y) ((x) > (y) ? (x) : (y))
#define LESSER(x, y)  ((x) < (y) ? (x) : (y))
#define MAXIMUM(x, y) ((((x) >= (y)) | ((x) != (x))) ? (x) : (y))
#define MINIMUM(x, y) ((((x) <= (y)) | ((x) != (x))) ? (x) : (y))
#define ALWAYS(x)     true

#define T      double
#define FINITE isfinite
#define RUN    sum_double
#define STEP   SUM
#include "running.tmpl.h"
#define RUN  product_double
#define STEP PRODUCT
#include "running.tmpl.h"
#undef FINITE
#define FINITE ALWAYS
#define RUN    maximum_double
#define STEP   MAXIMUM
#include "running.tmpl.h"
#define RUN  minimum_double
#define STEP MINIMUM
#include "running.tmpl.h"
#undef T
#undef FINITE

#define T      float
#define FINITE isfinite
#define RUN    sum_float
#define STEP   SUM
#include "running.tmpl.h"
#define RUN  product_float
#define STEP PRODUCT
#include "running.tmpl.h"
#undef FINITE
#define FINITE ALWAYS
#define RUN    maximum_float
#define STEP   MAXIMUM
#include "running.tmpl.h"
#define RUN  minimum_float
#define STEP MINIMUM
#include "running.tmpl.h"
#undef T

/* Unsigned, so that results wrap around: the bits of signed ones are the same. */
#define T    uint64_t
#define RUN  sum_64
#define STEP SUM
#include "running.tmpl.h"
#define RUN  product_64
#define STEP PRODUCT
#include "running.tmpl.h"
#undef T

#define T    uint32_t
#define RUN  sum_32
#define STEP SUM
#include "running.tmpl.h"
#define RUN  product_32
#define STEP PRODUCT
#include "running.tmpl.h"
#undef T

#define T    int64_t
#define RUN  maximum_64
#define STEP GREATER
#include "running.tmpl.h"
#define RUN  minimum_64
#define STEP LESSER
#include "running.tmpl.h"
#undef T

#define T    int32_t
#define RUN  maximum_32
#define STEP GREATER
#include "running.tmpl.h"
#define RUN  minimum_32
#define STEP LESSER
#include "running.tmpl.h"
#undef T
#undef FINITE

enum { NAMES = 4 };

static const char *const names[NAMES] = {"add", "multiply", "maximum", "minimum"};

static const run_fn functions[LA_NTYPES][NAMES] = {
    [LA_FLOAT64] = {sum_double, product_double, maximum_double, minimum_double},
    [LA_FLOAT32] = {sum_float, product_float, maximum_float, minimum_float},
    [LA_INT64] = {sum_64, product_64, maximum_64, minimum_64},
    [LA_INT32] = {sum_32, product_32, maximum_32, minimum_32},
    [LA_UINT64] = {sum_64, product_64},
    [LA_UINT32] = {sum_32, product_32},
};

static run_fn find(const la_ufunc *ufunc, la_type type)
{
    /* Products that become too small are not seen in the last one. */
    if (ufunc == &la_ufunc_multiply && (la_fp_watch & LA_FP_UNDERFLOW)) return NULL;
    for (int i = 0; i < NAMES; i++)
        if (strcmp(ufunc->name, names[i]) == 0) return functions[type][i];
    return NULL;
}

static ptrdiff_t distance(ptrdiff_t stride)
{
    return stride < 0 ? -stride : stride;
}

/* Whether no other axis is walked in shorter steps. */
static bool is_fastest(const la_array *a, int axis)
{
    for (int i = 0; i < a->ndim; i++)
        if (a->shape[i] > 1 && distance(a->strides[i]) < distance(a->strides[axis])) return false;
    return true;
}

bool la_running(const la_ufunc *ufunc, la_array *out, const la_array *a, int axis)
{
    const run_fn run = find(ufunc, a->dtype->num);
    if (!run || a->dtype != out->dtype || !(a->flags & out->flags & LA_ALIGNED)) return false;
    if (!is_fastest(a, axis)) return false;
    ptrdiff_t shape[LA_MAXDIMS], from[LA_MAXDIMS], to[LA_MAXDIMS];
    int ndim = 0;
    for (int i = 0; i < a->ndim; i++) {
        if (i == axis) continue;
        shape[ndim] = a->shape[i];
        from[ndim] = a->strides[i];
        to[ndim++] = out->strides[i];
    }
    char *data[2] = {a->data, out->data};
    const ptrdiff_t *strides[2] = {from, to};
    la_iter it;
    bool good = true;
    la_iter_init(&it, 2, data, ndim, shape, strides);
    if (it.size == 0 || a->shape[axis] == 0) return true;
    do {
        for (ptrdiff_t i = 0; i < it.inner; i++)
            good &= run(a->shape[axis], it.ptr[0] + i * it.inner_strides[0], a->strides[axis],
                        it.ptr[1] + i * it.inner_strides[1], out->strides[axis]);
    } while (la_iter_next(&it));
    return good;
}
