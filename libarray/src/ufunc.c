/* Calls of ufuncs: which loop serves the operands' types, and running it over broadcast arrays.
 *
 * Most calls are of small arrays of the loop's own types: run_plain() takes those straight to the
 * inner loop. run_general() does the rest: broadcasting, any strides, casts through chunks on the
 * stack, masks. */
#include "ufunc.h"

#include <stdio.h>
#include <string.h>

#include "cast.h"
#include "copy.h"
#include "fperr.h"
#include "iterate.h"
#include "platform.h"

#define MAX_OPERANDS (LA_UFUNC_MAXARGS + 1) /* and the mask */

/* --- which loop ----------------------------------------------------------------------------- */

static la_status fail_no_loop(const la_ufunc *ufunc)
{
    if (strcmp(ufunc->name, "isnat") == 0)
        return la_fail(LA_TYPE_ERROR,
                       "ufunc 'isnat' is only defined for np.datetime64 and np.timedelta64.");
    if (strcmp(ufunc->name, "gcd") == 0 || strcmp(ufunc->name, "lcm") == 0)
        return la_fail(LA_TYPE_ERROR,
                       "ufunc '%s' did not contain a loop with signature matching types: it takes "
                       "integers",
                       ufunc->name);
    return la_fail(
        LA_TYPE_ERROR,
        "ufunc '%s' not supported for the input types, and the inputs could not be safely "
        "coerced to any supported types according to the casting rule ''safe''",
        ufunc->name);
}

/* Loops without a function stand for what NumPy refuses: arithmetic of bool. */
static la_status fail_refused(const la_ufunc *ufunc)
{
    if (strcmp(ufunc->name, "isnat") == 0) return fail_no_loop(ufunc);
    if (strcmp(ufunc->name, "subtract") == 0)
        return la_fail(LA_TYPE_ERROR, "numpy boolean subtract, the `-` operator, is not supported, "
                                      "use the bitwise_xor, the `^` operator, or the logical_xor "
                                      "function instead.");
    if (strcmp(ufunc->name, "negative") == 0)
        return la_fail(LA_TYPE_ERROR, "The numpy boolean negative, the `-` operator, is not "
                                      "supported, use the `~` operator or the logical_not function "
                                      "instead.");
    if (ufunc->nin == 2)
        return la_fail(LA_TYPE_ERROR,
                       "ufunc '%s' did not contain a loop with signature matching types (<class "
                       "'numpy.dtypes.BoolDType'>, <class 'numpy.dtypes.BoolDType'>) -> None",
                       ufunc->name);
    return la_fail(LA_TYPE_ERROR,
                   "ufunc '%s' did not contain a loop with signature matching types "
                   "<class 'numpy.dtypes.BoolDType'> -> None",
                   ufunc->name);
}

static const la_loop *find_exact(const la_ufunc *ufunc, const la_type *types)
{
    for (int i = 0; i < ufunc->nloops; i++) {
        const la_loop *loop = &ufunc->loops[i];
        int k = 0;
        while (k < ufunc->nin && loop->types[k] == types[k])
            k++;
        if (k == ufunc->nin) return loop;
    }
    return NULL;
}

static bool inputs_cast(const la_ufunc *ufunc, const la_loop *loop, const la_type *types,
                        la_casting casting)
{
    for (int k = 0; k < ufunc->nin; k++)
        if (!la_can_cast(la_dtype_of(types[k]), la_dtype_of(loop->types[k]), casting)) return false;
    return true;
}

/* The loop of the operands' own types; else of their common type, unless integers meet in a float,
 * for which a ufunc may know better (comparisons by value, division in float64); else the first to
 * which they can be cast safely. */
static const la_loop *find_loop(const la_ufunc *ufunc, const la_type *types, la_type common)
{
    const la_loop *loop = find_exact(ufunc, types);
    if (loop) return loop;

    bool integers = true;
    la_type all_common[LA_UFUNC_MAXARGS];
    for (int k = 0; k < ufunc->nin; k++) {
        const char kind = la_dtype_of(types[k])->kind;
        integers = integers && kind != 'f' && kind != 'c';
        all_common[k] = common;
    }
    if (!integers || la_dtype_of(common)->kind != 'f') {
        loop = find_exact(ufunc, all_common);
        if (loop) return loop;
    }
    for (int i = 0; i < ufunc->nloops; i++)
        if (inputs_cast(ufunc, &ufunc->loops[i], types, LA_CASTING_SAFE)) return &ufunc->loops[i];
    return NULL;
}

/* The loop whose result has the type asked for. */
static const la_loop *find_loop_for_output(const la_ufunc *ufunc, const la_type *types,
                                           la_type output)
{
    const la_loop *first = NULL;
    for (int i = 0; i < ufunc->nloops; i++) {
        const la_loop *loop = &ufunc->loops[i];
        if (loop->types[ufunc->nin] != output) continue;
        if (inputs_cast(ufunc, loop, types, LA_CASTING_SAME_KIND)) return loop;
        if (!first) first = loop; /* running it tells which input cannot be cast */
    }
    return first;
}

la_status la_ufunc_resolve(const la_ufunc *ufunc, const la_typing *inputs, const la_dtype *dtype,
                           const la_loop **out)
{
    la_type types[LA_UFUNC_MAXARGS];
    bool weak = false;
    for (int k = 0; k < ufunc->nin; k++) {
        weak = weak || inputs[k].weak != LA_STRONG;
        if (inputs[k].weak == LA_STRONG) types[k] = inputs[k].dtype->num;
    }
    const la_loop *loop = NULL;
    if (LA_LIKELY(!weak)) loop = find_exact(ufunc, types);
    if (!loop) {
        const la_dtype *common = la_result_type(ufunc->nin, inputs);
        for (int k = 0; k < ufunc->nin; k++)
            if (inputs[k].weak != LA_STRONG) types[k] = common->num;
        loop = find_loop(ufunc, types, common->num);
        if (!loop && weak) { /* a Python integer where only integers are taken, as ldexp's second */
            for (int k = 0; k < ufunc->nin; k++)
                if (inputs[k].weak == LA_WEAK_INT) types[k] = LA_INTP;
            loop = find_loop(ufunc, types, common->num);
        }
    }
    if (LA_UNLIKELY(dtype != NULL) &&
        !(loop && loop->types[ufunc->nin] == dtype->num && loop->run)) {
        loop = find_loop_for_output(ufunc, types, dtype->num);
        if (!loop)
            return la_fail(LA_TYPE_ERROR,
                           "No loop matching the specified signature and casting was found for "
                           "ufunc %s",
                           ufunc->name);
    }
    if (LA_UNLIKELY(!loop)) return fail_no_loop(ufunc);
    if (LA_UNLIKELY(!loop->run)) return fail_refused(ufunc);
    *out = loop;
    return LA_OK;
}

/* --- plain calls ---------------------------------------------------------------------------- */

static inline bool same_shape(const la_array *a, const la_array *b)
{
    if (a->ndim != b->ndim) return false;
    for (int i = 0; i < a->ndim; i++)
        if (a->shape[i] != b->shape[i]) return false;
    return true;
}

/* Whether a contiguous output may be written while a contiguous input is read: no common byte, or
 * the same elements (where it is the only output: another's loop might write before it reads). */
static inline bool is_safe_target(const la_array *out, int nout, const la_array *in)
{
    const uintptr_t o = (uintptr_t)out->data, i = (uintptr_t)in->data;
    if (o == i) return nout == 1 && out->dtype->itemsize == in->dtype->itemsize;
    return o + (uintptr_t)la_array_nbytes(out) <= i || i + (uintptr_t)la_array_nbytes(in) <= o;
}

/* Runs the loop in one go, if all operands have the loop's types and one shape, are contiguous in
 * one order, or are single elements. False, and nothing done, where it isn't so simple. */
static bool run_plain(const la_ufunc *ufunc, const la_loop *loop, const la_array *const *in,
                      la_array *const *out, la_status *status)
{
    const int nin = ufunc->nin, nout = ufunc->nout;
    const la_array *lead = in[0];
    for (int k = 1; k < nin; k++)
        if (in[k]->ndim > lead->ndim || (in[k]->ndim == lead->ndim && lead->size == 1))
            lead = in[k];

    /* Single elements are copied: then it does not matter where the output is. */
    union {
        char bytes[16];
        double align;
    } element[LA_UFUNC_MAXARGS];
    char *args[LA_UFUNC_MAXARGS];
    ptrdiff_t steps[LA_UFUNC_MAXARGS];
    unsigned order = lead->flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS);
    for (int k = 0; k < nin; k++) {
        const la_array *a = in[k];
        if (a->dtype->num != loop->types[k]) return false;
        if (a->size == 1 && a->ndim <= lead->ndim) {
            memcpy(element[k].bytes, a->data, (size_t)a->dtype->itemsize);
            args[k] = element[k].bytes;
            steps[k] = 0;
        } else {
            order &= a->flags;
            if (!order || !(a->flags & LA_ALIGNED) || (a != lead && !same_shape(a, lead)))
                return false;
            args[k] = a->data;
            steps[k] = a->dtype->itemsize;
        }
    }
    for (int k = 0; k < nout; k++) {
        const la_array *a = out[k];
        if (!a->dtype) continue;
        if (a->dtype->num != loop->types[nin + k]) return false;
        if ((a->flags & (LA_ALIGNED | LA_WRITEABLE)) != (LA_ALIGNED | LA_WRITEABLE)) return false;
        order &= a->flags;
        if (!order || !same_shape(a, lead)) return false;
        for (int i = 0; i < nin; i++)
            if (steps[i] != 0 && !is_safe_target(a, nout, in[i])) return false;
        for (int i = 0; i < k; i++)
            if (out[i]->dtype && la_may_overlap(a, out[i])) return false;
    }
    bool made[LA_UFUNC_MAXARGS] = {false};
    *status = LA_OK;
    for (int k = 0; k < nout && *status == LA_OK; k++) {
        if (!out[k]->dtype) {
            *status = la_array_init(out[k], la_dtype_of(loop->types[nin + k]), lead->ndim,
                                    lead->shape, order & LA_C_CONTIGUOUS ? LA_ORDER_C : LA_ORDER_F);
            made[k] = *status == LA_OK;
        }
        args[nin + k] = out[k]->data;
        steps[nin + k] = la_dtype_of(loop->types[nin + k])->itemsize;
    }
    if (LA_LIKELY(*status == LA_OK)) *status = la_run_loop(ufunc, loop, args, lead->size, steps);
    if (LA_UNLIKELY(*status != LA_OK))
        for (int k = 0; k < nout; k++)
            if (made[k]) la_array_destroy(out[k]);
    return true;
}

/* --- any call ------------------------------------------------------------------------------- */

/* The operands of a call, inputs first, then outputs, then the mask, if any. */
typedef struct call {
    const la_ufunc *ufunc;
    const la_loop *loop;
    int nin, nargs; /* inputs; inputs and outputs */
    const la_array *arrays[MAX_OPERANDS];
    la_array copies[LA_UFUNC_MAXARGS];    /* of inputs that outputs overlap */
    la_cast_fn cast[LA_UFUNC_MAXARGS];    /* to the loop's type, or from it; NULL: none needed */
    ptrdiff_t itemsize[LA_UFUNC_MAXARGS]; /* of the loop's types */
    char *chunk[LA_UFUNC_MAXARGS];        /* where cast elements are kept */
    ptrdiff_t chunk_length;               /* elements */
    bool has_mask;
} call;

static la_status fail_output_shape(const la_array *a, int ndim, const ptrdiff_t *shape)
{
    char own[400], common[400];
    la_shape_format(a->ndim, a->shape, own, sizeof own);
    la_shape_format(ndim, shape, common, sizeof common);
    return la_fail(LA_VALUE_ERROR,
                   "non-broadcastable output operand with shape %s doesn't match the broadcast "
                   "shape %s",
                   own, common);
}

/* "input", or "input 1" where there are several. */
static void format_operand(const char *role, int k, int n, char *text, size_t capacity)
{
    if (n > 1)
        snprintf(text, capacity, "%s %d", role, k);
    else
        snprintf(text, capacity, "%s", role);
}

static la_status check_casts(const la_ufunc *ufunc, const la_loop *loop, const la_array *const *in,
                             la_array *const *out, la_casting casting)
{
    char operand[24];
    const bool any = strncmp(ufunc->name, "logical_", 8) == 0; /* takes whatever is true or not */
    for (int k = 0; k < ufunc->nin && !any; k++) {
        const la_dtype *to = la_dtype_of(loop->types[k]);
        if (la_can_cast(in[k]->dtype, to, casting)) continue;
        format_operand("input", k, ufunc->nin, operand, sizeof operand);
        return la_fail(
            LA_TYPE_ERROR,
            "Cannot cast ufunc '%s' %s from dtype('%s') to dtype('%s') with casting rule "
            "'%s'",
            ufunc->name, operand, in[k]->dtype->name, to->name, la_casting_name(casting));
    }
    for (int k = 0; k < ufunc->nout; k++) {
        const la_dtype *from = la_dtype_of(loop->types[ufunc->nin + k]);
        if (!out[k]->dtype || la_can_cast(from, out[k]->dtype, casting)) continue;
        format_operand("output", ufunc->nin + k, ufunc->nout, operand, sizeof operand);
        return la_fail(
            LA_TYPE_ERROR,
            "Cannot cast ufunc '%s' %s from dtype('%s') to dtype('%s') with casting rule "
            "'%s'",
            ufunc->name, operand, from->name, out[k]->dtype->name, la_casting_name(casting));
    }
    return LA_OK;
}

/* The common shape of all operands, which existing outputs must already have. */
static la_status find_shape(const la_ufunc *ufunc, const la_array *const *in, la_array *const *out,
                            const la_array *where, int *ndim, ptrdiff_t *shape)
{
    const la_array *arrays[MAX_OPERANDS];
    int n = 0;
    for (int k = 0; k < ufunc->nin; k++)
        arrays[n++] = in[k];
    for (int k = 0; k < ufunc->nout; k++)
        if (out[k]->dtype) arrays[n++] = out[k];
    if (where) arrays[n++] = where;
    LA_TRY(la_broadcast_shape(n, arrays, ndim, shape));
    for (int k = 0; k < ufunc->nout; k++) {
        const la_array *a = out[k];
        if (!a->dtype) continue;
        bool fits = a->ndim == *ndim;
        for (int i = 0; fits && i < *ndim; i++)
            fits = a->shape[i] == shape[i];
        if (!fits) return fail_output_shape(a, *ndim, shape);
    }
    return LA_OK;
}

/* Whether an element stands in several places. */
static bool is_stretched(const la_array *a)
{
    for (int i = 0; i < a->ndim; i++)
        if (a->shape[i] > 1 && a->strides[i] == 0) return true;
    return false;
}

/* Inputs that share memory with an output, but are not the same elements in the loop's own type,
 * each of them once, are copied before anything is written. */
static la_status copy_overlapping(call *c)
{
    for (int k = 0; k < c->nin; k++) {
        const la_array *a = c->arrays[k];
        for (int o = c->nin; o < c->nargs; o++) {
            const la_array *target = c->arrays[o];
            if (!target->dtype || !la_may_overlap(a, target)) continue;
            const bool same = c->nargs - c->nin == 1 && la_same_view(a, target);
            if (same && !is_stretched(target)) continue;
            LA_TRY(la_astype(&c->copies[k], a, la_dtype_of(c->loop->types[k]), LA_ORDER_K,
                             LA_CASTING_UNSAFE));
            c->arrays[k] = &c->copies[k];
            break;
        }
    }
    return LA_OK;
}

/* Chooses the casts and cuts `memory` into a chunk for each operand that needs one. */
static void plan_casts(call *c, char *memory)
{
    ptrdiff_t bytes = 0;
    c->chunk_length = PTRDIFF_MAX;
    for (int k = 0; k < c->nargs; k++) {
        const la_array *a = c->arrays[k];
        const la_type type = c->loop->types[k];
        c->itemsize[k] = la_dtype_of(type)->itemsize;
        c->cast[k] = NULL;
        if (la_fits_loop(a, type)) continue;
        c->cast[k] =
            k < c->nin ? la_cast_find(a->dtype->num, type) : la_cast_find(type, a->dtype->num);
        bytes += c->itemsize[k];
    }
    if (bytes == 0) return;
    c->chunk_length = LA_CHUNK_BYTES / bytes & ~(ptrdiff_t)15; /* chunks stay aligned */
    for (int k = 0; k < c->nargs; k++) {
        if (!c->cast[k]) continue;
        c->chunk[k] = memory;
        memory += c->chunk_length * c->itemsize[k];
    }
}

/* Runs the loop over n elements that are all wanted, and casts what comes out. */
static la_status run_elements(const call *c, char *const *ptr, const ptrdiff_t *strides,
                              char *const *args, const ptrdiff_t *steps, ptrdiff_t start,
                              ptrdiff_t n)
{
    char *from[LA_UFUNC_MAXARGS];
    for (int k = 0; k < c->nargs; k++)
        from[k] = args[k] + start * steps[k];
    LA_TRY(la_run_loop(c->ufunc, c->loop, from, n, steps));
    for (int k = c->nin; k < c->nargs; k++)
        if (c->cast[k])
            la_run_cast(c->cast[k], c->loop->types[k], c->arrays[k]->dtype->num, from[k], steps[k],
                        ptr[k] + start * strides[k], strides[k], n);
    return LA_OK;
}

/* Runs the loop over a strip of n elements, where ptr and strides are the operands' own. */
static la_status run_strip(const call *c, char *const *strip, const ptrdiff_t *strides, ptrdiff_t n)
{
    char *ptr[MAX_OPERANDS], *args[LA_UFUNC_MAXARGS];
    ptrdiff_t steps[LA_UFUNC_MAXARGS];
    const int nop = c->nargs + c->has_mask;
    for (int k = 0; k < nop; k++)
        ptr[k] = strip[k];
    for (int k = 0; k < c->nargs; k++) {
        const bool is_output = k >= c->nin;
        steps[k] = !c->cast[k] ? strides[k] : strides[k] || is_output ? c->itemsize[k] : 0;
        if (c->cast[k] && steps[k] == 0)
            la_run_cast(c->cast[k], c->arrays[k]->dtype->num, c->loop->types[k], ptr[k], 0,
                        c->chunk[k], c->itemsize[k], 1);
    }
    while (n > 0) {
        const ptrdiff_t m = n < c->chunk_length ? n : c->chunk_length;
        for (int k = 0; k < c->nargs; k++) {
            args[k] = c->cast[k] ? c->chunk[k] : ptr[k];
            if (c->cast[k] && k < c->nin && steps[k] != 0)
                la_run_cast(c->cast[k], c->arrays[k]->dtype->num, c->loop->types[k], ptr[k],
                            strides[k], c->chunk[k], c->itemsize[k], m);
        }
        if (c->has_mask) {
            ptrdiff_t start = 0, run;
            while ((run = la_mask_run(ptr[c->nargs], strides[c->nargs], m, &start)) > 0) {
                LA_TRY(run_elements(c, ptr, strides, args, steps, start, run));
                start += run;
            }
        } else {
            LA_TRY(run_elements(c, ptr, strides, args, steps, 0, m));
        }
        for (int k = 0; k < nop; k++)
            ptr[k] += m * strides[k];
        n -= m;
    }
    return LA_OK;
}

/* Makes the missing outputs and runs the loop strip by strip. */
static la_status run_call(call *c, la_array *const *out, int ndim, const ptrdiff_t *shape)
{
    _Alignas(LA_ALIGNMENT) char memory[LA_CHUNK_BYTES];
    ptrdiff_t strides[MAX_OPERANDS][LA_MAXDIMS];
    const ptrdiff_t *rows[MAX_OPERANDS];
    char *data[MAX_OPERANDS];
    const int nop = c->nargs + c->has_mask;

    LA_TRY(copy_overlapping(c));
    for (int k = 0; k < nop; k++) {
        rows[k] = strides[k];
        if (c->arrays[k]->dtype) la_broadcast_strides(c->arrays[k], ndim, shape, strides[k]);
    }
    /* New ones lie as all the others do, the mask and outputs that exist among them. */
    const ptrdiff_t *given[MAX_OPERANDS];
    int ngiven = 0;
    for (int k = 0; k < nop; k++)
        if (c->arrays[k]->dtype) given[ngiven++] = strides[k];
    for (int k = c->nin; k < c->nargs; k++) {
        if (c->arrays[k]->dtype) continue;
        LA_TRY(la_array_init_sorted(out[k - c->nin], la_dtype_of(c->loop->types[k]), ndim, shape,
                                    ngiven, given));
        la_broadcast_strides(c->arrays[k], ndim, shape, strides[k]);
    }
    plan_casts(c, memory);

    la_iter it;
    for (int k = 0; k < nop; k++)
        data[k] = c->arrays[k]->data;
    la_iter_init(&it, nop, data, ndim, shape, rows);
    if (it.size == 0) return LA_OK;
    bool simple = c->chunk_length == PTRDIFF_MAX && !c->has_mask;
    do {
        if (simple)
            LA_TRY(la_run_loop(c->ufunc, c->loop, it.ptr, it.inner, it.inner_strides));
        else
            LA_TRY(run_strip(c, it.ptr, it.inner_strides, it.inner));
    } while (la_iter_next(&it));
    return LA_OK;
}

static la_status run_general(const la_ufunc *ufunc, const la_loop *loop, const la_array *const *in,
                             la_array *const *out, la_casting casting, const la_array *where)
{
    ptrdiff_t shape[LA_MAXDIMS];
    int ndim;
    call c = {.ufunc = ufunc, .loop = loop, .nin = ufunc->nin, .nargs = ufunc->nin + ufunc->nout};
    bool made[LA_UFUNC_MAXARGS] = {false};

    LA_TRY(check_casts(ufunc, loop, in, out, casting));
    if (where) LA_TRY(la_check_cast(where, la_dtype_of(LA_BOOL), LA_CASTING_SAFE));
    LA_TRY(find_shape(ufunc, in, out, where, &ndim, shape));
    for (int k = 0; k < ufunc->nin; k++)
        c.arrays[k] = in[k];
    for (int k = 0; k < ufunc->nout; k++) {
        if (out[k]->dtype && !(out[k]->flags & LA_WRITEABLE))
            return la_fail(LA_VALUE_ERROR, "output array is read-only");
        made[k] = !out[k]->dtype;
        c.arrays[c.nin + k] = out[k];
    }

    /* The mask may be written over too. */
    la_array mask = LA_ARRAY_NULL;
    la_status status = LA_OK;
    if (where) {
        bool overlaps = false;
        for (int k = 0; k < ufunc->nout; k++)
            overlaps = overlaps || (!made[k] && la_may_overlap(where, out[k]));
        if (overlaps) {
            status = la_astype(&mask, where, NULL, LA_ORDER_K, LA_CASTING_NO);
            where = &mask;
        }
        c.arrays[c.nargs] = where;
        c.has_mask = true;
    }
    if (status == LA_OK) status = run_call(&c, out, ndim, shape);
    la_array_destroy(&mask);
    for (int k = 0; k < c.nin; k++)
        la_array_destroy(&c.copies[k]);
    if (status != LA_OK)
        for (int k = 0; k < ufunc->nout; k++)
            if (made[k]) la_array_destroy(out[k]);
    return status;
}

la_status la_ufunc_run(const la_ufunc *ufunc, const la_loop *loop, const la_array *const *in,
                       la_array *const *out, la_casting casting, const la_array *where)
{
    la_status status;
    if (LA_LIKELY(!where) && run_plain(ufunc, loop, in, out, &status)) return status;
    return run_general(ufunc, loop, in, out, casting, where);
}
