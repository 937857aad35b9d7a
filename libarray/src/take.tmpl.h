/* Elements or blocks of ELEMENT's size at indices along an axis: one load, one store. Blocks of
 * smaller elements are aligned as these are, so that memcpy stands for both. */

static bool KERNEL_NAME(take)(char *to, const char *from, const ptrdiff_t *index, ptrdiff_t count,
                              ptrdiff_t length)
{
    const size_t size = sizeof(ELEMENT);
    bool good = true;
    for (ptrdiff_t i = 0; i < count; i++) {
        ptrdiff_t at = index[i];
        at += at < 0 ? length : 0;
        const bool inside = (size_t)at < (size_t)length;
        good &= inside;
        memcpy(to + (size_t)i * size, from + (size_t)(inside ? at : 0) * size, size);
    }
    return good;
}

/* The other way, at indices that are known to be inside. */
static void KERNEL_NAME(put)(char *to, const char *from, const ptrdiff_t *index, ptrdiff_t count,
                             ptrdiff_t length)
{
    const size_t size = sizeof(ELEMENT);
    for (ptrdiff_t i = 0; i < count; i++)
        memcpy(to + (size_t)(index[i] + (index[i] < 0 ? length : 0)) * size,
               from + (size_t)i * size, size);
}

/* One element to all of them. */
static void KERNEL_NAME(put_same)(char *to, const char *value, const ptrdiff_t *index,
                                  ptrdiff_t count, ptrdiff_t length)
{
    const size_t size = sizeof(ELEMENT);
    for (ptrdiff_t i = 0; i < count; i++)
        memcpy(to + (size_t)(index[i] + (index[i] < 0 ? length : 0)) * size, value, size);
}
