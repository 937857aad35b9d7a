/* Reductions over any axes, of any type, into new and existing arrays, with masks and initial
 * values, and argmin and argmax, beside plain loops. */
#include "fuzz.h"

/* Of truths, logical operations take anything for one; the others are `or` and `and` of them. */
typedef enum fold { ADD, MULTIPLY, SUBTRACT, MINIMUM, MAXIMUM, AND, OR, XOR, BIT_AND, BIT_OR } fold;

static const struct {
    const char *name;
    int values; /* below this: all that is computed of them is exact */
} folds[] = {
    [ADD] = {"add", 2},
    [MULTIPLY] = {"multiply", 2},
    [SUBTRACT] = {"subtract", 2},
    [MINIMUM] = {"minimum", 101},
    [MAXIMUM] = {"maximum", 101},
    [AND] = {"logical_and", 3},
    [OR] = {"logical_or", 2},
    [XOR] = {"logical_xor", 2},
    [BIT_AND] = {"bitwise_and", 101},
    [BIT_OR] = {"bitwise_or", 101},
};

static bool is_logical(fold f)
{
    return f == AND || f == OR || f == XOR;
}

static bool is_inexact(const la_dtype *dtype)
{
    return dtype->kind == 'f' || dtype->kind == 'c';
}

/* The type in which a reduction is computed; NULL where there is none. */
static const la_dtype *computed_type(fold f, const la_dtype *from, const la_dtype *asked)
{
    const la_dtype *boolean = la_dtype_of(LA_BOOL), *wide = la_dtype_of(LA_INTP);
    if (is_logical(f)) return asked && asked != boolean ? NULL : boolean;
    const la_dtype *type = asked ? asked : from;
    if ((f == ADD || f == MULTIPLY) && !asked && !is_inexact(type) &&
        type->itemsize < wide->itemsize)
        type = type->kind == 'u' ? la_dtype_of(LA_INTP == LA_INT64 ? LA_UINT64 : LA_UINT32) : wide;
    if (f == SUBTRACT && type == boolean) return NULL;
    if ((f == BIT_AND || f == BIT_OR) && is_inexact(type)) return NULL;
    return type;
}

/* What a number becomes in a type: integers wrap around. */
static double in_type(const la_dtype *dtype, double value)
{
    if (dtype->kind == 'b') return value != 0;
    if (is_inexact(dtype)) return value;
    const int bits = 8 * (int)dtype->itemsize;
    const uint64_t mask = bits == 64 ? UINT64_MAX : ((uint64_t)1 << bits) - 1;
    uint64_t wrapped = (uint64_t)(int64_t)value & mask;
    if (dtype->kind == 'u') return (double)wrapped;
    if (bits < 64 && wrapped >> (bits - 1)) wrapped |= ~mask;
    return (double)(int64_t)wrapped;
}

static double apply(fold f, const la_dtype *dtype, double x, double y)
{
    const bool truths = dtype->kind == 'b';
    switch (f) {
    case ADD: return truths ? x != 0 || y != 0 : x + y; /* wrapped around in the end */
    case MULTIPLY: return x * y;
    case SUBTRACT: return x - y;
    case MINIMUM: return x < y ? x : y;
    case MAXIMUM: return x > y ? x : y;
    case AND: return x != 0 && y != 0;
    case OR: return x != 0 || y != 0;
    case XOR: return (x != 0) != (y != 0);
    case BIT_AND: return (double)((int64_t)x & (int64_t)y);
    default: return (double)((int64_t)x | (int64_t)y);
    }
}

/* What a reduction begins with. */
static double identity(fold f)
{
    switch (f) {
    case MULTIPLY:
    case AND: return 1;
    case BIT_AND: return -1; /* wrapped around in the end, too */
    default: return 0;
    }
}

static bool has_identity(fold f)
{
    return f != MINIMUM && f != MAXIMUM && f != SUBTRACT;
}

/* The shape that is left, and for each axis of `a` its place in it, -1 for what is reduced. */
static int result_shape(const la_array *a, la_axes axes, bool keepdims, ptrdiff_t *shape,
                        int *places)
{
    int n = 0;
    for (int i = 0; i < a->ndim; i++) {
        const bool reduced = axes >> i & 1;
        places[i] = reduced ? -1 : n;
        if (!reduced || keepdims) shape[n++] = reduced ? 1 : a->shape[i];
    }
    return n;
}

/* The index in the result, in C order, of what the element at these coordinates goes to. */
static ptrdiff_t result_index(const ptrdiff_t *at, int ndim, const int *places, int left,
                              const ptrdiff_t *shape)
{
    ptrdiff_t where[MOST_DIMS] = {0}, index = 0;
    for (int i = 0; i < ndim; i++)
        if (places[i] >= 0) where[places[i]] = at[i];
    for (int i = 0; i < left; i++)
        index = index * shape[i] + where[i];
    return index;
}

/* --- reduce ------------------------------------------------------------------------------------
 */

typedef struct reduction {
    fold f;
    la_axes axes;
    bool keepdims;
    const la_dtype *asked, *type;
    const la_array *initial, *where;
} reduction;

/* What refuses it, or LA_OK. */
static la_status expected_status(const reduction *r, const la_array *a)
{
    if (!r->type) return LA_TYPE_ERROR;
    if (r->f == SUBTRACT && (r->axes & (r->axes - 1))) return LA_VALUE_ERROR;
    if (r->where && !broadcasts_to(r->where, a->ndim, a->shape)) return LA_VALUE_ERROR;
    if (has_identity(r->f) || r->initial) return LA_OK;
    if (r->where) return LA_VALUE_ERROR;
    for (int i = 0; i < a->ndim; i++)
        if (r->axes >> i & 1 && a->shape[i] == 0) return LA_VALUE_ERROR;
    return LA_OK;
}

static double *expected_values(const reduction *r, const la_array *a, int left,
                               const ptrdiff_t *shape, const int *places)
{
    const ptrdiff_t size = size_of(left, shape);
    double *values = malloc((size_t)(size + 1) * sizeof *values);
    bool *begun = calloc((size_t)(size + 1), sizeof *begun);
    ENSURE(values && begun);
    for (ptrdiff_t i = 0; i < size; i++) {
        begun[i] = r->initial;
        values[i] = r->initial ? in_type(r->type, get_value(r->initial->data, r->initial->dtype))
                               : identity(r->f);
    }
    for (ptrdiff_t i = 0; i < a->size; i++) {
        ptrdiff_t at[MOST_DIMS];
        coordinates_of(i, a->ndim, a->shape, at);
        if (r->where && !*broadcast_at(r->where, a->ndim, at)) continue;
        const ptrdiff_t k = result_index(at, a->ndim, places, left, shape);
        const double value = in_type(r->type, get_value(element_at(a, i), a->dtype));
        values[k] = begun[k] ? apply(r->f, r->type, values[k], value) : value;
        begun[k] = true;
    }
    free(begun);
    return values;
}

/* An output: of its own memory, or the beginning of a's; rarely of another shape or read-only. */
static la_status draw_out(fuzz_input *in, const reduction *r, const fuzz_array *a, bool *shared,
                          int left, const ptrdiff_t *shape, fuzz_array *own, la_array *out)
{
    ptrdiff_t drawn[MOST_DIMS];
    const int fault = draw(in, 16);
    memcpy(drawn, shape, (size_t)left * sizeof *shape);
    if (fault == 15 && left > 0) drawn[0]++;
    *shared = *shared && draw(in, 4) == 3 && fault != 15 && r->keepdims && a->array.size > 0;
    if (*shared) {
        la_index items[MOST_DIMS];
        for (int i = 0; i < left; i++)
            items[i] = (la_index){
                .kind = LA_INDEX_SLICE, .start = LA_SLICE_NONE, .stop = shape[i], .step = 1};
        ENSURE(la_index_view(out, &a->array, left, items) == LA_OK);
    } else {
        const bool other = r->asked && r->f != BIT_AND && r->f != SUBTRACT && draw(in, 2);
        const la_dtype *dtype = other ? la_dtype_of(draw_type(in)) : r->type;
        draw_values(in, own, dtype->num, left, drawn, OWN_PLACES, 7);
        ENSURE(la_index_get(out, &own->array, 0, NULL) == LA_OK);
    }
    if (fault == 14) out->flags &= ~(unsigned)LA_WRITEABLE;
    return fault == 14 || (fault == 15 && left > 0) ? LA_VALUE_ERROR : LA_OK;
}

static void check_reduce(fuzz_input *in, fuzz_array *a, bool shared, fold f)
{
    reduction r = {.f = f, .axes = (la_axes)draw(in, 1 << a->array.ndim), .keepdims = draw(in, 2)};
    fuzz_array mask = {.memory = NULL}, start = {.memory = NULL}, own = {.memory = NULL};
    la_array out = LA_ARRAY_NULL;
    ptrdiff_t shape[MOST_DIMS];
    int places[MOST_DIMS];
    if (draw(in, 3) == 2) r.asked = la_dtype_of(draw_type(in));
    r.type = computed_type(f, a->array.dtype, r.asked);
    if (draw(in, 3) == 2) {
        draw_values(in, &start, draw_type(in), 0, NULL, OWN_PLACES, 1);
        set_value(start.array.data, start.array.dtype, draw(in, 3));
        r.initial = &start.array;
    }
    if (draw(in, 3) == 2) {
        const int ndim = draw_narrower(in, a->array.ndim, a->array.shape, shape);
        if (ndim > 0 && draw(in, 16) == 15) shape[0] += 2;
        draw_values(in, &mask, LA_BOOL, ndim, shape, SHARED_PLACES, 2);
        r.where = &mask.array;
    }
    const int left = result_shape(&a->array, r.axes, r.keepdims, shape, places);
    la_status wanted = expected_status(&r, &a->array);
    const bool given = r.type && draw(in, 3) == 2;
    if (given) {
        const la_status status = draw_out(in, &r, a, &shared, left, shape, &own, &out);
        if (wanted == LA_OK) wanted = status;
    }
    double *values = wanted == LA_OK ? expected_values(&r, &a->array, left, shape, places) : NULL;
    const fuzz_array *const target = shared ? a : &own;
    char *copy = given ? copy_memory(target) : NULL;

    const la_ufunc *ufunc = la_ufunc_find(folds[f].name);
    const la_status status =
        la_ufunc_reduce(&out, ufunc, &a->array, r.axes, r.keepdims, r.asked, r.initial, r.where);
    ENSURE(status == wanted);
    ENSURE(given || (out.dtype == NULL) == (status != LA_OK));
    if (status == LA_OK) {
        ENSURE(same_shape(&out, left, shape) && (given || out.dtype == r.type));
        for (ptrdiff_t i = 0; i < out.size; i++) {
            char *p = element_at(&out, i);
            const double value = in_type(r.type, values[i]);
            ENSURE(get_value(p, out.dtype) ==
                   (out.dtype == r.type ? value : in_type(out.dtype, value)));
            if (given) memcpy(in_copy(target, copy, p), p, (size_t)out.dtype->itemsize);
        }
    }
    if (given) ensure_memory(target, copy); /* nothing but the result has changed */
    free(values);
    la_array_destroy(&out);
    destroy_array(&mask);
    destroy_array(&start);
    destroy_array(&own);
}

/* --- argmin and argmax -------------------------------------------------------------------------
 */

static void check_arg(fuzz_input *in, const la_array *a, bool greatest)
{
    const int axis = draw(in, a->ndim + 1) - 1;
    const bool keepdims = draw(in, 2);
    const la_axes axes = axis < 0 ? LA_ALL_AXES(a->ndim) : (la_axes)1 << axis;
    ptrdiff_t shape[MOST_DIMS];
    int places[MOST_DIMS];
    la_array out = LA_ARRAY_NULL;
    const int left = result_shape(a, axes, keepdims, shape, places);
    const bool good = axis < 0 ? a->size > 0 : a->shape[axis] > 0;
    const la_status status = (greatest ? la_argmax : la_argmin)(&out, a, axis, keepdims);
    ENSURE(status == (good ? LA_OK : LA_VALUE_ERROR));
    if (!good) return;
    ENSURE(out.dtype->num == LA_INTP && same_shape(&out, left, shape));
    double *best = malloc((size_t)(out.size + 1) * sizeof *best);
    ptrdiff_t *found = malloc((size_t)(out.size + 1) * sizeof *found);
    ENSURE(best && found);
    for (ptrdiff_t i = 0; i < out.size; i++)
        found[i] = -1;
    for (ptrdiff_t i = 0; i < a->size; i++) {
        ptrdiff_t at[MOST_DIMS];
        coordinates_of(i, a->ndim, a->shape, at);
        const ptrdiff_t k = result_index(at, a->ndim, places, left, shape);
        const double value = get_value(element_at(a, i), a->dtype);
        if (found[k] >= 0 && (greatest ? value <= best[k] : value >= best[k])) continue;
        best[k] = value;
        found[k] = axis < 0 ? i : at[axis];
    }
    for (ptrdiff_t i = 0; i < out.size; i++)
        ENSURE(value_at(&out, i) == (double)found[i]);
    free(best);
    free(found);
    la_array_destroy(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_input in = {data, size};
    fuzz_array a;
    ptrdiff_t shape[MOST_DIMS];
    const int call = draw(&in, LENGTH(folds) + 2);
    const la_type type = draw_type(&in);
    const int ndim = draw_shape(&in, shape);
    const bool shared = draw(&in, 2); /* with the output: then each element has its own place */
    draw_values(&in, &a, type, ndim, shape, shared ? OWN_PLACES : SHARED_PLACES,
                call < LENGTH(folds) ? folds[call].values : 101);
    if (call < LENGTH(folds))
        check_reduce(&in, &a, shared, (fold)call);
    else
        check_arg(&in, &a.array, call == LENGTH(folds));
    destroy_array(&a);
    return 0;
}
