/* What LAPACK asks of the machine, and what it does about wrong arguments. */
#include <float.h>

#include "netlib.h"

#define MACHINE(function, PREFIX)                                                                  \
    doublereal function(char *asked)                                                               \
    {                                                                                              \
        switch (*asked & ~0x20) {                                                                  \
        case 'E': return PREFIX##_EPSILON / 2; /* relative error of a rounding */                  \
        case 'S': return PREFIX##_MIN;         /* its reciprocal doesn't overflow */               \
        case 'B': return FLT_RADIX;                                                                \
        case 'P': return PREFIX##_EPSILON;                                                         \
        case 'N': return PREFIX##_MANT_DIG;                                                        \
        case 'R': return 1; /* additions round */                                                  \
        case 'M': return PREFIX##_MIN_EXP;                                                         \
        case 'U': return PREFIX##_MIN;                                                             \
        case 'L': return PREFIX##_MAX_EXP;                                                         \
        case 'O': return PREFIX##_MAX;                                                             \
        default: return 0;                                                                         \
        }                                                                                          \
    }

MACHINE(dlamch_, DBL)
MACHINE(slamch_, FLT)

/* A sum that was stored, and so has no more digits than its type. */
doublereal dlamc3_(doublereal *a, doublereal *b)
{
    volatile doublereal sum = *a + *b;
    return sum;
}

doublereal slamc3_(real *a, real *b)
{
    volatile real sum = *a + *b;
    return sum;
}

/* Whether two letters are the same, capital or not. */
logical lsame_(char *a, char *b)
{
    return (*a | 0x20) == (*b | 0x20);
}

/* A routine that was called wrongly says so by its `info`, too, which the drivers look at. */
int xerbla_(char *name, integer *info)
{
    (void)name;
    (void)info;
    return 0;
}
