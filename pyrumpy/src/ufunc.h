/* What the files of the ufunc type share with each other. */
#ifndef RUMPY_UFUNC_H
#define RUMPY_UFUNC_H

#include "ops.h"

/* vectorcall is in CPython since 3.9 but in its limited API only since 3.12: the flag, and the
 * function's type, are written out here. */
typedef PyObject *(*rumpy_vectorcall)(PyObject *self, PyObject *const *args, size_t nargsf,
                                      PyObject *kwnames);

typedef struct rumpy_ufunc {
    PyObject_HEAD
    rumpy_vectorcall vectorcall;
    rumpy_op *op;
} rumpy_ufunc;

static inline const la_ufunc *rumpy_ufunc_of(PyObject *self)
{
    return ((rumpy_ufunc *)self)->op->ufunc;
}

/* The object of a ufunc of the table; borrowed. */
PyObject *rumpy_ufunc_object(const la_ufunc *ufunc);

/* ufunc.accumulate of an ndarray. axis NULL: the first; dtype, out: may be NULL. */
PyObject *rumpy_accumulate(const la_ufunc *ufunc, PyObject *array, PyObject *axis,
                           const la_dtype *dtype, PyObject *out);

extern PyMethodDef rumpy_ufunc_methods[]; /* ufunc_methods.c: reduce, accumulate, outer */

#endif
