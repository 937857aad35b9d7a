/* The ndarray type: life, attributes, and the assembly of its parts. */
#include "ndarray.h"

#include <stddef.h>
#include <string.h>
#include <structmember.h>

PyTypeObject *rumpy_ndarray_type;

/* --- making and freeing ----------------------------------------------------------------------- */

static void set_empty(rumpy_ndarray *self)
{
    memset(&self->array, 0, offsetof(la_array, dims));
    self->base = NULL;
    self->shape = NULL;
    self->weakrefs = NULL;
}

PyObject *rumpy_ndarray_new(void)
{
    rumpy_ndarray *self = PyObject_New(rumpy_ndarray, rumpy_ndarray_type);
    if (self != NULL) set_empty(self);
    return (PyObject *)self;
}

static PyObject *new_of_type(PyTypeObject *type)
{
    if (type == rumpy_ndarray_type) return rumpy_ndarray_new();
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    return allocate(type, 0); /* all bytes zero */
}

static void dealloc(PyObject *self)
{
    rumpy_ndarray *a = (rumpy_ndarray *)self;
    PyTypeObject *type = Py_TYPE(self);
    if (a->weakrefs != NULL) PyObject_ClearWeakRefs(self);
    la_array_destroy(&a->array);
    Py_XDECREF(a->base);
    Py_XDECREF(a->shape);
    if (type == rumpy_ndarray_type) {
        PyObject_Free(self);
    } else {
        freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
        release(self);
    }
    Py_DECREF(type);
}

PyObject *rumpy_ndarray_wrap(la_array *array, PyObject *base)
{
    rumpy_ndarray *self = (rumpy_ndarray *)rumpy_ndarray_new();
    if (self == NULL) {
        la_array_destroy(array);
        return NULL;
    }
    la_array_move(&self->array, array);
    Py_XINCREF(base);
    self->base = base;
    return (PyObject *)self;
}

PyObject *rumpy_as_intp(const la_array *a, la_casting casting)
{
    la_array indices = LA_ARRAY_NULL;
    la_status status = la_astype(&indices, a, la_dtype_of(LA_INTP), LA_ORDER_C, casting);
    return status == LA_OK ? rumpy_ndarray_wrap(&indices, NULL) : rumpy_raise(status);
}

PyObject *rumpy_return(la_array *array)
{
    if (array->ndim != 0) return rumpy_ndarray_wrap(array, NULL);
    PyObject *scalar = rumpy_scalar_new(array->dtype, array->data);
    la_array_destroy(array);
    return scalar;
}

PyObject *rumpy_return_as(PyObject *like, la_array *array)
{
    if (array->ndim == 0 || rumpy_is_ndarray_exact(like)) return rumpy_return(array);
    return rumpy_ndarray_wrap_like(like, array);
}

/* What a view of obj names as its base: the array that owns the memory, but never skipping over an
 * array of another class, nor over the array that holds somebody else's memory. */
static PyObject *owner_of(PyObject *obj, PyTypeObject *type)
{
    for (;;) {
        rumpy_ndarray *a = (rumpy_ndarray *)obj;
        if (a->array.flags & LA_OWNDATA) return obj;
        PyObject *next = a->base;
        if (next == NULL || Py_TYPE(next) != type || !rumpy_is_ndarray(next)) return obj;
        obj = next;
    }
}

static bool finalize(PyObject *self, PyObject *from)
{
    PyObject *method = PyObject_GetAttrString(self, "__array_finalize__");
    if (method == NULL) return false;
    PyObject *result =
        method == Py_None ? Py_None : PyObject_CallFunctionObjArgs(method, from, NULL);
    if (method != Py_None) Py_XDECREF(result);
    Py_DECREF(method);
    return result != NULL;
}

static PyObject *wrap_as(PyTypeObject *type, la_array *array, PyObject *base, PyObject *from)
{
    rumpy_ndarray *self = (rumpy_ndarray *)new_of_type(type);
    if (self == NULL) {
        la_array_destroy(array);
        return NULL;
    }
    la_array_move(&self->array, array);
    Py_XINCREF(base);
    self->base = base;
    if (type != rumpy_ndarray_type && !finalize((PyObject *)self, from)) {
        Py_DECREF(self);
        return NULL;
    }
    return (PyObject *)self;
}

PyObject *rumpy_ndarray_view_as(PyTypeObject *type, PyObject *self, la_array *view)
{
    return wrap_as(type, view, owner_of(self, type), self);
}

PyObject *rumpy_ndarray_view(PyObject *self, la_array *view)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject *base = owner_of(self, type);
    if (type == rumpy_ndarray_type) return rumpy_ndarray_wrap(view, base);
    return wrap_as(type, view, base, self);
}

PyObject *rumpy_view_begin(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject *view = new_of_type(type);
    if (view == NULL) return NULL;
    PyObject *base = owner_of(self, type);
    Py_INCREF(base);
    ((rumpy_ndarray *)view)->base = base;
    return view;
}

PyObject *rumpy_view_finish(PyObject *self, PyObject *view, la_status status)
{
    if (status == LA_OK) {
        if (Py_TYPE(view) == rumpy_ndarray_type || finalize(view, self)) return view;
        Py_DECREF(view);
        return NULL;
    }
    Py_DECREF(view);
    return rumpy_raise(status);
}

PyObject *rumpy_fresh_finish(PyObject *ndarray, la_status status)
{
    if (status == LA_OK) return ndarray;
    Py_DECREF(ndarray);
    return rumpy_raise(status);
}

PyObject *rumpy_ndarray_wrap_like(PyObject *like, la_array *array)
{
    return wrap_as(Py_TYPE(like), array, NULL, like);
}

PyObject *rumpy_ndarray_wrap_as(PyTypeObject *type, la_array *array)
{
    return wrap_as(type, array, NULL, Py_None);
}

/* ndarray(shape, dtype=float, buffer=None, offset=0, strides=None, order=None) */
static la_status check_bounds(const la_dtype *dtype, int ndim, const ptrdiff_t *shape,
                              const ptrdiff_t *strides, ptrdiff_t offset, ptrdiff_t available,
                              bool *inside)
{
    ptrdiff_t low = offset, high = offset;
    bool empty = false;
    for (int i = 0; i < ndim; i++) {
        if (shape[i] == 0) {
            empty = true;
            continue;
        }
        ptrdiff_t extent;
        if (__builtin_mul_overflow(shape[i] - 1, strides[i], &extent) ||
            __builtin_add_overflow(extent < 0 ? low : high, extent, extent < 0 ? &low : &high)) {
            *inside = false;
            return LA_OK;
        }
    }
    if (!empty && __builtin_add_overflow(high, (ptrdiff_t)dtype->itemsize, &high)) high = -1;
    *inside = empty ? offset <= available : low >= 0 && high >= 0 && high <= available;
    return LA_OK;
}

static bool over_buffer(la_array *out, PyObject *obj, const la_dtype *dtype, int ndim,
                        const ptrdiff_t *shape, const ptrdiff_t *given_strides, ptrdiff_t offset,
                        la_order order)
{
    Py_buffer *buffer = rumpy_hold_buffer(obj, PyBUF_SIMPLE);
    if (buffer == NULL) return false;
    ptrdiff_t strides[LA_MAXDIMS];
    ptrdiff_t step = dtype->itemsize;
    bool inside = offset >= 0, too_big = false;
    for (int k = 0; k < ndim; k++) {
        int i = order == LA_ORDER_F ? k : ndim - 1 - k;
        strides[i] = given_strides != NULL ? given_strides[i] : step;
        if (__builtin_mul_overflow(step, shape[i] > 0 ? shape[i] : 1, &step)) too_big = true;
    }
    la_status status = LA_OK;
    if (inside && !too_big) {
        status = check_bounds(dtype, ndim, shape, strides, offset, buffer->len, &inside);
    }
    if (too_big) {
        inside = false;
        PyErr_SetString(PyExc_ValueError,
                        "array is too big; `arr.size * arr.dtype.itemsize` is larger than the "
                        "maximum possible size.");
    } else if (!inside) {
        PyErr_SetString(given_strides != NULL ? PyExc_ValueError : PyExc_TypeError,
                        given_strides != NULL ? "strides is incompatible with shape of requested "
                                                "array and size of buffer"
                                              : "buffer is too small for requested array");
    } else if (status == LA_OK) {
        status =
            la_array_init_foreign(out, dtype, ndim, shape, strides, (char *)buffer->buf + offset,
                                  !buffer->readonly, rumpy_release_buffer, buffer);
    }
    if (status != LA_OK) rumpy_raise(status);
    if (!inside || status != LA_OK) {
        rumpy_release_buffer(buffer);
        return false;
    }
    return true;
}

static PyObject *new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"shape", "dtype", "buffer", "offset", "strides", "order", NULL};
    PyObject *shape_arg, *dtype_arg = NULL, *buffer = Py_None, *strides_arg = Py_None;
    PyObject *order_arg = NULL;
    Py_ssize_t offset = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|OOnOO:ndarray", names, &shape_arg, &dtype_arg,
                                     &buffer, &offset, &strides_arg, &order_arg)) {
        return NULL;
    }
    const la_dtype *dtype = la_dtype_of(LA_FLOAT64);
    int ndim, nstrides = 0;
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS] = {0}, count;
    la_order order;
    if (!rumpy_parse_ints(shape_arg, "shape", &ndim, shape) ||
        !rumpy_parse_dtype(dtype_arg, &dtype) ||
        !rumpy_parse_order(order_arg, LA_ORDER_C, &order)) {
        return NULL;
    }
    if (strides_arg != Py_None) {
        if (!rumpy_parse_ints(strides_arg, "strides", &nstrides, strides)) return NULL;
        if (nstrides != ndim) {
            PyErr_SetString(PyExc_ValueError,
                            "strides, if given, must be the same length as shape");
            return NULL;
        }
    }
    for (int i = 0; i < ndim; i++) {
        if (shape[i] < 0) {
            PyErr_SetString(PyExc_ValueError, "negative dimensions are not allowed");
            return NULL;
        }
    }
    la_status status = la_shape_size(ndim, shape, &count);
    if (status != LA_OK) return rumpy_raise(status);

    la_array array = LA_ARRAY_NULL;
    bool has_strides = strides_arg != Py_None;
    if (buffer == NULL || buffer == Py_None) {
        if (has_strides) {
            PyErr_SetString(PyExc_ValueError, "strides need a buffer");
            return NULL;
        }
        status = la_array_init(&array, dtype, ndim, shape, order);
        if (status != LA_OK) return rumpy_raise(status);
        buffer = NULL;
    } else if (!over_buffer(&array, buffer, dtype, ndim, shape, has_strides ? strides : NULL,
                            offset, order)) {
        return NULL;
    }
    return wrap_as(type, &array, buffer, Py_None);
}

/* --- attributes ------------------------------------------------------------------------------- */

PyObject *rumpy_int_tuple(int n, const ptrdiff_t *values)
{
    PyObject *tuple = PyTuple_New(n);
    if (tuple == NULL) return NULL;
    for (int i = 0; i < n; i++) {
        PyObject *value = PyLong_FromSsize_t(values[i]);
        if (value == NULL) {
            Py_DECREF(tuple);
            return NULL;
        }
        PyTuple_SetItem(tuple, i, value);
    }
    return tuple;
}

static PyObject *get_shape(PyObject *self, void *unused)
{
    (void)unused;
    rumpy_ndarray *a = (rumpy_ndarray *)self;
    if (a->shape == NULL) {
        a->shape = rumpy_int_tuple(a->array.ndim, a->array.shape);
        if (a->shape == NULL) return NULL;
    }
    Py_INCREF(a->shape);
    return a->shape;
}

/* Makes the array another view of its own memory, of which it stays the owner if it is. */
static void replace(PyObject *self, la_array *view)
{
    la_array *a = rumpy_array_of(self);
    const unsigned kept = LA_OWNDATA | LA_WRITEABLE;
    view->flags = (view->flags & ~kept) | (a->flags & kept);
    la_array_destroy(a);
    la_array_move(a, view);
    Py_CLEAR(((rumpy_ndarray *)self)->shape);
}

int rumpy_ndarray_set_shape(PyObject *self, PyObject *value)
{
    int ndim;
    ptrdiff_t shape[LA_MAXDIMS];
    if (!rumpy_parse_ints(value, "shape", &ndim, shape)) return -1;
    la_array *a = rumpy_array_of(self), reshaped = LA_ARRAY_NULL;
    bool copied = false;
    la_status status = la_reshape(&reshaped, a, ndim, shape, LA_ORDER_C, &copied);
    if (status != LA_OK) {
        rumpy_raise(status);
        return -1;
    }
    if (copied) {
        la_array_destroy(&reshaped);
        PyErr_SetString(PyExc_AttributeError,
                        "Incompatible shape for in-place modification. Use `.reshape()` to make "
                        "a copy with the desired shape.");
        return -1;
    }
    replace(self, &reshaped);
    return 0;
}

static int cannot_delete(const char *name)
{
    PyErr_Format(PyExc_AttributeError, "Cannot delete array %s", name);
    return -1;
}

static int set_shape(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    return value == NULL ? cannot_delete("shape") : rumpy_ndarray_set_shape(self, value);
}

static PyObject *get_strides(PyObject *self, void *unused)
{
    (void)unused;
    const la_array *a = rumpy_array_of(self);
    return rumpy_int_tuple(a->ndim, a->strides);
}

/* The memory that strides of `self` may reach, as NumPy sees it: of the array at the end of the
 * bases, from its lowest byte to its highest. The address of the lowest is returned. */
static char *reachable(PyObject *self, ptrdiff_t *bytes)
{
    PyObject *owner = self;
    for (PyObject *base = ((rumpy_ndarray *)owner)->base; base != NULL && rumpy_is_ndarray(base);
         base = ((rumpy_ndarray *)owner)->base)
        owner = base;
    const la_array *a = rumpy_array_of(owner);
    char *low = a->data;
    *bytes = a->size == 0 ? 0 : a->dtype->itemsize;
    for (int i = 0; i < a->ndim && a->size != 0; i++) {
        const ptrdiff_t extent = (a->shape[i] - 1) * a->strides[i];
        if (extent < 0) low += extent;
        *bytes += extent < 0 ? -extent : extent;
    }
    return low;
}

static int set_strides(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    int n;
    bool inside;
    ptrdiff_t strides[LA_MAXDIMS], bytes;
    la_array *a = rumpy_array_of(self), view = LA_ARRAY_NULL;
    if (value == NULL) return cannot_delete("strides");
    if (PyErr_WarnEx(PyExc_DeprecationWarning,
                     "Setting the strides on a NumPy array has been deprecated in NumPy 2.4.\n"
                     "As an alternative, you can create a new view using "
                     "np.lib.stride_tricks.as_strided.",
                     1) < 0)
        return -1;
    if (value == Py_None) {
        PyErr_SetString(PyExc_TypeError, "invalid strides");
        return -1;
    }
    if (!rumpy_parse_ints(value, "strides", &n, strides)) return -1;
    if (n != a->ndim) {
        PyErr_Format(PyExc_ValueError, "strides must be  same length as shape (%d)", a->ndim);
        return -1;
    }
    const char *low = reachable(self, &bytes);
    la_status status = check_bounds(a->dtype, n, a->shape, strides, a->data - low, bytes, &inside);
    if (status == LA_OK && !inside)
        status = la_fail(LA_VALUE_ERROR, "strides is not compatible with available memory");
    if (status == LA_OK)
        status = la_array_init_view(&view, a, a->data, a->dtype, n, a->shape, strides);
    if (status != LA_OK) {
        rumpy_raise(status);
        return -1;
    }
    replace(self, &view);
    return 0;
}

static PyObject *get_dtype(PyObject *self, void *unused)
{
    (void)unused;
    return rumpy_dtype_object(rumpy_array_of(self)->dtype);
}

static int set_dtype(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    if (value == NULL) return cannot_delete("dtype");
    la_array *a = rumpy_array_of(self), view = LA_ARRAY_NULL;
    const la_dtype *dtype = a->dtype;
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    if (!rumpy_parse_dtype(value, &dtype) || !rumpy_reinterpret(a, dtype, shape, strides))
        return -1;
    la_status status = la_array_init_view(&view, a, a->data, dtype, a->ndim, shape, strides);
    if (status != LA_OK) {
        rumpy_raise(status);
        return -1;
    }
    replace(self, &view);
    return 0;
}

static PyObject *get_ndim(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromLong(rumpy_array_of(self)->ndim);
}

static PyObject *get_size(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromSsize_t(rumpy_array_of(self)->size);
}

static PyObject *get_nbytes(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromSsize_t(la_array_nbytes(rumpy_array_of(self)));
}

static PyObject *get_itemsize(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromLong(rumpy_array_of(self)->dtype->itemsize);
}

static PyObject *get_T(PyObject *self, void *unused)
{
    (void)unused;
    PyObject *view = rumpy_view_begin(self);
    if (view == NULL) return NULL;
    la_status status = la_transpose(rumpy_array_of(view), rumpy_array_of(self), 0, NULL);
    return rumpy_view_finish(self, view, status);
}

static PyObject *get_mT(PyObject *self, void *unused)
{
    (void)unused;
    const la_array *a = rumpy_array_of(self);
    if (a->ndim < 2) {
        PyErr_SetString(PyExc_ValueError, "matrix transpose with ndim < 2 is undefined");
        return NULL;
    }
    ptrdiff_t axes[LA_MAXDIMS];
    for (int i = 0; i < a->ndim; i++)
        axes[i] = i;
    axes[a->ndim - 2] = a->ndim - 1;
    axes[a->ndim - 1] = a->ndim - 2;
    la_array view = LA_ARRAY_NULL;
    la_status status = la_transpose(&view, a, a->ndim, axes);
    return status == LA_OK ? rumpy_ndarray_view(self, &view) : rumpy_raise(status);
}

/* The real or imaginary halves of complex elements. */
static PyObject *half(PyObject *self, bool imaginary)
{
    const la_array *a = rumpy_array_of(self);
    const la_dtype *dtype = la_dtype_of(a->dtype->num == LA_COMPLEX64 ? LA_FLOAT32 : LA_FLOAT64);
    la_array view = LA_ARRAY_NULL;
    la_status status = la_array_init_view(&view, a, a->data + (imaginary ? dtype->itemsize : 0),
                                          dtype, a->ndim, a->shape, a->strides);
    return status == LA_OK ? rumpy_ndarray_view(self, &view) : rumpy_raise(status);
}

static PyObject *get_real(PyObject *self, void *unused)
{
    (void)unused;
    if (la_dtype_is_complex(rumpy_array_of(self)->dtype)) return half(self, false);
    Py_INCREF(self);
    return self;
}

static PyObject *get_imag(PyObject *self, void *unused)
{
    (void)unused;
    const la_array *a = rumpy_array_of(self);
    if (la_dtype_is_complex(a->dtype)) return half(self, true);
    la_array zeros = LA_ARRAY_NULL;
    la_status status = la_array_init_zeros(&zeros, a->dtype, a->ndim, a->shape, rumpy_order_of(a));
    if (status != LA_OK) return rumpy_raise(status);
    zeros.flags &= ~(unsigned)LA_WRITEABLE;
    return rumpy_ndarray_wrap_like(self, &zeros);
}

static int set_part(PyObject *self, PyObject *value, PyObject *(*get)(PyObject *, void *),
                    const char *name)
{
    if (value == NULL) {
        PyErr_Format(PyExc_AttributeError, "Cannot delete array %s part", name);
        return -1;
    }
    PyObject *part = get(self, NULL);
    if (part == NULL) return -1;
    bool ok = rumpy_assign(part, value);
    Py_DECREF(part);
    return ok ? 0 : -1;
}

static int set_real(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    return set_part(self, value, get_real, "real");
}

static int set_imag(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    if (!la_dtype_is_complex(rumpy_array_of(self)->dtype)) {
        PyErr_SetString(PyExc_TypeError, "array does not have imaginary part to set");
        return -1;
    }
    return set_part(self, value, get_imag, "imaginary");
}

static PyObject *get_base(PyObject *self, void *unused)
{
    (void)unused;
    PyObject *base = ((rumpy_ndarray *)self)->base;
    if (base == NULL) base = Py_None;
    Py_INCREF(base);
    return base;
}

static PyObject *get_flags(PyObject *self, void *unused)
{
    (void)unused;
    return rumpy_flags_new(self);
}

static PyObject *get_flat(PyObject *self, void *unused)
{
    (void)unused;
    return rumpy_flat_new(self, 0);
}

static int set_flat(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    return value == NULL ? cannot_delete("flat iterator") : rumpy_flat_assign(self, value);
}

static PyObject *get_data(PyObject *self, void *unused)
{
    (void)unused;
    return PyMemoryView_FromObject(self);
}

static PyObject *get_device(PyObject *self, void *unused)
{
    (void)self;
    (void)unused;
    return PyUnicode_FromString("cpu");
}

static PyObject *get_handle(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromVoidPtr(rumpy_array_of(self));
}

static PyObject *get_priority(PyObject *self, void *unused)
{
    (void)self;
    (void)unused;
    return PyFloat_FromDouble(0.0);
}

static PyObject *get_interface(PyObject *self, void *unused)
{
    const la_array *a = rumpy_array_of(self);
    PyObject *shape = get_shape(self, unused);
    PyObject *strides = Py_None;
    if (a->flags & LA_C_CONTIGUOUS) {
        Py_INCREF(strides);
    } else {
        strides = get_strides(self, unused);
    }
    PyObject *address = PyLong_FromVoidPtr(a->data);
    PyObject *result = NULL;
    if (shape != NULL && strides != NULL && address != NULL) {
        PyObject *read_only = a->flags & LA_WRITEABLE ? Py_False : Py_True;
        result = Py_BuildValue("{s:(OO),s:O,s:[(ss)],s:s,s:O,s:i}", "data", address, read_only,
                               "strides", strides, "descr", "", a->dtype->str, "typestr",
                               a->dtype->str, "shape", shape, "version", 3);
    }
    Py_XDECREF(shape);
    Py_XDECREF(strides);
    Py_XDECREF(address);
    return result;
}

static PyGetSetDef attributes[] = {
    {"shape", get_shape, set_shape, "Lengths of the dimensions.", NULL},
    {"strides", get_strides, set_strides, "Bytes to step in each dimension.", NULL},
    {"dtype", get_dtype, set_dtype, "Type of the elements.", NULL},
    {"ndim", get_ndim, NULL, "Number of dimensions.", NULL},
    {"size", get_size, NULL, "Number of elements.", NULL},
    {"nbytes", get_nbytes, NULL, "Bytes taken by the elements.", NULL},
    {"itemsize", get_itemsize, NULL, "Bytes of one element.", NULL},
    {"T", get_T, NULL, "View with the axes reversed.", NULL},
    {"mT", get_mT, NULL, "View with the last two axes swapped.", NULL},
    {"real", get_real, set_real, "The real part.", NULL},
    {"imag", get_imag, set_imag, "The imaginary part.", NULL},
    {"ctypes", rumpy_ndarray_ctypes, NULL, "The memory for functions called through ctypes.", NULL},
    {"base", get_base, NULL, "The object whose memory this is a view of, or None.", NULL},
    {"flags", get_flags, NULL, "Memory layout and permissions.", NULL},
    {"flat", get_flat, set_flat, "Iterator over the elements in C order.", NULL},
    {"data", get_data, NULL, "A memoryview of the elements.", NULL},
    {"device", get_device, NULL, "Where the memory is: 'cpu'.", NULL},
    {"_handle", get_handle, NULL, "Address of the la_array, for CFFI.", NULL},
    {"__array_interface__", get_interface, NULL, "Description for other libraries.", NULL},
    {"__array_struct__", rumpy_get_array_struct, NULL, "The same for C, in a capsule.", NULL},
    {"__array_priority__", get_priority, NULL, "Precedence among array types.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMemberDef members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(rumpy_ndarray, weakrefs), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

/* --- text: rumpy.printing does it ------------------------------------------------------------- */

static PyObject *print_with(PyObject *self, const char *function)
{
    PyObject *printing = PyImport_ImportModule("rumpy.printing");
    if (printing == NULL) return NULL;
    PyObject *text = PyObject_CallMethod(printing, function, "O", self);
    Py_DECREF(printing);
    return text;
}

static PyObject *repr(PyObject *self)
{
    return print_with(self, "array_repr");
}

static PyObject *str(PyObject *self)
{
    return print_with(self, "array_str");
}

/* --- assembly --------------------------------------------------------------------------------- */

static const PyType_Slot own_slots[] = {
    {Py_tp_new, new},
    {Py_tp_dealloc, dealloc},
    {Py_tp_repr, repr},
    {Py_tp_str, str},
    {Py_tp_hash, PyObject_HashNotImplemented},
    {Py_tp_getset, attributes},
    {Py_tp_members, members},
    {Py_tp_doc,
     "ndarray(shape, dtype=float, buffer=None, offset=0, strides=None, order=None)\n--\n\n"
     "An n-dimensional array: elements of one type, addressed by integers."},
    {0, NULL},
};

static int count_slots(const PyType_Slot *slots)
{
    int n = 0;
    while (slots[n].slot != 0)
        n++;
    return n;
}

static size_t count_methods(const PyMethodDef *methods)
{
    size_t n = 0;
    while (methods[n].ml_name != NULL)
        n++;
    return n;
}

/* The methods of all files in one table, to which the type refers for ever. */
static PyMethodDef *all_methods(void)
{
    PyMethodDef *const parts[] = {rumpy_shape_methods,   rumpy_reduction_methods,
                                  rumpy_sorting_methods, rumpy_field_methods,
                                  rumpy_dlpack_methods,  rumpy_forwarded_methods};
    enum { NPARTS = sizeof parts / sizeof parts[0] };
    size_t total = 0;
    for (int i = 0; i < NPARTS; i++)
        total += count_methods(parts[i]);
    PyMethodDef *all = PyMem_Calloc(total + 1, sizeof(PyMethodDef)), *to = all;
    for (int i = 0; all != NULL && i < NPARTS; i++) {
        memcpy(to, parts[i], count_methods(parts[i]) * sizeof(PyMethodDef));
        to += count_methods(parts[i]);
    }
    return all;
}

static PyTypeObject *make_type(PyObject *module, PyMethodDef *methods)
{
    const PyType_Slot *const parts[] = {own_slots, rumpy_number_slots, rumpy_subscript_slots,
                                        rumpy_buffer_slots};
    enum { NPARTS = sizeof parts / sizeof parts[0] };
    int total = 2;
    for (int i = 0; i < NPARTS; i++)
        total += count_slots(parts[i]);
    PyType_Slot *slots = PyMem_Calloc((size_t)total, sizeof(PyType_Slot));
    if (slots == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    int at = 0;
    for (int i = 0; i < NPARTS; i++) {
        int n = count_slots(parts[i]);
        memcpy(slots + at, parts[i], (size_t)n * sizeof(PyType_Slot));
        at += n;
    }
    slots[at] = (PyType_Slot){Py_tp_methods, methods};
    PyType_Spec spec = {
        .name = "rumpy.ndarray",
        .basicsize = sizeof(rumpy_ndarray),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
        .slots = slots,
    };
    PyObject *type = PyType_FromModuleAndSpec(module, &spec, NULL);
    PyMem_Free(slots);
    return (PyTypeObject *)type;
}

bool rumpy_ndarray_init(PyObject *module)
{
    PyMethodDef *methods = all_methods();
    if (methods == NULL) {
        PyErr_NoMemory();
        return false;
    }
    rumpy_ndarray_type = make_type(module, methods);
    if (rumpy_ndarray_type == NULL) return false;
    return PyModule_AddObjectRef(module, "ndarray", (PyObject *)rumpy_ndarray_type) == 0 &&
           rumpy_flags_init(module) && rumpy_flat_init(module) && rumpy_broadcast_init(module) &&
           rumpy_indices_init(module) && rumpy_nditer_init(module);
}
