/* Writes la_fold_add_TYPE: a pairwise sum. Blocks of up to 128 numbers are summed in 8 accumulators
 * that are added as a tree; longer runs are halved. The error grows with the logarithm of n, and
 * the order of additions is NumPy's, so that sums agree to the last bit.
 *
 * T, TYPE. PARTS: 1 for reals, 2 for complex numbers; R: the type of a part. */

/* The sum of n <= 128 / PARTS elements.. */
static inline T FN(block_sum)(const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    const ptrdiff_t group = 8 / PARTS;
    R part[PARTS];
    ptrdiff_t i = 0;
    if (n < group) {
        for (int p = 0; p < PARTS; p++)
            part[p] = (R)-0.0;
    } else {
        R lane[8];
        for (ptrdiff_t k = 0; k < group; k++)
            for (int p = 0; p < PARTS; p++)
                lane[k * PARTS + p] = ((const R *)(in + k * stride))[p];
        for (i = group; i + group <= n; i += group)
            for (ptrdiff_t k = 0; k < group; k++)
                for (int p = 0; p < PARTS; p++)
                    lane[k * PARTS + p] += ((const R *)(in + (i + k) * stride))[p];
#if PARTS == 1
        part[0] = ((lane[0] + lane[1]) + (lane[2] + lane[3])) +
                  ((lane[4] + lane[5]) + (lane[6] + lane[7]));
#else
        part[0] = (lane[0] + lane[2]) + (lane[4] + lane[6]);
        part[1] = (lane[1] + lane[3]) + (lane[5] + lane[7]);
#endif
    }
    for (; i < n; i++)
        for (int p = 0; p < PARTS; p++)
            part[p] += ((const R *)(in + i * stride))[p];
    T sum;
    memcpy(&sum, part, sizeof sum);
    return sum;
}

static T FN(pairwise_sum)(const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    const ptrdiff_t group = 8 / PARTS;
    if (n * PARTS <= 128) {
        if (stride == (ptrdiff_t)sizeof(T)) return FN(block_sum)(in, n, sizeof(T));
        return FN(block_sum)(in, n, stride);
    }
    ptrdiff_t half = n / 2;
    half -= half % group;
    T low = FN(pairwise_sum)(in, half, stride);
    return FN(add)(low, FN(pairwise_sum)(in + half * stride, n - half, stride));
}

void FOLD_OF(add)(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    *(T *)accumulator = FN(add)(*(T *)accumulator, FN(pairwise_sum)(in, n, stride));
}
