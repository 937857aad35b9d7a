/* Divisors, multiples and bits of integers. */

/* |x|, of the lowest integer too. */
static inline uint64_t FN(magnitude)(T x)
{
#if S
    return x < 0 ? (uint64_t)0 - (uint64_t)x : (uint64_t)x;
#else
    return (uint64_t)x;
#endif
}

static inline uint64_t FN(common_divisor)(uint64_t x, uint64_t y)
{
    while (y != 0) {
        const uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return x;
}

static inline T FN(gcd)(T x, T y)
{
    return (T)FN(common_divisor)(FN(magnitude)(x), FN(magnitude)(y));
}
#define OP gcd
#include "binary_scalar.tmpl.h"

static inline T FN(lcm)(T x, T y)
{
    const uint64_t a = FN(magnitude)(x), b = FN(magnitude)(y), d = FN(common_divisor)(a, b);
    return (T)(d == 0 ? 0 : a / d * b);
}
#define OP lcm
#include "binary_scalar.tmpl.h"

static inline uint8_t FN(bitwise_count)(T x)
{
    return (uint8_t)__builtin_popcountll(FN(magnitude)(x));
}
#define OP     bitwise_count
#define RESULT uint8_t
#include "unary.tmpl.h"
