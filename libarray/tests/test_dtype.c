/* The table of types, promotion, casting rules. */
#include "arrays.h"

static la_type result(int n, const la_typing *operands)
{
    return la_result_type(n, operands)->num;
}

#define STRONG(type) {&la_dtypes[type], LA_STRONG}
#define WEAK(kind)   {NULL, kind}
#define RESULT(...)  result(LENGTH(((la_typing[]){__VA_ARGS__})), (la_typing[]){__VA_ARGS__})

static void table(void)
{
    const int sizes[LA_NTYPES] = {1, 1, 1, 2, 2, 4, 4, 8, 8, 2, 4, 8, 8, 16};
    for (int i = 0; i < LA_NTYPES; i++) {
        const la_dtype *d = la_dtype_of((la_type)i);
        CHECK((int)d->num == i);
        CHECK(d->itemsize == sizes[i]);
        CHECK(d->alignment <= d->itemsize && d->itemsize % d->alignment == 0);
        CHECK(d->str[2] - '0' == d->itemsize % 10 || d->itemsize == 16);
    }
    CHECK(la_dtype_of(LA_INTP)->itemsize == (int)sizeof(ptrdiff_t));
    /* The buffer protocol's native letters must have the right width. */
    CHECK(la_dtype_of(LA_INT64)->format[0] == (sizeof(long) == 8 ? 'l' : 'q'));
    CHECK(la_dtype_of(LA_UINT32)->format[0] == (sizeof(long) == 8 ? 'I' : 'L'));
    CHECK(strcmp(la_dtype_of(LA_COMPLEX64)->format, "Zf") == 0);
}

static void promotion(void)
{
    for (int i = 0; i < LA_NTYPES; i++) {
        for (int j = 0; j < LA_NTYPES; j++) {
            const la_dtype *a = la_dtype_of((la_type)i), *b = la_dtype_of((la_type)j);
            const la_dtype *c = la_promote_types(a, b);
            CHECK(c == la_promote_types(b, a));
            CHECK(la_can_cast(a, c, LA_CASTING_SAFE) && la_can_cast(b, c, LA_CASTING_SAFE));
            CHECK(c->num >= a->num && c->num >= b->num);
        }
    }
    const struct {
        la_type a, b, want;
    } cases[] = {
        {LA_BOOL, LA_BOOL, LA_BOOL},
        {LA_INT8, LA_UINT8, LA_INT16},
        {LA_INT32, LA_UINT32, LA_INT64},
        {LA_INT64, LA_UINT64, LA_FLOAT64},
        {LA_UINT8, LA_FLOAT16, LA_FLOAT16},
        {LA_INT16, LA_FLOAT16, LA_FLOAT32},
        {LA_INT32, LA_FLOAT16, LA_FLOAT64},
        {LA_FLOAT16, LA_COMPLEX64, LA_COMPLEX64},
        {LA_INT16, LA_FLOAT32, LA_FLOAT32},
        {LA_INT32, LA_FLOAT32, LA_FLOAT64},
        {LA_UINT16, LA_COMPLEX64, LA_COMPLEX64},
        {LA_INT64, LA_COMPLEX64, LA_COMPLEX128},
        {LA_FLOAT64, LA_COMPLEX64, LA_COMPLEX128},
    };
    for (int i = 0; i < LENGTH(cases); i++)
        CHECK(la_promote_types(la_dtype_of(cases[i].a), la_dtype_of(cases[i].b))->num ==
              cases[i].want);
}

static void nep50(void)
{
    CHECK(RESULT(WEAK(LA_WEAK_INT)) == LA_INTP);
    CHECK(RESULT(WEAK(LA_WEAK_INT), WEAK(LA_WEAK_FLOAT)) == LA_FLOAT64);
    CHECK(RESULT(STRONG(LA_BOOL), WEAK(LA_WEAK_INT)) == LA_INTP);
    CHECK(RESULT(STRONG(LA_UINT8), WEAK(LA_WEAK_INT)) == LA_UINT8);
    CHECK(RESULT(STRONG(LA_INT8), WEAK(LA_WEAK_FLOAT)) == LA_FLOAT64);
    CHECK(RESULT(STRONG(LA_FLOAT32), WEAK(LA_WEAK_FLOAT)) == LA_FLOAT32);
    CHECK(RESULT(STRONG(LA_FLOAT32), WEAK(LA_WEAK_INT)) == LA_FLOAT32);
    CHECK(RESULT(STRONG(LA_FLOAT32), WEAK(LA_WEAK_COMPLEX)) == LA_COMPLEX64);
    CHECK(RESULT(STRONG(LA_FLOAT64), WEAK(LA_WEAK_COMPLEX)) == LA_COMPLEX128);
    CHECK(RESULT(STRONG(LA_INT16), WEAK(LA_WEAK_COMPLEX)) == LA_COMPLEX128);
    CHECK(RESULT(STRONG(LA_COMPLEX64), WEAK(LA_WEAK_FLOAT)) == LA_COMPLEX64);
    CHECK(RESULT(STRONG(LA_INT8), STRONG(LA_UINT8), WEAK(LA_WEAK_INT)) == LA_INT16);
    /* All meet the highest type first; from the left this would be float64. */
    CHECK(RESULT(STRONG(LA_UINT16), STRONG(LA_INT16), STRONG(LA_FLOAT32)) == LA_FLOAT32);
}

static bool can(la_type a, la_type b, la_casting casting)
{
    return la_can_cast(la_dtype_of(a), la_dtype_of(b), casting);
}

static void casting(void)
{
    CHECK(can(LA_INT8, LA_INT8, LA_CASTING_NO) && !can(LA_INT8, LA_INT16, LA_CASTING_EQUIV));
    CHECK(can(LA_INT32, LA_FLOAT64, LA_CASTING_SAFE));
    CHECK(can(LA_INT64, LA_FLOAT64, LA_CASTING_SAFE)); /* NumPy calls it safe */
    CHECK(!can(LA_INT32, LA_FLOAT32, LA_CASTING_SAFE));
    CHECK(can(LA_INT32, LA_FLOAT32, LA_CASTING_SAME_KIND));
    CHECK(can(LA_FLOAT64, LA_FLOAT32, LA_CASTING_SAME_KIND));
    CHECK(can(LA_UINT64, LA_INT8, LA_CASTING_SAME_KIND));
    CHECK(!can(LA_INT8, LA_UINT64, LA_CASTING_SAME_KIND));
    CHECK(!can(LA_FLOAT32, LA_INT64, LA_CASTING_SAME_KIND));
    CHECK(!can(LA_COMPLEX64, LA_FLOAT64, LA_CASTING_SAME_KIND));
    CHECK(can(LA_COMPLEX128, LA_BOOL, LA_CASTING_UNSAFE));
    CHECK(strcmp(la_casting_name(LA_CASTING_SAME_KIND), "same_kind") == 0);
}

int main(void)
{
    table();
    promotion();
    nep50();
    casting();
    return check_report();
}
