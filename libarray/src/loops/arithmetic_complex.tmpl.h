/* Arithmetic of complex numbers, by the schoolbook formulas as in NumPy; the language's own complex
 * product would look for infinities after every multiplication. */

static inline T FN(add)(T x, T y)
{
    return (T){x.real + y.real, x.imag + y.imag};
}
#define OP add
#include "binary_parts.tmpl.h"
#define PARTS 2
#include "fold_sum.tmpl.h"
#undef PARTS

static inline T FN(subtract)(T x, T y)
{
    return (T){x.real - y.real, x.imag - y.imag};
}
#define OP subtract
#include "binary_parts.tmpl.h"

static inline T FN(multiply)(T x, T y)
{
    return (T){x.real * y.real - x.imag * y.imag, x.real * y.imag + x.imag * y.real};
}
#define OP multiply
#include "binary.tmpl.h"
#define OP multiply
#include "fold.tmpl.h"

/* R. L. Smith, "Algorithm 116: Complex division", CACM 5 (1962): divides by the larger part first,
 * so that no square overflows. */
static inline T FN(divide)(T x, T y)
{
    const R real = LIBM(fabs)(y.real), imag = LIBM(fabs)(y.imag);
    if (real >= imag) {
        if (real == 0) return (T){x.real / real, x.imag / real};
        const R ratio = y.imag / y.real, scale = 1 / (y.real + y.imag * ratio);
        return (T){(x.real + x.imag * ratio) * scale, (x.imag - x.real * ratio) * scale};
    }
    const R ratio = y.real / y.imag, scale = 1 / (y.imag + y.real * ratio);
    return (T){(x.real * ratio + x.imag) * scale, (x.imag * ratio - x.real) * scale};
}
#define OP divide
#include "binary_scalar.tmpl.h"

static inline T FN(reciprocal)(T x)
{
    if (LIBM(fabs)(x.imag) <= LIBM(fabs)(x.real)) {
        const R ratio = x.imag / x.real, divisor = x.real + x.imag * ratio;
        return (T){1 / divisor, -ratio / divisor};
    }
    const R ratio = x.real / x.imag, divisor = x.imag + x.real * ratio;
    return (T){ratio / divisor, -1 / divisor};
}
#define OP reciprocal
#include "unary_scalar.tmpl.h"

/* --- powers --- */

/* x to the power n, 0 < n < 100, by squaring. */
static inline T FN(small_power)(T x, int n)
{
    T result = {1, 0};
    for (;;) {
        if (n & 1) result = FN(multiply)(result, x);
        n >>= 1;
        if (n == 0) return result;
        x = FN(multiply)(x, x);
    }
}

/* Small whole powers are products, the shortest spelt out, which treats infinities better; 0 to a
 * power without a positive real part is undefined. */
static inline T FN(power)(T x, T y)
{
    if (y.real == 0 && y.imag == 0) return (T){1, 0};
    if (x.real == 0 && x.imag == 0) return y.real > 0 ? (T){0, 0} : (T){(R)NAN, (R)NAN};
    if (y.imag == 0 && y.real > -100 && y.real < 100 && y.real == (R)(int)y.real) {
        const int n = (int)y.real;
        if (n == 1) return x;
        if (n == 2) return FN(multiply)(x, x);
        if (n == 3) return FN(multiply)(x, FN(multiply)(x, x));
        if (n > 0) return FN(small_power)(x, n);
        return FN(divide)((T){1, 0}, FN(small_power)(x, -n));
    }
    return FN(from_c99)(LIBM(cpow)(FN(to_c99)(x), FN(to_c99)(y)));
}
#define OP power
#include "binary_scalar.tmpl.h"

static inline T FN(square)(T x)
{
    return FN(multiply)(x, x);
}
#define OP square
#include "unary.tmpl.h"

/* --- signs --- */

static inline T FN(negative)(T x)
{
    return (T){-x.real, -x.imag};
}
#define OP negative
#include "unary.tmpl.h"

static inline T FN(positive)(T x)
{
    return x;
}
#define OP positive
#include "unary.tmpl.h"

static inline T FN(conjugate)(T x)
{
    return (T){x.real, -x.imag};
}
#define OP conjugate
#include "unary.tmpl.h"

static inline R FN(absolute)(T x)
{
    return LIBM(hypot)(x.real, x.imag);
}
#define OP     absolute
#define RESULT R
#include "unary_scalar.tmpl.h"

/* x / |x|; 0 for 0; infinities count more than what is finite beside them. */
static inline T FN(sign)(T x)
{
    const R size = FN(absolute)(x);
    if (size != size) return (T){(R)NAN, (R)NAN};
    if (isinf(size)) {
        const bool real = isinf(x.real), imag = isinf(x.imag);
        if (real && imag) return (T){(R)NAN, (R)NAN};
        return real ? (T){x.real > 0 ? 1 : -1, 0} : (T){0, x.imag > 0 ? 1 : -1};
    }
    if (size == 0) return (T){0, 0};
    return (T){x.real / size, x.imag / size};
}
#define OP sign
#include "unary_scalar.tmpl.h"
