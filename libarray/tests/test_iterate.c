/* The iterator: every element once, in few strips. */
#include "iterate.h"

#include <stdlib.h>

#include "arrays.h"

/* Walks arrays of one shape together. Returns the number of strips, -1 if operands went apart or an
 * element was missed or seen twice (or, where ordered, seen too early). */
static int strips(int nop, const la_array *arrays, bool ordered)
{
    la_iter it;
    char *data[LA_ITER_MAXOPS];
    const ptrdiff_t *strides[LA_ITER_MAXOPS];
    for (int k = 0; k < nop; k++) {
        data[k] = arrays[k].data;
        strides[k] = arrays[k].strides;
    }
    if (ordered)
        la_iter_init_ordered(&it, nop, data, arrays->ndim, arrays->shape, strides);
    else
        la_iter_init(&it, nop, data, arrays->ndim, arrays->shape, strides);
    if (it.size != arrays->size) return -1;
    if (it.size == 0) return 0;

    char *seen = calloc((size_t)it.size, 1);
    int count = 0;
    ptrdiff_t last = -1, total = 0;
    do {
        count++;
        for (ptrdiff_t i = 0; i < it.inner; i++, total++) {
            ptrdiff_t position = -1;
            for (ptrdiff_t p = 0; p < it.size && position < 0; p++)
                if (!seen[p] && element_at(&arrays[0], p) == it.ptr[0] + i * it.inner_strides[0]) {
                    position = p;
                    for (int k = 1; k < nop; k++)
                        if (element_at(&arrays[k], p) != it.ptr[k] + i * it.inner_strides[k])
                            position = -1;
                }
            if (position < 0 || (ordered && position != last + 1)) count = -1000000;
            if (position >= 0) seen[position] = 1;
            last = position;
        }
    } while (la_iter_next(&it));
    free(seen);
    return count < 0 || total != it.size ? -1 : count;
}

static void view(la_array *out, const la_array *a, ptrdiff_t offset, int ndim,
                 const ptrdiff_t *shape, const ptrdiff_t *strides)
{
    *out = LA_ARRAY_NULL;
    CHECK_OK(la_array_init_view(out, a, a->data + offset * 4, a->dtype, ndim, shape, strides));
}

static void few_strips(void)
{
    la_array base, a[3];
    make(&base, LA_INT32, SHAPE(240), NULL);

    view(&a[0], &base, 0, SHAPE(2, 3, 4), (ptrdiff_t[]){48, 16, 4}); /* contiguous */
    view(&a[1], &base, 100, SHAPE(2, 3, 4), (ptrdiff_t[]){48, 16, 4});
    CHECK(strips(2, a, false) == 1 && strips(2, a, true) == 1);
    la_array_destroy(&a[1]);

    view(&a[1], &base, 0, SHAPE(2, 3, 4), (ptrdiff_t[]){0, 16, 4}); /* stretched outside */
    CHECK(strips(2, a, false) == 2);
    la_array_destroy(&a[1]);
    view(&a[1], &base, 0, SHAPE(2, 3, 4), (ptrdiff_t[]){12, 4, 0}); /* stretched inside */
    CHECK(strips(2, a, false) == 6);
    la_array_destroy(&a[1]);
    la_array_destroy(&a[0]);

    view(&a[0], &base, 0, SHAPE(4, 3, 2), (ptrdiff_t[]){4, 16, 48}); /* F order */
    CHECK(strips(1, a, false) == 1);
    CHECK(strips(1, a, true) == 12);
    la_array_destroy(&a[0]);

    view(&a[0], &base, 23, SHAPE(2, 3, 4), (ptrdiff_t[]){-48, -16, -4}); /* all backwards */
    CHECK(strips(1, a, false) == 1 && strips(1, a, true) == 1);
    view(&a[1], &base, 0, SHAPE(2, 3, 4), (ptrdiff_t[]){48, 16, 4});
    CHECK(strips(2, a, false) == 1);
    la_array_destroy(&a[0]);
    view(&a[0], &base, 12, SHAPE(2, 3, 4), (ptrdiff_t[]){-48, 16, 4}); /* one axis backwards */
    CHECK(strips(1, a, false) == 1 && strips(1, a, true) == 2);
    CHECK(strips(2, a, false) == 2);
    la_array_destroy(&a[0]);
    la_array_destroy(&a[1]);

    view(&a[0], &base, 0, SHAPE(1, 5, 1, 1, 4, 1), (ptrdiff_t[]){999, 16, 7, 1, 4, 3});
    CHECK(strips(1, a, false) == 1); /* lengths of one don't count */
    la_array_destroy(&a[0]);
    view(&a[0], &base, 0, SHAPE(3, 0, 2), (ptrdiff_t[]){8, 8, 4});
    CHECK(strips(1, a, false) == 0 && strips(1, a, true) == 0);
    la_array_destroy(&a[0]);
    view(&a[0], &base, 7, 0, NULL, NULL);
    CHECK(strips(1, a, false) == 1 && strips(1, a, true) == 1);
    la_array_destroy(&a[0]);
    la_array_destroy(&base);
}

static unsigned next_random(unsigned *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 16;
}

/* Many shapes and permutations, slices and directions: nothing missed, nothing twice. */
static void any_strides(void)
{
    unsigned state = 1;
    for (int round = 0; round < 2000; round++) {
        la_array bases[3], views[3];
        int ndim = (int)(next_random(&state) % 6), nop = 1 + (int)(next_random(&state) % 3);
        ptrdiff_t shape[6];
        for (int i = 0; i < ndim; i++)
            shape[i] = 1 + next_random(&state) % 4;
        for (int k = 0; k < nop; k++) {
            /* A base with its axes permuted and twice as long; every second element, either way. */
            ptrdiff_t memory[6], strides[6], offset = 0;
            int axis[6];
            for (int i = 0; i < ndim; i++) {
                int j = (int)(next_random(&state) % (unsigned)(i + 1));
                axis[i] = axis[j];
                axis[j] = i;
            }
            for (int i = 0; i < ndim; i++)
                memory[i] = 2 * shape[axis[i]];
            make(&bases[k], LA_INT32, ndim, memory, NULL);
            for (int i = 0; i < ndim; i++) {
                ptrdiff_t step = bases[k].strides[i] * (ptrdiff_t)(1 + next_random(&state) % 2);
                if (next_random(&state) % 3 == 0) {
                    offset += step * (shape[axis[i]] - 1) / 4;
                    step = -step;
                }
                strides[axis[i]] = step;
            }
            view(&views[k], &bases[k], offset, ndim, shape, strides);
        }
        CHECK(strips(nop, views, false) > 0);
        CHECK(strips(nop, views, true) > 0);
        for (int k = 0; k < nop; k++) {
            la_array_destroy(&views[k]);
            la_array_destroy(&bases[k]);
        }
    }
}

static void broadcast_strides(void)
{
    la_array a;
    ptrdiff_t strides[3];
    make(&a, LA_INT32, SHAPE(3, 1), NULL);
    la_broadcast_strides(&a, 3, (ptrdiff_t[]){2, 3, 4}, strides);
    CHECK(strides[0] == 0 && strides[1] == 4 && strides[2] == 0);
    la_array_destroy(&a);
}

static void axis_order(void)
{
    int axes[3];
    const ptrdiff_t c[3] = {24, 8, 4}, f[3] = {4, 8, 24}, still[3] = {0, 0, 0};
    la_sort_axes(3, 1, (const ptrdiff_t *[]){c}, axes);
    CHECK(axes[0] == 0 && axes[1] == 1 && axes[2] == 2);
    la_sort_axes(3, 2, (const ptrdiff_t *[]){still, f}, axes);
    CHECK(axes[0] == 2 && axes[1] == 1 && axes[2] == 0);
    la_sort_axes(3, 2, (const ptrdiff_t *[]){f, c}, axes); /* C order wins */
    CHECK(axes[0] == 0 && axes[1] == 1 && axes[2] == 2);
}

int main(void)
{
    few_strips();
    any_strides();
    broadcast_strides();
    axis_order();
    return check_report();
}
