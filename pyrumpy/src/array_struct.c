/* __array_struct__: arrays told to other C code of the process, and told by it, as a struct in a
 * capsule. */
#include "ndarray.h"

#include <string.h>

/* The struct, by NumPy's documentation of the protocol. */
typedef struct array_struct {
    int two; /* is 2, so that what is no such struct is known */
    int ndim;
    char kind;
    int itemsize, flags;
    Py_ssize_t *shape, *strides;
    void *data;
    PyObject *descr;
} array_struct;

enum { NOT_SWAPPED = 0x0200 };

/* A struct with room for its shape and strides. */
typedef struct exported {
    array_struct head;
    Py_ssize_t dims[];
} exported;

static void free_exported(PyObject *capsule)
{
    PyMem_Free(PyCapsule_GetPointer(capsule, NULL));
    Py_XDECREF((PyObject *)PyCapsule_GetContext(capsule));
}

PyObject *rumpy_get_array_struct(PyObject *self, void *unused)
{
    (void)unused;
    const la_array *a = rumpy_array_of(self);
    const size_t ndim = (size_t)a->ndim;
    exported *e = PyMem_Calloc(1, sizeof *e + 2 * ndim * sizeof *e->dims);
    if (e == NULL) return PyErr_NoMemory();
    const unsigned shared = LA_C_CONTIGUOUS | LA_F_CONTIGUOUS | LA_ALIGNED | LA_WRITEABLE;
    e->head = (array_struct){
        .two = 2,
        .ndim = a->ndim,
        .kind = a->dtype->kind,
        .itemsize = a->dtype->itemsize,
        .flags = (int)(a->flags & shared) | NOT_SWAPPED,
        .shape = e->dims,
        .strides = e->dims + ndim,
        .data = a->data,
    };
    for (int i = 0; i < a->ndim; i++) {
        e->head.shape[i] = a->shape[i];
        e->head.strides[i] = a->strides[i];
    }
    PyObject *capsule = PyCapsule_New(e, NULL, free_exported);
    if (capsule == NULL)
        PyMem_Free(e);
    else
        PyCapsule_SetContext(capsule, Py_NewRef(self)); /* can't fail for a capsule */
    return capsule;
}

/* The dtype of the struct's elements, as that of a text such as "<f8". */
static const la_dtype *dtype_of(const array_struct *s, bool *swapped)
{
    PyObject *text =
        PyUnicode_FromFormat("%c%c%d", s->flags & NOT_SWAPPED ? '<' : '>', s->kind, s->itemsize);
    const la_dtype *dtype = text != NULL ? rumpy_dtype_read(text, swapped) : NULL;
    Py_XDECREF(text);
    return dtype;
}

PyObject *rumpy_from_array_struct(PyObject *obj, PyObject *capsule)
{
    const array_struct *s =
        PyCapsule_IsValid(capsule, NULL) ? PyCapsule_GetPointer(capsule, NULL) : NULL;
    if (s == NULL || s->two != 2 || s->ndim < 0 || s->ndim > LA_MAXDIMS) {
        PyErr_SetString(PyExc_ValueError, "invalid __array_struct__");
        return NULL;
    }
    bool swapped = false;
    const la_dtype *dtype = dtype_of(s, &swapped);
    PyObject *owners = dtype != NULL ? PyTuple_Pack(2, obj, capsule) : NULL;
    if (owners == NULL) return NULL;
    la_array array = LA_ARRAY_NULL;
    const bool writeable = (s->flags & LA_WRITEABLE) != 0;
    la_status status = la_array_init_foreign(&array, dtype, s->ndim, s->shape, s->strides, s->data,
                                             writeable, rumpy_drop_reference, owners);
    if (status != LA_OK) {
        Py_DECREF(owners);
        return rumpy_raise(status);
    }
    return rumpy_wrap_foreign(&array, swapped, obj);
}
