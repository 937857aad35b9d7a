/* Methods of ndarray whose work functions of rumpy/_methods.py do: what no small loop touches. */
#include "ndarray.h"

#define FASTCALL (METH_FASTCALL | METH_KEYWORDS)

/* The function of this name; looked up once, and kept for ever. */
static PyObject *function_of(PyObject **kept, const char *name)
{
    if (*kept == NULL) {
        PyObject *module = PyImport_ImportModule("rumpy._methods");
        *kept = module == NULL ? NULL : PyObject_GetAttrString(module, name);
        Py_XDECREF(module);
    }
    return *kept;
}

/* function(self, *args, **keywords) */
static PyObject *forward(PyObject *function, PyObject *self, PyObject *const *args,
                         Py_ssize_t nargs, PyObject *kwnames)
{
    if (function == NULL) return NULL;
    PyObject *positional = PyTuple_New(nargs + 1), *keywords = NULL, *result = NULL;
    if (positional == NULL) return NULL;
    Py_INCREF(self);
    PyTuple_SetItem(positional, 0, self);
    for (Py_ssize_t i = 0; i < nargs; i++) {
        Py_INCREF(args[i]);
        PyTuple_SetItem(positional, i + 1, args[i]);
    }
    bool ok = true;
    if (kwnames != NULL) {
        keywords = PyDict_New();
        ok = keywords != NULL;
        for (Py_ssize_t i = 0; ok && i < PyTuple_Size(kwnames); i++)
            ok = PyDict_SetItem(keywords, PyTuple_GetItem(kwnames, i), args[nargs + i]) == 0;
    }
    if (ok) result = PyObject_Call(function, positional, keywords);
    Py_DECREF(positional);
    Py_XDECREF(keywords);
    return result;
}

#define FORWARD(NAME)                                                                              \
    static PyObject *forward_##NAME(PyObject *self, PyObject *const *args, Py_ssize_t nargs,       \
                                    PyObject *kwnames)                                             \
    {                                                                                              \
        static PyObject *function;                                                                 \
        return forward(function_of(&function, #NAME), self, args, nargs, kwnames);                 \
    }

FORWARD(choose)
FORWARD(clip)
FORWARD(compress)
FORWARD(dump)
FORWARD(dumps)
FORWARD(put)
FORWARD(reduce_ex)
FORWARD(round)
FORWARD(std)
FORWARD(tofile)
FORWARD(trace)
FORWARD(var)

PyObject *rumpy_ndarray_ctypes(PyObject *self, void *closure)
{
    static PyObject *function;
    (void)closure;
    return forward(function_of(&function, "ctypes"), self, NULL, 0, NULL);
}

#define ENTRY(METHOD, NAME, DOC)                                                                   \
    {METHOD, (PyCFunction)(void (*)(void))forward_##NAME, FASTCALL, METHOD DOC}

PyMethodDef rumpy_forwarded_methods[] = {
    ENTRY("choose", choose,
          "($self, /, *choices, out=None, mode='raise')\n--\n\n"
          "Elements of the choices, the array being the indices of which."),
    ENTRY("clip", clip,
          "($self, /, min=None, max=None, out=None, **kwargs)\n--\n\n"
          "The elements brought into min .. max."),
    ENTRY("compress", compress,
          "($self, /, condition, axis=None, out=None)\n--\n\n"
          "The slices along an axis where a condition holds."),
    ENTRY("dump", dump, "($self, /, file)\n--\n\nWrites the array's pickle to a file."),
    ENTRY("dumps", dumps, "($self, /)\n--\n\nThe array's pickle, as bytes."),
    ENTRY("put", put,
          "($self, indices, values, /, mode='raise')\n--\n\n"
          "Sets elements of the flattened array."),
    ENTRY("round", round,
          "($self, /, decimals=0, out=None)\n--\n\nThe elements rounded to so many decimals."),
    ENTRY("std", std,
          "($self, /, axis=None, dtype=None, out=None, ddof=0, **kwargs)\n--\n\n"
          "The standard deviation over the axes; see `rumpy.std`."),
    ENTRY("tofile", tofile,
          "($self, fid, /, sep='', format='%s')\n--\n\n"
          "Writes the elements to a file in C order: as bytes or, with sep, as text."),
    ENTRY("trace", trace,
          "($self, /, offset=0, axis1=0, axis2=1, dtype=None, out=None)\n--\n\n"
          "The sum along diagonals."),
    ENTRY("var", var,
          "($self, /, axis=None, dtype=None, out=None, ddof=0, **kwargs)\n--\n\n"
          "The variance over the axes; see `rumpy.var`."),
    ENTRY("__reduce_ex__", reduce_ex, "($self, protocol, /)\n--\n\nFor pickling."),
    {NULL, NULL, 0, NULL},
};
