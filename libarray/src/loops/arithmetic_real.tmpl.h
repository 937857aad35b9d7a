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

/* --- division into whole quotients --- */

#include "division_real.tmpl.h"

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
