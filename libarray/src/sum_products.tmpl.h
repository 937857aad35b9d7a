/* A strip of sums of products of elements of type T: out[i] = ADD(out[i], MUL of n elements), where
 * a step of 0 makes all out[i] one. */

static inline void JOINED(strip, T)(ptrdiff_t count, int n, char *const *ptr,
                                    const ptrdiff_t *steps)
{
    const char *first = ptr[1], *from[LA_ITER_MAXOPS];
    for (int k = 2; k <= n; k++)
        from[k] = ptr[k];
    char *out = ptr[0];
    T sum = *(T *)(void *)out;
    for (ptrdiff_t i = 0; i < count; i++) {
        T product = *(const T *)(const void *)first;
        first += steps[1];
        for (int k = 2; k <= n; k++) {
            const T factor = *(const T *)(const void *)from[k];
            product = MUL(product, factor);
            from[k] += steps[k];
        }
        if (steps[0] == 0) {
            sum = ADD(sum, product);
        } else {
            T *to = (T *)(void *)out;
            *to = ADD(*to, product);
            out += steps[0];
        }
    }
    if (steps[0] == 0) *(T *)(void *)out = sum;
}

static void JOINED(sum_products, T)(la_iter *it, int n)
{
    do {
        if (n == 2) /* a constant unrolls the loop over operands */
            JOINED(strip, T)(it->inner, 2, it->ptr, it->inner_strides);
        else
            JOINED(strip, T)(it->inner, n, it->ptr, it->inner_strides);
    } while (la_iter_next(it));
}
