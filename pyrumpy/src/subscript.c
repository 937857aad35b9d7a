/* a[...]: reading, writing, length, iteration, membership. */
#include "fp_errors.h"
#include "ndarray.h"

#include <string.h>

/* --- fast paths: an integer, all integers, one slice ------------------------------------------ */

static PyObject *element(const la_array *a, const char *data)
{
    return rumpy_scalar_new(a->dtype, data);
}

static PyObject *view_of(PyObject *self, char *data, int ndim, const ptrdiff_t *shape,
                         const ptrdiff_t *strides)
{
    const la_array *a = rumpy_array_of(self);
    PyObject *view = rumpy_view_begin(self);
    if (view == NULL) return NULL;
    la_status status =
        la_array_init_view(rumpy_array_of(view), a, data, a->dtype, ndim, shape, strides);
    return rumpy_view_finish(self, view, status);
}

static PyObject *row(PyObject *self, ptrdiff_t i)
{
    const la_array *a = rumpy_array_of(self);
    return view_of(self, a->data + i * a->strides[0], a->ndim - 1, a->shape + 1, a->strides + 1);
}

/* Position of an exact int within a dimension; false (no error set) where it isn't inside. */
static inline bool locate(PyObject *index, ptrdiff_t length, ptrdiff_t *position)
{
    Py_ssize_t i = PyLong_AsSsize_t(index);
    if (i < 0) {
        if (i == -1 && PyErr_Occurred()) {
            PyErr_Clear();
            return false;
        }
        i += length;
    }
    *position = i;
    return i >= 0 && i < length;
}

/* The element that a tuple of exact ints, one for every dimension, names; NULL otherwise. */
static char *locate_all(const la_array *a, PyObject *tuple)
{
    char *data = a->data;
    for (int d = 0; d < a->ndim; d++) {
        PyObject *index = PyTuple_GetItem(tuple, d);
        ptrdiff_t i;
        if (!PyLong_CheckExact(index) || !locate(index, a->shape[d], &i)) return NULL;
        data += i * a->strides[d];
    }
    return data;
}

/* The element that `key` names, if it is one exact int or a tuple of them; NULL otherwise. */
static inline char *locate_element(const la_array *a, PyObject *key)
{
    ptrdiff_t i;
    if (PyLong_CheckExact(key)) {
        if (a->ndim != 1 || !locate(key, a->shape[0], &i)) return NULL;
        return a->data + i * a->strides[0];
    }
    if (PyTuple_CheckExact(key) && PyTuple_Size(key) == a->ndim) return locate_all(a, key);
    return NULL;
}

/* Applies a slice to axis d of a: length and stride of the result; moves *data to its start. */
static bool slice_axis(const la_array *a, int d, PyObject *slice, char **data, ptrdiff_t *length,
                       ptrdiff_t *stride)
{
    Py_ssize_t start, stop, step;
    if (PySlice_Unpack(slice, &start, &stop, &step) < 0) return false;
    *length = PySlice_AdjustIndices(a->shape[d], &start, &stop, step);
    /* The stride of an axis of no elements, or one, is never used; it may be beyond all numbers. */
    if (__builtin_mul_overflow(a->strides[d], step, stride)) *stride = a->strides[d];
    if (*length > 0) *data += start * a->strides[d];
    return true;
}

static PyObject *slice_first_axis(PyObject *self, PyObject *slice)
{
    const la_array *a = rumpy_array_of(self);
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    char *data = a->data;
    if (!slice_axis(a, 0, slice, &data, &shape[0], &strides[0])) return NULL;
    for (int d = 1; d < a->ndim; d++) {
        shape[d] = a->shape[d];
        strides[d] = a->strides[d];
    }
    return view_of(self, data, a->ndim, shape, strides);
}

/* a[1:, 3], a tuple of exact ints (within bounds) and slices, no more than a has dimensions. NULL
 * without an error where the tuple is something else. */
static PyObject *slice_axes(PyObject *self, PyObject *tuple)
{
    const la_array *a = rumpy_array_of(self);
    int given = (int)PyTuple_Size(tuple), n = 0, d = 0;
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    char *data = a->data;
    for (; d < given; d++) {
        PyObject *key = PyTuple_GetItem(tuple, d);
        ptrdiff_t i;
        if (Py_TYPE(key) == &PySlice_Type) {
            if (!slice_axis(a, d, key, &data, &shape[n], &strides[n])) return NULL;
            n++;
        } else if (PyLong_CheckExact(key) && locate(key, a->shape[d], &i)) {
            data += i * a->strides[d];
        } else {
            return NULL;
        }
    }
    for (; d < a->ndim; d++, n++) {
        shape[n] = a->shape[d];
        strides[n] = a->strides[d];
    }
    return view_of(self, data, n, shape, strides);
}

/* --- the general case: Python objects become la_index items ----------------------------------- */

enum { MAX_ITEMS = 2 * LA_MAXDIMS + 1 };

typedef struct parsed {
    int n;
    la_index items[MAX_ITEMS];
    PyObject *held[MAX_ITEMS]; /* the arrays that items refer to */
    int nheld, nintegers;
    bool has_ellipsis, basic;
    bool copies; /* an integer came as an array: what else were a view is a copy */
} parsed;

static void release(parsed *p)
{
    for (int i = 0; i < p->nheld; i++)
        Py_DECREF(p->held[i]);
}

static bool invalid(void)
{
    PyErr_SetString(PyExc_IndexError,
                    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and "
                    "integer or boolean arrays are valid indices");
    return false;
}

static bool add_integer(parsed *p, PyObject *obj)
{
    Py_ssize_t i = PyNumber_AsSsize_t(obj, PyExc_IndexError);
    if (i == -1 && PyErr_Occurred()) {
        return rumpy_clear(PyExc_IndexError) && invalid();
    }
    p->items[p->n++] = (la_index){.kind = LA_INDEX_INTEGER, .integer = i};
    p->nintegers++;
    return true;
}

static bool add_slice(parsed *p, PyObject *obj)
{
    Py_ssize_t start, stop, step;
    if (PySlice_Unpack(obj, &start, &stop, &step) < 0) return false;
    /* PySlice_Unpack clips what is beyond; the lowest value means "absent" to libarray, which is
     * the same thing only for a stop with a negative step. */
    if (start == LA_SLICE_NONE) start++;
    if (stop == LA_SLICE_NONE && step > 0) stop++;
    p->items[p->n++] =
        (la_index){.kind = LA_INDEX_SLICE, .start = start, .stop = stop, .step = step};
    return true;
}

/* Takes the reference to an array of integers or booleans. */
static bool add_array(parsed *p, PyObject *ndarray)
{
    const la_array *a = rumpy_array_of(ndarray);
    if (a->ndim == 0 && la_dtype_is_integer(a->dtype)) {
        PyObject *value = rumpy_element_get(a->dtype, a->data);
        bool ok = value != NULL && add_integer(p, value);
        p->copies = true;
        Py_XDECREF(value);
        Py_DECREF(ndarray);
        return ok;
    }
    p->held[p->nheld++] = ndarray;
    p->items[p->n++] = (la_index){.kind = LA_INDEX_ARRAY, .array = a};
    p->basic = false;
    return true;
}

static bool add_array_like(parsed *p, PyObject *obj)
{
    PyObject *ndarray;
    bool given = rumpy_is_ndarray(obj);
    if (given) {
        Py_INCREF(obj);
        ndarray = obj;
    } else {
        ndarray = rumpy_asarray(obj, NULL);
        if (ndarray == NULL) {
            return rumpy_clear(PyExc_TypeError) && invalid();
        }
    }
    const la_array *a = rumpy_array_of(ndarray);
    if (a->dtype->kind == 'b' || la_dtype_is_integer(a->dtype)) return add_array(p, ndarray);
    if (!given && a->size == 0) { /* [] is no array of floats here */
        la_array integers = LA_ARRAY_NULL;
        la_status status =
            la_astype(&integers, a, la_dtype_of(LA_INTP), LA_ORDER_C, LA_CASTING_UNSAFE);
        Py_DECREF(ndarray);
        if (status != LA_OK) {
            rumpy_raise(status);
            return false;
        }
        ndarray = rumpy_ndarray_wrap(&integers, NULL);
        return ndarray != NULL && add_array(p, ndarray);
    }
    Py_DECREF(ndarray);
    if (!given) return invalid();
    PyErr_SetString(PyExc_IndexError,
                    "arrays used as indices must be of integer (or boolean) type");
    return false;
}

static bool add_item(parsed *p, PyObject *obj)
{
    if (PyLong_CheckExact(obj)) return add_integer(p, obj);
    if (PySlice_Check(obj)) return add_slice(p, obj);
    if (obj == Py_None) {
        p->items[p->n++] = (la_index){.kind = LA_INDEX_NEWAXIS};
        return true;
    }
    if (obj == Py_Ellipsis) {
        if (p->has_ellipsis) {
            PyErr_SetString(PyExc_IndexError, "an index can only have a single ellipsis ('...')");
            return false;
        }
        p->has_ellipsis = true;
        p->items[p->n++] = (la_index){.kind = LA_INDEX_ELLIPSIS};
        return true;
    }
    if (!PyBool_Check(obj) && !rumpy_is_ndarray(obj) && PyIndex_Check(obj) &&
        !PySequence_Check(obj)) {
        return add_integer(p, obj);
    }
    return add_array_like(p, obj);
}

/* After a slice that can't be read: an item that is no index at all is the worse error. False. */
static bool check_rest(parsed *p, PyObject *tuple, Py_ssize_t next)
{
    PyObject *kind, *value, *traceback;
    PyErr_Fetch(&kind, &value, &traceback);
    bool ok = true;
    for (; ok && next < PyTuple_Size(tuple); next++) {
        PyObject *item = PyTuple_GetItem(tuple, next);
        if (!PySlice_Check(item)) ok = add_item(p, item);
    }
    if (ok) {
        PyErr_Restore(kind, value, traceback);
        return false;
    }
    Py_XDECREF(kind);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
    return false;
}

static bool parse(PyObject *key, parsed *p)
{
    p->n = p->nheld = p->nintegers = 0;
    p->has_ellipsis = p->copies = false;
    p->basic = true;
    bool ok = true;
    if (PyTuple_Check(key)) {
        Py_ssize_t n = PyTuple_Size(key);
        if (n > MAX_ITEMS) {
            PyErr_SetString(PyExc_IndexError, "too many indices for array");
            return false;
        }
        for (Py_ssize_t i = 0; ok && i < n; i++) {
            PyObject *item = PyTuple_GetItem(key, i);
            ok = add_item(p, item) || (PySlice_Check(item) && check_rest(p, key, i + 1));
        }
    } else {
        ok = add_item(p, key);
    }
    if (!ok) release(p);
    return ok;
}

/* Whether the items name one element, which then is a scalar, not an array of no dimensions. */
static bool is_element(const parsed *p, const la_array *a)
{
    return p->nintegers == p->n && p->n == a->ndim;
}

PyObject *rumpy_subscript_get(PyObject *self, PyObject *key)
{
    const la_array *a = rumpy_array_of(self);
    if (Py_TYPE(key) == &PySlice_Type) {
        if (a->ndim > 0) return slice_first_axis(self, key);
    } else if (key == Py_Ellipsis) {
        return view_of(self, a->data, a->ndim, a->shape, a->strides);
    } else {
        char *data = locate_element(a, key);
        if (data != NULL) return element(a, data);
        if (PyTuple_CheckExact(key) && PyTuple_Size(key) <= a->ndim) {
            PyObject *view = slice_axes(self, key);
            if (view != NULL) return view;
            /* A slice that can't be read may not be the worst of the items. */
            if (PyErr_Occurred() && !rumpy_clear(PyExc_TypeError)) return NULL;
        } else if (PyLong_CheckExact(key) && a->ndim > 1) {
            ptrdiff_t i;
            if (locate(key, a->shape[0], &i)) return row(self, i);
        }
    }
    parsed p;
    if (!parse(key, &p)) return NULL;
    la_array out = LA_ARRAY_NULL;
    la_status status =
        p.basic ? la_index_view(&out, a, p.n, p.items) : la_index_get(&out, a, p.n, p.items);
    bool scalar = status == LA_OK && is_element(&p, a);
    release(&p);
    if (status != LA_OK) return rumpy_raise(status);
    if (scalar) return rumpy_return(&out);
    if (p.basic && p.copies) {
        la_array copy = LA_ARRAY_NULL;
        status = la_astype(&copy, &out, NULL, LA_ORDER_K, LA_CASTING_UNSAFE);
        la_array_destroy(&out);
        return status == LA_OK ? rumpy_ndarray_wrap_like(self, &copy) : rumpy_raise(status);
    }
    return p.basic ? rumpy_ndarray_view(self, &out) : rumpy_ndarray_wrap_like(self, &out);
}

/* --- writing ---------------------------------------------------------------------------------- */

/* What is to be assigned, as an array. Python numbers and lists take the target's own type, so that
 * those that don't fit are refused; arrays keep theirs and are cast; scalars, too, but for those
 * that integers take by their int(). */
static PyObject *value_for(const la_array *target, PyObject *value)
{
    if (rumpy_is_ndarray(value)) {
        Py_INCREF(value);
        return value;
    }
    PyObject *taken = rumpy_assigned(target->dtype, value), *array = NULL;
    if (taken == NULL) return NULL;
    rumpy_value scalar;
    array = rumpy_asarray(taken, rumpy_scalar_read(taken, &scalar) != NULL ? NULL : target->dtype);
    Py_DECREF(taken);
    return array;
}

static bool check_writeable(const la_array *a)
{
    if (a->flags & LA_WRITEABLE) return true;
    PyErr_SetString(PyExc_ValueError, "assignment destination is read-only");
    return false;
}

bool rumpy_assign(PyObject *self, PyObject *value)
{
    la_array *a = rumpy_array_of(self);
    if (!check_writeable(a)) return false;
    PyObject *source = value_for(a, value);
    if (source == NULL) return false;
    rumpy_fp_begin();
    la_status status = la_copyto(a, rumpy_array_of(source), LA_CASTING_UNSAFE, NULL);
    Py_DECREF(source);
    if (status != LA_OK) rumpy_raise(status);
    return status == LA_OK && rumpy_fp_end("", "cast");
}

int rumpy_subscript_set(PyObject *self, PyObject *key, PyObject *value)
{
    la_array *a = rumpy_array_of(self);
    if (value == NULL) {
        PyErr_SetString(PyExc_ValueError, "cannot delete array elements");
        return -1;
    }
    if (!check_writeable(a)) return -1;
    char *data = locate_element(a, key);
    if (data != NULL) return rumpy_element_assign(a->dtype, value, data) ? 0 : -1;

    parsed p;
    if (!parse(key, &p)) return -1;
    la_status status = LA_OK;
    bool ok = true;
    if (is_element(&p, a)) {
        la_array one = LA_ARRAY_NULL;
        status = la_index_view(&one, a, p.n, p.items);
        if (status == LA_OK) {
            ok = rumpy_element_assign(a->dtype, value, one.data);
            la_array_destroy(&one);
        }
    } else {
        PyObject *source = value_for(a, value);
        ok = source != NULL;
        if (ok) {
            rumpy_fp_begin();
            status = la_index_set(a, p.n, p.items, rumpy_array_of(source));
            Py_DECREF(source);
            ok = status != LA_OK || rumpy_fp_end("", "cast");
        }
    }
    release(&p);
    if (status != LA_OK) rumpy_raise(status);
    return ok && status == LA_OK ? 0 : -1;
}

/* --- the sequence protocol -------------------------------------------------------------------- */

static Py_ssize_t length(PyObject *self)
{
    const la_array *a = rumpy_array_of(self);
    if (a->ndim > 0) return a->shape[0];
    PyErr_SetString(PyExc_TypeError, "len() of unsized object");
    return -1;
}

static PyObject *item(PyObject *self, Py_ssize_t i)
{
    const la_array *a = rumpy_array_of(self);
    if (a->ndim == 0) {
        PyErr_SetString(PyExc_IndexError,
                        "too many indices for array: array is 0-dimensional, but 1 were indexed");
        return NULL;
    }
    if (i < 0 || i >= a->shape[0]) {
        PyErr_Format(PyExc_IndexError, "index %zd is out of bounds for axis 0 with size %zd", i,
                     a->shape[0]);
        return NULL;
    }
    return a->ndim == 1 ? element(a, a->data + i * a->strides[0]) : row(self, i);
}

static int assign_item(PyObject *self, Py_ssize_t i, PyObject *value)
{
    PyObject *key = PyLong_FromSsize_t(i);
    if (key == NULL) return -1;
    int result = rumpy_subscript_set(self, key, value);
    Py_DECREF(key);
    return result;
}

/* x in a: (a == x).any() */
static int contains(PyObject *self, PyObject *value)
{
    PyObject *equal = PyObject_RichCompare(self, value, Py_EQ);
    if (equal == NULL) return -1;
    PyObject *any = rumpy_is_ndarray(equal) ? PyObject_CallMethod(equal, "any", NULL) : equal;
    if (any != equal) Py_DECREF(equal);
    if (any == NULL) return -1;
    int truth = PyObject_IsTrue(any);
    Py_DECREF(any);
    return truth;
}

static PyObject *iterate(PyObject *self)
{
    if (rumpy_array_of(self)->ndim > 0) return PySeqIter_New(self);
    PyErr_SetString(PyExc_TypeError, "iteration over a 0-d array");
    return NULL;
}

const PyType_Slot rumpy_subscript_slots[] = {
    {Py_mp_length, length},
    {Py_mp_subscript, rumpy_subscript_get},
    {Py_mp_ass_subscript, rumpy_subscript_set},
    {Py_sq_length, length},
    {Py_sq_item, item},
    {Py_sq_ass_item, assign_item},
    {Py_sq_contains, contains},
    {Py_tp_iter, iterate},
    {0, NULL},
};
