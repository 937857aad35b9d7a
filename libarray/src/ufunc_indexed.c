/* ufunc.at and ufunc.reduceat: elements and slices chosen by arrays of positions. */
#include "ufunc.h"

#include <math.h>
#include <string.h>

#include "cast.h"
#include "platform.h"

#define LA_CAT_(a, b) a##b
#define LA_CAT(a, b)  LA_CAT_(a, b)

#define T      float
#define FINITE isfinite
#include "ufunc_at.tmpl.h"
#undef T
#define T double
#include "ufunc_at.tmpl.h"
#undef T
#undef FINITE

/* Unsigned, so that sums wrap around: the bits of signed ones are the same. */
#define T         uint32_t
#define FINITE(x) true
#include "ufunc_at.tmpl.h"
#undef T
#define T uint64_t
#include "ufunc_at.tmpl.h"
#undef T
#undef FINITE

la_status la_ufunc_at(const la_ufunc *ufunc, const la_loop *loop, la_array *a,
                      const la_array *positions, const la_array *b)
{
    const bool binary = ufunc->nin == 2;
    const la_dtype *own = a->dtype, *result = la_dtype_of(loop->types[ufunc->nin]);
    const la_dtype *computed = la_dtype_of(loop->types[0]);
    const la_cast_fn in = la_cast_find(own->num, computed->num);
    const la_cast_fn back = la_cast_find(result->num, own->num);
    const bool direct = own == computed && own == result;
    static const ptrdiff_t steps[3] = {0, 0, 0};
    la_complex128 element, value;
    const ptrdiff_t *position = (const ptrdiff_t *)(const void *)positions->data;
    const char *other = binary ? b->data : NULL;
    const ptrdiff_t step = binary ? b->strides[0] : 0;

    if (ufunc == &la_ufunc_add && direct) {
        switch (own->num) {
        case LA_FLOAT32: return add_at_float(ufunc, loop, a, positions, b);
        case LA_FLOAT64: return add_at_double(ufunc, loop, a, positions, b);
        case LA_INT32:
        case LA_UINT32: return add_at_uint32_t(ufunc, loop, a, positions, b);
        case LA_INT64:
        case LA_UINT64: return add_at_uint64_t(ufunc, loop, a, positions, b);
        default: break;
        }
    }
    for (ptrdiff_t i = 0; i < positions->size; i++, other += step) {
        char *at = a->data + position[i] * own->itemsize;
        char *x = direct ? at : (char *)&element;
        char *z = direct ? at : (char *)&value;
        char *const args[3] = {x, binary ? (char *)(uintptr_t)other : z, z};
        if (!direct) in(at, 0, x, 0, 1);
        LA_TRY(la_run_loop(ufunc, loop, args, 1, steps));
        if (!direct) back(z, 0, at, 0, 1);
    }
    return LA_OK;
}

/* A view of `length` elements along the axis from `start`; without the axis where length < 0. */
static la_status slice(la_array *out, const la_array *a, int axis, ptrdiff_t start,
                       ptrdiff_t length)
{
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    int n = 0;
    for (int i = 0; i < a->ndim; i++) {
        if (i == axis && length < 0) continue;
        shape[n] = i == axis ? length : a->shape[i];
        strides[n++] = a->strides[i];
    }
    return la_array_init_view(out, a, a->data + start * a->strides[axis], a->dtype, n, shape,
                              strides);
}

/* out[..., i, ...] = the reduction of a[..., start:stop, ...], or a's element at start. */
static la_status reduce_slice(la_array *out, const la_ufunc *ufunc, const la_array *a, int axis,
                              ptrdiff_t i, ptrdiff_t start, ptrdiff_t stop, const la_dtype *dtype)
{
    la_array from = LA_ARRAY_NULL, to = LA_ARRAY_NULL;
    const bool single = stop <= start + 1;
    la_status status = slice(&to, out, axis, i, -1);
    if (status == LA_OK) status = slice(&from, a, axis, start, single ? -1 : stop - start);
    if (status == LA_OK && single) status = la_copyto(&to, &from, LA_CASTING_UNSAFE, NULL);
    if (status == LA_OK && !single)
        status = la_ufunc_reduce(&to, ufunc, &from, (la_axes)1 << axis, false, dtype, NULL, NULL);
    la_array_destroy(&from);
    la_array_destroy(&to);
    return status;
}

la_status la_ufunc_reduceat(la_array *out, const la_ufunc *ufunc, const la_array *a,
                            const la_array *indices, int axis, const la_dtype *dtype)
{
    const ptrdiff_t *index = (const ptrdiff_t *)(const void *)indices->data;
    const ptrdiff_t n = indices->size, length = a->shape[axis];
    for (ptrdiff_t i = 0; i < n; i++)
        if (index[i] < 0 || index[i] >= length)
            return la_fail(LA_INDEX_ERROR, "index %td out-of-bounds in %s.reduceat [0, %td)",
                           index[i], ufunc->name, length);
    const bool made = out->dtype == NULL;
    if (made) {
        ptrdiff_t shape[LA_MAXDIMS];
        memcpy(shape, a->shape, (size_t)a->ndim * sizeof(*shape));
        shape[axis] = n;
        LA_TRY(la_array_init(out, dtype, a->ndim, shape, LA_ORDER_C));
    }
    la_status status = LA_OK;
    for (ptrdiff_t i = 0; i < n && status == LA_OK; i++)
        status = reduce_slice(out, ufunc, a, axis, i, index[i], i + 1 < n ? index[i + 1] : length,
                              dtype);
    if (status != LA_OK && made) la_array_destroy(out);
    return status;
}
