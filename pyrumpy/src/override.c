/* Whose operation is it? NumPy's protocols by which other types take part in ufuncs and operators:
 * __array_ufunc__ and __array_priority__. */
#include "ndarray.h"
#include "ops.h"

#include <string.h>

static PyObject *interned_array_ufunc, *interned_array_priority;

static bool intern_names(void)
{
    if (interned_array_ufunc == NULL)
        interned_array_ufunc = PyUnicode_InternFromString("__array_ufunc__");
    if (interned_array_priority == NULL)
        interned_array_priority = PyUnicode_InternFromString("__array_priority__");
    return interned_array_ufunc != NULL && interned_array_priority != NULL;
}

/* An attribute of obj's class, or NULL without an exception. */
static PyObject *class_attribute(PyObject *obj, PyObject *name)
{
    PyObject *value = PyObject_GetAttr((PyObject *)Py_TYPE(obj), name);
    if (value == NULL) PyErr_Clear();
    return value;
}

double rumpy_priority_of(PyObject *obj)
{
    if (!intern_names()) return 0;
    double priority = rumpy_is_ndarray(obj) ? 0.0 : -1000000.0;
    PyObject *value = PyObject_GetAttr(obj, interned_array_priority);
    if (value != NULL) {
        double number = PyFloat_AsDouble(value);
        Py_DECREF(value);
        if (!PyErr_Occurred()) priority = number;
    }
    PyErr_Clear();
    return priority;
}

bool rumpy_is_plain(PyObject *obj)
{
    PyTypeObject *type = Py_TYPE(obj);
    if (type == rumpy_ndarray_type || type == &PyFloat_Type || type == &PyLong_Type ||
        type == &PyBool_Type || type == &PyComplex_Type || type == &PyList_Type ||
        type == &PyTuple_Type || obj == Py_None || type == &PyUnicode_Type)
        return true;
    for (int i = 0; i < LA_NTYPES; i++)
        if (type == rumpy_scalar_types[i]) return true;
    return false;
}

/* NumPy's rule: the other operand takes over if its class sets __array_ufunc__ to None, or, lacking
 * that attribute, has the higher __array_priority__. */
bool rumpy_should_defer(PyObject *self, PyObject *other, bool inplace)
{
    if (rumpy_is_plain(other) || Py_TYPE(other) == Py_TYPE(self) || !intern_names()) return false;
    PyObject *hook = class_attribute(other, interned_array_ufunc);
    if (hook != NULL) {
        bool defer = !inplace && hook == Py_None;
        Py_DECREF(hook);
        return defer;
    }
    if (!inplace && PyType_IsSubtype(Py_TYPE(other), Py_TYPE(self))) return false;
    return rumpy_priority_of(self) < rumpy_priority_of(other);
}

PyObject *rumpy_wrap_result(PyObject *like, la_array *array)
{
    static const char name[] = "__array_wrap__";
    PyObject *own = PyObject_GetAttrString((PyObject *)Py_TYPE(like), name);
    PyObject *base = PyObject_GetAttrString((PyObject *)rumpy_ndarray_type, name);
    const bool inherited = own == base;
    Py_XDECREF(own);
    Py_XDECREF(base);
    if (inherited || own == NULL) return rumpy_ndarray_wrap_like(like, array);
    const bool single = array->ndim == 0;
    PyObject *plain = rumpy_ndarray_wrap(array, NULL);
    if (plain == NULL) return NULL;
    PyObject *result =
        PyObject_CallMethod(like, name, "OOO", plain, Py_None, single ? Py_True : Py_False);
    Py_DECREF(plain);
    return result;
}

bool rumpy_is_numpys(PyTypeObject *type)
{
    static PyObject *found; /* numpy.ndarray, once somebody has imported NumPy */
    if (found == NULL) {
        PyObject *numpy = PyDict_GetItemString(PyImport_GetModuleDict(), "numpy");
        if (numpy != NULL) found = PyObject_GetAttrString(numpy, "ndarray");
        if (found == NULL) PyErr_Clear();
    }
    return (PyObject *)type == found;
}

bool rumpy_has_override(PyObject *obj)
{
    if (rumpy_is_plain(obj) || !intern_names()) return false;
    PyObject *hook = class_attribute(obj, interned_array_ufunc);
    if (hook == NULL) return false;
    bool own = hook != Py_None && !rumpy_is_numpys(Py_TYPE(obj));
    if (own && rumpy_is_ndarray(obj)) { /* a subclass's own, not what it inherits */
        PyObject *inherited =
            PyObject_GetAttr((PyObject *)rumpy_ndarray_type, interned_array_ufunc);
        if (inherited == NULL) PyErr_Clear();
        own = hook != inherited;
        Py_XDECREF(inherited);
    }
    Py_DECREF(hook);
    return own;
}

/* --- calling __array_ufunc__ ------------------------------------------------------------------ */

#define MAX_CLAIMANTS 16

/* Adds obj to those whose hooks are asked: one of each class, subclasses before their bases. */
static int add_claimant(PyObject **claimants, int n, PyObject *obj)
{
    if (n == MAX_CLAIMANTS || !rumpy_has_override(obj)) return n;
    int place = n;
    for (int i = 0; i < n; i++) {
        if (Py_TYPE(claimants[i]) == Py_TYPE(obj)) return n;
        if (place == n && PyType_IsSubtype(Py_TYPE(obj), Py_TYPE(claimants[i]))) place = i;
    }
    memmove(claimants + place + 1, claimants + place, (size_t)(n - place) * sizeof(*claimants));
    claimants[place] = obj;
    return n + 1;
}

/* The keywords as a dict, with outputs given by position, or alone, as the tuple `out`. */
static PyObject *keyword_dict(PyObject *const *args, Py_ssize_t nargs, Py_ssize_t inputs,
                              PyObject *kwnames)
{
    PyObject *dict = PyDict_New();
    Py_ssize_t n = kwnames != NULL ? PyTuple_Size(kwnames) : 0;
    for (Py_ssize_t i = 0; dict != NULL && i < n; i++) {
        PyObject *name = PyTuple_GetItem(kwnames, i), *value = args[nargs + i];
        bool lone_out = PyUnicode_CompareWithASCIIString(name, "out") == 0 && !PyTuple_Check(value);
        PyObject *stored = lone_out ? PyTuple_Pack(1, value) : value;
        if (stored == NULL || PyDict_SetItem(dict, name, stored) < 0) Py_CLEAR(dict);
        if (lone_out) Py_XDECREF(stored);
    }
    if (dict != NULL && nargs > inputs) {
        PyObject *outs = PyTuple_New(nargs - inputs);
        for (Py_ssize_t i = inputs; outs != NULL && i < nargs; i++) {
            Py_INCREF(args[i]);
            PyTuple_SetItem(outs, i - inputs, args[i]);
        }
        if (outs == NULL || PyDict_SetItemString(dict, "out", outs) < 0) Py_CLEAR(dict);
        Py_XDECREF(outs);
    }
    return dict;
}

/* hook(claimant, ufunc, method, *inputs, **keywords) */
static PyObject *ask(PyObject *claimant, PyObject *ufunc, const char *method, PyObject *const *args,
                     Py_ssize_t inputs, PyObject *keywords)
{
    PyObject *hook = PyObject_GetAttr((PyObject *)Py_TYPE(claimant), interned_array_ufunc);
    PyObject *name = PyUnicode_FromString(method);
    PyObject *tuple = PyTuple_New(inputs + 3), *result = NULL;
    if (hook != NULL && name != NULL && tuple != NULL) {
        Py_INCREF(claimant);
        PyTuple_SetItem(tuple, 0, claimant);
        Py_INCREF(ufunc);
        PyTuple_SetItem(tuple, 1, ufunc);
        Py_INCREF(name);
        PyTuple_SetItem(tuple, 2, name);
        for (Py_ssize_t i = 0; i < inputs; i++) {
            Py_INCREF(args[i]);
            PyTuple_SetItem(tuple, i + 3, args[i]);
        }
        result = PyObject_Call(hook, tuple, keywords);
    }
    Py_XDECREF(hook);
    Py_XDECREF(name);
    Py_XDECREF(tuple);
    return result;
}

int rumpy_override(PyObject *ufunc, const char *method, PyObject *const *args, Py_ssize_t nargs,
                   Py_ssize_t inputs, PyObject *kwnames, PyObject **result)
{
    PyObject *claimants[MAX_CLAIMANTS];
    int n = 0;
    for (Py_ssize_t i = 0; i < nargs; i++)
        n = add_claimant(claimants, n, args[i]);
    Py_ssize_t nkw = kwnames != NULL ? PyTuple_Size(kwnames) : 0;
    for (Py_ssize_t i = 0; i < nkw; i++) {
        PyObject *value = args[nargs + i];
        if (PyUnicode_CompareWithASCIIString(PyTuple_GetItem(kwnames, i), "out") != 0) continue;
        if (!PyTuple_Check(value)) n = add_claimant(claimants, n, value);
        for (Py_ssize_t k = 0; PyTuple_Check(value) && k < PyTuple_Size(value); k++)
            n = add_claimant(claimants, n, PyTuple_GetItem(value, k));
    }
    *result = NULL;
    if (n == 0) return 0;

    PyObject *keywords = keyword_dict(args, nargs, inputs, kwnames);
    if (keywords == NULL) return 1;
    for (int i = 0; i < n; i++) {
        *result = ask(claimants[i], ufunc, method, args, inputs, keywords);
        if (*result != Py_NotImplemented) break;
        Py_CLEAR(*result);
        if (i == n - 1)
            PyErr_Format(PyExc_TypeError,
                         "operand type(s) all returned NotImplemented from __array_ufunc__(%R, "
                         "'%s', ...)",
                         ufunc, method);
    }
    Py_DECREF(keywords);
    return 1;
}
