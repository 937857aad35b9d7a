/* Looking for infinities and NaNs. Freestanding. */
#ifndef LIBARRAY_SRC_SPECIAL_H
#define LIBARRAY_SRC_SPECIAL_H

#include <stdbool.h>
#include <stddef.h>

/* Whether one of n adjacent numbers may be not finite: then their sum isn't. */
#define ANY_SPECIAL(NAME, REAL)                                                                    \
    static inline bool NAME(const void *numbers, ptrdiff_t n)                                      \
    {                                                                                              \
        const REAL *x = (const REAL *)numbers;                                                     \
        REAL sums[16] = {0}, sum = 0;                                                              \
        ptrdiff_t i = 0;                                                                           \
        for (; i + 16 <= n; i += 16)                                                               \
            for (int k = 0; k < 16; k++)                                                           \
                sums[k] += x[i + k];                                                               \
        for (; i < n; i++)                                                                         \
            sum += x[i];                                                                           \
        for (int k = 0; k < 16; k++)                                                               \
            sum += sums[k];                                                                        \
        return !__builtin_isfinite(sum);                                                           \
    }
ANY_SPECIAL(la_any_special_float, float)
ANY_SPECIAL(la_any_special_double, double)
#undef ANY_SPECIAL

#endif
