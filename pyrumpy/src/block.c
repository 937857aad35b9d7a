/* The base of what stands in a `with`: its state is set and set back by C alone, so that no
 * signal's handler, which may raise KeyboardInterrupt, can come between the one and the other.
 *
 * A class of Python's on top has `_next()`, which returns the state to be set and what `as` gets;
 * functions of C's `_set(state)`, which returns a token, and `_reset(token)`; and `_token`, None at
 * first. */
#include "rumpy.h"

static PyObject *next_name, *set_name, *reset_name, *token_name;

static PyObject *call(PyObject *self, PyObject *name, PyObject *argument)
{
    PyObject *function = PyObject_GetAttr(self, name);
    PyObject *result = function ? PyObject_CallFunctionObjArgs(function, argument, NULL) : NULL;
    Py_XDECREF(function);
    return result;
}

static bool set(PyObject *self, PyObject *state)
{
    PyObject *token = call(self, set_name, state);
    if (token == NULL) return false;
    const bool kept = PyObject_SetAttr(self, token_name, token) == 0;
    if (!kept) {
        PyObject *type, *value, *traceback;
        PyErr_Fetch(&type, &value, &traceback);
        PyObject *done = call(self, reset_name, token);
        Py_XDECREF(done);
        PyErr_Restore(type, value, traceback);
    }
    Py_DECREF(token);
    return kept;
}

static PyObject *fail_twice(PyObject *self)
{
    PyObject *name = PyObject_GetAttrString((PyObject *)Py_TYPE(self), "__name__");
    if (name != NULL) PyErr_Format(PyExc_TypeError, "Cannot enter `np.%U` twice.", name);
    Py_XDECREF(name);
    return NULL;
}

static PyObject *enter(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *state, *result, *token = PyObject_GetAttr(self, token_name);
    if (token == NULL) return NULL;
    Py_DECREF(token);
    if (token != Py_None) return fail_twice(self);
    PyObject *next = PyObject_CallMethodObjArgs(self, next_name, NULL);
    if (next == NULL) return NULL;
    const bool done = PyArg_ParseTuple(next, "OO", &state, &result) && set(self, state);
    if (done) Py_INCREF(result);
    Py_DECREF(next);
    return done ? result : NULL;
}

static PyObject *leave(PyObject *self, PyObject *args)
{
    (void)args;
    PyObject *token = PyObject_GetAttr(self, token_name);
    PyObject *done = token != NULL ? call(self, reset_name, token) : NULL;
    Py_XDECREF(token);
    return done;
}

static PyMethodDef methods[] = {
    {"__enter__", enter, METH_NOARGS, "__enter__($self, /)\n--\n\nSets the state."},
    {"__exit__", leave, METH_VARARGS,
     "__exit__($self, /, *error)\n--\n\nSets it back to what it was."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {{Py_tp_methods, methods}, {0, NULL}};

bool rumpy_block_init(PyObject *module)
{
    PyType_Spec spec = {
        .name = "rumpy._core._Block",
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
        .slots = slots,
    };
    next_name = PyUnicode_InternFromString("_next");
    set_name = PyUnicode_InternFromString("_set");
    reset_name = PyUnicode_InternFromString("_reset");
    token_name = PyUnicode_InternFromString("_token");
    if (!next_name || !set_name || !reset_name || !token_name) return false;
    PyObject *type = PyType_FromModuleAndSpec(module, &spec, NULL);
    const bool done = type != NULL && PyModule_AddObjectRef(module, "_Block", type) == 0;
    Py_XDECREF(type);
    return done;
}
