/* Casting loops: every pair of types, strides, and values that don't fit. */
#include "cast.h"

#include <math.h>

#include "arrays.h"

/* n elements from `from` at a stride, through every cast and back out as doubles. */
static void cast_values(la_type from, la_type to, const double *in, int n, double *out,
                        ptrdiff_t gap)
{
    char source[64 * 32], target[64 * 32];
    const ptrdiff_t from_step = la_dtypes[from].itemsize * gap;
    const ptrdiff_t to_step = la_dtypes[to].itemsize * gap;
    _Alignas(16) char element[16] = {0};
    memset(target, 0x5a, sizeof target);
    for (int i = 0; i < n; i++) {
        element_set(element, from, in[i]);
        memcpy(source + i * from_step, element, (size_t)la_dtypes[from].itemsize);
    }
    la_cast_find(from, to)(source, from_step, target, to_step, n);
    for (int i = 0; i < n; i++) {
        memcpy(element, target + i * to_step, (size_t)la_dtypes[to].itemsize);
        out[i] = element_value(element, to);
    }
    /* Nothing was written between or beyond. */
    int clean = target[(n - 1) * to_step + la_dtypes[to].itemsize] == 0x5a;
    if (gap > 1) clean = clean && target[la_dtypes[to].itemsize] == 0x5a;
    CHECK(clean);
}

static void every_pair(void)
{
    const double in[20] = {0, 1, 2, 3, 5, 7, 11, 100, 127, 126, 64, 33, 0, 1, 0, 9, 17, 99, 1, 0};
    for (int from = 0; from < LA_NTYPES; from++) {
        for (int to = 0; to < LA_NTYPES; to++) {
            double out[20];
            for (ptrdiff_t gap = 1; gap <= 3; gap++) {
                cast_values((la_type)from, (la_type)to, in, 20, out, gap);
                int right = 1;
                for (int i = 0; i < 20; i++) {
                    double want = from == LA_BOOL || to == LA_BOOL ? in[i] != 0 : in[i];
                    if (out[i] != want) right = 0;
                }
                if (!CHECK(right))
                    printf("    %s to %s, gap %d\n", la_dtypes[from].name, la_dtypes[to].name,
                           (int)gap);
            }
        }
    }
}

static double cast_one(la_type from, la_type to, double x)
{
    double out;
    cast_values(from, to, &x, 1, &out, 1);
    return out;
}

static void integers_wrap(void)
{
    CHECK(cast_one(LA_INT32, LA_UINT8, 300) == 44);
    CHECK(cast_one(LA_INT32, LA_INT8, 200) == -56);
    CHECK(cast_one(LA_INT8, LA_UINT16, -1) == 65535);
    CHECK(cast_one(LA_INT64, LA_UINT32, -1) == 4294967295.0);
    CHECK(cast_one(LA_UINT32, LA_INT64, 4294967295.0) == 4294967295.0);
    CHECK(cast_one(LA_UINT8, LA_INT8, 255) == -1);
}

/* What NumPy gives on x86-64, here everywhere. */
static void reals_beyond_integers(void)
{
    for (int k = 0; k < 2; k++) {
        la_type from = k ? LA_FLOAT64 : LA_FLOAT32;
        CHECK(cast_one(from, LA_INT32, -1.9) == -1 && cast_one(from, LA_INT32, 1.9) == 1);
        CHECK(cast_one(from, LA_INT32, 3e9) == -2147483648.0);
        CHECK(cast_one(from, LA_INT32, NAN) == -2147483648.0);
        CHECK(cast_one(from, LA_INT32, -INFINITY) == -2147483648.0);
        CHECK(cast_one(from, LA_INT32, -2147483648.0) == -2147483648.0);
        CHECK(cast_one(from, LA_UINT8, -1) == 255 && cast_one(from, LA_INT8, 300.7) == 44);
        CHECK(cast_one(from, LA_UINT16, 65537) == 1 && cast_one(from, LA_INT16, NAN) == 0);
        CHECK(cast_one(from, LA_UINT32, -1) == 4294967295.0);
        CHECK(cast_one(from, LA_UINT32, 3e9) == 3e9);
        CHECK(cast_one(from, LA_INT64, 1e30) == -9223372036854775808.0);
        CHECK(cast_one(from, LA_INT64, NAN) == -9223372036854775808.0);
        CHECK(cast_one(from, LA_UINT64, -1) == 18446744073709551615.0);
        CHECK(cast_one(from, LA_UINT64, 9223372036854775808.0) == 9223372036854775808.0);
        CHECK(cast_one(from, LA_UINT64, 18446744073709551616.0) == 0);
        CHECK(cast_one(from, LA_UINT64, NAN) == 9223372036854775808.0);
        CHECK(cast_one(from, LA_BOOL, NAN) == 1 && cast_one(from, LA_BOOL, 0.25) == 1);
        CHECK(cast_one(from, LA_BOOL, -0.0) == 0);
    }
    CHECK(cast_one(LA_FLOAT64, LA_INT32, -2147483648.5) == -2147483648.0);
    CHECK(cast_one(LA_FLOAT64, LA_INT32, 2147483647.5) == 2147483647.0);
    CHECK(cast_one(LA_FLOAT64, LA_FLOAT32, 1e300) == (double)INFINITY);
}

static void complex_parts(void)
{
    const la_complex128 z[3] = {{1.5, -2}, {0, 3}, {0, 0}};
    la_complex64 small[3];
    double real[3];
    unsigned char truth[3];
    la_cast_find(LA_COMPLEX128, LA_COMPLEX64)((const char *)z, 16, (char *)small, 8, 3);
    CHECK(small[0].real == 1.5f && small[0].imag == -2 && small[1].imag == 3);
    la_cast_find(LA_COMPLEX128, LA_FLOAT64)((const char *)z, 16, (char *)real, 8, 3);
    CHECK(real[0] == 1.5 && real[1] == 0);
    la_cast_find(LA_COMPLEX128, LA_BOOL)((const char *)z, 16, (char *)truth, 1, 3);
    CHECK(truth[0] == 1 && truth[1] == 1 && truth[2] == 0);
    la_complex64 w[2] = {{9, 9}, {9, 9}};
    const int32_t i[2] = {4, -5};
    la_cast_find(LA_INT32, LA_COMPLEX64)((const char *)i, 4, (char *)w, 8, 2);
    CHECK(w[0].real == 4 && w[0].imag == 0 && w[1].real == -5 && w[1].imag == 0);
}

static void odd_memory(void)
{
    /* Unaligned both ways, one element stretched over many, truths other than one, in place. */
    char bytes[80] = {0}, out[80] = {0};
    const double x = 2.5;
    memcpy(bytes + 1, &x, 8);
    la_cast_find(LA_FLOAT64, LA_FLOAT32)(bytes + 1, 0, out + 3, 4, 5);
    float y;
    memcpy(&y, out + 3 + 4 * 4, 4);
    CHECK(y == 2.5f);
    const unsigned char truths[4] = {0, 1, 2, 255};
    int16_t numbers[4];
    la_cast_find(LA_BOOL, LA_INT16)((const char *)truths, 1, (char *)numbers, 2, 4);
    CHECK(numbers[0] == 0 && numbers[1] == 1 && numbers[2] == 1 && numbers[3] == 1);
    double same[5] = {1, -2, 3.5, 4, 5};
    int64_t whole[5];
    la_cast_find(LA_FLOAT64, LA_INT64)((char *)same, 8, (char *)same, 8, 5);
    memcpy(whole, same, sizeof whole);
    CHECK(whole[0] == 1 && whole[1] == -2 && whole[2] == 3 && whole[4] == 5);
    la_cast_find(LA_FLOAT64, LA_FLOAT64)(bytes, 8, out, 8, 0); /* nothing */
}

/* Reals that are looked at for errors need not be aligned. */
static void unaligned(void)
{
    char from[2 * sizeof(double) + 1] = {0}, to[2 * sizeof(float) + 1] = {0};
    const double values[2] = {3, -4};
    la_array a = LA_ARRAY_NULL, b = LA_ARRAY_NULL, out = LA_ARRAY_NULL;
    memcpy(from + 1, values, sizeof values);
    CHECK_OK(la_array_init_foreign(&a, la_dtype_of(LA_FLOAT64), SHAPE(2), NULL, from + 1, false,
                                   NULL, NULL));
    CHECK_OK(la_array_init_foreign(&b, la_dtype_of(LA_FLOAT32), SHAPE(2), NULL, to + 1, true, NULL,
                                   NULL));
    CHECK_OK(la_astype(&out, &a, la_dtype_of(LA_INT32), LA_ORDER_C, LA_CASTING_UNSAFE));
    CHECK_VALUES(&out, 3, -4);
    CHECK_OK(la_copyto(&b, &a, LA_CASTING_SAME_KIND, NULL));
    float copied[2];
    memcpy(copied, to + 1, sizeof copied);
    CHECK(copied[0] == 3 && copied[1] == -4);
    la_array_destroy(&out);
    la_array_destroy(&b);
    la_array_destroy(&a);
}

int main(void)
{
    every_pair();
    integers_wrap();
    reals_beyond_integers();
    complex_parts();
    odd_memory();
    unaligned();
    return check_report();
}
