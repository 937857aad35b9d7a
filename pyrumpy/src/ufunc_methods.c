/* Methods of ufunc objects: reduce, accumulate, reduceat, outer; `at` and resolve_dtypes are in
 * ufunc_at.c. */
#include "ufunc.h"

#include <string.h>

#define FAST PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames

static bool require_binary(PyObject *self, const char *method)
{
    const la_ufunc *u = rumpy_ufunc_of(self);
    if (((rumpy_ufunc *)self)->gufunc != NULL) {
        PyErr_SetString(PyExc_RuntimeError, "Reduction not defined on ufunc with signature");
        return false;
    }
    if (u->nin != 2) {
        PyErr_Format(PyExc_ValueError, "%s only supported for binary functions", method);
        return false;
    }
    if (u->nout != 1) {
        PyErr_Format(PyExc_ValueError, "%s only supported for functions returning a single value",
                     method);
        return false;
    }
    return true;
}

/* out=... means arrays for results; by position it's refused. */
static bool no_ellipsis(PyObject *const *args, Py_ssize_t nargs, Py_ssize_t place)
{
    if (nargs <= place || args[place] != Py_Ellipsis) return true;
    PyErr_SetString(PyExc_TypeError, "out=... is only allowed as a keyword argument.");
    return false;
}

static PyObject *ufunc_reduce(FAST)
{
    static const char *const names[] = {"array",    "axis",    "dtype", "out",
                                        "keepdims", "initial", "where", NULL};
    static const rumpy_signature signature = {"reduce", names, 1, 7, 1};
    PyObject *values[7], *result = NULL;
    const la_ufunc *u = rumpy_ufunc_of(self);
    if (rumpy_override(self, "reduce", args, nargs, 1, names + 1, kwnames, &result) != 0)
        return result;
    if (!require_binary(self, "reduce") || !rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !no_ellipsis(args, nargs, 3))
        return NULL;
    PyObject *array = rumpy_asarray(values[0], NULL);
    if (array == NULL) return NULL;
    const rumpy_reduction arguments = {.axis = values[1],
                                       .dtype = values[2],
                                       .out = values[3],
                                       .keepdims = values[4],
                                       .initial = values[5],
                                       .where = values[6],
                                       .given = values[0]};
    result = rumpy_reduce(u, array, &arguments, false);
    Py_DECREF(array);
    return result;
}

/* --- accumulate ------------------------------------------------------------------------------- */

/* A view of a's elements at `index` along the axis. */
static la_status slice_at(la_array *out, const la_array *a, int axis, ptrdiff_t index)
{
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    int n = 0;
    for (int i = 0; i < a->ndim; i++) {
        if (i == axis) continue;
        shape[n] = a->shape[i];
        strides[n++] = a->strides[i];
    }
    return la_array_init_view(out, a, a->data + index * a->strides[axis], a->dtype, n, shape,
                              strides);
}

/* The axis of reduceat and accumulate, which take one; -1 with an exception set. */
static int only_axis(PyObject *given, const la_array *a, const char *method)
{
    Py_ssize_t wanted = 0;
    int axis = -1;
    const bool all = given == Py_None;
    if (given != NULL && (all || PyTuple_Check(given))) {
        const Py_ssize_t n = all ? a->ndim : PyTuple_Size(given);
        la_axes axes;
        if (!all && n > 1 && !rumpy_parse_axes(given, a->ndim, &axes)) return -1;
        if (n > 1 || (n == 0 && !all)) {
            PyErr_Format(PyExc_ValueError, "%s does not allow multiple axes", method);
            return -1;
        }
        given = all ? NULL : PyTuple_GetItem(given, 0);
    }
    if (given != NULL) {
        wanted = PyNumber_AsSsize_t(given, PyExc_OverflowError);
        if (wanted == -1 && PyErr_Occurred()) return -1;
    }
    if (a->ndim == 0) {
        PyErr_Format(PyExc_TypeError, "cannot %s on a scalar", method);
        return -1;
    }
    la_status status = la_normalize_axis(wanted, a->ndim, &axis);
    if (status == LA_OK) return axis;
    rumpy_raise(status);
    return -1;
}

/* out[i] = out[i - 1] OP a[i] for one i along the axis. */
static la_status accumulate_step(const la_ufunc *u, const la_loop *loop, la_array *out,
                                 const la_array *a, int axis, ptrdiff_t i)
{
    la_array before = LA_ARRAY_NULL, next = LA_ARRAY_NULL, result = LA_ARRAY_NULL;
    la_status status = slice_at(&before, out, axis, i - 1);
    if (status == LA_OK) status = slice_at(&next, a, axis, i);
    if (status == LA_OK) status = slice_at(&result, out, axis, i);
    const la_array *const in[2] = {&before, &next};
    la_array *const outs[1] = {&result};
    if (status == LA_OK) status = la_ufunc_run(u, loop, in, outs, LA_CASTING_UNSAFE, NULL);
    la_array_destroy(&before);
    la_array_destroy(&next);
    la_array_destroy(&result);
    return status;
}

/* The same for all i where the two are vectors of the loop's types: no views, one call each. */
static la_status accumulate_vector(const la_ufunc *u, const la_loop *loop, la_array *out,
                                   const la_array *a)
{
    static const ptrdiff_t steps[3] = {0, 0, 0};
    for (ptrdiff_t i = 1; i < a->size; i++) {
        char *const args[3] = {out->data + (i - 1) * out->strides[0], a->data + i * a->strides[0],
                               out->data + i * out->strides[0]};
        LA_TRY(la_run_loop(u, loop, args, 1, steps));
    }
    return LA_OK;
}

static la_status accumulate(const la_ufunc *u, const la_loop *loop, la_array *out,
                            const la_array *a, int axis)
{
    if (a->size == 0) return LA_OK;
    /* Where a result isn't finite, the loops below find out what to report. */
    if (a->dtype->num == loop->types[1] && la_running(u, out, a, axis)) return LA_OK;
    la_array from = LA_ARRAY_NULL, to = LA_ARRAY_NULL;
    la_status status = slice_at(&from, a, axis, 0);
    if (status == LA_OK) status = slice_at(&to, out, axis, 0);
    if (status == LA_OK) status = la_copyto(&to, &from, LA_CASTING_UNSAFE, NULL);
    la_array_destroy(&from);
    la_array_destroy(&to);
    LA_TRY(status);
    bool vector = a->ndim == 1 && (a->flags & out->flags & LA_ALIGNED) != 0;
    for (int i = 0; i < 3; i++)
        vector = vector && loop->types[i] == (i < 2 ? a : out)->dtype->num;
    if (vector) return accumulate_vector(u, loop, out, a);
    for (ptrdiff_t i = 1; i < a->shape[axis]; i++)
        LA_TRY(accumulate_step(u, loop, out, a, axis, i));
    return LA_OK;
}

PyObject *rumpy_accumulate(const la_ufunc *u, PyObject *given, PyObject *array,
                           PyObject *axis_object, const la_dtype *dtype, PyObject *out)
{
    const la_array *a = rumpy_array_of(array);
    const int axis = only_axis(axis_object, a, "accumulate");
    if (axis < 0) return NULL;

    /* Each step is OUT op IN: both in the type in which a reduction would be computed. */
    if (dtype == NULL && out != NULL) dtype = rumpy_reduction_dtype_into(u, a, rumpy_array_of(out));
    const la_dtype *computed = dtype != NULL ? dtype : rumpy_reduction_dtype(u, a->dtype);
    if (strncmp(u->name, "logical_", 8) == 0) computed = la_dtype_of(LA_BOOL);
    const la_typing typings[2] = {rumpy_strong(computed), rumpy_strong(computed)};
    const la_loop *loop;
    la_array result = LA_ARRAY_NULL;
    la_status status = la_ufunc_resolve(u, typings, dtype, &loop);
    if (status == LA_OK && loop->types[2] != loop->types[0]) /* the result can't be an operand */
        status = la_fail(LA_TYPE_ERROR,
                         "No loop matching the specified signature and casting was "
                         "found for ufunc %s",
                         u->name);
    if (status == LA_OK && out == NULL)
        status = la_array_init_like(&result, a, la_dtype_of(loop->types[2]), LA_ORDER_K);
    la_array *target = out != NULL ? rumpy_array_of(out) : &result;
    if (status == LA_OK &&
        (target->ndim != a->ndim ||
         memcmp(target->shape, a->shape, (size_t)a->ndim * sizeof(*a->shape)) != 0))
        status = la_fail(LA_VALUE_ERROR, "provided out is the wrong size for the accumulation.");
    if (status == LA_OK && !(target->flags & LA_WRITEABLE))
        status = la_fail(LA_VALUE_ERROR, "output array is read-only");
    /* Elements of the loop's own type, apart from the output, go the quick way. */
    la_array copy = LA_ARRAY_NULL;
    rumpy_fp_begin();
    if (status == LA_OK &&
        ((out != NULL && la_may_overlap(target, a)) || a->dtype->num != loop->types[1]))
        status = la_astype(&copy, a, la_dtype_of(loop->types[1]), LA_ORDER_K, LA_CASTING_UNSAFE);
    if (status == LA_OK) status = accumulate(u, loop, target, copy.dtype != NULL ? &copy : a, axis);
    la_array_destroy(&copy);
    if (status != LA_OK) {
        la_array_destroy(&result);
        return rumpy_raise(status);
    }
    if (out == NULL)
        return rumpy_fp_result(rumpy_return_from(given, &result, false), "", "accumulate");
    Py_INCREF(out);
    return rumpy_fp_result(out, "", "accumulate");
}

/* out=... of accumulate and reduceat: NULL where absent or None. */
static bool parse_out(PyObject *out, PyObject **array)
{
    if (out != NULL && PyTuple_Check(out) && PyTuple_Size(out) == 1) out = PyTuple_GetItem(out, 0);
    *array = out == Py_None || out == Py_Ellipsis ? NULL : out;
    if (*array == NULL || rumpy_is_ndarray(*array)) return true;
    PyErr_SetString(PyExc_TypeError, "return arrays must be of ArrayType");
    return false;
}

static PyObject *ufunc_accumulate(FAST)
{
    static const char *const names[] = {"array", "axis", "dtype", "out", NULL};
    static const rumpy_signature signature = {"accumulate", names, 1, 4, 1};
    PyObject *values[4], *result = NULL;
    const la_ufunc *u = rumpy_ufunc_of(self);
    if (rumpy_override(self, "accumulate", args, nargs, 1, names + 1, kwnames, &result) != 0)
        return result;
    const la_dtype *dtype = NULL;
    if (!require_binary(self, "accumulate") ||
        !rumpy_parse(&signature, args, nargs, kwnames, values) || !no_ellipsis(args, nargs, 3) ||
        !rumpy_parse_dtype(values[2], &dtype))
        return NULL;
    PyObject *out;
    if (!parse_out(values[3], &out)) return NULL;
    PyObject *array = rumpy_asarray(values[0], NULL);
    if (array == NULL) return NULL;
    result = rumpy_accumulate(u, values[0], array, values[1], dtype, out);
    Py_DECREF(array);
    return result;
}

/* --- reduceat --------------------------------------------------------------------------------- */

/* The indices as a contiguous vector of intp; NULL with an exception set. */
static PyObject *reduceat_indices(PyObject *given)
{
    PyObject *any = rumpy_asarray(given, NULL);
    if (any == NULL) return NULL;
    const la_array *a = rumpy_array_of(any);
    la_array cast = LA_ARRAY_NULL;
    la_status status = LA_OK;
    if (a->ndim != 1)
        PyErr_SetString(PyExc_ValueError, a->ndim == 0
                                              ? "object of too small depth for desired array"
                                              : "object too deep for desired array");
    else if ((status = la_astype(&cast, a, la_dtype_of(LA_INTP), LA_ORDER_C, LA_CASTING_UNSAFE)) !=
             LA_OK)
        rumpy_raise(status);
    Py_DECREF(any);
    return cast.dtype != NULL ? rumpy_ndarray_wrap(&cast, NULL) : NULL;
}

static la_status reduceat_into(const la_ufunc *u, const la_array *a, const la_array *indices,
                               int axis, const la_dtype *dtype, la_array *out)
{
    la_array result = LA_ARRAY_NULL;
    la_status status = la_ufunc_reduceat(&result, u, a, indices, axis, dtype);
    bool fits = out->ndim == a->ndim;
    for (int i = 0; fits && i < a->ndim; i++)
        fits = out->shape[i] == (i == axis ? indices->size : a->shape[i]);
    if (status == LA_OK && !fits)
        status = la_fail(LA_VALUE_ERROR, "provided out is the wrong size for the reduction");
    if (status == LA_OK) status = la_copyto(out, &result, LA_CASTING_UNSAFE, NULL);
    la_array_destroy(&result);
    return status;
}

static PyObject *ufunc_reduceat(FAST)
{
    static const char *const names[] = {"array", "indices", "axis", "dtype", "out", NULL};
    static const rumpy_signature signature = {"reduceat", names, 1, 5, 2};
    PyObject *values[5], *result = NULL, *out;
    const la_ufunc *u = rumpy_ufunc_of(self);
    const la_dtype *asked = NULL;
    if (rumpy_override(self, "reduceat", args, nargs, 2, names + 2, kwnames, &result) != 0)
        return result;
    if (!require_binary(self, "reduceat") ||
        !rumpy_parse(&signature, args, nargs, kwnames, values) || !no_ellipsis(args, nargs, 4) ||
        !rumpy_parse_dtype(values[3], &asked) || !parse_out(values[4], &out))
        return NULL;
    PyObject *array = rumpy_asarray(values[0], NULL);
    PyObject *indices = array != NULL ? reduceat_indices(values[1]) : NULL;
    int axis = indices != NULL ? only_axis(values[2], rumpy_array_of(array), "reduceat") : -1;
    if (axis >= 0) {
        const la_array *a = rumpy_array_of(array);
        const la_dtype *dtype = asked != NULL ? asked : rumpy_reduction_dtype(u, a->dtype);
        if (asked == NULL && strncmp(u->name, "logical_", 8) == 0) dtype = la_dtype_of(LA_BOOL);
        const la_typing typings[2] = {rumpy_strong(dtype), rumpy_strong(dtype)};
        const la_loop *loop;
        la_array fresh = LA_ARRAY_NULL;
        la_status status = la_ufunc_resolve(u, typings, asked, &loop);
        rumpy_fp_begin();
        if (status == LA_OK && loop->types[2] != loop->types[0])
            status = la_fail(LA_TYPE_ERROR,
                             "No loop matching the specified signature and casting was found for "
                             "ufunc %s",
                             u->name);
        if (status == LA_OK) {
            dtype = la_dtype_of(loop->types[2]);
            status =
                out != NULL
                    ? reduceat_into(u, a, rumpy_array_of(indices), axis, dtype, rumpy_array_of(out))
                    : la_ufunc_reduceat(&fresh, u, a, rumpy_array_of(indices), axis, dtype);
        }
        if (status != LA_OK) {
            rumpy_raise(status);
        } else if (out != NULL) {
            Py_INCREF(out);
            result = out;
        } else {
            result = rumpy_return_from(values[0], &fresh, false);
        }
        result = rumpy_fp_result(result, "", "reduceat");
    }
    Py_XDECREF(indices);
    Py_XDECREF(array);
    return result;
}

/* --- outer ------------------------------------------------------------------------------------ */

/* obj as an array with `after` axes of length 1 behind its own. */
static PyObject *with_axes_behind(PyObject *obj, int after)
{
    PyObject *array = rumpy_asarray(obj, NULL);
    if (array == NULL || after == 0) return array;
    la_array *a = rumpy_array_of(array);
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    la_array view = LA_ARRAY_NULL;
    la_status status = LA_OK;
    if (a->ndim + after > LA_MAXDIMS) {
        status = la_fail(LA_VALUE_ERROR,
                         "maximum supported dimension for an ndarray is currently %d, found %d",
                         LA_MAXDIMS, a->ndim + after);
    } else {
        for (int i = 0; i < a->ndim + after; i++) {
            shape[i] = i < a->ndim ? a->shape[i] : 1;
            strides[i] = i < a->ndim ? a->strides[i] : 0;
        }
        status = la_array_init_view(&view, a, a->data, a->dtype, a->ndim + after, shape, strides);
    }
    PyObject *result = status == LA_OK ? rumpy_ndarray_wrap(&view, array) : rumpy_raise(status);
    Py_DECREF(array);
    return result;
}

static PyObject *ufunc_outer(FAST)
{
    const la_ufunc *u = rumpy_ufunc_of(self);
    PyObject *result = NULL;
    if (rumpy_override(self, "outer", args, nargs, nargs, NULL, kwnames, &result) != 0)
        return result;
    if (((rumpy_ufunc *)self)->gufunc != NULL) {
        PyErr_SetString(PyExc_TypeError,
                        "method outer is not allowed in ufunc with non-trivial signature");
        return NULL;
    }
    if (u->nin != 2) {
        PyErr_SetString(PyExc_ValueError, "outer product only supported for binary functions");
        return NULL;
    }
    if (nargs != 2) {
        PyErr_Format(PyExc_TypeError,
                     "outer() takes exactly 2 positional arguments but %zd %s given", nargs,
                     nargs == 1 ? "was" : "were");
        return NULL;
    }
    PyObject *right = rumpy_asarray(args[1], NULL);
    if (right == NULL) return NULL;
    PyObject *left = with_axes_behind(args[0], rumpy_array_of(right)->ndim);
    if (left != NULL) {
        Py_ssize_t nkw = kwnames != NULL ? PyTuple_Size(kwnames) : 0;
        PyObject **flat = PyMem_Malloc((size_t)(nkw + 2) * sizeof(*flat));
        if (flat != NULL) {
            flat[0] = left;
            flat[1] = right;
            memcpy(flat + 2, args + nargs, (size_t)nkw * sizeof(*flat));
            result = ((rumpy_ufunc *)self)->vectorcall(self, flat, 2, kwnames);
            PyMem_Free(flat);
        } else {
            PyErr_NoMemory();
        }
    }
    Py_XDECREF(left);
    Py_DECREF(right);
    return result;
}

/* Pickles and copies as the name in the package. */
static PyObject *ufunc_reduce_name(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return PyUnicode_FromString(rumpy_ufunc_of(self)->name);
}

#define FASTCALL(function) (PyCFunction)(void (*)(void))(function), METH_FASTCALL | METH_KEYWORDS

PyMethodDef rumpy_ufunc_methods[] = {
    {"reduce", FASTCALL(ufunc_reduce),
     "reduce(array, /, axis=0, dtype=None, out=None, **kwargs)\n--\n\n"
     "Combines the elements along axes by the ufunc.\n\n"
     "Keywords: keepdims=False, initial (a value to begin with), where=True.\n\n"
     ">>> import rumpy as np\n>>> np.add.reduce([[1, 2], [3, 4]])\narray([4, 6])\n"},
    {"accumulate", FASTCALL(ufunc_accumulate),
     "accumulate(array, /, axis=0, dtype=None, out=None)\n--\n\n"
     "The results so far of combining the elements along an axis.\n\n"
     ">>> import rumpy as np\n>>> np.multiply.accumulate([1, 2, 3])\narray([1, 2, 6])\n"},
    {"reduceat", FASTCALL(ufunc_reduceat),
     "reduceat(array, /, indices, axis=0, dtype=None, out=None)\n--\n\n"
     "The reductions of the elements from each index up to the next.\n\n"
     "Where the next index is not greater: the element itself. Errors: IndexError.\n\n"
     ">>> import rumpy as np\n>>> np.add.reduceat([1, 2, 3, 4], [0, 2])\narray([3, 7])\n"},
    {"at", rumpy_ufunc_at, METH_VARARGS,
     "at(a, indices, b=None, /)\n--\n\n"
     "Applies the ufunc in place to a[indices], once for each time an element is named.\n\n"
     ">>> import rumpy as np\n>>> a = np.zeros(3)\n>>> np.add.at(a, [0, 2, 2], 1)\n>>> a\n"
     "array([1., 0., 2.])\n"},
    {"resolve_dtypes", FASTCALL(rumpy_ufunc_resolve_dtypes),
     "resolve_dtypes(dtypes, *, signature=None, casting=None, reduction=False)\n--\n\n"
     "The dtypes that a call with operands of these dtypes computes in.\n\n"
     "dtypes: one for each operand; int, float, complex stand for Python numbers, None for outputs "
     "to be made.\n\n"
     ">>> import rumpy as np\n>>> np.add.resolve_dtypes((np.dtype('f4'), int, None))\n"
     "(dtype('float32'), dtype('float32'), dtype('float32'))\n"},
    {"outer", FASTCALL(ufunc_outer),
     "outer(A, B, /, **kwargs)\n--\n\n"
     "The ufunc of all pairs of an element of A and one of B.\n\n"
     ">>> import rumpy as np\n>>> np.add.outer([1, 2], [30, 40])\narray([[31, 41],\n       [32, "
     "42]])\n"},
    {"__reduce__", ufunc_reduce_name, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};
