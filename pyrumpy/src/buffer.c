/* The buffer protocol: arrays as exporters, and holding the buffers of others. */
#include "ndarray.h"

static int refuse(Py_buffer *view, const char *why)
{
    view->obj = NULL;
    PyErr_SetString(PyExc_ValueError, why);
    return -1;
}

static bool wants(int flags, int what)
{
    return (flags & what) == what;
}

/* Shape and strides are copied, because a.shape may be set while the buffer is out. */
static bool describe(Py_buffer *view, const la_array *a, bool as_c)
{
    Py_ssize_t *dims = PyMem_Malloc(2 * (size_t)(a->ndim > 0 ? a->ndim : 1) * sizeof(Py_ssize_t));
    if (dims == NULL) return false;
    Py_ssize_t *strides = dims + a->ndim;
    Py_ssize_t step = a->dtype->itemsize;
    for (int i = a->ndim - 1; i >= 0; i--) {
        dims[i] = a->shape[i];
        /* The strides of axes of one element mean nothing; consumers like to see regular ones. */
        strides[i] = as_c ? step : a->strides[i];
        if (as_c && a->shape[i] > 0) step *= a->shape[i];
    }
    view->internal = dims;
    view->shape = dims;
    view->strides = strides;
    return true;
}

static int get_buffer(PyObject *self, Py_buffer *view, int flags)
{
    const la_array *a = rumpy_array_of(self);
    bool is_c = a->flags & LA_C_CONTIGUOUS, is_f = a->flags & LA_F_CONTIGUOUS;
    if (wants(flags, PyBUF_C_CONTIGUOUS) && !is_c) {
        return refuse(view, "ndarray is not C-contiguous");
    }
    if (wants(flags, PyBUF_F_CONTIGUOUS) && !is_f) {
        return refuse(view, "ndarray is not Fortran contiguous");
    }
    if (wants(flags, PyBUF_ANY_CONTIGUOUS) && !is_c && !is_f) {
        return refuse(view, "ndarray is not contiguous");
    }
    if (!wants(flags, PyBUF_STRIDES) && !is_c) {
        return refuse(view, "ndarray is not C-contiguous");
    }
    if (wants(flags, PyBUF_WRITABLE) && !(a->flags & LA_WRITEABLE)) {
        return refuse(view, "buffer source array is read-only");
    }
    bool as_c = is_c && !(is_f && wants(flags, PyBUF_F_CONTIGUOUS));
    if (!describe(view, a, as_c)) {
        view->obj = NULL;
        PyErr_NoMemory();
        return -1;
    }
    view->buf = a->data;
    view->len = la_array_nbytes(a);
    view->readonly = !(a->flags & LA_WRITEABLE);
    view->itemsize = a->dtype->itemsize;
    view->ndim = a->ndim;
    view->format = wants(flags, PyBUF_FORMAT) ? (char *)a->dtype->format : NULL;
    view->suboffsets = NULL;
    if (!wants(flags, PyBUF_ND)) { /* mere bytes; hashlib refuses more than one dimension */
        view->shape = NULL;
        view->ndim = 1;
    }
    if (!wants(flags, PyBUF_STRIDES)) view->strides = NULL;
    Py_INCREF(self);
    view->obj = self;
    return 0;
}

static void release_buffer(PyObject *self, Py_buffer *view)
{
    (void)self;
    PyMem_Free(view->internal);
    view->internal = NULL;
}

const PyType_Slot rumpy_buffer_slots[] = {
    {Py_bf_getbuffer, get_buffer},
    {Py_bf_releasebuffer, release_buffer},
    {0, NULL},
};

/* --- buffers of others ------------------------------------------------------------------------ */

Py_buffer *rumpy_hold_buffer(PyObject *obj, int flags)
{
    Py_buffer *buffer = PyMem_Malloc(sizeof *buffer);
    if (buffer == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    if (PyObject_GetBuffer(obj, buffer, flags | PyBUF_WRITABLE) < 0 &&
        !(rumpy_clear(PyExc_Exception) && PyObject_GetBuffer(obj, buffer, flags) == 0)) {
        PyMem_Free(buffer);
        return NULL;
    }
    return buffer;
}

/* An la_release_fn. CFFI calls libarray without the GIL, so it's taken here. */
void rumpy_release_buffer(void *context)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyBuffer_Release(context);
    PyMem_Free(context);
    PyGILState_Release(state);
}
