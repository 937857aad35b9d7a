/* What kind of number a complex one is: NaN or infinite if either part is. */

static inline la_bool FN(isnan)(T x)
{
    return (x.real != x.real) | (x.imag != x.imag);
}
#define OP     isnan
#define RESULT la_bool
#include "unary.tmpl.h"

static inline la_bool FN(isinf)(T x)
{
    return (LIBM(fabs)(x.real) > GREATEST) | (LIBM(fabs)(x.imag) > GREATEST);
}
#define OP     isinf
#define RESULT la_bool
#include "unary.tmpl.h"

static inline la_bool FN(isfinite)(T x)
{
    return (LIBM(fabs)(x.real) <= GREATEST) & (LIBM(fabs)(x.imag) <= GREATEST);
}
#define OP     isfinite
#define RESULT la_bool
#include "unary.tmpl.h"
