/* Our complex numbers as the language's, and back, to call <complex.h>. Built from parts: `x + y *
 * I` would lose infinities and the signs of zeros. */
#ifndef LIBARRAY_COMPLEX_C99_H
#define LIBARRAY_COMPLEX_C99_H

#include <complex.h>
#include <string.h>

#include "libarray/dtype.h"

static inline float complex to_c99_COMPLEX64(la_complex64 x)
{
    float complex z;
    memcpy(&z, &x, sizeof z);
    return z;
}

static inline double complex to_c99_COMPLEX128(la_complex128 x)
{
    double complex z;
    memcpy(&z, &x, sizeof z);
    return z;
}

static inline la_complex64 from_c99_COMPLEX64(float complex z)
{
    return (la_complex64){crealf(z), cimagf(z)};
}

static inline la_complex128 from_c99_COMPLEX128(double complex z)
{
    return (la_complex128){creal(z), cimag(z)};
}

#endif
