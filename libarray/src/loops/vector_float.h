/* Functions of float32 on vectors (lanes.h), computed in double and rounded once: there half the
 * precision is enough, so reductions need no care and subnormals are ordinary numbers. Reduction is
 * Cody and Waite's ("Software Manual for the Elementary Functions", 1980): multiples of a constant
 * are taken off in parts, of which all but the last have so few bits that their products are exact.
 *
 * The polynomials interpolate, at Chebyshev nodes of the interval (within a factor of two of the
 * best), the function named beside them; they were solved for in 300 bits and then rounded.
 *
 * A kernel sets lanes of *odd where it gives no answer: those go to <math.h>, one by one. */
#ifndef LIBARRAY_LOOPS_VECTOR_FLOAT_H
#define LIBARRAY_LOOPS_VECTOR_FLOAT_H

#include <float.h>

#include "lanes.h"

#define KERNEL INLINE vector_float

static const double float_numbers[] = {
    0x1.8p52,               /* ROUNDER */
    0x1.71547652b82fep+0,   /* LOG2_E */
    0x1.62e42fefa39efp-1,   /* LN_2 */
    0x1.bcb7b1526e50ep-2,   /* LOG10_E */
    0x1.45f306dc9c883p-2,   /* PER_PI */
    -0x1.921fb54400000p+1,  /* MINUS_PI_HIGH, of 31 bits */
    -0x1.0b4611a626331p-33, /* MINUS_PI_LOW */
    0x1.6a09e667f3bcdp-1,   /* ROOT_OF_HALF */
    2,                      /* TWO: the bits of 1024 as an exponent */
    0x1p52,                 /* TWO_52 */
    0x1p52 + 1024,          /* TWO_52_1024 */
    -__builtin_inf(),       /* EXPONENT: the bits of sign and exponent */
    1,                      /* ONE */
    0.5,                    /* HALF */
    -0.5,                   /* MINUS_HALF_ */
    0x1.71547652b82fep+1,   /* TWO_LOG2_E */
    0x1p-23,                /* PER_EXPONENT */
    0x1.62e42fefa39efp-24,  /* LN_2_PER_EXPONENT */
};
enum {
    ROUNDER,
    LOG2_E_,
    LN_2_,
    LOG10_E_,
    PER_PI,
    MINUS_PI_HIGH,
    MINUS_PI_LOW,
    ROOT_OF_HALF,
    TWO,
    TWO_52,
    TWO_52_1024,
    EXPONENT,
    ONE,
    HALF,
    MINUS_HALF_,
    TWO_LOG2_E,
    PER_EXPONENT,
    LN_2_PER_EXPONENT
};

#define NUMBER(name)      (hidden(float_numbers)[name])
#define EACH_NUMBER(name) all(NUMBER(name))
#define NUMBER_BITS(name) ((unsigned_lanes)EACH_NUMBER(name))

/* --- powers of two and e ---------------------------------------------------------------------- */

/* (2^t - 1) / t for t of +-1/2, after the 1 of 2^t. Relative error 2^-35. */
static const double exp2_terms[] = {
    1,
    0x1.62e42fefa39efp-1,
    0x1.ebfbe045f4d3cp-3,
    0x1.c6b08d883dca1p-5,
    0x1.3b2a1b7152befp-7,
    0x1.5d879ead06a82p-10,
    0x1.443fffc90db59p-13,
    0x1.00a581594758ep-16,
};

/* x * factor as a whole number, in the lowest bits of *rounded, and the rest. */
INLINE vector split(vector x, vector factor, vector *rounded)
{
    *rounded = step(madd(x, factor, EACH_NUMBER(ROUNDER)));
    return step(madd(x, factor, NUMBER(ROUNDER) - *rounded));
}

/* x * 2^n for the n in the lowest bits of `rounded`; x and the result are normal. NaN passes: its
 * payload came from a float, so that nothing is added to it. */
INLINE vector scaled(vector x, vector rounded)
{
    return (vector)((unsigned_lanes)x + ((unsigned_lanes)rounded << 52));
}

/* 2^(x factor). */
INLINE vector exp2_double(vector x, vector factor)
{
    vector rounded;
    const vector t = split(x, factor, &rounded);
    return scaled(polynomial(t, exp2_terms, 7), rounded);
}

/* 2^(x factor) - 1, of good relative error also near 0, but for the sign of that. */
INLINE vector exp2m1_double(vector x, vector factor)
{
    vector rounded;
    const vector t = split(x, factor, &rounded), power = scaled(EACH_NUMBER(ONE), rounded);
    const vector rest = step(t * polynomial(t, exp2_terms + 1, 6));
    return step(madd(power, rest, power - NUMBER(ONE)));
}

static const float exp_limits[] = {-104, 89}, exp2_limits[] = {-151, 129};
static const float tanh_limit = 10, cosh_limit = 90;
static const double power_limits[] = {-151, 129};

/* Beyond these limits the results, which double still holds, are 0 or infinite as floats. */
KERNEL exp_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    (void)odd;
    return narrow(exp2_double(widen(within_float(x, exp_limits)), EACH_NUMBER(LOG2_E_)));
}

KERNEL exp2_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    (void)odd;
    return narrow(exp2_double(widen(within_float(x, exp2_limits)), EACH_NUMBER(ONE)));
}

KERNEL expm1_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    (void)odd;
    const vector m = exp2m1_double(widen(within_float(x, exp_limits)), EACH_NUMBER(LOG2_E_));
    return choose_float(x == 0, x, narrow(m));
}

/* (e^2x - 1) / (e^2x + 1), which is 1 from 10 on. */
KERNEL tanh_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    (void)odd;
    const vector a = widen(at_most_float(magnitude_float(x), &tanh_limit));
    const vector m = exp2m1_double(a, EACH_NUMBER(TWO_LOG2_E));
    return with_sign_float(narrow(m / (m + NUMBER(TWO))), x);
}

KERNEL sinh_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    (void)odd;
    const vector a = widen(at_most_float(magnitude_float(x), &cosh_limit));
    const vector m = exp2m1_double(a, EACH_NUMBER(LOG2_E_));
    return with_sign_float(narrow(NUMBER(HALF) * (m + m / (m + NUMBER(ONE)))), x);
}

KERNEL cosh_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    (void)odd;
    const vector a = widen(at_most_float(magnitude_float(x), &cosh_limit));
    const vector e = exp2_double(a, EACH_NUMBER(LOG2_E_));
    return narrow(NUMBER(HALF) * (e + NUMBER(ONE) / e));
}

/* --- logarithms ------------------------------------------------------------------------------- */

/* x = m * 2^e with m from the root of 1/2 to that of 2; x is positive and normal. */
INLINE vector parts(vector x, vector *e)
{
    const unsigned_lanes above = (unsigned_lanes)step(
        (vector)((unsigned_lanes)x - NUMBER_BITS(ROOT_OF_HALF))); /* its exponent is e */
    const unsigned_lanes e_1024 = (above + NUMBER_BITS(TWO)) >> 52;
    *e = step((vector)(e_1024 | NUMBER_BITS(TWO_52)) - NUMBER(TWO_52_1024));
    return step((vector)((unsigned_lanes)x - (above & NUMBER_BITS(EXPONENT))));
}

/* 2 atanh(s) / s for s = f / (2 + f), over s^2, where 1 + f goes from the root of 1/2 to that of 2.
 * Relative error 2^-37. */
static const double atanh_terms[] = {
    2, 0x1.5555554bb1b2fp-1, 0x1.9999eb63e783dp-2, 0x1.245c40aecb50cp-2, 0x1.ddcf7101b6371p-3,
};

/* The same over log(2). */
static const double atanh2_terms[] = {
    0x1.71547652b82fep+1, 0x1.ec709db5b834ap-1, 0x1.2777000ec4fedp-1,
    0x1.a5c96ea22a206p-2, 0x1.58aad36647425p-2,
};

/* log(1 + f) = 2 atanh(s), or that to another base. */
INLINE vector log1p_double(vector f, const double *terms)
{
    const vector s = step(f / (NUMBER(TWO) + f));
    return s * polynomial(step(s * s), terms, 4);
}

static const float float_parts[] = {
    0x1.6a09e6p-1F,    /* the root of 1/2 */
    -__builtin_inff(), /* the bits of sign and exponent */
    1,
};

/* x = (1 + f) * 2^e as parts() has it, where *e_23 is e * 2^23; x that is not positive and normal
 * is odd. */
INLINE vector parts_of_float(vector_float x, vector *e_23, lanes_float *odd)
{
    const float *c = hidden_float(float_parts);
    const unsigned_lanes_float bits = (unsigned_lanes_float)x;
    const unsigned_lanes_float above = bits - (unsigned_lanes_float)all_float(c[0]);
    const unsigned_lanes_float e = above & (unsigned_lanes_float)all_float(c[1]);
    *odd |= (lanes_float)(bits - 0x00800000 >= 0x7f000000);
    *e_23 = step(widen(__builtin_convertvector((lanes_float)e, vector_float)));
    return step(widen((vector_float)(bits - e) - c[2]));
}

KERNEL log_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    vector e_23;
    const vector f = parts_of_float(x, &e_23, odd);
    return narrow(madd(e_23, EACH_NUMBER(LN_2_PER_EXPONENT), log1p_double(f, atanh_terms)));
}

KERNEL log2_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    vector e_23;
    const vector f = parts_of_float(x, &e_23, odd);
    return narrow(madd(e_23, EACH_NUMBER(PER_EXPONENT), log1p_double(f, atanh2_terms)));
}

KERNEL log10_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    vector e_23;
    const vector f = parts_of_float(x, &e_23, odd);
    const vector z = madd(e_23, EACH_NUMBER(LN_2_PER_EXPONENT), log1p_double(f, atanh_terms));
    return narrow(z * NUMBER(LOG10_E_));
}

/* log(1 + x): 1 + x has lost what a small x says, but is only asked for its exponent then. */
INLINE vector log1p_wide(vector x)
{
    vector e;
    const vector m = parts(NUMBER(ONE) + x, &e), f = choose(e == 0, x, m - NUMBER(ONE));
    return madd(e, EACH_NUMBER(LN_2_), log1p_double(f, atanh_terms));
}

KERNEL log1p_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    *odd |= ~(mask_float(x > -1) & mask_float(x <= FLT_MAX)) | mask_float(x == 0);
    return narrow(log1p_wide(widen(x)));
}

/* log(a + sqrt(a^2 + 1)), as log1p's argument so that nothing cancels. */
KERNEL arcsinh_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    const vector a = widen(magnitude_float(x)), square = step(a * a);
    const vector root = step(square_root(square + NUMBER(ONE)));
    *odd |= ~mask_float(magnitude_float(x) <= FLT_MAX);
    return with_sign_float(narrow(log1p_wide(a + square / (root + NUMBER(ONE)))), x);
}

KERNEL arccosh_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    const vector t = step(widen(x) - NUMBER(ONE));
    *odd |= ~(mask_float(x >= 1) & mask_float(x <= FLT_MAX));
    return narrow(log1p_wide(t + square_root(t * (t + NUMBER(TWO)))));
}

KERNEL arctanh_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    const vector a = widen(magnitude_float(x));
    *odd |= ~mask_float(magnitude_float(x) < 1);
    const vector z = log1p_wide((a + a) / (NUMBER(ONE) - a));
    return with_sign_float(narrow(NUMBER(HALF) * z), x);
}

/* --- powers of any base --- */

/* 2^(y log2(x)): the logarithm's error of 2^-37 comes out 150 times as large at the most. */
KERNEL power_lanes_FLOAT32(vector_float x, vector_float y, lanes_float *odd)
{
    vector e_23;
    const vector f = parts_of_float(x, &e_23, odd);
    const vector logarithm =
        step(madd(e_23, EACH_NUMBER(PER_EXPONENT), log1p_double(f, atanh2_terms)));
    *odd |= ~mask_float(magnitude_float(y) <= FLT_MAX);
    return narrow(exp2_double(within(widen(y) * logarithm, power_limits), EACH_NUMBER(ONE)));
}

/* --- sines ------------------------------------------------------------------------------------ */

/* sin(r) / r over r^2, for r of +-pi/2. Relative error 2^-34. */
static const double sin_terms[] = {
    1,
    -0x1.555555545f1aap-3,
    0x1.11110fd9738c0p-7,
    -0x1.a01904fa690dap-13,
    0x1.71966d40f5096p-19,
    -0x1.9dad9aaf55915p-26,
};

/* The sine of r, turned where `rounded` is odd. */
INLINE vector turned_sine(vector r, vector rounded)
{
    const vector sine = r * polynomial(step(r * r), sin_terms, 5);
    return (vector)((unsigned_lanes)sine ^ ((unsigned_lanes)rounded << 63));
}

/* Where pi in two parts is exact enough. */
INLINE lanes_float too_far(vector_float x)
{
    return ~mask_float(magnitude_float(x) < 0x1p20f);
}

KERNEL sin_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    const vector wide = widen(x);
    const vector rounded = step(madd(wide, EACH_NUMBER(PER_PI), EACH_NUMBER(ROUNDER)));
    const vector n = step(rounded - NUMBER(ROUNDER));
    const vector part = step(madd(n, EACH_NUMBER(MINUS_PI_HIGH), wide));
    const vector r = step(madd(n, EACH_NUMBER(MINUS_PI_LOW), part));
    *odd |= too_far(x);
    return narrow(turned_sine(r, rounded));
}

/* sin(pi/2 - x): reduced by odd multiples of pi/2. */
KERNEL cos_lanes_FLOAT32(vector_float x, lanes_float *odd)
{
    const vector minus = widen(-x);
    const vector turns = step(nmadd(minus, EACH_NUMBER(PER_PI), EACH_NUMBER(MINUS_HALF_)));
    const vector rounded = step(turns + NUMBER(ROUNDER));
    const vector n = step((rounded - NUMBER(ROUNDER)) + NUMBER(HALF));
    const vector part = step(nmadd(n, EACH_NUMBER(MINUS_PI_HIGH), minus));
    const vector r = step(nmadd(n, EACH_NUMBER(MINUS_PI_LOW), part));
    *odd |= too_far(x);
    return narrow(turned_sine(r, rounded));
}

#undef KERNEL
#undef NUMBER
#undef EACH_NUMBER
#undef NUMBER_BITS

#endif
