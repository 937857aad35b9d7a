/* Methods of ndarray that Python does: what isn't called in loops. */
#include "rumpy.h"

#define FUNCTION(F) ((PyCFunction)(void (*)(void))(F))

/* rumpy.<module>.<function>(self, *args, **kwargs). */
static PyObject *forward(const char *module_name, const char *function_name, PyObject *self,
                         PyObject *args, PyObject *kwargs)
{
    PyObject *module = PyImport_ImportModule(module_name);
    PyObject *function = module == NULL ? NULL : PyObject_GetAttrString(module, function_name);
    Py_XDECREF(module);
    if (function == NULL) return NULL;
    PyObject *result = NULL, *all = PyTuple_New(PyTuple_Size(args) + 1);
    if (all != NULL) {
        Py_INCREF(self);
        bool ok = PyTuple_SetItem(all, 0, self) == 0;
        for (Py_ssize_t i = 0; ok && i < PyTuple_Size(args); i++) {
            PyObject *item = PyTuple_GetItem(args, i);
            Py_INCREF(item);
            ok = PyTuple_SetItem(all, i + 1, item) == 0;
        }
        if (ok) result = PyObject_Call(function, all, kwargs);
    }
    Py_XDECREF(all);
    Py_DECREF(function);
    return result;
}

static PyObject *tofile(PyObject *self, PyObject *args, PyObject *kwargs)
{
    return forward("rumpy.raw_files", "tofile", self, args, kwargs);
}

static PyObject *dump(PyObject *self, PyObject *args, PyObject *kwargs)
{
    return forward("rumpy.raw_files", "dump", self, args, kwargs);
}

static PyObject *dumps(PyObject *self, PyObject *args, PyObject *kwargs)
{
    return forward("pickle", "dumps", self, args, kwargs);
}

PyMethodDef rumpy_forwarded_methods[] = {
    {"tofile", FUNCTION(tofile), METH_VARARGS | METH_KEYWORDS,
     "tofile($self, fid, /, sep='', format='%s')\n--\n\n"
     "Write the elements to a file in C order: as bytes or, with sep, as text."},
    {"dump", FUNCTION(dump), METH_VARARGS | METH_KEYWORDS,
     "dump($self, file)\n--\n\nWrite the array's pickle to a file."},
    {"dumps", FUNCTION(dumps), METH_VARARGS | METH_KEYWORDS,
     "dumps($self)\n--\n\nThe array's pickle, as bytes."},
    {NULL, NULL, 0, NULL},
};
