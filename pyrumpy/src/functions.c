/* Functions of arrays: where, concatenate, products, copyto, broadcast_to, ... */
#include "fp_errors.h"
#include "ndarray.h"
#include "ops.h"

#include <string.h>

#define FUNCTION(F) ((PyCFunction)(void (*)(void))(F))
#define FASTCALL    (METH_FASTCALL | METH_KEYWORDS)

/* out= as an ndarray or NULL; TypeError for anything else. */
static bool parse_out(PyObject *value, PyObject **out)
{
    *out = value == Py_None ? NULL : value;
    if (*out == NULL || rumpy_is_ndarray(*out)) return true;
    PyErr_SetString(PyExc_TypeError, "return arrays must be of ArrayType");
    return false;
}

/* --- where ------------------------------------------------------------------------------------ */

/* The part that a Python or rumpy scalar, or an array-like, plays in promotion. */
static la_typing typing_of(PyObject *obj, PyObject *ndarray)
{
    la_typing typing = {.dtype = rumpy_array_of(ndarray)->dtype, .weak = LA_STRONG};
    if (PyLong_CheckExact(obj)) typing.weak = LA_WEAK_INT;
    if (PyFloat_CheckExact(obj)) typing.weak = LA_WEAK_FLOAT;
    if (PyComplex_CheckExact(obj)) typing.weak = LA_WEAK_COMPLEX;
    return typing;
}

/* ndarray in the given type: itself, or a cast copy. Takes the reference. */
static PyObject *as_type(PyObject *ndarray, const la_dtype *dtype)
{
    if (rumpy_array_of(ndarray)->dtype == dtype) return ndarray;
    la_array cast = LA_ARRAY_NULL;
    la_status status =
        la_astype(&cast, rumpy_array_of(ndarray), dtype, LA_ORDER_K, LA_CASTING_UNSAFE);
    Py_DECREF(ndarray);
    return status == LA_OK ? rumpy_ndarray_wrap(&cast, NULL) : rumpy_raise(status);
}

static PyObject *choose(PyObject *condition, PyObject *x_arg, PyObject *y_arg)
{
    PyObject *x = rumpy_asarray(x_arg, NULL), *y = NULL, *result = NULL;
    if (x != NULL) y = rumpy_asarray(y_arg, NULL);
    if (y != NULL) {
        const la_typing typings[] = {typing_of(x_arg, x), typing_of(y_arg, y)};
        const la_dtype *dtype = la_result_type(2, typings);
        x = as_type(x, dtype);
        y = as_type(y, dtype);
    }
    if (x != NULL && y != NULL) {
        la_array out = LA_ARRAY_NULL;
        la_status status =
            la_where(&out, rumpy_array_of(condition), rumpy_array_of(x), rumpy_array_of(y));
        result = status == LA_OK ? rumpy_ndarray_wrap(&out, NULL) : rumpy_raise(status);
    }
    Py_XDECREF(x);
    Py_XDECREF(y);
    return result;
}

static PyObject *where(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"condition", "x", "y", NULL};
    static const rumpy_signature signature = {"where", names, 3, 3, 1};
    (void)module;
    PyObject *values[3];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    if ((values[1] == NULL) != (values[2] == NULL)) {
        PyErr_SetString(PyExc_ValueError, "either both or neither of x and y should be given");
        return NULL;
    }
    PyObject *condition = rumpy_asarray(values[0], NULL);
    if (condition == NULL) return NULL;
    PyObject *result = values[1] == NULL ? PyObject_CallMethod(condition, "nonzero", NULL)
                                         : choose(condition, values[1], values[2]);
    Py_DECREF(condition);
    return result;
}

/* --- concatenate ------------------------------------------------------------------------------ */

enum { FEW = 8 }; /* so many arrays are joined without memory for the list of them */

/* Owned ndarrays of a Python sequence; freed by drop. */
typedef struct collection {
    Py_ssize_t n;
    PyTypeObject *type; /* what joining them gives */
    double priority;    /* that class's __array_priority__ */
    PyObject **objects;
    const la_array **arrays;
    PyObject *few_objects[FEW];
    const la_array *few_arrays[FEW];
} collection;

static void drop(collection *c)
{
    for (Py_ssize_t i = 0; i < c->n; i++)
        Py_XDECREF(c->objects[i]);
    if (c->objects != c->few_objects) PyMem_Free(c->objects);
    if (c->arrays != c->few_arrays) PyMem_Free(c->arrays);
}

/* flat: every array in one dimension, as axis=None asks. */
static bool collect(collection *c, PyObject *sequence, bool flat)
{
    c->n = 0;
    c->type = rumpy_ndarray_type;
    c->priority = 0;
    c->objects = c->few_objects;
    c->arrays = c->few_arrays;
    PyObject *items = PySequence_Tuple(sequence);
    if (items == NULL) return false;
    Py_ssize_t n = PyTuple_Size(items);
    if (n > FEW) {
        c->objects = PyMem_Calloc((size_t)n, sizeof *c->objects);
        c->arrays = PyMem_Calloc((size_t)n, sizeof *c->arrays);
        if (c->objects == NULL || c->arrays == NULL) {
            PyErr_NoMemory();
            Py_DECREF(items);
            drop(c);
            return false;
        }
    }
    bool ok = true;
    for (Py_ssize_t i = 0; ok && i < n; i++) {
        PyObject *ndarray = rumpy_asarray(PyTuple_GetItem(items, i), NULL);
        if (ndarray != NULL && !rumpy_is_ndarray_exact(ndarray)) {
            const double priority = rumpy_priority_of(ndarray, 0);
            if (priority > c->priority) {
                c->type = Py_TYPE(ndarray);
                c->priority = priority;
            }
        }
        if (ndarray != NULL && flat && rumpy_array_of(ndarray)->ndim != 1) {
            la_array line = LA_ARRAY_NULL;
            const la_array *a = rumpy_array_of(ndarray);
            la_status status = la_reshape(&line, a, 1, &a->size, LA_ORDER_C, NULL);
            PyObject *made =
                status == LA_OK ? rumpy_ndarray_wrap(&line, NULL) : rumpy_raise(status);
            Py_DECREF(ndarray);
            ndarray = made;
        }
        ok = ndarray != NULL;
        if (!ok) break;
        c->objects[i] = ndarray;
        c->arrays[i] = rumpy_array_of(ndarray);
        c->n = i + 1;
    }
    Py_DECREF(items);
    if (!ok) drop(c);
    return ok;
}

/* Joins in the promotion of the arrays' types, then casts into an existing array. */
static PyObject *join_into(const collection *c, ptrdiff_t axis, PyObject *out, la_casting casting)
{
    la_array joined = LA_ARRAY_NULL;
    la_status status = la_concatenate(&joined, (int)c->n, c->arrays, axis, NULL, LA_CASTING_UNSAFE);
    if (status != LA_OK) return rumpy_raise(status);
    la_array *to = rumpy_array_of(out);
    bool same = to->ndim == joined.ndim;
    for (int i = 0; same && i < to->ndim; i++)
        same = to->shape[i] == joined.shape[i];
    rumpy_fp_begin();
    if (!same) {
        PyErr_SetString(PyExc_ValueError, "Output array is the wrong shape");
    } else {
        status = la_copyto(to, &joined, casting, NULL);
        if (status != LA_OK) rumpy_raise(status);
    }
    la_array_destroy(&joined);
    if (!same || status != LA_OK || !rumpy_fp_end("", "cast")) return NULL;
    Py_INCREF(out);
    return out;
}

/* The type of arrays that are flattened: then Python's numbers may be among them, whose types are
 * weak, and which are cast to it whatever the rule is. NULL leaves all of it to la_concatenate. */
static const la_dtype *flat_type(PyObject *sequence, const collection *c, la_casting casting,
                                 la_status *status)
{
    if (!PyTuple_Check(sequence) && !PyList_Check(sequence)) return NULL;
    la_typing few[FEW];
    if (c->n > FEW) return NULL;
    for (Py_ssize_t i = 0; i < c->n; i++) {
        PyObject *item =
            PyList_Check(sequence) ? PyList_GetItem(sequence, i) : PyTuple_GetItem(sequence, i);
        if (item == NULL) {
            PyErr_Clear();
            return NULL;
        }
        few[i] = typing_of(item, c->objects[i]);
    }
    const la_dtype *dtype = la_result_type((int)c->n, few);
    for (Py_ssize_t i = 0; i < c->n && *status == LA_OK; i++)
        if (few[i].weak == LA_STRONG) *status = la_check_cast(c->arrays[i], dtype, casting);
    return dtype;
}

static PyObject *concatenate(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                             PyObject *kwnames)
{
    static const char *const names[] = {"arrays", "axis", "out", "dtype", "casting", NULL};
    static const rumpy_signature signature = {"concatenate", names, 1, 3, 1};
    (void)module;
    PyObject *values[5], *out;
    const la_dtype *dtype = NULL;
    la_casting casting;
    ptrdiff_t axis = 0;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) || !parse_out(values[2], &out) ||
        !rumpy_parse_dtype(values[3], &dtype) ||
        !rumpy_parse_casting(values[4], LA_CASTING_SAME_KIND, &casting)) {
        return NULL;
    }
    if (out != NULL && dtype != NULL) {
        PyErr_SetString(PyExc_TypeError, "concatenate() only takes `out` or `dtype` as an "
                                         "argument, but both were provided.");
        return NULL;
    }
    bool flat = values[1] == Py_None;
    if (values[1] != NULL && !flat) {
        axis = PyNumber_AsSsize_t(values[1], PyExc_OverflowError);
        if (axis == -1 && PyErr_Occurred()) return NULL;
    }
    collection c;
    if (!collect(&c, values[0], flat)) return NULL;
    PyObject *result = NULL;
    if (c.n == 0) {
        PyErr_SetString(PyExc_ValueError, "need at least one array to concatenate");
    } else if (c.n > INT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "too many arrays to concatenate");
    } else if (out != NULL) {
        result = join_into(&c, axis, out, casting);
    } else {
        la_status status = LA_OK;
        if (flat && dtype == NULL) {
            dtype = flat_type(values[0], &c, casting, &status);
            if (dtype != NULL) casting = LA_CASTING_UNSAFE;
        }
        la_array joined = LA_ARRAY_NULL;
        rumpy_fp_begin();
        if (status == LA_OK)
            status = la_concatenate(&joined, (int)c.n, c.arrays, axis, dtype, casting);
        result = status == LA_OK ? rumpy_ndarray_wrap_as(c.type, &joined) : rumpy_raise(status);
        result = rumpy_fp_result(result, "", "cast");
    }
    drop(&c);
    return result;
}

/* --- products --------------------------------------------------------------------------------- */

static PyObject *not_aligned(const la_array *a, const la_array *b, int axis_a, int axis_b)
{
    char shape_a[256], shape_b[256];
    la_shape_format(a->ndim, a->shape, shape_a, sizeof shape_a);
    la_shape_format(b->ndim, b->shape, shape_b, sizeof shape_b);
    PyErr_Format(PyExc_ValueError, "shapes %s and %s not aligned: %zd (dim %d) != %zd (dim %d)",
                 shape_a, shape_b, a->shape[axis_a], axis_a, b->shape[axis_b], axis_b);
    return NULL;
}

static la_status too_large(void)
{
    return la_fail(LA_VALUE_ERROR, "dot: the result has too many dimensions or elements");
}

/* dot for two or more dimensions of b: rows of a times the last but one axis of b, as one product
 * of matrices. */
static la_status dot_nd(la_array *out, const la_array *a, const la_array *b)
{
    int axis_b = b->ndim - 2;
    ptrdiff_t k = b->shape[axis_b], axes[LA_MAXDIMS], shape[LA_MAXDIMS], pair[2];
    int n = 0;
    axes[n++] = axis_b;
    for (int i = 0; i < b->ndim; i++) {
        if (i != axis_b) axes[n++] = i;
    }
    la_array moved = LA_ARRAY_NULL, left = LA_ARRAY_NULL, right = LA_ARRAY_NULL;
    la_array product = LA_ARRAY_NULL;
    ptrdiff_t columns = 1, rows = 1;
    int ndim = 0;
    for (int i = 0; i < a->ndim - 1; i++) {
        shape[ndim++] = a->shape[i];
        if (__builtin_mul_overflow(rows, a->shape[i], &rows)) return too_large();
    }
    for (int i = 0; i < b->ndim; i++) {
        if (i == axis_b) continue;
        if (ndim == LA_MAXDIMS) return too_large();
        shape[ndim++] = b->shape[i];
        if (__builtin_mul_overflow(columns, b->shape[i], &columns)) return too_large();
    }
    la_status status = la_transpose(&moved, b, b->ndim, axes);
    if (status == LA_OK) {
        pair[0] = k;
        pair[1] = columns;
        status = la_reshape(&right, &moved, 2, pair, LA_ORDER_C, NULL);
    }
    if (status == LA_OK) {
        pair[0] = rows;
        pair[1] = k;
        status = la_reshape(&left, a, 2, pair, LA_ORDER_C, NULL);
    }
    if (status == LA_OK) status = la_matmul(&product, &left, &right, LA_CASTING_SAME_KIND);
    if (status == LA_OK) {
        status = la_reshape(out, &product, ndim, shape, LA_ORDER_C, NULL);
        if (status == LA_OK) out->flags |= LA_OWNDATA; /* nobody else will see product */
    }
    la_array_destroy(&moved);
    la_array_destroy(&left);
    la_array_destroy(&right);
    la_array_destroy(&product);
    return status;
}

static PyObject *dot_into(la_array *product, PyObject *out)
{
    la_array *to = rumpy_array_of(out);
    bool fits =
        to->dtype == product->dtype && to->ndim == product->ndim && (to->flags & LA_C_CONTIGUOUS);
    for (int i = 0; fits && i < to->ndim; i++)
        fits = to->shape[i] == product->shape[i];
    la_status status = LA_OK;
    if (!fits) {
        PyErr_SetString(PyExc_ValueError, "output array is not acceptable (must have the right "
                                          "datatype, number of dimensions, and be a C-Array)");
    } else {
        status = la_copyto(to, product, LA_CASTING_NO, NULL);
        if (status != LA_OK) rumpy_raise(status);
    }
    la_array_destroy(product);
    if (!fits || status != LA_OK) return NULL;
    Py_INCREF(out);
    return out;
}

static PyObject *dot_arrays(PyObject *x, PyObject *y, PyObject *out)
{
    const la_array *a = rumpy_array_of(x), *b = rumpy_array_of(y);
    if (a->ndim == 0 || b->ndim == 0) return rumpy_binary(la_ufunc_find("multiply"), x, y, out);
    int axis_a = a->ndim - 1, axis_b = b->ndim == 1 ? 0 : b->ndim - 2;
    if (a->shape[axis_a] != b->shape[axis_b]) return not_aligned(a, b, axis_a, axis_b);
    la_array product = LA_ARRAY_NULL;
    rumpy_fp_begin();
    bool plain = b->ndim == 1 || (a->ndim <= 2 && b->ndim == 2);
    la_status status =
        plain ? la_matmul(&product, a, b, LA_CASTING_SAME_KIND) : dot_nd(&product, a, b);
    if (status != LA_OK) return rumpy_raise(status);
    /* Of the first one's class, unless the second one's is more important. */
    PyObject *like =
        Py_TYPE(x) != Py_TYPE(y) && rumpy_priority_of(y, 0) > rumpy_priority_of(x, 0) ? y : x;
    return rumpy_fp_result(out != NULL ? dot_into(&product, out) : rumpy_return_as(like, &product),
                           "", "dot");
}

PyObject *rumpy_dot(PyObject *a, PyObject *b, PyObject *out_arg)
{
    PyObject *out;
    if (!parse_out(out_arg, &out)) return NULL;
    PyObject *x = rumpy_asarray(a, NULL), *y = NULL, *result = NULL;
    if (x != NULL) y = rumpy_asarray(b, NULL);
    if (y != NULL) result = dot_arrays(x, y, out);
    Py_XDECREF(x);
    Py_XDECREF(y);
    return result;
}

static PyObject *dot(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"a", "b", "out", NULL};
    static const rumpy_signature signature = {"dot", names, 0, 3, 2};
    (void)module;
    PyObject *values[3];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    return rumpy_dot(values[0], values[1], values[2]);
}

/* --- copies and views ------------------------------------------------------------------------- */

static PyObject *copyto(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                        PyObject *kwnames)
{
    static const char *const names[] = {"dst", "src", "casting", "where", NULL};
    static const rumpy_signature signature = {"copyto", names, 0, 4, 2};
    (void)module;
    PyObject *values[4];
    la_casting casting;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !rumpy_parse_casting(values[2], LA_CASTING_SAME_KIND, &casting)) {
        return NULL;
    }
    PyObject *dst = values[0], *src_arg = values[1], *where_arg = values[3];
    if (!rumpy_is_ndarray(dst)) {
        PyObject *name = PyType_GetName(Py_TYPE(dst));
        if (name != NULL) {
            PyErr_Format(PyExc_TypeError, "copyto() argument 1 must be a rumpy.ndarray, not %S",
                         name);
            Py_DECREF(name);
        }
        return NULL;
    }
    /* Python numbers are weak: they take dst's type if it's of their kind. */
    const la_dtype *to = rumpy_array_of(dst)->dtype;
    bool weak = (PyLong_CheckExact(src_arg) && to->kind != 'b') ||
                (PyFloat_CheckExact(src_arg) && (to->kind == 'f' || to->kind == 'c')) ||
                (PyComplex_CheckExact(src_arg) && to->kind == 'c');
    PyObject *src = rumpy_asarray(src_arg, weak ? to : NULL);
    if (src == NULL) return NULL;
    PyObject *where;
    if (!rumpy_parse_where(where_arg, &where)) {
        Py_DECREF(src);
        return NULL;
    }
    rumpy_fp_begin();
    la_status status = la_copyto(rumpy_array_of(dst), rumpy_array_of(src), casting,
                                 where == NULL ? NULL : rumpy_array_of(where));
    Py_DECREF(src);
    Py_XDECREF(where);
    if (status != LA_OK) return rumpy_raise(status);
    if (!rumpy_fp_end("", "cast")) return NULL;
    Py_RETURN_NONE;
}

static PyObject *broadcast_to(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                              PyObject *kwnames)
{
    static const char *const names[] = {"array", "shape", "subok", NULL};
    static const rumpy_signature signature = {"broadcast_to", names, 0, 3, 2};
    (void)module;
    PyObject *values[3];
    bool subok;
    int ndim;
    ptrdiff_t shape[LA_MAXDIMS];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !rumpy_parse_bool(values[2], false, &subok) ||
        !rumpy_parse_ints(values[1], "shape", &ndim, shape)) {
        return NULL;
    }
    for (int i = 0; i < ndim; i++) {
        if (shape[i] < 0) {
            PyErr_SetString(PyExc_ValueError,
                            "all elements of broadcast shape must be non-negative");
            return NULL;
        }
    }
    PyObject *from = rumpy_array_from(values[0], NULL, -1, LA_ORDER_K, subok);
    if (from == NULL) return NULL;
    la_array view = LA_ARRAY_NULL;
    la_status status = la_broadcast_to(&view, rumpy_array_of(from), ndim, shape);
    PyObject *result = status == LA_OK ? rumpy_ndarray_view(from, &view) : rumpy_raise(status);
    Py_DECREF(from);
    return result;
}

/* _as_strided(array, shape, strides, writeable): what lib.stride_tricks checks and calls. */
static PyObject *as_strided(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    (void)module;
    int ndim, nstrides;
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    bool writeable;
    if (nargs != 4 || !rumpy_is_ndarray(args[0])) {
        PyErr_SetString(PyExc_TypeError, "_as_strided(array, shape, strides, writeable)");
        return NULL;
    }
    if (!rumpy_parse_ints(args[1], "shape", &ndim, shape) ||
        !rumpy_parse_ints(args[2], "strides", &nstrides, strides) ||
        !rumpy_parse_bool(args[3], true, &writeable)) {
        return NULL;
    }
    if (ndim != nstrides) {
        PyErr_SetString(PyExc_ValueError, "mismatch in length of strides and shape");
        return NULL;
    }
    const la_array *a = rumpy_array_of(args[0]);
    la_array view = LA_ARRAY_NULL;
    la_status status = la_array_init_view(&view, a, a->data, a->dtype, ndim, shape, strides);
    if (status != LA_OK) return rumpy_raise(status);
    if (!writeable) view.flags &= ~(unsigned)LA_WRITEABLE;
    return rumpy_ndarray_view(args[0], &view);
}

static PyObject *nonzero(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                         PyObject *kwnames)
{
    static const char *const names[] = {"a", NULL};
    static const rumpy_signature signature = {"nonzero", names, 0, 1, 1};
    (void)module;
    PyObject *obj;
    if (!rumpy_parse(&signature, args, nargs, kwnames, &obj)) return NULL;
    PyObject *ndarray = rumpy_asarray(obj, NULL);
    PyObject *result = ndarray == NULL ? NULL : PyObject_CallMethod(ndarray, "nonzero", NULL);
    Py_XDECREF(ndarray);
    return result;
}

/* The numbers along axes: the sum of what is true. */
static PyObject *count_along(PyObject *ndarray, PyObject *axis, bool keepdims)
{
    PyObject *truth = PyObject_CallMethod(ndarray, "astype", "s", "?");
    PyObject *sum = truth == NULL ? NULL : PyObject_GetAttrString(truth, "sum");
    PyObject *no_args = PyTuple_New(0);
    PyObject *kwargs = Py_BuildValue("{s:O,s:s,s:O}", "axis", axis == NULL ? Py_None : axis,
                                     "dtype", "intp", "keepdims", keepdims ? Py_True : Py_False);
    PyObject *result = NULL;
    if (sum != NULL && no_args != NULL && kwargs != NULL) {
        result = PyObject_Call(sum, no_args, kwargs);
    }
    Py_XDECREF(truth);
    Py_XDECREF(sum);
    Py_XDECREF(no_args);
    Py_XDECREF(kwargs);
    return result;
}

static PyObject *count_nonzero(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                               PyObject *kwnames)
{
    static const char *const names[] = {"a", "axis", "keepdims", NULL};
    static const rumpy_signature signature = {"count_nonzero", names, 0, 2, 1};
    (void)module;
    PyObject *values[3], *result;
    bool keepdims;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !rumpy_parse_bool(values[2], false, &keepdims)) {
        return NULL;
    }
    PyObject *ndarray = rumpy_asarray(values[0], NULL);
    if (ndarray == NULL) return NULL;
    if ((values[1] == NULL || values[1] == Py_None) && !keepdims) {
        ptrdiff_t count;
        la_status status = la_count_nonzero(rumpy_array_of(ndarray), &count);
        result =
            status == LA_OK ? rumpy_scalar_new(la_dtype_of(LA_INTP), &count) : rumpy_raise(status);
    } else {
        result = count_along(ndarray, values[1], keepdims);
    }
    Py_DECREF(ndarray);
    return result;
}

static PyObject *too_hard(void)
{
    PyObject *module = PyImport_ImportModule("rumpy.exceptions");
    PyObject *type = module != NULL ? PyObject_GetAttrString(module, "TooHardError") : NULL;
    if (type != NULL) PyErr_SetString(type, "Exceeded max_work");
    Py_XDECREF(type);
    Py_XDECREF(module);
    return NULL;
}

/* max_work: as la_shares_memory's, unless it is given. */
static PyObject *share_memory(const rumpy_signature *signature, ptrdiff_t max_work,
                              PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *values[3];
    if (!rumpy_parse(signature, args, nargs, kwnames, values)) return NULL;
    if (values[2] != NULL && values[2] != Py_None) {
        max_work = PyNumber_AsSsize_t(values[2], PyExc_OverflowError);
        if (max_work == -1 && PyErr_Occurred()) return NULL;
        if (max_work < -1) {
            PyErr_SetString(PyExc_ValueError, "Invalid value for max_work");
            return NULL;
        }
    }
    PyObject *a = rumpy_asarray(values[0], NULL);
    PyObject *b = a == NULL ? NULL : rumpy_asarray(values[1], NULL);
    bool shares = false;
    la_status status = LA_OK;
    if (b != NULL)
        status = la_shares_memory(rumpy_array_of(a), rumpy_array_of(b), max_work, &shares);
    const bool ready = b != NULL;
    Py_XDECREF(a);
    Py_XDECREF(b);
    if (!ready) return NULL;
    return status == LA_OK ? PyBool_FromLong(shares) : too_hard();
}

static const char *const share_names[] = {"a", "b", "max_work", NULL};

static PyObject *may_share_memory(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                                  PyObject *kwnames)
{
    static const rumpy_signature signature = {"may_share_memory", share_names, 2, 3, 2};
    (void)module;
    return share_memory(&signature, 0, args, nargs, kwnames);
}

static PyObject *shares_memory(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                               PyObject *kwnames)
{
    static const rumpy_signature signature = {"shares_memory", share_names, 2, 3, 2};
    (void)module;
    return share_memory(&signature, -1, args, nargs, kwnames);
}

PyMethodDef rumpy_array_functions[] = {
    {"where", FUNCTION(where), FASTCALL,
     "where(condition, x=None, y=None, /)\n--\n\n"
     "x where condition holds, else y; without x and y, where condition holds."},
    {"concatenate", FUNCTION(concatenate), FASTCALL,
     "concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting='same_kind')\n--\n\n"
     "Arrays joined along an axis."},
    {"dot", FUNCTION(dot), FASTCALL,
     "dot(a, b, out=None)\n--\n\n"
     "Product of two arrays over the last axis of a and the last but one of b."},
    {"copyto", FUNCTION(copyto), FASTCALL,
     "copyto(dst, src, casting='same_kind', where=True)\n--\n\nCopies src into dst."},
    {"broadcast_to", FUNCTION(broadcast_to), FASTCALL,
     "broadcast_to(array, shape, subok=False)\n--\n\nA read-only view stretched to a shape."},
    {"_as_strided", FUNCTION(as_strided), METH_FASTCALL,
     "_as_strided(array, shape, strides, writeable, /)\n--\n\nA view with any strides."},
    {"nonzero", FUNCTION(nonzero), FASTCALL,
     "nonzero(a)\n--\n\nThe indices of elements that are not zero, an array an axis."},
    {"count_nonzero", FUNCTION(count_nonzero), FASTCALL,
     "count_nonzero(a, axis=None, *, keepdims=False)\n--\n\n"
     "The number of elements that are not zero: of all, or along an axis or some."},
    {"may_share_memory", FUNCTION(may_share_memory), FASTCALL,
     "may_share_memory(a, b, /, max_work=0)\n--\n\n"
     "Whether two arrays' bounds in memory overlap.\n\n"
     ">>> import rumpy as np\n>>> a = np.zeros(6)\n>>> np.may_share_memory(a[::2], a[1::2])\n"
     "True\n"},
    {"shares_memory", FUNCTION(shares_memory), FASTCALL,
     "shares_memory(a, b, /, max_work=-1)\n--\n\n"
     "Whether two arrays have an element's byte in common.\n\n"
     "Errors: TooHardError after max_work steps, if that is not -1.\n\n"
     ">>> import rumpy as np\n>>> a = np.zeros(6)\n>>> np.shares_memory(a[::2], a[1::2])\n"
     "False\n"},
    {NULL, NULL, 0, NULL},
};
