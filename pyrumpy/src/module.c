/* The module rumpy._core. */
#include "rumpy.h"
#include "fp_errors.h"
#include "ndarray.h"
#include "ops.h"
#include "scalar.h"

#include <string.h>

/* _raise_status(status): the exception of a status that a CFFI function returned. */
static PyObject *raise_status(PyObject *module, PyObject *status)
{
    (void)module;
    long value = PyLong_AsLong(status);
    if (value == -1 && PyErr_Occurred()) return NULL;
    if (value == LA_OK) Py_RETURN_NONE;
    return rumpy_raise((la_status)value);
}

static PyMethodDef module_functions[] = {
    {"_raise_status", raise_status, METH_O,
     "_raise_status(status, /)\n--\n\nRaises what a failed la_status stands for."},
    {"_set_print_options", rumpy_set_print_options, METH_O,
     "_set_print_options(get, /)\n--\n\nWhat gives the print options."},
    {NULL, NULL, 0, NULL},
};

PyTypeObject *rumpy_add_type(PyObject *module, PyType_Spec *spec, const char *name)
{
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    if (type != NULL && PyModule_AddObjectRef(module, name, type) < 0) Py_CLEAR(type);
    return (PyTypeObject *)type;
}

static bool add_functions(PyObject *module)
{
    return PyModule_AddFunctions(module, module_functions) == 0 &&
           PyModule_AddFunctions(module, rumpy_create_functions) == 0 &&
           PyModule_AddFunctions(module, rumpy_array_functions) == 0 &&
           PyModule_AddFunctions(module, rumpy_numeric_functions) == 0 &&
           PyModule_AddFunctions(module, rumpy_broadcast_functions) == 0 &&
           PyModule_AddFunctions(module, rumpy_einsum_functions) == 0 &&
           PyModule_AddFunctions(module, rumpy_dlpack_functions) == 0 &&
           PyModule_AddFunctions(module, rumpy_sorting_functions) == 0;
}

/* What `from rumpy._core import *` takes: everything that is NumPy's as well. */
static bool add_all(PyObject *module)
{
    static const char *const internal[] = {"from_handle", "flagsobj", "prepacked", NULL};
    PyObject *names = PyDict_Keys(PyModule_GetDict(module));
    PyObject *all = names == NULL ? NULL : PyList_New(0);
    bool ok = all != NULL;
    for (Py_ssize_t i = 0; ok && i < PyList_Size(names); i++) {
        PyObject *name = PyList_GetItem(names, i);
        const char *text = PyUnicode_AsUTF8AndSize(name, NULL);
        bool public = text != NULL && text[0] != '_';
        for (int k = 0; public && internal[k] != NULL; k++)
            public = strcmp(text, internal[k]) != 0;
        if (public) ok = PyList_Append(all, name) == 0;
    }
    ok = ok && PyModule_AddObjectRef(module, "__all__", all) == 0;
    Py_XDECREF(names);
    Py_XDECREF(all);
    return ok;
}

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "rumpy._core",
    .m_doc = "The C types of rumpy: arrays, element types, scalars and universal functions.",
    .m_size = -1,
};

/* Exported by name: everything else in the shared object is hidden. */
PyMODINIT_FUNC PyInit__core(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module == NULL) return NULL;
    if (!rumpy_error_init(module) || !rumpy_scalar_init(module) || !rumpy_dtype_init(module) ||
        !rumpy_ndarray_init(module) || !rumpy_prepack_init(module) || !rumpy_ufunc_init(module) ||
        !add_functions(module) || !rumpy_fp_init(module) || !rumpy_block_init(module) ||
        !rumpy_dispatch_init(module) || !add_all(module)) {
        Py_DECREF(module);
        return NULL;
    }
    return module;
}
