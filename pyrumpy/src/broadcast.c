/* np.broadcast: arrays stretched to a common shape, and their elements side by side. */
#include "iterate.h"
#include "ndarray.h"

enum { MOST_ARRAYS = 64 };

/* --- the common shape ------------------------------------------------------------------------- */

/* ValueError for array k of the tuple, whose axis (counted from the last) fits one before it not.
 */
static bool mismatch(PyObject *ndarrays, Py_ssize_t k, int axis)
{
    const la_array *bad = rumpy_array_of(PyTuple_GetItem(ndarrays, k));
    const ptrdiff_t length = bad->shape[bad->ndim - axis];
    Py_ssize_t other = 0;
    for (; other < k; other++) {
        const la_array *a = rumpy_array_of(PyTuple_GetItem(ndarrays, other));
        if (a->ndim < axis) continue;
        const ptrdiff_t found = a->shape[a->ndim - axis];
        if (found != 1 && found != length) break;
    }
    const la_array *good = rumpy_array_of(PyTuple_GetItem(ndarrays, other));
    PyObject *first = rumpy_int_tuple(good->ndim, good->shape);
    PyObject *second = rumpy_int_tuple(bad->ndim, bad->shape);
    if (first != NULL && second != NULL)
        PyErr_Format(PyExc_ValueError,
                     "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is "
                     "between arg %zd with shape %R and arg %zd with shape %R.",
                     other, first, k, second);
    Py_XDECREF(first);
    Py_XDECREF(second);
    return false;
}

bool rumpy_common_shape(PyObject *ndarrays, int *ndim, ptrdiff_t *shape)
{
    const Py_ssize_t n = PyTuple_Size(ndarrays);
    int common = 0;
    for (Py_ssize_t k = 0; k < n; k++) {
        const int own = rumpy_array_of(PyTuple_GetItem(ndarrays, k))->ndim;
        if (own > common) common = own;
    }
    for (int i = 0; i < common; i++)
        shape[i] = 1;
    for (Py_ssize_t k = 0; k < n; k++) {
        const la_array *a = rumpy_array_of(PyTuple_GetItem(ndarrays, k));
        ptrdiff_t *last = shape + (common - a->ndim);
        for (int i = 0; i < a->ndim; i++) {
            if (a->shape[i] == 1 || a->shape[i] == last[i]) continue;
            if (last[i] != 1) return mismatch(ndarrays, k, a->ndim - i);
            last[i] = a->shape[i];
        }
    }
    *ndim = common;
    return true;
}

static PyObject *common_shape(PyObject *module, PyObject *ndarrays)
{
    (void)module;
    int ndim;
    ptrdiff_t shape[LA_MAXDIMS];
    return rumpy_common_shape(ndarrays, &ndim, shape) ? rumpy_int_tuple(ndim, shape) : NULL;
}

PyMethodDef rumpy_broadcast_functions[] = {
    {"_common_shape", common_shape, METH_O,
     "_common_shape(arrays, /)\n--\n\nThe shape that a tuple of arrays broadcasts to."},
    {NULL, NULL, 0, NULL},
};

/* --- the iterator ----------------------------------------------------------------------------- */

/* Up to LA_ITER_MAXOPS of the arrays, walked by one iterator; `at` is the place in its strip. */
typedef struct group {
    la_iter it;
    ptrdiff_t at;
} group;

/* An array as it is walked, whatever becomes of its shape and type later. */
typedef struct part {
    char *data;
    const la_dtype *dtype;
    const ptrdiff_t *strides;
} part;

typedef struct broadcast_object {
    PyObject_HEAD
    PyObject *arrays; /* a tuple */
    part *parts;      /* of each; their strides lie behind them */
    group *groups;    /* NULL until the walk begins */
    int ndim;
    ptrdiff_t shape[LA_MAXDIMS];
    ptrdiff_t size, index;
} broadcast_object;

static PyTypeObject *broadcast_type;

/* The arrays of the arguments, those of broadcasts among them. */
static PyObject *arrays_of(PyObject *args)
{
    PyObject *list = PyList_New(0);
    for (Py_ssize_t k = 0; list != NULL && k < PyTuple_Size(args); k++) {
        PyObject *given = PyTuple_GetItem(args, k);
        int done;
        if (Py_TYPE(given) == broadcast_type) {
            const Py_ssize_t end = PyList_Size(list);
            done = PyList_SetSlice(list, end, end, ((broadcast_object *)given)->arrays);
        } else {
            PyObject *ndarray = rumpy_asarray(given, NULL);
            done = ndarray != NULL ? PyList_Append(list, ndarray) : -1;
            Py_XDECREF(ndarray);
        }
        if (done < 0) Py_CLEAR(list);
    }
    PyObject *arrays = list != NULL ? PyList_AsTuple(list) : NULL;
    Py_XDECREF(list);
    if (arrays == NULL || PyTuple_Size(arrays) <= MOST_ARRAYS) return arrays;
    PyErr_Format(PyExc_ValueError, "Need at least 0 and at most %d array objects.", MOST_ARRAYS);
    Py_DECREF(arrays);
    return NULL;
}

/* Notes how the arrays are walked. */
static bool look(broadcast_object *b)
{
    const Py_ssize_t n = PyTuple_Size(b->arrays);
    const size_t count = (size_t)n, each = (size_t)b->ndim * sizeof(ptrdiff_t);
    b->parts = PyMem_Malloc(count * (sizeof *b->parts + each) + 1);
    if (b->parts == NULL) {
        PyErr_NoMemory();
        return false;
    }
    ptrdiff_t *strides = (ptrdiff_t *)(b->parts + n);
    for (Py_ssize_t k = 0; k < n; k++, strides += b->ndim) {
        const la_array *a = rumpy_array_of(PyTuple_GetItem(b->arrays, k));
        la_broadcast_strides(a, b->ndim, b->shape, strides);
        b->parts[k] = (part){.data = a->data, .dtype = a->dtype, .strides = strides};
    }
    return true;
}

static PyObject *new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if (kwargs != NULL && PyDict_Size(kwargs) > 0) {
        PyErr_SetString(PyExc_ValueError, "keyword arguments not accepted.");
        return NULL;
    }
    PyObject *arrays = arrays_of(args);
    broadcast_object *self = arrays != NULL ? PyObject_New(broadcast_object, type) : NULL;
    if (self == NULL) {
        Py_XDECREF(arrays);
        return NULL;
    }
    self->arrays = arrays;
    self->parts = NULL;
    self->groups = NULL;
    self->index = 0;
    bool ok = rumpy_common_shape(arrays, &self->ndim, self->shape);
    if (ok && la_shape_size(self->ndim, self->shape, &self->size) != LA_OK) {
        PyErr_SetString(PyExc_ValueError, "broadcast dimensions too large.");
        ok = false;
    }
    if (ok && look(self)) return (PyObject *)self;
    Py_DECREF(self);
    return NULL;
}

static void dealloc(PyObject *self)
{
    broadcast_object *b = (broadcast_object *)self;
    PyTypeObject *type = Py_TYPE(self);
    PyMem_Free(b->groups);
    PyMem_Free(b->parts);
    Py_DECREF(b->arrays);
    PyObject_Free(self);
    Py_DECREF(type);
}

/* Arrays k to k + n - 1, in C order. */
static void begin_group(group *g, const broadcast_object *b, Py_ssize_t k, int n)
{
    char *data[LA_ITER_MAXOPS];
    const ptrdiff_t *rows[LA_ITER_MAXOPS];
    for (int op = 0; op < n; op++) {
        data[op] = b->parts[k + op].data;
        rows[op] = b->parts[k + op].strides;
    }
    la_iter_init_ordered(&g->it, n, data, b->ndim, b->shape, rows);
    g->at = 0;
}

static bool begin(broadcast_object *b)
{
    const Py_ssize_t n = PyTuple_Size(b->arrays);
    const size_t ngroups = (size_t)(n + LA_ITER_MAXOPS - 1) / LA_ITER_MAXOPS;
    b->groups = PyMem_Malloc((ngroups + 1) * sizeof *b->groups);
    if (b->groups == NULL) {
        PyErr_NoMemory();
        return false;
    }
    for (Py_ssize_t k = 0; k < n; k += LA_ITER_MAXOPS) {
        const Py_ssize_t left = n - k;
        begin_group(&b->groups[k / LA_ITER_MAXOPS], b, k,
                    left < LA_ITER_MAXOPS ? (int)left : LA_ITER_MAXOPS);
    }
    return true;
}

static PyObject *iter_next(PyObject *self)
{
    broadcast_object *b = (broadcast_object *)self;
    if (b->index >= b->size || (b->groups == NULL && !begin(b))) return NULL;
    const Py_ssize_t n = PyTuple_Size(b->arrays);
    PyObject *values = PyTuple_New(n);
    for (Py_ssize_t k = 0; values != NULL && k < n; k++) {
        const group *g = &b->groups[k / LA_ITER_MAXOPS];
        const int op = (int)(k % LA_ITER_MAXOPS);
        PyObject *value =
            rumpy_scalar_new(b->parts[k].dtype, g->it.ptr[op] + g->at * g->it.inner_strides[op]);
        if (value != NULL)
            PyTuple_SetItem(values, k, value);
        else
            Py_CLEAR(values);
    }
    if (values == NULL) return NULL;
    b->index++;
    for (Py_ssize_t k = 0; k < n; k += LA_ITER_MAXOPS) {
        group *g = &b->groups[k / LA_ITER_MAXOPS];
        if (++g->at < g->it.inner) continue;
        g->at = 0;
        la_iter_next(&g->it);
    }
    return values;
}

static PyObject *reset(PyObject *self, PyObject *unused)
{
    (void)unused;
    broadcast_object *b = (broadcast_object *)self;
    b->index = 0;
    PyMem_Free(b->groups);
    b->groups = NULL;
    Py_RETURN_NONE;
}

/* --- attributes ------------------------------------------------------------------------------- */

static PyObject *get_shape(PyObject *self, void *unused)
{
    (void)unused;
    const broadcast_object *b = (broadcast_object *)self;
    return rumpy_int_tuple(b->ndim, b->shape);
}

static PyObject *get_ndim(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromLong(((broadcast_object *)self)->ndim);
}

static PyObject *get_size(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromSsize_t(((broadcast_object *)self)->size);
}

static PyObject *get_index(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromSsize_t(((broadcast_object *)self)->index);
}

static PyObject *get_numiter(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromSsize_t(PyTuple_Size(((broadcast_object *)self)->arrays));
}

static PyObject *get_iters(PyObject *self, void *unused)
{
    (void)unused;
    const broadcast_object *b = (broadcast_object *)self;
    const Py_ssize_t n = PyTuple_Size(b->arrays);
    PyObject *iters = PyTuple_New(n);
    for (Py_ssize_t k = 0; iters != NULL && k < n; k++) {
        la_array view = LA_ARRAY_NULL;
        PyObject *ndarray = PyTuple_GetItem(b->arrays, k);
        la_status status = la_broadcast_to(&view, rumpy_array_of(ndarray), b->ndim, b->shape);
        PyObject *stretched =
            status == LA_OK ? rumpy_ndarray_view(ndarray, &view) : rumpy_raise(status);
        PyObject *flat = stretched != NULL ? rumpy_flat_new(stretched, b->index) : NULL;
        Py_XDECREF(stretched);
        if (flat != NULL)
            PyTuple_SetItem(iters, k, flat);
        else
            Py_CLEAR(iters);
    }
    return iters;
}

static PyMethodDef methods[] = {
    {"reset", reset, METH_NOARGS, "reset($self, /)\n--\n\nBegins again."},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef attributes[] = {
    {"shape", get_shape, NULL, "The common shape.", NULL},
    {"ndim", get_ndim, NULL, "The number of its axes.", NULL},
    {"nd", get_ndim, NULL, "The number of its axes.", NULL},
    {"size", get_size, NULL, "The number of elements.", NULL},
    {"index", get_index, NULL, "Position of the next elements.", NULL},
    {"numiter", get_numiter, NULL, "The number of arrays.", NULL},
    {"iters", get_iters, NULL, "Flat iterators over the stretched arrays, at `index`.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, new},
    {Py_tp_dealloc, dealloc},
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, iter_next},
    {Py_tp_methods, methods},
    {Py_tp_getset, attributes},
    {Py_tp_doc, "Arrays broadcast together: their common shape, and an iterator over tuples of "
                "elements.\n\n"
                ">>> import rumpy as np\n"
                ">>> b = np.broadcast([1, 2, 3], [[4], [5]])\n"
                ">>> b.shape, b.size\n"
                "((2, 3), 6)"},
    {0, NULL},
};

bool rumpy_broadcast_init(PyObject *module)
{
    PyType_Spec spec = {
        .name = "rumpy.broadcast",
        .basicsize = sizeof(broadcast_object),
        .flags = Py_TPFLAGS_DEFAULT,
        .slots = slots,
    };
    broadcast_type = rumpy_add_type(module, &spec, "broadcast");
    return broadcast_type != NULL;
}
