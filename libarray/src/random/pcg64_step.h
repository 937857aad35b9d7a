/* A step of PCG64, as NumPy's pcg64_random_r does it. */
#ifndef LIBARRAY_RANDOM_PCG64_STEP_H
#define LIBARRAY_RANDOM_PCG64_STEP_H

#include "random/bitgen.h"

#ifdef PCG_EMULATED_128BIT_MATH

/* The upper half of a product of 128 bits. WebAssembly has no such product; where LLVM sees that
 * one is meant, it calls a function of its library, which takes three times as long. */
static inline uint64_t pcg64_high_product(uint64_t x, uint64_t y)
{
    const uint64_t x0 = (uint32_t)x, x1 = x >> 32, y0 = (uint32_t)y, y1 = y >> 32;
    uint64_t middle = x1 * y0 + (x0 * y0 >> 32);
    __asm__("" : "+r"(middle)); /* it doesn't see it */
    return x1 * y1 + (middle >> 32) + ((x0 * y1 + (uint32_t)middle) >> 32);
}

static inline uint64_t pcg64_step(pcg64_random_t *random)
{
    const uint64_t high = random->state.high, low = random->state.low;
    const uint64_t product = low * PCG_DEFAULT_MULTIPLIER_LOW;
    const uint64_t next_low = product + random->inc.low;
    const uint64_t next_high =
        pcg64_high_product(low, PCG_DEFAULT_MULTIPLIER_LOW) + high * PCG_DEFAULT_MULTIPLIER_LOW +
        low * PCG_DEFAULT_MULTIPLIER_HIGH + random->inc.high + (next_low < product);
    random->state.low = next_low;
    random->state.high = next_high;
    return pcg_output_xsl_rr_128_64(random->state);
}

#else

static inline uint64_t pcg64_step(pcg64_random_t *random)
{
    return pcg64_random_r(random);
}

#endif
#endif
