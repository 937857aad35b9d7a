/* Views: reshape, transpose, broadcast_to, and whether arrays share memory, beside plain loops. */
#include "fuzz.h"

/* Equal elements of two arrays, each in an order of its own: backwards axes first in F order. */
static ptrdiff_t f_order(ptrdiff_t i, const la_array *a)
{
    ptrdiff_t at[MOST_DIMS], place = 0;
    for (int axis = 0; axis < a->ndim; axis++) {
        at[axis] = i % a->shape[axis];
        i /= a->shape[axis];
    }
    for (int axis = 0; axis < a->ndim; axis++)
        place = place * a->shape[axis] + at[axis];
    return place;
}

static char *ordered_at(const la_array *a, ptrdiff_t i, bool fortran)
{
    return element_at(a, fortran ? f_order(i, a) : i);
}

/* The lengths of a's axes cut and joined anew, one perhaps left open, or any. */
static int draw_new_shape(fuzz_input *in, const la_array *a, ptrdiff_t *shape)
{
    ptrdiff_t left = a->size;
    int ndim = draw(in, MOST_DIMS + 1);
    for (int i = 0; i < ndim; i++) {
        const ptrdiff_t length = draw(in, 8) + 1;
        shape[i] = i == ndim - 1 ? left : left % length == 0 ? length : 1;
        left = shape[i] > 0 ? left / shape[i] : 0;
    }
    if (ndim > 0 && draw(in, 4) == 1) shape[draw(in, ndim)] = -1;
    if (ndim > 0 && draw(in, 16) == 1) shape[draw(in, ndim)] = draw_index(in, 5);
    return ndim;
}

static void check_reshape(fuzz_input *in, const la_array *a)
{
    ptrdiff_t wanted[MOST_DIMS];
    la_array out = LA_ARRAY_NULL;
    const int ndim = draw_new_shape(in, a, wanted);
    const la_order order = (la_order)draw(in, 3);
    bool copied;
    wide_int known = 1;
    int unknown = 0;
    for (int i = 0; i < ndim; i++) {
        unknown += wanted[i] < 0;
        if (wanted[i] >= 0 && known <= UINT64_MAX) known *= wanted[i];
        if (wanted[i] == 0) known = 0;
    }
    const wide_int size = a->size;
    const bool good = unknown == 0   ? known == size
                      : unknown == 1 ? known != 0 && size % known == 0
                                     : false;
    /* Lengths around one of zero, too, have a product that is a size. */
    wide_int bytes = a->dtype->itemsize;
    for (int i = 0; i < ndim; i++)
        if (wanted[i] > 0 && bytes <= PTRDIFF_MAX) bytes *= wanted[i];
    const la_status status = la_reshape(&out, a, ndim, wanted, order, &copied);
    ENSURE(status == (good && bytes <= PTRDIFF_MAX ? LA_OK : LA_VALUE_ERROR));
    if (status != LA_OK) return;
    ENSURE(out.ndim == ndim && out.size == a->size && out.dtype == a->dtype);
    for (int i = 0; i < ndim; i++)
        ENSURE(wanted[i] < 0 || out.shape[i] == wanted[i]);
    const bool fortran =
        order == LA_ORDER_F ||
        (order == LA_ORDER_A && !(a->flags & LA_C_CONTIGUOUS) && (a->flags & LA_F_CONTIGUOUS));
    for (ptrdiff_t i = 0; i < a->size; i++) {
        const char *from = ordered_at(a, i, fortran), *to = ordered_at(&out, i, fortran);
        ENSURE(copied ? memcmp(to, from, (size_t)a->dtype->itemsize) == 0 : to == from);
    }
    la_array_destroy(&out);
}

static void check_transpose(fuzz_input *in, const la_array *a)
{
    ptrdiff_t axes[MOST_DIMS];
    int seen = 0;
    bool good = true;
    la_array out = LA_ARRAY_NULL;
    for (int i = 0; i < a->ndim; i++) {
        axes[i] = i;
        const int k = draw(in, i + 1);
        axes[i] = axes[k];
        axes[k] = i;
    }
    for (int i = 0; i < a->ndim; i++) {
        if (draw(in, 4) == 3) axes[i] -= a->ndim;
        if (draw(in, 32) == 31) axes[i] = draw_index(in, a->ndim);
        const ptrdiff_t axis = axes[i] < 0 ? axes[i] + a->ndim : axes[i];
        good = good && axis >= 0 && axis < a->ndim && !(seen >> axis & 1);
        if (good) seen |= 1 << axis;
    }
    const la_status status = la_transpose(&out, a, a->ndim, axes);
    ENSURE((status == LA_OK) == good);
    for (ptrdiff_t i = 0; i < a->size && good; i++) {
        ptrdiff_t at[MOST_DIMS], from[MOST_DIMS];
        coordinates_of(i, a->ndim, out.shape, at);
        for (int k = 0; k < a->ndim; k++)
            from[axes[k] < 0 ? axes[k] + a->ndim : axes[k]] = at[k];
        ENSURE(element_at(&out, i) == broadcast_at(a, a->ndim, from) || a->size == 1);
    }
    la_array_destroy(&out);
}

static void check_broadcast_to(fuzz_input *in, const la_array *a)
{
    ptrdiff_t shape[2 * MOST_DIMS];
    la_array out = LA_ARRAY_NULL;
    const int lead = draw(in, 3), ndim = a->ndim + lead;
    bool good = true;
    for (int i = 0; i < ndim; i++) {
        const ptrdiff_t own = i < lead ? 1 : a->shape[i - lead];
        shape[i] = own == 1 || draw(in, 16) == 15 ? draw(in, 5) : own;
        good = good && (own == 1 || own == shape[i]);
    }
    const la_status status = la_broadcast_to(&out, a, ndim, shape);
    ENSURE(status == (good ? LA_OK : LA_VALUE_ERROR));
    if (!good) return;
    ENSURE(same_shape(&out, ndim, shape) && !(out.flags & LA_WRITEABLE));
    for (ptrdiff_t i = 0; i < out.size; i++) {
        ptrdiff_t at[2 * MOST_DIMS];
        coordinates_of(i, ndim, shape, at);
        ENSURE(element_at(&out, i) == broadcast_at(a, ndim, at));
    }
    la_array_destroy(&out);
}

static void mark(const la_array *a, const char *base, char *marks, char bit)
{
    for (ptrdiff_t i = 0; i < a->size; i++)
        for (int b = 0; b < a->dtype->itemsize; b++)
            marks[element_at(a, i) - base + b] |= bit;
}

/* Two views of one block. */
static void check_shares_memory(fuzz_input *in, const fuzz_array *whole)
{
    const la_array *w = &whole->array;
    la_array views[2] = {LA_ARRAY_NULL, LA_ARRAY_NULL};
    for (int v = 0; v < 2; v++) {
        la_index items[MOST_DIMS];
        for (int i = 0; i < w->ndim; i++) {
            const ptrdiff_t step = draw(in, 7) - 3;
            items[i] =
                (la_index){.kind = LA_INDEX_SLICE,
                           .start = draw(in, 2) ? draw_index(in, w->shape[i]) : LA_SLICE_NONE,
                           .stop = draw(in, 2) ? draw_index(in, w->shape[i]) : LA_SLICE_NONE,
                           .step = step == 0 ? 1 : step};
        }
        ENSURE(la_index_view(&views[v], w, w->ndim, items) == LA_OK);
    }
    char *marks = calloc(whole->nbytes + 1, 1);
    ENSURE(marks);
    mark(&views[0], whole->memory, marks, 1);
    mark(&views[1], whole->memory, marks, 2);
    bool wanted = false, found = false;
    for (size_t i = 0; i < whole->nbytes; i++)
        wanted = wanted || marks[i] == 3;
    const la_status status = la_shares_memory(&views[0], &views[1], 100000, &found);
    ENSURE(status == LA_RUNTIME_ERROR || (status == LA_OK && found == wanted));
    ENSURE(!wanted || la_may_overlap(&views[0], &views[1]));
    free(marks);
    la_array_destroy(&views[0]);
    la_array_destroy(&views[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input in = {data, size};
    fuzz_array a;
    const int call = draw(&in, 4);
    draw_array(&in, &a, draw_type(&in), SHARED_PLACES);
    switch (call) {
    case 0: check_reshape(&in, &a.array); break;
    case 1: check_transpose(&in, &a.array); break;
    case 2: check_broadcast_to(&in, &a.array); break;
    default: check_shares_memory(&in, &a);
    }
    destroy_array(&a);
    return 0;
}
