/* Arithmetic of real numbers. */

static inline T FN(add)(T x, T y)
{
    return x + y;
}
#define OP add
#define LOOKS
#include "binary.tmpl.h"
#define PARTS 1
#define R     T
#include "fold_sum.tmpl.h"
#undef PARTS
#undef R

static inline T FN(subtract)(T x, T y)
{
    return x - y;
}
#define OP subtract
#define LOOKS
#include "binary.tmpl.h"

static inline T FN(multiply)(T x, T y)
{
    return x * y;
}
#define OP multiply
#define LOOKS
#include "binary.tmpl.h"
#define OP multiply
#include "fold.tmpl.h"

static inline T FN(divide)(T x, T y)
{
    return x / y;
}
#define OP divide
#define LOOKS
#include "binary.tmpl.h"

/* --- Python's division: the remainder has the divisor's sign --- */

/* Python's divmod, y != 0: the quotient is the integer nearest to (x - remainder) / y. */
static inline T FN(divmod_nonzero)(T x, T y, T *r)
{
    T m = LIBM(fmod)(x, y);
    T q = (x - m) / y;
    if (m != 0) { /* NaN too, which the comparisons leave alone */
        if ((y < 0) != (m < 0)) {
            m += y;
            q -= 1;
        }
    } else {
        m = LIBM(copysign)(0, y);
    }
    *r = m;
    if (q == 0) return LIBM(copysign)(0, x / y);
    T whole = LIBM(floor)(q);
    return q - whole > LIT(0.5) ? whole + 1 : whole;
}

static inline T FN(floor_divide)(T x, T y)
{
    T r;
    return y == 0 ? x / y : FN(divmod_nonzero)(x, y, &r);
}
#define OP floor_divide
#include "binary_scalar.tmpl.h"

static inline T FN(remainder)(T x, T y)
{
    T r = LIBM(fmod)(x, y);
    if (y == 0) return r;
    if (r == 0) return LIBM(copysign)(0, y);
    return (y < 0) != (r < 0) ? r + y : r;
}
#define OP remainder
#include "binary_scalar.tmpl.h"

static inline T FN(fmod)(T x, T y)
{
    return LIBM(fmod)(x, y);
}
#define OP fmod
#include "binary_scalar.tmpl.h"

static inline T FN(divmod)(T x, T y, T *r)
{
    if (y != 0) return FN(divmod_nonzero)(x, y, r);
    *r = LIBM(fmod)(x, y);
    return x / y;
}
#include "divmod.tmpl.h"

/* --- powers --- */

static inline T FN(square)(T x)
{
    return x * x;
}
#define OP square
#define LOOKS
#include "unary.tmpl.h"

static inline T FN(reciprocal)(T x)
{
    return 1 / x;
}
#define OP reciprocal
#define LOOKS
#include "unary.tmpl.h"

/* --- signs --- */

static inline T FN(negative)(T x)
{
    return -x;
}
#define OP negative
#include "unary.tmpl.h"

static inline T FN(positive)(T x)
{
    return x;
}
#define OP positive
#include "unary.tmpl.h"

static inline T FN(absolute)(T x)
{
    return LIBM(fabs)(x);
}
#define OP absolute
#include "unary.tmpl.h"

/* NaN stays NaN, zeros become 0. */
static inline T FN(sign)(T x)
{
    return x != x ? x : (T)((x > 0) - (x < 0));
}
#define OP sign
#include "unary.tmpl.h"

static inline T FN(copysign)(T x, T y)
{
    return LIBM(copysign)(x, y);
}
#define OP copysign
#include "binary.tmpl.h"
