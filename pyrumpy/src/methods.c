/* Methods of ndarray that change its shape, type or place: reshape, astype, copy, take, ... */
#include "fp_errors.h"
#include "ndarray.h"
#include "ops.h"

#include <string.h>

#define FUNCTION(F) ((PyCFunction)(void (*)(void))(F))
#define FASTCALL    (METH_FASTCALL | METH_KEYWORDS)

/* A view of self, or the exception of a failed status. */
static PyObject *viewed(PyObject *self, la_status status, la_array *view)
{
    return status == LA_OK ? rumpy_ndarray_view(self, view) : rumpy_raise(status);
}

static PyObject *fresh(PyObject *self, la_status status, la_array *array)
{
    return status == LA_OK ? rumpy_ndarray_wrap_like(self, array) : rumpy_raise(status);
}

/* Positional ints given one by one or as one sequence, as in a.reshape(2, 3), a.reshape((2, 3)). */
static bool parse_variadic(PyObject *const *args, Py_ssize_t nargs, const char *what, int *n,
                           ptrdiff_t *out)
{
    if (nargs == 1) return rumpy_parse_ints(args[0], what, n, out);
    if (nargs > LA_MAXDIMS) {
        PyErr_Format(PyExc_ValueError,
                     "maximum supported dimension for an ndarray is currently %d, found %zd",
                     LA_MAXDIMS, nargs);
        return false;
    }
    for (Py_ssize_t i = 0; i < nargs; i++) {
        int one;
        if (!PyIndex_Check(args[i])) { /* no sequence within the sequence */
            PyNumber_Index(args[i]);
            return false;
        }
        if (!rumpy_parse_ints(args[i], what, &one, &out[i])) return false;
    }
    *n = (int)nargs;
    return true;
}

/* --- shape ------------------------------------------------------------------------------------ */

static PyObject *do_reshape(PyObject *self, int ndim, const ptrdiff_t *shape, la_order order,
                            int copy)
{
    PyObject *view = rumpy_view_begin(self);
    if (view == NULL) return NULL;
    la_array *out = rumpy_array_of(view);
    bool copied = false;
    la_status status = la_reshape(out, rumpy_array_of(self), ndim, shape, order, &copied);
    if (status == LA_OK && copied && copy == 0) {
        Py_DECREF(view);
        PyErr_SetString(PyExc_ValueError, "Unable to avoid creating a copy while reshaping.");
        return NULL;
    }
    if (status == LA_OK && !copied && copy == 1) {
        la_array moved = LA_ARRAY_NULL;
        status = la_astype(&moved, out, NULL, order == LA_ORDER_F ? LA_ORDER_F : LA_ORDER_C,
                           LA_CASTING_UNSAFE);
        Py_DECREF(view);
        return fresh(self, status, &moved);
    }
    if (copied) Py_CLEAR(((rumpy_ndarray *)view)->base);
    return rumpy_view_finish(self, view, status);
}

/* -1 for None, else the truth. */
static bool parse_copy(PyObject *value, int *copy)
{
    *copy = -1;
    if (value == NULL || value == Py_None) return true;
    *copy = PyObject_IsTrue(value);
    return *copy >= 0;
}

static PyObject *reshape(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"order", "copy", NULL};
    static const rumpy_signature signature = {"reshape", names, 0, 0, 0};
    int ndim, copy = -1;
    la_order order = LA_ORDER_C;
    ptrdiff_t shape[LA_MAXDIMS];
    if (kwnames != NULL) {
        PyObject *values[2];
        PyObject *const *keywords = args + nargs;
        if (!rumpy_parse(&signature, keywords, 0, kwnames, values) ||
            !rumpy_parse_order(values[0], LA_ORDER_C, &order) || !parse_copy(values[1], &copy)) {
            return NULL;
        }
        if (order == LA_ORDER_K) {
            PyErr_SetString(PyExc_ValueError, "order 'K' is not permitted for reshaping");
            return NULL;
        }
    }
    if (nargs == 0) {
        PyErr_SetString(PyExc_TypeError, "reshape() takes exactly 1 argument (0 given)");
        return NULL;
    }
    if (nargs == 1 && args[0] == Py_None) {
        PyErr_SetString(PyExc_TypeError, "'NoneType' object cannot be interpreted as an integer");
        return NULL;
    }
    if (!parse_variadic(args, nargs, "shape", &ndim, shape)) return NULL;
    return do_reshape(self, ndim, shape, order, copy);
}

static PyObject *transpose(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    const la_array *a = rumpy_array_of(self);
    bool all = nargs == 0 || (nargs == 1 && args[0] == Py_None);
    int n = 0;
    ptrdiff_t axes[LA_MAXDIMS];
    if (!all && !parse_variadic(args, nargs, "axes", &n, axes)) return NULL;
    PyObject *view = rumpy_view_begin(self);
    if (view == NULL) return NULL;
    la_status status = la_transpose(rumpy_array_of(view), a, n, all ? NULL : axes);
    return rumpy_view_finish(self, view, status);
}

static PyObject *swapaxes(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    if (nargs != 2) {
        PyErr_Format(PyExc_TypeError, "swapaxes() takes exactly 2 arguments (%zd given)", nargs);
        return NULL;
    }
    const la_array *a = rumpy_array_of(self);
    ptrdiff_t axes[LA_MAXDIMS];
    for (int i = 0; i < a->ndim; i++)
        axes[i] = i;
    int which[2];
    for (int k = 0; k < 2; k++) {
        Py_ssize_t axis = PyNumber_AsSsize_t(args[k], PyExc_OverflowError);
        if (axis == -1 && PyErr_Occurred()) return NULL;
        la_status status = la_normalize_axis(axis, a->ndim, &which[k]);
        if (status != LA_OK) { /* NumPy's words say which of the two it was */
            return rumpy_raise(la_fail(LA_AXIS_ERROR,
                                       "axis%d: axis %zd is out of bounds for array of dimension "
                                       "%d",
                                       k + 1, axis, a->ndim));
        }
    }
    axes[which[0]] = which[1];
    axes[which[1]] = which[0];
    la_array view = LA_ARRAY_NULL;
    return viewed(self, la_transpose(&view, a, a->ndim, axes), &view);
}

static PyObject *squeeze(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"axis", NULL};
    static const rumpy_signature signature = {"squeeze", names, 0, 1, 0};
    PyObject *axis;
    if (!rumpy_parse(&signature, args, nargs, kwnames, &axis)) return NULL;
    const la_array *a = rumpy_array_of(self);
    bool all = axis == NULL || axis == Py_None;
    la_axes drop = 0;
    if (!all && !rumpy_parse_axes_or_none(axis, a->ndim, &drop)) return NULL;
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    int n = 0;
    for (int i = 0; i < a->ndim; i++) {
        bool dropped = all ? a->shape[i] == 1 : drop >> i & 1;
        if (dropped && a->shape[i] != 1) {
            PyErr_SetString(PyExc_ValueError, "cannot select an axis to squeeze out which has "
                                              "size not equal to one");
            return NULL;
        }
        if (dropped) continue;
        shape[n] = a->shape[i];
        strides[n++] = a->strides[i];
    }
    if (n == a->ndim && rumpy_is_ndarray_exact(self)) {
        Py_INCREF(self);
        return self;
    }
    la_array view = LA_ARRAY_NULL;
    return viewed(self, la_array_init_view(&view, a, a->data, a->dtype, n, shape, strides), &view);
}

/* Whether the elements lie one after the other, in whatever order of axes. */
static bool is_dense(const la_array *a)
{
    if (a->flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS)) return true;
    ptrdiff_t step = a->dtype->itemsize, within = 1;
    for (int found = -1; within < a->size; within *= a->shape[found], step *= a->shape[found]) {
        for (found = a->ndim - 1; found >= 0; found--)
            if (a->strides[found] == step && a->shape[found] > 1) break;
        if (found < 0) return false;
    }
    return true;
}

/* The elements in one dimension; `always` a copy. */
static PyObject *line(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                      const char *name, bool always)
{
    static const char *const names[] = {"order", NULL};
    const rumpy_signature signature = {name, names, 0, 1, 0};
    PyObject *order_arg;
    la_order order;
    if (!rumpy_parse(&signature, args, nargs, kwnames, &order_arg) ||
        !rumpy_parse_order(order_arg, LA_ORDER_C, &order)) {
        return NULL;
    }
    const la_array *a = rumpy_array_of(self);
    la_array arranged = LA_ARRAY_NULL;
    la_status status;
    if (order == LA_ORDER_K) {
        /* In the order of memory: a copy in that order, read as one line of it. */
        bool in_line = is_dense(a);
        if (in_line) {
            status =
                la_array_init_view(&arranged, a, a->data, a->dtype, a->ndim, a->shape, a->strides);
        } else {
            status = la_astype(&arranged, a, NULL, LA_ORDER_K, LA_CASTING_UNSAFE);
        }
        if (status != LA_OK) return rumpy_raise(status);
        la_array flat = LA_ARRAY_NULL;
        ptrdiff_t step = a->dtype->itemsize;
        status = la_array_init_view(&flat, &arranged, arranged.data, a->dtype, 1, &a->size, &step);
        la_array_destroy(&arranged);
        if (status != LA_OK) return rumpy_raise(status);
        if (in_line && !always) return rumpy_ndarray_view(self, &flat);
        if (!in_line) {
            flat.flags |= LA_OWNDATA | LA_WRITEABLE;
            return rumpy_ndarray_wrap_like(self, &flat);
        }
        arranged = flat;
        la_array copy = LA_ARRAY_NULL;
        status = la_astype(&copy, &flat, NULL, LA_ORDER_C, LA_CASTING_UNSAFE);
        la_array_destroy(&flat);
        return fresh(self, status, &copy);
    }
    PyObject *result = do_reshape(self, 1, &a->size, order, always ? 1 : -1);
    if (always || result == NULL || (rumpy_array_of(result)->flags & LA_C_CONTIGUOUS))
        return result;
    Py_DECREF(result); /* a view that isn't contiguous won't do */
    return do_reshape(self, 1, &a->size, order, 1);
}

static PyObject *ravel(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    return line(self, args, nargs, kwnames, "ravel", false);
}

static PyObject *flatten(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    return line(self, args, nargs, kwnames, "flatten", true);
}

static PyObject *diagonal(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames)
{
    static const char *const names[] = {"offset", "axis1", "axis2", NULL};
    static const rumpy_signature signature = {"diagonal", names, 0, 3, 0};
    PyObject *values[3];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    const la_array *a = rumpy_array_of(self);
    ptrdiff_t given[3] = {0, 0, 1};
    for (int i = 0; i < 3; i++) {
        if (values[i] == NULL) continue;
        given[i] = PyNumber_AsSsize_t(values[i], PyExc_OverflowError);
        if (given[i] == -1 && PyErr_Occurred()) return NULL;
    }
    if (a->ndim < 2) {
        PyErr_SetString(PyExc_ValueError, "diag requires an array of at least two dimensions");
        return NULL;
    }
    int axis1, axis2;
    la_status status = la_normalize_axis(given[1], a->ndim, &axis1);
    if (status == LA_OK) status = la_normalize_axis(given[2], a->ndim, &axis2);
    if (status != LA_OK) return rumpy_raise(status);
    if (axis1 == axis2) {
        PyErr_SetString(PyExc_ValueError, "axis1 and axis2 cannot be the same");
        return NULL;
    }
    ptrdiff_t offset = given[0], rows = a->shape[axis1], columns = a->shape[axis2];
    char *data = a->data;
    ptrdiff_t n = 0;
    if (offset >= 0 && offset < columns) {
        n = columns - offset < rows ? columns - offset : rows;
        data += offset * a->strides[axis2];
    } else if (offset < 0 && offset > -rows) {
        n = rows + offset < columns ? rows + offset : columns;
        data -= offset * a->strides[axis1];
    }
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    int ndim = 0;
    for (int i = 0; i < a->ndim; i++) {
        if (i == axis1 || i == axis2) continue;
        shape[ndim] = a->shape[i];
        strides[ndim++] = a->strides[i];
    }
    shape[ndim] = n;
    strides[ndim++] = a->strides[axis1] + a->strides[axis2];
    la_array view = LA_ARRAY_NULL;
    status = la_array_init_view(&view, a, n > 0 ? data : a->data, a->dtype, ndim, shape, strides);
    if (status == LA_OK) view.flags &= ~(unsigned)LA_WRITEABLE;
    return viewed(self, status, &view);
}

/* --- type and copies -------------------------------------------------------------------------- */

static PyObject *astype(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"dtype", "order", "casting", "subok", "copy", NULL};
    static const rumpy_signature signature = {"astype", names, 0, 5, 1};
    PyObject *values[5];
    la_order order;
    la_casting casting;
    bool subok, copy;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    const la_dtype *dtype =
        values[0] == Py_None ? la_dtype_of(LA_FLOAT64) : rumpy_dtype_from(values[0]);
    if (dtype == NULL || !rumpy_parse_order(values[1], LA_ORDER_K, &order) ||
        !rumpy_parse_astype_casting(values[2], &casting) ||
        !rumpy_parse_bool(values[3], true, &subok) || !rumpy_parse_bool(values[4], true, &copy)) {
        return NULL;
    }
    const la_array *a = rumpy_array_of(self);
    bool ordered = order == LA_ORDER_K || (order == LA_ORDER_C && a->flags & LA_C_CONTIGUOUS) ||
                   (order == LA_ORDER_F && a->flags & LA_F_CONTIGUOUS) ||
                   (order == LA_ORDER_A && a->flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS));
    if (!copy && dtype == a->dtype && ordered && (subok || rumpy_is_ndarray_exact(self))) {
        Py_INCREF(self);
        return self;
    }
    la_array out = LA_ARRAY_NULL;
    rumpy_fp_begin();
    la_status status = la_astype(&out, a, dtype, order, casting);
    if (status != LA_OK) return rumpy_raise(status);
    return rumpy_fp_result(
        subok ? rumpy_ndarray_wrap_like(self, &out) : rumpy_ndarray_wrap(&out, NULL), "", "cast");
}

static PyObject *do_copy(PyObject *self, la_order order)
{
    la_array out = LA_ARRAY_NULL;
    la_status status = la_astype(&out, rumpy_array_of(self), NULL, order, LA_CASTING_UNSAFE);
    return fresh(self, status, &out);
}

static PyObject *copy(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"order", NULL};
    static const rumpy_signature signature = {"copy", names, 0, 1, 0};
    PyObject *order_arg;
    la_order order;
    if (!rumpy_parse(&signature, args, nargs, kwnames, &order_arg) ||
        !rumpy_parse_order(order_arg, LA_ORDER_C, &order)) {
        return NULL;
    }
    return do_copy(self, order);
}

static PyObject *copy_plain(PyObject *self, PyObject *unused)
{
    (void)unused;
    return do_copy(self, LA_ORDER_K);
}

bool rumpy_reinterpret(const la_array *a, const la_dtype *dtype, ptrdiff_t *shape,
                       ptrdiff_t *strides)
{
    memcpy(shape, a->shape, (size_t)a->ndim * sizeof *shape);
    memcpy(strides, a->strides, (size_t)a->ndim * sizeof *strides);
    int from = a->dtype->itemsize, to = dtype->itemsize, last = a->ndim - 1;
    if (from == to) return true;
    if (a->ndim == 0) {
        PyErr_SetString(PyExc_ValueError, "Changing the dtype of a 0d array is only supported if "
                                          "the itemsize is unchanged");
        return false;
    }
    if (a->shape[last] != 1 && a->size > 0 && a->strides[last] != from) {
        PyErr_SetString(PyExc_ValueError, "To change to a dtype of a different size, the last "
                                          "axis must be contiguous");
        return false;
    }
    if (to < from) {
        shape[last] *= from / to;
    } else {
        ptrdiff_t nbytes = shape[last] * from;
        if (nbytes % to != 0) {
            PyErr_SetString(PyExc_ValueError,
                            "When changing to a larger dtype, its size must be a divisor of the "
                            "total size in bytes of the last axis of the array.");
            return false;
        }
        shape[last] = nbytes / to;
    }
    strides[last] = to;
    return true;
}

static PyObject *view(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"dtype", "type", NULL};
    static const rumpy_signature signature = {"view", names, 0, 2, 0};
    PyObject *values[2];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    PyObject *dtype_arg = values[0], *type_arg = values[1];
    bool is_class = dtype_arg != NULL && PyType_Check(dtype_arg) &&
                    PyType_IsSubtype((PyTypeObject *)dtype_arg, rumpy_ndarray_type);
    if (is_class) {
        if (type_arg != NULL) {
            PyErr_SetString(PyExc_ValueError, "Cannot specify output type twice.");
            return NULL;
        }
        type_arg = dtype_arg;
        dtype_arg = NULL;
    }
    PyTypeObject *type = Py_TYPE(self);
    if (type_arg != NULL && type_arg != Py_None) {
        if (!PyType_Check(type_arg) ||
            !PyType_IsSubtype((PyTypeObject *)type_arg, rumpy_ndarray_type)) {
            PyErr_SetString(PyExc_ValueError, "Type must be a sub-type of ndarray type");
            return NULL;
        }
        type = (PyTypeObject *)type_arg;
    }
    const la_array *a = rumpy_array_of(self);
    const la_dtype *dtype = a->dtype;
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    if (!rumpy_parse_dtype(dtype_arg, &dtype) || !rumpy_reinterpret(a, dtype, shape, strides)) {
        return NULL;
    }
    la_array out = LA_ARRAY_NULL;
    la_status status = la_array_init_view(&out, a, a->data, dtype, a->ndim, shape, strides);
    return status == LA_OK ? rumpy_ndarray_view_as(type, self, &out) : rumpy_raise(status);
}

/* --- elements --------------------------------------------------------------------------------- */

static PyObject *list_from(const la_array *a, int axis, const char *data)
{
    if (axis == a->ndim) return rumpy_element_get(a->dtype, data);
    const ptrdiff_t n = a->shape[axis], stride = a->strides[axis];
    const bool last = axis + 1 == a->ndim, doubles = last && a->dtype->num == LA_FLOAT64;
    PyObject *list = PyList_New(n);
    if (list == NULL) return NULL;
    for (ptrdiff_t i = 0; i < n; i++, data += stride) {
        PyObject *item;
        if (doubles) { /* what there is most of */
            double value;
            memcpy(&value, data, sizeof value);
            item = PyFloat_FromDouble(value);
        } else {
            item = last ? rumpy_element_get(a->dtype, data) : list_from(a, axis + 1, data);
        }
        if (item == NULL) {
            Py_DECREF(list);
            return NULL;
        }
        PyList_SetItem(list, i, item);
    }
    return list;
}

static PyObject *size_of(PyObject *self, PyObject *unused)
{
    (void)unused;
    const la_array *a = rumpy_array_of(self);
    Py_ssize_t size = (Py_ssize_t)sizeof(rumpy_ndarray);
    if (a->ndim > LA_INLINE_DIMS) size += 2 * a->ndim * (Py_ssize_t)sizeof *a->shape;
    if (a->flags & LA_OWNDATA) size += la_array_nbytes(a);
    return PyLong_FromSsize_t(size);
}

static PyObject *tolist(PyObject *self, PyObject *unused)
{
    (void)unused;
    return list_from(rumpy_array_of(self), 0, rumpy_array_of(self)->data);
}

static PyObject *format(PyObject *self, PyObject *spec)
{
    const la_array *a = rumpy_array_of(self);
    if (a->ndim > 0)
        return PyObject_CallMethod((PyObject *)&PyBaseObject_Type, "__format__", "OO", self, spec);
    PyObject *element = rumpy_element_get(a->dtype, a->data);
    PyObject *text = element != NULL ? PyObject_Format(element, spec) : NULL;
    Py_XDECREF(element);
    return text;
}

static PyObject *item(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    const la_array *a = rumpy_array_of(self);
    int n = 0;
    ptrdiff_t index[LA_MAXDIMS];
    if (nargs > 0 && !parse_variadic(args, nargs, "index", &n, index)) return NULL;
    if (nargs == 0) {
        if (a->size != 1) {
            PyErr_SetString(PyExc_ValueError,
                            "can only convert an array of size 1 to a Python scalar");
            return NULL;
        }
        return rumpy_element_get(a->dtype, a->data);
    }
    const char *data = a->data;
    if (n == a->ndim) {
        for (int i = 0; i < n; i++) {
            ptrdiff_t at = index[i] < 0 ? index[i] + a->shape[i] : index[i];
            if (at < 0 || at >= a->shape[i]) {
                PyErr_Format(PyExc_IndexError,
                             "index %zd is out of bounds for axis %d with size %zd", index[i], i,
                             a->shape[i]);
                return NULL;
            }
            data += at * a->strides[i];
        }
    } else if (n == 1) {
        ptrdiff_t at = index[0] < 0 ? index[0] + a->size : index[0];
        if (at < 0 || at >= a->size) {
            PyErr_Format(PyExc_IndexError, "index %zd is out of bounds for size %zd", index[0],
                         a->size);
            return NULL;
        }
        for (int i = a->ndim - 1; i >= 0; i--) {
            data += at % a->shape[i] * a->strides[i];
            at /= a->shape[i];
        }
    } else {
        PyErr_SetString(PyExc_ValueError, "incorrect number of indices for array");
        return NULL;
    }
    return rumpy_element_get(a->dtype, data);
}

static PyObject *fill(PyObject *self, PyObject *value)
{
    const la_array *a = rumpy_array_of(self);
    bool sized = rumpy_is_ndarray(value) ? rumpy_array_of(value)->ndim > 0
                                         : PyList_Check(value) || PyTuple_Check(value);
    if (sized) {
        PyErr_SetString(PyExc_ValueError, "setting an array element with a sequence.");
        return NULL;
    }
    (void)a;
    if (!rumpy_assign(self, value)) return NULL;
    Py_RETURN_NONE;
}

/* Brings indices that are out of range inside: mode 'wrap' or 'clip'. */
static PyObject *adjusted(PyObject *indices, ptrdiff_t length, bool wrap)
{
    la_array out = LA_ARRAY_NULL;
    la_status status = la_astype(&out, rumpy_array_of(indices), la_dtype_of(LA_INTP), LA_ORDER_C,
                                 LA_CASTING_SAME_KIND);
    if (status != LA_OK) return rumpy_raise(status);
    ptrdiff_t *values = (ptrdiff_t *)out.data;
    for (ptrdiff_t i = 0; i < out.size; i++) {
        if (wrap && length > 0) {
            values[i] %= length;
            if (values[i] < 0) values[i] += length;
        } else if (values[i] < 0) {
            values[i] = 0;
        } else if (values[i] >= length) {
            values[i] = length - 1;
        }
    }
    return rumpy_ndarray_wrap(&out, NULL);
}

/* 'raise', 'wrap' or 'clip': their first letter. */
static bool parse_mode(PyObject *value, char *mode)
{
    *mode = 'r';
    if (value == NULL || value == Py_None) return true;
    const char *text = PyUnicode_Check(value) ? PyUnicode_AsUTF8AndSize(value, NULL) : NULL;
    if (text != NULL &&
        (strcmp(text, "raise") == 0 || strcmp(text, "wrap") == 0 || strcmp(text, "clip") == 0)) {
        *mode = text[0];
        return true;
    }
    if (!PyErr_Occurred()) {
        PyErr_Format(PyExc_ValueError,
                     "clipmode must be one of 'clip', 'raise', or 'wrap' (got '%S')", value);
    }
    return false;
}

/* Of a in C order. */
static PyObject *take_from(PyObject *self, const la_array *a, PyObject *indices, int axis,
                           char mode)
{
    PyObject *used = indices;
    Py_INCREF(used);
    if (mode != 'r') {
        Py_DECREF(used);
        used = adjusted(indices, a->shape[axis], mode == 'w');
        if (used == NULL) return NULL;
    }
    la_array taken = LA_ARRAY_NULL;
    const la_array *index = rumpy_array_of(used);
    const unsigned plain = LA_C_CONTIGUOUS | LA_ALIGNED;
    if ((index->flags & plain) == plain && (a->flags & plain) == plain) {
        la_status direct = la_take(&taken, a, axis, index);
        Py_DECREF(used);
        return direct == LA_OK ? rumpy_return_as(self, &taken) : rumpy_raise(direct);
    }
    la_index items[LA_MAXDIMS];
    for (int i = 0; i < axis; i++) {
        items[i] = (la_index){
            .kind = LA_INDEX_SLICE, .start = LA_SLICE_NONE, .stop = LA_SLICE_NONE, .step = 1};
    }
    items[axis] = (la_index){.kind = LA_INDEX_ARRAY, .array = rumpy_array_of(used)};
    la_array found = LA_ARRAY_NULL, out = LA_ARRAY_NULL; /* in a's order of axes, in C order */
    la_status status = la_index_get(&found, a, axis + 1, items);
    Py_DECREF(used);
    if (status == LA_OK && (found.flags & LA_C_CONTIGUOUS))
        la_array_move(&out, &found);
    else if (status == LA_OK)
        status = la_astype(&out, &found, found.dtype, LA_ORDER_C, LA_CASTING_NO);
    la_array_destroy(&found);
    return status == LA_OK ? rumpy_return_as(self, &out) : rumpy_raise(status);
}

/* The indices of take as an array of integers (bools count as integers here). */
static PyObject *index_array(PyObject *obj)
{
    bool list = PyList_Check(obj) || PyTuple_Check(obj);
    PyObject *indices = rumpy_asarray(obj, list ? la_dtype_of(LA_INTP) : NULL);
    if (indices == NULL) return NULL;
    const la_array *a = rumpy_array_of(indices);
    if (la_dtype_is_integer(a->dtype)) return indices;
    PyObject *integers = rumpy_as_intp(a, LA_CASTING_SAFE);
    Py_DECREF(indices);
    return integers;
}

static PyObject *take(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"indices", "axis", "out", "mode", NULL};
    static const rumpy_signature signature = {"take", names, 0, 4, 1};
    PyObject *values[4];
    char mode;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) || !parse_mode(values[3], &mode)) {
        return NULL;
    }
    const la_array *a = rumpy_array_of(self);
    PyObject *out = values[2];
    if (out != NULL && out != Py_None && !rumpy_is_ndarray(out)) {
        PyErr_SetString(PyExc_TypeError, "output must be an array");
        return NULL;
    }
    PyObject *indices = index_array(values[0]);
    if (indices == NULL) return NULL;
    PyObject *result = NULL;
    const bool flat = values[1] == NULL || values[1] == Py_None;
    Py_ssize_t given = flat ? 0 : PyNumber_AsSsize_t(values[1], PyExc_OverflowError);
    if (given != -1 || !PyErr_Occurred()) {
        int axis;
        la_array line = LA_ARRAY_NULL; /* a number is a line of one */
        la_status status = LA_OK;
        if (flat || a->ndim == 0) {
            status = la_reshape(&line, a, 1, &a->size, LA_ORDER_C, NULL);
            a = &line;
        }
        if (status == LA_OK) status = la_normalize_axis(given, a->ndim, &axis);
        result = status == LA_OK ? take_from(self, a, indices, axis, mode) : rumpy_raise(status);
        la_array_destroy(&line);
    }
    Py_DECREF(indices);
    if (result == NULL || out == NULL || out == Py_None) return result;
    bool ok = rumpy_assign(out, result);
    Py_DECREF(result);
    if (!ok) return NULL;
    Py_INCREF(out);
    return out;
}

static PyObject *repeat(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"repeats", "axis", NULL};
    static const rumpy_signature signature = {"repeat", names, 1, 2, 1};
    PyObject *values[2];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    const la_array *a = rumpy_array_of(self);
    bool flat = values[1] == NULL || values[1] == Py_None;
    int axis = 0;
    if (!flat) {
        Py_ssize_t given = PyNumber_AsSsize_t(values[1], PyExc_OverflowError);
        if (given == -1 && PyErr_Occurred()) return NULL;
        la_status status = la_normalize_axis(given, a->ndim, &axis);
        if (status != LA_OK) return rumpy_raise(status);
    }
    PyObject *counts = rumpy_is_ndarray(values[0]) ? index_array(values[0])
                                                   : rumpy_asarray(values[0], la_dtype_of(LA_INTP));
    if (counts == NULL) return NULL;
    la_array line = LA_ARRAY_NULL, wide = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    la_status status =
        la_astype(&wide, rumpy_array_of(counts), la_dtype_of(LA_INTP), LA_ORDER_C, LA_CASTING_SAFE);
    if (status == LA_OK && flat) status = la_reshape(&line, a, 1, &a->size, LA_ORDER_C, NULL);
    if (status == LA_OK) status = la_repeat(&out, flat ? &line : a, axis, &wide);
    la_array_destroy(&line);
    la_array_destroy(&wide);
    Py_DECREF(counts);
    return fresh(self, status, &out);
}

/* a.resize(): other memory with the elements in their order, then zeros. */
static la_status resized(la_array *a, int ndim, const ptrdiff_t *shape)
{
    la_array to = LA_ARRAY_NULL;
    la_order order = a->flags & LA_C_CONTIGUOUS ? LA_ORDER_C : LA_ORDER_F;
    LA_TRY(la_array_init_zeros(&to, a->dtype, ndim, shape, order));
    ptrdiff_t n = to.size < a->size ? to.size : a->size;
    memcpy(to.data, a->data, (size_t)(n * a->dtype->itemsize));
    la_array_destroy(a);
    la_array_move(a, &to);
    return LA_OK;
}

static PyObject *resize(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"refcheck", NULL};
    static const rumpy_signature signature = {"resize", names, 0, 0, 0};
    PyObject *refcheck = NULL;
    bool check;
    int ndim = 0;
    ptrdiff_t shape[LA_MAXDIMS], size;
    if (kwnames != NULL && !rumpy_parse(&signature, args + nargs, 0, kwnames, &refcheck))
        return NULL;
    if (!rumpy_parse_bool(refcheck, true, &check)) return NULL;
    if (nargs == 0 || (nargs == 1 && args[0] == Py_None)) Py_RETURN_NONE;
    if (!parse_variadic(args, nargs, "shape", &ndim, shape)) return NULL;
    la_array *a = rumpy_array_of(self);
    for (int i = 0; i < ndim; i++) {
        if (shape[i] < 0) {
            PyErr_SetString(PyExc_ValueError, "negative dimensions not allowed");
            return NULL;
        }
    }
    la_status status = la_shape_size(ndim, shape, &size);
    if (status != LA_OK) return rumpy_raise(status);
    if (!(a->flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS))) {
        PyErr_SetString(PyExc_ValueError, "resize only works on single-segment arrays");
        return NULL;
    }
    if (size == a->size) {
        PyObject *tuple = rumpy_int_tuple(ndim, shape);
        int failed = tuple == NULL ? -1 : rumpy_ndarray_set_shape(self, tuple);
        Py_XDECREF(tuple);
        if (failed) return NULL;
        Py_RETURN_NONE;
    }
    if (!(a->flags & LA_OWNDATA) || ((rumpy_ndarray *)self)->base != NULL) {
        PyErr_SetString(PyExc_ValueError, "cannot resize this array: it does not own its data");
        return NULL;
    }
    if (check && (Py_REFCNT(self) > 2 || ((rumpy_ndarray *)self)->weakrefs != NULL)) {
        PyErr_SetString(PyExc_ValueError,
                        "cannot resize an array that references or is referenced\n"
                        "by another array in this way.\n"
                        "Use the np.resize function or refcheck=False");
        return NULL;
    }
    status = resized(a, ndim, shape);
    if (status != LA_OK) return rumpy_raise(status);
    Py_CLEAR(((rumpy_ndarray *)self)->shape);
    Py_RETURN_NONE;
}

static PyObject *nonzero(PyObject *self, PyObject *unused)
{
    (void)unused;
    const la_array *a = rumpy_array_of(self);
    if (a->ndim == 0) {
        PyErr_Format(PyExc_ValueError,
                     "Calling nonzero on 0d arrays is not allowed. Use "
                     "np.atleast_1d(scalar).nonzero() instead.%s",
                     a->dtype->num == LA_BOOL
                         ? " If the context of this error is of the form `arr[nonzero(cond)]`, "
                           "just use `arr[cond]`."
                         : "");
        return NULL;
    }
    la_array found[LA_MAXDIMS];
    memset(found, 0, (size_t)a->ndim * sizeof found[0]);
    la_status status = la_nonzero(found, a);
    if (status != LA_OK) return rumpy_raise(status);
    PyObject *tuple = PyTuple_New(a->ndim);
    for (int i = 0; i < a->ndim; i++) {
        PyObject *axis = tuple == NULL ? NULL : rumpy_ndarray_wrap(&found[i], NULL);
        if (axis != NULL) {
            PyTuple_SetItem(tuple, i, axis);
        } else {
            Py_CLEAR(tuple);
            la_array_destroy(&found[i]);
        }
    }
    return tuple;
}

static PyObject *dot(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"b", "out", NULL};
    static const rumpy_signature signature = {"dot", names, 0, 2, 1};
    PyObject *values[2];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    return rumpy_dot(self, values[0], values[1]);
}

/* --- bytes, flags, pickles -------------------------------------------------------------------- */

static PyObject *bytes_of(PyObject *self, la_order order)
{
    const la_array *a = rumpy_array_of(self);
    if (order == LA_ORDER_A || order == LA_ORDER_K) order = rumpy_order_of(a);
    if (a->flags & (order == LA_ORDER_F ? LA_F_CONTIGUOUS : LA_C_CONTIGUOUS)) {
        return PyBytes_FromStringAndSize(a->data, la_array_nbytes(a));
    }
    la_array copied = LA_ARRAY_NULL;
    la_status status = la_astype(&copied, a, NULL, order, LA_CASTING_UNSAFE);
    if (status != LA_OK) return rumpy_raise(status);
    PyObject *bytes = PyBytes_FromStringAndSize(copied.data, la_array_nbytes(&copied));
    la_array_destroy(&copied);
    return bytes;
}

static PyObject *tobytes(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames)
{
    static const char *const names[] = {"order", NULL};
    static const rumpy_signature signature = {"tobytes", names, 0, 1, 0};
    PyObject *order_arg;
    la_order order;
    if (!rumpy_parse(&signature, args, nargs, kwnames, &order_arg) ||
        !rumpy_parse_order(order_arg, LA_ORDER_C, &order)) {
        return NULL;
    }
    return bytes_of(self, order);
}

static PyObject *setflags(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames)
{
    static const char *const names[] = {"write", "align", "uic", NULL};
    static const rumpy_signature signature = {"setflags", names, 0, 3, 0};
    PyObject *values[3];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    bool on;
    if (values[1] != NULL && values[1] != Py_None) {
        if (!rumpy_parse_bool(values[1], true, &on)) return NULL;
        if (on && !(rumpy_array_of(self)->flags & LA_ALIGNED)) {
            PyErr_SetString(PyExc_ValueError,
                            "cannot set aligned flag of mis-aligned array to True");
            return NULL;
        }
    }
    if (values[2] != NULL && values[2] != Py_None) {
        if (!rumpy_parse_bool(values[2], false, &on)) return NULL;
        if (on) {
            PyErr_SetString(PyExc_ValueError, "cannot set WRITEBACKIFCOPY flag to True");
            return NULL;
        }
    }
    if (values[0] != NULL && values[0] != Py_None) {
        if (!rumpy_parse_bool(values[0], true, &on) || !rumpy_set_writeable(self, on)) return NULL;
    }
    Py_RETURN_NONE;
}

static PyObject *reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    const la_array *a = rumpy_array_of(self);
    const la_order order = rumpy_order_of(a);
    PyObject *core = PyImport_ImportModule("rumpy._core");
    PyObject *rebuild = core == NULL ? NULL : PyObject_GetAttrString(core, "_rebuild");
    PyObject *shape = rumpy_int_tuple(a->ndim, a->shape);
    PyObject *bytes = bytes_of(self, order);
    PyObject *state = PyObject_GetAttrString(self, "__dict__"); /* subclasses have one */
    if (state == NULL && rumpy_clear(PyExc_AttributeError)) {
        Py_INCREF(Py_None);
        state = Py_None;
    }
    PyObject *result = NULL;
    if (rebuild != NULL && shape != NULL && bytes != NULL && state != NULL) {
        result = Py_BuildValue("O(OOssO)O", rebuild, (PyObject *)Py_TYPE(self), shape,
                               a->dtype->str, order == LA_ORDER_F ? "F" : "C", bytes, state);
    }
    Py_XDECREF(core);
    Py_XDECREF(rebuild);
    Py_XDECREF(shape);
    Py_XDECREF(bytes);
    Py_XDECREF(state);
    return result;
}

/* --- protocols of other libraries ------------------------------------------------------------- */

static PyObject *as_array(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames)
{
    static const char *const names[] = {"dtype", "copy", NULL};
    static const rumpy_signature signature = {"__array__", names, 1, 1, 0};
    PyObject *values[2];
    const la_dtype *dtype = NULL;
    int force;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !rumpy_parse_dtype(values[0], &dtype) || !parse_copy(values[1], &force)) {
        return NULL;
    }
    return rumpy_array_from(self, dtype, force, LA_ORDER_K, false);
}

static PyObject *array_finalize(PyObject *self, PyObject *from)
{
    (void)self;
    (void)from;
    Py_RETURN_NONE;
}

static PyObject *array_namespace(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                                 PyObject *kwnames)
{
    static const char *const names[] = {"api_version", NULL};
    static const rumpy_signature signature = {"__array_namespace__", names, 0, 0, 0};
    (void)self;
    PyObject *version;
    if (!rumpy_parse(&signature, args, nargs, kwnames, &version)) return NULL;
    if (version != NULL && version != Py_None) {
        const char *text = PyUnicode_Check(version) ? PyUnicode_AsUTF8AndSize(version, NULL) : NULL;
        static const char *const known[] = {"2021.12", "2022.12", "2023.12", "2024.12", "2025.12"};
        bool found = false;
        for (size_t i = 0; text != NULL && i < sizeof known / sizeof known[0]; i++) {
            found = found || strcmp(text, known[i]) == 0;
        }
        if (!found) {
            if (!PyErr_Occurred()) {
                PyErr_Format(PyExc_ValueError,
                             "Version \"%S\" of the Array API Standard is not supported.", version);
            }
            return NULL;
        }
    }
    return PyImport_ImportModule("rumpy");
}

static PyObject *to_device(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                           PyObject *kwnames)
{
    static const char *const names[] = {"device", "stream", NULL};
    static const rumpy_signature signature = {"to_device", names, 1, 1, 1};
    PyObject *values[2];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    if (values[1] != NULL && values[1] != Py_None) {
        PyErr_SetString(PyExc_ValueError, "The stream argument in to_device() is not supported");
        return NULL;
    }
    if (!PyUnicode_Check(values[0]) || PyUnicode_CompareWithASCIIString(values[0], "cpu") != 0) {
        PyErr_Format(PyExc_ValueError, "Unsupported device: %S. Only 'cpu' is accepted.",
                     values[0]);
        return NULL;
    }
    Py_INCREF(self);
    return self;
}

PyObject *rumpy_generic_alias(PyObject *type, PyObject *args, Py_ssize_t most)
{
    const Py_ssize_t n = PyTuple_Check(args) ? PyTuple_Size(args) : 1;
    if (n >= 1 && n <= most) return Py_GenericAlias(type, args);
    PyObject *module = PyObject_GetAttrString(type, "__module__");
    PyObject *name = module != NULL ? PyObject_GetAttrString(type, "__name__") : NULL;
    if (name != NULL)
        PyErr_Format(PyExc_TypeError,
                     most == 0 ? "There are no type variables left in %U.%U"
                     : n == 0  ? "Too few arguments for %U.%U"
                               : "Too many arguments for %U.%U",
                     module, name);
    Py_XDECREF(module);
    Py_XDECREF(name);
    return NULL;
}

static PyObject *class_getitem(PyObject *type, PyObject *args)
{
    return rumpy_generic_alias(type, args, 2);
}

PyMethodDef rumpy_shape_methods[] = {
    {"reshape", FUNCTION(reshape), FASTCALL,
     "reshape($self, /, *shape, order='C', copy=None)\n--\n\n"
     "The same elements in another shape; a view where the layout allows."},
    {"transpose", FUNCTION(transpose), METH_FASTCALL,
     "transpose($self, /, *axes)\n--\n\nA view with the axes permuted, reversed by default."},
    {"swapaxes", FUNCTION(swapaxes), METH_FASTCALL,
     "swapaxes($self, axis1, axis2, /)\n--\n\nA view with two axes exchanged."},
    {"squeeze", FUNCTION(squeeze), FASTCALL,
     "squeeze($self, /, axis=None)\n--\n\nA view without axes of length one."},
    {"ravel", FUNCTION(ravel), FASTCALL,
     "ravel($self, /, order='C')\n--\n\nThe elements in one dimension, a view if possible."},
    {"flatten", FUNCTION(flatten), FASTCALL,
     "flatten($self, /, order='C')\n--\n\nA copy of the elements in one dimension."},
    {"diagonal", FUNCTION(diagonal), FASTCALL,
     "diagonal($self, /, offset=0, axis1=0, axis2=1)\n--\n\nA read-only view of diagonals."},
    {"astype", FUNCTION(astype), FASTCALL,
     "astype($self, /, dtype, order='K', casting='unsafe', subok=True, copy=True)\n--\n\n"
     "A copy with elements of another type."},
    {"copy", FUNCTION(copy), FASTCALL, "copy($self, /, order='C')\n--\n\nA copy of the array."},
    {"__copy__", copy_plain, METH_NOARGS, "__copy__($self, /)\n--\n\nFor copy.copy."},
    {"__deepcopy__", copy_plain, METH_O, "__deepcopy__($self, memo, /)\n--\n\nFor copy.deepcopy."},
    {"view", FUNCTION(view), FASTCALL,
     "view($self, /, dtype=None, type=None)\n--\n\nThe same memory read as another type or class."},
    {"tolist", tolist, METH_NOARGS,
     "tolist($self, /)\n--\n\nThe elements as nested lists of Python numbers."},
    {"item", FUNCTION(item), METH_FASTCALL,
     "item($self, /, *args)\n--\n\nOne element as a Python number."},
    {"fill", fill, METH_O, "fill($self, value, /)\n--\n\nSets every element to a scalar value."},
    {"take", FUNCTION(take), FASTCALL,
     "take($self, /, indices, axis=None, out=None, mode='raise')\n--\n\n"
     "The elements at indices along an axis."},
    {"repeat", FUNCTION(repeat), FASTCALL,
     "repeat($self, repeats, /, axis=None)\n--\n\nEach element of an axis so many times."},
    {"resize", FUNCTION(resize), FASTCALL,
     "resize($self, /, *new_shape, refcheck=True)\n--\n\n"
     "Another shape and size in place; new elements are zero."},
    {"nonzero", nonzero, METH_NOARGS,
     "nonzero($self, /)\n--\n\nThe indices of elements that are not zero, an array an axis."},
    {"dot", FUNCTION(dot), FASTCALL, "dot($self, /, b, out=None)\n--\n\nProduct of two arrays."},
    {"tobytes", FUNCTION(tobytes), FASTCALL,
     "tobytes($self, /, order='C')\n--\n\nThe bytes of the elements."},
    {"setflags", FUNCTION(setflags), FASTCALL,
     "setflags($self, /, write=None, align=None, uic=None)\n--\n\nSets flags of the array."},
    {"__format__", format, METH_O, "For f-strings: a 0-d array as its element."},
    {"__reduce__", reduce, METH_NOARGS, "__reduce__($self, /)\n--\n\nFor pickling."},
    {"__sizeof__", size_of, METH_NOARGS,
     "__sizeof__($self, /)\n--\n\nThe bytes of the object, with those of its elements if it owns "
     "them."},
    {"__array__", FUNCTION(as_array), FASTCALL,
     "__array__($self, dtype=None, /, *, copy=None)\n--\n\nThe array, of the dtype asked for."},
    {"__array_ufunc__", (PyCFunction)(void (*)(void))rumpy_array_ufunc,
     METH_VARARGS | METH_KEYWORDS,
     "__array_ufunc__($self, ufunc, method, /, *inputs, **kwargs)\n--\n\nCalls a ufunc's method "
     "with arrays."},
    {"__array_function__", (PyCFunction)(void (*)(void))rumpy_array_function,
     METH_VARARGS | METH_KEYWORDS,
     "__array_function__($self, /, func, types, args, kwargs)\n--\n\nCalls a function with "
     "arrays."},
    {"__array_wrap__", rumpy_array_wrap, METH_VARARGS,
     "__array_wrap__($self, array, context=None, return_scalar=False, /)\n--\n\nThe array as of "
     "this "
     "class."},
    {"__array_finalize__", array_finalize, METH_O,
     "__array_finalize__($self, obj, /)\n--\n\nCalled on new arrays of subclasses."},
    {"__array_namespace__", FUNCTION(array_namespace), FASTCALL,
     "__array_namespace__($self, /, *, api_version=None)\n--\n\nThe module rumpy."},
    {"to_device", FUNCTION(to_device), FASTCALL,
     "to_device($self, device, /, *, stream=None)\n--\n\nThe array itself: memory is the CPU's."},
    {"__class_getitem__", class_getitem, METH_O | METH_CLASS, "For type hints."},
    {NULL, NULL, 0, NULL},
};
