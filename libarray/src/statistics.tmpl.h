/* Statistics of real numbers of type T. */

#define NAME_(name, type) name##_##type
#define NAME(name, type)  NAME_(name, type)
#define FUNCTION(name)    NAME(name, TYPE)

/* LANES numbers, `step` apart, as doubles. */
static inline void FUNCTION(load)(lanes *to, const T *x, ptrdiff_t step)
{
    typedef T narrow __attribute__((vector_size(LANES * sizeof(T))));
    narrow some;
    if (step == 1) {
        memcpy(&some, x, sizeof some);
    } else {
        for (int k = 0; k < LANES; k++)
            some[k] = x[k * step];
    }
    *to = __builtin_convertvector(some, lanes);
}

/* Of up to BLOCK numbers: their mean first, then what they deviate from it. */
static inline moments FUNCTION(block)(const T *x, ptrdiff_t step, ptrdiff_t n)
{
    lanes sums = {0}, next;
    double sum = 0, squares = 0;
    ptrdiff_t i = 0;
    for (; i + LANES <= n; i += LANES) {
        FUNCTION(load)(&next, x + i * step, step);
        sums += next;
    }
    for (; i < n; i++)
        sum += (double)x[i * step];
    for (int k = 0; k < LANES; k++)
        sum += sums[k];
    const double mean = sum / (double)n;
    sums = (lanes){0};
    for (i = 0; i + LANES <= n; i += LANES) {
        FUNCTION(load)(&next, x + i * step, step);
        next -= mean;
        sums += next * next;
    }
    for (; i < n; i++) {
        const double distance = (double)x[i * step] - mean;
        squares += distance * distance;
    }
    for (int k = 0; k < LANES; k++)
        squares += sums[k];
    return (moments){.n = (double)n, .mean = mean, .squares = squares};
}

/* Blocks are put together by Chan's formula, which cancels nothing. */
static double FUNCTION(deviations)(const T *x, ptrdiff_t step, ptrdiff_t n)
{
    moments all = {0};
    for (ptrdiff_t i = 0; i < n; i += BLOCK) {
        const ptrdiff_t length = n - i < BLOCK ? n - i : BLOCK;
        const moments next = step == 1 ? FUNCTION(block)(x + i, 1, length)
                                       : FUNCTION(block)(x + i * step, step, length);
        const double total = all.n + next.n, distance = next.mean - all.mean;
        all.squares += next.squares;
        if (all.n > 0) all.squares += distance * distance * (all.n / total * next.n);
        all.mean += distance * (next.n / total);
        all.n = total;
    }
    return all.squares;
}

static void FUNCTION(histogram)(la_array *out, const T *x, ptrdiff_t n, const T *edges,
                                const double *weights)
{
    const ptrdiff_t bins = out->size;
    const T first = edges[0], last = edges[bins], width = last - first, number = (T)bins;
    ptrdiff_t *const counts = (ptrdiff_t *)(void *)out->data;
    double *const sums = (double *)(void *)out->data;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!(x[i] >= first && x[i] <= last)) continue;
        ptrdiff_t bin = (ptrdiff_t)((x[i] - first) / width * number);
        if (bin >= bins) bin = bins - 1;
        /* The division may have missed by a bin. */
        bin -= x[i] < edges[bin];
        bin += x[i] >= edges[bin + 1] && bin != bins - 1;
        if (weights)
            sums[bin] += weights[i];
        else
            counts[bin]++;
    }
}

#undef NAME_
#undef NAME
#undef FUNCTION
