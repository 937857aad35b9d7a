/* Two methods of ufunc objects: `at`, which changes chosen elements in place, and resolve_dtypes.
 */
#include "ufunc.h"
#include "ndarray.h"

#include <string.h>

/* --- at --------------------------------------------------------------------------------------- */

/* The positions of a vector's elements that an array of integers names, or NULL without an
 * exception where there is more to it, as there is where one is out of bounds. */
static PyObject *plain_positions(const la_array *a, PyObject *indices)
{
    if (a->ndim != 1 || !rumpy_is_ndarray(indices)) return NULL;
    const la_array *index = rumpy_array_of(indices);
    la_array positions = LA_ARRAY_NULL;
    if (index->ndim == 0 || !la_dtype_is_integer(index->dtype)) return NULL;
    la_status status =
        la_astype(&positions, index, la_dtype_of(LA_INTP), LA_ORDER_C, LA_CASTING_UNSAFE);
    if (status != LA_OK) return rumpy_raise(status);
    ptrdiff_t *place = (ptrdiff_t *)(void *)positions.data;
    bool inside = true;
    for (ptrdiff_t i = 0; i < positions.size; i++) {
        place[i] += place[i] < 0 ? a->size : 0;
        inside &= place[i] >= 0 && place[i] < a->size;
    }
    if (inside) return rumpy_ndarray_wrap(&positions, NULL);
    la_array_destroy(&positions);
    return NULL;
}

/* The C-order positions of array[indices], as the same index chooses them from 0, 1, 2, ... in the
 * array's shape: a contiguous intp array. */
static PyObject *find_positions(PyObject *array, PyObject *indices)
{
    const la_array *a = rumpy_array_of(array);
    PyObject *plain = plain_positions(a, indices);
    if (plain != NULL || PyErr_Occurred()) return plain;
    la_array range = LA_ARRAY_NULL, shaped = LA_ARRAY_NULL, packed = LA_ARRAY_NULL;
    const ptrdiff_t ends[2] = {0, 1};
    la_array first = LA_ARRAY_NULL, next = LA_ARRAY_NULL;
    const la_dtype *intp = la_dtype_of(LA_INTP);
    la_status status = la_array_init(&range, intp, 1, &a->size, LA_ORDER_C);
    if (status == LA_OK)
        status = la_array_init_foreign(&first, intp, 0, NULL, NULL, (void *)(uintptr_t)&ends[0],
                                       false, NULL, NULL);
    if (status == LA_OK)
        status = la_array_init_foreign(&next, intp, 0, NULL, NULL, (void *)(uintptr_t)&ends[1],
                                       false, NULL, NULL);
    if (status == LA_OK) status = la_fill_range(&range, &first, &next);
    if (status == LA_OK) status = la_reshape(&shaped, &range, a->ndim, a->shape, LA_ORDER_C, NULL);
    la_array_destroy(&range);
    la_array_destroy(&first);
    la_array_destroy(&next);
    if (status != LA_OK) return rumpy_raise(status);

    PyObject *all = rumpy_ndarray_wrap(&shaped, NULL);
    PyObject *chosen = all != NULL ? PyObject_GetItem(all, indices) : NULL;
    Py_XDECREF(all);
    PyObject *positions = chosen != NULL ? rumpy_asarray(chosen, intp) : NULL;
    Py_XDECREF(chosen);
    if (positions == NULL) return NULL;
    status = la_astype(&packed, rumpy_array_of(positions), intp, LA_ORDER_C, LA_CASTING_NO);
    Py_DECREF(positions);
    return status == LA_OK ? rumpy_ndarray_wrap(&packed, NULL) : rumpy_raise(status);
}

/* The second operand, of the loop's type, an element for each position. */
static la_status spread(la_array *out, const la_array *b, const la_array *positions,
                        const la_dtype *dtype)
{
    la_array wide = LA_ARRAY_NULL, cast = LA_ARRAY_NULL;
    if (la_broadcast_to(&wide, b, positions->ndim, positions->shape) != LA_OK)
        return la_fail(LA_VALUE_ERROR, "array is not broadcastable to correct shape");
    la_status status = la_astype(&cast, &wide, dtype, LA_ORDER_C, LA_CASTING_UNSAFE);
    if (status == LA_OK) status = la_reshape(out, &cast, 1, &cast.size, LA_ORDER_C, NULL);
    la_array_destroy(&wide);
    la_array_destroy(&cast);
    return status;
}

/* a: contiguous, or a copy of it is changed and copied back. */
static la_status change(const la_ufunc *u, const la_loop *loop, la_array *a,
                        const la_array *positions, const la_array *b)
{
    if (!(a->flags & LA_WRITEABLE))
        return la_fail(LA_VALUE_ERROR, "assignment destination is read-only");
    if ((a->flags & LA_C_CONTIGUOUS) && (a->flags & LA_ALIGNED) && !la_may_overlap(a, positions))
        return la_ufunc_at(u, loop, a, positions, b);
    la_array copy = LA_ARRAY_NULL;
    la_status status = la_astype(&copy, a, NULL, LA_ORDER_C, LA_CASTING_NO);
    if (status == LA_OK) status = la_ufunc_at(u, loop, &copy, positions, b);
    if (status == LA_OK) status = la_copyto(a, &copy, LA_CASTING_NO, NULL);
    la_array_destroy(&copy);
    return status;
}

static bool at(rumpy_op *op, PyObject *array, PyObject *positions, rumpy_operand *operand)
{
    const la_ufunc *u = op->ufunc;
    const la_typing own = rumpy_strong(rumpy_array_of(array)->dtype);
    const la_loop *loop =
        operand != NULL ? rumpy_op_loop2(op, own, operand->typing) : rumpy_op_loop1(op, own);
    la_array b = LA_ARRAY_NULL;
    la_status status = LA_OK;
    if (loop == NULL) return false;
    if (operand != NULL) {
        const la_dtype *dtype = la_dtype_of(loop->types[1]);
        if (!rumpy_operand_settle(operand, dtype)) return false;
        status = spread(&b, operand->array, rumpy_array_of(positions), dtype);
    }
    if (status == LA_OK)
        status = change(u, loop, rumpy_array_of(array), rumpy_array_of(positions), &b);
    la_array_destroy(&b);
    if (status == LA_OK) return true;
    rumpy_raise(status);
    return false;
}

PyObject *rumpy_ufunc_at(PyObject *self, PyObject *args)
{
    const la_ufunc *u = rumpy_ufunc_of(self);
    PyObject *array, *indices, *b = NULL, *result = NULL, *flat[3];
    if (!PyArg_UnpackTuple(args, "at", 2, 3, &array, &indices, &b)) return NULL;
    flat[0] = array;
    flat[1] = indices;
    flat[2] = b;
    const Py_ssize_t n = b != NULL ? 3 : 2;
    if (rumpy_override(self, "at", flat, n, n, NULL, NULL, &result) != 0) return result;
    if (((rumpy_ufunc *)self)->gufunc != NULL) {
        return PyErr_Format(PyExc_TypeError,
                            "%s.at does not support ufunc with non-trivial signature: %s has "
                            "signature %s.",
                            u->name, u->name,
                            rumpy_gufunc_signature(((rumpy_ufunc *)self)->gufunc));
    }
    const char *problem = NULL;
    PyObject *kind = PyExc_ValueError;
    if (u->nout != 1) {
        problem = "Only single output ufuncs supported at this time";
    } else if (b == NULL && u->nin == 2) {
        problem = "second operand needed for ufunc";
    } else if (b != NULL && u->nin == 1) {
        problem = "second operand provided when ufunc is unary";
    } else if (!rumpy_is_ndarray(array)) {
        problem = "first operand must be array";
        kind = PyExc_TypeError;
    }
    if (problem != NULL) {
        PyErr_SetString(kind, problem);
        return NULL;
    }
    PyObject *positions = find_positions(array, indices);
    if (positions == NULL) return NULL;
    rumpy_operand operand;
    int ready = b != NULL ? rumpy_operand_init(&operand, b, true) : 1;
    rumpy_fp_begin();
    bool done = ready > 0 && at(((rumpy_ufunc *)self)->op, array, positions, b ? &operand : NULL);
    if (ready == 0) rumpy_not_an_operand(u, b);
    if (ready > 0 && b != NULL) rumpy_operand_clear(&operand);
    Py_DECREF(positions);
    if (!done || !rumpy_fp_end("", "at")) return NULL;
    Py_RETURN_NONE;
}

/* --- resolve_dtypes --------------------------------------------------------------------------- */

/* One item of `dtypes`: 1 a typing, 0 None, -1 exception. */
static int parse_typing(PyObject *item, la_typing *typing)
{
    const PyTypeObject *type = (PyTypeObject *)item;
    typing->dtype = NULL;
    typing->weak = LA_STRONG;
    if (item == Py_None) return 0;
    if (type == &PyLong_Type) typing->weak = LA_WEAK_INT;
    if (type == &PyFloat_Type) typing->weak = LA_WEAK_FLOAT;
    if (type == &PyComplex_Type) typing->weak = LA_WEAK_COMPLEX;
    if (typing->weak != LA_STRONG) return 1;
    if (PyObject_TypeCheck(item, rumpy_dtype_type)) typing->dtype = rumpy_dtype_from(item);
    if (typing->dtype != NULL) return 1;
    PyErr_SetString(PyExc_TypeError,
                    "Provided dtype must be a valid NumPy dtype, int, float, complex, or None.");
    return -1;
}

static PyObject *dtype_tuple(const la_loop *loop, int n)
{
    PyObject *tuple = PyTuple_New(n);
    for (int i = 0; tuple != NULL && i < n; i++)
        PyTuple_SetItem(tuple, i, rumpy_dtype_object(la_dtype_of(loop->types[i])));
    return tuple;
}

/* Checks that the operands' types may be cast to the loop's, and the outputs' from it. */
static la_status check_casts(const la_ufunc *u, const la_loop *loop, const la_typing *typings,
                             la_casting casting)
{
    for (int i = 0; i < u->nin + u->nout; i++) {
        const la_dtype *own = typings[i].dtype, *its = la_dtype_of(loop->types[i]);
        const bool input = i < u->nin;
        if (own == NULL || la_can_cast(input ? own : its, input ? its : own, casting)) continue;
        char which[16] = " ";
        if ((input ? u->nin : u->nout) > 1) PyOS_snprintf(which, sizeof(which), " %d ", i);
        return la_fail(LA_TYPE_ERROR,
                       "Cannot cast ufunc '%s' %s%sfrom dtype('%s') to dtype('%s') with casting "
                       "rule '%s'",
                       u->name, input ? "input" : "output", which, (input ? own : its)->name,
                       (input ? its : own)->name, la_casting_name(casting));
    }
    return LA_OK;
}

PyObject *rumpy_ufunc_resolve_dtypes(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                                     PyObject *kwnames)
{
    static const char *const names[] = {"dtypes", "signature", "casting", "reduction", NULL};
    static const rumpy_signature parsed = {"resolve_dtypes", names, 0, 1, 1};
    const la_ufunc *u = rumpy_ufunc_of(self);
    const int n = u->nin + u->nout;
    PyObject *values[4];
    la_casting casting;
    bool reduction;
    la_typing typings[LA_UFUNC_MAXARGS];
    const la_dtype *output = NULL;
    if (!rumpy_parse(&parsed, args, nargs, kwnames, values) ||
        !rumpy_parse_casting(values[2] == Py_None ? NULL : values[2], LA_CASTING_SAME_KIND,
                             &casting) ||
        !rumpy_parse_bool(values[3], false, &reduction))
        return NULL;
    if (!PyTuple_Check(values[0]) || PyTuple_Size(values[0]) != n) {
        PyErr_SetString(PyExc_TypeError,
                        "resolve_dtypes: The dtypes must be a tuple of `ufunc.nargs` length.");
        return NULL;
    }
    for (int i = 0; i < n; i++) {
        int given = parse_typing(PyTuple_GetItem(values[0], i), &typings[i]);
        if (given < 0) return NULL;
        if (given == 0 && i < u->nin && !(reduction && i == 0)) {
            PyErr_SetString(PyExc_TypeError, "All input dtypes must be provided (except the first "
                                             "one in reductions)");
            return NULL;
        }
    }
    if (reduction) {
        if (u->nin != 2 || u->nout != 1) {
            PyErr_SetString(PyExc_TypeError, "reductions are only defined for ufuncs of two inputs "
                                             "and one output");
            return NULL;
        }
        if (typings[1].dtype != NULL) typings[1].dtype = rumpy_reduction_dtype(u, typings[1].dtype);
        typings[0] = typings[1];
    }
    if (values[1] != NULL && values[1] != Py_None) {
        if (!PyTuple_Check(values[1]) || PyTuple_Size(values[1]) != n) {
            PyErr_Format(PyExc_NotImplementedError,
                         "resolve_dtypes: signature is a tuple of %d dtypes and Nones", n);
            return NULL;
        }
        for (int i = 0; i < n; i++) {
            PyObject *item = PyTuple_GetItem(values[1], i);
            if (item != Py_None && i != u->nin) {
                PyErr_SetString(PyExc_NotImplementedError,
                                "resolve_dtypes: signature may fix the first output only");
                return NULL;
            }
            if (item != Py_None && !rumpy_parse_dtype(item, &output)) return NULL;
        }
    }
    const la_loop *loop = NULL;
    la_status status = LA_OK;
    if (((rumpy_ufunc *)self)->gufunc != NULL) {
        const la_dtype *common = output != NULL ? output : la_result_type(u->nin, typings);
        loop = &u->loops[common->num];
    } else {
        status = la_ufunc_resolve(u, typings, output, &loop);
    }
    if (status == LA_OK) status = check_casts(u, loop, typings, casting);
    return status == LA_OK ? dtype_tuple(loop, n) : rumpy_raise(status);
}
