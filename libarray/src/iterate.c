/* The n-dimensional iterator. Everything elementwise begins here, for ten elements as for a
 * million: what is contiguous must reach its one strip with a handful of comparisons. */
#include "iterate.h"

#include "platform.h"

static ptrdiff_t magnitude(ptrdiff_t stride)
{
    return stride < 0 ? -stride : stride;
}

/* Whether axis `slow` belongs outside axis `fast` (> 0), inside it (< 0), or either way (0):
 * the first operand that moves along both decides. */
static int compare_axes(int n, const ptrdiff_t *slow, const ptrdiff_t *fast)
{
    for (int op = 0; op < n; op++) {
        if (slow[op] == 0 || fast[op] == 0) continue;
        ptrdiff_t s = magnitude(slow[op]), f = magnitude(fast[op]);
        if (s != f) return s > f ? 1 : -1;
    }
    return 0;
}

/* The same for the layout of new arrays, where NumPy lets any operand in C order win. */
static int compare_layout(int n, const ptrdiff_t *slow, const ptrdiff_t *fast)
{
    int order = 0;
    for (int op = 0; op < n; op++) {
        if (slow[op] == 0 || fast[op] == 0) continue;
        if (magnitude(slow[op]) >= magnitude(fast[op])) return 1;
        order = -1;
    }
    return order;
}

void la_sort_axes(int ndim, int n, const ptrdiff_t *const *strides, int *axes)
{
    ptrdiff_t columns[LA_MAXDIMS][LA_ITER_MAXOPS];
    if (n > LA_ITER_MAXOPS) n = LA_ITER_MAXOPS;
    for (int i = ndim - 1; i >= 0; i--) {
        for (int op = 0; op < n; op++)
            columns[i][op] = strides[op][i];
        /* Insertion from the fastest side keeps C order among equals; it looks past axes that
         * cannot be compared, because a stretched axis may stand between two that can. */
        int place = i;
        for (int k = i + 1; k < ndim; k++) {
            int order = compare_layout(n, columns[i], columns[axes[k]]);
            if (order > 0) break;
            if (order < 0) place = k;
        }
        for (int k = i; k < place; k++)
            axes[k] = axes[k + 1];
        axes[place] = i;
    }
}

/* Axes are gathered in shape[] and strides[], fastest first; the fastest becomes the strip. */

/* Whether the operands' strides along axis i go on where those along the last gathered axis end, in
 * every operand, so that the two axes are one. */
static inline bool continues(const la_iter *it, int last, const ptrdiff_t *const *strides, int i)
{
    const size_t n = (size_t)it->shape[last];
    for (int op = 0; op < it->nop; op++)
        if ((size_t)strides[op][i] != (size_t)it->strides[last][op] * n) return false;
    return true;
}

/* Gathers all axes of more than one element, last first, merging where possible. Returns how many
 * are left. Sizes are multiplied unsigned: beside a length of zero the others' product may be
 * anything. */
static int gather_axes(la_iter *it, int ndim, const ptrdiff_t *shape,
                       const ptrdiff_t *const *strides)
{
    int count = 0;
    size_t size = 1;
    for (int i = ndim - 1; i >= 0; i--) {
        if (shape[i] == 1) continue;
        size *= (size_t)shape[i];
        if (count > 0 && continues(it, count - 1, strides, i)) {
            it->shape[count - 1] = (ptrdiff_t)((size_t)it->shape[count - 1] * (size_t)shape[i]);
            continue;
        }
        it->shape[count] = shape[i];
        for (int op = 0; op < it->nop; op++)
            it->strides[count][op] = strides[op][i];
        count++;
    }
    it->size = (ptrdiff_t)size;
    return count;
}

/* Merges gathered axes that have become neighbours. Returns how many are left. */
static int merge_axes(la_iter *it, int count)
{
    int last = 0;
    for (int i = 1; i < count; i++) {
        int op = 0;
        while (op < it->nop && it->strides[i][op] == it->strides[last][op] * it->shape[last])
            op++;
        if (op == it->nop) {
            it->shape[last] *= it->shape[i];
            continue;
        }
        last++;
        it->shape[last] = it->shape[i];
        for (op = 0; op < it->nop; op++)
            it->strides[last][op] = it->strides[i][op];
    }
    return last + 1;
}

static void swap_axes(la_iter *it, int i, int j)
{
    ptrdiff_t length = it->shape[i];
    it->shape[i] = it->shape[j];
    it->shape[j] = length;
    for (int op = 0; op < it->nop; op++) {
        ptrdiff_t stride = it->strides[i][op];
        it->strides[i][op] = it->strides[j][op];
        it->strides[j][op] = stride;
    }
}

/* Walks an axis forwards that every operand walks backwards. Returns whether there was one. */
static bool flip_axes(la_iter *it, int count)
{
    bool flipped = false;
    for (int i = 0; i < count; i++) {
        bool backwards = false;
        int op = 0;
        for (; op < it->nop && it->strides[i][op] <= 0; op++)
            if (it->strides[i][op] < 0) backwards = true;
        if (op < it->nop || !backwards) continue;
        for (op = 0; op < it->nop; op++) {
            it->ptr[op] += (it->shape[i] - 1) * it->strides[i][op];
            it->strides[i][op] = -it->strides[i][op];
        }
        flipped = true;
    }
    return flipped;
}

/* Sorts the gathered axes by stride and merges again if they have moved or changed. Returns how
 * many are left. */
static int sort_axes(la_iter *it, int count, bool changed)
{
    for (int i = 1; i < count; i++) {
        int place = i;
        for (int k = i - 1; k >= 0; k--) {
            /* Already gathered axes are faster; the new one goes below those it must be inside. */
            int order = compare_axes(it->nop, it->strides[i], it->strides[k]);
            if (order > 0) break;
            if (order < 0) place = k;
        }
        for (int k = i; k > place; k--) {
            swap_axes(it, k, k - 1);
            changed = true;
        }
    }
    return changed ? merge_axes(it, count) : count;
}

/* Makes the fastest gathered axis the strip, and the others the outer axes. */
static void finish(la_iter *it, int count)
{
    if (count == 0) {
        it->inner = it->size;
        it->ndim = 0;
        for (int op = 0; op < it->nop; op++)
            it->inner_strides[op] = 0;
        return;
    }
    it->inner = it->shape[0];
    for (int op = 0; op < it->nop; op++)
        it->inner_strides[op] = it->strides[0][op];
    it->ndim = count - 1;
    for (int i = 0; i < it->ndim; i++)
        it->index[i] = 0;
}

/* One axis that nobody walks backwards: the shortest way, for the smallest arrays. */
static inline bool init_line(la_iter *it, ptrdiff_t length, const ptrdiff_t *const *strides)
{
    ptrdiff_t signs = 0;
    for (int op = 0; op < it->nop; op++) {
        it->inner_strides[op] = strides[op][0];
        signs |= strides[op][0];
    }
    it->size = it->inner = length;
    it->ndim = 0;
    return signs >= 0;
}

void la_iter_init(la_iter *it, int nop, char *const *data, int ndim, const ptrdiff_t *shape,
                  const ptrdiff_t *const *strides)
{
    it->nop = nop;
    for (int op = 0; op < nop; op++)
        it->ptr[op] = data[op];
    if (ndim == 1 && init_line(it, shape[0], strides)) return;
    int count = gather_axes(it, ndim, shape, strides);
    if (LA_UNLIKELY(it->size == 0)) count = 0;
    if (count > 0) {
        ptrdiff_t signs = 0;
        for (int i = 0; i < count; i++)
            for (int op = 0; op < nop; op++)
                signs |= it->strides[i][op];
        bool flipped = LA_UNLIKELY(signs < 0) && flip_axes(it, count);
        if (count > 1) count = sort_axes(it, count, flipped);
    }
    finish(it, count);
}

void la_iter_init_ordered(la_iter *it, int nop, char *const *data, int ndim, const ptrdiff_t *shape,
                          const ptrdiff_t *const *strides)
{
    it->nop = nop;
    for (int op = 0; op < nop; op++)
        it->ptr[op] = data[op];
    int count = gather_axes(it, ndim, shape, strides);
    finish(it, it->size == 0 ? 0 : count);
}

bool la_iter_next(la_iter *it)
{
    /* The outer axes are shape[1 ..]: shape[0] is the strip's. */
    for (int i = 0; i < it->ndim; i++) {
        const ptrdiff_t *strides = it->strides[i + 1];
        if (++it->index[i] < it->shape[i + 1]) {
            for (int op = 0; op < it->nop; op++)
                it->ptr[op] += strides[op];
            return true;
        }
        it->index[i] = 0;
        for (int op = 0; op < it->nop; op++)
            it->ptr[op] -= strides[op] * (it->shape[i + 1] - 1);
    }
    return false;
}

void la_broadcast_strides(const la_array *a, int ndim, const ptrdiff_t *shape, ptrdiff_t *strides)
{
    (void)shape; /* known to fit */
    int lead = ndim - a->ndim;
    for (int i = 0; i < lead; i++)
        strides[i] = 0;
    for (int i = 0; i < a->ndim; i++)
        strides[lead + i] = a->shape[i] == 1 ? 0 : a->strides[i];
}
