/* a.flat: the elements in C order, as an iterator that can be indexed and assigned to. */
#include "ndarray.h"

typedef struct flat_object {
    PyObject_HEAD
    PyObject *ndarray;
    ptrdiff_t next;
} flat_object;

static PyTypeObject *flat_type;

PyObject *rumpy_flat_new(PyObject *ndarray, ptrdiff_t next)
{
    flat_object *self = PyObject_New(flat_object, flat_type);
    if (self == NULL) return NULL;
    Py_INCREF(ndarray);
    self->ndarray = ndarray;
    self->next = next;
    return (PyObject *)self;
}

static void dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_DECREF(((flat_object *)self)->ndarray);
    PyObject_Free(self);
    Py_DECREF(type);
}

static la_array *array_of(PyObject *self)
{
    return rumpy_array_of(((flat_object *)self)->ndarray);
}

static PyObject *iter_next(PyObject *self)
{
    flat_object *f = (flat_object *)self;
    const la_array *a = array_of(self);
    if (f->next >= a->size) return NULL;
    ptrdiff_t rest = f->next++;
    const char *data = a->data;
    for (int i = a->ndim - 1; i >= 0; i--) {
        data += rest % a->shape[i] * a->strides[i];
        rest /= a->shape[i];
    }
    return rumpy_scalar_new(a->dtype, data);
}

/* The elements as an array of one dimension, a view where the layout allows. */
static PyObject *flattened(PyObject *ndarray, bool *copied)
{
    la_array line = LA_ARRAY_NULL;
    ptrdiff_t all = -1;
    const la_array *a = rumpy_array_of(ndarray);
    la_status status = la_reshape(&line, a, 1, a->size == 0 ? &a->size : &all, LA_ORDER_C, copied);
    return status == LA_OK ? rumpy_ndarray_wrap(&line, NULL) : rumpy_raise(status);
}

/* IndexError in NumPy's words for an int that is out of range; other keys are not looked at. */
static bool check_bounds(const la_array *a, PyObject *key)
{
    if (!PyLong_CheckExact(key)) return true;
    Py_ssize_t i = PyLong_AsSsize_t(key);
    if (i == -1 && PyErr_Occurred()) {
        PyErr_Clear();
        return true;
    }
    if (i >= -a->size && i < a->size) return true;
    PyErr_Format(PyExc_IndexError, "index %zd is out of bounds for size %zd", i, a->size);
    return false;
}

/* A truth value chooses the first element, or none. */
static PyObject *key_of_truth(PyObject *truth)
{
    if (PyErr_WarnEx(PyExc_DeprecationWarning,
                     "Indexing flat iterators with a 0-dimensional boolean index is deprecated and "
                     "may be removed in a future version. (Deprecated NumPy 2.4)",
                     1) < 0)
        return NULL;
    const int first = PyObject_IsTrue(truth);
    if (first > 0) return PyLong_FromLong(0);
    PyObject *zero = first == 0 ? PyLong_FromLong(0) : NULL;
    PyObject *nothing = zero == NULL ? NULL : PySlice_New(zero, zero, NULL);
    Py_XDECREF(zero);
    return nothing;
}

/* An index array of what is neither an array nor an int. */
static PyObject *key_of_sequence(PyObject *obj)
{
    PyObject *found = rumpy_asarray(obj, NULL);
    if (found == NULL) return NULL;
    const la_array *a = rumpy_array_of(found);
    const char kind = a->dtype->kind;
    if (kind == 'b') {
        PyErr_SetString(PyExc_IndexError,
                        "boolean indices for iterators are not supported because of previous "
                        "behavior that was confusing (valid boolean indices are expected to work "
                        "in the future)");
        Py_DECREF(found);
        return NULL;
    }
    if (kind == 'i' || kind == 'u') return found;
    PyObject *result = NULL;
    if (a->size == 0 || PyErr_WarnEx(PyExc_DeprecationWarning,
                                     "Invalid non-array indices for iterator objects are "
                                     "deprecated and will be removed in a future version. "
                                     "(Deprecated NumPy 2.4)",
                                     1) == 0)
        result = rumpy_as_intp(a, LA_CASTING_UNSAFE);
    Py_DECREF(found);
    return result;
}

/* A key of a.flat as one of an array of one dimension: a new reference. */
static PyObject *plain_key(PyObject *key)
{
    if (PyTuple_Check(key)) {
        const Py_ssize_t n = PyTuple_Size(key);
        if (n == 0) return Py_NewRef(Py_Ellipsis);
        if (n > 1) {
            PyErr_Format(PyExc_IndexError,
                         "too many indices for flat iterator: flat iterator is 1-dimensional, but "
                         "%zd were indexed",
                         n);
            return NULL;
        }
        key = PyTuple_GetItem(key, 0);
    }
    if (key == Py_None) {
        PyErr_SetString(PyExc_IndexError, "only integers, slices (`:`), ellipsis (`...`) and "
                                          "integer or boolean arrays are valid indices");
        return NULL;
    }
    const la_array *array = rumpy_is_ndarray(key) ? rumpy_array_of(key) : NULL;
    if (PyBool_Check(key) || (array != NULL && array->ndim == 0 && array->dtype->kind == 'b'))
        return key_of_truth(key);
    const bool plain = array != NULL || key == Py_Ellipsis || PySlice_Check(key);
    if (plain || (PyIndex_Check(key) && !PySequence_Check(key))) return Py_NewRef(key);
    return key_of_sequence(key);
}

static PyObject *get_item(PyObject *self, PyObject *given)
{
    bool copied;
    PyObject *key = plain_key(given), *line = NULL, *result = NULL;
    if (key != NULL && check_bounds(array_of(self), key))
        line = flattened(((flat_object *)self)->ndarray, &copied);
    if (line != NULL) result = rumpy_subscript_get(line, key);
    Py_XDECREF(line);
    Py_XDECREF(key);
    if (result == NULL || !rumpy_is_ndarray(result)) return result;
    la_array copy = LA_ARRAY_NULL; /* a.flat[1:3] is a copy, always */
    la_status status =
        la_astype(&copy, rumpy_array_of(result), NULL, LA_ORDER_C, LA_CASTING_UNSAFE);
    Py_DECREF(result);
    PyObject *ndarray = ((flat_object *)self)->ndarray;
    return status == LA_OK ? rumpy_ndarray_wrap_like(ndarray, &copy) : rumpy_raise(status);
}

/* Copies an array of one dimension back into a.flat. */
static bool copy_back(la_array *a, const la_array *line)
{
    la_array shaped = LA_ARRAY_NULL;
    la_status status = la_reshape(&shaped, line, a->ndim, a->shape, LA_ORDER_C, NULL);
    if (status == LA_OK) status = la_copyto(a, &shaped, LA_CASTING_UNSAFE, NULL);
    la_array_destroy(&shaped);
    if (status != LA_OK) rumpy_raise(status);
    return status == LA_OK;
}

/* line[...] = values, which are repeated until line is full. */
static la_status fill_repeating(la_array *line, const la_array *values)
{
    for (ptrdiff_t at = 0; at < line->size; at += values->size) {
        ptrdiff_t n = values->size < line->size - at ? values->size : line->size - at;
        la_array to = LA_ARRAY_NULL, from = LA_ARRAY_NULL;
        la_status status = la_array_init_view(&to, line, line->data + at * line->strides[0],
                                              line->dtype, 1, &n, line->strides);
        if (status == LA_OK) {
            status = la_array_init_view(&from, values, values->data, values->dtype, 1, &n,
                                        values->strides);
        }
        if (status == LA_OK) status = la_copyto(&to, &from, LA_CASTING_UNSAFE, NULL);
        la_array_destroy(&to);
        la_array_destroy(&from);
        if (status != LA_OK) return status;
    }
    return LA_OK;
}

/* line[key] = value. Unlike a[...], a.flat[...] repeats values, or takes some of them, or none. */
static int set_some(PyObject *line, PyObject *key, PyObject *value)
{
    if (PyLong_Check(key)) {
        if (rumpy_subscript_set(line, key, value) == 0) return 0;
        if (!rumpy_clear(PyExc_Exception)) return -1;
        PyErr_SetString(PyExc_ValueError, "Error setting single item of array.");
        return -1;
    }
    PyObject *chosen = rumpy_subscript_get(line, key), *source = NULL, *values = NULL;
    PyObject *repeated = NULL;
    int result = -1;
    bool copied;
    if (chosen != NULL) source = rumpy_asarray(value, rumpy_array_of(line)->dtype);
    if (source != NULL) values = flattened(source, &copied);
    if (values != NULL && rumpy_is_ndarray(chosen) && rumpy_array_of(chosen)->ndim == 1 &&
        rumpy_array_of(values)->size != 1) {
        const la_array *from = rumpy_array_of(values);
        la_array filled = LA_ARRAY_NULL;
        const ptrdiff_t n = from->size == 0 ? 0 : rumpy_array_of(chosen)->size;
        la_status status = la_array_init(&filled, from->dtype, 1, &n, LA_ORDER_C);
        if (status == LA_OK) status = fill_repeating(&filled, from);
        if (status == LA_OK) {
            repeated = rumpy_ndarray_wrap(&filled, NULL);
            if (repeated != NULL) result = n == 0 ? 0 : rumpy_subscript_set(line, key, repeated);
        } else {
            la_array_destroy(&filled);
            rumpy_raise(status);
        }
    } else if (values != NULL) {
        result = rumpy_subscript_set(line, key, source);
    }
    Py_XDECREF(repeated);
    Py_XDECREF(values);
    Py_XDECREF(source);
    Py_XDECREF(chosen);
    return result;
}

static int set_item(PyObject *self, PyObject *given, PyObject *value)
{
    bool copied;
    la_array *a = array_of(self);
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "Cannot delete iterator elements");
        return -1;
    }
    if (!(a->flags & LA_WRITEABLE)) {
        PyErr_SetString(PyExc_ValueError, "assignment destination is read-only");
        return -1;
    }
    if (PyTuple_Check(given) && PyTuple_Size(given) == 0) {
        PyErr_SetString(PyExc_IndexError,
                        "Assigning to a flat iterator with a 0-D index is not supported");
        return -1;
    }
    PyObject *key = plain_key(given), *line = NULL;
    int result = -1;
    if (key != NULL && check_bounds(a, key))
        line = flattened(((flat_object *)self)->ndarray, &copied);
    if (line != NULL) result = set_some(line, key, value);
    if (result == 0 && copied && !copy_back(a, rumpy_array_of(line))) result = -1;
    Py_XDECREF(line);
    Py_XDECREF(key);
    return result;
}

int rumpy_flat_assign(PyObject *ndarray, PyObject *value)
{
    la_array *a = rumpy_array_of(ndarray);
    if (!(a->flags & LA_WRITEABLE)) {
        PyErr_SetString(PyExc_ValueError, "assignment destination is read-only");
        return -1;
    }
    PyObject *source = rumpy_asarray(value, a->dtype), *values = NULL, *line = NULL;
    bool copied;
    int result = -1;
    if (source != NULL) values = flattened(source, &copied);
    if (values != NULL) line = flattened(ndarray, &copied);
    if (line != NULL) {
        la_array *to = rumpy_array_of(line);
        const la_array *from = rumpy_array_of(values);
        la_status status = LA_OK;
        if (to->size > 0 && from->size == 0) {
            PyErr_SetString(PyExc_ValueError, "Cannot copy from an empty sequence.");
        } else if ((status = fill_repeating(to, from)) != LA_OK) {
            rumpy_raise(status);
        } else if (!copied || copy_back(a, to)) {
            result = 0;
        }
    }
    Py_XDECREF(source);
    Py_XDECREF(values);
    Py_XDECREF(line);
    return result;
}

static Py_ssize_t length(PyObject *self)
{
    return array_of(self)->size;
}

static PyObject *get_base(PyObject *self, void *unused)
{
    (void)unused;
    PyObject *ndarray = ((flat_object *)self)->ndarray;
    Py_INCREF(ndarray);
    return ndarray;
}

static PyObject *get_index(PyObject *self, void *unused)
{
    (void)unused;
    return PyLong_FromSsize_t(((flat_object *)self)->next);
}

/* As an index of each axis; past the end the first one's is its length. */
static PyObject *get_coords(PyObject *self, void *unused)
{
    (void)unused;
    const la_array *a = array_of(self);
    ptrdiff_t coords[LA_MAXDIMS], rest = ((flat_object *)self)->next;
    for (int i = a->ndim - 1; i >= 0; i--) {
        const ptrdiff_t length = i > 0 && a->shape[i] > 0 ? a->shape[i] : PTRDIFF_MAX;
        coords[i] = rest % length;
        rest /= length;
    }
    return rumpy_int_tuple(a->ndim, coords);
}

static PyObject *copy(PyObject *self, PyObject *unused)
{
    (void)unused;
    const la_array *a = array_of(self);
    la_array result = LA_ARRAY_NULL, line = LA_ARRAY_NULL;
    la_status status = la_astype(&result, a, NULL, LA_ORDER_C, LA_CASTING_UNSAFE);
    if (status == LA_OK) {
        status = la_reshape(&line, &result, 1, &a->size, LA_ORDER_C, NULL);
        line.flags |= LA_OWNDATA;
        la_array_destroy(&result);
    }
    return status == LA_OK ? rumpy_ndarray_wrap(&line, NULL) : rumpy_raise(status);
}

static PyObject *as_array(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames)
{
    (void)args;
    (void)nargs;
    (void)kwnames;
    return copy(self, NULL);
}

static PyMethodDef methods[] = {
    {"copy", copy, METH_NOARGS,
     "copy($self, /)\n--\n\nA copy of the elements as an array of one dimension."},
    {"__array__", (PyCFunction)(void (*)(void))as_array, METH_FASTCALL | METH_KEYWORDS,
     "The elements as an array of one dimension."},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef attributes[] = {
    {"base", get_base, NULL, "The array that is iterated over.", NULL},
    {"index", get_index, NULL, "Position of the next element.", NULL},
    {"coords", get_coords, NULL, "The same as an index of each axis.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_dealloc, dealloc},
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, iter_next},
    {Py_mp_length, length},
    {Py_mp_subscript, get_item},
    {Py_mp_ass_subscript, set_item},
    {Py_tp_getset, attributes},
    {Py_tp_methods, methods},
    {Py_tp_doc, "Iterator over the elements of an array, in C order."},
    {0, NULL},
};

bool rumpy_flat_init(PyObject *module)
{
    PyType_Spec spec = {
        .name = "rumpy.flatiter",
        .basicsize = sizeof(flat_object),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION,
        .slots = slots,
    };
    flat_type = rumpy_add_type(module, &spec, "flatiter");
    return flat_type != NULL;
}
