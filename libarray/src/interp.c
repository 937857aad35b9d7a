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

/* A part of the value at x between two points: `next` is how far apart the two's parts are. */
static double between(double x, const double *xp, const double *fp, ptrdiff_t next)
{
    const double slope = (fp[next] - fp[0]) / (xp[1] - xp[0]);
    double y = slope * (x - xp[0]) + fp[0];
    if (isnan(y)) { /* where an end is infinite, the other may serve */
        y = slope * (x - xp[1]) + fp[next];
        if (isnan(y) && fp[0] == fp[next]) y = fp[0];
    }
    return y;
}

la_status la_interp(la_array *out, const la_array *x_array, const la_array *xp_array,
                    const la_array *fp_array, const double *left, const double *right)
{
    la_status status =
        la_array_init(out, fp_array->dtype, x_array->ndim, x_array->shape, LA_ORDER_C);
    if (status != LA_OK) return status;
    const double *x = (const double *)(const void *)x_array->data;
    const double *xp = (const double *)(const void *)xp_array->data;
    const double *fp = (const double *)(const void *)fp_array->data;
    const ptrdiff_t n = xp_array->size, parts = la_dtype_is_complex(fp_array->dtype) ? 2 : 1;
    if (left == NULL) left = fp;
    if (right == NULL) right = fp + (n - 1) * parts;
    double *y = (double *)(void *)out->data;
    ptrdiff_t at = 0;
    for (ptrdiff_t i = 0; i < out->size; i++, y += parts) {
        const double one = x[i];
        if (isnan(one)) {
            y[0] = one;
            if (parts == 2) y[1] = 0.0;
            continue;
        }
        const ptrdiff_t found = interval(one, xp, n, at);
        const bool inside = found >= 0 && found < n;
        if (inside) at = found;
        for (ptrdiff_t part = 0; part < parts; part++) {
            const double *f = fp + at * parts + part;
            if (!inside)
                y[part] = found < 0 ? left[part] : right[part];
            else if (found == n - 1 || xp[found] == one)
                y[part] = *f;
            else
                y[part] = between(one, xp + found, f, parts);
        }
    }
    return LA_OK;
}
