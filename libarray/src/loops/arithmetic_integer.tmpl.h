/* Arithmetic of integers: results wrap as NumPy's do, and nothing is undefined. W is unsigned and
 * at least as wide as int, so that no product is promoted to a signed type. */

static inline bool FN(is_negative)(T x)
{
#if S
    return x < 0;
#else
    (void)x;
    return false;
#endif
}

static inline T FN(add)(T x, T y)
{
    return (T)((W)x + (W)y);
}
#define OP add
#include "binary.tmpl.h"
#define OP add
#include "fold.tmpl.h"

static inline T FN(subtract)(T x, T y)
{
    return (T)((W)x - (W)y);
}
#define OP subtract
#include "binary.tmpl.h"

static inline T FN(multiply)(T x, T y)
{
    return (T)((W)x * (W)y);
}
#define OP multiply
#include "binary.tmpl.h"
#define OP multiply
#include "fold.tmpl.h"

/* --- division --- */

/* Quotient towards zero; 0 for y = 0; the lowest integer divided by -1 wraps to itself. Integers of
 * up to 32 bits are divided as floating-point numbers, which vectors can do: |x / y| is at least
 * 1/y away from the next integer, far more than the rounding error. */
static inline T FN(quotient)(T x, T y)
{
    const bool zero = y == 0, minus_one = S && y == (T)-1;
    const T divisor = (T)((zero | minus_one) ? 1 : y);
#if BITS <= 16
    const T q = (T)(int32_t)((float)x / (float)divisor);
#elif BITS == 32
    const T q = (T)((double)x / (double)divisor);
#else
    const T q = (T)(x / divisor);
#endif
    return (T)(zero ? 0 : minus_one ? (W)0 - (W)x : (W)q);
}

/* 1 where the quotient towards zero, whose remainder is r, lies above the exact one. */
static inline T FN(excess)(T r, T y)
{
    return (r != 0) & (FN(is_negative)(r) != FN(is_negative)(y));
}

/* The remainder that belongs to quotient(x, y). */
static inline T FN(rest)(T x, T y)
{
    return (T)(y == 0 ? 0 : (W)x - (W)FN(quotient)(x, y) * (W)y);
}

static inline T FN(floor_divide)(T x, T y)
{
    const T q = FN(quotient)(x, y);
    const T r = (T)((W)x - (W)q * (W)y);
    return (T)(y == 0 ? 0 : (W)q - (W)FN(excess)(r, y));
}
#define OP floor_divide
#if BITS <= 32
#include "binary.tmpl.h"
#else
#include "binary_scalar.tmpl.h"
#endif

static inline T FN(remainder)(T x, T y)
{
    const T r = FN(rest)(x, y);
    return (T)(FN(excess)(r, y) ? (W)r + (W)y : (W)r);
}
#define OP remainder
#if BITS <= 32
#include "binary.tmpl.h"
#else
#include "binary_scalar.tmpl.h"
#endif

static inline T FN(fmod)(T x, T y)
{
    return FN(rest)(x, y);
}
#define OP fmod
#if BITS <= 32
#include "binary.tmpl.h"
#else
#include "binary_scalar.tmpl.h"
#endif

static inline T FN(divmod)(T x, T y, T *r)
{
    *r = FN(remainder)(x, y);
    return FN(floor_divide)(x, y);
}
#include "divmod.tmpl.h"

/* --- powers --- */

/* y >= 0. Wraps. */
static inline T FN(power)(T x, T y)
{
    W result = 1, base = (W)x;
    for (;;) {
        if (y & 1) result *= base;
        y = (T)(y >> 1);
        if (y == 0) return (T)result;
        base *= base;
    }
}

la_status LOOP_OF(power)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0], *y = args[1];
    char *z = args[2];
    for (; n > 0; n--, x += steps[0], y += steps[1], z += steps[2]) {
        const T exponent = *(const T *)y;
        if (FN(is_negative)(exponent))
            return la_fail(LA_VALUE_ERROR, "Integers to negative integer powers are not allowed.");
        *(T *)z = FN(power)(*(const T *)x, exponent);
    }
    return LA_OK;
}

static inline T FN(square)(T x)
{
    return (T)((W)x * (W)x);
}
#define OP square
#include "unary.tmpl.h"

/* 1 / x cut to an integer. 1 / 0 is what NumPy's conversion of infinity gives on x86-64. */
static inline T FN(reciprocal)(T x)
{
    if (x == 0) return (T)(!S || BITS < 32 ? 0 : (W)1 << (BITS - 1));
    return (T)(x == 1 ? 1 : S && x == (T)-1 ? x : 0);
}
#define OP reciprocal
#include "unary.tmpl.h"

/* --- signs --- */

static inline T FN(negative)(T x)
{
    return (T)((W)0 - (W)x);
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
    return (T)(FN(is_negative)(x) ? (W)0 - (W)x : (W)x);
}
#define OP absolute
#include "unary.tmpl.h"

static inline T FN(sign)(T x)
{
    return (T)((x > 0) - FN(is_negative)(x));
}
#define OP sign
#include "unary.tmpl.h"
