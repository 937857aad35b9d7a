/* Loops of advanced indexing over elements of the type ELEMENT, which stands for all types of its
 * size. Offsets are in bytes. */

static void KERNEL_NAME(gather)(char *to, ptrdiff_t to_stride, const char *from,
                                const ptrdiff_t *offsets, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        memcpy(to + i * to_stride, from + offsets[i], sizeof(ELEMENT));
}

static void KERNEL_NAME(scatter)(char *to, const ptrdiff_t *offsets, const char *from,
                                 ptrdiff_t from_stride, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++)
        memcpy(to + offsets[i], from + i * from_stride, sizeof(ELEMENT));
}

/* Appends the elements under true bytes to `to`, which has `left` places to go; returns how many
 * were taken. Every element is stored and the place moves on only past wanted ones: no branch to
 * mispredict. Ending with the last place keeps such a store from going beyond it. */
static ptrdiff_t KERNEL_NAME(compress)(char *to, ptrdiff_t left, const char *from,
                                       ptrdiff_t from_stride, const char *mask,
                                       ptrdiff_t mask_stride, ptrdiff_t n)
{
    ptrdiff_t taken = 0, i = 0;
    while (i < n && taken < left) {
        if (mask_stride == 1 && n - i >= 8) {
            uint64_t eight;
            memcpy(&eight, mask + i, 8);
            if (eight == 0) {
                i += 8;
                continue;
            }
        }
        ptrdiff_t end = i + 8 < n ? i + 8 : n;
        for (; i < end && taken < left; i++) {
            memcpy(to + taken * (ptrdiff_t)sizeof(ELEMENT), from + i * from_stride,
                   sizeof(ELEMENT));
            taken += mask[i * mask_stride] != 0;
        }
    }
    return taken;
}

/* The other way: elements of `from` go where bytes are true; returns how many went. */
static ptrdiff_t KERNEL_NAME(expand)(char *to, ptrdiff_t to_stride, const char *from,
                                     ptrdiff_t from_stride, const char *mask, ptrdiff_t mask_stride,
                                     ptrdiff_t n)
{
    ptrdiff_t taken = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!mask[i * mask_stride]) continue;
        memcpy(to + i * to_stride, from + taken * from_stride, sizeof(ELEMENT));
        taken++;
    }
    return taken;
}
