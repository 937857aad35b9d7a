/* The iterator: every element of an index space is visited once, by all operands together. */
#include "fuzz.h"
#include "iterate.h"

enum { STRIDE = 40, ARENA = 1 << 20 };

typedef struct visit {
    char *at[LA_ITER_MAXOPS];
} visit;

static int compare(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(visit));
}

/* What plain nested loops visit, in C order. */
static void visit_all(int nop, char *const *data, int ndim, const ptrdiff_t *shape,
                      const ptrdiff_t *const *strides, ptrdiff_t size, visit *visits)
{
    for (ptrdiff_t i = 0; i < size; i++) {
        ptrdiff_t at[MOST_DIMS];
        coordinates_of(i, ndim, shape, at);
        for (int op = 0; op < nop; op++) {
            visits[i].at[op] = data[op];
            for (int axis = 0; axis < ndim; axis++)
                visits[i].at[op] += at[axis] * strides[op][axis];
        }
    }
}

static void walk(la_iter *it, int nop, ptrdiff_t size, visit *visits)
{
    char *first[LA_ITER_MAXOPS];
    ptrdiff_t n = 0;
    ENSURE(it->size == size && it->nop == nop);
    if (size == 0) return;
    memcpy(first, it->ptr, sizeof first);
    do {
        ENSURE(it->inner <= size - n);
        for (ptrdiff_t i = 0; i < it->inner; i++, n++)
            for (int op = 0; op < nop; op++)
                visits[n].at[op] = it->ptr[op] + i * it->inner_strides[op];
    } while (la_iter_next(it));
    ENSURE(n == size);
    for (int op = 0; op < nop; op++)
        ENSURE(it->ptr[op] == first[op]);
}

/* A new array for these operands has no gaps, and its axes follow as they were sorted. */
static void check_sorted(int ndim, const ptrdiff_t *shape, int nop, const ptrdiff_t *const *strides)
{
    int axes[MOST_DIMS], seen = 0;
    la_array a = LA_ARRAY_NULL;
    la_sort_axes(ndim, nop, strides, axes);
    for (int i = 0; i < ndim; i++)
        seen |= 1 << axes[i];
    ENSURE(seen == (1 << ndim) - 1);
    ENSURE(la_array_init_sorted(&a, la_dtype_of(LA_INT16), ndim, shape, nop, strides) == LA_OK);
    ptrdiff_t next = 2;
    for (int i = ndim - 1; i >= 0 && a.size > 0; i--) {
        ENSURE(a.shape[axes[i]] == shape[axes[i]] && a.strides[axes[i]] == next);
        next *= shape[axes[i]];
    }
    la_array_destroy(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char arena[2 * ARENA];
    static visit wanted[MOST_ELEMENTS], found[MOST_ELEMENTS];
    fuzz_input in = {data, size};
    ptrdiff_t shape[MOST_DIMS], strides[LA_ITER_MAXOPS][MOST_DIMS];
    const ptrdiff_t *rows[LA_ITER_MAXOPS];
    char *start[LA_ITER_MAXOPS];
    const int nop = 1 + draw(&in, LA_ITER_MAXOPS), ndim = draw_shape(&in, shape);
    const ptrdiff_t n = size_of(ndim, shape);
    for (int op = 0; op < nop; op++) {
        ptrdiff_t first;
        if (draw(&in, 2) == 0) { /* as arrays have them */
            draw_strides(&in, ndim, shape, 1 + draw(&in, 8), SHARED_PLACES, strides[op], &first);
        } else {
            for (int i = 0; i < ndim; i++)
                strides[op][i] = draw(&in, STRIDE) - STRIDE / 2;
        }
        rows[op] = strides[op];
        start[op] = arena + ARENA + op;
    }
    memset(wanted, 0, sizeof wanted);
    memset(found, 0, sizeof found);
    visit_all(nop, start, ndim, shape, rows, n, wanted);

    la_iter it;
    la_iter_init_ordered(&it, nop, start, ndim, shape, rows);
    walk(&it, nop, n, found);
    ENSURE(memcmp(found, wanted, (size_t)n * sizeof *found) == 0);

    la_iter_init(&it, nop, start, ndim, shape, rows);
    walk(&it, nop, n, found);
    qsort(wanted, (size_t)n, sizeof *wanted, compare);
    qsort(found, (size_t)n, sizeof *found, compare);
    ENSURE(memcmp(found, wanted, (size_t)n * sizeof *found) == 0);

    check_sorted(ndim, shape, nop, rows);
    return 0;
}
