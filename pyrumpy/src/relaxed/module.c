/* The module rumpy._kernels_relaxed: kernels of relaxed SIMD, in a binary of their own, because an
 * engine without relaxed SIMD refuses the whole of it. rumpy/_kernels.py loads it where it may and
 * hands `table`, the address of its la_kernels, to la_kernels_register(). */
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

#include "kernels/kernels.h"

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "rumpy._kernels_relaxed",
    .m_doc = "Matrix kernels of WebAssembly's relaxed SIMD; `table` is their address.",
    .m_size = -1,
};

PyMODINIT_FUNC PyInit__kernels_relaxed(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module == NULL) return NULL;
    PyObject *table = PyLong_FromVoidPtr((void *)&la_kernels_wasm_relaxed);
    if (table == NULL || PyModule_AddObjectRef(module, "table", table) < 0) {
        Py_XDECREF(table);
        Py_DECREF(module);
        return NULL;
    }
    Py_DECREF(table);
    return module;
}
