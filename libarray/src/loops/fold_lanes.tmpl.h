/* Writes la_fold_OP_TYPE for an operation on reals whose result does not depend on the order
 * (minimum, maximum): FOLD_LANES independent accumulators, which become a few vectors. Strided
 * elements go to the same lanes, so that the sign of a zero does not depend on the layout.
 *
 * OP: the operation's name, with a function FN(OP)(T, T). Undefines OP. */
#ifndef FOLD_LANES
#define FOLD_LANES 16
#endif

void FOLD_OF(OP)(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    T value = *(T *)accumulator;
    if (n >= 2 * FOLD_LANES) {
        T lane[FOLD_LANES];
        for (int k = 0; k < FOLD_LANES; k++)
            lane[k] = *(const T *)(in + k * stride);
        n -= FOLD_LANES;
        in += FOLD_LANES * stride;
        if (stride == (ptrdiff_t)sizeof(T)) {
            for (; n >= FOLD_LANES; n -= FOLD_LANES, in += FOLD_LANES * sizeof(T)) {
                const T *x = (const T *)in;
                for (int k = 0; k < FOLD_LANES; k++)
                    lane[k] = FN(OP)(lane[k], x[k]);
            }
        } else {
            for (; n >= FOLD_LANES; n -= FOLD_LANES, in += FOLD_LANES * stride)
                for (int k = 0; k < FOLD_LANES; k++)
                    lane[k] = FN(OP)(lane[k], *(const T *)(in + k * stride));
        }
        for (int half = FOLD_LANES / 2; half > 0; half /= 2)
            for (int k = 0; k < half; k++)
                lane[k] = FN(OP)(lane[k], lane[k + half]);
        value = FN(OP)(value, lane[0]);
    }
    for (; n > 0; n--, in += stride)
        value = FN(OP)(value, *(const T *)in);
    *(T *)accumulator = value;
}

#include "half_fold.tmpl.h"

#undef OP
