/* Half precision: conversions of every number, rounding, and loops, folds and products on it. */
#include <math.h>

#include "arrays.h"

/* The value of the bits, by the definition. */
static double meaning(unsigned half)
{
    const int exponent = half >> 10 & 31, fraction = half & 1023;
    const double sign = half & 0x8000 ? -1 : 1;
    if (exponent == 31) return fraction ? NAN : sign * INFINITY;
    if (exponent == 0) return sign * ldexp(fraction, -24);
    return sign * ldexp(1024 + fraction, exponent - 25);
}

static bool is_nan(la_float16 half)
{
    return (half & 0x7fff) > 0x7c00;
}

static void every_number(void)
{
    int bad = 0;
    for (unsigned bits = 0; bits < 65536; bits++) {
        const la_float16 half = (la_float16)bits;
        const double want = meaning(bits);
        const float value = la_float16_to_float(half);
        if (isnan(want)) {
            bad += !isnan(value);
        } else {
            bad += (double)value != want || !signbit(value) != !signbit(want);
        }
        bad += la_float16_from_float(value) != half; /* NaN: its bits too */
        bad += la_float16_from_double((double)value) != (isnan(want) ? half | 0x200 : half);
    }
    CHECK(bad == 0);
}

/* Between any two neighbours: below the middle, the middle (to even), above it. */
static void rounding(void)
{
    int bad = 0;
    for (unsigned bits = 0; bits < 0x7c00; bits++) {
        const double low = meaning(bits);
        const double high = bits == 0x7bff ? 65536 : meaning(bits + 1);
        const double middle = (low + high) / 2;
        const la_float16 even = (la_float16)(bits & 1 ? bits + 1 : bits);
        const double below = nextafter(middle, 0), above = nextafter(middle, INFINITY);
        for (int negative = 0; negative < 2; negative++) {
            const double sign = negative ? -1 : 1;
            const unsigned top = negative ? 0x8000 : 0;
            bad += la_float16_from_double(sign * below) != (bits | top);
            bad += la_float16_from_double(sign * middle) != (even | top);
            bad += la_float16_from_double(sign * above) != ((bits + 1) | top);
            bad += la_float16_from_float((float)(sign * middle)) != (even | top);
            bad += la_float16_from_float(nextafterf((float)(sign * middle), 0)) != (bits | top);
            bad += la_float16_from_float(nextafterf(
                       (float)(sign * middle), (float)(sign * INFINITY))) != ((bits + 1) | top);
        }
    }
    CHECK(bad == 0);
    CHECK(la_float16_from_double(1e300) == 0x7c00);
    CHECK(la_float16_from_double(-1e-300) == 0x8000);
    CHECK(la_float16_from_double(-INFINITY) == 0xfc00);
    CHECK(is_nan(la_float16_from_double(NAN)) && is_nan(la_float16_from_float(NAN)));
    /* Rounded to float first, this would be a tie. */
    CHECK(la_float16_from_double(1 + 0x1p-11 + 0x1p-40) == 0x3c01);
}

/* Casts of whole arrays, to and from every type, through the chunks of cast.c. */
static void casts(void)
{
    for (int type = 0; type < LA_NTYPES; type++) {
        la_array a, half = LA_ARRAY_NULL, back = LA_ARRAY_NULL;
        make(&a, (la_type)type, SHAPE(300), NULL);
        for (ptrdiff_t i = 0; i < 300; i++)
            element_set(element_at(&a, i), (la_type)type, (double)(i % 100));
        CHECK_OK(la_astype(&half, &a, la_dtype_of(LA_FLOAT16), LA_ORDER_C, LA_CASTING_UNSAFE));
        CHECK_OK(la_astype(&back, &half, a.dtype, LA_ORDER_C, LA_CASTING_UNSAFE));
        for (ptrdiff_t i = 0; i < 300; i++) {
            const double want = type == LA_BOOL ? i % 100 != 0 : (double)(i % 100);
            CHECK(value_at(&half, i) == want && value_at(&back, i) == want);
        }
        la_array_destroy(&a);
        la_array_destroy(&half);
        la_array_destroy(&back);
    }
}

static void run2(const char *name, la_array *out, const la_array *a, const la_array *b)
{
    const la_ufunc *ufunc = la_ufunc_find(name);
    const la_loop *loop;
    const la_typing typing[2] = {{a->dtype, LA_STRONG}, {b->dtype, LA_STRONG}};
    const la_array *in[2] = {a, b};
    la_array *const outs[1] = {out};
    CHECK_OK(la_ufunc_resolve(ufunc, typing, NULL, &loop));
    CHECK(loop->types[0] == LA_FLOAT16);
    CHECK_OK(la_ufunc_run(ufunc, loop, in, outs, LA_CASTING_SAME_KIND, NULL));
}

static void loops(void)
{
    enum { N = 1000 };
    la_array a, b, one, z = LA_ARRAY_NULL, truth = LA_ARRAY_NULL;
    make(&a, LA_FLOAT16, SHAPE(N), NULL);
    make(&b, LA_FLOAT16, SHAPE(N), NULL);
    make(&one, LA_FLOAT16, 0, NULL, (double[]){1});
    run2("multiply", &z, &a, &b);
    run2("greater", &truth, &z, &a);
    for (ptrdiff_t i = 0; i < N; i++) {
        const double product = (double)(i * i);
        CHECK(value_at(&z, i) == meaning(la_float16_from_double(product)));
        CHECK((value_at(&truth, i) != 0) == (i > 1));
    }
    run2("add", &a, &a, &one); /* where an operand is */
    for (ptrdiff_t i = 0; i < N; i++)
        CHECK(value_at(&a, i) == (double)(i + 1));
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&one);
    la_array_destroy(&z);
    la_array_destroy(&truth);
}

static double reduced(const char *name, const la_array *a)
{
    la_array out = LA_ARRAY_NULL;
    CHECK_OK(la_ufunc_reduce(&out, la_ufunc_find(name), a, LA_ALL_AXES(a->ndim), false, NULL, NULL,
                             NULL));
    const double value = value_at(&out, 0);
    la_array_destroy(&out);
    return value;
}

static void folds(void)
{
    la_array a, m = LA_ARRAY_NULL, position = LA_ARRAY_NULL;
    make(&a, LA_FLOAT16, SHAPE(2000), NULL);
    for (ptrdiff_t i = 0; i < a.size; i++)
        element_set(element_at(&a, i), LA_FLOAT16, i == 777 ? 9 : i == 778 ? -9 : 1);
    CHECK(reduced("add", &a) == 1998); /* not rounded at each step, which would stop at 2048 */
    CHECK(reduced("multiply", &a) == -81);
    CHECK(reduced("subtract", &a) == 1 - 1997);
    CHECK(reduced("maximum", &a) == 9);
    CHECK(reduced("minimum", &a) == -9);
    CHECK(reduced("logical_and", &a) == 1);
    CHECK_OK(la_argmax(&position, &a, -1, false));
    CHECK(*(ptrdiff_t *)(void *)position.data == 777);
    la_array_destroy(&position);
    element_set(element_at(&a, 1500), LA_FLOAT16, NAN);
    CHECK_OK(la_argmin(&position, &a, -1, false));
    CHECK(*(ptrdiff_t *)(void *)position.data == 1500);
    CHECK(isnan(reduced("maximum", &a)) && reduced("fmax", &a) == 9);
    for (ptrdiff_t i = 0; i < a.size; i++)
        element_set(element_at(&a, i), LA_FLOAT16, 60000);
    CHECK_OK(la_mean(&m, &a, 1, false, NULL)); /* the sum is beyond float16 */
    CHECK(m.dtype->num == LA_FLOAT16 && value_at(&m, 0) == 60000);
    la_array_destroy(&a);
    la_array_destroy(&m);
    la_array_destroy(&position);
}

static void products(void)
{
    la_array a, b, c = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    make(&a, LA_FLOAT16, SHAPE(7, 300), NULL);
    make(&b, LA_FLOAT16, SHAPE(300, 5), NULL);
    for (ptrdiff_t i = 0; i < 1500; i++) {
        element_set(element_at(&b, i), LA_FLOAT16, (double)(i % 3));
        element_set(element_at(&a, i), LA_FLOAT16, (double)(i % 7) - 3);
    }
    CHECK_OK(la_matmul(&c, &a, &b, LA_CASTING_SAME_KIND));
    CHECK(c.dtype->num == LA_FLOAT16);
    CHECK_OK(la_array_init(&out, c.dtype, SHAPE(7, 5), LA_ORDER_F));
    CHECK_OK(la_matmul(&out, &a, &b, LA_CASTING_SAME_KIND));
    for (ptrdiff_t i = 0; i < 7; i++) {
        for (ptrdiff_t j = 0; j < 5; j++) {
            double sum = 0;
            for (ptrdiff_t k = 0; k < 300; k++)
                sum += value_at(&a, i * 300 + k) * value_at(&b, k * 5 + j);
            CHECK(value_at(&c, i * 5 + j) == meaning(la_float16_from_double(sum)));
            CHECK(value_at(&out, i * 5 + j) == value_at(&c, i * 5 + j));
        }
    }
    la_prepacked *packed;
    CHECK(la_prepack(&packed, &a, false) == LA_TYPE_ERROR);
    la_array_destroy(&a);
    la_array_destroy(&b);
    la_array_destroy(&c);
    la_array_destroy(&out);
}

int main(void)
{
    every_number();
    rounding();
    casts();
    loops();
    folds();
    products();
    return check_report();
}
