/* Advanced indexing: arrays of integers and of truths.
 *
 * Boolean arrays become integer arrays (their nonzero positions), all integer arrays are broadcast
 * together, and each element of the broadcast becomes one byte offset into the indexed array. What
 * slices, new axes and untouched axes leave is the subspace: a block copied for every offset.
 *
 * The result's axes are those of the subspace with the broadcast's put where the index arrays stand
 * if these are neighbours, else in front. In memory the broadcast's axes always come first, and the
 * subspace's keep the order they have in the indexed array, as NumPy lays its results out. */
#include "index.h"

#include <string.h>

#include "cast.h"
#include "copy.h"
#include "iterate.h"
#include "libarray/numeric.h"
#include "memory.h"
#include "platform.h"

#define SIZE_BODY "fancy.tmpl.h"
#include "each_size.inc.h"
#undef SIZE_BODY

/* Offsets are made so many at a time: few enough that blocks stay in the cache. */
enum { CHUNK = 256 };

/* --- the plan ------------------------------------------------------------------------------- */

/* An axis that is indexed by an array. */
typedef struct indexed_axis {
    const la_array *array;
    ptrdiff_t length, stride; /* of the axis; a length of -1: `array` holds checked offsets */
    int axis;
} indexed_axis;

typedef struct plan {
    char *data; /* the indexed array's data, moved by slices */
    int nindexed;
    indexed_axis indexed[LA_MAXDIMS + 1];
    int index_ndim; /* the broadcast of the index arrays */
    ptrdiff_t index_shape[LA_MAXDIMS];
    ptrdiff_t index_size;
    int sub_ndim; /* the subspace, in the result's order */
    ptrdiff_t sub_shape[2 * LA_MAXDIMS];
    ptrdiff_t sub_strides[2 * LA_MAXDIMS];
    int place; /* how many of the subspace's axes stand before the broadcast's */
    int ndim;  /* of the result */
    ptrdiff_t shape[LA_MAXDIMS];
    int nowned; /* arrays made for the plan: from masks, a truth, a sum of offsets, protecting
                   copies */
    la_array owned[2 * LA_MAXDIMS + 4];
    la_array *truth; /* one of them; NULL: there is none */
} plan;

static void plan_destroy(plan *p)
{
    for (int i = 0; i < p->nowned; i++)
        la_array_destroy(&p->owned[i]);
}

/* A mask of no length passes for any, as in NumPy. */
static la_status check_mask_length(const la_array *a, int axis, ptrdiff_t length)
{
    if (LA_LIKELY(a->shape[axis] == length || length == 0)) return LA_OK;
    return la_fail(LA_INDEX_ERROR,
                   "boolean index did not match indexed array along axis %d; size "
                   "of axis is %td but size of corresponding boolean axis is %td",
                   axis, a->shape[axis], length);
}

static void add_indexed(plan *p, const la_array *array, const la_array *a, int axis)
{
    p->indexed[p->nindexed++] = (indexed_axis){
        .array = array,
        .length = a->shape[axis],
        .stride = a->strides[axis],
        .axis = axis,
    };
}

/* A mask of one truth indexes no axis: it is a broadcast length of one, or of zero if false.
 * Several are one, true if all are. */
static la_status add_truth(plan *p, const la_array *mask)
{
    const ptrdiff_t length = mask->data[0] != 0;
    if (p->truth) {
        if (length == 0) p->truth->size = p->truth->shape[0] = 0;
        return LA_OK;
    }
    la_array *zeros = &p->owned[p->nowned];
    LA_TRY(la_array_init_zeros(zeros, la_dtype_of(LA_INTP), 1, &length, LA_ORDER_C));
    p->nowned++;
    p->truth = zeros;
    p->indexed[p->nindexed++] = (indexed_axis){.array = zeros, .length = -1, .stride = 1};
    return LA_OK;
}

static la_status add_array(plan *p, const la_array *array, const la_array *a, int *axis)
{
    if (array->dtype->num != LA_BOOL) {
        add_indexed(p, array, a, (*axis)++);
        return LA_OK;
    }
    if (array->ndim == 0) return add_truth(p, array);
    LA_TRY(la_nonzero(&p->owned[p->nowned], array));
    for (int i = 0; i < array->ndim; i++)
        add_indexed(p, &p->owned[p->nowned++], a, (*axis)++);
    return LA_OK;
}

static void add_subspace(plan *p, ptrdiff_t length, ptrdiff_t stride)
{
    p->sub_shape[p->sub_ndim] = length;
    p->sub_strides[p->sub_ndim++] = stride;
}

static la_status broadcast_indices(plan *p)
{
    const la_array *arrays[LA_MAXDIMS + 1];
    for (int i = 0; i < p->nindexed; i++)
        arrays[i] = p->indexed[i].array;
    if (la_broadcast_shape(p->nindexed, arrays, &p->index_ndim, p->index_shape) != LA_OK) {
        char shapes[900] = "";
        size_t used = 0;
        for (int i = 0; i < p->nindexed && used + 2 < sizeof shapes; i++) {
            la_shape_format(arrays[i]->ndim, arrays[i]->shape, shapes + used,
                            sizeof shapes - used - 1);
            used = strlen(shapes);
            shapes[used++] = ' ';
            shapes[used] = '\0';
        }
        return la_fail(LA_INDEX_ERROR,
                       "shape mismatch: indexing arrays could not be broadcast "
                       "together with shapes %s",
                       shapes);
    }
    return la_shape_size(p->index_ndim, p->index_shape, &p->index_size);
}

/* Checks every mask against the axes it covers. */
static la_status check_masks(const la_array *a, int n, const la_index *items, int axes)
{
    int axis = 0;
    for (int i = 0; i < n; i++) {
        const la_index *item = &items[i];
        switch (item->kind) {
        case LA_INDEX_INTEGER:
        case LA_INDEX_SLICE: axis++; break;
        case LA_INDEX_NEWAXIS: break;
        case LA_INDEX_ELLIPSIS: axis += a->ndim - axes; break;
        case LA_INDEX_ARRAY:
            if (item->array->dtype->num != LA_BOOL) {
                axis++;
                break;
            }
            for (int k = 0; k < item->array->ndim; k++)
                LA_TRY(check_mask_length(a, axis++, item->array->shape[k]));
            break;
        }
    }
    return LA_OK;
}

/* NumPy's limits: what its iterator takes. */
static la_status check_count(const plan *p, int n, const la_index *items)
{
    int count = 0;
    for (int i = 0; i < n; i++) {
        if (items[i].kind == LA_INDEX_INTEGER) count++;
        if (items[i].kind != LA_INDEX_ARRAY) continue;
        const la_array *array = items[i].array;
        count += array->dtype->num == LA_BOOL && array->ndim > 1 ? array->ndim : 1;
    }
    if (count > LA_MAXDIMS)
        return la_fail(LA_INDEX_ERROR,
                       "too many advanced (array) indices. This probably means you are indexing "
                       "with too many booleans. (more than %d found)",
                       LA_MAXDIMS);
    if (count == LA_MAXDIMS && p->sub_ndim == 0)
        return la_fail(LA_INDEX_ERROR,
                       "when no subspace is given, the number of index arrays cannot be above %d, "
                       "but %d index arrays found",
                       LA_MAXDIMS - 1, count);
    return LA_OK;
}

static la_status plan_init(plan *p, const la_array *a, int n, const la_index *items)
{
    int axes = 0, axis = 0;
    enum { NONE_YET, INSIDE, AFTER, SEPARATED } arrays = NONE_YET;
    bool ellipsis = false;
    p->data = a->data;
    p->truth = NULL;
    p->nindexed = p->sub_ndim = p->nowned = p->place = 0;
    LA_TRY(la_index_axes(a, n, items, &axes));
    LA_TRY(check_masks(a, n, items, axes));
    for (int i = 0; i < n; i++) {
        const la_index *item = &items[i];
        /* Integers stand with the arrays where their place counts. */
        if (item->kind == LA_INDEX_ARRAY || item->kind == LA_INDEX_INTEGER) {
            if (arrays == NONE_YET)
                p->place = p->sub_ndim;
            else if (arrays == AFTER)
                arrays = SEPARATED;
            if (arrays != SEPARATED) arrays = INSIDE;
        } else if (arrays == INSIDE) {
            arrays = AFTER;
        }
        switch (item->kind) {
        case LA_INDEX_INTEGER: LA_TRY(la_move_to_index(&p->data, a, axis++, item->integer)); break;
        case LA_INDEX_ARRAY: LA_TRY(add_array(p, item->array, a, &axis)); break;
        case LA_INDEX_NEWAXIS:
            if (p->sub_ndim >= LA_MAXDIMS) return la_check_index_ndim(p->sub_ndim + 1);
            add_subspace(p, 1, 0);
            break;
        case LA_INDEX_SLICE: {
            ptrdiff_t start = 0, step = 1, count = 0;
            LA_TRY(la_slice_indices(item, a->shape[axis], &start, &step, &count));
            p->data += start * a->strides[axis];
            add_subspace(p, count, (ptrdiff_t)((size_t)a->strides[axis] * (size_t)step));
            axis++;
            break;
        }
        case LA_INDEX_ELLIPSIS:
            ellipsis = true;
            for (int k = axes; k < a->ndim; k++, axis++)
                add_subspace(p, a->shape[axis], a->strides[axis]);
            break;
        }
    }
    if (!ellipsis)
        for (; axis < a->ndim; axis++)
            add_subspace(p, a->shape[axis], a->strides[axis]);
    if (arrays == SEPARATED) p->place = 0;

    LA_TRY(check_count(p, n, items));
    LA_TRY(broadcast_indices(p));
    p->ndim = p->index_ndim + p->sub_ndim;
    LA_TRY(la_check_index_ndim(p->ndim));
    int d = 0;
    for (int i = 0; i < p->place; i++)
        p->shape[d++] = p->sub_shape[i];
    for (int i = 0; i < p->index_ndim; i++)
        p->shape[d++] = p->index_shape[i];
    for (int i = p->place; i < p->sub_ndim; i++)
        p->shape[d++] = p->sub_shape[i];
    return LA_OK;
}

/* --- offsets -------------------------------------------------------------------------------- */

/* Walks the broadcast of the index arrays in C order. */
typedef struct offsets {
    const plan *p;
    la_iter it;
    ptrdiff_t done; /* of the current strip */
    bool more;
} offsets;

static void offsets_init(offsets *o, const plan *p)
{
    ptrdiff_t strides[LA_ITER_MAXOPS][LA_MAXDIMS];
    const ptrdiff_t *rows[LA_ITER_MAXOPS];
    char *data[LA_ITER_MAXOPS];
    for (int k = 0; k < p->nindexed; k++) {
        la_broadcast_strides(p->indexed[k].array, p->index_ndim, p->index_shape, strides[k]);
        rows[k] = strides[k];
        data[k] = p->indexed[k].array->data;
    }
    o->p = p;
    la_iter_init_ordered(&o->it, p->nindexed, data, p->index_ndim, p->index_shape, rows);
    o->done = 0;
    o->more = o->it.size > 0;
}

/* Adds n indices of one array, each times its axis' stride. */
static la_status add_offsets(const indexed_axis *x, const char *from, ptrdiff_t from_stride,
                             ptrdiff_t n, ptrdiff_t *to)
{
    ptrdiff_t index[CHUNK];
    la_cast_find(x->array->dtype->num, LA_INTP)(from, from_stride, (char *)index, sizeof *index, n);
    if (x->length < 0) { /* offsets already */
        for (ptrdiff_t i = 0; i < n; i++)
            to[i] += index[i];
        return LA_OK;
    }
    const ptrdiff_t length = x->length, stride = x->stride;
    bool good = true;
    for (ptrdiff_t i = 0; i < n; i++)
        good &= index[i] >= -length && index[i] < length;
    if (LA_UNLIKELY(!good)) {
        ptrdiff_t i = 0;
        while (index[i] >= -length && index[i] < length)
            i++;
        return la_fail_bounds(index[i], x->axis, length);
    }
    for (ptrdiff_t i = 0; i < n; i++)
        to[i] += (index[i] < 0 ? index[i] + length : index[i]) * stride;
    return LA_OK;
}

/* The next offsets, up to CHUNK; *count of 0: there are no more. */
static la_status offsets_next(offsets *o, ptrdiff_t *to, ptrdiff_t *count)
{
    ptrdiff_t filled = 0;
    while (o->more && filled < CHUNK) {
        ptrdiff_t n = o->it.inner - o->done;
        if (n > CHUNK - filled) n = CHUNK - filled;
        for (ptrdiff_t i = 0; i < n; i++)
            to[filled + i] = 0;
        for (int k = 0; k < o->p->nindexed; k++) {
            const ptrdiff_t stride = o->it.inner_strides[k];
            LA_TRY(add_offsets(&o->p->indexed[k], o->it.ptr[k] + o->done * stride, stride, n,
                               to + filled));
        }
        filled += n;
        o->done += n;
        if (o->done == o->it.inner) {
            o->more = la_iter_next(&o->it);
            o->done = 0;
        }
    }
    *count = filled;
    return LA_OK;
}

static la_status check_offsets(const plan *p)
{
    offsets o;
    ptrdiff_t chunk[CHUNK], count = 0;
    offsets_init(&o, p);
    do {
        LA_TRY(offsets_next(&o, chunk, &count));
    } while (count > 0);
    return LA_OK;
}

/* More index arrays than an iterator has operands become one array of offsets. */
static la_status combine_arrays(plan *p)
{
    la_array *sum = &p->owned[p->nowned];
    if (p->nindexed <= LA_ITER_MAXOPS) return LA_OK;
    LA_TRY(
        la_array_init_zeros(sum, la_dtype_of(LA_INTP), p->index_ndim, p->index_shape, LA_ORDER_C));
    p->nowned++;
    for (int k = 0; k < p->nindexed; k++) {
        plan one = {.nindexed = 1, .index_ndim = p->index_ndim};
        offsets o;
        ptrdiff_t chunk[CHUNK], count = 0;
        char *to = sum->data;
        one.indexed[0] = p->indexed[k];
        memcpy(one.index_shape, p->index_shape, sizeof one.index_shape);
        offsets_init(&o, &one);
        do {
            LA_TRY(offsets_next(&o, chunk, &count));
            for (ptrdiff_t i = 0; i < count; i++)
                ((ptrdiff_t *)(void *)to)[i] += chunk[i];
            to += count * (ptrdiff_t)sizeof *chunk;
        } while (count > 0);
    }
    p->nindexed = 1;
    p->indexed[0] = (indexed_axis){.array = sum, .length = -1, .stride = 1};
    return LA_OK;
}

/* --- moving blocks -------------------------------------------------------------------------- */

typedef void (*gather_fn)(char *to, ptrdiff_t to_stride, const char *from, const ptrdiff_t *offsets,
                          ptrdiff_t n);
typedef void (*scatter_fn)(char *to, const ptrdiff_t *offsets, const char *from,
                           ptrdiff_t from_stride, ptrdiff_t n);

static gather_fn gather_find(ptrdiff_t itemsize)
{
    switch (itemsize) {
    case 1: return gather_1;
    case 2: return gather_2;
    case 4: return gather_4;
    case 8: return gather_8;
    default: return gather_16;
    }
}

static scatter_fn scatter_find(ptrdiff_t itemsize)
{
    switch (itemsize) {
    case 1: return scatter_1;
    case 2: return scatter_2;
    case 4: return scatter_4;
    case 8: return scatter_8;
    default: return scatter_16;
    }
}

/* The subspace is walked by an iterator over (indexed, other), `other` being the result or the
 * value of an assignment, in which the blocks of successive offsets are `step` bytes apart. Where
 * strips are contiguous in both and long enough, whole strips are copied for each offset; else one
 * pass over the offsets is made for each element of the subspace. */
static bool copies_strips(const la_iter *sub, ptrdiff_t itemsize)
{
    return sub->inner_strides[0] == itemsize && sub->inner_strides[1] == itemsize &&
           sub->inner * itemsize >= 64;
}

static void gather_blocks(la_iter *sub, ptrdiff_t step, const ptrdiff_t *chunk, ptrdiff_t n,
                          ptrdiff_t itemsize)
{
    const gather_fn gather = gather_find(itemsize);
    const bool strips = copies_strips(sub, itemsize);
    do {
        const char *from = sub->ptr[0];
        char *to = sub->ptr[1];
        if (strips) {
            for (ptrdiff_t i = 0; i < n; i++)
                memcpy(to + i * step, from + chunk[i], (size_t)(sub->inner * itemsize));
            continue;
        }
        for (ptrdiff_t k = 0; k < sub->inner; k++)
            gather(to + k * sub->inner_strides[1], step, from + k * sub->inner_strides[0], chunk,
                   n);
    } while (la_iter_next(sub));
}

static void scatter_blocks(la_iter *sub, ptrdiff_t step, const ptrdiff_t *chunk, ptrdiff_t n,
                           ptrdiff_t itemsize)
{
    const scatter_fn scatter = scatter_find(itemsize);
    const bool strips = copies_strips(sub, itemsize);
    do {
        char *to = sub->ptr[0];
        const char *from = sub->ptr[1];
        if (strips) {
            for (ptrdiff_t i = 0; i < n; i++)
                memcpy(to + chunk[i], from + i * step, (size_t)(sub->inner * itemsize));
            continue;
        }
        for (ptrdiff_t k = 0; k < sub->inner; k++)
            scatter(to + k * sub->inner_strides[0], chunk, from + k * sub->inner_strides[1], step,
                    n);
    } while (la_iter_next(sub));
}

/* --- masks of the whole array --------------------------------------------------------------- */

typedef ptrdiff_t (*compress_fn)(char *to, ptrdiff_t left, const char *from, ptrdiff_t from_stride,
                                 const char *mask, ptrdiff_t mask_stride, ptrdiff_t n);
typedef ptrdiff_t (*expand_fn)(char *to, ptrdiff_t to_stride, const char *from,
                               ptrdiff_t from_stride, ptrdiff_t left, const char *mask,
                               ptrdiff_t mask_stride, ptrdiff_t n);

static compress_fn compress_find(ptrdiff_t itemsize)
{
    switch (itemsize) {
    case 1: return compress_1;
    case 2: return compress_2;
    case 4: return compress_4;
    case 8: return compress_8;
    default: return compress_16;
    }
}

static expand_fn expand_find(ptrdiff_t itemsize)
{
    switch (itemsize) {
    case 1: return expand_1;
    case 2: return expand_2;
    case 4: return expand_4;
    case 8: return expand_8;
    default: return expand_16;
    }
}

/* Whether the index is one mask of the array's own number of dimensions. */
static bool is_whole_mask(const la_array *a, int n, const la_index *items)
{
    return n == 1 && items[0].array->dtype->num == LA_BOOL && items[0].array->ndim == a->ndim;
}

static la_status check_mask(const la_array *a, const la_array *mask)
{
    for (int i = 0; i < a->ndim; i++)
        LA_TRY(check_mask_length(a, i, mask->shape[i]));
    return LA_OK;
}

static void walk_masked(la_iter *it, const la_array *a, const la_array *mask)
{
    char *const data[2] = {a->data, mask->data};
    const ptrdiff_t *const strides[2] = {a->strides, mask->strides};
    la_iter_init_ordered(it, 2, data, a->ndim, a->shape, strides);
}

static la_status mask_get(la_array *out, const la_array *a, const la_array *mask)
{
    ptrdiff_t count = 0;
    la_iter it;
    LA_TRY(check_mask(a, mask));
    LA_TRY(la_count_nonzero(mask, &count));
    LA_TRY(la_array_init(out, a->dtype, 1, &count, LA_ORDER_C));
    if (count == 0) return LA_OK;
    const ptrdiff_t size = a->dtype->itemsize;
    const compress_fn compress = compress_find(size);
    char *to = out->data;
    ptrdiff_t left = count;
    walk_masked(&it, a, mask);
    do {
        const ptrdiff_t taken = compress(to, left, it.ptr[0], it.inner_strides[0], it.ptr[1],
                                         it.inner_strides[1], it.inner);
        to += taken * size;
        left -= taken;
    } while (left > 0 && la_iter_next(&it));
    return LA_OK;
}

/* value: of a's type, 1-d, as many elements as the mask has truths, not none; overlaps neither. */
static void mask_put(la_array *a, const la_array *mask, const la_array *value)
{
    la_iter it;
    const expand_fn expand = expand_find(a->dtype->itemsize);
    const ptrdiff_t from_step = value->strides[0];
    const char *from = value->data;
    ptrdiff_t left = value->size;
    walk_masked(&it, a, mask);
    do {
        const ptrdiff_t taken = expand(it.ptr[0], it.inner_strides[0], from, from_step, left,
                                       it.ptr[1], it.inner_strides[1], it.inner);
        from += taken * from_step;
        left -= taken;
    } while (left > 0 && la_iter_next(&it));
}

static la_status mask_set(la_array *a, const la_array *mask, const la_array *value)
{
    ptrdiff_t count = 0;
    if (value->ndim > 1)
        return la_fail(LA_TYPE_ERROR,
                       "NumPy boolean array indexing assignment requires a 0 or "
                       "1-dimensional input, input has %d dimensions",
                       value->ndim);
    LA_TRY(check_mask(a, mask));
    if (value->size == 1) {
        if (mask->size == 0) return LA_OK;
        la_array one = LA_ARRAY_NULL;
        LA_TRY(la_reshape(&one, value, 0, NULL, LA_ORDER_C, NULL));
        la_status status = la_copyto(a, &one, LA_CASTING_UNSAFE, mask);
        la_array_destroy(&one);
        return status;
    }
    LA_TRY(la_count_nonzero(mask, &count));
    if (value->size != count)
        return la_fail(LA_VALUE_ERROR,
                       "NumPy boolean array indexing assignment cannot assign %td "
                       "input values to the %td output values where the mask is true",
                       value->size, count);
    if (count == 0) return LA_OK;
    la_array value_copy = LA_ARRAY_NULL, mask_copy = LA_ARRAY_NULL;
    la_status status = LA_OK;
    if (value->dtype != a->dtype || la_may_overlap(a, value)) {
        status = la_astype(&value_copy, value, a->dtype, LA_ORDER_C, LA_CASTING_UNSAFE);
        value = &value_copy;
    }
    if (status == LA_OK && la_may_overlap(a, mask)) {
        status = la_astype(&mask_copy, mask, NULL, LA_ORDER_K, LA_CASTING_NO);
        mask = &mask_copy;
    }
    if (status == LA_OK) mask_put(a, mask, value);
    la_array_destroy(&value_copy);
    la_array_destroy(&mask_copy);
    return status;
}

/* --- reading -------------------------------------------------------------------------------- */

/* Makes the result: in memory the broadcast's axes first, then the subspace's as they lie in the
 * indexed array. */
static la_status make_result(la_array *out, const plan *p, const la_dtype *dtype)
{
    int axes[LA_MAXDIMS], sub_axes[LA_MAXDIMS], d = 0;
    const ptrdiff_t *strides = p->sub_strides;
    la_sort_axes(p->sub_ndim, 1, &strides, sub_axes);
    for (int i = 0; i < p->index_ndim; i++)
        axes[d++] = p->place + i;
    for (int i = 0; i < p->sub_ndim; i++)
        axes[d++] = sub_axes[i] < p->place ? sub_axes[i] : sub_axes[i] + p->index_ndim;
    return la_array_init_permuted(out, dtype, p->ndim, p->shape, axes);
}

/* The subspace's part of strides along the result's axes. */
static void subspace_strides(const plan *p, const ptrdiff_t *strides, ptrdiff_t *sub)
{
    for (int i = 0; i < p->sub_ndim; i++)
        sub[i] = strides[i < p->place ? i : i + p->index_ndim];
}

static void walk_subspace(la_iter *it, const plan *p, char *other, const ptrdiff_t *other_strides)
{
    char *const data[2] = {p->data, other};
    const ptrdiff_t *const strides[2] = {p->sub_strides, other_strides};
    la_iter_init(it, 2, data, p->sub_ndim, p->sub_shape, strides);
}

static la_status get_planned(la_array *out, plan *p, const la_dtype *dtype)
{
    ptrdiff_t strides[LA_MAXDIMS], chunk[CHUNK], count = 0;
    la_iter sub;
    offsets o;
    LA_TRY(combine_arrays(p));
    LA_TRY(make_result(out, p, dtype));
    subspace_strides(p, out->strides, strides);
    walk_subspace(&sub, p, out->data, strides);
    const ptrdiff_t step = sub.size * dtype->itemsize; /* blocks follow each other */
    offsets_init(&o, p);
    for (;;) {
        la_status status = offsets_next(&o, chunk, &count);
        if (LA_UNLIKELY(status != LA_OK)) {
            la_array_destroy(out);
            return status;
        }
        if (count == 0) return LA_OK;
        if (sub.size > 0) gather_blocks(&sub, step, chunk, count, dtype->itemsize);
        sub.ptr[1] += count * step;
    }
}

/* Whether the index is one array of integers, and plain enough for la_take. */
static bool is_take(const la_array *a, int n, const la_index *items)
{
    const unsigned plain = LA_C_CONTIGUOUS | LA_ALIGNED;
    const la_array *index = items[0].array;
    return n == 1 && la_dtype_is_integer(index->dtype) &&
           (a->flags & index->flags & plain) == plain && a->ndim > 0 && a->shape[0] > 0;
}

la_status la_fancy_get(la_array *out, const la_array *a, int n, const la_index *items)
{
    if (is_take(a, n, items)) return la_take(out, a, 0, items[0].array);
    if (is_whole_mask(a, n, items)) return mask_get(out, a, items[0].array);
    plan p;
    la_status status = plan_init(&p, a, n, items);
    if (status == LA_OK) status = get_planned(out, &p, a->dtype);
    plan_destroy(&p);
    return status;
}

/* --- writing -------------------------------------------------------------------------------- */

/* Strides of the value broadcast to the result; leading lengths of one too many are passed over. */
static la_status value_strides(const plan *p, const la_array *value, ptrdiff_t *strides)
{
    int first = 0;
    while (value->ndim - first > p->ndim && value->shape[first] == 1)
        first++;
    int lead = p->ndim - (value->ndim - first);
    bool fits = lead >= 0;
    for (int i = 0; i < lead; i++)
        strides[i] = 0;
    for (int i = first; fits && i < value->ndim; i++) {
        int d = lead + i - first;
        fits = value->shape[i] == p->shape[d] || value->shape[i] == 1;
        strides[d] = value->shape[i] == p->shape[d] ? value->strides[i] : 0;
    }
    if (LA_LIKELY(fits)) return LA_OK;
    char from[450], to[450];
    la_shape_format(value->ndim, value->shape, from, sizeof from);
    la_shape_format(p->ndim, p->shape, to, sizeof to);
    return la_fail(LA_VALUE_ERROR,
                   "shape mismatch: value array of shape %s could not be broadcast "
                   "to indexing result of shape %s",
                   from, to);
}

/* Whether the broadcast's axes of the value are walked with one stride, *step. */
static bool single_step(const plan *p, const ptrdiff_t *strides, ptrdiff_t *step)
{
    la_iter it;
    char *data = NULL;
    const ptrdiff_t *row = strides + p->place;
    la_iter_init_ordered(&it, 1, &data, p->index_ndim, p->index_shape, &row);
    *step = it.inner_strides[0];
    return it.ndim == 0;
}

/* Copies the value, broadcast, so that its blocks follow each other in the order of the offsets.
 * strides: in, those of the value; out, those of the copy's subspace. */
static la_status arrange_value(const plan *p, const la_array *value, ptrdiff_t *strides,
                               la_array *arranged)
{
    ptrdiff_t shape[LA_MAXDIMS], from_strides[LA_MAXDIMS];
    for (int i = 0; i < p->index_ndim; i++) {
        shape[i] = p->index_shape[i];
        from_strides[i] = strides[p->place + i];
    }
    for (int i = 0; i < p->sub_ndim; i++)
        shape[p->index_ndim + i] = p->sub_shape[i];
    subspace_strides(p, strides, from_strides + p->index_ndim);
    LA_TRY(la_array_init(arranged, value->dtype, p->ndim, shape, LA_ORDER_C));
    la_copy_strided(p->ndim, shape, arranged->data, arranged->strides, value->dtype->num,
                    value->data, from_strides, value->dtype->num);
    for (int i = 0; i < p->sub_ndim; i++)
        strides[i] = arranged->strides[p->index_ndim + i];
    return LA_OK;
}

/* Index arrays that lie in the memory written to are copied. */
static la_status protect_indices(plan *p, const la_array *a)
{
    for (int k = 0; k < p->nindexed; k++) {
        const la_array *index = p->indexed[k].array;
        if (!la_may_overlap(a, index)) continue;
        LA_TRY(la_astype(&p->owned[p->nowned], index, NULL, LA_ORDER_K, LA_CASTING_NO));
        p->indexed[k].array = &p->owned[p->nowned++];
    }
    return LA_OK;
}

static la_status set_planned(plan *p, la_array *a, const la_array *value)
{
    ptrdiff_t strides[LA_MAXDIMS], sub_strides[LA_MAXDIMS], step = 0;
    la_array cast = LA_ARRAY_NULL, arranged = LA_ARRAY_NULL;
    la_status status = value_strides(p, value, strides);
    if (status == LA_OK) status = protect_indices(p, a);
    if (status == LA_OK) status = combine_arrays(p);
    if (status == LA_OK) status = check_offsets(p); /* nothing is written unless all are good */
    if (status == LA_OK && (value->dtype != a->dtype || la_may_overlap(a, value))) {
        status = la_astype(&cast, value, a->dtype, LA_ORDER_C, LA_CASTING_UNSAFE);
        value = &cast;
        if (status == LA_OK) status = value_strides(p, value, strides);
    }
    if (status != LA_OK || p->index_size == 0) goto done;

    char *data = value->data;
    if (single_step(p, strides, &step)) {
        subspace_strides(p, strides, sub_strides);
    } else {
        status = arrange_value(p, value, strides, &arranged);
        if (status != LA_OK) goto done;
        data = arranged.data;
        memcpy(sub_strides, strides, sizeof sub_strides);
        step = a->dtype->itemsize;
        for (int i = 0; i < p->sub_ndim; i++)
            step *= p->sub_shape[i];
    }
    la_iter sub;
    offsets o;
    ptrdiff_t chunk[CHUNK], count = 0;
    walk_subspace(&sub, p, data, sub_strides);
    offsets_init(&o, p);
    while (sub.size > 0) {
        status = offsets_next(&o, chunk, &count);
        if (status != LA_OK || count == 0) break;
        scatter_blocks(&sub, step, chunk, count, a->dtype->itemsize);
        sub.ptr[1] += count * step;
    }
done:
    la_array_destroy(&cast);
    la_array_destroy(&arranged);
    return status;
}

/* Whether the assignment is plain enough for la_put. */
static bool is_put(const la_array *a, int n, const la_index *items, const la_array *value)
{
    const unsigned plain = LA_C_CONTIGUOUS | LA_ALIGNED;
    if (!is_take(a, n, items) || value->dtype != a->dtype || (value->flags & plain) != plain)
        return false;
    const la_array *index = items[0].array;
    if (value->ndim == 0 && a->ndim == 1)
        return !la_may_overlap(a, value) && !la_may_overlap(a, index);
    bool same = value->ndim == index->ndim + a->ndim - 1;
    for (int i = 0; same && i < value->ndim; i++)
        same =
            value->shape[i] == (i < index->ndim ? index->shape[i] : a->shape[i - index->ndim + 1]);
    return same && !la_may_overlap(a, value) && !la_may_overlap(a, index);
}

la_status la_fancy_set(la_array *a, int n, const la_index *items, const la_array *value)
{
    if (is_put(a, n, items, value)) return la_put(a, items[0].array, value);
    if (is_whole_mask(a, n, items)) return mask_set(a, items[0].array, value);
    plan p;
    la_status status = plan_init(&p, a, n, items);
    if (status == LA_OK) status = set_planned(&p, a, value);
    plan_destroy(&p);
    return status;
}
