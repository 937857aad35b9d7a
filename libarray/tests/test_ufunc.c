/* Calls of ufuncs: which loop is chosen, broadcasting, layout of results, casts, masks, overlap,
 * errors. */
#include <stdlib.h>

#include "check.h"
#include "libarray/libarray.h"

static la_typing strong(la_type type)
{
    return (la_typing){la_dtype_of(type), LA_STRONG};
}

static const la_typing weak_int = {NULL, LA_WEAK_INT}, weak_float = {NULL, LA_WEAK_FLOAT},
                       weak_complex = {NULL, LA_WEAK_COMPLEX};

/* The type of the result, -1 if there is no loop. */
static int result_of(const char *name, la_typing x, la_typing y)
{
    const la_ufunc *ufunc = la_ufunc_find(name);
    const la_loop *loop;
    const la_typing typing[2] = {x, y};
    if (la_ufunc_resolve(ufunc, typing, NULL, &loop) != LA_OK) return -1;
    return (int)loop->types[ufunc->nin];
}

static void test_resolve(void)
{
    const la_typing b1 = strong(LA_BOOL), i1 = strong(LA_INT8), u1 = strong(LA_UINT8),
                    i2 = strong(LA_INT16), i8 = strong(LA_INT64), u8 = strong(LA_UINT64),
                    f4 = strong(LA_FLOAT32), f8 = strong(LA_FLOAT64), c8 = strong(LA_COMPLEX64);
    CHECK(result_of("add", f4, f4) == LA_FLOAT32);
    CHECK(result_of("add", i1, u1) == LA_INT16);
    CHECK(result_of("add", i8, u8) == LA_FLOAT64);
    CHECK(result_of("add", i8, f4) == LA_FLOAT64);
    CHECK(result_of("add", i2, f4) == LA_FLOAT32);
    CHECK(result_of("add", c8, f8) == LA_COMPLEX128);
    CHECK(result_of("add", b1, b1) == LA_BOOL);

    /* Python scalars take the type of the other operand where its kind allows. */
    CHECK(result_of("add", i1, weak_int) == LA_INT8);
    CHECK(result_of("add", weak_int, f4) == LA_FLOAT32);
    CHECK(result_of("add", f4, weak_float) == LA_FLOAT32);
    CHECK(result_of("add", i1, weak_float) == LA_FLOAT64);
    CHECK(result_of("add", f4, weak_complex) == LA_COMPLEX64);
    CHECK(result_of("add", b1, weak_int) == LA_INTP);

    CHECK(result_of("divide", i1, i1) == LA_FLOAT64);
    CHECK(result_of("divide", f4, f4) == LA_FLOAT32);
    CHECK(result_of("divide", i1, f4) == LA_FLOAT32);
    CHECK(result_of("power", b1, b1) == LA_INT8);
    CHECK(result_of("sqrt", i2, i2) == LA_FLOAT32);
    CHECK(result_of("sqrt", i8, i8) == LA_FLOAT64);
    CHECK(result_of("exp", weak_int, weak_int) == LA_FLOAT64);
    CHECK(result_of("absolute", c8, c8) == LA_FLOAT32);
    CHECK(result_of("arctan2", i2, i1) == LA_FLOAT32);
    CHECK(result_of("less", i8, u8) == LA_BOOL);
    CHECK(result_of("isnan", i8, i8) == LA_BOOL);
    CHECK(result_of("logical_and", f4, i8) == LA_BOOL);
    CHECK(result_of("floor", i2, i2) == LA_INT16);

    /* dtype= */
    const la_loop *loop;
    const la_typing ff[2] = {f8, f8};
    CHECK_OK(la_ufunc_resolve(la_ufunc_find("add"), ff, la_dtype_of(LA_FLOAT32), &loop));
    CHECK(loop->types[0] == LA_FLOAT32 && loop->types[2] == LA_FLOAT32);
    CHECK_OK(la_ufunc_resolve(la_ufunc_find("less"), ff, la_dtype_of(LA_BOOL), &loop));
    CHECK(loop->types[0] == LA_FLOAT64);
    CHECK_STATUS(la_ufunc_resolve(la_ufunc_find("less"), ff, la_dtype_of(LA_FLOAT32), &loop),
                 LA_TYPE_ERROR,
                 "No loop matching the specified signature and casting was found for ufunc less");

    const la_typing bb[2] = {b1, b1};
    CHECK_STATUS(
        la_ufunc_resolve(la_ufunc_find("bitwise_and"), ff, NULL, &loop), LA_TYPE_ERROR,
        "ufunc 'bitwise_and' not supported for the input types, and the inputs could not be "
        "safely coerced to any supported types according to the casting rule ''safe''");
    CHECK(result_of("floor_divide", c8, c8) == -1);
    CHECK_STATUS(la_ufunc_resolve(la_ufunc_find("subtract"), bb, NULL, &loop), LA_TYPE_ERROR,
                 "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, "
                 "the `^` operator, or the logical_xor function instead.");
    CHECK_STATUS(la_ufunc_resolve(la_ufunc_find("negative"), bb, NULL, &loop), LA_TYPE_ERROR,
                 "The numpy boolean negative, the `-` operator, is not supported, use the `~` "
                 "operator or the logical_not function instead.");
    CHECK(result_of("positive", b1, b1) == -1);
}

/* --- helpers -------------------------------------------------------------------------------- */

/* Arrays over memory of the test's own. */
static void borrow(la_array *a, la_type type, int ndim, const ptrdiff_t *shape,
                   const ptrdiff_t *strides, void *data)
{
    CHECK_OK(
        la_array_init_foreign(a, la_dtype_of(type), ndim, shape, strides, data, true, NULL, NULL));
}

/* name(x, y), with y NULL for ufuncs of one input. */
static la_status call_with(la_array *out, const char *name, const la_array *x, const la_array *y,
                           const la_dtype *dtype, la_casting casting, const la_array *where)
{
    const la_ufunc *ufunc = la_ufunc_find(name);
    const la_loop *loop;
    const la_typing typing[2] = {{x->dtype, LA_STRONG}, {y ? y->dtype : NULL, LA_STRONG}};
    const la_array *in[2] = {x, y};
    la_array *const outs[1] = {out};
    LA_TRY(la_ufunc_resolve(ufunc, typing, dtype, &loop));
    return la_ufunc_run(ufunc, loop, in, outs, casting, where);
}

static la_status call(la_array *out, const char *name, const la_array *x, const la_array *y)
{
    return call_with(out, name, x, y, NULL, LA_CASTING_SAME_KIND, NULL);
}

static bool equals(const la_array *a, la_type type, int ndim, const ptrdiff_t *shape,
                   const double *values)
{
    if (a->dtype->num != type || a->ndim != ndim) return false;
    for (int i = 0; i < ndim; i++)
        if (a->shape[i] != shape[i]) return false;
    la_array plain = LA_ARRAY_NULL;
    if (la_astype(&plain, a, la_dtype_of(LA_FLOAT64), LA_ORDER_C, LA_CASTING_UNSAFE) != LA_OK)
        return false;
    const bool same = memcmp(plain.data, values, (size_t)la_array_nbytes(&plain)) == 0;
    la_array_destroy(&plain);
    return same;
}

/* --- calls ---------------------------------------------------------------------------------- */

static void test_broadcasting(void)
{
    double x[3] = {1, 2, 3}, y[2] = {10, 20}, scalar = 5;
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, s = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&a, LA_FLOAT64, 1, (ptrdiff_t[]){3}, NULL, x);
    borrow(&b, LA_FLOAT64, 2, (ptrdiff_t[]){2, 1}, NULL, y);
    borrow(&s, LA_FLOAT64, 0, NULL, NULL, &scalar);

    CHECK_OK(call(&out, "add", &a, &b));
    CHECK(equals(&out, LA_FLOAT64, 2, (ptrdiff_t[]){2, 3}, (double[]){11, 12, 13, 21, 22, 23}));
    la_array_destroy(&out);
    CHECK_OK(call(&out, "subtract", &s, &a));
    CHECK(equals(&out, LA_FLOAT64, 1, (ptrdiff_t[]){3}, (double[]){4, 3, 2}));
    la_array_destroy(&out);
    CHECK_OK(call(&out, "subtract", &a, &s));
    CHECK(equals(&out, LA_FLOAT64, 1, (ptrdiff_t[]){3}, (double[]){-4, -3, -2}));
    la_array_destroy(&out);
    CHECK_OK(call(&out, "less", &s, &s));
    CHECK(equals(&out, LA_BOOL, 0, NULL, (double[]){0}));
    la_array_destroy(&out);

    /* An existing output may be larger than the inputs, but never smaller. */
    double big[6], small[1];
    la_array o = LA_ARRAY_NULL, o1 = LA_ARRAY_NULL, two = LA_ARRAY_NULL;
    borrow(&o, LA_FLOAT64, 2, (ptrdiff_t[]){2, 3}, NULL, big);
    borrow(&o1, LA_FLOAT64, 1, (ptrdiff_t[]){1}, NULL, small);
    borrow(&two, LA_FLOAT64, 1, (ptrdiff_t[]){2}, NULL, y);
    CHECK_OK(call(&o, "add", &a, &s));
    CHECK(equals(&o, LA_FLOAT64, 2, (ptrdiff_t[]){2, 3}, (double[]){6, 7, 8, 6, 7, 8}));
    CHECK_STATUS(
        call(&o1, "add", &a, &s), LA_VALUE_ERROR,
        "non-broadcastable output operand with shape (1,) doesn't match the broadcast shape "
        "(3,)");
    CHECK_STATUS(call(&out, "add", &a, &two), LA_VALUE_ERROR,
                 "operands could not be broadcast together with shapes (3,) (2,) ");
    CHECK(out.dtype == NULL);
    CHECK_STATUS(call(&two, "add", &a, &s), LA_VALUE_ERROR,
                 "operands could not be broadcast together with shapes (3,) () (2,) ");

    /* No elements. */
    la_array none = LA_ARRAY_NULL;
    borrow(&none, LA_FLOAT64, 2, (ptrdiff_t[]){0, 3}, NULL, x);
    CHECK_OK(call(&out, "add", &none, &a));
    CHECK(out.ndim == 2 && out.shape[0] == 0 && out.shape[1] == 3 && out.size == 0);
    la_array_destroy(&out);
    la_array_destroy(&none);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&s);
    la_array_destroy(&o);
    la_array_destroy(&o1);
    la_array_destroy(&two);
}

static void test_layout(void)
{
    float x[24];
    for (int i = 0; i < 24; i++)
        x[i] = (float)i;
    la_array a = LA_ARRAY_NULL, t = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&a, LA_FLOAT32, 3, (ptrdiff_t[]){2, 3, 4}, NULL, x);

    CHECK_OK(la_transpose(&t, &a, 0, NULL));
    CHECK_OK(call(&out, "add", &t, &t));
    CHECK(out.flags & LA_F_CONTIGUOUS);
    CHECK(out.strides[0] == 4 && out.strides[1] == 16 && out.strides[2] == 48);
    CHECK(((float *)out.data)[5] == 10);
    la_array_destroy(&out);
    la_array_destroy(&t);

    /* Axes in the order that the input has in memory. */
    CHECK_OK(la_transpose(&t, &a, 3, (ptrdiff_t[]){1, 0, 2}));
    CHECK_OK(call(&out, "negative", &t, NULL));
    CHECK(out.strides[0] == 16 && out.strides[1] == 48 && out.strides[2] == 4);
    la_array_destroy(&out);

    /* Backwards and with gaps. */
    la_array back = LA_ARRAY_NULL;
    CHECK_OK(la_array_init_view(&back, &a, (char *)&x[23], a.dtype, 1, (ptrdiff_t[]){12},
                                (ptrdiff_t[]){-8}));
    CHECK_OK(call(&out, "square", &back, NULL));
    CHECK(out.strides[0] == 4);
    CHECK(((float *)out.data)[0] == 529 && ((float *)out.data)[11] == 1);
    la_array_destroy(&out);
    la_array_destroy(&back);
    la_array_destroy(&t);
    la_array_destroy(&a);
}

/* Casts go through chunks: more elements than a chunk has, with gaps, in all operands. */
static void test_casts(void)
{
    enum { n = 5001 };
    static int8_t x[n];
    static int32_t y[2 * n];
    static float z[3 * n];
    for (int i = 0; i < n; i++) {
        x[i] = (int8_t)(i % 100);
        y[2 * i] = i;
        z[3 * i + 1] = -1;
    }
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&a, LA_INT8, 1, (ptrdiff_t[]){n}, NULL, x);
    borrow(&b, LA_INT32, 1, (ptrdiff_t[]){n}, (ptrdiff_t[]){8}, y);
    borrow(&out, LA_FLOAT32, 1, (ptrdiff_t[]){n}, (ptrdiff_t[]){12}, z);
    CHECK_OK(call(&out, "divide", &b, &a));
    bool good = true;
    for (int i = 0; i < n; i++) {
        if (x[i] != 0) good = good && z[3 * i] == (float)((double)i / x[i]);
        good = good && z[3 * i + 1] == -1;
    }
    CHECK(good);

    const char *text =
        "Cannot cast ufunc 'add' output from dtype('float64') to dtype('int32') with "
        "casting rule 'same_kind'";
    CHECK_STATUS(call_with(&b, "add", &a, &a, la_dtype_of(LA_FLOAT64), LA_CASTING_SAME_KIND, NULL),
                 LA_TYPE_ERROR, text);
    CHECK_STATUS(
        call_with(&b, "add", &out, &out, la_dtype_of(LA_INT32), LA_CASTING_SAME_KIND, NULL),
        LA_TYPE_ERROR,
        "Cannot cast ufunc 'add' input 0 from dtype('float32') to dtype('int32') with "
        "casting rule 'same_kind'");
    CHECK_OK(call_with(&b, "add", &a, &a, la_dtype_of(LA_FLOAT64), LA_CASTING_UNSAFE, NULL));
    CHECK(y[2 * 99] == 198);

    la_array locked = LA_ARRAY_NULL;
    CHECK_OK(la_array_init_foreign(&locked, a.dtype, 1, a.shape, NULL, x, false, NULL, NULL));
    CHECK_STATUS(call(&locked, "negative", &a, NULL), LA_VALUE_ERROR, "output array is read-only");
    la_array_destroy(&locked);

    /* Memory that is not aligned. */
    char bytes[3 * sizeof(double) + 1];
    double values[3] = {1.5, 2.5, 3.5};
    memcpy(bytes + 1, values, sizeof values);
    la_array odd = LA_ARRAY_NULL, result = LA_ARRAY_NULL;
    borrow(&odd, LA_FLOAT64, 1, (ptrdiff_t[]){3}, NULL, bytes + 1);
    CHECK(!(odd.flags & LA_ALIGNED));
    CHECK_OK(call(&result, "add", &odd, &odd));
    CHECK(equals(&result, LA_FLOAT64, 1, (ptrdiff_t[]){3}, (double[]){3, 5, 7}));
    CHECK_OK(call(&odd, "multiply", &odd, &odd));
    memcpy(values, bytes + 1, sizeof values);
    CHECK(values[0] == 2.25 && values[2] == 12.25);
    la_array_destroy(&result);
    la_array_destroy(&odd);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&out);
}

static void test_where(void)
{
    double x[4] = {1, 2, 3, 4}, z[4] = {-1, -1, -1, -1};
    int8_t small[4] = {0, 0, 0, 0};
    uint8_t mask[4] = {1, 0, 1, 1};
    la_array a = LA_ARRAY_NULL, m = LA_ARRAY_NULL, out = LA_ARRAY_NULL, cast = LA_ARRAY_NULL;
    borrow(&a, LA_FLOAT64, 1, (ptrdiff_t[]){4}, NULL, x);
    borrow(&m, LA_BOOL, 1, (ptrdiff_t[]){4}, NULL, mask);
    borrow(&out, LA_FLOAT64, 1, (ptrdiff_t[]){4}, NULL, z);
    borrow(&cast, LA_INT8, 1, (ptrdiff_t[]){4}, NULL, small);
    CHECK_OK(call_with(&out, "add", &a, &a, NULL, LA_CASTING_SAME_KIND, &m));
    CHECK(z[0] == 2 && z[1] == -1 && z[2] == 6 && z[3] == 8);
    CHECK_OK(call_with(&cast, "add", &a, &a, NULL, LA_CASTING_UNSAFE, &m));
    CHECK(small[0] == 2 && small[1] == 0 && small[2] == 6 && small[3] == 8);
    CHECK_STATUS(call_with(&out, "add", &a, &a, NULL, LA_CASTING_SAME_KIND, &a), LA_TYPE_ERROR,
                 "Cannot cast array data from dtype('float64') to dtype('bool') according to the "
                 "rule 'safe'");

    /* The mask is the output. */
    CHECK_OK(call_with(&m, "logical_not", &m, NULL, NULL, LA_CASTING_SAME_KIND, &m));
    CHECK(mask[0] == 0 && mask[1] == 0 && mask[2] == 0 && mask[3] == 0);
    la_array_destroy(&a);
    la_array_destroy(&m);
    la_array_destroy(&out);
    la_array_destroy(&cast);
}

static void test_overlap(void)
{
    double x[6] = {1, 2, 3, 4, 5, 6};
    la_array whole = LA_ARRAY_NULL, head = LA_ARRAY_NULL, tail = LA_ARRAY_NULL,
             first = LA_ARRAY_NULL;
    borrow(&whole, LA_FLOAT64, 1, (ptrdiff_t[]){6}, NULL, x);
    borrow(&head, LA_FLOAT64, 1, (ptrdiff_t[]){5}, NULL, x);
    borrow(&tail, LA_FLOAT64, 1, (ptrdiff_t[]){5}, NULL, x + 1);
    borrow(&first, LA_FLOAT64, 0, NULL, NULL, x);

    CHECK_OK(call(&whole, "add", &whole, &whole)); /* in place */
    CHECK(x[0] == 2 && x[5] == 12);
    CHECK_OK(call(&tail, "add", &head, &tail)); /* shifted: each sum of old values */
    CHECK(x[0] == 2 && x[1] == 6 && x[2] == 10 && x[5] == 22);
    CHECK_OK(call(&whole, "subtract", &whole, &first)); /* an element of the output itself */
    CHECK(x[0] == 0 && x[1] == 4 && x[5] == 20);

    la_array back = LA_ARRAY_NULL;
    CHECK_OK(la_array_init_view(&back, &whole, (char *)&x[5], whole.dtype, 1, (ptrdiff_t[]){6},
                                (ptrdiff_t[]){-8}));
    CHECK_OK(call(&whole, "maximum", &back, &back)); /* reversed over itself */
    CHECK(x[0] == 20 && x[5] == 0);

    /* A row of the output, stretched over it. */
    double y[4] = {1, 2, 3, 4};
    la_array square = LA_ARRAY_NULL, row = LA_ARRAY_NULL;
    borrow(&square, LA_FLOAT64, 2, (ptrdiff_t[]){2, 2}, NULL, y);
    borrow(&row, LA_FLOAT64, 1, (ptrdiff_t[]){2}, NULL, y);
    CHECK_OK(call(&square, "add", &square, &row));
    CHECK(y[0] == 2 && y[1] == 4 && y[2] == 4 && y[3] == 6);

    la_array_destroy(&square);
    la_array_destroy(&row);
    la_array_destroy(&back);
    la_array_destroy(&whole);
    la_array_destroy(&head);
    la_array_destroy(&tail);
    la_array_destroy(&first);
}

static void test_two_outputs(void)
{
    double x[3] = {7, -7, 7.5}, y[3] = {2, 2, -2};
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, q = LA_ARRAY_NULL, r = LA_ARRAY_NULL;
    borrow(&a, LA_FLOAT64, 1, (ptrdiff_t[]){3}, NULL, x);
    borrow(&b, LA_FLOAT64, 1, (ptrdiff_t[]){3}, NULL, y);
    const la_ufunc *divmod = la_ufunc_find("divmod");
    const la_typing typing[2] = {strong(LA_FLOAT64), strong(LA_FLOAT64)};
    const la_array *in[2] = {&a, &b};
    la_array *fresh[2] = {&q, &r}, *crossed[2] = {&b, &a};
    const la_loop *loop;
    CHECK_OK(la_ufunc_resolve(divmod, typing, NULL, &loop));
    CHECK_OK(la_ufunc_run(divmod, loop, in, fresh, LA_CASTING_SAME_KIND, NULL));
    CHECK(equals(&q, LA_FLOAT64, 1, (ptrdiff_t[]){3}, (double[]){3, -4, -4}));
    CHECK(equals(&r, LA_FLOAT64, 1, (ptrdiff_t[]){3}, (double[]){1, 1, -0.5}));
    CHECK_OK(la_ufunc_run(divmod, loop, in, crossed, LA_CASTING_SAME_KIND, NULL));
    CHECK(y[0] == 3 && y[2] == -4 && x[1] == 1 && x[2] == -0.5);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&q);
    la_array_destroy(&r);
}

/* A loop that fails leaves no output behind. */
static void test_failing_loop(void)
{
    int64_t x[2] = {2, 3}, y[2] = {1, -1};
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, t = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&a, LA_INT64, 1, (ptrdiff_t[]){2}, NULL, x);
    borrow(&b, LA_INT64, 1, (ptrdiff_t[]){2}, NULL, y);
    borrow(&t, LA_INT64, 2, (ptrdiff_t[]){2, 1}, NULL, x);
    const char *text = "Integers to negative integer powers are not allowed.";
    CHECK_STATUS(call(&out, "power", &a, &b), LA_VALUE_ERROR, text);
    CHECK(out.dtype == NULL);
    CHECK_STATUS(call(&out, "power", &t, &b), LA_VALUE_ERROR, text);
    CHECK(out.dtype == NULL);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&t);
}

int main(void)
{
    test_resolve();
    test_broadcasting();
    test_layout();
    test_casts();
    test_where();
    test_overlap();
    test_two_outputs();
    test_failing_loop();
    return check_report();
}
