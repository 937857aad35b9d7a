/* out[i] = start + i * delta for the type T; SUM is the type in which that is computed: unsigned
 * for integers, whose sums wrap. */
static void FILL_NAME(T)(char *out, ptrdiff_t stride, ptrdiff_t n, const char *first,
                         const char *second)
{
    T start, next;
    memcpy(&start, first, sizeof start);
    memcpy(&next, second, sizeof next);
    const SUM delta = (SUM)((SUM)next - (SUM)start);
    for (ptrdiff_t i = 0; i < n; i++) {
        T value = (T)((SUM)start + (SUM)i * delta);
        memcpy(out + i * stride, &value, sizeof value);
    }
    if (n > 1) memcpy(out + stride, &next, sizeof next); /* not its rounded image */
}
