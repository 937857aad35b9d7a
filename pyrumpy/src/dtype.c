/* dtype objects: one per row of libarray's table of element types, and what can name them. */
#include "rumpy.h"

#include <stdlib.h>
#include <string.h>

/* A dtype of swapped bytes ('>f8') tells how data elsewhere is laid out; no array has it. */
typedef struct dtype_object {
    PyObject_HEAD
    const la_dtype *dtype;
    bool swapped;
} dtype_object;

PyTypeObject *rumpy_dtype_type;
static PyTypeObject *classes[LA_NTYPES];      /* np.dtypes.Float64DType ... */
static PyObject *dtype_objects[2][LA_NTYPES]; /* native, swapped */

static PyObject *object_of(const la_dtype *dtype, bool swapped)
{
    PyObject *object = dtype_objects[swapped && dtype->itemsize > 1][dtype->num];
    Py_INCREF(object);
    return object;
}

PyObject *rumpy_dtype_object(const la_dtype *dtype)
{
    return object_of(dtype, false);
}

static bool is_dtype(PyObject *obj)
{
    return PyObject_TypeCheck(obj, rumpy_dtype_type);
}

static const la_dtype *dtype_of(PyObject *self)
{
    return ((dtype_object *)self)->dtype;
}

static bool is_swapped(PyObject *self)
{
    return ((dtype_object *)self)->swapped;
}

/* What reading an object finds. */
typedef struct found {
    const la_dtype *dtype; /* NULL: nothing */
    bool swapped;
} found;

static const found nothing = {NULL, false};

static found native(const la_dtype *dtype)
{
    return (found){dtype, false};
}

/* --- names ------------------------------------------------------------------------------------ */

#define C_LONG  (sizeof(long) == 8 ? LA_INT64 : LA_INT32)
#define C_ULONG (sizeof(long) == 8 ? LA_UINT64 : LA_UINT32)
#define C_UINTP (LA_INTP == LA_INT64 ? LA_UINT64 : LA_UINT32)

/* What a type is called besides its own name, code and str. */
static const struct {
    const char *name;
    la_type type;
} dtype_aliases[] = {
    {"bool_", LA_BOOL},
    {"byte", LA_INT8},
    {"ubyte", LA_UINT8},
    {"short", LA_INT16},
    {"ushort", LA_UINT16},
    {"intc", LA_INT32},
    {"uintc", LA_UINT32},
    {"int", LA_INTP},
    {"int_", LA_INTP},
    {"uint", C_UINTP},
    {"intp", LA_INTP},
    {"uintp", C_UINTP},
    {"long", C_LONG},
    {"ulong", C_ULONG},
    {"longlong", LA_INT64},
    {"ulonglong", LA_UINT64},
    {"half", LA_FLOAT16},
    {"single", LA_FLOAT32},
    {"double", LA_FLOAT64},
    {"float", LA_FLOAT64},
    {"csingle", LA_COMPLEX64},
    {"cdouble", LA_COMPLEX128},
    {"complex", LA_COMPLEX128},
    {"i", LA_INT32},
    {"I", LA_UINT32},
    {"l", C_LONG},
    {"L", C_ULONG},
    {"q", LA_INT64},
    {"Q", LA_UINT64},
    {"p", LA_INTP},
    {"P", C_UINTP},
    {"n", LA_INTP},
    {"N", C_UINTP},
};

/* Types of NumPy that have no row here, by the names and one-letter codes that mean them. */
static const struct {
    const char *name, *codes;
} dtype_foreign[] = {
    {"object", "O"},     {"str", "U"},         {"bytes", "Sac"},    {"void", "V"},
    {"datetime64", "M"}, {"timedelta64", "m"}, {"longdouble", "g"}, {"clongdouble", "G"},
    {"object_", NULL},   {"str_", NULL},       {"bytes_", NULL},    {"unicode", NULL},
    {"float128", NULL},  {"complex256", NULL}, {"float96", NULL},   {"complex192", NULL},
    {"string", NULL},
};

static const la_dtype *unsupported(const char *name)
{
    PyErr_Format(PyExc_TypeError,
                 "dtype '%s' is not supported: rumpy has boolean, integer, real and complex "
                 "numbers ('bool', 'int8' ... 'uint64', 'float16' ... 'float64', 'complex64', "
                 "'complex128'); convert the data to one of these first",
                 name);
    return NULL;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The row of "f4", "i8", "b1", ...: a kind and a size, which NumPy reads as C does, "u02", too.
 * NULL, without an exception, if none is. */
static const la_dtype *find_kind_and_size(const char *text)
{
    char *end = NULL;
    const long size = text[0] != '\0' ? strtol(text + 1, &end, 10) : 0;
    if (size <= 0 || *end != '\0') return NULL;
    for (int i = 0; i < LA_NTYPES; i++)
        if (la_dtypes[i].str[1] == text[0] && la_dtypes[i].itemsize == size) return &la_dtypes[i];
    return NULL;
}

static const la_dtype *find_name(const char *text)
{
    for (int i = 0; i < LA_NTYPES; i++)
        if (strcmp(text, la_dtypes[i].name) == 0) return &la_dtypes[i];
    for (size_t i = 0; i < sizeof(dtype_aliases) / sizeof(*dtype_aliases); i++)
        if (strcmp(text, dtype_aliases[i].name) == 0) return la_dtype_of(dtype_aliases[i].type);
    for (int i = 0; i < LA_NTYPES; i++)
        if (text[0] == la_dtypes[i].code && text[1] == '\0') return &la_dtypes[i];
    return NULL;
}

/* Whether the text names a type of NumPy that this library lacks. */
static bool is_foreign(const char *text)
{
    size_t digits = 1;
    while (is_digit(text[digits]))
        digits++;
    for (size_t i = 0; i < sizeof(dtype_foreign) / sizeof(*dtype_foreign); i++) {
        if (strcmp(text, dtype_foreign[i].name) == 0) return true;
        const char *codes = dtype_foreign[i].codes;
        if (codes == NULL || strchr(codes, text[0]) == NULL) continue;
        if (text[digits] == '\0') return true;                         /* U, U10 */
        if (strchr("mM", text[0]) && text[digits] == '[') return true; /* M8[ns] */
    }
    return strncmp(text, "datetime64[", 11) == 0 || strncmp(text, "timedelta64[", 12) == 0 ||
           strcmp(text, "f12") == 0 || strcmp(text, "f16") == 0 || strcmp(text, "c24") == 0 ||
           strcmp(text, "c32") == 0 || strchr(text, ',') != NULL;
}

/* The type a string names. TypeError otherwise. */
static found from_text(const char *text)
{
    const la_dtype *row = NULL;
    char order = text[0];
    const char *rest = text;
    if (order != '\0' && strchr("<>=|", order)) {
        rest = text + 1;
        row = find_kind_and_size(rest);
        if (row == NULL && rest[0] != '\0' && rest[1] == '\0') row = find_name(rest);
    } else {
        row = find_name(text);
        if (row == NULL) row = find_kind_and_size(text);
    }
    if (row != NULL) return (found){row, order == '>' && row->itemsize > 1};
    if (rest[0] != '\0' && is_foreign(rest)) return native(unsupported(text));
    PyErr_Format(PyExc_TypeError, "data type '%s' not understood", text);
    return nothing;
}

static found from_unicode(PyObject *obj)
{
    Py_ssize_t length;
    const char *text = PyUnicode_AsUTF8AndSize(obj, &length);
    if (text == NULL) {
        if (rumpy_clear(PyExc_UnicodeError)) /* lone surrogates */
            PyErr_Format(PyExc_TypeError, "data type %R not understood", obj);
        return nothing;
    }
    if ((size_t)length != strlen(text)) {
        PyErr_Format(PyExc_TypeError, "data type %R not understood", obj);
        return nothing;
    }
    return from_text(text);
}

/* --- types ------------------------------------------------------------------------------------ */

/* The row whose scalar type this is, or from which it inherits. */
static const la_dtype *from_scalar_type(PyTypeObject *type)
{
    for (int i = 0; i < LA_NTYPES; i++)
        if (type == rumpy_scalar_types[i]) return &la_dtypes[i];
    for (int i = 0; i < LA_NTYPES; i++)
        if (PyType_IsSubtype(type, rumpy_scalar_types[i])) return &la_dtypes[i];
    return NULL;
}

/* The name of a type with its module: "numpy.float32". */
static PyObject *qualified_name(PyObject *type)
{
    PyObject *module = PyObject_GetAttrString(type, "__module__");
    PyObject *name = PyObject_GetAttrString(type, "__name__");
    PyObject *full = NULL;
    if (module != NULL && name != NULL) full = PyUnicode_FromFormat("%S.%S", module, name);
    Py_XDECREF(module);
    Py_XDECREF(name);
    if (full == NULL) PyErr_Clear();
    return full;
}

static const la_dtype *abstract_type(const char *name)
{
    if (is_foreign(name)) return unsupported(name);
    if (strcmp(name, "flexible") == 0 || strcmp(name, "character") == 0)
        return unsupported(name); /* void and bytes in NumPy */
    /* NumPy's three messages differ in more than the name. */
    if (strcmp(name, "generic") == 0)
        PyErr_SetString(PyExc_TypeError, "Converting `np.generic` to a dtype is not allowed.");
    else if (strcmp(name, "floating") == 0 || strcmp(name, "inexact") == 0)
        PyErr_SetString(PyExc_TypeError,
                        "Converting `np.inexact` or `np.floating` to a dtype not allowed");
    else if (strcmp(name, "complexfloating") == 0)
        PyErr_SetString(PyExc_TypeError,
                        "Converting `np.complexfloating` to a dtype is not allowed");
    else if (strcmp(name, "unsignedinteger") == 0)
        PyErr_SetString(PyExc_TypeError,
                        "Converting 'np.unsignedinteger' to a dtype is not allowed");
    else if (strcmp(name, "number") == 0)
        PyErr_SetString(PyExc_TypeError, "Converting `np.inexact` or `np.floating` to a dtype not "
                                         "allowed");
    else
        PyErr_SetString(PyExc_TypeError, "Converting 'np.integer' or 'np.signedinteger' to a dtype "
                                         "is not allowed");
    return NULL;
}

/* The row a class stands for; `known` becomes false where it stands for none (NULL, no error). */
static const la_dtype *from_type(PyObject *obj, bool *known)
{
    PyTypeObject *type = (PyTypeObject *)obj;
    *known = true;
    const la_dtype *found = from_scalar_type(type);
    if (found != NULL) return found;
    if (type == &PyFloat_Type) return la_dtype_of(LA_FLOAT64);
    if (type == &PyLong_Type) return la_dtype_of(LA_INTP);
    if (type == &PyBool_Type) return la_dtype_of(LA_BOOL);
    if (type == &PyComplex_Type) return la_dtype_of(LA_COMPLEX128);
    if (type == &PyUnicode_Type) return unsupported("str");
    if (type == &PyBytes_Type) return unsupported("bytes");
    if (type == &PyBaseObject_Type) return unsupported("object");
    if (type == &PyMemoryView_Type) return unsupported("void");

    PyObject *name = qualified_name(obj);
    if (name != NULL) {
        const char *text = PyUnicode_AsUTF8AndSize(name, NULL);
        if (text == NULL) PyErr_Clear();
        if (text != NULL && PyType_IsSubtype(type, rumpy_generic_type)) {
            const char *dot = strrchr(text, '.');
            abstract_type(dot ? dot + 1 : text);
            Py_DECREF(name);
            return NULL;
        }
        if (text != NULL && strncmp(text, "numpy.", 6) == 0) { /* NumPy's own scalar types */
            found = find_name(text + 6);
            if (found == NULL && is_foreign(text + 6)) {
                unsupported(text + 6);
                Py_DECREF(name);
                return NULL;
            }
        }
        Py_DECREF(name);
        if (found != NULL) return found;
    }
    *known = false;
    return NULL;
}

/* --- any object ------------------------------------------------------------------------------- */

/* An attribute, or NULL without an AttributeError. */
static PyObject *attribute(PyObject *obj, const char *name)
{
    PyObject *value = PyObject_GetAttrString(obj, name);
    if (value == NULL) rumpy_clear(PyExc_Exception);
    return value;
}

/* Other libraries' dtype objects have NumPy's `str` and `kind`. Nothing, no error, if obj hasn't.
 */
static found from_dtype_like(PyObject *obj)
{
    found result = nothing;
    PyObject *kind = attribute(obj, "kind");
    PyObject *text = kind != NULL ? attribute(obj, "str") : NULL;
    if (text != NULL && PyUnicode_Check(text) && PyUnicode_Check(kind)) {
        PyObject *names = attribute(obj, "names");
        if (names != NULL && names != Py_None)
            unsupported("void (structured)");
        else if (names != NULL || !PyErr_Occurred())
            result = from_unicode(text);
        Py_XDECREF(names);
    }
    Py_XDECREF(kind);
    Py_XDECREF(text);
    return result;
}

static found read_dtype(PyObject *obj)
{
    if (is_dtype(obj)) return (found){dtype_of(obj), is_swapped(obj)};
    if (PyType_Check(obj)) {
        bool known;
        const la_dtype *row = from_type(obj, &known);
        if (known) return native(row);
    } else if (PyUnicode_Check(obj)) {
        return from_unicode(obj);
    } else if (obj == Py_None) {
        return native(la_dtype_of(LA_FLOAT64));
    } else if (PyBytes_Check(obj)) {
        char *text;
        if (PyBytes_AsStringAndSize(obj, &text, NULL) < 0) {
            if (rumpy_clear(PyExc_ValueError)) /* a zero byte */
                PyErr_Format(PyExc_TypeError, "data type %R not understood", obj);
            return nothing;
        }
        return from_text(text);
    }

    if (rumpy_is_ndarray(obj)) {
        PyErr_SetString(PyExc_TypeError, "Cannot construct a dtype from an array");
        return nothing;
    }
    found result = from_dtype_like(obj);
    if (result.dtype != NULL || PyErr_Occurred()) return result;

    PyObject *inner = attribute(obj, "dtype");
    if (inner == NULL && PyErr_Occurred()) return nothing;
    if (inner != NULL) {
        if (is_dtype(inner))
            result = (found){dtype_of(inner), is_swapped(inner)};
        else if (!PyType_Check(inner) && inner != obj)
            result = from_dtype_like(inner);
        Py_DECREF(inner);
        if (result.dtype != NULL || PyErr_Occurred()) return result;
    }
    if (PyType_Check(obj)) return native(unsupported("object")); /* as any other class in NumPy */
    if (PyTuple_Check(obj) || PyList_Check(obj) || PyDict_Check(obj))
        return native(unsupported("void (structured)"));
    PyErr_Format(PyExc_TypeError, "Cannot interpret '%S' as a data type", obj);
    return nothing;
}

const la_dtype *rumpy_dtype_read(PyObject *obj, bool *swapped)
{
    const found result = read_dtype(obj);
    *swapped = result.swapped;
    return result.dtype;
}

const la_dtype *rumpy_dtype_from(PyObject *obj)
{
    const found result = read_dtype(obj);
    if (!result.swapped) return result.dtype;
    PyErr_Format(
        PyExc_TypeError,
        "dtype '>%s' is not supported for arrays: rumpy's are in the machine's byte order; "
        "np.frombuffer and np.fromfile swap the bytes of what they read, .byteswap() does "
        "so before writing",
        result.dtype->str + 1);
    return NULL;
}

bool rumpy_parse_dtype(PyObject *obj, const la_dtype **dtype)
{
    if (obj == NULL || obj == Py_None) return true;
    const la_dtype *result = rumpy_dtype_from(obj);
    if (result == NULL) return false;
    *dtype = result;
    return true;
}

/* --- the type --------------------------------------------------------------------------------- */

static PyObject *dtype_new(PyTypeObject *type, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"dtype", "align", "copy", "metadata", NULL};
    for (int i = 0; i < LA_NTYPES; i++) { /* np.dtypes.Float64DType() */
        if (type != classes[i]) continue;
        if (PyTuple_Size(args) == 0 && (kwargs == NULL || PyDict_Size(kwargs) == 0))
            return rumpy_dtype_object(&la_dtypes[i]);
        PyErr_Format(PyExc_TypeError, "the class of dtype('%s') takes no arguments",
                     la_dtypes[i].name);
        return NULL;
    }
    PyObject *obj, *metadata = NULL;
    int align = 0, copy = 0; /* accepted for NumPy's sake: there is nothing to align or copy */
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|ppO!:dtype", names, &obj, &align, &copy,
                                     &PyDict_Type, &metadata))
        return NULL;
    if (metadata != NULL && PyDict_Size(metadata) > 0) {
        PyErr_SetString(PyExc_TypeError, "dtype metadata is not supported: keep it beside the "
                                         "array");
        return NULL;
    }
    const found result = read_dtype(obj);
    return result.dtype != NULL ? object_of(result.dtype, result.swapped) : NULL;
}

static PyObject *get_str(PyObject *self, void *closure)
{
    (void)closure;
    const la_dtype *dtype = dtype_of(self);
    if (is_swapped(self)) return PyUnicode_FromFormat(">%s", dtype->str + 1);
    return PyUnicode_FromString(dtype->str);
}

static PyObject *dtype_str(PyObject *self)
{
    return is_swapped(self) ? get_str(self, NULL) : PyUnicode_FromString(dtype_of(self)->name);
}

static PyObject *dtype_repr(PyObject *self)
{
    PyObject *text = dtype_str(self);
    PyObject *result = text != NULL ? PyUnicode_FromFormat("dtype('%U')", text) : NULL;
    Py_XDECREF(text);
    return result;
}

static Py_hash_t dtype_hash(PyObject *self)
{
    return 0x64747970 + 7919 * (Py_hash_t)(dtype_of(self)->num + (is_swapped(self) ? 64 : 0));
}

static PyObject *dtype_richcompare(PyObject *self, PyObject *other, int op)
{
    const found a = {dtype_of(self), is_swapped(self)}, b = read_dtype(other);
    if (b.dtype == NULL) {
        if (!rumpy_clear(PyExc_TypeError)) return NULL;
        Py_RETURN_NOTIMPLEMENTED;
    }
    const bool equal = a.dtype == b.dtype && a.swapped == b.swapped;
    bool result;
    switch (op) {
    case Py_EQ: result = equal; break;
    case Py_NE: result = !equal; break;
    case Py_LT: result = !equal && la_can_cast(a.dtype, b.dtype, LA_CASTING_SAFE); break;
    case Py_LE: result = la_can_cast(a.dtype, b.dtype, LA_CASTING_SAFE); break;
    case Py_GT: result = !equal && la_can_cast(b.dtype, a.dtype, LA_CASTING_SAFE); break;
    default: result = la_can_cast(b.dtype, a.dtype, LA_CASTING_SAFE); break;
    }
    return PyBool_FromLong(result);
}

static Py_ssize_t dtype_length(PyObject *self)
{
    (void)self;
    return 0; /* the number of fields */
}

static PyObject *dtype_subscript(PyObject *self, PyObject *key)
{
    (void)key;
    PyErr_Format(PyExc_KeyError, "There are no fields in dtype %s.", dtype_of(self)->name);
    return NULL;
}

/* What numpy.dtype(self) asks for: pandas and others hand dtypes of arrays on to NumPy. */
static PyObject *get_numpy_dtype(PyObject *self, void *unused)
{
    (void)unused;
    PyObject *numpy = PyImport_ImportModule("numpy");
    PyObject *result =
        numpy != NULL ? PyObject_CallMethod(numpy, "dtype", "s", dtype_of(self)->str) : NULL;
    Py_XDECREF(numpy);
    return result;
}

static int dtype_bool(PyObject *self)
{
    (void)self;
    return 1; /* although len() is 0 */
}

static PyObject *dtype_reduce(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    PyObject *text = get_str(self, NULL);
    return text != NULL ? Py_BuildValue("O(NOO)", rumpy_dtype_type, text, Py_False, Py_True) : NULL;
}

static PyObject *dtype_copy(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    Py_INCREF(self);
    return self;
}

static PyObject *dtype_newbyteorder(PyObject *self, PyObject *args)
{
    const char *order = "S";
    if (!PyArg_ParseTuple(args, "|s:newbyteorder", &order)) return NULL;
    const char c = order[0];
    if (c == '\0' || !strchr("SsLl<BbGg>Nn=Ii|", c)) {
        PyErr_Format(PyExc_ValueError, "byteorder not recognized (got '%s')", order);
        return NULL;
    }
    bool swapped = strchr("Bb>", c) != NULL;
    if (strchr("Ss", c)) swapped = !is_swapped(self);
    if (strchr("Ii|", c)) swapped = is_swapped(self);
    return object_of(dtype_of(self), swapped);
}

/* --- attributes ------------------------------------------------------------------------------- */

static PyObject *get_name(PyObject *self, void *closure)
{
    (void)closure;
    return PyUnicode_FromString(dtype_of(self)->name);
}

static PyObject *get_kind(PyObject *self, void *closure)
{
    (void)closure;
    return PyUnicode_FromStringAndSize(&dtype_of(self)->kind, 1);
}

static PyObject *get_char(PyObject *self, void *closure)
{
    (void)closure;
    return PyUnicode_FromStringAndSize(&dtype_of(self)->code, 1);
}

/* NumPy's type numbers are the positions of the codes; float16 came later. */
static PyObject *get_num(PyObject *self, void *closure)
{
    (void)closure;
    static const char codes[] = "?bBhHiIlLqQfdgFDG";
    const char *found = strchr(codes, dtype_of(self)->code);
    return PyLong_FromLong(found != NULL ? (long)(found - codes) : 23);
}

static PyObject *get_itemsize(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(dtype_of(self)->itemsize);
}

static PyObject *get_alignment(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(dtype_of(self)->alignment);
}

static PyObject *get_byteorder(PyObject *self, void *closure)
{
    (void)closure;
    return PyUnicode_FromString(dtype_of(self)->itemsize == 1 ? "|" : is_swapped(self) ? ">" : "=");
}

static PyObject *get_type(PyObject *self, void *closure)
{
    (void)closure;
    PyObject *type = (PyObject *)rumpy_scalar_types[dtype_of(self)->num];
    Py_INCREF(type);
    return type;
}

static PyObject *get_descr(PyObject *self, void *closure)
{
    (void)closure;
    return Py_BuildValue("[(sN)]", "", get_str(self, NULL));
}

static PyObject *get_isnative(PyObject *self, void *closure)
{
    (void)closure;
    return PyBool_FromLong(!is_swapped(self));
}

static PyObject *get_isbuiltin(PyObject *self, void *closure)
{
    (void)closure;
    return PyLong_FromLong(!is_swapped(self));
}

/* What is the same for every type: the closure says what. */
static PyObject *get_constant(PyObject *self, void *closure)
{
    switch (*(const char *)closure) {
    case 'F': Py_RETURN_FALSE;
    case '0': return PyLong_FromLong(0);
    case '(': return PyTuple_New(0);
    case 's': Py_INCREF(self); return self;
    default: Py_RETURN_NONE;
    }
}

static PyGetSetDef dtype_getset[] = {
    {"name", get_name, NULL, "The type's name: 'float32'.", NULL},
    {"str", get_str, NULL, "Byte order, kind and size: '<f4'.", NULL},
    {"kind", get_kind, NULL, "One of 'b', 'i', 'u', 'f' and 'c'.", NULL},
    {"char", get_char, NULL, "The one-letter code.", NULL},
    {"num", get_num, NULL, "NumPy's number of the type.", NULL},
    {"itemsize", get_itemsize, NULL, "Bytes in an element.", NULL},
    {"alignment", get_alignment, NULL, "Alignment of an element, in bytes.", NULL},
    {"byteorder", get_byteorder, NULL, "'=' (the machine's), '>', '|' where it doesn't apply.",
     NULL},
    {"type", get_type, NULL, "The class of the type's scalars.", NULL},
    {"descr", get_descr, NULL, "The description of the array interface.", NULL},
    {"__numpy_dtype__", get_numpy_dtype, NULL, "NumPy's dtype, where NumPy is installed.", NULL},
    {"isnative", get_isnative, NULL, "Whether elements are in the machine's byte order.", NULL},
    {"hasobject", get_constant, NULL, "Whether elements are Python objects: never.", "F"},
    {"isalignedstruct", get_constant, NULL, "Whether it is a structure: never.", "F"},
    {"isbuiltin", get_isbuiltin, NULL, "1; 0 in the other byte order.", NULL},
    {"flags", get_constant, NULL, "0: nothing special.", "0"},
    {"ndim", get_constant, NULL, "Dimensions of a subarray: 0.", "0"},
    {"shape", get_constant, NULL, "Shape of a subarray: ().", "("},
    {"base", get_constant, NULL, "The type itself.", "s"},
    {"fields", get_constant, NULL, "None: there are no fields.", "N"},
    {"names", get_constant, NULL, "None: there are no fields.", "N"},
    {"subdtype", get_constant, NULL, "None: there is no subarray.", "N"},
    {"metadata", get_constant, NULL, "None: there is none.", "N"},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyObject *class_getitem(PyObject *type, PyObject *args)
{
    return rumpy_generic_alias(type, args, 1);
}

static PyMethodDef dtype_methods[] = {
    {"newbyteorder", dtype_newbyteorder, METH_VARARGS,
     "newbyteorder(new_order='S', /)\n--\n\nThe type in another byte order: 'S' swapped, '<', '>', "
     "'=' the machine's.\n\n"
     ">>> import rumpy as np\n>>> np.dtype('f8').newbyteorder('>')\ndtype('>f8')\n"},
    {"__reduce__", dtype_reduce, METH_NOARGS, NULL},
    {"__copy__", dtype_copy, METH_NOARGS, NULL},
    {"__deepcopy__", dtype_copy, METH_O, NULL},
    {"__class_getitem__", class_getitem, METH_O | METH_CLASS, NULL},
    {NULL, NULL, 0, NULL},
};

static void dtype_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyObject_Free(self);
    Py_DECREF(type);
}

static PyType_Slot dtype_slots[] = {
    {Py_tp_doc, "dtype(dtype, align=False, copy=False)\n--\n\n"
                "The type of an array's elements.\n\n"
                ">>> import rumpy as np\n>>> np.dtype('f4')\ndtype('float32')\n"},
    {Py_tp_new, dtype_new},
    {Py_tp_dealloc, dtype_dealloc},
    {Py_tp_repr, dtype_repr},
    {Py_tp_str, dtype_str},
    {Py_tp_hash, dtype_hash},
    {Py_tp_richcompare, dtype_richcompare},
    {Py_tp_getset, dtype_getset},
    {Py_tp_methods, dtype_methods},
    {Py_mp_length, dtype_length},
    {Py_mp_subscript, dtype_subscript},
    {Py_nb_bool, dtype_bool},
    {0, NULL},
};

static PyType_Spec dtype_spec = {
    .name = "rumpy.dtype",
    .basicsize = sizeof(dtype_object),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, /* for the classes of the single dtypes */
    .slots = dtype_slots,
};

/* The class of one type's dtypes: np.dtypes.Float64DType. */
static bool make_class(const la_dtype *dtype)
{
    char name[40] = "rumpy.dtypes.";
    char *start = name + strlen(name);
    strcat(strcat(start, dtype->name), "DType");
    start[0] = (char)(start[0] - 'a' + 'A');
    if (dtype->kind == 'u') start[1] = 'I'; /* UInt8DType */
    PyType_Slot slots[] = {{Py_tp_doc, "The class of one type's dtype objects."}, {0, NULL}};
    PyType_Spec spec = {.name = name,
                        .basicsize = sizeof(dtype_object),
                        .flags = Py_TPFLAGS_DEFAULT,
                        .slots = slots};
    PyTypeObject *made =
        (PyTypeObject *)PyType_FromSpecWithBases(&spec, (PyObject *)rumpy_dtype_type);
    if (made == NULL) return false;
    classes[dtype->num] = made;
    for (int swapped = 0; swapped < 2; swapped++) {
        dtype_object *object = (dtype_object *)PyType_GenericAlloc(made, 0);
        if (object == NULL) return false;
        object->dtype = dtype;
        object->swapped = swapped;
        dtype_objects[swapped][dtype->num] = (PyObject *)object;
    }
    return PyObject_SetAttrString((PyObject *)made, "type",
                                  (PyObject *)rumpy_scalar_types[dtype->num]) == 0;
}

/* --- result_type, promote_types, can_cast ----------------------------------------------------- */

/* What an argument of result_type says of its type. */
static bool typing_from(PyObject *obj, la_typing *typing)
{
    rumpy_value value;
    const la_dtype *dtype = NULL;
    typing->weak = LA_STRONG;
    if (rumpy_is_ndarray(obj))
        dtype = rumpy_array_of(obj)->dtype;
    else if (!PyType_Check(obj) && !PyUnicode_Check(obj) && !is_dtype(obj))
        dtype = rumpy_scalar_read(obj, &value);
    if (dtype == NULL) {
        if (PyBool_Check(obj))
            dtype = la_dtype_of(LA_BOOL);
        else if (PyLong_CheckExact(obj))
            typing->weak = LA_WEAK_INT;
        else if (PyFloat_CheckExact(obj))
            typing->weak = LA_WEAK_FLOAT;
        else if (PyComplex_CheckExact(obj))
            typing->weak = LA_WEAK_COMPLEX;
        else if ((dtype = rumpy_subclass_read(obj, &value)) == NULL)
            dtype = read_dtype(obj).dtype;
    }
    typing->dtype = dtype;
    return dtype != NULL || typing->weak != LA_STRONG;
}

static PyObject *core_result_type(PyObject *module, PyObject *const *args, Py_ssize_t nargs)
{
    (void)module;
    if (nargs == 0) {
        PyErr_SetString(PyExc_ValueError, "at least one array or dtype is required");
        return NULL;
    }
    la_typing result;
    if (!typing_from(args[0], &result)) return NULL;
    la_typing *typings = PyMem_Malloc((size_t)nargs * sizeof(la_typing));
    if (typings == NULL) return PyErr_NoMemory();
    typings[0] = result;
    for (Py_ssize_t i = 1; i < nargs; i++) {
        if (!typing_from(args[i], &typings[i])) {
            PyMem_Free(typings);
            return NULL;
        }
    }
    const la_dtype *dtype = la_result_type((int)nargs, typings);
    PyMem_Free(typings);
    return rumpy_dtype_object(dtype);
}

static PyObject *core_promote_types(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                                    PyObject *kwnames)
{
    (void)module;
    static const char *const names[] = {"type1", "type2", NULL};
    static const rumpy_signature signature = {"promote_types", names, 2, 2, 2};
    PyObject *values[2];
    if (!rumpy_parse(&signature, args, nargs, kwnames, values)) return NULL;
    const la_dtype *a = read_dtype(values[0]).dtype;
    const la_dtype *b = a != NULL ? read_dtype(values[1]).dtype : NULL;
    return b != NULL ? rumpy_dtype_object(la_promote_types(a, b)) : NULL;
}

static PyObject *core_can_cast(PyObject *module, PyObject *const *args, Py_ssize_t nargs,
                               PyObject *kwnames)
{
    (void)module;
    static const char *const names[] = {"from_", "to", "casting", NULL};
    static const rumpy_signature signature = {"can_cast", names, 0, 3, 2};
    PyObject *values[3];
    la_typing from;
    la_casting casting;
    if (!rumpy_parse(&signature, args, nargs, kwnames, values) ||
        !rumpy_parse_casting(values[2], LA_CASTING_SAFE, &casting) ||
        !typing_from(values[0], &from))
        return NULL;
    const found to = read_dtype(values[1]);
    if (to.dtype == NULL) return NULL;
    if (from.weak != LA_STRONG || PyBool_Check(values[0])) {
        PyErr_SetString(PyExc_TypeError,
                        "can_cast() does not support Python ints, floats, and complex because the "
                        "result used to depend on the value.\nThis change was part of adopting NEP "
                        "50, we may explicitly allow them again in the future.");
        return NULL;
    }
    const bool swaps = to.swapped != (is_dtype(values[0]) && is_swapped(values[0]));
    if (swaps && casting == LA_CASTING_NO) Py_RETURN_FALSE;
    return PyBool_FromLong(la_can_cast(from.dtype, to.dtype, casting));
}

static PyMethodDef dtype_functions[] = {
    {"result_type", (PyCFunction)(void (*)(void))core_result_type, METH_FASTCALL,
     "result_type(*arrays_and_dtypes)\n--\n\n"
     "The dtype that NumPy's promotion rules (NEP 50) give the arguments.\n\n"
     ">>> import rumpy as np\n>>> np.result_type(np.int8, 3.0)\ndtype('float64')\n"},
    {"promote_types", (PyCFunction)(void (*)(void))core_promote_types,
     METH_FASTCALL | METH_KEYWORDS,
     "promote_types(type1, type2, /)\n--\n\n"
     "The smallest dtype to which both can be cast safely.\n\n"
     ">>> import rumpy as np\n>>> np.promote_types('i2', 'u2')\ndtype('int32')\n"},
    {"can_cast", (PyCFunction)(void (*)(void))core_can_cast, METH_FASTCALL | METH_KEYWORDS,
     "can_cast(from_, to, casting='safe')\n--\n\n"
     "Whether a cast between the dtypes is allowed by the rule.\n\n"
     ">>> import rumpy as np\n>>> np.can_cast('f8', 'f4', 'same_kind')\nTrue\n"},
    {NULL, NULL, 0, NULL},
};

bool rumpy_dtype_init(PyObject *module)
{
    rumpy_dtype_type = (PyTypeObject *)PyType_FromSpec(&dtype_spec);
    if (rumpy_dtype_type == NULL) return false;
    for (int i = 0; i < LA_NTYPES; i++)
        if (!make_class(&la_dtypes[i])) return false;
    return PyModule_AddObjectRef(module, "dtype", (PyObject *)rumpy_dtype_type) == 0 &&
           PyModule_AddFunctions(module, dtype_functions) == 0;
}
