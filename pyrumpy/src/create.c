/* Functions that make arrays: array, zeros, arange, frombuffer, ... */
#include "ndarray.h"

#include <math.h>
#include <string.h>

#define FUNCTION(F) ((PyCFunction)(void (*)(void))(F))
#define FASTCALL    (METH_FASTCALL | METH_KEYWORDS)

/* device= takes None and "cpu". */
static bool check_device(PyObject *device)
{
    if (device == NULL || device == Py_None) return true;
    if (PyUnicode_Check(device) && PyUnicode_CompareWithASCIIString(device, "cpu") == 0) {
        return true;
    }
    PyErr_Format(PyExc_ValueError,
                 "Device not understood. Only \"cpu\" is allowed, but received: %S", device);
    return false;
}

/* like=: whether another type than ndarray is to make the array. If so, *made is what its
 * __array_function__ returns, or NULL with an exception. */
static bool made_like(const rumpy_signature *signature, PyObject *like, PyObject *const *args,
                      Py_ssize_t nargs, PyObject *kwnames, PyObject **made)
{
    if (like == NULL || like == Py_None || rumpy_is_ndarray_exact(like)) return false;
    *made = rumpy_ask_array_function("ask_like", signature->function, args, nargs, kwnames);
    return true;
}

static bool parse_cf(PyObject *value, la_order *order)
{
    if (!rumpy_parse_order(value, LA_ORDER_C, order)) return false;
    if (*order == LA_ORDER_C || *order == LA_ORDER_F) return true;
    PyErr_SetString(PyExc_ValueError, "only 'C' or 'F' order is permitted");
    return false;
}

/* --- from other objects ----------------------------------------------------------------------- */

static bool parse_copy(PyObject *value, int fallback, int *copy)
{
    *copy = fallback;
    if (value == NULL) return true;
    if (PyUnicode_Check(value)) {
        PyErr_SetString(PyExc_ValueError, "strings are not allowed for 'copy' keyword. Use "
                                          "True/False/None instead.");
        return false;
    }
    *copy = value == Py_None ? -1 : PyObject_IsTrue(value);
    return value == Py_None || *copy >= 0;
}

/* Puts axes of length one in front, up to ndmin dimensions. Takes the reference. */
static PyObject *at_least(PyObject *ndarray, int ndmin)
{
    const la_array *a = rumpy_array_of(ndarray);
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    int added = ndmin - a->ndim;
    for (int i = 0; i < added; i++) {
        shape[i] = 1;
        strides[i] = a->dtype->itemsize;
    }
    for (int i = 0; i < a->ndim; i++) {
        shape[added + i] = a->shape[i];
        strides[added + i] = a->strides[i];
    }
    la_array view = LA_ARRAY_NULL;
    la_status status = la_array_init_view(&view, a, a->data, a->dtype, ndmin, shape, strides);
    PyObject *result = status == LA_OK ? rumpy_ndarray_view(ndarray, &view) : rumpy_raise(status);
    Py_DECREF(ndarray);
    return result;
}

static bool parse_dimensions(PyObject *value, Py_ssize_t *n)
{
    if (value == NULL) return true;
    *n = PyNumber_AsSsize_t(value, PyExc_OverflowError);
    return *n != -1 || !PyErr_Occurred();
}

static PyObject *array(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"object", "dtype", "copy", "order", "subok",
                                        "ndmin",  "ndmax", "like", NULL};
    static const rumpy_signature signature = {"array", names, 0, 2, 1};
    (void)module;
    if (nargs == 1 && kwnames == NULL) {
        return rumpy_array_from(args[0], NULL, 1, LA_ORDER_K, false);
    }
    PyObject *values[8], *other;
    const la_dtype *dtype = NULL;
    int copy;
    la_order order;
    bool subok;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    if (made_like(&signature, values[7], args, nargs, kwnames, &other)) return other;
    if (!rumpy_parse_dtype(values[1], &dtype) || !parse_copy(values[2], 1, &copy) ||
        !rumpy_parse_order(values[3], LA_ORDER_K, &order) ||
        !rumpy_parse_bool(values[4], false, &subok)) {
        return NULL;
    }
    Py_ssize_t ndmin = 0, ndmax = LA_MAXDIMS;
    if (!parse_dimensions(values[5], &ndmin) || !parse_dimensions(values[6], &ndmax)) return NULL;
    if (ndmax < 0 || ndmax > LA_MAXDIMS) {
        PyErr_Format(PyExc_ValueError, "ndmax must be in the range [0, NPY_MAXDIMS (%d)] ",
                     LA_MAXDIMS);
        return NULL;
    }
    if (ndmin > ndmax) {
        PyErr_Format(PyExc_ValueError,
                     values[6] != NULL ? "ndmin must be <= ndmax (%zd)" : "ndmin must be <= %zd",
                     ndmax);
        return NULL;
    }
    PyObject *result = rumpy_array_from(values[0], dtype, copy, order, subok);
    if (result != NULL && rumpy_array_of(result)->ndim > ndmax && !rumpy_is_ndarray(values[0])) {
        Py_DECREF(result);
        PyErr_Format(PyExc_ValueError,
                     "setting an array element with a sequence. The requested array would exceed "
                     "the maximum number of dimension of %zd.",
                     ndmax);
        return NULL;
    }
    if (result != NULL && rumpy_array_of(result)->ndim < ndmin) {
        return at_least(result, (int)ndmin);
    }
    return result;
}

static PyObject *as_array(const rumpy_signature *signature, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames, la_order default_order, bool subok)
{
    if (nargs == 1 && kwnames == NULL) {
        return rumpy_array_from(args[0], NULL, -1, default_order, subok);
    }
    PyObject *values[6], *other;
    const la_dtype *dtype = NULL;
    int copy;
    la_order order;
    if (!rumpy_parse(signature, args, nargs, kwnames, values)) return NULL;
    if (made_like(signature, values[5], args, nargs, kwnames, &other)) return other;
    if (!rumpy_parse_dtype(values[1], &dtype) ||
        !rumpy_parse_order(values[2], default_order, &order) || !check_device(values[3]) ||
        !parse_copy(values[4], -1, &copy)) {
        return NULL;
    }
    return rumpy_array_from(values[0], dtype, copy, order, subok);
}

static const char *const asarray_names[] = {"a", "dtype", "order", "device", "copy", "like", NULL};

static PyObject *asarray(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                         PyObject *kwnames)
{
    static const rumpy_signature signature = {"asarray", asarray_names, 0, 3, 1};
    (void)module;
    return as_array(&signature, args, nargs, kwnames, LA_ORDER_K, false);
}

static PyObject *asanyarray(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                            PyObject *kwnames)
{
    static const rumpy_signature signature = {"asanyarray", asarray_names, 0, 3, 1};
    (void)module;
    return as_array(&signature, args, nargs, kwnames, LA_ORDER_K, true);
}

static PyObject *contiguous(const char *name, PyObject *const *args, Py_ssize_t nargs,
                            PyObject *kwnames, la_order order)
{
    static const char *const names[] = {"a", "dtype", "like", NULL};
    const rumpy_signature signature = {name, names, 0, 2, 1};
    PyObject *values[3], *other;
    const la_dtype *dtype = NULL;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    if (made_like(&signature, values[2], args, nargs, kwnames, &other)) return other;
    if (!rumpy_parse_dtype(values[1], &dtype)) return NULL;
    PyObject *result = rumpy_array_from(values[0], dtype, -1, order, false);
    if (result != NULL && rumpy_array_of(result)->ndim == 0) return at_least(result, 1);
    return result;
}

static PyObject *ascontiguousarray(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                                   PyObject *kwnames)
{
    (void)module;
    return contiguous("ascontiguousarray", args, nargs, kwnames, LA_ORDER_C);
}

static PyObject *asfortranarray(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                                PyObject *kwnames)
{
    (void)module;
    return contiguous("asfortranarray", args, nargs, kwnames, LA_ORDER_F);
}

/* --- from a shape ----------------------------------------------------------------------------- */

typedef la_status (*init_fn)(la_array *, const la_dtype *, int, const ptrdiff_t *, la_order,
                             bool padded);

static PyObject *from_shape(const char *name, init_fn init, PyObject *const *args, Py_ssize_t nargs,
                            PyObject *kwnames)
{
    static const char *const names[] = {"shape", "dtype",  "order", "device",
                                        "like",  "padded", NULL};
    const rumpy_signature signature = {name, names, 0, 3, 1};
    PyObject *values[6] = {NULL}, *other;
    const la_dtype *dtype = la_dtype_of(LA_FLOAT64);
    la_order order = LA_ORDER_C;
    bool padded = false;
    if (nargs == 1 && kwnames == NULL) {
        values[0] = args[0];
    } else {
        if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
        if (made_like(&signature, values[4], args, nargs, kwnames, &other)) return other;
        if (!rumpy_parse_dtype(values[1], &dtype) || !parse_cf(values[2], &order) ||
            !check_device(values[3]) || !rumpy_parse_bool(values[5], false, &padded)) {
            return NULL;
        }
    }
    int ndim;
    ptrdiff_t shape[LA_MAXDIMS];
    if (!rumpy_parse_ints(values[0], "shape", &ndim, shape)) return NULL;
    PyObject *made = rumpy_ndarray_new();
    if (made == NULL) return NULL;
    return rumpy_fresh_finish(made, init(rumpy_array_of(made), dtype, ndim, shape, order, padded));
}

static la_status init_empty(la_array *out, const la_dtype *dtype, int ndim, const ptrdiff_t *shape,
                            la_order order, bool padded)
{
    return padded ? la_array_init_padded(out, dtype, ndim, shape, order, false)
                  : la_array_init(out, dtype, ndim, shape, order);
}

static la_status init_zeros(la_array *out, const la_dtype *dtype, int ndim, const ptrdiff_t *shape,
                            la_order order, bool padded)
{
    return padded ? la_array_init_padded(out, dtype, ndim, shape, order, true)
                  : la_array_init_zeros(out, dtype, ndim, shape, order);
}

static PyObject *empty(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    (void)module;
    return from_shape("empty", init_empty, args, nargs, kwnames);
}

static PyObject *zeros(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    (void)module;
    return from_shape("zeros", init_zeros, args, nargs, kwnames);
}

/* Sets every element to the 0-d or broadcastable `value`. */
static la_status fill_with(la_array *out, const la_array *value)
{
    return la_copyto(out, value, LA_CASTING_UNSAFE, NULL);
}

static la_status init_ones(la_array *out, const la_dtype *dtype, int ndim, const ptrdiff_t *shape,
                           la_order order, bool padded)
{
    LA_TRY(init_empty(out, dtype, ndim, shape, order, padded));
    bool truth = true;
    la_array one = LA_ARRAY_NULL;
    la_status status =
        la_array_init_foreign(&one, la_dtype_of(LA_BOOL), 0, NULL, NULL, &truth, false, NULL, NULL);
    if (status == LA_OK) status = fill_with(out, &one);
    la_array_destroy(&one);
    if (status != LA_OK) la_array_destroy(out);
    return status;
}

static PyObject *ones(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    (void)module;
    return from_shape("ones", init_ones, args, nargs, kwnames);
}

/* Fills a new array, which may be NULL with an exception set, with an object's value: a cast, where
 * assignment would refuse a complex number or take a scalar's int(). Takes `made`. */
static PyObject *filled(PyObject *made, PyObject *value)
{
    if (made == NULL) return NULL;
    rumpy_value scalar;
    const bool cast = rumpy_scalar_read(value, &scalar) != NULL ||
                      (PyComplex_CheckExact(value) && rumpy_array_of(made)->dtype->kind != 'c');
    PyObject *source = value;
    if (cast)
        source = rumpy_asarray(value, NULL);
    else
        Py_INCREF(source);
    if (source == NULL || !rumpy_assign(made, source)) Py_CLEAR(made);
    Py_XDECREF(source);
    return made;
}

static PyObject *full(PyObject *module, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"shape",  "fill_value", "dtype", "order",
                                        "device", "like",       NULL};
    static const rumpy_signature signature = {"full", names, 0, 4, 2};
    (void)module;
    PyObject *values[6], *other;
    const la_dtype *dtype = NULL;
    la_order order;
    int ndim;
    ptrdiff_t shape[LA_MAXDIMS];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    if (made_like(&signature, values[5], args, nargs, kwnames, &other)) return other;
    if (!rumpy_parse_dtype(values[2], &dtype) || !parse_cf(values[3], &order) ||
        !check_device(values[4]) || !rumpy_parse_ints(values[0], "shape", &ndim, shape)) {
        return NULL;
    }
    PyObject *fill = values[1];
    if (dtype != NULL && dtype->num == LA_BOOL && PyLong_CheckExact(fill) &&
        PyLong_AsLong(fill) == -1 && PyErr_Occurred()) {
        return NULL; /* NumPy's way from int to bool leads through C's long */
    }
    /* Inexact numbers are cast as arrays are: NaN has no integer, but is no error either. */
    if (dtype == NULL || PyFloat_CheckExact(fill) || PyComplex_CheckExact(fill)) {
        fill = rumpy_asarray(fill, NULL);
        if (fill == NULL) return NULL;
        if (dtype == NULL) dtype = rumpy_array_of(fill)->dtype;
    } else {
        Py_INCREF(fill);
    }
    la_array made = LA_ARRAY_NULL;
    la_status status = la_array_init(&made, dtype, ndim, shape, order);
    PyObject *result =
        filled(status == LA_OK ? rumpy_ndarray_wrap(&made, NULL) : rumpy_raise(status), fill);
    Py_DECREF(fill);
    return result;
}

/* --- like another array ----------------------------------------------------------------------- */

/* A new array like the prototype. fill: NULL leaves it uninitialised. */
static PyObject *like(const char *name, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                      bool has_value, PyObject *fill)
{
    static const char *const plain[] = {"a", "dtype", "order", "subok", "shape", "device", NULL};
    static const char *const prototype[] = {"prototype", "dtype",  "order", "subok",
                                            "shape",     "device", NULL};
    static const char *const valued[] = {"a",     "fill_value", "dtype",  "order",
                                         "subok", "shape",      "device", NULL};
    bool uninitialised = !has_value && fill == NULL;
    const rumpy_signature signature = {name,
                                       has_value       ? valued
                                       : uninitialised ? prototype
                                                       : plain,
                                       uninitialised ? 1 : 0, has_value ? 5 : 4, has_value ? 2 : 1};
    PyObject *values[7];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    PyObject **rest = values + (has_value ? 2 : 1);
    if (has_value) fill = values[1];
    const la_dtype *dtype = NULL;
    la_order order;
    bool subok;
    if (!rumpy_parse_dtype(rest[0], &dtype) || !rumpy_parse_order(rest[1], LA_ORDER_K, &order) ||
        !rumpy_parse_bool(rest[2], true, &subok) || !check_device(rest[4])) {
        return NULL;
    }
    PyObject *model = rumpy_asarray(values[0], NULL);
    if (model == NULL) return NULL;
    const la_array *a = rumpy_array_of(model);
    if (dtype == NULL) dtype = a->dtype;
    la_array made = LA_ARRAY_NULL;
    la_status status = LA_OK;
    if (rest[3] != NULL && rest[3] != Py_None) {
        int ndim;
        ptrdiff_t shape[LA_MAXDIMS];
        if (!rumpy_parse_ints(rest[3], "shape", &ndim, shape)) {
            Py_DECREF(model);
            return NULL;
        }
        status = la_array_init_like_shape(&made, a, dtype, order, ndim, shape);
    } else {
        status = la_array_init_like(&made, a, dtype, order);
    }
    PyObject *result;
    if (status != LA_OK) {
        result = rumpy_raise(status);
    } else {
        result = subok ? rumpy_ndarray_wrap_like(model, &made) : rumpy_ndarray_wrap(&made, NULL);
    }
    Py_DECREF(model);
    if (fill == NULL) return result;
    /* Unlike full, it casts a float as arrays are cast: infinity to the lowest integer. */
    PyObject *value = PyFloat_CheckExact(fill) ? rumpy_asarray(fill, NULL) : fill;
    if (value == NULL) Py_CLEAR(result);
    result = value != NULL ? filled(result, value) : NULL;
    if (value != fill) Py_XDECREF(value);
    return result;
}

static PyObject *empty_like(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                            PyObject *kwnames)
{
    (void)module;
    return like("empty_like", args, nargs, kwnames, false, NULL);
}

static PyObject *zeros_like(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                            PyObject *kwnames)
{
    (void)module;
    return like("zeros_like", args, nargs, kwnames, false, Py_False);
}

static PyObject *ones_like(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                           PyObject *kwnames)
{
    (void)module;
    return like("ones_like", args, nargs, kwnames, false, Py_True);
}

static PyObject *full_like(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                           PyObject *kwnames)
{
    (void)module;
    return like("full_like", args, nargs, kwnames, true, NULL);
}

/* --- arange ----------------------------------------------------------------------------------- */

/* How many steps fit: ceil of a real quotient. -1 with an exception set. */
static ptrdiff_t ceil_length(double quotient)
{
    if (isnan(quotient)) {
        PyErr_SetString(PyExc_ValueError, "arange: cannot compute length");
        return -1;
    }
    double length = ceil(quotient);
    if (length <= 0) return 0;
    if (length >= (double)PTRDIFF_MAX) {
        PyErr_SetString(PyExc_ValueError, "Maximum allowed size exceeded");
        return -1;
    }
    return (ptrdiff_t)length;
}

/* (stop - start) / step by Python's own arithmetic, so that all numbers work. */
static ptrdiff_t object_length(PyObject *start, PyObject *stop, PyObject *step, bool is_complex)
{
    PyObject *range = PyNumber_Subtract(stop, start);
    PyObject *quotient = range == NULL ? NULL : PyNumber_TrueDivide(range, step);
    const int apart = range == NULL ? 0 : PyObject_IsTrue(range);
    Py_XDECREF(range);
    if (quotient == NULL) return -1;
    ptrdiff_t length = -1;
    if (is_complex && PyComplex_Check(quotient)) {
        ptrdiff_t real = ceil_length(PyComplex_RealAsDouble(quotient));
        ptrdiff_t imag = real < 0 ? -1 : ceil_length(PyComplex_ImagAsDouble(quotient));
        if (imag >= 0) length = real < imag ? real : imag;
    } else {
        double value = PyFloat_AsDouble(quotient);
        if (value != -1.0 || !PyErr_Occurred()) length = ceil_length(value);
        if (value == 0 && apart == 1 && !signbit(value))
            length = 1; /* too small a part of a step */
    }
    Py_DECREF(quotient);
    return length;
}

static PyObject *range_of(const la_dtype *dtype, ptrdiff_t length, void *start, void *next)
{
    la_array from = LA_ARRAY_NULL, second = LA_ARRAY_NULL;
    PyObject *made = rumpy_ndarray_new();
    if (made == NULL) return NULL;
    la_array *out = rumpy_array_of(made);
    la_status status = la_array_init(out, dtype, 1, &length, LA_ORDER_C);
    if (status == LA_OK) {
        status = la_array_init_foreign(&from, dtype, 0, NULL, NULL, start, false, NULL, NULL);
    }
    if (status == LA_OK) {
        status = la_array_init_foreign(&second, dtype, 0, NULL, NULL, next, false, NULL, NULL);
    }
    if (status == LA_OK) status = la_fill_range(out, &from, &second);
    la_array_destroy(&from);
    la_array_destroy(&second);
    return rumpy_fresh_finish(made, status);
}

/* Small Python ints and the default type: no Python arithmetic. */
static bool small_int(PyObject *obj, ptrdiff_t fallback, ptrdiff_t *value)
{
    if (obj == NULL) {
        *value = fallback;
        return true;
    }
    if (!PyLong_CheckExact(obj)) return false;
    *value = PyLong_AsSsize_t(obj);
    if (*value == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        return false;
    }
    const ptrdiff_t limit = PTRDIFF_MAX / 4;
    return *value >= -limit && *value <= limit;
}

static PyObject *int_range(ptrdiff_t start, ptrdiff_t stop, ptrdiff_t step)
{
    ptrdiff_t length = 0, next = start + step;
    if (step > 0 && stop > start) length = (stop - start - 1) / step + 1;
    if (step < 0 && stop < start) length = (start - stop - 1) / -step + 1;
    return range_of(la_dtype_of(LA_INTP), length, &start, &next);
}

/* The type in which start, stop and step meet, as in an array of them; 0 and 1 stand for what is
 * absent. */
static const la_dtype *meeting_type(PyObject *const *numbers, int n)
{
    const la_dtype *dtype = la_dtype_of(LA_INTP);
    for (int i = 0; i < n; i++) {
        if (numbers[i] == NULL) continue;
        PyObject *number = rumpy_asarray(numbers[i], NULL);
        if (number == NULL) return NULL;
        const la_array *a = rumpy_array_of(number);
        if (a->ndim != 0) {
            PyErr_SetString(PyExc_TypeError,
                            "only 0-dimensional arrays can be converted to Python scalars");
            Py_DECREF(number);
            return NULL;
        }
        dtype = la_promote_types(dtype, a->dtype);
        Py_DECREF(number);
    }
    return dtype;
}

/* A number that Python computes with exactly; arrays and rumpy scalars become Python's own. */
static PyObject *python_number(PyObject *obj, long fallback)
{
    if (obj == NULL) return PyLong_FromLong(fallback);
    rumpy_value value;
    const la_dtype *own = rumpy_scalar_read(obj, &value);
    if (own != NULL) return rumpy_element_get(own, &value);
    if (rumpy_is_ndarray(obj) && rumpy_array_of(obj)->ndim == 0) {
        return rumpy_element_get(rumpy_array_of(obj)->dtype, rumpy_array_of(obj)->data);
    }
    Py_INCREF(obj);
    return obj;
}

static PyObject *object_range(PyObject *start, PyObject *stop, PyObject *step,
                              const la_dtype *dtype)
{
    ptrdiff_t length = object_length(start, stop, step, dtype->kind == 'c');
    if (length < 0) return NULL;
    if (dtype->num == LA_BOOL && length > 2) {
        PyErr_SetString(PyExc_TypeError, "arange() is only supported for booleans when the result "
                                         "has at most length 2.");
        return NULL;
    }
    rumpy_value first, second;
    memset(&first, 0, sizeof first);
    memset(&second, 0, sizeof second);
    if (length > 0 && !rumpy_element_set(dtype, start, &first)) return NULL;
    if (length > 1) {
        PyObject *next = PyNumber_Add(start, step);
        bool ok = next != NULL && rumpy_element_set(dtype, next, &second);
        Py_XDECREF(next);
        if (!ok) return NULL;
    }
    return range_of(dtype, length, &first, &second);
}

static PyObject *arange(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                        PyObject *kwnames)
{
    static const char *const names[] = {"start", "stop", "step", "dtype", "device", "like", NULL};
    static const rumpy_signature signature = {"arange", names, 0, 4, 0};
    (void)module;
    PyObject *values[6] = {NULL}, *other;
    const la_dtype *dtype = NULL;
    if (nargs == 1 && kwnames == NULL) {
        values[0] = args[0];
    } else {
        if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
        if (made_like(&signature, values[5], args, nargs, kwnames, &other)) return other;
        if (!rumpy_parse_dtype(values[3], &dtype) || !check_device(values[4])) return NULL;
    }
    PyObject *start = values[0], *stop = values[1], *step = values[2];
    if (nargs == 0 && stop == NULL) start = NULL; /* what is named start isn't taken for stop */
    if (step == Py_None) step = NULL;
    if (stop == NULL || stop == Py_None) { /* arange(stop) */
        stop = start;
        start = NULL;
    }
    if (stop == NULL || stop == Py_None) {
        PyErr_SetString(PyExc_TypeError, "arange() requires stop to be specified.");
        return NULL;
    }
    ptrdiff_t from, to, by;
    if ((dtype == NULL || dtype->num == LA_INTP) && small_int(start, 0, &from) &&
        small_int(stop, 0, &to) && small_int(step, 1, &by) && by != 0) {
        return int_range(from, to, by);
    }
    PyObject *const numbers[] = {start, stop, step};
    if (dtype == NULL && (dtype = meeting_type(numbers, 3)) == NULL) return NULL;
    PyObject *first = python_number(start, 0), *last = python_number(stop, 0);
    PyObject *delta = python_number(step, 1), *result = NULL;
    if (first != NULL && last != NULL && delta != NULL) {
        result = object_range(first, last, delta, dtype);
    }
    Py_XDECREF(first);
    Py_XDECREF(last);
    Py_XDECREF(delta);
    return result;
}

/* --- from memory ------------------------------------------------------------------------------ */

static PyObject *over_memory(PyObject *obj, const la_dtype *dtype, bool swapped, Py_ssize_t count,
                             Py_ssize_t offset)
{
    Py_buffer *buffer = rumpy_hold_buffer(obj, PyBUF_SIMPLE);
    if (buffer == NULL) return NULL;
    Py_ssize_t available = buffer->len;
    const char *problem = NULL;
    if (offset < 0 || offset > available) {
        PyErr_Format(PyExc_ValueError,
                     "offset must be non-negative and no greater than buffer length (%zd)",
                     available);
        rumpy_release_buffer(buffer);
        return NULL;
    }
    available -= offset;
    ptrdiff_t length = count;
    if (count < 0) {
        if (available % dtype->itemsize != 0) {
            problem = "buffer size must be a multiple of element size";
        }
        length = available / dtype->itemsize;
    } else if (count > available / dtype->itemsize) {
        problem = "buffer is smaller than requested size";
    }
    if (problem != NULL) {
        PyErr_SetString(PyExc_ValueError, problem);
        rumpy_release_buffer(buffer);
        return NULL;
    }
    la_array made = LA_ARRAY_NULL;
    la_status status =
        la_array_init_foreign(&made, dtype, 1, &length, NULL, (char *)buffer->buf + offset,
                              !buffer->readonly, rumpy_release_buffer, buffer);
    if (status != LA_OK) {
        rumpy_release_buffer(buffer);
        return rumpy_raise(status);
    }
    if (!swapped) return rumpy_ndarray_wrap(&made, obj);
    status = rumpy_unswap(&made);
    if (status == LA_OK) return rumpy_ndarray_wrap(&made, NULL);
    la_array_destroy(&made);
    return rumpy_raise(status);
}

static PyObject *frombuffer(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                            PyObject *kwnames)
{
    static const char *const names[] = {"buffer", "dtype", "count", "offset", "like", NULL};
    static const rumpy_signature signature = {"frombuffer", names, 0, 4, 1};
    (void)module;
    PyObject *values[5], *other;
    const la_dtype *dtype = la_dtype_of(LA_FLOAT64);
    bool swapped = false;
    Py_ssize_t count = -1, offset = 0;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    if (made_like(&signature, values[4], args, nargs, kwnames, &other)) return other;
    if (values[1] != NULL) dtype = rumpy_dtype_read(values[1], &swapped);
    if (dtype == NULL) return NULL;
    if (values[2] != NULL) count = PyNumber_AsSsize_t(values[2], PyExc_OverflowError);
    if (count == -1 && PyErr_Occurred()) return NULL;
    if (values[3] != NULL) offset = PyNumber_AsSsize_t(values[3], PyExc_OverflowError);
    if (offset == -1 && PyErr_Occurred()) return NULL;
    return over_memory(values[0], dtype, swapped, count, offset);
}

/* An ndarray out of a heap-allocated la_array that a CFFI function has made: from_handle(address,
 * base=None). The la_array is the ndarray's from here on. */
static PyObject *from_handle(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    (void)module;
    if (nargs < 1 || nargs > 2) {
        PyErr_Format(PyExc_TypeError,
                     "from_handle() takes from 1 to 2 positional arguments but %zd were given",
                     nargs);
        return NULL;
    }
    la_array *made = PyLong_AsVoidPtr(args[0]);
    if (made == NULL || made->dtype == NULL) {
        if (!PyErr_Occurred()) PyErr_SetString(PyExc_ValueError, "there is no array");
        return NULL;
    }
    PyObject *result = rumpy_ndarray_wrap(made, nargs > 1 && args[1] != Py_None ? args[1] : NULL);
    la_array_free(made);
    return result;
}

/* What pickles call: _rebuild(class, shape, dtype, order, bytes). */
static PyObject *rebuild(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *type, *shape_arg, *dtype_arg, *order_arg, *bytes;
    if (!PyArg_ParseTuple(args, "OOOOO:_rebuild", &type, &shape_arg, &dtype_arg, &order_arg,
                          &bytes)) {
        return NULL;
    }
    if (!PyType_Check(type) || !PyType_IsSubtype((PyTypeObject *)type, rumpy_ndarray_type)) {
        PyErr_SetString(PyExc_TypeError, "_rebuild() makes arrays only");
        return NULL;
    }
    int ndim;
    ptrdiff_t shape[LA_MAXDIMS];
    la_order order;
    const la_dtype *dtype = rumpy_dtype_from(dtype_arg);
    if (dtype == NULL || !rumpy_parse_ints(shape_arg, "shape", &ndim, shape) ||
        !parse_cf(order_arg, &order)) {
        return NULL;
    }
    la_array made = LA_ARRAY_NULL;
    la_status status = la_array_init(&made, dtype, ndim, shape, order);
    if (status != LA_OK) return rumpy_raise(status);
    Py_buffer buffer;
    bool ok = PyObject_GetBuffer(bytes, &buffer, PyBUF_SIMPLE) == 0;
    if (ok) {
        ok = buffer.len == la_array_nbytes(&made);
        if (ok && buffer.len > 0) memcpy(made.data, buffer.buf, (size_t)buffer.len);
        PyBuffer_Release(&buffer);
        if (!ok) PyErr_SetString(PyExc_ValueError, "buffer size does not match array size");
    }
    if (!ok) {
        la_array_destroy(&made);
        return NULL;
    }
    PyObject *plain = rumpy_ndarray_wrap(&made, NULL);
    if (plain == NULL || type == (PyObject *)rumpy_ndarray_type) return plain;
    la_array moved = LA_ARRAY_NULL;
    la_array_move(&moved, rumpy_array_of(plain));
    Py_DECREF(plain);
    return rumpy_ndarray_wrap_as((PyTypeObject *)type, &moved);
}

PyMethodDef rumpy_create_functions[] = {
    {"array", FUNCTION(array), FASTCALL,
     "array(object, dtype=None, *, copy=True, order='K', subok=False, ndmin=0, "
     "ndmax=0, like=None)\n--\n\n"
     "An array of what object holds."},
    {"asarray", FUNCTION(asarray), FASTCALL,
     "asarray(a, dtype=None, order=None, *, device=None, copy=None, like=None)\n--\n\n"
     "a as an array, without a copy where possible."},
    {"asanyarray", FUNCTION(asanyarray), FASTCALL,
     "asanyarray(a, dtype=None, order=None, *, device=None, copy=None, like=None)\n--\n\n"
     "a as an array; subclasses of ndarray pass through.\n\n"
     ">>> import rumpy as np\n>>> np.asanyarray([1, 2])\narray([1, 2])\n"},
    {"ascontiguousarray", FUNCTION(ascontiguousarray), FASTCALL,
     "ascontiguousarray(a, dtype=None, *, like=None)\n--\n\n"
     "a as an array of at least one dimension in C order."},
    {"asfortranarray", FUNCTION(asfortranarray), FASTCALL,
     "asfortranarray(a, dtype=None, *, like=None)\n--\n\n"
     "a as an array of at least one dimension in Fortran order."},
    {"empty", FUNCTION(empty), FASTCALL,
     "empty(shape, dtype=None, order='C', *, device=None, like=None, padded=False)\n--\n\n"
     "A new array whose elements are not set.\n\n"
     "padded: where rows (with order='F', columns) would be a multiple of 4096 bytes long, leave "
     "64\n"
     "bytes between them, lest they compete for the same few lines of a cache. The strides show "
     "it,\n"
     "and the array is not contiguous. Anything can be computed into it, with out=.\n\n"
     ">>> import rumpy as np\n>>> np.empty((3, 1024), 'float32', padded=True).strides\n(4160, "
     "4)\n"},
    {"zeros", FUNCTION(zeros), FASTCALL,
     "zeros(shape, dtype=None, order='C', *, device=None, like=None, padded=False)\n--\n\n"
     "A new array of zeros. padded: as for empty()."},
    {"ones", FUNCTION(ones), FASTCALL,
     "ones(shape, dtype=None, order='C', *, device=None, like=None, padded=False)\n--\n\n"
     "A new array of ones. padded: as for empty()."},
    {"full", FUNCTION(full), FASTCALL,
     "full(shape, fill_value, dtype=None, order='C', *, device=None, like=None)\n--\n\n"
     "A new array of one value."},
    {"empty_like", FUNCTION(empty_like), FASTCALL,
     "empty_like(prototype, /, dtype=None, order='K', subok=True, shape=None, *, device=None)\n"
     "--\n\nA new array of prototype's shape and type, not set.\n\n"
     ">>> import rumpy as np\n>>> np.empty_like(np.zeros((2, 3))).shape\n(2, 3)\n"},
    {"zeros_like", FUNCTION(zeros_like), FASTCALL,
     "zeros_like(a, dtype=None, order='K', subok=True, shape=None, *, device=None)\n--\n\n"
     "An array of zeros of a's shape and type.\n\n"
     ">>> import rumpy as np\n>>> np.zeros_like(np.arange(3.0))\narray([0., 0., 0.])\n"},
    {"ones_like", FUNCTION(ones_like), FASTCALL,
     "ones_like(a, dtype=None, order='K', subok=True, shape=None, *, device=None)\n--\n\n"
     "An array of ones of a's shape and type.\n\n"
     ">>> import rumpy as np\n>>> np.ones_like(np.arange(3.0))\narray([1., 1., 1.])\n"},
    {"full_like", FUNCTION(full_like), FASTCALL,
     "full_like(a, fill_value, dtype=None, order='K', subok=True, shape=None, *, device=None)\n"
     "--\n\nAn array of one value, of a's shape and type.\n\n"
     ">>> import rumpy as np\n>>> np.full_like(np.arange(3), 7)\narray([7, 7, 7])\n"},
    {"arange", FUNCTION(arange), FASTCALL,
     "arange(start_or_stop, /, stop=None, step=1, *, dtype=None, device=None, like=None)\n--\n\n"
     "Evenly spaced values from start up to, but without, stop."},
    {"frombuffer", FUNCTION(frombuffer), FASTCALL,
     "frombuffer(buffer, dtype=None, count=-1, offset=0, *, like=None)\n--\n\n"
     "An array of one dimension over the memory of another object."},
    {"from_handle", FUNCTION(from_handle), METH_FASTCALL,
     "from_handle(address, base=None, /)\n--\n\nAn array out of an la_array that CFFI made."},
    {"_rebuild", rebuild, METH_VARARGS, "What pickles of arrays call."},
    {NULL, NULL, 0, NULL},
};
