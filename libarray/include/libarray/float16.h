/* IEEE 754 half precision: bits in a uint16_t, and their way to float and double and back. Nothing
 * is computed in it: operands become float, results are rounded once (to nearest, ties to even). */
#ifndef LIBARRAY_FLOAT16_H
#define LIBARRAY_FLOAT16_H

#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef uint16_t la_float16;

/* Written without branches, so that loops of them become vectors. */

static inline float la_float16_to_float(la_float16 half)
{
    /* The fraction and exponent in float's places, then the difference of the exponents' biases as
     * a factor: right for subnormal numbers too. */
    uint32_t bits = (uint32_t)(half & 0x7fff) << 13;
    float value;
    memcpy(&value, &bits, sizeof value);
    value *= 0x1p112F;
    memcpy(&bits, &value, sizeof bits);
    bits |= (half & 0x7c00) == 0x7c00 ? 0x7f800000U : 0; /* infinity, NaN */
    bits |= (uint32_t)(half & 0x8000) << 16;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static inline la_float16 la_float16_from_float(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    const uint32_t sign = bits >> 16 & 0x8000;
    bits &= 0x7fffffff;

    /* Subnormal halves: the addition of 0.5 rounds to a multiple of their unit, 2^-24. */
    uint32_t small = bits < 0x38800000 ? bits : 0;
    float shifted;
    memcpy(&shifted, &small, sizeof shifted);
    shifted += 0.5F;
    memcpy(&small, &shifted, sizeof small);
    small -= 0x3f000000;

    /* Normal ones: a carry may run into the exponent, up to infinity's. */
    const uint32_t normal = (bits + 0xfff + (bits >> 13 & 1) - (112U << 23)) >> 13;
    const uint32_t payload = bits >> 13 & 0x3ff;
    const uint32_t nan = 0x7c00 + (payload ? payload : 1);

    uint32_t half = bits < 0x38800000 ? small : normal;
    half = bits >= 0x47800000 ? 0x7c00 : half;
    half = bits > 0x7f800000 ? nan : half;
    return (la_float16)(sign | half);
}

/* Not by way of float, which would round twice. */
static inline la_float16 la_float16_from_double(double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    const uint64_t sign = bits >> 48 & 0x8000;
    bits &= 0x7fffffffffffffff;

    uint64_t small = bits < 0x3f10000000000000 ? bits : 0;
    double shifted;
    memcpy(&shifted, &small, sizeof shifted);
    shifted += 0x1p28;
    memcpy(&small, &shifted, sizeof small);
    small -= 0x41b0000000000000;

    const uint64_t normal =
        (bits + 0x1ffffffffff + (bits >> 42 & 1) - ((uint64_t)1008 << 52)) >> 42;
    const uint64_t payload = bits >> 42 & 0x3ff;
    const uint64_t nan = 0x7c00 + (payload ? payload : 1);

    uint64_t half = bits < 0x3f10000000000000 ? small : normal;
    half = bits >= 0x40f0000000000000 ? 0x7c00 : half;
    half = bits > 0x7ff0000000000000 ? nan : half;
    return (la_float16)(sign | half);
}

#ifdef __cplusplus
}
#endif
#endif
