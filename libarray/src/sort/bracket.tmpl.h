/* collect_TYPE: copies those of n elements that lie between two, or are one of them, in their
 * order; returns how many they are. *below: how many lie below. */
static ptrdiff_t FN(collect)(void *to, const void *from, ptrdiff_t n, const void *low,
                             const void *high, ptrdiff_t *below)
{
    enum { BLOCK = 1024 };
    const T *x = from, least = *(const T *)low, most = *(const T *)high;
    T *next = to;
    for (; n > 0; n -= BLOCK, x += BLOCK) {
        const ptrdiff_t length = n < BLOCK ? n : BLOCK;
        int less = 0;
        for (ptrdiff_t i = 0; i < length; i++)
            less += x[i] < least;
        for (ptrdiff_t i = 0; i < length; i++) { /* no branch: each is stored, wanted ones stay */
            *next = x[i];
            next += (x[i] >= least) & (x[i] <= most);
        }
        *below += less;
    }
    return next - (T *)to;
}
