/* Elements of ELEMENT's size at indices along an axis that is the last: one load, one store. */

static bool KERNEL_NAME(take)(char *to, const char *from, const ptrdiff_t *index, ptrdiff_t count,
                              ptrdiff_t length)
{
    ELEMENT *out = (ELEMENT *)(void *)to;
    const ELEMENT *in = (const ELEMENT *)(const void *)from;
    bool good = true;
    for (ptrdiff_t i = 0; i < count; i++) {
        ptrdiff_t at = index[i];
        at += at < 0 ? length : 0;
        const bool inside = (size_t)at < (size_t)length;
        good &= inside;
        out[i] = in[inside ? at : 0];
    }
    return good;
}

/* The other way, at indices that are known to be inside. */
static void KERNEL_NAME(put)(char *to, const char *from, const ptrdiff_t *index, ptrdiff_t count,
                             ptrdiff_t length)
{
    ELEMENT *out = (ELEMENT *)(void *)to;
    const ELEMENT *in = (const ELEMENT *)(const void *)from;
    for (ptrdiff_t i = 0; i < count; i++)
        out[index[i] + (index[i] < 0 ? length : 0)] = in[i];
}
