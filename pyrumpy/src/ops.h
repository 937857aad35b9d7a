/* What operators, scalars, ufunc objects and reductions share: a ufunc of libarray together with
 * the loops it was resolved to before. */
#ifndef RUMPY_OPS_H
#define RUMPY_OPS_H

#include "fp_errors.h"
#include "rumpy.h"

/* How an operand takes part in the choice of a loop: its type, or the kind of a weak scalar. */
enum {
    RUMPY_CLASS_WEAK_INT = LA_NTYPES,
    RUMPY_CLASS_WEAK_FLOAT,
    RUMPY_CLASS_WEAK_COMPLEX,
    RUMPY_NCLASSES
};

static inline int rumpy_class_of(la_typing typing)
{
    return typing.weak == LA_STRONG ? (int)typing.dtype->num
                                    : RUMPY_CLASS_WEAK_INT + (int)(typing.weak - LA_WEAK_INT);
}

/* A ufunc and its memory of resolved loops: unary ones in row 0. NULL: not yet asked. */
typedef struct rumpy_op {
    const la_ufunc *ufunc;
    bool comparison; /* takes Python ints of any size, compared exactly */
    bool logical;    /* takes Python numbers for the truth they stand for */
    const la_loop *loops[RUMPY_NCLASSES][RUMPY_NCLASSES];
} rumpy_op;

/* The op of a ufunc; made at the first call. NULL with MemoryError set where there is no memory. */
rumpy_op *rumpy_op_of(const la_ufunc *ufunc);
rumpy_op *rumpy_op_named(const char *name);

/* The loop for operands of these classes. NULL with the exception set where there is none. */
const la_loop *rumpy_op_resolve(rumpy_op *op, const la_typing *inputs);

static inline const la_loop *rumpy_op_loop2(rumpy_op *op, la_typing a, la_typing b)
{
    const la_loop *loop = op->loops[rumpy_class_of(a)][rumpy_class_of(b)];
    la_typing inputs[2] = {a, b};
    return loop != NULL ? loop : rumpy_op_resolve(op, inputs);
}

static inline const la_loop *rumpy_op_loop1(rumpy_op *op, la_typing a)
{
    const la_loop *loop = op->loops[0][rumpy_class_of(a)];
    return loop != NULL ? loop : rumpy_op_resolve(op, &a);
}

static inline la_typing rumpy_strong(const la_dtype *dtype)
{
    return (la_typing){.dtype = dtype, .weak = LA_STRONG};
}

/* The ufuncs behind operators, looked up once. */
typedef enum rumpy_operator {
    RUMPY_ADD,
    RUMPY_SUBTRACT,
    RUMPY_MULTIPLY,
    RUMPY_TRUE_DIVIDE,
    RUMPY_FLOOR_DIVIDE,
    RUMPY_REMAINDER,
    RUMPY_POWER,
    RUMPY_LEFT_SHIFT,
    RUMPY_RIGHT_SHIFT,
    RUMPY_BITWISE_AND,
    RUMPY_BITWISE_OR,
    RUMPY_BITWISE_XOR,
    RUMPY_LESS, /* the comparisons in the order of Py_LT ... Py_GE */
    RUMPY_LESS_EQUAL,
    RUMPY_EQUAL,
    RUMPY_NOT_EQUAL,
    RUMPY_GREATER,
    RUMPY_GREATER_EQUAL,
    RUMPY_NEGATIVE,
    RUMPY_POSITIVE,
    RUMPY_ABSOLUTE,
    RUMPY_INVERT,
    RUMPY_SQUARE,
    RUMPY_SQRT,
    RUMPY_NOPERATORS
} rumpy_operator;

extern rumpy_op *rumpy_operators[RUMPY_NOPERATORS];

/* Looks them up; false with an exception set. Safe to call more than once. */
bool rumpy_operators_init(void);

/* A call, as the __array_wrap__ of an operand is told of it. */
typedef struct rumpy_origin {
    PyObject *ufunc; /* NULL: not the call of a ufunc */
    int nin, nout;
    PyObject *const *args; /* nin inputs, then nout outputs, NULL where none was given */
} rumpy_origin;

/* The work of operators and of calls. out: NULL, None or an ndarray. */
PyObject *rumpy_op_binary(rumpy_op *op, PyObject *a, PyObject *b, PyObject *out);
PyObject *rumpy_op_unary(rumpy_op *op, PyObject *a, PyObject *out);

/* A comparison with a Python int that `dtype` (of integers) can't hold: -1 the int lies below, 1
 * above all values of the type, 0 it fits; -2 with an exception set. */
int rumpy_compare_range(const la_dtype *dtype, PyObject *integer);
/* The constant truth of `x OP int` (swapped: `int OP x`) for such an int on that side of x. */
bool rumpy_compare_constant(const la_ufunc *ufunc, int side, bool swapped);

/* Comparisons whose answer is known: 1 and *result where one is a Python int that the
 * other's type can't hold (equal: never, ...), 0 otherwise, -1 with an exception set. where: NULL
 * or an array; casting: of the result to the type of an output that was given. */
int rumpy_compare_extreme(const rumpy_origin *origin, const rumpy_operand *a,
                          const rumpy_operand *b, PyObject *where, la_casting casting,
                          PyObject **result);

/* Makes a Python number beside a logical ufunc the truth that it stands for. */
bool rumpy_settle_logical(rumpy_operand *operand);

/* TypeError for an object that no array can be made of. */
void rumpy_not_an_operand(const la_ufunc *ufunc, PyObject *obj);

/* --- override.c: whose operation is it? ------------------------------------------------------- */

/* Types that never claim an operation for themselves. */
bool rumpy_is_plain(PyObject *obj);

/* __array_priority__, or what stands for it where there is none. */
double rumpy_priority_of(PyObject *obj, double fallback);
/* Whether a type is NumPy's ndarray. Its arrays are operands like lists: they take nothing over. */
bool rumpy_is_numpys(PyTypeObject *type);

/* A fresh result of a call, its output `index`, as an object of the class of an input, by that
 * one's
 * __array_wrap__: of the input of the highest __array_priority__ and, of these, of the first, but
 * of an ndarray itself last. A 0-d one becomes a scalar if `single`. Takes the array. */
PyObject *rumpy_return_of(const rumpy_origin *origin, int index, la_array *array, bool single);
/* An output that the caller gave, by its own __array_wrap__; a new reference. */
PyObject *rumpy_return_out(const rumpy_origin *origin, int index);

/* The result of a reduction or accumulation of `operand`. A 0-d one becomes a scalar if `single`.
 * Takes the array. */
PyObject *rumpy_return_from(PyObject *operand, la_array *array, bool single);

/* Whether obj's class handles ufuncs itself: it has an __array_ufunc__ of its own, not None. */
bool rumpy_has_override(PyObject *obj);

/* Whether `other` takes an operation with `self` over (__array_ufunc__, __array_priority__). */
bool rumpy_should_defer(PyObject *self, PyObject *other, bool inplace);

/* If one of the arguments (or of `out` among the keywords, whose values follow the positional ones)
 * handles ufuncs itself, calls that: 1 and *result, NULL with an exception set; 0 if none does.
 * inputs: how many of the positional arguments are inputs; names: what the others are, ending in
 * NULL; NULL: they are outputs. */
int rumpy_override(PyObject *ufunc, const char *method, PyObject *const *args, Py_ssize_t nargs,
                   Py_ssize_t inputs, const char *const *names, PyObject *kwnames,
                   PyObject **result);

/* --- dispatch.c: functions that other array types may take over ------------------------------- */

bool rumpy_dispatch_init(PyObject *module);
/* ndarray's methods of these names, for super(). */
PyObject *rumpy_array_function(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *rumpy_array_ufunc(PyObject *self, PyObject *args, PyObject *kwargs);
PyObject *rumpy_array_wrap(PyObject *self, PyObject *args);

/* --- number.c --------------------------------------------------------------------------------- */

/* The operator `op` between an ndarray or scalar and anything else: defers to the other operand
 * where that claims the operation. */
PyObject *rumpy_operate(rumpy_op *op, PyObject *a, PyObject *b);

/* a @ b; NotImplemented where one isn't an operand. out: NULL or an ndarray. name: whose errors
 * they are. */
PyObject *rumpy_matmul(PyObject *a, PyObject *b, PyObject *out, const char *name);

/* A complex number's real part, with NumPy's ComplexWarning; other numbers (and NULL) as they are.
 * Takes the reference. */
PyObject *rumpy_real_number(PyObject *number);

/* ndarray.__complex__ */
PyObject *rumpy_array_complex(PyObject *self, PyObject *ignored);

/* The comparison of two Python ints, which may be of any size, as np.True_ or np.False_. */
PyObject *rumpy_compare_ints(const la_ufunc *ufunc, PyObject *a, PyObject *b);

/* --- scalar.c, scalar_number.c ---------------------------------------------------------------- */

/* np.True_ or np.False_, a new reference. */
PyObject *rumpy_bool_scalar(bool value);
/* An operation on scalars, rumpy's or Python's. NotImplemented where an operand is
 * anything else. */
PyObject *rumpy_scalar_binary(rumpy_op *op, PyObject *a, PyObject *b);
PyObject *rumpy_scalar_unary(rumpy_op *op, PyObject *a);

/* --- ufunc.c ---------------------------------------------------------------------------------- */

extern PyTypeObject *rumpy_ufunc_type;

/* Calls the ufunc object with two operands, honouring __array_ufunc__. out: NULL or an ndarray. */
PyObject *rumpy_ufunc_call(const la_ufunc *ufunc, PyObject *a, PyObject *b, PyObject *out);

/* --- reductions.c ----------------------------------------------------------------------------- */

/* The arguments of a reduction after parsing; objects are borrowed, NULL where absent. */
typedef struct rumpy_reduction {
    PyObject *axis, *dtype, *out, *keepdims, *initial, *where;
    PyObject *given; /* what the array was made of, and whose class the result is of */
} rumpy_reduction;

/* ufunc.reduce of an ndarray. `all_axes`: what an absent axis means (methods: all; ufunc.reduce:
 * the first). */
PyObject *rumpy_reduce(const la_ufunc *ufunc, PyObject *array, const rumpy_reduction *arguments,
                       bool all_axes);

/* The type in which a reduction of `dtype` is computed unless it is asked for another. */
const la_dtype *rumpy_reduction_dtype(const la_ufunc *ufunc, const la_dtype *dtype);
/* out's type where the sum of `a` is computed in that, because it is a wider one; else NULL. */
const la_dtype *rumpy_reduction_dtype_into(const la_ufunc *ufunc, const la_array *a,
                                           const la_array *out);

/* where=...: a new reference to a bool array, NULL for True. False with an exception set. */
bool rumpy_parse_where(PyObject *where, PyObject **mask);

/* sum, prod, ... as functions of the module. */
extern PyMethodDef rumpy_reduction_functions[];

#endif
