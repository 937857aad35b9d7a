/* Bits of integers. */

static inline T FN(bitwise_and)(T x, T y)
{
    return (T)(x & y);
}
#define OP bitwise_and
#include "binary.tmpl.h"
#define OP bitwise_and
#include "fold.tmpl.h"

static inline T FN(bitwise_or)(T x, T y)
{
    return (T)(x | y);
}
#define OP bitwise_or
#include "binary.tmpl.h"
#define OP bitwise_or
#include "fold.tmpl.h"

static inline T FN(bitwise_xor)(T x, T y)
{
    return (T)(x ^ y);
}
#define OP bitwise_xor
#include "binary.tmpl.h"
#define OP bitwise_xor
#include "fold.tmpl.h"

static inline T FN(invert)(T x)
{
    return (T)~x;
}
#define OP invert
#include "unary.tmpl.h"

/* A count of BITS or more, which a negative one is too, shifts everything out. */
static inline T FN(left_shift)(T x, T y)
{
    const W count = (W)y;
    return (T)(count < BITS ? (W)x << (count & (BITS - 1)) : 0);
}
#define OP left_shift
#include "binary.tmpl.h"

static inline T FN(right_shift)(T x, T y)
{
    const W count = (W)y;
    return (T)(x >> (count < BITS ? count : BITS - 1)) & (T)(S || count < BITS ? -1 : 0);
}
#define OP right_shift
#include "binary.tmpl.h"
