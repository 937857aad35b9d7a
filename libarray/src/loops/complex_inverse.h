/* Logarithms and inverse functions of complex numbers, in double; complex64 is computed here, too,
 * and rounded once. What C libraries have differs by thousands of units in the last place.
 *
 * arc sine and cosine: Hull, Fairgrieve and Tang, "Implementing the Complex Arcsine and Arccosine
 * Functions Using Exception Handling", ACM TOMS 23 (1997). Logarithm and arc tangent: Kahan,
 * "Branch Cuts for Complex Elementary Functions" (1987). Special values are those of C11,
 * annex G. */
#ifndef LIBARRAY_COMPLEX_INVERSE_H
#define LIBARRAY_COMPLEX_INVERSE_H

#include <math.h>
#include <stdbool.h>

#include "libarray/dtype.h"

/* A number as the sum of two, without rounding. */
typedef struct two {
    double high, low;
} two;

/* Of any two numbers (Knuth). */
static inline two exact_sum(double a, double b)
{
    const double sum = a + b, part = sum - a;
    return (two){sum, (a - (sum - part)) + (b - part)};
}

/* Dekker's: of a number below 2^500, by halves of its digits. */
static inline two exact_square(double x)
{
    const double far = x * 0x1.0000002p27, high = far - (far - x), low = x - high;
    const double square = x * x;
    return (two){square, ((high * high - square) + 2 * high * low) + low * low};
}

/* log(1 + u) / 2. */
static inline double half_log1p(two u)
{
    return (log1p(u.high) + u.low / (1 + u.high)) / 2;
}

/* log |x + iy|, by x^2 + y^2 in twice the precision, from which 1 is taken where the logarithm is
 * near 0. */
static inline double log_of_size(two x, double y)
{
    const double big = fmax(fabs(x.high), fabs(y));
    if (isinf(x.high) || isinf(y)) return HUGE_VAL;
    if (!(big > 0)) return x.high + y == 0 ? -HUGE_VAL : x.high + y;
    if (big > 0x1p500 || big < 0x1p-500) {
        const int e = ilogb(big);
        const two near = {ldexp(x.high, -e), ldexp(x.low, -e)};
        return e * 0x1.62e42fefa39efp-1 + log_of_size(near, ldexp(y, -e));
    }
    two s = exact_square(x.high);
    const two t = exact_square(y);
    s.low += 2 * x.high * x.low;
    const two sum = exact_sum(s.high, t.high);
    const double low = sum.low + (s.low + t.low);
    if (!(sum.high > 0.5 && sum.high < 2)) return (log(sum.high) + low / sum.high) / 2;
    /* The larger of the squares is at least 1/4, so that hardly a digit is lost by taking off 1. */
    const two larger = exact_sum(fmax(s.high, t.high), -1);
    const two u = exact_sum(larger.high, fmin(s.high, t.high));
    return half_log1p((two){u.high, u.low + (larger.low + (s.low + t.low))});
}

static inline la_complex128 complex_log(la_complex128 z)
{
    return (la_complex128){log_of_size((two){z.real, 0}, z.imag), atan2(z.imag, z.real)};
}

/* |1 + z|^2 - 1 = 2x + x^2 + y^2, of which any two may cancel. */
static inline la_complex128 complex_log1p(la_complex128 z)
{
    const double x = z.real, y = z.imag, angle = atan2(y, 1 + x);
    if (!(fabs(x) < 0.5 && fabs(y) < 1))
        return (la_complex128){log_of_size(exact_sum(1, x), y), angle};
    const two s = exact_square(x), t = exact_square(y), sum = exact_sum(2 * x, t.high);
    const two u = exact_sum(sum.high, s.high);
    return (la_complex128){half_log1p((two){u.high, u.low + (sum.low + (s.low + t.low))}), angle};
}

/* The arc sine or the arc cosine of x + iy, for y >= 0, but for the sign of its imaginary part.
 * Beyond 2^28, 2 |z| is as good as exp of the imaginary part. */
static inline la_complex128 arc(double x, double y, bool cosine)
{
    const double a = fabs(x), below = 1 - a, above = 1 + a;
    double size, side; /* the angle is that of the triangle with sides x and `side` */
    if (a > 0x1p28 || y > 0x1p28) {
        size = log_of_size((two){x, 0}, y) + 0x1.62e42fefa39efp-1;
        side = y;
    } else if (a == 1 && y < 0x1p-100) {
        size = side = sqrt(y);
    } else if (y < 0x1p-53 * fabs(below)) { /* as good as real */
        const double root = sqrt(fabs(below) * above);
        if (a > 1) {
            size = log1p(root - below);
            side = a * (y / root);
        } else {
            if (a < 0.625) return (la_complex128){cosine ? acos(x) : asin(x), y / root};
            size = y / root;
            side = root;
        }
    } else {
        /* Distances from -1 and 1; their mean is cosh(size), a over that the angle's sine. */
        const double yy = y * y, r = sqrt(above * above + yy), s = sqrt(below * below + yy);
        const double mean = (r + s) / 2;
        /* s - |1 - a| and r - (1 + a), without cancellation. */
        const double from_s = yy / (s + fabs(below)), from_r = yy / (r + above);
        if (mean < 4) {
            const double rest = (from_r + (a < 1 ? from_s : s - below)) / 2;
            size = log1p(rest + sqrt(rest * (mean + 1)));
        } else {
            size = log(mean + sqrt(mean * mean - 1));
        }
        if (a < 0.625 * mean) {
            const double b = x / mean;
            return (la_complex128){cosine ? acos(b) : asin(b), size};
        }
        side = a <= 1 ? sqrt((mean + a) / 2 * (from_r + (s + below)))
                      : y * sqrt((mean + a) / 2 * (1 / (r + above) + 1 / (s - below)));
    }
    return (la_complex128){cosine ? atan2(side, x) : atan2(x, side), size};
}

static inline bool all_finite(la_complex128 z)
{
    return isfinite(z.real) && isfinite(z.imag);
}

static inline la_complex128 complex_arccos(la_complex128 z)
{
    la_complex128 w = {atan2(fabs(z.imag), z.real), hypot(z.real, z.imag)};
    if (all_finite(z)) w = arc(z.real, fabs(z.imag), true);
    if (z.real == 0 && isnan(z.imag)) w.real = 0x1.921fb54442d18p+0;
    return (la_complex128){w.real, signbit(z.imag) ? w.imag : -w.imag};
}

static inline la_complex128 complex_arccosh(la_complex128 z)
{
    const la_complex128 w = complex_arccos(z);
    return (la_complex128){fabs(w.imag), copysign(w.real, z.imag)};
}

static inline la_complex128 complex_arcsin(la_complex128 z)
{
    la_complex128 w = {atan2(z.real, fabs(z.imag)), hypot(z.real, z.imag)};
    if (all_finite(z)) w = arc(z.real, fabs(z.imag), false);
    if (z.real == 0) w.real = z.real; /* also beside NaN */
    return (la_complex128){w.real, copysign(w.imag, z.imag)};
}

static inline la_complex128 complex_arctanh(la_complex128 z)
{
    const double x = fabs(z.real), y = fabs(z.imag), right = 0x1.921fb54442d18p+0;
    double real, imag;
    if (isinf(x) || isinf(y)) {
        real = 0;
        imag = isnan(y) ? y : right;
    } else if (isnan(x) || isnan(y)) {
        real = x == 0 ? x : x + y;
        imag = x + y;
    } else if (x > 0x1p54 || y > 0x1p54) { /* 1 / z beside the branch cut */
        const int e = ilogb(fmax(x, y));
        const double a = ldexp(x, -e), b = ldexp(y, -e);
        real = ldexp(a / (a * a + b * b), -e);
        imag = right;
    } else if (x == 1 && y < 0x1p-100) {
        real = (0x1.62e42fefa39efp-1 - log(y)) / 2;
        imag = y == 0 ? y : right / 2;
    } else {
        const double below = 1 - x, yy = y * y;
        real = log1p(4 * x / (below * below + yy)) / 4;
        imag = atan2(2 * y, below * (1 + x) - yy) / 2;
    }
    return (la_complex128){copysign(real, z.real), copysign(imag, z.imag)};
}

/* A function of iz, over i: sine and tangent of iz are i times the hyperbolic ones of z. */
static inline la_complex128 turned(la_complex128 z)
{
    return (la_complex128){z.imag, z.real};
}

static inline la_complex128 complex_arcsinh(la_complex128 z)
{
    return turned(complex_arcsin(turned(z)));
}

static inline la_complex128 complex_arctan(la_complex128 z)
{
    return turned(complex_arctanh(turned(z)));
}

#endif
