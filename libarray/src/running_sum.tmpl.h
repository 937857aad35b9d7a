/* One loop of running_sum.c. T: the elements; SUM: its name; FINITE(x): whether x is a finite
 * number. An infinite sum or a NaN stays one: the last tells whether there was any. */
static bool SUM(ptrdiff_t n, const char *a, ptrdiff_t from, char *out, ptrdiff_t to)
{
    T sum = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        sum = i == 0 ? *(const T *)a : (T)(sum + *(const T *)(a + i * from));
        *(T *)(out + i * to) = sum;
    }
    return FINITE(sum);
}

#undef T
#undef SUM
#undef FINITE
