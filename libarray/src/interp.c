/* Piecewise linear interpolation. */
#include "libarray/numeric.h"

#include <math.h>

/* The last i with xp[i] <= x, -1 where x lies before all, n where it lies behind. `guess` is where
 * the one before was found: neighbours are looked at first. */
static ptrdiff_t interval(double x, const double *xp, ptrdiff_t n, ptrdiff_t guess)
{
    if (x > xp[n - 1]) return n;
    if (x < xp[0]) return -1;
    ptrdiff_t low = 0, high = n; /* xp[low] <= x < xp[high], were there one at n */
    if (guess < 0) guess = 0;
    if (guess > n - 1) guess = n - 1;
    if (xp[guess] <= x) {
        low = guess;
        for (ptrdiff_t step = 1; low + step < n; step *= 2) {
            if (x < xp[low + step]) {
                high = low + step;
                break;
            }
            low += step;
        }
    } else {
        high = guess;
    }
    while (high - low > 1) {
        ptrdiff_t middle = low + (high - low) / 2;
        if (xp[middle] <= x)
            low = middle;
        else
            high = middle;
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
