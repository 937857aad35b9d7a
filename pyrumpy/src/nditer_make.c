/* np.nditer's beginning, in the order in which NumPy does it (and so finds errors): operands,
 * shape, order of axes, types, arrays, chunks; and its end. */
#include "nditer.h"

#include <stddef.h>
#include <string.h>

#include "iterate.h"

/* What is known while an iterator is made: its axes in the order in which they were asked for. */
typedef struct plan {
    const nditer_request *request;
    nditer *it;
    int ndim;
    ptrdiff_t shape[LA_MAXDIMS];
    int order[LA_MAXDIMS]; /* the axes, slowest first */
    bool flipped[LA_MAXDIMS];
    bool forced; /* the order was asked for */
} plan;

static bool fail(PyObject *kind, const char *text)
{
    PyErr_SetString(kind, text);
    return false;
}

static bool failed(la_status status)
{
    if (status != LA_OK) rumpy_raise(status);
    return status != LA_OK;
}

static const la_array *array_of(const plan *p, int op)
{
    PyObject *array = p->it->ops[op].array;
    return array != NULL ? rumpy_array_of(array) : NULL;
}

static const int *axes_of(const plan *p, int op)
{
    return p->request->op_axes != NULL ? p->request->op_axes[op] : NULL;
}

/* The operand's own axis along axis i of the iteration; -1: it has none. */
static int own_axis(const plan *p, int op, int i)
{
    const int *axes = axes_of(p, op);
    if (axes != NULL) return axes[i];
    const la_array *a = array_of(p, op);
    return i - (p->ndim - (a != NULL ? a->ndim : p->ndim));
}

static bool check_global(unsigned flags)
{
    if ((flags & NDITER_INDEX) == NDITER_INDEX)
        return fail(PyExc_ValueError,
                    "Iterator flags C_INDEX and F_INDEX cannot both be specified");
    if ((flags & NDITER_EXTERNAL_LOOP) && (flags & NDITER_POSITION))
        return fail(PyExc_ValueError, "Iterator flag EXTERNAL_LOOP cannot be used if an index or "
                                      "multi-index is being tracked");
    if ((flags & NDITER_RANGED) && (flags & NDITER_EXTERNAL_LOOP) && !(flags & NDITER_BUFFERED))
        return fail(PyExc_ValueError, "Iterator flag RANGED cannot be used with the flag "
                                      "EXTERNAL_LOOP unless BUFFERED is also enabled");
    return true;
}

/* --- the operands ----------------------------------------------------------------------------- */

static bool check_mask(nditer *it)
{
    bool masked = false;
    it->mask = -1;
    for (int op = 0; op < it->nop; op++) {
        if (it->ops[op].flags & NDITER_WRITEMASKED) masked = true;
        if (!(it->ops[op].flags & NDITER_ARRAYMASK)) continue;
        if (it->mask >= 0)
            return fail(PyExc_ValueError,
                        "Only one iterator operand may receive an ARRAYMASK flag");
        it->mask = op;
    }
    if (masked && it->mask < 0)
        return fail(PyExc_ValueError,
                    "An iterator operand was flagged as WRITEMASKED, but no ARRAYMASK operand was "
                    "given to supply the mask");
    if (!masked && it->mask >= 0)
        return fail(PyExc_ValueError,
                    "An iterator operand was flagged as the ARRAYMASK, but no WRITEMASKED operands "
                    "were given to use the mask");
    return true;
}

static bool check_flags(unsigned flags)
{
    const unsigned mask = NDITER_WRITEMASKED | NDITER_ARRAYMASK;
    if ((flags & NDITER_WRITEMASKED) && !(flags & NDITER_WRITE))
        return fail(PyExc_ValueError, "The iterator flag WRITEMASKED may only be used with "
                                      "READWRITE or WRITEONLY");
    if ((flags & mask) == mask)
        return fail(PyExc_ValueError, "The iterator flag WRITEMASKED may not be used together with "
                                      "ARRAYMASK");
    if ((flags & NDITER_VIRTUAL) && (~flags & (NDITER_READ | NDITER_WRITE)))
        return fail(PyExc_ValueError,
                    "The iterator flag VIRTUAL should be be used together with READWRITE");
    if ((flags & NDITER_COPY) && (flags & NDITER_WRITE) && !(flags & NDITER_UPDATEIFCOPY))
        return fail(PyExc_ValueError, "If an iterator operand is writeable, must use the flag "
                                      "UPDATEIFCOPY instead of COPY");
    return true;
}

static void set_dtype(nditer_operand *o, const la_dtype *dtype)
{
    o->dtype = dtype;
    if (o->array == NULL) return;
    const la_array *a = rumpy_array_of(o->array);
    o->flags &= ~(unsigned)NDITER_CAST;
    if (dtype != a->dtype || ((o->flags & NDITER_ALIGNED) && !(a->flags & LA_ALIGNED)))
        o->flags |= NDITER_CAST;
}

static bool set_operand(nditer_operand *o, unsigned global, PyObject *array, unsigned flags,
                        const la_dtype *dtype)
{
    o->flags = flags;
    o->dtype = dtype;
    if (!check_flags(flags)) return false;
    if (array == NULL) {
        if (!(flags & (NDITER_ALLOCATE | NDITER_VIRTUAL)))
            return fail(PyExc_ValueError, "Iterator operand was NULL, but neither the ALLOCATE nor "
                                          "the VIRTUAL flag was specified");
        if (!(flags & NDITER_WRITE))
            return fail(PyExc_ValueError, "Automatic allocation was requested for an iterator "
                                          "operand, but it wasn't flagged for writing");
        if ((flags & NDITER_READ) && (global & NDITER_BUFFERED) &&
            !(global & NDITER_DELAY_BUFALLOC))
            return fail(PyExc_ValueError,
                        "Automatic allocation was requested for an iterator operand, and it was "
                        "flagged as readable, but buffering  without delayed allocation was "
                        "enabled");
        return true;
    }
    if (flags & NDITER_VIRTUAL)
        return fail(PyExc_ValueError,
                    "Iterator operand flag VIRTUAL was specified, but the operand "
                    "was not NULL");
    const la_array *a = rumpy_array_of(array);
    if ((flags & NDITER_WRITE) && !(a->flags & LA_WRITEABLE))
        return fail(PyExc_ValueError, "operand array with iterator write flag set is read-only");
    Py_INCREF(array);
    o->array = array;
    set_dtype(o, dtype != NULL ? dtype : a->dtype);
    return true;
}

/* --- the shape -------------------------------------------------------------------------------- */

static PyObject *shape_text(int ndim, const ptrdiff_t *shape)
{
    char text[LA_MAXDIMS * 21 + 8];
    la_shape_format(ndim, shape, text, sizeof text);
    return PyUnicode_FromString(text);
}

/* The operand's lengths along the axes of the iteration, -1 where it has none. */
static PyObject *remapped_text(const plan *p, int op, bool backwards)
{
    const la_array *a = array_of(p, op);
    ptrdiff_t shape[LA_MAXDIMS];
    for (int i = 0; i < p->ndim; i++) {
        const int axis = own_axis(p, op, i);
        const int place = backwards ? p->ndim - 1 - i : i; /* as NumPy shows it */
        shape[place] = axis >= 0 && axis < a->ndim ? a->shape[axis] : -1;
    }
    return shape_text(p->ndim, shape);
}

static bool append(PyObject **text, PyObject *more)
{
    if (*text != NULL && more != NULL) {
        PyObject *joined = PyUnicode_Concat(*text, more);
        Py_DECREF(*text);
        *text = joined;
    }
    const bool ok = *text != NULL && more != NULL;
    Py_XDECREF(more);
    return ok;
}

static bool fail_broadcast(const plan *p)
{
    const bool remapped = p->request->op_ndim >= 0 || p->request->has_itershape;
    PyObject *shapes = PyUnicode_FromString("");
    for (int op = 0; op < p->it->nop; op++) {
        const la_array *a = array_of(p, op);
        if (a == NULL) continue;
        append(&shapes, shape_text(a->ndim, a->shape));
        if (remapped && axes_of(p, op) != NULL) {
            append(&shapes, PyUnicode_FromString("->"));
            append(&shapes, remapped_text(p, op, false));
        }
        append(&shapes, PyUnicode_FromString(" "));
    }
    if (shapes == NULL) return false;
    PyObject *asked = NULL;
    if (p->request->has_itershape)
        asked = shape_text(p->request->itershape_ndim, p->request->itershape);
    if (asked != NULL)
        PyErr_Format(PyExc_ValueError,
                     "operands could not be broadcast together with remapped shapes "
                     "[original->remapped]: %U and requested shape %U",
                     shapes, asked);
    else
        PyErr_Format(PyExc_ValueError, "operands could not be broadcast together with %s %U",
                     remapped ? "remapped shapes [original->remapped]:" : "shapes", shapes);
    Py_XDECREF(asked);
    Py_DECREF(shapes);
    return false;
}

static bool set_shape(plan *p)
{
    const nditer_request *r = p->request;
    p->ndim = r->op_ndim >= 0 ? r->op_ndim : r->has_itershape ? r->itershape_ndim : 0;
    for (int op = 0; r->op_ndim < 0 && !r->has_itershape && op < r->nop; op++) {
        const la_array *a = array_of(p, op);
        if (a != NULL && a->ndim > p->ndim) p->ndim = a->ndim;
    }
    for (int i = 0; i < p->ndim; i++)
        p->shape[i] = r->has_itershape && r->itershape[i] >= 0 ? r->itershape[i] : 1;
    for (int op = 0; op < r->nop; op++) {
        const la_array *a = array_of(p, op);
        if (a == NULL) continue;
        if (axes_of(p, op) == NULL && a->ndim > p->ndim)
            return fail(PyExc_ValueError, "input operand has more dimensions than allowed by the "
                                          "axis remapping");
        for (int i = 0; i < p->ndim; i++) {
            const int axis = own_axis(p, op, i);
            if (axis < 0) continue;
            if (axis >= a->ndim) {
                PyErr_Format(PyExc_ValueError,
                             "Iterator input op_axes[%d][%d] (==%d) is not a valid axis of op[%d], "
                             "which has %d dimensions ",
                             op, p->ndim - 1 - i, axis, op, a->ndim);
                return false;
            }
            if (a->shape[axis] == 1 || a->shape[axis] == p->shape[i]) continue;
            const bool fixed = r->has_itershape && r->itershape[i] >= 0;
            if (p->shape[i] != 1 || fixed) return fail_broadcast(p);
            p->shape[i] = a->shape[axis];
        }
    }
    if (la_shape_size(p->ndim, p->shape, &p->it->size) != LA_OK)
        return fail(PyExc_ValueError, "iterator is too large");
    return true;
}

static bool fail_stretched(const plan *p, int op)
{
    const la_array *a = array_of(p, op);
    const char *output = p->it->ops[op].flags & NDITER_WRITE ? "output " : "";
    PyObject *own = shape_text(a->ndim, a->shape), *common = shape_text(p->ndim, p->shape);
    PyObject *remapped = axes_of(p, op) != NULL ? remapped_text(p, op, true) : NULL;
    if (own != NULL && common != NULL && remapped != NULL)
        PyErr_Format(PyExc_ValueError,
                     "non-broadcastable %soperand with shape %U [remapped to %U] doesn't match the "
                     "broadcast shape %U",
                     output, own, remapped, common);
    else if (own != NULL && common != NULL)
        PyErr_Format(PyExc_ValueError,
                     "non-broadcastable %soperand with shape %U doesn't match the broadcast shape "
                     "%U",
                     output, own, common);
    Py_XDECREF(own);
    Py_XDECREF(common);
    Py_XDECREF(remapped);
    return false;
}

/* The operand stands still along axis i: whether it may. */
static bool check_still(const plan *p, int op, int i)
{
    nditer_operand *o = &p->it->ops[op];
    if ((o->flags & NDITER_NO_BROADCAST) && o->array != NULL && own_axis(p, op, i) >= 0)
        return fail_stretched(p, op);
    if (!(o->flags & NDITER_WRITE)) return true;
    if (!nditer_has(p->it, NDITER_REDUCE_OK)) {
        PyErr_Format(PyExc_ValueError,
                     "output operand requires a reduction along dimension %d, but the reduction is "
                     "not enabled. The dimension size of 1 does not match the expected output "
                     "shape.",
                     axes_of(p, op) != NULL ? own_axis(p, op, i) : p->ndim - 1 - i);
        return false;
    }
    if (!(o->flags & NDITER_READ))
        return fail(PyExc_ValueError, "output operand requires a reduction, but is flagged as "
                                      "write-only, not read-write");
    if (o->flags & NDITER_ARRAYMASK)
        return fail(PyExc_ValueError,
                    "output operand requires a reduction, but is flagged as the ARRAYMASK operand "
                    "which is not permitted to be the result of a reduction");
    o->flags |= NDITER_REDUCED;
    return true;
}

/* The operand's stride along axis i of the iteration. */
static ptrdiff_t stride_of(const plan *p, int op, int i)
{
    const la_array *a = array_of(p, op);
    const int axis = own_axis(p, op, i);
    return a == NULL || axis < 0 || a->shape[axis] == 1 ? 0 : a->strides[axis];
}

/* Whether the operand stands still along an axis of several elements. */
static bool is_still(const plan *p, int op, int i)
{
    const la_array *a = array_of(p, op);
    const int axis = own_axis(p, op, i);
    return p->shape[i] != 1 && (axis < 0 || (a != NULL && a->shape[axis] == 1));
}

static bool check_shapes(const plan *p)
{
    for (int op = 0; op < p->it->nop; op++) {
        const nditer_operand *o = &p->it->ops[op];
        if ((o->flags & NDITER_NO_BROADCAST) && o->array != NULL && axes_of(p, op) == NULL &&
            array_of(p, op)->ndim < p->ndim)
            return fail_stretched(p, op);
        for (int i = p->ndim - 1; i >= 0; i--)
            if (is_still(p, op, i) && !check_still(p, op, i)) return false;
    }
    if (p->it->size == 0 && !nditer_has(p->it, NDITER_ZEROSIZE_OK))
        return fail(PyExc_ValueError, "Iteration of zero-sized operands is not enabled");
    return true;
}

/* --- the order -------------------------------------------------------------------------------- */

static bool all_in_fortran_order(const plan *p)
{
    for (int op = 0; op < p->it->nop; op++) {
        const la_array *a = array_of(p, op);
        if (a != NULL && rumpy_order_of(a) != LA_ORDER_F) return false;
    }
    return true;
}

static void sort_axes(plan *p)
{
    ptrdiff_t strides[LA_ITER_MAXOPS][LA_MAXDIMS];
    const ptrdiff_t *rows[LA_ITER_MAXOPS];
    int n = 0;
    for (int op = 0; op < p->it->nop && n < LA_ITER_MAXOPS; op++) {
        if (array_of(p, op) == NULL) continue;
        for (int i = 0; i < p->ndim; i++)
            strides[n][i] = stride_of(p, op, i);
        rows[n] = strides[n];
        n++;
    }
    la_sort_axes(p->ndim, n, rows, p->order);
}

/* Axes that all operands walk backwards are walked forwards. */
static void flip_axes(plan *p)
{
    for (int op = 0; op < p->it->nop; op++)
        if (array_of(p, op) == NULL) return; /* what is made lies forwards */
    for (int i = 0; i < p->ndim; i++) {
        bool forwards = false, backwards = false;
        for (int op = 0; op < p->it->nop; op++) {
            const ptrdiff_t stride = stride_of(p, op, i);
            if (stride > 0) forwards = true;
            if (stride < 0) backwards = true;
        }
        p->flipped[i] = backwards && !forwards;
    }
}

static void set_order(plan *p)
{
    la_order order = p->request->order;
    if (order == LA_ORDER_A) order = all_in_fortran_order(p) ? LA_ORDER_F : LA_ORDER_C;
    for (int i = 0; i < p->ndim; i++) {
        p->order[i] = order == LA_ORDER_F ? p->ndim - 1 - i : i;
        p->flipped[i] = false;
    }
    if (order != LA_ORDER_K) return;
    sort_axes(p);
    flip_axes(p);
}

/* --- the types -------------------------------------------------------------------------------- */

static bool set_dtypes(const plan *p)
{
    nditer *it = p->it;
    const bool all = nditer_has(it, NDITER_COMMON_DTYPE);
    bool missing = all;
    const la_dtype *common = NULL;
    for (int op = 0; op < it->nop; op++) {
        const nditer_operand *o = &it->ops[op];
        if (o->dtype == NULL) missing = true;
        if (o->dtype == NULL || !(all || (o->flags & NDITER_READ))) continue;
        common = common == NULL ? o->dtype : la_promote_types(common, o->dtype);
    }
    if (!missing) return true;
    if (common == NULL)
        return fail(PyExc_TypeError, "no arrays or types available to calculate result type");
    for (int op = 0; op < it->nop; op++) {
        nditer_operand *o = &it->ops[op];
        if (all || o->dtype == NULL) set_dtype(o, common);
    }
    return true;
}

static bool fail_cast(const char *format, int op, const la_dtype *from, const la_dtype *to,
                      la_casting casting)
{
    PyObject *first = rumpy_dtype_object(from), *second = rumpy_dtype_object(to);
    if (first != NULL && second != NULL) {
        const char *rule = la_casting_name(casting);
        if (strstr(format, "requested") != NULL)
            PyErr_Format(PyExc_TypeError, format, first, second, op, rule);
        else
            PyErr_Format(PyExc_TypeError, format, op, first, second, rule);
    }
    Py_XDECREF(first);
    Py_XDECREF(second);
    return false;
}

static bool check_casts(const plan *p)
{
    const la_casting casting = p->request->casting;
    for (int op = 0; op < p->it->nop; op++) {
        const nditer_operand *o = &p->it->ops[op];
        if (o->array == NULL) continue;
        const la_dtype *own = rumpy_array_of(o->array)->dtype;
        if ((o->flags & NDITER_READ) && !la_can_cast(own, o->dtype, casting))
            return fail_cast("Iterator operand %d dtype could not be cast from %R to %R according "
                             "to the rule '%s'",
                             op, own, o->dtype, casting);
        if ((o->flags & NDITER_WRITE) && !la_can_cast(o->dtype, own, casting))
            return fail_cast("Iterator requested dtype could not be cast from %R to %R, the "
                             "operand %d dtype, according to the rule '%s'",
                             op, o->dtype, own, casting);
    }
    return true;
}

/* --- arrays that are made --------------------------------------------------------------------- */

/* The class of what is made: that of the operand that is read with the highest priority. */
static PyTypeObject *class_of_new(const plan *p)
{
    PyTypeObject *best = rumpy_ndarray_type;
    double highest = 0;
    for (int op = 0; op < p->it->nop; op++) {
        PyObject *array = p->it->ops[op].array;
        if (array == NULL || rumpy_is_ndarray_exact(array)) continue;
        PyObject *given = PyObject_GetAttrString(array, "__array_priority__");
        const double priority = given != NULL ? PyFloat_AsDouble(given) : -1;
        Py_XDECREF(given);
        PyErr_Clear();
        if (best != rumpy_ndarray_type && priority <= highest) continue;
        best = Py_TYPE(array);
        highest = priority;
    }
    return best;
}

/* An array of `ndim` axes of which axis map[i] (-1: none) is axis i of the iteration, laid out as
 * it is walked. */
static la_status init_walked(const plan *p, la_array *out, const la_dtype *dtype, int ndim,
                             const ptrdiff_t *shape, const int *map)
{
    int axes[LA_MAXDIMS], n = 0;
    for (int k = 0; k < p->ndim; k++)
        if (map[p->order[k]] >= 0) axes[n++] = map[p->order[k]];
    if (n != ndim) return la_array_init(out, dtype, ndim, shape, LA_ORDER_C);
    return la_array_init_permuted(out, dtype, ndim, shape, axes);
}

/* The shape of an output that is made, by op_axes; false with ValueError. */
static bool new_shape(const plan *p, int op, int *ndim, ptrdiff_t *shape)
{
    *ndim = 0;
    for (int i = 0; i < p->ndim; i++)
        shape[i] = -1;
    for (int i = 0; i < p->ndim; i++) {
        const int axis = own_axis(p, op, i);
        if (axis < 0) continue;
        if (axis >= p->ndim) {
            PyErr_Format(PyExc_ValueError,
                         "automatically allocated output array specified with an inconsistent axis "
                         "mapping; the axis mapping cannot include dimension %d which is too large "
                         "for the iterator dimension of %d.",
                         axis, p->ndim);
            return false;
        }
        shape[axis] = p->shape[i];
        if (axis >= *ndim) *ndim = axis + 1;
    }
    for (int axis = 0; axis < *ndim; axis++) {
        if (shape[axis] >= 0) continue;
        PyErr_Format(PyExc_ValueError,
                     "automatically allocated output array specified with an inconsistent axis "
                     "mapping; the axis mapping is missing an entry for dimension %d.",
                     axis);
        return false;
    }
    return true;
}

static void map_axes(const plan *p, int op, int *map)
{
    for (int i = 0; i < p->ndim; i++)
        map[i] = own_axis(p, op, i);
}

static bool make_output(const plan *p, int op)
{
    nditer_operand *o = &p->it->ops[op];
    int ndim = 0, map[LA_MAXDIMS];
    ptrdiff_t shape[LA_MAXDIMS];
    la_array made = LA_ARRAY_NULL;
    map_axes(p, op, map);
    if (!new_shape(p, op, &ndim, shape)) return false;
    if (failed(init_walked(p, &made, o->dtype, ndim, shape, map))) return false;
    PyTypeObject *type = o->flags & NDITER_NO_SUBTYPE ? rumpy_ndarray_type : class_of_new(p);
    o->array = rumpy_ndarray_wrap_as(type, &made);
    return o->array != NULL;
}

/* The operand's array becomes a copy, as which it is seen; if it is written to, it goes back. */
static bool make_copy(const plan *p, int op)
{
    nditer_operand *o = &p->it->ops[op];
    const la_array *a = rumpy_array_of(o->array);
    la_array copy = LA_ARRAY_NULL;
    int map[LA_MAXDIMS];
    map_axes(p, op, map);
    if (failed(init_walked(p, &copy, o->dtype, a->ndim, a->shape, map))) return false;
    const bool reads = o->flags & NDITER_READ;
    PyObject *array = rumpy_ndarray_wrap(&copy, NULL);
    if (array == NULL) return false;
    if (reads && failed(la_copyto(rumpy_array_of(array), a, LA_CASTING_UNSAFE, NULL))) {
        Py_DECREF(array);
        return false;
    }
    if (o->flags & NDITER_WRITE)
        o->target = o->array;
    else
        Py_DECREF(o->array);
    o->array = array;
    o->flags &= ~(unsigned)NDITER_CAST;
    return true;
}

/* With copy_if_overlap: whether another operand could see what is written to this one. */
static bool overlaps(const nditer *it, int op)
{
    const nditer_operand *o = &it->ops[op];
    for (int k = 0; k < it->nop && (o->flags & NDITER_WRITE); k++) {
        const nditer_operand *other = &it->ops[k];
        if (k == op || other->array == NULL || other->target != NULL) continue;
        if (!((o->flags | other->flags) & NDITER_READ)) continue;
        const la_array *a = rumpy_array_of(o->array), *b = rumpy_array_of(other->array);
        const bool elementwise = o->flags & other->flags & NDITER_ELEMENTWISE;
        if (elementwise && la_same_view(a, b) && a->dtype == b->dtype) continue;
        bool shares = true;
        if (la_shares_memory(a, b, 1, &shares) != LA_OK || shares) return true;
    }
    return false;
}

/* A contiguous operand must be so along the fastest axis. */
static bool check_contiguous(const plan *p, int op)
{
    nditer_operand *o = &p->it->ops[op];
    if (!(o->flags & NDITER_CONTIG) || (o->flags & NDITER_CAST)) return true;
    if (p->ndim > 0) {
        const int fastest = p->order[p->ndim - 1];
        const ptrdiff_t stride = stride_of(p, op, fastest);
        if ((p->flipped[fastest] ? -stride : stride) == o->dtype->itemsize) return true;
    }
    o->flags |= NDITER_CAST;
    return nditer_has(p->it, NDITER_BUFFERED) ||
           fail(PyExc_TypeError, "Iterator operand required buffering, to be contiguous as "
                                 "requested, but buffering is not enabled");
}

static bool make_arrays(const plan *p)
{
    nditer *it = p->it;
    for (int op = 0; op < it->nop; op++) {
        nditer_operand *o = &it->ops[op];
        if (o->array == NULL) {
            if (!make_output(p, op) || !check_contiguous(p, op)) return false;
            continue;
        }
        const bool scalar = rumpy_array_of(o->array)->ndim == 0 && !(o->flags & NDITER_WRITE);
        const bool allowed = scalar || (o->flags & (NDITER_COPY | NDITER_UPDATEIFCOPY));
        const bool forced = nditer_has(it, NDITER_COPY_IF_OVERLAP) && overlaps(it, op);
        if (forced || ((o->flags & NDITER_CAST) && allowed)) {
            if (!make_copy(p, op)) return false;
        } else if ((o->flags & NDITER_CAST) && !nditer_has(it, NDITER_BUFFERED)) {
            return fail(PyExc_TypeError, "Iterator operand required copying or buffering, but "
                                         "neither copying nor buffering was enabled");
        }
        if (!check_contiguous(p, op)) return false;
    }
    return true;
}

/* --- the walk --------------------------------------------------------------------------------- */

static void set_axes(const plan *p)
{
    nditer *it = p->it;
    it->ndim = p->ndim;
    it->shape[0] = 1;
    for (int op = 0; op < it->nop; op++) {
        it->ops[op].own = array_of(p, op)->dtype;
        it->ops[op].start = array_of(p, op)->data;
        it->strides[op] = 0;
    }
    ptrdiff_t index_strides[LA_MAXDIMS], product = 1;
    for (int k = 0; k < p->ndim; k++) {
        const int i = nditer_has(it, NDITER_F_INDEX) ? k : p->ndim - 1 - k;
        index_strides[i] = p->shape[i] == 1 ? 0 : product;
        product *= p->shape[i];
    }
    for (int k = 0; k < p->ndim; k++) {
        const int i = p->order[p->ndim - 1 - k];
        const ptrdiff_t last = p->shape[i] > 0 ? p->shape[i] - 1 : 0;
        const ptrdiff_t sign = p->flipped[i] ? -1 : 1;
        it->axes[k] = i;
        it->flipped[k] = p->flipped[i];
        it->shape[k] = p->shape[i];
        it->index_strides[k] = sign * index_strides[i];
        if (p->flipped[i]) it->index_start += last * index_strides[i];
        for (int op = 0; op < it->nop; op++) {
            const ptrdiff_t stride = stride_of(p, op, i);
            nditer_strides(it, k)[op] = sign * stride;
            if (p->flipped[i]) it->ops[op].start += last * stride;
        }
    }
}

/* Whether axis i goes on evenly where axis `last` ends, for all operands and the index. */
static bool continues(const nditer *it, int last, int i)
{
    for (int op = 0; op <= it->nop; op++) {
        const bool own = op < it->nop;
        const ptrdiff_t a = own ? nditer_strides(it, last)[op] : it->index_strides[last];
        const ptrdiff_t b = own ? nditer_strides(it, i)[op] : it->index_strides[i];
        if (!own && !nditer_has(it, NDITER_INDEX)) break;
        if ((it->shape[last] == 1 && a == 0) || (it->shape[i] == 1 && b == 0)) continue;
        if (a * it->shape[last] != b) return false;
    }
    return true;
}

static void set_axis(nditer *it, int to, int from, bool keep_moving)
{
    for (int op = 0; op < it->nop; op++)
        if (!keep_moving || nditer_strides(it, to)[op] == 0)
            nditer_strides(it, to)[op] = nditer_strides(it, from)[op];
    if (!keep_moving || it->index_strides[to] == 0) it->index_strides[to] = it->index_strides[from];
}

void nditer_coalesce(nditer *it)
{
    int last = 0;
    for (int i = 1; i < it->ndim; i++) {
        if (continues(it, last, i)) {
            /* Of an axis of one element, which stands still, the other's strides count. */
            if (it->shape[last] == 1) set_axis(it, last, i, true);
            it->shape[last] *= it->shape[i];
            continue;
        }
        last++;
        it->shape[last] = it->shape[i];
        set_axis(it, last, i, false);
    }
    if (it->ndim > 0) it->ndim = last + 1;
}

static bool check_masked(const nditer *it)
{
    if (it->mask < 0) return true;
    for (int op = 0; op < it->nop; op++) {
        const unsigned both = NDITER_WRITEMASKED | NDITER_REDUCED;
        if ((it->ops[op].flags & both) != both) continue;
        for (int i = 0; i < it->ndim; i++)
            if (nditer_strides(it, i)[op] == 0 && nditer_strides(it, i)[it->mask] != 0)
                return fail(
                    PyExc_ValueError,
                    "Iterator reduction operand is WRITEMASKED, but also broadcasts to "
                    "multiple mask values. There can be only one mask value per WRITEMASKED "
                    "element.");
    }
    const la_type type = it->ops[it->mask].dtype->num;
    if (nditer_has(it, NDITER_BUFFERED) && type != LA_BOOL && type != LA_UINT8)
        return fail(PyExc_TypeError, "Only bool and uint8 masks are supported.");
    return true;
}

static nditer *allocate(int nop, int ndim)
{
    const size_t axes = ndim > 0 ? (size_t)ndim : 1, n = (size_t)nop;
    nditer *it = PyMem_Malloc(sizeof *it + n * sizeof *it->ops + axes * n * sizeof *it->strides);
    if (it == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    memset(it, 0, offsetof(nditer, shape)); /* what follows is set as far as it is used */
    it->nop = nop;
    it->ops = (nditer_operand *)(it + 1);
    it->strides = (ptrdiff_t *)(it->ops + nop);
    memset(it->ops, 0, n * sizeof *it->ops);
    return it;
}

/* How many axes at most. */
static int most_axes(const nditer_request *r)
{
    int most = r->op_ndim > r->itershape_ndim ? r->op_ndim : r->itershape_ndim;
    for (int op = 0; op < r->nop; op++)
        if (r->arrays[op] != NULL && rumpy_array_of(r->arrays[op])->ndim > most)
            most = rumpy_array_of(r->arrays[op])->ndim;
    return most;
}

static bool fill(plan *p)
{
    const nditer_request *r = p->request;
    nditer *it = p->it;
    if (!check_global(r->flags)) return false;
    for (int op = 0; op < r->nop; op++)
        if (!set_operand(&it->ops[op], r->flags, r->arrays[op], r->op_flags[op], r->dtypes[op]))
            return false;
    if (!check_mask(it) || !set_shape(p) || !check_shapes(p)) return false;
    set_order(p);
    if (!set_dtypes(p) || !check_casts(p) || !make_arrays(p)) return false;
    set_axes(p);
    if (!check_masked(it)) return false;
    if (!nditer_has(it, NDITER_MULTI_INDEX)) nditer_coalesce(it);
    it->end = it->size;
    if (!nditer_has(it, NDITER_BUFFERED)) return nditer_move(it, 0);
    nditer_plan_chunks(it);
    it->delayed = nditer_has(it, NDITER_DELAY_BUFALLOC);
    return it->delayed || nditer_move(it, 0);
}

nditer *nditer_make(const nditer_request *request)
{
    plan p = {.request = request, .it = allocate(request->nop, most_axes(request))};
    if (p.it == NULL) return NULL;
    p.it->flags = request->flags;
    p.it->buffersize = request->buffersize;
    if (fill(&p)) return p.it;
    nditer_free(p.it);
    return NULL;
}

void nditer_free(nditer *it)
{
    for (int op = 0; op < it->nop; op++) {
        Py_XDECREF(it->ops[op].array);
        Py_XDECREF(it->ops[op].target);
        la_array_destroy(&it->ops[op].buffer);
    }
    PyMem_Free(it);
}

bool nditer_finish(nditer *it)
{
    bool ok = nditer_unload(it);
    for (int op = 0; op < it->nop; op++) {
        nditer_operand *o = &it->ops[op];
        if (o->target == NULL) continue;
        const la_array *from = rumpy_array_of(o->array);
        if (failed(la_copyto(rumpy_array_of(o->target), from, LA_CASTING_UNSAFE, NULL))) ok = false;
        Py_CLEAR(o->target);
    }
    return ok;
}

nditer *nditer_copy(nditer *it)
{
    if (!nditer_unload(it)) return NULL;
    nditer *copy = allocate(it->nop, it->ndim);
    if (copy == NULL) return NULL;
    nditer_operand *ops = copy->ops;
    ptrdiff_t *strides = copy->strides;
    *copy = *it;
    copy->ops = ops;
    copy->strides = strides;
    memcpy(strides, it->strides,
           (size_t)(it->ndim > 0 ? it->ndim : 1) * (size_t)it->nop * sizeof *strides);
    for (int op = 0; op < it->nop; op++) {
        const nditer_operand *o = &it->ops[op];
        ops[op].array = Py_NewRef(o->array);
        ops[op].own = o->own;
        ops[op].dtype = o->dtype;
        ops[op].flags = o->flags;
        ops[op].start = o->start;
        ops[op].step = o->step;
    }
    if (it->delayed) return copy;
    const ptrdiff_t at = it->at;
    if (nditer_move(it, at) && nditer_move(copy, at)) return copy;
    nditer_free(copy);
    return NULL;
}
