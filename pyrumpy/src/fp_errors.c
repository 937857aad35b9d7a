/* Floating-point errors: the state that is watched for, and the report. */
#include "fp_errors.h"

#define DEFAULT_WATCH (LA_FP_DIVIDE | LA_FP_OVERFLOW | LA_FP_INVALID)

long rumpy_error_states;

/* The context's state: methods of the variable that holds it in a list, and the default. */
static PyObject *get_held, *set_held, *reset_held, *default_state;
static PyObject *old_value, *token_name, *next_state; /* names */

/* The list, borrowed from the context; NULL with an exception. */
static PyObject *held_now(void)
{
    PyObject *held = get_held != NULL ? PyObject_CallNoArgs(get_held) : NULL;
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
    if (held == NULL) {
        PyErr_Clear();
        return;
    }
    PyObject *watch = PyTuple_GetItem(PyList_GetItem(held, 0), 0);
    la_fp_watch = (unsigned)PyLong_AsUnsignedLongMask(watch);
}

/* The token that reset_state takes, or NULL. */
static PyObject *set_state(PyObject *state)
{
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

static bool reset_state(PyObject *token)
{
    PyObject *held = held_now();
    const long before = is_other(held);
    PyObject *done = PyObject_CallFunctionObjArgs(reset_held, token, NULL);
    if (done == NULL && held != NULL && PyErr_ExceptionMatches(PyExc_MemoryError)) {
        /* The block is left all the same: its list stays, and says what was so before it. */
        PyErr_Clear();
        PyObject *old = PyObject_GetAttr(token, old_value);
        if (old == NULL) return false;
        PyObject *state = PyList_Check(old) ? PyList_GetItem(old, 0) : default_state;
        Py_INCREF(state);
        PyList_SetItem(held, 0, state);
        Py_DECREF(old);
    } else if (done == NULL) {
        return false;
    }
    Py_XDECREF(done);
    count_states(is_other(held_now()) - before);
    return true;
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

static PyObject *set_error_state(PyObject *module, PyObject *state)
{
    (void)module;
    PyObject *token = set_state(state);
    if (token == NULL) return NULL;
    Py_DECREF(token);
    Py_RETURN_NONE;
}

static PyMethodDef functions[] = {
    {"_watch_errors", watch_errors, METH_VARARGS,
     "_watch_errors(variable, default, /)\n--\n\nTakes the context variable of the state of "
     "errors."},
    {"_set_error_state", set_error_state, METH_O,
     "_set_error_state(state, /)\n--\n\nSets the context's state of errors."},
    {NULL, NULL, 0, NULL},
};

/* --- with errstate(...): set and reset by C alone, so that no signal's handler, which may raise
 * KeyboardInterrupt, can come between the one and the other ------------------------------------ */

static PyObject *enter(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *token = PyObject_GetAttr(self, token_name);
    if (token == NULL) return NULL;
    Py_DECREF(token);
    if (token != Py_None) return PyErr_Format(PyExc_TypeError, "Cannot enter `np.errstate` twice.");
    PyObject *state = PyObject_CallMethodObjArgs(self, next_state, NULL);
    if (state == NULL) return NULL;
    token = set_state(state);
    Py_DECREF(state);
    if (token == NULL) return NULL;
    const int status = PyObject_SetAttr(self, token_name, token);
    if (status < 0) reset_state(token);
    Py_DECREF(token);
    if (status < 0) return NULL;
    Py_RETURN_NONE;
}

static PyObject *leave(PyObject *self, PyObject *args)
{
    (void)args;
    PyObject *token = PyObject_GetAttr(self, token_name);
    const bool done = token != NULL && reset_state(token);
    Py_XDECREF(token);
    if (!done) return NULL;
    Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
    {"__enter__", enter, METH_NOARGS, "__enter__($self, /)\n--\n\nSets the state of errors."},
    {"__exit__", leave, METH_VARARGS,
     "__exit__($self, /, *error)\n--\n\nSets it back to what it was."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {{Py_tp_methods, methods}, {0, NULL}};

bool rumpy_fp_init(PyObject *module)
{
    PyType_Spec spec = {
        .name = "rumpy._core._ErrorBlock",
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
        .slots = slots,
    };
    old_value = PyUnicode_InternFromString("old_value");
    token_name = PyUnicode_InternFromString("_token");
    next_state = PyUnicode_InternFromString("_next");
    if (old_value == NULL || token_name == NULL || next_state == NULL) return false;
    PyObject *type = PyType_FromModuleAndSpec(module, &spec, NULL);
    const bool done = type != NULL && PyModule_AddObjectRef(module, "_ErrorBlock", type) == 0;
    Py_XDECREF(type);
    return done && PyModule_AddFunctions(module, functions) == 0;
}
