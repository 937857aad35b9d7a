/* The kernels of loops/vector_float.h and vector_double.h beside <math.h>: float32 against double
 * over all exponents, float64 against the function itself, and the special values of C99's annex F.
 *
 * The largest errors, in units in the last place of the truth, measured once over a 61st of all
 * floats, and over 2.6 million doubles against long double: float32: exp, exp2, cosh 0.502; expm1,
 * tanh, sinh 0.505; log, log2, log10, log1p and the
 * inverse hyperbolic functions 0.501; sin, cos 0.502 up to 2^20 (and libm's beyond)
 *     power 0.505
 *     float64: exp 0.506, expm1 0.505, log 0.511, log2 and log10 0.5005, log1p 0.66, power 0.509,
 * sin
 * 0.82, cos 0.81, sinh and cosh 0.507, tanh 1.28 (glibc's tanh: 2.13) Bounds below are wider by
 * what the truth's own rounding or another libm may add. */
#include <float.h>
#include <math.h>

#include "check.h"
#include "libarray/libarray.h"

enum { N = 4096 };

typedef struct pair {
    const char *name;
    double (*truth)(double);
} pair;

/* musl's gives some number for some below 1. */
static double arccosh(double x)
{
    return x < 1 ? NAN : acosh(x);
}

static const pair floats[] = {
    {"exp", exp},       {"exp2", exp2},       {"expm1", expm1},   {"log", log},
    {"log2", log2},     {"log10", log10},     {"log1p", log1p},   {"sin", sin},
    {"cos", cos},       {"tanh", tanh},       {"sinh", sinh},     {"cosh", cosh},
    {"arcsinh", asinh}, {"arccosh", arccosh}, {"arctanh", atanh},
};

static const pair doubles[] = {
    {"exp", exp},     {"expm1", expm1}, {"log", log},   {"log2", log2},
    {"log10", log10}, {"log1p", log1p}, {"sin", sin},   {"cos", cos},
    {"tanh", tanh},   {"sinh", sinh},   {"cosh", cosh},
};

#define LENGTH(list) ((int)(sizeof(list) / sizeof *(list)))

static const double special[] = {
    0.0,     -0.0,  INFINITY, -INFINITY, NAN,  5e-324,  -5e-324, 1e-310, 1e-45,  -1e-45, 1e-39,
    DBL_MAX, 1e22,  708,      709.7,     710,  -745,    -746,    88.7,   88.8,   -104,   -87.4,
    1,       -1,    0.625,    -0.625,    20,   1048576, 1048577, 1e15,   3.5e38, 0.5,    3.140625,
    10,      1e-20, -0.5,     2,         1024, -1074,   -1022,   128,    -149,   -150,   -126,
};

/* Runs a ufunc's loop for this type over packed elements. */
static void run(const char *name, la_type type, const void *x, const void *y, void *z, ptrdiff_t n)
{
    const la_typing typing[2] = {{la_dtype_of(type), LA_STRONG}, {la_dtype_of(type), LA_STRONG}};
    const la_ufunc *ufunc = la_ufunc_find(name);
    const la_loop *loop = NULL;
    CHECK_OK(la_ufunc_resolve(ufunc, typing, NULL, &loop));
    if (!loop) return;
    const ptrdiff_t size = la_dtype_of(type)->itemsize, steps[3] = {size, size, size};
    char *args[3] = {(char *)(uintptr_t)x, y ? (char *)(uintptr_t)y : z, z};
    CHECK_OK(loop->run(args, n, steps));
}

/* |z - truth| in units of the last of `digits` places, subnormal at `least`; huge where one is
 * special and the other is something else. */
static double error(double z, double truth, double rounded, int digits, int least)
{
    if (isnan(rounded) || isnan(z)) return isnan(rounded) && isnan(z) ? 0 : HUGE_VAL;
    if (isinf(rounded) || isinf(z)) return z == rounded ? 0 : HUGE_VAL;
    if (rounded == 0 && signbit(rounded) != signbit(z)) return HUGE_VAL;
    int e;
    frexp(truth, &e);
    return fabs(z - truth) / ldexp(1, e - digits < least ? least : e - digits);
}

static double float_error(float z, double truth)
{
    return error(z, truth, (float)truth, FLT_MANT_DIG, -149);
}

static double double_error(double z, double truth)
{
    return error(z, truth, truth, DBL_MANT_DIG, -1074);
}

static uint64_t state = 88172645463325252;

static uint64_t next(void)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static double uniform(double from, double to)
{
    return from + (to - from) * ((double)(next() >> 11) * 0x1p-53);
}

static void test_floats(void)
{
    static float x[N], z[N];
    for (int f = 0; f < LENGTH(floats); f++) {
        double worst = 0, at = 0;
        uint32_t bits = 1;
        for (int block = 0; block < 24; block++) {
            for (int k = 0; k < N; k++, bits += 43691) { /* over all floats of both signs */
                memcpy(&x[k], &bits, sizeof bits);
                if (block == 0 && k < LENGTH(special)) x[k] = (float)special[k];
            }
            run(floats[f].name, LA_FLOAT32, x, NULL, z, N);
            for (int k = 0; k < N; k++) {
                const double e = float_error(z[k], floats[f].truth(x[k]));
                if (e > worst) worst = e, at = x[k];
            }
        }
        /* sin and cos of the huge are libm's. */
        if (!CHECK(worst < (floats[f].truth == sin || floats[f].truth == cos ? 0.9 : 0.51)))
            printf("    %s: %g at %a\n", floats[f].name, worst, at);
    }
}

static void test_doubles(void)
{
    static double x[N], z[N];
    for (int f = 0; f < LENGTH(doubles); f++) {
        double worst = 0, at = 0;
        for (int block = 0; block < 24; block++) {
            for (int k = 0; k < N; k++) {
                const uint64_t bits = next();
                switch (block % 4) {
                case 0: memcpy(&x[k], &bits, sizeof bits); break;
                case 1: x[k] = uniform(-750, 750); break;
                case 2: x[k] = uniform(-4, 4); break;
                default: x[k] = ldexp(uniform(-1, 1), (int)(bits % 60) - 40);
                }
                if (block == 0 && k < LENGTH(special)) x[k] = special[k];
            }
            run(doubles[f].name, LA_FLOAT64, x, NULL, z, N);
            for (int k = 0; k < N; k++) {
                const double e = double_error(z[k], doubles[f].truth(x[k]));
                if (e > worst) worst = e, at = x[k];
            }
        }
        if (!CHECK(worst <= (doubles[f].truth == tanh ? 3 : 2)))
            printf("    %s: %g at %a\n", doubles[f].name, worst, at);
    }
}

/* Powers of float32: bases and exponents of all sizes, and each special value with each. */
static void test_powers(void)
{
    static float x[N], y[N], z[N];
    double worst = 0;
    int at = 0;
    for (int block = 0; block < 24; block++) {
        for (int k = 0; k < N; k++) {
            const uint32_t bits = (uint32_t)next();
            memcpy(&x[k], &bits, sizeof bits);
            if (block % 3) x[k] = (float)uniform(0, block % 3 == 1 ? 2 : 1000);
            y[k] = (float)uniform(-150, 150) / (block % 2 ? 1 : 16);
            if (block == 0 && k < LENGTH(special) * LENGTH(special)) {
                x[k] = (float)special[k / LENGTH(special)];
                y[k] = (float)special[k % LENGTH(special)];
            }
        }
        run("power", LA_FLOAT32, x, y, z, N);
        for (int k = 0; k < N; k++) {
            const double e = float_error(z[k], pow(x[k], y[k]));
            if (e > worst) worst = e, at = k;
        }
    }
    if (!CHECK(worst < 0.53)) printf("    power: %g (element %d of its block)\n", worst, at);
}

/* Powers of float64, as those. */
static void test_double_powers(void)
{
    static double x[N], y[N], z[N];
    double worst = 0;
    int at = 0;
    for (int block = 0; block < 24; block++) {
        for (int k = 0; k < N; k++) {
            const uint64_t bits = next();
            memcpy(&x[k], &bits, sizeof bits);
            if (block % 3 == 1) x[k] = uniform(0, 10);
            if (block % 3 == 2) x[k] = 1 + ldexp(uniform(-1, 1), -(int)(bits % 30));
            y[k] = uniform(-1000, 1000) / (block % 2 ? 1 : fabs(log(fabs(x[k]))));
            if (block == 0 && k < LENGTH(special) * LENGTH(special)) {
                x[k] = special[k / LENGTH(special)];
                y[k] = special[k % LENGTH(special)];
            }
        }
        run("power", LA_FLOAT64, x, y, z, N);
        for (int k = 0; k < N; k++) {
            const double e = double_error(z[k], pow(x[k], y[k]));
            if (e > worst) worst = e, at = k;
        }
    }
    if (!CHECK(worst <= 2)) printf("    power: %g (element %d of its block)\n", worst, at);
}

/* Each element alone gets the bits that it gets among others, also where its neighbour is odd. */
static void test_places(void)
{
    static float x[100], z[100];
    static double wide[100], wide_z[100];
    for (int k = 0; k < 100; k++) {
        x[k] = k % 9 == 4 ? NAN : (float)uniform(0.1, 4);
        wide[k] = x[k];
    }
    for (int f = 0; f < LENGTH(floats); f++) {
        run(floats[f].name, LA_FLOAT32, x, NULL, z, 100);
        run(floats[f].name, LA_FLOAT64, wide, NULL, wide_z, 100);
        for (int k = 0; k < 100; k++) {
            float alone;
            double wide_alone;
            run(floats[f].name, LA_FLOAT32, &x[k], NULL, &alone, 1);
            run(floats[f].name, LA_FLOAT64, &wide[k], NULL, &wide_alone, 1);
            CHECK(isnan(z[k]) ? isnan(alone) : alone == z[k]);
            CHECK(isnan(wide_z[k]) ? isnan(wide_alone) : wide_alone == wide_z[k]);
        }
    }
}

int main(void)
{
    for (int i = 0; i < la_kernel_isa_count(); i++) {
        CHECK_OK(la_kernel_use(la_kernel_isa_name(i)));
        test_floats();
        test_powers();
        test_doubles();
        test_double_powers();
        test_places();
    }
    return check_report();
}
