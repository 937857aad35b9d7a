/* Indexing, basic and advanced, beside a model that works out the place of each element: what a
 * result is, which memory an assignment changes, and which indices are refused. */
#include "fuzz.h"

enum { MOST_ITEMS = 8, MOST_RESULT = 1 << 14, MOST_RESULT_DIMS = 40 };

/* --- the model ---------------------------------------------------------------------------------
 */

/* What stands at one place of an index: a slice's positions along an axis, a new axis (axis < 0),
 * or an array of positions that is broadcast with the others. */
typedef struct part {
    bool is_array, is_integer;
    int axis; /* of the indexed array; -1: none */
    ptrdiff_t *positions;
    ptrdiff_t count;
    int ndim; /* of an array of positions */
    ptrdiff_t shape[MOST_DIMS];
} part;

typedef struct model {
    int nparts;
    part parts[2 * MOST_ITEMS + 2 * MOST_DIMS];
    int ndim; /* of the result */
    ptrdiff_t shape[MOST_RESULT_DIMS], size;
    ptrdiff_t *offsets; /* of the result's elements in C order, in bytes from the array's data */
    bool refused, too_large;
} model;

static part *add_part(model *m, int axis, ptrdiff_t most)
{
    part *p = &m->parts[m->nparts++];
    *p = (part){.axis = axis};
    p->positions = malloc((size_t)(most + 1) * sizeof *p->positions);
    ENSURE(p->positions);
    return p;
}

static void add_slice(model *m, int axis, ptrdiff_t length, const la_index *slice)
{
    part *p = add_part(m, axis, length);
    const wide_int step = slice->step, low = step < 0 ? -1 : 0, high = length - (step < 0);
    wide_int start = slice->start, stop = slice->stop;
    if (slice->step == 0) {
        m->refused = true;
        return;
    }
    if (start < 0) start += length;
    if (stop < 0) stop += length;
    start = start < low ? low : start > high ? high : start;
    stop = stop < low ? low : stop > high ? high : stop;
    if (slice->start == LA_SLICE_NONE) start = step < 0 ? high : low;
    if (slice->stop == LA_SLICE_NONE) stop = step < 0 ? low : high;
    for (wide_int i = start; step > 0 ? i < stop : i > stop; i += step)
        p->positions[p->count++] = (ptrdiff_t)i;
}

static void add_whole(model *m, int axis, ptrdiff_t length)
{
    const la_index all = {
        .kind = LA_INDEX_SLICE, .start = LA_SLICE_NONE, .stop = LA_SLICE_NONE, .step = 1};
    add_slice(m, axis, length, &all);
}

static void add_integer(model *m, const la_array *a, int axis, ptrdiff_t i)
{
    part *p = add_part(m, axis, 1);
    p->is_integer = true;
    p->count = 1;
    p->positions[0] = i < 0 ? i + a->shape[axis] : i;
    if (i < -a->shape[axis] || i >= a->shape[axis]) m->refused = true;
}

static void add_integers(model *m, int axis, const la_array *array)
{
    part *p = add_part(m, axis, array->size);
    p->is_array = true;
    p->ndim = array->ndim;
    memcpy(p->shape, array->shape, (size_t)array->ndim * sizeof *p->shape);
    for (; p->count < array->size; p->count++)
        p->positions[p->count] = (ptrdiff_t)get_value(element_at(array, p->count), array->dtype);
}

/* The coordinates of a mask's true elements; a mask without axes has one element's length. */
static void add_mask(model *m, const la_array *a, int *axis, const la_array *mask)
{
    for (int i = 0; i < mask->ndim; i++)
        if (mask->shape[i] != 0 && mask->shape[i] != a->shape[*axis + i]) m->refused = true;
    for (int d = 0; d < mask->ndim || (d == 0 && mask->ndim == 0); d++) {
        part *p = add_part(m, mask->ndim == 0 ? -1 : (*axis)++, mask->size);
        p->is_array = true;
        p->ndim = 1;
        for (ptrdiff_t i = 0; i < mask->size; i++) {
            ptrdiff_t at[MOST_DIMS] = {0};
            if (*element_at(mask, i) == 0) continue;
            coordinates_of(i, mask->ndim, mask->shape, at);
            p->positions[p->count++] = at[d];
        }
        p->shape[0] = p->count;
    }
}

static void add_items(model *m, const la_array *a, int n, const la_index *items)
{
    int used = 0, ellipses = 0, axis = 0;
    for (int i = 0; i < n; i++) {
        const la_array *array = items[i].kind == LA_INDEX_ARRAY ? items[i].array : NULL;
        const bool is_mask = array && array->dtype->num == LA_BOOL;
        if (array && array->dtype->num >= LA_FIRST_INEXACT) m->refused = true;
        ellipses += items[i].kind == LA_INDEX_ELLIPSIS;
        if (items[i].kind != LA_INDEX_ELLIPSIS && items[i].kind != LA_INDEX_NEWAXIS)
            used += is_mask ? array->ndim : 1;
    }
    if (ellipses > 1 || used > a->ndim) m->refused = true;
    for (int i = 0; i < n + (ellipses == 0) && !m->refused; i++) {
        const la_index *item = &items[i];
        switch (i < n ? item->kind : LA_INDEX_ELLIPSIS) {
        case LA_INDEX_INTEGER: add_integer(m, a, axis++, item->integer); break;
        case LA_INDEX_SLICE: add_slice(m, axis, a->shape[axis], item), axis++; break;
        case LA_INDEX_NEWAXIS: add_whole(m, -1, 1); break;
        case LA_INDEX_ELLIPSIS:
            if (i < n) { /* even one of no axes keeps index arrays apart */
                part *p = add_part(m, -1, 0);
                p->count = -1;
            }
            for (int k = used; k < a->ndim; k++, axis++)
                add_whole(m, axis, a->shape[axis]);
            break;
        case LA_INDEX_ARRAY:
            if (item->array->dtype->num == LA_BOOL)
                add_mask(m, a, &axis, item->array);
            else if (item->array->ndim > 0)
                add_integers(m, axis++, item->array);
            else
                add_integer(m, a, axis++,
                            (ptrdiff_t)get_value(item->array->data, item->array->dtype));
            break;
        }
    }
}

/* The common shape of the arrays of positions. */
static int broadcast(model *m, ptrdiff_t *shape)
{
    int ndim = 0;
    for (int k = 0; k < m->nparts; k++)
        if (m->parts[k].is_array && m->parts[k].ndim > ndim) ndim = m->parts[k].ndim;
    for (int i = 0; i < ndim; i++) {
        shape[i] = 1;
        for (int k = 0; k < m->nparts; k++) {
            const part *p = &m->parts[k];
            const int own = i - (ndim - p->ndim);
            if (!p->is_array || own < 0 || p->shape[own] == 1) continue;
            if (shape[i] != 1 && shape[i] != p->shape[own]) m->refused = true;
            shape[i] = p->shape[own];
        }
    }
    return ndim;
}

/* Before which of the parts the broadcast's axes go: where the arrays stand (integers count as
 * such), in front if something stands between them. */
static int place_of_broadcast(const model *m)
{
    int first = -1, last = -1;
    for (int k = 0; k < m->nparts; k++) {
        if (!m->parts[k].is_array && !m->parts[k].is_integer) continue;
        if (first < 0) first = k;
        if (last >= 0 && k > last + 1) return 0;
        last = k;
    }
    return first;
}

static bool within(ptrdiff_t i, ptrdiff_t length)
{
    return i >= -length && i < length;
}

static ptrdiff_t offset_of(const model *m, const la_array *a, int ndim, const ptrdiff_t *broadcast,
                           const ptrdiff_t *at)
{
    ptrdiff_t offset = 0;
    int d = 0;
    for (int k = 0; k < m->nparts; k++) {
        const part *p = &m->parts[k];
        ptrdiff_t position;
        if (p->count < 0) continue;
        if (p->is_integer) {
            position = p->positions[0];
        } else if (p->is_array) {
            ptrdiff_t i = 0;
            for (int axis = 0; axis < p->ndim; axis++)
                i = i * p->shape[axis] +
                    (p->shape[axis] == 1 ? 0 : broadcast[ndim - p->ndim + axis]);
            position = p->positions[i];
            if (p->axis >= 0 && position < 0) position += a->shape[p->axis];
        } else {
            position = p->positions[at[d++]];
        }
        if (p->axis >= 0) offset += position * a->strides[p->axis];
    }
    return offset;
}

static void make_offsets(model *m, const la_array *a)
{
    ptrdiff_t common[MOST_DIMS], sub_shape[MOST_RESULT_DIMS];
    const int ndim = broadcast(m, common), place = place_of_broadcast(m);
    const ptrdiff_t broadcast_size = size_of(ndim, common);
    int before = 0, nsub = 0;
    for (int k = 0; k < m->nparts; k++) {
        const part *p = &m->parts[k];
        if (p->is_array && p->axis >= 0 && broadcast_size > 0)
            for (ptrdiff_t i = 0; i < p->count; i++)
                if (!within(p->positions[i], a->shape[p->axis])) m->refused = true;
        if (p->is_array || p->is_integer || p->count < 0) continue;
        before += k < place;
        sub_shape[nsub++] = p->count;
    }
    for (int i = 0; i < before; i++)
        m->shape[m->ndim++] = sub_shape[i];
    for (int i = 0; i < ndim; i++)
        m->shape[m->ndim++] = common[i];
    for (int i = before; i < nsub; i++)
        m->shape[m->ndim++] = sub_shape[i];
    m->size = size_of(m->ndim, m->shape);
    m->too_large = m->size > MOST_RESULT;
    if (m->refused || m->too_large) return;
    m->offsets = malloc((size_t)(m->size + 1) * sizeof *m->offsets);
    ENSURE(m->offsets);
    for (ptrdiff_t i = 0; i < m->size; i++) {
        ptrdiff_t at[MOST_RESULT_DIMS], sub[MOST_RESULT_DIMS];
        coordinates_of(i, m->ndim, m->shape, at);
        for (int d = 0; d < nsub; d++)
            sub[d] = at[d < before ? d : d + ndim];
        m->offsets[i] = offset_of(m, a, ndim, at + before, sub);
    }
}

static void model_init(model *m, const la_array *a, int n, const la_index *items)
{
    *m = (model){.nparts = 0};
    add_items(m, a, n, items);
    if (!m->refused) make_offsets(m, a);
}

static void model_destroy(model *m)
{
    for (int k = 0; k < m->nparts; k++)
        free(m->parts[k].positions);
    free(m->offsets);
}

/* --- calls beside it ---------------------------------------------------------------------------
 */

static void check_get(const la_array *a, int n, const la_index *items, const model *m)
{
    la_array out = LA_ARRAY_NULL;
    const la_status status = la_index_get(&out, a, n, items);
    ENSURE((status == LA_OK) == !m->refused);
    if (status != LA_OK) {
        ENSURE(status == LA_INDEX_ERROR || status == LA_VALUE_ERROR);
        ENSURE(out.dtype == NULL);
        return;
    }
    ENSURE(out.dtype == a->dtype && same_shape(&out, m->ndim, m->shape));
    for (ptrdiff_t i = 0; i < m->size; i++)
        ENSURE(memcmp(element_at(&out, i), a->data + m->offsets[i], (size_t)a->dtype->itemsize) ==
               0);
    la_array_destroy(&out);
}

/* Whether a value of this shape may be assigned; leading lengths of one too many don't count. */
static bool fits(const la_array *a, int n, const la_index *items, const model *m,
                 const la_array *value)
{
    int first = 0, integers = 0;
    for (int i = 0; i < n; i++)
        integers += items[i].kind == LA_INDEX_INTEGER ||
                    (items[i].kind == LA_INDEX_ARRAY && items[i].array->ndim == 0 &&
                     la_dtype_is_integer(items[i].array->dtype));
    if (n == a->ndim && integers == n) /* one element */
        return value->ndim == 0 || (a->dtype->num == LA_BOOL && value->size == 1);
    if (n == 1 && items[0].kind == LA_INDEX_ARRAY && items[0].array->dtype->num == LA_BOOL &&
        items[0].array->ndim == a->ndim) /* a mask of the whole array */
        return value->ndim <= 1 && (value->size == 1 || value->size == m->size);
    while (value->ndim - first > m->ndim && value->shape[first] == 1)
        first++;
    const int lead = m->ndim - (value->ndim - first);
    for (int i = first; i < value->ndim && lead >= 0; i++)
        if (value->shape[i] != 1 && value->shape[i] != m->shape[lead + i - first]) return false;
    return lead >= 0;
}

static void check_set(fuzz_array *a, int n, const la_index *items, const model *m,
                      const la_array *value)
{
    const bool good = !m->refused && fits(&a->array, n, items, m, value);
    const int ndim = value->ndim > m->ndim ? value->ndim : m->ndim;
    double *values = good ? malloc((size_t)(m->size + 1) * sizeof *values) : NULL;
    for (ptrdiff_t i = 0; i < m->size && good; i++) {
        ptrdiff_t at[MOST_RESULT_DIMS + MOST_DIMS] = {0};
        coordinates_of(i, m->ndim, m->shape, at + ndim - m->ndim);
        values[i] = get_value(broadcast_at(value, ndim, at), value->dtype);
    }
    char *copy = copy_memory(a);
    for (ptrdiff_t i = 0; i < m->size && good; i++)
        set_value(in_copy(a, copy, a->array.data + m->offsets[i]), a->array.dtype, values[i]);
    free(values);
    const la_status status = la_index_set(&a->array, n, items, value);
    ENSURE((status == LA_OK) == good);
    ENSURE(status == LA_OK || status == LA_INDEX_ERROR || status == LA_VALUE_ERROR ||
           status == LA_TYPE_ERROR);
    ensure_memory(a, copy);
}

/* A value for the model's result: one that fits, the array itself, or anything. */
static void draw_value(fuzz_input *in, fuzz_array *a, const model *m, fuzz_array *own,
                       la_array *value)
{
    ptrdiff_t shape[MOST_RESULT_DIMS];
    *own = (fuzz_array){.memory = NULL};
    switch (draw(in, 4)) {
    case 0: ENSURE(la_transpose(value, &a->array, 0, NULL) == LA_OK); return;
    case 1: ENSURE(la_index_get(value, &a->array, 0, NULL) == LA_OK); return;
    case 2: draw_array(in, own, draw_type(in), SHARED_PLACES); break;
    default: {
        int ndim = draw_narrower(in, m->ndim, m->shape, shape), skipped = 0;
        if (ndim > MOST_DIMS) skipped = ndim - MOST_DIMS;
        draw_values(in, own, draw(in, 2) ? draw_type(in) : a->array.dtype->num, ndim - skipped,
                    shape + skipped, SHARED_PLACES, 101);
    }
    }
    ENSURE(la_index_get(value, &own->array, 0, NULL) == LA_OK);
}

/* An index array: of positions, mostly within `length`; a mask, mostly of the shape that is left;
 * the indexed array itself. */
static void draw_index_array(fuzz_input *in, const la_array *a, int axis, fuzz_array *array,
                             la_index *item)
{
    *array = (fuzz_array){.memory = NULL};
    item->kind = LA_INDEX_ARRAY;
    item->array = &array->array;
    const int choice = draw(in, 8), left = axis < a->ndim ? a->ndim - axis : 0;
    if (choice == 7) {
        item->array = a;
        return;
    }
    if (choice >= 4) {
        const int ndim = choice == 4 ? left : choice == 5 ? draw(in, left + 1) : 0;
        draw_values(in, array, LA_BOOL, ndim, a->shape + (ndim > 0 ? axis : 0), SHARED_PLACES, 2);
        for (ptrdiff_t i = 0; i < array->array.size; i++)
            *element_at(&array->array, i) = (char)(draw(in, 3) == 1);
        return;
    }
    const la_type type = choice == 3 ? draw_type(in) : choice == 2 ? LA_INT8 : LA_INTP;
    const ptrdiff_t length = left > 0 ? a->shape[axis] : 1;
    const bool is_signed = la_dtype_of(type)->kind == 'i';
    draw_array(in, array, type, SHARED_PLACES);
    for (ptrdiff_t i = 0; i < array->array.size; i++) {
        const ptrdiff_t position =
            draw(in, 16) == 15 ? draw(in, 128) : draw(in, 100) % (length + 1);
        set_value(element_at(&array->array, i), array->array.dtype,
                  (double)(position == length && length > 0 && is_signed ? -1 : position));
    }
}

static int draw_items(fuzz_input *in, const la_array *a, la_index *items, fuzz_array *arrays)
{
    const int n = draw(in, MOST_ITEMS + 1);
    for (int i = 0, axis = 0; i < n; i++) {
        const ptrdiff_t length = axis < a->ndim ? a->shape[axis] : 1;
        arrays[i] = (fuzz_array){.memory = NULL};
        items[i] = (la_index){.kind = LA_INDEX_ELLIPSIS};
        switch (draw(in, 8)) {
        case 0: break;
        case 1: items[i].kind = LA_INDEX_NEWAXIS; break;
        case 2:
        case 3:
            items[i].kind = LA_INDEX_INTEGER;
            items[i].integer = draw_index(in, length);
            axis++;
            break;
        case 4:
        case 5: {
            items[i].kind = LA_INDEX_SLICE;
            items[i].start = draw(in, 3) == 0 ? LA_SLICE_NONE : draw_index(in, length);
            items[i].stop = draw(in, 3) == 0 ? LA_SLICE_NONE : draw_index(in, length);
            const ptrdiff_t step = draw_index(in, 2);
            items[i].step = step == 0 && draw(in, 8) > 0 ? 1 : step;
            axis++;
            break;
        }
        default: draw_index_array(in, a, axis++, &arrays[i], &items[i]);
        }
    }
    return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input in = {data, size};
    fuzz_array a, arrays[MOST_ITEMS], own;
    la_index items[MOST_ITEMS];
    la_array value = LA_ARRAY_NULL;
    model m;
    draw_array(&in, &a, draw_type(&in), OWN_PLACES);
    const int n = draw_items(&in, &a.array, items, arrays);
    model_init(&m, &a.array, n, items);
    if (!m.too_large) {
        check_get(&a.array, n, items, &m);
        draw_value(&in, &a, &m, &own, &value);
        check_set(&a, n, items, &m, &value);
        la_array_destroy(&value);
        destroy_array(&own);
    }
    model_destroy(&m);
    for (int i = 0; i < n; i++)
        destroy_array(&arrays[i]);
    destroy_array(&a);
    return 0;
}
