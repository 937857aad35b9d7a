/* Whose operation is it? NumPy's protocols by which other types take part in ufuncs and operators:
 * __array_ufunc__ and __array_priority__. */
#include "ndarray.h"
#include "ops.h"

#include <math.h>
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

double rumpy_priority_of(PyObject *obj, double fallback)
{
    if (!intern_names()) return 0;
    double priority = fallback;
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
    const double scalar = -1000000.0; /* of what has none and is no array */
    return rumpy_priority_of(self, rumpy_is_ndarray(self) ? 0 : scalar) <
           rumpy_priority_of(other, rumpy_is_ndarray(other) ? 0 : scalar);
}

/* --- whose class a result is of --------------------------------------------------------------- */

/* (ufunc, arguments, index of the output), or None; a new reference. */
static PyObject *context_of(const rumpy_origin *origin, int index)
{
    if (origin->ufunc == NULL) Py_RETURN_NONE;
    Py_ssize_t n = origin->nin;
    for (int i = origin->nin; i < origin->nin + origin->nout; i++)
        if (origin->args[i] != NULL) n = origin->nin + origin->nout;
    PyObject *args = PyTuple_New(n);
    for (Py_ssize_t i = 0; args != NULL && i < n; i++) {
        PyObject *arg = origin->args[i] != NULL ? origin->args[i] : Py_None;
        Py_INCREF(arg);
        PyTuple_SetItem(args, i, arg);
    }
    PyObject *context = args != NULL ? Py_BuildValue("OOi", origin->ufunc, args, index) : NULL;
    Py_XDECREF(args);
    return context;
}

/* hook(array, context, return_scalar), or as older classes have it: hook(array, context), or
 * hook(array). */
static PyObject *call_wrap(PyObject *hook, PyObject *array, PyObject *context, bool single)
{
    PyObject *flag = single ? Py_True : Py_False;
    PyObject *result = PyObject_CallFunctionObjArgs(hook, array, context, flag, NULL);
    if (result != NULL || !PyErr_ExceptionMatches(PyExc_TypeError)) return result;
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (context != Py_None) result = PyObject_CallFunctionObjArgs(hook, array, context, NULL);
    if (result == NULL && (!PyErr_Occurred() || rumpy_clear(PyExc_Exception)))
        result = PyObject_CallFunctionObjArgs(hook, array, NULL);
    if (result == NULL && rumpy_clear(PyExc_Exception)) { /* the first one says what is wrong */
        PyErr_Restore(type, value, traceback);
        return NULL;
    }
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
    if (result == NULL) return NULL;
    if (PyErr_WarnEx(PyExc_DeprecationWarning,
                     "__array_wrap__ must accept context and return_scalar arguments "
                     "(positionally) in the future. (Deprecated NumPy 2.0)",
                     1) < 0)
        Py_CLEAR(result);
    return result;
}

/* Whether obj's class has an __array_wrap__ written for it: not ndarray's, nor that of NumPy's
 * arrays and scalars, which takes no others. */
static bool has_wrap(PyObject *obj)
{
    if (rumpy_is_plain(obj)) return false;
    PyObject *own = PyObject_GetAttrString((PyObject *)Py_TYPE(obj), "__array_wrap__");
    const bool has = own != NULL && Py_TYPE(own) != &PyMethodDescr_Type;
    Py_XDECREF(own);
    PyErr_Clear();
    return has;
}

static PyObject *wrap_as(PyObject *like, const rumpy_origin *origin, int index, la_array *array,
                         bool single)
{
    if (!has_wrap(like)) return rumpy_ndarray_wrap_like(like, array);
    PyObject *hook = PyObject_GetAttrString(like, "__array_wrap__");
    if (hook == NULL) {
        la_array_destroy(array);
        return NULL;
    }
    PyObject *plain = rumpy_ndarray_wrap(array, NULL);
    PyObject *context = plain != NULL ? context_of(origin, index) : NULL;
    PyObject *result = context != NULL ? call_wrap(hook, plain, context, single) : NULL;
    Py_XDECREF(context);
    Py_XDECREF(plain);
    Py_DECREF(hook);
    return result;
}

/* Whether results can be of obj's class. */
static bool gives_class(PyObject *obj)
{
    return !rumpy_is_plain(obj) && (rumpy_is_ndarray(obj) || has_wrap(obj));
}

PyObject *rumpy_return_of(const rumpy_origin *origin, int index, la_array *array, bool single)
{
    PyObject *like = NULL; /* NULL: none yet, or an ndarray or a number */
    double priority = -INFINITY;
    for (int i = 0; i < origin->nin; i++) {
        PyObject *obj = origin->args[i];
        const bool gives = gives_class(obj);
        double own = -1000000.0;
        if (rumpy_is_ndarray_exact(obj)) own = 0;
        if (gives) own = rumpy_priority_of(obj, 0);
        if (own > priority || (gives && like == NULL && own == priority)) {
            like = gives ? obj : NULL;
            priority = own;
        }
    }
    single = single && array->ndim == 0;
    if (like != NULL) return wrap_as(like, origin, index, array, single);
    return single ? rumpy_return(array) : rumpy_ndarray_wrap(array, NULL);
}

PyObject *rumpy_return_out(const rumpy_origin *origin, int index)
{
    PyObject *out = origin->args[origin->nin + index];
    if (!has_wrap(out)) {
        Py_INCREF(out);
        return out;
    }
    PyObject *hook = PyObject_GetAttrString(out, "__array_wrap__"), *result = NULL;
    if (hook == NULL) return NULL;
    PyObject *context = context_of(origin, index);
    if (context != NULL) result = call_wrap(hook, out, context, false);
    Py_XDECREF(context);
    Py_DECREF(hook);
    return result;
}

PyObject *rumpy_return_from(PyObject *operand, la_array *array, bool single)
{
    static const rumpy_origin nowhere = {NULL, 0, 0, NULL};
    if (gives_class(operand))
        return wrap_as(operand, &nowhere, 0, array, single && array->ndim == 0);
    return single ? rumpy_return(array) : rumpy_ndarray_wrap(array, NULL);
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

/* Whether a tuple holds nothing but None. */
static bool all_none(PyObject *tuple)
{
    for (Py_ssize_t i = 0; i < PyTuple_Size(tuple); i++)
        if (PyTuple_GetItem(tuple, i) != Py_None) return false;
    return true;
}

/* One keyword as hooks get it: `out` as a tuple, left out where it says nothing; sig in full. */
static bool add_keyword(PyObject *dict, const char *name, PyObject *value)
{
    const bool is_out = strcmp(name, "out") == 0;
    if (strcmp(name, "sig") == 0) name = "signature";
    PyObject *stored = is_out && !PyTuple_Check(value) ? PyTuple_Pack(1, value) : value;
    bool ok = stored != NULL;
    if (ok && !(is_out && all_none(stored))) ok = PyDict_SetItemString(dict, name, stored) == 0;
    if (stored != value) Py_XDECREF(stored);
    return ok;
}

/* The outputs given by position. */
static bool add_outs(PyObject *dict, PyObject *const *outs, Py_ssize_t n)
{
    PyObject *tuple = PyTuple_New(n);
    for (Py_ssize_t i = 0; tuple != NULL && i < n; i++) {
        Py_INCREF(outs[i]);
        PyTuple_SetItem(tuple, i, outs[i]);
    }
    const bool ok = tuple != NULL && add_keyword(dict, "out", tuple);
    Py_XDECREF(tuple);
    return ok;
}

/* What follows the inputs, and the keywords, as a dict. names: of what is given by position; NULL:
 * these are outputs. */
static PyObject *keyword_dict(PyObject *const *args, Py_ssize_t nargs, Py_ssize_t inputs,
                              const char *const *names, PyObject *kwnames)
{
    PyObject *dict = PyDict_New();
    bool ok = dict != NULL;
    for (Py_ssize_t i = inputs; ok && names != NULL && i < nargs; i++) {
        if (names[i - inputs] == NULL) break; /* too many: the method itself will complain */
        ok = add_keyword(dict, names[i - inputs], args[i]);
    }
    if (ok && names == NULL && nargs > inputs) ok = add_outs(dict, args + inputs, nargs - inputs);
    const Py_ssize_t n = kwnames != NULL ? PyTuple_Size(kwnames) : 0;
    for (Py_ssize_t i = 0; ok && i < n; i++) {
        const char *name = PyUnicode_AsUTF8AndSize(PyTuple_GetItem(kwnames, i), NULL);
        ok = name != NULL && add_keyword(dict, name, args[nargs + i]);
    }
    if (!ok) Py_CLEAR(dict);
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

/* TypeError that says what nobody wanted, worded in Python. */
static void nobody_took(PyObject *ufunc, const char *method, PyObject *const *args,
                        Py_ssize_t inputs, PyObject *keywords)
{
    PyObject *module = PyImport_ImportModule("rumpy._array_function");
    PyObject *tuple = PyTuple_New(inputs);
    for (Py_ssize_t i = 0; tuple != NULL && i < inputs; i++) {
        Py_INCREF(args[i]);
        PyTuple_SetItem(tuple, i, args[i]);
    }
    PyObject *error = NULL;
    if (module != NULL && tuple != NULL)
        error =
            PyObject_CallMethod(module, "ufunc_refused", "OsOO", ufunc, method, tuple, keywords);
    if (error != NULL) PyErr_SetObject(PyExc_TypeError, error);
    Py_XDECREF(error);
    Py_XDECREF(tuple);
    Py_XDECREF(module);
}

int rumpy_override(PyObject *ufunc, const char *method, PyObject *const *args, Py_ssize_t nargs,
                   Py_ssize_t inputs, const char *const *names, PyObject *kwnames,
                   PyObject **result)
{
    PyObject *claimants[MAX_CLAIMANTS];
    int n = 0;
    for (Py_ssize_t i = 0; i < nargs; i++)
        n = add_claimant(claimants, n, args[i]);
    Py_ssize_t nkw = kwnames != NULL ? PyTuple_Size(kwnames) : 0;
    for (Py_ssize_t i = 0; i < nkw; i++) {
        PyObject *name = PyTuple_GetItem(kwnames, i), *value = args[nargs + i];
        const bool is_out = PyUnicode_CompareWithASCIIString(name, "out") == 0;
        if (!is_out && PyUnicode_CompareWithASCIIString(name, "where") != 0) continue;
        if (!is_out || !PyTuple_Check(value)) n = add_claimant(claimants, n, value);
        for (Py_ssize_t k = 0; is_out && PyTuple_Check(value) && k < PyTuple_Size(value); k++)
            n = add_claimant(claimants, n, PyTuple_GetItem(value, k));
    }
    *result = NULL;
    if (n == 0) return 0;

    if (inputs > nargs) inputs = nargs;
    PyObject *keywords = keyword_dict(args, nargs, inputs, names, kwnames);
    if (keywords == NULL) return 1;
    for (int i = 0; i < n; i++) {
        *result = ask(claimants[i], ufunc, method, args, inputs, keywords);
        if (*result != Py_NotImplemented) break;
        Py_CLEAR(*result);
        if (i == n - 1) nobody_took(ufunc, method, args, inputs, keywords);
    }
    Py_DECREF(keywords);
    return 1;
}
