/* Piecewise linear interpolation. */
#include "libarray/numeric.h"

#include <math.h>

/* The last i with xp[i] <= x, -1 where x lies before all, n where it lies behind. `guess` is where
 * the one before was found. */
static ptrdiff_t interval(double x, const double *xp, ptrdiff_t n, ptrdiff_t guess)
{
    if (x > xp[n - 1]) return n;
    if (x < xp[0]) return -1;
    if (guess < n - 1 && xp[guess] <= x && x < xp[guess + 1]) return guess;
    ptrdiff_t low = 0;
    for (ptrdiff_t left = n; left > 1;) { /* halves, without a branch to mispredict */
        const ptrdiff_t half = left / 2;
        low += xp[low + half] <= x ? half : 0;
        left -= half;
    }
    return low;
}

static double between(double x, const double *xp, const double *fp)
{
    const double slope = (fp[1] - fp[0]) / (xp[1] - xp[0]);
    double y = slope * (x - xp[0]) + fp[0];
    if (isnan(y)) { /* where an end is infinite, the other may serve */
        y = slope * (x - xp[1]) + fp[1];
        if (isnan(y) && fp[0] == fp[1]) y = fp[0];
    }
    return y;
}

la_status la_interp(la_array *out, const la_array *x_array, const la_array *xp_array,
                    const la_array *fp_array, double left, double right)
{
    const double *x = (const double *)(const void *)x_array->data;
    const double *xp = (const double *)(const void *)xp_array->data;
    const double *fp = (const double *)(const void *)fp_array->data;
    double *y = (double *)(void *)out->data;
    const ptrdiff_t n = xp_array->size;
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < out->size; i++) {
        const double one = x[i];
        if (isnan(one)) {
            y[i] = one;
            continue;
        }
        const ptrdiff_t found = interval(one, xp, n, at);
        if (found < 0) {
            y[i] = left;
        } else if (found >= n) {
            y[i] = right;
        } else {
            at = found;
            y[i] = found == n - 1 || xp[found] == one ? fp[found]
                                                      : between(one, xp + found, fp + found);
        }
    }
    return LA_OK;
}
