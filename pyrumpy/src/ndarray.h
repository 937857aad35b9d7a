/* What the files of the ndarray type share with each other, and nobody else. */
#ifndef RUMPY_NDARRAY_H
#define RUMPY_NDARRAY_H

#include "rumpy.h"

/* A view of self's memory without a move: an object of self's type, its base set, to be filled by a
 * function of libarray through rumpy_array_of(); then finished with that function's status, which
 * frees it and raises after a failure, and calls __array_finalize__ of subclasses. begin may return
 * NULL, which finish passes on. */
PyObject *rumpy_view_begin(PyObject *self);
PyObject *rumpy_view_finish(PyObject *self, PyObject *view, la_status status);

/* The same for fresh arrays: begin with rumpy_ndarray_new(). */
PyObject *rumpy_fresh_finish(PyObject *ndarray, la_status status);

/* Moves `view`, a view of self's memory, into a new array of self's type whose base is the array
 * that owns the memory. Destroys `view` on failure. */
PyObject *rumpy_ndarray_view(PyObject *self, la_array *view);
/* The same for any type below ndarray; calls its __array_finalize__ with self. */
PyObject *rumpy_ndarray_view_as(PyTypeObject *type, PyObject *self, la_array *view);

/* Moves a fresh array into an object of type `like`'s, with __array_finalize__(like). */
PyObject *rumpy_ndarray_wrap_like(PyObject *like, la_array *array);

/* rumpy_return, but what has axes is of the class of `like`. */
PyObject *rumpy_return_as(PyObject *like, la_array *array);

/* Moves a fresh array into an object of a class below ndarray. */
PyObject *rumpy_ndarray_wrap_as(PyTypeObject *type, la_array *array);

/* F where the elements lie in Fortran's order and not also in C's; else C. */
static inline la_order rumpy_order_of(const la_array *a)
{
    const unsigned both = LA_C_CONTIGUOUS | LA_F_CONTIGUOUS;
    return (a->flags & both) == LA_F_CONTIGUOUS ? LA_ORDER_F : LA_ORDER_C;
}

/* A tuple of ints; a new reference. */
PyObject *rumpy_int_tuple(int n, const ptrdiff_t *values);

/* The shape and strides of `a` when its bytes are read as elements of another type. */
bool rumpy_reinterpret(const la_array *a, const la_dtype *dtype, ptrdiff_t *shape,
                       ptrdiff_t *strides);

/* a.shape = value: without a copy, AttributeError otherwise. */
int rumpy_ndarray_set_shape(PyObject *self, PyObject *shape);

/* --- flags.c ---------------------------------------------------------------------------------- */

bool rumpy_flags_init(PyObject *module);
PyObject *rumpy_flags_new(PyObject *ndarray);
/* ValueError where the memory is somebody's who doesn't want it written. */
bool rumpy_set_writeable(PyObject *ndarray, bool writeable);

/* --- flat.c: a.flat --------------------------------------------------------------------------- */

bool rumpy_flat_init(PyObject *module);
/* next: the position of the element that comes first. */
PyObject *rumpy_flat_new(PyObject *ndarray, ptrdiff_t next);
int rumpy_flat_assign(PyObject *ndarray, PyObject *value);

/* --- broadcast.c: np.broadcast; indices.c: np.ndindex, np.ndenumerate --------------------------
 */

bool rumpy_broadcast_init(PyObject *module);
bool rumpy_indices_init(PyObject *module);
bool rumpy_nditer_init(PyObject *module);

/* The common shape of the ndarrays of a tuple, into shape[LA_MAXDIMS]; ValueError "shape mismatch:
 * ...". */
bool rumpy_common_shape(PyObject *ndarrays, int *ndim, ptrdiff_t *shape);

/* --- subscript.c ------------------------------------------------------------------------------ */

/* a[key] and a[key] = value, as the mapping protocol has them. */
PyObject *rumpy_subscript_get(PyObject *self, PyObject *key);
int rumpy_subscript_set(PyObject *self, PyObject *key, PyObject *value);

/* a[...] = value, for an array (of any kind) or what can become one. */
bool rumpy_assign(PyObject *self, PyObject *value);

/* --- functions.c ------------------------------------------------------------------------------ */

/* numpy.dot; out: NULL, None or an ndarray. */
PyObject *rumpy_dot(PyObject *a, PyObject *b, PyObject *out);

/* --- convert.c -------------------------------------------------------------------------------- */

/* rumpy_asarray, but the result is never a subclass of ndarray, nor obj itself where `copy`:
 * 1 always a new array, 0 a view or ValueError, -1 whatever is needed. */
PyObject *rumpy_array_from(PyObject *obj, const la_dtype *dtype, int copy, la_order order,
                           bool subok);

/* An exporter's buffer, writeable if it gives one, held until rumpy_release_buffer(it); NULL with
 * an exception set. */
Py_buffer *rumpy_hold_buffer(PyObject *obj, int flags);
void rumpy_release_buffer(void *buffer);

/* An la_release_fn that drops the reference to a Python object. */
void rumpy_drop_reference(void *object);

/* array_struct.c: a.__array_struct__, and obj as an ndarray by its own. */
PyObject *rumpy_get_array_struct(PyObject *self, void *unused);
PyObject *rumpy_from_array_struct(PyObject *obj, PyObject *capsule);

/* `foreign` (of swapped bytes) becomes a copy in the machine's order. */
la_status rumpy_unswap(la_array *foreign);

/* An ndarray of `foreign`, memory of owner's, which it takes over; of a copy where bytes are
 * swapped. */
PyObject *rumpy_wrap_foreign(la_array *foreign, bool swapped, PyObject *owner);

/* dispatch.c: what a function of _array_function.py makes of a call of rumpy's function `name`. */
PyObject *rumpy_ask_array_function(const char *function, const char *name, PyObject *const *args,
                                   Py_ssize_t nargs, PyObject *kwnames);

#endif
