/* A strided copy of elements of the type ELEMENT, which stands for all types of its size. */

static void KERNEL_NAME(copy)(const char *from, ptrdiff_t from_stride, char *to,
                              ptrdiff_t to_stride, ptrdiff_t n)
{
    ELEMENT x;
    const ptrdiff_t size = sizeof x;
    if (to_stride == size) {
        if (from_stride == size) {
            if (n > 0 && to != from) memcpy(to, from, (size_t)(n * size));
            return;
        }
        if (from_stride == 0) {
            if (n > 0) memcpy(&x, from, sizeof x);
            for (ptrdiff_t i = 0; i < n; i++)
                memcpy(to + i * size, &x, sizeof x);
            return;
        }
        if (from_stride == 2 * size) { /* constant strides: become vectors */
            for (ptrdiff_t i = 0; i < n; i++)
                memcpy(to + i * size, from + 2 * i * size, sizeof x);
            return;
        }
        if (from_stride == -size) {
            for (ptrdiff_t i = 0; i < n; i++)
                memcpy(to + i * size, from - i * size, sizeof x);
            return;
        }
    }
    for (; n > 0; n--) {
        memcpy(&x, from, sizeof x);
        memcpy(to, &x, sizeof x);
        from += from_stride;
        to += to_stride;
    }
}
