/* argmax and argmin: the place of the first extremum; the first NaN counts as one.
 *
 * A function per type looks at contiguous elements. Others are gathered, a chunk at a time, and the
 * best of each chunk is put beside the best so far: the same function chooses between the two. */
#include "libarray/ufunc.h"

#include <string.h>

#include "cast.h"
#include "iterate.h"
#include "libarray/float16.h"
#include "loops/loops.h"
#include "ufunc.h"

#define ARG_BLOCK 512 /* elements whose extremum is taken together */

typedef ptrdiff_t (*arg_function)(const char *in, ptrdiff_t n);

/* --- a function per type -------------------------------------------------------------------- */

#define ARG_BODY "arg_ordered.tmpl.h"
#define ISNAN(x) false
#define EACH     "arg_both.tmpl.h"
#include "loops/each_integer.inc.h"
#undef ISNAN

#define ISNAN(x) ((x) != (x))
#define EACH     "arg_both.tmpl.h"
#include "loops/each_real.inc.h"
#undef ISNAN
#undef ARG_BODY

#define ARG_BODY "arg_complex.tmpl.h"
#define EACH     "arg_both.tmpl.h"
#include "loops/each_complex.inc.h"
#undef ARG_BODY

/* The first of n elements that is true (wanted 1) or false (wanted 0), n if there is none. */
static ptrdiff_t find_truth(const char *x, ptrdiff_t n, int wanted)
{
    enum { block = 64 };
    ptrdiff_t i = 0;
    for (; i + block <= n; i += block) {
        int found = 0;
        for (int k = 0; k < block; k++)
            found |= (x[i + k] != 0) == wanted;
        if (found) break;
    }
    while (i < n && (x[i] != 0) != wanted)
        i++;
    return i;
}

static ptrdiff_t argmaximum_BOOL(const char *x, ptrdiff_t n)
{
    const ptrdiff_t i = find_truth(x, n, 1);
    return i < n ? i : 0;
}

static ptrdiff_t argminimum_BOOL(const char *x, ptrdiff_t n)
{
    const ptrdiff_t i = find_truth(x, n, 0);
    return i < n ? i : 0;
}

/* float16: block by block as float, until one has a NaN. */
static ptrdiff_t find_half(arg_function find, float sign, const char *in, ptrdiff_t n)
{
    const ptrdiff_t size = sizeof(la_float16);
    const la_cast_fn cast = la_cast_find(LA_FLOAT16, LA_FLOAT32);
    float block[ARG_BLOCK] = {0}, best = 0;
    ptrdiff_t place = -1;
    for (ptrdiff_t start = 0; start < n && best == best; start += ARG_BLOCK) {
        const ptrdiff_t length = n - start < ARG_BLOCK ? n - start : ARG_BLOCK;
        cast(in + start * size, size, (char *)block, sizeof(float), length);
        const ptrdiff_t i = find((const char *)block, length);
        if (place >= 0 && sign * block[i] <= sign * best) continue;
        best = block[i];
        place = start + i;
    }
    return place;
}

static ptrdiff_t argmaximum_FLOAT16(const char *in, ptrdiff_t n)
{
    return find_half(argmaximum_FLOAT32, 1, in, n);
}

static ptrdiff_t argminimum_FLOAT16(const char *in, ptrdiff_t n)
{
    return find_half(argminimum_FLOAT32, -1, in, n);
}

enum { MAXIMUM, MINIMUM };

static const arg_function functions[LA_NTYPES][2] = {
    [LA_FLOAT16] = {argmaximum_FLOAT16, argminimum_FLOAT16},
#define EACH "arg_entry.tmpl.h"
#include "loops/each_bool.inc.h"
#define EACH "arg_entry.tmpl.h"
#include "loops/each_integer.inc.h"
#define EACH "arg_entry.tmpl.h"
#include "loops/each_real.inc.h"
#define EACH "arg_entry.tmpl.h"
#include "loops/each_complex.inc.h"
};

/* --- any layout ----------------------------------------------------------------------------- */

/* The place of the extremum of n elements that are not contiguous or not aligned. */
static ptrdiff_t find_strided(arg_function find, la_cast_fn copy, ptrdiff_t itemsize,
                              const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    _Alignas(LA_ALIGNMENT) char chunk[LA_CHUNK_BYTES];
    _Alignas(LA_ALIGNMENT) char pair[2 * sizeof(la_complex128)];
    const ptrdiff_t room = LA_CHUNK_BYTES / itemsize;
    ptrdiff_t best = -1;
    for (ptrdiff_t start = 0; start < n; start += room) {
        const ptrdiff_t length = n - start < room ? n - start : room;
        copy(in + start * stride, stride, chunk, itemsize, length);
        const ptrdiff_t i = find(chunk, length);
        memcpy(pair + itemsize, chunk + i * itemsize, (size_t)itemsize);
        if (best >= 0 && find(pair, 2) == 0) continue;
        best = start + i;
        memcpy(pair, pair + itemsize, (size_t)itemsize);
    }
    return best;
}

/* Along an axis: a strip of the other axes at a time. */
static void find_along(const la_array *a, int axis, arg_function find, la_array *result,
                       bool keepdims)
{
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS], steps[LA_MAXDIMS];
    int ndim = 0;
    for (int i = 0; i < a->ndim; i++) {
        if (i == axis) continue;
        shape[ndim] = a->shape[i];
        strides[ndim] = a->strides[i];
        steps[ndim++] = result->strides[i > axis && !keepdims ? i - 1 : i];
    }
    const ptrdiff_t n = a->shape[axis], stride = a->strides[axis], itemsize = a->dtype->itemsize;
    const bool direct = (stride == itemsize || n == 1) && (a->flags & LA_ALIGNED);
    const la_cast_fn copy = la_cast_find(a->dtype->num, a->dtype->num);
    char *data[2] = {a->data, result->data};
    const ptrdiff_t *rows[2] = {strides, steps};
    la_iter it;
    la_iter_init(&it, 2, data, ndim, shape, rows);
    if (it.size == 0) return;
    do {
        const char *in = it.ptr[0];
        char *out = it.ptr[1];
        for (ptrdiff_t i = 0; i < it.inner; i++) {
            *(ptrdiff_t *)out =
                direct ? find(in, n) : find_strided(find, copy, itemsize, in, n, stride);
            in += it.inner_strides[0];
            out += it.inner_strides[1];
        }
    } while (la_iter_next(&it));
}

static la_status check_out(const la_array *out, int ndim, const ptrdiff_t *shape, const char *name)
{
    bool fits = out->ndim == ndim && la_can_cast(la_dtype_of(LA_INTP), out->dtype, LA_CASTING_SAFE);
    for (int i = 0; fits && i < ndim; i++)
        fits = out->shape[i] == shape[i];
    if (!fits) return la_fail(LA_VALUE_ERROR, "output array does not match result of np.%s.", name);
    if (!(out->flags & LA_WRITEABLE)) return la_fail(LA_VALUE_ERROR, "output array is read-only");
    return LA_OK;
}

static la_status arg_reduce(la_array *out, const la_array *a, int axis, bool keepdims, int which)
{
    const char *name = which == MAXIMUM ? "argmax" : "argmin";
    const bool given = out->dtype != NULL;
    ptrdiff_t shape[LA_MAXDIMS];
    int ndim = 0;
    if (a->ndim == 0 && axis <= 0) axis = -1; /* a scalar has, for this, one axis */
    if (axis >= 0) LA_TRY(la_normalize_axis(axis, a->ndim, &axis));
    for (int i = 0; i < a->ndim; i++) {
        const bool reduced = axis < 0 || i == axis;
        if (!reduced || keepdims) shape[ndim++] = reduced ? 1 : a->shape[i];
    }
    if (given) LA_TRY(check_out(out, ndim, shape, name));
    if ((axis < 0 ? a->size : a->shape[axis]) == 0)
        return la_fail(LA_VALUE_ERROR, "attempt to get %s of an empty sequence", name);

    const arg_function find = functions[a->dtype->num][which];
    la_array result = LA_ARRAY_NULL, flat = LA_ARRAY_NULL;
    la_status status = la_array_init(&result, la_dtype_of(LA_INTP), ndim, shape, LA_ORDER_C);
    if (status == LA_OK && axis >= 0) {
        find_along(a, axis, find, &result, keepdims);
    } else if (status == LA_OK) {
        const unsigned plain = LA_C_CONTIGUOUS | LA_ALIGNED;
        const bool direct = (a->flags & plain) == plain;
        if (!direct) status = la_astype(&flat, a, NULL, LA_ORDER_C, LA_CASTING_NO);
        if (status == LA_OK)
            *(ptrdiff_t *)result.data = find(direct ? a->data : flat.data, a->size);
    }
    if (status == LA_OK && given) status = la_copyto(out, &result, LA_CASTING_SAFE, NULL);
    if (status == LA_OK && !given) la_array_move(out, &result);
    la_array_destroy(&flat);
    la_array_destroy(&result);
    return status;
}

la_status la_argmax(la_array *out, const la_array *a, int axis, bool keepdims)
{
    return arg_reduce(out, a, axis, keepdims, MAXIMUM);
}

la_status la_argmin(la_array *out, const la_array *a, int axis, bool keepdims)
{
    return arg_reduce(out, a, axis, keepdims, MINIMUM);
}
