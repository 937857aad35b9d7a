/* Methods of arrays that look into their elements' bytes, and conj. */
#include "ndarray.h"
#include "ops.h"

#define FUNCTION(F) ((PyCFunction)(void (*)(void))(F))
#define FASTCALL    (METH_FASTCALL | METH_KEYWORDS)
#define FAST        PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames

static PyObject *byteswap(FAST)
{
    static const char *const names[] = {"inplace", NULL};
    static const rumpy_signature signature = {"byteswap", names, 0, 1, 0};
    PyObject *value;
    bool inplace;
    if (!rumpy_parse(&signature, args, nargs, kwnames, &value) ||
        !rumpy_parse_bool(value, false, &inplace))
        return NULL;
    if (inplace) {
        la_status status = la_byteswap(rumpy_array_of(self));
        if (status != LA_OK) return rumpy_raise(status);
        Py_INCREF(self);
        return self;
    }
    la_array copy = LA_ARRAY_NULL;
    la_status status = la_astype(&copy, rumpy_array_of(self), NULL, LA_ORDER_K, LA_CASTING_NO);
    if (status == LA_OK) status = la_byteswap(&copy);
    if (status == LA_OK) return rumpy_ndarray_wrap_like(self, &copy);
    la_array_destroy(&copy);
    return rumpy_raise(status);
}

/* The part of every element that begins `offset` bytes in. */
static bool field(const la_array *a, PyObject *dtype_arg, PyObject *offset_arg, la_array *out)
{
    const la_dtype *dtype = rumpy_dtype_from(dtype_arg);
    Py_ssize_t offset = 0;
    if (dtype == NULL) return false;
    if (offset_arg != NULL) offset = PyNumber_AsSsize_t(offset_arg, PyExc_OverflowError);
    if (offset == -1 && PyErr_Occurred()) return false;
    const char *problem = NULL;
    if (offset < 0)
        problem = "offset is negative";
    else if (dtype->itemsize > a->dtype->itemsize)
        problem = "new type is larger than original type";
    else if (offset > a->dtype->itemsize - dtype->itemsize)
        problem = "new type plus offset is larger than original type";
    if (problem != NULL) {
        PyErr_SetString(PyExc_ValueError, problem);
        return false;
    }
    la_status status =
        la_array_init_view(out, a, a->data + offset, dtype, a->ndim, a->shape, a->strides);
    if (status != LA_OK) rumpy_raise(status);
    return status == LA_OK;
}

static PyObject *getfield(FAST)
{
    static const char *const names[] = {"dtype", "offset", NULL};
    static const rumpy_signature signature = {"getfield", names, 0, 2, 1};
    PyObject *values[2];
    la_array view = LA_ARRAY_NULL;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !field(rumpy_array_of(self), values[0], values[1], &view))
        return NULL;
    return rumpy_ndarray_view(self, &view);
}

static PyObject *setfield(FAST)
{
    static const char *const names[] = {"val", "dtype", "offset", NULL};
    static const rumpy_signature signature = {"setfield", names, 0, 3, 2};
    PyObject *values[3];
    la_array view = LA_ARRAY_NULL;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !field(rumpy_array_of(self), values[1], values[2], &view))
        return NULL;
    PyObject *target = rumpy_ndarray_view(self, &view);
    bool ok = target != NULL && rumpy_assign(target, values[0]);
    Py_XDECREF(target);
    if (!ok) return NULL;
    Py_RETURN_NONE;
}

static PyObject *conjugate(PyObject *self, PyObject *args)
{
    PyObject *out = Py_None;
    if (!PyArg_ParseTuple(args, "|O:conjugate", &out)) return NULL;
    if (out != Py_None) return rumpy_ufunc_call(la_ufunc_find("conjugate"), self, out, NULL);
    if (la_dtype_is_complex(rumpy_array_of(self)->dtype))
        return rumpy_op_unary(rumpy_op_named("conjugate"), self, NULL);
    Py_INCREF(self);
    return self;
}

PyMethodDef rumpy_field_methods[] = {
    {"byteswap", FUNCTION(byteswap), FASTCALL,
     "byteswap($self, /, inplace=False)\n--\n\nA copy with each element's bytes reversed."},
    {"getfield", FUNCTION(getfield), FASTCALL,
     "getfield($self, /, dtype, offset=0)\n--\n\nA view of a part of every element."},
    {"setfield", FUNCTION(setfield), FASTCALL,
     "setfield($self, val, /, dtype, offset=0)\n--\n\nWrites a part of every element."},
    {"conj", conjugate, METH_VARARGS, "conj($self, out=None, /)\n--\n\nThe complex conjugate."},
    {"conjugate", conjugate, METH_VARARGS,
     "conjugate($self, out=None, /)\n--\n\nThe complex conjugate."},
    {NULL, NULL, 0, NULL},
};
