/* Functions of complex numbers: C99's, those of complex_inverse.h, and NumPy's formulas where there
 * are none. */

static inline la_complex128 FN(wide)(T x)
{
    return (la_complex128){x.real, x.imag};
}

static inline T FN(rounded)(la_complex128 z)
{
    return (T){(R)z.real, (R)z.imag};
}

static inline T FN(sqrt)(T x)
{
    return FN(from_c99)(LIBM(csqrt)(FN(to_c99)(x)));
}
#define OP sqrt
#include "unary_scalar.tmpl.h"

static inline T FN(exp)(T x)
{
    return FN(from_c99)(LIBM(cexp)(FN(to_c99)(x)));
}
#define OP exp
#include "unary_scalar.tmpl.h"

static inline T FN(log)(T x)
{
    return FN(rounded)(complex_log(FN(wide)(x)));
}
#define OP log
#include "unary_scalar.tmpl.h"

static inline T FN(sin)(T x)
{
    return FN(from_c99)(LIBM(csin)(FN(to_c99)(x)));
}
#define OP sin
#include "unary_scalar.tmpl.h"

static inline T FN(cos)(T x)
{
    return FN(from_c99)(LIBM(ccos)(FN(to_c99)(x)));
}
#define OP cos
#include "unary_scalar.tmpl.h"

static inline T FN(tan)(T x)
{
    return FN(from_c99)(LIBM(ctan)(FN(to_c99)(x)));
}
#define OP tan
#include "unary_scalar.tmpl.h"

static inline T FN(arcsin)(T x)
{
    return FN(rounded)(complex_arcsin(FN(wide)(x)));
}
#define OP arcsin
#include "unary_scalar.tmpl.h"

static inline T FN(arccos)(T x)
{
    return FN(rounded)(complex_arccos(FN(wide)(x)));
}
#define OP arccos
#include "unary_scalar.tmpl.h"

static inline T FN(arctan)(T x)
{
    return FN(rounded)(complex_arctan(FN(wide)(x)));
}
#define OP arctan
#include "unary_scalar.tmpl.h"

static inline T FN(sinh)(T x)
{
    return FN(from_c99)(LIBM(csinh)(FN(to_c99)(x)));
}
#define OP sinh
#include "unary_scalar.tmpl.h"

static inline T FN(cosh)(T x)
{
    return FN(from_c99)(LIBM(ccosh)(FN(to_c99)(x)));
}
#define OP cosh
#include "unary_scalar.tmpl.h"

static inline T FN(tanh)(T x)
{
    return FN(from_c99)(LIBM(ctanh)(FN(to_c99)(x)));
}
#define OP tanh
#include "unary_scalar.tmpl.h"

static inline T FN(arcsinh)(T x)
{
    return FN(rounded)(complex_arcsinh(FN(wide)(x)));
}
#define OP arcsinh
#include "unary_scalar.tmpl.h"

static inline T FN(arccosh)(T x)
{
    return FN(rounded)(complex_arccosh(FN(wide)(x)));
}
#define OP arccosh
#include "unary_scalar.tmpl.h"

static inline T FN(arctanh)(T x)
{
    return FN(rounded)(complex_arctanh(FN(wide)(x)));
}
#define OP arctanh
#include "unary_scalar.tmpl.h"

/* --- not in C99 --- */

static inline T FN(exp2)(T x)
{
    return FN(exp)((T){x.real * (R)LN_2, x.imag * (R)LN_2});
}
#define OP exp2
#include "unary_scalar.tmpl.h"

/* exp(a + bi) - 1 = expm1(a) cos(b) + (cos(b) - 1) + i exp(a) sin(b), the bracket without
 * cancellation. */
static inline T FN(expm1)(T x)
{
    const R half = LIBM(sin)(x.imag / 2);
    return (T){LIBM(expm1)(x.real) * LIBM(cos)(x.imag) - 2 * half * half,
               LIBM(exp)(x.real) * LIBM(sin)(x.imag)};
}
#define OP expm1
#include "unary_scalar.tmpl.h"

static inline T FN(log2)(T x)
{
    const la_complex128 y = complex_log(FN(wide)(x));
    return FN(rounded)((la_complex128){y.real * LOG2_E, y.imag * LOG2_E});
}
#define OP log2
#include "unary_scalar.tmpl.h"

static inline T FN(log10)(T x)
{
    const la_complex128 y = complex_log(FN(wide)(x));
    return FN(rounded)((la_complex128){y.real * LOG10_E, y.imag * LOG10_E});
}
#define OP log10
#include "unary_scalar.tmpl.h"

static inline T FN(log1p)(T x)
{
    return FN(rounded)(complex_log1p(FN(wide)(x)));
}
#define OP log1p
#include "unary_scalar.tmpl.h"

static inline T FN(rint)(T x)
{
    return (T){LIBM(rint)(x.real), LIBM(rint)(x.imag)};
}
#define OP rint
#include "unary_scalar.tmpl.h"
