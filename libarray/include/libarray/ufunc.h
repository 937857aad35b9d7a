/* Universal functions: elementwise functions described by one table, and their reductions. */
#ifndef LIBARRAY_UFUNC_H
#define LIBARRAY_UFUNC_H

#include "libarray/array.h"
#include "libarray/fperr.h"

#ifdef __cplusplus
extern "C" {
#endif

#define LA_UFUNC_MAXARGS 4 /* inputs and outputs together */

/* An inner loop: n elements; args[i] advances by steps[i] bytes an element. Inputs come first, then
 * outputs. An output either coincides with an input, element for element, or is disjoint. Returns
 * LA_OK but where values are refused (integers to negative integer powers). */
typedef la_status (*la_loop_fn)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps);

/* Folds n elements (stride in bytes) into *accumulator, which holds the value so far. */
typedef void (*la_fold_fn)(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride);

typedef struct la_loop {
    la_type types[LA_UFUNC_MAXARGS];
    la_loop_fn run;
    la_fold_fn fold; /* NULL: reductions use run */
} la_loop;

typedef enum la_identity {
    LA_IDENTITY_NONE,
    LA_IDENTITY_REORDERABLE, /* none, but any order of the elements gives the same result */
    LA_IDENTITY_ZERO,
    LA_IDENTITY_ONE,
    LA_IDENTITY_MINUS_ONE,
    LA_IDENTITY_MINUS_INFINITY
} la_identity;

typedef struct la_ufunc {
    const char *name;
    int nin, nout;
    la_identity identity;
    int nloops;
    const la_loop *loops; /* in the order they are tried: the first that inputs cast to safely */
    const char *doc;
    int index; /* its place in la_ufuncs */
} la_ufunc;

/* The table, and a look-up by name (NULL if there is none). */
extern const la_ufunc *const la_ufuncs[];
extern const int la_nufuncs;
const la_ufunc *la_ufunc_find(const char *name);

/* The loop for operands of these typings. dtype: NULL or the output type asked for by `dtype=`.
 * TypeError in NumPy's words where there is none: "ufunc 'bitwise_and' not supported for the input
 * types, and the inputs could not be safely coerced to any supported types according to the casting
 * rule ''safe''". */
la_status la_ufunc_resolve(const la_ufunc *ufunc, const la_typing *inputs, const la_dtype *dtype,
                           const la_loop **loop);

/* Runs a resolved loop over broadcast inputs. in: nin arrays, cast to the loop's types in chunks
 * where they differ. out: nout arrays, each LA_ARRAY_NULL (then made, in the inputs' order of axes)
 * or existing (then written, the cast checked against `casting`). where: NULL or bool. Overlap of
 * outputs with inputs is right, through copies where needed. Errors: ValueError of broadcasting,
 * "non-broadcastable output operand with shape (2,) doesn't match the broadcast shape (3,)",
 * "output array is read-only", TypeError of the output cast: "Cannot cast ufunc 'add' output from
 * dtype('float64') to dtype('int64') with casting rule 'same_kind'". */
la_status la_ufunc_run(const la_ufunc *ufunc, const la_loop *loop, const la_array *const *in,
                       la_array *const *out, la_casting casting, const la_array *where);

/* a[positions] = f(a[positions], b), one after the other, so that an element that is named twice is
 * treated twice. a: C-contiguous and aligned, of any type; positions: contiguous LA_INTP, in C
 * order of a's elements, known to be in range; b: for ufuncs of two inputs, 1-d, of the loop's type
 * and as long as positions (or with a stride of 0). The ufunc has one output. */
la_status la_ufunc_at(const la_ufunc *ufunc, const la_loop *loop, la_array *a,
                      const la_array *positions, const la_array *b);

/* --- floating-point errors: see fperr.h ------------------------------------------------------- */

/* What a ufunc may raise: LA_FP_... of reals and complex numbers, and of integers. */
typedef struct la_fp_rule {
    uint8_t inexact, integer, pole;
    bool looks; /* the loops of float32 and float64 look themselves: loops/see.h */
} la_fp_rule;

extern const la_fp_rule la_fp_rules[]; /* by la_ufunc.index */

/* Runs a loop in pieces and looks at each. */
la_status la_fp_run(const la_ufunc *ufunc, const la_loop *loop, char *const *args, ptrdiff_t n,
                    const ptrdiff_t *steps);

/* loop->run(args, n, steps), with an eye on the errors that are watched. */
static inline la_status la_run_loop(const la_ufunc *ufunc, const la_loop *loop, char *const *args,
                                    ptrdiff_t n, const ptrdiff_t *steps)
{
    const la_fp_rule *rule = &la_fp_rules[ufunc->index];
    const unsigned errors = loop->types[0] < LA_FIRST_INEXACT ? rule->integer : rule->inexact;
    if (!(errors & la_fp_watch)) return loop->run(args, n, steps);
    return la_fp_run(ufunc, loop, args, n, steps);
}

/* --- reductions ----------------------------------------------------------------------------- */

/* A set of axes: bit i stands for axis i. */
typedef uint64_t la_axes;
#define LA_ALL_AXES(ndim) ((ndim) == 0 ? (la_axes)0 : ~(la_axes)0 >> (64 - (ndim)))

/* AxisError, or ValueError "duplicate value in 'axis'". */
la_status la_axes_from(int n, const ptrdiff_t *axis, int ndim, la_axes *axes);

/* ufunc.reduce for a ufunc of two inputs. dtype: NULL (then NumPy's default: sums and products of
 * integers narrower than LA_INTP are taken in LA_INTP or its unsigned twin) or the type to compute
 * in. initial: NULL or a 0-d array. out: LA_ARRAY_NULL or existing. Float sums are pairwise along
 * the fastest axis. ValueError "zero-size array to reduction operation minimum which has no
 * identity". where: NULL or a bool array that broadcasts to a. */
la_status la_ufunc_reduce(la_array *out, const la_ufunc *ufunc, const la_array *a, la_axes axes,
                          bool keepdims, const la_dtype *dtype, const la_array *initial,
                          const la_array *where);

/* What reductions fail with that have nothing to begin with: of no elements, and of some only. */
la_status la_fail_empty_reduction(const la_ufunc *ufunc);
la_status la_fail_masked_reduction(const la_ufunc *ufunc);

/* ufunc.reduceat: for each of the indices (contiguous LA_INTP, 1-d), the reduction along the axis
 * of the elements from it up to the next index (the last: up to the end), or the element itself
 * where the next isn't greater. out: LA_ARRAY_NULL (then made, of type dtype) or existing, of the
 * right shape and apart from a. IndexError "index 3 out-of-bounds in add.reduceat [0, 3)". */
la_status la_ufunc_reduceat(la_array *out, const la_ufunc *ufunc, const la_array *a,
                            const la_array *indices, int axis, const la_dtype *dtype);

/* Position (LA_INTP) of the first minimum / maximum along an axis; axis < 0: of the flattened
 * array. NaN wins. ValueError "attempt to get argmax of an empty sequence". */
la_status la_argmin(la_array *out, const la_array *a, int axis, bool keepdims);
la_status la_argmax(la_array *out, const la_array *a, int axis, bool keepdims);

/* Sum over axes divided by the number of elements; dtype NULL: float64 for integers and bool,
 * otherwise a's own. An empty slice gives NaN. */
la_status la_mean(la_array *out, const la_array *a, la_axes axes, bool keepdims,
                  const la_dtype *dtype);

#ifdef __cplusplus
}
#endif
#endif
