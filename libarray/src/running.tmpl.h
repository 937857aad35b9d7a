/* One loop of running.c. T: the elements; RUN: its name; STEP(x, y): what comes after x where the
 * next element is y; FINITE(x): whether x is a finite number. What is infinite or NaN once stays
 * so where it matters: the last tells whether there was any. */
static bool RUN(ptrdiff_t n, const char *a, ptrdiff_t from, char *out, ptrdiff_t to)
{
    T value = *(const T *)a;
    *(T *)out = value;
    for (ptrdiff_t i = 1; i < n; i++) {
        const T next = *(const T *)(a + i * from);
        value = STEP(value, next);
        *(T *)(out + i * to) = value;
    }
    return FINITE(value);
}

#undef RUN
#undef STEP
