/* Loops over elements of the type ELEMENT, which stands for all types of its size. */

/* A block of nfast x nslow elements, contiguous in `to` along the first axis, in `from` along the
 * second. */
static inline void KERNEL_NAME(turn_block)(char *to, ptrdiff_t to_slow, const char *from,
                                           ptrdiff_t from_fast, ptrdiff_t nfast, ptrdiff_t nslow)
{
    const ptrdiff_t size = sizeof(ELEMENT);
    ptrdiff_t turned_fast = 0, turned_slow = 0;
#if KERNEL_NAME(HAS_TURN)
    turned_fast = nfast - nfast % KERNEL_NAME(TURN);
    turned_slow = nslow - nslow % KERNEL_NAME(TURN);
    for (ptrdiff_t k = 0; k < turned_fast; k += KERNEL_NAME(TURN))
        for (ptrdiff_t i = 0; i < turned_slow; i += KERNEL_NAME(TURN))
            KERNEL_NAME(turn)(to + i * to_slow + k * size, to_slow, from + k * from_fast + i * size,
                              from_fast);
#endif
    for (ptrdiff_t i = 0; i < nslow; i++)
        for (ptrdiff_t k = i < turned_slow ? turned_fast : 0; k < nfast; k++)
            memcpy(to + i * to_slow + k * size, from + k * from_fast + i * size, sizeof(ELEMENT));
}

/* The same for large blocks: eight lines of `to` at a time, which a cache can hold even where their
 * distance is a power of two, so that all are in one place of it. Reads are scattered rather than
 * writes: a machine looks further ahead for those. */
static void KERNEL_NAME(transpose)(char *to, ptrdiff_t to_slow, const char *from,
                                   ptrdiff_t from_fast, ptrdiff_t nfast, ptrdiff_t nslow)
{
    enum { WIDE = 8, DEEP = 64 };
    const ptrdiff_t size = sizeof(ELEMENT);
    for (ptrdiff_t slow = 0; slow < nslow; slow += WIDE) {
        const ptrdiff_t ns = nslow - slow < WIDE ? nslow - slow : WIDE;
        for (ptrdiff_t fast = 0; fast < nfast; fast += DEEP) {
            const ptrdiff_t nf = nfast - fast < DEEP ? nfast - fast : DEEP;
            const char *block = from + fast * from_fast + slow * size;
            char *target = to + slow * to_slow + fast * size;
            if (ns == WIDE) /* a constant: unrolled */
                KERNEL_NAME(turn_block)(target, to_slow, block, from_fast, nf, WIDE);
            else
                KERNEL_NAME(turn_block)(target, to_slow, block, from_fast, nf, ns);
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

/* The same of contiguous elements, but that x or y may be one for all (step 0). */
static inline void KERNEL_NAME(select_plain)(const char *condition, const char *x, ptrdiff_t x_step,
                                             const char *y, ptrdiff_t y_step, char *out,
                                             ptrdiff_t n)
{
    const ptrdiff_t size = sizeof(ELEMENT);
    ptrdiff_t i = 0;
#if ELEMENT_SIZE <= 8
    enum { LANES = ELEMENT_SIZE == 8 ? 8 : 16 };
    typedef signed char truths __attribute__((vector_size(LANES)));
    typedef ELEMENT lanes __attribute__((vector_size(LANES * sizeof(ELEMENT))));
    lanes from_x = {0}, from_y = {0};
    ELEMENT element;
    if (n >= LANES && x_step == 0) {
        memcpy(&element, x, sizeof element);
        from_x += element;
    }
    if (n >= LANES && y_step == 0) {
        memcpy(&element, y, sizeof element);
        from_y += element;
    }
    for (; i + LANES <= n; i += LANES) {
        truths some;
        memcpy(&some, condition + i, sizeof some);
        const lanes mask = __builtin_convertvector(some != 0, lanes);
        if (x_step != 0) memcpy(&from_x, x + i * size, sizeof from_x);
        if (y_step != 0) memcpy(&from_y, y + i * size, sizeof from_y);
        const lanes chosen = (from_x & mask) | (from_y & ~mask);
        memcpy(out + i * size, &chosen, sizeof chosen);
    }
#endif
    KERNEL_NAME(select_strided)
    (condition + i, 1, x + i * x_step, x_step, y + i * y_step, y_step, out + i * size, size, n - i);
}

/* out = condition ? x : y, with the usual strides as constants. */
static void KERNEL_NAME(select)(char *const *p, const ptrdiff_t *s, ptrdiff_t n)
{
    const ptrdiff_t size = sizeof(ELEMENT);
    if (s[0] == size && s[1] == 1) {
        if (s[2] == size && s[3] == size) {
            KERNEL_NAME(select_plain)(p[1], p[2], size, p[3], size, p[0], n);
            return;
        }
        if (s[2] == size && s[3] == 0) {
            KERNEL_NAME(select_plain)(p[1], p[2], size, p[3], 0, p[0], n);
            return;
        }
        if (s[2] == 0 && s[3] == size) {
            KERNEL_NAME(select_plain)(p[1], p[2], 0, p[3], size, p[0], n);
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
            KERNEL_NAME(select_plain)(mask, from, size, to, size, to, n);
        else
            KERNEL_NAME(select_plain)(mask, from, 0, to, size, to, n);
        return;
    }
    KERNEL_NAME(select_strided)
    (mask, mask_stride, from, from_stride, to, to_stride, to, to_stride, n);
}
