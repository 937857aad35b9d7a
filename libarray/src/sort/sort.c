/* sort, argsort, partition, argpartition, lexsort: lane by lane along an axis.
 *
 * Lanes are contiguous: those of other arrays are copied, sorted and copied back. */
#include "libarray/sort.h"

#include <string.h>

#include "copy.h"
#include "memory.h"
#include "sort/keys.h"
#include "sort/order.h"

/* --- lanes ---------------------------------------------------------------------------------- */

/* A view of `a` whose last axis is `axis`. */
static la_status view_lanes(la_array *out, const la_array *a, int axis)
{
    ptrdiff_t axes[LA_MAXDIMS];
    int n = 0;
    for (int i = 0; i < a->ndim; i++)
        if (i != axis) axes[n++] = i;
    axes[n++] = axis;
    return la_transpose(out, a, n, axes);
}

static bool is_lined_up(const la_array *a, int axis)
{
    const unsigned plain = LA_C_CONTIGUOUS | LA_ALIGNED;
    return (a->flags & plain) == plain && axis == a->ndim - 1;
}

/* The same elements, lanes contiguous: a view where they are so already, else a copy. */
static la_status line_up(la_array *out, const la_array *a, int axis)
{
    la_array view = LA_ARRAY_NULL;
    LA_TRY(view_lanes(&view, a, axis));
    if (is_lined_up(a, axis)) {
        la_array_move(out, &view);
        return LA_OK;
    }
    la_status status = la_astype(out, &view, NULL, LA_ORDER_C, LA_CASTING_NO);
    la_array_destroy(&view);
    return status;
}

/* --- sorting lanes of values ---------------------------------------------------------------- */

/* What the lanes of one call share. */
typedef struct lanes {
    const la_dtype *dtype;
    ptrdiff_t n; /* elements of a lane */
    int nkth;    /* -1: sort, else select */
    const ptrdiff_t *kth;
    char *keys;       /* 2 n keys */
    uint64_t few[64]; /* where they lie if they are few */
    la_ranking ranks; /* for what can't be sorted as keys; n 0 until it is needed */
    char *copy;       /* of a lane, for the same */
} lanes;

static la_status lanes_init(lanes *l)
{
    if (l->dtype->kind == 'c') return LA_OK;
    const ptrdiff_t bytes = l->n * (la_has_wide_keys(l->dtype) ? 16 : 8);
    l->keys = bytes <= (ptrdiff_t)sizeof l->few ? (char *)l->few : la_alloc(bytes);
    return l->keys
               ? LA_OK
               : la_fail(LA_MEMORY_ERROR, "Unable to allocate memory to sort %td elements", l->n);
}

static void lanes_destroy(lanes *l)
{
    if (l->keys && l->keys != (char *)l->few) la_dealloc(l->keys);
    if (l->copy) la_dealloc(l->copy);
    la_ranking_destroy(&l->ranks);
}

/* By the elements' ranks: complex numbers, and reals among which there is a -0.0, which has a key
 * of its own but equals 0.0. */
static la_status sort_by_rank(lanes *l, char *x)
{
    const ptrdiff_t size = l->dtype->itemsize, bytes = l->n * size;
    if (!l->copy) {
        LA_TRY(la_ranking_init(&l->ranks, l->n, la_ranking_words(l->dtype)));
        l->copy = la_alloc(bytes);
        if (!l->copy)
            return la_fail(LA_MEMORY_ERROR, "Unable to allocate memory to sort %td elements", l->n);
    }
    la_ranking_reset(&l->ranks);
    la_ranking_add(&l->ranks, x, l->dtype);
    if (l->nkth < 0)
        la_ranking_sort(&l->ranks);
    else
        la_ranking_select(&l->ranks, l->nkth, l->kth);
    memcpy(l->copy, x, (size_t)bytes);
    for (ptrdiff_t i = 0; i < l->n; i++)
        memcpy(x + i * size, l->copy + la_ranking_at(&l->ranks, i) * size, (size_t)size);
    return LA_OK;
}

static la_status sort_lane(lanes *l, char *x)
{
    const ptrdiff_t n = l->n;
    if (l->dtype->kind == 'c') return sort_by_rank(l, x);
    if (la_has_wide_keys(l->dtype)) {
        uint64_t *const keys = (uint64_t *)(void *)l->keys;
        if (la_keys64(keys, x, 1, n, l->dtype, false)) return sort_by_rank(l, x);
        if (l->nkth < 0)
            la_sort_keys64(keys, keys + n, n, 0);
        else
            la_select_keys64(keys, keys + n, n, l->nkth, l->kth);
        la_unkeys64(x, keys, n, l->dtype);
    } else {
        uint32_t *const keys = (uint32_t *)(void *)l->keys;
        if (la_keys32(keys, x, 1, n, l->dtype, false)) return sort_by_rank(l, x);
        if (l->nkth < 0)
            la_sort_keys32(keys, keys + n, n, 0);
        else
            la_select_keys32(keys, keys + n, n, l->nkth, l->kth);
        la_unkeys32(x, keys, n, l->dtype);
    }
    return LA_OK;
}

static la_status rearrange(la_array *a, int axis, int nkth, const ptrdiff_t *kth)
{
    const ptrdiff_t n = a->shape[axis];
    if (a->size == 0 || n == 1) return LA_OK;
    lanes l;
    l.dtype = a->dtype;
    l.n = n;
    l.nkth = nkth;
    l.kth = kth;
    l.keys = l.copy = NULL;
    l.ranks = (la_ranking){0};
    const bool in_place = is_lined_up(a, axis);
    la_array copy = LA_ARRAY_NULL, view = LA_ARRAY_NULL;
    la_status status = lanes_init(&l);
    if (status == LA_OK && !in_place) status = line_up(&copy, a, axis);
    char *x = in_place ? a->data : copy.data;
    for (ptrdiff_t i = 0; status == LA_OK && i < a->size; i += n)
        status = sort_lane(&l, x + i * a->dtype->itemsize);
    if (status == LA_OK && !in_place) status = view_lanes(&view, a, axis);
    if (status == LA_OK && !in_place) status = la_copyto(&view, &copy, LA_CASTING_NO, NULL);
    la_array_destroy(&view);
    la_array_destroy(&copy);
    lanes_destroy(&l);
    return status;
}

la_status la_sort(la_array *a, ptrdiff_t axis)
{
    int k;
    LA_TRY(la_normalize_axis(axis, a->ndim, &k));
    if (!(a->flags & LA_WRITEABLE)) return la_fail(LA_VALUE_ERROR, "sort array is read-only");
    return rearrange(a, k, -1, NULL);
}

/* --- ranking lanes -------------------------------------------------------------------------- */

/* The ranks of each lane of several arrays of one shape, the last of which matters most. nkth: -1
 * to sort, else to select. */
static la_status rank(la_array *out, int n, const la_array *lined, int nkth, const ptrdiff_t *kth,
                      int axis)
{
    const la_array *first = &lined[0];
    const ptrdiff_t length = first->shape[first->ndim - 1];
    la_array ranks = LA_ARRAY_NULL, view = LA_ARRAY_NULL;
    LA_TRY(la_array_init(&ranks, la_dtype_of(LA_INTP), first->ndim, first->shape, LA_ORDER_C));
    int words = 0;
    for (int i = 0; i < n; i++)
        words += la_ranking_words(lined[i].dtype);
    la_ranking r = {0};
    la_status status = LA_OK;
    if (first->size > 0) status = la_ranking_init(&r, length, words);
    ptrdiff_t *to = (ptrdiff_t *)(void *)ranks.data;
    for (ptrdiff_t start = 0; status == LA_OK && start < first->size; start += length) {
        la_ranking_reset(&r);
        for (int i = n - 1; i >= 0; i--)
            la_ranking_add(&r, lined[i].data + start * lined[i].dtype->itemsize, lined[i].dtype);
        if (nkth < 0)
            la_ranking_sort(&r);
        else
            la_ranking_select(&r, nkth, kth);
        for (ptrdiff_t i = 0; i < length; i++)
            *to++ = la_ranking_at(&r, i);
    }
    la_ranking_destroy(&r);
    if (status == LA_OK && axis == first->ndim - 1) {
        la_array_move(out, &ranks);
    } else if (status == LA_OK) {
        ptrdiff_t shape[LA_MAXDIMS];
        for (int i = 0, k = 0; i < first->ndim; i++)
            shape[i] = i == axis ? length : first->shape[k++];
        status = la_array_init(out, la_dtype_of(LA_INTP), first->ndim, shape, LA_ORDER_C);
        if (status == LA_OK) status = view_lanes(&view, out, axis);
        if (status == LA_OK) status = la_copyto(&view, &ranks, LA_CASTING_NO, NULL);
        la_array_destroy(&view);
        if (status != LA_OK) la_array_destroy(out);
    }
    la_array_destroy(&ranks);
    return status;
}

/* The position 0 of a scalar. */
static la_status rank_scalar(la_array *out)
{
    return la_array_init_zeros(out, la_dtype_of(LA_INTP), 0, NULL, LA_ORDER_C);
}

static la_status rank_one(la_array *out, const la_array *a, int axis, int nkth,
                          const ptrdiff_t *kth)
{
    la_array lined = LA_ARRAY_NULL;
    LA_TRY(line_up(&lined, a, axis));
    la_status status = rank(out, 1, &lined, nkth, kth, axis);
    la_array_destroy(&lined);
    return status;
}

/* A scalar counts as a vector of one element. */
static la_status check_axis(ptrdiff_t axis, int ndim, int *out)
{
    return la_normalize_axis(axis, ndim > 0 ? ndim : 1, out);
}

la_status la_argsort(la_array *out, const la_array *a, ptrdiff_t axis)
{
    int k;
    LA_TRY(check_axis(axis, a->ndim, &k));
    return a->ndim == 0 ? rank_scalar(out) : rank_one(out, a, k, -1, NULL);
}

la_status la_lexsort(la_array *out, int n, const la_array *const *keys, ptrdiff_t axis)
{
    if (n <= 0) return la_fail(LA_TYPE_ERROR, "need sequence of keys with len > 0 in lexsort");
    for (int i = 1; i < n; i++) {
        bool same = keys[i]->ndim == keys[0]->ndim;
        for (int k = 0; same && k < keys[0]->ndim; k++)
            same = keys[i]->shape[k] == keys[0]->shape[k];
        if (!same) return la_fail(LA_VALUE_ERROR, "all keys need to be the same shape");
    }
    int k;
    const int ndim = keys[0]->ndim;
    LA_TRY(check_axis(axis, ndim, &k));
    if (ndim == 0) return rank_scalar(out);
    la_array *lined = la_alloc(n * (ptrdiff_t)sizeof *lined);
    if (!lined) return la_fail(LA_MEMORY_ERROR, "Unable to allocate memory for %d keys", n);
    la_status status = LA_OK;
    int made = 0;
    for (; status == LA_OK && made < n; made++) {
        lined[made] = LA_ARRAY_NULL;
        status = line_up(&lined[made], keys[made], k);
    }
    if (status == LA_OK) status = rank(out, n, lined, -1, NULL, k);
    while (made > 0)
        la_array_destroy(&lined[--made]);
    la_dealloc(lined);
    return status;
}

/* --- partition ------------------------------------------------------------------------------ */

/* Places in order, counted from the front. */
static la_status places(ptrdiff_t *to, ptrdiff_t n, ptrdiff_t nkth, const ptrdiff_t *kth)
{
    bool ascending = true;
    for (ptrdiff_t i = 0; i < nkth; i++) {
        const ptrdiff_t k = kth[i] < 0 ? kth[i] + n : kth[i];
        if (k < 0 || k >= n) return la_fail(LA_VALUE_ERROR, "kth(=%td) out of bounds (%td)", k, n);
        to[i] = k;
        ascending = ascending && (i == 0 || to[i - 1] <= k);
    }
    if (ascending) return LA_OK;
    la_array view = LA_ARRAY_NULL;
    LA_TRY(
        la_array_init_foreign(&view, la_dtype_of(LA_INTP), 1, &nkth, NULL, to, true, NULL, NULL));
    la_status status = la_sort(&view, 0);
    la_array_destroy(&view);
    return status;
}

/* Partitions `a` itself, or where that is NULL writes the positions of from's elements to ranks. */
static la_status partition(la_array *a, const la_array *from, la_array *ranks, int axis,
                           ptrdiff_t nkth, const ptrdiff_t *kth)
{
    enum { FEW = 16 };
    ptrdiff_t few[FEW], *list = few;
    if (nkth > INT32_MAX) return la_fail(LA_VALUE_ERROR, "too many places to partition at");
    if (nkth > FEW) list = la_alloc(nkth * (ptrdiff_t)sizeof *list);
    if (!list) return la_fail(LA_MEMORY_ERROR, "Unable to allocate memory for %td places", nkth);
    la_status status = LA_OK;
    if (from->size > 0) /* else NumPy takes any places */
        status = places(list, from->ndim > 0 ? from->shape[axis] : 1, nkth, kth);
    if (status == LA_OK && a)
        status = rearrange(a, axis, (int)nkth, list);
    else if (status == LA_OK)
        status = from->ndim > 0 ? rank_one(ranks, from, axis, (int)nkth, list) : rank_scalar(ranks);
    if (list != few) la_dealloc(list);
    return status;
}

la_status la_partition(la_array *a, ptrdiff_t axis, ptrdiff_t nkth, const ptrdiff_t *kth)
{
    int k;
    LA_TRY(la_normalize_axis(axis, a->ndim, &k));
    if (!(a->flags & LA_WRITEABLE)) return la_fail(LA_VALUE_ERROR, "partition array is read-only");
    return partition(a, a, NULL, k, nkth, kth);
}

la_status la_argpartition(la_array *out, const la_array *a, ptrdiff_t axis, ptrdiff_t nkth,
                          const ptrdiff_t *kth)
{
    int k;
    LA_TRY(check_axis(axis, a->ndim, &k));
    return partition(NULL, a, out, k, nkth, kth);
}
