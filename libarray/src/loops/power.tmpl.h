/* Writes la_loop_power_TYPE of reals: float32 (HALF_TYPE is defined) by power_lanes_FLOAT32 of
 * vector_float.h, whatever the strides and the length; float64 by <math.h>. */

static inline T FN(power)(T x, T y)
{
    return LIBM(pow)(x, y);
}

#ifdef HALF_TYPE

/* Computes the odd lanes, apart from the loop, as in unary_vector.tmpl.h. */
static __attribute__((noinline)) void mend_power(const char *x, const char *y, vector_float *to,
                                                 const lanes_float *odd)
{
    vector_float base, exponent;
    memcpy(&base, x, sizeof base);
    memcpy(&exponent, y, sizeof exponent);
    for (int k = 0; k < LANES; k++)
        if ((*odd)[k]) (*to)[k] = FN(power)(base[k], exponent[k]);
}

/* n, a multiple of LANES, elements one after the other. */
static void vectors_of_power(const char *x, const char *y, char *z, ptrdiff_t n)
{
    const ptrdiff_t bytes = LANES * sizeof(T);
    for (; n > 0; n -= LANES, x += bytes, y += bytes, z += bytes) {
        lanes_float odd = {0};
        vector_float base, exponent;
        memcpy(&base, x, sizeof base);
        memcpy(&exponent, y, sizeof exponent);
        const vector_float to = power_lanes_FLOAT32(base, exponent, &odd);
        if (LA_UNLIKELY(any_lane_float(odd))) {
            vector_float mended = to;
            const lanes_float which = odd;
            mend_power(x, y, &mended, &which);
            memcpy(z, &mended, sizeof mended);
            continue;
        }
        memcpy(z, &to, sizeof to);
    }
}

static void FN(powers)(const char *x, const char *y, char *z, ptrdiff_t n, const ptrdiff_t *steps)
{
    const ptrdiff_t size = sizeof(T);
    if (steps[0] == size && steps[1] == size && steps[2] == size) {
        const ptrdiff_t whole = n - n % LANES;
        vectors_of_power(x, y, z, whole);
        x += whole * size;
        y += whole * size;
        z += whole * size;
        n -= whole;
    }
    while (n > 0) { /* by way of buffers, filled up with their first elements */
        T bases[8 * LANES], exponents[8 * LANES];
        const ptrdiff_t m = n < 8 * LANES ? n : 8 * LANES;
        const ptrdiff_t whole = (m + LANES - 1) / LANES * LANES;
        for (ptrdiff_t k = 0; k < whole; k++) {
            bases[k] = *(const T *)(x + (k < m ? k * steps[0] : 0));
            exponents[k] = *(const T *)(y + (k < m ? k * steps[1] : 0));
        }
        vectors_of_power((const char *)bases, (const char *)exponents, (char *)bases, whole);
        for (ptrdiff_t k = 0; k < m; k++)
            *(T *)(z + k * steps[2]) = bases[k];
        x += m * steps[0];
        y += m * steps[1];
        z += m * steps[2];
        n -= m;
    }
}

#else

static void FN(powers)(const char *x, const char *y, char *z, ptrdiff_t n, const ptrdiff_t *steps)
{
    for (; n > 0; n--, x += steps[0], y += steps[1], z += steps[2])
        *(T *)z = FN(power)(*(const T *)x, *(const T *)y);
}

#endif

la_status LOOP_OF(power)(char *const *args, ptrdiff_t n, const ptrdiff_t *steps)
{
    const char *x = args[0], *y = args[1];
    char *z = args[2];
    if (steps[1] != 0 || n == 1 || *(const T *)y != 2) {
        FN(powers)(x, y, z, n, steps);
        return LA_OK;
    }
    return LOOP_OF(square)((char *const[]){args[0], z}, n, (const ptrdiff_t[]){steps[0], steps[2]});
}
#define OP     power
#define INPUTS 2
#include "half_loop.tmpl.h"
#undef OP
#undef INPUTS
