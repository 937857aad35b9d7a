/* An extension module in a file of its own, with nothing in it but `table`, the address of TABLE, a
 * table of functions that Python hands to libarray (_lib_loader.load_beside). NAME: the module's.
 */
#define Py_LIMITED_API 0x030B0000
#include <Python.h>

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "rumpy." LA_TEXT(NAME),
    .m_doc = "A table of functions, of which `table` is the address.",
    .m_size = -1,
};

PyMODINIT_FUNC LA_JOIN(PyInit_, NAME)(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module == NULL) return NULL;
    PyObject *table = PyLong_FromVoidPtr((void *)&TABLE);
    if (table == NULL || PyModule_AddObjectRef(module, "table", table) < 0) {
        Py_XDECREF(table);
        Py_DECREF(module);
        return NULL;
    }
    Py_DECREF(table);
    return module;
}
