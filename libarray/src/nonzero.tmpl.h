/* How many of n contiguous elements of ELEMENT's size have a bit that is set, but (of reals) the
 * first. Counts of short blocks stay as narrow as the elements. */
#if ELEMENT_SIZE > 1 && ELEMENT_SIZE <= 8
static ptrdiff_t KERNEL_NAME(count)(const char *in, ptrdiff_t n, bool real)
{
    enum { BLOCK = 32768 };
    const ELEMENT bits = (ELEMENT) ~(ELEMENT)0 >> real;
    ptrdiff_t count = 0;
    for (ptrdiff_t start = 0; start < n; start += BLOCK) {
        const ptrdiff_t end = n - start < BLOCK ? n : start + BLOCK;
        ELEMENT found = 0;
        for (ptrdiff_t i = start; i < end; i++) {
            ELEMENT x;
            memcpy(&x, in + i * (ptrdiff_t)sizeof x, sizeof x);
            found = (ELEMENT)(found + ((x & bits) != 0));
        }
        count += (ptrdiff_t)found;
    }
    return count;
}
#endif
