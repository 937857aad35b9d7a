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
    const ptrdiff_t size = sizeof(ELEMENT);
    char *const end = to + left * size, *next = to;
    ptrdiff_t i = 0;
    for (; mask_stride == 1 && i + 8 <= n && end - next >= 8 * size; i += 8) {
        uint64_t eight;
        memcpy(&eight, mask + i, 8);
        if (eight == 0) continue;
        for (int k = 0; k < 8; k++) {
            memcpy(next, from + (i + k) * from_stride, sizeof(ELEMENT));
            next += mask[i + k] ? size : 0;
        }
    }
    for (; i < n && next < end; i++) {
        memcpy(next, from + i * from_stride, sizeof(ELEMENT));
        next += mask[i * mask_stride] ? size : 0;
    }
    return (next - to) / size;
}

/* The other way: elements of `from`, which has `left` of them, go where bytes are true; returns how
 * many went. What isn't wanted is written back as it was. */
static ptrdiff_t KERNEL_NAME(expand)(char *to, ptrdiff_t to_stride, const char *from,
                                     ptrdiff_t from_stride, ptrdiff_t left, const char *mask,
                                     ptrdiff_t mask_stride, ptrdiff_t n)
{
    ptrdiff_t taken = 0;
    for (ptrdiff_t i = 0; i < n && taken < left; i++) {
        ELEMENT old, new;
        const bool wanted = mask[i * mask_stride] != 0;
        memcpy(&old, to + i * to_stride, sizeof old);
        memcpy(&new, from + taken * from_stride, sizeof new);
        new = wanted ? new : old;
        memcpy(to + i * to_stride, &new, sizeof new);
        taken += wanted;
    }
    return taken;
}
