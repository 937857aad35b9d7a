/* Scalar types: NumPy's tree of classes from generic down to complex128, and how scalars
 * are made. */
#include "scalar.h"

#include "fp_errors.h"

#include <math.h>
#include <stddef.h>

PyTypeObject *rumpy_generic_type;
PyTypeObject *rumpy_scalar_types[LA_NTYPES];
static PyObject *true_scalar, *false_scalar;

/* --- values ----------------------------------------------------------------------------------- */

/* The scalar classes by a few bits of their address, so that most are found at the first look. */
#define TYPE_SLOTS 64

static struct {
    PyTypeObject *type;
    const la_dtype *dtype;
} type_slots[TYPE_SLOTS];

static size_t type_slot(const PyTypeObject *type)
{
    return ((uintptr_t)type >> 4 ^ (uintptr_t)type >> 10) % TYPE_SLOTS;
}

const la_dtype *rumpy_scalar_dtype(PyTypeObject *type)
{
    size_t slot = type_slot(type);
    if (type_slots[slot].type == type) return type_slots[slot].dtype;
    for (int i = LA_NTYPES - 1; i >= 0; i--)
        if (type == rumpy_scalar_types[i]) return &la_dtypes[i];
    if (!PyType_IsSubtype(type, rumpy_generic_type)) return NULL;
    for (int i = LA_NTYPES - 1; i >= 0; i--)
        if (PyType_IsSubtype(type, rumpy_scalar_types[i])) return &la_dtypes[i];
    return NULL;
}

const la_dtype *rumpy_scalar_read(PyObject *obj, rumpy_value *value)
{
    const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(obj));
    if (dtype != NULL) rumpy_copy_element(dtype, value, rumpy_scalar_value(obj));
    return dtype;
}

bool rumpy_read_number(PyObject *obj, la_typing *typing, rumpy_value *value)
{
    PyTypeObject *type = Py_TYPE(obj);
    typing->weak = LA_STRONG;
    typing->dtype = NULL;
    if (type == rumpy_scalar_types[LA_FLOAT64]) {
        typing->dtype = la_dtype_of(LA_FLOAT64);
        value->f64 = rumpy_scalar_value(obj)->f64;
    } else if (type == &PyFloat_Type) {
        typing->weak = LA_WEAK_FLOAT;
    } else if (type == &PyLong_Type) {
        typing->weak = LA_WEAK_INT;
    } else if (type == &PyComplex_Type) {
        typing->weak = LA_WEAK_COMPLEX;
    } else if (type == &PyBool_Type) {
        typing->dtype = la_dtype_of(LA_BOOL);
        value->b = obj == Py_True;
    } else if (type == rumpy_ndarray_type) {
        return false;
    } else {
        typing->dtype = rumpy_scalar_read(obj, value);
        if (typing->dtype == NULL) typing->dtype = rumpy_subclass_read(obj, value);
        if (typing->dtype != NULL) return true;
        if (PyLong_Check(obj)) /* too large for any type */
            typing->weak = LA_WEAK_INT;
        else
            return false;
    }
    return true;
}

/* The value as the widest type of its kind. */
static void widen(const la_dtype *from, rumpy_value *value)
{
    switch (from->num) {
    case LA_BOOL: value->i64 = value->b; break;
    case LA_INT8: value->i64 = value->i8; break;
    case LA_INT16: value->i64 = value->i16; break;
    case LA_INT32: value->i64 = value->i32; break;
    case LA_UINT8: value->i64 = value->u8; break;
    case LA_UINT16: value->i64 = value->u16; break;
    case LA_UINT32: value->i64 = value->u32; break;
    case LA_FLOAT16: value->f64 = (double)la_float16_to_float(value->f16); break;
    case LA_FLOAT32: value->f64 = value->f32; break;
    case LA_COMPLEX64: value->c128 = (la_complex128){value->c64.real, value->c64.imag}; break;
    default: break; /* int64, uint64, float64, complex128 */
    }
}

void rumpy_convert_value(const la_dtype *from, const la_dtype *to, rumpy_value *value)
{
    if (from == to) return;
    widen(from, value);
    if (from->kind != 'c' && (to->kind == 'f' || to->kind == 'c')) {
        double real = value->f64;
        if (from->num == LA_UINT64)
            real = (double)value->u64;
        else if (from->kind != 'f')
            real = (double)value->i64;
        value->c128 = (la_complex128){real, 0}; /* f64 is its first half */
    }
    switch (to->num) {
    case LA_BOOL: value->b = value->i64 != 0; break;
    case LA_INT8: value->i8 = (int8_t)value->i64; break;
    case LA_INT16: value->i16 = (int16_t)value->i64; break;
    case LA_INT32: value->i32 = (int32_t)value->i64; break;
    case LA_UINT8: value->u8 = (uint8_t)value->i64; break;
    case LA_UINT16: value->u16 = (uint16_t)value->i64; break;
    case LA_UINT32: value->u32 = (uint32_t)value->i64; break;
    case LA_FLOAT16: value->f16 = la_float16_from_double(value->f64); break;
    case LA_FLOAT32: value->f32 = (float)value->f64; break;
    case LA_COMPLEX64:
        value->c64 = (la_complex64){(float)value->c128.real, (float)value->c128.imag};
        break;
    default: break;
    }
}

/* --- objects ---------------------------------------------------------------------------------- */

PyObject *rumpy_bool_scalar(bool value)
{
    PyObject *scalar = value ? true_scalar : false_scalar;
    Py_INCREF(scalar);
    return scalar;
}

/* The commonest scalars come and go with every element that a loop looks at: the memory of a few is
 * kept, each with its reference to its class. */
#define MAX_SPARE 32

typedef struct spare_list {
    int count;
    PyObject *objects[MAX_SPARE];
} spare_list;

static spare_list spare_reals, spare_intps;

static spare_list *spares_of(la_type type)
{
    return type == LA_FLOAT64 ? &spare_reals : type == LA_INTP ? &spare_intps : NULL;
}

static PyObject *new_object(PyTypeObject *type, const la_dtype *dtype)
{
    if (type != rumpy_scalar_types[dtype->num]) return PyType_GenericAlloc(type, 0);
    spare_list *spares = spares_of(dtype->num);
    if (spares == NULL || spares->count == 0) return PyObject_New(PyObject, type);
    PyObject *self = spares->objects[--spares->count];
    Py_SET_REFCNT(self, 1);
    return self;
}

static PyObject *scalar_of_type(PyTypeObject *type, const la_dtype *dtype, const void *data)
{
    if (dtype->num == LA_BOOL) {
        char byte;
        memcpy(&byte, data, 1);
        return rumpy_bool_scalar(byte != 0);
    }
    PyObject *self = new_object(type, dtype);
    if (self == NULL) return NULL;
    rumpy_value *value = rumpy_scalar_value(self);
    rumpy_copy_element(dtype, value, data);
    return self;
}

PyObject *rumpy_scalar_new(const la_dtype *dtype, const void *data)
{
    return scalar_of_type(rumpy_scalar_types[dtype->num], dtype, data);
}

PyObject *rumpy_scalar_array(PyObject *self)
{
    const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(self));
    la_array array = LA_ARRAY_NULL;
    la_status status = la_array_init(&array, dtype, 0, NULL, LA_ORDER_C);
    if (status != LA_OK) return rumpy_raise(status);
    rumpy_copy_element(dtype, array.data, rumpy_scalar_value(self));
    return rumpy_ndarray_wrap(&array, NULL);
}

PyObject *rumpy_scalar_from_array(PyObject *obj)
{
    if (obj == NULL || !rumpy_is_ndarray_exact(obj) || rumpy_array_of(obj)->ndim != 0) return obj;
    PyObject *scalar = rumpy_scalar_new(rumpy_array_of(obj)->dtype, rumpy_array_of(obj)->data);
    Py_DECREF(obj);
    return scalar;
}

static void scalar_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    size_t slot = type_slot(type);
    if (type_slots[slot].type == type) {
        spare_list *spares = spares_of(type_slots[slot].dtype->num);
        if (spares != NULL && spares->count < MAX_SPARE) {
            spares->objects[spares->count++] = self;
            return;
        }
        PyObject_Free(self);
    } else { /* maybe of a class written in Python, with garbage collection */
        freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
        release(self);
    }
    Py_DECREF(type);
}

/* --- construction ----------------------------------------------------------------------------- */

/* Sets *value to the Python object as NumPy's constructors read it: strings are parsed, None is
 * NaN (False for bool). */
static bool value_from_object(const la_dtype *dtype, PyObject *obj, rumpy_value *value)
{
    if (dtype->kind == 'b') {
        int truth = PyObject_IsTrue(obj);
        value->b = truth > 0;
        return truth >= 0;
    }
    PyObject *number = NULL;
    if (dtype->kind == 'i' || dtype->kind == 'u')
        number = PyNumber_Long(obj);
    else if (obj == Py_None && dtype->kind == 'f')
        number = PyFloat_FromDouble(NAN);
    else if (obj == Py_None)
        number = PyComplex_FromDoubles(NAN, NAN);
    else if (dtype->kind == 'f' || PyBytes_Check(obj))
        number = PyNumber_Float(obj);
    else
        number = PyObject_CallFunctionObjArgs((PyObject *)&PyComplex_Type, obj, NULL);
    if (number == NULL) return false;
    bool ok = rumpy_element_set(dtype, number, value);
    Py_DECREF(number);
    return ok;
}

/* The array-like `source` as the type's scalar (0-d) or as an array. */
static PyObject *from_array(PyTypeObject *type, const la_dtype *dtype, const la_array *source)
{
    la_array result = LA_ARRAY_NULL;
    rumpy_fp_begin();
    la_status status = la_astype(&result, source, dtype, LA_ORDER_K, LA_CASTING_UNSAFE);
    if (status != LA_OK) return rumpy_raise(status);
    if (!rumpy_fp_end("", "cast")) {
        la_array_destroy(&result);
        return NULL;
    }
    if (result.ndim > 0) return rumpy_ndarray_wrap(&result, NULL);
    PyObject *scalar = scalar_of_type(type, dtype, result.data);
    la_array_destroy(&result);
    return scalar;
}

static PyObject *scalar_of_object(PyTypeObject *type, const la_dtype *dtype, PyObject *obj)
{
    rumpy_value value;
    if (dtype->num == LA_FLOAT64 && Py_TYPE(obj) == &PyFloat_Type) {
        value.f64 = PyFloat_AsDouble(obj);
        return scalar_of_type(type, dtype, &value);
    }
    rumpy_operand operand;
    int ready = rumpy_operand_init(&operand, obj, true);
    if (ready < 0) return NULL;
    PyObject *result = NULL;
    if (ready > 0 && operand.array != NULL)
        result = from_array(type, dtype, operand.array);
    else if (value_from_object(dtype, obj, &value))
        result = scalar_of_type(type, dtype, &value);
    if (ready > 0) rumpy_operand_clear(&operand);
    return result;
}

static PyObject *complex_of_two(PyTypeObject *type, const la_dtype *dtype, PyObject *real,
                                PyObject *imag)
{
    PyObject *number = PyObject_CallFunctionObjArgs((PyObject *)&PyComplex_Type, real, imag, NULL);
    if (number == NULL) return NULL;
    PyObject *result = scalar_of_object(type, dtype, number);
    Py_DECREF(number);
    return result;
}

static PyObject *scalar_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    const la_dtype *dtype = rumpy_scalar_dtype(type);
    if (kwargs != NULL && PyDict_Size(kwargs) > 0) {
        PyErr_Format(PyExc_TypeError, "%s() takes no keyword arguments", dtype->name);
        return NULL;
    }
    Py_ssize_t n = PyTuple_Size(args);
    if (n == 0) {
        rumpy_value zero;
        memset(&zero, 0, sizeof(zero));
        return scalar_of_type(type, dtype, &zero);
    }
    if (n == 2 && dtype->kind == 'c')
        return complex_of_two(type, dtype, PyTuple_GetItem(args, 0), PyTuple_GetItem(args, 1));
    if (n > 1) {
        PyErr_Format(PyExc_TypeError, "%s expected at most 1 argument, got %zd", dtype->name, n);
        return NULL;
    }
    return scalar_of_object(type, dtype, PyTuple_GetItem(args, 0));
}

/* --- hash ------------------------------------------------------------------------------------- */

static Py_hash_t scalar_hash(PyObject *self)
{
    const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(self));
    if (dtype->num == LA_FLOAT64)
        return ((hashfunc)PyType_GetSlot(&PyFloat_Type, Py_tp_hash))(self);
    PyObject *number = rumpy_element_get(dtype, rumpy_scalar_value(self));
    if (number == NULL) return -1;
    if (dtype->kind == 'f' && isnan(PyFloat_AsDouble(number))) {
        Py_DECREF(number);
        return (Py_hash_t)((uintptr_t)self >> 4); /* as Python: NaNs hash by identity */
    }
    Py_hash_t hash = PyObject_Hash(number);
    Py_DECREF(number);
    return hash;
}

/* --- the tree of classes ---------------------------------------------------------------------- */

enum {
    GENERIC,
    NUMBER,
    INTEGER,
    SIGNEDINTEGER,
    UNSIGNEDINTEGER,
    INEXACT,
    FLOATING,
    COMPLEXFLOATING,
    FLEXIBLE,
    CHARACTER,
    NSUPPORTED, /* from here on: NumPy's scalars that have no dtype here */
    OBJECT = NSUPPORTED,
    STR,
    BYTES,
    VOID,
    DATETIME,
    TIMEDELTA,
    LONGDOUBLE,
    CLONGDOUBLE,
    NABSTRACT
};

static const struct {
    const char *name; /* with the package */
    int parent;
    const char *doc;
} abstract_types[NABSTRACT] = {
    {"rumpy.generic", -1, "Base class of all scalars."},
    {"rumpy.number", GENERIC, "Base class of numeric scalars."},
    {"rumpy.integer", NUMBER, "Base class of integer scalars."},
    {"rumpy.signedinteger", INTEGER, "Base class of signed integer scalars."},
    {"rumpy.unsignedinteger", INTEGER, "Base class of unsigned integer scalars."},
    {"rumpy.inexact", NUMBER, "Base class of scalars that round: real and complex."},
    {"rumpy.floating", INEXACT, "Base class of real floating-point scalars."},
    {"rumpy.complexfloating", INEXACT, "Base class of complex scalars."},
    {"rumpy.flexible", GENERIC, "Base class of scalars without a fixed size: there are none."},
    {"rumpy.character", FLEXIBLE, "Base class of strings: there are none."},
    {"rumpy.object_", GENERIC, "For issubdtype() only: keep Python objects in a list."},
    {"rumpy.str_", CHARACTER, "For issubdtype() only: use Python's str."},
    {"rumpy.bytes_", CHARACTER, "For issubdtype() only: use Python's bytes."},
    {"rumpy.void", FLEXIBLE, "For issubdtype() only: use an array for each field."},
    {"rumpy.datetime64", GENERIC, "For issubdtype() only: use Python's datetime, or int64."},
    {"rumpy.timedelta64", SIGNEDINTEGER,
     "For issubdtype() only: use Python's timedelta, or int64."},
    {"rumpy.longdouble", FLOATING, "For issubdtype() only: use float64."},
    {"rumpy.clongdouble", COMPLEXFLOATING, "For issubdtype() only: use complex128."},
};

static PyTypeObject *abstract[NABSTRACT];

static PyObject *abstract_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    (void)args;
    (void)kwargs;
    for (int i = NSUPPORTED; i < NABSTRACT; i++) {
        if (!PyType_IsSubtype(type, abstract[i])) continue;
        const char *advice = strchr(abstract_types[i].doc, ':');
        PyErr_Format(PyExc_TypeError, "%s is not supported%s", abstract_types[i].name, advice);
        return NULL;
    }
    PyObject *name = PyObject_GetAttrString((PyObject *)type, "__name__");
    if (name != NULL) PyErr_Format(PyExc_TypeError, "cannot create 'rumpy.%U' instances", name);
    Py_XDECREF(name);
    return NULL;
}

#define MAX_SLOTS 64

/* Appends slots up to the terminator. */
static int add_slots(PyType_Slot *slots, int n, const PyType_Slot *more)
{
    for (; more->slot != 0 && n < MAX_SLOTS - 1; more++)
        slots[n++] = *more;
    return n;
}

static const PyType_Slot generic_slots[] = {
    {Py_tp_dealloc, scalar_dealloc},
    {Py_tp_hash, scalar_hash},
    {Py_tp_methods, rumpy_generic_methods},
    {Py_tp_getset, rumpy_generic_getset},
    {Py_mp_subscript, rumpy_scalar_subscript},
    {Py_bf_getbuffer, rumpy_scalar_getbuffer},
    {0, NULL},
};

static const PyType_Slot number_slots[] = {
    {Py_tp_methods, rumpy_number_methods},
    {0, NULL},
};

static const PyType_Slot integer_slots[] = {
    {Py_nb_index, rumpy_scalar_index},
    {Py_tp_methods, rumpy_integer_methods},
    {Py_tp_getset, rumpy_integer_getset},
    {0, NULL},
};

static const PyType_Slot floating_slots[] = {
    {Py_tp_methods, rumpy_floating_methods},
    {0, NULL},
};

static const PyType_Slot complexfloating_slots[] = {
    {Py_tp_methods, rumpy_complexfloating_methods},
    {0, NULL},
};

static bool make_abstract(int which)
{
    PyType_Slot slots[MAX_SLOTS];
    int n = 0;
    slots[n++] = (PyType_Slot){Py_tp_doc, (void *)abstract_types[which].doc};
    slots[n++] = (PyType_Slot){Py_tp_new, abstract_new};
    switch (which) {
    case GENERIC:
        n = add_slots(slots, n, generic_slots);
        n = add_slots(slots, n, rumpy_scalar_number_slots);
        n = add_slots(slots, n, rumpy_scalar_text_slots);
        break;
    case NUMBER: n = add_slots(slots, n, number_slots); break;
    case INTEGER: n = add_slots(slots, n, integer_slots); break;
    case FLOATING: n = add_slots(slots, n, floating_slots); break;
    case COMPLEXFLOATING: n = add_slots(slots, n, complexfloating_slots); break;
    default: break;
    }
    slots[n] = (PyType_Slot){0, NULL};
    PyType_Spec spec = {
        .name = abstract_types[which].name,
        .basicsize = (int)sizeof(PyObject),
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
        .slots = slots,
    };
    int parent = abstract_types[which].parent;
    abstract[which] = (PyTypeObject *)PyType_FromSpecWithBases(
        &spec, parent >= 0 ? (PyObject *)abstract[parent] : NULL);
    return abstract[which] != NULL;
}

static const struct {
    const char *name, *doc;
} scalar_names[LA_NTYPES] = {
    [LA_BOOL] = {"rumpy.bool", "Boolean: True or False, in one byte."},
    [LA_INT8] = {"rumpy.int8", "Signed integer of 8 bits: -128 to 127."},
    [LA_UINT8] = {"rumpy.uint8", "Unsigned integer of 8 bits: 0 to 255."},
    [LA_INT16] = {"rumpy.int16", "Signed integer of 16 bits: -32768 to 32767."},
    [LA_UINT16] = {"rumpy.uint16", "Unsigned integer of 16 bits: 0 to 65535."},
    [LA_INT32] = {"rumpy.int32", "Signed integer of 32 bits: -2147483648 to 2147483647."},
    [LA_UINT32] = {"rumpy.uint32", "Unsigned integer of 32 bits: 0 to 4294967295."},
    [LA_INT64] = {"rumpy.int64",
                  "Signed integer of 64 bits: -9223372036854775808 to 9223372036854775807."},
    [LA_UINT64] = {"rumpy.uint64", "Unsigned integer of 64 bits: 0 to 18446744073709551615."},
    [LA_FLOAT16] = {"rumpy.float16", "Real number of 16 bits: 11 of precision, IEEE 754 half."},
    [LA_FLOAT32] = {"rumpy.float32", "Real number of 32 bits: 24 of precision, IEEE 754 single."},
    [LA_FLOAT64] = {"rumpy.float64", "Real number of 64 bits, as Python's float, whose subclass it "
                                     "is."},
    [LA_COMPLEX64] = {"rumpy.complex64", "Complex number made of two float32."},
    [LA_COMPLEX128] = {"rumpy.complex128", "Complex number made of two float64, as Python's "
                                           "complex, whose subclass it is."},
};

static PyTypeObject *parent_of(const la_dtype *dtype)
{
    switch (dtype->kind) {
    case 'b': return abstract[GENERIC];
    case 'i': return abstract[SIGNEDINTEGER];
    case 'u': return abstract[UNSIGNEDINTEGER];
    case 'f': return abstract[FLOATING];
    default: return abstract[COMPLEXFLOATING];
    }
}

/* Python's class below which the scalar class lies too, or NULL. */
static PyTypeObject *python_parent_of(const la_dtype *dtype)
{
    if (dtype->num == LA_FLOAT64) return &PyFloat_Type;
    if (dtype->num == LA_COMPLEX128) return &PyComplex_Type;
    return NULL;
}

static bool make_scalar_type(const la_dtype *dtype)
{
    /* The slots that NumPy's classes have before Python's float and complex are repeated here. */
    PyType_Slot slots[MAX_SLOTS];
    int n = 0;
    slots[n++] = (PyType_Slot){Py_tp_doc, (void *)scalar_names[dtype->num].doc};
    slots[n++] = (PyType_Slot){Py_tp_new, scalar_new};
    slots[n++] = (PyType_Slot){Py_tp_dealloc, scalar_dealloc};
    slots[n++] = (PyType_Slot){Py_tp_hash, scalar_hash};
    n = add_slots(slots, n, rumpy_scalar_number_slots);
    n = add_slots(slots, n, rumpy_scalar_text_slots);
    slots[n] = (PyType_Slot){0, NULL};

    size_t size = offsetof(rumpy_scalar, value) + (size_t)dtype->itemsize;
    size = (size + sizeof(void *) - 1) / sizeof(void *) * sizeof(void *);
    PyTypeObject *python = python_parent_of(dtype);
    PyObject *bases = python != NULL ? PyTuple_Pack(2, parent_of(dtype), python)
                                     : PyTuple_Pack(1, parent_of(dtype));
    if (bases == NULL) return false;
    PyType_Spec spec = {
        .name = scalar_names[dtype->num].name,
        .basicsize = (int)size,
        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
        .slots = slots,
    };
    rumpy_scalar_types[dtype->num] = (PyTypeObject *)PyType_FromSpecWithBases(&spec, bases);
    Py_DECREF(bases);
    PyTypeObject *type = rumpy_scalar_types[dtype->num];
    if (type == NULL) return false;
    size_t slot = type_slot(type);
    if (type_slots[slot].type == NULL) {
        type_slots[slot].type = type;
        type_slots[slot].dtype = dtype;
    }
    return true;
}

/* Whether Python's float and complex keep their values where rumpy_scalar does. */
static bool check_layout(void)
{
    bool ok = false;
    PyObject *real = PyFloat_FromDouble(1.5), *number = PyComplex_FromDoubles(2.5, -3.5);
    PyObject *size = PyObject_GetAttrString((PyObject *)&PyFloat_Type, "__basicsize__");
    PyObject *complex_size = PyObject_GetAttrString((PyObject *)&PyComplex_Type, "__basicsize__");
    if (real != NULL && number != NULL && size != NULL && complex_size != NULL) {
        size_t offset = offsetof(rumpy_scalar, value);
        ok = PyLong_AsSize_t(size) == offset + sizeof(double) &&
             PyLong_AsSize_t(complex_size) == offset + sizeof(la_complex128) &&
             rumpy_scalar_value(real)->f64 == 1.5 && rumpy_scalar_value(number)->c128.real == 2.5 &&
             rumpy_scalar_value(number)->c128.imag == -3.5;
        if (!ok)
            PyErr_SetString(PyExc_ImportError, "rumpy doesn't know how this Python lays out its "
                                               "float objects");
    }
    Py_XDECREF(real);
    Py_XDECREF(number);
    Py_XDECREF(size);
    Py_XDECREF(complex_size);
    return ok;
}

static PyObject *make_bool(bool value)
{
    PyObject *self = PyType_GenericAlloc(rumpy_scalar_types[LA_BOOL], 0);
    if (self != NULL) rumpy_scalar_value(self)->b = value;
    return self;
}

#define C_LONG  (sizeof(long) == 8 ? LA_INT64 : LA_INT32)
#define C_ULONG (sizeof(long) == 8 ? LA_UINT64 : LA_UINT32)
#define C_UINTP (LA_INTP == LA_INT64 ? LA_UINT64 : LA_UINT32)

static const struct {
    const char *name;
    la_type type;
} scalar_aliases[] = {
    {"bool_", LA_BOOL},        {"byte", LA_INT8},          {"ubyte", LA_UINT8},
    {"short", LA_INT16},       {"ushort", LA_UINT16},      {"intc", LA_INT32},
    {"uintc", LA_UINT32},      {"int_", LA_INTP},          {"uint", C_UINTP},
    {"intp", LA_INTP},         {"uintp", C_UINTP},         {"long", C_LONG},
    {"ulong", C_ULONG},        {"longlong", LA_INT64},     {"ulonglong", LA_UINT64},
    {"half", LA_FLOAT16},      {"single", LA_FLOAT32},     {"double", LA_FLOAT64},
    {"csingle", LA_COMPLEX64}, {"cdouble", LA_COMPLEX128},
};

static bool add_type(PyObject *module, const char *name, PyTypeObject *type)
{
    return PyModule_AddObjectRef(module, name, (PyObject *)type) == 0;
}

bool rumpy_scalar_init(PyObject *module)
{
    if (!check_layout()) return false;
    for (int i = 0; i < NABSTRACT; i++) {
        if (!make_abstract(i) ||
            !add_type(module, strchr(abstract_types[i].name, '.') + 1, abstract[i]))
            return false;
    }
    rumpy_generic_type = abstract[GENERIC];
    for (int i = 0; i < LA_NTYPES; i++) {
        if (!make_scalar_type(&la_dtypes[i]) ||
            !add_type(module, la_dtypes[i].name, rumpy_scalar_types[i]))
            return false;
    }
    for (size_t i = 0; i < sizeof(scalar_aliases) / sizeof(*scalar_aliases); i++)
        if (!add_type(module, scalar_aliases[i].name, rumpy_scalar_types[scalar_aliases[i].type]))
            return false;
    true_scalar = make_bool(true);
    false_scalar = make_bool(false);
    return true_scalar != NULL && false_scalar != NULL &&
           PyModule_AddObjectRef(module, "True_", true_scalar) == 0 &&
           PyModule_AddObjectRef(module, "False_", false_scalar) == 0 &&
           rumpy_scalar_forward_init(rumpy_generic_type) && rumpy_operators_init();
}
