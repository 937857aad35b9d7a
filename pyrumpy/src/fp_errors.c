/* Floating-point errors: the state that is watched for, and the report. */
#include "fp_errors.h"

#define DEFAULT_WATCH (LA_FP_DIVIDE | LA_FP_OVERFLOW | LA_FP_INVALID)

long rumpy_error_states;
static PyObject
    *read_state; /* returns the context's list of a state, whose first item is the mask */

void rumpy_fp_read_state(void)
{
    PyObject *held = read_state != NULL ? PyObject_CallNoArgs(read_state) : NULL;
    if (held == NULL) {
        PyErr_Clear();
        return;
    }
    PyObject *watch = PyTuple_GetItem(PyList_GetItem(held, 0), 0);
    la_fp_watch = (unsigned)PyLong_AsUnsignedLongMask(watch);
    Py_DECREF(held);
}

bool rumpy_fp_report(const char *prefix, const char *where)
{
    const unsigned found = la_fp_found;
    la_fp_found = 0;
    PyObject *module = PyImport_ImportModule("rumpy.error_state");
    PyObject *text = module != NULL ? PyUnicode_FromFormat("%s%s", prefix, where) : NULL;
    PyObject *done = text != NULL ? PyObject_CallMethod(module, "report", "IO", found, text) : NULL;
    Py_XDECREF(module);
    Py_XDECREF(text);
    Py_XDECREF(done);
    return done != NULL;
}

static PyObject *watch_errors(PyObject *module, PyObject *function)
{
    (void)module;
    Py_INCREF(function);
    Py_XDECREF(read_state);
    read_state = function;
    Py_RETURN_NONE;
}

static PyObject *count_error_states(PyObject *module, PyObject *change)
{
    (void)module;
    rumpy_error_states += PyLong_AsLong(change);
    if (rumpy_error_states == 0) la_fp_watch = DEFAULT_WATCH;
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"_watch_errors", watch_errors, METH_O,
     "_watch_errors(function, /)\n--\n\nTakes the function that tells the state of errors."},
    {"_count_error_states", count_error_states, METH_O,
     "_count_error_states(change, /)\n--\n\nCounts states other than the default."},
    {NULL, NULL, 0, NULL},
};

bool rumpy_fp_init(PyObject *module)
{
    return PyModule_AddFunctions(module, functions) == 0;
}
