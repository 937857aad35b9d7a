/* Reductions: ufunc.reduce over any axes, and the mean.
 *
 * One iterator walks the input, the result (whose strides are zero along reduced axes) and the
 * mask. Axes are ordered by the input's strides, so memory is read as it lies. A strip along which
 * the result stands still is folded into one element; a strip that moves through the result is
 * accumulated element by element with the ufunc's own loop: result = f(result, input). */
#include "ufunc.h"

#include <math.h>
#include <string.h>

#include "cast.h"
#include "copy.h"
#include "fperr.h"
#include "index.h"
#include "iterate.h"
#include "memory.h"
#include "platform.h"

/* --- axes ----------------------------------------------------------------------------------- */

la_status la_axes_from(int n, const ptrdiff_t *axis, int ndim, la_axes *axes)
{
    la_axes set = 0;
    for (int i = 0; i < n; i++) {
        int k;
        LA_TRY(la_normalize_axis(axis[i], ndim, &k));
        if (set >> k & 1) return la_fail(LA_VALUE_ERROR, "duplicate value in 'axis'");
        set |= (la_axes)1 << k;
    }
    *axes = set;
    return LA_OK;
}

static int count_axes(la_axes axes)
{
    int n = 0;
    for (; axes; axes &= axes - 1)
        n++;
    return n;
}

/* --- which loop ----------------------------------------------------------------------------- */

/* Elements that are cast together, as in NumPy, because it shows in the last bits of sums. More
 * than LA_CHUNK_BYTES of them are kept on the heap. */
#define CAST_LENGTH 8192

/* How elements are folded. The accumulator has the type loop->types[2], elements loop->types[1]. */
typedef struct reduction {
    const la_ufunc *ufunc;
    const la_loop *loop;
    const la_loop *accumulate;  /* loop of the accumulator's type throughout */
    la_cast_fn cast;            /* the input's type to the loop's, NULL where none is needed */
    la_cast_fn cast_accumulate; /* the same to the accumulator's */
    bool counts;                /* a sum of truths */
    bool stepwise;              /* by the loop, element by element, with an eye on errors */
    char *chunk;                /* where cast elements are kept */
    ptrdiff_t chunk_bytes;
} reduction;

/* Sums and products of integers narrower than LA_INTP are taken in that or its unsigned twin. */
static const la_dtype *default_dtype(const la_ufunc *ufunc, const la_dtype *dtype)
{
    const la_dtype *wide = la_dtype_of(LA_INTP);
    if (ufunc != &la_ufunc_add && ufunc != &la_ufunc_multiply) return dtype;
    if (dtype->kind == 'b') return wide;
    if (dtype->itemsize >= wide->itemsize) return dtype;
    if (dtype->kind == 'i') return wide;
    if (dtype->kind == 'u') return la_dtype_of(LA_INTP == LA_INT64 ? LA_UINT64 : LA_UINT32);
    return dtype;
}

static la_status fail_no_loop(const la_ufunc *ufunc)
{
    return la_fail(LA_TYPE_ERROR,
                   "No loop matching the specified signature and casting was found for ufunc %s",
                   ufunc->name);
}

/* dtype: the type asked for, or NULL; then an existing out has a say, as in NumPy. */
static la_status find_loops(reduction *r, const la_array *a, const la_dtype *dtype,
                            const la_dtype *out)
{
    if (r->ufunc->nin != 2)
        return la_fail(LA_VALUE_ERROR, "reduce only supported for binary functions");
    if (r->ufunc->nout != 1)
        return la_fail(LA_VALUE_ERROR,
                       "reduce only supported for functions returning a single value");
    const la_dtype *from = a->dtype;
    if (!dtype && !out) from = default_dtype(r->ufunc, from);
    la_typing typing[2] = {{from, LA_STRONG}, {from, LA_STRONG}};
    if (!dtype && out && out->num != LA_BOOL) typing[0].dtype = out;
    LA_TRY(la_ufunc_resolve(r->ufunc, typing, dtype, &r->loop));

    /* Comparisons have no fold; the logical operations have, from any type into bool. */
    const la_type accumulator = r->loop->types[2];
    r->accumulate = r->loop;
    if (r->loop->types[0] != accumulator) {
        la_typing same[2] = {{la_dtype_of(accumulator), LA_STRONG},
                             {la_dtype_of(accumulator), LA_STRONG}};
        if (!r->loop->fold && !dtype) return fail_no_loop(r->ufunc);
        LA_TRY(la_ufunc_resolve(r->ufunc, same, NULL, &r->accumulate));
        if (!r->loop->fold) r->loop = r->accumulate; /* dtype=bool: elements are taken as bool */
    }
    r->cast = r->cast_accumulate = NULL;
    if (!la_fits_loop(a, r->loop->types[1]))
        r->cast = la_cast_find(a->dtype->num, r->loop->types[1]);
    r->counts = r->ufunc == &la_ufunc_add && a->dtype->num == LA_BOOL &&
                (accumulator == LA_INTP || accumulator == LA_FLOAT64);
    la_fp_note_discard(a->dtype->num, r->loop->types[1]);
    if (!la_fits_loop(a, accumulator))
        r->cast_accumulate = la_cast_find(a->dtype->num, accumulator);
    return LA_OK;
}

/* --- strips --------------------------------------------------------------------------------- */

/* Folds n elements of the loop's type into one accumulator. */
static la_status fold(const reduction *r, char *accumulator, char *in, ptrdiff_t n,
                      ptrdiff_t stride)
{
    char *args[3] = {accumulator, in, accumulator};
    if (r->stepwise) {
        static const ptrdiff_t still[3] = {0, 0, 0};
        for (; n > 0; n--, args[1] += stride)
            LA_TRY(la_run_loop(r->ufunc, r->accumulate, args, 1, still));
        return LA_OK;
    }
    if (r->loop->fold) {
        r->loop->fold(accumulator, in, n, stride);
        return LA_OK;
    }
    const ptrdiff_t steps[3] = {0, stride, 0};
    return r->loop->run(args, n, steps);
}

/* A strip along which the result stands still. */
static la_status fold_strip(const reduction *r, char *accumulator, char *in, ptrdiff_t n,
                            ptrdiff_t stride)
{
    if (!r->cast) return fold(r, accumulator, in, n, stride);
    if (r->counts) {
        const ptrdiff_t count = la_count_true(in, stride, n);
        if (r->loop->types[2] == LA_FLOAT64)
            *(double *)(void *)accumulator += (double)count;
        else
            *(ptrdiff_t *)(void *)accumulator += count;
        return LA_OK;
    }
    const ptrdiff_t itemsize = la_dtype_of(r->loop->types[1])->itemsize;
    while (n > 0) {
        const ptrdiff_t room = r->chunk_bytes / itemsize, m = n < room ? n : room;
        r->cast(in, stride, r->chunk, itemsize, m);
        LA_TRY(fold(r, accumulator, r->chunk, m, itemsize));
        in += m * stride;
        n -= m;
    }
    return LA_OK;
}

static la_status run_accumulate(const reduction *r, char *const *args, ptrdiff_t n,
                                const ptrdiff_t *steps)
{
    return r->stepwise ? la_run_loop(r->ufunc, r->accumulate, args, n, steps)
                       : r->accumulate->run(args, n, steps);
}

/* A strip that moves through the result. */
static la_status accumulate_strip(const reduction *r, char *accumulator, ptrdiff_t step, char *in,
                                  ptrdiff_t n, ptrdiff_t stride)
{
    if (!r->cast_accumulate) {
        char *args[3] = {accumulator, in, accumulator};
        const ptrdiff_t steps[3] = {step, stride, step};
        return run_accumulate(r, args, n, steps);
    }
    const ptrdiff_t itemsize = la_dtype_of(r->accumulate->types[1])->itemsize;
    const ptrdiff_t steps[3] = {step, itemsize, step};
    while (n > 0) {
        const ptrdiff_t room = r->chunk_bytes / itemsize, m = n < room ? n : room;
        char *args[3] = {accumulator, r->chunk, accumulator};
        r->cast_accumulate(in, stride, r->chunk, itemsize, m);
        LA_TRY(run_accumulate(r, args, m, steps));
        accumulator += m * step;
        in += m * stride;
        n -= m;
    }
    return LA_OK;
}

static la_status reduce_strip(const reduction *r, char *in, ptrdiff_t stride, char *accumulator,
                              ptrdiff_t step, ptrdiff_t n)
{
    if (step == 0) return fold_strip(r, accumulator, in, n, stride);
    return accumulate_strip(r, accumulator, step, in, n, stride);
}

/* Folds `a` into the accumulators; strides of the accumulators are zero along reduced axes. */
static la_status reduce_strips(const reduction *r, const la_array *a, char *accumulators,
                               const ptrdiff_t *steps, const la_array *where)
{
    ptrdiff_t mask_strides[LA_MAXDIMS], forward[LA_MAXDIMS];
    char *data[4] = {a->data, accumulators};
    const ptrdiff_t *strides[4] = {a->strides, steps};
    int nop = 2;
    if (where) {
        la_broadcast_strides(where, a->ndim, a->shape, mask_strides);
        data[nop] = where->data;
        strides[nop++] = mask_strides;
    }

    la_iter it;
    if (r->ufunc->identity == LA_IDENTITY_NONE) {
        la_iter_init_ordered(&it, nop, data, a->ndim, a->shape, strides);
    } else {
        /* The iterator walks an axis backwards if all operands do. Where the order shows in the
         * last bits, an operand that nobody reads keeps it from that. */
        const bool rounds = la_dtype_of(r->loop->types[1])->kind == 'f' ||
                            la_dtype_of(r->loop->types[1])->kind == 'c';
        bool backwards = false;
        for (int i = 0; rounds && i < a->ndim; i++) {
            backwards = backwards || a->strides[i] < 0;
            forward[i] = a->strides[i] < 0 ? -a->strides[i] : a->strides[i];
        }
        if (backwards) {
            data[nop] = a->data;
            strides[nop++] = forward;
        }
        la_iter_init(&it, nop, data, a->ndim, a->shape, strides);
    }
    if (it.size == 0) return LA_OK;
    do {
        char *in = it.ptr[0], *accumulator = it.ptr[1];
        const ptrdiff_t stride = it.inner_strides[0], step = it.inner_strides[1];
        if (!where) {
            LA_TRY(reduce_strip(r, in, stride, accumulator, step, it.inner));
            continue;
        }
        ptrdiff_t start = 0, run;
        while ((run = la_mask_run(it.ptr[2], it.inner_strides[2], it.inner, &start)) > 0) {
            LA_TRY(reduce_strip(r, in + start * stride, stride, accumulator + start * step, step,
                                run));
            start += run;
        }
    } while (la_iter_next(&it));
    return LA_OK;
}

/* --- beginnings ----------------------------------------------------------------------------- */

/* Fills the accumulators with the ufunc's identity. */
static la_status fill_identity(la_array *accumulators, la_identity identity)
{
    static const float values[] = {[LA_IDENTITY_ZERO] = 0,
                                   [LA_IDENTITY_ONE] = 1,
                                   [LA_IDENTITY_MINUS_ONE] = -1,
                                   [LA_IDENTITY_MINUS_INFINITY] = -INFINITY};
    const la_dtype *dtype = accumulators->dtype;
    if (dtype->kind == 'b' && identity != LA_IDENTITY_ZERO) identity = LA_IDENTITY_ONE;
    char *value = (char *)(uintptr_t)&values[identity]; /* only read */
    if (accumulators->flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS)) {
        la_cast_find(LA_FLOAT32, dtype->num)(value, 0, accumulators->data, dtype->itemsize,
                                             accumulators->size);
        return LA_OK;
    }
    la_array source = LA_ARRAY_NULL;
    LA_TRY(la_array_init_foreign(&source, la_dtype_of(LA_FLOAT32), 0, NULL, NULL, value, false,
                                 NULL, NULL));
    la_status status = la_copyto(accumulators, &source, LA_CASTING_UNSAFE, NULL);
    la_array_destroy(&source);
    return status;
}

/* Copies the first elements along the reduced axes to the accumulators, and makes *rest a view of
 * what is left to fold. Of several axes nothing is left out: only operations to which it makes no
 * difference that the first elements come twice get here with more than one. */
static la_status begin_with_first(la_array *accumulators, const ptrdiff_t *steps, const la_array *a,
                                  la_axes axes, la_array *rest)
{
    ptrdiff_t shape[LA_MAXDIMS], rest_shape[LA_MAXDIMS];
    char *data = a->data;
    for (int i = 0; i < a->ndim; i++) {
        const bool reduced = axes >> i & 1;
        shape[i] = reduced ? 1 : a->shape[i];
        rest_shape[i] = a->shape[i];
        if (reduced && !(axes & (axes - 1))) {
            rest_shape[i]--;
            data += a->strides[i];
        }
    }
    const ptrdiff_t none = 0;
    LA_TRY(axes == 0
               ? la_array_init_view(rest, a, a->data, a->dtype, 1, &none, &none)
               : la_array_init_view(rest, a, data, a->dtype, a->ndim, rest_shape, a->strides));
    la_copy_strided(a->ndim, shape, accumulators->data, steps, accumulators->dtype->num, a->data,
                    a->strides, a->dtype->num);
    return LA_OK;
}

/* --- the result ----------------------------------------------------------------------------- */

static la_status check_out(const la_array *out, const char *name, const la_array *a, la_axes axes,
                           bool keepdims)
{
    const int ndim = keepdims ? a->ndim : a->ndim - count_axes(axes);
    if (out->ndim != ndim)
        return la_fail(LA_VALUE_ERROR,
                       "output parameter for reduction operation %s has the wrong number of "
                       "dimensions: Found %d but expected %d%s",
                       name, out->ndim, ndim,
                       keepdims ? " (must match the operand's when keepdims=True)" : "");
    if (!(out->flags & LA_WRITEABLE)) return la_fail(LA_VALUE_ERROR, "output array is read-only");
    int k = 0;
    for (int i = 0; i < a->ndim; i++) {
        const bool reduced = axes >> i & 1;
        if (reduced && !keepdims) continue;
        const ptrdiff_t length = out->shape[k++];
        if (reduced && length != 1)
            return la_fail(LA_VALUE_ERROR,
                           "operand was set up as a reduction along axis %d, but the length of the "
                           "axis is %td (it has to be 1)",
                           i, length);
        if (reduced || length == a->shape[i]) continue;
        if (length == 1)
            return la_fail(LA_VALUE_ERROR,
                           "output operand requires a reduction along dimension %d, but the "
                           "reduction is not enabled. The dimension size of 1 does not match the "
                           "expected output shape.",
                           k - 1);
        char own[400], remapped[400], operand[400];
        la_shape_format(out->ndim, out->shape, own, sizeof own);
        la_shape_format(a->ndim, a->shape, operand, sizeof operand);
        ptrdiff_t mapped[LA_MAXDIMS];
        for (int j = 0, o = 0; j < a->ndim; j++)
            mapped[j] = !keepdims && (axes >> j & 1) ? -1 : out->shape[o++];
        la_shape_format(a->ndim, mapped, remapped, sizeof remapped);
        /* NumPy writes remapped shapes without the comma of a single length. */
        size_t n = strlen(remapped);
        if (n >= 2 && remapped[n - 2] == ',') memcpy(remapped + n - 2, ")", 2);
        return la_fail(LA_VALUE_ERROR,
                       "operands could not be broadcast together with remapped shapes "
                       "[original->remapped]: %s->%s %s ",
                       own, remapped, operand);
    }
    return LA_OK;
}

static la_status check_where(const la_array *where, const la_array *a)
{
    LA_TRY(la_check_cast(where, la_dtype_of(LA_BOOL), LA_CASTING_SAFE));
    if (where->ndim > a->ndim)
        return la_fail(LA_VALUE_ERROR,
                       "input operand has more dimensions than allowed by the axis remapping");
    const int lead = a->ndim - where->ndim;
    for (int i = 0; i < where->ndim; i++) {
        if (where->shape[i] == a->shape[lead + i] || where->shape[i] == 1) continue;
        char own[400], mask[400];
        la_shape_format(a->ndim, a->shape, own, sizeof own);
        la_shape_format(where->ndim, where->shape, mask, sizeof mask);
        return la_fail(LA_VALUE_ERROR,
                       "operands could not be broadcast together with remapped shapes "
                       "[original->remapped]: %s %s ",
                       own, mask);
    }
    return LA_OK;
}

/* A new result of the kept axes, laid out as the input and the mask are; with keepdims, reduced
 * axes have length one. */
static la_status make_result(la_array *out, const la_dtype *dtype, const la_array *a, la_axes axes,
                             bool keepdims, const la_array *where)
{
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS], mask[LA_MAXDIMS], mask_strides[LA_MAXDIMS];
    int ndim = 0;
    if (where) la_broadcast_strides(where, a->ndim, a->shape, mask_strides);
    for (int i = 0; i < a->ndim; i++) {
        const bool reduced = axes >> i & 1;
        if (reduced && !keepdims) continue;
        shape[ndim] = reduced ? 1 : a->shape[i];
        mask[ndim] = where ? mask_strides[i] : 0;
        strides[ndim++] = a->strides[i];
    }
    const ptrdiff_t *rows[2] = {strides, mask};
    return la_array_init_sorted(out, dtype, ndim, shape, where ? 2 : 1, rows);
}

/* The accumulators' strides for the input's axes. */
static void result_strides(const la_array *result, const la_array *a, la_axes axes, bool keepdims,
                           ptrdiff_t *steps)
{
    int k = 0;
    for (int i = 0; i < a->ndim; i++) {
        const bool reduced = axes >> i & 1;
        steps[i] = reduced ? 0 : result->strides[k];
        if (!reduced || keepdims) k++;
    }
}

/* --- reduce --------------------------------------------------------------------------------- */

la_status la_fail_empty_reduction(const la_ufunc *ufunc)
{
    return la_fail(LA_VALUE_ERROR,
                   "zero-size array to reduction operation %s which has no identity", ufunc->name);
}

la_status la_fail_masked_reduction(const la_ufunc *ufunc)
{
    return la_fail(LA_VALUE_ERROR,
                   "reduction operation '%s' does not have an identity, so to use a where mask one "
                   "has to specify 'initial'",
                   ufunc->name);
}

/* Fills the accumulators and folds the elements into them. */
static la_status fill_and_fold(reduction *r, la_array *result, const la_array *a, la_axes axes,
                               bool keepdims, const la_array *initial, const la_array *where)
{
    const la_identity identity = r->ufunc->identity;
    ptrdiff_t steps[LA_MAXDIMS];
    result_strides(result, a, axes, keepdims, steps);
    if (initial) {
        LA_TRY(la_copyto(result, initial, LA_CASTING_UNSAFE, NULL));
    } else if (identity != LA_IDENTITY_NONE && identity != LA_IDENTITY_REORDERABLE) {
        LA_TRY(fill_identity(result, identity));
    } else {
        for (int i = 0; i < a->ndim; i++)
            if (axes >> i & 1 && a->shape[i] == 0) return la_fail_empty_reduction(r->ufunc);
        if (result->size == 0) return LA_OK;
        la_array rest = LA_ARRAY_NULL;
        LA_TRY(begin_with_first(result, steps, a, axes, &rest));
        la_status status = reduce_strips(r, &rest, result->data, steps, NULL);
        la_array_destroy(&rest);
        return status;
    }
    return reduce_strips(r, a, result->data, steps, where);
}

/* Memory is asked for before the result is touched: without any, a result that exists stays. */
static la_status compute_unchecked(reduction *r, la_array *result, const la_array *a, la_axes axes,
                                   bool keepdims, const la_array *initial, const la_array *where)
{
    _Alignas(LA_ALIGNMENT) char chunk[LA_CHUNK_BYTES];
    const ptrdiff_t itemsize = la_dtype_of(r->loop->types[1])->itemsize;
    const bool many = r->cast && a->size > LA_CHUNK_BYTES / itemsize;
    r->chunk = many ? la_alloc(CAST_LENGTH * itemsize) : chunk;
    r->chunk_bytes = many ? CAST_LENGTH * itemsize : LA_CHUNK_BYTES;
    if (!r->chunk)
        return la_fail(LA_MEMORY_ERROR, "Unable to allocate a buffer to cast elements in");
    la_status status = fill_and_fold(r, result, a, axes, keepdims, initial, where);
    if (many) la_dealloc(r->chunk);
    r->chunk = NULL;
    return status;
}

/* The result doesn't tell whether digits were lost below the smallest number: the same again, with
 * nothing but that in mind. */
static la_status look_for_underflow(reduction *r, const la_array *result, const la_array *a,
                                    la_axes axes, bool keepdims, const la_array *initial,
                                    const la_array *where)
{
    const unsigned watch = la_fp_watch;
    la_array again = LA_ARRAY_NULL;
    LA_TRY(la_array_init_like(&again, result, NULL, LA_ORDER_K));
    la_fp_watch = LA_FP_UNDERFLOW;
    r->stepwise = true;
    la_status status = compute_unchecked(r, &again, a, axes, keepdims, initial, where);
    r->stepwise = false;
    la_fp_watch = watch;
    la_array_destroy(&again);
    return status;
}

static la_status compute(reduction *r, la_array *result, const la_array *a, la_axes axes,
                         bool keepdims, const la_array *initial, const la_array *where)
{
    LA_TRY(compute_unchecked(r, result, a, axes, keepdims, initial, where));
    if (r->loop->types[2] < LA_FIRST_INEXACT || !la_fp_watch) return LA_OK;
    la_fp_check_reduction(r->ufunc, result, a, axes, keepdims, initial, where);
    if (!(la_fp_rules[r->ufunc->index].inexact & la_fp_watch & LA_FP_UNDERFLOW)) return LA_OK;
    return look_for_underflow(r, result, a, axes, keepdims, initial, where);
}

la_status la_ufunc_reduce(la_array *out, const la_ufunc *ufunc, const la_array *a, la_axes axes,
                          bool keepdims, const la_dtype *dtype, const la_array *initial,
                          const la_array *where)
{
    reduction r = {.ufunc = ufunc};
    const bool given = out->dtype != NULL;
    LA_TRY(find_loops(&r, a, dtype, out->dtype));
    if (given) LA_TRY(check_out(out, ufunc->name, a, axes, keepdims));
    if (where) LA_TRY(check_where(where, a));
    if (ufunc->identity == LA_IDENTITY_NONE && (axes & (axes - 1)))
        return la_fail(LA_VALUE_ERROR,
                       "reduction operation '%s' is not reorderable, so at most one axis may be "
                       "specified",
                       ufunc->name);
    if (where && !initial &&
        (ufunc->identity == LA_IDENTITY_NONE || ufunc->identity == LA_IDENTITY_REORDERABLE))
        return la_fail_masked_reduction(ufunc);

    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference): resolve() has set the loop */
    const la_dtype *type = la_dtype_of(r.loop->types[2]);
    if (given && la_fits_loop(out, type->num) && !la_may_overlap(out, a) &&
        !(where && la_may_overlap(out, where)) && !(initial && la_may_overlap(out, initial)))
        return compute(&r, out, a, axes, keepdims, initial, where);

    la_array result = LA_ARRAY_NULL;
    la_status status = make_result(&result, type, a, axes, keepdims, where);
    if (status == LA_OK) status = compute(&r, &result, a, axes, keepdims, initial, where);
    if (status == LA_OK && given) status = la_copyto(out, &result, LA_CASTING_UNSAFE, NULL);
    if (status == LA_OK && !given)
        la_array_move(out, &result);
    else
        la_array_destroy(&result);
    return status;
}

/* --- mean ----------------------------------------------------------------------------------- */

la_status la_mean(la_array *out, const la_array *a, la_axes axes, bool keepdims,
                  const la_dtype *dtype)
{
    const bool made = out->dtype == NULL;
    ptrdiff_t count = 1;
    for (int i = 0; i < a->ndim; i++)
        if (axes >> i & 1) count *= a->shape[i];
    if (!dtype && a->dtype->num == LA_FLOAT16) { /* summed in float, as NumPy does */
        la_array wide = LA_ARRAY_NULL;
        LA_TRY(la_mean(&wide, a, axes, keepdims, la_dtype_of(LA_FLOAT32)));
        const la_status status =
            made ? la_astype(out, &wide, a->dtype, LA_ORDER_K, LA_CASTING_UNSAFE)
                 : la_copyto(out, &wide, LA_CASTING_UNSAFE, NULL);
        la_array_destroy(&wide);
        return status;
    }
    if (!dtype && a->dtype->kind != 'f' && a->dtype->kind != 'c') dtype = la_dtype_of(LA_FLOAT64);
    LA_TRY(la_ufunc_reduce(out, &la_ufunc_add, a, axes, keepdims, dtype, NULL, NULL));

    /* The count is an integer array's element: single precision is divided in double. */
    la_array number = LA_ARRAY_NULL, divisor = LA_ARRAY_NULL;
    const la_loop *loop = NULL;
    int64_t elements = count;
    const la_typing typing[2] = {{out->dtype, LA_STRONG}, {la_dtype_of(LA_INTP), LA_STRONG}};
    la_status status = la_ufunc_resolve(&la_ufunc_divide, typing, NULL, &loop);
    if (status == LA_OK)
        status = la_array_init_foreign(&number, la_dtype_of(LA_INT64), 0, NULL, NULL, &elements,
                                       false, NULL, NULL);
    if (status == LA_OK)
        status = la_astype(&divisor, &number, la_dtype_of(loop->types[1]), LA_ORDER_C,
                           LA_CASTING_UNSAFE);
    if (status == LA_OK) {
        const la_array *in[2] = {out, &divisor};
        la_array *const outs[1] = {out};
        status = la_ufunc_run(&la_ufunc_divide, loop, in, outs, LA_CASTING_UNSAFE, NULL);
    }
    la_array_destroy(&number);
    la_array_destroy(&divisor);
    if (status != LA_OK && made) la_array_destroy(out);
    return status;
}
