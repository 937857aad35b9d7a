/* Inner loops: every loop of the table gives the same bits for every layout; folds give what loops
 * give; and the values that NumPy's rules single out. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "libarray/libarray.h"

enum { N = 83, GAP = 3 };

/* Room for N elements of any type, with gaps between them. */
typedef union block {
    char bytes[N * GAP * 16];
    double align;
} block;

/* Element i of a list of values that are special for some type or operation. */
static void put_value(la_type type, char *to, int i)
{
    static const double reals[] = {0.0,  -0.0, 1,        -1,        2,       0.5,
                                   -2.5, 7,    INFINITY, -INFINITY, NAN,     1e30,
                                   3.25, -7,   1e-40,    DBL_MAX,   -1e-300, 100};
    static const int64_t integers[] = {
        0,        1,         2,         3,         -1,        -2,        7,         -7,  INT8_MAX,
        INT8_MIN, INT16_MAX, INT16_MIN, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN, 100, 33};
    const double x = reals[(i * 7 + i / 18) % 18];
    const double y = reals[(i * 5 + i / 7) % 18];
    const int64_t n = integers[(i * 7 + i / 18) % 18];
    switch (type) {
    case LA_BOOL: *(uint8_t *)to = (uint8_t)(i * 7 % 3 == 0); break;
    case LA_INT8: *(int8_t *)to = (int8_t)n; break;
    case LA_UINT8: *(uint8_t *)to = (uint8_t)n; break;
    case LA_INT16: *(int16_t *)to = (int16_t)n; break;
    case LA_UINT16: *(uint16_t *)to = (uint16_t)n; break;
    case LA_INT32: *(int32_t *)to = (int32_t)n; break;
    case LA_UINT32: *(uint32_t *)to = (uint32_t)n; break;
    case LA_INT64: *(int64_t *)to = n; break;
    case LA_UINT64: *(uint64_t *)to = (uint64_t)n; break;
    case LA_FLOAT16: *(la_float16 *)to = la_float16_from_double(x); break;
    case LA_FLOAT32: *(float *)to = (float)(fabs(x) > FLT_MAX ? copysign(INFINITY, x) : x); break;
    case LA_FLOAT64: *(double *)to = x; break;
    case LA_COMPLEX64:
        put_value(LA_FLOAT32, to, i);
        put_value(LA_FLOAT32, to + 4, i + 5);
        break;
    case LA_COMPLEX128: {
        const la_complex128 z = {x, y};
        memcpy(to, &z, sizeof z);
        break;
    }
    default: break;
    }
}

/* Whether two elements are the same bits, or both the same kind of NaN. */
static bool same_element(la_type type, const char *a, const char *b)
{
    switch (type) {
    case LA_FLOAT16: {
        la_float16 x, y;
        memcpy(&x, a, sizeof x);
        memcpy(&y, b, sizeof y);
        return ((x & 0x7fff) > 0x7c00 && (y & 0x7fff) > 0x7c00) || x == y;
    }
    case LA_FLOAT32: {
        float x, y;
        memcpy(&x, a, sizeof x);
        memcpy(&y, b, sizeof y);
        return (x != x && y != y) || memcmp(a, b, sizeof x) == 0;
    }
    case LA_FLOAT64: {
        double x, y;
        memcpy(&x, a, sizeof x);
        memcpy(&y, b, sizeof y);
        return (x != x && y != y) || memcmp(a, b, sizeof x) == 0;
    }
    case LA_COMPLEX64:
        return same_element(LA_FLOAT32, a, b) && same_element(LA_FLOAT32, a + 4, b + 4);
    case LA_COMPLEX128:
        return same_element(LA_FLOAT64, a, b) && same_element(LA_FLOAT64, a + 8, b + 8);
    default: return memcmp(a, b, (size_t)la_dtype_of(type)->itemsize) == 0;
    }
}

static ptrdiff_t size_of(la_type type)
{
    return la_dtype_of(type)->itemsize;
}

/* --- every loop, every layout --------------------------------------------------------------- */

typedef struct layout {
    ptrdiff_t in[2], out; /* strides in elements */
} layout;

/* Runs a loop with these strides and compares each result with a run of one element. */
static bool check_layout(const la_ufunc *ufunc, const la_loop *loop, layout strides)
{
    static block blocks[LA_UFUNC_MAXARGS], single[LA_UFUNC_MAXARGS];
    char *args[LA_UFUNC_MAXARGS];
    ptrdiff_t steps[LA_UFUNC_MAXARGS];
    const int nargs = ufunc->nin + ufunc->nout;
    for (int k = 0; k < nargs; k++) {
        const la_type type = loop->types[k];
        const ptrdiff_t stride = k < ufunc->nin ? strides.in[k] : strides.out;
        steps[k] = stride * size_of(type);
        args[k] = blocks[k].bytes + (stride < 0 ? -steps[k] * (N - 1) : 0);
        if (k >= ufunc->nin) continue;
        for (int i = 0; i < N; i++) {
            int value = stride == 0 ? 6 : i * (k + 1) + k;
            if (strcmp(ufunc->name, "power") == 0 && k == 1 && la_dtype_of(type)->kind == 'i')
                value = 0; /* negative powers are refused */
            put_value(type, args[k] + i * steps[k], value);
        }
    }
    if (loop->run(args, N, steps) != LA_OK) return false;
    for (int i = 0; i < N; i++) {
        char *one[LA_UFUNC_MAXARGS];
        const ptrdiff_t none[LA_UFUNC_MAXARGS] = {0};
        for (int k = 0; k < nargs; k++)
            one[k] = k < ufunc->nin ? args[k] + i * steps[k] : single[k].bytes;
        if (loop->run(one, 1, none) != LA_OK) return false;
        for (int k = ufunc->nin; k < nargs; k++)
            if (!same_element(loop->types[k], args[k] + i * steps[k], one[k])) return false;
    }
    return true;
}

/* Output where an input is, element for element. */
static bool check_in_place(const la_ufunc *ufunc, const la_loop *loop, int input)
{
    static block in[2], apart, together;
    if (size_of(loop->types[input]) != size_of(loop->types[ufunc->nin])) return true;
    char *args[3];
    ptrdiff_t steps[3];
    for (int k = 0; k < ufunc->nin; k++) {
        steps[k] = size_of(loop->types[k]);
        for (int i = 0; i < N; i++)
            put_value(loop->types[k], in[k].bytes + i * steps[k], i * (k + 1) % 4 + 1);
        args[k] = in[k].bytes;
    }
    steps[ufunc->nin] = size_of(loop->types[ufunc->nin]);
    args[ufunc->nin] = apart.bytes;
    if (strcmp(ufunc->name, "power") == 0) memset(in[1].bytes, 0, sizeof in[1].bytes);
    if (loop->run(args, N, steps) != LA_OK) return false;
    memcpy(together.bytes, in[input].bytes, sizeof together.bytes);
    args[input] = args[ufunc->nin] = together.bytes;
    if (loop->run(args, N, steps) != LA_OK) return false;
    for (int i = 0; i < N; i++) {
        const ptrdiff_t at = i * steps[ufunc->nin];
        if (!same_element(loop->types[ufunc->nin], together.bytes + at, apart.bytes + at))
            return false;
    }
    return true;
}

static void test_layouts(void)
{
    static const layout layouts[] = {
        {{1, 1}, 1}, {{0, 1}, 1},  {{1, 0}, 1},  {{0, 0}, 1},    {{2, 1}, 1}, {{1, 3}, 1},
        {{1, 1}, 2}, {{-1, 1}, 1}, {{1, -2}, 1}, {{-1, -1}, -1}, {{2, 0}, 3}, {{0, 2}, 2},
    };
    int loops = 0;
    for (int u = 0; u < la_nufuncs; u++) {
        const la_ufunc *ufunc = la_ufuncs[u];
        CHECK(la_ufunc_find(ufunc->name) == ufunc);
        CHECK(strlen(ufunc->doc) > 10);
        for (int l = 0; l < ufunc->nloops; l++) {
            const la_loop *loop = &ufunc->loops[l];
            if (!loop->run) continue;
            loops++;
            bool good = true;
            for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
                good = good && check_layout(ufunc, loop, layouts[i]);
            for (int k = 0; k < ufunc->nin && ufunc->nout == 1; k++)
                good = good && check_in_place(ufunc, loop, k);
            if (!CHECK(good))
                printf("    %s of %s\n", ufunc->name, la_dtype_of(loop->types[0])->name);
        }
    }
    CHECK(loops > 500);
    CHECK(la_ufunc_find("true_divide") == la_ufunc_find("divide"));
    CHECK(la_ufunc_find("mod") == la_ufunc_find("remainder"));
    CHECK(la_ufunc_find("no_such_ufunc") == NULL);
}

/* --- every fold ----------------------------------------------------------------------------- */

/* Whether folding N elements is the same as running the loop on one after the other. The logical
 * operations fold any type into bool, for which the loop of bool stands. */
static bool check_fold(const la_ufunc *ufunc, const la_loop *loop, ptrdiff_t stride, ptrdiff_t n)
{
    static block elements;
    char accumulator[16] = {0}, wanted[16] = {0};
    const la_type type = loop->types[1], result = loop->types[2];
    const ptrdiff_t step = stride * size_of(type);
    char *in = elements.bytes + (stride < 0 ? -step * (N - 1) : 0);
    for (int i = 0; i < n; i++)
        put_value(type, in + i * step, i % 11 == 10 ? 10 : i % 4 + 2);
    if (strcmp(ufunc->name, "logical_and") == 0)
        accumulator[0] = wanted[0] = 1;
    else if (result != LA_BOOL)
        put_value(result, accumulator, 2), put_value(result, wanted, 2);
    const la_loop *run = loop;
    const la_loop *test = NULL; /* element to bool */
    if (type != result) {
        la_typing bools[2] = {{la_dtype_of(LA_BOOL), LA_STRONG}, {la_dtype_of(LA_BOOL), LA_STRONG}};
        la_typing typing = {la_dtype_of(type), LA_STRONG};
        if (la_ufunc_resolve(ufunc, bools, NULL, &run) != LA_OK) return false;
        if (la_ufunc_resolve(la_ufunc_find("logical_not"), &typing, NULL, &test) != LA_OK)
            return false;
    }
    loop->fold(accumulator, in, n, step);
    const ptrdiff_t none[3] = {0, 0, 0};
    for (ptrdiff_t i = 0; i < n; i++) {
        char flag = 0;
        char *tested[2] = {in + i * step, &flag};
        if (test) {
            test->run(tested, 1, none);
            flag = !flag;
        }
        char *args[3] = {wanted, test ? &flag : in + i * step, wanted};
        if (run->run(args, 1, none) != LA_OK) return false;
    }
    return same_element(result, accumulator, wanted);
}

static void test_folds(void)
{
    for (int u = 0; u < la_nufuncs; u++) {
        const la_ufunc *ufunc = la_ufuncs[u];
        for (int l = 0; l < ufunc->nloops; l++) {
            const la_loop *loop = &ufunc->loops[l];
            const char kind = la_dtype_of(loop->types[0])->kind;
            if (!loop->fold) continue;
            /* Sums of reals are taken in another order: test_reduce.c looks at them. */
            if (strcmp(ufunc->name, "add") == 0 && (kind == 'f' || kind == 'c')) continue;
            /* And products of float16 are rounded once, not at each step. */
            if (strcmp(ufunc->name, "multiply") == 0 && loop->types[0] == LA_FLOAT16) continue;
            bool good = true;
            for (ptrdiff_t n = 0; n <= N; n += n < 20 ? 1 : 9)
                for (ptrdiff_t stride = -2; stride <= GAP; stride++)
                    good = good && check_fold(ufunc, loop, stride, n);
            if (!CHECK(good))
                printf("    %s of %s\n", ufunc->name, la_dtype_of(loop->types[0])->name);
        }
    }
}

/* --- values --------------------------------------------------------------------------------- */

/* Runs the loop for these types on single elements. */
static la_status apply(const char *name, la_type type, const void *x, const void *y, void *z)
{
    const la_ufunc *ufunc = la_ufunc_find(name);
    const la_loop *loop = NULL;
    const la_typing typing[2] = {{la_dtype_of(type), LA_STRONG}, {la_dtype_of(type), LA_STRONG}};
    LA_TRY(la_ufunc_resolve(ufunc, typing, NULL, &loop));
    char *args[3] = {(char *)(uintptr_t)x, ufunc->nin == 1 ? z : (char *)(uintptr_t)y, z};
    const ptrdiff_t steps[3] = {0, 0, 0};
    return loop->run(args, 1, steps);
}

static int8_t i1(const char *name, int8_t x, int8_t y)
{
    int8_t z = 55;
    CHECK_OK(apply(name, LA_INT8, &x, &y, &z));
    return z;
}

static uint8_t u1(const char *name, uint8_t x, uint8_t y)
{
    uint8_t z = 55;
    CHECK_OK(apply(name, LA_UINT8, &x, &y, &z));
    return z;
}

static int32_t i4(const char *name, int32_t x, int32_t y)
{
    int32_t z = 55;
    CHECK_OK(apply(name, LA_INT32, &x, &y, &z));
    return z;
}

static int64_t i8(const char *name, int64_t x, int64_t y)
{
    int64_t z = 55;
    CHECK_OK(apply(name, LA_INT64, &x, &y, &z));
    return z;
}

static double f8(const char *name, double x, double y)
{
    double z = 55;
    CHECK_OK(apply(name, LA_FLOAT64, &x, &y, &z));
    return z;
}

static la_complex128 c16(const char *name, la_complex128 x, la_complex128 y)
{
    la_complex128 z = {55, 55};
    CHECK_OK(apply(name, LA_COMPLEX128, &x, &y, &z));
    return z;
}

static bool compare(const char *name, double x, double y)
{
    uint8_t z = 55;
    CHECK_OK(apply(name, LA_FLOAT64, &x, &y, &z));
    return z;
}

static void test_integers(void)
{
    CHECK(i1("add", 127, 1) == -128);
    CHECK(u1("subtract", 0, 1) == 255);
    CHECK(i1("multiply", -128, -1) == -128);
    CHECK(i4("multiply", INT32_MAX, INT32_MAX) == 1);
    CHECK(i8("multiply", INT64_MIN, -1) == INT64_MIN);
    CHECK(i8("negative", INT64_MIN, 0) == INT64_MIN);
    CHECK(i1("absolute", -128, 0) == -128);

    /* The quotient is rounded down, the remainder has the divisor's sign; division by zero gives 0.
     */
    CHECK(i4("floor_divide", 7, 2) == 3);
    CHECK(i4("floor_divide", -7, 2) == -4);
    CHECK(i4("floor_divide", 7, -2) == -4);
    CHECK(i4("floor_divide", -7, -2) == 3);
    CHECK(i4("floor_divide", 5, 0) == 0);
    CHECK(i4("floor_divide", INT32_MIN, -1) == INT32_MIN);
    CHECK(i8("floor_divide", INT64_MIN, -1) == INT64_MIN);
    CHECK(i4("floor_divide", INT32_MAX, INT32_MAX - 1) == 1);
    CHECK(i4("remainder", -7, 3) == 2);
    CHECK(i4("remainder", 7, -3) == -2);
    CHECK(i4("remainder", 7, 0) == 0);
    CHECK(i8("remainder", INT64_MIN, -1) == 0);
    CHECK(i4("fmod", -7, 3) == -1);
    CHECK(i1("reciprocal", 1, 0) == 1);
    CHECK(i1("reciprocal", -1, 0) == -1);
    CHECK(i1("reciprocal", 2, 0) == 0);

    /* All quotients of 8 bits, against C's division. */
    bool good = true;
    for (int x = -128; x < 128; x++) {
        for (int y = -128; y < 128; y++) {
            if (y == 0 || (x == -128 && y == -1)) continue;
            const int q = x / y - (x % y != 0 && (x < 0) != (y < 0));
            good = good && i1("floor_divide", (int8_t)x, (int8_t)y) == q;
            good = good && i1("remainder", (int8_t)x, (int8_t)y) == x - q * y;
        }
    }
    CHECK(good);

    int64_t z;
    CHECK(i8("power", 3, 4) == 81);
    CHECK(i8("power", -2, 63) == INT64_MIN);
    CHECK(i8("power", 7, 0) == 1);
    CHECK(u1("power", 2, 8) == 0);
    CHECK_STATUS(apply("power", LA_INT64, &(int64_t){2}, &(int64_t){-1}, &z), LA_VALUE_ERROR,
                 "Integers to negative integer powers are not allowed.");

    CHECK(i1("left_shift", 1, 7) == -128);
    CHECK(i1("left_shift", 1, 8) == 0);
    CHECK(i1("left_shift", 1, -1) == 0);
    CHECK(i1("right_shift", -1, 100) == -1);
    CHECK(i1("right_shift", -128, 7) == -1);
    CHECK(u1("right_shift", 255, 7) == 1);
    CHECK(u1("right_shift", 255, 8) == 0);
    CHECK(i8("left_shift", 1, 63) == INT64_MIN);
    CHECK(i1("invert", 5, 0) == -6);
    CHECK(i8("bitwise_xor", 12, 10) == 6);
    CHECK(i8("sign", -9, 0) == -1);
    CHECK(u1("sign", 9, 0) == 1);
}

static void test_reals(void)
{
    CHECK(f8("floor_divide", 7.5, 2) == 3);
    CHECK(f8("floor_divide", -7.5, 2) == -4);
    CHECK(f8("floor_divide", 1, 0.1) == 9); /* 0.1 is a little more than a tenth */
    CHECK(f8("floor_divide", 1, 0) == INFINITY);
    CHECK(f8("floor_divide", -5, INFINITY) == -1);
    CHECK(isnan(f8("floor_divide", INFINITY, 1)));
    CHECK(f8("remainder", -1, 3) == 2);
    CHECK(f8("remainder", 5, -3) == -1);
    CHECK(f8("remainder", -5, INFINITY) == INFINITY);
    CHECK(isnan(f8("remainder", 5, 0)));
    CHECK(signbit(f8("remainder", 6, -3)));
    CHECK(!signbit(f8("remainder", -6, 3)));
    CHECK(f8("fmod", -7, 3) == -1);
    CHECK(f8("divide", 1, 0) == INFINITY);
    CHECK(f8("power", -8, 2) == 64);
    CHECK(isnan(f8("power", -8, 0.5)));

    CHECK(isnan(f8("maximum", NAN, 1)) && isnan(f8("maximum", 1, NAN)));
    CHECK(isnan(f8("minimum", NAN, 1)) && isnan(f8("minimum", 1, NAN)));
    CHECK(f8("fmax", NAN, 1) == 1 && f8("fmax", 1, NAN) == 1 && isnan(f8("fmax", NAN, NAN)));
    CHECK(f8("fmin", NAN, 1) == 1 && f8("fmin", 1, NAN) == 1);
    CHECK(f8("maximum", -INFINITY, 3) == 3);

    CHECK(isnan(f8("sign", NAN, 0)));
    CHECK(f8("sign", -0.0, 0) == 0 && f8("sign", -2, 0) == -1);
    CHECK(signbit(f8("negative", 0, 0)));
    CHECK(f8("rint", 2.5, 0) == 2 && f8("rint", 3.5, 0) == 4 && f8("trunc", -1.5, 0) == -1);
    CHECK(f8("floor", -1.5, 0) == -2 && f8("ceil", -1.5, 0) == -1);
    CHECK(isnan(f8("sqrt", -1, 0)) && f8("sqrt", 9, 0) == 3);
    CHECK(f8("exp", -INFINITY, 0) == 0 && f8("log", 0, 0) == -INFINITY && isnan(f8("log", -1, 0)));
    CHECK(fabs(f8("sin", 1, 0) - 0.8414709848078965) < 1e-15);
    CHECK(fabs(f8("arctan2", -1, -1) + 2.356194490192345) < 1e-15);
    CHECK(fabs(f8("hypot", 3e200, 4e200) - 5e200) < 1e185);

    CHECK(!compare("equal", NAN, NAN) && compare("not_equal", NAN, NAN));
    CHECK(!compare("less", NAN, 1) && !compare("greater_equal", NAN, 1));
    CHECK(compare("equal", 0.0, -0.0));
    CHECK(compare("logical_and", NAN, 1) && !compare("logical_or", 0, -0.0));

    uint8_t flag;
    CHECK_OK(apply("isinf", LA_FLOAT64, &(double){-INFINITY}, NULL, &flag));
    CHECK(flag);
    CHECK_OK(apply("isfinite", LA_FLOAT64, &(double){NAN}, NULL, &flag));
    CHECK(!flag);
    CHECK_OK(apply("signbit", LA_FLOAT64, &(double){-0.0}, NULL, &flag));
    CHECK(flag);
}

static bool near(la_complex128 z, double real, double imag)
{
    return fabs(z.real - real) <= 1e-15 * (1 + fabs(real)) &&
           fabs(z.imag - imag) <= 1e-15 * (1 + fabs(imag));
}

static void test_complex(void)
{
    const la_complex128 a = {3, 4}, b = {1, -2}, zero = {0, 0};
    uint8_t flag;
    double size;
    CHECK(near(c16("multiply", a, b), 11, -2));
    CHECK(near(c16("divide", a, b), -1, 2));
    CHECK(near(c16("divide", (la_complex128){1e300, 1e300}, (la_complex128){1e300, 1e300}), 1, 0));
    CHECK(isinf(c16("divide", a, zero).real));
    CHECK(near(c16("reciprocal", a, a), 0.12, -0.16));
    CHECK(near(c16("power", a, (la_complex128){2, 0}), -7, 24));
    CHECK(near(c16("power", a, (la_complex128){-1, 0}), 0.12, -0.16));
    CHECK(near(c16("power", a, (la_complex128){5, 0}), -237, -3116));
    CHECK(near(c16("power", zero, zero), 1, 0));
    CHECK(isnan(c16("power", zero, (la_complex128){-1, 0}).real));
    CHECK(near(c16("sqrt", (la_complex128){-4, 0}, a), 0, 2));
    CHECK(near(c16("exp", (la_complex128){0, 1}, a), 0.5403023058681398, 0.8414709848078965));
    CHECK(near(c16("sign", a, a), 0.6, 0.8));
    CHECK(near(c16("conjugate", a, a), 3, -4));
    CHECK(near(c16("maximum", a, (la_complex128){3, 5}), 3, 5));
    CHECK(near(c16("minimum", a, (la_complex128){2, 9}), 2, 9));
    CHECK(isnan(c16("maximum", a, (la_complex128){9, NAN}).imag));
    CHECK_OK(apply("absolute", LA_COMPLEX128, &a, NULL, &size));
    CHECK(size == 5);
    CHECK_OK(apply("less", LA_COMPLEX128, &(la_complex128){1, 9}, &(la_complex128){2, 0}, &flag));
    CHECK(flag);
    CHECK_OK(apply("less", LA_COMPLEX128, &(la_complex128){1, NAN}, &(la_complex128){2, 0}, &flag));
    CHECK(!flag);
}

/* Integers of different sign are compared by value, where float64 would be too coarse. */
static void test_mixed_comparison(void)
{
    const la_typing typing[2] = {{la_dtype_of(LA_INT64), LA_STRONG},
                                 {la_dtype_of(LA_UINT64), LA_STRONG}};
    const int64_t x[3] = {-1, INT64_MAX, 5};
    const uint64_t y[3] = {UINT64_MAX, (uint64_t)INT64_MAX + 1, 5};
    uint8_t z[3];
    const la_loop *loop;
    CHECK_OK(la_ufunc_resolve(la_ufunc_find("less"), typing, NULL, &loop));
    CHECK(loop->types[0] == LA_INT64 && loop->types[1] == LA_UINT64);
    char *args[3] = {(char *)(uintptr_t)x, (char *)(uintptr_t)y, (char *)z};
    CHECK_OK(loop->run(args, 3, (ptrdiff_t[]){8, 8, 1}));
    CHECK(z[0] == 1 && z[1] == 1 && z[2] == 0);
    CHECK_OK(la_ufunc_resolve(la_ufunc_find("equal"), typing, NULL, &loop));
    CHECK_OK(loop->run(args, 3, (ptrdiff_t[]){8, 8, 1}));
    CHECK(z[0] == 0 && z[1] == 0 && z[2] == 1);
}

int main(void)
{
    test_layouts();
    test_folds();
    test_integers();
    test_reals();
    test_complex();
    test_mixed_comparison();
    return check_report();
}
