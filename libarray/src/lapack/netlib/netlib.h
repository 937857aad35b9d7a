/* What C that f2c made of Fortran is compiled with: its types and macros, and names of our own for
 * its functions, so that no other LAPACK of the process is meant. The files that include this
 * include a file of the LAPACK sources, which the build fetches (pyodide-build/pieces).
 *
 * This stands in for the sources' own f2c.h, f2c.c and f2c_config.c, which want Python and NumPy,
 * and find out at run time what float.h says. */
#ifndef LIBARRAY_NETLIB_H
#define LIBARRAY_NETLIB_H

#define F2C_INCLUDE

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* It is generated code. */
#if defined(__clang__)
#pragma clang diagnostic ignored "-Weverything"
#else
#pragma GCC diagnostic ignored "-Wall"
#pragma GCC diagnostic ignored "-Wextra"
#pragma GCC diagnostic ignored "-Wpedantic"
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wfloat-conversion"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#pragma GCC diagnostic ignored "-Wunused-parameter"
#endif

typedef int integer, logical, ftnlen, ftnint;
typedef float real;
typedef double doublereal, E_f;
typedef struct {
    real r, i;
} singlecomplex;
typedef struct {
    doublereal r, i;
} doublecomplex;
typedef logical (*L_fp)(void);
typedef char *address;

#define VOID       void
#define TRUE_      1
#define FALSE_     0
#define abs(x)     ((x) >= 0 ? (x) : -(x))
#define min(a, b)  ((a) <= (b) ? (a) : (b))
#define max(a, b)  ((a) >= (b) ? (a) : (b))
#define dabs(x)    (doublereal) abs(x)
#define dmin(a, b) (doublereal) min(a, b)
#define dmax(a, b) (doublereal) max(a, b)

#define BLAS_FUNC(name) la_f2c_##name
#include "lapack_lite_names.h"

/* --- Fortran's intrinsic functions --------------------------------------------------------------
 */

static inline double d_sign(const doublereal *a, const doublereal *b)
{
    return *b >= 0 ? fabs(*a) : -fabs(*a);
}

static inline float r_sign(const real *a, const real *b)
{
    return *b >= 0 ? fabsf(*a) : -fabsf(*a);
}

static inline double d_lg10(const doublereal *x)
{
    return log10(*x);
}

static inline float r_lg10(const real *x)
{
    return log10f(*x);
}

static inline integer i_nint(const real *x)
{
    return (integer)(*x >= 0 ? floorf(*x + 0.5F) : -floorf(0.5F - *x));
}

static inline double pow_dd(const doublereal *a, const doublereal *b)
{
    return pow(*a, *b);
}

static inline double pow_di(const doublereal *a, const integer *n)
{
    return pow(*a, *n);
}

static inline double pow_ri(const real *a, const integer *n)
{
    return pow(*a, *n);
}

/* Of 2, and of -1. */
static inline integer pow_ii(const integer *a, const integer *n)
{
    integer power = 1;
    for (integer i = 0; i < *n; i++)
        power *= *a;
    return power;
}

#define NETLIB_COMPLEX(T, R, ABS, SQRT, conjugate, imaginary, absolute, divide, root, power)       \
    static inline void conjugate(T *to, const T *z)                                                \
    {                                                                                              \
        R r = z->r, i = z->i;                                                                      \
        to->r = r;                                                                                 \
        to->i = -i;                                                                                \
    }                                                                                              \
    static inline R imaginary(const T *z)                                                          \
    {                                                                                              \
        return z->i;                                                                               \
    }                                                                                              \
    static inline double absolute(const T *z)                                                      \
    {                                                                                              \
        return hypot(z->r, z->i);                                                                  \
    }                                                                                              \
    /* Smith's way: without overflow where the quotient has none. */                               \
    static inline void divide(T *to, const T *a, const T *b)                                       \
    {                                                                                              \
        R ar = a->r, ai = a->i;                                                                    \
        if (ABS(b->r) >= ABS(b->i)) {                                                              \
            R ratio = b->i / b->r, scale = b->r + b->i * ratio;                                    \
            to->r = (ar + ai * ratio) / scale;                                                     \
            to->i = (ai - ar * ratio) / scale;                                                     \
        } else {                                                                                   \
            R ratio = b->r / b->i, scale = b->i + b->r * ratio;                                    \
            to->r = (ar * ratio + ai) / scale;                                                     \
            to->i = (ai * ratio - ar) / scale;                                                     \
        }                                                                                          \
    }                                                                                              \
    static inline void root(T *to, const T *z)                                                     \
    {                                                                                              \
        R r = z->r, i = z->i, size = (R)absolute(z);                                               \
        if (size == 0) {                                                                           \
            to->r = to->i = 0;                                                                     \
        } else if (r > 0) {                                                                        \
            to->r = SQRT((R)0.5 * (size + r));                                                     \
            to->i = i / to->r / 2;                                                                 \
        } else {                                                                                   \
            R t = SQRT((R)0.5 * (size - r));                                                       \
            to->i = i < 0 ? -t : t;                                                                \
            to->r = i / to->i / 2;                                                                 \
        }                                                                                          \
    }                                                                                              \
    static inline void power(T *to, const T *a, const integer *n)                                  \
    {                                                                                              \
        T p = {1, 0}, x = *a, one = {1, 0};                                                        \
        for (integer i = 0; i < (*n < 0 ? -*n : *n); i++)                                          \
            p = (T){p.r * x.r - p.i * x.i, p.r * x.i + p.i * x.r};                                 \
        if (*n < 0) divide(&p, &one, &p);                                                          \
        *to = p;                                                                                   \
    }

NETLIB_COMPLEX(doublecomplex, doublereal, fabs, sqrt, d_cnjg, d_imag, z_abs, z_div, z_sqrt, pow_zi)
NETLIB_COMPLEX(singlecomplex, real, fabsf, sqrtf, r_cnjg, r_imag, c_abs, c_div, c_sqrt, pow_ci)

/* --- strings: padded with blanks ----------------------------------------------------------------
 */

static inline void s_copy(char *to, const char *from, ftnlen nto, ftnlen nfrom)
{
    for (ftnlen i = 0; i < nto; i++)
        to[i] = i < nfrom ? from[i] : ' ';
}

static inline integer s_cmp(const char *a, const char *b, ftnlen na, ftnlen nb)
{
    for (ftnlen i = 0; i < na || i < nb; i++) {
        int x = i < na ? (unsigned char)a[i] : ' ', y = i < nb ? (unsigned char)b[i] : ' ';
        if (x != y) return x - y;
    }
    return 0;
}

static inline void s_cat(char *to, char *const *parts, const ftnlen *lengths, const ftnlen *count,
                         ftnlen nto)
{
    ftnlen at = 0;
    for (ftnlen p = 0; p < *count; p++) {
        for (ftnlen i = 0; i < lengths[p] && at < nto; i++)
            to[at++] = parts[p][i];
    }
    while (at < nto)
        to[at++] = ' ';
}

#endif
