/* Operators of scalars: both operands numbers are computed here, by the loops of the ufuncs on one
 * element; anything else is an array's business. */
#include "scalar.h"

#include <float.h>
#include <math.h>

/* Beside a logical ufunc a Python number counts as the truth that it stands for. */
static bool settle_logical(PyObject *obj, la_typing *typing, rumpy_value *value)
{
    if (typing->weak == LA_STRONG) return true;
    int truth = PyObject_IsTrue(obj);
    value->b = truth > 0;
    *typing = rumpy_strong(la_dtype_of(LA_BOOL));
    return truth >= 0;
}

/* Converts an operand to the type of the loop. */
static bool settle(const la_typing *typing, PyObject *obj, const la_dtype *dtype,
                   rumpy_value *value)
{
    if (typing->weak == LA_STRONG) {
        rumpy_convert_value(typing->dtype, dtype, value);
        return true;
    }
    if (typing->weak == LA_WEAK_FLOAT && dtype->num == LA_FLOAT64) {
        value->f64 = PyFloat_AsDouble(obj);
        return true;
    }
    return rumpy_element_set(dtype, obj, value);
}

/* A comparison with a Python int that the other's type can't hold: 1 and *result, 0 no such, -1. */
static int out_of_range(rumpy_op *op, const la_typing *number, PyObject *obj,
                        const la_typing *other, bool swapped, bool *result)
{
    if (number->weak != LA_WEAK_INT || other->weak != LA_STRONG ||
        !la_dtype_is_integer(other->dtype))
        return 0;
    int side = rumpy_compare_range(other->dtype, obj);
    if (side == 0) return 0;
    if (side == -2) return -1;
    *result = rumpy_compare_constant(op->ufunc, side, swapped);
    return 1;
}

PyObject *rumpy_scalar_binary(rumpy_op *op, PyObject *a, PyObject *b)
{
    la_typing x, y;
    rumpy_value values[3];
    if (!rumpy_read_number(a, &x, &values[0]) || !rumpy_read_number(b, &y, &values[1]))
        Py_RETURN_NOTIMPLEMENTED;
    if (op->comparison && x.weak == LA_WEAK_INT && y.weak == LA_WEAK_INT)
        return rumpy_compare_ints(op->ufunc, a, b);
    if (op->comparison) {
        bool result = false;
        int done = out_of_range(op, &y, b, &x, false, &result);
        if (done == 0) done = out_of_range(op, &x, a, &y, true, &result);
        if (done != 0) return done > 0 ? rumpy_bool_scalar(result) : NULL;
    }
    if (op->logical && !(settle_logical(a, &x, &values[0]) && settle_logical(b, &y, &values[1])))
        return NULL;
    const la_loop *loop = rumpy_op_loop2(op, x, y);
    if (loop == NULL || !settle(&x, a, la_dtype_of(loop->types[0]), &values[0]) ||
        !settle(&y, b, la_dtype_of(loop->types[1]), &values[1]))
        return NULL;
    char *const args[3] = {(char *)&values[0], (char *)&values[1], (char *)&values[2]};
    static const ptrdiff_t steps[3] = {0, 0, 0};
    rumpy_fp_begin();
    la_status status = la_run_loop(op->ufunc, loop, args, 1, steps);
    if (status != LA_OK) return rumpy_raise(status);
    return rumpy_scalar_new(la_dtype_of(loop->types[2]), &values[2]);
}

static bool is_negative(const la_dtype *dtype, PyObject *scalar)
{
    const unsigned char *bytes = (const unsigned char *)rumpy_scalar_value(scalar);
    return bytes[dtype->itemsize - 1] >> 7; /* little-endian, as all machines we run on */
}

/* Integer scalars, unlike arrays, tell when a sum, difference or product wrapped around: Python's
 * own integers, which don't, are compared with. */
static void find_wraparound(rumpy_operator operator, PyObject *a, PyObject *b, PyObject *result)
{
    const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(result));
    if (dtype == NULL || !la_dtype_is_integer(dtype) || !(la_fp_watch & LA_FP_OVERFLOW)) return;
    PyObject *x = PyNumber_Index(a), *y = x != NULL ? PyNumber_Index(b) : NULL, *exact = NULL;
    PyObject *got = rumpy_element_get(dtype, rumpy_scalar_value(result));
    if (y != NULL && got != NULL) {
        exact = operator == RUMPY_ADD        ? PyNumber_Add(x, y)
                : operator == RUMPY_SUBTRACT ? PyNumber_Subtract(x, y)
                                             : PyNumber_Multiply(x, y);
        if (exact != NULL && PyObject_RichCompareBool(exact, got, Py_NE) == 1)
            la_fp_add(LA_FP_OVERFLOW);
    }
    PyErr_Clear();
    Py_XDECREF(x);
    Py_XDECREF(y);
    Py_XDECREF(got);
    Py_XDECREF(exact);
}

/* Whether a subclass on the right, of a type of elements that holds all of the left one's, has an
 * operator of its own: what a larger type can do the smaller leaves to it. */
static bool right_is_larger(PyObject *a, PyObject *b, int slot)
{
    PyTypeObject *type = Py_TYPE(b);
    const la_dtype *x = rumpy_scalar_dtype(Py_TYPE(a)), *y = rumpy_scalar_dtype(type);
    if (x == NULL || y == NULL || x == y || type == rumpy_scalar_types[y->num]) return false;
    return PyType_GetSlot(type, slot) != PyType_GetSlot(rumpy_scalar_types[y->num], slot) &&
           la_can_cast(x, y, LA_CASTING_SAFE);
}

/* Whether the right operand, of a class with an operator of its own, keeps the operation for itself
 * (__array_ufunc__ = None, a higher __array_priority__), as it does beside an array. */
static bool right_takes_over(PyObject *a, PyObject *b, int slot)
{
    if (rumpy_is_plain(b) || rumpy_is_ndarray(b) || rumpy_scalar_dtype(Py_TYPE(a)) == NULL)
        return false;
    return PyType_GetSlot(Py_TYPE(b), slot) != PyType_GetSlot(rumpy_scalar_types[LA_BOOL], slot) &&
           rumpy_should_defer(a, b, false);
}

static PyObject *binary(rumpy_operator operator, PyObject *a, PyObject *b)
{
    static const int slots[] = {
        [RUMPY_ADD] = Py_nb_add,
        [RUMPY_SUBTRACT] = Py_nb_subtract,
        [RUMPY_MULTIPLY] = Py_nb_multiply,
        [RUMPY_TRUE_DIVIDE] = Py_nb_true_divide,
        [RUMPY_FLOOR_DIVIDE] = Py_nb_floor_divide,
        [RUMPY_REMAINDER] = Py_nb_remainder,
        [RUMPY_POWER] = Py_nb_power,
        [RUMPY_LEFT_SHIFT] = Py_nb_lshift,
        [RUMPY_RIGHT_SHIFT] = Py_nb_rshift,
        [RUMPY_BITWISE_AND] = Py_nb_and,
        [RUMPY_BITWISE_OR] = Py_nb_or,
        [RUMPY_BITWISE_XOR] = Py_nb_xor,
    };
    const int slot = operator <= RUMPY_BITWISE_XOR ? slots[operator] : Py_tp_richcompare;
    if (right_is_larger(a, b, slot) || right_takes_over(a, b, slot)) Py_RETURN_NOTIMPLEMENTED;
    rumpy_op *op = rumpy_operators[operator];
    PyObject *result = rumpy_scalar_binary(op, a, b);
    if (result != Py_NotImplemented && result != NULL) {
        if (operator <= RUMPY_MULTIPLY) find_wraparound(operator, a, b, result);
        return rumpy_fp_result(result, "scalar ", op->ufunc->name);
    }
    if (result == NULL) return NULL;
    Py_DECREF(result);
    return rumpy_operate(op, a, b);
}

PyObject *rumpy_scalar_unary(rumpy_op *op, PyObject *a)
{
    la_typing x;
    rumpy_value values[2];
    if (!rumpy_read_number(a, &x, &values[0])) Py_RETURN_NOTIMPLEMENTED;
    if (op->logical && !settle_logical(a, &x, &values[0])) return NULL;
    const la_loop *loop = rumpy_op_loop1(op, x);
    if (loop == NULL || !settle(&x, a, la_dtype_of(loop->types[0]), &values[0])) return NULL;
    char *const args[2] = {(char *)&values[0], (char *)&values[1]};
    static const ptrdiff_t steps[2] = {0, 0};
    rumpy_fp_begin();
    la_status status = la_run_loop(op->ufunc, loop, args, 1, steps);
    if (status != LA_OK) return rumpy_raise(status);
    return rumpy_scalar_new(la_dtype_of(loop->types[1]), &values[1]);
}

static PyObject *unary(rumpy_operator operator, PyObject *a)
{
    PyObject *result = rumpy_scalar_unary(rumpy_operators[operator], a);
    if (result != NULL && result != Py_NotImplemented) {
        const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(a));
        /* The lowest integer is its own negative; unsigned ones have none but 0's. */
        if (dtype != NULL && la_dtype_is_integer(dtype) &&
            (operator == RUMPY_NEGATIVE || (operator == RUMPY_ABSOLUTE && dtype->kind == 'i'))) {
            const bool same = memcmp(rumpy_scalar_value(a), rumpy_scalar_value(result),
                                     (size_t)dtype->itemsize) == 0;
            const bool zero = PyObject_IsTrue(a) == 0;
            const bool negative = dtype->kind == 'i' && is_negative(dtype, a);
            if (!zero && (dtype->kind == 'u' || (same && negative))) la_fp_add(LA_FP_OVERFLOW);
        }
    }
    return rumpy_fp_result(result, "scalar ", rumpy_operators[operator]->ufunc->name);
}

/* --- the commonest operands ----------------------------------------------------------------------
 *
 * float64 and the default integer, beside themselves and Python's own numbers, are computed right
 * here; the results are those of the loops. */

/* Both operands as doubles where each is a float64, a float or a small int (a slot of ours is
 * called only if one of them is ours). */
static inline bool as_real(PyObject *obj, double *value)
{
    PyTypeObject *type = Py_TYPE(obj);
    if (type == rumpy_scalar_types[LA_FLOAT64]) {
        *value = rumpy_scalar_value(obj)->f64;
        return true;
    }
    if (type == &PyFloat_Type) {
        *value = PyFloat_AsDouble(obj);
        return true;
    }
    return false;
}

static inline bool small_int(PyObject *obj, Py_ssize_t *value)
{
    if (Py_TYPE(obj) != &PyLong_Type) return false;
    int overflow;
    long number = PyLong_AsLongAndOverflow(obj, &overflow);
    *value = number;
    return overflow == 0;
}

static inline bool two_reals(PyObject *a, PyObject *b, double *x, double *y)
{
    Py_ssize_t number;
    if (as_real(a, x)) {
        if (as_real(b, y)) return true;
        if (!small_int(b, &number)) return false;
        *y = (double)number;
        return true;
    }
    if (!as_real(b, y) || !small_int(a, &number)) return false;
    *x = (double)number;
    return true;
}

static inline bool as_intp(PyObject *obj, ptrdiff_t *value)
{
    if (Py_TYPE(obj) != rumpy_scalar_types[LA_INTP]) return small_int(obj, value);
    memcpy(value, rumpy_scalar_value(obj), sizeof(*value));
    return true;
}

static inline bool two_intps(PyObject *a, PyObject *b, ptrdiff_t *x, ptrdiff_t *y)
{
    return as_intp(a, x) && as_intp(b, y);
}

/* Whether no floating-point error can have happened (in other cases the loops are asked). */
static inline bool is_plain_result(double value)
{
    return isfinite(value) && (rumpy_error_states == 0 || fabs(value) >= DBL_MIN);
}

static PyObject *new_real(double value)
{
    return rumpy_scalar_new(la_dtype_of(LA_FLOAT64), &value);
}

static PyObject *new_intp(ptrdiff_t value)
{
    return rumpy_scalar_new(la_dtype_of(LA_INTP), &value);
}

/* --- slots ------------------------------------------------------------------------------------ */

static PyObject *scalar_add(PyObject *a, PyObject *b)
{
    double x, y;
    ptrdiff_t i, j, sum;
    if (two_reals(a, b, &x, &y) && is_plain_result(x + y)) return new_real(x + y);
    if (two_intps(a, b, &i, &j) && !__builtin_add_overflow(i, j, &sum)) return new_intp(sum);
    return binary(RUMPY_ADD, a, b);
}

static PyObject *scalar_subtract(PyObject *a, PyObject *b)
{
    double x, y;
    ptrdiff_t i, j, difference;
    if (two_reals(a, b, &x, &y) && is_plain_result(x - y)) return new_real(x - y);
    if (two_intps(a, b, &i, &j) && !__builtin_sub_overflow(i, j, &difference))
        return new_intp(difference);
    return binary(RUMPY_SUBTRACT, a, b);
}

/* Python repeats these by an integer, which is what NumPy leaves `*` to mean beside its scalars. */
static bool is_repeatable(PyObject *obj)
{
    return PyList_Check(obj) || PyTuple_Check(obj) || PyUnicode_Check(obj) || PyBytes_Check(obj) ||
           PyByteArray_Check(obj);
}

static PyObject *scalar_multiply(PyObject *a, PyObject *b)
{
    double x, y;
    ptrdiff_t i, j, product;
    if (two_reals(a, b, &x, &y) && is_plain_result(x * y)) return new_real(x * y);
    if (two_intps(a, b, &i, &j) && !__builtin_mul_overflow(i, j, &product))
        return new_intp(product);
    if (is_repeatable(a) || is_repeatable(b)) Py_RETURN_NOTIMPLEMENTED;
    return binary(RUMPY_MULTIPLY, a, b);
}

static PyObject *scalar_true_divide(PyObject *a, PyObject *b)
{
    double x, y;
    ptrdiff_t i, j;
    if (two_reals(a, b, &x, &y) && is_plain_result(x / y)) return new_real(x / y);
    if (two_intps(a, b, &i, &j) && j != 0) return new_real((double)i / (double)j);
    return binary(RUMPY_TRUE_DIVIDE, a, b);
}

/* The quotient rounded down and the remainder that goes with it; false where it needs the loops. */
static bool divide_intps(PyObject *a, PyObject *b, ptrdiff_t *quotient, ptrdiff_t *remainder)
{
    ptrdiff_t i, j;
    if (!two_intps(a, b, &i, &j) || j == 0 || j == -1) return false;
    *quotient = i / j;
    *remainder = i % j;
    if (*remainder != 0 && (*remainder < 0) != (j < 0)) {
        *quotient -= 1;
        *remainder += j;
    }
    return true;
}

static PyObject *scalar_floor_divide(PyObject *a, PyObject *b)
{
    ptrdiff_t quotient, remainder;
    if (divide_intps(a, b, &quotient, &remainder)) return new_intp(quotient);
    return binary(RUMPY_FLOOR_DIVIDE, a, b);
}

static PyObject *scalar_remainder(PyObject *a, PyObject *b)
{
    ptrdiff_t quotient, remainder;
    if (divide_intps(a, b, &quotient, &remainder)) return new_intp(remainder);
    return binary(RUMPY_REMAINDER, a, b);
}

static PyObject *scalar_left_shift(PyObject *a, PyObject *b)
{
    return binary(RUMPY_LEFT_SHIFT, a, b);
}

static PyObject *scalar_right_shift(PyObject *a, PyObject *b)
{
    return binary(RUMPY_RIGHT_SHIFT, a, b);
}

static PyObject *scalar_and(PyObject *a, PyObject *b)
{
    return binary(RUMPY_BITWISE_AND, a, b);
}

static PyObject *scalar_or(PyObject *a, PyObject *b)
{
    return binary(RUMPY_BITWISE_OR, a, b);
}

static PyObject *scalar_xor(PyObject *a, PyObject *b)
{
    return binary(RUMPY_BITWISE_XOR, a, b);
}

/* Both by one loop, whose errors are told once. */
static PyObject *scalar_divmod_loop(PyObject *a, PyObject *b)
{
    static rumpy_op *op;
    la_typing x, y;
    rumpy_value values[4];
    if (op == NULL) op = rumpy_op_named("divmod");
    if (op == NULL) return NULL;
    if (right_takes_over(a, b, Py_nb_divmod)) Py_RETURN_NOTIMPLEMENTED;
    if (!rumpy_read_number(a, &x, &values[0]) || !rumpy_read_number(b, &y, &values[1]))
        Py_RETURN_NOTIMPLEMENTED;
    const la_loop *loop = rumpy_op_loop2(op, x, y);
    if (loop == NULL || !settle(&x, a, la_dtype_of(loop->types[0]), &values[0]) ||
        !settle(&y, b, la_dtype_of(loop->types[1]), &values[1]))
        return NULL;
    char *const args[4] = {(char *)&values[0], (char *)&values[1], (char *)&values[2],
                           (char *)&values[3]};
    static const ptrdiff_t steps[4] = {0, 0, 0, 0};
    rumpy_fp_begin();
    la_status status = la_run_loop(op->ufunc, loop, args, 1, steps);
    if (status != LA_OK) return rumpy_raise(status);
    if (!rumpy_fp_end("scalar ", "divmod")) return NULL;
    PyObject *quotient = rumpy_scalar_new(la_dtype_of(loop->types[2]), &values[2]);
    PyObject *remainder = rumpy_scalar_new(la_dtype_of(loop->types[3]), &values[3]);
    PyObject *both =
        quotient != NULL && remainder != NULL ? PyTuple_Pack(2, quotient, remainder) : NULL;
    Py_XDECREF(quotient);
    Py_XDECREF(remainder);
    return both;
}

static PyObject *scalar_divmod(PyObject *a, PyObject *b)
{
    if (rumpy_is_ndarray_exact(a) || rumpy_is_ndarray_exact(b))
        return rumpy_ufunc_call(la_ufunc_find("divmod"), a, b, NULL);
    ptrdiff_t whole, rest;
    if (!divide_intps(a, b, &whole, &rest)) return scalar_divmod_loop(a, b);
    PyObject *quotient = new_intp(whole);
    if (quotient == NULL) return NULL;
    PyObject *remainder = new_intp(rest);
    if (remainder == NULL) {
        Py_DECREF(quotient);
        return NULL;
    }
    PyObject *both = PyTuple_Pack(2, quotient, remainder);
    Py_DECREF(quotient);
    Py_DECREF(remainder);
    return both;
}

static PyObject *scalar_power(PyObject *a, PyObject *b, PyObject *modulo)
{
    if (modulo != Py_None) Py_RETURN_NOTIMPLEMENTED;
    return binary(RUMPY_POWER, a, b);
}

static PyObject *scalar_negative(PyObject *a)
{
    if (Py_TYPE(a) == rumpy_scalar_types[LA_FLOAT64]) return new_real(-rumpy_scalar_value(a)->f64);
    return unary(RUMPY_NEGATIVE, a);
}

static PyObject *scalar_positive(PyObject *a)
{
    return unary(RUMPY_POSITIVE, a);
}

static PyObject *scalar_absolute(PyObject *a)
{
    if (Py_TYPE(a) == rumpy_scalar_types[LA_FLOAT64])
        return new_real(fabs(rumpy_scalar_value(a)->f64));
    return unary(RUMPY_ABSOLUTE, a);
}

static PyObject *scalar_invert(PyObject *a)
{
    return unary(RUMPY_INVERT, a);
}

static PyObject *scalar_richcompare(PyObject *a, PyObject *b, int code)
{
    double x, y;
    ptrdiff_t i, j;
    if (two_reals(a, b, &x, &y)) {
        switch (code) {
        case Py_LT: return rumpy_bool_scalar(x < y);
        case Py_LE: return rumpy_bool_scalar(x <= y);
        case Py_EQ: return rumpy_bool_scalar(x == y);
        case Py_NE: return rumpy_bool_scalar(x != y);
        case Py_GT: return rumpy_bool_scalar(x > y);
        default: return rumpy_bool_scalar(x >= y);
        }
    }
    if (two_intps(a, b, &i, &j)) {
        switch (code) {
        case Py_LT: return rumpy_bool_scalar(i < j);
        case Py_LE: return rumpy_bool_scalar(i <= j);
        case Py_EQ: return rumpy_bool_scalar(i == j);
        case Py_NE: return rumpy_bool_scalar(i != j);
        case Py_GT: return rumpy_bool_scalar(i > j);
        default: return rumpy_bool_scalar(i >= j);
        }
    }
    PyObject *result = binary(RUMPY_LESS + code, a, b);
    if (result == Py_NotImplemented && (code == Py_EQ || code == Py_NE) &&
        (PyUnicode_Check(b) || PyBytes_Check(b))) {
        Py_DECREF(result);
        return rumpy_bool_scalar(code == Py_NE); /* a number is no text */
    }
    return result;
}

static int scalar_bool(PyObject *self)
{
    const rumpy_value *value = rumpy_scalar_value(self);
    const la_dtype *dtype = rumpy_scalar_dtype(Py_TYPE(self));
    switch (dtype->num) {
    case LA_FLOAT16: return (value->f16 & 0x7fff) != 0;
    case LA_FLOAT32: return value->f32 != 0;
    case LA_FLOAT64: return value->f64 != 0;
    case LA_COMPLEX64: return value->c64.real != 0 || value->c64.imag != 0;
    case LA_COMPLEX128: return value->c128.real != 0 || value->c128.imag != 0;
    default: break;
    }
    for (int i = 0; i < dtype->itemsize; i++)
        if (((const char *)value)[i] != 0) return 1;
    return 0;
}

/* The scalar as Python's int, float or complex. */
static PyObject *python_number(PyObject *self)
{
    return rumpy_element_get(rumpy_scalar_dtype(Py_TYPE(self)), rumpy_scalar_value(self));
}

static PyObject *scalar_int(PyObject *self)
{
    if (la_dtype_is_integer(rumpy_scalar_dtype(Py_TYPE(self)))) return python_number(self);
    PyObject *number = rumpy_real_number(python_number(self));
    PyObject *result = number != NULL ? PyNumber_Long(number) : NULL;
    Py_XDECREF(number);
    return result;
}

static PyObject *scalar_float(PyObject *self)
{
    if (Py_TYPE(self) == rumpy_scalar_types[LA_FLOAT64])
        return PyFloat_FromDouble(rumpy_scalar_value(self)->f64);
    PyObject *number = rumpy_real_number(python_number(self));
    PyObject *result = number != NULL ? PyNumber_Float(number) : NULL;
    Py_XDECREF(number);
    return result;
}

PyObject *rumpy_scalar_index(PyObject *self)
{
    return python_number(self);
}

PyObject *rumpy_scalar_complex(PyObject *self, PyObject *ignored)
{
    (void)ignored;
    return python_number(self);
}

const PyType_Slot rumpy_scalar_number_slots[] = {
    {Py_nb_add, scalar_add},
    {Py_nb_subtract, scalar_subtract},
    {Py_nb_multiply, scalar_multiply},
    {Py_nb_true_divide, scalar_true_divide},
    {Py_nb_floor_divide, scalar_floor_divide},
    {Py_nb_remainder, scalar_remainder},
    {Py_nb_divmod, scalar_divmod},
    {Py_nb_power, scalar_power},
    {Py_nb_lshift, scalar_left_shift},
    {Py_nb_rshift, scalar_right_shift},
    {Py_nb_and, scalar_and},
    {Py_nb_or, scalar_or},
    {Py_nb_xor, scalar_xor},
    {Py_nb_negative, scalar_negative},
    {Py_nb_positive, scalar_positive},
    {Py_nb_absolute, scalar_absolute},
    {Py_nb_invert, scalar_invert},
    {Py_nb_bool, scalar_bool},
    {Py_nb_int, scalar_int},
    {Py_nb_float, scalar_float},
    {Py_tp_richcompare, scalar_richcompare},
    {0, NULL},
};
