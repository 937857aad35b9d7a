/* BLAS level 3 for LAPACK, on libarray's gemm: where LAPACK spends its time. Products with
 * triangles and symmetric ones are halved until what is left is small; the rest is gemm. And with
 * them what LAPACK builds of them. */
#include <string.h>

#include "lapack/names.h"

/* Multiplications up to which the plain loops are quicker than packing. */
#define TINY_PRODUCT 1000.0

enum {
    SOLVE_BLOCK = 32, /* a triangle that is solved with directly */
    SOLVE_STRIP = 64, /* right-hand sides at a time: with the triangle they lie in L1 */
    SOLVE_LANES = 8,  /* and of those, what stays in registers */
    DENSE_BLOCK = 64, /* a triangle that is multiplied with as a square half of zeros */
};

static inline double products(int m, int n, int k)
{
    return (double)m * (double)n * (double)k;
}

#define SELF(name) LA_JOIN(LA_JOIN(P, _), name)
#define TEMPLATE   "lapack/blas3.tmpl.h"
#include "lapack/each_type.inc.h"
#undef TEMPLATE
#define TEMPLATE "lapack/reflectors.tmpl.h"
#include "lapack/each_type.inc.h"
