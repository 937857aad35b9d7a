/* What kind of number a real is. */

static inline la_bool FN(isnan)(T x)
{
    return x != x;
}
#define OP     isnan
#define RESULT la_bool
#include "unary.tmpl.h"

static inline la_bool FN(isinf)(T x)
{
    return LIBM(fabs)(x) > GREATEST;
}
#define OP     isinf
#define RESULT la_bool
#include "unary.tmpl.h"

static inline la_bool FN(isfinite)(T x)
{
    return LIBM(fabs)(x) <= GREATEST;
}
#define OP     isfinite
#define RESULT la_bool
#include "unary.tmpl.h"

static inline la_bool FN(signbit)(T x)
{
    return signbit(x) != 0;
}
#define OP     signbit
#define RESULT la_bool
#include "unary.tmpl.h"
