/* Functions of float64 on vectors (lanes.h), as vector_float.h has those of float32: written with
 * the low parts that fdlibm keeps (Sun Microsystems, "Freely Distributable LIBM").
 *
 * exp is by a table, for an error of 0.51 instead of 0.89. Not here: log and power. That those
 * gained nothing on vectors was measured with constants in the code, not in tables.
 */
#ifndef LIBARRAY_LOOPS_VECTOR_DOUBLE_H
#define LIBARRAY_LOOPS_VECTOR_DOUBLE_H

#include "lanes.h"

#define KERNEL INLINE vector

static const double double_numbers[] = {
    0x1.8p52,              /* DOUBLE_ROUNDER */
    0x1.71547652b82fep+0,  /* DOUBLE_LOG2_E */
    0x1.62e42fee00000p-1,  /* LN_2_HIGH */
    0x1.a39ef35793c76p-33, /* LN_2_LOW */
    0x1.45f306dc9c883p-1,  /* PER_QUARTER */
    0x1.921fb54400000p+0,  /* QUARTER_HIGH, of 33 bits */
    0x1.0b4611a600000p-34, /* QUARTER_MIDDLE, of 33 bits */
    0x1.3198a2e037073p-69, /* QUARTER_LOW */
    0x1.71547652b82fep+7,  /* PER_STEP: a step of the table is log(2) / 128 */
    0x1.62e42fee00000p-8,  /* STEP_HIGH, of 32 bits */
    0x1.a39ef35793c76p-40, /* STEP_LOW */
};
enum {
    DOUBLE_ROUNDER,
    DOUBLE_LOG2_E,
    LN_2_HIGH,
    LN_2_LOW,
    PER_QUARTER,
    QUARTER_HIGH,
    QUARTER_MIDDLE,
    QUARTER_LOW,
    PER_STEP,
    STEP_HIGH,
    STEP_LOW
};

#define NUMBER(name) (hidden(double_numbers)[name])

#include "exp_table.inc.h"

/* (e^r - 1 - r) / r^2 for r of +-log(2)/256. */
static const double exp_step_terms[] = {
    0x1.fffffffffff58p-2,
    0x1.5555555555525p-3,
    0x1.55555accc1ca7p-5,
    0x1.11111430bcc06p-7,
};

/* e^r times 2^(k/128) for the k in the lowest bits of `rounded`, by Tang's method ("Table-Driven
 * Implementation of the Exponential Function", ACM TOMS 15, 1989). Normal results only. */
INLINE vector stepped(vector r, vector rounded)
{
    const unsigned_lanes k = (unsigned_lanes)rounded, i = k & 127;
    vector power, rest;
    for (int j = 0; j < LANES; j++) {
        power[j] = exp_table[i[j]][0];
        rest[j] = exp_table[i[j]][1];
    }
    power = step((vector)((unsigned_lanes)power + ((k - i) << 45)));
    const vector part = rest + (r + r * r * polynomial(r, exp_step_terms, 3));
    return power + power * step(part);
}

/* From -700 on, since what is added to the power of two must be normal, too. */
KERNEL exp_lanes_FLOAT64(vector x, lanes *odd)
{
    const vector rounded = step(x * NUMBER(PER_STEP) + NUMBER(DOUBLE_ROUNDER));
    const vector n = step(rounded - NUMBER(DOUBLE_ROUNDER));
    const vector r = step((x - n * NUMBER(STEP_HIGH)) - n * NUMBER(STEP_LOW));
    *odd |= ~mask(magnitude(x) < 700);
    return stepped(r, rounded);
}

/* (r (e^r + 1) / (e^r - 1) - 2) / r^2 over r^2. */
static const double exp_double_terms[] = {
    0x1.5555555555553p-3,   -0x1.6c16c16c0ab48p-9, 0x1.1566ab5bcf73bp-14,
    -0x1.bbd5311697a6ap-20, 0x1.63f1d4d490c22p-25,
};

/* e^x as fdlibm's: for r = x - n log(2), c = r - r^2 P(r^2) gives e^r = 1 + r + r c / (2 - c).
 * Normal results only. */
INLINE vector exp_double(vector x)
{
    const vector rounded = step(x * NUMBER(DOUBLE_LOG2_E) + NUMBER(DOUBLE_ROUNDER));
    const vector n = step(rounded - NUMBER(DOUBLE_ROUNDER));
    const vector high = step(x - n * NUMBER(LN_2_HIGH)), low = n * NUMBER(LN_2_LOW);
    const vector r = step(high - low), z = step(r * r);
    const vector c = step(r - z * polynomial(z, exp_double_terms, 4));
    const vector e = step(1 - ((low - r * c / (2 - c)) - high));
    return (vector)((unsigned_lanes)e + ((unsigned_lanes)rounded << 52));
}

/* The rest of x modulo pi/2 as r + *low, and the number of quarter turns in the low bits of
 * *rounded, up to 2^20. Where hardly anything is left, it has too few bits, and is odd. */
INLINE vector quarter_turns(vector x, vector *low, vector *rounded, lanes *odd)
{
    *rounded = step(x * NUMBER(PER_QUARTER) + NUMBER(DOUBLE_ROUNDER));
    const vector n = step(*rounded - NUMBER(DOUBLE_ROUNDER));
    const vector a = step(x - n * NUMBER(QUARTER_HIGH)), b = step(n * NUMBER(QUARTER_MIDDLE));
    const vector d = step(a - b);
    const vector back = a - d, lost = (a - (d + back)) + (back - b); /* Knuth's two-sum */
    const vector c = step(n * NUMBER(QUARTER_LOW) - lost), r = step(d - c);
    *low = step((d - r) - c);
    *odd |= ~mask(magnitude(x) <= 0x1p20) | (mask(magnitude(r) < 0x1p-20) & mask(n != 0));
    return r;
}

/* (sin(r) / r - 1) / r^2, after its first term, and (cos(r) - 1 + r^2/2) / r^4, over r^2, for r of
 * +-pi/4. */
static const double sin_double_terms[] = {
    0x1.1111111110babp-7,   -0x1.a01a019e820aep-13, 0x1.71de37946ed6dp-19,
    -0x1.ae6008d114485p-26, 0x1.5e0a4fc16be59p-33,
};
static const double cos_double_terms[] = {
    0x1.5555555555555p-5,   -0x1.6c16c16c16963p-10, 0x1.a01a019f4ddfdp-16,
    -0x1.27e4fa16cc2d1p-22, 0x1.1eeb67d026ec6p-29,  -0x1.907cd8ff5ede7p-37,
};

/* The sine and the cosine of r + low, as fdlibm's. */
INLINE vector sin_double(vector r, vector low)
{
    const vector z = step(r * r), v = step(z * r);
    const vector p = polynomial(z, sin_double_terms, 4);
    return step(r - ((z * (0.5 * low - v * p) - low) - v * -0x1.5555555555555p-3));
}

INLINE vector cos_double(vector r, vector low)
{
    const vector z = step(r * r), p = step(z * polynomial(z, cos_double_terms, 5));
    const vector half = 0.5 * z, near = 1 - half;
    return step(near + (((1 - near) - half) + (z * p - r * low)));
}

/* What of a sine's turn `rounded` counts: a cosine is taken at odd quarters, and turned after two.
 */
INLINE vector of_quarter(vector sine, vector cosine, vector rounded)
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

/* P / Q interpolates (tanh(x) / x - 1) / x^2 over x^2, up to 5/8. */
static const double tanh_p_terms[] = {-0x1.937c3e9ef0071p+10, -0x1.8d019e1c5db71p+6,
                                      -0x1.edc3dfbe1571ep-1};
static const double tanh_q_terms[] = {0x1.2e9d2ef734055p+12, 0x1.174f7f986bfe5p+11,
                                      0x1.c31711cfcd676p+6, 1};

static const double tanh_double_limits[] = {0, 20};

/* 1 - 2 / (e^2x + 1); below 5/8, x + x^3 P(x^2) / Q(x^2), as Cephes does it (S. L. Moshier). One
 * division serves both. */
KERNEL tanh_lanes_FLOAT64(vector x, lanes *odd)
{
    const vector a = magnitude(x), z = step(a * a);
    const lanes small = mask(a < 0.625);
    const vector p = polynomial(z, tanh_p_terms, 2), q = polynomial(z, tanh_q_terms, 3);
    const vector e = exp_double(2 * within(a, tanh_double_limits));
    const vector ratio = choose(small, a * z * p, all(-2)) / choose(small, q, e + 1);
    *odd |= mask(x != x);
    return with_sign(choose(small, a, all(1)) + ratio, x);
}

#undef KERNEL
#undef NUMBER

#endif
