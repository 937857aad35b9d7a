/* rumpy.linalg.prepacked: a matrix that `@` takes on one side, its panels packed beforehand. */
#include "ndarray.h"

#include <string.h>

typedef struct prepacked_object {
    PyObject_HEAD
    la_prepacked *packed;
} prepacked_object;

PyTypeObject *rumpy_prepacked_type;

static la_prepacked *packed_of(PyObject *self)
{
    return ((prepacked_object *)self)->packed;
}

static const la_array *array_of(PyObject *self)
{
    return la_prepacked_array(packed_of(self));
}

static const char *side_of(PyObject *self)
{
    return la_prepacked_is_left(packed_of(self)) ? "left" : "right";
}

/* --- life ------------------------------------------------------------------------------------- */

static bool parse_side(PyObject *value, bool *left)
{
    *left = false;
    if (value == NULL) return true;
    if (PyUnicode_Check(value)) {
        *left = PyUnicode_CompareWithASCIIString(value, "left") == 0;
        if (*left || PyUnicode_CompareWithASCIIString(value, "right") == 0) return true;
    }
    PyErr_Format(PyExc_ValueError, "side must be 'left' or 'right', not %R", value);
    return false;
}

static PyObject *new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
    static char *names[] = {"b", "side", NULL};
    PyObject *source, *side = NULL;
    bool left;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "O|O:prepack", names, &source, &side) ||
        !parse_side(side, &left))
        return NULL;
    PyObject *array = rumpy_asarray(source, NULL);
    if (array == NULL) return NULL;
    allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    prepacked_object *self = (prepacked_object *)alloc(type, 0);
    la_status status = LA_OK;
    if (self != NULL) status = la_prepack(&self->packed, rumpy_array_of(array), left);
    Py_DECREF(array);
    if (status == LA_OK) return (PyObject *)self;
    Py_DECREF(self);
    return rumpy_raise(status);
}

static void dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    la_prepacked_free(packed_of(self));
    freefunc free_object = (freefunc)PyType_GetSlot(type, Py_tp_free);
    free_object(self);
    Py_DECREF(type);
}

static PyObject *unpack(PyObject *self, PyObject *unused)
{
    (void)unused;
    la_array array = LA_ARRAY_NULL;
    la_status status = la_prepacked_unpack(&array, packed_of(self));
    return status == LA_OK ? rumpy_ndarray_wrap(&array, NULL) : rumpy_raise(status);
}

static PyObject *reduce(PyObject *self, PyObject *unused)
{
    PyObject *array = unpack(self, unused);
    if (array == NULL) return NULL;
    return Py_BuildValue("O(Ns)", Py_TYPE(self), array, side_of(self));
}

static PyObject *repr(PyObject *self)
{
    const la_array *array = array_of(self);
    return PyUnicode_FromFormat("<prepacked %zd x %zd matrix of %s for the %s of @>",
                                array->shape[0], array->shape[1], array->dtype->name,
                                side_of(self));
}

/* --- products --------------------------------------------------------------------------------- */

/* The array that stands for the operand that isn't the prepacked one: a new reference in *keep, or
 * NULL with an exception set. */
static const la_array *other_operand(PyObject *obj, PyObject **keep)
{
    if (rumpy_is_prepacked(obj)) {
        Py_INCREF(obj);
        *keep = obj;
        return array_of(obj);
    }
    *keep = rumpy_asarray(obj, NULL);
    return *keep != NULL ? rumpy_array_of(*keep) : NULL;
}

PyObject *rumpy_prepacked_matmul(PyObject *a, PyObject *b, PyObject *out, la_casting casting)
{
    bool right = rumpy_is_prepacked(b) && !la_prepacked_is_left(packed_of(b));
    if (!right && !(rumpy_is_prepacked(a) && la_prepacked_is_left(packed_of(a)))) {
        PyObject *self = rumpy_is_prepacked(a) ? a : b;
        return PyErr_Format(PyExc_ValueError,
                            "this matrix is prepacked for the %s of @; prepack it with side='%s', "
                            "or unpack() it",
                            side_of(self), rumpy_is_prepacked(a) ? "left" : "right");
    }
    PyObject *keep;
    const la_array *other = other_operand(right ? a : b, &keep);
    if (other == NULL) return NULL;
    la_array fresh = LA_ARRAY_NULL;
    la_status status = la_matmul_prepacked(out != NULL ? rumpy_array_of(out) : &fresh,
                                           packed_of(right ? b : a), other, casting);
    Py_DECREF(keep);
    if (status != LA_OK) return rumpy_raise(status);
    if (out == NULL) return rumpy_return(&fresh);
    Py_INCREF(out);
    return out;
}

/* Operands as ndarray's own @ takes them: arrays, scalars (which matmul refuses), array-likes. */
static bool is_operand(PyObject *obj)
{
    rumpy_operand operand;
    if (rumpy_is_prepacked(obj) || rumpy_is_ndarray(obj)) return true;
    int ready = rumpy_operand_init(&operand, obj, true);
    if (ready > 0) rumpy_operand_clear(&operand);
    PyErr_Clear();
    return ready != 0;
}

static PyObject *matrix_multiply(PyObject *a, PyObject *b)
{
    if (!is_operand(rumpy_is_prepacked(b) ? a : b)) Py_RETURN_NOTIMPLEMENTED;
    return rumpy_prepacked_matmul(a, b, NULL, LA_CASTING_SAME_KIND);
}

/* --- the type --------------------------------------------------------------------------------- */

static PyObject *get_shape(PyObject *self, void *unused)
{
    (void)unused;
    return rumpy_int_tuple(2, array_of(self)->shape);
}

static PyObject *get_dtype(PyObject *self, void *unused)
{
    (void)unused;
    return rumpy_dtype_object(array_of(self)->dtype);
}

static PyObject *get_ndim(PyObject *self, void *unused)
{
    (void)self, (void)unused;
    return PyLong_FromLong(2);
}

static PyObject *get_side(PyObject *self, void *unused)
{
    (void)unused;
    return PyUnicode_FromString(side_of(self));
}

static PyGetSetDef attributes[] = {
    {"shape", get_shape, NULL, "The matrix's rows and columns.", NULL},
    {"dtype", get_dtype, NULL, "The type of its elements.", NULL},
    {"ndim", get_ndim, NULL, "2.", NULL},
    {"side", get_side, NULL, "The side of @ that it is for: 'left' or 'right'.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef methods[] = {
    {"unpack", unpack, METH_NOARGS,
     "unpack($self, /)\n--\n\nA new array equal to the source, bit for bit."},
    {"__reduce__", reduce, METH_NOARGS, "Pickled as the source array; packed again when loaded."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, new},
    {Py_tp_dealloc, dealloc},
    {Py_tp_repr, repr},
    {Py_tp_getset, attributes},
    {Py_tp_methods, methods},
    {Py_nb_matrix_multiply, matrix_multiply},
    {Py_tp_doc, "A matrix whose panels are packed; made by rumpy.linalg.prepack()."},
    {0, NULL},
};

bool rumpy_prepack_init(PyObject *module)
{
    PyType_Spec spec = {
        .name = "rumpy._core.prepacked",
        .basicsize = sizeof(prepacked_object),
        .flags = Py_TPFLAGS_DEFAULT,
        .slots = slots,
    };
    rumpy_prepacked_type = (PyTypeObject *)PyType_FromModuleAndSpec(module, &spec, NULL);
    /* ufuncs and ndarray's other operators leave it alone. */
    return rumpy_prepacked_type != NULL &&
           PyObject_SetAttrString((PyObject *)rumpy_prepacked_type, "__array_ufunc__", Py_None) ==
               0 &&
           PyModule_AddObjectRef(module, "prepacked", (PyObject *)rumpy_prepacked_type) == 0;
}
