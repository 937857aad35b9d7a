/* The names of LAPACK's and BLAS' functions in this binary, and what files about them share. */
#ifndef LIBARRAY_LAPACK_NAMES_H
#define LIBARRAY_LAPACK_NAMES_H

#include "kernels/kernels.h"
#include "lapack/lapack.h"
#include "platform.h"

/* F(gemm_), in a template: la_f2c_dgemm where P is d. */
#define BLAS_FUNC(name) la_f2c_##name
#include "lapack_lite_names.h"
#define F(name)           LA_JOIN(P, name)
#define F_REFERENCE(name) LA_JOIN(la_reference_, LA_JOIN(P, name))

/* What libarray lent (drivers.c). Each call lends it anew, on whatever thread it runs. */
extern const la_lapack_host *_Atomic la_lapack_lent;

/* Whether a product on this thread had no memory and no other way, since the last driver ended.
 * BLAS can't say so: its caller goes on with what is left, and the driver fails in the end
 * (work.h). */
extern LA_THREAD_LOCAL bool la_lapack_starved;

static inline bool is_letter(const char *given, char letter)
{
    return (*given | 0x20) == (letter | 0x20);
}

/* C's own product looks out for infinities, which takes longer than the product. */
static inline double _Complex complex_times(double _Complex x, double _Complex y)
{
    const double *p = (const double *)&x, *q = (const double *)&y;
    double _Complex product;
    ((double *)&product)[0] = p[0] * q[0] - p[1] * q[1];
    ((double *)&product)[1] = p[0] * q[1] + p[1] * q[0];
    return product;
}

static inline double _Complex complex_conjugate(double _Complex x)
{
    ((double *)&x)[1] = -((double *)&x)[1];
    return x;
}

#endif
