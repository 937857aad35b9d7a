/* Writes la_loop_power_TYPE of reals, by the function of lane_loops.h, as unary_vector.tmpl.h does.
 */

static inline T FN(power)(T x, T y)
{
    return LIBM(pow)(x, y);
}

static void FN(mend_power)(char *const *args, void *to, const void *odd)
{
    const T *x = (const T *)args[0], *y = (const T *)args[1];
    const VECTOR(lanes) *which = odd;
    T *z = to;
    for (int k = 0; k < LANES; k++)
        if ((*which)[k]) z[k] = FN(power)(x[k], y[k]);
}

la_status LOOP_OF(power)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *y = args[1];
    if (n > 1 && args[0] + steps[0] == args[2]) { /* a reduction: each result is the next base */
        char *at[3] = {args[0], args[1], args[2]};
        for (; n > 0; n--) {
            FN(by_lanes)(LA_JOIN(LA_LANES_, power, TYPE), FN(mend_power), 2, at, 1, steps);
            for (int k = 0; k < 3; k++)
                at[k] += steps[k];
        }
        return LA_OK;
    }
    if (steps[1] != 0 || n == 1 || *(const T *)y != 2) {
        FN(by_lanes)(LA_JOIN(LA_LANES_, power, TYPE), FN(mend_power), 2, args, n, steps);
        return LA_OK;
    }
    return LOOP_OF(square)((char *const[]){args[0], args[2]}, n,
                           (const ptrdiff_t[]){steps[0], steps[2]});
}
#define OP     power
#define INPUTS 2
#include "half_loop.tmpl.h"
#undef OP
#undef INPUTS
