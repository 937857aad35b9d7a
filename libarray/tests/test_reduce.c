/* Reductions: axes, identities, masks, initial values, outputs, rounding; argmax and argmin; mean.
 */
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "libarray/libarray.h"

static void borrow(la_array *a, la_type type, int ndim, const ptrdiff_t *shape,
                   const ptrdiff_t *strides, void *data)
{
    CHECK_OK(
        la_array_init_foreign(a, la_dtype_of(type), ndim, shape, strides, data, true, NULL, NULL));
}

static la_status reduce(la_array *out, const char *name, const la_array *a, la_axes axes)
{
    return la_ufunc_reduce(out, la_ufunc_find(name), a, axes, false, NULL, NULL, NULL);
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
    bool same = true;
    for (ptrdiff_t i = 0; i < plain.size; i++) {
        const double x = ((double *)plain.data)[i];
        same = same && (x == values[i] || (x != x && values[i] != values[i]));
    }
    la_array_destroy(&plain);
    return same;
}

/* Reduces, compares with `value` (0-d), and destroys the result. */
static bool gives(const char *name, const la_array *a, la_type type, double value)
{
    la_array out = LA_ARRAY_NULL;
    if (!CHECK_OK(reduce(&out, name, a, LA_ALL_AXES(a->ndim)))) return false;
    const bool same = equals(&out, type, 0, NULL, &value);
    la_array_destroy(&out);
    return same;
}

static void test_axes(void)
{
    double x[24];
    for (int i = 0; i < 24; i++)
        x[i] = i;
    la_array a = LA_ARRAY_NULL, t = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&a, LA_FLOAT64, 3, (ptrdiff_t[]){2, 3, 4}, NULL, x);

    CHECK_OK(reduce(&out, "add", &a, 1));
    CHECK(equals(&out, LA_FLOAT64, 2, (ptrdiff_t[]){3, 4},
                 (double[]){12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34}));
    la_array_destroy(&out);
    CHECK_OK(reduce(&out, "add", &a, 2));
    CHECK(equals(&out, LA_FLOAT64, 2, (ptrdiff_t[]){2, 4},
                 (double[]){12, 15, 18, 21, 48, 51, 54, 57}));
    la_array_destroy(&out);
    CHECK_OK(reduce(&out, "maximum", &a, 4));
    CHECK(equals(&out, LA_FLOAT64, 2, (ptrdiff_t[]){2, 3}, (double[]){3, 7, 11, 15, 19, 23}));
    la_array_destroy(&out);
    CHECK_OK(reduce(&out, "add", &a, 5));
    CHECK(equals(&out, LA_FLOAT64, 1, (ptrdiff_t[]){3}, (double[]){60, 92, 124}));
    la_array_destroy(&out);
    CHECK_OK(reduce(&out, "add", &a, 0));
    CHECK(equals(&out, LA_FLOAT64, 3, a.shape, x));
    la_array_destroy(&out);
    CHECK(gives("add", &a, LA_FLOAT64, 276));
    CHECK(gives("minimum", &a, LA_FLOAT64, 0));
    CHECK_OK(la_ufunc_reduce(&out, la_ufunc_find("add"), &a, 6, true, NULL, NULL, NULL));
    CHECK(equals(&out, LA_FLOAT64, 3, (ptrdiff_t[]){2, 1, 1}, (double[]){66, 210}));
    la_array_destroy(&out);

    /* Transposed, and backwards. */
    CHECK_OK(la_transpose(&t, &a, 0, NULL));
    CHECK_OK(reduce(&out, "add", &t, 1));
    CHECK(equals(&out, LA_FLOAT64, 2, (ptrdiff_t[]){3, 2}, (double[]){6, 54, 22, 70, 38, 86}));
    CHECK(out.strides[0] == 8 && out.strides[1] == 24); /* laid out as the input */
    la_array_destroy(&out);
    la_array_destroy(&t);
    CHECK_OK(la_array_init_view(&t, &a, (char *)&x[23], a.dtype, 2, (ptrdiff_t[]){3, 4},
                                (ptrdiff_t[]){-64, -16}));
    CHECK_OK(reduce(&out, "add", &t, 1));
    CHECK(equals(&out, LA_FLOAT64, 1, (ptrdiff_t[]){4}, (double[]){45, 39, 33, 27}));
    la_array_destroy(&out);
    la_array_destroy(&t);

    la_axes axes;
    CHECK_OK(la_axes_from(2, (ptrdiff_t[]){-1, 0}, 3, &axes));
    CHECK(axes == 5);
    CHECK_STATUS(la_axes_from(2, (ptrdiff_t[]){0, 3}, 3, &axes), LA_AXIS_ERROR,
                 "axis 3 is out of bounds for array of dimension 3");
    CHECK_STATUS(la_axes_from(2, (ptrdiff_t[]){1, -2}, 3, &axes), LA_VALUE_ERROR,
                 "duplicate value in 'axis'");
    la_array_destroy(&a);
}

static void test_types(void)
{
    int8_t x[4] = {100, 100, 100, -1};
    uint8_t u[2] = {200, 200}, b[3] = {1, 0, 1};
    la_array a = LA_ARRAY_NULL, c = LA_ARRAY_NULL, d = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&a, LA_INT8, 1, (ptrdiff_t[]){4}, NULL, x);
    borrow(&c, LA_UINT8, 1, (ptrdiff_t[]){2}, NULL, u);
    borrow(&d, LA_BOOL, 1, (ptrdiff_t[]){3}, NULL, b);
    const la_type uintp = LA_INTP == LA_INT64 ? LA_UINT64 : LA_UINT32;
    CHECK(gives("add", &a, LA_INTP, 299));
    CHECK(gives("multiply", &c, uintp, 40000));
    CHECK(gives("add", &d, LA_INTP, 2));
    CHECK(gives("maximum", &a, LA_INT8, 100));
    CHECK(gives("maximum", &d, LA_BOOL, 1));
    CHECK(gives("minimum", &d, LA_BOOL, 0));
    CHECK(gives("bitwise_and", &c, LA_UINT8, 200));
    CHECK(gives("logical_and", &a, LA_BOOL, 1));
    CHECK(gives("logical_and", &d, LA_BOOL, 0));
    CHECK(gives("logical_or", &d, LA_BOOL, 1));
    CHECK(gives("logical_xor", &a, LA_BOOL, 0));
    CHECK(gives("subtract", &a, LA_INT8, -99));
    CHECK_OK(la_ufunc_reduce(&out, la_ufunc_find("add"), &a, 1, false, la_dtype_of(LA_INT8), NULL,
                             NULL));
    CHECK(equals(&out, LA_INT8, 0, NULL, (double[]){43})); /* wraps in the type asked for */
    la_array_destroy(&out);
    CHECK_OK(la_ufunc_reduce(&out, la_ufunc_find("add"), &a, 1, false, la_dtype_of(LA_FLOAT32),
                             NULL, NULL));
    CHECK(equals(&out, LA_FLOAT32, 0, NULL, (double[]){299}));
    la_array_destroy(&out);

    /* all and any of a kept axis take elements of any type as bool. */
    double y[4] = {0, NAN, 3, 0.5};
    la_array e = LA_ARRAY_NULL;
    borrow(&e, LA_FLOAT64, 2, (ptrdiff_t[]){2, 2}, NULL, y);
    CHECK_OK(reduce(&out, "logical_and", &e, 1));
    CHECK(equals(&out, LA_BOOL, 1, (ptrdiff_t[]){2}, (double[]){0, 1}));
    la_array_destroy(&out);
    CHECK_OK(reduce(&out, "logical_or", &e, 2));
    CHECK(equals(&out, LA_BOOL, 1, (ptrdiff_t[]){2}, (double[]){1, 1}));
    la_array_destroy(&out);
    CHECK(gives("maximum", &e, LA_FLOAT64, NAN));
    CHECK(gives("fmax", &e, LA_FLOAT64, 3));
    la_array_destroy(&e);

    CHECK_STATUS(reduce(&out, "less", &a, 1), LA_TYPE_ERROR,
                 "No loop matching the specified signature and casting was found for ufunc less");
    CHECK_STATUS(reduce(&out, "negative", &a, 1), LA_VALUE_ERROR,
                 "reduce only supported for binary functions");
    la_array_destroy(&a);
    la_array_destroy(&c);
    la_array_destroy(&d);
}

static void test_empty(void)
{
    double x[1], y[3] = {1, 2, 3};
    la_array a = LA_ARRAY_NULL, wide = LA_ARRAY_NULL, scalar = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&a, LA_FLOAT64, 1, (ptrdiff_t[]){0}, NULL, x);
    borrow(&wide, LA_FLOAT64, 2, (ptrdiff_t[]){0, 3}, NULL, x);
    CHECK(gives("add", &a, LA_FLOAT64, 0));
    CHECK(gives("multiply", &a, LA_FLOAT64, 1));
    CHECK(gives("logical_and", &a, LA_BOOL, 1));
    CHECK(gives("logical_or", &a, LA_BOOL, 0));
    CHECK_STATUS(reduce(&out, "minimum", &a, 1), LA_VALUE_ERROR,
                 "zero-size array to reduction operation minimum which has no identity");
    CHECK(out.dtype == NULL);
    CHECK_OK(reduce(&out, "add", &wide, 1));
    CHECK(equals(&out, LA_FLOAT64, 1, (ptrdiff_t[]){3}, (double[]){0, 0, 0}));
    la_array_destroy(&out);
    CHECK_OK(reduce(&out, "minimum", &wide, 2));
    CHECK(out.ndim == 1 && out.shape[0] == 0);
    la_array_destroy(&out);

    /* -1 in every bit is what bitwise_and begins with; subtract begins with the first element. */
    uint8_t bits[1];
    la_array u = LA_ARRAY_NULL;
    borrow(&u, LA_UINT8, 1, (ptrdiff_t[]){0}, NULL, bits);
    CHECK(gives("bitwise_and", &u, LA_UINT8, 255));
    la_array_destroy(&u);

    borrow(&scalar, LA_FLOAT64, 0, NULL, NULL, y);
    CHECK(gives("add", &scalar, LA_FLOAT64, 1));
    CHECK(gives("subtract", &scalar, LA_FLOAT64, 1));
    la_array_destroy(&scalar);
    la_array_destroy(&a);
    la_array_destroy(&wide);
}

static void test_where_and_initial(void)
{
    double x[6] = {1, 2, 3, 4, 5, 6}, ten = 10;
    uint8_t mask[3] = {1, 0, 1};
    la_array a = LA_ARRAY_NULL, m = LA_ARRAY_NULL, start = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    const la_ufunc *add = la_ufunc_find("add"), *minimum = la_ufunc_find("minimum");
    borrow(&a, LA_FLOAT64, 2, (ptrdiff_t[]){2, 3}, NULL, x);
    borrow(&m, LA_BOOL, 1, (ptrdiff_t[]){3}, NULL, mask);
    borrow(&start, LA_FLOAT64, 0, NULL, NULL, &ten);

    CHECK_OK(la_ufunc_reduce(&out, add, &a, 1, false, NULL, NULL, &m));
    CHECK(equals(&out, LA_FLOAT64, 1, (ptrdiff_t[]){3}, (double[]){5, 0, 9}));
    la_array_destroy(&out);
    CHECK_OK(la_ufunc_reduce(&out, add, &a, 2, false, NULL, &start, &m));
    CHECK(equals(&out, LA_FLOAT64, 1, (ptrdiff_t[]){2}, (double[]){14, 20}));
    la_array_destroy(&out);
    CHECK_OK(la_ufunc_reduce(&out, minimum, &a, 3, false, NULL, &start, &m));
    CHECK(equals(&out, LA_FLOAT64, 0, NULL, (double[]){1}));
    la_array_destroy(&out);
    CHECK_STATUS(
        la_ufunc_reduce(&out, minimum, &a, 3, false, NULL, NULL, &m), LA_VALUE_ERROR,
        "reduction operation 'minimum' does not have an identity, so to use a where mask one "
        "has to specify 'initial'");
    CHECK_STATUS(reduce(&out, "subtract", &a, 3), LA_VALUE_ERROR,
                 "reduction operation 'subtract' is not reorderable, so at most one axis may be "
                 "specified");

    /* Elements in order, even when the axis lies backwards in memory: ((2 ** 3) ** 2) */
    double y[3] = {2, 3, 2};
    la_array back = LA_ARRAY_NULL, p = LA_ARRAY_NULL;
    borrow(&p, LA_FLOAT64, 1, (ptrdiff_t[]){3}, NULL, y);
    CHECK_OK(la_array_init_view(&back, &p, (char *)&y[2], p.dtype, 1, (ptrdiff_t[]){3},
                                (ptrdiff_t[]){-8}));
    CHECK(gives("power", &back, LA_FLOAT64, 64));
    CHECK(gives("divide", &p, LA_FLOAT64, 2.0 / 3 / 2));
    la_array_destroy(&back);
    la_array_destroy(&p);
    la_array_destroy(&a);
    la_array_destroy(&m);
    la_array_destroy(&start);
}

static void test_out(void)
{
    double x[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, z[4];
    int32_t whole[3];
    la_array a = LA_ARRAY_NULL, three = LA_ARRAY_NULL, four = LA_ARRAY_NULL, row = LA_ARRAY_NULL,
             one = LA_ARRAY_NULL, self = LA_ARRAY_NULL, integers = LA_ARRAY_NULL;
    const la_ufunc *add = la_ufunc_find("add");
    borrow(&a, LA_FLOAT64, 2, (ptrdiff_t[]){3, 3}, NULL, x);
    borrow(&three, LA_FLOAT64, 1, (ptrdiff_t[]){3}, NULL, z);
    borrow(&four, LA_FLOAT64, 1, (ptrdiff_t[]){4}, NULL, z);
    borrow(&row, LA_FLOAT64, 2, (ptrdiff_t[]){1, 3}, NULL, z);
    borrow(&one, LA_FLOAT64, 1, (ptrdiff_t[]){1}, NULL, z);
    borrow(&integers, LA_INT32, 1, (ptrdiff_t[]){3}, NULL, whole);
    borrow(&self, LA_FLOAT64, 1, (ptrdiff_t[]){3}, NULL, x);

    CHECK_OK(reduce(&three, "add", &a, 1));
    CHECK(z[0] == 12 && z[1] == 15 && z[2] == 18);
    CHECK_OK(la_ufunc_reduce(&row, add, &a, 1, true, NULL, NULL, NULL));
    CHECK(z[2] == 18);
    CHECK_OK(reduce(&integers, "add", &a, 2));
    CHECK(whole[0] == 6 && whole[2] == 24);
    CHECK_STATUS(reduce(&row, "add", &a, 1), LA_VALUE_ERROR,
                 "output parameter for reduction operation add has the wrong number of dimensions: "
                 "Found 2 but expected 1");
    CHECK_STATUS(la_ufunc_reduce(&three, add, &a, 1, true, NULL, NULL, NULL), LA_VALUE_ERROR,
                 "output parameter for reduction operation add has the wrong number of dimensions: "
                 "Found 1 but expected 2 (must match the operand's when keepdims=True)");
    CHECK_STATUS(reduce(&four, "add", &a, 1), LA_VALUE_ERROR,
                 "operands could not be broadcast together with remapped shapes "
                 "[original->remapped]: (4,)->(4) (3,3) ");
    CHECK_STATUS(reduce(&one, "add", &a, 1), LA_VALUE_ERROR,
                 "output operand requires a reduction along dimension 0, but the reduction is not "
                 "enabled. The dimension size of 1 does not match the expected output shape.");
    CHECK_OK(reduce(&self, "add", &a, 2)); /* into its own first row */
    CHECK(x[0] == 6 && x[1] == 15 && x[2] == 24);
    la_array_destroy(&a);
    la_array_destroy(&three);
    la_array_destroy(&four);
    la_array_destroy(&row);
    la_array_destroy(&one);
    la_array_destroy(&integers);
    la_array_destroy(&self);
}

/* NumPy's order of additions, spelt out: blocks of 128, 8 accumulators. */
static float reference_sum(const float *x, ptrdiff_t n)
{
    if (n < 8) {
        float sum = -0.0f;
        for (ptrdiff_t i = 0; i < n; i++)
            sum += x[i];
        return sum;
    }
    if (n <= 128) {
        float r[8];
        ptrdiff_t i = 8;
        memcpy(r, x, sizeof r);
        for (; i < n - n % 8; i++)
            r[i % 8] += x[i];
        float sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
        for (; i < n; i++)
            sum += x[i];
        return sum;
    }
    ptrdiff_t half = n / 2 - n / 2 % 8;
    return reference_sum(x, half) + reference_sum(x + half, n - half);
}

static void test_pairwise(void)
{
    enum { most = 20000 };
    static float x[most], gaps[2 * most];
    static double tenth[1000000];
    unsigned state = 1;
    for (int i = 0; i < most; i++) {
        state = state * 1664525u + 1013904223u;
        x[i] = gaps[2 * i] = (float)(state >> 8) / 1000.0f - 8000.0f;
    }
    static const ptrdiff_t sizes[] = {1, 7, 8, 9, 127, 128, 129, 255, 256, 1000, 4097, most};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL;
        borrow(&a, LA_FLOAT32, 1, &sizes[k], NULL, x);
        borrow(&b, LA_FLOAT32, 1, &sizes[k], (ptrdiff_t[]){8}, gaps);
        CHECK(gives("add", &a, LA_FLOAT32, reference_sum(x, sizes[k])));
        CHECK(gives("add", &b, LA_FLOAT32, reference_sum(x, sizes[k])));
        la_array_destroy(&a);
        la_array_destroy(&b);
    }
    for (int i = 0; i < 1000000; i++)
        tenth[i] = 0.1;
    la_array a = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&a, LA_FLOAT64, 1, (ptrdiff_t[]){1000000}, NULL, tenth);
    CHECK_OK(reduce(&out, "add", &a, 1));
    CHECK(fabs(*(double *)out.data - 100000) < 1e-9); /* one by one: 1.3e-6 */
    la_array_destroy(&out);
    la_array_destroy(&a);

    /* A cast in chunks, long enough for several. */
    static int32_t integers[30001];
    for (int i = 0; i < 30001; i++)
        integers[i] = i;
    borrow(&a, LA_INT32, 1, (ptrdiff_t[]){30001}, NULL, integers);
    CHECK_OK(la_ufunc_reduce(&out, la_ufunc_find("add"), &a, 1, false, la_dtype_of(LA_FLOAT64),
                             NULL, NULL));
    CHECK(*(double *)out.data == 450015000);
    la_array_destroy(&out);
    la_array_destroy(&a);
}

/* --- argmax, argmin ------------------------------------------------------------------------- */

static ptrdiff_t place(la_status (*find)(la_array *, const la_array *, int, bool),
                       const la_array *a)
{
    la_array out = LA_ARRAY_NULL;
    ptrdiff_t i = -1;
    if (CHECK_OK(find(&out, a, -1, false)) && CHECK(out.ndim == 0 && out.dtype->num == LA_INTP))
        i = *(ptrdiff_t *)out.data;
    la_array_destroy(&out);
    return i;
}

static void test_arg(void)
{
    enum { n = 3000 };
    static float x[n];
    static int16_t s[2 * n];
    static uint8_t b[n];
    for (int i = 0; i < n; i++) {
        x[i] = (float)(i * 37 % 101);
        s[2 * i] = (int16_t)(i * 53 % 997);
        b[i] = 0;
    }
    la_array f = LA_ARRAY_NULL, t = LA_ARRAY_NULL, flags = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&f, LA_FLOAT32, 1, (ptrdiff_t[]){n}, NULL, x);
    borrow(&t, LA_INT16, 1, (ptrdiff_t[]){n}, (ptrdiff_t[]){4}, s);
    borrow(&flags, LA_BOOL, 1, (ptrdiff_t[]){n}, NULL, b);

    /* The first of several, wherever it is. */
    ptrdiff_t first = 0, lowest = 0;
    for (int i = 0; i < n; i++) {
        if (s[2 * i] > s[2 * first]) first = i;
        if (s[2 * i] < s[2 * lowest]) lowest = i;
    }
    CHECK(place(la_argmax, &t) == first);
    CHECK(place(la_argmin, &t) == lowest);
    for (int i = 0; i < n; i += 211) {
        x[i] = 1000;
        CHECK(place(la_argmax, &f) == i);
        x[i] = -1000;
        CHECK(place(la_argmin, &f) == i);
        x[i] = NAN;
        CHECK(place(la_argmax, &f) == i && place(la_argmin, &f) == i);
        x[i] = 5;
        b[i] = 1;
        CHECK(place(la_argmax, &flags) == i);
        b[i] = 0;
    }
    CHECK(place(la_argmax, &flags) == 0);
    CHECK(place(la_argmin, &flags) == 0);
    memset(b, 1, sizeof b);
    b[2999] = 0;
    CHECK(place(la_argmin, &flags) == 2999);
    x[2000] = x[2500] = NAN;
    x[2400] = INFINITY;
    CHECK(place(la_argmax, &f) == 2000);

    la_complex64 z[4] = {{1, 5}, {2, 1}, {2, 3}, {2, 3}};
    double m[6] = {1, 5, 2, 7, 0, 9}, zeros[2] = {0.0, -0.0};
    la_array c = LA_ARRAY_NULL, matrix = LA_ARRAY_NULL, signs = LA_ARRAY_NULL;
    borrow(&c, LA_COMPLEX64, 1, (ptrdiff_t[]){4}, NULL, z);
    CHECK(place(la_argmax, &c) == 2 && place(la_argmin, &c) == 0);
    z[3].imag = NAN;
    CHECK(place(la_argmax, &c) == 3 && place(la_argmin, &c) == 3);
    borrow(&signs, LA_FLOAT64, 1, (ptrdiff_t[]){2}, NULL, zeros);
    CHECK(place(la_argmax, &signs) == 0 && place(la_argmin, &signs) == 0);

    borrow(&matrix, LA_FLOAT64, 2, (ptrdiff_t[]){2, 3}, NULL, m);
    CHECK_OK(la_argmax(&out, &matrix, 0, false));
    CHECK(equals(&out, LA_INTP, 1, (ptrdiff_t[]){3}, (double[]){1, 0, 1}));
    la_array_destroy(&out);
    CHECK_OK(la_argmin(&out, &matrix, 1, true));
    CHECK(equals(&out, LA_INTP, 2, (ptrdiff_t[]){2, 1}, (double[]){0, 1}));
    la_array_destroy(&out);
    CHECK_OK(la_argmax(&out, &matrix, -1, true));
    CHECK(equals(&out, LA_INTP, 2, (ptrdiff_t[]){1, 1}, (double[]){5}));
    la_array_destroy(&out);
    la_array turned = LA_ARRAY_NULL;
    CHECK_OK(la_transpose(&turned, &matrix, 0, NULL));
    CHECK(place(la_argmax, &turned) == 5 && place(la_argmin, &turned) == 3);
    la_array_destroy(&turned);
    /* Into an array that exists. */
    ptrdiff_t found[3] = {7, 7, 7};
    float reals[3] = {7, 7, 7};
    borrow(&out, LA_INTP, 1, (ptrdiff_t[]){3}, NULL, found);
    CHECK_OK(la_argmax(&out, &matrix, 0, false));
    CHECK(found[0] == 1 && found[1] == 0 && found[2] == 1);
    CHECK_STATUS(la_argmin(&out, &matrix, 1, false), LA_VALUE_ERROR,
                 "output array does not match result of np.argmin.");
    CHECK_STATUS(la_argmax(&out, &matrix, 0, true), LA_VALUE_ERROR,
                 "output array does not match result of np.argmax.");
    out.flags &= ~(unsigned)LA_WRITEABLE;
    CHECK_STATUS(la_argmin(&out, &matrix, 0, false), LA_VALUE_ERROR, "output array is read-only");
    CHECK(found[0] == 1 && found[1] == 0 && found[2] == 1);
    la_array_destroy(&out);
    borrow(&out, LA_FLOAT32, 1, (ptrdiff_t[]){3}, NULL, reals);
    CHECK_STATUS(la_argmax(&out, &matrix, 0, false), LA_VALUE_ERROR,
                 "output array does not match result of np.argmax.");
    la_array_destroy(&out);
    CHECK_STATUS(la_argmax(&out, &matrix, 2, false), LA_AXIS_ERROR,
                 "axis 2 is out of bounds for array of dimension 2");

    la_array none = LA_ARRAY_NULL;
    borrow(&none, LA_FLOAT64, 2, (ptrdiff_t[]){0, 3}, NULL, m);
    CHECK_STATUS(la_argmax(&out, &none, 0, false), LA_VALUE_ERROR,
                 "attempt to get argmax of an empty sequence");
    CHECK_STATUS(la_argmin(&out, &none, -1, false), LA_VALUE_ERROR,
                 "attempt to get argmin of an empty sequence");
    CHECK_OK(la_argmin(&out, &none, 1, false));
    CHECK(out.ndim == 1 && out.size == 0);
    la_array_destroy(&out);
    la_array_destroy(&none);
    la_array_destroy(&c);
    la_array_destroy(&signs);
    la_array_destroy(&matrix);
    la_array_destroy(&f);
    la_array_destroy(&t);
    la_array_destroy(&flags);
}

static void test_mean(void)
{
    int32_t x[6] = {1, 2, 3, 4, 5, 7};
    float y[3] = {1, 2, 4};
    la_array a = LA_ARRAY_NULL, f = LA_ARRAY_NULL, none = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    borrow(&a, LA_INT32, 2, (ptrdiff_t[]){2, 3}, NULL, x);
    borrow(&f, LA_FLOAT32, 1, (ptrdiff_t[]){3}, NULL, y);
    borrow(&none, LA_FLOAT32, 1, (ptrdiff_t[]){0}, NULL, y);
    CHECK_OK(la_mean(&out, &a, 1, false, NULL));
    CHECK(equals(&out, LA_FLOAT64, 1, (ptrdiff_t[]){3}, (double[]){2.5, 3.5, 5}));
    la_array_destroy(&out);
    CHECK_OK(la_mean(&out, &a, 3, true, NULL));
    CHECK(equals(&out, LA_FLOAT64, 2, (ptrdiff_t[]){1, 1}, (double[]){22.0 / 6}));
    la_array_destroy(&out);
    CHECK_OK(la_mean(&out, &f, 1, false, NULL));
    CHECK(equals(&out, LA_FLOAT32, 0, NULL, (double[]){7.0f / 3.0f}));
    la_array_destroy(&out);
    CHECK_OK(la_mean(&out, &f, 1, false, la_dtype_of(LA_FLOAT64)));
    CHECK(equals(&out, LA_FLOAT64, 0, NULL, (double[]){7.0 / 3}));
    la_array_destroy(&out);
    CHECK_OK(la_mean(&out, &a, 3, false, la_dtype_of(LA_INT64)));
    CHECK(equals(&out, LA_INT64, 0, NULL, (double[]){3}));
    la_array_destroy(&out);
    CHECK_OK(la_mean(&out, &none, 1, false, NULL));
    CHECK(equals(&out, LA_FLOAT32, 0, NULL, (double[]){NAN}));
    la_array_destroy(&out);
    la_array_destroy(&a);
    la_array_destroy(&f);
    la_array_destroy(&none);
}

int main(void)
{
    test_axes();
    test_types();
    test_empty();
    test_where_and_initial();
    test_out();
    test_pairwise();
    test_arg();
    test_mean();
    return check_report();
}
