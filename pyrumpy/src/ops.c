/* Binary and unary operations on any operands, with their loops remembered. */
#include "ufunc.h"
#include "ndarray.h"

#include <math.h>
#include <string.h>

/* --- the memory of loops ---------------------------------------------------------------------- */

static rumpy_op **ops; /* by position in la_ufuncs */

static const char *const comparison_names[] = {
    /* in the order of Py_LT ... Py_GE */
    "less", "less_equal", "equal", "not_equal", "greater", "greater_equal",
};

static bool is_comparison(const char *name)
{
    for (size_t i = 0; i < sizeof(comparison_names) / sizeof(*comparison_names); i++)
        if (strcmp(name, comparison_names[i]) == 0) return true;
    return false;
}

static rumpy_op *op_at(int index)
{
    if (ops == NULL) ops = PyMem_Calloc((size_t)la_nufuncs, sizeof(*ops));
    if (ops != NULL && ops[index] == NULL) {
        rumpy_op *op = PyMem_Calloc(1, sizeof(*op));
        if (op != NULL) {
            op->ufunc = la_ufuncs[index];
            op->comparison = is_comparison(op->ufunc->name);
            op->logical = strncmp(op->ufunc->name, "logical_", 8) == 0;
        }
        ops[index] = op;
    }
    if (ops == NULL || ops[index] == NULL) {
        PyErr_NoMemory();
        return NULL;
    }
    return ops[index];
}

rumpy_op *rumpy_op_of(const la_ufunc *ufunc)
{
    for (int i = 0; i < la_nufuncs; i++)
        if (la_ufuncs[i] == ufunc) return op_at(i);
    PyErr_SetString(PyExc_SystemError, "a ufunc that is not in the table");
    return NULL;
}

rumpy_op *rumpy_op_named(const char *name)
{
    for (int i = 0; i < la_nufuncs; i++)
        if (strcmp(la_ufuncs[i]->name, name) == 0) return op_at(i);
    PyErr_Format(PyExc_SystemError, "there is no ufunc '%s'", name);
    return NULL;
}

const la_loop *rumpy_op_resolve(rumpy_op *op, const la_typing *inputs)
{
    const la_loop *loop = NULL;
    la_status status = la_ufunc_resolve(op->ufunc, inputs, NULL, &loop);
    if (status != LA_OK) {
        rumpy_raise(status);
        return NULL;
    }
    int first = op->ufunc->nin == 2 ? rumpy_class_of(inputs[0]) : 0;
    int last = rumpy_class_of(inputs[op->ufunc->nin - 1]);
    op->loops[first][last] = loop;
    return loop;
}

rumpy_op *rumpy_operators[RUMPY_NOPERATORS];

bool rumpy_operators_init(void)
{
    static const char *const names[RUMPY_NOPERATORS] = {
        "add",      "subtract",   "multiply",    "divide",      "floor_divide", "remainder",
        "power",    "left_shift", "right_shift", "bitwise_and", "bitwise_or",   "bitwise_xor",
        "less",     "less_equal", "equal",       "not_equal",   "greater",      "greater_equal",
        "negative", "positive",   "absolute",    "invert",      "square",       "sqrt",
    };
    for (int i = 0; i < RUMPY_NOPERATORS; i++) {
        if (rumpy_operators[i] != NULL) continue;
        rumpy_operators[i] = rumpy_op_named(names[i]);
        if (rumpy_operators[i] == NULL) return false;
    }
    return true;
}

/* --- comparisons with Python ints of any size ------------------------------------------------- */

int rumpy_compare_range(const la_dtype *dtype, PyObject *integer)
{
    int overflow;
    long long value = PyLong_AsLongLongAndOverflow(integer, &overflow);
    if (value == -1 && PyErr_Occurred()) return -2;
    bool is_signed = dtype->kind == 'i';
    int bits = 8 * dtype->itemsize;
    if (overflow < 0) return -1;
    if (overflow > 0) {
        if (is_signed || bits < 64) return 1;
        if (PyLong_AsUnsignedLongLong(integer) == (unsigned long long)-1 && PyErr_Occurred()) {
            return rumpy_clear(PyExc_OverflowError) ? 1 : -2;
        }
        return 0;
    }
    if (!is_signed) {
        if (value < 0) return -1;
        return bits < 64 && value >> bits != 0 ? 1 : 0;
    }
    if (bits == 64) return 0;
    long long limit = 1LL << (bits - 1);
    return value < -limit ? -1 : value >= limit ? 1 : 0;
}

bool rumpy_compare_constant(const la_ufunc *ufunc, int side, bool swapped)
{
    const char *name = ufunc->name;
    if (strcmp(name, "equal") == 0) return false;
    if (strcmp(name, "not_equal") == 0) return true;
    bool less = name[0] == 'l';
    return (side > 0) == (less != swapped);
}

PyObject *rumpy_compare_ints(const la_ufunc *ufunc, PyObject *a, PyObject *b)
{
    for (int code = Py_LT; code <= Py_GE; code++) {
        if (strcmp(ufunc->name, comparison_names[code]) != 0) continue;
        int truth = PyObject_RichCompareBool(a, b, code);
        return truth >= 0 ? rumpy_bool_scalar(truth) : NULL;
    }
    PyErr_SetString(PyExc_SystemError, "not a comparison");
    return NULL;
}

/* --- the fast path: exact ndarrays of one type and shape, or one and a Python number ---------- */

/* An operand that a loop can walk in one strip. */
static bool is_strip(const la_array *a)
{
    return (a->flags & LA_C_CONTIGUOUS || a->ndim <= 1) && a->flags & LA_ALIGNED;
}

static ptrdiff_t strip_step(const la_array *a)
{
    return a->ndim == 1 ? a->strides[0] : a->dtype->itemsize;
}

static bool same_shape(const la_array *x, const la_array *y)
{
    if (x->ndim != y->ndim) return false;
    for (int i = 0; i < x->ndim; i++)
        if (x->shape[i] != y->shape[i]) return false;
    return true;
}

/* The exact Python float or int as an element of the type that it takes beside an array of it.
 * False, without an exception, where that needs more thought. */
static bool quick_element(const la_dtype *dtype, PyObject *obj, rumpy_value *value)
{
    PyTypeObject *type = Py_TYPE(obj);
    if (dtype->kind == 'f' || dtype->kind == 'c') {
        double number;
        if (type == &PyFloat_Type) {
            number = PyFloat_AsDouble(obj);
        } else if (type == &PyLong_Type) {
            int overflow;
            long long integer = PyLong_AsLongLongAndOverflow(obj, &overflow);
            /* Beyond 2^53 rounding twice, to double and to float, may differ from once. */
            if (overflow != 0 || integer > (1LL << 53) || integer < -(1LL << 53)) return false;
            number = (double)integer;
        } else {
            return false;
        }
        switch (dtype->num) {
        case LA_FLOAT64: value->f64 = number; return true;
        case LA_FLOAT16:
            value->f16 = la_float16_from_double(number);
            return (value->f16 & 0x7fff) != 0x7c00; /* too great? */
        case LA_FLOAT32: value->f32 = (float)number; return isfinite(value->f32);
        case LA_COMPLEX128: value->c128 = (la_complex128){number, 0}; return true;
        case LA_COMPLEX64: value->c64 = (la_complex64){(float)number, 0}; return true;
        default: return false;
        }
    }
    if (type != &PyLong_Type) return false;
    int overflow;
    long long integer = PyLong_AsLongLongAndOverflow(obj, &overflow);
    if (overflow != 0) return false;
    switch (dtype->num) {
    case LA_INT64: value->i64 = integer; return true;
    case LA_INT32: value->i32 = (int32_t)integer; return integer == value->i32;
    case LA_INT16: value->i16 = (int16_t)integer; return integer == value->i16;
    case LA_INT8: value->i8 = (int8_t)integer; return integer == value->i8;
    case LA_UINT64: value->u64 = (uint64_t)integer; return integer >= 0;
    case LA_UINT32: value->u32 = (uint32_t)integer; return integer == value->u32;
    case LA_UINT16: value->u16 = (uint16_t)integer; return integer == value->u16;
    case LA_UINT8: value->u8 = (uint8_t)integer; return integer == value->u8;
    default: return false;
    }
}

/* One side of a quick operation. */
typedef struct strip {
    const la_array *array; /* NULL: the scalar in `value` */
    char *data;
    ptrdiff_t step;
    int class;
} strip;

static bool strip_of_array(strip *s, PyObject *obj)
{
    const la_array *a = rumpy_array_of(obj);
    if (!is_strip(a)) return false;
    *s = (strip){.array = a, .data = a->data, .step = strip_step(a), .class = (int)a->dtype->num};
    return true;
}

static bool strip_of_number(strip *s, const la_dtype *dtype, PyObject *obj, rumpy_value *value)
{
    if (!quick_element(dtype, obj, value)) return false;
    *s = (strip){.data = (char *)value,
                 .class =
                     Py_TYPE(obj) == &PyFloat_Type ? RUMPY_CLASS_WEAK_FLOAT : RUMPY_CLASS_WEAK_INT};
    return true;
}

/* The same for an exact rumpy scalar of the array's own type. */
static bool strip_of_scalar(strip *s, const la_dtype *dtype, PyObject *obj, rumpy_value *value)
{
    if (Py_TYPE(obj) != rumpy_scalar_types[dtype->num] || rumpy_scalar_read(obj, value) != dtype)
        return false;
    *s = (strip){.data = (char *)value, .class = (int)dtype->num};
    return true;
}

/* Fills `x`, `y`; false where the operands are not of the quick kind. */
static bool quick_operands(PyObject *a, PyObject *b, strip *x, strip *y, rumpy_value *value)
{
    bool a_array = rumpy_is_ndarray_exact(a), b_array = rumpy_is_ndarray_exact(b);
    if (a_array && b_array)
        return rumpy_array_of(a)->dtype == rumpy_array_of(b)->dtype &&
               same_shape(rumpy_array_of(a), rumpy_array_of(b)) && strip_of_array(x, a) &&
               strip_of_array(y, b);
    if (a_array) {
        const la_dtype *dtype = rumpy_array_of(a)->dtype;
        return (strip_of_number(y, dtype, b, value) || strip_of_scalar(y, dtype, b, value)) &&
               strip_of_array(x, a);
    }
    if (b_array) {
        const la_dtype *dtype = rumpy_array_of(b)->dtype;
        return (strip_of_number(x, dtype, a, value) || strip_of_scalar(x, dtype, a, value)) &&
               strip_of_array(y, b);
    }
    return false;
}

/* Whether a strip may be written while `s` is read: the very same elements, or none of them. */
static bool may_write(const la_array *out, const strip *s)
{
    return s->array == NULL || s->array == out ||
           (s->data == out->data && s->step == strip_step(out)) || !la_may_overlap(out, s->array);
}

/* Runs the loop over strips of out's shape; *done false: not quick after all. out is
 * LA_ARRAY_NULL (then made) or an existing array. */
static la_status quick_run(const rumpy_op *op, const la_loop *loop, int nin, const strip *in,
                           la_array *out, bool *done)
{
    const strip *full = in[0].array != NULL ? &in[0] : &in[1];
    const la_array *like = full->array;
    const la_dtype *result = la_dtype_of(loop->types[nin]);
    *done = false;
    if (out->dtype == NULL) {
        LA_TRY(la_array_init(out, result, like->ndim, like->shape, LA_ORDER_C));
    } else {
        if (out->dtype != result || !(out->flags & LA_WRITEABLE) || !is_strip(out) ||
            !same_shape(out, like))
            return LA_OK;
        for (int i = 0; i < nin; i++)
            if (!may_write(out, &in[i])) return LA_OK;
    }
    *done = true;
    char *args[LA_UFUNC_MAXARGS];
    ptrdiff_t steps[LA_UFUNC_MAXARGS];
    for (int i = 0; i < nin; i++) {
        args[i] = in[i].data;
        steps[i] = in[i].step;
    }
    args[nin] = out->data;
    steps[nin] = strip_step(out);
    rumpy_fp_begin();
    if (out->size == 0) return LA_OK;
    return la_run_loop(op->ufunc, loop, args, out->size, steps);
}

/* Runs a quick operation into a new array or `out`. NULL without an exception: take the
 * long way. */
static PyObject *quick(const rumpy_op *op, const la_loop *loop, int nin, const strip *in,
                       PyObject *out)
{
    bool done;
    if (out != NULL) {
        la_status status = quick_run(op, loop, nin, in, rumpy_array_of(out), &done);
        if (status != LA_OK) return rumpy_raise(status);
        if (!done) return NULL;
        Py_INCREF(out);
        return rumpy_fp_result(out, "", op->ufunc->name);
    }
    PyObject *result = rumpy_ndarray_new();
    if (result == NULL) return NULL;
    la_status status = quick_run(op, loop, nin, in, rumpy_array_of(result), &done);
    if (status != LA_OK) {
        Py_DECREF(result);
        return rumpy_raise(status);
    }
    return rumpy_fp_result(result, "", op->ufunc->name);
}

static bool loop_fits(const la_loop *loop, const la_dtype *dtype, int nin)
{
    for (int i = 0; i < nin; i++)
        if (loop->types[i] != dtype->num) return false;
    return true;
}

/* --- any operands ----------------------------------------------------------------------------- */

void rumpy_not_an_operand(const la_ufunc *ufunc, PyObject *obj)
{
    PyObject *name = PyType_GetName(Py_TYPE(obj));
    if (name == NULL) return;
    PyErr_Format(
        PyExc_TypeError,
        "ufunc '%s' not supported for an operand of type '%U': rumpy computes with numbers "
        "and arrays of numbers",
        ufunc->name, name);
    Py_DECREF(name);
}

bool rumpy_settle_logical(rumpy_operand *operand)
{
    if (operand->array != NULL) return true;
    int truth = PyObject_IsTrue(operand->object);
    if (truth < 0) return false;
    operand->typing = rumpy_strong(la_dtype_of(LA_BOOL));
    PyObject *object = operand->object;
    operand->object = truth ? Py_True : Py_False;
    Py_INCREF(operand->object);
    Py_DECREF(object);
    return rumpy_operand_settle(operand, la_dtype_of(LA_BOOL));
}

/* A comparison whose answer is the same for all elements of `like`. */
static PyObject *constant_result(bool value, const rumpy_operand *like, const rumpy_origin *origin,
                                 PyObject *where, la_casting casting)
{
    PyObject *out = origin->args[2];
    la_array result = LA_ARRAY_NULL, scalar = LA_ARRAY_NULL;
    la_status status = la_array_init_foreign(&scalar, la_dtype_of(LA_BOOL), 0, NULL, NULL, &value,
                                             false, NULL, NULL);
    la_array *target = out != NULL ? rumpy_array_of(out) : &result;
    if (status == LA_OK && out == NULL)
        status = la_array_init_like(&result, like->array, la_dtype_of(LA_BOOL), LA_ORDER_K);
    if (status == LA_OK)
        status = la_copyto(target, &scalar, casting, where != NULL ? rumpy_array_of(where) : NULL);
    la_array_destroy(&scalar);
    if (status != LA_OK) {
        la_array_destroy(&result);
        return rumpy_raise(status);
    }
    return out == NULL ? rumpy_return_of(origin, 0, &result, true) : rumpy_return_out(origin, 0);
}

/* Whether `integer` is a Python int outside the range of other's type, and on which side: 0 none,
 * -2 with an exception set. */
static int extreme_side(const rumpy_operand *integer, const rumpy_operand *other)
{
    if (integer->typing.weak != LA_WEAK_INT || other->typing.weak != LA_STRONG ||
        !la_dtype_is_integer(other->typing.dtype))
        return 0;
    return rumpy_compare_range(other->typing.dtype, integer->object);
}

int rumpy_compare_extreme(const rumpy_origin *origin, const rumpy_operand *a,
                          const rumpy_operand *b, PyObject *where, la_casting casting,
                          PyObject **result)
{
    *result = NULL;
    const rumpy_operand *array = a;
    int side = extreme_side(b, a);
    if (side == 0) {
        array = b;
        side = extreme_side(a, b);
    }
    if (side == 0) return 0;
    if (side == -2) return -1;
    bool value = rumpy_compare_constant(rumpy_ufunc_of(origin->ufunc), side, array == b);
    *result = constant_result(value, array, origin, where, casting);
    return 1;
}

/* Wraps what a ufunc wrote, or returns the caller's `out`. */
static PyObject *finish(la_status status, const rumpy_origin *origin, la_array *result)
{
    if (status != LA_OK) return rumpy_raise(status);
    return origin->args[origin->nin] == NULL ? rumpy_return_of(origin, 0, result, true)
                                             : rumpy_return_out(origin, 0);
}

static PyObject *binary_operands(rumpy_op *op, rumpy_operand *operands, const rumpy_origin *origin)
{
    rumpy_operand *x = &operands[0], *y = &operands[1];
    PyObject *out = origin->args[2];
    if (op->comparison) {
        PyObject *constant;
        if (rumpy_compare_extreme(origin, x, y, NULL, LA_CASTING_SAME_KIND, &constant) != 0)
            return constant;
    }
    if (op->logical && !(rumpy_settle_logical(x) && rumpy_settle_logical(y))) return NULL;
    const la_loop *loop = rumpy_op_loop2(op, x->typing, y->typing);
    if (loop == NULL || !rumpy_operand_settle(x, la_dtype_of(loop->types[0])) ||
        !rumpy_operand_settle(y, la_dtype_of(loop->types[1])))
        return NULL;
    la_array result = LA_ARRAY_NULL;
    const la_array *const in[2] = {x->array, y->array};
    la_array *const outs[1] = {out != NULL ? rumpy_array_of(out) : &result};
    rumpy_fp_begin();
    la_status status = la_ufunc_run(op->ufunc, loop, in, outs, LA_CASTING_SAME_KIND, NULL);
    return rumpy_fp_result(finish(status, origin, &result), "", op->ufunc->name);
}

PyObject *rumpy_op_binary(rumpy_op *op, PyObject *a, PyObject *b, PyObject *out)
{
    strip strips[2];
    rumpy_value value;
    if (quick_operands(a, b, &strips[0], &strips[1], &value)) {
        const la_loop *loop = op->loops[strips[0].class][strips[1].class];
        const la_array *full = strips[0].array != NULL ? strips[0].array : strips[1].array;
        bool is_new = out == NULL && full->ndim > 0; /* 0-d results become scalars */
        if (loop != NULL && loop_fits(loop, full->dtype, 2) && (is_new || out != NULL)) {
            PyObject *result = quick(op, loop, 2, strips, out);
            if (result != NULL || PyErr_Occurred()) return result;
        }
    }

    PyObject *result = NULL;
    if (out == NULL) {
        result = rumpy_scalar_binary(op, a, b);
        if (result != Py_NotImplemented) return rumpy_fp_result(result, "", op->ufunc->name);
        Py_DECREF(result);
        result = NULL;
    }
    rumpy_operand operands[2];
    int ready = rumpy_operand_init(&operands[0], a, true);
    if (ready > 0) {
        ready = rumpy_operand_init(&operands[1], b, true);
        if (ready > 0) {
            PyObject *const args[3] = {a, b, out};
            const rumpy_origin origin = {rumpy_ufunc_object(op->ufunc), 2, 1, args};
            result = binary_operands(op, operands, &origin);
            rumpy_operand_clear(&operands[1]);
        }
        rumpy_operand_clear(&operands[0]);
    }
    if (ready == 0) Py_RETURN_NOTIMPLEMENTED;
    return result;
}

PyObject *rumpy_op_unary(rumpy_op *op, PyObject *a, PyObject *out)
{
    if (rumpy_is_ndarray_exact(a)) {
        strip in;
        const la_dtype *dtype = rumpy_array_of(a)->dtype;
        const la_loop *loop = op->loops[0][dtype->num];
        if (loop != NULL && loop_fits(loop, dtype, 1) && strip_of_array(&in, a) &&
            (out != NULL || in.array->ndim > 0)) {
            PyObject *result = quick(op, loop, 1, &in, out);
            if (result != NULL || PyErr_Occurred()) return result;
        }
    }

    PyObject *returned = NULL;
    if (out == NULL) {
        returned = rumpy_scalar_unary(op, a);
        if (returned != Py_NotImplemented) return rumpy_fp_result(returned, "", op->ufunc->name);
        Py_DECREF(returned);
        returned = NULL;
    }
    rumpy_operand x;
    int ready = rumpy_operand_init(&x, a, true);
    if (ready == 0) Py_RETURN_NOTIMPLEMENTED;
    if (ready < 0) return NULL;
    const la_loop *loop = NULL;
    if (!op->logical || rumpy_settle_logical(&x)) loop = rumpy_op_loop1(op, x.typing);
    if (loop != NULL && rumpy_operand_settle(&x, la_dtype_of(loop->types[0]))) {
        la_array result = LA_ARRAY_NULL;
        const la_array *const in[1] = {x.array};
        la_array *const outs[1] = {out != NULL ? rumpy_array_of(out) : &result};
        rumpy_fp_begin();
        la_status status = la_ufunc_run(op->ufunc, loop, in, outs, LA_CASTING_SAME_KIND, NULL);
        PyObject *const args[2] = {a, out};
        const rumpy_origin origin = {rumpy_ufunc_object(op->ufunc), 1, 1, args};
        returned = rumpy_fp_result(finish(status, &origin, &result), "", op->ufunc->name);
    }
    rumpy_operand_clear(&x);
    return returned;
}

PyObject *rumpy_binary(const la_ufunc *ufunc, PyObject *a, PyObject *b, PyObject *out)
{
    rumpy_op *op = rumpy_op_of(ufunc);
    return op != NULL ? rumpy_op_binary(op, a, b, out == Py_None ? NULL : out) : NULL;
}
