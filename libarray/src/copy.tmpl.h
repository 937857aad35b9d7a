/* Loops over elements of the type ELEMENT, which stands for all types of its size. */

/* Copies a block of nfast x nslow elements whose two arrays disagree on which axis is contiguous:
 * `to` along the first, `from` along the second. Square tiles, so that both stay in the cache. */
static void KERNEL_NAME(transpose)(char *to, ptrdiff_t to_slow, const char *from,
                                   ptrdiff_t from_fast, ptrdiff_t nfast, ptrdiff_t nslow)
{
    enum { TILE = sizeof(ELEMENT) >= 8 ? 16 : 32 };
    const ptrdiff_t size = sizeof(ELEMENT);
    for (ptrdiff_t slow = 0; slow < nslow; slow += TILE) {
        ptrdiff_t slow_end = slow + TILE < nslow ? slow + TILE : nslow;
        for (ptrdiff_t fast = 0; fast < nfast; fast += TILE) {
            ptrdiff_t fast_end = fast + TILE < nfast ? fast + TILE : nfast;
            for (ptrdiff_t i = slow; i < slow_end; i++) {
                char *row = to + i * to_slow;
                const char *column = from + i * size;
                for (ptrdiff_t k = fast; k < fast_end; k++)
                    memcpy(row + k * size, column + k * from_fast, sizeof(ELEMENT));
            }
        }
    }
}

static inline void KERNEL_NAME(select_strided)(const char *condition, ptrdiff_t condition_stride,
                                               const char *x, ptrdiff_t x_stride, const char *y,
                                               ptrdiff_t y_stride, char *out, ptrdiff_t out_stride,
                                               ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        ELEMENT from_x, from_y;
        memcpy(&from_x, x + i * x_stride, sizeof from_x);
        memcpy(&from_y, y + i * y_stride, sizeof from_y);
        ELEMENT chosen = condition[i * condition_stride] ? from_x : from_y;
        memcpy(out + i * out_stride, &chosen, sizeof chosen);
    }
}

/* out = condition ? x : y, with the usual strides as constants. */
static void KERNEL_NAME(select)(char *const *p, const ptrdiff_t *s, ptrdiff_t n)
{
    const ptrdiff_t size = sizeof(ELEMENT);
    if (s[0] == size && s[1] == 1) {
        if (s[2] == size && s[3] == size) {
            KERNEL_NAME(select_strided)(p[1], 1, p[2], size, p[3], size, p[0], size, n);
            return;
        }
        if (s[2] == size && s[3] == 0) {
            KERNEL_NAME(select_strided)(p[1], 1, p[2], size, p[3], 0, p[0], size, n);
            return;
        }
        if (s[2] == 0 && s[3] == size) {
            KERNEL_NAME(select_strided)(p[1], 1, p[2], 0, p[3], size, p[0], size, n);
            return;
        }
    }
    KERNEL_NAME(select_strided)(p[1], s[1], p[2], s[2], p[3], s[3], p[0], s[0], n);
}
