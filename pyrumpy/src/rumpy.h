/* What the C types of pyrumpy share. One module, `rumpy._core`, written against the limited API. */
#ifndef RUMPY_H
#define RUMPY_H

#ifndef Py_LIMITED_API
#define Py_LIMITED_API 0x030B0000
#endif
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <string.h>

#include "libarray/libarray.h"

/* module.c: adds a type to the module; NULL with an exception set, else a reference that is kept.
 */
PyTypeObject *rumpy_add_type(PyObject *module, PyType_Spec *spec, const char *name);

/* --- error.c: status codes become exceptions -------------------------------------------------- */

/* Sets the Python exception for a failed status with libarray's message; returns NULL. */
PyObject *rumpy_raise(la_status status);
/* Clears the exception that is set, if it is of that kind and not about memory or depth of
 * recursion, which is no answer to what was asked; whether it did. */
bool rumpy_clear(PyObject *kind);

/* --- args.c: arguments of METH_FASTCALL | METH_KEYWORDS functions ------------------------------
 */

/* What a function accepts: names in order; the first `required` must be given; the first
 * `positional` may be given by position; of these the first `positional_only` only so. */
typedef struct rumpy_signature {
    const char *function;
    const char *const *names; /* NULL-terminated */
    int positional_only, positional, required;
} rumpy_signature;

/* Fills values[i] with borrowed references (NULL where absent). False with TypeError set, worded as
 * CPython does. */
bool rumpy_parse(const rumpy_signature *signature, PyObject *const *args, Py_ssize_t nargs,
                 PyObject *kwnames, PyObject **values);

bool rumpy_parse_bool(PyObject *value, bool fallback, bool *out);          /* value may be NULL */
bool rumpy_parse_order(PyObject *value, la_order fallback, la_order *out); /* 'C' 'F' 'A' 'K' */
bool rumpy_parse_casting(PyObject *value, la_casting fallback, la_casting *out);
/* astype's, which may be 'same_value'. */
bool rumpy_parse_astype_casting(PyObject *value, la_casting *out);
/* An int or a sequence of ints (shape, axes): count into *n, values into out[LA_MAXDIMS]. */
bool rumpy_parse_ints(PyObject *value, const char *what, int *n, ptrdiff_t *out);
/* axis=None, an int or a tuple of ints, as a set of axes of an array of ndim dimensions. */
bool rumpy_parse_axes(PyObject *value, int ndim, la_axes *out);
/* The same; where there are no axes reductions and squeeze() take 0 and -1, too. */
bool rumpy_parse_axes_or_none(PyObject *value, int ndim, la_axes *out);

/* --- dtype.c ---------------------------------------------------------------------------------- */

extern PyTypeObject *rumpy_dtype_type;

/* The dtype that obj names (a dtype, a scalar type, bool/int/float/complex, 'f4', '<f8', 'float32',
 * anything with a .dtype). NULL with TypeError set otherwise, for swapped bytes ('>f8') too. */
const la_dtype *rumpy_dtype_from(PyObject *obj);
/* The same for what reads data of others: *swapped tells whether its bytes are to be swapped. */
const la_dtype *rumpy_dtype_read(PyObject *obj, bool *swapped);
/* The same, where absent (NULL) or None leaves *dtype as it is. */
bool rumpy_parse_dtype(PyObject *obj, const la_dtype **dtype);
/* The one dtype object of a row of the table; a new reference. */
PyObject *rumpy_dtype_object(const la_dtype *dtype);

/* --- scalar.c: np.generic and the fourteen types below it --------------------------------------
 */

/* Room for one element of any type. */
typedef union rumpy_value {
    bool b;
    int8_t i8;
    uint8_t u8;
    int16_t i16;
    uint16_t u16;
    int32_t i32;
    uint32_t u32;
    int64_t i64;
    uint64_t u64;
    la_float16 f16;
    float f32;
    double f64;
    la_complex64 c64;
    la_complex128 c128;
} rumpy_value;

/* Copies an element. Of known size that is a load and a store; else a call. */
static inline void rumpy_copy_element(const la_dtype *dtype, void *to, const void *from)
{
    switch (dtype->itemsize) {
    case 1: memcpy(to, from, 1); break;
    case 2: memcpy(to, from, 2); break;
    case 4: memcpy(to, from, 4); break;
    case 8: memcpy(to, from, 8); break;
    default: memcpy(to, from, 16); break;
    }
}

extern PyTypeObject *rumpy_generic_type;
extern PyTypeObject *rumpy_scalar_types[LA_NTYPES];

/* A scalar object of the dtype with the value at `data` (which need not be aligned). */
PyObject *rumpy_scalar_new(const la_dtype *dtype, const void *data);
/* If obj is a rumpy scalar: its dtype, with its value copied out. NULL (no error set) otherwise. */
const la_dtype *rumpy_scalar_read(PyObject *obj, rumpy_value *value);

/* --- convert.c: elements and Python objects ----------------------------------------------------
 */

/* The element at `data` as bool, int, float or complex. */
PyObject *rumpy_element_get(const la_dtype *dtype, const void *data);
/* Writes obj (a Python or rumpy scalar, a 0-d array) as an element of the dtype. OverflowError
 * "Python integer 300 out of bounds for uint8", TypeError, ValueError as NumPy. */
bool rumpy_element_set(const la_dtype *dtype, PyObject *obj, void *data);
/* What an assignment to an element of the type, or a list that an array is made of, takes of an
 * object: of a scalar of another type its int() where the type is a signed integer, else itself. */
PyObject *rumpy_assigned(const la_dtype *dtype, PyObject *obj);
bool rumpy_element_assign(const la_dtype *dtype, PyObject *obj, void *data);

/* The dtype of a number of a class below Python's int, float or complex, with its value copied out:
 * such numbers have a type of their own, as scalars do. NULL without an error for anything else and
 * for an int that no type holds. */
const la_dtype *rumpy_subclass_read(PyObject *obj, rumpy_value *value);

/* An operand of a ufunc or an operator: an array, or a scalar held here. */
typedef struct rumpy_operand {
    const la_array *array; /* what to compute with; NULL while a weak scalar has no type yet */
    la_typing typing;
    PyObject *object; /* new reference: the ndarray, or the Python scalar */
    la_array scratch; /* 0-d, over `value` */
    rumpy_value value;
} rumpy_operand;

/* 1: ready. 0: not an operand (return NotImplemented). -1: exception set. `lenient`: lists and
 * other array-likes are converted too (functions do, and so do ndarray's operators). */
int rumpy_operand_init(rumpy_operand *operand, PyObject *obj, bool lenient);
/* Gives a weak scalar its type; OverflowError if it doesn't fit. No-op for others. */
bool rumpy_operand_settle(rumpy_operand *operand, const la_dtype *dtype);
void rumpy_operand_clear(rumpy_operand *operand);

/* --- ndarray.c ---------------------------------------------------------------------------------
 */

typedef struct rumpy_ndarray {
    PyObject_HEAD
    la_array array;
    PyObject *base;  /* the object whose memory this is a view of, or NULL */
    PyObject *shape; /* the tuple that a.shape gave before, or NULL */
    PyObject *weakrefs;
} rumpy_ndarray;

extern PyTypeObject *rumpy_ndarray_type;

static inline bool rumpy_is_ndarray_exact(PyObject *obj)
{
    return Py_TYPE(obj) == rumpy_ndarray_type;
}

static inline bool rumpy_is_ndarray(PyObject *obj)
{
    return Py_TYPE(obj) == rumpy_ndarray_type || PyType_IsSubtype(Py_TYPE(obj), rumpy_ndarray_type);
}

static inline la_array *rumpy_array_of(PyObject *ndarray)
{
    return &((rumpy_ndarray *)ndarray)->array;
}

/* A new ndarray holding LA_ARRAY_NULL, to be filled at once. */
PyObject *rumpy_ndarray_new(void);
/* Moves `array` into a new ndarray; base may be NULL. Destroys `array` on failure. */
PyObject *rumpy_ndarray_wrap(la_array *array, PyObject *base);
/* A new ndarray of a's elements as LA_INTP, in C order: indices. */
PyObject *rumpy_as_intp(const la_array *a, la_casting casting);
/* The same, but a 0-d array becomes a scalar, as results of functions do. */
PyObject *rumpy_return(la_array *array);

/* obj as an ndarray, a new reference: itself if it is one (of the dtype, if dtype is not NULL),
 * else converted: buffers and __array_interface__/__array__ without a copy where possible,
 * scalars, nested sequences (ValueError for ragged ones, in NumPy's words). */
PyObject *rumpy_asarray(PyObject *obj, const la_dtype *dtype);

/* --- prepack.c ---------------------------------------------------------------------------------
 */

extern PyTypeObject *rumpy_prepacked_type;

static inline bool rumpy_is_prepacked(PyObject *obj)
{
    return Py_TYPE(obj) == rumpy_prepacked_type;
}

/* a @ b where one of them is prepacked. out: NULL or an ndarray. */
PyObject *rumpy_prepacked_matmul(PyObject *a, PyObject *b, PyObject *out, la_casting casting);

/* --- pieces of the ndarray type and of the module that live in files of their own --------------
 */

extern const PyType_Slot rumpy_number_slots[];    /* number.c: + - * @ ..., comparisons */
extern const PyType_Slot rumpy_subscript_slots[]; /* subscript.c: a[...], len, iteration */
extern const PyType_Slot rumpy_buffer_slots[];    /* buffer.c */
extern PyMethodDef rumpy_reduction_methods[];     /* reductions.c: a.sum(), a.argmax(), ... */
extern PyMethodDef rumpy_forwarded_methods[];     /* forward.c: a.clip, a.round, ... */
extern PyMethodDef rumpy_shape_methods[];         /* methods.c: a.reshape, a.astype, a.copy, ... */
extern PyMethodDef rumpy_field_methods[];         /* fields.c: a.byteswap, a.conj, ... */
extern PyMethodDef rumpy_dlpack_methods[];        /* dlpack.c */
extern PyMethodDef rumpy_dlpack_functions[];      /* dlpack.c: from_dlpack */
extern PyMethodDef rumpy_sorting_methods[];       /* sorting.c: a.sort(), a.argsort(), ... */
extern PyMethodDef rumpy_create_functions[];      /* create.c: array, zeros, arange, ... */
extern PyMethodDef rumpy_sorting_functions[];     /* sorting.c: sort, searchsorted, ... */
extern PyMethodDef rumpy_array_functions[];       /* functions.c: where, concatenate, matmul, ... */
extern PyMethodDef rumpy_broadcast_functions[];   /* broadcast.c: what manipulation.py calls */
extern PyMethodDef rumpy_numeric_functions[]; /* numeric.c: bincount, correlate, convolve, ... */
extern PyMethodDef rumpy_einsum_functions[];  /* einsum.c: what einsums.py calls */

PyObject *rumpy_ndarray_ctypes(PyObject *self, void *closure); /* forward.c: a.ctypes */

/* A binary operator or function of two operands: NEP 50, fast path for small exact arrays. Returns
 * NotImplemented where an operand isn't one. */
PyObject *rumpy_binary(const la_ufunc *ufunc, PyObject *a, PyObject *b, PyObject *out);

/* Types and constants of each file; called once, in this order, by PyInit__core. */
bool rumpy_error_init(PyObject *module);
bool rumpy_scalar_init(PyObject *module); /* np.generic ... np.complex128 */
bool rumpy_dtype_init(PyObject *module);
bool rumpy_ndarray_init(PyObject *module); /* ndarray, its flags and iterator types */
bool rumpy_prepack_init(PyObject *module);
bool rumpy_block_init(PyObject *module); /* what stands in a `with` */
bool rumpy_ufunc_init(PyObject *module); /* the ufunc type and one object per la_ufunc */

/* type[args] for type hints; TypeError unless there are 1 to `most` arguments. */
PyObject *rumpy_generic_alias(PyObject *type, PyObject *args, Py_ssize_t most);

#endif
