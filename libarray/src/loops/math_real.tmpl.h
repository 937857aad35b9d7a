/* Functions of reals. Those that call <math.h> stay scalar; one that is written out here without
 * branches vectorises once it is included through unary.tmpl.h, and one with a kernel in
 * vector_math.h is included through unary_vector.tmpl.h. */

static inline T FN(sqrt)(T x)
{
    return LIBM(sqrt)(x);
}
#define OP sqrt
#define LOOKS
#include "unary.tmpl.h"

static inline T FN(floor)(T x)
{
    return LIBM(floor)(x);
}
#define OP floor
#include "unary.tmpl.h"

static inline T FN(ceil)(T x)
{
    return LIBM(ceil)(x);
}
#define OP ceil
#include "unary.tmpl.h"

static inline T FN(trunc)(T x)
{
    return LIBM(trunc)(x);
}
#define OP trunc
#include "unary.tmpl.h"

static inline T FN(rint)(T x)
{
    return LIBM(rint)(x);
}
#define OP rint
#include "unary.tmpl.h"

static inline T FN(cbrt)(T x)
{
    return LIBM(cbrt)(x);
}
#define OP cbrt
#include "unary_scalar.tmpl.h"

static inline T FN(exp)(T x)
{
    return LIBM(exp)(x);
}
#define OP exp
#include "unary_vector.tmpl.h"

static inline T FN(exp2)(T x)
{
    return LIBM(exp2)(x);
}
#define OP exp2
#define ONLY_FLOAT
#include "unary_vector.tmpl.h"

static inline T FN(expm1)(T x)
{
    return LIBM(expm1)(x);
}
#define OP expm1
#include "unary_vector.tmpl.h"

static inline T FN(log)(T x)
{
    return (T)log((double)x); /* of subnormal floats it is asked for, too */
}
#define OP log
#include "unary_vector.tmpl.h"

static inline T FN(log2)(T x)
{
    return (T)log2((double)x);
}
#define OP log2
#include "unary_vector.tmpl.h"

static inline T FN(log10)(T x)
{
    return (T)log10((double)x);
}
#define OP log10
#include "unary_vector.tmpl.h"

static inline T FN(log1p)(T x)
{
    return LIBM(log1p)(x);
}
#define OP log1p
#include "unary_vector.tmpl.h"

static inline T FN(sin)(T x)
{
    return LIBM(sin)(x);
}
#define OP sin
#include "unary_vector.tmpl.h"

static inline T FN(cos)(T x)
{
    return LIBM(cos)(x);
}
#define OP cos
#include "unary_vector.tmpl.h"

static inline T FN(tan)(T x)
{
    return LIBM(tan)(x);
}
#define OP tan
#include "unary_scalar.tmpl.h"

static inline T FN(arcsin)(T x)
{
    return LIBM(asin)(x);
}
#define OP arcsin
#include "unary_scalar.tmpl.h"

static inline T FN(arccos)(T x)
{
    return LIBM(acos)(x);
}
#define OP arccos
#include "unary_scalar.tmpl.h"

static inline T FN(arctan)(T x)
{
    return LIBM(atan)(x);
}
#define OP arctan
#include "unary_scalar.tmpl.h"

static inline T FN(sinh)(T x)
{
    return LIBM(sinh)(x);
}
#define OP sinh
#include "unary_vector.tmpl.h"

static inline T FN(cosh)(T x)
{
    return LIBM(cosh)(x);
}
#define OP cosh
#include "unary_vector.tmpl.h"

static inline T FN(tanh)(T x)
{
    return LIBM(tanh)(x);
}
#define OP tanh
#include "unary_vector.tmpl.h"

static inline T FN(arcsinh)(T x)
{
    return LIBM(asinh)(x);
}
#define OP arcsinh
#define ONLY_FLOAT
#include "unary_vector.tmpl.h"

static inline T FN(arccosh)(T x)
{
    return x < 1 ? (T)NAN : LIBM(acosh)(x); /* of those below 1 musl's gives some number */
}
#define OP arccosh
#define ONLY_FLOAT
#include "unary_vector.tmpl.h"

static inline T FN(arctanh)(T x)
{
    return LIBM(atanh)(x);
}
#define OP arctanh
#define ONLY_FLOAT
#include "unary_vector.tmpl.h"

/* --- of two --- */

static inline T FN(arctan2)(T y, T x)
{
    return LIBM(atan2)(y, x);
}
#define OP arctan2
#include "binary_scalar.tmpl.h"

static inline T FN(hypot)(T x, T y)
{
    return LIBM(hypot)(x, y);
}
#define OP hypot
#include "binary_scalar.tmpl.h"

#include "power.tmpl.h"
