/* Status codes become Python exceptions of the same name. The classes that Python itself has not
 * (AxisError, LinAlgError, the ufunc errors) live in the package and are looked up when first
 * needed. */
#include "rumpy.h"

#include <stdio.h>
#include <string.h>

/* A class of a module of the package; NULL, with no exception set, where it can't be had. */
static PyObject *find_class(const char *module, const char *name)
{
    PyObject *found = PyImport_ImportModule(module);
    PyObject *type = NULL;
    if (found != NULL) {
        type = PyObject_GetAttrString(found, name);
        Py_DECREF(found);
    }
    if (type == NULL) PyErr_Clear();
    return type;
}

/* Raises the class, or `fallback` where it can't be found (not enough memory to import, say). */
static void raise_named(const char *module, const char *name, PyObject *fallback,
                        const char *message)
{
    PyObject *type = find_class(module, name);
    PyErr_SetString(type != NULL ? type : fallback, message);
    Py_XDECREF(type);
}

/* AxisError knows its axis and number of dimensions. */
static void raise_axis_error(const char *message)
{
    PyObject *type = find_class("rumpy.exceptions", "AxisError");
    if (type == NULL) {
        PyErr_SetString(PyExc_ValueError, message);
        return;
    }
    long long axis;
    int ndim;
    PyObject *error = NULL;
    if (sscanf(message, "axis %lld is out of bounds for array of dimension %d", &axis, &ndim) == 2)
        error = PyObject_CallFunction(type, "Li", axis, ndim);
    else
        error = PyObject_CallFunction(type, "s", message);
    if (error != NULL) PyErr_SetObject(type, error);
    Py_XDECREF(error);
    Py_DECREF(type);
}

static void raise_type_error(const char *message)
{
    static const char cast[] = "Cannot cast ufunc '";
    if (strncmp(message, cast, sizeof(cast) - 1) == 0) {
        bool input = strstr(message, "' input ") != NULL;
        raise_named("rumpy._exceptions",
                    input ? "_UFuncInputCastingError" : "_UFuncOutputCastingError", PyExc_TypeError,
                    message);
    } else if (strstr(message, "did not contain a loop with signature") != NULL) {
        raise_named("rumpy._exceptions", "_UFuncNoLoopError", PyExc_TypeError, message);
    } else {
        PyErr_SetString(PyExc_TypeError, message);
    }
}

PyObject *rumpy_raise(la_status status)
{
    /* Copied, because importing a class may run code that fails in libarray again. */
    char message[LA_MESSAGE_MAX];
    snprintf(message, sizeof(message), "%s", la_error_message());

    switch (status) {
    case LA_VALUE_ERROR: PyErr_SetString(PyExc_ValueError, message); break;
    case LA_TYPE_ERROR: raise_type_error(message); break;
    case LA_INDEX_ERROR: PyErr_SetString(PyExc_IndexError, message); break;
    case LA_AXIS_ERROR: raise_axis_error(message); break;
    case LA_OVERFLOW_ERROR: PyErr_SetString(PyExc_OverflowError, message); break;
    case LA_ZERO_DIVISION_ERROR: PyErr_SetString(PyExc_ZeroDivisionError, message); break;
    case LA_MEMORY_ERROR:
        raise_named("rumpy._exceptions", "_ArrayMemoryError", PyExc_MemoryError, message);
        break;
    case LA_NOT_IMPLEMENTED_ERROR: PyErr_SetString(PyExc_NotImplementedError, message); break;
    case LA_LINALG_ERROR:
        raise_named("rumpy._lapack_error", "LinAlgError", PyExc_ValueError, message);
        break;
    case LA_OK: PyErr_SetString(PyExc_SystemError, "no error to raise"); break;
    default: PyErr_SetString(PyExc_RuntimeError, message); break;
    }
    return NULL;
}

bool rumpy_clear(PyObject *kind)
{
    if (!PyErr_ExceptionMatches(kind) || PyErr_ExceptionMatches(PyExc_MemoryError) ||
        PyErr_ExceptionMatches(PyExc_RecursionError))
        return false;
    PyErr_Clear();
    return true;
}

bool rumpy_error_init(PyObject *module)
{
    (void)module; /* classes are found when first raised */
    return true;
}
