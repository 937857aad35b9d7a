/* Writes la_fold_OP_TYPE for an operation on reals whose result does not depend on the order
 * (minimum, maximum): FOLD_LANES independent accumulators, which become a few vectors. Strided
 * elements go to the same lanes, so that the sign of a zero does not depend on the layout.
 *
 * OP: the operation's name, with a function FN(OP)(T, T). SIMPLE(x, y): the same where neither is
 * NaN, in the form that is one instruction. Undefines OP and SIMPLE. */
#define FOLD_LANES (64 / (int)sizeof(T))

/* FOLD_LANES accumulators and n, a multiple of it, contiguous elements, all at the cost of SIMPLE
 * and an addition: a sum is NaN where an element was (or infinities of two signs), and then it is
 * false and the accumulators are worth nothing. */
static bool FN(LA_JOIN(, fold_simple, OP))(T *lane, const T *x, ptrdiff_t n)
{
    T sum[FOLD_LANES], all = 0;
    for (int k = 0; k < FOLD_LANES; k++)
        sum[k] = lane[k];
    for (; n > 0; n -= FOLD_LANES, x += FOLD_LANES) {
        for (int k = 0; k < FOLD_LANES; k++) {
            sum[k] += x[k];
            lane[k] = SIMPLE(lane[k], x[k]);
        }
    }
    for (int k = 0; k < FOLD_LANES; k++)
        all += sum[k];
    return all == all;
}

/* The same for any elements. */
static inline void FN(LA_JOIN(, fold_any, OP))(T *lane, const char *in, ptrdiff_t n,
                                               ptrdiff_t stride)
{
    for (; n > 0; n -= FOLD_LANES, in += FOLD_LANES * stride)
        for (int k = 0; k < FOLD_LANES; k++)
            lane[k] = FN(OP)(lane[k], *(const T *)(in + k * stride));
}

void FOLD_OF(OP)(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    T value = *(T *)accumulator;
    if (n >= 2 * FOLD_LANES) {
        const ptrdiff_t size = sizeof(T), whole = (n / FOLD_LANES - 1) * FOLD_LANES;
        T lane[FOLD_LANES], first[FOLD_LANES];
        for (int k = 0; k < FOLD_LANES; k++)
            lane[k] = first[k] = *(const T *)(in + k * stride);
        n -= FOLD_LANES;
        in += FOLD_LANES * stride;
        if (stride != size) {
            FN(LA_JOIN(, fold_any, OP))(lane, in, whole, stride);
        } else if (!FN(LA_JOIN(, fold_simple, OP))(lane, (const T *)in, whole)) {
            memcpy(lane, first, sizeof lane);
            FN(LA_JOIN(, fold_any, OP))(lane, in, whole, size);
        }
        n -= whole;
        in += whole * stride;
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
#undef SIMPLE
#undef FOLD_LANES
