/* Exponents, neighbours, parts, angles of reals. */

static inline T FN(radians)(T x)
{
    return x * ((T)PI / 180);
}
#define OP radians
#include "unary.tmpl.h"

static inline T FN(degrees)(T x)
{
    return x * (180 / (T)PI);
}
#define OP degrees
#include "unary.tmpl.h"

static inline T FN(heaviside)(T x, T at_zero)
{
    return x != x ? x : x == 0 ? at_zero : (T)(x > 0);
}
#define OP heaviside
#include "binary.tmpl.h"

/* log(exp(x) + exp(y)): the greater one, and what the other adds to it. */
static inline T FN(logaddexp)(T x, T y)
{
    if (x == y) return x + (T)LN_2; /* infinities too */
    const T d = x - y;
    if (d > 0) return x + LIBM(log1p)(LIBM(exp)(-d));
    return d <= 0 ? y + LIBM(log1p)(LIBM(exp)(d)) : d;
}
#define OP logaddexp
#include "binary_scalar.tmpl.h"

static inline T FN(logaddexp2)(T x, T y)
{
    if (x == y) return x + 1;
    const T d = x - y;
    if (d > 0) return x + (T)LOG2_E * LIBM(log1p)(LIBM(exp2)(-d));
    return d <= 0 ? y + (T)LOG2_E * LIBM(log1p)(LIBM(exp2)(d)) : d;
}
#define OP logaddexp2
#include "binary_scalar.tmpl.h"

#undef HALF_TYPE /* float16 has other neighbours than float: half.c has its loops */

static inline T FN(nextafter)(T x, T y)
{
    return LIBM(nextafter)(x, y);
}
#define OP nextafter
#include "binary_scalar.tmpl.h"

/* The distance to the neighbour that is farther from zero. */
static inline T FN(spacing)(T x)
{
    return LIBM(nextafter)(x, x < 0 ? -(T)INFINITY : (T)INFINITY) - x;
}
#define OP spacing
#include "unary_scalar.tmpl.h"

/* --- two results, or operands of two types --- */

la_status LOOP_OF(frexp)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0];
    char *mantissa = args[1], *exponent = args[2];
    for (; n > 0; n--) {
        int e = 0;
        *(T *)mantissa = LIBM(frexp)(*(const T *)x, &e);
        *(int32_t *)exponent = e;
        x += steps[0];
        mantissa += steps[1];
        exponent += steps[2];
    }
    return LA_OK;
}

la_status LOOP_OF(modf)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0];
    char *fraction = args[1], *whole = args[2];
    for (; n > 0; n--) {
        T integer;
        *(T *)fraction = LIBM(modf)(*(const T *)x, &integer);
        *(T *)whole = integer;
        x += steps[0];
        fraction += steps[1];
        whole += steps[2];
    }
    return LA_OK;
}

la_status LA_JOIN(la_loop_, ldexp_INT32, TYPE)(char *const *args, ptrdiff_t n,
                                               const ptrdiff_t *steps)
{
    const char *x = args[0], *e = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], e += steps[1], z += steps[2])
        *(T *)z = LIBM(ldexp)(*(const T *)x, *(const int32_t *)e);
    return LA_OK;
}

/* Exponents beyond an int are beyond all numbers, too. */
la_status LA_JOIN(la_loop_, ldexp_INT64, TYPE)(char *const *args, ptrdiff_t n,
                                               const ptrdiff_t *steps)
{
    const char *x = args[0], *e = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], e += steps[1], z += steps[2]) {
        const int64_t given = *(const int64_t *)e;
        const int exponent = given > INT32_MAX   ? INT32_MAX
                             : given < INT32_MIN ? INT32_MIN
                                                 : (int)given;
        *(T *)z = LIBM(ldexp)(*(const T *)x, exponent);
    }
    return LA_OK;
}
