/* Basic indexing: integers, slices, new axes and the ellipsis, which give views. */
#include "index.h"

#include "cast.h"
#include "copy.h"
#include "platform.h"

bool la_index_is_basic(int n, const la_index *items)
{
    for (int i = 0; i < n; i++)
        if (items[i].kind == LA_INDEX_ARRAY) return false;
    return true;
}

la_status la_fail_bounds(ptrdiff_t index, int axis, ptrdiff_t length)
{
    return la_fail(LA_INDEX_ERROR, "index %td is out of bounds for axis %d with size %td", index,
                   axis, length);
}

la_status la_move_to_index(char **data, const la_array *a, int axis, ptrdiff_t index)
{
    ptrdiff_t length = a->shape[axis];
    if (LA_UNLIKELY(index < -length || index >= length)) return la_fail_bounds(index, axis, length);
    *data += (index < 0 ? index + length : index) * a->strides[axis];
    return LA_OK;
}

la_status la_check_index_ndim(int ndim)
{
    if (LA_LIKELY(ndim <= LA_MAXDIMS)) return LA_OK;
    return la_fail(LA_INDEX_ERROR,
                   "number of dimensions must be within [0, %d], indexing result "
                   "would have %d",
                   LA_MAXDIMS, ndim);
}

la_status la_index_axes(const la_array *a, int n, const la_index *items, int *axes)
{
    int used = 0;
    bool ellipsis = false;
    for (int i = 0; i < n; i++) {
        switch (items[i].kind) {
        case LA_INDEX_INTEGER:
        case LA_INDEX_SLICE: used++; break;
        case LA_INDEX_NEWAXIS: break;
        case LA_INDEX_ELLIPSIS:
            if (ellipsis)
                return la_fail(LA_INDEX_ERROR, "an index can only have a single ellipsis ('...')");
            ellipsis = true;
            break;
        case LA_INDEX_ARRAY:
            if (items[i].array->dtype->num != LA_BOOL &&
                !la_dtype_is_integer(items[i].array->dtype))
                return la_fail(LA_INDEX_ERROR,
                               "arrays used as indices must be of integer (or boolean) type");
            used += items[i].array->dtype->num == LA_BOOL ? items[i].array->ndim : 1;
            break;
        }
    }
    if (LA_UNLIKELY(used > a->ndim))
        return la_fail(LA_INDEX_ERROR,
                       "too many indices for array: array is %d-dimensional, but %d were indexed",
                       a->ndim, used);
    *axes = used;
    return LA_OK;
}

/* A start or stop, counted from the end where negative, held between low and high. */
static ptrdiff_t clamp(ptrdiff_t i, ptrdiff_t length, ptrdiff_t low, ptrdiff_t high)
{
    if (i < 0) i += length;
    return i < low ? low : i > high ? high : i;
}

la_status la_slice_indices(const la_index *slice, ptrdiff_t length, ptrdiff_t *start,
                           ptrdiff_t *step, ptrdiff_t *count)
{
    ptrdiff_t by = slice->step, first, last, n = 0;
    if (by == 0) return la_fail(LA_VALUE_ERROR, "slice step cannot be zero");
    if (by == PTRDIFF_MIN) by = -PTRDIFF_MAX;
    if (by > 0) {
        first = slice->start == LA_SLICE_NONE ? 0 : clamp(slice->start, length, 0, length);
        last = slice->stop == LA_SLICE_NONE ? length : clamp(slice->stop, length, 0, length);
        if (last > first) n = by == 1 ? last - first : (last - first - 1) / by + 1;
    } else {
        first = slice->start == LA_SLICE_NONE ? length - 1
                                              : clamp(slice->start, length, -1, length - 1);
        last = slice->stop == LA_SLICE_NONE ? -1 : clamp(slice->stop, length, -1, length - 1);
        if (first > last) n = (first - last - 1) / -by + 1;
    }
    *start = n > 0 ? first : 0;
    *step = n > 0 ? by : 1;
    *count = n;
    return LA_OK;
}

la_status la_index_view(la_array *out, const la_array *a, int n, const la_index *items)
{
    ptrdiff_t shape[2 * LA_MAXDIMS], strides[2 * LA_MAXDIMS];
    char *data = a->data;
    int axes = 0, axis = 0, ndim = 0;
    bool ellipsis = false;
    LA_TRY(la_index_axes(a, n, items, &axes));
    for (int i = 0; i < n; i++) {
        const la_index *item = &items[i];
        switch (item->kind) {
        case LA_INDEX_INTEGER: LA_TRY(la_move_to_index(&data, a, axis++, item->integer)); break;
        case LA_INDEX_SLICE: {
            ptrdiff_t start = 0, step = 1, count = 0;
            LA_TRY(la_slice_indices(item, a->shape[axis], &start, &step, &count));
            data += start * a->strides[axis];
            shape[ndim] = count;
            /* The stride of a single element may be beyond all memory: it is not used. */
            strides[ndim++] = (ptrdiff_t)((size_t)a->strides[axis] * (size_t)step);
            axis++;
            break;
        }
        case LA_INDEX_NEWAXIS:
            if (ndim >= LA_MAXDIMS) return la_check_index_ndim(ndim + 1);
            shape[ndim] = 1;
            strides[ndim++] = 0;
            break;
        case LA_INDEX_ELLIPSIS:
            ellipsis = true;
            for (int k = axes; k < a->ndim; k++, axis++) {
                shape[ndim] = a->shape[axis];
                strides[ndim++] = a->strides[axis];
            }
            break;
        case LA_INDEX_ARRAY: return la_fail(LA_TYPE_ERROR, "an index array does not give a view");
        }
    }
    if (!ellipsis) {
        for (; axis < a->ndim; axis++) {
            shape[ndim] = a->shape[axis];
            strides[ndim++] = a->strides[axis];
        }
    }
    LA_TRY(la_check_index_ndim(ndim));
    return la_array_init_view(out, a, data, a->dtype, ndim, shape, strides);
}

/* --- any kind of index ---------------------------------------------------------------------- */

enum { MAXITEMS = 2 * LA_MAXDIMS + 2 }; /* every axis, as many new ones, an ellipsis */

static bool is_integer_array(const la_index *item)
{
    return item->kind == LA_INDEX_ARRAY && item->array->ndim == 0 &&
           la_dtype_is_integer(item->array->dtype);
}

/* An integer array of no dimensions stands for its integer. Where there are such, copies the items
 * to `plain` with the integers put in, and points *items there. */
static la_status replace_integer_arrays(int n, const la_index **items, la_index *plain)
{
    int found = 0;
    for (int i = 0; i < n; i++)
        found += is_integer_array(&(*items)[i]);
    if (LA_LIKELY(found == 0)) return LA_OK;
    if (n > MAXITEMS) return la_fail(LA_INDEX_ERROR, "too many indices for array");
    for (int i = 0; i < n; i++) {
        plain[i] = (*items)[i];
        if (!is_integer_array(&plain[i])) continue;
        const la_array *array = plain[i].array;
        ptrdiff_t value;
        la_cast_find(array->dtype->num, LA_INTP)(array->data, 0, (char *)&value, 0, 1);
        plain[i] = (la_index){.kind = LA_INDEX_INTEGER, .integer = value};
    }
    *items = plain;
    return LA_OK;
}

la_status la_index_get(la_array *out, const la_array *a, int n, const la_index *items)
{
    la_index plain[MAXITEMS];
    const la_index *given = items;
    LA_TRY(replace_integer_arrays(n, &items, plain));
    if (!la_index_is_basic(n, items)) return la_fancy_get(out, a, n, items);
    if (items == given) return la_index_view(out, a, n, items);
    /* Arrays were among the indices: a copy. */
    la_array view = LA_ARRAY_NULL;
    LA_TRY(la_index_view(&view, a, n, items));
    la_status status = la_astype(out, &view, NULL, LA_ORDER_K, LA_CASTING_NO);
    la_array_destroy(&view);
    return status;
}

/* Whether the items are integers that name one element. */
static bool is_element(const la_array *a, int n, const la_index *items)
{
    if (n != a->ndim) return false;
    for (int i = 0; i < n; i++)
        if (items[i].kind != LA_INDEX_INTEGER) return false;
    return true;
}

/* One element takes no sequence, but a truth one of one. */
static la_status check_element(const la_array *a, const la_array *value)
{
    if (value->ndim == 0 || (a->dtype->num == LA_BOOL && value->size == 1)) return LA_OK;
    if (la_dtype_is_complex(a->dtype))
        return la_fail(LA_TYPE_ERROR,
                       "only 0-dimensional arrays can be converted to Python scalars");
    return la_fail(LA_VALUE_ERROR, "setting an array element with a sequence.");
}

/* a[i, j, ...] = value, without the ways of whole arrays. */
static la_status set_element(la_array *a, const la_index *items, const la_array *value)
{
    char *data = a->data;
    for (int axis = 0; axis < a->ndim; axis++)
        LA_TRY(la_move_to_index(&data, a, axis, items[axis].integer));
    LA_TRY(check_element(a, value));
    la_cast_find(value->dtype->num, a->dtype->num)(value->data, 0, data, 0, 1);
    return LA_OK;
}

la_status la_index_set(la_array *a, int n, const la_index *items, const la_array *value)
{
    la_index plain[MAXITEMS];
    la_array view = LA_ARRAY_NULL;
    LA_TRY(la_check_writeable(a));
    LA_TRY(replace_integer_arrays(n, &items, plain));
    if (is_element(a, n, items)) return set_element(a, items, value);
    if (!la_index_is_basic(n, items)) return la_fancy_set(a, n, items, value);
    LA_TRY(la_index_view(&view, a, n, items));
    la_status status = la_copyto(&view, value, LA_CASTING_UNSAFE, NULL);
    la_array_destroy(&view);
    return status;
}
