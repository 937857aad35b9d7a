/* Comparisons of complex numbers: by the real parts, and where these are equal by the imaginary
 * ones; an imaginary NaN makes every order false, as in NumPy. */

static inline la_bool FN(equal)(T x, T y)
{
    return (x.real == y.real) & (x.imag == y.imag);
}
#define OP     equal
#define RESULT la_bool
#include "binary.tmpl.h"

static inline la_bool FN(not_equal)(T x, T y)
{
    return (x.real != y.real) | (x.imag != y.imag);
}
#define OP     not_equal
#define RESULT la_bool
#include "binary.tmpl.h"

static inline bool FN(no_imaginary_nan)(T x, T y)
{
    return (x.imag == x.imag) & (y.imag == y.imag);
}

static inline la_bool FN(less)(T x, T y)
{
    return ((x.real < y.real) & FN(no_imaginary_nan)(x, y)) |
           ((x.real == y.real) & (x.imag < y.imag));
}
#define OP     less
#define RESULT la_bool
#include "binary_scalar.tmpl.h"

static inline la_bool FN(less_equal)(T x, T y)
{
    return ((x.real < y.real) & FN(no_imaginary_nan)(x, y)) |
           ((x.real == y.real) & (x.imag <= y.imag));
}
#define OP     less_equal
#define RESULT la_bool
#include "binary_scalar.tmpl.h"

static inline la_bool FN(greater)(T x, T y)
{
    return FN(less)(y, x);
}
#define OP     greater
#define RESULT la_bool
#include "binary_scalar.tmpl.h"

static inline la_bool FN(greater_equal)(T x, T y)
{
    return FN(less_equal)(y, x);
}
#define OP     greater_equal
#define RESULT la_bool
#include "binary_scalar.tmpl.h"

/* --- extrema --- */

static inline bool FN(is_nan)(T x)
{
    return (x.real != x.real) | (x.imag != x.imag);
}

static inline T FN(maximum)(T x, T y)
{
    return FN(is_nan)(x) || FN(greater_equal)(x, y) ? x : y;
}
#define OP maximum
#include "binary_scalar.tmpl.h"
#define OP maximum
#include "fold.tmpl.h"

static inline T FN(minimum)(T x, T y)
{
    return FN(is_nan)(x) || FN(less_equal)(x, y) ? x : y;
}
#define OP minimum
#include "binary_scalar.tmpl.h"
#define OP minimum
#include "fold.tmpl.h"

static inline T FN(fmax)(T x, T y)
{
    return FN(is_nan)(y) || FN(greater_equal)(x, y) ? x : y;
}
#define OP fmax
#include "binary_scalar.tmpl.h"
#define OP fmax
#include "fold.tmpl.h"

static inline T FN(fmin)(T x, T y)
{
    return FN(is_nan)(y) || FN(less_equal)(x, y) ? x : y;
}
#define OP fmin
#include "binary_scalar.tmpl.h"
#define OP fmin
#include "fold.tmpl.h"
