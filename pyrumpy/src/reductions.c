/* Reductions: sum, prod, min, max, any, all, mean, argmin, argmax as methods of ndarray and as
 * functions of the module; ufunc.reduce calls rumpy_reduce too. */
#include "ndarray.h"
#include "ufunc.h"

#include <string.h>

/* --- arguments -------------------------------------------------------------------------------- */

/* axis=...: a set of axes. Absent: all of them, or only the first. */
static bool parse_axes(PyObject *axis, int ndim, bool all_axes, la_axes *axes)
{
    if (axis == Py_None || (axis == NULL && (all_axes || ndim == 0))) {
        *axes = LA_ALL_AXES(ndim);
        return true;
    }
    if (axis == NULL) {
        *axes = 1;
        return true;
    }
    return rumpy_parse_axes_or_none(axis, ndim, axes);
}

/* out=...: NULL where absent or None, or in a tuple of one. */
static bool parse_out(PyObject *out, PyObject **array)
{
    if (out != NULL && PyTuple_Check(out) && PyTuple_Size(out) == 1) out = PyTuple_GetItem(out, 0);
    *array = out == Py_None ? NULL : out;
    if (*array == NULL || rumpy_is_ndarray(*array)) return true;
    PyErr_SetString(PyExc_TypeError, "output must be an array");
    return false;
}

bool rumpy_parse_where(PyObject *where, PyObject **mask)
{
    *mask = NULL;
    if (where == NULL || where == Py_True) return true;
    if (rumpy_is_ndarray(where)) {
        la_status status =
            la_check_cast(rumpy_array_of(where), la_dtype_of(LA_BOOL), LA_CASTING_SAFE);
        if (status != LA_OK) {
            rumpy_raise(status);
            return false;
        }
    }
    *mask = rumpy_asarray(where, la_dtype_of(LA_BOOL));
    return *mask != NULL;
}

static bool is_sum(const la_ufunc *ufunc)
{
    return strcmp(ufunc->name, "add") == 0 || strcmp(ufunc->name, "multiply") == 0;
}

const la_dtype *rumpy_reduction_dtype(const la_ufunc *ufunc, const la_dtype *dtype)
{
    if (!is_sum(ufunc) || dtype->kind == 'f' || dtype->kind == 'c') return dtype;
    const la_dtype *intp = la_dtype_of(LA_INTP);
    if (dtype->itemsize >= intp->itemsize) return dtype;
    return dtype->kind == 'u' ? la_dtype_of(LA_INTP == LA_INT64 ? LA_UINT64 : LA_UINT32) : intp;
}

const la_dtype *rumpy_reduction_dtype_into(const la_ufunc *ufunc, const la_array *a,
                                           const la_array *out)
{
    const bool wider = is_sum(ufunc) && la_can_cast(a->dtype, out->dtype, LA_CASTING_SAFE);
    return wider ? out->dtype : NULL;
}

/* The type of the result of all elements: that of the loop which takes them. */
static const la_dtype *result_dtype(const la_ufunc *ufunc, const la_dtype *dtype)
{
    const la_typing typings[2] = {rumpy_strong(dtype), rumpy_strong(dtype)};
    const la_loop *loop;
    const bool found = ufunc->nin == 2 && la_ufunc_resolve(ufunc, typings, NULL, &loop) == LA_OK;
    return found ? la_dtype_of(loop->types[2]) : dtype;
}

/* initial=... as a 0-d array: Python numbers in the type of the reduction. */
static bool parse_initial(PyObject *initial, const la_dtype *dtype, PyObject **array)
{
    *array = NULL;
    if (initial == NULL || initial == Py_None) return true;
    rumpy_value value;
    bool is_number = PyLong_Check(initial) || PyFloat_Check(initial) || PyComplex_Check(initial);
    if (is_number && rumpy_scalar_read(initial, &value) == NULL)
        *array = rumpy_asarray(initial, dtype);
    else
        *array = rumpy_asarray(initial, NULL);
    if (*array != NULL && rumpy_array_of(*array)->ndim != 0) {
        PyErr_SetString(PyExc_ValueError, "Input object to `initial` must be a scalar.");
        Py_CLEAR(*array);
    }
    return *array != NULL;
}

static const la_array *array_or_null(PyObject *array)
{
    return array != NULL ? rumpy_array_of(array) : NULL;
}

/* --- operands that take reductions over (__array_ufunc__) ------------------------------------- */

static bool claims(PyObject *obj)
{
    return obj != NULL && rumpy_has_override(obj);
}

static bool any_claims(PyObject *array, PyObject *out, PyObject *where)
{
    if (out != NULL && PyTuple_Check(out) && PyTuple_Size(out) == 1) out = PyTuple_GetItem(out, 0);
    return claims(array) || claims(out) || claims(where);
}

static bool set(PyObject *keywords, const char *name, PyObject *value)
{
    return PyDict_SetItemString(keywords, name, value != NULL ? value : Py_None) == 0;
}

/* ufunc.method(array, **keywords), which asks the operands. Takes the keywords; NULL passes. */
static PyObject *call_claimed(PyObject *owner, const char *name, PyObject *array,
                              PyObject *keywords)
{
    PyObject *method =
        keywords != NULL && owner != NULL ? PyObject_GetAttrString(owner, name) : NULL;
    PyObject *args = method != NULL ? PyTuple_Pack(1, array) : NULL;
    PyObject *result = args != NULL ? PyObject_Call(method, args, keywords) : NULL;
    Py_XDECREF(keywords);
    Py_XDECREF(method);
    Py_XDECREF(args);
    return result;
}

/* --- reductions by a ufunc -------------------------------------------------------------------- */

/* Whether what is reduced to one element may have none. */
static bool has_empty_slice(const la_array *a, la_axes axes)
{
    for (int i = 0; i < a->ndim; i++)
        if (axes >> i & 1 && a->shape[i] == 0) return true;
    return false;
}

/* Everything to one scalar, without any option: no array is made for the result. */
static PyObject *reduce_to_scalar(const la_ufunc *ufunc, const la_array *a)
{
    rumpy_value value;
    la_array result = LA_ARRAY_NULL;
    const la_dtype *dtype = result_dtype(ufunc, rumpy_reduction_dtype(ufunc, a->dtype));
    la_status status =
        la_array_init_foreign(&result, dtype, 0, NULL, NULL, &value, true, NULL, NULL);
    rumpy_fp_begin();
    if (status == LA_OK)
        status = la_ufunc_reduce(&result, ufunc, a, LA_ALL_AXES(a->ndim), false, NULL, NULL, NULL);
    la_array_destroy(&result);
    if (status != LA_OK) return rumpy_raise(status);
    return rumpy_fp_end("", "reduce") ? rumpy_scalar_new(dtype, &value) : NULL;
}

PyObject *rumpy_reduce(const la_ufunc *ufunc, PyObject *array, const rumpy_reduction *arguments,
                       bool all_axes)
{
    const la_array *a = rumpy_array_of(array);
    const la_dtype *dtype = NULL;
    la_axes axes;
    bool keepdims;
    PyObject *out, *where = NULL, *initial = NULL, *returned = NULL;
    const bool single = arguments->out != Py_Ellipsis; /* out=...: no scalars */
    if (!parse_axes(arguments->axis, a->ndim, all_axes, &axes) ||
        !rumpy_parse_dtype(arguments->dtype, &dtype) ||
        !parse_out(single ? arguments->out : NULL, &out) ||
        !rumpy_parse_bool(arguments->keepdims, false, &keepdims))
        return NULL;
    /* initial=None: the ufunc's identity is not to be used, so there must be elements. */
    if (arguments->initial == Py_None && has_empty_slice(a, axes))
        return rumpy_raise(la_fail_empty_reduction(ufunc));
    if (single && rumpy_is_plain(arguments->given) && axes == LA_ALL_AXES(a->ndim) &&
        dtype == NULL && out == NULL && !keepdims && arguments->initial == NULL &&
        arguments->where == NULL)
        return reduce_to_scalar(ufunc, a);

    const la_dtype *computed = dtype != NULL ? dtype : rumpy_reduction_dtype(ufunc, a->dtype);
    if (!rumpy_parse_where(arguments->where, &where)) return NULL;
    if (where != NULL && arguments->initial == Py_None) {
        Py_DECREF(where);
        return rumpy_raise(la_fail_masked_reduction(ufunc));
    }
    if (arguments->initial != NULL && dtype == NULL && !is_sum(ufunc))
        computed = result_dtype(ufunc, computed); /* of truth values, hypot's are float16 */
    if (parse_initial(arguments->initial, computed, &initial)) {
        la_array result = LA_ARRAY_NULL;
        const la_dtype *asked = dtype;
        if (asked == NULL && out != NULL)
            asked = rumpy_reduction_dtype_into(ufunc, a, rumpy_array_of(out));
        rumpy_fp_begin();
        la_status status =
            la_ufunc_reduce(out != NULL ? rumpy_array_of(out) : &result, ufunc, a, axes, keepdims,
                            asked, array_or_null(initial), array_or_null(where));
        if (status != LA_OK) {
            rumpy_raise(status);
        } else if (out != NULL) {
            Py_INCREF(out);
            returned = out;
        } else {
            returned = rumpy_return_from(arguments->given, &result, single);
        }
    }
    Py_XDECREF(initial);
    Py_XDECREF(where);
    return rumpy_fp_result(returned, "", "reduce");
}

/* --- mean ------------------------------------------------------------------------------------- */

/* How many elements a slice of the reduction has, as an array that broadcasts to the result. */
static la_status count_where(la_array *count, const la_array *a, const la_array *where,
                             la_axes axes, bool keepdims)
{
    la_array mask = LA_ARRAY_NULL;
    LA_TRY(la_broadcast_to(&mask, where, a->ndim, a->shape));
    la_status status = la_ufunc_reduce(count, la_ufunc_find("add"), &mask, axes, keepdims,
                                       la_dtype_of(LA_INTP), NULL, NULL);
    la_array_destroy(&mask);
    return status;
}

static bool any_zero(const la_array *counts)
{
    for (ptrdiff_t i = 0; i < counts->size; i++) {
        ptrdiff_t count; /* intp */
        memcpy(&count, counts->data + i * counts->dtype->itemsize, sizeof count);
        if (count == 0) return true;
    }
    return false;
}

/* The mean of the elements where the mask is true: their sum over their number; *empty: whether
 * there were none somewhere. */
static la_status mean_where(la_array *out, const la_array *a, la_axes axes, bool keepdims,
                            const la_dtype *dtype, const la_array *where, bool *empty)
{
    la_array sum = LA_ARRAY_NULL, count = LA_ARRAY_NULL, quotient = LA_ARRAY_NULL;
    const la_ufunc *divide = la_ufunc_find("divide");
    la_status status =
        la_ufunc_reduce(&sum, la_ufunc_find("add"), a, axes, keepdims, dtype, NULL, where);
    if (status == LA_OK) status = count_where(&count, a, where, axes, keepdims);
    if (status == LA_OK) {
        *empty = any_zero(&count);
        const la_typing typings[2] = {rumpy_strong(dtype), {NULL, LA_WEAK_INT}};
        const la_loop *loop;
        status = la_ufunc_resolve(divide, typings, NULL, &loop);
        const la_array *const in[2] = {&sum, &count};
        la_array *const outs[1] = {&quotient};
        if (status == LA_OK) status = la_ufunc_run(divide, loop, in, outs, LA_CASTING_UNSAFE, NULL);
    }
    if (status == LA_OK) status = la_astype(out, &quotient, dtype, LA_ORDER_K, LA_CASTING_UNSAFE);
    la_array_destroy(&sum);
    la_array_destroy(&count);
    la_array_destroy(&quotient);
    return status;
}

static PyObject *mean(PyObject *array, const rumpy_reduction *arguments)
{
    const la_array *a = rumpy_array_of(array);
    const la_dtype *dtype = NULL;
    la_axes axes;
    bool keepdims;
    PyObject *out, *where = NULL;
    PyObject *axis = arguments->axis != NULL ? arguments->axis : Py_None;
    /* Unlike sum, mean takes no axis of a scalar, but with a mask. */
    const bool masked = arguments->where != NULL && arguments->where != Py_True;
    if (axis == Py_None)
        axes = LA_ALL_AXES(a->ndim);
    else if (!(masked ? rumpy_parse_axes_or_none : rumpy_parse_axes)(axis, a->ndim, &axes))
        return NULL;
    if (!rumpy_parse_dtype(arguments->dtype, &dtype) || !parse_out(arguments->out, &out) ||
        !rumpy_parse_bool(arguments->keepdims, false, &keepdims) ||
        !rumpy_parse_where(arguments->where, &where))
        return NULL;
    bool empty = has_empty_slice(a, axes);
    la_array result = LA_ARRAY_NULL;
    la_status status;
    rumpy_fp_begin();
    if (where != NULL) {
        bool exact = a->dtype->kind == 'f' || a->dtype->kind == 'c';
        const la_dtype *computed = dtype != NULL ? dtype
                                   : exact       ? a->dtype
                                                 : la_dtype_of(LA_FLOAT64);
        status = mean_where(&result, a, axes, keepdims, computed, rumpy_array_of(where), &empty);
    } else {
        status = la_mean(&result, a, axes, keepdims, dtype);
    }
    Py_XDECREF(where);
    if (status == LA_OK && out != NULL) {
        if (rumpy_array_of(out)->ndim != result.ndim)
            status = la_fail(LA_VALUE_ERROR,
                             "output parameter for reduction operation add has the wrong number of "
                             "dimensions: Found %d but expected %d",
                             rumpy_array_of(out)->ndim, result.ndim);
        else
            status = la_copyto(rumpy_array_of(out), &result, LA_CASTING_UNSAFE, NULL);
        la_array_destroy(&result);
    }
    if (status != LA_OK) return rumpy_raise(status);
    if (empty && PyErr_WarnEx(PyExc_RuntimeWarning, "Mean of empty slice", 1) < 0) {
        la_array_destroy(&result);
        return NULL;
    }
    /* Of an empty slice, 0 / 0 is what is invalid. */
    const bool single = out == NULL && result.ndim == 0;
    const char *divided = single ? "scalar divide" : "divide";
    const char *step = empty ? divided : "reduce";
    if (out == NULL) {
        return rumpy_fp_result(rumpy_return_from(array, &result, true), "", step);
    }
    Py_INCREF(out);
    return rumpy_fp_result(out, "", step);
}

/* --- argmin, argmax --------------------------------------------------------------------------- */

typedef la_status (*position_fn)(la_array *out, const la_array *a, int axis, bool keepdims);

/* The result in an array of the caller's: of type intp and of the very shape. */
static PyObject *store_positions(la_array *result, PyObject *out, const char *name)
{
    la_array *target = rumpy_array_of(out);
    bool fits =
        target->ndim == result->ndim &&
        memcmp(target->shape, result->shape, (size_t)result->ndim * sizeof(*result->shape)) == 0;
    la_status status = LA_OK;
    if (!fits) {
        PyErr_Format(PyExc_ValueError, "output array does not match result of np.%s.", name);
    } else if ((status = la_check_cast(target, result->dtype, LA_CASTING_SAFE)) != LA_OK) {
        rumpy_raise(status); /* as NumPy has it: out is read as an array of places */
    } else {
        status = la_copyto(target, result, LA_CASTING_UNSAFE, NULL);
        if (status != LA_OK) rumpy_raise(status);
    }
    la_array_destroy(result);
    if (PyErr_Occurred()) return NULL;
    Py_INCREF(out);
    return out;
}

static PyObject *position(position_fn function, const char *name, PyObject *array, PyObject *axis,
                          PyObject *out, PyObject *keepdims)
{
    const la_array *a = rumpy_array_of(array);
    bool keep;
    int index = -1;
    if (!parse_out(out, &out) || !rumpy_parse_bool(keepdims, false, &keep)) return NULL;
    if (axis != NULL && axis != Py_None) {
        Py_ssize_t wanted = PyNumber_AsSsize_t(axis, PyExc_OverflowError);
        if (wanted == -1 && PyErr_Occurred()) return NULL;
        la_status status = la_normalize_axis(wanted, a->ndim > 0 ? a->ndim : 1, &index);
        if (status != LA_OK) return rumpy_raise(status);
        if (a->ndim == 0) index = -1; /* a scalar counts as a vector of one element */
    }
    la_array result = LA_ARRAY_NULL;
    la_status status = function(&result, a, index, keep);
    if (status != LA_OK) return rumpy_raise(status);
    return out != NULL ? store_positions(&result, out, name) : rumpy_return_as(array, &result);
}

/* --- cumsum, cumprod -------------------------------------------------------------------------- */

static const char *const cumulative_names[] = {"a", "axis", "dtype", "out", NULL};

/* All elements as a vector of the array's class; a new reference. */
static PyObject *flat_view(PyObject *array)
{
    const la_array *a = rumpy_array_of(array);
    la_array flat = LA_ARRAY_NULL;
    la_status status = la_reshape(&flat, a, 1, &a->size, LA_ORDER_C, NULL);
    return status == LA_OK ? rumpy_ndarray_view(array, &flat) : rumpy_raise(status);
}

/* values: axis, dtype, out. */
static PyObject *cumulate(const char *ufunc, PyObject *array, PyObject *const *values)
{
    const la_dtype *dtype = NULL;
    PyObject *axis = values[0] == Py_None ? NULL : values[0], *out;
    if (!rumpy_parse_dtype(values[1], &dtype) || !parse_out(values[2], &out)) return NULL;
    bool flatten = axis == NULL || rumpy_array_of(array)->ndim == 0;
    PyObject *operand = flatten ? flat_view(array) : array;
    if (operand == NULL) return NULL;
    if (any_claims(operand, out, NULL)) {
        PyObject *keywords = PyDict_New(), *first = flatten ? PyLong_FromLong(0) : NULL;
        if (keywords != NULL && (!set(keywords, "axis", flatten ? first : axis) ||
                                 (dtype != NULL && !set(keywords, "dtype", values[1])) ||
                                 (out != NULL && !set(keywords, "out", out))))
            Py_CLEAR(keywords);
        PyObject *claimed =
            call_claimed(rumpy_ufunc_object(la_ufunc_find(ufunc)), "accumulate", operand, keywords);
        Py_XDECREF(first);
        if (flatten) Py_DECREF(operand);
        return claimed;
    }
    PyObject *result = rumpy_accumulate(la_ufunc_find(ufunc), operand, operand, axis, dtype, out);
    if (flatten) Py_DECREF(operand);
    return result;
}

/* --- methods and functions -----------------------------------------------------------------------
 *
 * One table says which arguments each reduction takes, and in which order. */

enum { AXIS, DTYPE, OUT, KEEPDIMS, INITIAL, WHERE, NARGUMENTS };

typedef struct reduction {
    const char *name, *ufunc;          /* ufunc NULL: mean */
    int positional;                    /* so many of the arguments may be given by position */
    int order[NARGUMENTS + 1];         /* which arguments, in order; -1 ends */
    const char *names[NARGUMENTS + 2]; /* "a" and their names; methods begin at names + 1 */
} reduction;

#define SUM_LIKE                                                                                   \
    6, {AXIS, DTYPE, OUT, KEEPDIMS, INITIAL, WHERE, -1},                                           \
    {                                                                                              \
        "a", "axis", "dtype", "out", "keepdims", "initial", "where", NULL                          \
    }
#define MIN_LIKE                                                                                   \
    5, {AXIS, OUT, KEEPDIMS, INITIAL, WHERE, -1},                                                  \
    {                                                                                              \
        "a", "axis", "out", "keepdims", "initial", "where", NULL                                   \
    }
#define ANY_LIKE                                                                                   \
    3, {AXIS, OUT, KEEPDIMS, WHERE, -1},                                                           \
    {                                                                                              \
        "a", "axis", "out", "keepdims", "where", NULL                                              \
    }

static const reduction sum_reduction = {"sum", "add", SUM_LIKE};
static const reduction prod_reduction = {"prod", "multiply", SUM_LIKE};
static const reduction max_reduction = {"max", "maximum", MIN_LIKE};
static const reduction min_reduction = {"min", "minimum", MIN_LIKE};
static const reduction any_reduction = {"any", "logical_or", ANY_LIKE};
static const reduction all_reduction = {"all", "logical_and", ANY_LIKE};
static const reduction mean_reduction = {"mean",
                                         NULL,
                                         4,
                                         {AXIS, DTYPE, OUT, KEEPDIMS, WHERE, -1},
                                         {"a", "axis", "dtype", "out", "keepdims", "where", NULL}};

/* The ufuncs, looked up at the first use of each. */
static const la_ufunc *ufunc_of(const reduction *r)
{
    static const reduction *const known[] = {&sum_reduction, &prod_reduction, &max_reduction,
                                             &min_reduction, &any_reduction,  &all_reduction};
    static const la_ufunc *found[sizeof(known) / sizeof(*known)];
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
        if (known[i] != r) continue;
        if (found[i] == NULL) found[i] = la_ufunc_find(r->ufunc);
        return found[i];
    }
    return NULL;
}

/* The arguments of a reduction as NumPy's methods hand them to the ufunc's. */
static PyObject *keywords_of(const reduction *r, PyObject *const *by_kind)
{
    PyObject *keywords = PyDict_New(), *where = by_kind[WHERE];
    const bool masked = where != NULL && where != Py_True;
    const bool told = r != &any_reduction && r != &all_reduction;
    bool ok = keywords != NULL && set(keywords, "axis", by_kind[AXIS]) &&
              set(keywords, "dtype", by_kind[DTYPE]) &&
              set(keywords, "keepdims", by_kind[KEEPDIMS] != NULL ? by_kind[KEEPDIMS] : Py_False);
    if (ok && by_kind[OUT] != NULL && by_kind[OUT] != Py_None)
        ok = set(keywords, "out", by_kind[OUT]);
    if (ok && by_kind[INITIAL] != NULL) ok = set(keywords, "initial", by_kind[INITIAL]);
    if (ok && (told || masked)) ok = set(keywords, "where", masked ? where : Py_True);
    if (!ok) Py_CLEAR(keywords);
    return keywords;
}

/* The same reduction by the ufunc's method; a mean by its sum. */
static PyObject *run_claimed(const reduction *r, PyObject *array, PyObject *const *by_kind)
{
    PyObject *keywords = keywords_of(r, by_kind);
    if (r->ufunc != NULL)
        return call_claimed(rumpy_ufunc_object(la_ufunc_find(r->ufunc)), "reduce", array, keywords);
    PyObject *module = PyImport_ImportModule("rumpy.spread");
    PyObject *result = call_claimed(module, "mean_by_sum", array, keywords);
    Py_XDECREF(module);
    return result;
}

/* given: what the array was made of. */
static PyObject *run(const reduction *r, PyObject *given, PyObject *array, PyObject *const *values)
{
    PyObject *by_kind[NARGUMENTS] = {NULL};
    for (int i = 0; r->order[i] >= 0; i++)
        by_kind[r->order[i]] = values[i];
    rumpy_reduction arguments = {.axis = by_kind[AXIS],
                                 .dtype = by_kind[DTYPE],
                                 .out = by_kind[OUT],
                                 .keepdims = by_kind[KEEPDIMS],
                                 .initial = by_kind[INITIAL],
                                 .where = by_kind[WHERE],
                                 .given = given};
    if (by_kind[OUT] == Py_Ellipsis) { /* a ufunc's methods take it, by its name */
        PyErr_SetString(PyExc_TypeError, "out=... is only allowed as a keyword argument.");
        return NULL;
    }
    if (any_claims(array, by_kind[OUT], by_kind[WHERE])) return run_claimed(r, array, by_kind);
    if (r->ufunc == NULL) return mean(array, &arguments);
    return rumpy_reduce(ufunc_of(r), array, &arguments, true);
}

static PyObject *call_method(const reduction *r, PyObject *self, PyObject *const *args,
                             Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *values[NARGUMENTS] = {NULL};
    rumpy_signature signature = {r->name, r->names + 1, 0, r->positional, 0};
    if ((nargs > 0 || kwnames != NULL) && !rumpy_parse(&signature, args, nargs, kwnames, values))
        return NULL;
    return run(r, self, self, values);
}

static PyObject *call_function(const reduction *r, PyObject *const *args, Py_ssize_t nargs,
                               PyObject *kwnames)
{
    PyObject *values[NARGUMENTS + 1] = {NULL};
    rumpy_signature signature = {r->name, r->names, 0, r->positional + 1, 1};
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    if (rumpy_is_ndarray(values[0])) return run(r, values[0], values[0], values + 1);
    PyObject *array = rumpy_asarray(values[0], NULL);
    if (array == NULL) return NULL;
    PyObject *result = run(r, values[0], array, values + 1);
    Py_DECREF(array);
    return result;
}

#define FAST PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames

static PyObject *array_sum(FAST)
{
    return call_method(&sum_reduction, self, args, nargs, kwnames);
}

static PyObject *array_prod(FAST)
{
    return call_method(&prod_reduction, self, args, nargs, kwnames);
}

static PyObject *array_max(FAST)
{
    return call_method(&max_reduction, self, args, nargs, kwnames);
}

static PyObject *array_min(FAST)
{
    return call_method(&min_reduction, self, args, nargs, kwnames);
}

static PyObject *array_any(FAST)
{
    return call_method(&any_reduction, self, args, nargs, kwnames);
}

static PyObject *array_all(FAST)
{
    return call_method(&all_reduction, self, args, nargs, kwnames);
}

static PyObject *array_mean(FAST)
{
    return call_method(&mean_reduction, self, args, nargs, kwnames);
}

static PyObject *core_sum(FAST)
{
    (void)self;
    return call_function(&sum_reduction, args, nargs, kwnames);
}

static PyObject *core_prod(FAST)
{
    (void)self;
    return call_function(&prod_reduction, args, nargs, kwnames);
}

static PyObject *core_max(FAST)
{
    (void)self;
    return call_function(&max_reduction, args, nargs, kwnames);
}

static PyObject *core_min(FAST)
{
    (void)self;
    return call_function(&min_reduction, args, nargs, kwnames);
}

static PyObject *core_any(FAST)
{
    (void)self;
    return call_function(&any_reduction, args, nargs, kwnames);
}

static PyObject *core_all(FAST)
{
    (void)self;
    return call_function(&all_reduction, args, nargs, kwnames);
}

static PyObject *core_mean(FAST)
{
    (void)self;
    return call_function(&mean_reduction, args, nargs, kwnames);
}

static const char *const position_names[] = {"a", "axis", "out", "keepdims", NULL};

static PyObject *position_method(position_fn function, const char *name, FAST)
{
    PyObject *values[3] = {NULL};
    rumpy_signature signature = {name, position_names + 1, 0, 2, 0};
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    return position(function, name, self, values[0], values[1], values[2]);
}

static PyObject *position_function(position_fn function, const char *name, FAST)
{
    (void)self;
    PyObject *values[4] = {NULL};
    rumpy_signature signature = {name, position_names, 0, 3, 1};
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    PyObject *array = rumpy_asarray(values[0], NULL);
    if (array == NULL) return NULL;
    PyObject *result = position(function, name, array, values[1], values[2], values[3]);
    Py_DECREF(array);
    return result;
}

static PyObject *array_argmin(FAST)
{
    return position_method(la_argmin, "argmin", self, args, nargs, kwnames);
}

static PyObject *array_argmax(FAST)
{
    return position_method(la_argmax, "argmax", self, args, nargs, kwnames);
}

static PyObject *core_argmin(FAST)
{
    return position_function(la_argmin, "argmin", self, args, nargs, kwnames);
}

static PyObject *core_argmax(FAST)
{
    return position_function(la_argmax, "argmax", self, args, nargs, kwnames);
}

static PyObject *cumulative_method(const char *name, const char *ufunc, FAST)
{
    PyObject *values[3];
    rumpy_signature signature = {name, cumulative_names + 1, 0, 3, 0};
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    return cumulate(ufunc, self, values);
}

static PyObject *cumulative_function(const char *name, const char *ufunc, FAST)
{
    (void)self;
    PyObject *values[4];
    rumpy_signature signature = {name, cumulative_names, 0, 4, 1};
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    PyObject *array = rumpy_asarray(values[0], NULL);
    if (array == NULL) return NULL;
    PyObject *result = cumulate(ufunc, array, values + 1);
    Py_DECREF(array);
    return result;
}

static PyObject *array_cumsum(FAST)
{
    return cumulative_method("cumsum", "add", self, args, nargs, kwnames);
}

static PyObject *array_cumprod(FAST)
{
    return cumulative_method("cumprod", "multiply", self, args, nargs, kwnames);
}

static PyObject *core_cumsum(FAST)
{
    return cumulative_function("cumsum", "add", self, args, nargs, kwnames);
}

static PyObject *core_cumprod(FAST)
{
    return cumulative_function("cumprod", "multiply", self, args, nargs, kwnames);
}

#define FASTCALL(function) (PyCFunction)(void (*)(void))(function), METH_FASTCALL | METH_KEYWORDS

PyMethodDef rumpy_reduction_methods[] = {
    {"sum", FASTCALL(array_sum),
     "sum($self, /, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=True)\n--\n\n"
     "The sum of the elements over the axes; see `rumpy.sum`."},
    {"prod", FASTCALL(array_prod),
     "prod($self, /, axis=None, dtype=None, out=None, keepdims=False, initial=1, "
     "where=True)\n--\n\n"
     "The product of the elements over the axes; see `rumpy.prod`."},
    {"max", FASTCALL(array_max),
     "max($self, /, axis=None, out=None, keepdims=False, initial=None, where=True)\n--\n\n"
     "The greatest element over the axes; see `rumpy.max`."},
    {"min", FASTCALL(array_min),
     "min($self, /, axis=None, out=None, keepdims=False, initial=None, where=True)\n--\n\n"
     "The smallest element over the axes; see `rumpy.min`."},
    {"any", FASTCALL(array_any),
     "any($self, /, axis=None, out=None, keepdims=False, *, where=True)\n--\n\n"
     "Whether an element is true; see `rumpy.any`."},
    {"all", FASTCALL(array_all),
     "all($self, /, axis=None, out=None, keepdims=False, *, where=True)\n--\n\n"
     "Whether all elements are true; see `rumpy.all`."},
    {"mean", FASTCALL(array_mean),
     "mean($self, /, axis=None, dtype=None, out=None, keepdims=False, *, where=True)\n--\n\n"
     "The mean of the elements over the axes; see `rumpy.mean`."},
    {"argmin", FASTCALL(array_argmin),
     "argmin($self, /, axis=None, out=None, *, keepdims=False)\n--\n\n"
     "The position of the smallest element; see `rumpy.argmin`."},
    {"argmax", FASTCALL(array_argmax),
     "argmax($self, /, axis=None, out=None, *, keepdims=False)\n--\n\n"
     "The position of the greatest element; see `rumpy.argmax`."},
    {"cumsum", FASTCALL(array_cumsum),
     "cumsum($self, /, axis=None, dtype=None, out=None)\n--\n\n"
     "The sums of the elements so far; see `rumpy.cumsum`."},
    {"cumprod", FASTCALL(array_cumprod),
     "cumprod($self, /, axis=None, dtype=None, out=None)\n--\n\n"
     "The products of the elements so far; see `rumpy.cumprod`."},
    {"__complex__", rumpy_array_complex, METH_NOARGS,
     "__complex__($self, /)\n--\n\nThe one element as a complex number."},
    {NULL, NULL, 0, NULL},
};

PyMethodDef rumpy_reduction_functions[] = {
    {"sum", FASTCALL(core_sum),
     "sum(a, axis=None, dtype=None, out=None, keepdims=False, initial=0, where=True)\n--\n\n"
     "The sum of the elements over an axis, a tuple of axes, or (None) all.\n\n"
     "Small integers are summed as intp. Errors: AxisError.\n\n"
     ">>> import rumpy as np\n>>> np.sum([[1, 2], [3, 4]], axis=0)\narray([4, 6])\n"},
    {"prod", FASTCALL(core_prod),
     "prod(a, axis=None, dtype=None, out=None, keepdims=False, initial=1, where=True)\n--\n\n"
     "The product of the elements over an axis, a tuple of axes, or (None) all.\n\n"
     ">>> import rumpy as np\n>>> np.prod([1.0, 2.0, 3.0])\nnp.float64(6.0)\n"},
    {"max", FASTCALL(core_max),
     "max(a, axis=None, out=None, keepdims=False, initial=None, where=True)\n--\n\n"
     "The greatest element over the axes; NaN if one is NaN. ValueError for no elements.\n\n"
     ">>> import rumpy as np\n>>> np.max([[1, 5], [3, 4]], axis=1)\narray([5, 4])\n"},
    {"min", FASTCALL(core_min),
     "min(a, axis=None, out=None, keepdims=False, initial=None, where=True)\n--\n\n"
     "The smallest element over the axes; NaN if one is NaN. ValueError for no elements.\n\n"
     ">>> import rumpy as np\n>>> np.min([[1, 5], [3, 4]], axis=1)\narray([1, 3])\n"},
    {"amax", FASTCALL(core_max),
     "amax(a, axis=None, out=None, keepdims=False, initial=None, where=True)\n--\n\n"
     "The same as `max`."},
    {"amin", FASTCALL(core_min),
     "amin(a, axis=None, out=None, keepdims=False, initial=None, where=True)\n--\n\n"
     "The same as `min`."},
    {"any", FASTCALL(core_any),
     "any(a, axis=None, out=None, keepdims=False, *, where=True)\n--\n\n"
     "Whether any element over the axes is true.\n\n"
     ">>> import rumpy as np\n>>> np.any([[True, False], [False, False]], axis=1)\n"
     "array([ True, False])\n"},
    {"all", FASTCALL(core_all),
     "all(a, axis=None, out=None, keepdims=False, *, where=True)\n--\n\n"
     "Whether all elements over the axes are true.\n\n"
     ">>> import rumpy as np\n>>> np.all([1, 2, 0])\nnp.False_\n"},
    {"mean", FASTCALL(core_mean),
     "mean(a, axis=None, dtype=None, out=None, keepdims=False, *, where=True)\n--\n\n"
     "The mean of the elements over the axes; of integers, as float64.\n\n"
     ">>> import rumpy as np\n>>> np.mean([1, 2, 6])\nnp.float64(3.0)\n"},
    {"argmin", FASTCALL(core_argmin),
     "argmin(a, axis=None, out=None, *, keepdims=False)\n--\n\n"
     "The position of the first smallest element along an axis, or of the flattened array.\n\n"
     ">>> import rumpy as np\n>>> np.argmin([3, 1, 2])\nnp.int64(1)\n"},
    {"argmax", FASTCALL(core_argmax),
     "argmax(a, axis=None, out=None, *, keepdims=False)\n--\n\n"
     "The position of the first greatest element along an axis, or of the flattened array.\n\n"
     ">>> import rumpy as np\n>>> np.argmax([3, 1, 2])\nnp.int64(0)\n"},
    {"cumsum", FASTCALL(core_cumsum),
     "cumsum(a, axis=None, dtype=None, out=None)\n--\n\n"
     "The sums of the elements so far, along an axis or of the flattened array.\n\n"
     ">>> import rumpy as np\n>>> np.cumsum([1, 2, 3])\narray([1, 3, 6])\n"},
    {"cumprod", FASTCALL(core_cumprod),
     "cumprod(a, axis=None, dtype=None, out=None)\n--\n\n"
     "The products of the elements so far, along an axis or of the flattened array.\n\n"
     ">>> import rumpy as np\n>>> np.cumprod([1, 2, 3])\narray([1, 2, 6])\n"},
    {NULL, NULL, 0, NULL},
};
