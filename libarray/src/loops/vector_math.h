/* Functions of reals on four lanes, in generic vectors: the same operations, so the same bits, on
 * every machine, and no intrinsics. A vector is four doubles for float64 and float32 alike.
 *
 * float32 is computed in double and rounded once: there half the precision is enough, so reductions
 * need no care and subnormals are ordinary numbers. What float64 needs is written with the low
 * parts that fdlibm keeps (Sun Microsystems, "Freely Distributable LIBM"); reduction is Cody and
 * Waite's ("Software Manual for the Elementary Functions", 1980): multiples of a constant are taken
 * off in parts, of which all but the last have so few bits that their products are exact.
 *
 * The polynomials interpolate, at Chebyshev nodes of the interval (within a factor of two of the
 * best), the function named beside them; they were solved for in 300 bits and then rounded.
 *
 * Not here: what <math.h> does as fast in WebAssembly (log of float64, power), and
 * exp of float64, whose error is 0.89 this way and 0.51 by musl's tables, for an eighth of the
 * time.
 *
 * A kernel sets lanes of *odd where it gives no answer: those go to <math.h>, one by one. */
#ifndef LIBARRAY_LOOPS_VECTOR_MATH_H
#define LIBARRAY_LOOPS_VECTOR_MATH_H

#include <float.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "loops.h"

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic ignored "-Wpsabi" /* nothing here is called from another file */
#endif

enum { LANES = 4 };
typedef float vector_FLOAT32 __attribute__((vector_size(LANES * sizeof(float))));
typedef double vector __attribute__((vector_size(LANES * sizeof(double))));
typedef vector vector_FLOAT64;
typedef int64_t lanes __attribute__((vector_size(LANES * sizeof(int64_t))));
typedef uint64_t unsigned_lanes __attribute__((vector_size(LANES * sizeof(uint64_t))));

#define KERNEL static inline __attribute__((always_inline)) vector

/* --- what C lacks ------------------------------------------------------------------------------
 */

static inline __attribute__((always_inline)) bool any_lane(lanes mask)
{
    return ((mask[0] | mask[1]) | (mask[2] | mask[3])) != 0;
}

/* a where the mask is all ones, b where it is 0. */
KERNEL choose(lanes mask, vector a, vector b)
{
    return (vector)((mask & (lanes)a) | (~mask & (lanes)b));
}

KERNEL all(double x)
{
    return (vector){x, x, x, x};
}

KERNEL magnitude(vector x)
{
    return (vector)((lanes)x & INT64_MAX);
}

/* x, which is not negative, with the sign of y. */
KERNEL with_sign(vector x, vector y)
{
    return (vector)((lanes)x | ((lanes)y & INT64_MIN));
}

/* From the elements' type and back. */
#define WIDEN(x) __builtin_convertvector(x, vector)

static inline __attribute__((always_inline)) vector_FLOAT64 narrow_FLOAT64(vector x)
{
    return x;
}

static inline __attribute__((always_inline)) vector_FLOAT32 narrow_FLOAT32(vector x)
{
#if defined(__clang__) && defined(__wasm__) /* the only way to get its instruction */
    typedef double pair __attribute__((vector_size(2 * sizeof(double))));
    pair first, second;
    memcpy(&first, &x, sizeof first);
    memcpy(&second, (const char *)&x + sizeof first, sizeof second);
    vector_FLOAT32 low = __builtin_convertvector(
        __builtin_shufflevector(first, (pair){0}, 0, 1, 2, 3), vector_FLOAT32);
    vector_FLOAT32 high = __builtin_convertvector(
        __builtin_shufflevector(second, (pair){0}, 0, 1, 2, 3), vector_FLOAT32);
    __asm__("" : "+r"(low), "+r"(high)); /* or it makes one conversion of both, lane by lane */
    return __builtin_shufflevector(low, high, 0, 1, 4, 5);
#else
    return __builtin_convertvector(x, vector_FLOAT32);
#endif
}

#define T    float
#define TYPE FLOAT32
#include "vector_strip.tmpl.h"
#undef T
#undef TYPE

#define T    double
#define TYPE FLOAT64
#include "vector_strip.tmpl.h"
#undef T
#undef TYPE

/* Added to a number below 2^51, it leaves that rounded to a whole one in the lowest bits. */
#define ROUNDER 0x1.8p52

/* x * 2^n for the n in the lowest bits of `rounded`; x and the result are normal. */
KERNEL scaled(vector x, vector rounded)
{
    return (vector)((unsigned_lanes)x + ((unsigned_lanes)rounded << 52));
}

/* x = m * 2^e with m from the root of 1/2 to that of 2; x is positive and normal. */
KERNEL parts(vector x, vector *e)
{
    const uint64_t root = 0x3fe6a09e667f3bcd, two_52 = 0x4330000000000000;
    const unsigned_lanes above = (unsigned_lanes)x - root; /* its exponent is e */
    const unsigned_lanes e_1024 = (above + ((uint64_t)1024 << 52)) >> 52;
    *e = (vector)(e_1024 | two_52) - (0x1p52 + 1024);
    return (vector)((unsigned_lanes)x - (above & -((uint64_t)1 << 52)));
}

/* --- float32, in double ------------------------------------------------------------------------
 */

#define LOG2_E_DOUBLE 0x1.71547652b82fep+0
#define LN_2_DOUBLE   0x1.62e42fefa39efp-1

/* 2^t - 1 for t of +-1/2: t times what interpolates (2^t - 1) / t. Relative error 2^-35. */
KERNEL exp2_less_1(vector t)
{
    const vector t2 = t * t, t4 = t2 * t2;
    const vector p01 = 0x1.62e42fefa39efp-1 + t * 0x1.ebfbe045f4d3cp-3;
    const vector p23 = 0x1.c6b08d883dca1p-5 + t * 0x1.3b2a1b7152befp-7;
    const vector p45 = 0x1.5d879ead06a82p-10 + t * 0x1.443fffc90db59p-13;
    return t * (p01 + t2 * p23 + t4 * (p45 + t2 * 0x1.00a581594758ep-16));
}

/* x, kept where 2^x is a normal double, and is 0 or infinite as a float beyond. NaN passes, here
 * and in what follows: its payload came from a float, so that scaled() adds nothing to it. */
KERNEL within(vector x)
{
    x = choose(x > 300.0, all(300.0), x);
    return choose(x < -300.0, all(-300.0), x);
}

/* 2^x. */
KERNEL exp2_float(vector x)
{
    x = within(x);
    const vector rounded = x + ROUNDER;
    return scaled(1 + exp2_less_1(x - (rounded - ROUNDER)), rounded);
}

/* 2^x - 1, of good relative error also near 0, but for the sign of that. */
KERNEL exp2m1_float(vector x)
{
    x = within(x);
    const vector rounded = x + ROUNDER, power = scaled(all(1), rounded);
    return power * exp2_less_1(x - (rounded - ROUNDER)) + (power - 1);
}

KERNEL exp_lanes_FLOAT32(vector x, lanes *odd)
{
    (void)odd;
    return exp2_float(x * LOG2_E_DOUBLE);
}

KERNEL exp2_lanes_FLOAT32(vector x, lanes *odd)
{
    (void)odd;
    return exp2_float(x);
}

KERNEL expm1_lanes_FLOAT32(vector x, lanes *odd)
{
    (void)odd;
    const vector z = exp2m1_float(x * LOG2_E_DOUBLE);
    return choose(x == 0, x, z);
}

/* (e^2x - 1) / (e^2x + 1). */
KERNEL tanh_lanes_FLOAT32(vector x, lanes *odd)
{
    (void)odd;
    const vector m = exp2m1_float(magnitude(x) * (2 * LOG2_E_DOUBLE));
    return with_sign(m / (m + 2), x);
}

KERNEL sinh_lanes_FLOAT32(vector x, lanes *odd)
{
    (void)odd;
    const vector m = exp2m1_float(magnitude(x) * LOG2_E_DOUBLE);
    return with_sign(0.5 * (m + m / (m + 1)), x);
}

KERNEL cosh_lanes_FLOAT32(vector x, lanes *odd)
{
    (void)odd;
    const vector e = exp2_float(magnitude(x) * LOG2_E_DOUBLE);
    return 0.5 * (e + 1 / e);
}

/* log(1 + f) = 2 atanh(s) for s = f / (2 + f), 1 + f from the root of 1/2 to that of 2. The
 * polynomial interpolates (atanh(s) / s - 1) / s^2 over s^2. Relative error 2^-37. */
KERNEL log1p_float(vector f)
{
    const vector s = f / (2 + f), z = s * s;
    const vector p = (0x1.5555554bb1b2fp-2 + z * 0x1.9999eb63e783dp-3) +
                     z * z * (0x1.245c40aecb50cp-3 + z * 0x1.ddcf7101b6371p-4);
    return 2 * s * (1 + z * p);
}

KERNEL log_lanes_FLOAT32(vector x, lanes *odd)
{
    vector e;
    const vector m = parts(x, &e);
    *odd |= ~((x > 0) & (x <= FLT_MAX));
    return e * LN_2_DOUBLE + log1p_float(m - 1);
}

KERNEL log2_lanes_FLOAT32(vector x, lanes *odd)
{
    vector e;
    const vector m = parts(x, &e);
    *odd |= ~((x > 0) & (x <= FLT_MAX));
    return e + log1p_float(m - 1) * LOG2_E_DOUBLE;
}

KERNEL log10_lanes_FLOAT32(vector x, lanes *odd)
{
    const double log10_e = 0x1.bcb7b1526e50ep-2;
    return log_lanes_FLOAT32(x, odd) * log10_e;
}

/* 1 + x has lost what a small x says, but is only asked for its exponent then. */
KERNEL log1p_lanes_FLOAT32(vector x, lanes *odd)
{
    vector e;
    const vector m = parts(1 + x, &e);
    *odd |= ~((x > -1) & (x <= FLT_MAX)) | (x == 0);
    return e * LN_2_DOUBLE + log1p_float(choose(e == 0, x, m - 1));
}

/* sin(r) for r of +-pi/2. The polynomial interpolates (sin(r) / r - 1) / r^2 over r^2. Relative
 * error 2^-34. */
KERNEL sin_float(vector r)
{
    const vector z = r * r;
    const vector p =
        (-0x1.555555545f1aap-3 + z * 0x1.11110fd9738c0p-7) +
        z * z *
            ((-0x1.a01904fa690dap-13 + z * 0x1.71966d40f5096p-19) + z * z * -0x1.9dad9aaf55915p-26);
    return r * (1 + z * p);
}

/* Reduction by pi in two parts, the first of 31 bits. */
#define PI_HIGH     0x1.921fb54400000p+1
#define PI_LOW      0x1.0b4611a626331p-33
#define PER_PI      0x1.45f306dc9c883p-2
#define TURNS_FLOAT 0x1p20

KERNEL sin_lanes_FLOAT32(vector x, lanes *odd)
{
    const vector rounded = x * PER_PI + ROUNDER, n = rounded - ROUNDER;
    const vector r = (x - n * PI_HIGH) - n * PI_LOW;
    *odd |= ~(magnitude(x) < TURNS_FLOAT);
    return (vector)((unsigned_lanes)sin_float(r) ^ ((unsigned_lanes)rounded << 63));
}

/* sin(pi/2 - x): reduced by odd multiples of pi/2. */
KERNEL cos_lanes_FLOAT32(vector x, lanes *odd)
{
    const vector rounded = (x * PER_PI - 0.5) + ROUNDER, n = (rounded - ROUNDER) + 0.5;
    const vector r = n * PI_LOW - (x - n * PI_HIGH);
    *odd |= ~(magnitude(x) < TURNS_FLOAT);
    return (vector)((unsigned_lanes)sin_float(r) ^ ((unsigned_lanes)rounded << 63));
}

/* --- float64 -----------------------------------------------------------------------------------
 */

#define LN_2_HIGH 0x1.62e42fee00000p-1
#define LN_2_LOW  0x1.a39ef35793c76p-33

/* e^x as fdlibm's: for r = x - n log(2), c = r - r^2 P(r^2) gives e^r = 1 + r + r c / (2 - c). P
 * interpolates (r (e^r + 1) / (e^r - 1) - 2) / r^2 over r^2. Normal results only. */
KERNEL exp_double(vector x)
{
    const vector rounded = x * LOG2_E_DOUBLE + ROUNDER, n = rounded - ROUNDER;
    const vector high = x - n * LN_2_HIGH, low = n * LN_2_LOW, r = high - low, z = r * r;
    const vector p =
        (0x1.5555555555553p-3 + z * -0x1.6c16c16c0ab48p-9) +
        z * z *
            ((0x1.1566ab5bcf73bp-14 + z * -0x1.bbd5311697a6ap-20) + z * z * 0x1.63f1d4d490c22p-25);
    const vector c = r - z * p;
    return scaled(1 - ((low - r * c / (2 - c)) - high), rounded);
}

/* The rest of x modulo pi/2 as r + *low, and the number of quarter turns in the low bits of
 * *rounded. Parts of 33, 33 and 53 bits, up to 2^20. Where hardly anything is left, it has too few
 * bits, and is odd. */
KERNEL quarter_turns(vector x, vector *low, vector *rounded, lanes *odd)
{
    *rounded = x * 0x1.45f306dc9c883p-1 + ROUNDER;
    const vector n = *rounded - ROUNDER;
    const vector a = x - n * 0x1.921fb54400000p+0, b = n * 0x1.0b4611a600000p-34, d = a - b;
    const vector back = a - d, lost = (a - (d + back)) + (back - b); /* Knuth's two-sum */
    const vector c = n * 0x1.3198a2e037073p-69 - lost, r = d - c;
    *low = (d - r) - c;
    *odd |= ~(magnitude(x) <= 0x1p20) | ((magnitude(r) < 0x1p-20) & (n != 0));
    return r;
}

/* The sine and the cosine of r + low, for r of +-pi/4, as fdlibm's. The polynomials interpolate
 * (sin(r) / r - 1) / r^2 and (cos(r) - 1 + r^2/2) / r^4 over r^2. */
KERNEL sin_double(vector r, vector low)
{
    const vector z = r * r, v = z * r, w = z * z;
    const vector p =
        (0x1.1111111110babp-7 + z * -0x1.a01a019e820aep-13) +
        w * ((0x1.71de37946ed6dp-19 + z * -0x1.ae6008d114485p-26) + w * 0x1.5e0a4fc16be59p-33);
    return r - ((z * (0.5 * low - v * p) - low) - v * -0x1.5555555555555p-3);
}

KERNEL cos_double(vector r, vector low)
{
    const vector z = r * r, w = z * z;
    const vector p = (0x1.5555555555555p-5 + z * -0x1.6c16c16c16963p-10) +
                     w * ((0x1.a01a019f4ddfdp-16 + z * -0x1.27e4fa16cc2d1p-22) +
                          w * (0x1.1eeb67d026ec6p-29 + z * -0x1.907cd8ff5ede7p-37));
    const vector half = 0.5 * z, near = 1 - half;
    return near + (((1 - near) - half) + (w * p - r * low));
}

/* What of a sine's turn `rounded` counts: a cosine is taken at odd quarters, and turned after two.
 */
KERNEL of_quarter(vector sine, vector cosine, vector rounded)
{
    const lanes odd_quarter = -((lanes)rounded & 1);
    const lanes turned = (lanes)((unsigned_lanes)rounded << 62) & INT64_MIN;
    return (vector)((lanes)choose(odd_quarter, cosine, sine) ^ turned);
}

KERNEL sin_lanes_FLOAT64(vector x, lanes *odd)
{
    vector low, rounded;
    const vector r = quarter_turns(magnitude(x), &low, &rounded, odd);
    const vector z = of_quarter(sin_double(r, low), cos_double(r, low), rounded);
    return (vector)((lanes)z ^ ((lanes)x & INT64_MIN));
}

KERNEL cos_lanes_FLOAT64(vector x, lanes *odd)
{
    vector low, rounded;
    const vector r = quarter_turns(magnitude(x), &low, &rounded, odd);
    rounded = (vector)((unsigned_lanes)rounded + 1);
    return of_quarter(sin_double(r, low), cos_double(r, low), rounded);
}

/* 1 - 2 / (e^2x + 1); below 5/8, x + x^3 P(x^2) / Q(x^2) where P / Q interpolates
 * (tanh(x) / x - 1) / x^2 over x^2, as Cephes does it (S. L. Moshier). One division serves both. */
KERNEL tanh_lanes_FLOAT64(vector x, lanes *odd)
{
    const vector a = magnitude(x), z = a * a;
    const lanes small = a < 0.625;
    const vector p =
        -0x1.937c3e9ef0071p+10 + z * (-0x1.8d019e1c5db71p+6 + z * -0x1.edc3dfbe1571ep-1);
    const vector q =
        0x1.2e9d2ef734055p+12 + z * (0x1.174f7f986bfe5p+11 + z * (0x1.c31711cfcd676p+6 + z));
    const vector e = exp_double(2 * choose(a < 20.0, a, all(20.0)));
    const vector ratio = choose(small, a * z * p, all(-2)) / choose(small, q, e + 1);
    *odd |= x != x;
    return with_sign(choose(small, a, all(1)) + ratio, x);
}

#undef KERNEL
#undef ROUNDER
#undef LOG2_E_DOUBLE
#undef LN_2_DOUBLE
#undef LN_2_HIGH
#undef LN_2_LOW
#undef PI_HIGH
#undef PI_LOW
#undef PER_PI
#undef TURNS_FLOAT

#endif
