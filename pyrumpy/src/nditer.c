/* The types of np.nditer: what Python sees of the walk. */
#include "nditer.h"

typedef struct nditer_object {
    PyObject_HEAD
    nditer *it;                  /* NULL: closed */
    struct nditer_object *inner; /* of nested iterators: the next one within; a reference */
    bool started, finished;      /* by Python's protocol of iteration */
} nditer_object;

static PyTypeObject *nditer_type;

static nditer_object *self_of(PyObject *self)
{
    return (nditer_object *)self;
}

/* The iterator of one that is open; NULL with ValueError. */
static nditer *open_of(PyObject *self)
{
    nditer *it = self_of(self)->it;
    if (it == NULL) PyErr_SetString(PyExc_ValueError, "Iterator is invalid");
    return it;
}

/* The iterator of one that stands at an element. */
static nditer *inside_of(PyObject *self)
{
    nditer_object *s = self_of(self);
    if (s->it != NULL && !s->finished) return s->it;
    PyErr_SetString(PyExc_ValueError, "Iterator is past the end");
    return NULL;
}

static bool check_buffers(const nditer *it)
{
    if (!it->delayed) return true;
    PyErr_SetString(PyExc_ValueError,
                    "Iterator construction used delayed buffer allocation, and no "
                    "reset has been done yet");
    return false;
}

/* --- making and closing ----------------------------------------------------------------------- */

static void begin(nditer_object *self)
{
    self->started = false;
    self->finished = self->it->begin >= self->it->end;
}

/* Takes the iterator, which may be NULL with an exception set. */
static PyObject *wrap(PyTypeObject *type, nditer *it)
{
    nditer_object *self = it != NULL ? PyObject_New(nditer_object, type) : NULL;
    if (self == NULL) {
        if (it != NULL) nditer_free(it);
        return NULL;
    }
    self->it = it;
    self->inner = NULL;
    begin(self);
    return (PyObject *)self;
}

static PyObject *new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    nditer *it = NULL;
    return nditer_from_args(args, kwargs, false, &it) > 0 ? wrap(type, it) : NULL;
}

static bool close_iterator(nditer_object *self)
{
    nditer *it = self->it;
    self->it = NULL;
    Py_CLEAR(self->inner);
    if (it == NULL) return true;
    const bool ok = nditer_finish(it);
    nditer_free(it);
    return ok;
}

static PyObject *method_close(PyObject *self, PyObject *unused)
{
    (void)unused;
    if (!close_iterator(self_of(self))) return NULL;
    Py_RETURN_NONE;
}

/* Copies that were not written back by close() or a `with` block are, with a warning. */
static void dealloc(PyObject *self)
{
    nditer_object *s = self_of(self);
    PyTypeObject *type = Py_TYPE(self);
    PyObject *kind, *value, *traceback;
    PyErr_Fetch(&kind, &value, &traceback);
    bool waiting = false;
    for (int op = 0; s->it != NULL && op < s->it->nop; op++)
        waiting |= s->it->ops[op].target != NULL;
    if (waiting && PyErr_WarnEx(PyExc_RuntimeWarning,
                                "Temporary data has not been written back to one of the operands. "
                                "Typically nditer is used as a context manager otherwise 'close' "
                                "must be called before reading iteration results.",
                                1) < 0)
        PyErr_WriteUnraisable(Py_None);
    if (!close_iterator(s)) PyErr_WriteUnraisable(Py_None);
    PyErr_Restore(kind, value, traceback);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyObject *method_enter(PyObject *self, PyObject *unused)
{
    (void)unused;
    if (self_of(self)->it != NULL) return Py_NewRef(self);
    PyErr_SetString(PyExc_RuntimeError, "operation on non-initialized iterator");
    return NULL;
}

static PyObject *method_exit(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    (void)args;
    (void)nargs;
    return method_close(self, NULL);
}

/* --- moving ----------------------------------------------------------------------------------- */

/* Places the iterators within where this one stands, and begins them again. */
static bool place_inner(nditer_object *self)
{
    for (; self->inner != NULL && self->inner->it != NULL; self = self->inner) {
        nditer *inner = self->inner->it;
        if (!nditer_unload(inner)) return false;
        for (int op = 0; op < inner->nop; op++)
            inner->ops[op].start = self->it->ops[op].seen + inner->ops[op].offset;
        inner->delayed = false;
        if (!nditer_move(inner, inner->begin)) return false;
        begin(self->inner);
    }
    return true;
}

/* To another position, where next() then begins. */
static bool move_to(nditer_object *self, ptrdiff_t at)
{
    if (!nditer_move(self->it, at)) return false;
    self->started = self->finished = false;
    return place_inner(self);
}

static bool start_again(nditer_object *self)
{
    nditer *it = self->it;
    it->delayed = false;
    if (!nditer_move(it, it->begin)) return false;
    begin(self);
    return place_inner(self);
}

static PyObject *method_reset(PyObject *self, PyObject *unused)
{
    (void)unused;
    if (open_of(self) == NULL || !start_again(self_of(self))) return NULL;
    Py_RETURN_NONE;
}

/* 1: at the next element, 0: past the last one, -1: an exception. */
static int step(nditer_object *self)
{
    if (self->it == NULL || self->finished) return 0;
    const int moved = nditer_next(self->it);
    if (moved <= 0) {
        self->finished = true;
        return moved;
    }
    return self->inner == NULL || place_inner(self) ? 1 : -1;
}

static PyObject *method_iternext(PyObject *self, PyObject *unused)
{
    (void)unused;
    const int moved = step(self_of(self));
    return moved < 0 ? NULL : PyBool_FromLong(moved);
}

/* --- elements --------------------------------------------------------------------------------- */

/* The operand where the walk is: of no dimension, or with EXTERNAL_LOOP of one. */
static PyObject *element(const nditer *it, int op)
{
    const nditer_operand *o = &it->ops[op];
    PyObject *ndarray = rumpy_ndarray_new();
    if (ndarray == NULL) return NULL;
    const bool buffered = o->flags & NDITER_IN_BUFFER;
    const la_array *base = buffered ? &o->buffer : rumpy_array_of(o->array);
    const ptrdiff_t count = nditer_count(it);
    la_array *view = rumpy_array_of(ndarray);
    la_status status = la_array_init_view(view, base, o->seen, o->dtype,
                                          nditer_has(it, NDITER_EXTERNAL_LOOP), &count, &o->step);
    if (status != LA_OK) {
        Py_DECREF(ndarray);
        return rumpy_raise(status);
    }
    if (!(o->flags & NDITER_WRITE)) view->flags &= ~(unsigned)LA_WRITEABLE;
    if (!buffered) ((rumpy_ndarray *)ndarray)->base = Py_NewRef(o->array);
    return ndarray;
}

/* Operands first .. last - 1, as a tuple. */
static PyObject *elements(const nditer *it, Py_ssize_t first, Py_ssize_t last)
{
    PyObject *tuple = PyTuple_New(last - first);
    for (Py_ssize_t op = first; tuple != NULL && op < last; op++) {
        PyObject *one = element(it, (int)op);
        if (one != NULL)
            PyTuple_SetItem(tuple, op - first, one);
        else
            Py_CLEAR(tuple);
    }
    return tuple;
}

static PyObject *get_value(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = inside_of(self);
    if (it == NULL || !check_buffers(it)) return NULL;
    return it->nop == 1 ? element(it, 0) : elements(it, 0, it->nop);
}

static PyObject *iter_next(PyObject *self)
{
    nditer_object *s = self_of(self);
    if (s->it == NULL || s->finished) return NULL;
    if (s->started && step(s) <= 0) return NULL;
    s->started = true;
    return get_value(self, NULL);
}

static Py_ssize_t length(PyObject *self)
{
    const nditer *it = self_of(self)->it;
    return it != NULL ? it->nop : 0;
}

/* Operand number `key`, -1 with IndexError. */
static Py_ssize_t find_operand(const nditer *it, PyObject *key)
{
    const Py_ssize_t given = PyNumber_AsSsize_t(key, PyExc_IndexError);
    if (given == -1 && PyErr_Occurred()) return -1;
    const Py_ssize_t op = given < 0 ? given + it->nop : given;
    if (op >= 0 && op < it->nop) return op;
    PyErr_Format(PyExc_IndexError, "Iterator operand index %zd is out of bounds", given);
    return -1;
}

static bool find_operands(const nditer *it, PyObject *key, const char *what, Py_ssize_t *first,
                          Py_ssize_t *last)
{
    Py_ssize_t by;
    if (PySlice_Unpack(key, first, last, &by) < 0) return false;
    PySlice_AdjustIndices(it->nop, first, last, by);
    if (*last < *first) *last = *first;
    if (by == 1) return true;
    PyErr_Format(PyExc_ValueError, "Iterator %s only supports a step of 1", what);
    return false;
}

static PyObject *get_item(PyObject *self, PyObject *key)
{
    const nditer *it = inside_of(self);
    if (it == NULL || !check_buffers(it)) return NULL;
    if (PySlice_Check(key)) {
        Py_ssize_t first, last;
        if (!find_operands(it, key, "slicing", &first, &last)) return NULL;
        return elements(it, first, last);
    }
    if (PyIndex_Check(key)) {
        const Py_ssize_t op = find_operand(it, key);
        return op < 0 ? NULL : element(it, (int)op);
    }
    PyErr_SetString(PyExc_TypeError, "invalid index type for iterator indexing");
    return NULL;
}

/* key: what names the operand. */
static bool assign(const nditer *it, Py_ssize_t op, PyObject *key, PyObject *value)
{
    if (!(it->ops[op].flags & NDITER_WRITE)) {
        PyErr_Format(PyExc_RuntimeError, "Iterator operand %S is not writeable", key);
        return false;
    }
    PyObject *to = element(it, (int)op);
    const bool ok = to != NULL && rumpy_assign(to, value);
    Py_XDECREF(to);
    return ok;
}

static bool assign_slice(const nditer *it, PyObject *key, PyObject *values)
{
    Py_ssize_t first, last;
    if (!find_operands(it, key, "slice assignment", &first, &last)) return false;
    if (!PySequence_Check(values) || PySequence_Size(values) != last - first) {
        PyErr_Clear();
        PyErr_SetString(PyExc_ValueError, "Wrong size to assign to iterator slice");
        return false;
    }
    for (Py_ssize_t op = first; op < last; op++) {
        PyObject *value = PySequence_GetItem(values, op - first);
        PyObject *number = PyLong_FromSsize_t(op);
        const bool ok = value != NULL && number != NULL && assign(it, op, number, value);
        Py_XDECREF(number);
        Py_XDECREF(value);
        if (!ok) return false;
    }
    return true;
}

static int set_item(PyObject *self, PyObject *key, PyObject *value)
{
    if (value == NULL) {
        PyErr_SetString(PyExc_TypeError, "Cannot delete iterator elements");
        return -1;
    }
    const nditer *it = inside_of(self);
    if (it == NULL || !check_buffers(it)) return -1;
    if (PySlice_Check(key)) return assign_slice(it, key, value) ? 0 : -1;
    if (PyIndex_Check(key)) {
        const Py_ssize_t op = find_operand(it, key);
        return op >= 0 && assign(it, op, key, value) ? 0 : -1;
    }
    PyErr_SetString(PyExc_TypeError, "invalid index type for iterator indexing");
    return -1;
}

/* --- positions -------------------------------------------------------------------------------- */

/* The place along walked axis i, as it was asked for: from the array's first element. */
static ptrdiff_t unflipped(const nditer *it, int i, ptrdiff_t place)
{
    return it->flipped[i] ? it->shape[i] - 1 - place : place;
}

static PyObject *get_multi_index(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = inside_of(self);
    if (it == NULL) return NULL;
    if (!nditer_has(it, NDITER_MULTI_INDEX)) {
        PyErr_SetString(PyExc_ValueError, "Iterator is not tracking a multi-index");
        return NULL;
    }
    if (!check_buffers(it)) return NULL;
    ptrdiff_t index[LA_MAXDIMS], rest = it->at;
    for (int i = 0; i < it->ndim; i++) {
        index[it->axes[i]] = unflipped(it, i, rest % it->shape[i]);
        rest /= it->shape[i];
    }
    return rumpy_int_tuple(it->ndim, index);
}

static PyObject *get_index(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = inside_of(self);
    if (it == NULL) return NULL;
    if (!nditer_has(it, NDITER_INDEX)) {
        PyErr_SetString(PyExc_ValueError, "Iterator does not have an index");
        return NULL;
    }
    if (!check_buffers(it)) return NULL;
    ptrdiff_t index = it->index_start, rest = it->at;
    for (int i = 0; i < it->ndim; i++) {
        index += rest % it->shape[i] * it->index_strides[i];
        rest /= it->shape[i];
    }
    return PyLong_FromSsize_t(index);
}

static PyObject *get_iterindex(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = inside_of(self);
    return it != NULL ? PyLong_FromSsize_t(it->at) : NULL;
}

/* The iterator, if its position may be set. */
static nditer *movable_of(PyObject *self, PyObject *value, const char *name)
{
    if (value == NULL) {
        PyErr_Format(PyExc_AttributeError, "Cannot delete nditer %s", name);
        return NULL;
    }
    return open_of(self);
}

static int move_inside(PyObject *self, ptrdiff_t at, const char *text)
{
    const nditer *it = self_of(self)->it;
    if (!check_buffers(it)) return -1;
    if (at >= it->begin && at < it->end) return move_to(self_of(self), at) ? 0 : -1;
    PyErr_SetString(PyExc_IndexError, text);
    return -1;
}

static int set_iterindex(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    const nditer *it = movable_of(self, value, "iterindex");
    if (it == NULL) return -1;
    const Py_ssize_t at = PyNumber_AsSsize_t(value, PyExc_OverflowError);
    if (at == -1 && PyErr_Occurred()) return -1;
    if (nditer_has(it, NDITER_EXTERNAL_LOOP)) {
        PyErr_SetString(PyExc_ValueError, "Cannot call GotoIterIndex on an iterator which has the "
                                          "flag EXTERNAL_LOOP");
        return -1;
    }
    return move_inside(self, at,
                       "Iterator GotoIterIndex called with an iterindex outside the "
                       "iteration range.");
}

static int set_multi_index(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    const nditer *it = movable_of(self, value, "multi_index");
    if (it == NULL) return -1;
    if (!nditer_has(it, NDITER_MULTI_INDEX)) {
        PyErr_SetString(PyExc_ValueError, "Iterator is not tracking a multi-index");
        return -1;
    }
    if (nditer_has(it, NDITER_BUFFERED)) {
        PyErr_SetString(PyExc_ValueError,
                        "Cannot call GotoMultiIndex on an iterator which is buffered");
        return -1;
    }
    if (!PySequence_Check(value)) {
        PyErr_SetString(PyExc_ValueError, "multi_index must be set with a sequence");
        return -1;
    }
    int n;
    ptrdiff_t index[LA_MAXDIMS], at = 0;
    if (!rumpy_parse_ints(value, "index", &n, index)) return -1;
    if (n != it->ndim) {
        PyErr_SetString(PyExc_ValueError, "Wrong number of indices");
        return -1;
    }
    for (int i = it->ndim - 1; i >= 0; i--) {
        const ptrdiff_t place = index[it->axes[i]];
        if (place < 0 || place >= it->shape[i]) {
            PyErr_SetString(PyExc_IndexError,
                            "Iterator GotoMultiIndex called with an out-of-bounds multi-index");
            return -1;
        }
        at = at * it->shape[i] + unflipped(it, i, place);
    }
    return move_inside(self, at,
                       "Iterator GotoMultiIndex called with a multi-index outside the "
                       "restricted iteration range");
}

static int set_index(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    const nditer *it = movable_of(self, value, "index");
    if (it == NULL) return -1;
    if (!nditer_has(it, NDITER_INDEX)) {
        PyErr_SetString(PyExc_ValueError, "Iterator does not have an index");
        return -1;
    }
    if (nditer_has(it, NDITER_BUFFERED)) {
        PyErr_SetString(PyExc_ValueError, "Cannot call GotoIndex on an iterator which is buffered");
        return -1;
    }
    const Py_ssize_t index = PyNumber_AsSsize_t(value, PyExc_OverflowError);
    if (index == -1 && PyErr_Occurred()) return -1;
    if (index < 0 || index >= it->size) {
        PyErr_SetString(PyExc_IndexError, "Iterator GotoIndex called with an out-of-bounds index");
        return -1;
    }
    ptrdiff_t at = 0;
    for (int i = it->ndim - 1; i >= 0; i--) {
        const ptrdiff_t stride = it->index_strides[i];
        ptrdiff_t place = 0;
        if (stride != 0) place = index / (stride < 0 ? -stride : stride) % it->shape[i];
        at = at * it->shape[i] + (stride < 0 ? it->shape[i] - 1 - place : place);
    }
    return move_inside(self, at,
                       "Iterator GotoIndex called with an index outside the restricted "
                       "iteration range.");
}

static PyObject *get_iterrange(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = open_of(self);
    if (it == NULL) return NULL;
    const ptrdiff_t range[] = {it->begin, it->end};
    return rumpy_int_tuple(2, range);
}

static int set_iterrange(PyObject *self, PyObject *value, void *unused)
{
    (void)unused;
    nditer *it = movable_of(self, value, "iterrange");
    int n;
    ptrdiff_t range[LA_MAXDIMS];
    if (it == NULL || !rumpy_parse_ints(value, "range", &n, range)) return -1;
    if (n != 2) {
        PyErr_SetString(PyExc_ValueError, "iterrange must be two integers");
        return -1;
    }
    if (!nditer_has(it, NDITER_RANGED)) {
        PyErr_SetString(
            PyExc_ValueError,
            "Cannot call ResetToIterIndexRange on an iterator without requesting ranged "
            "iteration support in the constructor");
        return -1;
    }
    if (range[0] < 0 || range[1] > it->size) {
        PyErr_Format(PyExc_ValueError,
                     "Out-of-bounds range [%zd, %zd) passed to ResetToIterIndexRange", range[0],
                     range[1]);
        return -1;
    }
    if (range[1] < range[0]) {
        PyErr_Format(PyExc_ValueError, "Invalid range [%zd, %zd) passed to ResetToIterIndexRange",
                     range[0], range[1]);
        return -1;
    }
    if (!nditer_unload(it)) return -1;
    it->begin = range[0];
    it->end = range[1];
    return start_again(self_of(self)) ? 0 : -1;
}

/* --- what the iterator is --------------------------------------------------------------------- */

static PyObject *get_shape(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = inside_of(self);
    if (it == NULL) return NULL;
    ptrdiff_t shape[LA_MAXDIMS];
    for (int i = 0; i < it->ndim; i++)
        shape[nditer_has(it, NDITER_MULTI_INDEX) ? it->axes[i] : i] = it->shape[i];
    return rumpy_int_tuple(it->ndim, shape);
}

static PyObject *get_ndim(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = open_of(self);
    return it != NULL ? PyLong_FromLong(it->ndim) : NULL;
}

static PyObject *get_nop(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = open_of(self);
    return it != NULL ? PyLong_FromLong(it->nop) : NULL;
}

static PyObject *get_itersize(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = open_of(self);
    return it != NULL ? PyLong_FromSsize_t(it->size) : NULL;
}

static PyObject *get_finished(PyObject *self, void *unused)
{
    (void)unused;
    return PyBool_FromLong(self_of(self)->finished);
}

static PyObject *get_has_index(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = open_of(self);
    return it != NULL ? PyBool_FromLong(nditer_has(it, NDITER_INDEX)) : NULL;
}

static PyObject *get_has_multi_index(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = open_of(self);
    return it != NULL ? PyBool_FromLong(nditer_has(it, NDITER_MULTI_INDEX)) : NULL;
}

static PyObject *get_delayed(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = open_of(self);
    return it != NULL ? PyBool_FromLong(it->delayed) : NULL;
}

static PyObject *get_needs_api(PyObject *self, void *unused)
{
    (void)unused;
    return open_of(self) != NULL ? Py_NewRef(Py_False) : NULL;
}

/* A tuple of something of each operand, of which `get` makes a new reference. */
static PyObject *of_each(const nditer *it, PyObject *(*get)(const nditer *, int))
{
    PyObject *tuple = it != NULL ? PyTuple_New(it->nop) : NULL;
    for (int op = 0; tuple != NULL && op < it->nop; op++) {
        PyObject *one = get(it, op);
        if (one != NULL)
            PyTuple_SetItem(tuple, op, one);
        else
            Py_CLEAR(tuple);
    }
    return tuple;
}

static PyObject *dtype_of(const nditer *it, int op)
{
    return rumpy_dtype_object(it->ops[op].dtype);
}

static PyObject *operand_of(const nditer *it, int op)
{
    return Py_NewRef(it->ops[op].array);
}

/* The array as it is walked, the fastest axis last. */
static PyObject *view_of(const nditer *it, int op)
{
    const nditer_operand *o = &it->ops[op];
    const la_array *a = rumpy_array_of(o->array);
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS];
    for (int i = 0; i < it->ndim; i++) {
        shape[it->ndim - 1 - i] = it->shape[i];
        strides[it->ndim - 1 - i] = nditer_strides(it, i)[op];
    }
    la_array view = LA_ARRAY_NULL;
    la_status status = la_array_init_view(&view, a, o->start, o->own, it->ndim, shape, strides);
    if (status != LA_OK) return rumpy_raise(status);
    if (!(o->flags & NDITER_WRITE)) view.flags &= ~(unsigned)LA_WRITEABLE;
    return rumpy_ndarray_wrap(&view, o->array);
}

static PyObject *get_dtypes(PyObject *self, void *unused)
{
    (void)unused;
    return of_each(open_of(self), dtype_of);
}

static PyObject *get_operands(PyObject *self, void *unused)
{
    (void)unused;
    return of_each(open_of(self), operand_of);
}

static PyObject *get_itviews(PyObject *self, void *unused)
{
    (void)unused;
    const nditer *it = open_of(self);
    if (it == NULL) return NULL;
    if (!nditer_has(it, NDITER_BUFFERED)) return of_each(it, view_of);
    PyErr_SetString(PyExc_ValueError, "cannot provide an iterator view when buffering is enabled");
    return NULL;
}

/* --- changes ---------------------------------------------------------------------------------- */

static PyObject *not_now(PyObject *kind, const char *text)
{
    PyErr_SetString(kind, text);
    return NULL;
}

/* After its axes have changed. */
static PyObject *begin_again(PyObject *self)
{
    nditer *it = self_of(self)->it;
    for (int op = 0; op < it->nop; op++)
        la_array_destroy(&it->ops[op].buffer);
    if (nditer_has(it, NDITER_BUFFERED)) nditer_plan_chunks(it);
    if (!start_again(self_of(self))) return NULL;
    Py_RETURN_NONE;
}

static PyObject *method_remove_axis(PyObject *self, PyObject *axis)
{
    nditer *it = open_of(self);
    const Py_ssize_t removed = it != NULL ? PyNumber_AsSsize_t(axis, PyExc_OverflowError) : -1;
    if (removed == -1 && PyErr_Occurred()) return NULL;
    if (!nditer_has(it, NDITER_MULTI_INDEX))
        return not_now(PyExc_RuntimeError,
                       "Iterator RemoveAxis may only be called if a multi-index is being tracked");
    if (nditer_has(it, NDITER_INDEX))
        return not_now(PyExc_RuntimeError,
                       "Iterator RemoveAxis may not be called on an index is being tracked");
    if (nditer_has(it, NDITER_BUFFERED))
        return not_now(PyExc_RuntimeError,
                       "Iterator RemoveAxis may not be called on a buffered iterator");
    int place = 0;
    while (place < it->ndim && it->axes[place] != removed)
        place++;
    if (place == it->ndim)
        return not_now(PyExc_ValueError, "axis out of bounds in iterator RemoveAxis");
    for (int op = 0; op < it->nop && it->flipped[place]; op++)
        it->ops[op].start += (it->shape[place] - 1) * nditer_strides(it, place)[op];
    it->size = 1;
    for (int i = 0; i < it->ndim; i++) {
        if (i == place) continue;
        const int to = i - (i > place);
        it->axes[to] = it->axes[i] - (it->axes[i] > removed);
        it->flipped[to] = it->flipped[i];
        it->shape[to] = it->shape[i];
        for (int op = 0; op < it->nop; op++)
            nditer_strides(it, to)[op] = nditer_strides(it, i)[op];
        it->size *= it->shape[to];
    }
    it->ndim--;
    if (it->ndim == 0) it->shape[0] = 1;
    it->begin = 0;
    it->end = it->size;
    return begin_again(self);
}

static PyObject *method_remove_multi_index(PyObject *self, PyObject *unused)
{
    (void)unused;
    nditer *it = open_of(self);
    if (it == NULL || !nditer_unload(it)) return NULL;
    if (nditer_has(it, NDITER_MULTI_INDEX)) {
        it->flags &= ~(unsigned)NDITER_MULTI_INDEX;
        nditer_coalesce(it);
    }
    return begin_again(self);
}

static PyObject *method_enable_external_loop(PyObject *self, PyObject *unused)
{
    (void)unused;
    nditer *it = open_of(self);
    if (it == NULL || !nditer_unload(it)) return NULL;
    if (nditer_has(it, NDITER_POSITION))
        return not_now(PyExc_ValueError,
                       "Iterator flag EXTERNAL_LOOP cannot be used if an index or "
                       "multi-index is being tracked");
    it->flags |= NDITER_EXTERNAL_LOOP;
    return begin_again(self);
}

static PyObject *method_copy(PyObject *self, PyObject *unused)
{
    (void)unused;
    nditer *it = open_of(self);
    PyObject *copy = it != NULL ? wrap(nditer_type, nditer_copy(it)) : NULL;
    if (copy == NULL) return NULL;
    self_of(copy)->started = self_of(self)->started;
    self_of(copy)->finished = self_of(self)->finished;
    return copy;
}

/* --- nested iterators ------------------------------------------------------------------------- */

static void drop(PyObject **objects, int n)
{
    for (int k = 0; k < n; k++)
        Py_XDECREF(objects[k]);
}

static PyObject *nested_iters(PyObject *module, PyObject *args, PyObject *kwargs)
{
    (void)module;
    nditer *its[NDITER_MOST_NESTED];
    PyObject *objects[NDITER_MOST_NESTED];
    const int n = nditer_from_args(args, kwargs, true, its);
    if (n <= 0) return NULL;
    bool ok = true;
    for (int k = 0; k < n; k++) {
        for (int op = 0; op < its[k]->nop; op++) {
            nditer_operand *o = &its[k]->ops[op];
            o->offset = o->start - rumpy_array_of(o->array)->data;
        }
        objects[k] = wrap(nditer_type, its[k]);
        if (objects[k] == NULL) ok = false;
    }
    for (int k = 0; ok && k + 1 < n; k++)
        self_of(objects[k])->inner = (nditer_object *)Py_NewRef(objects[k + 1]);
    PyObject *tuple = ok && place_inner(self_of(objects[0])) ? PyTuple_New(n) : NULL;
    if (tuple == NULL) {
        drop(objects, n);
        return NULL;
    }
    for (int k = 0; k < n; k++)
        PyTuple_SetItem(tuple, k, objects[k]);
    return tuple;
}

/* --- the type --------------------------------------------------------------------------------- */

static PyMethodDef methods[] = {
    {"reset", method_reset, METH_NOARGS, "reset($self, /)\n--\n\nBegins again."},
    {"copy", method_copy, METH_NOARGS, "copy($self, /)\n--\n\nAn iterator at the same place."},
    {"__copy__", method_copy, METH_NOARGS, "__copy__($self, /)\n--\n\nThe same as copy()."},
    {"iternext", method_iternext, METH_NOARGS,
     "iternext($self, /)\n--\n\nMoves on; whether there is more."},
    {"remove_axis", method_remove_axis, METH_O,
     "remove_axis($self, i, /)\n--\n\nLeaves an axis out, at its first index, and begins again."},
    {"remove_multi_index", method_remove_multi_index, METH_NOARGS,
     "remove_multi_index($self, /)\n--\n\nStops tracking multi_index, and begins again."},
    {"enable_external_loop", method_enable_external_loop, METH_NOARGS,
     "enable_external_loop($self, /)\n--\n\nFrom now on gives whole pieces, and begins again."},
    {"close", method_close, METH_NOARGS,
     "close($self, /)\n--\n\nWrites copies back; the iterator can't be used any more."},
    {"__enter__", method_enter, METH_NOARGS, "__enter__($self, /)\n--\n\nThe iterator."},
    {"__exit__", (PyCFunction)(void (*)(void))method_exit, METH_FASTCALL, "The same as close()."},
    {NULL, NULL, 0, NULL},
};

static PyGetSetDef attributes[] = {
    {"value", get_value, NULL, "The operands where the walk is: an array, or a tuple.", NULL},
    {"shape", get_shape, NULL, "The iteration's shape; without multi_index fastest axis first.",
     NULL},
    {"multi_index", get_multi_index, set_multi_index, "The position, as an index of each axis.",
     NULL},
    {"index", get_index, set_index, "The position, with the flag c_index or f_index.", NULL},
    {"iterindex", get_iterindex, set_iterindex, "How many elements were passed.", NULL},
    {"iterrange", get_iterrange, set_iterrange, "The positions that are walked: first and end.",
     NULL},
    {"operands", get_operands, NULL, "The arrays, those made among them.", NULL},
    {"itviews", get_itviews, NULL, "The arrays as the iterator walks them.", NULL},
    {"has_index", get_has_index, NULL, "Whether index is tracked.", NULL},
    {"has_multi_index", get_has_multi_index, NULL, "Whether multi_index is tracked.", NULL},
    {"has_delayed_bufalloc", get_delayed, NULL, "Whether buffers wait for reset().", NULL},
    {"iterationneedsapi", get_needs_api, NULL, "Whether iterating needs Python: never, here.",
     NULL},
    {"dtypes", get_dtypes, NULL, "The types as which the operands are seen.", NULL},
    {"ndim", get_ndim, NULL, "The number of the iteration's axes.", NULL},
    {"nop", get_nop, NULL, "The number of operands.", NULL},
    {"itersize", get_itersize, NULL, "The number of elements.", NULL},
    {"finished", get_finished, NULL, "Whether the walk is at its end.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static const char doc[] =
    "nditer(op, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', "
    "op_axes=None, itershape=None, buffersize=0)\n--\n\n"
    "Iterates over one or several arrays, broadcast together, in an order that suits their "
    "memory.\n\n"
    "flags: multi_index, c_index, f_index (the position is tracked), external_loop (whole\n"
    "one-dimensional pieces instead of elements), buffered, growinner, delay_bufalloc, ranged,\n"
    "common_dtype, reduce_ok, zerosize_ok, refs_ok, copy_if_overlap. op_flags, for each operand:\n"
    "readonly, readwrite, writeonly, allocate (where the operand is None), no_broadcast, copy,\n"
    "updateifcopy, contig, aligned, nbo, no_subtype, virtual, writemasked and arraymask,\n"
    "overlap_assume_elementwise. op_dtypes: the types to see the operands as, which needs\n"
    "\"buffered\" or \"copy\". order: \"C\", \"F\", \"A\", or \"K\" (as in memory). op_axes: which "
    "axis of\n"
    "each operand (-1: a new one) each axis of the iteration is.\n\n"
    "Used as a context manager it writes back at the end what was written to copies.\n\n"
    ">>> import rumpy as np\n"
    ">>> a = np.arange(3)\n"
    ">>> with np.nditer(a, op_flags=[\"readwrite\"]) as it:\n"
    "...     for x in it:\n"
    "...         x[...] = 2 * x\n"
    ">>> a\n"
    "array([0, 2, 4])";

static PyType_Slot slots[] = {
    {Py_tp_new, new},
    {Py_tp_dealloc, dealloc},
    {Py_tp_iter, PyObject_SelfIter},
    {Py_tp_iternext, iter_next},
    {Py_mp_length, length},
    {Py_mp_subscript, get_item},
    {Py_mp_ass_subscript, set_item},
    {Py_tp_methods, methods},
    {Py_tp_getset, attributes},
    {Py_tp_doc, (void *)doc},
    {0, NULL},
};

static PyMethodDef functions[] = {
    {"nested_iters", (PyCFunction)(void (*)(void))nested_iters, METH_VARARGS | METH_KEYWORDS,
     "nested_iters(op, axes, flags=None, op_flags=None, op_dtypes=None, order='K', casting='safe', "
     "buffersize=0)\n--\n\n"
     "nditers for nested loops, each over some of the axes; moving one begins those within it "
     "again.\n\n"
     ">>> import rumpy as np\n"
     ">>> i, j = np.nested_iters(np.arange(6).reshape(2, 3), [[0], [1]])\n"
     ">>> [[int(x) for x in j] for _ in i]\n"
     "[[0, 1, 2], [3, 4, 5]]"},
    {NULL, NULL, 0, NULL},
};

bool rumpy_nditer_init(PyObject *module)
{
    PyType_Spec spec = {
        .name = "rumpy.nditer",
        .basicsize = sizeof(nditer_object),
        .flags = Py_TPFLAGS_DEFAULT,
        .slots = slots,
    };
    nditer_type = rumpy_add_type(module, &spec, "nditer");
    return nditer_type != NULL && PyModule_AddFunctions(module, functions) == 0;
}
