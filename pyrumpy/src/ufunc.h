/* What the files of the ufunc type share with each other. */
#ifndef RUMPY_UFUNC_H
#define RUMPY_UFUNC_H

#include "ops.h"

/* vectorcall is in CPython since 3.9 but in its limited API only since 3.12: the flag, and the
 * function's type, are written out here. */
typedef PyObject *(*rumpy_vectorcall)(PyObject *self, PyObject *const *args, size_t nargsf,
                                      PyObject *kwnames);

/* A ufunc of vectors or matrices: gufunc.c. */
typedef struct rumpy_gufunc rumpy_gufunc;

typedef struct rumpy_ufunc {
    PyObject_HEAD
    rumpy_vectorcall vectorcall;
    rumpy_op *op;
    const rumpy_gufunc *gufunc; /* NULL: elementwise */
} rumpy_ufunc;

static inline const la_ufunc *rumpy_ufunc_of(PyObject *self)
{
    return ((rumpy_ufunc *)self)->op->ufunc;
}

/* The object of a ufunc of the table; borrowed. */
PyObject *rumpy_ufunc_object(const la_ufunc *ufunc);
/* The object of one of gufunc.c; borrowed, NULL for another name. */
PyObject *rumpy_gufunc_object(const char *name);

/* ufunc.accumulate of an ndarray. given: what it was made of, and whose class the result is of;
 * axis NULL: the first; dtype, out: may be NULL. */
PyObject *rumpy_accumulate(const la_ufunc *ufunc, PyObject *given, PyObject *array, PyObject *axis,
                           const la_dtype *dtype, PyObject *out);

/* signature=...: whether it is a string or a tuple of the right length for the ufunc; TypeError or
 * ValueError otherwise. */
bool rumpy_check_signature(const la_ufunc *ufunc, PyObject *signature);

/* subok=...: TypeError for what is no bool. */
bool rumpy_parse_subok(PyObject *value, bool *subok);

/* A new ufunc object under its name in the module; held for good. NULL with an exception set. */
PyObject *rumpy_ufunc_add(PyObject *module, rumpy_op *op, const rumpy_gufunc *gufunc);

extern PyMethodDef rumpy_ufunc_methods[]; /* ufunc_methods.c: reduce, accumulate, outer, ... */

/* ufunc_at.c */
PyObject *rumpy_ufunc_at(PyObject *self, PyObject *args);
PyObject *rumpy_ufunc_resolve_dtypes(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                                     PyObject *kwnames);

/* --- gufunc.c --------------------------------------------------------------------------------- */

PyObject *rumpy_gufunc_call(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                            PyObject *kwnames);
const char *rumpy_gufunc_signature(const rumpy_gufunc *gufunc);
bool rumpy_gufunc_init(PyObject *module); /* matmul, matvec, vecdot, vecmat */

#endif
