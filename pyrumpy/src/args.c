/* Arguments of METH_FASTCALL | METH_KEYWORDS functions, and the small conversions they share. */
#include "rumpy.h"

#include <string.h>

static bool wrong_count(const rumpy_signature *s, Py_ssize_t nargs)
{
    if (s->positional == s->required) {
        PyErr_Format(PyExc_TypeError, "%s() takes %d positional arguments but %zd %s given",
                     s->function, s->positional, nargs, nargs == 1 ? "was" : "were");
    } else {
        PyErr_Format(PyExc_TypeError,
                     "%s() takes from %d to %d positional arguments but %zd were given",
                     s->function, s->required, s->positional, nargs);
    }
    return false;
}

/* The place of a keyword among the names; -1 if it's unknown or positional only, or with an
 * exception. */
static int find_name(const rumpy_signature *s, PyObject *keyword)
{
    const char *text = PyUnicode_AsUTF8AndSize(keyword, NULL);
    if (text == NULL) {
        rumpy_clear(PyExc_UnicodeError);
        return -1;
    }
    for (int i = s->positional_only; s->names[i] != NULL; i++) {
        if (strcmp(s->names[i], text) == 0) return i;
    }
    return -1;
}

bool rumpy_parse(const rumpy_signature *s, PyObject *const *args, Py_ssize_t nargs,
                 PyObject *kwnames, PyObject **values)
{
    int total = s->positional;
    while (s->names[total] != NULL)
        total++;
    if (nargs > s->positional) return wrong_count(s, nargs);
    for (int i = 0; i < nargs; i++)
        values[i] = args[i];
    for (int i = (int)nargs; i < total; i++)
        values[i] = NULL;

    Py_ssize_t nkw = kwnames == NULL ? 0 : PyTuple_Size(kwnames);
    for (Py_ssize_t k = 0; k < nkw; k++) {
        PyObject *keyword = PyTuple_GetItem(kwnames, k);
        int i = find_name(s, keyword);
        if (i < 0) {
            if (PyErr_Occurred()) return false;
            PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%S'",
                         s->function, keyword);
            return false;
        }
        if (values[i] != NULL) {
            PyErr_Format(PyExc_TypeError,
                         "argument for %s() given by name ('%s') and position (position %d)",
                         s->function, s->names[i], i);
            return false;
        }
        values[i] = args[nargs + k];
    }
    for (int i = 0; i < s->required; i++) {
        if (values[i] != NULL) continue;
        if (i < s->positional_only) {
            PyErr_Format(PyExc_TypeError, "%s() missing required positional argument %d",
                         s->function, i);
        } else {
            PyErr_Format(PyExc_TypeError, "%s() missing required argument '%s' (pos %d)",
                         s->function, s->names[i], i);
        }
        return false;
    }
    return true;
}

bool rumpy_parse_bool(PyObject *value, bool fallback, bool *out)
{
    if (value == NULL) {
        *out = fallback;
        return true;
    }
    if (value == Py_True || value == Py_False) {
        *out = value == Py_True;
        return true;
    }
    int truth = PyObject_IsTrue(value);
    if (truth < 0) return false;
    *out = truth != 0;
    return true;
}

/* The text of a str argument; NULL with TypeError set for anything else. */
static const char *word(PyObject *value, const char *what)
{
    if (!PyUnicode_Check(value)) {
        PyObject *name = PyType_GetName(Py_TYPE(value));
        if (name != NULL) {
            PyErr_Format(PyExc_TypeError, "%s must be str, not %S", what, name);
            Py_DECREF(name);
        }
        return NULL;
    }
    return PyUnicode_AsUTF8AndSize(value, NULL);
}

bool rumpy_parse_order(PyObject *value, la_order fallback, la_order *out)
{
    if (value == NULL || value == Py_None) {
        *out = fallback;
        return true;
    }
    const char *text = word(value, "order");
    if (text == NULL) return false;
    if (text[0] != '\0' && text[1] == '\0') {
        switch (text[0]) {
        case 'C':
        case 'c': *out = LA_ORDER_C; return true;
        case 'F':
        case 'f': *out = LA_ORDER_F; return true;
        case 'A':
        case 'a': *out = LA_ORDER_A; return true;
        case 'K':
        case 'k': *out = LA_ORDER_K; return true;
        default: break;
        }
    }
    PyErr_Format(PyExc_ValueError, "order must be one of 'C', 'F', 'A', or 'K' (got '%S')", value);
    return false;
}

/* last: the last of the rules that may be given. */
static bool parse_casting(PyObject *value, la_casting last, la_casting *out)
{
    const char *text = word(value, "casting");
    if (text == NULL) return false;
    for (la_casting c = LA_CASTING_NO; c <= last; c++) {
        if (strcmp(text, la_casting_name(c)) == 0) {
            *out = c;
            return true;
        }
    }
    PyErr_Format(PyExc_ValueError,
                 "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe'%s "
                 "(got '%S')",
                 last == LA_CASTING_SAME_VALUE ? ", 'same_value'" : "", value);
    return false;
}

bool rumpy_parse_casting(PyObject *value, la_casting fallback, la_casting *out)
{
    *out = fallback;
    return value == NULL || parse_casting(value, LA_CASTING_UNSAFE, out);
}

bool rumpy_parse_astype_casting(PyObject *value, la_casting *out)
{
    *out = LA_CASTING_UNSAFE;
    return value == NULL || parse_casting(value, LA_CASTING_SAME_VALUE, out);
}

/* One length, axis or stride; a truth is none. what: "shape" gives NumPy's wording for what doesn't
 * fit. */
static bool parse_int(PyObject *value, const char *what, ptrdiff_t *out)
{
    if (PyBool_Check(value)) {
        PyErr_SetString(PyExc_TypeError, "an integer is required");
        return false;
    }
    Py_ssize_t n = PyLong_CheckExact(value) ? PyLong_AsSsize_t(value)
                                            : PyNumber_AsSsize_t(value, PyExc_OverflowError);
    if (n == -1 && PyErr_Occurred()) {
        if (PyErr_ExceptionMatches(PyExc_OverflowError) && strcmp(what, "shape") == 0) {
            PyErr_SetString(PyExc_ValueError, "Maximum allowed dimension exceeded");
        }
        return false;
    }
    *out = n;
    return true;
}

bool rumpy_parse_ints(PyObject *value, const char *what, int *n, ptrdiff_t *out)
{
    if (PyLong_CheckExact(value)) {
        *n = 1;
        return parse_int(value, what, out);
    }
    bool is_tuple = PyTuple_CheckExact(value);
    if (!is_tuple && !PyList_Check(value) && PyIndex_Check(value) && !PyBool_Check(value)) {
        /* Arrays of more than no dimension have __index__ as well, but are sequences. */
        if (!rumpy_is_ndarray(value) || rumpy_array_of(value)->ndim == 0) {
            *n = 1;
            return parse_int(value, what, out);
        }
    }
    PyObject *items = value;
    if (is_tuple) {
        Py_INCREF(items);
    } else {
        if (!PySequence_Check(value)) {
            PyErr_Format(PyExc_TypeError,
                         "expected a sequence of integers or a single integer, got '%S'", value);
            return false;
        }
        items = PySequence_Tuple(value);
        if (items == NULL) return false;
    }
    Py_ssize_t count = PyTuple_Size(items);
    bool ok = true;
    if (count > LA_MAXDIMS) {
        PyErr_Format(PyExc_ValueError,
                     "maximum supported dimension for an ndarray is currently %d, found %zd",
                     LA_MAXDIMS, count);
        ok = false;
    }
    for (Py_ssize_t i = 0; ok && i < count; i++) {
        ok = parse_int(PyTuple_GetItem(items, i), what, &out[i]);
    }
    Py_DECREF(items);
    *n = (int)count;
    return ok;
}

bool rumpy_parse_axes_or_none(PyObject *value, int ndim, la_axes *out)
{
    if (ndim == 0 && value != NULL && PyLong_Check(value)) {
        const long axis = PyLong_AsLong(value);
        if (axis == -1 && PyErr_Occurred()) return false;
        *out = 0;
        if (axis == 0 || axis == -1) return true;
    }
    return rumpy_parse_axes(value, ndim, out);
}

bool rumpy_parse_axes(PyObject *value, int ndim, la_axes *out)
{
    if (value == NULL || value == Py_None) {
        *out = LA_ALL_AXES(ndim);
        return true;
    }
    ptrdiff_t axes[LA_MAXDIMS];
    int n = 1;
    if (PyTuple_Check(value)) {
        if (!rumpy_parse_ints(value, "axis", &n, axes)) return false;
    } else if (!parse_int(value, "axis", &axes[0])) {
        return false;
    }
    la_status status = la_axes_from(n, axes, ndim, out);
    if (status != LA_OK) {
        rumpy_raise(status);
        return false;
    }
    return true;
}
