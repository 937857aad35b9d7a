/* What LAPACK's iterations take badly, and must not see. */
#ifndef LIBARRAY_LAPACK_FINITE_H
#define LIBARRAY_LAPACK_FINITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Whether none of n numbers is infinite or NaN. */
static inline bool la_all_finite(ptrdiff_t n, const double *x)
{
    const uint64_t exponent = (uint64_t)0x7FF << 52;
    uint64_t not_finite = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        uint64_t bits;
        memcpy(&bits, &x[i], sizeof(bits));
        not_finite |= (bits & exponent) == exponent;
    }
    return not_finite == 0;
}

#endif
