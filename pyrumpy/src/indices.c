/* np.ndindex and np.ndenumerate: indices in C order, the latter with the element there. */
#include "ndarray.h"

/* --- counting --------------------------------------------------------------------------------- */

typedef struct counter {
    int ndim;
    bool done;
    ptrdiff_t *shape, *index; /* one piece of memory */
} counter;

static bool counter_init(counter *c, int ndim, const ptrdiff_t *shape)
{
    c->ndim = ndim;
    c->done = false;
    c->shape = PyMem_Malloc((2 * (size_t)ndim + 1) * sizeof *c->shape);
    if (c->shape == NULL) {
        PyErr_NoMemory();
        return false;
    }
    c->index = c->shape + ndim;
    for (int i = 0; i < ndim; i++) {
        c->shape[i] = shape[i];
        c->index[i] = 0;
        if (shape[i] == 0) c->done = true;
    }
    return true;
}

static void counter_clear(counter *c)
{
    PyMem_Free(c->shape);
    c->shape = NULL;
}

/* The next index; the axis that moved on, those after it being at 0 again, or -1 at the end. */
static inline int count(counter *c)
{
    for (int i = c->ndim - 1; i >= 0; i--) {
        if (++c->index[i] < c->shape[i]) return i;
        c->index[i] = 0;
    }
    c->done = true;
    return -1;
}

/* --- ndindex ---------------------------------------------------------------------------------- */

typedef struct ndindex_object {
    PyObject_HEAD
    counter counter;
} ndindex_object;

static PyObject *new_object(PyTypeObject *type)
{
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    return allocate(type, 0); /* all bytes zero */
}

static void free_object(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF(type);
}

static PyObject *ndindex_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    if (kwargs != NULL && PyDict_Size(kwargs) > 0) {
        PyErr_SetString(PyExc_TypeError, "ndindex() takes no keyword arguments");
        return NULL;
    }
    PyObject *given = args;
    if (PyTuple_Size(args) == 1 && PyTuple_Check(PyTuple_GetItem(args, 0)))
        given = PyTuple_GetItem(args, 0);
    const Py_ssize_t ndim = PyTuple_Size(given);
    ptrdiff_t *shape = PyMem_Malloc(((size_t)ndim + 1) * sizeof *shape);
    if (shape == NULL) return PyErr_NoMemory();
    bool negative = false, ok = true;
    for (Py_ssize_t i = 0; ok && i < ndim; i++) {
        shape[i] = PyNumber_AsSsize_t(PyTuple_GetItem(given, i), PyExc_OverflowError);
        ok = shape[i] != -1 || !PyErr_Occurred();
        if (shape[i] < 0) negative = true;
    }
    if (ok && negative) {
        PyErr_SetString(PyExc_ValueError, "negative dimensions are not allowed");
        ok = false;
    }
    PyObject *self = ok ? new_object(type) : NULL;
    if (self != NULL && !counter_init(&((ndindex_object *)self)->counter, (int)ndim, shape))
        Py_CLEAR(self);
    PyMem_Free(shape);
    return self;
}

static void ndindex_dealloc(PyObject *self)
{
    counter_clear(&((ndindex_object *)self)->counter);
    free_object(self);
}

static PyObject *ndindex_next(PyObject *self)
{
    counter *c = &((ndindex_object *)self)->counter;
    if (c->done) return NULL;
    PyObject *index = rumpy_int_tuple(c->ndim, c->index);
    if (index != NULL) count(c);
    return index;
}

static PyType_Slot ndindex_slots[] = {
    {Py_tp_new, ndindex_new},
    {Py_tp_dealloc, ndindex_dealloc},
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, ndindex_next},
    {Py_tp_doc, "Iterates over the indices of an array of a shape, as tuples, the last axis "
                "fastest.\n\n"
                ">>> import rumpy as np\n"
                ">>> list(np.ndindex(2, 2))\n"
                "[(0, 0), (0, 1), (1, 0), (1, 1)]"},
    {0, NULL},
};

/* --- ndenumerate ------------------------------------------------------------------------------ */

typedef struct ndenumerate_object {
    PyObject_HEAD
    counter counter;
    PyObject *ndarray;
    const char *data;      /* the element at the index */
    const la_dtype *dtype; /* the array's, and its strides, whatever becomes of them later */
    ptrdiff_t *strides;
} ndenumerate_object;

static PyObject *ndenumerate_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"arr", NULL};
    PyObject *arr;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O:ndenumerate", names, &arr)) return NULL;
    PyObject *ndarray = rumpy_array_from(arr, NULL, -1, LA_ORDER_K, false);
    PyObject *self = ndarray != NULL ? new_object(type) : NULL;
    if (self == NULL) {
        Py_XDECREF(ndarray);
        return NULL;
    }
    ndenumerate_object *e = (ndenumerate_object *)self;
    e->ndarray = ndarray;
    const la_array *a = rumpy_array_of(ndarray);
    e->data = a->data;
    e->dtype = a->dtype;
    e->strides = PyMem_Malloc(((size_t)a->ndim + 1) * sizeof *e->strides);
    if (e->strides == NULL) PyErr_NoMemory();
    if (e->strides == NULL || !counter_init(&e->counter, a->ndim, a->shape)) {
        Py_DECREF(self);
        return NULL;
    }
    for (int i = 0; i < a->ndim; i++)
        e->strides[i] = a->strides[i];
    return self;
}

static void ndenumerate_dealloc(PyObject *self)
{
    ndenumerate_object *e = (ndenumerate_object *)self;
    counter_clear(&e->counter);
    PyMem_Free(e->strides);
    Py_XDECREF(e->ndarray);
    free_object(self);
}

static PyObject *ndenumerate_next(PyObject *self)
{
    ndenumerate_object *e = (ndenumerate_object *)self;
    counter *c = &e->counter;
    if (c->done) return NULL;
    PyObject *index = rumpy_int_tuple(c->ndim, c->index);
    PyObject *value = index != NULL ? rumpy_scalar_new(e->dtype, e->data) : NULL;
    PyObject *pair = value != NULL ? PyTuple_New(2) : NULL;
    if (pair == NULL) {
        Py_XDECREF(index);
        Py_XDECREF(value);
        return NULL;
    }
    PyTuple_SetItem(pair, 0, index);
    PyTuple_SetItem(pair, 1, value);
    const int moved = count(c);
    if (moved >= 0) {
        e->data += e->strides[moved];
        for (int i = moved + 1; i < c->ndim; i++)
            e->data -= (c->shape[i] - 1) * e->strides[i];
    }
    return pair;
}

/* a.flat, at the element that comes next. */
static PyObject *ndenumerate_iter(PyObject *self, void *unused)
{
    (void)unused;
    const ndenumerate_object *e = (ndenumerate_object *)self;
    const counter *c = &e->counter;
    ptrdiff_t next = c->done ? rumpy_array_of(e->ndarray)->size : 0;
    for (int i = 0; !c->done && i < c->ndim; i++)
        next = next * c->shape[i] + c->index[i];
    return rumpy_flat_new(e->ndarray, next);
}

static PyGetSetDef ndenumerate_attributes[] = {
    {"iter", ndenumerate_iter, NULL, "A flat iterator that begins where this one is.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot ndenumerate_slots[] = {
    {Py_tp_new, ndenumerate_new},
    {Py_tp_dealloc, ndenumerate_dealloc},
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, ndenumerate_next},
    {Py_tp_getset, ndenumerate_attributes},
    {Py_tp_doc, "Iterates over pairs of an index and the element there.\n\n"
                ">>> import rumpy as np\n"
                ">>> [(i, int(x)) for i, x in np.ndenumerate([[1, 2]])]\n"
                "[((0, 0), 1), ((0, 1), 2)]"},
    {0, NULL},
};

bool rumpy_indices_init(PyObject *module)
{
    PyType_Spec ndindex = {
        .name = "rumpy.ndindex",
        .basicsize = sizeof(ndindex_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
        .slots = ndindex_slots,
    };
    PyType_Spec ndenumerate = {
        .name = "rumpy.ndenumerate",
        .basicsize = sizeof(ndenumerate_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
        .slots = ndenumerate_slots,
    };
    return rumpy_add_type(module, &ndindex, "ndindex") != NULL &&
           rumpy_add_type(module, &ndenumerate, "ndenumerate") != NULL;
}
