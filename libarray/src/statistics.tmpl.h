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

/* Counts by blocks, in which the first guesses become vectors: as many bins as guesses miss by one
 * at most, edges that differ. False, and nothing counted, where it isn't so. */
static bool FUNCTION(histogram_blocks)(ptrdiff_t *counts, ptrdiff_t bins, const T *x, ptrdiff_t n,
                                       const T *edges)
{
    const T first = edges[0], last = edges[bins];
    const T scale = (T)bins / (last - first), top = (T)(bins - 1);
    bool regular = bins <= MOST_BINS && scale > 0 && isfinite(scale);
    for (ptrdiff_t i = 0; regular && i < bins; i++)
        regular = edges[i] < edges[i + 1];
    if (!regular) return false;
    int32_t guess[BLOCK];
    for (ptrdiff_t start = 0; start < n; start += BLOCK, x += BLOCK) {
        const ptrdiff_t length = n - start < BLOCK ? n - start : BLOCK;
        for (ptrdiff_t k = 0; k < length; k++) {
            T place = (x[k] - first) * scale;
            place = place > 0 ? place : 0; /* NaN too */
            guess[k] = (int32_t)(place < top ? place : top);
        }
        for (ptrdiff_t k = 0; k < length; k++) {
            const bool inside = (x[k] >= first) & (x[k] <= last);
            ptrdiff_t bin = inside ? guess[k] : 0;
            bin -= (x[k] < edges[bin]) & inside;
            bin += (x[k] >= edges[bin + 1]) & (bin != bins - 1);
            counts[bin] += inside;
        }
    }
    return true;
}

static void FUNCTION(histogram)(la_array *out, const T *x, ptrdiff_t n, const T *edges,
                                const double *weights)
{
    const ptrdiff_t bins = out->size;
    const T first = edges[0], last = edges[bins], width = last - first, number = (T)bins;
    ptrdiff_t *const counts = (ptrdiff_t *)(void *)out->data;
    double *const sums = (double *)(void *)out->data;
    if (!weights && FUNCTION(histogram_blocks)(counts, bins, x, n, edges)) return;
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
