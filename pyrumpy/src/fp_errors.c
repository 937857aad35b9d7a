/* Floating-point errors: the state that is watched for, and the report. */
#include "fp_errors.h"

#define DEFAULT_WATCH (LA_FP_DIVIDE | LA_FP_OVERFLOW | LA_FP_INVALID)

long rumpy_error_states;

/* The context's state: methods of the variable that holds it in a list, and the default. */
static PyObject *get_held, *set_held, *reset_held, *default_state;
static PyObject *old_value; /* a name */

/* The list, borrowed from the context; NULL, without an exception, where it can't be had. */
static PyObject *held_now(void)
{
    PyObject *held = get_held != NULL ? PyObject_CallNoArgs(get_held) : NULL;
    if (held == NULL) PyErr_Clear();
    Py_XDECREF(held);
    return held;
}

/* 1 where it holds a state other than the default. */
static long is_other(PyObject *held)
{
    return held != NULL && PyList_GetItem(held, 0) != default_state;
}

static void count_states(long change)
{
    rumpy_error_states += change;
    if (rumpy_error_states == 0) la_fp_watch = DEFAULT_WATCH;
}

void rumpy_fp_read_state(void)
{
    PyObject *held = held_now();
    if (held == NULL) return;
    PyObject *watch = PyTuple_GetItem(PyList_GetItem(held, 0), 0);
    la_fp_watch = (unsigned)PyLong_AsUnsignedLongMask(watch);
}

static PyObject *set_error_state(PyObject *module, PyObject *state)
{
    (void)module;
    const long before = is_other(held_now());
    PyObject *held = PyList_New(1);
    if (held == NULL) return NULL;
    Py_INCREF(state);
    PyList_SetItem(held, 0, state);
    PyObject *token = PyObject_CallFunctionObjArgs(set_held, held, NULL);
    if (token != NULL) count_states(is_other(held) - before);
    Py_DECREF(held);
    return token;
}

static PyObject *reset_error_state(PyObject *module, PyObject *token)
{
    (void)module;
    PyObject *held = held_now();
    const long before = is_other(held);
    PyObject *done = PyObject_CallFunctionObjArgs(reset_held, token, NULL);
    if (done == NULL && held != NULL && PyErr_ExceptionMatches(PyExc_MemoryError)) {
        /* The block is left all the same: its list stays, and says what was so before it. */
        PyErr_Clear();
        PyObject *old = PyObject_GetAttr(token, old_value);
        if (old == NULL) return NULL;
        PyObject *state = PyList_Check(old) ? PyList_GetItem(old, 0) : default_state;
        Py_INCREF(state);
        PyList_SetItem(held, 0, state);
        Py_DECREF(old);
    } else if (done == NULL) {
        return NULL;
    }
    Py_XDECREF(done);
    count_states(is_other(held_now()) - before);
    Py_RETURN_NONE;
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

static PyObject *watch_errors(PyObject *module, PyObject *args)
{
    PyObject *variable, *state;
    (void)module;
    if (!PyArg_ParseTuple(args, "OO:_watch_errors", &variable, &state)) return NULL;
    Py_INCREF(state);
    default_state = state;
    set_held = PyObject_GetAttrString(variable, "set");
    reset_held = PyObject_GetAttrString(variable, "reset");
    get_held = PyObject_GetAttrString(variable, "get");
    if (set_held == NULL || reset_held == NULL || get_held == NULL) return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"_watch_errors", watch_errors, METH_VARARGS,
     "_watch_errors(variable, default, /)\n--\n\nTakes the context variable of the state of "
     "errors."},
    {"_set_error_state", set_error_state, METH_O,
     "_set_error_state(state, /)\n--\n\nSets the context's state of errors; returns a token."},
    {"_reset_error_state", reset_error_state, METH_O,
     "_reset_error_state(token, /)\n--\n\nSets it back to what it was."},
    {NULL, NULL, 0, NULL},
};

bool rumpy_fp_init(PyObject *module)
{
    old_value = PyUnicode_InternFromString("old_value");
    return old_value != NULL && PyModule_AddFunctions(module, functions) == 0;
}
