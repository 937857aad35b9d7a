/* BLAS level 1 for LAPACK: norms without a division for each element. */
#include <float.h>
#include <math.h>

#include "lapack/names.h"

double la_reference_dnrm2(int *n, double *x, int *incx);
double la_reference_dznrm2(int *n, double _Complex *x, int *incx);

/* The sum of squares of n numbers, in eight parts. */
static double sum_of_squares(ptrdiff_t n, const double *x)
{
    double parts[8] = {0};
    ptrdiff_t i = 0;
    for (; i + 8 <= n; i += 8) {
        LA_UNROLL
        for (int p = 0; p < 8; p++)
            parts[p] += x[i + p] * x[i + p];
    }
    for (; i < n; i++)
        parts[0] += x[i] * x[i];
    return ((parts[0] + parts[1]) + (parts[2] + parts[3])) +
           ((parts[4] + parts[5]) + (parts[6] + parts[7]));
}

/* Whether no square that counts has left the range of numbers. */
static bool is_exact_enough(double sum)
{
    return sum > DBL_MIN / (DBL_EPSILON * DBL_EPSILON) && sum <= DBL_MAX;
}

double BLAS_FUNC(dnrm2)(int *n, double *x, int *incx)
{
    double sum = *incx == 1 ? sum_of_squares(*n, x) : 0;
    return is_exact_enough(sum) ? sqrt(sum) : la_reference_dnrm2(n, x, incx);
}

double BLAS_FUNC(dznrm2)(int *n, double _Complex *x, int *incx)
{
    double sum = *incx == 1 ? sum_of_squares(2 * (ptrdiff_t)*n, (const double *)x) : 0;
    return is_exact_enough(sum) ? sqrt(sum) : la_reference_dznrm2(n, x, incx);
}
