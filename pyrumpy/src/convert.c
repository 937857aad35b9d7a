/* Python objects become elements, and elements Python objects. */
#include "fp_errors.h"
#include "ndarray.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* --- element to object ------------------------------------------------------------------------ */

PyObject *rumpy_element_get(const la_dtype *dtype, const void *data)
{
    rumpy_value v;
    rumpy_copy_element(dtype, &v, data);
    switch (dtype->num) {
    case LA_BOOL: return PyBool_FromLong(v.u8 != 0); /* others' memory holds other truths than 1 */
    case LA_INT8: return PyLong_FromLong(v.i8);
    case LA_UINT8: return PyLong_FromLong(v.u8);
    case LA_INT16: return PyLong_FromLong(v.i16);
    case LA_UINT16: return PyLong_FromLong(v.u16);
    case LA_INT32: return PyLong_FromLong(v.i32);
    case LA_UINT32: return PyLong_FromUnsignedLong(v.u32);
    case LA_INT64: return PyLong_FromLongLong(v.i64);
    case LA_UINT64: return PyLong_FromUnsignedLongLong(v.u64);
    case LA_FLOAT16: return PyFloat_FromDouble((double)la_float16_to_float(v.f16));
    case LA_FLOAT32: return PyFloat_FromDouble((double)v.f32);
    case LA_FLOAT64: return PyFloat_FromDouble(v.f64);
    case LA_COMPLEX64: return PyComplex_FromDoubles((double)v.c64.real, (double)v.c64.imag);
    case LA_COMPLEX128: return PyComplex_FromDoubles(v.c128.real, v.c128.imag);
    default: break;
    }
    PyErr_SetString(PyExc_SystemError, "unknown element type");
    return NULL;
}

/* --- object to element ------------------------------------------------------------------------ */

static bool out_of_bounds(const la_dtype *dtype, PyObject *number)
{
    PyErr_Format(PyExc_OverflowError, "Python integer %S out of bounds for %s", number,
                 dtype->name);
    return false;
}

/* Beyond C's long (and always beyond 64 bits) NumPy words it so, whatever the type. */
static bool too_large(void)
{
    PyErr_SetString(PyExc_OverflowError, "Python int too large to convert to C long");
    return false;
}

/* The lowest and highest value of a signed or small unsigned type. */
static void bounds(const la_dtype *dtype, long long *low, long long *high)
{
    int bits = 8 * dtype->itemsize;
    bool is_signed = dtype->kind == 'i';
    *high = (long long)(UINT64_MAX >> (64 - bits + is_signed));
    *low = is_signed ? -*high - 1 : 0;
}

/* number: a Python int. */
static bool set_integer(const la_dtype *dtype, PyObject *number, void *data)
{
    if (dtype->num == LA_UINT64) {
        uint64_t value = PyLong_AsUnsignedLongLong(number);
        if (value == (uint64_t)-1 && PyErr_Occurred()) {
            if (!rumpy_clear(PyExc_OverflowError)) return false;
            int overflow;
            PyLong_AsLongLongAndOverflow(number, &overflow);
            return overflow != 0 ? too_large() : out_of_bounds(dtype, number);
        }
        memcpy(data, &value, sizeof value);
        return true;
    }
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(number, &overflow), low, high;
    if (value == -1 && overflow == 0 && PyErr_Occurred()) return false;
    bounds(dtype, &low, &high);
    if (overflow != 0) return too_large();
    if (value < low || value > high) {
        bool in_long = value >= LONG_MIN && value <= LONG_MAX;
        return in_long || dtype->num == LA_INT64 ? out_of_bounds(dtype, number) : too_large();
    }
    rumpy_value v;
    switch (dtype->itemsize) {
    case 1: v.u8 = (uint8_t)value; break;
    case 2: v.u16 = (uint16_t)value; break;
    case 4: v.u32 = (uint32_t)value; break;
    default: v.i64 = value; break;
    }
    rumpy_copy_element(dtype, data, &v);
    return true;
}

static void set_real(const la_dtype *dtype, double value, void *data)
{
    rumpy_value v;
    switch (dtype->num) {
    case LA_FLOAT16: v.f16 = la_float16_from_double(value); break;
    case LA_FLOAT32: v.f32 = (float)value; break;
    default: v.f64 = value; break;
    }
    rumpy_copy_element(dtype, data, &v);
}

static void set_complex(const la_dtype *dtype, double real, double imag, void *data)
{
    if (dtype->num == LA_COMPLEX64) {
        la_complex64 c = {(float)real, (float)imag};
        memcpy(data, &c, sizeof c);
    } else {
        la_complex128 c = {real, imag};
        memcpy(data, &c, sizeof c);
    }
}

static bool is_text(PyObject *obj)
{
    return PyUnicode_Check(obj) || PyBytes_Check(obj);
}

/* Whether obj is what NumPy calls a sequence: with a length, and no text. No error is left set. */
static bool is_sequence(PyObject *obj)
{
    if (is_text(obj) || !PySequence_Check(obj)) return false;
    if (PySequence_Size(obj) >= 0) return true;
    PyErr_Clear();
    return false;
}

/* Replaces the exception that is set where the trouble is that obj is a sequence. */
static bool explain_sequence(PyObject *obj)
{
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    if (!is_sequence(obj)) {
        PyErr_Restore(type, value, traceback);
        return false;
    }
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(traceback);
    PyErr_SetString(PyExc_ValueError, "setting an array element with a sequence.");
    return false;
}

/* Objects that complex() takes, and strings. */
static bool set_complex_object(const la_dtype *dtype, PyObject *obj, void *data)
{
    if (!is_text(obj) && !PyComplex_Check(obj)) {
        PyObject *method = PyObject_GetAttrString(obj, "__complex__");
        if (method == NULL) {
            if (!rumpy_clear(PyExc_AttributeError)) return false;
            double value = PyFloat_AsDouble(obj); /* words it as NumPy does */
            if (value == -1.0 && PyErr_Occurred()) return false;
            set_complex(dtype, value, 0.0, data);
            return true;
        }
        Py_DECREF(method);
    }
    PyObject *number = PyObject_CallFunctionObjArgs((PyObject *)&PyComplex_Type, obj, NULL);
    if (number == NULL) return false;
    set_complex(dtype, PyComplex_RealAsDouble(number), PyComplex_ImagAsDouble(number), data);
    Py_DECREF(number);
    return true;
}

/* Objects of any other class, through __bool__, __int__, __float__ or __complex__. */
static bool set_object(const la_dtype *dtype, PyObject *obj, void *data)
{
    switch (dtype->kind) {
    case 'b': {
        int truth = PyObject_IsTrue(obj);
        if (truth < 0) return false;
        *(uint8_t *)data = (uint8_t)truth;
        return true;
    }
    case 'i':
    case 'u': {
        PyObject *number = PyNumber_Long(obj);
        bool ok = number != NULL && set_integer(dtype, number, data);
        Py_XDECREF(number);
        return ok;
    }
    case 'f': {
        if (obj == Py_None) {
            set_real(dtype, Py_NAN, data);
            return true;
        }
        PyObject *number = PyNumber_Float(obj);
        if (number == NULL) return explain_sequence(obj);
        set_real(dtype, PyFloat_AsDouble(number), data);
        Py_DECREF(number);
        return true;
    }
    default: {
        if (obj == Py_None) {
            set_complex(dtype, Py_NAN, 0.0, data);
            return true;
        }
        return set_complex_object(dtype, obj, data);
    }
    }
}

/* A value of another element type, cast as arrays are. */
static bool set_cast(const la_dtype *dtype, const la_array *from, void *data)
{
    if (from->dtype == dtype) {
        rumpy_copy_element(dtype, data, from->data);
        return true;
    }
    rumpy_value value;
    la_array to = LA_ARRAY_NULL;
    la_status status = la_array_init_foreign(&to, dtype, 0, NULL, NULL, &value, true, NULL, NULL);
    rumpy_fp_begin();
    if (status == LA_OK) {
        status = la_copyto(&to, from, LA_CASTING_UNSAFE, NULL);
        la_array_destroy(&to);
    }
    if (status != LA_OK) {
        rumpy_raise(status);
        return false;
    }
    rumpy_copy_element(dtype, data, &value);
    return rumpy_fp_end("", "cast");
}

static bool set_scalar(const la_dtype *dtype, const la_dtype *own, rumpy_value *value, void *data)
{
    la_array from = LA_ARRAY_NULL;
    la_status status = la_array_init_foreign(&from, own, 0, NULL, NULL, value, false, NULL, NULL);
    bool ok = status == LA_OK && set_cast(dtype, &from, data);
    if (status != LA_OK) rumpy_raise(status);
    la_array_destroy(&from);
    return ok;
}

static bool set_element(const la_dtype *dtype, PyObject *obj, void *data)
{
    if (PyFloat_CheckExact(obj)) {
        if (dtype->num == LA_FLOAT64) {
            double value = PyFloat_AsDouble(obj);
            memcpy(data, &value, sizeof value);
            return true;
        }
        if (dtype->kind == 'f') {
            set_real(dtype, PyFloat_AsDouble(obj), data);
            return true;
        }
        if (dtype->kind == 'c') {
            set_complex(dtype, PyFloat_AsDouble(obj), 0.0, data);
            return true;
        }
        return set_object(dtype, obj, data);
    }
    if (PyLong_CheckExact(obj) || PyBool_Check(obj)) {
        if (dtype->kind == 'i' || dtype->kind == 'u') return set_integer(dtype, obj, data);
        if (dtype->kind == 'b') return set_object(dtype, obj, data);
        double value = PyLong_AsDouble(obj);
        if (value == -1.0 && PyErr_Occurred()) return false;
        if (dtype->kind == 'f') {
            set_real(dtype, value, data);
        } else {
            set_complex(dtype, value, 0.0, data);
        }
        return true;
    }
    rumpy_value value;
    const la_dtype *own = rumpy_scalar_read(obj, &value);
    if (own != NULL) return set_scalar(dtype, own, &value, data);
    if (rumpy_is_ndarray(obj)) {
        const la_array *a = rumpy_array_of(obj);
        if (a->ndim == 0) return set_cast(dtype, a, data);
        if (dtype->kind == 'b') return set_object(dtype, obj, data);
        if (dtype->kind == 'c') {
            PyErr_SetString(PyExc_TypeError,
                            "only 0-dimensional arrays can be converted to Python scalars");
        } else {
            PyErr_SetString(PyExc_ValueError, "setting an array element with a sequence.");
        }
        return false;
    }
    return set_object(dtype, obj, data);
}

PyObject *rumpy_assigned(const la_dtype *dtype, PyObject *obj)
{
    rumpy_value value;
    const la_dtype *own = dtype->kind == 'i' ? rumpy_scalar_read(obj, &value) : NULL;
    if (own != NULL && own->num != dtype->num && own->kind != 'b') return PyNumber_Long(obj);
    Py_INCREF(obj);
    return obj;
}

bool rumpy_element_assign(const la_dtype *dtype, PyObject *obj, void *data)
{
    PyObject *value = rumpy_assigned(dtype, obj);
    const bool ok = value != NULL && rumpy_element_set(dtype, value, data);
    Py_XDECREF(value);
    return ok;
}

/* Whether a Python number was finite and, as a narrow type's element, is no more. */
static bool overflowed(const la_dtype *dtype, PyObject *obj, const void *data)
{
    if (dtype->num == LA_COMPLEX64 && PyComplex_CheckExact(obj)) {
        la_complex64 c;
        memcpy(&c, data, sizeof c);
        return (isinf(c.real) && isfinite(PyComplex_RealAsDouble(obj))) ||
               (isinf(c.imag) && isfinite(PyComplex_ImagAsDouble(obj)));
    }
    if (PyFloat_CheckExact(obj) ? !isfinite(PyFloat_AsDouble(obj)) : !PyLong_CheckExact(obj))
        return false;
    float narrow = 0;
    uint16_t half = 0;
    if (dtype->num == LA_FLOAT16)
        memcpy(&half, data, sizeof half);
    else
        memcpy(&narrow, data, sizeof narrow);
    return isinf(narrow) || (half & 0x7fff) == 0x7c00;
}

bool rumpy_element_set(const la_dtype *dtype, PyObject *obj, void *data)
{
    if (!set_element(dtype, obj, data)) return false;
    const bool wide = dtype->num == LA_FLOAT64 || dtype->num == LA_COMPLEX128;
    if (wide || dtype->num < LA_FIRST_INEXACT || !overflowed(dtype, obj, data)) return true;
    rumpy_fp_begin();
    la_fp_add(LA_FP_OVERFLOW);
    return rumpy_fp_end("", "cast");
}

/* --- foreign buffers -------------------------------------------------------------------------- */

static bool host_is_little(void)
{
    const uint16_t one = 1;
    return *(const uint8_t *)&one == 1;
}

/* The type of a PEP 3118 format of one element; NULL (no error set) where there is none. */
static const la_dtype *dtype_of_format(const char *format, Py_ssize_t itemsize, bool *swapped)
{
    *swapped = false;
    if (format == NULL) format = "B";
    if (*format == '<') *swapped = !host_is_little();
    if (*format == '>' || *format == '!') *swapped = host_is_little();
    if (strchr("@=<>!", *format) != NULL && *format != '\0') format++;
    bool is_complex = *format == 'Z';
    if (is_complex) format++;
    if (*format == '\0') return NULL;
    char kind = 0; /* with the item size it tells the type: native sizes or standard ones */
    if (*format == '?') kind = 'b';
    if (strchr("bhilqn", *format) != NULL) kind = 'i';
    if (strchr("BHILQN", *format) != NULL) kind = 'u';
    if (strchr("efd", *format) != NULL) kind = is_complex ? 'c' : 'f';
    if (strchr("FD", *format) != NULL) kind = 'c';
    if (format[1] != '\0' || (is_complex && kind != 'c')) return NULL;
    for (int i = 0; i < LA_NTYPES; i++) {
        if (la_dtypes[i].kind == kind && la_dtypes[i].itemsize == itemsize) return &la_dtypes[i];
    }
    return NULL;
}

la_status rumpy_unswap(la_array *foreign)
{
    la_array copy = LA_ARRAY_NULL;
    LA_TRY(la_astype(&copy, foreign, NULL, LA_ORDER_C, LA_CASTING_UNSAFE));
    LA_TRY(la_byteswap(&copy));
    la_array_destroy(foreign);
    la_array_move(foreign, &copy);
    return LA_OK;
}

PyObject *rumpy_wrap_foreign(la_array *foreign, bool swapped, PyObject *owner)
{
    if (!swapped) return rumpy_ndarray_wrap(foreign, owner);
    const la_status status = rumpy_unswap(foreign);
    if (status == LA_OK) return rumpy_ndarray_wrap(foreign, NULL);
    la_array_destroy(foreign);
    return rumpy_raise(status);
}

static PyObject *unsupported_dtype(PyObject *obj, const char *format)
{
    PyErr_Format(PyExc_TypeError,
                 "dtype '%s' of %R is not supported: rumpy arrays hold booleans, integers, floats "
                 "and complex numbers; convert it with .astype first",
                 format, (PyObject *)Py_TYPE(obj));
    return NULL;
}

/* An array over obj's buffer. NULL without an error where obj has none to give after all. */
static PyObject *from_buffer(PyObject *obj)
{
    Py_buffer *buffer = rumpy_hold_buffer(obj, PyBUF_RECORDS_RO);
    if (buffer == NULL) { /* BufferError for its shape, NumPy's ValueError for its type, ... */
        rumpy_clear(PyExc_Exception);
        return NULL;
    }
    bool swapped;
    const la_dtype *dtype = dtype_of_format(buffer->format, buffer->itemsize, &swapped);
    if (dtype == NULL) {
        unsupported_dtype(obj, buffer->format);
        rumpy_release_buffer(buffer);
        return NULL;
    }
    la_array array = LA_ARRAY_NULL;
    la_status status =
        la_array_init_foreign(&array, dtype, buffer->ndim, buffer->shape, buffer->strides,
                              buffer->buf, !buffer->readonly, rumpy_release_buffer, buffer);
    if (status != LA_OK) {
        rumpy_release_buffer(buffer);
        return rumpy_raise(status);
    }
    return rumpy_wrap_foreign(&array, swapped, obj);
}

/* --- __array_interface__ and __array__ -------------------------------------------------------- */

void rumpy_drop_reference(void *object)
{
    PyGILState_STATE state = PyGILState_Ensure();
    Py_DECREF((PyObject *)object);
    PyGILState_Release(state);
}

static PyObject *bad_interface(const char *what)
{
    PyErr_Format(PyExc_ValueError, "Invalid __array_interface__ value: %s", what);
    return NULL;
}

/* Whether all elements lie in a buffer of `length` bytes, of which they begin at `offset`. */
static bool fits_buffer(ptrdiff_t length, ptrdiff_t offset, const la_dtype *dtype, int ndim,
                        const ptrdiff_t *shape, const ptrdiff_t *strides)
{
    ptrdiff_t low = offset, high = offset + dtype->itemsize, step = dtype->itemsize, part;
    for (int i = ndim - 1; i >= 0; i--) {
        if (shape[i] == 0) return true;
        if (__builtin_mul_overflow(shape[i] - 1, strides != NULL ? strides[i] : step, &part) ||
            __builtin_add_overflow(part < 0 ? low : high, part, part < 0 ? &low : &high))
            return false;
        step *= shape[i];
    }
    return offset >= 0 && low >= 0 && high <= length;
}

/* An interface whose memory is the buffer of `exporter`: the 'data', or, without any, obj itself.
 */
static PyObject *from_interface_buffer(PyObject *exporter, PyObject *interface,
                                       const la_dtype *dtype, bool swapped, int ndim,
                                       const ptrdiff_t *shape, const ptrdiff_t *strides)
{
    PyObject *given = PyDict_GetItemString(interface, "offset");
    Py_ssize_t offset = given != NULL ? PyNumber_AsSsize_t(given, PyExc_OverflowError) : 0;
    if (offset == -1 && PyErr_Occurred()) return NULL;
    Py_buffer *buffer = rumpy_hold_buffer(exporter, PyBUF_SIMPLE);
    if (buffer == NULL) return NULL;
    la_array array = LA_ARRAY_NULL;
    la_status status =
        fits_buffer(buffer->len, offset, dtype, ndim, shape, strides)
            ? la_array_init_foreign(&array, dtype, ndim, shape, strides,
                                    (char *)buffer->buf + offset, !buffer->readonly,
                                    rumpy_release_buffer, buffer)
            : la_fail(LA_VALUE_ERROR, "buffer is smaller than __array_interface__ says");
    if (status != LA_OK) {
        rumpy_release_buffer(buffer);
        return rumpy_raise(status);
    }
    return rumpy_wrap_foreign(&array, swapped, exporter);
}

/* interface: the dictionary; obj keeps the memory alive. */
static PyObject *from_interface(PyObject *obj, PyObject *interface)
{
    if (!PyDict_Check(interface)) return bad_interface("must be a dictionary");
    PyObject *typestr = PyDict_GetItemString(interface, "typestr");
    PyObject *shape_obj = PyDict_GetItemString(interface, "shape");
    PyObject *data = PyDict_GetItemString(interface, "data");
    PyObject *strides_obj = PyDict_GetItemString(interface, "strides");
    if (typestr == NULL || shape_obj == NULL) return bad_interface("'shape' or 'typestr' missing");
    bool swapped;
    const la_dtype *dtype = rumpy_dtype_read(typestr, &swapped);
    if (dtype == NULL) return NULL;
    int ndim, nstrides = 0;
    ptrdiff_t shape[LA_MAXDIMS], strides[LA_MAXDIMS], size;
    if (!rumpy_parse_ints(shape_obj, "shape", &ndim, shape)) return NULL;
    bool strided = strides_obj != NULL && strides_obj != Py_None;
    if (strided) {
        if (!rumpy_parse_ints(strides_obj, "strides", &nstrides, strides)) return NULL;
        if (nstrides != ndim) return bad_interface("'strides' and 'shape' differ in length");
    }
    la_status status = la_shape_size(ndim, shape, &size);
    if (status != LA_OK) return rumpy_raise(status);
    if (data == NULL || !PyTuple_Check(data)) {
        return from_interface_buffer(data == NULL || data == Py_None ? obj : data, interface, dtype,
                                     swapped, ndim, shape, strided ? strides : NULL);
    }
    if (PyTuple_Size(data) != 2) {
        return bad_interface("'data' must be a tuple of an address and a flag");
    }
    void *address = PyLong_AsVoidPtr(PyTuple_GetItem(data, 0));
    if (address == NULL && PyErr_Occurred()) return NULL;
    if (address == NULL && size > 0) return bad_interface("'data' has no address");
    int read_only = PyObject_IsTrue(PyTuple_GetItem(data, 1));
    if (read_only < 0) return NULL;

    la_array array = LA_ARRAY_NULL;
    Py_INCREF(obj);
    status = la_array_init_foreign(&array, dtype, ndim, shape, strided ? strides : NULL, address,
                                   read_only == 0, rumpy_drop_reference, obj);
    if (status != LA_OK) {
        Py_DECREF(obj);
        return rumpy_raise(status);
    }
    return rumpy_wrap_foreign(&array, swapped, obj);
}

/* An attribute of obj, if there is one that isn't None; NULL without an AttributeError otherwise.
 */
static PyObject *protocol(PyObject *obj, const char *name)
{
    if (PyType_Check(obj)) return NULL; /* the class describes its instances, not itself */
    PyObject *attribute = PyObject_GetAttrString(obj, name);
    if (attribute == NULL) {
        rumpy_clear(PyExc_AttributeError);
        return NULL;
    }
    if (attribute != Py_None) return attribute;
    Py_DECREF(attribute);
    return NULL;
}

/* What obj says it is as an array: through the buffer protocol, __array_struct__,
 * __array_interface__, __array__, or (JavaScript's typed arrays in Pyodide) to_memoryview. NULL
 * without an error: it says nothing. */
static PyObject *from_protocols(PyObject *obj)
{
    if (PyObject_CheckBuffer(obj) && !PyBytes_Check(obj)) {
        PyObject *array = from_buffer(obj);
        if (array != NULL || PyErr_Occurred()) return array;
    }
    PyObject *found = protocol(obj, "__array_struct__");
    if (found != NULL) {
        PyObject *array = rumpy_from_array_struct(obj, found);
        Py_DECREF(found);
        return array;
    }
    if (PyErr_Occurred()) return NULL;
    found = protocol(obj, "__array_interface__");
    if (found != NULL) {
        PyObject *array = from_interface(obj, found);
        Py_DECREF(found);
        return array;
    }
    if (PyErr_Occurred()) return NULL;
    found = protocol(obj, "__array__");
    if (found != NULL) {
        PyObject *array = PyObject_CallFunctionObjArgs(found, NULL);
        Py_DECREF(found);
        if (array == NULL || rumpy_is_ndarray(array)) return array;
        PyObject *converted = PyObject_CheckBuffer(array) ? from_buffer(array) : NULL;
        Py_DECREF(array);
        if (converted == NULL && !PyErr_Occurred()) {
            PyErr_SetString(PyExc_ValueError, "object __array__ method not producing an array");
        }
        return converted;
    }
    if (PyErr_Occurred()) return NULL;
    found = protocol(obj, "to_memoryview");
    if (found != NULL) {
        PyObject *memory = PyObject_CallFunctionObjArgs(found, NULL);
        Py_DECREF(found);
        if (memory == NULL) return NULL;
        PyObject *array = PyObject_CheckBuffer(memory) ? from_buffer(memory) : NULL;
        Py_DECREF(memory);
        return array;
    }
    return NULL;
}

/* --- scalars ---------------------------------------------------------------------------------- */

static PyObject *cannot_hold(PyObject *obj)
{
    if (is_text(obj)) {
        PyErr_Format(PyExc_TypeError,
                     "string arrays (dtype '%s') are not supported: keep strings in a list, or "
                     "give a numeric dtype= to have them parsed",
                     PyUnicode_Check(obj) ? "str" : "bytes");
        return NULL;
    }
    PyErr_Format(PyExc_TypeError,
                 "object arrays (dtype 'object') are not supported: cannot make numbers of %R; "
                 "keep such objects in a list",
                 (PyObject *)Py_TYPE(obj));
    return NULL;
}

/* The type of an int: NumPy's default one, then the wider ones that hold it. */
static const la_dtype *dtype_of_int(PyObject *obj)
{
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(obj, &overflow);
    if (overflow == 0) {
        if (value == -1 && PyErr_Occurred()) return NULL;
        bool default_fits = value >= PTRDIFF_MIN && value <= PTRDIFF_MAX;
        return la_dtype_of(default_fits ? LA_INTP : LA_INT64);
    }
    if (overflow > 0) {
        unsigned long long large = PyLong_AsUnsignedLongLong(obj);
        if (large != (unsigned long long)-1 || !PyErr_Occurred()) return la_dtype_of(LA_UINT64);
        if (!rumpy_clear(PyExc_OverflowError)) return NULL;
    }
    PyErr_SetString(PyExc_OverflowError,
                    "Python int too large to convert to int64 or uint64, and object arrays (dtype "
                    "'object') are not supported: use dtype=float for an approximation");
    return NULL;
}

/* The type of a Python or rumpy scalar. NULL with an error set where it's too large an int, without
 * one where obj is no scalar. */
static const la_dtype *dtype_of_scalar(PyObject *obj)
{
    if (PyFloat_CheckExact(obj)) return la_dtype_of(LA_FLOAT64);
    if (PyLong_CheckExact(obj)) return dtype_of_int(obj);
    if (PyBool_Check(obj)) return la_dtype_of(LA_BOOL);
    rumpy_value value;
    const la_dtype *own = rumpy_scalar_read(obj, &value);
    if (own != NULL) return own;
    if (PyComplex_Check(obj)) return la_dtype_of(LA_COMPLEX128);
    if (PyFloat_Check(obj)) return la_dtype_of(LA_FLOAT64);
    if (PyLong_Check(obj)) return dtype_of_int(obj);
    return NULL;
}

const la_dtype *rumpy_subclass_read(PyObject *obj, rumpy_value *value)
{
    if (!PyFloat_Check(obj) && !PyLong_Check(obj) && !PyComplex_Check(obj)) return NULL;
    const la_dtype *dtype = dtype_of_scalar(obj);
    if (dtype != NULL && rumpy_element_set(dtype, obj, value)) return dtype;
    PyErr_Clear();
    return NULL;
}

static PyObject *from_scalar(PyObject *obj, const la_dtype *dtype)
{
    la_array array = LA_ARRAY_NULL;
    la_status status = la_array_init(&array, dtype, 0, NULL, LA_ORDER_C);
    if (status != LA_OK) return rumpy_raise(status);
    if (!rumpy_element_set(dtype, obj, array.data)) {
        la_array_destroy(&array);
        return NULL;
    }
    return rumpy_ndarray_wrap(&array, NULL);
}

/* --- nested sequences ------------------------------------------------------------------------- */

typedef struct discovery {
    const la_dtype *dtype; /* what was met so far; NULL: nothing */
    bool given;            /* the caller named the type: don't look */
    bool reached;          /* a scalar was met: shape[0 .. ndim) holds */
    bool ragged;
    int ndim; /* dimensions that the array can have at most */
    ptrdiff_t shape[LA_MAXDIMS];
    PyObject *cache; /* list of (object, its list, tuple or ndarray) in the order of discovery */
    Py_ssize_t used; /* how many of these the second pass has met */
} discovery;

/* What an item of a sequence is. */
typedef enum item_kind { ITEM_ERROR, ITEM_SCALAR, ITEM_SEQUENCE, ITEM_ARRAY } item_kind;

static bool is_list(PyObject *obj)
{
    return PyList_Check(obj) || PyTuple_Check(obj);
}

static Py_ssize_t list_size(PyObject *items)
{
    return PyList_Check(items) ? PyList_Size(items) : PyTuple_Size(items);
}

/* A new reference; NULL where the list has shrunk meanwhile. */
static PyObject *list_item(PyObject *items, Py_ssize_t i)
{
    PyObject *item = PyList_Check(items) ? PyList_GetItem(items, i) : PyTuple_GetItem(items, i);
    Py_XINCREF(item);
    return item;
}

static bool remember(discovery *d, PyObject *obj, PyObject *converted)
{
    PyObject *pair = PyTuple_Pack(2, obj, converted);
    bool ok = pair != NULL && PyList_Append(d->cache, pair) == 0;
    Py_XDECREF(pair);
    return ok;
}

/* Sorts out obj. *items: a new reference to the list, tuple or ndarray that stands for it. */
static item_kind classify(discovery *d, PyObject *obj, PyObject **items)
{
    *items = NULL;
    if (PyFloat_CheckExact(obj) || PyLong_CheckExact(obj)) return ITEM_SCALAR;
    if (is_list(obj)) {
        Py_INCREF(obj);
        *items = obj;
        return ITEM_SEQUENCE;
    }
    rumpy_value value;
    if (PyBool_Check(obj) || PyComplex_CheckExact(obj) || is_text(obj) || obj == Py_None ||
        rumpy_scalar_read(obj, &value) != NULL) {
        return ITEM_SCALAR;
    }
    if (rumpy_is_ndarray(obj)) {
        Py_INCREF(obj);
        *items = obj;
        return ITEM_ARRAY;
    }
    *items = from_protocols(obj);
    if (*items != NULL) return remember(d, obj, *items) ? ITEM_ARRAY : ITEM_ERROR;
    if (PyErr_Occurred()) return ITEM_ERROR;
    if (PySequence_Check(obj)) {
        if (PySequence_Size(obj) >= 0) {
            *items = PySequence_List(obj);
            if (*items == NULL) return ITEM_ERROR;
            return remember(d, obj, *items) ? ITEM_SEQUENCE : ITEM_ERROR;
        }
        if (!rumpy_clear(PyExc_Exception)) return ITEM_ERROR;
    }
    return ITEM_SCALAR;
}

/* The same for the second pass, out of the cache. */
static item_kind classify_again(discovery *d, PyObject *obj, PyObject **items)
{
    if (d->used < PyList_Size(d->cache)) {
        PyObject *pair = PyList_GetItem(d->cache, d->used);
        if (PyTuple_GetItem(pair, 0) == obj) {
            d->used++;
            *items = PyTuple_GetItem(pair, 1);
            Py_INCREF(*items);
            return rumpy_is_ndarray(*items) ? ITEM_ARRAY : ITEM_SEQUENCE;
        }
    }
    return classify(d, obj, items);
}

static void met_dtype(discovery *d, const la_dtype *dtype)
{
    if (d->dtype == NULL) {
        d->dtype = dtype;
    } else if (d->dtype != dtype) {
        d->dtype = la_promote_types(d->dtype, dtype);
    }
}

/* The array has no more than `ndim` dimensions. */
static void met_end(discovery *d, int ndim)
{
    if (d->ndim > ndim) {
        if (d->reached) d->ragged = true;
        d->ndim = ndim;
    }
    d->reached = true;
}

static bool discover_scalar(discovery *d, PyObject *obj, int depth)
{
    met_end(d, depth);
    if (d->given) return true;
    const la_dtype *dtype = dtype_of_scalar(obj);
    if (dtype == NULL) {
        if (!PyErr_Occurred()) cannot_hold(obj);
        return false;
    }
    met_dtype(d, dtype);
    return true;
}

static void discover_array(discovery *d, const la_array *a, int depth)
{
    met_dtype(d, a->dtype);
    int n = a->ndim;
    if (depth + n > d->ndim) {
        d->ragged = true;
        n = d->ndim - depth;
    } else if (d->ndim != depth + n) {
        d->ndim = depth + n;
        if (d->reached) d->ragged = true;
    }
    for (int i = 0; i < n; i++) {
        if (!d->reached) {
            d->shape[depth + i] = a->shape[i];
        } else if (d->shape[depth + i] != a->shape[i]) {
            d->ragged = true;
            d->ndim = depth + i;
            break;
        }
    }
    d->reached = true;
}

static bool discover(discovery *d, PyObject *obj, int depth);

static bool discover_sequence(discovery *d, PyObject *items, int depth)
{
    Py_ssize_t n = list_size(items);
    if (depth >= d->ndim) { /* deeper than what was met before */
        d->ragged = true;
        return true;
    }
    if (!d->reached) {
        d->shape[depth] = n;
    } else if (d->shape[depth] != n) {
        d->ragged = true;
        d->ndim = depth;
        return true;
    }
    if (n == 0) met_end(d, depth + 1);
    for (Py_ssize_t i = 0; i < n && i < list_size(items); i++) {
        PyObject *item = list_item(items, i);
        bool ok = item != NULL && discover(d, item, depth + 1);
        Py_XDECREF(item);
        if (!ok) return false;
    }
    return true;
}

static bool discover(discovery *d, PyObject *obj, int depth)
{
    PyObject *items;
    switch (classify(d, obj, &items)) {
    case ITEM_SCALAR: return discover_scalar(d, obj, depth);
    case ITEM_ARRAY:
        discover_array(d, rumpy_array_of(items), depth);
        Py_DECREF(items);
        return true;
    case ITEM_SEQUENCE: {
        bool ok = discover_sequence(d, items, depth);
        Py_DECREF(items);
        return ok;
    }
    default: Py_XDECREF(items); return false;
    }
}

static bool changed(void)
{
    PyErr_SetString(PyExc_RuntimeError, "a sequence changed while an array was made of it");
    return false;
}

/* Writes obj, which has the shape of `out` from axis `depth` on, to `data`. */
static bool store(discovery *d, la_array *out, PyObject *obj, int depth, char *data)
{
    if (depth == out->ndim && (PyFloat_CheckExact(obj) || PyLong_CheckExact(obj))) {
        return rumpy_element_set(out->dtype, obj, data);
    }
    PyObject *items;
    item_kind kind = classify_again(d, obj, &items);
    bool ok = false;
    if (kind == ITEM_SCALAR) {
        ok = depth == out->ndim ? rumpy_element_assign(out->dtype, obj, data) : changed();
    } else if (kind == ITEM_ARRAY) {
        const la_array *from = rumpy_array_of(items);
        la_array to = LA_ARRAY_NULL;
        int ndim = out->ndim - depth;
        if (from->ndim != ndim ||
            memcmp(from->shape, out->shape + depth, (size_t)ndim * sizeof(ptrdiff_t)) != 0) {
            changed();
        } else {
            la_status status = la_array_init_view(&to, out, data, out->dtype, ndim,
                                                  out->shape + depth, out->strides + depth);
            if (status == LA_OK) status = la_copyto(&to, from, LA_CASTING_UNSAFE, NULL);
            la_array_destroy(&to);
            ok = status == LA_OK;
            if (!ok) rumpy_raise(status);
        }
    } else if (kind == ITEM_SEQUENCE) {
        ptrdiff_t n = depth < out->ndim ? out->shape[depth] : -1;
        ok = n == list_size(items) || changed();
        for (ptrdiff_t i = 0; ok && i < n; i++) {
            PyObject *item = list_item(items, i);
            if (item == NULL) {
                ok = rumpy_clear(PyExc_IndexError) && changed();
                break;
            }
            ok = store(d, out, item, depth + 1, data + i * out->strides[depth]);
            Py_DECREF(item);
        }
    }
    Py_XDECREF(items);
    return ok;
}

static PyObject *inhomogeneous(const discovery *d)
{
    if (d->ndim == LA_MAXDIMS) {
        PyErr_Format(PyExc_ValueError,
                     "setting an array element with a sequence. The requested array would exceed "
                     "the maximum number of dimension of %d.",
                     LA_MAXDIMS);
        return NULL;
    }
    PyObject *shape = rumpy_int_tuple(d->ndim, d->shape);
    if (shape == NULL) return NULL;
    PyErr_Format(PyExc_ValueError,
                 "setting an array element with a sequence. The requested array has an "
                 "inhomogeneous shape after %d dimensions. The detected shape was %R + "
                 "inhomogeneous part.",
                 d->ndim, shape);
    Py_DECREF(shape);
    return NULL;
}

static PyObject *from_sequence(PyObject *obj, const la_dtype *dtype, la_order order)
{
    discovery d = {.dtype = dtype, .given = dtype != NULL, .ndim = LA_MAXDIMS};
    d.cache = PyList_New(0);
    if (d.cache == NULL) return NULL;
    PyObject *result = NULL;
    la_array array = LA_ARRAY_NULL;
    if (discover(&d, obj, 0)) {
        if (d.ragged) {
            inhomogeneous(&d);
        } else {
            if (d.given) d.dtype = dtype;
            if (d.dtype == NULL) d.dtype = la_dtype_of(LA_FLOAT64);
            la_status status = la_array_init(&array, d.dtype, d.ndim, d.shape,
                                             order == LA_ORDER_F ? LA_ORDER_F : LA_ORDER_C);
            if (status != LA_OK) {
                rumpy_raise(status);
            } else if (store(&d, &array, obj, 0, array.data)) {
                result = rumpy_ndarray_wrap(&array, NULL);
            } else {
                la_array_destroy(&array);
            }
        }
    }
    Py_DECREF(d.cache);
    return result;
}

/* A list or tuple of nothing but floats, or nothing but ints of the default type: one pass. NULL
 * without an error where it's something else. No Python code runs meanwhile. */
static PyObject *from_flat_list(PyObject *items, const la_dtype *dtype)
{
    bool list = PyList_CheckExact(items);
    if (!list && !PyTuple_CheckExact(items)) return NULL;
    Py_ssize_t n = list ? PyList_Size(items) : PyTuple_Size(items);
    if (n == 0) return NULL;
    PyObject *first = list ? PyList_GetItem(items, 0) : PyTuple_GetItem(items, 0);
    bool floats = PyFloat_CheckExact(first);
    if (!floats && !PyLong_CheckExact(first)) return NULL;
    const la_dtype *own = la_dtype_of(floats ? LA_FLOAT64 : LA_INTP);
    if (dtype != NULL && dtype != own) return NULL;
    PyObject *made = rumpy_ndarray_new();
    if (made == NULL) return NULL;
    la_status status = la_array_init(rumpy_array_of(made), own, 1, &n, LA_ORDER_C);
    if (status != LA_OK) return rumpy_fresh_finish(made, status);
    Py_ssize_t i;
    if (floats) {
        double *out = (double *)rumpy_array_of(made)->data;
        for (i = 0; i < n; i++) {
            PyObject *item = list ? PyList_GetItem(items, i) : PyTuple_GetItem(items, i);
            if (!PyFloat_CheckExact(item)) break;
            out[i] = PyFloat_AsDouble(item);
        }
    } else {
        ptrdiff_t *out = (ptrdiff_t *)rumpy_array_of(made)->data;
        for (i = 0; i < n; i++) {
            PyObject *item = list ? PyList_GetItem(items, i) : PyTuple_GetItem(items, i);
            if (!PyLong_CheckExact(item)) break;
            out[i] = PyLong_AsSsize_t(item);
            if (out[i] == -1 && PyErr_Occurred()) {
                PyErr_Clear();
                break;
            }
        }
    }
    if (i == n) return made;
    Py_DECREF(made);
    return NULL;
}

/* --- anything --------------------------------------------------------------------------------- */

/* A new array, or one over obj's own memory (*fresh tells). `dtype` and `order` are met where an
 * array is made, hints otherwise. obj isn't an ndarray. */
static PyObject *convert(PyObject *obj, const la_dtype *dtype, la_order order, bool *fresh)
{
    *fresh = true;
    PyObject *result = from_flat_list(obj, dtype);
    if (result != NULL || PyErr_Occurred()) return result;
    if (is_list(obj)) return from_sequence(obj, dtype, order);
    const la_dtype *own = dtype_of_scalar(obj);
    if (own != NULL) return from_scalar(obj, dtype != NULL ? dtype : own);
    if (PyErr_Occurred()) {
        if (dtype == NULL || !PyLong_Check(obj)) return NULL;
        /* Too large an int for any integer type: perhaps not for dtype. */
        if (!rumpy_clear(PyExc_OverflowError)) return NULL;
        return from_scalar(obj, dtype);
    }
    if (!is_text(obj)) {
        *fresh = false;
        result = from_protocols(obj);
        if (result != NULL || PyErr_Occurred()) return result;
        *fresh = true;
        if (PySequence_Check(obj)) {
            if (PySequence_Size(obj) >= 0) return from_sequence(obj, dtype, order);
            if (!rumpy_clear(PyExc_Exception)) return NULL;
        }
    }
    return dtype != NULL ? from_scalar(obj, dtype) : cannot_hold(obj);
}

static PyObject *cannot_avoid_copy(void)
{
    PyErr_SetString(PyExc_ValueError,
                    "Unable to avoid copy while creating an array as requested.\nIf using "
                    "`array(obj, copy=False)` replace it with `asarray(obj)` to allow a copy when "
                    "needed (no behavior change in NumPy 1.x).\nFor more details, see "
                    "https://numpy.org/devdocs/numpy_2_0_migration_guide.html"
                    "#adapting-to-changes-in-the-copy-keyword.");
    return NULL;
}

static bool has_order(const la_array *a, la_order order)
{
    switch (order) {
    case LA_ORDER_C: return a->flags & LA_C_CONTIGUOUS;
    case LA_ORDER_F: return a->flags & LA_F_CONTIGUOUS;
    case LA_ORDER_A: return a->flags & (LA_C_CONTIGUOUS | LA_F_CONTIGUOUS);
    default: return true;
    }
}

PyObject *rumpy_array_from(PyObject *obj, const la_dtype *dtype, int copy, la_order order,
                           bool subok)
{
    bool fresh = false;
    PyObject *ndarray;
    if (rumpy_is_ndarray(obj)) {
        Py_INCREF(obj);
        ndarray = obj;
    } else {
        ndarray = convert(obj, dtype, order, &fresh);
        if (ndarray == NULL) return NULL;
        if (fresh && copy == 0) {
            Py_DECREF(ndarray);
            return cannot_avoid_copy();
        }
    }
    const la_array *a = rumpy_array_of(ndarray);
    bool keep_class = subok || rumpy_is_ndarray_exact(ndarray);
    bool matches = (dtype == NULL || a->dtype == dtype) && has_order(a, order);
    if (matches && (fresh || copy != 1)) {
        if (keep_class) return ndarray;
        la_array view = LA_ARRAY_NULL;
        la_status status =
            la_array_init_view(&view, a, a->data, a->dtype, a->ndim, a->shape, a->strides);
        PyObject *result = status == LA_OK
                               ? rumpy_ndarray_view_as(rumpy_ndarray_type, ndarray, &view)
                               : rumpy_raise(status);
        Py_DECREF(ndarray);
        return result;
    }
    if (!fresh && copy == 0) {
        Py_DECREF(ndarray);
        return cannot_avoid_copy();
    }
    la_array result = LA_ARRAY_NULL;
    rumpy_fp_begin();
    la_status status = la_astype(&result, a, dtype, order, LA_CASTING_UNSAFE);
    PyObject *made;
    if (status != LA_OK) {
        made = rumpy_raise(status);
    } else {
        made = keep_class ? rumpy_ndarray_wrap_like(ndarray, &result)
                          : rumpy_ndarray_wrap(&result, NULL);
    }
    Py_DECREF(ndarray);
    return rumpy_fp_result(made, "", "cast");
}

PyObject *rumpy_asarray(PyObject *obj, const la_dtype *dtype)
{
    return rumpy_array_from(obj, dtype, -1, LA_ORDER_K, true);
}
