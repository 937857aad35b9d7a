/* Copies and casts: copyto with a mask, also from memory that is written to, astype, where,
 * concatenate, beside plain loops. */
#include "fuzz.h"

/* The elements of a, broadcast to ndim axes of this shape. */
static double *values_of(const la_array *a, int ndim, const ptrdiff_t *shape)
{
    const ptrdiff_t size = size_of(ndim, shape);
    double *values = malloc((size_t)(size + 1) * sizeof *values);
    ENSURE(values);
    for (ptrdiff_t i = 0; i < size; i++) {
        ptrdiff_t at[MOST_DIMS];
        coordinates_of(i, ndim, shape, at);
        values[i] = get_value(broadcast_at(a, ndim, at), a->dtype);
    }
    return values;
}

/* What these values are in another type. */
static double cast(double value, const la_dtype *through, const la_dtype *to)
{
    la_complex128 item;
    set_value((char *)&item, through, value);
    set_value((char *)&item, to, get_value((char *)&item, through));
    return get_value((char *)&item, to);
}

/* A source for dst: of its own, or a view of dst's memory. */
static void draw_source(fuzz_input *in, fuzz_array *dst, fuzz_array *own, la_array *source)
{
    const la_array *d = &dst->array;
    ptrdiff_t shape[MOST_DIMS];
    *own = (fuzz_array){.memory = NULL};
    if (draw(in, 2) == 0) {
        const int ndim = draw_narrower(in, d->ndim, d->shape, shape);
        const la_type type = draw(in, 2) ? draw_type(in) : d->dtype->num;
        draw_values(in, own, type, ndim, shape, SHARED_PLACES, 101);
        ENSURE(la_index_get(source, &own->array, 0, NULL) == LA_OK);
        return;
    }
    la_index items[MOST_DIMS];
    for (int i = 0; i < d->ndim; i++)
        items[i] = (la_index){
            .kind = LA_INDEX_SLICE,
            .start = draw(in, 3) == 1 ? draw_index(in, d->shape[i]) : LA_SLICE_NONE,
            .stop = draw(in, 3) == 1 ? draw_index(in, d->shape[i]) : LA_SLICE_NONE,
            .step = draw(in, 2) ? -1 : 1,
        };
    ENSURE(la_index_view(source, d, d->ndim, items) == LA_OK);
}

/* A mask of its own; with a dst of truths perhaps dst itself. */
static const la_array *draw_mask(fuzz_input *in, const fuzz_array *dst, fuzz_array *own)
{
    const la_array *d = &dst->array;
    ptrdiff_t shape[MOST_DIMS];
    *own = (fuzz_array){.memory = NULL};
    switch (draw(in, 4)) {
    case 0:
    case 1: return NULL;
    case 2:
        if (d->dtype->num == LA_BOOL) return d;
    }
    const int ndim = draw_narrower(in, d->ndim, d->shape, shape);
    draw_values(in, own, LA_BOOL, ndim, shape, SHARED_PLACES, 2);
    return &own->array;
}

static void check_copyto(fuzz_input *in, fuzz_array *dst)
{
    fuzz_array own_source, own_mask;
    la_array source = LA_ARRAY_NULL, *d = &dst->array;
    draw_source(in, dst, &own_source, &source);
    const la_array *mask = draw_mask(in, dst, &own_mask);
    char *copy = copy_memory(dst);
    const bool good = broadcasts_to(&source, d->ndim, d->shape);
    if (good) {
        double *values = values_of(&source, d->ndim, d->shape);
        double *truths = mask ? values_of(mask, d->ndim, d->shape) : NULL;
        for (ptrdiff_t i = 0; i < d->size; i++)
            if (!truths || truths[i] != 0)
                set_value(in_copy(dst, copy, element_at(d, i)), d->dtype, values[i]);
        free(values);
        free(truths);
    }
    const la_status status = la_copyto(d, &source, LA_CASTING_UNSAFE, mask);
    ENSURE(status == (good ? LA_OK : LA_VALUE_ERROR));
    ensure_memory(dst, copy);
    la_array_destroy(&source);
    destroy_array(&own_source);
    destroy_array(&own_mask);
}

static void check_astype(fuzz_input *in, const la_array *a)
{
    const la_dtype *to = la_dtype_of(draw_type(in));
    const la_order order = (la_order)draw(in, 4);
    la_array out = LA_ARRAY_NULL;
    ENSURE(la_astype(&out, a, to, order, LA_CASTING_UNSAFE) == LA_OK);
    ENSURE(out.dtype == to && same_shape(&out, a->ndim, a->shape));
    ENSURE(order != LA_ORDER_C || (out.flags & LA_C_CONTIGUOUS));
    ENSURE(order != LA_ORDER_F || (out.flags & LA_F_CONTIGUOUS));
    for (ptrdiff_t i = 0; i < a->size; i++)
        ENSURE(value_at(&out, i) == cast(get_value(element_at(a, i), a->dtype), a->dtype, to));
    la_array_destroy(&out);
}

static void check_where(fuzz_input *in, const la_array *x)
{
    ptrdiff_t shape[MOST_DIMS];
    fuzz_array condition, y;
    la_array out = LA_ARRAY_NULL;
    int ndim = draw_narrower(in, x->ndim, x->shape, shape);
    draw_values(in, &condition, draw_type(in), ndim, shape, SHARED_PLACES, 2);
    ndim = draw_narrower(in, x->ndim, x->shape, shape);
    draw_values(in, &y, x->dtype->num, ndim, shape, SHARED_PLACES, 7);
    ENSURE(la_where(&out, &condition.array, x, &y.array) == LA_OK);
    ENSURE(out.dtype == x->dtype && same_shape(&out, x->ndim, x->shape));
    double *truths = values_of(&condition.array, x->ndim, x->shape);
    double *values[2] = {values_of(&y.array, x->ndim, x->shape), values_of(x, x->ndim, x->shape)};
    for (ptrdiff_t i = 0; i < x->size; i++)
        ENSURE(value_at(&out, i) == values[truths[i] != 0][i]);
    free(truths);
    free(values[0]);
    free(values[1]);
    la_array_destroy(&out);
    destroy_array(&condition);
    destroy_array(&y);
}

/* a beside one or two arrays whose length along the axis, and perhaps another, differs. */
static void check_concatenate(fuzz_input *in, const la_array *a)
{
    fuzz_array others[2];
    const la_array *arrays[3] = {a};
    const int n = 1 + draw(in, 3), axis = a->ndim > 0 ? draw(in, a->ndim) : 0;
    la_typing typings[3] = {{.dtype = a->dtype}};
    ptrdiff_t shape[MOST_DIMS], total = a->ndim > 0 ? a->shape[axis] : 0, before = 0;
    la_array out = LA_ARRAY_NULL;
    bool good = a->ndim > 0;
    memcpy(shape, a->shape, (size_t)a->ndim * sizeof *shape);
    for (int k = 1; k < n; k++) {
        if (a->ndim > 0) shape[axis] = draw(in, 4);
        const int other = a->ndim > 1 && draw(in, 16) == 15 ? (axis + 1) % a->ndim : axis;
        const ptrdiff_t length = a->ndim > 0 ? shape[other] : 0;
        if (other != axis) shape[other] = 2;
        good = good && (other == axis || length == 2);
        draw_values(in, &others[k - 1], draw_type(in), a->ndim, shape, SHARED_PLACES, 50);
        if (a->ndim > 0) total += shape[axis], shape[other] = length;
        arrays[k] = &others[k - 1].array;
        typings[k] = (la_typing){.dtype = arrays[k]->dtype};
    }
    const la_dtype *dtype = la_result_type(n, typings);
    const la_status status = la_concatenate(&out, n, arrays, axis, NULL, LA_CASTING_SAME_KIND);
    ENSURE(status == (good ? LA_OK : LA_VALUE_ERROR));
    if (good) {
        shape[axis] = total;
        ENSURE(out.dtype == dtype && same_shape(&out, a->ndim, shape));
    }
    for (int k = 0; k < n && good; before += arrays[k++]->shape[axis]) {
        for (ptrdiff_t i = 0; i < arrays[k]->size; i++) {
            ptrdiff_t at[MOST_DIMS];
            coordinates_of(i, a->ndim, arrays[k]->shape, at);
            at[axis] += before;
            const double value = get_value(element_at(arrays[k], i), arrays[k]->dtype);
            ENSURE(get_value(broadcast_at(&out, a->ndim, at), dtype) ==
                   cast(value, arrays[k]->dtype, dtype));
        }
    }
    la_array_destroy(&out);
    for (int k = 1; k < n; k++)
        destroy_array(&others[k - 1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input in = {data, size};
    fuzz_array a;
    const int call = draw(&in, 4);
    draw_array(&in, &a, draw_type(&in), call == 0 ? OWN_PLACES : SHARED_PLACES);
    switch (call) {
    case 0: check_copyto(&in, &a); break;
    case 1: check_astype(&in, &a.array); break;
    case 2: check_where(&in, &a.array); break;
    default: check_concatenate(&in, &a.array);
    }
    destroy_array(&a);
    return 0;
}
