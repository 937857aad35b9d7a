/* Attributes and methods of scalars: the simple ones here, all others those of a 0-d array. */
#include "scalar.h"

#include <math.h>

static const la_dtype *dtype_of(PyObject *self)
{
    return rumpy_scalar_dtype(Py_TYPE(self));
}

static PyObject *python_number(PyObject *self)
{
    return rumpy_element_get(dtype_of(self), rumpy_scalar_value(self));
}

static PyObject *same(PyObject *self)
{
    Py_INCREF(self);
    return self;
}

/* --- attributes that are those of a 0-d array
 * ------------------------------------------------------
 *
 * A descriptor of generic: reading it from a scalar makes the 0-d array and reads the same
 * attribute of that. A method is wrapped so that a 0-d result becomes a scalar again. */

typedef struct forward {
    PyObject_HEAD
    PyObject *name;
    PyObject *bound; /* the array's method, once bound */
} forward;

static PyTypeObject *forward_type;

static PyObject *forward_create(PyObject *name, PyObject *bound)
{
    forward *self = (forward *)PyType_GenericAlloc(forward_type, 0);
    if (self == NULL) return NULL;
    Py_INCREF(name);
    self->name = name;
    Py_XINCREF(bound);
    self->bound = bound;
    return (PyObject *)self;
}

static int forward_traverse(PyObject *self, visitproc visit, void *arg)
{
    Py_VISIT(Py_TYPE(self));
    Py_VISIT(((forward *)self)->name);
    Py_VISIT(((forward *)self)->bound);
    return 0;
}

static int forward_clear(PyObject *self)
{
    Py_CLEAR(((forward *)self)->bound);
    return 0;
}

static void forward_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_GC_UnTrack(self);
    forward_clear(self);
    Py_CLEAR(((forward *)self)->name);
    PyObject_GC_Del(self);
    Py_DECREF(type);
}

static PyObject *forward_get(PyObject *self, PyObject *scalar, PyObject *type)
{
    (void)type;
    if (scalar == NULL || scalar == Py_None) return same(self);
    PyObject *name = ((forward *)self)->name;
    if (!PyObject_TypeCheck(scalar, rumpy_generic_type)) {
        PyErr_Format(PyExc_TypeError, "descriptor '%U' requires a scalar", name);
        return NULL;
    }
    PyObject *array = rumpy_scalar_array(scalar);
    if (array == NULL) return NULL;
    PyObject *value = PyObject_GetAttr(array, name);
    Py_DECREF(array);
    if (value == NULL) {
        if (rumpy_clear(PyExc_AttributeError)) {
            PyErr_Format(PyExc_AttributeError, "'rumpy.%s' object has no attribute '%U'",
                         dtype_of(scalar)->name, name);
        }
        return NULL;
    }
    if (!PyCallable_Check(value)) return rumpy_scalar_from_array(value);
    PyObject *method = forward_create(name, value);
    Py_DECREF(value);
    return method;
}

static PyObject *forward_call(PyObject *self, PyObject *args, PyObject *kwargs)
{
    forward *f = (forward *)self;
    if (f->bound != NULL) return rumpy_scalar_from_array(PyObject_Call(f->bound, args, kwargs));

    /* np.float64.sum(x): bind the first argument. */
    Py_ssize_t n = PyTuple_Size(args);
    if (n < 1) {
        PyErr_Format(PyExc_TypeError, "unbound method %U() needs an argument", f->name);
        return NULL;
    }
    PyObject *method = forward_get(self, PyTuple_GetItem(args, 0), NULL);
    PyObject *rest = method != NULL ? PyTuple_GetSlice(args, 1, n) : NULL;
    PyObject *result = rest != NULL ? PyObject_Call(method, rest, kwargs) : NULL;
    Py_XDECREF(method);
    Py_XDECREF(rest);
    return result;
}

static PyObject *forward_repr(PyObject *self)
{
    return PyUnicode_FromFormat("<method '%U' of 'rumpy.generic' objects>",
                                ((forward *)self)->name);
}

static PyObject *forward_name(PyObject *self, void *closure)
{
    (void)closure;
    return same(((forward *)self)->name);
}

static PyObject *forward_doc(PyObject *self, void *closure)
{
    (void)closure;
    PyObject *own = PyObject_GetAttr((PyObject *)rumpy_ndarray_type, ((forward *)self)->name);
    PyObject *doc = own != NULL ? PyObject_GetAttrString(own, "__doc__") : NULL;
    Py_XDECREF(own);
    if (doc != NULL) return doc;
    if (!rumpy_clear(PyExc_AttributeError)) return NULL;
    Py_RETURN_NONE;
}

static PyGetSetDef forward_getset[] = {
    {"__name__", forward_name, NULL, NULL, NULL},
    {"__doc__", forward_doc, NULL, NULL, NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyType_Slot forward_slots[] = {
    {Py_tp_dealloc, forward_dealloc}, {Py_tp_traverse, forward_traverse},
    {Py_tp_clear, forward_clear},     {Py_tp_descr_get, forward_get},
    {Py_tp_call, forward_call},       {Py_tp_repr, forward_repr},
    {Py_tp_getset, forward_getset},   {0, NULL},
};

static PyType_Spec forward_spec = {
    .name = "rumpy._core.scalar_attribute",
    .basicsize = sizeof(forward),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .slots = forward_slots,
};

bool rumpy_scalar_forward_init(PyTypeObject *generic)
{
    static const char *const names[] = {"__array_interface__",
                                        "__array_namespace__",
                                        "__array_struct__",
                                        "all",
                                        "any",
                                        "argmax",
                                        "argmin",
                                        "argpartition",
                                        "argsort",
                                        "astype",
                                        "choose",
                                        "clip",
                                        "compress",
                                        "cumprod",
                                        "cumsum",
                                        "data",
                                        "diagonal",
                                        "dump",
                                        "dumps",
                                        "fill",
                                        "flags",
                                        "flat",
                                        "flatten",
                                        "getfield",
                                        "max",
                                        "mean",
                                        "min",
                                        "nonzero",
                                        "prod",
                                        "put",
                                        "ravel",
                                        "repeat",
                                        "reshape",
                                        "resize",
                                        "round",
                                        "searchsorted",
                                        "setflags",
                                        "sort",
                                        "squeeze",
                                        "std",
                                        "strides",
                                        "sum",
                                        "swapaxes",
                                        "take",
                                        "to_device",
                                        "tobytes",
                                        "tofile",
                                        "trace",
                                        "transpose",
                                        "var",
                                        "view"};
    forward_type = (PyTypeObject *)PyType_FromSpec(&forward_spec);
    if (forward_type == NULL) return false;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        PyObject *name = PyUnicode_InternFromString(names[i]);
        PyObject *descriptor = name != NULL ? forward_create(name, NULL) : NULL;
        int failed =
            descriptor == NULL ? -1 : PyObject_SetAttr((PyObject *)generic, name, descriptor);
        Py_XDECREF(name);
        Py_XDECREF(descriptor);
        if (failed < 0) return false;
    }
    return true;
}

/* --- generic ---------------------------------------------------------------------------------- */

static PyObject *get_dtype(PyObject *self, void *closure)
{
    (void)closure;
    return rumpy_dtype_object(dtype_of(self));
}

static PyObject *get_itemsize(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(dtype_of(self)->itemsize);
}

static PyObject *get_real(PyObject *self, void *closure)
{
    (void)closure;
    const rumpy_value *value = rumpy_scalar_value(self);
    switch (dtype_of(self)->num) {
    case LA_COMPLEX64: return rumpy_scalar_new(la_dtype_of(LA_FLOAT32), &value->c64.real);
    case LA_COMPLEX128: return rumpy_scalar_new(la_dtype_of(LA_FLOAT64), &value->c128.real);
    default: return same(self);
    }
}

static PyObject *get_imag(PyObject *self, void *closure)
{
    (void)closure;
    const rumpy_value *value = rumpy_scalar_value(self);
    rumpy_value zero;
    memset(&zero, 0, sizeof(zero));
    switch (dtype_of(self)->num) {
    case LA_COMPLEX64: return rumpy_scalar_new(la_dtype_of(LA_FLOAT32), &value->c64.imag);
    case LA_COMPLEX128: return rumpy_scalar_new(la_dtype_of(LA_FLOAT64), &value->c128.imag);
    default: return rumpy_scalar_new(dtype_of(self), &zero);
    }
}

/* What is the same for every scalar: the closure says what. */
static PyObject *get_constant(PyObject *self, void *closure)
{
    switch (*(const char *)closure) {
    case '(': return PyTuple_New(0);
    case '0': return PyLong_FromLong(0);
    case '1': return PyLong_FromLong(1);
    case 's': return same(self);
    case 'p': return PyFloat_FromDouble(-1000000.0);
    case 'c': return PyUnicode_FromString("cpu");
    default: Py_RETURN_NONE;
    }
}

PyGetSetDef rumpy_generic_getset[] = {
    {"dtype", get_dtype, NULL, "The scalar's dtype.", NULL},
    {"itemsize", get_itemsize, NULL, "Bytes of the value.", NULL},
    {"nbytes", get_itemsize, NULL, "Bytes of the value.", NULL},
    {"real", get_real, NULL, "The real part.", NULL},
    {"imag", get_imag, NULL, "The imaginary part.", NULL},
    {"T", get_constant, NULL, "The scalar itself.", "s"},
    {"shape", get_constant, NULL, "The empty tuple.", "("},
    {"ndim", get_constant, NULL, "0.", "0"},
    {"size", get_constant, NULL, "1.", "1"},
    {"base", get_constant, NULL, "None.", "N"},
    {"device", get_constant, NULL, "'cpu'.", "c"},
    {"__array_priority__", get_constant, NULL, "Lower than any array's.", "p"},
    {NULL, NULL, NULL, NULL, NULL},
};

/* item() and item(0), as of an array with one element. */
static PyObject *scalar_item(PyObject *self, PyObject *const *args, Py_ssize_t nargs)
{
    PyObject *const *indices = args;
    Py_ssize_t n = nargs;
    if (n == 1 && PyTuple_Check(args[0])) {
        n = PyTuple_Size(args[0]);
        if (n == 0) return python_number(self);
        if (n > 1) {
            PyErr_SetString(PyExc_ValueError, "incorrect number of indices for array");
            return NULL;
        }
        PyObject *only = PyTuple_GetItem(args[0], 0);
        return scalar_item(self, &only, 1);
    }
    if (n > 1) {
        PyErr_SetString(PyExc_ValueError, "incorrect number of indices for array");
        return NULL;
    }
    if (n == 1) {
        Py_ssize_t index = PyNumber_AsSsize_t(indices[0], PyExc_IndexError);
        if (index == -1 && PyErr_Occurred()) return NULL;
        if (index != 0 && index != -1) {
            PyErr_Format(PyExc_IndexError, "index %zd is out of bounds for size 1", index);
            return NULL;
        }
    }
    return python_number(self);
}

static PyObject *scalar_tolist(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return python_number(self);
}

static PyObject *scalar_same(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return same(self);
}

static PyObject *scalar_copy(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"order", NULL};
    PyObject *order = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:copy", names, &order)) return NULL;
    return same(self);
}

static PyObject *scalar_conjugate(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    rumpy_value value;
    const la_dtype *dtype = rumpy_scalar_read(self, &value);
    if (dtype->num == LA_COMPLEX64)
        value.c64.imag = -value.c64.imag;
    else if (dtype->num == LA_COMPLEX128)
        value.c128.imag = -value.c128.imag;
    else
        return same(self);
    return rumpy_scalar_new(dtype, &value);
}

static PyObject *scalar_array(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"dtype", "copy", NULL};
    PyObject *type = NULL, *copy = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O$O:__array__", names, &type, &copy))
        return NULL;
    const la_dtype *dtype = dtype_of(self);
    if (!rumpy_parse_dtype(type, &dtype)) return NULL;
    if (copy == Py_False) {
        PyErr_SetString(PyExc_ValueError,
                        "Unable to avoid copy while creating an array as requested.");
        return NULL;
    }
    PyObject *array = rumpy_scalar_array(self);
    if (array == NULL || dtype == dtype_of(self)) return array;
    PyObject *converted = rumpy_asarray(array, dtype);
    Py_DECREF(array);
    return converted;
}

static PyObject *scalar_setfield(PyObject *self, PyObject *args, PyObject *kwargs)
{
    (void)self;
    (void)args;
    (void)kwargs;
    PyErr_SetString(PyExc_TypeError, "Can't set fields in a non-void array scalar.");
    return NULL;
}

/* A scalar has no state but its value, which its constructor gets. */
static PyObject *scalar_setstate(PyObject *self, PyObject *state)
{
    (void)self;
    (void)state;
    Py_RETURN_NONE;
}

static PyObject *scalar_byteswap(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"inplace", NULL};
    int inplace = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|p:byteswap", names, &inplace)) return NULL;
    if (inplace) {
        PyErr_SetString(PyExc_ValueError, "cannot byteswap a scalar in-place");
        return NULL;
    }
    PyObject *array = rumpy_scalar_array(self);
    if (array == NULL) return NULL;
    la_status status = la_byteswap(rumpy_array_of(array));
    if (status == LA_OK) return rumpy_scalar_from_array(array);
    Py_DECREF(array);
    return rumpy_raise(status);
}

static PyObject *scalar_reduce(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    PyObject *number = python_number(self);
    if (number == NULL) return NULL;
    PyObject *result = Py_BuildValue("(O(N))", Py_TYPE(self), number);
    return result;
}

PyMethodDef rumpy_generic_methods[] = {
    {"item", (PyCFunction)(void (*)(void))scalar_item, METH_FASTCALL,
     "item(*args)\n--\n\nThe value as a Python number."},
    {"tolist", scalar_tolist, METH_NOARGS, "tolist()\n--\n\nThe value as a Python number."},
    {"conj", scalar_conjugate, METH_NOARGS, "conj()\n--\n\nThe complex conjugate."},
    {"conjugate", scalar_conjugate, METH_NOARGS, "conjugate()\n--\n\nThe complex conjugate."},
    {"copy", (PyCFunction)(void (*)(void))scalar_copy, METH_VARARGS | METH_KEYWORDS,
     "copy(order='C')\n--\n\nThe scalar itself, which never changes."},
    {"__copy__", scalar_same, METH_NOARGS, NULL},
    {"__deepcopy__", scalar_same, METH_O, NULL},
    {"__format__", rumpy_scalar_format, METH_O, NULL},
    {"__array__", (PyCFunction)(void (*)(void))scalar_array, METH_VARARGS | METH_KEYWORDS,
     "__array__(dtype=None, *, copy=None)\n--\n\nA 0-d array of the value."},
    {"__array_wrap__", rumpy_array_wrap, METH_VARARGS,
     "__array_wrap__($self, array, context=None, return_scalar=False, /)\n--\n\nThe array, or its "
     "element where it has no dimension."},
    {"__reduce__", scalar_reduce, METH_NOARGS, NULL},
    {"__setstate__", scalar_setstate, METH_O, NULL},
    {"byteswap", (PyCFunction)(void (*)(void))scalar_byteswap, METH_VARARGS | METH_KEYWORDS,
     "byteswap(inplace=False)\n--\n\nThe scalar with its bytes reversed."},
    {"setfield", (PyCFunction)(void (*)(void))scalar_setfield, METH_VARARGS | METH_KEYWORDS,
     "setfield(val, dtype, offset=0)\n--\n\nTypeError: scalars never change."},
    {NULL, NULL, 0, NULL},
};

/* Abstract classes of numbers have one type variable, complexfloating a second; concrete ones none
 * that is free. */
static PyObject *alias(PyObject *type, PyObject *args, Py_ssize_t variables)
{
    const bool concrete = rumpy_scalar_dtype((PyTypeObject *)type) != NULL;
    return rumpy_generic_alias(type, args, concrete ? 0 : variables);
}

static PyObject *class_getitem(PyObject *type, PyObject *args)
{
    return alias(type, args, 1);
}

static PyObject *complex_class_getitem(PyObject *type, PyObject *args)
{
    return alias(type, args, 2);
}

PyMethodDef rumpy_number_methods[] = {
    {"__class_getitem__", class_getitem, METH_O | METH_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

/* --- integers --------------------------------------------------------------------------------- */

/* A method of Python's own number of the value. */
static PyObject *python_method(PyObject *self, const char *name)
{
    PyObject *number = python_number(self);
    PyObject *result = number != NULL ? PyObject_CallMethod(number, name, NULL) : NULL;
    Py_XDECREF(number);
    return result;
}

static PyObject *scalar_of(PyObject *self, PyObject *number)
{
    rumpy_value value;
    if (number == NULL) return NULL;
    bool ok = rumpy_element_set(dtype_of(self), number, &value);
    Py_DECREF(number);
    return ok ? rumpy_scalar_new(dtype_of(self), &value) : NULL;
}

static PyObject *integer_round(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"ndigits", NULL};
    PyObject *digits = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:__round__", names, &digits)) return NULL;
    if (digits == Py_None) return python_number(self);
    PyObject *number = python_number(self);
    PyObject *rounded =
        number != NULL ? PyObject_CallMethod(number, "__round__", "O", digits) : NULL;
    Py_XDECREF(number);
    return scalar_of(self, rounded);
}

static PyObject *integer_bit_count(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return python_method(self, "bit_count");
}

static PyObject *integer_is_integer(PyObject *self, PyObject *ignored)
{
    (void)self;
    (void)ignored;
    Py_RETURN_TRUE;
}

PyMethodDef rumpy_integer_methods[] = {
    {"__round__", (PyCFunction)(void (*)(void))integer_round, METH_VARARGS | METH_KEYWORDS, NULL},
    {"bit_count", integer_bit_count, METH_NOARGS,
     "bit_count()\n--\n\nThe number of ones in the absolute value.\n\n"
     ">>> import rumpy as np\n>>> np.int8(-5).bit_count()\n2\n"},
    {"is_integer", integer_is_integer, METH_NOARGS, "is_integer()\n--\n\nTrue."},
    {NULL, NULL, 0, NULL},
};

PyGetSetDef rumpy_integer_getset[] = {
    {"numerator", get_constant, NULL, "The integer itself.", "s"},
    {"denominator", get_constant, NULL, "1.", "1"},
    {NULL, NULL, NULL, NULL, NULL},
};

/* --- real numbers ----------------------------------------------------------------------------- */

/* The float, rounded to a half and back. */
static float as_half(float value)
{
    return la_float16_to_float(la_float16_from_float(value));
}

static la_float16 round_half(la_float16 half, Py_ssize_t digits)
{
    const float value = la_float16_to_float(half);
    const float scale = as_half((float)pow(10.0, (double)(digits < 0 ? -digits : digits)));
    return la_float16_from_float(digits >= 0 ? rintf(as_half(value * scale)) / scale
                                             : rintf(as_half(value / scale)) * scale);
}

static PyObject *floating_round(PyObject *self, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"ndigits", NULL};
    PyObject *digits = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:__round__", names, &digits)) return NULL;
    if (digits == Py_None) return python_method(self, "__round__");
    Py_ssize_t n = PyNumber_AsSsize_t(digits, PyExc_OverflowError);
    if (n == -1 && PyErr_Occurred()) return NULL;
    /* As NumPy: scaled, rounded to an integer, scaled back, all in the scalar's own precision. */
    rumpy_value value;
    const la_type type = rumpy_scalar_read(self, &value)->num;
    if (type == LA_FLOAT16) {
        value.f16 = round_half(value.f16, n);
    } else if (type == LA_FLOAT32) {
        float scale = (float)pow(10.0, (double)(n < 0 ? -n : n));
        value.f32 = n >= 0 ? rintf(value.f32 * scale) / scale : rintf(value.f32 / scale) * scale;
    } else {
        double scale = pow(10.0, (double)(n < 0 ? -n : n));
        value.f64 = n >= 0 ? rint(value.f64 * scale) / scale : rint(value.f64 / scale) * scale;
    }
    return rumpy_scalar_new(dtype_of(self), &value);
}

static PyObject *floating_is_integer(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return python_method(self, "is_integer");
}

static PyObject *floating_as_integer_ratio(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return python_method(self, "as_integer_ratio");
}

PyMethodDef rumpy_floating_methods[] = {
    {"__round__", (PyCFunction)(void (*)(void))floating_round, METH_VARARGS | METH_KEYWORDS, NULL},
    {"is_integer", floating_is_integer, METH_NOARGS,
     "is_integer()\n--\n\nWhether the value is finite and whole."},
    {"as_integer_ratio", floating_as_integer_ratio, METH_NOARGS,
     "as_integer_ratio()\n--\n\nTwo ints whose quotient is exactly the value.\n\n"
     ">>> import rumpy as np\n>>> np.float32(-.25).as_integer_ratio()\n(-1, 4)\n"},
    {NULL, NULL, 0, NULL},
};

PyMethodDef rumpy_complexfloating_methods[] = {
    {"__class_getitem__", complex_class_getitem, METH_O | METH_CLASS, NULL},
    {"__complex__", rumpy_scalar_complex, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

/* --- indexing and buffers --------------------------------------------------------------------- */

PyObject *rumpy_scalar_subscript(PyObject *self, PyObject *key)
{
    bool plain = key == Py_Ellipsis || key == Py_None || PyTuple_Check(key);
    if (PyTuple_Check(key)) {
        for (Py_ssize_t i = 0; i < PyTuple_Size(key); i++) {
            PyObject *item = PyTuple_GetItem(key, i);
            plain = plain && (item == Py_Ellipsis || item == Py_None);
        }
    }
    if (!plain) {
        PyErr_SetString(PyExc_IndexError, "invalid index to scalar variable.");
        return NULL;
    }
    PyObject *array = rumpy_scalar_array(self);
    if (array == NULL) return NULL;
    PyObject *result = PyObject_GetItem(array, key);
    Py_DECREF(array);
    return result;
}

int rumpy_scalar_getbuffer(PyObject *self, Py_buffer *view, int flags)
{
    const la_dtype *dtype = dtype_of(self);
    view->obj = NULL;
    if (flags & PyBUF_WRITABLE) {
        PyErr_SetString(PyExc_BufferError, "scalar buffer is readonly");
        return -1;
    }
    view->buf = rumpy_scalar_value(self);
    view->obj = same(self);
    view->len = dtype->itemsize;
    view->itemsize = dtype->itemsize;
    view->readonly = 1;
    view->ndim = 0;
    view->format = flags & PyBUF_FORMAT ? (char *)dtype->format : NULL;
    view->shape = NULL;
    view->strides = NULL;
    view->suboffsets = NULL;
    view->internal = NULL;
    return 0;
}
