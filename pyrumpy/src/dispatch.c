/* Functions that other array types may take over (NumPy's __array_function__): a callable around
 * each public function. Arguments of Python's own and rumpy's types go straight through. */
#include "ndarray.h"
#include "ops.h"

#include <stddef.h>
#include <string.h>

#include <structmember.h>

#include "ufunc.h"

#define HAVE_VECTORCALL  (1UL << 11)
#define ARGUMENTS_OFFSET ((size_t)1 << (8 * sizeof(size_t) - 1))

/* In CPython since 3.9, in the limited API only since 3.12. */
extern PyObject *PyObject_Vectorcall(PyObject *callable, PyObject *const *args, size_t nargsf,
                                     PyObject *kwnames);

typedef struct dispatcher {
    PyObject_HEAD
    rumpy_vectorcall vectorcall;
    PyObject *function; /* what computes */
    PyObject *name;
    PyObject *module; /* where it's found */
    PyObject *method; /* the name of the method that does the same, or NULL */
} dispatcher;

static PyTypeObject *dispatcher_type;
static PyObject *interned; /* "__array_function__" */

static bool is_own(PyObject *obj)
{
    return rumpy_is_plain(obj) || obj == Py_None || PyType_Check(obj) ||
           Py_TYPE(obj) == rumpy_dtype_type;
}

static bool claims(PyObject *obj)
{
    if (is_own(obj) || rumpy_is_numpys(Py_TYPE(obj))) return false;
    PyObject *hook = PyObject_GetAttr((PyObject *)Py_TYPE(obj), interned);
    if (hook == NULL) {
        PyErr_Clear();
        return false;
    }
    bool foreign = true;
    if (rumpy_is_ndarray(obj)) { /* a subclass that inherits it is served here */
        PyObject *own = PyObject_GetAttr((PyObject *)rumpy_ndarray_type, interned);
        foreign = own != hook;
        Py_XDECREF(own);
    }
    Py_DECREF(hook);
    return foreign && hook != Py_None;
}

/* Whether an argument, or an array in a list of arrays, may claim the call. */
static bool may_claim(PyObject *obj)
{
    PyTypeObject *type = Py_TYPE(obj);
    if (type == rumpy_ndarray_type) return false;
    const bool list = type == &PyList_Type;
    if (!list && type != &PyTuple_Type) return claims(obj);
    const Py_ssize_t n = list ? PyList_Size(obj) : PyTuple_Size(obj);
    for (Py_ssize_t i = 0; i < n; i++) {
        PyObject *item = list ? PyList_GetItem(obj, i) : PyTuple_GetItem(obj, i);
        if (PyLong_CheckExact(item) || PyFloat_CheckExact(item)) return false; /* of numbers */
        if (claims(item)) return true;
    }
    return false;
}

/* function(subject, args, kwargs) of _array_function.py; takes `subject`, which may be NULL with an
 * exception set. */
static PyObject *ask(const char *function, PyObject *subject, PyObject *const *args,
                     Py_ssize_t nargs, PyObject *kwnames)
{
    PyObject *module = PyImport_ImportModule("rumpy._array_function");
    PyObject *positional = PyTuple_New(nargs), *keywords = PyDict_New(), *result = NULL;
    bool ok = subject != NULL && module != NULL && positional != NULL && keywords != NULL;
    for (Py_ssize_t i = 0; ok && i < nargs; i++) {
        Py_INCREF(args[i]);
        PyTuple_SetItem(positional, i, args[i]);
    }
    const Py_ssize_t nkw = kwnames != NULL ? PyTuple_Size(kwnames) : 0;
    for (Py_ssize_t i = 0; ok && i < nkw; i++)
        ok = PyDict_SetItem(keywords, PyTuple_GetItem(kwnames, i), args[nargs + i]) == 0;
    if (ok) result = PyObject_CallMethod(module, function, "OOO", subject, positional, keywords);
    Py_XDECREF(module);
    Py_XDECREF(subject);
    Py_XDECREF(positional);
    Py_XDECREF(keywords);
    return result;
}

PyObject *rumpy_ask_array_function(const char *function, const char *name, PyObject *const *args,
                                   Py_ssize_t nargs, PyObject *kwnames)
{
    return ask(function, PyUnicode_FromString(name), args, nargs, kwnames);
}

/* Whether an object's class has a method of its own for what the function does. */
static bool has_own_method(const dispatcher *d, PyObject *obj)
{
    if (d->method == NULL || is_own(obj)) return false;
    PyObject *found = PyObject_GetAttr((PyObject *)Py_TYPE(obj), d->method);
    bool own = found != NULL;
    PyErr_Clear();
    if (own && rumpy_is_ndarray(obj)) { /* a subclass's, not what it inherits */
        PyObject *inherited = PyObject_GetAttr((PyObject *)rumpy_ndarray_type, d->method);
        own = inherited != found;
        Py_XDECREF(inherited);
    }
    Py_XDECREF(found);
    return own;
}

static PyObject *dispatch(PyObject *self, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames)
{
    Py_INCREF(self);
    return ask("ask", self, args, nargs, kwnames);
}

static PyObject *dispatcher_vectorcall(PyObject *self, PyObject *const *args, size_t nargsf,
                                       PyObject *kwnames)
{
    const Py_ssize_t nargs = (Py_ssize_t)(nargsf & ~ARGUMENTS_OFFSET);
    const Py_ssize_t n = nargs + (kwnames != NULL ? PyTuple_Size(kwnames) : 0);
    for (Py_ssize_t i = 0; i < n; i++)
        if (may_claim(args[i])) return dispatch(self, args, nargs, kwnames);
    if (nargs > 0 && has_own_method((dispatcher *)self, args[0])) {
        Py_INCREF(self);
        return ask("delegate", self, args, nargs, kwnames);
    }
    return PyObject_Vectorcall(((dispatcher *)self)->function, args, nargsf, kwnames);
}

static PyObject *dispatcher_call(PyObject *self, PyObject *args, PyObject *kwargs)
{
    const Py_ssize_t nargs = PyTuple_Size(args);
    bool claimed = false;
    PyObject *key, *value;
    for (Py_ssize_t i = 0; i < nargs && !claimed; i++)
        claimed = may_claim(PyTuple_GetItem(args, i));
    for (Py_ssize_t i = 0; kwargs != NULL && !claimed && PyDict_Next(kwargs, &i, &key, &value);)
        claimed = may_claim(value);
    const bool delegated =
        !claimed && nargs > 0 && has_own_method((dispatcher *)self, PyTuple_GetItem(args, 0));
    if (!claimed && !delegated) return PyObject_Call(((dispatcher *)self)->function, args, kwargs);
    PyObject *keywords = kwargs != NULL ? kwargs : PyDict_New();
    PyObject *module = PyImport_ImportModule("rumpy._array_function"), *result = NULL;
    if (module != NULL && keywords != NULL)
        result =
            PyObject_CallMethod(module, claimed ? "ask" : "delegate", "OOO", self, args, keywords);
    if (keywords != kwargs) Py_XDECREF(keywords);
    Py_XDECREF(module);
    return result;
}

static PyObject *dispatcher_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<function %U>", ((dispatcher *)self)->name);
}

static PyObject *dispatcher_reduce(PyObject *self, PyObject *unused)
{
    (void)unused;
    PyObject *name = ((dispatcher *)self)->name;
    Py_INCREF(name);
    return name; /* of the package's attribute */
}

static void dispatcher_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    dispatcher *d = (dispatcher *)self;
    Py_XDECREF(d->function);
    Py_XDECREF(d->name);
    Py_XDECREF(d->module);
    Py_XDECREF(d->method);
    PyObject_Free(self);
    Py_DECREF(type);
}

/* Everything else is asked of the function: __doc__, __defaults__, __text_signature__, ... */
static PyObject *dispatcher_getattr(PyObject *self, PyObject *name)
{
    dispatcher *d = (dispatcher *)self;
    const char *text = PyUnicode_AsUTF8AndSize(name, NULL);
    if (text == NULL) return NULL;
    PyObject *found = NULL;
    if (strcmp(text, "__wrapped__") == 0 || strcmp(text, "_implementation") == 0)
        found = d->function;
    else if (strcmp(text, "__name__") == 0 || strcmp(text, "__qualname__") == 0)
        found = d->name;
    else if (strcmp(text, "__module__") == 0)
        found = d->module;
    if (found != NULL) {
        Py_INCREF(found);
        return found;
    }
    if (strcmp(text, "__doc__") == 0 || strcmp(text, "__text_signature__") == 0 ||
        strcmp(text, "__signature__") == 0 || strcmp(text, "__defaults__") == 0 ||
        strcmp(text, "__kwdefaults__") == 0 || strcmp(text, "__annotations__") == 0 ||
        strcmp(text, "__code__") == 0)
        return PyObject_GetAttr(d->function, name);
    return PyObject_GenericGetAttr(self, name);
}

static PyMethodDef dispatcher_methods[] = {
    {"__reduce__", dispatcher_reduce, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyMemberDef dispatcher_members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(dispatcher, vectorcall), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
};

static PyType_Slot dispatcher_slots[] = {
    {Py_tp_dealloc, dispatcher_dealloc},
    {Py_tp_repr, dispatcher_repr},
    {Py_tp_call, dispatcher_call},
    {Py_tp_getattro, dispatcher_getattr},
    {Py_tp_methods, dispatcher_methods},
    {Py_tp_members, dispatcher_members},
    {0, NULL},
};

static PyType_Spec dispatcher_spec = {
    .name = "rumpy._core.array_function",
    .basicsize = sizeof(dispatcher),
    .flags = Py_TPFLAGS_DEFAULT | HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = dispatcher_slots,
};

static PyObject *overridable(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *function, *method = NULL;
    const char *home = "rumpy";
    if (!PyArg_ParseTuple(args, "O|sO:_overridable", &function, &home, &method)) return NULL;
    dispatcher *d = (dispatcher *)PyType_GenericAlloc(dispatcher_type, 0);
    if (d == NULL) return NULL;
    d->vectorcall = dispatcher_vectorcall;
    Py_INCREF(function);
    d->function = function;
    d->name = PyObject_GetAttrString(function, "__name__");
    d->module = PyUnicode_FromString(home);
    d->method = method != Py_None ? method : NULL;
    Py_XINCREF(d->method);
    if (d->name == NULL || d->module == NULL) Py_CLEAR(d);
    return (PyObject *)d;
}

static PyMethodDef functions[] = {
    {"_overridable", overridable, METH_VARARGS,
     "_overridable(function, module='rumpy', method=None, /)\n--\n\n"
     "The function of a module, unless an argument's type takes it over. method: the name of the "
     "method\nthat does the same for the first argument if it has one."},
    {NULL, NULL, 0, NULL},
};

bool rumpy_dispatch_init(PyObject *module)
{
    dispatcher_type = (PyTypeObject *)PyType_FromSpec(&dispatcher_spec);
    interned = PyUnicode_InternFromString("__array_function__");
    return dispatcher_type != NULL && interned != NULL &&
           PyModule_AddFunctions(module, functions) == 0;
}

/* --- ndarray's own, for super() --------------------------------------------------------------- */

/* A function of _array_function.py. */
static PyObject *delegate(const char *name, PyObject *args, PyObject *kwargs)
{
    PyObject *module = PyImport_ImportModule("rumpy._array_function");
    PyObject *method = module != NULL ? PyObject_GetAttrString(module, name) : NULL;
    PyObject *result = method != NULL ? PyObject_Call(method, args, kwargs) : NULL;
    Py_XDECREF(module);
    Py_XDECREF(method);
    return result;
}

PyObject *rumpy_array_function(PyObject *self, PyObject *args, PyObject *kwargs)
{
    (void)self;
    return delegate("of_ndarray", args, kwargs);
}

static bool tuple_has_override(PyObject *tuple, Py_ssize_t start)
{
    for (Py_ssize_t i = start; i < PyTuple_Size(tuple); i++)
        if (rumpy_has_override(PyTuple_GetItem(tuple, i))) return true;
    return false;
}

PyObject *rumpy_array_ufunc(PyObject *self, PyObject *args, PyObject *kwargs)
{
    (void)self;
    if (PyTuple_Size(args) < 2) {
        PyErr_SetString(PyExc_TypeError,
                        "__array_ufunc__() takes at least a ufunc and the name of its method");
        return NULL;
    }
    PyObject *out = kwargs != NULL ? PyDict_GetItemString(kwargs, "out") : NULL;
    PyObject *where = kwargs != NULL ? PyDict_GetItemString(kwargs, "where") : NULL;
    if (tuple_has_override(args, 2) || (where != NULL && rumpy_has_override(where)) ||
        (out != NULL &&
         (PyTuple_Check(out) ? tuple_has_override(out, 0) : rumpy_has_override(out))))
        Py_RETURN_NOTIMPLEMENTED;
    if (!PyObject_TypeCheck(PyTuple_GetItem(args, 0), rumpy_ufunc_type))
        return delegate("of_foreign_ufunc", args, kwargs);
    PyObject *method = PyObject_GetAttr(PyTuple_GetItem(args, 0), PyTuple_GetItem(args, 1));
    PyObject *inputs = PyTuple_GetSlice(args, 2, PyTuple_Size(args));
    PyObject *result =
        method != NULL && inputs != NULL ? PyObject_Call(method, inputs, kwargs) : NULL;
    Py_XDECREF(method);
    Py_XDECREF(inputs);
    return result;
}

/* ndarray.__array_wrap__(array, context=None, return_scalar=False): as self's class. */
PyObject *rumpy_array_wrap(PyObject *self, PyObject *args)
{
    PyObject *array, *context = NULL, *scalar = Py_False;
    if (!PyArg_UnpackTuple(args, "__array_wrap__", 1, 3, &array, &context, &scalar)) return NULL;
    if (!rumpy_is_ndarray(array)) {
        PyObject *name = PyType_GetName(Py_TYPE(array));
        if (name != NULL)
            PyErr_Format(PyExc_TypeError,
                         "__array_wrap__() argument 1 must be rumpy.ndarray, not %U", name);
        Py_XDECREF(name);
        return NULL;
    }
    const la_array *a = rumpy_array_of(array);
    if (!rumpy_is_ndarray(self)) /* a scalar's */
        return a->ndim == 0 ? rumpy_scalar_new(a->dtype, a->data) : Py_NewRef(array);
    if (rumpy_is_ndarray_exact(self) && PyObject_IsTrue(scalar) == 1 && a->ndim == 0)
        return rumpy_scalar_new(a->dtype, a->data);
    if (Py_TYPE(array) == Py_TYPE(self)) {
        Py_INCREF(array);
        return array;
    }
    la_array view = LA_ARRAY_NULL;
    la_status status =
        la_array_init_view(&view, a, a->data, a->dtype, a->ndim, a->shape, a->strides);
    return status == LA_OK ? rumpy_ndarray_wrap_like(self, &view) : rumpy_raise(status);
}
