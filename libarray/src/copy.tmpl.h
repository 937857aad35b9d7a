/* Loops over elements of the type ELEMENT, which stands for all types of its size. */

/* Copies a block of nfast x nslow elements whose two arrays disagree on which axis is contiguous:
 * `to` along the first, `from` along the second. It is done in square tiles by way of a small
 * buffer: both sides are touched a whole run of bytes at a time and never again, so that rows whose
 * distance is a power of two, which a cache keeps in one place, do no harm. */
static void KERNEL_NAME(transpose)(char *to, ptrdiff_t to_slow, const char *from,
                                   ptrdiff_t from_fast, ptrdiff_t nfast, ptrdiff_t nslow)
{
    enum { TILE = sizeof(ELEMENT) >= 8 ? 8 : 16 };
    const ptrdiff_t size = sizeof(ELEMENT);
    ELEMENT tile[TILE][TILE];
    for (ptrdiff_t fast = 0; fast < nfast; fast += TILE) {
        const ptrdiff_t nf = nfast - fast < TILE ? nfast - fast : TILE;
        for (ptrdiff_t slow = 0; slow < nslow; slow += TILE) {
            const ptrdiff_t ns = nslow - slow < TILE ? nslow - slow : TILE;
            const char *block = from + fast * from_fast + slow * size;
            if (nf == TILE && ns == TILE) { /* constant lengths: unrolled */
#if KERNEL_NAME(HAS_TURN)
                KERNEL_NAME(turn)(tile, block, from_fast);
#else
                for (int k = 0; k < TILE; k++)
                    for (int i = 0; i < TILE; i++)
                        memcpy(&tile[i][k], block + k * from_fast + i * size, sizeof(ELEMENT));
#endif
                for (int i = 0; i < TILE; i++)
                    memcpy(to + (slow + i) * to_slow + fast * size, tile[i], sizeof tile[i]);
                continue;
            }
            for (ptrdiff_t i = 0; i < ns; i++)
                for (ptrdiff_t k = 0; k < nf; k++)
                    memcpy(to + (slow + i) * to_slow + (fast + k) * size,
                           block + k * from_fast + i * size, sizeof(ELEMENT));
        }
    }
}

/* A truth as a mask of all bits, so that a choice is arithmetic: no branch, and vectors. */
static inline ELEMENT KERNEL_NAME(choose)(char truth, ELEMENT x, ELEMENT y)
{
#if ELEMENT_SIZE <= 8
    const ELEMENT mask = (ELEMENT)(0 - (ELEMENT)(truth != 0));
    return (ELEMENT)((x & mask) | (y & (ELEMENT)~mask));
#else
    return truth ? x : y;
#endif
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
        ELEMENT chosen = KERNEL_NAME(choose)(condition[i * condition_stride], from_x, from_y);
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

/* to = from where mask. What isn't wanted is written back as it was: no branch on the mask. */
static void KERNEL_NAME(blend)(char *to, ptrdiff_t to_stride, const char *from,
                               ptrdiff_t from_stride, const char *mask, ptrdiff_t mask_stride,
                               ptrdiff_t n)
{
    const ptrdiff_t size = sizeof(ELEMENT);
    if (to_stride == size && mask_stride == 1 && (from_stride == size || from_stride == 0)) {
        if (from_stride == size)
            KERNEL_NAME(select_strided)(mask, 1, from, size, to, size, to, size, n);
        else
            KERNEL_NAME(select_strided)(mask, 1, from, 0, to, size, to, size, n);
        return;
    }
    KERNEL_NAME(select_strided)
    (mask, mask_stride, from, from_stride, to, to_stride, to, to_stride, n);
}
