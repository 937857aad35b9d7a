/* ndarray's operators: arithmetic, bits, comparisons, in-place forms, @, and conversions to
 * Python's numbers. */
#include "ufunc.h"

#include <string.h>

static PyObject *long_way(rumpy_op *op, PyObject *a, PyObject *b, PyObject *out)
{
    if (rumpy_has_override(a) || rumpy_has_override(b))
        return rumpy_ufunc_call(op->ufunc, a, b, out);
    return rumpy_op_binary(op, a, b, out);
}

PyObject *rumpy_operate(rumpy_op *op, PyObject *a, PyObject *b)
{
    if (rumpy_is_plain(b) && rumpy_is_plain(a)) return rumpy_op_binary(op, a, b, NULL);
    bool is_left = rumpy_is_ndarray(a) || PyObject_TypeCheck(a, rumpy_generic_type);
    if (is_left && rumpy_should_defer(a, b, false)) Py_RETURN_NOTIMPLEMENTED;
    return long_way(op, a, b, NULL);
}

static PyObject *binary(rumpy_operator operator, PyObject *a, PyObject *b)
{
    return rumpy_operate(rumpy_operators[operator], a, b);
}

static PyObject *inplace(rumpy_operator operator, PyObject *self, PyObject *other)
{
    rumpy_op *op = rumpy_operators[operator];
    if (rumpy_is_plain(other) && rumpy_is_plain(self))
        return rumpy_op_binary(op, self, other, self);
    if (rumpy_should_defer(self, other, true)) Py_RETURN_NOTIMPLEMENTED;
    return long_way(op, self, other, self);
}

/* --- slots ------------------------------------------------------------------------------------ */

static PyObject *array_add(PyObject *a, PyObject *b)
{
    return binary(RUMPY_ADD, a, b);
}

static PyObject *array_subtract(PyObject *a, PyObject *b)
{
    return binary(RUMPY_SUBTRACT, a, b);
}

static PyObject *array_multiply(PyObject *a, PyObject *b)
{
    return binary(RUMPY_MULTIPLY, a, b);
}

static PyObject *array_true_divide(PyObject *a, PyObject *b)
{
    return binary(RUMPY_TRUE_DIVIDE, a, b);
}

static PyObject *array_floor_divide(PyObject *a, PyObject *b)
{
    return binary(RUMPY_FLOOR_DIVIDE, a, b);
}

static PyObject *array_remainder(PyObject *a, PyObject *b)
{
    return binary(RUMPY_REMAINDER, a, b);
}

static PyObject *array_left_shift(PyObject *a, PyObject *b)
{
    return binary(RUMPY_LEFT_SHIFT, a, b);
}

static PyObject *array_right_shift(PyObject *a, PyObject *b)
{
    return binary(RUMPY_RIGHT_SHIFT, a, b);
}

static PyObject *array_and(PyObject *a, PyObject *b)
{
    return binary(RUMPY_BITWISE_AND, a, b);
}

static PyObject *array_or(PyObject *a, PyObject *b)
{
    return binary(RUMPY_BITWISE_OR, a, b);
}

static PyObject *array_xor(PyObject *a, PyObject *b)
{
    return binary(RUMPY_BITWISE_XOR, a, b);
}

static PyObject *array_inplace_add(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_ADD, a, b);
}

static PyObject *array_inplace_subtract(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_SUBTRACT, a, b);
}

static PyObject *array_inplace_multiply(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_MULTIPLY, a, b);
}

static PyObject *array_inplace_true_divide(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_TRUE_DIVIDE, a, b);
}

static PyObject *array_inplace_floor_divide(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_FLOOR_DIVIDE, a, b);
}

static PyObject *array_inplace_remainder(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_REMAINDER, a, b);
}

static PyObject *array_inplace_left_shift(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_LEFT_SHIFT, a, b);
}

static PyObject *array_inplace_right_shift(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_RIGHT_SHIFT, a, b);
}

static PyObject *array_inplace_and(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_BITWISE_AND, a, b);
}

static PyObject *array_inplace_or(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_BITWISE_OR, a, b);
}

static PyObject *array_inplace_xor(PyObject *a, PyObject *b)
{
    return inplace(RUMPY_BITWISE_XOR, a, b);
}

/* Quotient and remainder by one ufunc. */
static PyObject *array_divmod(PyObject *a, PyObject *b)
{
    if (rumpy_is_ndarray(a) && !rumpy_is_plain(b) && rumpy_should_defer(a, b, false))
        Py_RETURN_NOTIMPLEMENTED;
    return rumpy_ufunc_call(la_ufunc_find("divmod"), a, b, NULL);
}

/* The ufunc that does the work of a power with this exponent: square, sqrt, or NULL. As in NumPy,
 * where the exponent is a Python number that leaves the array's type as it is. */
static rumpy_op *simple_power(PyObject *base, PyObject *exponent)
{
    if (!rumpy_is_ndarray_exact(base)) return NULL;
    char kind = rumpy_array_of(base)->dtype->kind;
    bool inexact = kind == 'f' || kind == 'c';
    if (Py_TYPE(exponent) == &PyFloat_Type && inexact) {
        double value = PyFloat_AsDouble(exponent);
        if (value == 2.0) return rumpy_operators[RUMPY_SQUARE];
        if (value == 0.5) return rumpy_operators[RUMPY_SQRT];
    } else if (Py_TYPE(exponent) == &PyLong_Type) {
        int overflow;
        long long value = PyLong_AsLongLongAndOverflow(exponent, &overflow);
        if (value == 2 && overflow == 0) return rumpy_operators[RUMPY_SQUARE];
    }
    return NULL;
}

static PyObject *array_power(PyObject *a, PyObject *b, PyObject *modulo)
{
    if (modulo != Py_None) Py_RETURN_NOTIMPLEMENTED;
    rumpy_op *simple = simple_power(a, b);
    return simple != NULL ? rumpy_op_unary(simple, a, NULL) : binary(RUMPY_POWER, a, b);
}

static PyObject *array_inplace_power(PyObject *a, PyObject *b, PyObject *modulo)
{
    if (modulo != Py_None) Py_RETURN_NOTIMPLEMENTED;
    rumpy_op *simple = simple_power(a, b);
    return simple != NULL ? rumpy_op_unary(simple, a, a) : inplace(RUMPY_POWER, a, b);
}

static PyObject *unary(rumpy_operator operator, PyObject *a)
{
    rumpy_op *op = rumpy_operators[operator];
    if (rumpy_has_override(a))
        return PyObject_CallFunctionObjArgs(rumpy_ufunc_object(op->ufunc), a, NULL);
    return rumpy_op_unary(op, a, NULL);
}

static PyObject *array_negative(PyObject *a)
{
    return unary(RUMPY_NEGATIVE, a);
}

static PyObject *array_positive(PyObject *a)
{
    return unary(RUMPY_POSITIVE, a);
}

static PyObject *array_absolute(PyObject *a)
{
    return unary(RUMPY_ABSOLUTE, a);
}

static PyObject *array_invert(PyObject *a)
{
    return unary(RUMPY_INVERT, a);
}

/* --- matrix products -------------------------------------------------------------------------- */

/* obj as an ndarray for a product: 1 ready, 0 not an operand, -1 exception. */
static int matrix_operand(PyObject *obj, PyObject **array)
{
    if (rumpy_is_ndarray_exact(obj)) {
        Py_INCREF(obj);
        *array = obj;
        return 1;
    }
    rumpy_operand operand;
    int ready = rumpy_operand_init(&operand, obj, true);
    if (ready <= 0) return ready;
    if (rumpy_is_ndarray(operand.object)) {
        Py_INCREF(operand.object);
        *array = operand.object;
    } else {
        *array = rumpy_asarray(obj, NULL);
    }
    rumpy_operand_clear(&operand);
    return *array != NULL ? 1 : -1;
}

/* x @ y, made of a and b. */
static PyObject *product(PyObject *a, PyObject *x, PyObject *b, PyObject *y, PyObject *out,
                         const char *name)
{
    PyObject *const args[3] = {a, b, out};
    const rumpy_origin origin = {rumpy_gufunc_object(name), 2, 1, args};
    la_array fresh = LA_ARRAY_NULL;
    la_array *result = out != NULL ? rumpy_array_of(out) : &fresh;
    rumpy_fp_begin();
    la_status status =
        la_matmul(result, rumpy_array_of(x), rumpy_array_of(y), LA_CASTING_SAME_KIND);
    if (status != LA_OK) return rumpy_raise(status);
    return rumpy_fp_result(out != NULL ? rumpy_return_out(&origin, 0)
                                       : rumpy_return_of(&origin, 0, &fresh, true),
                           "", name);
}

PyObject *rumpy_matmul(PyObject *a, PyObject *b, PyObject *out, const char *name)
{
    PyObject *x = NULL, *y = NULL, *result = NULL;
    int ready = matrix_operand(a, &x);
    if (ready > 0) ready = matrix_operand(b, &y);
    if (ready > 0) result = product(a, x, b, y, out, name);
    Py_XDECREF(x);
    Py_XDECREF(y);
    if (ready == 0) Py_RETURN_NOTIMPLEMENTED;
    return result;
}

static PyObject *array_matmul(PyObject *a, PyObject *b)
{
    if (rumpy_is_prepacked(b)) return rumpy_prepacked_matmul(a, b, NULL, LA_CASTING_SAME_KIND);
    if (rumpy_is_ndarray(a) && rumpy_should_defer(a, b, false)) Py_RETURN_NOTIMPLEMENTED;
    if (rumpy_has_override(a) || rumpy_has_override(b))
        return PyObject_CallFunctionObjArgs(rumpy_gufunc_object("matmul"), a, b, NULL);
    return rumpy_matmul(a, b, NULL, "matmul");
}

static PyObject *array_inplace_matmul(PyObject *a, PyObject *b)
{
    if (rumpy_is_prepacked(b)) return rumpy_prepacked_matmul(a, b, a, LA_CASTING_SAME_KIND);
    if (rumpy_should_defer(a, b, true)) Py_RETURN_NOTIMPLEMENTED;
    if (rumpy_has_override(a) || rumpy_has_override(b))
        return PyObject_CallFunctionObjArgs(rumpy_gufunc_object("matmul"), a, b, a, NULL);
    PyObject *other = NULL;
    int ready = matrix_operand(b, &other);
    if (ready == 0) Py_RETURN_NOTIMPLEMENTED;
    if (ready < 0) return NULL;
    PyObject *result = NULL;
    if (rumpy_array_of(a)->ndim < 1 || rumpy_array_of(other)->ndim < 2)
        PyErr_SetString(PyExc_ValueError,
                        "inplace matrix multiplication requires the first operand "
                        "to have at least one and the second at least two "
                        "dimensions.");
    else
        result = product(a, a, b, other, a, "matmul");
    Py_DECREF(other);
    return result;
}

/* --- comparisons ------------------------------------------------------------------------------ */

/* An array of a's shape that says `value` everywhere: what == and != give beside things that are no
 * numbers. */
static PyObject *all_equal(PyObject *a, bool value)
{
    la_array result = LA_ARRAY_NULL;
    la_status status =
        la_array_init_like(&result, rumpy_array_of(a), la_dtype_of(LA_BOOL), LA_ORDER_K);
    if (status != LA_OK) return rumpy_raise(status);
    memset(result.data, value, (size_t)la_array_nbytes(&result));
    return rumpy_return(&result);
}

/* Whether obj leaves == to the other side: it is no number and compares by identity or as text. */
static bool never_equal(PyObject *obj)
{
    if (obj == Py_None || PyUnicode_Check(obj) || PyBytes_Check(obj) || PyDict_Check(obj) ||
        PyAnySet_Check(obj))
        return true;
    return PyType_GetSlot(Py_TYPE(obj), Py_tp_richcompare) ==
           PyType_GetSlot(&PyBaseObject_Type, Py_tp_richcompare);
}

static PyObject *array_richcompare(PyObject *self, PyObject *other, int code)
{
    rumpy_op *op = rumpy_operators[RUMPY_LESS + code];
    PyObject *result;
    if (rumpy_is_plain(other) && rumpy_is_plain(self)) {
        result = rumpy_op_binary(op, self, other, NULL);
    } else {
        if (rumpy_should_defer(self, other, false)) Py_RETURN_NOTIMPLEMENTED;
        result = long_way(op, self, other, NULL);
    }
    if (result == Py_NotImplemented && (code == Py_EQ || code == Py_NE) && never_equal(other)) {
        Py_DECREF(result);
        return all_equal(self, code == Py_NE);
    }
    return result;
}

/* --- conversions ------------------------------------------------------------------------------ */

static int array_bool(PyObject *self)
{
    const la_array *a = rumpy_array_of(self);
    if (a->size == 1) {
        PyObject *element = rumpy_element_get(a->dtype, a->data);
        if (element == NULL) return -1;
        int truth = PyObject_IsTrue(element);
        Py_DECREF(element);
        return truth;
    }
    if (a->size == 0)
        PyErr_SetString(PyExc_ValueError,
                        "The truth value of an empty array is ambiguous. Use `array.size > 0` to "
                        "check that an array is not empty.");
    else
        PyErr_SetString(PyExc_ValueError,
                        "The truth value of an array with more than one element is ambiguous. Use "
                        "a.any() or a.all()");
    return -1;
}

/* The one element of a 0-d array as a Python number. */
static PyObject *only_element(PyObject *self)
{
    const la_array *a = rumpy_array_of(self);
    if (a->ndim == 0) return rumpy_element_get(a->dtype, a->data);
    PyErr_SetString(PyExc_TypeError,
                    "only 0-dimensional arrays can be converted to Python scalars");
    return NULL;
}

PyObject *rumpy_real_number(PyObject *number)
{
    if (number == NULL || !PyComplex_Check(number)) return number;
    double real = PyComplex_RealAsDouble(number);
    Py_DECREF(number);
    PyObject *warning = NULL, *exceptions = PyImport_ImportModule("rumpy.exceptions");
    if (exceptions != NULL) warning = PyObject_GetAttrString(exceptions, "ComplexWarning");
    Py_XDECREF(exceptions);
    if (warning == NULL) return NULL;
    int failed =
        PyErr_WarnEx(warning, "Casting complex values to real discards the imaginary part", 1);
    Py_DECREF(warning);
    return failed < 0 ? NULL : PyFloat_FromDouble(real);
}

static PyObject *array_int(PyObject *self)
{
    PyObject *number = rumpy_real_number(only_element(self));
    PyObject *result = number != NULL ? PyNumber_Long(number) : NULL;
    Py_XDECREF(number);
    return result;
}

static PyObject *array_float(PyObject *self)
{
    PyObject *number = rumpy_real_number(only_element(self));
    PyObject *result = number != NULL ? PyNumber_Float(number) : NULL;
    Py_XDECREF(number);
    return result;
}

PyObject *rumpy_array_complex(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    PyObject *number = only_element(self);
    if (number == NULL || PyComplex_CheckExact(number)) return number;
    double real = PyFloat_AsDouble(number);
    Py_DECREF(number);
    return real == -1.0 && PyErr_Occurred() ? NULL : PyComplex_FromDoubles(real, 0.0);
}

static PyObject *array_index(PyObject *self)
{
    const la_array *a = rumpy_array_of(self);
    if (a->ndim == 0 && la_dtype_is_integer(a->dtype)) return rumpy_element_get(a->dtype, a->data);
    PyErr_SetString(PyExc_TypeError,
                    "only integer scalar arrays can be converted to a scalar index");
    return NULL;
}

const PyType_Slot rumpy_number_slots[] = {
    {Py_nb_add, array_add},
    {Py_nb_subtract, array_subtract},
    {Py_nb_multiply, array_multiply},
    {Py_nb_true_divide, array_true_divide},
    {Py_nb_floor_divide, array_floor_divide},
    {Py_nb_remainder, array_remainder},
    {Py_nb_divmod, array_divmod},
    {Py_nb_power, array_power},
    {Py_nb_lshift, array_left_shift},
    {Py_nb_rshift, array_right_shift},
    {Py_nb_and, array_and},
    {Py_nb_or, array_or},
    {Py_nb_xor, array_xor},
    {Py_nb_matrix_multiply, array_matmul},
    {Py_nb_inplace_add, array_inplace_add},
    {Py_nb_inplace_subtract, array_inplace_subtract},
    {Py_nb_inplace_multiply, array_inplace_multiply},
    {Py_nb_inplace_true_divide, array_inplace_true_divide},
    {Py_nb_inplace_floor_divide, array_inplace_floor_divide},
    {Py_nb_inplace_remainder, array_inplace_remainder},
    {Py_nb_inplace_power, array_inplace_power},
    {Py_nb_inplace_lshift, array_inplace_left_shift},
    {Py_nb_inplace_rshift, array_inplace_right_shift},
    {Py_nb_inplace_and, array_inplace_and},
    {Py_nb_inplace_or, array_inplace_or},
    {Py_nb_inplace_xor, array_inplace_xor},
    {Py_nb_inplace_matrix_multiply, array_inplace_matmul},
    {Py_nb_negative, array_negative},
    {Py_nb_positive, array_positive},
    {Py_nb_absolute, array_absolute},
    {Py_nb_invert, array_invert},
    {Py_nb_bool, array_bool},
    {Py_nb_int, array_int},
    {Py_nb_float, array_float},
    {Py_nb_index, array_index},
    {Py_tp_richcompare, array_richcompare},
    {0, NULL},
};
