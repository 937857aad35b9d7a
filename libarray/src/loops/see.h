/* Loops that are over sooner than their results could be read again look at these themselves: with
 * LOOKS defined, binary.tmpl.h and unary.tmpl.h set la_fp_special if one is infinite or a NaN. */
#ifndef LIBARRAY_SEE_H
#define LIBARRAY_SEE_H

#include <stdint.h>
#include <string.h>

#include "libarray/fperr.h"

/* The top bits of `seen`, kept over all results, tell whether an exponent was all ones. */
typedef uint32_t seen_FLOAT32;
typedef uint64_t seen_FLOAT64;

static inline float see_FLOAT32(float z, seen_FLOAT32 *seen)
{
    uint32_t u;
    memcpy(&u, &z, sizeof u);
    *seen |= (u & 0x7fffffff) + 0x00800000;
    return z;
}

static inline double see_FLOAT64(double z, seen_FLOAT64 *seen)
{
    uint64_t u;
    memcpy(&u, &z, sizeof u);
    *seen |= (u & 0x7fffffffffffffff) + 0x0010000000000000;
    return z;
}

static inline void saw_FLOAT32(seen_FLOAT32 seen)
{
    if (seen >> 31) la_fp_special = true;
}

static inline void saw_FLOAT64(seen_FLOAT64 seen)
{
    if (seen >> 63) la_fp_special = true;
}

#endif
