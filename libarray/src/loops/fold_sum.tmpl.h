/* Writes la_fold_add_TYPE: a pairwise sum. Blocks of up to 128 numbers are summed in 8 accumulators
 * that are added as a tree; longer runs are halved. The error grows with the logarithm of n, and
 * the order of additions is NumPy's, so that sums agree to the last bit.
 *
 * T, TYPE. PARTS: 1 for reals, 2 for complex numbers; R: the type of a part. */

/* The sum of eight sums and of the n < 8 / PARTS elements that are left. */
static inline T FN(close_block)(const R *lane, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    R part[PARTS];
#if PARTS == 1
    part[0] =
        ((lane[0] + lane[1]) + (lane[2] + lane[3])) + ((lane[4] + lane[5]) + (lane[6] + lane[7]));
#else
    part[0] = (lane[0] + lane[2]) + (lane[4] + lane[6]);
    part[1] = (lane[1] + lane[3]) + (lane[5] + lane[7]);
#endif
    for (; n > 0; n--, in += stride)
        for (int p = 0; p < PARTS; p++)
            part[p] += ((const R *)in)[p];
    T sum;
    memcpy(&sum, part, sizeof sum);
    return sum;
}

/* The sum of n <= 128 / PARTS elements.. */
static inline T FN(block_sum)(const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    const ptrdiff_t group = 8 / PARTS;
    if (n < group) {
        R part[PARTS];
        for (int p = 0; p < PARTS; p++)
            part[p] = (R)-0.0;
        for (; n > 0; n--, in += stride)
            for (int p = 0; p < PARTS; p++)
                part[p] += ((const R *)in)[p];
        T sum;
        memcpy(&sum, part, sizeof sum);
        return sum;
    }
    R lane[8];
    for (ptrdiff_t k = 0; k < group; k++)
        for (int p = 0; p < PARTS; p++)
            lane[k * PARTS + p] = ((const R *)(in + k * stride))[p];
    ptrdiff_t i = group;
    for (; i + group <= n; i += group)
        for (ptrdiff_t k = 0; k < group; k++)
            for (int p = 0; p < PARTS; p++)
                lane[k * PARTS + p] += ((const R *)(in + (i + k) * stride))[p];
    return FN(close_block)(lane, in + i * stride, n - i, stride);
}

/* The same for two neighbours at once, of contiguous elements: twice as many sums that don't wait
 * for each other. low: a multiple of 8 / PARTS, not more than high. */
static inline T FN(two_block_sums)(const char *in, ptrdiff_t low, ptrdiff_t high)
{
    typedef R eight __attribute__((vector_size(8 * sizeof(R))));
    const ptrdiff_t size = sizeof(T), bytes = low * size, step = sizeof(eight);
    const char *second = in + bytes;
    eight a, b, x;
    R lane[8], lane_of_second[8];
    memcpy(&a, in, sizeof a);
    memcpy(&b, second, sizeof b);
    ptrdiff_t i = step;
    for (; i < bytes; i += step) {
        memcpy(&x, in + i, sizeof x);
        a += x;
        memcpy(&x, second + i, sizeof x);
        b += x;
    }
    for (; i + step <= high * size; i += step) {
        memcpy(&x, second + i, sizeof x);
        b += x;
    }
    memcpy(lane, &a, sizeof a);
    memcpy(lane_of_second, &b, sizeof b);
    return FN(add)(FN(close_block)(lane, NULL, 0, size),
                   FN(close_block)(lane_of_second, second + i, high - i / size, size));
}

static T FN(pairwise_sum)(const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    const ptrdiff_t group = 8 / PARTS, size = sizeof(T);
    if (n * PARTS <= 128) {
        if (stride == size) return FN(block_sum)(in, n, size);
        return FN(block_sum)(in, n, stride);
    }
    ptrdiff_t half = n / 2;
    half -= half % group;
    if (stride == size && (n - half) * PARTS <= 128) return FN(two_block_sums)(in, half, n - half);
    T low = FN(pairwise_sum)(in, half, stride);
    return FN(add)(low, FN(pairwise_sum)(in + half * stride, n - half, stride));
}

void FOLD_OF(add)(char *accumulator, const char *in, ptrdiff_t n, ptrdiff_t stride)
{
    *(T *)accumulator = FN(add)(*(T *)accumulator, FN(pairwise_sum)(in, n, stride));
}
