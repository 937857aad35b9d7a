/* Operands of operators and ufuncs: arrays as they are, scalars held in place, Python's own numbers
 * left without a type until the other operands have decided it (NEP 50). */
#include "rumpy.h"

#include <string.h>

/* Makes the value held here the operand's array. */
static bool use_value(rumpy_operand *operand, const la_dtype *dtype)
{
    la_status status = la_array_init_foreign(&operand->scratch, dtype, 0, NULL, NULL,
                                             &operand->value, false, NULL, NULL);
    if (status != LA_OK) {
        rumpy_raise(status);
        return false;
    }
    operand->array = &operand->scratch;
    return true;
}

static int init_value(rumpy_operand *operand, PyObject *obj, const la_dtype *dtype)
{
    if (!use_value(operand, dtype)) return -1;
    operand->typing = (la_typing){.dtype = dtype, .weak = LA_STRONG};
    operand->object = obj;
    Py_INCREF(obj);
    return 1;
}

static int init_weak(rumpy_operand *operand, PyObject *obj, la_weak weak)
{
    operand->typing = (la_typing){.dtype = NULL, .weak = weak};
    operand->object = obj;
    Py_INCREF(obj);
    return 1;
}

static int init_array(rumpy_operand *operand, PyObject *array)
{
    operand->array = rumpy_array_of(array);
    operand->typing = (la_typing){.dtype = operand->array->dtype, .weak = LA_STRONG};
    operand->object = array; /* the reference passes to the operand */
    return 1;
}

static bool has(PyObject *obj, const char *name)
{
    PyObject *attribute = PyObject_GetAttrString(obj, name);
    if (attribute == NULL) {
        PyErr_Clear();
        return false;
    }
    Py_DECREF(attribute);
    return true;
}

/* Whether obj is something that an array can be made of, and not merely a Python object. */
static bool is_array_like(PyObject *obj)
{
    if (PyList_Check(obj) || PyTuple_Check(obj)) return true;
    if (obj == Py_None || PyUnicode_Check(obj) || PyBytes_Check(obj) || PyDict_Check(obj) ||
        PyAnySet_Check(obj) || PyType_Check(obj) || PyByteArray_Check(obj))
        return false;
    if (PyObject_CheckBuffer(obj) || PyObject_TypeCheck(obj, &PyRange_Type)) return true;
    return has(obj, "__array__") || has(obj, "__array_interface__") || has(obj, "__array_struct__");
}

int rumpy_operand_init(rumpy_operand *operand, PyObject *obj, bool lenient)
{
    operand->array = NULL;
    operand->object = NULL;
    operand->scratch = LA_ARRAY_NULL;
    operand->typing = (la_typing){.dtype = NULL, .weak = LA_STRONG};

    if (rumpy_is_ndarray_exact(obj)) {
        Py_INCREF(obj);
        return init_array(operand, obj);
    }
    PyTypeObject *type = Py_TYPE(obj);
    if (type == &PyFloat_Type) return init_weak(operand, obj, LA_WEAK_FLOAT);
    if (type == &PyLong_Type) return init_weak(operand, obj, LA_WEAK_INT);
    if (type == &PyComplex_Type) return init_weak(operand, obj, LA_WEAK_COMPLEX);
    if (type == &PyBool_Type) {
        operand->value.b = obj == Py_True;
        return init_value(operand, obj, la_dtype_of(LA_BOOL));
    }
    const la_dtype *dtype = rumpy_scalar_read(obj, &operand->value);
    if (dtype != NULL) return init_value(operand, obj, dtype);
    if (rumpy_is_ndarray(obj)) {
        Py_INCREF(obj);
        return init_array(operand, obj);
    }
    dtype = rumpy_subclass_read(obj, &operand->value);
    if (dtype != NULL) return init_value(operand, obj, dtype);
    if (PyLong_Check(obj)) return init_weak(operand, obj, LA_WEAK_INT); /* too large for any type */

    if (!lenient || !is_array_like(obj)) return 0;
    PyObject *array = rumpy_asarray(obj, NULL);
    return array != NULL ? init_array(operand, array) : -1;
}

bool rumpy_operand_settle(rumpy_operand *operand, const la_dtype *dtype)
{
    if (operand->array != NULL) return true;
    if (dtype->num == LA_FLOAT64 && Py_TYPE(operand->object) == &PyFloat_Type)
        operand->value.f64 = PyFloat_AsDouble(operand->object);
    else if (!rumpy_element_set(dtype, operand->object, &operand->value))
        return false;
    return use_value(operand, dtype);
}

void rumpy_operand_clear(rumpy_operand *operand)
{
    la_array_destroy(&operand->scratch);
    operand->array = NULL;
    Py_CLEAR(operand->object);
}
