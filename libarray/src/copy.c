/* Copies and casts of whole arrays, and what is made of them: where, concatenate, ranges. */
#include "copy.h"

#include <string.h>

#include "cast.h"
#include "fperr.h"
#include "iterate.h"
#include "libarray/float16.h"
#include "memory.h"
#include "platform.h"
#include "transpose_tile.h"

#define SIZE_BODY "copy.tmpl.h"
#include "each_size.inc.h"
#undef SIZE_BODY

/* --- checks --------------------------------------------------------------------------------- */

la_status la_check_cast(const la_array *a, const la_dtype *to, la_casting casting)
{
    if (LA_LIKELY(la_can_cast(a->dtype, to, casting))) return LA_OK;
    return la_fail(
        LA_TYPE_ERROR, "Cannot cast %s from dtype('%s') to dtype('%s') according to the rule '%s'",
        a->ndim == 0 ? "scalar" : "array data", a->dtype->name, to->name, la_casting_name(casting));
}

la_status la_check_writeable(const la_array *a)
{
    if (LA_LIKELY(a->flags & LA_WRITEABLE)) return LA_OK;
    return la_fail(LA_VALUE_ERROR, "assignment destination is read-only");
}

/* Strides of `a` broadcast to `shape`. With `strip`, leading lengths of one beyond ndim are passed
 * over, as NumPy does for what it assigns. `what` begins the error. */
static la_status assignment_strides(const la_array *a, int ndim, const ptrdiff_t *shape,
                                    ptrdiff_t *strides, bool strip, const char *what)
{
    int first = 0;
    while (strip && a->ndim - first > ndim && a->shape[first] == 1)
        first++;
    int lead = ndim - (a->ndim - first);
    bool fits = lead >= 0;
    for (int i = 0; i < lead; i++)
        strides[i] = 0;
    for (int i = first; fits && i < a->ndim; i++) {
        ptrdiff_t length = shape[lead + i - first];
        if (a->shape[i] == length)
            strides[lead + i - first] = a->strides[i];
        else if (a->shape[i] == 1)
            strides[lead + i - first] = 0;
        else
            fits = false;
    }
    if (LA_LIKELY(fits)) return LA_OK;
    char from[450], to[450];
    la_shape_format(a->ndim - first, a->shape + first, from, sizeof from);
    la_shape_format(ndim, shape, to, sizeof to);
    return la_fail(LA_VALUE_ERROR, "could not broadcast %s from shape %s into shape %s", what, from,
                   to);
}

/* --- strided copies ------------------------------------------------------------------------- */

static void transpose(ptrdiff_t size, char *to, ptrdiff_t to_slow, const char *from,
                      ptrdiff_t from_fast, ptrdiff_t nfast, ptrdiff_t nslow)
{
    switch (size) {
    case 1: transpose_1(to, to_slow, from, from_fast, nfast, nslow); return;
    case 2: transpose_2(to, to_slow, from, from_fast, nfast, nslow); return;
    case 4: transpose_4(to, to_slow, from, from_fast, nfast, nslow); return;
    case 8: transpose_8(to, to_slow, from, from_fast, nfast, nslow); return;
    default: transpose_16(to, to_slow, from, from_fast, nfast, nslow); return;
    }
}

/* An iterator of (to, from) whose strips are contiguous in `to` but not in `from`: if another axis
 * is contiguous in `from`, copies blocks of the two. False: nothing done. */
static bool copy_transposed(la_iter *it, ptrdiff_t size)
{
    if (it->inner_strides[0] != size || it->inner_strides[1] == size || it->inner_strides[1] == 0)
        return false;
    int axis = 1;
    while (axis <= it->ndim && it->strides[axis][1] != size)
        axis++;
    if (axis > it->ndim) return false;
    ptrdiff_t nslow = it->shape[axis], to_slow = it->strides[axis][0];
    for (; axis < it->ndim; axis++) { /* the axis leaves the iterator */
        it->shape[axis] = it->shape[axis + 1];
        it->strides[axis][0] = it->strides[axis + 1][0];
        it->strides[axis][1] = it->strides[axis + 1][1];
    }
    it->ndim--;
    do {
        transpose(size, it->ptr[0], to_slow, it->ptr[1], it->inner_strides[1], it->inner, nslow);
    } while (la_iter_next(it));
    return true;
}

/* A strip, cast; one element for all (a stride of 0) is cast once. */
static void copy_strip(la_cast_fn cast, char *to, ptrdiff_t to_stride, la_type to_type,
                       const char *from, ptrdiff_t from_stride, la_type from_type, ptrdiff_t n)
{
    const bool once = from_stride == 0 && from_type != to_type && n > 1;
    la_run_cast(cast, from_type, to_type, from, from_stride, to, to_stride, once ? 1 : n);
    if (once) la_copy_find(la_dtypes[to_type].itemsize)(to, 0, to + to_stride, to_stride, n - 1);
}

void la_copy_strided(int ndim, const ptrdiff_t *shape, char *to, const ptrdiff_t *to_strides,
                     la_type to_type, const char *from, const ptrdiff_t *from_strides,
                     la_type from_type)
{
    la_cast_fn cast = la_cast_find(from_type, to_type);
    if (ndim == 0 || (ndim == 1 && shape[0] == 1)) { /* its stride may be beyond all memory */
        la_run_cast(cast, from_type, to_type, from, 0, to, 0, 1);
        return;
    }
    if (ndim == 1) {
        copy_strip(cast, to, to_strides[0], to_type, from, from_strides[0], from_type, shape[0]);
        return;
    }
    la_iter it;
    char *const data[2] = {to, (char *)(uintptr_t)from};
    const ptrdiff_t *const strides[2] = {to_strides, from_strides};
    la_iter_init(&it, 2, data, ndim, shape, strides);
    if (it.size == 0) return;
    if (it.ndim > 0 && from_type == to_type && copy_transposed(&it, la_dtypes[to_type].itemsize))
        return;
    do {
        copy_strip(cast, it.ptr[0], it.inner_strides[0], to_type, it.ptr[1], it.inner_strides[1],
                   from_type, it.inner);
    } while (la_iter_next(&it));
}

static void blend(ptrdiff_t size, char *to, ptrdiff_t to_stride, const char *from,
                  ptrdiff_t from_stride, const char *mask, ptrdiff_t mask_stride, ptrdiff_t n)
{
    switch (size) {
    case 1: blend_1(to, to_stride, from, from_stride, mask, mask_stride, n); return;
    case 2: blend_2(to, to_stride, from, from_stride, mask, mask_stride, n); return;
    case 4: blend_4(to, to_stride, from, from_stride, mask, mask_stride, n); return;
    case 8: blend_8(to, to_stride, from, from_stride, mask, mask_stride, n); return;
    default: blend_16(to, to_stride, from, from_stride, mask, mask_stride, n); return;
    }
}

/* to = from where mask. Strips are cast piece by piece into a buffer and blended in from there. */
static void copy_masked(int ndim, const ptrdiff_t *shape, la_array *to, const la_array *from,
                        const ptrdiff_t *from_strides, const la_array *mask,
                        const ptrdiff_t *mask_strides)
{
    enum { PIECE = 256 };
    la_complex128 buffer[PIECE]; /* room for any type */
    la_iter it;
    la_cast_fn cast = la_cast_find(from->dtype->num, to->dtype->num);
    const bool same_type = from->dtype == to->dtype;
    const ptrdiff_t size = to->dtype->itemsize;
    char *const data[3] = {to->data, from->data, mask->data};
    const ptrdiff_t *const strides[3] = {to->strides, from_strides, mask_strides};
    la_iter_init(&it, 3, data, ndim, shape, strides);
    if (it.size == 0) return;
    do {
        const ptrdiff_t *step = it.inner_strides;
        if (same_type) {
            blend(size, it.ptr[0], step[0], it.ptr[1], step[1], it.ptr[2], step[2], it.inner);
            continue;
        }
        for (ptrdiff_t i = 0; i < it.inner; i += PIECE) {
            const ptrdiff_t n = it.inner - i < PIECE ? it.inner - i : PIECE;
            const ptrdiff_t ncast = step[1] == 0 ? 1 : n;
            cast(it.ptr[1] + i * step[1], step[1], (char *)buffer, size, ncast);
            blend(size, it.ptr[0] + i * step[0], step[0], (char *)buffer, step[1] == 0 ? 0 : size,
                  it.ptr[2] + i * step[2], step[2], n);
        }
    } while (la_iter_next(&it));
}

/* --- astype and copyto ---------------------------------------------------------------------- */

la_status la_astype(la_array *out, const la_array *a, const la_dtype *dtype, la_order order,
                    la_casting casting)
{
    if (!dtype) dtype = a->dtype;
    LA_TRY(la_check_cast(a, dtype, casting));
    LA_TRY(la_array_init_like(out, a, dtype, order));
    unsigned both = a->flags & out->flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS);
    if (both)
        la_run_cast(la_cast_find(a->dtype->num, dtype->num), a->dtype->num, dtype->num, a->data,
                    a->dtype->itemsize, out->data, dtype->itemsize, a->size);
    else
        la_copy_strided(a->ndim, a->shape, out->data, out->strides, dtype->num, a->data, a->strides,
                        a->dtype->num);
    if (casting != LA_CASTING_SAME_VALUE) return LA_OK;
    la_status status = la_check_same_values(a, out);
    if (status != LA_OK) la_array_destroy(out);
    return status;
}

la_status la_copyto(la_array *dst, const la_array *src, la_casting casting, const la_array *where)
{
    ptrdiff_t src_strides[LA_MAXDIMS], mask_strides[LA_MAXDIMS];
    LA_TRY(la_check_writeable(dst));
    LA_TRY(la_check_cast(src, dst->dtype, casting));
    LA_TRY(assignment_strides(src, dst->ndim, dst->shape, src_strides, true, "input array"));
    if (where) {
        LA_TRY(la_check_cast(where, la_dtype_of(LA_BOOL), LA_CASTING_SAFE));
        LA_TRY(assignment_strides(where, dst->ndim, dst->shape, mask_strides, false, "where mask"));
    }
    la_fp_note_discard(src->dtype->num, dst->dtype->num); /* also without elements, as in NumPy */
    if (dst->size == 0 || la_same_view(dst, src)) return LA_OK;

    la_array src_copy = LA_ARRAY_NULL, mask_copy = LA_ARRAY_NULL;
    la_status status = LA_OK;
    if (LA_UNLIKELY(la_may_overlap(dst, src))) {
        status = la_astype(&src_copy, src, NULL, LA_ORDER_K, LA_CASTING_NO);
        if (status != LA_OK) goto done;
        src = &src_copy;
        status = assignment_strides(src, dst->ndim, dst->shape, src_strides, true, "input array");
        if (status != LA_OK) goto done;
    }
    if (!where) {
        la_copy_strided(dst->ndim, dst->shape, dst->data, dst->strides, dst->dtype->num, src->data,
                        src_strides, src->dtype->num);
        goto done;
    }
    if (la_may_overlap(dst, where)) {
        status = la_astype(&mask_copy, where, NULL, LA_ORDER_K, LA_CASTING_NO);
        if (status != LA_OK) goto done;
        where = &mask_copy;
        status =
            assignment_strides(where, dst->ndim, dst->shape, mask_strides, false, "where mask");
        if (status != LA_OK) goto done;
    }
    copy_masked(dst->ndim, dst->shape, dst, src, src_strides, where, mask_strides);
done:
    la_array_destroy(&src_copy);
    la_array_destroy(&mask_copy);
    return status;
}

/* --- ranges --------------------------------------------------------------------------------- */

#define FILL_JOIN(t) fill_##t
#define FILL_NAME(t) FILL_JOIN(t)

#define SUM uint32_t
#define T   uint8_t
#include "fill_range.tmpl.h"
#undef T
#define T uint16_t
#include "fill_range.tmpl.h"
#undef T
#define T uint32_t
#include "fill_range.tmpl.h"
#undef T
#undef SUM

#define SUM uint64_t
#define T   uint64_t
#include "fill_range.tmpl.h"
#undef T
#undef SUM

#define SUM float
#define T   float
#include "fill_range.tmpl.h"
#undef T
#undef SUM

#define SUM double
#define T   double
#include "fill_range.tmpl.h"
#undef T
#undef SUM

/* Computed in float, as NumPy does. */
static void fill_half(char *out, ptrdiff_t stride, ptrdiff_t n, const char *first,
                      const char *second)
{
    la_float16 ends[2];
    memcpy(&ends[0], first, sizeof ends[0]);
    memcpy(&ends[1], second, sizeof ends[1]);
    const float start = la_float16_to_float(ends[0]);
    const float delta = la_float16_to_float(ends[1]) - start;
    for (ptrdiff_t i = 0; i < n; i++) {
        const la_float16 value = i == 1 ? ends[1] : la_float16_from_float(start + (float)i * delta);
        memcpy(out + i * stride, &value, sizeof value);
    }
}

la_status la_fill_range(la_array *out, const la_array *start, const la_array *next)
{
    LA_TRY(la_check_writeable(out));
    if (out->ndim != 1) return la_fail(LA_VALUE_ERROR, "a range needs an array of one dimension");
    if (start->dtype != out->dtype || next->dtype != out->dtype)
        return la_fail(LA_TYPE_ERROR, "a range's ends must have its own type, dtype('%s')",
                       out->dtype->name);
    const ptrdiff_t n = out->size, stride = out->strides[0];
    char *data = out->data;
    const char *first = start->data, *second = next->data;
    switch (out->dtype->num) {
    case LA_BOOL:
        if (n > 2)
            return la_fail(LA_TYPE_ERROR, "arange() is only supported for booleans when the result "
                                          "has at most length 2.");
        if (n > 0) data[0] = first[0];
        if (n > 1) data[stride] = second[0];
        break;
    case LA_INT8:
    case LA_UINT8: fill_uint8_t(data, stride, n, first, second); break;
    case LA_INT16:
    case LA_UINT16: fill_uint16_t(data, stride, n, first, second); break;
    case LA_INT32:
    case LA_UINT32: fill_uint32_t(data, stride, n, first, second); break;
    case LA_INT64:
    case LA_UINT64: fill_uint64_t(data, stride, n, first, second); break;
    case LA_FLOAT16: fill_half(data, stride, n, first, second); break;
    case LA_FLOAT32: fill_float(data, stride, n, first, second); break;
    case LA_FLOAT64: fill_double(data, stride, n, first, second); break;
    case LA_COMPLEX64: /* the two parts are ranges of their own */
        fill_float(data, stride, n, first, second);
        fill_float(data + 4, stride, n, first + 4, second + 4);
        break;
    case LA_COMPLEX128:
        fill_double(data, stride, n, first, second);
        fill_double(data + 8, stride, n, first + 8, second + 8);
        break;
    case LA_NTYPES: break;
    }
    return LA_OK;
}

/* --- where ---------------------------------------------------------------------------------- */

typedef void (*select_fn)(char *const *p, const ptrdiff_t *s, ptrdiff_t n);

static select_fn select_find(ptrdiff_t itemsize)
{
    switch (itemsize) {
    case 1: return select_1;
    case 2: return select_2;
    case 4: return select_4;
    case 8: return select_8;
    default: return select_16;
    }
}

/* The same array as `dtype`: itself, or a cast copy in *copy. */
static la_status as_type(const la_array **a, const la_dtype *dtype, la_array *copy)
{
    if ((*a)->dtype == dtype) return LA_OK;
    LA_TRY(la_astype(copy, *a, dtype, LA_ORDER_K, LA_CASTING_UNSAFE));
    *a = copy;
    return LA_OK;
}

la_status la_where(la_array *out, const la_array *condition, const la_array *x, const la_array *y)
{
    la_array copies[3] = {LA_ARRAY_NULL, LA_ARRAY_NULL, LA_ARRAY_NULL};
    const la_array *operands[3] = {condition, x, y};
    ptrdiff_t shape[LA_MAXDIMS], strides[3][LA_MAXDIMS];
    int ndim;
    LA_TRY(la_broadcast_shape(3, operands, &ndim, shape));

    const la_dtype *dtype = la_promote_types(x->dtype, y->dtype);
    la_status status = as_type(&operands[0], la_dtype_of(LA_BOOL), &copies[0]);
    if (status == LA_OK) status = as_type(&operands[1], dtype, &copies[1]);
    if (status == LA_OK) status = as_type(&operands[2], dtype, &copies[2]);
    if (status != LA_OK) goto done;
    for (int k = 0; k < 3; k++)
        la_broadcast_strides(operands[k], ndim, shape, strides[k]);
    const ptrdiff_t *const in_strides[3] = {strides[0], strides[1], strides[2]};
    status = la_array_init_sorted(out, dtype, ndim, shape, 3, in_strides);
    if (status != LA_OK) goto done;

    la_iter it;
    select_fn select = select_find(dtype->itemsize);
    char *const data[4] = {out->data, operands[0]->data, operands[1]->data, operands[2]->data};
    const ptrdiff_t *const all_strides[4] = {out->strides, strides[0], strides[1], strides[2]};
    la_iter_init(&it, 4, data, ndim, shape, all_strides);
    if (it.size > 0) {
        do {
            select(it.ptr, it.inner_strides, it.inner);
        } while (la_iter_next(&it));
    }
done:
    for (int k = 0; k < 3; k++)
        la_array_destroy(&copies[k]);
    return status;
}

/* --- concatenate ---------------------------------------------------------------------------- */

/* Checks the arrays against the first and adds up their lengths along `axis`. */
static la_status joined_shape(int n, const la_array *const *arrays, int axis, ptrdiff_t *shape)
{
    const la_array *first = arrays[0];
    for (int i = 0; i < first->ndim; i++)
        shape[i] = first->shape[i];
    for (int k = 1; k < n; k++) {
        const la_array *a = arrays[k];
        if (a->ndim != first->ndim)
            return la_fail(
                LA_VALUE_ERROR,
                "all the input arrays must have same number of dimensions, but the array "
                "at index 0 has %d dimension(s) and the array at index %d has %d "
                "dimension(s)",
                first->ndim, k, a->ndim);
        for (int i = 0; i < a->ndim; i++) {
            if (i == axis) {
                if (__builtin_add_overflow(shape[i], a->shape[i], &shape[i]))
                    return la_fail(LA_VALUE_ERROR, "array is too big; `arr.size * "
                                                   "arr.dtype.itemsize` is larger than the maximum "
                                                   "possible size.");
            } else if (a->shape[i] != shape[i]) {
                return la_fail(LA_VALUE_ERROR,
                               "all the input array dimensions except for the concatenation axis "
                               "must match exactly, but along dimension %d, the array at index 0 "
                               "has size %td and the array at index %d has size %td",
                               i, shape[i], k, a->shape[i]);
            }
        }
    }
    return LA_OK;
}

static const la_dtype *common_type(int n, const la_array *const *arrays)
{
    /* As la_result_type: all meet the highest first. */
    const la_dtype *highest = arrays[0]->dtype;
    for (int k = 1; k < n; k++)
        if (arrays[k]->dtype->num > highest->num) highest = arrays[k]->dtype;
    const la_dtype *common = highest;
    for (int k = 0; k < n; k++)
        common = la_promote_types(common, la_promote_types(highest, arrays[k]->dtype));
    return common;
}

la_status la_concatenate(la_array *out, int n, const la_array *const *arrays, ptrdiff_t axis,
                         const la_dtype *dtype, la_casting casting)
{
    if (n <= 0) return la_fail(LA_VALUE_ERROR, "need at least one array to concatenate");
    if (arrays[0]->ndim == 0)
        return la_fail(LA_VALUE_ERROR, "zero-dimensional arrays cannot be concatenated");
    int along = 0, ndim = arrays[0]->ndim;
    ptrdiff_t shape[LA_MAXDIMS];
    LA_TRY(la_normalize_axis(axis, ndim, &along));
    LA_TRY(joined_shape(n, arrays, along, shape));
    if (!dtype) dtype = common_type(n, arrays);
    for (int k = 0; k < n; k++)
        LA_TRY(la_check_cast(arrays[k], dtype, casting));

    ptrdiff_t rows[LA_ITER_MAXOPS][LA_MAXDIMS];
    const ptrdiff_t *strides[LA_ITER_MAXOPS];
    int nsorted = n < LA_ITER_MAXOPS ? n : LA_ITER_MAXOPS;
    for (int k = 0; k < nsorted; k++) {
        la_broadcast_strides(arrays[k], ndim, shape, rows[k]);
        strides[k] = rows[k];
    }
    LA_TRY(la_array_init_sorted(out, dtype, ndim, shape, nsorted, strides));
    char *data = out->data;
    for (int k = 0; k < n; k++) {
        const la_array *a = arrays[k];
        la_copy_strided(ndim, a->shape, data, out->strides, dtype->num, a->data, a->strides,
                        a->dtype->num);
        data += a->shape[along] * out->strides[along];
    }
    return LA_OK;
}
