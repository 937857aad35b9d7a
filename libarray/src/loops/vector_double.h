/* Functions of float64 on vectors (lanes.h), as vector_float.h has those of float32: written with
 * the low parts that fdlibm keeps (Sun Microsystems, "Freely Distributable LIBM").
 *
 * exp, log and power are by tables, for errors of 0.51 and 0.52.
 */
#ifndef LIBARRAY_LOOPS_VECTOR_DOUBLE_H
#define LIBARRAY_LOOPS_VECTOR_DOUBLE_H

#include <float.h>

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
    1,                     /* DOUBLE_ONE */
    0.6875,                /* LEAST_OF_TABLE */
    2,                     /* DOUBLE_TWO: the bits of 1024 as an exponent */
    0x1p52,                /* DOUBLE_TWO_52 */
    0x1p52 + 1024,         /* DOUBLE_TWO_52_1024 */
    -__builtin_inf(),      /* DOUBLE_EXPONENT: the bits of sign and exponent */
    0x1.62e42fefa3800p-1,  /* LOG_2_HIGH, a multiple of 2^-43 */
    0x1.ef35793c76730p-45, /* LOG_2_LOW */
    0x1.5555555555555p-3,  /* SIXTH */
    -1,                    /* DOUBLE_MINUS_ONE */
    -0.5,                  /* MINUS_HALF */
    0.5,                   /* DOUBLE_HALF */
    0x1.7154760000000p+0,  /* LOG2_E_HIGH, of 26 bits, as the next */
    0x1.4ae0bf85ddf44p-26, /* LOG2_E_LOW */
    0x1.bcb7b10000000p-2,  /* LOG10_E_HIGH */
    0x1.49b9438ca9aaep-28, /* LOG10_E_LOW */
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
    STEP_LOW,
    DOUBLE_ONE,
    LEAST_OF_TABLE,
    DOUBLE_TWO,
    DOUBLE_TWO_52,
    DOUBLE_TWO_52_1024,
    DOUBLE_EXPONENT,
    LOG_2_HIGH,
    LOG_2_LOW,
    SIXTH,
    DOUBLE_MINUS_ONE,
    MINUS_HALF,
    DOUBLE_HALF,
    LOG2_E_HIGH,
    LOG2_E_LOW,
    LOG10_E_HIGH,
    LOG10_E_LOW
};

#define NUMBER(name)      (hidden(double_numbers)[name])
#define EACH_NUMBER(name) all(NUMBER(name))
#define NUMBER_BITS(name) ((unsigned_lanes)EACH_NUMBER(name))

#include "exp_table.inc.h"
#include "log_table.inc.h"

/* (e^r - 1 - r) / r^2 for r of +-log(2)/256. */
static const double exp_step_terms[] = {
    0x1.fffffffffff58p-2,
    0x1.5555555555525p-3,
    0x1.55555accc1ca7p-5,
    0x1.11111430bcc06p-7,
};

/* e^x by Tang's method ("Table-Driven Implementation of the Exponential Function", ACM TOMS 15,
 * 1989): x = k log(2) / 128 + *r + *low, of which the k lies in the lowest bits of what is
 * returned.
 */
INLINE vector steps_of(vector x, vector *r, vector *low)
{
    const vector rounded = step(madd(x, EACH_NUMBER(PER_STEP), EACH_NUMBER(DOUBLE_ROUNDER)));
    const vector n = step(rounded - NUMBER(DOUBLE_ROUNDER));
    const vector high = step(nmadd(n, EACH_NUMBER(STEP_HIGH), x)), lost = n * NUMBER(STEP_LOW);
    *r = step(high - lost);
    *low = (high - *r) - lost;
    return rounded;
}

/* 2^(k/128), which lacks *rest as a part of it. Normal results only. */
INLINE vector power_of_step(vector rounded, vector *rest)
{
    const unsigned_lanes k = (unsigned_lanes)rounded, i = k & 127;
    vector power;
    for (int j = 0; j < LANES; j++) {
        power[j] = exp_table[i[j]][0];
        (*rest)[j] = exp_table[i[j]][1];
    }
    return step((vector)((unsigned_lanes)power + ((k - i) << 45)));
}

/* What e^x has beside 1 after that power is taken out. */
INLINE vector rest_of_exp(vector r, vector rest)
{
    return step(rest + madd(r * r, polynomial(r, exp_step_terms, 3), r));
}

/* From -700 on, since what is added to the power of two must be normal, too. */
KERNEL exp_lanes_FLOAT64(vector x, lanes *odd)
{
    vector r, low, rest;
    const vector power = power_of_step(steps_of(x, &r, &low), &rest);
    *odd |= ~mask(magnitude(x) < 700);
    return madd(power, rest_of_exp(r, rest), power);
}

static const double most_for_cosh = 701;

/* (e^a + e^-a) / 2 */
KERNEL cosh_lanes_FLOAT64(vector x, lanes *odd)
{
    vector r, low, rest, back_rest;
    const vector a = at_most(magnitude(x), &most_for_cosh), rounded = steps_of(a, &r, &low);
    const vector power = power_of_step(rounded, &rest);
    const vector back = power_of_step(2 * NUMBER(DOUBLE_ROUNDER) - rounded, &back_rest);
    const vector sum = step(power + back), small = step((power - sum) + back);
    const vector more = step(madd(power, rest_of_exp(r, rest), back * rest_of_exp(-r, back_rest)));
    *odd |= ~mask(magnitude(x) < 700);
    return NUMBER(DOUBLE_HALF) * (sum + (small + more));
}

/* The same as exp_step_terms to one more term: what is left after the 1 is taken off is as small as
 * r. */
static const double expm1_step_terms[] = {
    0x1.0000000000000p-1, 0x1.55555555554ddp-3,  0x1.5555555555519p-5,
    0x1.111114f8a7301p-7, 0x1.6c16c553acdf1p-10,
};

/* e^x - 1 and, in *more, what that has lost. With p for the power and e^r - 1 = r + q: p - 1 and r,
 * added up to two parts, and (p - 1) r + p q. */
INLINE vector expm1_parts(vector rounded, vector r, vector low, vector *more)
{
    vector rest;
    const vector power = power_of_step(rounded, &rest), lost = step(madd(rest, r, rest + low));
    const vector q = step(madd(r * r, polynomial(r, expm1_step_terms, 4), lost));
    const vector less = step(power - NUMBER(DOUBLE_ONE)), back = step(less - power);
    const vector missing = (power - (less - back)) - (NUMBER(DOUBLE_ONE) + back);
    const vector sum = step(less + r), small = step(((less - sum) + r) + missing);
    *more = step(small + madd(less, r, power * q));
    return sum;
}

static const double expm1_limits[] = {-50, 701};

KERNEL expm1_lanes_FLOAT64(vector x, lanes *odd)
{
    vector r, low, more;
    const vector rounded = steps_of(within(x, expm1_limits), &r, &low);
    const vector sum = expm1_parts(rounded, r, low, &more);
    *odd |= ~mask(x < 700);
    return choose(x == 0, x, sum + more);
}

/* ((e^a - 1) - (e^-a - 1)) / 2 */
KERNEL sinh_lanes_FLOAT64(vector x, lanes *odd)
{
    vector r, low, more, back_more;
    const vector a = at_most(magnitude(x), &most_for_cosh), rounded = steps_of(a, &r, &low);
    const vector up = expm1_parts(rounded, r, low, &more);
    const vector down = expm1_parts(2 * NUMBER(DOUBLE_ROUNDER) - rounded, -r, -low, &back_more);
    const vector sum = step(up - down), small = step((up - sum) - down);
    *odd |= ~mask(magnitude(x) < 700);
    return with_sign(NUMBER(DOUBLE_HALF) * (sum + (small + (more - back_more))), x);
}

/* (log(1 + r) - r) / r^2 for r from -2^-8 to 2^-7. */
static const double log_step_terms[] = {
    -0x1.fffffffffffffp-2, 0x1.5555555554aa9p-2,  -0x1.00000000a1389p-2,
    0x1.99999dcf7fe94p-3,  -0x1.5554fa10ca076p-3, 0x1.2199e38a9b961p-3,
};

/* A number taken apart for its logarithm, by Tang's method with ("Table-Driven Implementation of
 * the Logarithm Function", ACM TOMS 16, 1990): x = 2^k z, z / c = 1 + r + low, exactly since z is
 * multiplied in two parts. Where the logarithm is small, c is 1. */
typedef struct apart {
    vector k, per_c, log_c, log_c_low, r, low;
    unsigned_lanes exponent; /* k, where exponents are */
} apart;

/* The upper half of x's digits: products of two such are exact. */
INLINE vector upper(vector x)
{
    return step((vector)((unsigned_lanes)x >> 27 << 27));
}

/* x is positive and normal. */
INLINE apart taken_apart(vector x)
{
    apart a;
    const unsigned_lanes above = (unsigned_lanes)step(
        (vector)((unsigned_lanes)x - NUMBER_BITS(LEAST_OF_TABLE))); /* its exponent is k */
    const unsigned_lanes i = (above >> 45) & 127;
    const unsigned_lanes k_1024 = (above + NUMBER_BITS(DOUBLE_TWO)) >> 52;
    a.exponent = above & NUMBER_BITS(DOUBLE_EXPONENT);
    a.k = step((vector)(k_1024 | NUMBER_BITS(DOUBLE_TWO_52)) - NUMBER(DOUBLE_TWO_52_1024));
    for (int j = 0; j < LANES; j++) {
        a.per_c[j] = log_table[i[j]][0];
        a.log_c[j] = log_table[i[j]][1];
        a.log_c_low[j] = log_table[i[j]][2];
    }
    const vector z = step((vector)((unsigned_lanes)x - a.exponent)), high = upper(z);
    const vector first = step(madd(high, a.per_c, EACH_NUMBER(DOUBLE_MINUS_ONE)));
    const vector second = step((z - high) * a.per_c);
    a.r = step(first + second);
    a.low = second - (a.r - first);
    return a;
}

/* k log(2) + log(c) + r but for their low parts: the sum, returned, and what that has lost. */
INLINE vector log_sum(const apart *a, vector *lost)
{
    const vector whole = step(madd(a->k, EACH_NUMBER(LOG_2_HIGH), a->log_c));
    const vector sum = step(whole + a->r);
    *lost = (whole - sum) + a->r;
    return sum;
}

/* log(x), of which `low` is known beside a->low. */
INLINE vector log_double(const apart *a, vector low)
{
    vector lost;
    const vector sum = log_sum(a, &lost);
    low = madd(a->k, EACH_NUMBER(LOG_2_LOW), low + a->log_c_low) + lost;
    return sum + madd(a->r * a->r, polynomial(a->r, log_step_terms, 5), low);
}

INLINE lanes not_positive_normal(vector x)
{
    return ~(mask(x >= DBL_MIN) & mask(x <= DBL_MAX));
}

KERNEL log_lanes_FLOAT64(vector x, lanes *odd)
{
    const apart a = taken_apart(x);
    *odd |= not_positive_normal(x);
    return log_double(&a, a.low);
}

/* What x + 1 has lost is a part of it that is added to the logarithm. */
KERNEL log1p_lanes_FLOAT64(vector x, lanes *odd)
{
    const vector u = step(x + NUMBER(DOUBLE_ONE)), back = step(u - x); /* Knuth's two-sum */
    const vector rest = (NUMBER(DOUBLE_ONE) - back) + (x - (u - back));
    const apart a = taken_apart(u);
    const vector power = (vector)(NUMBER_BITS(DOUBLE_ONE) - a.exponent); /* 2^-k */
    const vector part = step(rest * power * a.per_c); /* rest / u = part / (1 + r) */
    *odd |= ~(mask(x > -1) & mask(x < 0x1p1000));
    return choose(x == 0, x, log_double(&a, a.low + nmadd(part, a.r, part)));
}

/* (log(1 + r) - r + r^2 / 2) / r^3 for the same r. */
static const double log_long_terms[] = {
    0x1.5555555555555p-2, -0x1.ffffffffffff4p-3, 0x1.9999999997b7bp-3, -0x1.55555557e04cep-3,
    0x1.24924d791ddf4p-3, -0x1.fffdf4e1589c2p-4, 0x1.c1929b9b4d704p-4,
};

/* log(x), and that in two parts of 68 bits together: *upper_half + *tail. */
INLINE vector log_long(vector x, vector *upper_half, vector *tail)
{
    const apart a = taken_apart(x);
    vector lost;
    const vector sum = log_sum(&a, &lost);
    const vector high = upper(a.r), after = step((a.r - high) + a.low);
    const vector half = step(high * NUMBER(MINUS_HALF)), square = step(half * high);
    const vector both = step(sum + square);
    lost += (sum - both) + square;
    const vector cross = step(after * NUMBER(MINUS_HALF) * (a.r + high));
    const vector cube = step(a.r * a.r * a.r);
    const vector more = step(madd(cube, polynomial(a.r, log_long_terms, 6), cross));
    lost = step(madd(a.k, EACH_NUMBER(LOG_2_LOW), a.log_c_low + a.low) + (lost + more));
    const vector logarithm = step(both + lost);
    *upper_half = upper(logarithm);
    *tail = step((logarithm - *upper_half) + ((both - logarithm) + lost));
    return logarithm;
}

/* log(x) times a number in two parts, of which the first is an upper half. */
INLINE vector log_times(vector x, vector high, vector low)
{
    vector upper_half, tail;
    const vector logarithm = log_long(x, &upper_half, &tail);
    return madd(upper_half, high, madd(logarithm, low, tail * high));
}

KERNEL log2_lanes_FLOAT64(vector x, lanes *odd)
{
    *odd |= not_positive_normal(x);
    return log_times(x, EACH_NUMBER(LOG2_E_HIGH), EACH_NUMBER(LOG2_E_LOW));
}

KERNEL log10_lanes_FLOAT64(vector x, lanes *odd)
{
    *odd |= not_positive_normal(x);
    return log_times(x, EACH_NUMBER(LOG10_E_HIGH), EACH_NUMBER(LOG10_E_LOW));
}

/* e^(y log(x)) */
KERNEL power_lanes_FLOAT64(vector x, vector y, lanes *odd)
{
    vector upper_half, tail, r, low, rest;
    log_long(x, &upper_half, &tail);
    const vector left = upper(y), e = step(left * upper_half);
    const vector e_low = step(madd(y - left, upper_half, y * tail));
    const vector power = power_of_step(steps_of(e, &r, &low), &rest);
    r = step(r + (low + e_low));
    *odd |= not_positive_normal(x) | ~mask(magnitude(e) < 700);
    return madd(power, rest_of_exp(r, rest), power);
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
    const vector rounded = step(madd(x, EACH_NUMBER(DOUBLE_LOG2_E), EACH_NUMBER(DOUBLE_ROUNDER)));
    const vector n = step(rounded - NUMBER(DOUBLE_ROUNDER));
    const vector high = step(nmadd(n, EACH_NUMBER(LN_2_HIGH), x)), low = n * NUMBER(LN_2_LOW);
    const vector r = step(high - low), z = step(r * r);
    const vector c = step(nmadd(z, polynomial(z, exp_double_terms, 4), r));
    const vector e = step(1 - ((low - r * c / (2 - c)) - high));
    return (vector)((unsigned_lanes)e + ((unsigned_lanes)rounded << 52));
}

/* The rest of x modulo pi/2 as r + *low, and the number of quarter turns in the low bits of
 * *rounded, up to 2^20. Where hardly anything is left, it has too few bits, and is odd. */
INLINE vector quarter_turns(vector x, vector *low, vector *rounded, lanes *odd)
{
    *rounded = step(madd(x, EACH_NUMBER(PER_QUARTER), EACH_NUMBER(DOUBLE_ROUNDER)));
    const vector n = step(*rounded - NUMBER(DOUBLE_ROUNDER));
    const vector a = step(nmadd(n, EACH_NUMBER(QUARTER_HIGH), x));
    const vector b = step(n * NUMBER(QUARTER_MIDDLE));
    const vector d = step(a - b);
    const vector back = a - d, lost = (a - (d + back)) + (back - b); /* Knuth's two-sum */
    const vector c = step(madd(n, EACH_NUMBER(QUARTER_LOW), -lost)), r = step(d - c);
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
    const vector part = step(nmadd(z, nmadd(v, p, NUMBER(DOUBLE_HALF) * low), low));
    return step(r + nmadd(v, EACH_NUMBER(SIXTH), part));
}

INLINE vector cos_double(vector r, vector low)
{
    const vector z = step(r * r), p = step(z * polynomial(z, cos_double_terms, 5));
    const vector half = 0.5 * z, near = 1 - half;
    return step(near + (((1 - near) - half) + madd(z, p, -(r * low))));
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
#undef EACH_NUMBER
#undef NUMBER_BITS

#endif
